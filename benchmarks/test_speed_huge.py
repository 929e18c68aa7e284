"""Huge inputs: one table of a million records, a page of a million cells, shapes that grow badly.

Each stands for something that was mended by profile; beside its name is what that bought. Sizes are a tenth
in a run that is not timed (``--benchmark-disable``), so that the results are asserted in seconds.
"""

from __future__ import annotations

import gc
import random
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import documents
import lxml.html
import pytest
from documents import Made

from gouji.document import Document

ROWS = 1_000_000
PAGE_ROWS = 100_000
COLUMNS = 10
ROUNDS = 3

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Asked:
    """A job on a huge text: its floor, and the ratio that the project asks for."""

    name: str
    make: Callable[[int], str]
    rows: int
    floor: Callable[[str], Any]
    work: Callable[[str], Any]
    ask: float


def records(rows: int, seed: int = 1) -> str:
    """Tab-separated records of figures of one to five digits."""
    drawn = random.Random(seed)
    figures = [str(drawn.randint(0, 99_999)) for _ in range(9973)]
    lines = ["\t".join(f"column {c}" for c in range(COLUMNS))]
    for row in range(rows - 1):
        at = row * COLUMNS
        lines.append("\t".join(figures[(at + c) % len(figures)] for c in range(COLUMNS)))
    return "\n".join(lines) + "\n"


def page(rows: int) -> str:
    """The same as a page of HTML."""
    lines = [f"<tr><td>{line.replace(chr(9), '</td><td>')}</td></tr>" for line in records(rows).splitlines()]
    return "<html><body><table>\n" + "\n".join(lines) + "\n</table></body></html>\n"


def _split(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def _tables(text: str, layout: str | None = None) -> Any:
    return documents.engine().tables(text, layout=layout)


def _matrices(text: str, layout: str) -> Any:
    document = Document(text)
    return [(document, source.matrix) for source in documents.engine().matrices(document, layout)[0]]


JOBS = (
    # Records as spans instead of objects: 48 times the floor before.
    Asked("records, tables", records, ROWS, _split, _tables, 1.5),
    Asked("records, tables of tabs", records, ROWS, _split, partial(_tables, layout="tabs"), 1.5),
    Asked("records, cell matrices", records, ROWS, _split, partial(_matrices, layout="tabs"), 1.5),
    # Tags as arrays instead of nodes: 14 times the floor before.
    Asked("page, tables", page, PAGE_ROWS, lxml.html.fromstring, _tables, 2.5),
    Asked(
        "page, cell matrices", page, PAGE_ROWS, lxml.html.fromstring, partial(_matrices, layout="html"), 2.5
    ),
)


@pytest.fixture
def collected() -> Iterator[None]:
    """No garbage collection while the floor makes ten million strings: it would take most of its time."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _rows_of(result: Any) -> list[list[str]]:
    [one] = result
    return one.rows() if hasattr(one, "rows") else one[1].rows(one[0].text)


def _size(benchmark: Any, rows: int) -> int:
    return rows // 10 if benchmark.disabled else rows


@pytest.mark.usefixtures("collected")
@pytest.mark.parametrize("role", ["floor", "gouji"])
@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name.replace(" ", "_"))
def test_huge_table(benchmark: Any, job: Asked, role: str) -> None:
    rows = _size(benchmark, job.rows)
    text = job.make(rows)
    benchmark.group = f"huge: {job.name}"
    benchmark.extra_info.update({"role": role, "ask": job.ask, "bytes": len(text.encode())})
    run = job.floor if role == "floor" else job.work
    result = benchmark.pedantic(run, args=(text,), rounds=ROUNDS)
    if role == "gouji":
        printed = _rows_of(result)
        assert printed == _split(records(rows))


@pytest.mark.parametrize("given", ["text", "bytes"])
def test_memory_of_records(benchmark: Any, given: str) -> None:
    """Traced peak above the input, in times of it; 60 times before lines and records were arrays."""
    text = records(_size(benchmark, ROWS))
    source = text if given == "text" else text.encode()

    def traced() -> tuple[int, Any]:
        tracemalloc.start()
        try:
            found = documents.engine().tables(source)
            return tracemalloc.get_traced_memory()[1], found
        finally:
            tracemalloc.stop()

    peak, found = benchmark.pedantic(traced, rounds=1)
    benchmark.extra_info.update({"role": "peer", "peak": peak / len(text), "ask": 3})
    assert [table.shape for table in found] == [(_size(benchmark, ROWS), COLUMNS)]


def _tiny(count: int) -> str:
    return "".join(f"Some words.\n\nname\tv\tw\nx\t{n}\t7\n\n" for n in range(count))


SHAPES: dict[str, tuple[Callable[[int], str], int, int]] = {
    # text of a size, the size, tables found for each unit of it (0: none, -1: one)
    "tiny tables": (_tiny, 20_000, 1),
    "one line": (lambda n: "word and more " * n, 350_000, 0),
    "empty lines": (lambda n: "\n" * n, 500_000, 0),
    "columns": (lambda n: ("\t".join(map(str, range(n))) + "\n") * 20, 5_000, -1),
    "columns of a page": (
        lambda n: "<table>" + ("<tr>" + "<td>7</td>" * n + "</tr>\n") * 20 + "</table>",
        5_000,
        -1,
    ),
    "prose": (documents.prose, 1_000_000, 0),
}


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("shape", SHAPES)
def test_growth_of_shapes(benchmark: Any, shape: str, times: int) -> None:
    """Twice the input at most 2.3 times the time."""
    make, size, found = SHAPES[shape]
    size = _size(benchmark, size) * times
    made = Made(make(size), tables={0: 0, -1: 1}.get(found, size))
    benchmark.group = f"growth of shapes: {shape}"
    benchmark.extra_info.update({"role": "floor" if times == 1 else "gouji", "ask": 2.3})
    result = benchmark.pedantic(_tables, args=(made.text,), rounds=ROUNDS)
    assert len(result) == made.tables
