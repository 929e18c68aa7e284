"""The run: one ``gouji batch`` from its inputs to its data set."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gouji.batch import listing, manifest
from gouji.batch.atomic import writing
from gouji.batch.final import Final, Writer, plan
from gouji.batch.formats import FORMATS
from gouji.batch.index import Index
from gouji.batch.lock import Lock
from gouji.batch.parts import Parts
from gouji.batch.place import Mode, Place
from gouji.batch.pool import Pool
from gouji.batch.progress import Silent
from gouji.batch.stop import Stop
from gouji.batch.worker import Outcome, Setup
from gouji.exit_codes import NOTHING, UNREADABLE
from gouji.extra import need

if TYPE_CHECKING:
    from gouji.batch.final import Plan
    from gouji.engine import Engine
    from gouji.ray import RayPool

PART_BYTES = 8 * 1024 * 1024
"""Bytes of results that are held in memory before a part file is written, some thousand documents."""
PART_SECONDS = 10.0
"""And seconds: what a killed run must do again at most, on each worker."""
DOCUMENT_SECONDS = 120.0
"""What a document may take: a report takes a tenth of a second."""
MEMORY = 2048
"""MiB that a worker may take for a document: half a gigabyte of text, the largest read, takes more."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What to read and where to write it.

    ``make`` gives the engine, here and in each worker, so it must pickle; ``parameters`` are plain data that
    say how it was made: a run can be resumed only with the same. ``formats`` are names of ``FORMATS``;
    ``seconds`` and ``memory`` (MiB, 0 for no limit) are what a worker may take for a document; ``engine``
    says where workers run: here, or on Ray.
    """

    inputs: Sequence[str]
    out: Path
    make: Callable[[], Engine]
    parameters: dict[str, Any] = field(default_factory=dict)
    schema: str = "auto"
    mode: Mode = "new"
    formats: tuple[str, ...] = ("parquet",)
    workers: int = 1
    seconds: float = DOCUMENT_SECONDS
    memory: int = MEMORY
    engine: Literal["local", "ray"] = "local"


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run: its exit code, the documents, those without a report, and what to tell besides."""

    code: int
    documents: int
    failed: int
    again: int


def run(batch: Batch, show: Silent) -> Summary:
    """Read all documents and write the data set.

    Raises Stopped where a signal ended the run; what was done is kept for ``mode`` "resume". Raises
    GoujiError where the output cannot be written or belongs to another run.
    """
    place = Place(batch.out)
    for name in batch.formats:
        FORMATS[name].check()
    if batch.engine == "ray":
        need("ray.data", "--engine ray")
    with writing(batch.out, "; what was done is kept, go on with --resume"):
        place.claim(batch.mode)
        with Lock(place.own), Stop() as stop:
            return _Run(batch, place, stop, show).run()


class _Run:
    """A run under way, its output locked."""

    def __init__(self, batch: Batch, place: Place, stop: Stop, show: Silent) -> None:
        self.batch, self.place, self.stop, self.show = batch, place, stop, show
        self.engine = batch.make()
        self.code = 0

    def run(self) -> Summary:
        made = manifest.made_by(self.engine)
        about = {**made, "parameters": {"schema": self.batch.schema, **self.batch.parameters}}
        self.place.prepare(self.batch.mode, about)
        parts, index = Parts(self.place.parts), Index(self.place.index)
        try:
            index.hold(parts.scan())
            self._list(index)
            self._read(index, parts)
            return self._finish(index, parts, about)
        finally:
            self.show.end()
            parts.close()
            index.close()
            self.place.index.unlink(missing_ok=True)

    def _list(self, index: Index) -> None:
        self.show.begin("listing", 0)
        items = listing.items(self.batch.inputs, apart=self.batch.out)
        for count in index.list(self.stop.each(items)):
            self.show.step(count)

    def _read(self, index: Index, parts: Parts) -> None:
        """Have the workers read what is left; whatever ends this, what was done is flushed."""
        documents, _, failed = index.counts()
        left = documents - failed
        pool = self._pool(left, index.needs)
        self.show.begin("reading", documents)
        done, flushed = failed, time.monotonic()
        outcomes = pool.outcomes(index.tasks(), lambda: self.stop.asked)
        try:
            for outcome in outcomes:
                if outcome:
                    failed += self._take(outcome, index, parts)
                    done += 1
                if parts.waiting >= PART_BYTES or time.monotonic() - flushed >= PART_SECONDS:
                    parts.flush()
                    flushed = time.monotonic()
                while pool.notes:
                    self.show.note(pool.notes.pop())
                self.show.step(done, failed)
        finally:
            outcomes.close()
            parts.flush()
        self.stop.check()

    def _pool(self, documents: int, needs: tuple[str, ...]) -> Pool | RayPool:
        setup = Setup(self.batch.make, self.batch.schema, self.batch.memory, needs)
        workers = min(self.batch.workers, documents)
        if self.batch.engine == "local" or not documents:
            return Pool(setup, workers, self.batch.seconds)
        from gouji.ray import RayPool  # noqa: PLC0415 - an extra

        return RayPool(setup, workers, self.batch.seconds)

    def _take(self, outcome: Outcome, index: Index, parts: Parts) -> bool:
        """Keep what came of a document; whether it failed."""
        if outcome.fault:
            index.fail(outcome.number, outcome.fault, outcome.sha256)
        elif outcome.body:
            index.done(outcome.number, parts.add(outcome.name, outcome.sha256, outcome.body, outcome.head))
        else:
            index.keep(outcome.number)
        return outcome.fault is not None

    def _finish(self, index: Index, parts: Parts, about: dict[str, Any]) -> Summary:
        documents, read, failed = index.counts()
        planned = plan(self.batch.out, index, self.engine.schemas, manifest.makers(self.engine))
        self.show.begin("writing", read)
        final = Final(planned, self._writers(planned), self.show.step)
        with self.stop.breakable():
            final.write(index, parts)
        about = {**about, "formats": sorted(self.batch.formats)}
        final.publish({**about, "limits": {"seconds": self.batch.seconds, "memory": self.batch.memory}})
        codes = [head["code"] for head, _ in index.heads()]
        code = max([UNREADABLE] * bool(failed) + codes, default=NOTHING)
        return Summary(code, documents, failed, index.again)

    def _writers(self, planned: Plan) -> list[Writer]:
        return [FORMATS[name].make(planned) for name in self.batch.formats]
