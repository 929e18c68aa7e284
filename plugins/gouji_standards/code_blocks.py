"""Fenced code blocks: lines that only show a table's source and hold none themselves."""

from __future__ import annotations

import re

import numpy as np

from gouji.document import Bool, Document
from gouji_standards.lines import bounds, lines_with

_FENCE = re.compile(
    r"(?:[ \t]*>)*[ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{3,})"
)


def code_lines(document: Document) -> Bool:
    """Which lines stand in a fenced code block (GFM 0.29 §4.5) that is closed; the fences are among them.

    A fence of tildes must follow a blank line, or else it is an underline of reStructuredText.
    """
    table = document.lines
    inside = np.zeros(len(table.start), dtype=np.bool_)
    if not document.holds("```", "~~~"):
        return inside
    opened: tuple[int, str] | None = None
    for line in lines_with(document, "```", "~~~"):
        start, end = bounds(document, line)
        found = _FENCE.match(document.text, start, end)
        if found is None:
            continue
        mark = found.group(1)
        if opened is None:
            if mark[0] == "`" or not line or not table.printed[line - 1]:
                opened = (line, mark)
        elif mark.startswith(opened[1]) and found.end() == start + len(document.text[start:end].rstrip()):
            inside[opened[0] : line + 1] = True
            opened = None
    return inside
