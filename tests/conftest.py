"""What all tests share: repeatable property tests, the engine, the fixtures, and ../shared where it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from gouji import Engine

SHARED = Path(__file__).parents[2] / "shared"

# Runs are repeatable: the examples follow from the test alone. ``dev`` looks further, for those who hunt.
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
# Nothing is shrunk there: a failure that is known by its cause should not cost minutes.
FOUND = [Phase.explicit, Phase.generate]
settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=25, suppress_health_check=QUIET, phases=FOUND
)
settings.register_profile("dev", deadline=None, max_examples=500, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_addoption(parser: pytest.Parser) -> None:
    text = "write what gouji answers today to tests/golden (truth is never touched)"
    parser.addoption("--refresh-golden", action="store_true", help=text)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: measures time, or starts many processes")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared; a stranger's clone does not have it."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: its documents belong to others and stay outside the repository")
    return SHARED


@pytest.fixture(scope="session")
def engine() -> Engine:
    """An engine with all that is installed."""
    return Engine()


@pytest.fixture(scope="session")
def refresh(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--refresh-golden"))
