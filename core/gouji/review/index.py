"""The index: many reports as one sortable list, those that need a person first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from gouji.harmless import harmless
from gouji.report import Report
from gouji.review.doubts import Doubt
from gouji.review.marks import attribute
from gouji.review.page import document, tools
from gouji.review.words import say, words

COLUMNS = (
    ("document", ""),
    ("agency", ""),
    ("year", "n"),
    ("status", ""),
    ("doubts", "n"),
    ("contested", "n"),
    ("ambiguous", "n"),
    ("broken", "n"),
    ("warnings", "n"),
    ("unclaimed", "n"),
    ("corrected", "n"),
    ("printed", "n"),
    ("solved", "n"),
)
"""What the list says of a report, and whether it is a number."""
HOT = {"contested", "broken"}
WARM = {"ambiguous", "doubts", "warnings", "unclaimed"}
NEEDS = {"needs": 0, "nothing": 1, "sure": 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the list; ``link`` is its page, "" where it has none (``fault`` says why)."""

    name: str
    link: str = ""
    agency: str = ""
    year: str = ""
    status: str = "nothing"
    counts: tuple[tuple[str, int], ...] = ()
    fault: str = ""


def entry(report: Report, found: Sequence[Doubt], link: str, number: int = 1) -> Entry:
    """What the list says of a report."""
    statuses = Counter(cell.status for cell in report)
    counts = {
        "doubts": len(found),
        "broken": sum(f.verdict == "broken" for f in report.findings),
        "warnings": sum(f.severity == "warning" and f.verdict != "broken" for f in report.findings),
        "unclaimed": len(report.unclaimed),
    } | {s: statuses[s] for s in ("contested", "ambiguous", "corrected", "printed", "solved")}
    agency, year = (report.metadata[n].value if n in report.metadata else None for n in ("agency", "year"))
    name = report.document.source + (f" #{number}" if number > 1 else "")
    status = "nothing" if not report.cells else "needs" if report.doubtful or found else "sure"
    return Entry(name, link, str(agency or ""), str(year or ""), status, tuple(counts.items()))


def index(entries: Iterable[Entry]) -> str:
    """The page that lists reports, those that need a person first, then those with most doubts."""
    ordered = sorted(entries, key=lambda e: (NEEDS[e.status], -_weight(e), e.name))
    totals = Counter(e.status for e in ordered)
    heads = "".join(
        f'<th scope="col" class="{kind}"><button type="button">{say(name)}</button></th>'
        for name, kind in COLUMNS
    )
    rows = "".join(f"<tr>{_row(e)}</tr>\n" for e in ordered)
    pills = " ".join(f'<span class="pill {s}"><b>{totals[s]}</b> {say(s)}</span>' for s in NEEDS)
    filter_ = f'<p><label>{say("filter")} <input id="filter" type="search"></label></p>'
    body = (
        f'<header><div class="title"><h1>{say("index")}</h1><p class="facts">{pills}</p></div>'
        f"{tools()}</header>"
        f'<main class="indexed"><div><p class="quiet">{say("index_help")}</p>{filter_}<div class="scroll">'
        f'<table class="reports"><thead><tr>{heads}</tr></thead><tbody>\n{rows}</tbody></table></div>'
        f'<p class="quiet">{say("made")}</p></div></main>'
    )
    known = {"words": {name: list(pair) for name, pair in words().items() if name == "theme"}}
    return document(words()["index"][1], body, "index", known)


def _weight(entry_: Entry) -> int:
    """Contested cells and broken equations outweigh what is merely open."""
    counts = dict(entry_.counts)
    return 1000 * (counts.get("contested", 0) + counts.get("broken", 0)) + counts.get("doubts", 0)


def _name(name: str) -> str:
    """A document's name as HTML, its folder in small type."""
    folder, slash, own = name.rpartition("/")
    return f"<small>{escape(folder + slash)}</small>{escape(own)}" if slash else escape(own)


def _row(entry_: Entry) -> str:
    counts = dict(entry_.counts)
    name = _name(harmless(entry_.name))
    linked = f'<a href="{attribute(entry_.link)}">{name}</a>' if entry_.link else name
    fault = f"<br><small>{escape(harmless(entry_.fault))}</small>" if entry_.fault else ""
    pill = f'<span class="pill {entry_.status}">{say(entry_.status)}</span>'
    texts = {
        "document": f"{linked}{fault}",
        "agency": escape(harmless(entry_.agency)),
        "year": escape(entry_.year),
        "status": pill,
    }
    cells = []
    for column, kind in COLUMNS:
        count = counts.get(column, 0)
        heat = "zero" if not count else "hot" if column in HOT else "warm" if column in WARM else ""
        order = f' data-order="{NEEDS[entry_.status]}"' if column == "status" else ""
        text = texts.get(column, str(count))
        cells.append(f'<td class="{kind} {heat if column not in texts else ""}"{order}>{text}</td>')
    return "".join(cells)
