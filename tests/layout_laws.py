"""What every layout test asks: grids to print, a reading of them, and the laws of all layouts."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType

from hypothesis import strategies as st

from gouji.document import Document
from gouji.matrix import CellMatrix
from gouji.testing import clock
from outside import shared

LABELS = ["规章", "行政许可", "其他对外管理服务事项", "总计", "（一）予以公开", "本年增/减", "Ｏ办", "total"]
FIGURES = ["0", "7", "1,204", "-39", "+3", "76,591.19", "264991", "12%", "/", ""]

Grid = list[list[str]]


@st.composite
def grids(draw: st.DrawFn, *, blank: bool = True, most: int = 6) -> Grid:
    """A grid whose first column has labels and whose other columns have figures, blanks among them."""
    columns = draw(st.integers(2, most))
    figures = FIGURES if blank else FIGURES[:-1]
    rows = draw(st.integers(2, 5))
    return [
        [draw(st.sampled_from(LABELS)), *(draw(st.sampled_from(figures)) for _ in range(columns - 1))]
        for _ in range(rows)
    ]


def read(layout: ModuleType, text: str) -> list[CellMatrix]:
    """The matrices of a text, each checked against the text."""
    found = list(layout.gouji_cell_matrices(Document(text)))
    for matrix in found:
        matrix.validate(len(text))
        owners = set(matrix.owner.ravel().tolist()) - {-1}
        assert owners == set(range(matrix.size)), "every cell owns a slot"
        for cell in range(matrix.size):
            whole = matrix.cell_text(cell, text)
            assert whole == whole.strip(), "a cell has no blanks at its ends"
    return found


def texts(layout: ModuleType, text: str) -> list[Grid]:
    """The matrices of a text as rows of cell texts."""
    return [matrix.rows(text) for matrix in read(layout, text)]


def lined(text: str) -> Document:
    """A document whose lines are known."""
    document = Document(text)
    _ = document.lines.gaps, document.lines.tags, document.codes
    return document


def assert_linear(
    layout: ModuleType, unit: str, before: str = "", after: str = "", size: int = 20_000
) -> None:
    """Time grows as the input does where a layout's cell matrices are asked for."""
    assert_grows(layout.gouji_cell_matrices, unit, before, after, size)


def assert_grows(
    reader: Callable[[Document], Iterable[CellMatrix]],
    unit: str,
    before: str = "",
    after: str = "",
    size: int = 20_000,
) -> None:
    """Four times the input takes about four times the time; a quadratic reader takes sixteen times."""
    count = max(size // len(unit), 1)

    def reads(document: Document) -> None:
        for _matrix in reader(document):
            pass

    def text(times: int) -> Callable[[], Document]:
        return lambda: lined(before + unit * times * count + after)

    assert clock.beyond(reads, text(1), text(4), 9, 0.02) == [], unit


def _plain(raw: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", raw).split()).replace(",", "").removeprefix("+")
    return folded.removesuffix(".0") if re.fullmatch(r"-?\d+\.0", folded) else folded


def truth_rows(report: str) -> Iterator[tuple[str, list[str]]]:
    """The key and the printed figures of each row of a made report that prints any."""
    cells = json.loads(shared(f"matrix/{report}.truth.json").read_text(encoding="utf-8"))["cells"]
    rows: dict[str, list[str]] = {}
    for key, cell in cells.items():
        rows.setdefault(key.rpartition("/")[0], []).append(_plain(cell["raw"] or ""))
    return ((key, row) for key, row in rows.items() if any(row))


def missed(layout: ModuleType, report: str, name: str) -> list[str]:
    """The keys of the truth's rows whose figures stand in no row of the document's matrices, in order."""
    text = shared(f"matrix/{report}/{name}").read_bytes().decode("utf-8")
    printed = [_once(matrix, text) for matrix in read(layout, text)]
    lines = [line for rows in printed for line in rows]
    return [key for key, row in truth_rows(report) if not any(_holds(line, row) for line in lines)]


def _once(matrix: CellMatrix, text: str) -> list[list[str]]:
    """The cells of each row, a merged one once."""
    return [
        [_plain(matrix.cell_text(cell, text)) for cell in dict.fromkeys(owners) if cell >= 0]
        for owners in matrix.owner.tolist()
    ]


def _holds(line: list[str], row: list[str]) -> bool:
    return any(line[at : at + len(row)] == row for at in range(len(line) - len(row) + 1))


def reports(numbers: Iterable[int]) -> list[str]:
    """The names of made reports."""
    return [f"m7-{number:02d}" for number in numbers]


def soup(tokens: list[str]) -> st.SearchStrategy[str]:
    """Any text, and texts made of a layout's own marks in any order."""
    return st.one_of(st.text(max_size=80), st.lists(st.sampled_from(tokens), max_size=40).map("".join))


Render = Callable[[Grid], str]
PROSE = (
    "　　本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限为2020年1月1日至12月31日。\n\n"
    "　　（一）主动公开。公开规范性文件1,204件，行政许可343件；联系电话：010-12345678。\n\n"
    "In all, 1,204 requests, of which 12 were late, came in; 7, we think, were void - or not.\n"
    "Some, as they say, were granted; others, as we know, were not, and 3 | 4 = 7.\n"
) * 3
