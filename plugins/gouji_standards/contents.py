"""Tables of contents: numbered headings before the pages they stand on; a list, not a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_NUMBER = re.compile(r"\d+(?:\.\d+)*\.?")
"""The number of a chapter or a section."""
MOST_DIGITS = 5
"""Digits of a page's number."""
WIDTH = 3
"""A number, a heading, a page."""


def is_contents(rows: Sequence[Sequence[str]]) -> bool:
    """Whether each row is a heading behind its number, one at least of several parts, before a later page."""
    if any(len(row) != WIDTH or not _NUMBER.fullmatch(row[0]) for row in rows):
        return False
    pages = [row[-1] for row in rows]
    if not all(page.isdecimal() and len(page) <= MOST_DIGITS for page in pages):
        return False
    later = all(int(above) <= int(below) for above, below in pairwise(pages))
    return later and any("." in row[0] for row in rows)
