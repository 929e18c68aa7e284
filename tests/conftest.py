"""What all tests share: repeatable property tests, the engine, the fixtures, and ../shared where it is."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

import proof
from gouji import Engine

# Runs are repeatable: the examples follow from the test alone. ``dev`` looks further, for those who hunt.
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
# Nothing is shrunk there: a failure that is known by its cause should not cost minutes.
FOUND = [Phase.explicit, Phase.generate]
settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=25, suppress_health_check=QUIET, phases=FOUND
)
settings.register_profile("dev", deadline=None, max_examples=500, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: measures time, or starts many processes")


@pytest.fixture(scope="session")
def engine() -> Engine:
    """An engine with all that is installed."""
    return proof.real_engine()
