"""Growth on shapes that no author had in mind: ten and a hundred times the input, up to the named size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import documents
import large
import pytest
from documents import Made
from runners import Runner
from test_speed_large import one_huge

Shape = Callable[[int, int], Made]
SHAPES: dict[str, tuple[Shape, int]] = {
    "100,000 tiny tables": (large.tiny, 100_000),
    "100,000 tiny tables, html": (large.tiny_html, 100_000),
    "one line of 10 MB": (large.long_line, 10_000_000),
    "one line of 10 MB, html": (large.long_page, 10_000_000),
    "1,000,000 empty lines": (large.empty_lines, 1_000_000),
    "10,000 columns": (large.wide, 10_000),
}
"""What is made, and how much of it."""
PARTS = {100: 7, 10: 5, 1: 3}
"""Which part of the whole is timed, and in how many rounds; the least is the floor of its growth."""

pytestmark = pytest.mark.slow


def _tables(result: Any, made: Made) -> None:
    """As many tables as were made, each figure in a cell of theirs."""
    assert len(result) == made.tables
    if made.rows:
        one_huge(result, made)
    elif made.figures:
        texts = Counter(t.matrix.cell_text(t.matrix.size - 1, t.document.text) for t in result)
        assert texts == made.figures


def _no_report(result: Any, made: Made) -> None:
    """No form is recognised in it."""
    assert made.text
    assert [report.schema for report in result] == [None]


def _contest() -> list[Any]:
    engine = documents.engine()
    ways = {"tables": (engine.tables, _tables), "parse": (engine.parse_all, _no_report)}
    found = []
    for shape in SHAPES:
        for way, (run, check) in ways.items():
            for part in PARTS:
                role = "floor" if part == max(PARTS) else "gouji"
                label = "1/100 of it" if role == "floor" else f"1/{part} of it" if part > 1 else "all of it"
                runner = Runner(label, role, run, check)  # type: ignore[arg-type]
                found.append(runner.param(shape, way, part))
    return found


@pytest.mark.parametrize(("shape", "way", "part", "runner"), _contest())
def test_hostile_shape(
    timed: Callable[..., Any],
    sized: Callable[[int], int],
    shape: str,
    way: str,
    part: int,
    runner: Runner,
) -> None:
    make, whole = SHAPES[shape]
    number = max(2, sized(whole) // part)
    timed(
        f"growth of {way}: {shape}",
        runner,
        lambda i: make(number, i),
        rounds=PARTS[part],
        warm=int(part > 1),
    )
