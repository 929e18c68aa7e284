"""What is timed: made documents, each new to the program, with the figures that stand in them."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from importlib.metadata import entry_points
from itertools import count
from pathlib import Path
from typing import Any

from gouji.engine import Engine, open_document
from gouji.schema import Schema
from gouji.testing import RENDERERS, Box, Options, Renderer, Sheet, Truth, fill, render
from gouji.testing.prose import paragraph

FIXTURES = Path(__file__).parent.parent / "fixtures"
FORM = "cn-disclosure-2019"
PARAGRAPHS = 30
"""Paragraphs before the tables: with them a made report is about as long as a published one."""
NUMERALS = 800
"""Rows of a made grid with ordinals of their own: nine digits, up to three of them, give 819."""
COLUMNS = 6
"""Figures in a row of a made grid, as in the widest table of the form."""


@dataclass(frozen=True)
class Made:
    """A document and what is known of it.

    ``figures`` are the printed figures of its tables, each as often as it is printed; ``values`` the same by
    canonical key, where the document is one report of the form; ``tables`` how many tables it holds, ``rows``
    all cells of the one table, row by row, where it holds one.
    """

    text: str
    figures: Counter[str] = field(default_factory=Counter)
    values: Mapping[str, Any] = field(default_factory=dict)
    tables: int = 0
    rows: Sequence[Sequence[str]] = field(default_factory=list)

    @cached_property
    def bytes(self) -> int:
        """How long the text is in UTF-8."""
        return len(self.text.encode())


@cache
def engine() -> Engine:
    """The engine with all installed plugins; a plugin that raises fails the benchmark."""
    return Engine(strict=True)


@cache
def long_way() -> Engine:
    """The same, without the straight road."""
    return Engine(strict=True, straight=False)


def form() -> Schema:
    """The form that reports are made of."""
    return engine().schemas[FORM]


def layouts() -> list[str]:
    """The installed plugins that read tables of texts, in order of name; "drawn" gives those of files."""
    return [p.name for p in engine().plugins if "gouji_cell_matrices" in p.hooks and p.name != "drawn"]


def timed_renderers() -> list[str]:
    """The renderers whose family is the name of an installed plugin."""
    names = {entry.name for entry in entry_points(group="gouji")}
    return [r.name for r in RENDERERS.values() if r.family in names]


def first_renderers() -> list[str]:
    """The first of them for each plugin."""
    return list({RENDERERS[name].family: name for name in reversed(timed_renderers())}.values())[::-1]


@lru_cache(maxsize=400)
def report(layout: str, seed: int, *, paragraphs: int = PARAGRAPHS) -> Made:
    """A filled form with prose: 198 figures of a city, every cell printed.

    It is kept for the other runners of a job; what is timed gets its text as an object of its own.
    """
    values = fill(form(), seed, "city")
    renderer = RENDERERS[layout]
    text = render(form(), values, layout, prose=True, seed=seed)
    lead = "".join(_paragraphs(renderer, seed, paragraphs))
    head = len(renderer.before)
    truth = Truth.of(values).values
    return Made(text[:head] + lead + text[head:], Counter(values.values()), truth, len(form().tables))


def reports(layout: str, seed: int, number: int) -> Made:
    """Several reports in one document, each with figures of its own."""
    parts = [report(layout, seed + i) for i in range(number)]
    figures = sum((part.figures for part in parts), Counter[str]())
    return Made("\n".join(part.text for part in parts), figures, {}, sum(part.tables for part in parts))


def grid(layout: str, rows: int, seed: int) -> Made:
    """One table of labelled rows of figures, and nothing else: no form knows it."""
    drawn = random.Random(seed)
    table = [[str(drawn.randint(1000, 99_999)) for _ in range(COLUMNS)] for _ in range(rows)]
    header = (Box("项目", "corner"), *(Box(f"第{'甲乙丙丁戊己'[i]}类", "header") for i in range(COLUMNS)))
    labels = [Box(f"（{_numeral(i)}）某某事项", "label") for i in range(rows)]
    body = [(label, *(Box(f, "value") for f in row)) for label, row in zip(labels, table, strict=True)]
    renderer = RENDERERS[layout]
    drawing = renderer.function(Sheet("grid", (header, *body), COLUMNS + 1), Options())
    text = f"{renderer.before}{drawing}\n{renderer.after}"
    return Made(text, Counter(figure for row in table for figure in row), {}, 1)


def prose(characters: int, seed: int = 0) -> str:
    """Paragraphs without a digit or a delimiter, of at least so many characters."""
    made: list[str] = []
    left = characters
    for i in count(seed):
        made.append(re.sub(r"[0-9%.]", "", "".join(paragraph(form(), 7 * i + k) for k in range(7))))
        left -= len(made[-1]) + 1
        if left <= 0:
            return "\n".join(made) + "\n"
    raise AssertionError


def fixture_reports() -> Iterator[tuple[str, Made]]:
    """The whole reports among the fixtures with their certain values."""
    for line in (FIXTURES / "manifest.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if not entry["doc"].startswith("reports/"):
            continue
        truth = json.loads((FIXTURES / entry["truth"]).read_text("utf-8"), parse_float=Decimal)
        cells = {k: c["value"] for k, c in truth["cells"].items() if not c.get("ambiguous")}
        certain = {k: value for k, value in cells.items() if value is not None}
        text = (FIXTURES / entry["doc"]).read_bytes().decode("utf-8")
        yield Path(entry["doc"]).stem, Made(text, values=certain)


@cache
def own_fixture(layout: str) -> Made:
    """The fixture of a layout that prints most figures; raises ValueError where a layout has none."""
    return max(_fixtures(layout), key=lambda made: made.figures.total())


def _fixtures(layout: str) -> Iterator[Made]:
    for line in (FIXTURES / "manifest.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["family"] == layout:
            cells = json.loads((FIXTURES / entry["truth"]).read_text("utf-8"))["cells"].values()
            text = open_document(FIXTURES / entry["doc"]).text
            yield Made(text, Counter(cell["raw"] for cell in cells if cell["raw"]))


def _paragraphs(renderer: Renderer, seed: int, number: int) -> Iterator[str]:
    gap = "\n" if renderer.family in ("tabs", "csv", "html") else "\n\n"
    for i in range(number):
        yield renderer.paragraph.format(paragraph(form(), seed * PARAGRAPHS + i)) + gap


def _numeral(number: int) -> str:
    """A numeral of one to three Chinese digits without a zero, so that only a grid's cells hold figures.

    Numerals begin again after ``NUMERALS`` rows, as a form's ordinals do with every group.
    """
    left, digits = number % NUMERALS + 1, ""
    while left:
        left, digit = divmod(left - 1, 9)
        digits = "一二三四五六七八九"[digit] + digits
    return digits
