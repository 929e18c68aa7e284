"""The straight road states what the engine states: the same cells, with the same statuses and places."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji
from depth import every, examples, share
from gouji.layout import hookimpl
from gouji.plain.report import PlainReport
from gouji.schema.file import loads
from gouji.testing import fill, render
from outside import shared

HERE = Path(__file__).parent
COUNTS = """
id = "counts"
title = "数量表"
source = "made for a test"
title_patterns = ["(?P<agency>\\\\S*?)(?P<year>20[0-9]{2})年数量表"]

[[tables]]
id = "t"
title = "数量表"
headings = ["数量表"]

[[tables.blocks]]
id = "b"
columns = [{ id = "town", label = "城镇" }, { id = "land", label = "农村" }, { id = "all", label = "合计" }]
rows = [{ id = "a", label = "甲类项目" }, { id = "b", label = "乙类项目" }, { id = "c", label = "丙类项目" }]

[[equations]]
id = "sum"
each = { r = "rows of t/*/all" }
formula = "t/{r}/all = t/{r}/town + t/{r}/land"
status = "official"
"""
"""A form without groups, whose prints are plain whatever its sums say."""
STRAIGHT, LONG = gouji.Engine("builtin"), gouji.Engine("builtin", straight=False)
WRAPPED = ("cell-per-line", "piece-per-line", "char-per-line", "row-per-line")
LAYOUTS = ("html", "tabs-ragged", "tabs-grid", "pipes-grid", "pipes-ragged", "tabs-repeat", *WRAPPED)
FORMS = sorted(STRAIGHT.schemas)


def documents(manifest):
    rows = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
    places = [(manifest.parent / row["doc"], manifest.parent.parent / row["doc"]) for row in rows]
    return [next(path for path in pair if path.exists()) for pair in places]


def told(report):
    return {
        key: (cell.value, cell.status, cell.raw, cell.spans, cell.layout)
        for key, cell in report.cells.items()
    }


def alike(source):
    """Whether a source takes the straight road; it must then read as it does on the long one.

    What the road refuses is left unread here: it would be read on the long one both times.
    """
    (document, *_) = STRAIGHT.open(source)
    if STRAIGHT._road.read(document, STRAIGHT.schemas) is None:
        return False
    found, whole = STRAIGHT.parse_all(source), LONG.parse_all(source)
    assert all(isinstance(one, PlainReport) for one in found)
    for short, long in zip(found, whole, strict=True):
        agree(short, long)
        assert short.values == {key: cell.value for key, cell in long.cells.items()}
        assert short.doubtful == long.doubtful
    return True


def agree(short, long):
    """The short way says what the long one says; of an ordinary print it asks one layout only."""
    assert [run.name for run in short.plugins] in (
        [next(iter(short)).layout],
        [run.name for run in long.plugins],
    )
    ours, whole = short.to_dict(), long.to_dict()
    asked, every = ours.pop("plugins"), whole.pop("plugins")
    counts = {run["name"]: run["matrices"] for run in every}
    assert all(run["name"] == "vertical" or run["matrices"] == counts[run["name"]] for run in asked)
    assert ours == whole


def test_fixtures_that_take_the_straight_road_read_as_on_the_long_one():
    taken = sum(map(alike, documents(HERE.parent / "fixtures" / "manifest.jsonl")))
    assert taken > 5


@pytest.mark.shared
def test_converters_outputs_that_take_the_straight_road_read_as_on_the_long_one():
    """One in three of them by day, of which more than a tenth take it."""
    outputs = every(3, documents(shared("matrix/manifest.jsonl")))
    assert sum(map(alike, outputs)) > 0.11 * len(outputs)


@pytest.mark.parametrize("layout", ["html", "tabs-ragged", "tabs-grid", "pipes-grid", *WRAPPED])
@pytest.mark.parametrize("form", FORMS)
def test_a_form_printed_as_it_is_takes_the_straight_road(form, layout):
    schema = STRAIGHT.schemas[form]
    seeds = share(range(3), form, layout)
    assert all(alike(render(schema, fill(schema, seed, "city"), layout, prose=True)) for seed in seeds)


@pytest.mark.parametrize("layout", ["html", "tabs-ragged", "tabs-grid", "pipes-grid", *WRAPPED])
@pytest.mark.parametrize("form", FORMS)
def test_several_reports_take_the_straight_road_too(form, layout):
    schema = STRAIGHT.schemas[form]
    titles = [*(f"{place}2021年政府信息公开工作年度报告" for place in ("某县", "某区", "某市")), ""]
    parts = [
        render(schema, fill(schema, seed, "city"), layout, prose=True, title=title)
        for seed, title in enumerate(titles)
    ]
    assert all(alike("\n".join(printed)) for printed in share([parts[:3], parts[1:3]], form, layout))
    copies = [[parts[0], parts[1], parts[1]], [parts[0], parts[3]]]  # perhaps of another edition
    for again in share(copies, layout, form):
        printed = "\n".join(again)
        found = STRAIGHT.parse_all(printed)
        if isinstance(found[0], PlainReport):  # else it took the long road
            assert len(found) == len(LONG.parse_all(printed))


def harmed(draw, text):
    """A text with a few of its lines lost, doubled, swapped, cut, or with cells and signs more or less."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        line = lines[at]
        cut = draw(st.integers(0, len(line)))
        sign = draw(
            st.sampled_from(["\t", "|", " ", "0", "7", "/", "其他", "总计", "\n", "</td>", "<td>", "</tr>"])
        )
        match draw(st.sampled_from(["lose", "double", "swap", "cut", "insert", "erase"])):
            case "lose":
                lines[at] = ""
            case "double":
                lines.insert(other, line)
            case "swap":
                lines[at], lines[other] = lines[other], line
            case "cut":
                lines[at : at + 1] = [line[:cut], line[cut:]]
            case "insert":
                lines[at] = line[:cut] + sign + line[cut:]
            case "erase":
                lines[at] = line[:cut] + line[cut + 1 :]
    return "\n".join(lines)


def test_cells_behind_the_end_of_a_row_are_not_that_rows():
    schema = STRAIGHT.schemas[FORMS[-1]]
    text = render(schema, fill(schema, 1, "city"), "html")
    assert alike(text)
    assert not alike(text.replace("规章</td>", "规章</td></tr>"))


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u2060"])
@pytest.mark.parametrize("layout", ["tabs-grid", "pipes-grid", "html", "cell-per-line"])
def test_a_sign_that_is_not_seen_is_no_part_of_a_figure_on_either_road(layout, sign):
    schema = STRAIGHT.schemas[FORMS[-1]]
    text = render(schema, fill(schema, 1, "city"), layout)
    figure = max(STRAIGHT.parse(text).cells.values(), key=lambda cell: len(cell.raw)).raw
    for harmed_figure in (sign + figure, figure + sign):
        harmed_text = text.replace(figure, harmed_figure, 1)
        assert told(STRAIGHT.parse(harmed_text)) == told(LONG.parse(harmed_text))


@examples(25)
@given(data=st.data())
def test_a_harmed_print_is_stated_by_both_roads_or_left_to_the_long_one(data):
    draw = data.draw
    schema = STRAIGHT.schemas[draw(st.sampled_from(FORMS))]
    filled = fill(schema, draw(st.integers(0, 10**6)), draw(st.sampled_from(("city", "blanks", "zero"))))
    text = harmed(draw, render(schema, filled, draw(st.sampled_from(LAYOUTS)), prose=draw(st.booleans())))
    found = STRAIGHT.parse_all(text)
    if isinstance(found[0], PlainReport):
        for short, long in zip(found, LONG.parse_all(text), strict=True):
            assert told(short) == told(long)
            agree(short, long)


def test_a_layout_of_others_may_read_differently_so_the_engine_reads_it_all():
    class Other:
        @hookimpl
        def gouji_cell_matrices(self, document):
            return []

    schema = STRAIGHT.schemas[FORMS[-1]]
    text = render(schema, fill(schema, 1, "city"), "tabs-grid")
    plugins = list(gouji.Engine("builtin")._plugins._manager.get_plugins())
    assert not isinstance(gouji.Engine([*plugins, Other()]).parse(text), PlainReport)


def test_a_report_of_a_plain_print_travels_whole():
    schema = STRAIGHT.schemas[FORMS[-1]]
    report = STRAIGHT.parse(render(schema, fill(schema, 1, "city"), "tabs-grid", prose=True))
    assert isinstance(report, PlainReport)
    again = pickle.loads(pickle.dumps(report))
    assert again.to_dict() == report.to_dict()
    agree(again, LONG.parse(report.document))


@pytest.mark.parametrize(
    ("harm", "asked"), [(None, "gouji.plain.report.remarks"), ("\n某某\t甲\n", "gouji.placing.place.place")]
)
def test_memory_that_runs_out_when_findings_are_asked_for_is_told(harm, asked, monkeypatch):
    schema = STRAIGHT.schemas[FORMS[-1]]
    text = render(schema, fill(schema, 1, "city"), "tabs-grid")
    lines = text.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("行政处罚")) + 1
    report = STRAIGHT.parse("\n".join([*lines[:at], *([harm.strip()] if harm else []), *lines[at:]]))

    def exhausted(*_):
        raise MemoryError

    monkeypatch.setattr(asked, exhausted)
    assert report.values
    with pytest.raises(gouji.ShortOfMemoryError, match="<text>: not enough memory"):
        report.findings  # noqa: B018 - asking is what is tried


@pytest.mark.parametrize("layout", ["html", "tabs-grid", "pipes-grid"])
def test_tables_below_titles_of_their_own_are_reports_of_their_own(layout):
    schema = STRAIGHT.schemas[FORMS[-1]]
    text = render(schema, fill(schema, 1, "city"), layout, prose=True)
    heading = next(s for s in schema.sections if s.table == schema.tables[1].id)
    titles = ["某县2021年政府信息公开工作年度报告", "某区2021年政府信息公开工作年度报告"]
    mark = "<p>{}</p>\n" if layout == "html" else "{}\n\n"
    cut = text.index(heading.title) - len(f"{heading.ordinal}、")
    cut = text.rindex("<" if layout == "html" else "\n", 0, cut)
    two = mark.format(titles[0]) + text[:cut] + "\n" + mark.format(titles[1]) + text[cut:]
    assert isinstance(STRAIGHT.parse(mark.format(titles[0]) + text), PlainReport)
    assert len(STRAIGHT.parse_all(two)) == len(LONG.parse_all(two)) == 2


@pytest.mark.parametrize("layout", ["row-per-line", "cell-per-line"])
@pytest.mark.parametrize("sign", "+-")
def test_a_sign_before_a_count_of_wrapped_text_is_left_to_the_engine(layout, sign):
    text = render(STRAIGHT.schemas[FORMS[0]], fill(STRAIGHT.schemas[FORMS[0]], 3, "city"), layout)
    (start, _), *_ = STRAIGHT.parse(text)["requests/results.granted/natural"].spans
    assert alike(text)
    assert not alike(text[:start] + sign + text[start:])


def test_a_print_whose_sums_fail_is_left_to_the_long_road_which_sees_the_cut_at_the_widest_line():
    schema = loads(COUNTS)
    whole = "数量表\n项目\t城镇\t农村\t合计\n甲类项目\t3\t4\t7\n乙类项目\t600\t604\t1204\n丙类项目\t1\t1\t2\n"
    report = gouji.Engine("builtin", schemas=[schema]).parse(whole, schema="counts")
    assert isinstance(report, PlainReport)
    assert report["t/b/all"].value == 1204
    report = gouji.Engine("builtin", schemas=[schema]).parse(whole.replace("1204", "120"), schema="counts")
    assert not isinstance(report, PlainReport)
    assert (report["t/b/all"].status, report["t/b/all"].value) == ("ambiguous", None)


@pytest.mark.parametrize("label", ["2.\ufffd", "（\x8c（一）予以公开", "某某", ""])
def test_a_strange_row_with_a_whole_rows_figures_is_the_engines(label):
    """Its label may be the form's with a sign too many: then what stands below it is not sure either."""
    schema = STRAIGHT.schemas[FORMS[-1]]
    lines = render(schema, fill(schema, 3, "city"), "tabs-grid").split("\n")
    assert alike("\n".join(lines))
    at = next(i for i, line in enumerate(lines) if "2.其他法律行政法规" in line)
    cells = lines[at].split("\t")
    row = next(i for i, cell in enumerate(cells) if "2.其他" in cell)
    text = "\n".join([*lines[:at], "\t".join([*cells[:row], label, *cells[row + 1 :]]), *lines[at:]])
    assert not alike(text)
