"""Plots of a run: throughput of reports and of huge tables, growth with the input."""

from __future__ import annotations

from collections.abc import Callable

from results import Run, Time
from svg import Series, bars, lines

REPORT = "report: "
SHOWN = ("gouji.parse", "gouji.parse, cells", "gouji.parse, straight=False")


def _rate(time: Time) -> float:
    return time.bytes / 1e6 / time.median


def _scaled(run: Run) -> str:
    """A remark on a run whose large inputs are not as large as their names say."""
    return "" if run.scale == 1 else f"; {run.scale:g} of the size named"


def throughput(run: Run) -> str:
    """Megabytes a second of whole reports, floors and peers beside them."""
    groups: dict[str, dict[str, float]] = {}
    for job, own in run.jobs.items():
        if job.startswith(REPORT):
            parts = {
                ("floor" if t.role == "floor" else t.who): _rate(t)
                for t in own
                if t.role != "gouji" or t.who in SHOWN
            }
            groups[job.removeprefix(REPORT)] = parts
    told = "MB a second on one core, higher is better; the floor only cuts the text apart"
    return bars("Reports: text to checked canonical values", told, groups)


def tables(run: Run) -> str:
    """Megabytes a second of huge tables."""
    groups = {
        job.removeprefix("one table of "): {("floor" if t.role == "floor" else t.who): _rate(t) for t in own}
        for job, own in run.jobs.items()
        if job.startswith("one table of ")
    }
    told = f"MB a second on one core, higher is better; the floor splits lines or parses pages{_scaled(run)}"
    return bars("One huge table: text to one matrix", told, groups)


def _growth(run: Run, beginning: str) -> list[Series]:
    return [
        Series(job.removeprefix(beginning), sorted((t.bytes, t.median) for t in own))
        for job, own in run.jobs.items()
        if job.startswith(beginning) and len(own) > 1
    ]


def growth(run: Run) -> str:
    """Seconds of one, ten and, where they were timed, a hundred reports in one document."""
    told = (
        "bytes of the document across, seconds of CPU time up; a straight line of slope one is linear growth"
    )
    return lines(
        "Growth: reports in one document, by the whole engine", told, _growth(run, "growth of reports: ")
    )


def hostile(run: Run) -> str:
    """Seconds of hostile shapes."""
    told = f"bytes of the document across, seconds of CPU time up; gouji.tables{_scaled(run)}"
    return lines("Growth on hostile shapes", told, _growth(run, "growth of tables: "))


PLOTS: dict[str, tuple[str, Callable[[Run], str]]] = {
    "throughput": ("Throughput of reports by layout, with floors and peers", throughput),
    "tables": ("Throughput of huge tables, with floors and peers", tables),
    "growth": ("Growth of time with the number of reports in a document", growth),
    "hostile": ("Growth of time on hostile shapes", hostile),
}
"""The plots by the names of their files: what each shows, in words, and how it is drawn."""
