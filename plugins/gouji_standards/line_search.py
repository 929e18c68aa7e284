"""Line search: which lines hold a mark, without a look at the others."""

from __future__ import annotations

import re

import numpy as np

from gouji.document import Document


def lines_with(document: Document, *marks: str) -> list[int]:
    """The numbers of the lines that hold one of the marks, in order."""
    pattern = re.compile("|".join(re.escape(mark) for mark in marks))
    found = np.fromiter((match.start() for match in pattern.finditer(document.text)), dtype=np.int64)
    lines = np.unique(np.searchsorted(document.lines.start, found, side="right") - 1)
    result: list[int] = lines.tolist()
    return result
