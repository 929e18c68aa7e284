"""Starting: a fresh interpreter that imports gouji, one that is ready to parse, and one with numpy alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from documents import Made
from runners import Runner

UNWANTED = ("pandas", "pyarrow", "rich", "hypothesis", "pytest")
"""What a program that only parses should not wait for."""
ROUNDS = 7
ASK = 2.2
"""120 ms where numpy alone takes 55."""

_TELL = f"; import sys; print(*sorted(set({UNWANTED!r}) & set(sys.modules)), 'ready')"


def _run(code: str) -> str:
    command = [sys.executable, "-c", code + _TELL]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _light(result: str, made: Made) -> None:
    assert made.text
    assert result.split() == ["ready"]


STARTS = (
    Runner("import numpy", "floor", _run, _light, lambda _: "import numpy"),
    Runner("nothing", "peer", _run, _light, lambda _: "pass"),
    Runner("import gouji", "gouji", _run, _light, lambda _: "import gouji"),
    Runner("Engine()", "gouji", _run, _light, lambda _: "import gouji; gouji.Engine()"),
)


@pytest.mark.parametrize("runner", [runner.param() for runner in STARTS])
def test_start(timed: Callable[..., Any], runner: Runner) -> None:
    timed("start of a process", runner, lambda _: Made("import"), ask=ASK, rounds=ROUNDS)
