"""Whole tables by each layout's standard: read by the one layout, and found without being told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import documents
import pytest
import runners
from documents import Made
from runners import Runner

ROWS = 200
NAMES = ("Station", "May", "June", "July", "Note")
Grid = list[list[str]]


def _grid(seed: int) -> Grid:
    """A header and rows of a word, three figures and a note of one or two words."""
    random = Random(seed)
    words = ["north", "south gate", "east", "west pier", "hill"]
    body = [
        [
            f"{random.choice(words)} {i}",
            *(str(random.randrange(10_000)) for _ in range(3)),
            random.choice(words),
        ]
        for i in range(ROWS)
    ]
    return [list(NAMES), *body]


def _padded(grid: Grid) -> Grid:
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    return [[text.ljust(width) for text, width in zip(row, widths, strict=True)] for row in grid]


def _ruled(grid: Grid, left: str, between: str, right: str, fill: str) -> str:
    return left + between.join(fill * (len(text) + 2 * (left != "")) for text in _padded(grid)[0]) + right


def _html(grid: Grid) -> str:
    head, *body = ["".join(f"<td>{text}</td>" for text in row) for row in grid]
    rows = [head.replace("td>", "th>"), *body]
    return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"


def _markdown(grid: Grid) -> str:
    head, *body = [f"| {' | '.join(row)} |" for row in _padded(grid)]
    return "\n".join([head, _ruled(grid, "|", "|", "|", "-"), *body])


def _box(grid: Grid, rules: Callable[[int], str] = lambda _: "") -> str:
    rule = _ruled(grid, "+", "+", "+", "-")
    head, *body = [f"| {' | '.join(row)} |{rules(n)}" for n, row in enumerate(_padded(grid))]
    return "\n".join([rule, head, rule, *body, rule])


def _every_rule(grid: Grid) -> str:
    rule = _ruled(grid, "+", "+", "+", "-")
    text = _box(grid, lambda n: f"\n{rule}" if 0 < n < len(grid) - 1 else "")
    return text.replace(rule, rule.replace("-", "="), 2).replace(rule.replace("-", "="), rule, 1)


def _simple(grid: Grid) -> str:
    rule = _ruled(grid, "", "  ", "", "=")
    head, *body = ["  ".join(row).rstrip() for row in _padded(grid)]
    return "\n".join([rule, head, rule, *body, rule])


def _wiki(grid: Grid) -> str:
    head, *body = grid
    return "{|\n! " + " !! ".join(head) + "".join("\n|-\n| " + " || ".join(row) for row in body) + "\n|}"


PRINTS: dict[str, Callable[[Grid], str]] = {
    "html": _html,
    "markdown": _markdown,
    "grid": _every_rule,
    "simple": _simple,
    "box": _box,
    "mediawiki": _wiki,
    "tsv": lambda grid: "\n".join("\t".join(row) for row in grid),
    "csv": lambda grid: "\n".join(",".join(row) for row in grid),
    "fixed": lambda grid: "\n".join("   ".join(row).rstrip() for row in _padded(grid)),
}
FAMILY = {"markdown": "pipes", "tsv": "tabs", "csv": "csv", "html": "html", "mediawiki": "mediawiki"}


def _made(layout: str, seed: int) -> Made:
    grid = _grid(seed)
    figures = Counter(text for row in grid[1:] for text in row[1:4])
    return Made(f"The months.\n\n{PRINTS[layout](grid)}\n\nThat was all.\n", figures, tables=1, rows=grid)


def _exact(result: Any, made: Made) -> None:
    (table,) = result
    assert table.rows() == made.rows


def _contest(layout: str) -> list[Any]:
    tables = documents.engine().tables
    named = Runner(f"gouji {layout}", "gouji", lambda text: tables(text, layout=layout), _exact)
    unnamed = Runner("gouji, not told", "gouji", tables, _exact)
    family = FAMILY.get(layout, layout)
    return [r.param(layout) for r in (runners.floor(family), named, unnamed, *runners.peers(family))]


@pytest.mark.parametrize(("layout", "runner"), [p for layout in PRINTS for p in _contest(layout)])
def test_one_table(timed: Callable[..., Any], layout: str, runner: Runner) -> None:
    timed(f"a table of {ROWS} rows: {layout}", runner, lambda i: _made(layout, i))
