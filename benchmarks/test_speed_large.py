"""Large inputs: few tables in much prose, and one table of very many rows. Each takes seconds a round."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import documents
import pytest
import runners
from documents import Made
from runners import Runner

from gouji.testing import RENDERERS

BYTES = 50_000_000
TABLES = 100
ROWS = 20
LONG = 100_000
ROUNDS = 3

pytestmark = pytest.mark.slow


def _tables_in_prose(seed: int) -> Made:
    """Fifty megabytes of prose in UTF-8 with a hundred tab-separated tables, evenly spread."""
    share = BYTES // TABLES
    parts: list[str] = []
    figures = Counter[str]()
    for i in range(TABLES):
        table = documents.grid("tabs-grid", ROWS, seed * TABLES + i)
        figures += table.figures
        block = documents.prose(20_000, 1000 * (seed * TABLES + i))
        repeats = -(-(share - len(table.text.encode())) // len(block.encode()))
        parts += [block * repeats, table.text]
    return Made("".join(parts), figures, {}, TABLES)


def _check_tables(result: Any, made: Made) -> None:
    tables = [t for t in result if t.layout == "tabs"]
    assert len(tables) == made.tables
    runners.has_cells([row for t in tables for row in t.rows()], made)


def _some(result: Any, made: Made) -> None:
    assert made.text
    assert len(result) >= 1


def _bytes(made: Made) -> bytes:
    return made.text.encode()


def _contest() -> list[Any]:
    engine = documents.engine()
    contest = (
        Runner("decode+splitlines", "floor", lambda b: b.decode().splitlines(), _some, _bytes),
        Runner("gouji.tables", "gouji", engine.tables, _check_tables, _bytes),
        Runner("gouji.parse_all", "gouji", engine.parse_all, _some, _bytes),
    )
    return [runner.param() for runner in contest]


@pytest.mark.parametrize("runner", _contest())
def test_tables_in_prose(timed: Callable[..., Any], runner: Runner) -> None:
    timed("50 MB of prose, 100 tables", runner, _tables_in_prose, rounds=ROUNDS, warm=0)


def test_memory_of_tables_in_prose(timed: Callable[..., Any], benchmark: Any) -> None:
    """The peak is what gouji holds at once above its input, traced; tracing makes the time meaningless."""

    def traced(data: bytes) -> list[Any]:
        tracemalloc.start()
        try:
            found = documents.engine().tables(data)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        benchmark.extra_info["peak"] = peak / len(data)
        return found

    runner = Runner("peak of gouji.tables", "peer", traced, _check_tables, _bytes)
    timed("memory: 50 MB of prose, 100 tables", runner, _tables_in_prose, rounds=1, warm=0)


def _long_contest() -> list[Any]:
    return [r.param() for r in (runners.floor(RENDERERS["tabs-grid"].family), runners.matrices("tabs"))]


@pytest.mark.parametrize("runner", _long_contest())
def test_long_table(timed: Callable[..., Any], runner: Runner) -> None:
    make = partial(documents.grid, "tabs-grid", LONG)
    timed(f"one table of {LONG:,} rows", runner, make, ask=1.5, rounds=ROUNDS, warm=0)
