"""Marks of notes on a PDF's page: small digits raised behind what they explain, which are no figures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_text import BASE, BLANK, CODE, LEFT, RIGHT, SIZE
from gouji_readers.words import RAISED

Floats = NDArray[np.float64]

SMALL = 0.9
"""Share of the size of what it stands behind that a mark's digit has at most."""
LIFT = 0.2, 0.8
"""Shares of that size by which its baseline is higher."""
BESIDE = 0.25
"""The same between both."""
MARKS = frozenset(RAISED.values())
"""Codes of raised digits: where one stands behind another sign, both are one piece."""


def raised(table: Floats) -> None:
    """Write the digits of marks as raised ones, on the line of what they stand behind; in place.

    Left on a line of its own, a mark would be taken for a figure of a row between two others.
    """
    bearer = -1
    for index in np.flatnonzero(table[:, CODE] > BLANK).tolist():
        if bearer >= 0 and _is_mark(table[bearer], table[index], table[index - 1]):
            table[index, CODE] = RAISED[int(table[index, CODE])]
            table[index, BASE] = table[bearer, BASE]
        else:
            bearer = index


def _is_mark(bearer: Floats, own: Floats, before: Floats) -> bool:
    """Whether a character is a small digit raised behind another, or behind a mark's other digits."""
    size = bearer[SIZE]
    lift = (bearer[BASE] - own[BASE]) / size
    near = min(abs(own[LEFT] - bearer[RIGHT]), abs(own[LEFT] - before[RIGHT])) < BESIDE * size
    return bool(own[CODE] in RAISED and own[SIZE] < SMALL * size and LIFT[0] < lift < LIFT[1] and near)
