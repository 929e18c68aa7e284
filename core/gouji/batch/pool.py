"""The pool: worker processes with one document each, so that it is known what a lost worker was reading."""

from __future__ import annotations

import errno
import multiprocessing
import signal
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from gouji.batch.index import Task
from gouji.batch.item import Fault
from gouji.batch.worker import OUT_OF_MEMORY, READY, Outcome, Setup, serve
from gouji.errors import GoujiError

TICK = 0.2
"""Seconds after which the pool comes back at the latest, with or without an outcome."""
GRACE = 1.5
"""Seconds that documents have to be done once the run is to stop."""
START_SECONDS = 120.0
"""What a worker may take to make its engine, on a machine under heavy load."""
START_ATTEMPTS = 3
"""Workers in a row that may fail before they have read anything; then none will do."""
FEW = (errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM)
"""What the system says where it has no more descriptors or processes to give."""


@dataclass(slots=True)
class _Worker:
    """A process and what it is doing; ``until`` is when its patience ends, by the monotonic clock."""

    process: BaseProcess
    pipe: Connection
    until: float
    ready: bool = False
    task: Task | None = None
    sha256: str = ""


class Pool:
    """``workers`` processes; a document that takes longer than ``seconds`` ends its worker."""

    def __init__(self, setup: Setup, workers: int, seconds: float) -> None:
        self._setup, self._most, self._seconds = setup, workers, seconds
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._stillborn = 0
        self.lost = 0
        """Workers that ended with a document in hand, or were ended."""
        self.notes: list[str] = []
        """What the user should know of the pool itself; taken out by whoever tells it."""

    def outcomes(
        self, tasks: Iterator[Task], stopped: Callable[[], bool]
    ) -> Generator[Outcome | None, None, None]:
        """The outcome of each task, as they come, and None now and then where there is none.

        Once ``stopped`` says so nothing more is handed out; what is not done soon is left. The workers are
        ended at the end.
        """
        try:
            yield from self.rounds(tasks, stopped)
        finally:
            self.close()

    def rounds(
        self, tasks: Iterator[Task], stopped: Callable[[], bool]
    ) -> Generator[Outcome | None, None, None]:
        """The same, but idle workers stay for the next tasks."""
        ahead, grace = next(tasks, None), 0.0
        try:
            while True:
                if stopped():
                    grace = grace or time.monotonic() + GRACE
                    ahead = None
                while ahead is not None and len(self._workers) < self._most:
                    self._start()
                while ahead is not None and (worker := self._idle()):
                    self._hand(worker, ahead)
                    ahead = next(tasks, None)
                busy = any(w.task for w in self._workers)
                if (not busy and ahead is None) or (grace and time.monotonic() > grace):
                    return
                yield from self._listen()
                yield None
        finally:
            if any(w.task for w in self._workers):
                self.close()

    def close(self) -> None:
        """End all workers at once."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            self._bury(worker)
        self._workers.clear()

    def _idle(self) -> _Worker | None:
        return next((w for w in self._workers if w.ready and not w.task), None)

    def _start(self) -> None:
        ours = theirs = None
        try:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=serve, args=(theirs, self._setup), daemon=True)
            with _signals_held():
                process.start()
        except OSError as error:
            if ours is not None:
                ours.close()
            if error.errno not in FEW:
                raise
            self._do_with_fewer(error)
            return
        finally:
            if theirs is not None:
                theirs.close()
        self._workers.append(_Worker(process, ours, time.monotonic() + START_SECONDS))

    def _do_with_fewer(self, error: OSError) -> None:
        remedy = "raise the limit (ulimit -n, ulimit -u)"
        if not self._workers:
            raise GoujiError(f"no worker can be started: {error.strerror}; {remedy}") from error
        self._most = len(self._workers)
        self.notes.append(
            f"no more than {self._most} of the workers can be started: {error.strerror}; {remedy}"
        )

    def _hand(self, worker: _Worker, task: Task) -> None:
        worker.task, worker.sha256 = task, ""
        worker.until = time.monotonic() + self._seconds
        try:
            worker.pipe.send(task)
        except OSError:
            return  # it is gone; listening finds out what became of it

    def _listen(self) -> Iterator[Outcome]:
        """What the workers say within a tick, and what becomes of those that say nothing any more."""
        said = set(wait([w.pipe for w in self._workers], TICK))
        for worker in list(self._workers):
            outcome = self._hear(worker) if worker.pipe in said else self._patience(worker)
            if outcome:
                yield outcome

    def _hear(self, worker: _Worker) -> Outcome | None:
        try:
            word = worker.pipe.recv()
        except (EOFError, OSError):
            return self._lose(worker, None)
        if isinstance(word, Outcome):
            worker.task = None
            return word
        if word == READY:
            worker.ready, self._stillborn = True, 0
        else:
            worker.sha256 = word
        return None

    def _patience(self, worker: _Worker) -> Outcome | None:
        if time.monotonic() < worker.until or (worker.ready and not worker.task):
            return None
        worker.process.kill()
        reason = f"was not done within {self._seconds:g} seconds; give it more with --timeout"
        return self._lose(worker, Fault("timeout", reason))

    def _lose(self, worker: _Worker, why: Fault | None) -> Outcome | None:
        self._workers.remove(worker)
        code = self._bury(worker)
        task = worker.task
        if task is None:
            self._stillborn += not worker.ready
            if self._stillborn >= START_ATTEMPTS:
                raise GoujiError(f"workers end before they begin ({_end(code)}); see above for the reason")
            return None
        self.lost += 1
        fault = why or _fault(code, self._setup.memory)
        return Outcome(task.number, task.item.name, worker.sha256, fault=fault)

    def _bury(self, worker: _Worker) -> int | None:
        worker.process.join(START_SECONDS)
        code = worker.process.exitcode
        worker.pipe.close()
        worker.process.close()
        return code


def _fault(code: int | None, memory: int) -> Fault:
    if code == OUT_OF_MEMORY:
        most = f"the {memory} MiB of a worker; give it more with --memory" if memory else "the machine has"
        return Fault("memory", f"needs more memory than {most}")
    return Fault("crash", f"ended its worker ({_end(code)}); a plugin or a library it uses has a defect")


def _end(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return name + (", as the system does where memory is short" if -code == signal.SIGKILL else "")


@contextmanager
def _signals_held() -> Iterator[None]:
    """Start a process that no signal finds half made; it lets them through when it is ready."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
