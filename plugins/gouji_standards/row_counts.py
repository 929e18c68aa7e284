"""Counts of rows: what a database client prints below the last row of a table."""

from __future__ import annotations

import re

from gouji.document import Document

COUNT = re.compile(r"\s*(?:\(\d+ rows?(?: affected|, \d+ ms)?\)|\d+ rows? (?:selected\.?|in set.*))\s*")
"""A line that counts rows: psql's, sqlcmd's, ClickHouse's; SQL*Plus's and the mysql client's."""
_SAID = re.compile(r"\(?(\d{1,9}) rows?(?:\)|,| in set\b)")
"""The count of psql or the mysql client, which is that of the rows above it, whatever they hold."""


def row_count(document: Document, line: int) -> int:
    """How many rows a client says it printed on the lines above, -1 if it does not say."""
    if line >= len(document.lines.start):
        return -1
    found = _SAID.match(document.line_text(line).strip())
    return int(found.group(1)) if found else -1
