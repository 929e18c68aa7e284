"""Title of a frame: one cell over all columns, above a header or a body."""

from __future__ import annotations

from collections.abc import Sequence

from gouji_standards.drawing.frame import Frame, Part

TITLED_LIST = 3
"""Groups of a frame of one column that is titled: the title, a name, several values."""


def title(frame: Frame) -> Part | None:
    """The one cell over all columns above the header, if there is one."""
    groups = frame.groups()
    if frame.width == 1:
        return frame.parts[groups[0][0]][0] if _is_titled_list(groups) else None
    if len(groups) < 2 or len(groups[0]) > 1:  # noqa: PLR2004 - a title and a table
        return None
    parts, below = (frame.parts[group[0]] for group in groups[:2])
    return parts[0] if len(parts) == 1 < len(below) else None


def untitled(frame: Frame) -> list[list[int]]:
    """The groups of lines below the title, all where there is none."""
    return frame.groups()[title(frame) is not None :]


def _is_titled_list(groups: Sequence[Sequence[int]]) -> bool:
    return len(groups) == TITLED_LIST and len(groups[0]) == len(groups[1]) == 1 < len(groups[2])
