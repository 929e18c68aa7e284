"""A plugin that hangs is stopped, told by name, and costs nothing else; on the main thread and on others."""

from __future__ import annotations

import re
import signal
import threading
import time
from contextlib import suppress

import pytest

from gouji import Engine, PluginError
from gouji.budget import Budget
from gouji.hookspecs import hookimpl
from gouji.limits import Limits
from test_engine_toys import TEXT, TRUTH, Orchard, Semicolons, values

pytestmark = pytest.mark.slow


class Hanging:
    """A layout that never comes back, in the way it is told."""

    name = "hanging"

    def __init__(self, way):
        self.way = way

    @hookimpl
    def gouji_cell_matrices(self, document):
        self.way()
        return ()


def loop():
    while True:
        pass


def sleep():
    while True:
        time.sleep(0.01)


def stubborn():
    while True:
        with suppress(Exception):
            loop()


def backtrack():
    re.match(r"(a+)+\Z", "a" * 40 + "b")


def judged(engine):
    began = time.monotonic()
    report = engine.parse(TEXT)
    assert time.monotonic() - began < 20
    (error,) = [run.error for run in report.plugins if run.name == "hanging"]
    assert error.startswith("stopped after 0.")
    assert values(report) == TRUTH
    assert any("'hanging'" in f.message for f in report.findings if f.code == "plugin-failed")
    return report


@pytest.mark.parametrize("way", [loop, sleep, stubborn, backtrack])
def test_a_plugin_that_hangs_costs_only_itself(way):
    before = signal.getsignal(signal.SIGALRM)
    engine = Engine([Semicolons(), Orchard(), Hanging(way)], seconds=0.2)
    judged(engine)
    assert judged(engine).to_dict()["limits"] == {"plugin_seconds": 0.2}
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.parametrize("way", [loop, sleep, stubborn])
def test_nor_does_it_in_a_thread(way):
    engine, found = Engine([Semicolons(), Orchard(), Hanging(way)], seconds=0.2), []

    def work():
        try:
            found.append(judged(engine))
            found.append(judged(engine))
        except BaseException as error:  # noqa: BLE001 - brought to the test's own thread
            found.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(not isinstance(one, BaseException) for one in found), found


def test_a_timer_of_the_caller_goes_on():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        judged(Engine([Semicolons(), Orchard(), Hanging(sleep)], seconds=0.6))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert rung == [1]


def test_strict_raises_for_a_plugin_that_hangs():
    with pytest.raises(PluginError, match=r"'hanging' failed.*stopped after"):
        Engine([Hanging(loop)], seconds=0.1, strict=True).parse(TEXT)
    assert Engine([Semicolons(), Hanging(loop)], seconds=0.1).tables(TEXT)[0].rows()[1][0] == "苹果园"


def test_what_comes_in_time_comes_back_and_what_is_raised_is_raised():
    with Budget(5) as budget:
        assert budget.run(lambda: 7) == 7
        with pytest.raises(KeyError):
            budget.run(lambda: {}["x"])


def test_a_long_document_has_longer():
    allowed = Limits(seconds=3).allowed
    assert allowed(0) == 3 < allowed(10**6) < allowed(10**7)


class Leaving:
    name = "leaving"

    @hookimpl
    def gouji_cell_matrices(self, document):
        raise SystemExit(3)


class Endless:
    name = "endless"

    @hookimpl
    def gouji_cell_matrices(self, document):
        (matrix,) = Semicolons().gouji_cell_matrices(document)
        while True:
            yield matrix


@pytest.mark.parametrize(
    ("plugin", "reason"), [(Leaving(), "tried to end the program"), (Endless(), "more than")]
)
def test_a_plugin_that_would_end_or_flood_the_program_costs_only_itself(plugin, reason):
    report = Engine([Semicolons(), Orchard(), plugin]).parse(TEXT)
    assert values(report) == TRUTH
    assert [reason in run.error for run in report.plugins if run.name == plugin.name] == [True]
