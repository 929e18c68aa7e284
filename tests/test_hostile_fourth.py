"""A fourth set: harmed prints whose every character knows where it came from, and what they showed, case by case."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji
import hostile
import proof
from depth import examples
from gouji.report import STATED
from gouji.testing import fill, render
from gouji_disclosure import gouji_schemas

TITLE = "某某区人民政府2021年政府信息公开工作年度报告"
SCHEMA = next(s for s in gouji_schemas() if s.id == "cn-disclosure-2021")
STAND_IN = "777777"
COERCION, INQUIRY = "proactive/coercion/decisions", "requests/results.refused.inquiry/"


def printed(layout, values):
    return render(SCHEMA, values, layout, title=TITLE)


def values(profile="small", **more):
    return {**fill(SCHEMA, seed=7, profile=profile), **more}


def row(report, prefix):
    return [cell for cell in report if cell.key.startswith(prefix)]


def wrong(report, truth):
    return [c.key for c in report if c.status in STATED and str(c.value) != truth[c.key]]


@pytest.mark.parametrize("end", ["", "\n", "</tr>"])
@pytest.mark.parametrize("layout", ["html", "html-flat"])
def test_a_page_that_ends_within_its_last_table_places_every_cell(layout, end):
    text = printed(layout, values())
    report = gouji.parse(text[: text.rindex("</table")].rstrip() + end)
    assert len(list(report)) == len(SCHEMA.keys)
    assert wrong(report, values()) == []


@pytest.mark.parametrize("layout", ["piece-per-line", "row-per-line", "char-per-line", "cell-per-line"])
def test_figures_behind_the_rest_of_a_cut_label_are_not_told_blank(layout):
    label = re.compile(r"（\s*二\s*）\s*部\s*分\s*公\s*开(?P<rest>\s*（\s*区\s*分\s*处\s*理)")
    text = printed(layout, values())
    start, end = label.search(text).span("rest")
    report = gouji.parse(f"{text[:start]}\n（\n{text[end:]}")
    assert {cell.status for cell in row(report, "requests/results.partial/")} <= {"ambiguous", *STATED}
    assert wrong(report, values()) == []


@pytest.mark.parametrize(
    "layout", ["tabs-grid", "pipes-grid", "mediawiki", "mediawiki-spans", "html", "org", "box"]
)
@pytest.mark.parametrize("key", [COERCION, INQUIRY + "total"])
def test_a_figure_that_goes_on_in_the_next_line_is_not_stated_in_part(layout, key):
    text = printed(layout, {**values(), key: STAND_IN}).replace(STAND_IN, "12\n345")
    report = gouji.parse(text)
    assert report[key].status not in (*STATED, "blank")
    assert wrong(report, {**values(), key: None}) == []


def test_a_row_that_goes_on_in_the_next_line_has_no_blanks():
    text = printed("tabs-grid", {**values(), INQUIRY + "other": "7", INQUIRY + "total": STAND_IN})
    report = gouji.parse(text.replace("\t" + STAND_IN, "\t\n" + STAND_IN))
    assert report[INQUIRY + "total"].status == "ambiguous"


def test_a_line_of_figures_may_hold_a_data_frames_word_for_nothing():
    lines = printed("pipes-grid", {**values(), COERCION: STAND_IN}).split("\n")
    at = next(i for i, line in enumerate(lines) if STAND_IN in line)
    lines[at] = lines[at][: lines[at].index(STAND_IN)] + "1\n4 | NaN | NaN |"
    assert gouji.parse("\n".join(lines))[COERCION].status not in STATED


def test_figures_beside_a_label_are_no_other_rows_though_every_sum_holds():
    own = values("city")
    lines = printed("row-per-line", own).split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("1.本机关不掌握"))
    label, _, figures = lines[at].partition(" ")
    lines[at : at + 2] = [label, f"{lines[at + 1]} {figures}"]
    assert wrong(gouji.parse("\n".join(lines)), own) == []


def test_a_row_whose_own_sum_fails_is_not_proven_by_its_place_in_the_stream():
    key = "requests/results.not_processed.publications/"
    own = {**values("small"), **dict(zip([k for k in values() if k.startswith(key)], "4250092", strict=True))}
    lines = printed("cell-per-line", own).split("\n")
    at = lines.index("4.无正当理由大量反复申请")
    lines[at - 5 : at + 1] = [
        lines[at - 3],
        lines[at],
        lines[at - 4],
        lines[at - 1],
        lines[at - 5],
        lines[at - 2],
    ]
    assert wrong(gouji.parse("\n".join(lines)), own) == []


@pytest.mark.parametrize("layout", ["cell-per-line", "box", "row-per-line"])
def test_a_copy_whose_row_is_open_contests_the_figure_in_which_it_differs(layout):
    own = values("small")
    key = "requests/results.refused.inquiry/business"
    text = printed(layout, own) + "\n" + printed(layout, {**own, key: str(int(own[key]) + 1)})
    assert gouji.parse(text)[key].status not in STATED


@pytest.mark.parametrize("layout", ["html", "html-flat", "tabs-grid", "pipes-grid"])
def test_a_row_with_a_cell_too_many_is_open_where_it_has_blanks(layout):
    own = {k: ("0" if k.endswith("/total") or not k.startswith("requests/") else "") for k in values()}
    lines = printed(layout, own).split("\n")
    at = next(i for i, line in enumerate(lines) if "8.属于行政查询事项" in line)
    again = {"tabs-grid": "\t0", "pipes-grid": " 0 |"}.get(layout, "<td>0</td></tr>")
    lines[at] = lines[at].removesuffix("</tr>") + again
    report = gouji.parse("\n".join(lines))
    assert [c.key for c in report if c.status in STATED and not own[c.key]] == []


def test_a_table_that_lost_a_column_in_every_line_is_not_read_by_its_blank_label_cells():
    """Ragged rows: the blank behind （二） is the label's, the column of 商业企业 is gone."""
    own = {
        **values("small"),
        **{f"requests/{r.id}/business": "0" for r in SCHEMA.table("requests").blocks[0].rows},
    }
    lines = printed("pipes-ragged", own).split("\n")
    out = []
    for line in lines:
        cells = line.split("|")
        figures = [i for i, c in enumerate(cells) if c.strip().isdecimal()]
        if len(figures) == 7:
            del cells[figures[1]]
            cells[2:2] = ["  "] if "部分公开" in line else []
        out.append("|".join(cells))
    assert wrong(gouji.parse("\n".join(out)), own) == []


@pytest.mark.parametrize("letter", ["O", "o", "l", "I", "S", "〇"])
@pytest.mark.parametrize("layout", ["cell-per-line", "row-per-line", "piece-per-line"])
def test_a_letter_for_a_digit_makes_no_row_blank(layout, letter):
    key = INQUIRY + "total"
    own = {**values(), **{k: "" for k in values() if k.startswith(INQUIRY)}}
    text = printed(layout, {**own, key: STAND_IN}).replace(STAND_IN, letter)
    report = gouji.parse(text)
    assert report[key].status == "ambiguous"
    assert wrong(report, own) == []


def test_a_scrawl_right_of_a_rows_label_is_no_ordinal_of_the_next_row():
    key = "requests/results.unavailable.needs_creation/natural"
    own = values("small")
    blank = {k: "" for k in own if k.startswith("requests/results.unavailable.needs_creation/")}
    text = printed("html", {**own, **blank, key: STAND_IN}).replace(STAND_IN, "1)")
    report = gouji.parse(text)
    assert report[key].status == "ambiguous"
    assert wrong(report, {**own, **dict.fromkeys(blank)}) == []


def test_a_first_figure_0_is_no_index_where_other_columns_have_no_name_either():
    own = dict.fromkeys(values(), "0")
    text = printed("pipes-grid", own)
    head = re.search(r"\| 行政复议.*\n.*\n.*\n", text)
    report = gouji.parse(text[: head.start()] + text[head.end() :])
    assert report["review_litigation/review/upheld"].status != "blank"


def test_an_unreadable_last_figure_is_no_remark():
    """Behind the label a blank cell that is the label's: without its last cell the row would have just enough."""
    own = values("city")
    text = printed("pipes-grid", {**own, "requests/results.granted/total": STAND_IN}).replace(STAND_IN, "44A")
    lines = [re.sub(r"(\d+\.[^|]*)\|(?= *\d)", r"\1|", line) for line in text.split("\n")]
    ragged = [re.sub(r"^(\|\s*)+(?=\S)", "| ", line) for line in lines]
    report = gouji.parse("\n".join(ragged))
    assert wrong(report, {**own, "requests/results.granted/total": None}) == []


# --- a small generator of the same kinds -------------------------------------------------------------------


def _lost(rng, line):
    """A line without one of its cells."""
    cells = re.split(r"([\t|])", line)
    at = rng.randrange(0, len(cells), 2)
    return "".join(cells[:at] + cells[at + 2 :])


def _wrapped(rng, line):
    places = [i for i in range(1, len(line)) if not (line[i - 1].isdigit() and line[i].isdigit())]
    at = rng.choice(places) if places else len(line)
    return f"{line[:at]}\n{line[at:]}"


def _look_alike(rng, line):
    return re.sub(r"(?<=\d)0(?=\d)|\b0\b", lambda m: rng.choice(("O", "0", "0")), line)


KINDS = {"lost": _lost, "wrapped": _wrapped, "look-alike": _look_alike}


@pytest.mark.parametrize("layout", ["tabs-grid", "pipes-grid", "pipes-ragged", "row-per-line", "mediawiki"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_line_that_is_harmed_states_nothing_else(layout, kind):
    of = hostile.base(layout, "cn-disclosure-2021", 17, "city")
    lines = of.text.split("\n")
    figured = [i for i, line in enumerate(lines) if re.search(r"\d", line)]

    @examples(8)
    @given(st.integers(0, 2**16))
    def check(seed):
        rng = random.Random(seed)
        harmed = [*lines]
        for at in rng.sample(figured, 2):
            harmed[at] = KINDS[kind](rng, lines[at])
        for report in proof.real_engine().parse_all("\n".join(harmed)):
            assert [c.key for c in report if c.status in STATED and c.value != of.values.get(c.key)] == []

    check()
