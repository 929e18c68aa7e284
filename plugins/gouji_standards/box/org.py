"""Org tables: lines from bar to bar that are rows each; those above the first rule are the header."""

from __future__ import annotations

import re

from gouji.document import Document
from gouji.matrix import CellMatrix, Span
from gouji_standards.drawing.frame import Frame
from gouji_standards.drawing.matrix import frame_matrix
from gouji_standards.lines import bounds

FEWEST = 2
"""Lines of a table that a rule parts, or that is asked for."""
FEWEST_BARE = 3
"""Lines between bars that make a table without any rule."""
_COOKIE = re.compile(r"<[lcr]?\d*>|/|")
"""A cell that only aligns or sizes its column, or groups columns."""
_CAPTION = re.compile(r"[ \t]*#\+caption(?:\[.*\])?:[ \t]*", re.IGNORECASE)


def org_table(document: Document, frame: Frame, first: int, *, asked: bool) -> CellMatrix | None:
    """The table of a frame that begins on line ``first``, None where its lines differ in their cells."""
    if frame.width == 1 and not asked:
        return None
    groups = [[line for line in group if not _is_cookie(frame, line)] for group in frame.groups()]
    groups = [group for group in groups if group]
    lines = [line for group in groups for line in group]
    ruled = not all(frame.parts)
    if len(lines) < (FEWEST if ruled or asked else FEWEST_BARE):
        return None
    even = all(len(frame.parts[line]) == frame.width for line in lines)
    if not even or not any(map(frame.dark, range(len(frame.parts)))):
        return None
    header_rows = len(groups[0]) if len(groups) > 1 else 0
    return frame_matrix(
        frame, [[line] for line in lines], header_rows=header_rows, caption=_caption(document, first)
    )


def _is_cookie(frame: Frame, line: int) -> bool:
    """Whether a line only aligns columns: ``<l>``, ``<10>``."""
    said = frame.said(line)
    return any(said) and all(map(_COOKIE.fullmatch, said))


def _caption(document: Document, first: int) -> Span | None:
    """What ``#+caption:`` on the line above says."""
    if not first:
        return None
    start, end = bounds(document, first - 1)
    found = _CAPTION.match(document.text, start, end)
    return (found.end(), end) if found else None
