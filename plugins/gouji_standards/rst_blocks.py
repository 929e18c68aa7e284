"""Blocks of reStructuredText that hold a line, and the marks that a table may stand behind."""

from __future__ import annotations

import re

from gouji.document import Document

_MARK = r"[-*+•:]|\(?(?:\d{1,9}|[A-Za-z]|#)[.)]|:[^:\r\n]{1,40}:|\.\. \[[^]\r\n]{1,40}\]"
"""The mark of an item, a field or a footnote."""
BEFORE = rf"(?P<before>[ \t]*(?:>[ \t]*)*(?:(?:{_MARK})[ \t]+)?)"
"""What a table's first line may stand behind: marks of quotes, items, fields and footnotes."""
_COMMENT = re.compile(r"\.\.(?:[ \t]+(?!\[|_|\||[\w.:+-]+::)|\Z)")
"""A comment: explicit markup that is no directive, target, footnote or substitution."""
_SHOWS_CODE = re.compile(r"\.\. (?:code|code-block|sourcecode|parsed-literal|prompt|literalinclude|math)::")
_SHOWS_TABLE = re.compile(r"\.\. table::")
LOOK_BACK = 50
"""Lines of a block that are looked through for the line above that holds it, at most."""


def is_literal(document: Document, line: int) -> bool:
    """Whether an indented line stands in a literal block or a comment.

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
    """Whether an indented line stands in the directive for tables."""
    before = _holder(document, line)
    return before is not None and _SHOWS_TABLE.match(document.line_text(before).strip()) is not None


def _holder(document: Document, line: int) -> int | None:
    """The line that holds an indented one: the next above that is indented less, None where there is none."""
    table = document.lines
    if not table.indent[line]:
        return None
    above = range(line - 1, max(line - LOOK_BACK, -1), -1)
    return next((at for at in above if table.printed[at] and table.indent[at] < table.indent[line]), None)
