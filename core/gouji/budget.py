"""The time budget: a plugin that hangs is stopped, and costs only itself.

On the main thread of a POSIX system a timer's signal interrupts it wherever it is, inside a regular
expression too. Elsewhere a watching thread asks Python to raise in the plugin's thread, which happens at its
next step: a single call into C is not interrupted there.
"""

from __future__ import annotations

import _thread
import ctypes
import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, Self, TypeVar

from gouji.errors import PluginError

T = TypeVar("T")

AGAIN = 1.0
"""Seconds after which a plugin that swallowed the interruption is interrupted again."""
GRAIN = 0.1
"""How often the watching thread looks, in seconds."""
PATIENCE = 5.0
"""How long an interruption may be on its way, in seconds; it arrives at the next step of the thread."""


class OverTime(BaseException):
    """Raised inside a plugin whose time is over; no Exception, so that ``except Exception`` lets it pass."""


class Budget:
    """What each plugin may take for one document; used around all of them, and ``run`` for each."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._watch: _Timer | _Deadline = _Timer() if _may_signal() else _Deadline()

    def __enter__(self) -> Self:
        self._watch.open()
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._watch.close()

    def run(self, work: Callable[[], T]) -> T:
        """What the work gives; raises PluginError where it has not done within its seconds."""
        try:
            return self._timed(work)
        except OverTime:
            self._watch.stop()
        raise PluginError(
            f"stopped after {self.seconds:.3g} seconds, all that one plugin may take here (limit seconds)"
        )

    def _timed(self, work: Callable[[], T]) -> T:
        self._watch.start(self.seconds)
        try:
            result = work()
        except OverTime:
            raise
        except BaseException:
            self._watch.end()
            raise
        self._watch.end()
        return result


def _may_signal() -> bool:
    """Whether the alarm is ours to take: on the main thread, and nobody else's timer runs."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0) and signal.getsignal(signal.SIGALRM) is not None


class _Timer:
    """An interval timer; what handled its signal before does so again afterwards."""

    def __init__(self) -> None:
        self._running = False
        self._before: Any = None

    def open(self) -> None:
        self._before = signal.signal(signal.SIGALRM, self._ring)

    def close(self) -> None:
        self.stop()
        signal.signal(signal.SIGALRM, self._before)

    def start(self, seconds: float) -> None:
        self._running = True
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)

    def stop(self) -> None:
        self._running = False
        signal.setitimer(signal.ITIMER_REAL, 0)

    end = stop

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        if self._running:
            raise OverTime


class _Deadline:
    """A moment that the watching thread knows."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()

    def open(self) -> None:
        _watcher.wake()

    def close(self) -> None:
        self.stop()

    def start(self, seconds: float) -> None:
        _watcher.deadlines[self._thread] = time.monotonic() + seconds

    def stop(self) -> bool:
        return _watcher.deadlines.pop(self._thread, None) is not None

    def end(self) -> None:
        """Stop; where the watcher was quicker, OverTime is on its way and is taken here, not further on."""
        patience = 0 if self.stop() else PATIENCE
        while patience > 0:
            time.sleep(GRAIN)
            patience -= GRAIN


class _Watcher:
    """One daemon thread for all deadlines. No locks: an interruption could leave one held."""

    def __init__(self) -> None:
        self.deadlines: dict[int, float] = {}
        self._process = 0
        """That of the thread, which a fork leaves behind; 0 where none looks."""

    def wake(self) -> None:
        """Have the thread look; raises MemoryError where it finds no room.

        threading.Thread would wait for ever for one that runs out of memory as it starts; the next document
        begins this one anew.
        """
        if self._process != os.getpid():
            try:
                _thread.start_new_thread(self._look, ())
            except RuntimeError as error:
                raise MemoryError(f"{error}, which watches the time of plugins") from error

    def _look(self) -> None:
        try:
            self._process = os.getpid()
            while True:
                time.sleep(GRAIN)
                self._interrupt()
        finally:
            self._process = 0

    def _interrupt(self) -> None:
        for thread, deadline in list(self.deadlines.items()):
            if deadline < time.monotonic() and self.deadlines.pop(thread, None) is not None:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(OverTime))


_watcher = _Watcher()
