"""The html layout's grid is the one the standard forms, and stays within its budget."""

import html as entities
import time

import lxml.html
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import patience
from gouji.document import Document
from gouji_layouts.html import gouji_cell_matrices
from gouji_layouts.html_grid import FREE_SLOTS, SLOTS_PER_CHARACTER
from gouji_layouts.html_table import MAX_COLSPAN, MAX_ROWSPAN, span_number

SIZES = st.sampled_from([None, None, None, 1, 2, 3, 5, 0, 2000])
CELLS = st.lists(st.tuples(SIZES, SIZES, st.booleans()), max_size=5)
GROUPS = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=3)


def read(text):
    return list(gouji_cell_matrices(Document(text)))


def printed(groups):
    """The table as HTML; each cell's text is its number."""
    parts, number = ["<table>"], 0
    for group in groups:
        parts.append("<tbody>")
        for row in group:
            parts.append("<tr>")
            for down, across, head in row:
                name = "th" if head else "td"
                tall = "" if down is None else f' rowspan="{down}"'
                wide = "" if across is None else f" COLSPAN={across}"
                parts.append(f"<{name}{tall}{wide}>{number}</{name}>")
                number += 1
            parts.append("</tr>")
        parts.append("</tbody>")
    return "".join([*parts, "</table>"])


def formed(groups):
    """Forming a table, step by step as the standard words it: slots to the set of cells that cover them."""
    slots, width, height, number = {}, 0, 0, 0
    for group in groups:
        top, growing = height, []
        for row in group:
            height += 1
            y = height - 1
            for cell, left, size in growing:
                for u in range(left, left + size):
                    slots.setdefault((y, u), []).append(cell)
            x = 0
            for down, across, _ in row:
                while (y, x) in slots:
                    x += 1
                size = min(across or 1, MAX_COLSPAN)
                width = max(width, x + size)
                rows = 1 if down is None else down
                for v in range(y, min(y + max(rows, 1), top + len(group))):
                    for u in range(x, x + size):
                        slots.setdefault((v, u), []).append(number)
                if rows == 0:
                    growing.append((number, x, size))
                number += 1
                x += size
    return slots, width, height, number


@settings(deadline=None)
@given(GROUPS)
def test_the_grid_is_the_standards(groups):
    slots, width, height, number = formed(groups)
    found = read(printed(groups))
    if not number:
        assert found == []
        return
    (matrix,) = found
    assert matrix.shape == (height, width)
    assert matrix.size == number
    expected = np.full((height, width), -1)
    for place, cells in slots.items():
        expected[place] = min(cells)
    assert (matrix.owner == expected).all()


WORDS = st.text("规章0123456789 .,（）&<>\"'", max_size=8)


RUNS = st.lists(WORDS, min_size=1, max_size=3)


@given(st.lists(st.lists(RUNS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_text_is_what_lxml_reads(rows):
    """Cells of one to three runs between <br>, escaped: our source spans unescape to lxml's text."""
    cells = [["<td>" + "<br>".join(map(entities.escape, cell)) + "</td>" for cell in row] for row in rows]
    text = "<div><table><tr>" + "</tr><tr>".join(map("".join, cells)) + "</table></div>"
    (matrix,) = read(text)
    ours = [
        [entities.unescape(text[a:b]) for a, b in matrix.cell_spans(i) if a < b] for i in range(matrix.size)
    ]
    read_by_lxml = lxml.html.fromstring(text).iter("td")
    theirs = [[run.strip() for run in cell.itertext() if run.strip()] for cell in read_by_lxml]
    assert ours == theirs
    assert matrix.shape == (len(rows), max(map(len, rows)))


@pytest.mark.parametrize(
    ("value", "most", "expected"),
    [
        ("2", MAX_COLSPAN, 2),
        (" \t+3rd", MAX_COLSPAN, 3),
        ("2.9", MAX_COLSPAN, 2),
        ("007", MAX_COLSPAN, 7),
        ("1000", MAX_COLSPAN, 1000),
        ("1001", MAX_COLSPAN, 1000),
        ("9" * 10**6, MAX_COLSPAN, 1000),
        ("0" * 10**6 + "5", MAX_ROWSPAN, 5),
        ("65535", MAX_ROWSPAN, 65534),
        ("0", MAX_ROWSPAN, 0),
        ("-0", MAX_ROWSPAN, 0),
        ("-2", MAX_ROWSPAN, None),
        ("", MAX_ROWSPAN, None),
        ("two", MAX_ROWSPAN, None),
        ("２", MAX_ROWSPAN, None),
        ("\xa02", MAX_ROWSPAN, None),
        ('\\"2\\', MAX_ROWSPAN, 2),
    ],
)
def test_span_numbers(value, most, expected):
    assert span_number(value, most) == expected


@pytest.mark.parametrize(
    ("tag", "width"),
    [
        ("<td colspan=2 colspan=3>", 2),
        ("<td COLSPAN = '2'>", 2),
        ('<td title="colspan=9" colspan="2">', 2),
        ("<td data-colspan=9>", 1),
        ("<td colspan>", 1),
        ("<td colspan=-1>", 1),
        ("<td title='>' colspan=2>", 2),
        ("<td a=b/colspan=9>", 1),
        ("<td a='b'colspan=2>", 2),
        (r"<td colspan=\"2\">", 2),
    ],
)
def test_span_attributes(tag, width):
    (matrix,) = read(f"<table><tr>{tag}1</td></tr></table>")
    assert matrix.shape == (1, width)


def hostile():
    yield "<table>" + "<tr><td rowspan=65534 colspan=1000>1" * 2000 + "</table>"
    yield "<table>" + "<tr>" * 30000 + "<td colspan=1000 rowspan=0>1</table>"
    yield "<table><tr><td colspan=1000 rowspan=0>1" + "<tr>" * 30000 + "</table>"
    yield "<table><tr>" + "<td rowspan=65534>1" * 3000 + "<tr><td>1" * 30000 + "</table>"
    yield "<table><tr>" + "<td>1" * 20000 + "<tr><td>1" * 20000 + "</table>"
    yield ("<table><tr><td colspan=1000 rowspan=0>1" + "<tr>" * 1000 + "</table>") * 30
    yield "<table>" + ("<tr>" + "<td>1" * 1000 + "<tr><td>2" * 1000) * 5 + "</table>"


@pytest.mark.parametrize("text", list(hostile()), ids=range(7))
def test_slots_stay_within_the_budget(text):
    began = time.process_time()
    found = read(text)
    assert time.process_time() - began < patience.CPU_SECONDS
    for matrix in found:
        matrix.validate(len(text))
    assert sum(m.owner.size for m in found) <= FREE_SLOTS + 2 * SLOTS_PER_CHARACTER * len(text)
    assert sum(m.size for m in found) == text.count("<td")
    assert {int(c) for m in found for c in m.owner.ravel()[:50]} <= set(range(-1, text.count("<td")))
