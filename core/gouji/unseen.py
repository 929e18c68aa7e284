"""Unseen: what in a cell's markup shows that its text is struck out, hidden, or raised to a note.

A browser shows ``1639<sup>1</sup>`` as a figure with a note's number, and not 16391; what is raised may as
well be a power. So nothing is read from a figure across such a place, nor from one whose style withdraws it.
"""

from __future__ import annotations

import re

from gouji.matrix import Span

RAISED = re.compile(r"</?[sS][uU][bBpP]\b")
"""Tags between two runs of a cell that are no one figure."""


def _any_case(words: str) -> str:
    """A pattern for words in any case; spelled out, as one with IGNORECASE runs far slower."""
    return "".join(rf"[{c}{c.upper()}]" if c.isalpha() else c for c in words)


STYLE = re.compile(
    "|".join(
        rf"{_any_case(name)}\s*:\s*(?:{'|'.join(map(_any_case, values))})" if values else _any_case(name)
        for name, values in (
            ("line-through", ()),
            ("mso-hide", ()),
            ("display", ("none",)),
            ("visibility", ("hidden", "collapse")),
            ("vertical-align", ("sub", "super")),
        )
    )
)
"""Styles of a text that is struck out, not shown, or raised."""
NAMES = (b"line-through", b"mso-hide", b"display", b"visibility", b"vertical-align")
"""Where a page has none of these, it has no such style."""
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
    lower = source.encode("utf-8", "surrogatepass").lower()  # as bytes: a text takes far longer to lower
    return any(name in lower for name in NAMES) and STYLE.search(source) is not None
