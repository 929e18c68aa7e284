"""The kit tells a good layout from bad ones: each defect is found by the law that should find it."""

from __future__ import annotations

import re
from itertools import pairwise
from types import SimpleNamespace

import pytest

from gouji.candidate import Candidate, installed
from gouji.layout import Merged, blocks, cells, from_rows, hookimpl, inside, place, without
from gouji.matrix import freeze
from gouji.report import Cell
from gouji.testing import LAWS, LawError, Layout, Renderer, check_layout, drawn_by
from gouji.testing.laws_report import verdicts

MARK = "‡"


def draw(rows):
    return "\n".join(f" {MARK} ".join(row) for row in rows) + "\n"


CASES = [("规章 ‡ 7 ‡\n总计 ‡ 7 ‡ 0,123\n", [[["规章", "7", ""], ["总计", "7", "0,123"]]])]


class Daggers:
    """Cells between daggers, one row a line."""

    name = "daggers"

    def rows(self, document):
        for lines in blocks(document, MARK):
            yield [cells(document.text, line, MARK) for line in lines]

    @hookimpl
    def gouji_cell_matrices(self, document):
        for rows in self.rows(document):
            yield from_rows(rows)


def told(plugin, **facts):
    return Layout(plugin, draw, CASES, cannot=MARK, marks=(MARK,), **facts)


class OffByOne(Daggers):
    @hookimpl
    def gouji_cell_matrices(self, document):
        for rows in self.rows(document):
            yield from_rows([[[(a, min(b + 1, len(document.text)))] for [(a, b)] in row] for row in rows])


class Outside(Daggers):
    @hookimpl
    def gouji_cell_matrices(self, document):
        for rows in self.rows(document):
            yield from_rows([[[(a + 10**6, b + 10**6)] for [(a, b)] in row] for row in rows])


class RaisesOnNul(Daggers):
    @hookimpl
    def gouji_cell_matrices(self, document):
        if "\x00" in document.text:
            raise ValueError("a NUL")
        yield from super().gouji_cell_matrices(document)


class Quadratic(Daggers):
    @hookimpl
    def gouji_cell_matrices(self, document):
        for at, char in enumerate(document.text):
            if char == MARK:
                document.text[at:].count("\x01")
        yield from super().gouji_cell_matrices(document)


class Slow(Daggers):
    """Looks twice at every character of any text before it looks for its mark."""

    @hookimpl
    def gouji_cell_matrices(self, document):
        sum(ord(char) % 7 for char in document.text * 2)
        yield from super().gouji_cell_matrices(document)


class Stateful(Daggers):
    def __init__(self):
        self.longest = 0

    @hookimpl
    def gouji_cell_matrices(self, document):
        for rows in self.rows(document):
            self.longest = max(self.longest, *map(len, rows))
            yield from_rows(rows, header_cols=self.longest > len(rows[0]))


class Interleaved(Daggers):
    """A call that is still being read is disturbed by the next one."""

    @hookimpl
    def gouji_cell_matrices(self, document):
        self.text = document.text
        for rows in self.rows(document):
            yield from_rows(rows, grid=self.text is document.text)


class ClaimsProse(Daggers):
    @hookimpl
    def gouji_cell_matrices(self, document):
        yield from super().gouji_cell_matrices(document)
        for lines in blocks(document):
            if not any(MARK in document.text[a:b] for a, b in lines):
                yield from_rows([cells(document.text, line, "，") for line in lines])


class DropsBlanks(Daggers):
    @hookimpl
    def gouji_cell_matrices(self, document):
        for rows in self.rows(document):
            yield from_rows([[cell for cell in row if cell[0][0] < cell[0][1]] for row in rows])


class Backwards(Daggers):
    @hookimpl
    def gouji_cell_matrices(self, document):
        yield from reversed(list(super().gouji_cell_matrices(document)))


class LineFeedsOnly(Daggers):
    @hookimpl
    def gouji_cell_matrices(self, document):
        ends = [-1, *(n for n, char in enumerate(document.text) if char == "\n"), len(document.text)]
        lines = [(a + 1, b) for a, b in pairwise(ends) if MARK in document.text[a + 1 : b]]
        if lines:
            yield from_rows([cells(document.text, line, MARK) for line in lines])


class SwallowsProse(Daggers):
    """The line before a table is its first row, whatever it is."""

    @hookimpl
    def gouji_cell_matrices(self, document):
        for lines in blocks(document, MARK):
            first = document.line_of(lines[0][0])
            above = (
                []
                if first < 3
                else [(int(document.lines.start[first - 3]), int(document.lines.end[first - 3]))]
            )
            yield from_rows([cells(document.text, line, MARK) for line in (*above, *lines)])


class Untrimmed(Daggers):
    @hookimpl
    def gouji_cell_matrices(self, document):
        for rows in self.rows(document):
            text = document.text
            yield from_rows(
                [[[(a - (a > 0 and text[a - 1] == " " and a < b), b)] for [(a, b)] in row] for row in rows]
            )


class Unowned(Daggers):
    """A cell that covers no slot."""

    @hookimpl
    def gouji_cell_matrices(self, document):
        for matrix in super().gouji_cell_matrices(document):
            spans = [matrix.cell_spans(cell) for cell in range(matrix.size)]
            yield freeze(matrix.owner.copy(), [*spans, [(0, 0)]])


class Turned(Daggers):
    """Cells numbered from the right."""

    @hookimpl
    def gouji_cell_matrices(self, document):
        for matrix in super().gouji_cell_matrices(document):
            spans = [matrix.cell_spans(cell) for cell in range(matrix.size)]
            yield freeze(
                (matrix.size - 1 - matrix.owner) * (matrix.owner >= 0) - (matrix.owner < 0), spans[::-1]
            )


class TooManyHeaders(Daggers):
    @hookimpl
    def gouji_cell_matrices(self, document):
        for rows in self.rows(document):
            yield from_rows(rows, header_rows=99)


class Shared(Daggers):
    """The last cell of a row holds the characters of the cell before it too."""

    @hookimpl
    def gouji_cell_matrices(self, document):
        for rows in self.rows(document):
            for row in rows:
                if len(row) > 1 and row[-2][0][0] < row[-2][0][1]:
                    row[-1] = [(row[-2][0][0], row[-1][0][1])]
            yield from_rows(rows)


class Transposed(Daggers):
    """Columns for rows: every cell is there, and every figure under another's label."""

    @hookimpl
    def gouji_cell_matrices(self, document):
        for rows in self.rows(document):
            yield from_rows([[row[0], *row[:0:-1]] for row in rows])


class Unmarked:
    """A hook that the engine does not see."""

    name = "unmarked"

    def gouji_cell_matrices(self, document):
        return iter(())


class Boastful(Daggers):
    evidence = "certain"


class LosesEnds(Daggers):
    """A blank at a row's end is taken for a slot that nothing covers."""

    @hookimpl
    def gouji_cell_matrices(self, document):
        for rows in self.rows(document):
            for row in rows:
                while len(row) > 1 and row[-1][0][0] == row[-1][0][1]:
                    row.pop()
            yield from_rows(rows)


class TrimsOnce(Daggers):
    """One blank beside each mark is the layout's, and others are left."""

    @hookimpl
    def gouji_cell_matrices(self, document):
        for rows in self.rows(document):
            text = document.text
            yield from_rows(
                [[[(a, b + (a < b and text[b : b + 2].isspace()))] for [(a, b)] in row] for row in rows]
            )


class Joins(Daggers):
    """All lines with the mark are one table, whatever stands between."""

    @hookimpl
    def gouji_cell_matrices(self, document):
        rows = [row for rows in self.rows(document) for row in rows]
        if rows:
            yield from_rows(rows)


class Says(Daggers):
    """Texts that are not what the source prints."""

    @hookimpl
    def gouji_cell_matrices(self, document):
        for rows in self.rows(document):
            plain = from_rows(rows)
            said = [plain.cell_text(cell, document.text) + "!" for cell in range(plain.size)]
            yield from_rows(rows, texts=said)


class Drops(Daggers):
    """Digits are left out of cells that have other characters too."""

    @hookimpl
    def gouji_cell_matrices(self, document):
        for rows in self.rows(document):
            pattern = re.compile(r"(?<=,)\d(?=\d)")
            yield from_rows([[without(document.text, span, pattern) for [span] in row] for row in rows])


MUTANTS = {
    Says: "contract",
    Drops: "provenance",
    LosesEnds: "round-trip",
    TrimsOnce: "round-trip",
    Joins: "lines",
    Unmarked: "contract",
    Boastful: "contract",
    OffByOne: "provenance",
    Outside: "provenance",
    Untrimmed: "provenance",
    Unowned: "provenance",
    Turned: "provenance",
    TooManyHeaders: "provenance",
    Shared: "provenance",
    RaisesOnNul: "any-text",
    Quadratic: "growth",
    Slow: "refusal",
    ClaimsProse: "refusal",
    Stateful: "stateless",
    Interleaved: "stateless",
    DropsBlanks: "round-trip",
    Transposed: "round-trip",
    Backwards: "reading-order",
    LineFeedsOnly: "line-ends",
    SwallowsProse: "embedding",
}


@pytest.mark.parametrize(("mutant", "law"), MUTANTS.items(), ids=lambda v: getattr(v, "__name__", v))
def test_a_defect_is_found_by_its_law(mutant, law):
    with pytest.raises(LawError) as caught:
        LAWS[law](told(mutant()))
    assert caught.value.law == law
    assert caught.value.remedy
    assert f"breaks the law '{law}'" in str(caught.value)


def test_columns_out_of_order_state_wrong_figures():
    with pytest.raises(LawError, match="reports"):
        LAWS["reports"](told(Transposed()))


def test_a_sound_layout_keeps_all_laws():
    assert check_layout(told(Daggers())).name == "daggers"


class Closed:
    """Rows between brackets, cells between bars, ``2*`` and ``2/`` before a cell merged across or down."""

    name = "closed"
    spans = re.compile(r"(?:(\d)\*)?(?:(\d)/)?")

    @hookimpl
    def gouji_cell_matrices(self, document):
        for lines in blocks(document, "⟦"):
            rows = [
                self.cells(document.text, row) for line in lines for row in self.found(document.text, line)
            ]
            if any(rows):
                yield place(rows)

    def found(self, text, line):
        within = inside(text, line, "⟦", "⟧")
        return [within] if within and not set("⟦⟧") & set(text[slice(*within)]) else []

    def cells(self, text, row):
        return [self.merged(text, start, stop) for [(start, stop)] in cells(text, row, "|")]

    def merged(self, text, start, stop):
        spans = self.spans.match(text, start, stop)
        return Merged([(spans.end(), stop)], int(spans[1] or 1), int(spans[2] or 1))


class IgnoresSpans(Closed):
    def merged(self, text, start, stop):
        return Merged([(self.spans.match(text, start, stop).end(), stop)])


class TakesJunk(Closed):
    def found(self, text, line):
        opening, closing = text.find("⟦", *line), text.find("⟧", *line)
        return [(opening + 1, closing)] if line[0] <= opening < closing else []


class RunsOver(Closed):
    @hookimpl
    def gouji_cell_matrices(self, document):
        text = document.text
        rows = [self.cells(text, row.span(1)) for row in re.finditer(r"⟦([^⟦⟧]*(?:⟦[^⟧]*)?)⟧", text)]
        if rows:
            yield place(rows)


def draw_closed(sheet, options):
    def cell(box):
        across = f"{box.colspan}*" if box.colspan > 1 else ""
        return across + (f"{box.rowspan}/" if box.rowspan > 1 else "") + box.text

    return "\n".join(f"⟦{' | '.join(map(cell, row))}⟧" for row in sheet.rows)


def closed(plugin):
    renderer = Renderer("closed", "closed", draw_closed)
    return Layout(
        plugin, drawn_by(renderer), cannot="|*/", marks=("⟦", "⟧", "|", "9*", "9/"), renderer=renderer
    )


@pytest.mark.parametrize(
    ("mutant", "law"), [(IgnoresSpans, "merged"), (TakesJunk, "lines"), (RunsOver, "lines")]
)
def test_a_defect_of_merged_cells_or_closed_rows_is_found_by_its_law(mutant, law):
    with pytest.raises(LawError) as caught:
        LAWS[law](closed(mutant()))
    assert caught.value.law == law


def test_a_sound_layout_of_merged_cells_keeps_all_laws():
    assert check_layout(closed(Closed()))


def test_a_cell_stated_absent_in_a_row_that_is_found_is_wrong():
    values = {"t/a/x": "7", "t/a/y": "", "t/b/x": "", "t/b/y": "3"}
    found = SimpleNamespace(cells={"t/a/x": Cell("t/a/x", 7, "7", "printed"), "t/a/y": Cell("t/a/y")})
    wanted = {"t/a/x": "right", "t/a/y": "wrong", "t/b/x": "right", "t/b/y": "absent"}
    assert verdicts(values, found, whole=True) == wanted
    assert verdicts(values, found) == wanted | {"t/a/y": "right"}


def test_cases_tell_a_blank_from_a_slot_without_a_cell():
    text = "规章 ‡ 7\n总计\n甲 ‡\n".replace("总计\n", "总计 ‡ 3 ‡ 4\n")
    rows = [["规章", "7", None], ["总计", "3", "4"], ["甲", "", None]]
    LAWS["cases"](Layout(Daggers(), cases=[(text, [rows])]))
    with pytest.raises(LawError, match="None"):
        LAWS["cases"](Layout(Daggers(), cases=[(text, [[[cell or "" for cell in row] for row in rows]])]))


class Cards:
    """Names and values between signs; an installed plugin is made of this class."""

    name = "cards"

    def __init__(self, *, mark="¤"):
        self.mark = mark

    @hookimpl
    def gouji_cell_matrices(self, document):
        for lines in blocks(document, self.mark):
            if len(lines) > 1:
                yield from_rows([cells(document.text, line, self.mark) for line in lines])


def draw_cards(rows):
    return "".join(" ¤ ".join(row) + "\n" for row in rows)


@pytest.mark.parametrize("plugin", [Cards, Cards()])
def test_a_class_keeps_the_laws_though_it_is_installed(plugin, monkeypatch):
    """The law of order asks the other plugins, which the one that is judged is not among."""
    real = installed()
    twice = Candidate("cards", lambda: Cards, "test:Cards", "gouji-cards", "1", needed=False)
    monkeypatch.setattr("gouji.testing.laws_state.installed", lambda: [*real, twice])
    check_layout(plugin, draw=draw_cards, cannot="¤", examples=5)
