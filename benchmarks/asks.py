"""What the project asks of its speed, and what a run says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log2

from results import Run

Measured = float | None
"""None where the run has no such benchmark."""


@dataclass(frozen=True)
class Ask:
    """A line of the table: what is measured, the bound, and the number that a run has for it.

    ``least`` says that the number must not be smaller than the bound, else it must not be larger.
    """

    work: str
    what: str
    bound: float
    measure: Callable[[Run], Measured]
    aim: float = 0.0
    least: bool = False

    def holds(self, number: float) -> bool:
        """Whether a number is within the bound."""
        return number >= self.bound if self.least else number <= self.bound


def ratio(job: str, who: str) -> Callable[[Run], Measured]:
    """To the floor of the job: the median over its rounds."""

    def measure(run: Run) -> Measured:
        found = run.find(job, who)
        return found.ratio or None if found else None

    return measure


def faster(job: str, who: str, peer: str) -> Callable[[Run], Measured]:
    """How many times as long a peer takes: both as ratios to the floor beside which they ran."""

    def measure(run: Run) -> Measured:
        own, other = run.find(job, who), run.find(job, peer)
        return other.ratio / own.ratio if own and other and own.ratio and other.ratio else None

    return measure


def peak(job: str, who: str) -> Callable[[Run], Measured]:
    """Memory, in times of the input's bytes."""

    def measure(run: Run) -> Measured:
        found = run.find(f"memory: {job}", who)
        return found.peak if found else None

    return measure


def seconds(job: str, who: str, reference: float) -> Callable[[Run], Measured]:
    """Seconds, on a machine whose floor takes as long as the reference says."""

    def measure(run: Run) -> Measured:
        found = ratio(job, who)(run)
        return found * reference if found else None

    return measure


def cpu(job: str, who: str) -> Callable[[Run], Measured]:
    """Milliseconds of CPU time."""

    def measure(run: Run) -> Measured:
        found = run.find(job, who)
        return found.median * 1000 if found else None

    return measure


def doubling(*beginnings: str) -> Callable[[Run], Measured]:
    """The time of twice the input in times of the input's, of the job that grows most.

    Of two sizes that follow each other the ratio of times is spread over the doublings between them.
    """

    def measure(run: Run) -> Measured:
        found = [d for job in run.jobs if job.startswith(beginnings) for d in doublings(run, job)]
        return max(found, default=None)

    return measure


def doublings(run: Run, job: str) -> Iterator[float]:
    """For each two sizes of a job that follow each other, what twice the input takes."""
    own = sorted(run.jobs[job], key=lambda t: t.bytes)
    for small, large in zip(own, own[1:], strict=False):
        times = (large.ratio or 1.0) / (small.ratio or 1.0)
        yield times ** (1 / log2(large.bytes / small.bytes))


PARSE, CELLS = "gouji.parse", "gouji.parse, cells"
PAGES = {"report: html-office": "as Word saves it", "report: html-site": "on a government's site"}
PROSE = "50 MB of prose, 100 tables"
TSV = "one table of 1,000,000 x 10: tsv"
HTML = "one table of 100,000 x 10: html"
SHAPES = (
    "100,000 tiny tables",
    "one line of 10 MB",
    "1,000,000 empty lines",
    "10,000 columns",
)


def _reports() -> Iterator[Ask]:
    kinds = [(job, f"HTML report, {words}", 1.5, 1.25) for job, words in PAGES.items()]
    kinds += [
        ("report: tabs-grid", "tab report", 12, 8),
        ("report: pipes-grid", "Markdown report", 6, 3),
        ("report: cell-per-line", "wrapped report", 15, 10),
    ]
    for job, words, bound, aim in kinds:
        yield Ask(words, "values, checked, to the floor", bound, ratio(job, PARSE), aim)
        yield Ask(words, "cells with their places, to the floor", bound, ratio(job, CELLS), aim)
        if job in PAGES:
            yield Ask(
                words, "pandas.read_html to gouji", 5, faster(job, PARSE, "pandas.read_html"), least=True
            )
        if job == "report: pipes-grid":
            yield Ask(words, "markdown-it-py to gouji", 10, faster(job, PARSE, "markdown-it-py"), least=True)


def _large() -> Iterator[Ask]:
    tables, told = "gouji.tables", "gouji.tables, told"
    for job, words, bound in ((TSV, "TSV 1,000,000 x 10", 1.5), (HTML, "HTML 100,000 x 10", 2.5)):
        yield Ask(words, "one matrix, layout told, to the floor", bound, ratio(job, told))
        yield Ask(words, "one matrix, layout found, to the floor", bound, ratio(job, tables))
    yield Ask("TSV 1,000,000 x 10", "peak memory to the input", 3, peak(TSV, tables))
    for who in (tables, "gouji.parse_all"):
        told = f"{who}: seconds where splitlines takes 0.06"
        yield Ask(PROSE, told, 2, seconds(PROSE, who, 0.06))
    for who in (tables, "gouji.parse"):
        yield Ask(PROSE, f"{who}: peak memory to the input", 3, peak(PROSE, who))


def _growth() -> Iterator[Ask]:
    what = "twice the input to the input"
    yield Ask("matrices of every layout", what, 2.3, doubling("growth of matrices: "))
    yield Ask("reports in every layout", what, 2.3, doubling("growth of reports: "))
    for shape in SHAPES:
        for way in ("tables", "parse"):
            yield Ask(f"{shape}, {way}", what, 2.3, doubling(f"growth of {way}: {shape}"))


def _start() -> Iterator[Ask]:
    job = "start of a process"
    yield Ask("import gouji", "ms of CPU, the interpreter's start too", 120, cpu(job, "import gouji"))
    yield Ask("gouji --version", "ms of CPU", 200, cpu(job, "gouji --version"))


ASKS = (*_reports(), *_large(), *_growth(), *_start())
"""All of them, in the order in which they are shown."""
