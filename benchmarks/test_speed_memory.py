"""Memory: the most that a process of its own holds above what it held before it read the input."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import large
import pytest
from documents import Made
from runners import Runner
from test_speed_hostile import SHAPES
from test_speed_large import BYTES, HUGE, TABLES

ASK = 3.0
"""Times the input's bytes; what the input itself takes is counted."""
PEAK = Path(__file__).with_name("peak.py")

pytestmark = pytest.mark.slow
Sized = Callable[[int], int]


def _inputs() -> dict[str, Callable[[Sized], Made]]:
    made: dict[str, Callable[[Sized], Made]] = {
        "50 MB of prose, 100 tables": lambda sized: large.prose(sized(BYTES), sized(TABLES), 0),
    }
    for layout, number in HUGE.items():
        made[f"one table of {number:,} x {large.COLUMNS}: {layout}"] = (
            lambda sized, layout=layout, number=number: large.table(layout, sized(number), 0)
        )
    for name, (make, number) in SHAPES.items():
        made[name] = lambda sized, make=make, number=number: make(sized(number), 0)
    return made


INPUTS = _inputs()
ASKED = [(name, "tables") for name in INPUTS] + [("50 MB of prose, 100 tables", "parse")]


def _measured(arguments: tuple[str, str]) -> dict[str, int]:
    command = [sys.executable, str(PEAK), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told: dict[str, int] = json.loads(done.stdout)
    return told


def _found(result: dict[str, int], made: Made) -> None:
    """The process read it: as many tables as are in it, or one report that recognises nothing."""
    assert result["peak"] >= result["before"] > 0
    assert result["results"] >= min(1, made.tables)


@pytest.mark.parametrize(("name", "way"), ASKED)
def test_memory(
    timed: Callable[..., Any], sized: Sized, benchmark: Any, tmp_path: Path, name: str, way: str
) -> None:
    """The time beside it is that of the whole process, its start too."""
    made = INPUTS[name](sized)
    path = tmp_path / "input"
    path.write_bytes(made.text.encode())
    runner = Runner(f"gouji.{way}", "memory", _measured, _found, lambda _: (way, str(path)))
    told = timed(f"memory: {name}", runner, lambda _: made, ask=ASK, rounds=1, warm=0)
    benchmark.extra_info |= {"peak": (told["peak"] - told["before"]) / made.bytes}
