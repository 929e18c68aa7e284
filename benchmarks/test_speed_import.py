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
ROUNDS = 9
ASK = 2.2
"""120 ms where numpy alone takes 55."""

_TELL = f"; import sys; print(*sorted(set({UNWANTED!r}) & set(sys.modules)), 'ready')"
_VERSION = "from gouji.cli import main; main()"


def _python(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout


def _run(code: str) -> str:
    return _python("-c", code + _TELL)


def _light(result: str, made: Made) -> None:
    assert made.text
    assert result.split() == ["ready"]


def _is_version(result: str, made: Made) -> None:
    assert made.text
    assert result.startswith("gouji ")


STARTS = (
    Runner("import numpy", "floor", _run, _light, lambda _: "import numpy"),
    Runner("nothing", "peer", _run, _light, lambda _: "pass"),
    Runner("import gouji", "gouji", _run, _light, lambda _: "import gouji"),
    Runner(
        "gouji --version",
        "gouji",
        lambda code: _python("-c", code, "--version"),
        _is_version,
        lambda _: _VERSION,
    ),
    Runner("Engine()", "gouji", _run, _light, lambda _: "import gouji; gouji.Engine()"),
)


@pytest.mark.parametrize("runner", [runner.param() for runner in STARTS])
def test_start(timed: Callable[..., Any], runner: Runner) -> None:
    timed("start of a process", runner, lambda _: Made("import"), ask=ASK, rounds=ROUNDS)
