"""Units: at which column of its line each character stands, in the unit in which a tool counted.

Tools pad cells by one of three counts: characters, display width (a wide character is two columns), or
display width on a terminal that draws characters of ambiguous width wide. A layout tries all three.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

import numpy as np

from gouji.document import Int

Unit = Literal["width", "wide", "chars"]
UNITS: tuple[Unit, ...] = ("width", "wide", "chars")
"""``width``: wide characters two, ambiguous one; ``wide``: ambiguous two as well; ``chars``: all one."""

_DRAWN = range(0x2500, 0x25A0)
"""Box drawing and blocks: ambiguous by the standard, one column in every tool that draws tables."""


class _Widths(dict[int, int]):
    """Code point to a byte naming its class, filled as characters are met: 0, 1, 2 or 3 for ambiguous."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        kind = unicodedata.east_asian_width(char)
        if unicodedata.category(char) in ("Mn", "Me", "Cf"):
            width = 0
        elif kind in ("W", "F"):
            width = 2
        else:
            width = 3 if kind == "A" and code not in _DRAWN else 1
        self[code] = width
        return width


_WIDTHS = _Widths()


def columns(text: str, unit: Unit) -> Int:
    """The columns printed before each character of ``text`` and, last, after it: len(text) + 1 entries."""
    result = np.zeros(len(text) + 1, dtype=np.int64)
    if unit == "chars" or text.isascii():
        result[1:] = np.arange(1, len(text) + 1)
        return result
    kinds = np.frombuffer(text.translate(_WIDTHS).encode("latin-1"), dtype=np.uint8)
    widths = np.where(kinds == 3, 2 if unit == "wide" else 1, kinds)  # noqa: PLR2004 - the ambiguous class
    np.cumsum(widths, out=result[1:])
    return result
