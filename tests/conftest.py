"""What all tests share: repeatable property tests, the engine, the fixtures, and ../shared where it is."""

from __future__ import annotations

import compileall
import gc
import os
from pathlib import Path

import pytest

import depth
import proof
from gouji import Engine

depth.load()
pytest_plugins = ["gouji_pytest"]
"""As an installed gouji brings it; named here for a tree that is not installed."""


SOURCES = [Path(__file__).parents[1] / folder for folder in ("core", "plugins")]


SELDOM = 100_000
"""New objects, less those that are gone, after which the collector comes; Python's own number is 700 or 2,000."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: measures time, or starts many processes")
    config.addinivalue_line("markers", "share(step): by day one in so many of its items, at night all")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        compiled()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """By day leave out what ``share`` marks but for one in so many, unless tests are named one by one."""
    if not any("::" in asked for asked in config.args):
        left = depth.left_out(items)
        items[:] = [item for item in items if item not in left]
        config.hook.pytest_deselected(items=left)


def pytest_collection_finish() -> None:
    """Have the collector pass over what lives to the end: ten thousand tests, and all modules that they import.

    What is left of a parsed document is little, so it comes seldom: a twelfth of all work was its own.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)


def compiled() -> None:
    """Have gouji compiled once, and not by each of the processes that tests start, where none may write bytecode."""
    for folder in SOURCES:
        compileall.compile_dir(folder, quiet=2)


@pytest.fixture(scope="session")
def engine() -> Engine:
    """An engine with all that is installed."""
    return proof.real_engine()
