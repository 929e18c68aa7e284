"""The stop: a signal asks a run to end; what it was doing is ended in order, and what was done is kept."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Self, TypeVar

T = TypeVar("T")
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(Exception):  # noqa: N818 - it is no error
    """A run was asked to stop, and did."""


class Stop:
    """Takes the signals from ``with`` to its end; on another thread than the main one it takes none."""

    def __init__(self) -> None:
        self.asked = False
        self._breakable = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = {s: signal.signal(s, self._ask) for s in SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
        if self._breakable:
            self._breakable = False
            raise Stopped

    def check(self) -> None:
        """Raise Stopped where a signal has come."""
        if self.asked:
            raise Stopped

    @contextmanager
    def breakable(self) -> Iterator[None]:
        """A stretch that may wait for long and may be broken off anywhere: Stopped comes at once."""
        self.check()
        self._breakable = True
        try:
            yield
        finally:
            self._breakable = False
        self.check()

    def each(self, things: Iterator[T]) -> Iterator[T]:
        """The same things, each waited for breakably."""
        while True:
            with self.breakable():
                thing = next(things, None)
            if thing is None:
                return
            yield thing
