"""The width of text on a terminal: a wide or full-width character counts two."""

from __future__ import annotations

import unicodedata


def display_width(text: str) -> int:
    """The columns a text takes; combining characters take none."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
