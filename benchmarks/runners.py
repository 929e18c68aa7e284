"""Who is timed: gouji, the floor below which no parser of a layout can come, and peers where installed."""

from __future__ import annotations

import csv
import functools
import gc
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO, StringIO
from typing import Any, Literal

import documents
import lxml.html
import pytest
from documents import Made

from gouji.document import Document
from gouji.report import Report

Check = Callable[[Any, Made], None]
Role = Literal["floor", "gouji", "peer", "memory"]


def fresh(text: str) -> str:
    """The text as an object of its own: what a library keeps with a string is kept with another."""
    return f"{text} "[:-1]


@dataclass(frozen=True)
class Runner:
    """One way to do a job.

    ``prepare`` makes the argument of ``run`` from a document, untimed; ``check`` raises AssertionError where
    the result of ``run`` is not what stands in the document. ``needs`` names a module that may be missing.
    """

    label: str
    role: Role
    run: Callable[[Any], Any]
    check: Check
    prepare: Callable[[Made], Any] = lambda made: fresh(made.text)
    needs: str = ""

    def param(self, *values: object) -> Any:
        """The runner as a pytest parameter, after other values; skipped where its module is missing."""
        missing = bool(self.needs) and find_spec(self.needs) is None
        skip = pytest.mark.skipif(missing, reason=f"{self.needs} is not installed")
        # what a peer warns of is its own affair
        theirs = [pytest.mark.filterwarnings("ignore")] if self.role == "peer" else []
        name = "-".join([*map(str, values), self.label.replace(" ", "_")])
        return pytest.param(*values, self, id=name, marks=[skip, *theirs])


def has_figures(result: object, made: Made) -> None:
    """Each figure of the tables stands somewhere in the result's text."""
    text = "\n".join(_strings(result))
    assert made.figures
    assert all(figure in text for figure in made.figures)


def has_cells(result: object, made: Made) -> None:
    """Each figure of the tables is a cell of a matrix, as often as it is printed."""
    cells = Counter(text.strip() for text in _strings(result))
    assert made.figures
    assert not made.figures - cells


def has_values(result: Any, made: Made) -> None:
    """The report states each value of the document at its key, and no other."""
    assert made.values
    assert {c.key: c.value for c in result if c.value is not None} == made.values


def has_frames(result: Any, made: Made) -> None:
    """A data frame for each table; figures in it have become floats, and are not compared."""
    assert len(result) == made.tables > 0
    assert all(frame.size for frame in result)


def _strings(result: Any) -> Iterator[str]:
    """All texts in a result, whatever its library."""
    if isinstance(result, str):
        yield result
    elif isinstance(result, lxml.html.HtmlElement):
        yield from map(str, result.itertext())
    elif hasattr(result, "content"):  # a token of markdown-it
        yield result.content
    else:
        for part in result:
            yield from _strings(part)


def _gc_off(work: Callable[[str], Any]) -> Callable[[str], Any]:
    """The work without the collector looking on, which makes a floor of millions of lists lower."""

    def run(text: str) -> Any:
        gc.disable()
        try:
            return work(text)
        finally:
            gc.enable()

    return run


def _split_tabs(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def _split_pipes(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.splitlines()]


def _split_bars(text: str) -> list[list[str]]:
    return [line.split("│") for line in text.splitlines()]


def _strip(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


def _read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines()))


def _csv(delimiter: str) -> Callable[[str], Any]:
    return lambda text: list(csv.reader(StringIO(text), delimiter=delimiter))


def _polars(delimiter: str) -> Callable[[str], Any]:
    def run(text: str) -> Any:
        read = import_module("polars").read_csv
        return read(text.encode(), separator=delimiter, infer_schema=False, quote_char=None).rows()

    return run


def _pandas_csv(delimiter: str) -> Callable[[str], Any]:
    def run(text: str) -> Any:
        read = import_module("pandas").read_csv
        return read(StringIO(text), sep=delimiter, dtype=str, keep_default_na=False).to_numpy().tolist()

    return run


def _markitdown(text: str) -> str:
    """To Markdown, in which the tables stand as text."""
    return str(_made("markitdown", "MarkItDown").convert_stream(BytesIO(_page(text)), file_extension=".html"))


def _docling(text: str) -> Any:
    stream = import_module("docling.datamodel.base_models").DocumentStream(
        name="page.html", stream=BytesIO(_page(text))
    )
    document = _made("docling.document_converter", "DocumentConverter").convert(stream).document
    return [cell.text for table in document.tables for cell in table.data.table_cells]


def _page(text: str) -> bytes:
    """A page that says how it is encoded, without which these peers guess, long and wrongly."""
    return b'<!DOCTYPE html><meta charset="utf-8">' + text.encode()


@functools.cache
def _made(module: str, name: str) -> Any:
    """A peer's converter, made once."""
    return getattr(import_module(module), name)()


def _pandas(text: str) -> Any:
    return import_module("pandas").read_html(StringIO(text), flavor="lxml")


def _markdown(text: str) -> Any:
    return import_module("markdown_it").MarkdownIt("commonmark").enable("table").parse(text)


_FLOORS = {
    "tabs": Runner("split(tab)", "floor", _split_tabs, has_figures),
    "pipes": Runner("split(|)", "floor", _split_pipes, has_figures),
    "org": Runner("split(|)", "floor", _split_pipes, has_figures),
    "mediawiki": Runner("split(|)", "floor", _split_pipes, has_figures),
    "box": Runner("split(│)", "floor", _split_bars, has_figures),
    "html": Runner("lxml.html.fromstring", "floor", lxml.html.fromstring, has_figures),
    "csv": Runner("csv.reader", "floor", _read_csv, has_figures),
}
_LINES = Runner("splitlines+strip", "floor", _strip, has_figures)

_PEERS = {
    "html": (
        Runner("pandas.read_html", "peer", _pandas, has_frames, needs="pandas"),
        Runner("markitdown", "peer", _markitdown, has_figures, needs="markitdown"),
        Runner("docling", "peer", _docling, has_figures, needs="docling"),
    ),
    "pipes": (Runner("markdown-it-py", "peer", _markdown, has_figures, needs="markdown_it"),),
}


def floor(family: str) -> Runner:
    """The floor of a layout: what merely cuts its text apart; lines without their blanks for any other."""
    return _FLOORS.get(family, _LINES)


def peers(family: str) -> tuple[Runner, ...]:
    """Libraries that read a layout's tables into rows of cells, and go no further."""
    return _PEERS.get(family, ())


def floor_without_gc(family: str) -> Runner:
    """The same, the collector switched off."""
    own = floor(family)
    return replace(own, label=f"{own.label}, gc off", run=_gc_off(own.run))


def delimited_peers(delimiter: str, check: Check) -> tuple[Runner, ...]:
    """Readers of separated values, which are told the separator and that the first row names the columns.

    The rows of texts are made too: a frame alone holds no string a program could look at.
    """
    return (
        Runner("csv.reader", "peer", _csv(delimiter), check),
        Runner("polars.read_csv, rows", "peer", _polars(delimiter), check, needs="polars"),
        Runner("pandas.read_csv, rows", "peer", _pandas_csv(delimiter), check, needs="pandas"),
    )


def parse() -> Runner:
    """Text to the values of all keys, their equations checked."""
    return Runner("gouji.parse", "gouji", lambda text: _valued(documents.engine().parse(text)), has_values)


def _valued(report: Report) -> Report:
    assert report.values
    return report


def located() -> Runner:
    """The same, and each cell with its place in the source."""

    def run(text: str) -> Report:
        report = documents.engine().parse(text)
        assert report.cells
        return report

    return Runner("gouji.parse, cells", "gouji", run, has_values)


def told() -> Runner:
    """The same, and all that a report says: findings, metadata, what each plugin did."""

    def run(text: str) -> Report:
        report = documents.engine().parse(text)
        report.to_dict()
        return report

    return Runner("gouji.parse, to_dict", "gouji", run, has_values)


def long_way() -> Runner:
    """The whole engine, which reads what is no plain print."""
    parse = documents.long_way().parse
    return Runner("gouji.parse, straight=False", "gouji", parse, has_values)


def parse_all() -> Runner:
    """The whole engine for a document of several reports."""

    def check(result: Any, made: Made) -> None:
        stated = Counter(cell.raw for one in result for cell in one if cell.value is not None)
        assert stated == made.figures

    return Runner("gouji.parse_all", "gouji", documents.long_way().parse_all, check)


def matrices(plugin: str) -> Runner:
    """One plugin's matrices of a document whose line table is there already."""
    ask = documents.engine().matrices

    def run(document: Document) -> Any:
        return document, ask(document, plugin)[0]

    def check(result: Any, made: Made) -> None:
        document, sources = result
        cells = [s.matrix.cell_text(i, document.text) for s in sources for i in range(s.matrix.size)]
        has_cells(cells, made)

    return Runner(f"gouji {plugin}", "gouji", run, check, prepare=lined)


def lined(made: Made) -> Document:
    """A document with its line table."""
    document = Document(fresh(made.text))
    assert len(document.lines.gaps) == len(document.lines.tags) > 0
    return document
