"""A run: rounds over the inputs, each as in a new process, and the median of what they took."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from gouji.bench.memos import forget
from gouji.bench.stages import Clock, Stages
from gouji.document import Document
from gouji.engine import Engine
from gouji.report import Report

NO_REPORT = "no report"
"""In place of a layout's name: documents in which no form was recognised."""
WARM_UP = "名\t甲\t乙\n（一）某事\t1\t2\n（二）某事\t3\t4\n"
"""Read once, untimed: modules are imported and the code is warm, but nothing of the inputs is known."""

VALUES, TOLD, TABLES, FLOOR = "parse, values", "parse, all told", "tables", "decode, splitlines, strip"
WAYS = (VALUES, TOLD, TABLES, FLOOR)
"""What is timed from bytes to result: canonical values, all that a report says, tables without a schema, and
the floor, which is the least that any reader of lines does."""

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Item:
    """An input: its name, and its bytes, which were read before anything was timed."""

    name: str
    data: bytes


@dataclass
class Timed:
    """What one input took, in seconds: of each way and of each stage, a number for each round.

    ``documents`` is how many the input holds, ``reports`` how many were recognised, ``layout`` the one that
    read most of their cells. ``error`` is what it raised; then it is left out from there on.
    """

    item: Item
    documents: int = 0
    reports: int = 0
    layout: str = NO_REPORT
    error: Exception | None = None
    ways: dict[str, list[float]] = field(default_factory=dict)
    stages: dict[str, list[float]] = field(default_factory=dict)

    def way(self, name: str) -> float:
        """The median seconds of a way."""
        return median(self.ways[name])

    def stage(self, name: str) -> float:
        """The median seconds of a stage; 0 where the input never came to it."""
        return median(self.stages.get(name, [0.0]))


class Bench:
    """An engine ready to be timed."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self._stages = engine, Stages(engine)
        self._ways: dict[str, Callable[[Item], object]] = {
            VALUES: self._values,
            TOLD: self._told,
            TABLES: self._tables,
            FLOOR: _floor,
        }
        self.time([Item("warm-up", WARM_UP.encode())])

    def time(
        self, items: Sequence[Item], rounds: int = 1, step: Progress = lambda _number: None
    ) -> list[Timed]:
        """Time the inputs: in each round every way goes over all of them, then every stage.

        Before each such pass all memos are emptied, so that it finds an input as new as the first did.
        ``step`` is told how many passes over an input are done. What an input raises is kept with it.
        """
        timed = [Timed(item) for item in items]
        gc.collect()
        gc.freeze()  # what imports and plugins hold is no part of the work, and long to look through
        try:
            self._go(timed, rounds, step)
        finally:
            gc.unfreeze()
        return timed

    def _go(self, timed: Sequence[Timed], rounds: int, step: Progress) -> None:
        passes = [self._way(name) for name in self._ways] + [self._stage]
        done = 0
        for one_pass in passes * rounds:
            forget()
            for one in timed:
                if one.error is None:
                    _keeping_errors(one_pass, one)
                done += 1
                step(done)

    @property
    def passes(self) -> int:
        """How often an input is gone over in a round."""
        return len(self._ways) + 1

    def _way(self, name: str) -> Callable[[Timed], None]:
        def go(timed: Timed) -> None:
            clock = Clock()
            clock.time(name, lambda: self._ways[name](timed.item))
            timed.ways.setdefault(name, []).append(clock.taken[name])

        return go

    def _stage(self, timed: Timed) -> None:
        clock = Clock()
        reports = self._stages.run(clock, timed.item.data, timed.item.name)
        for name, seconds in clock.taken.items():
            timed.stages.setdefault(name, []).append(seconds)
        timed.documents = len({id(report.document) for report in reports})
        timed.reports = sum(1 for report in reports if report.cells)
        timed.layout = _layout(reports)

    def _values(self, item: Item) -> object:
        return [report.values for report in self.engine.parse_all(self._open(item))]

    def _told(self, item: Item) -> object:
        return [report.to_dict() for report in self.engine.parse_all(self._open(item))]

    def _tables(self, item: Item) -> object:
        return self.engine.tables(self._open(item))

    def _open(self, item: Item) -> list[Document]:
        return self.engine.open(item.data, item.name)


def _keeping_errors(one_pass: Callable[[Timed], None], timed: Timed) -> None:
    """Go over an input once, no garbage of others about; what it raises is kept with it."""
    gc.collect()
    try:
        one_pass(timed)
    except Exception as error:  # noqa: BLE001 - even a defect of ours must not cost the other inputs
        timed.error = error


def _floor(item: Item) -> object:
    return [line.strip() for line in item.data.decode("utf-8", "replace").splitlines()]


def _layout(reports: Sequence[Report]) -> str:
    """The layout that read most cells of the reports."""
    read = Counter(cell.layout for report in reports for cell in report if cell.layout)
    return read.most_common(1)[0][0] if read else NO_REPORT
