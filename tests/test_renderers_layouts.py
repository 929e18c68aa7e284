"""Each layout, read back by the plainest reader of its kind; options that every layout must survive."""

import csv
import io
import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, find, given, settings
from lxml import html as lxml_html

from gouji.testing import RENDERERS, Options, fill, render, sheets
from gouji.testing.sample import sample
from gouji.testing.strategies import documents, hostile
from gouji.testing.width import display_width

SCHEMA = sample()
SPARSE = fill(SCHEMA, 8, "sparse")
CITY = fill(SCHEMA, 5, "city", thousands=True)
BARE = Options(headings=False)
KEEPING = [name for name, renderer in RENDERERS.items() if renderer.keeps_blanks]


def full(values):
    """Rows of the grid with each cell's text in its first slot only."""
    out = []
    for sheet in sheets(SCHEMA, values).values():
        seen = set()
        for line in sheet.owners():
            out.append([])
            for owner in line:
                out[-1].append("" if owner in seen else sheet.cell(owner).text)
                seen.add(owner)
    return out


def repeated(values):
    """Rows of the grid with each cell's text in all its slots."""
    return [
        [sheet.cell(owner).text for owner in line]
        for sheet in sheets(SCHEMA, values).values()
        for line in sheet.owners()
    ]


def ragged(values):
    """Rows of the cells that begin in them."""
    return [[c.text for c in row] for sheet in sheets(SCHEMA, values).values() for row in sheet.rows]


def lines(text):
    return [line for line in text.split("\n") if line.strip()]


def wanted(layout, values):
    kind = layout.rpartition("-")[2]
    return {"ragged": ragged, "repeat": repeated}.get(kind, full)(values)


@pytest.mark.parametrize("layout", ["tabs-grid", "tabs-ragged", "tabs-repeat"])
@pytest.mark.parametrize("values", [SPARSE, CITY])
def test_tabs(layout, values):
    text = render(SCHEMA, values, layout, BARE)
    assert [line.split("\t") for line in text.removesuffix("\n").split("\n")] == wanted(layout, values)


@pytest.mark.parametrize("wrap", [0, 5])
def test_csv(wrap):
    text = render(SCHEMA, CITY, "csv", BARE, wrap=wrap)
    rows = list(csv.reader(io.StringIO(text)))
    assert [[cell.replace("\n", "") for cell in row] for row in rows] == full(CITY)
    assert any("\n" in cell for row in rows for cell in row) == bool(wrap)


@pytest.mark.parametrize("layout", ["pipes-grid", "pipes-ragged", "pipes-repeat"])
@pytest.mark.parametrize("outer", [True, False])
def test_pipes(layout, outer):
    text = render(SCHEMA, SPARSE, layout, BARE, outer_pipes=outer, rule=False)
    left = slice(1, -1) if outer else slice(None)
    rows = [[cell.strip() for cell in f" {line} ".split("|")[left]] for line in text.split("\n") if line]
    assert rows == wanted(layout, SPARSE)


def test_the_rule_of_a_pipe_table_is_its_second_line():
    text = render(SCHEMA, CITY, "pipes-grid", BARE, tables=("stock",))
    assert lines(text)[1] == "| --- | --- | --- | --- |"
    assert len(lines(text)) == 8
    broken = render(SCHEMA, CITY, "pipes-grid", BARE, tables=("stock",), page_breaks=(3, 5))
    assert [i for i, line in enumerate(lines(broken)) if "---" in line] == [1, 5, 8]


def test_org():
    rows = lines(render(SCHEMA, SPARSE, "org", BARE))
    assert [[c.strip() for c in r.split("|")[1:-1]] for r in rows] == full(SPARSE)
    assert len({display_width(r) for r in rows[:7]}) == 1


def test_html_spans_give_the_grid_back():
    page = lxml_html.fromstring(render(SCHEMA, SPARSE, "html", BARE))
    rows = [[(td.text or "") for td in tr] for tr in page.iter("tr")]
    spans = [[(int(td.get("rowspan", 1)), int(td.get("colspan", 1))) for td in tr] for tr in page.iter("tr")]
    cells = [row for sheet in sheets(SCHEMA, SPARSE).values() for row in sheet.rows]
    assert rows == ragged(SPARSE)
    assert spans == [[(c.rowspan, c.colspan) for c in row] for row in cells]


def test_html_flat():
    page = lxml_html.fromstring(render(SCHEMA, SPARSE, "html-flat", BARE, wrap=4))
    assert [["".join(td.itertext()) for td in tr] for tr in page.iter("tr")] == full(SPARSE)


def test_html_escapes():
    key = SCHEMA.keys[0]
    text = render(SCHEMA, {key: "<b>5</b>&lt;"}, "html", title="a<b")
    page = lxml_html.fromstring(text)
    assert "<b>5</b>&lt;" in [td.text for td in page.iter("td")]
    assert page.find(".//h2").text == "a<b"


def test_mediawiki():
    text = render(SCHEMA, SPARSE, "mediawiki", BARE)
    tables = re.findall(r"\{\|\n(.*?)\n\|\}", text, re.DOTALL)
    rows = [[c[1:].strip() for c in row.split("\n")] for t in tables for row in t.split("\n|-\n")]
    assert rows == full(SPARSE)


def test_mediawiki_spans():
    text = render(SCHEMA, CITY, "mediawiki-spans", BARE, tables=("requests",))
    assert '| rowspan="5" | 三、办理结果' in text
    assert '| colspan="2" | （一）借出' in text


@pytest.mark.parametrize(("layout", "down"), [("box", "|"), ("box-unicode", "│")])
@pytest.mark.parametrize("unit", ["chars", "display"])
def test_boxes(layout, down, unit):
    text = render(SCHEMA, SPARSE, layout, BARE, unit=unit)
    rows = [[c.strip() for c in line.split(down)[1:-1]] for line in text.split("\n") if line.startswith(down)]
    assert rows == full(SPARSE)
    measure = len if unit == "chars" else display_width
    for table in text.split("\n\n"):
        assert len({measure(line) for line in lines(table)}) == 1


@pytest.mark.parametrize("unit", ["chars", "display"])
@pytest.mark.parametrize("align", ["left", "right", "center"])
@pytest.mark.parametrize("wrap", [0, 6])
def test_aligned_columns_are_kept_apart_by_a_clear_gap(unit, align, wrap):
    text = render(SCHEMA, CITY, "aligned", BARE, unit=unit, align=align, wrap=wrap, tables=("requests",))
    measure = len if unit == "chars" else display_width
    figures = [line for line in lines(text) if re.search(r"\d (?:.*\d )?.*\d$", line)]
    places = []
    for line in figures:
        found = list(re.finditer(r"(?<!\S)[\d,]+(?!\S)", line))[-3:]
        places.append([(measure(line[: m.start()]), measure(line[: m.end()])) for m in found])
    assert len(places) == 8
    for left, right in ((0, 1), (1, 2)):
        assert max(p[left][1] for p in places) < min(p[right][0] for p in places)


def test_aligned_keeps_the_place_of_a_blank():
    shown = CITY | {"requests/received/adults": ""}
    blank, whole = (lines(render(SCHEMA, v, "aligned", BARE, tables=("requests",))) for v in (shown, CITY))
    figure = CITY["requests/received/adults"]
    assert blank[3] == whole[3].replace(figure, " " * len(figure))
    assert blank[4:] == whole[4:]


def test_cell_per_line_keeps_or_drops_blanks():
    cells = [c for row in ragged(SPARSE) for c in row]
    kept = render(SCHEMA, SPARSE, "cell-per-line", BARE).split("\n")
    assert [line for line in kept if line] == [c or " " for c in cells]
    dropped = render(SCHEMA, SPARSE, "cell-per-line", BARE, drop_blanks=True)
    assert lines(dropped) == [c for c in cells if c]


def test_piece_per_line():
    rows = lines(render(SCHEMA, CITY, "piece-per-line", BARE))
    assert "".join(rows) == "".join(c for row in ragged(CITY) for c in row)
    assert max(len(line) for line in rows if not line[-1].isdigit()) == 6


def test_row_per_line_prints_the_figures_of_a_row_in_order_and_no_blanks():
    rows = lines(render(SCHEMA, SPARSE, "row-per-line", BARE, tables=("requests",)))
    for row in SCHEMA.table("requests").blocks[0].rows:
        figures = [SPARSE[f"requests/{row.id}/{reader}"] for reader in ("children", "adults", "total")]
        assert " ".join([row.label.text, *filter(None, figures)]) in rows


@pytest.mark.parametrize(
    ("figures", "want"),
    [
        ("last", ["2.已被他人预约", "而无法借出 {}"]),
        ("own", ["2.已被他人预约", "而无法借出", "{}"]),
        ("first", ["2.已被他人预约 {}", "而无法借出"]),
    ],
)
def test_figures_beside_a_wrapped_label(figures, want):
    keys = [f"requests/done.refused.reserved/{reader}" for reader in ("children", "adults", "total")]
    row = " ".join(CITY[k] for k in keys)
    text = render(SCHEMA, CITY, "char-per-line", BARE, figures=figures)
    assert "\n".join(want).format(row) in text
    assert "\n结\n果\n维\n持\n" in text


def test_a_break_between_blank_lines_shows_as_a_leading_blank_only():
    text = render(SCHEMA, CITY, "row-per-line", BARE, line_gap=1, page_breaks=(8,), tables=("requests",))
    assert text.count("\n 3.破损 ") == 1
    assert "\n\n 3.破损" not in text


def test_page_mark_stands_between_the_pages():
    text = render(SCHEMA, CITY, "tabs-grid", BARE, page_breaks=(8,), page_mark="- 5 -", tables=("requests",))
    assert text.count("\n\n- 5 -\n\n") == 1


@pytest.mark.parametrize("layout", list(RENDERERS))
def test_words_around_the_tables(layout):
    text = render(SCHEMA, CITY, layout, title="某图书馆2020年年报", prose=True, seed=3)
    words = ("某图书馆2020年年报", "一、总体情况", "二、馆藏情况", "四、投诉情况", "五、存在的问题")
    order = [text.index(w) for w in words]
    assert order == sorted(order)
    assert text == render(SCHEMA, CITY, layout, title="某图书馆2020年年报", prose=True, seed=3)
    assert text != render(SCHEMA, CITY, layout, title="某图书馆2020年年报", prose=True, seed=4)


def test_unknown_layouts_and_keys_are_named():
    with pytest.raises(ValueError, match="'tab' is unknown; there are tabs-grid"):
        render(SCHEMA, CITY, "tab")
    with pytest.raises(ValueError, match="library has no key 'stock/x'"):
        render(SCHEMA, {"stock/x": "1"}, "csv")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(documents(SCHEMA))
def test_every_figure_and_every_character_of_a_label_is_printed(made):
    text = re.sub("[０-９]", lambda m: chr(ord(m[0]) - 0xFEE0), made.text)
    for raw, count in Counter(filter(None, made.values.values())).items():
        assert len(re.findall(rf"(?<![\d.]){re.escape(raw)}(?![\d.])", text)) >= count
    squeezed = set(text)
    for sheet in sheets(SCHEMA, made.values, made.options).values():
        assert all(set(c.text) - {" "} <= squeezed for c in sheet.cells if c.is_label)
    assert made.text == render(SCHEMA, made.values, made.layout, made.options)
    newline = made.options.newline
    assert newline == "\n" or "\n" not in made.text.replace("\r\n", "")


@pytest.mark.parametrize("layout", KEEPING)
def test_moving_a_blank_changes_the_print_where_blanks_are_kept(layout):
    keys = [f"requests/received/{reader}" for reader in ("children", "adults")]
    prints = {render(SCHEMA, {key: "7"}, layout) for key in keys}
    assert len(prints) == 2


@pytest.mark.parametrize("layout", [name for name in RENDERERS if name not in KEEPING])
def test_moving_a_blank_leaves_no_trace_elsewhere(layout):
    keys = [f"requests/received/{reader}" for reader in ("children", "adults")]
    prints = {render(SCHEMA, {key: "7"}, layout) for key in keys}
    assert len(prints) == 1


@pytest.mark.parametrize("shard", ["\t", "|", "<td", "\ud800", "总计数"])
def test_hostile_text_has_what_layouts_look_for(shard):
    steady = settings(derandomize=True, database=None, max_examples=1000)
    assert find(hostile(("总计数",)), lambda text: text.count(shard) > 1, settings=steady)
