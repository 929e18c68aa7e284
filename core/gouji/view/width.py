"""Width: the terminal columns that a text takes, and texts cut, wrapped and padded to so many."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal


@lru_cache(maxsize=8192)
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def display_width(text: str) -> int:
    """The terminal columns a text takes: wide and full-width characters two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def clip(text: str, width: int) -> str:
    """The text shortened to a display width, with … where something is left out."""
    if display_width(text) <= width:
        return text
    start = wrap(text, width - 1)[0]
    return (start if display_width(start) < width else "") + "…"


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most so many columns, at least one character a line."""
    lines, line, used = [], "", 0
    for character in text:
        size = _columns(character)
        if line and used + size > width:
            lines.append(line)
            line, used = "", 0
        line, used = line + character, used + size
    return [*lines, line]


def pad(text: str, width: int, align: Literal["left", "right", "centre"]) -> str:
    """The text with blanks up to a display width; one that is wider stays as it is."""
    room = max(width - display_width(text), 0)
    left = {"left": 0, "right": room, "centre": room // 2}[align]
    return " " * left + text + " " * (room - left)
