"""What all tests share: repeatable property tests, the engine, the fixtures, and ../shared where it is."""

from __future__ import annotations

import pytest

import depth
import proof
from gouji import Engine

depth.load()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: measures time, or starts many processes")


@pytest.fixture(scope="session")
def engine() -> Engine:
    """An engine with all that is installed."""
    return proof.real_engine()
