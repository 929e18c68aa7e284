"""Spans of very many cells at once: what kind of signs a text has where, and blanks off both ends."""

from __future__ import annotations

import numpy as np

from gouji.document import Bool
from gouji.line_table import Codes
from gouji.matrix import Int32

_UNITS = 1 << 16
SPACE = np.array([chr(code).isspace() for code in range(_UNITS)], dtype=np.bool_)
"""Whether a code unit is a blank to ``str.strip``; no sign beyond the basic plane is."""
_ROUNDS = 4
"""Blanks at an end of a cell that are taken off all cells together; the few that have more come after."""


def of_kind(kind: Bool, codes: Codes) -> Bool:
    """Which code points are of a kind that is given for the basic plane; those beyond count as its last."""
    units = codes if codes.itemsize < 4 else np.minimum(codes, _UNITS - 1)  # noqa: PLR2004 - bytes of a unit
    found: Bool = kind[units]
    return found


def trim(text: str, spans: Int32, blank: Bool, base: int) -> None:
    """Take the blanks off both ends of spans of shape (cells, 2), in place, as ``str.strip`` does.

    ``blank`` says which characters of the text from ``base`` on are blanks, with one more that is none. A
    cell of blanks only becomes empty where it begins.
    """
    whole = spans[:, 0].copy()
    for _ in range(_ROUNDS):
        spans[:, 0] += (spans[:, 0] < spans[:, 1]) & blank[spans[:, 0] - base]
        spans[:, 1] -= (spans[:, 0] < spans[:, 1]) & blank[spans[:, 1] - 1 - base]
    padded = (spans[:, 0] < spans[:, 1]) & (blank[spans[:, 0] - base] | blank[spans[:, 1] - 1 - base])
    for cell in np.flatnonzero(padded).tolist():
        start, stop = spans[cell].tolist()
        said = text[start:stop]
        left = len(said) - len(said.lstrip())
        spans[cell] = start + left, start + max(len(said.rstrip()), left)
    empty = spans[:, 0] >= spans[:, 1]
    spans[empty] = whole[empty, None]
