"""Where the time of a plain print goes: each step of the straight road by itself, beside the floor.

    python benchmarks/spent.py             # a Markdown table, times in microseconds

Of each step the least of many times counts, which a busy machine disturbs least; the last line of a group is
what the steps above it leave of the whole.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import documents
import pages
import runners

from gouji.document import Document
from gouji.plain.figures import read_figures
from gouji.plain.match import _failing, _Walk, matches
from gouji.plain.remarks import ordinary, remarks
from gouji.plain.report import PlainReport
from gouji.plain.rows import PlainRows

SEED = 7
TIMES = 200
PRINTS = ("tabs-grid", "pipes-grid", "html-office", "html-site")

Steps = list[tuple[str, float]]


def least(work: Callable[[], Any]) -> float:
    """The least CPU time of many runs, in microseconds."""
    times = []
    for _ in range(TIMES):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return 1e6 * min(times)


def steps(text: str) -> Iterator[tuple[str, float]]:
    """What reading a plain print takes, step by step."""
    engine = documents.engine()
    report = engine.parse(text)
    assert isinstance(report, PlainReport)
    road, own, document = engine._road, report._plain, Document(text)  # noqa: SLF001 - what is inside is timed
    assert road is not None
    found, rows, form = own.found, own.rows, own.found.form
    assert isinstance(rows, PlainRows)
    cut = dict(road.cutters)[own.layout]

    def anew() -> PlainRows:
        """The rows without what they keep of themselves."""
        return PlainRows(rows.tables, rows.rest, rows.before, rows.locate, rows.lefts)

    def walk() -> bool:
        walking = _Walk(form, anew())
        return all(walking.block(block) for block in form.blocks)

    parsed = least(lambda: engine.parse(text).values)
    cutting, walking = least(lambda: cut(document=document)), least(walk)
    figures = read_figures(found.texts, form)
    assert figures is not None
    read = least(lambda: read_figures(found.texts, form))
    summed = least(lambda: _failing(form, figures[1]))
    outside = least(lambda: matches(anew(), form)) - walking - read - summed
    yield "cut cells", cutting
    yield "match rows", walking
    yield "read figures", read
    yield "check sums", summed
    yield "look at what is outside the tables", outside
    yield (
        "other layouts' refusals, titles, the report itself",
        parsed - cutting - walking - read - summed - outside,
    )
    yield "**values, checked**", parsed
    yield "places of cells", least(lambda: anew().places)
    cells = least(lambda: engine.parse(text).cells)
    yield "**cells with their places**", cells
    yield "is the print worded and arranged as the form", least(lambda: ordinary(anew(), found))
    kept = dict(report.cells)
    yield (
        "findings, title, year",
        least(lambda: remarks(Document(text), report.forms, rows, own.prints, own.index, dict(kept))),
    )


def main() -> int:
    """Print the table."""
    columns: dict[str, dict[str, float]] = {}
    for name in PRINTS:
        made = pages.PAGES[name](SEED) if name in pages.PAGES else documents.report(name, SEED)
        family = "html" if name in pages.PAGES else documents.RENDERERS[name].family
        columns[name] = {"floor": least(lambda m=made, f=family: runners.floor(f).run(m.text))}  # type: ignore[misc]
        columns[name] |= dict(steps(made.text))
    sys.stdout.write(f"| µs | {' | '.join(columns)} |\n|---|{'---:|' * len(columns)}\n")
    for step in columns[PRINTS[0]]:
        sys.stdout.write(f"| {step} | {' | '.join(f'{own[step]:.0f}' for own in columns.values())} |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
