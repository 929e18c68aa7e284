"""Who reads what: of the figures that the fixtures print, how many gouji finds, and how many common readers.

    python benchmarks/versus.py            # a Markdown table, as README.md has it

gouji counts where it states a figure at its canonical key. A reader of tables knows no form, so it counts
more easily: where the figures of a printed row stand behind the row's label in one row of what it gives, in
order and with as many blank cells between them, in whatever columns. Each reader gets the documents of the
prints it is made for; where it raises, nothing is found. Rows without a label count for none. The truths were
made by reading.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO, StringIO
from typing import Any

import documents

from gouji.fold import core
from gouji.report import STATED
from gouji.schema import Schema

Rows = Sequence[Sequence[str]]
Figure = Decimal | None
Reader = Callable[[str], Rows]
FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
FORMS = {"2019": "cn-disclosure-2019", "2021": "cn-disclosure-2021"}
PRINTS = {
    "tabs": "tab-separated",
    "html": "HTML",
    "pipes": "Markdown",
    "aligned": "aligned by blanks",
    "vertical": "wrapped, a piece or a row a line",
}
"""Families of fixtures with several documents, and how people call them."""


def frames(text: str) -> Rows:
    """The rows of pandas.read_html, which takes a page with an XML declaration as bytes only."""
    from pandas import read_html  # noqa: PLC0415 - a peer, imported where it is asked

    page = BytesIO(text.encode("utf-8", "replace"))
    found = read_html(page, flavor="lxml", header=None, keep_default_na=False, encoding="utf-8")
    return [
        list(map(str, row)) for frame in found for row in [list(frame.columns), *frame.to_numpy().tolist()]
    ]


def fixed(text: str) -> Rows:
    """The rows of pandas.read_fwf, which guesses the columns of a whole text."""
    from pandas import read_fwf  # noqa: PLC0415

    frame = read_fwf(StringIO(text), header=None, dtype=str, keep_default_na=False, infer_nrows=10_000)
    return [list(map(str, row)) for row in frame.to_numpy().tolist()]


def markdown(text: str) -> Rows:
    """The rows of markdown-it-py's tables."""
    from markdown_it import MarkdownIt  # noqa: PLC0415

    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(token.content)
    return rows


def separated(text: str) -> Rows:
    """The rows of the csv module."""
    return list(csv.reader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def words(text: str) -> Rows:
    """Each line split at its blanks."""
    return [line.split() for line in text.splitlines()]


PEERS: Mapping[str, tuple[str, str, Reader]] = {
    "tabs": ("csv", "", separated),
    "html": ("pandas.read_html", "pandas", frames),
    "pipes": ("markdown-it-py", "markdown-it-py", markdown),
    "aligned": ("pandas.read_fwf", "pandas", fixed),
    "vertical": ("str.split", "", words),
}
"""Of each family a reader made for such prints, the distribution it comes from, and how it is asked."""


@dataclass
class Score:
    """Documents of a family, their figures, and how many of them each reader found."""

    documents: int = 0
    figures: int = 0
    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def in_rows(rows: Rows, schema: Schema, values: Mapping[str, Any]) -> int:
    """How many figures stand, row by row of the form, behind the row's label."""
    given = {(core(cell), _bare(_numbers(row[i + 1 :]))) for row in rows for i, cell in enumerate(row)}
    printed = ((label, _bare(figures)) for label, figures in _printed(schema, values))
    return sum(sum(f is not None for f in figures) for label, figures in printed if (label, figures) in given)


def _printed(schema: Schema, values: Mapping[str, Any]) -> Iterator[tuple[str, list[Figure]]]:
    """The folded label of each row with a label, and its figures."""
    for block in (block for one in schema.tables for block in one.blocks):
        for i, row in enumerate(block.rows):
            keys = [block.key(i, column) for column in range(len(block.columns))]
            yield core(row.label.text), [None if values.get(k) is None else Decimal(values[k]) for k in keys]


def _numbers(cells: Sequence[str]) -> list[Figure]:
    """The figures of cells; what is no figure is a blank."""
    found = (FIGURE.fullmatch(cell.strip()) for cell in cells)
    return [Decimal(one[0].replace(",", "")) if one else None for one in found]


def _bare(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Figures without the blanks before the first and behind the last."""
    at = [i for i, figure in enumerate(figures) if figure is not None]
    return tuple(figures[at[0] : at[-1] + 1]) if at else ()


def by_gouji(text: str, schema: Schema, values: Mapping[str, Any]) -> int:
    """How many figures of rows with labels are stated at their keys."""
    report = documents.engine().parse(text)
    keys = [
        b.key(i, c)
        for t in schema.tables
        for b in t.blocks
        for i in range(len(b.rows))
        for c in range(len(b.columns))
    ]
    return sum(
        report[k].status in STATED and report[k].value == values.get(k) for k in keys if k in report.cells
    )


def scores() -> dict[str, Score]:
    """What is found of each family's fixtures."""
    found = {family: Score() for family in PRINTS}
    schemas = documents.engine().schemas
    for line in (documents.FIXTURES / "manifest.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        truth = json.loads((documents.FIXTURES / entry["truth"]).read_text("utf-8"), parse_float=Decimal)
        values = {key: cell["value"] for key, cell in truth["cells"].items()}
        schema, score = schemas.get(FORMS.get(truth.get("format", ""), "")), found.get(entry["family"])
        if schema is not None and score is not None:
            text = documents.engine().open(documents.FIXTURES / entry["doc"])[0].text
            _count(score, text, schema, values, entry["family"])
    return found


def _count(score: Score, text: str, schema: Schema, values: Mapping[str, Any], family: str) -> None:
    score.documents += 1
    score.figures += sum(figure is not None for _, figures in _printed(schema, values) for figure in figures)
    score.found["gouji"] += by_gouji(text, schema, values)
    name, package, reader = PEERS[family]
    if not package or find_spec(package.replace("-py", "").replace("-", "_")):
        try:
            score.found[name] += in_rows(reader(text), schema, values)
        except Exception as error:  # noqa: BLE001 - whatever a peer raises is its answer
            score.found[name] += 0
            sys.stderr.write(f"{name} raises {type(error).__name__}: {str(error)[:80]}\n")


def table(found: Mapping[str, Score]) -> str:
    """The scores as Markdown."""
    lines = [
        "| print | documents | figures | gouji, at their keys | another reader, in their rows |",
        "|---|---:|---:|---:|---:|",
    ]
    for family, score in found.items():
        name, package, _ = PEERS[family]
        told = f"not installed ({name})"
        if name in score.found:
            other = f"{name} {version(package)}" if package else name
            told = f"{score.found[name] / score.figures:.1%} ({other})"
        own = f"{score.found['gouji'] / score.figures:.1%}"
        lines.append(f"| {PRINTS[family]} | {score.documents} | {score.figures} | {own} | {told} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.stdout.write(table(scores()))
