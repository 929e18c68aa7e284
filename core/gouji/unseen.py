"""Unseen: what in a cell's markup shows that its text is struck out, hidden, or raised to a note.

A browser shows ``1639<sup>1</sup>`` as a figure with a note's number, and not 16391; what is raised may as
well be a power. So nothing is read from a figure across such a place, nor from one whose style withdraws it.
"""

from __future__ import annotations

import re

from gouji.matrix import Span

RAISED = re.compile(r"</?su[bp]\b", re.IGNORECASE)
"""Tags between two runs of a cell that are no one figure."""
STYLE = re.compile(
    r"line-through|mso-hide|display\s*:\s*none|visibility\s*:\s*hidden|vertical-align\s*:\s*su[bp]",
    re.IGNORECASE,
)
"""Styles of a text that is struck out, not shown, or raised."""
WORDS = ("line-through", "mso-hide", "display", "visibility", "vertical-align")
NEAR = 2000
"""Characters of markup before a text in which the tag of its cell is looked for."""


def withdrawn(source: str, spans: tuple[Span, ...]) -> bool:
    """Whether the markup of a cell, from its tag to the end of its text, may withdraw a part of it."""
    start, stop = spans[0][0], spans[-1][1]
    if source[start - 1 : start] != ">" and len(spans) == 1:
        return False
    low = max(0, start - NEAR)
    cell = max(source.rfind("<t", low, start), source.rfind("<T", low, start))
    return cell >= 0 and STYLE.search(source, cell, stop) is not None


def withdraws(source: str) -> bool:
    """Whether any style in a page may withdraw a text; most pages name none, which costs a look for each."""
    lower = source.lower()
    return any(word in lower for word in WORDS) and STYLE.search(source) is not None
