"""Ray Data: documents are read on a cluster; ``parse`` for a dataset, ``RayPool`` for ``gouji batch``.

A node that is lost costs nothing but time: Ray gives its documents to others. What a document does to its
own process, as hanging or crashing, costs that document only, as without Ray.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from queue import Empty, Full, Queue
from typing import Any

from gouji.arrow.batches import RECORDS, Reader, batch, in_batches, outcome_of, record_row, records, unpack
from gouji.batch.index import Task
from gouji.batch.item import made
from gouji.batch.pool import TICK
from gouji.batch.tables import Column, Layout
from gouji.batch.worker import Outcome, Setup
from gouji.engine import Engine
from gouji.errors import GoujiError
from gouji.extra import need

WHAT = "reading on Ray"
BLOCK = 64
"""Documents of one task of Ray: about a second's work, what a lost node has to do again."""
LOT = 65536
"""Documents that are handed to Ray at once, so that a million take no more memory here."""
AHEAD = 8
"""Batches of results that wait to be taken."""
ATTEMPTS = 3
"""How often documents are handed to Ray that came back neither read nor failed."""

_TASKS = Layout(
    "tasks",
    (Column("number", "integer"), Column("name"), Column("path", "bytes"), Column("how"), Column("held")),
)
_ANSWERS = Layout("answers", (Column("number", "integer"), *RECORDS.columns))


def parse(
    dataset: Any,
    table: str = "cells",
    *,
    make: Callable[[], Engine] = Engine,
    schema: str = "auto",
    isolated: bool = True,
    seconds: float = 120.0,
    memory: int = 2048,
) -> Any:
    """A Ray dataset of the table that ``gouji.arrow.parse_batches`` gives, of one of ``id`` and ``bytes``.

    It is lazy, as Ray's datasets are. ``make`` and the rest are as there; gouji is installed on each node.
    """
    blob = need("ray.cloudpickle", WHAT).dumps((make, schema, isolated, seconds, memory))
    work = partial(_parse, table=table, blob=blob)
    return dataset.map_batches(work, batch_size=BLOCK, batch_format="pyarrow")


def _parse(block: Any, table: str, blob: bytes) -> Iterator[Any]:
    reader = _reader(blob)
    given = records(block.to_batches(), reader)
    yield from _whole(given if table == RECORDS.name else unpack(given, table, reader))


@lru_cache(maxsize=2)
def _reader(blob: bytes) -> Reader:
    """The reader of a process of Ray; its engine, and its process for isolated documents, stay."""
    return Reader(*need("ray.cloudpickle", WHAT).loads(blob))


def _whole(batches: Iterator[Any]) -> Iterator[Any]:
    """Record batches as the tables that Ray wants."""
    pa = need("pyarrow", WHAT)
    return (pa.Table.from_batches([b]) for b in batches)


def _answer(block: Any, blob: bytes) -> Iterator[Any]:
    """The outcomes of a block of tasks, as rows."""
    tasks = (_task(*row.values()) for row in block.to_pylist())
    rows = ((o.number, *record_row(o)) for o in _reader(blob).outcomes(tasks))
    return _whole(in_batches(rows, _ANSWERS))


def _task(number: int, name: str, path: bytes, how: str, held: str) -> Task:
    return Task(number, made(name, os.fsdecode(path), json.loads(how)), held)


def _row(task: Task) -> tuple[Any, ...]:
    path = os.path.abspath(task.item.path)  # noqa: PTH100 - a process of Ray has another working folder
    return (task.number, task.item.name, os.fsencode(path), json.dumps(task.item.how()), task.held)


class RayPool:
    """What ``gouji.batch.pool.Pool`` is, on the cluster that RAY_ADDRESS names, else on a local one.

    The files must be there under the same path on each node.
    """

    def __init__(self, setup: Setup, workers: int, seconds: float) -> None:
        self._workers = max(workers, 1)
        pickle = need("ray.cloudpickle", WHAT)
        self._blob = pickle.dumps((setup.make, setup.schema, True, seconds, setup.memory, setup.needs))
        self.notes: list[str] = []
        """What the user should know of the pool itself; taken out by whoever tells it."""

    def outcomes(
        self, tasks: Iterator[Task], stopped: Callable[[], bool]
    ) -> Generator[Outcome | None, None, None]:
        """The outcome of each task, once, as they come, and None now and then where there is none."""
        with _cluster(self._workers, stopped) as ready:
            while ready and (lot := {t.number: t for t in islice(tasks, LOT)}) and not stopped():
                for _ in range(ATTEMPTS):
                    yield from self._lot(lot, stopped)
                    if stopped() or not lot:
                        break
                else:
                    raise GoujiError(f"Ray lost {len(lot)} documents {ATTEMPTS} times; go on with --resume")

    def _lot(self, lot: dict[int, Task], stopped: Callable[[], bool]) -> Iterator[Outcome | None]:
        """The outcomes of a lot; what is done is taken out of it, and what comes again is dropped."""
        answers = _Answers(_dataset(lot.values(), self._blob))
        try:
            while not stopped():
                block = answers.next()
                if block is _END:
                    return
                for number, *row in _rows(block):
                    if task := lot.pop(number, None):
                        yield replace(outcome_of(number, row), name=task.item.name)
                yield None
        finally:
            answers.close()


def _rows(block: Any) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in block.columns), strict=True) if block else iter(())


def _dataset(tasks: Any, blob: bytes) -> Any:
    data, pa = need("ray.data", WHAT), need("pyarrow", WHAT)
    context = data.DataContext.get_current()
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    rows, blocks = map(_row, tasks), []
    while block := list(islice(rows, BLOCK)):
        blocks.append(pa.Table.from_batches([batch(_TASKS, block)]))
    given = data.from_arrow(blocks)
    work = partial(_answer, blob=blob)
    return given.map_batches(work, batch_size=None, batch_format="pyarrow")


_END = object()


class _Answers:
    """The blocks of a dataset, fetched by a thread, so that whoever waits for them can be stopped."""

    def __init__(self, dataset: Any) -> None:
        self._queue: Queue[Any] = Queue(AHEAD)
        self._gone = threading.Event()
        self._thread = threading.Thread(target=self._fetch, args=(dataset,), daemon=True)
        self._thread.start()

    def _fetch(self, dataset: Any) -> None:
        last: Any = _END
        try:
            for block in dataset.iter_batches(batch_size=None, batch_format="pyarrow"):
                if not self._put(block):
                    return
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits
            last = error
        self._put(last)

    def _put(self, thing: Any) -> bool:
        while not self._gone.is_set():
            with suppress(Full):
                self._queue.put(thing, timeout=TICK)
                return True
        return False

    def next(self) -> Any:
        """The next block, ``_END`` after the last, None where none comes in a tick; raises what Ray did."""
        try:
            found = self._queue.get(timeout=TICK)
        except Empty:
            return None
        if isinstance(found, Exception):
            told = f"Ray gave up: {_last(found)}; what was done is kept, go on with --resume"
            raise GoujiError(told) from found
        return found

    def close(self) -> None:
        """Fetch no more."""
        self._gone.set()


@contextmanager
def _cluster(workers: int, stopped: Callable[[], bool]) -> Iterator[bool]:
    """Ray, begun and ended here unless it was there before; False where the run was stopped meanwhile.

    It is begun by another thread, which can be waited for breakably.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    ray = need("ray", WHAT)
    if ray.is_initialized():
        yield True
        return
    session = _Session(ray, workers)
    session.start()
    try:
        while not session.begun.wait(TICK) and not stopped():
            pass
        if session.fault:
            told = f"Ray cannot be begun: {_last(session.fault)}; check RAY_ADDRESS"
            raise GoujiError(told) from session.fault
        _take_signals()
        yield session.begun.is_set()
    finally:
        session.end()


def _take_signals() -> None:
    """Give the signals back to Python's handlers: Ray's library takes them even on another thread."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.getsignal(number) or signal.SIG_DFL)


class _Session(threading.Thread):
    """Begins Ray and lives as long as it: Ray's processes end with the thread that has started them."""

    def __init__(self, ray: Any, workers: int) -> None:
        super().__init__(daemon=True)
        self._ray, self._workers = ray, workers
        self.begun, self._ended = threading.Event(), threading.Event()
        self.fault: Exception | None = None

    def run(self) -> None:
        """Begin Ray, wait, end it."""
        local = {} if os.environ.get("RAY_ADDRESS") else {"address": "local", "num_cpus": self._workers}
        logging.getLogger("ray").setLevel(logging.ERROR)
        try:
            self._ray.init(logging_level="ERROR", log_to_driver=False, **local)
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits
            self.fault = error
        self.begun.set()
        self._ended.wait()
        self._ray.shutdown()

    def end(self) -> None:
        """Have Ray ended; one that has not begun yet ends with the process."""
        self._ended.set()
        if self.begun.is_set():
            self.join()


def _last(error: Exception) -> str:
    """The last line of an error: Ray puts whole traces before it."""
    return (str(error) or type(error).__name__).strip().splitlines()[-1]
