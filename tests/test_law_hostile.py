"""Five laws over what a document may suffer: its bytes, a stranger's table beside it, its digits, one figure changed, its lines."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import hostile
import proof
from depth import examples
from gouji.report import STATED
from gouji.testing import fill, render
from gouji.testing.sample import sample
from gouji.testing.strategies import documents

LAYOUTS = proof.readable()
FOREIGN = (
    "品种\t单价\t产量\n苹果\t3.50\t120\n梨\t2.80\t95\n",
    "| 车次 | 时刻 |\n| --- | --- |\n| G101 | 07:00 |\n| G103 | 08:15 |\n",
    "<table><tr><td>姓名</td><td>工号</td></tr><tr><td>张三</td><td>1024</td></tr></table>\n",
    "a,b,c\n1,2,3\n4,5,6\n",
    "+---+---+\n| x | y |\n+---+---+\n| 7 | 8 |\n+---+---+\n",
    "来信收到，共3件，已于5月6日转交。\n",
)
DIGITS = re.compile("[0-9０-９]")
WIDE = {0xFF10 + digit: str(digit) for digit in range(10)}


def digits(texts):
    return Counter(d.translate(WIDE) for text in texts for d in DIGITS.findall(text))


def engine():
    return proof.sample_engine()


@examples(40)
@given(documents(sample(), LAYOUTS))
def test_a_text_and_its_utf_8_bytes_read_alike(made):
    text = made.text.removeprefix("\ufeff")
    by_text, by_bytes = engine().parse_all(text), engine().parse_all(text.encode())
    assert [proof.says(r) for r in by_text] == [proof.says(r) for r in by_bytes]
    assert [[c.spans for c in r] for r in by_text] == [[c.spans for c in r] for r in by_bytes]
    assert [t.rows() for t in engine().tables(text)] == [t.rows() for t in engine().tables(text.encode())]


@examples(60)
@given(documents(sample(), LAYOUTS), st.sampled_from(FOREIGN), st.booleans())
def test_a_strangers_table_changes_no_cell(made, table, before):
    assume("<table" not in table or "-per-line" not in made.layout)
    text = made.text.removeprefix("\ufeff").rstrip("\n") + "\n"
    alone = engine().parse(text)
    joined = f"{table}\n\n{text}" if before else f"{text}\n\n{table}"
    whole = max(engine().parse_all(joined), key=lambda r: sum(c.status in STATED for c in r))
    lost = {k for k, c in alone.cells.items() if c.status in STATED and whole.cells[k].value != c.value}
    assert not lost, (lost, made.layout)
    stated = {k for k, c in whole.cells.items() if c.status in STATED and c.value != alone.cells[k].value}
    assert not stated, (stated, made.layout)


def test_a_pages_table_beside_wrapped_text_loses_nothing():
    text = render(sample(), fill(sample(), 1, "small"), "cell-per-line")
    alone = engine().parse(text)
    assert sum(c.status in STATED for c in alone)
    assert engine().parse(f"{text}\n\n{FOREIGN[2]}").values == alone.values


@examples(60)
@given(documents(sample(), LAYOUTS), st.data())
def test_stated_digits_are_a_sub_multiset_of_the_inputs(made, data):
    """Whatever becomes of the text: here a stretch of it is taken away and another is doubled."""
    a, b, c = sorted(data.draw(st.integers(0, len(made.text))) for _ in range(3))
    text = made.text[:a] + made.text[b:] + made.text[b:c]
    stated = [
        cell.raw
        for report in engine().parse_all(text)
        for cell in report.cells.values()
        if cell.status in STATED
    ]
    assert digits(stated) <= digits([text])


@examples(60)
@given(documents(sample(), LAYOUTS), st.randoms(use_true_random=False))
def test_a_changed_figure_changes_only_its_cell_and_what_hangs_on_it(made, rng):
    """Another digit in a printed figure: its own cell, and cells that an equation joins with it, may change."""
    report = engine().parse(made.text)
    printed = sorted((c.key, c.spans) for c in report if c.status == "printed" and len(c.spans) == 1)
    if not printed:
        return
    key, ((start, _),) = rng.choice(printed)
    old = made.text[start]
    if old not in "123456789":
        return
    new = rng.choice([d for d in "123456789" if d != old])
    again = engine().parse(made.text[:start] + new + made.text[start + 1 :])
    changed = {c.key for c in again if c.key != key and proof.says(again)[c.key] != proof.says(report)[c.key]}
    schema = sample()
    joined = {k for e in schema.equations if key in e.keys for k in e.keys}
    reach = {k for e in schema.equations if joined & set(e.keys) for k in e.keys}
    open_before = {c.key for c in report if c.status not in ("printed", "blank", "absent")}
    assert changed <= reach | open_before, (key, changed - reach, made.layout)


@pytest.mark.parametrize("of", list(hostile.bases()), ids=lambda of: of.name)
def test_lines_dropped_doubled_or_shuffled_state_nothing_else(of):
    @examples(6)
    @given(st.integers(0, 2**16), st.sampled_from(("dropped", "doubled", "shuffled")))
    def check(seed, harm):
        rng, lines = random.Random(seed), of.text.split("\n")
        if harm == "shuffled":
            rng.shuffle(lines)
        elif of.name.endswith("cell-per-line"):
            return  # a line is a cell there: another may fit its place, and its sums, by chance
        else:
            count = 0 if harm == "dropped" else 2
            lines = [same for line in lines for same in [line] * (count if rng.random() < 0.1 else 1)]
        for report in proof.real_engine().parse_all("\n".join(lines)):
            wrong = [c.key for c in report if c.status in STATED and c.value != of.values.get(c.key)]
            assert wrong == []

    check()
