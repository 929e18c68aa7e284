"""How benchmarks are timed: a fresh document each round, the output asserted once, outside the timed part."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import clock
import pytest
from documents import Made
from runners import Runner

ROUNDS = 15
"""Rounds of a benchmark: enough for the median to stand on a machine that does other work too."""
SMALL = 0.002
"""Scale of large inputs where nothing is timed: their outputs are asserted in moments."""

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the benchmarks that take seconds a round")
    scale = (
        f"size of the large inputs, 1 as they are described (default: 1; with --benchmark-disable {SMALL})"
    )
    most = f"most rounds of a benchmark (default: {ROUNDS})"
    parser.addoption("--rounds", type=int, default=ROUNDS, help=most)
    parser.addoption("--scale", type=float, default=None, help=scale)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes seconds a round; runs with --slow, or scaled down")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Time on the processor's clock; leave out what is slow, unless it is asked for or scaled down."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.benchmark(timer=clock.seconds))
            scaled = _scale(config) < 1 and "sized" in getattr(item, "fixturenames", ())
            if item.get_closest_marker("slow") and not (config.getoption("--slow") or scaled):
                item.add_marker(pytest.mark.skip(reason="takes seconds a round; asked for with --slow"))


def pytest_collection_finish() -> None:
    """Hide what pytest and the imports hold from the collector: it is no part of a parser's work."""
    gc.collect()
    gc.freeze()


def pytest_benchmark_update_json(config: pytest.Config, output_json: dict[str, Any]) -> None:
    """Say in the result how large the large inputs were."""
    output_json["scale"] = _scale(config)


def _scale(config: pytest.Config) -> float:
    asked = config.getoption("--scale")
    return asked if asked is not None else SMALL if config.getoption("--benchmark-disable") else 1.0


@pytest.fixture
def sized(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """Size of a large input at the scale of this run, at least 2."""
    scale = _scale(request.config)
    return lambda number: max(2, round(number * scale))


@dataclass
class Floor:
    """The floor of a job, and the documents it was timed on, so many a round."""

    runner: Runner
    make: Callable[[int], Made]
    batch: int = 1

    def seconds(self, number: int) -> float:
        """What it takes for the documents of one round."""
        arguments = [self.runner.prepare(made) for made in _made(self.make, number, self.batch)]
        gc.collect()
        began = clock.seconds()
        kept = _read(self.runner, arguments)
        took = clock.seconds() - began
        del kept
        return took


def _made(make: Callable[[int], Made], number: int, batch: int) -> list[Made]:
    """The documents of a round."""
    return [make(number * batch + i) for i in range(batch)]


def _read(runner: Runner, arguments: list[Any]) -> Any:
    """Read documents one after the other, each result let go before the next; the last one is kept."""
    for argument in arguments[:-1]:
        runner.run(argument)
    return runner.run(arguments[-1])


@dataclass
class Pairs:
    """The rounds of one benchmark, each with what the floor took just before."""

    floor: Floor | None
    taken: list[float] = field(default_factory=list)

    def begin(self, number: int) -> None:
        if self.floor is not None:
            self.taken.append(self.floor.seconds(number))

    def told(self, own: list[float]) -> dict[str, float]:
        """The median of the ratios of all rounds, and the quartiles; rounds that only warmed do not count."""
        floors = self.taken[-len(own) :]
        ratios = [mine / least for mine, least in zip(own, floors, strict=True) if least > 0]
        if not ratios:
            return {}
        quarters = quantiles(ratios, n=4) if len(ratios) > 3 else [min(ratios), 0, max(ratios)]
        return {"ratio": median(ratios), "low": quarters[0], "high": quarters[2]}


FLOORS: dict[str, Floor] = {}
"""The floor of each job, by its name: it is the first of a job to run."""


@pytest.fixture
def timed(benchmark: Any, request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Time a runner over documents it has not seen, and check the last result; give that result back.

    ``group`` names the job: what is compared stands in one group. ``make(i)`` makes the i-th document, the
    same for every runner; a round reads ``batch`` of them, one after the other, and its time is that of all.
    One round before the timed ones warms the caches of the machine and of gouji's memos. In each round the
    floor of the job, its first runner, is timed just before on the same documents, so that the ratio of a
    round is taken within moments. ``ask`` is the ratio to the floor the project wants, which is shown and
    never asserted.
    """

    def run(
        group: str,
        runner: Runner,
        make: Callable[[int], Made],
        *,
        ask: float = 0,
        rounds: int = ROUNDS,
        warm: int = 1,
        batch: int = 1,
    ) -> Any:
        numbers = count()
        last: list[Made] = []
        paired = runner.role != "floor" and not benchmark.disabled
        pairs = Pairs(FLOORS.get(group) if paired else None)
        if runner.role == "floor":
            FLOORS[group] = Floor(runner, make, batch)

        def setup() -> tuple[tuple[Any], dict[str, Any]]:
            number = next(numbers)
            pairs.begin(number)
            last[:] = _made(make, number, batch)
            arguments = [runner.prepare(made) for made in last]
            gc.collect()
            return (runner, arguments), {}

        rounds = min(rounds, request.config.getoption("--rounds"))
        benchmark.group = group
        benchmark.extra_info |= {"label": runner.label, "role": runner.role, "ask": ask}
        result = benchmark.pedantic(_read, setup=setup, rounds=rounds, warmup_rounds=warm)
        benchmark.extra_info |= {
            "characters": sum(len(made.text) for made in last) // batch,
            "bytes": sum(made.bytes for made in last) // batch,
            "batch": batch,
        }
        if pairs.floor is not None:
            benchmark.extra_info |= pairs.told(benchmark.stats.stats.data)
        runner.check(result, last[-1])
        return result

    return run
