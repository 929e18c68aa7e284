"""Progress on stderr: a bar on a terminal where rich is installed, else a line now and then, or nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

EVERY = 5.0
"""Seconds between two plain lines."""
TERMINAL_EVERY = 0.2
"""Seconds between two changes of the bar."""
MINUTE, HOUR = 60, 3600


class Silent:
    """Says nothing; the base of those that do."""

    every = EVERY

    def __init__(self, say: Callable[[str], None] | None = None) -> None:
        self._say = say
        self._began = self._told = time.monotonic()
        self._total, self._label, self._last = 0, "", (0, 0)

    def note(self, text: str) -> None:
        """A sentence that the user should read."""
        if self._say:
            self._say(text)

    def begin(self, label: str, total: int) -> None:
        """A stage begins; ``total`` is 0 where it is not known."""
        self._began, self._total, self._label, self._last = time.monotonic(), total, label, (0, 0)

    def step(self, done: int, failed: int = 0) -> None:
        """So many are done, of which so many failed; shown when it is time."""
        self._last = (done, failed)
        now = time.monotonic()
        if now - self._told >= self.every:
            self._told = now
            self._show(done, failed)

    def end(self) -> None:
        """The stage is over, or broken off."""

    def _show(self, done: int, failed: int) -> None:
        """Show how far it is."""


class Lines(Silent):
    """A line every few seconds."""

    def _show(self, done: int, failed: int) -> None:
        rate = done / max(time.monotonic() - self._began, 1e-9)
        of = f"/{self._total}" if self._total else ""
        left = f", {clock((self._total - done) / rate)} left" if self._total and rate else ""
        self.note(f"{self._label} {done}{of}, {failed} failed, {rate:.1f}/s{left}")


class Bar(Silent):
    """A bar of rich, redrawn in place."""

    every = TERMINAL_EVERY

    def __init__(self, say: Callable[[str], None], rich: Any, console: Any) -> None:
        super().__init__(say)
        self._rich, self._console, self._task = rich, console, 0
        self._bar: Any = None

    def begin(self, label: str, total: int) -> None:
        """A stage begins with a new bar."""
        super().begin(label, total)
        self.end()
        r = self._rich
        columns = [
            r.TextColumn("{task.description}"),
            r.BarColumn(),
            r.MofNCompleteColumn(),
            r.TextColumn("{task.fields[rate]}/s, {task.fields[failed]} failed,"),
            r.TimeRemainingColumn(),
            r.TextColumn("left"),
        ]
        self._bar = r.Progress(*columns, console=self._console, transient=True)
        self._task = self._bar.add_task(label, total=total or None, rate="0", failed=0)
        self._bar.start()

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def note(self, text: str) -> None:
        """A sentence in place of the bar, which is over."""
        self.end()
        super().note(text)

    def _show(self, done: int, failed: int) -> None:
        if self._bar is not None:
            rate = f"{done / max(time.monotonic() - self._began, 1e-9):.1f}"
            self._bar.update(self._task, completed=done, rate=rate, failed=failed)


def clock(seconds: float) -> str:
    """A time as hours, minutes and seconds: 1:05:09, 5:09."""
    whole = int(seconds)
    hours, minutes, rest = whole // HOUR, whole % HOUR // MINUTE, whole % MINUTE
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def chosen(say: Callable[[str], None], *, quiet: bool) -> Silent:
    """What fits the place: silence, the bar, or lines; without rich lines on a terminal too."""
    if quiet:
        return Silent()
    if not sys.stderr.isatty():
        return Lines(say)
    try:
        import rich.progress  # noqa: PLC0415 - an extra
        from rich.console import Console  # noqa: PLC0415
    except ImportError:
        return Lines(say)
    return Bar(say, rich.progress, Console(stderr=True))
