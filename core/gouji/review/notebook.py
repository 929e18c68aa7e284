"""A report in a notebook: the form as printed, each figure in the sign of its status, and what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape

from gouji.harmless import harmless
from gouji.report import STATUSES, Report
from gouji.review import form
from gouji.review.doubts import doubts, is_doubt
from gouji.review.page import SIGNS
from gouji.review.told import names_of, told
from gouji.review.words import asset

LISTED = 12
"""Findings that are told; the rest is counted."""


def html(report: Report) -> str:
    """The report as HTML that loads and runs nothing."""
    return f'<div class="gouji"><style>{asset("notebook.css")}</style>{"".join(_parts(report))}</div>'


def _parts(report: Report) -> Iterator[str]:
    title = report.metadata["title"].value if "title" in report.metadata else None
    yield f"<h3>{escape(harmless(str(title or report.document.source)))}</h3>"
    counts = Counter(cell.status for cell in report)
    signs = " · ".join(f"{SIGNS[s]} {counts[s]} {s}" for s in STATUSES if counts[s])
    yield f'<p class="quiet">{escape(signs or "no table of a known form")}</p>'
    yield from form.pane(report, report.forms, {})
    looked = [f for f in report.findings if is_doubt(f)]
    if looked:
        names = names_of(report)
        items = "".join(f"<li>{told(f.message, names)}</li>" for f in looked[:LISTED])
        yield f"<h4>{len(doubts(report))} to look at</h4><ul>{items}</ul>"
    if len(looked) > LISTED:
        yield f"<p>… {len(looked) - LISTED} more</p>"
