"""What all tests share: repeatable property tests, the engine, the fixtures, and ../shared where it is."""

from __future__ import annotations

import pytest

import depth
import proof
from gouji import Engine

depth.load()
pytest_plugins = ["gouji_pytest"]
"""As an installed gouji brings it; named here for a tree that is not installed."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: measures time, or starts many processes")


@pytest.fixture(scope="session")
def engine() -> Engine:
    """An engine with all that is installed."""
    return proof.real_engine()
