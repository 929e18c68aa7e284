"""Progress: how fast, how long yet, how many failed; and where it is not wanted, nothing."""

import io
import sys

import pytest

import many
from gouji.batch import progress


class Clock:
    """A clock that is set by hand."""

    def __init__(self, monkeypatch):
        self.now = 100.0
        monkeypatch.setattr(progress.time, "monotonic", lambda: self.now)


class Screen(io.StringIO):
    """A terminal as far as anybody can tell."""

    def isatty(self):
        return True


def test_a_line_every_few_seconds_with_rate_and_time_left(monkeypatch):
    clock, said = Clock(monkeypatch), []
    lines = progress.Lines(said.append)
    lines.begin("reading", 1000)
    for second in range(1, 12):
        clock.now += 1
        lines.step(10 * second, second // 5)
    assert said == [
        "reading 50/1000, 1 failed, 10.0/s, 1:35 left",
        "reading 100/1000, 2 failed, 10.0/s, 1:30 left",
    ]


def test_times_are_read_at_a_glance():
    assert [progress.clock(s) for s in (9, 61.9, 3909)] == ["0:09", "1:01", "1:05:09"]


def test_quiet_is_quiet_and_a_file_gets_lines(monkeypatch):
    assert type(progress.chosen(print, quiet=True)) is progress.Silent
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert type(progress.chosen(print, quiet=False)) is progress.Lines


def test_a_terminal_gets_a_bar_or_lines_where_rich_is_missing(monkeypatch):
    pytest.importorskip("rich")
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    clock, bar = Clock(monkeypatch), progress.chosen(print, quiet=False)
    bar.begin("reading", 100)
    clock.now += 2
    bar.step(50, 3)
    bar.end()
    assert "50/100" in screen.getvalue()
    assert "25.0/s, 3 failed" in screen.getvalue()
    monkeypatch.setitem(sys.modules, "rich.progress", None)
    assert type(progress.chosen(print, quiet=False)) is progress.Lines


def test_a_run_tells_its_stages(tmp_path):
    told = []

    class Heard(progress.Silent):
        def begin(self, label, total):
            told.append((label, total))

        def step(self, done, failed=0):
            told.append((done, failed))

    wanted = many.Batch([str(many.write(tmp_path / "in", 2))], tmp_path / "out", many.toy, formats=("csv",))
    many.run(wanted, Heard())
    assert [t for t in told if isinstance(t[0], str)] == [("listing", 0), ("reading", 2), ("writing", 2)]
    assert told[-1] == (2, 0)
