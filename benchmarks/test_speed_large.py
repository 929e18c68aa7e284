"""Large inputs: few tables in much prose, and one huge table in each print. Each takes seconds a round."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import documents
import large
import pytest
import runners
from documents import Made
from runners import Runner

BYTES = 50_000_000
TABLES = 100
HUGE = {
    "tsv": 1_000_000,
    "html": 100_000,
    "csv": 100_000,
    "markdown": 100_000,
    "box": 20_000,
    "fixed": 20_000,
}
"""Rows of the one table; fewer where a row takes a hundred times as long as one of TSV."""
FAMILY = {"tsv": "tabs", "markdown": "pipes"}
SAMPLE = 1000
"""Cells of a huge table that are looked at; its shape is looked at whole."""

pytestmark = pytest.mark.slow
Sized = Callable[[int], int]
Timed = Callable[..., Any]


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
        Runner("splitlines", "floor", str.splitlines, _some),
        Runner("gouji.tables", "gouji", engine.tables, _check_tables, _bytes),
        Runner("gouji.parse_all", "gouji", engine.parse_all, _some, _bytes),
    )
    return [runner.param() for runner in contest]


@pytest.mark.parametrize("runner", _contest())
def test_tables_in_prose(timed: Timed, sized: Sized, runner: Runner) -> None:
    size, tables = sized(BYTES), sized(TABLES)
    timed(
        "50 MB of prose, 100 tables",
        runner,
        lambda i: large.prose(size, tables, i),
        rounds=large.ROUNDS,
        warm=0,
    )


def _sampled(found: Iterable[tuple[str, str]]) -> None:
    for own, printed in found:
        assert own == printed


def one_huge(result: Any, made: Made) -> None:
    """One table of the shape that was made, each cell of a sample as it was printed."""
    (table,) = result
    assert table.shape == (len(made.rows), len(made.rows[0]))
    drawn = random.Random(len(made.text))
    owner, text = table.matrix.owner, table.document.text
    places = [(drawn.randrange(table.shape[0]), drawn.randrange(table.shape[1])) for _ in range(SAMPLE)]
    _sampled((table.matrix.cell_text(int(owner[at]), text), made.rows[at[0]][at[1]]) for at in places)


def same_rows(result: Any, made: Made) -> None:
    """Rows of texts, with or without the header; texts of one line end and blanks that pad apart."""
    body = list(result)[-(len(made.rows) - 1) :]
    drawn = random.Random(len(made.text))
    places = [drawn.randrange(len(body)) for _ in range(SAMPLE)]
    _sampled((str(list(body[i])), str(list(made.rows[i + 1]))) for i in places)


def _figures(result: Any, made: Made) -> None:
    """Of a floor or a peer that gives no rows: at least a thing for each row."""
    assert len(result) >= 1
    assert made.rows


def _huge_contest(layout: str) -> list[Any]:
    tables = documents.engine().tables
    family = FAMILY.get(layout, layout)
    least = replace(runners.floor_without_gc(family), check=_figures)
    told = Runner("gouji.tables, told", "gouji", lambda text: tables(text, layout=layout), one_huge)
    unnamed = Runner("gouji.tables", "gouji", tables, one_huge)
    delimiter = {"tsv": "\t", "csv": ","}.get(layout)
    peers = runners.delimited_peers(delimiter, same_rows) if delimiter else ()
    return [r.param(layout) for r in (least, told, unnamed, *peers)]


@pytest.mark.parametrize(("layout", "runner"), [p for layout in HUGE for p in _huge_contest(layout)])
def test_one_huge_table(timed: Timed, sized: Sized, layout: str, runner: Runner) -> None:
    number = sized(HUGE[layout])
    group = f"one table of {HUGE[layout]:,} x {large.COLUMNS}: {layout}"
    timed(group, runner, lambda i: large.table(layout, number, i), rounds=large.ROUNDS, warm=0)
