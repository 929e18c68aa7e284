"""The worker: a process that reads one document at a time and can be lost without loss."""

# ruff: noqa: PLC0415 - numpy is imported after it was told to start no threads

from __future__ import annotations

import hashlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.batch.index import Task
from gouji.batch.item import Fault, Item, Row, edition
from gouji.errors import DecodeError, GoujiError, InputError
from gouji.limits import DEFAULT, Limits, refuse_beyond
from gouji.sidecar import beside

if TYPE_CHECKING:
    from gouji.batch.record import Keys
    from gouji.engine import Engine
    from gouji.report import Report

OUT_OF_MEMORY = 87
"""The exit code of a worker that had no memory left."""
READY = "ready"
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""What keeps numpy's libraries from taking memory for threads that a worker never uses."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What every worker needs: how to make the engine, the schema to read by, and its memory in MiB.

    ``needs`` are modules that are imported at the start, so that no document is charged with their memory.
    """

    make: Callable[[], Engine]
    schema: str = "auto"
    memory: int = 0
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a document: a body for a part file, or a fault; neither where the held result counts."""

    number: int
    name: str
    sha256: str = ""
    body: bytes = b""
    head: dict[str, Any] = field(default_factory=dict)
    fault: Fault | None = None


def serve(pipe: Connection, setup: Setup) -> None:
    """Read what comes through the pipe until it ends; sends READY, then each task's hash and outcome."""
    _settle()
    engine = setup.make()
    keys = {s.id: s.keys for s in engine.schemas.values()}
    for name in setup.needs:
        import_module(name)
    _limit(setup.memory)
    pipe.send(READY)
    while True:
        try:
            task: Task = pipe.recv()
            pipe.send(read(engine, setup.schema, keys, task, pipe.send))
        except (EOFError, BrokenPipeError):
            return
        except MemoryError:
            os._exit(OUT_OF_MEMORY)


def _settle() -> None:
    """Leave signals of the terminal to the parent, print nothing as data, end with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
    for name in THREADS:
        os.environ.setdefault(name, "1")
    os.dup2(2, 1)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _limit(memory: int) -> None:
    """Allow so many MiB beyond what the engine has taken, where the system knows such a limit."""
    try:
        import resource
    except ImportError:  # Windows
        return
    if memory and sys.platform != "darwin":
        statm = Path("/proc/self/statm")
        taken = int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = taken + memory * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (wanted if most < 0 else min(wanted, most), most))


def read(engine: Engine, schema: str, keys: Keys, task: Task, tell: Callable[[str], object]) -> Outcome:
    """What comes of a task; ``tell`` gets the hash of its bytes before they are parsed."""
    sha256 = ""
    if task.item.fault:
        return Outcome(task.number, task.item.name, fault=task.item.fault)
    try:
        data = content(task.item, engine.limits)
        sha256 = edition(hashlib.sha256(data).hexdigest(), _sidecar(task.item))
        if sha256 == task.held:
            return Outcome(task.number, task.item.name, sha256)
        tell(sha256)
        return _outcome(task, sha256, len(data), _reports(engine, schema, task.item, data), keys)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - even a defect of ours must not cost the other documents
        return Outcome(task.number, task.item.name, sha256, fault=fault(error))


def _reports(engine: Engine, schema: str, item: Item, data: bytes) -> list[Report]:
    documents = engine.open(data, item.name)
    if item.member is None and item.data is None:
        documents = [replace(document, file=Path(item.path)) for document in documents]
    return engine.parse_all(documents, schema=schema)


def _sidecar(item: Item) -> bytes:
    """The sidecar file beside a document that is a file, empty where there is none."""
    if item.member is not None or item.data is not None:
        return b""
    path = beside(Path(item.path))
    return path.read_bytes() if path.is_file() else b""


def _outcome(task: Task, sha256: str, size: int, reports: list[Report], keys: Keys) -> Outcome:
    from gouji.batch import record

    if record.short_of_memory(reports):
        raise MemoryError
    body = record.pack(reports, size, keys)
    return Outcome(task.number, task.item.name, sha256, body, record.head(reports, keys))


def content(item: Item, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a document; raises InputError or OSError where they cannot be had."""
    from gouji.batch import archive, shard

    if item.data is not None:
        return item.data
    if isinstance(item.member, Row):
        return shard.fetch(item.path, item.member)
    if item.member:
        return archive.unpack(item.path, item.member)
    with Path(item.path).open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        refuse_beyond("bytes", size, limits, "it")
        return file.read(size)


def fault(error: Exception) -> Fault:
    """What befell a document, as a sentence without its name."""
    if isinstance(error, InputError | DecodeError):
        return Fault("unreadable", str(error))
    if isinstance(error, GoujiError):
        return Fault("defect", str(error))
    if isinstance(error, OSError):
        reason = f"cannot be read ({error.strerror or error}); check the path and its rights"
        return Fault("unreadable", reason)
    told = f"not parsed: {type(error).__name__}: {error}; this is a defect of gouji, please report it"
    return Fault("defect", told)
