"""Code blocks: lines that only show a table's source and hold none themselves."""

from __future__ import annotations

import re

import numpy as np

from gouji.document import Bool, Document

_FENCE = re.compile(
    r"(?:[ \t]*>)*[ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{3,})"
)
_COMMENT = re.compile(r"\.\.(?:[ \t]+(?!\[|_|\||[\w.:+-]+::)|\Z)")
"""A comment of reStructuredText: explicit markup that is no directive, target, footnote or substitution."""
_SHOWS_CODE = re.compile(r"\.\. (?:code|code-block|sourcecode|parsed-literal|prompt|literalinclude|math)::")
_SHOWS_TABLE = re.compile(r"\.\. table::")
LOOK_BACK = 50
"""Lines of a block that are looked through for the line above that holds it, at most."""


def code_lines(document: Document) -> Bool:
    """Which lines stand in a fenced code block (GFM 0.29 §4.5) that is closed; the fences are among them.

    A fence of tildes must follow a blank line, or else it is an underline of reStructuredText.
    """
    table = document.lines
    inside = np.zeros(len(table.start), dtype=np.bool_)
    if not document.holds("```", "~~~"):
        return inside
    opened: tuple[int, str] | None = None
    for line in _fence_candidates(document):
        found = _FENCE.match(document.text, int(table.start[line]), int(table.end[line]))
        if found is None:
            continue
        mark = found.group(1)
        if opened is None:
            if mark[0] == "`" or not line or not table.printed[line - 1]:
                opened = (line, mark)
        elif mark.startswith(opened[1]) and found.end() == _dark_end(document, line):
            inside[opened[0] : line + 1] = True
            opened = None
    return inside


def _dark_end(document: Document, line: int) -> int:
    start, end = int(document.lines.start[line]), int(document.lines.end[line])
    return start + len(document.text[start:end].rstrip())


def _fence_candidates(document: Document) -> list[int]:
    starts = document.lines.start
    found = [match.start() for match in re.finditer(r"```|~~~", document.text)]
    lines = np.searchsorted(starts, np.array(found, dtype=np.int64), side="right") - 1
    return sorted(set(lines.tolist()))


def is_literal(document: Document, line: int) -> bool:
    """Whether an indented line stands in a literal block or a comment of reStructuredText.

    A literal block stands after ``::``; a comment of no words holds only what follows on the next line.
    """
    before = _holder(document, line)
    if before is None:
        return False
    said = document.line_text(before).strip()
    opens = said.endswith("::") and not said.startswith(".. ")
    hides = _COMMENT.match(said) and (said != ".." or bool(document.lines.printed[before + 1]))
    return bool(opens or hides or _SHOWS_CODE.match(said))


def is_declared(document: Document, line: int) -> bool:
    """Whether an indented line stands in reStructuredText's directive for tables."""
    before = _holder(document, line)
    return before is not None and _SHOWS_TABLE.match(document.line_text(before).strip()) is not None


def _holder(document: Document, line: int) -> int | None:
    """The line that holds an indented one: the next above that is indented less, None where there is none."""
    table = document.lines
    if not table.indent[line]:
        return None
    above = range(line - 1, max(line - LOOK_BACK, -1), -1)
    return next((at for at in above if table.printed[at] and table.indent[at] < table.indent[line]), None)
