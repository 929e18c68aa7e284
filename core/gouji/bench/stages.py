"""Stages: each step of the whole engine over one input, timed by itself."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from gouji import displaced, lexicon, marked, reconcile, solve
from gouji.assemble import assemble
from gouji.check import check, equations_of, optional_of
from gouji.detect import Claim, choose
from gouji.document import Document
from gouji.engine import Engine
from gouji.export import to_jsonl
from gouji.placing import place
from gouji.printed import Print
from gouji.report import Finding, PluginRun, Report
from gouji.sources import Source, choices
from gouji.strand import Strand, weave

FLOW = ("open", "line table", "layouts", "weave", "mark", "place", "reconcile", "assemble", "export")
"""The steps of a report in their order; together they are the whole engine's time."""
WITHIN = {"solve": "reconcile", "check": "assemble", "detect": "tables"}
"""Stages that are part of another one, and timed once more by themselves."""
LAYOUT = "layout "
"""Before the name of a layout plugin: its part of the stage ``layouts``."""

T = TypeVar("T")


class Clock:
    """Adds up the seconds of each stage."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = defaultdict(float)

    def time(self, stage: str, work: Callable[[], T]) -> T:
        """Do a piece of work, its seconds added to a stage's; what it raises comes out."""
        began = time.perf_counter()
        done = work()
        self.taken[stage] += time.perf_counter() - began
        return done


class Stages:
    """The steps of one engine, one by one; what each needs of the step before is made untimed or timed there.

    They are the long way, which reads every print; the straight road of plain prints takes none of them.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.words = lexicon.build(engine.schemas.values())

    def run(self, clock: Clock, data: bytes, name: str) -> list[Report]:
        """All steps over the bytes of one input; raises GoujiError where it cannot be read."""
        opened = clock.time("open", lambda: self.engine.open(data, name))
        return [report for document in opened for report in self.document(clock, document)]

    def document(self, clock: Clock, document: Document) -> list[Report]:
        """The steps after opening, the tables without a schema at the end."""
        clock.time("line table", lambda: document.lines)
        sources, runs = clock.time("layouts", lambda: self.engine.matrices(document))
        for run in runs:
            clock.taken[LAYOUT + run.name] += run.seconds
        reports = self._reports(clock, document, sources, runs)
        clock.time("export", lambda: [to_jsonl(report) for report in reports])
        claims = self.engine.claims(document)
        clock.time("detect", lambda: choose([Claim(c.layout, c.matrix, c.evidence) for c in claims]))
        return reports

    def _reports(
        self, clock: Clock, document: Document, sources: Sequence[Source], runs: Sequence[PluginRun]
    ) -> list[Report]:
        schemas = self.engine.schemas
        woven = clock.time("weave", lambda: self.weave(document, sources))
        found = clock.time("mark", lambda: marked.read(woven, self.words))
        prints = clock.time("place", lambda: self.place(found))
        sites = clock.time("reconcile", lambda: reconcile.reconcile(prints))
        clock.time("solve", lambda: solved(prints))
        reports = clock.time("assemble", lambda: assemble(document, sites, prints, schemas, runs))
        clock.time("check", lambda: self.check(reports))
        return reports

    def weave(self, document: Document, sources: Sequence[Source]) -> list[Strand]:
        """The strands of a document's matrices."""
        return [weave(document, own, self.words) for own in choices(sources)]

    def place(self, found: Iterable[marked.Marked]) -> list[Print]:
        """The prints of every schema on the strands."""
        schemas = self.engine.schemas.values()
        chains = (place.find(one, schema) for one in found for schema in schemas)
        return [printed for one in chains for printed in place.place(one)]

    def check(self, reports: Iterable[Report]) -> list[Finding]:
        """What the equations of the reports find."""
        schemas = self.engine.schemas
        return [
            finding
            for one in reports
            for finding in check(
                one.cells, equations_of(one.tables, schemas), optional_of(one.tables, schemas)
            )
        ]


def solved(prints: Iterable[Print]) -> list[solve.Solution]:
    """The solver over the readings of each print, as reconciling asks it."""
    found = []
    for printed in prints:
        equations = printed.schema.equations
        steps = printed.marked.strand.document.limits.steps
        found.append(solve.solve(displaced.opened(printed.readings, equations), equations, steps=steps))
    return found
