"""How benchmarks are timed: a fresh document each round, the output asserted once, outside the timed part."""

from __future__ import annotations

import gc
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from documents import Made
from runners import Runner

ROUNDS = 20
"""Rounds of a benchmark: enough for one of them to find a busy machine idle, and the least is taken."""

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the benchmarks that take seconds a round")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes seconds a round; runs with --slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    for item in items:
        if item.path.is_relative_to(HERE) and item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="takes seconds a round; asked for with --slow"))


def pytest_collection_finish() -> None:
    """Hide what pytest and the imports hold from the collector: it is no part of a parser's work."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def timed(benchmark: Any) -> Callable[..., Any]:
    """Time a runner over documents it has not seen, and check the last result; give that result back.

    ``group`` names the job: what is compared stands in one group. ``make(i)`` makes the document of round i,
    the same for every runner. One round before the timed ones warms the caches of the machine and of
    gouji's memos. ``ask`` is the ratio to the floor the project wants, which is shown and never asserted.
    """

    def run(
        group: str,
        runner: Runner,
        make: Callable[[int], Made],
        *,
        ask: float = 0,
        rounds: int = ROUNDS,
        warm: int = 1,
    ) -> Any:
        numbers = count()
        last: list[Made] = []

        def setup() -> tuple[tuple[Any], dict[str, Any]]:
            last[:] = [make(next(numbers))]
            argument = runner.prepare(last[0])
            gc.collect()
            return (argument,), {}

        benchmark.group = group
        benchmark.extra_info |= {"label": runner.label, "role": runner.role, "ask": ask}
        result = benchmark.pedantic(runner.run, setup=setup, rounds=rounds, warmup_rounds=warm)
        benchmark.extra_info["characters"] = len(last[0].text)
        runner.check(result, last[0])
        return result

    return run
