"""An eighth set: lines that changed places more than once, and cells that a lost delimiter joined."""

from __future__ import annotations

import pytest

import gouji
from form_prints import SCHEMA, printed, stated, values

REQUESTS = [k for k in SCHEMA.keys if k.startswith("requests/")]


def wrong(report, own):
    return {k: v for k, v in stated(report).items() if v != own.get(k)}


def lines_swapped(own, *firsts):
    """A cell a line, each key's figure exchanged with the next one's."""
    harmed = dict(own)
    for first in firsts:
        other = SCHEMA.keys[SCHEMA.keys.index(first) + 1]
        harmed[first], harmed[other] = own[other], own[first]
        assert own[first] != own[other]
    return printed("cell-per-line", harmed)


def pairs_of(column, own):
    """The first keys of pairs of neighbours that differ, in the rows below the results."""
    rows = [k for k in REQUESTS if "/results." in k and "results.total" not in k and k.endswith(column)]
    return [k for k in rows if own[k] != own[SCHEMA.keys[SCHEMA.keys.index(k) + 1]]]


@pytest.mark.parametrize("column", ["/natural", "/research", "/legal_services", "/other"])
@pytest.mark.parametrize("count", [2, 3])
def test_lines_that_changed_places_in_the_same_columns_are_open(column, count):
    own = values()
    for at in range(3):
        harmed = pairs_of(column, own)[at : at + 3 * count : 3]
        report = gouji.parse(lines_swapped(own, *harmed))
        assert not wrong(report, own)
        assert len(stated(report)) > 0.6 * len(own)


def test_lines_that_no_sum_tells_apart_are_open_where_others_changed_places():
    own = values()
    review = "review_litigation/review/upheld"
    harmed = [pairs_of("/natural", own)[1], pairs_of("/social", own)[4], review]
    assert not wrong(gouji.parse(lines_swapped(own, *harmed)), own)


def test_a_misprint_in_lines_of_their_own_is_stated_as_it_stands():
    own = values()
    key = pairs_of("/social", own)[2]
    harmed = {**own, key: str(int(own[key]) + 7)}
    assert stated(gouji.parse(printed("cell-per-line", harmed))) == {k: v for k, v in harmed.items() if v}


def test_a_row_that_lost_the_delimiter_between_two_figures_states_none_in_anothers_column():
    """Where another row lost one too, nothing but the widths of rows tells where the labels end."""
    own = values()
    row = [own[k] for k in REQUESTS if "/results.granted/" in k]
    lines = printed("tabs-grid", own).split("\n")
    lines = [line for line in lines if "重复申请" not in line]  # no sum of a column can be judged
    text = "\n".join(line[1:] if "2.申请人逾期" in line else line for line in lines)
    for at in range(1, len(row)):
        harmed = text.replace("\t".join(row), "\t".join(row[:at]) + "\t".join(row[at:]), 1)
        assert harmed != text
        report = gouji.parse(harmed)
        assert not wrong(report, own)
        assert len(stated(report)) > 0.8 * len(own)


@pytest.mark.parametrize("beside", [1, 3, 20])
def test_no_row_is_told_blank_whose_figures_may_stand_behind_the_labels(beside):
    """A page whose labels a converter prints first, then words of its header, then the figures."""
    own = values()
    lines = printed("cell-per-line", own).split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith("一、本年新收"))
    last = next(i for i, line in enumerate(lines) if line.startswith("四、结转")) + 8
    rows, labels, figures = lines[first:last], [], []
    kept = next(i for i, line in enumerate(rows) if line == own["requests/carried_in/total"]) + 1
    for at, line in enumerate(rows[kept:]):
        (labels if not line.isdecimal() or at < 8 * beside else figures).append(line)
    text = "\n".join([*lines[:first], *rows[:kept], *labels, "商业企", "业", *figures, *lines[last:]])
    report = gouji.parse(text)
    assert not [c.key for c in report if c.status == "blank" and own.get(c.key)]
    assert not wrong(report, own)


def test_no_row_is_given_the_figures_of_the_label_above_it():
    own = values()
    text = printed("cell-per-line", own)
    names = [k.rpartition("/")[0] for k in REQUESTS[::7]]
    for first, other in zip(names[6:9], names[7:10], strict=True):
        figures, more = (
            "\n".join(own[k] for k in REQUESTS if k.startswith(f"{row}/")) for row in (first, other)
        )
        head, _, tail = text.partition(f"\n{figures}\n")
        label = tail[: tail.index(more)].strip("\n")
        rest = tail[tail.index(more) + len(more) :]
        report = gouji.parse(f"{head}\n{label}\n{figures}\n商业企\n业\n{more}\n商业企\n业{rest}")
        assert not wrong(report, own)
        assert not [c.key for c in report if c.status == "blank" and own.get(c.key)]
        assert len(stated(report)) > 0.8 * len(own)
