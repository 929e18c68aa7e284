"""Large documents: one huge table in each print, few tables in much prose, tiny tables, hostile shapes.

The last documents made are kept, so that the runners of a job need not wait for each of them again; each
runner gets the text as an object of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

import documents
import numpy as np
from documents import Made

ROUNDS = 3
"""Rounds of a job with such a document: it takes seconds, and what disturbs a machine is evened out in it."""
COLUMNS = 10
FIGURES = np.array([str(number) for number in range(100_000)], dtype=object)
"""What cells print: looked up, for ten million of them are to be made."""
NAMES = [f"column {'abcdefghij'[i]}" for i in range(COLUMNS)]
Rows = Sequence[Sequence[str]]


def rows(number: int, seed: int) -> Rows:
    """A header and so many rows of figures."""
    drawn = np.random.default_rng(seed).integers(0, len(FIGURES), (number, COLUMNS))
    return [NAMES, *FIGURES[drawn].tolist()]


def _lines(made: Rows, left: str, between: str, right: str) -> list[str]:
    return [f"{left}{between.join(row)}{right}" for row in made]


def _tsv(made: Rows) -> str:
    return "\n".join(_lines(made, "", "\t", ""))


def _csv(made: Rows) -> str:
    return "\n".join(_lines(made, "", ",", ""))


def _html(made: Rows) -> str:
    head, *body = _lines(made, "<tr><td>", "</td><td>", "</td></tr>")
    return "\n".join(["<table>", head.replace("td>", "th>"), *body, "</table>"])


def _markdown(made: Rows) -> str:
    head, *body = _lines(made, "| ", " | ", " |")
    return "\n".join([head, "|---" * COLUMNS + "|", *body])


def _even(made: Rows) -> Rows:
    return [[text.rjust(len(name)) for text, name in zip(row, NAMES, strict=True)] for row in made]


def _box(made: Rows) -> str:
    head, *body = _lines(_even(made), "| ", " | ", " |")
    rule = "+" + "+".join("-" * (len(name) + 2) for name in NAMES) + "+"
    return "\n".join([rule, head, rule, *body, rule])


def _fixed(made: Rows) -> str:
    return "\n".join(_lines(_even(made), "", "   ", ""))


PRINTS: dict[str, Callable[[Rows], str]] = {
    "tsv": _tsv,
    "csv": _csv,
    "html": _html,
    "markdown": _markdown,
    "box": _box,
    "fixed": _fixed,
}


@lru_cache(maxsize=ROUNDS)
def table(layout: str, number: int, seed: int) -> Made:
    """One table of so many rows below its header, and nothing else."""
    made = rows(number, seed)
    return Made(PRINTS[layout](made) + "\n", tables=1, rows=made)


@lru_cache(maxsize=ROUNDS)
def prose(size: int, tables: int, seed: int) -> Made:
    """So many bytes of prose in UTF-8 with tab-separated tables of 20 rows, evenly spread."""
    share = size // tables
    parts: list[str] = []
    figures = Counter[str]()
    for i in range(tables):
        one = documents.grid("tabs-grid", 20, seed * tables + i)
        figures += one.figures
        block = documents.prose(min(20_000, share // 3), 1000 * (seed * tables + i))
        repeats = -(-(share - len(one.text.encode())) // len(block.encode()))
        parts += [block * repeats, one.text]
    return Made("".join(parts), figures, {}, tables)


@lru_cache(maxsize=1)
def tiny(number: int, seed: int) -> Made:
    """Tables of two lines with a sentence between them."""
    drawn = FIGURES[np.random.default_rng(seed).integers(0, len(FIGURES), number)].tolist()
    text = "".join([f"事项\t件数\n甲类\t{figure}\n\n某段文字。\n\n" for figure in drawn])
    return Made(text, Counter(drawn), tables=number)


@lru_cache(maxsize=1)
def tiny_html(number: int, seed: int) -> Made:
    """Tables of one row with a paragraph between them."""
    drawn = FIGURES[np.random.default_rng(seed).integers(0, len(FIGURES), number)].tolist()
    one = "<table><tr><td>甲类</td><td>{}</td></tr></table>\n<p>某段文字。</p>\n"
    return Made("".join([one.format(figure) for figure in drawn]), Counter(drawn), tables=number)


@lru_cache(maxsize=1)
def long_line(size: int, seed: int) -> Made:
    """A line of so many characters, words and figures, without a table."""
    drawn = FIGURES[np.random.default_rng(seed).integers(0, len(FIGURES), size // 22 + 1)].tolist()
    return Made("".join([f"words with {figure} and so, " for figure in drawn])[:size] + "\n")


@lru_cache(maxsize=1)
def long_page(size: int, seed: int) -> Made:
    """A page of so many characters without a line end: one table."""
    made = rows(max(1, size // 145), seed)
    return Made(_html(made).replace("\n", ""), tables=1, rows=made)


def empty_lines(number: int, _seed: int) -> Made:
    """So many lines without a character."""
    return Made("\n" * number)


@lru_cache(maxsize=1)
def wide(columns: int, seed: int) -> Made:
    """A table of ten rows and so many columns."""
    drawn = FIGURES[np.random.default_rng(seed).integers(0, len(FIGURES), (9, columns))].tolist()
    made = [[f"name {i}" for i in range(columns)], *drawn]
    return Made(_tsv(made) + "\n", tables=1, rows=made)
