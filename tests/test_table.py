import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji
from gouji.engine import Engine
from gouji.errors import GoujiError, PluginError

ENGINE = Engine(strict=True)

FORM = """<table>
<tr><td rowspan="2">事项</td><td colspan="2">数量</td></tr>
<tr><td>新收</td><td>办结</td></tr>
<tr><td>许可</td><td>3</td><td>2</td></tr>
<tr><td>处罚</td><td></td><td>0</td></tr>
</table>"""


def only(text, **options):
    (table,) = ENGINE.tables(text, **options)
    return table


def test_a_page_that_marks_no_header_shows_it_by_its_content():
    table = only(FORM)
    assert (table.header_rows, table.header_cols) == (2, 1)
    assert table.columns == [("事项",), ("数量", "新收"), ("数量", "办结")]
    assert table.names == ["事项", "数量 / 新收", "数量 / 办结"]


@pytest.mark.parametrize(
    ("text", "rows", "cols"),
    [
        ("name\tage\nAnn\t31\nBob\t7\n", 1, 1),
        ("name\ttown\tage\nAnn\tYork\t31\nBob\tBath\t7\n", 1, 2),
        ("1\t2\n3\t4\n5\t6\n", 0, 0),
        ("Ann\tYork\nBob\tBath\nEve\tEly\n", 0, 0),
        ("name\t2019\t2020\nAnn\t31\t2\nBob\t7\t5\n", 1, 1),
        ("2018\t2019\t2020\n1\t31\t2\n6\t7\t5\n", 0, 0),
        ("\tleft\tright\nAnn\t31\t2\nBob\t7\t5\n", 1, 1),
        ("name\tnote\nAnn\tx\nBob\t3\n", 0, 0),
        ("name\tage\nAnn\t\nBob\t7\n", 1, 1),
        ("name\tshare\nAnn\t12.5 %\nBob\t7 %\n", 1, 1),
        ("stop\ttime\nYork\t12:30\nBath\t13:05\n", 1, 1),
        ("item\tmass\nnut\t3 kg\nbolt\t10–12 g\n", 1, 1),
        ("run\t2019\n1.2e-5\t(1,200)\n3E8\t± 7\n", 1, 0),
        ("name\tstreet\nAnn\t3 Hill Rd\n", 0, 0),
        ("Ann\t3 Hill Rd\nBob\t7 Well Ln\nEve\t9 Mill St\n", 0, 0),
        ("item\tlong\twide\n\tm\tmm\nbeam\t2\t80\n", 2, 1),
        ("item\tlong\n\tm\nbeam\tx\n", 0, 0),
    ],
)
def test_content_names_a_header_only_where_values_follow_it(text, rows, cols):
    table = only(text, layout="tsv")
    assert (table.header_rows, table.header_cols) == (rows, cols)


def test_markup_has_the_last_word_on_headers():
    assert only("<table><tr><th>1</th><th>2</th></tr><tr><td>3</td><td>4</td></tr></table>").header_rows == 1
    assert only("| 1 | 2 |\n|---|---|\n| 3 | 4 |\n").header_rows == 1


def test_merged_cells_are_repeated_or_printed_once():
    table = only(FORM)
    assert table.rows()[0] == ["事项", "数量", "数量"]
    assert table.rows(merged="once")[:2] == [["事项", "数量", ""], ["", "新收", "办结"]]
    assert table.rows()[1][0] == "事项"
    with pytest.raises(ValueError, match=r"'both'; .* 'repeat' or 'once'"):
        table.rows(merged="both")


def test_a_table_shows_itself_in_a_line_without_its_text():
    table = only("<table><caption>Rain</caption><tr><td>12<td>3</table>")
    assert repr(table) == "<Table html 1 x 2 of <text>[38:45]: Rain>"
    assert repr(only(FORM)).startswith("<Table html 4 x 3 of ")


def test_cells_say_where_they_stand_in_the_table_and_in_the_source():
    table = only(FORM)
    first, second, *_ = table.cells
    assert (first.text, first.row, first.col, first.rowspan, first.colspan, first.header) == (
        "事项",
        0,
        0,
        2,
        1,
        True,
    )
    assert (second.rowspan, second.colspan) == (1, 2)
    for cell in table.cells:
        assert "".join(FORM[a:b] for a, b in cell.spans) == cell.text
    assert {c.text for c in table.cells if not c.header} == {"3", "2", "", "0"}


def test_rows_are_a_copy():
    table = only(FORM)
    table.rows()[0][0] = "changed"
    assert table.rows()[0][0] == "事项"


def test_a_caption_is_told_and_tables_of_a_page_only_are_marked():
    table = only("<table><caption>Rain\n by month</caption><tr><td>1</td></tr></table>")
    assert table.caption == "Rain by month"
    assert only("<table role=presentation><tr><td>1<td>2</table>").presentation
    assert not table.presentation


def test_small_tables_are_left_out_on_request():
    text = "<table><tr><td>1</table> and <table><tr><td>2<td>3<tr><td>4<td>5</table>"
    assert [t.shape for t in ENGINE.tables(text)] == [(1, 1), (2, 2)]
    assert [t.shape for t in ENGINE.tables(text, min_cols=2)] == [(2, 2)]
    assert [t.shape for t in ENGINE.tables(text, min_rows=3)] == []


def test_a_layout_goes_by_its_aliases_too():
    text = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert [only(text, layout=name).layout for name in ("pipes", "markdown", "gfm")] == ["pipes"] * 3
    with pytest.raises(PluginError, match="no layout plugin is named 'pdf'; there are"):
        ENGINE.tables(text, layout="pdf")
    with pytest.raises(PluginError, match=r"did you mean .*html"):
        ENGINE.tables(text, layout="HTLM")
    with pytest.raises(PluginError, match="did you mean markdown"):
        ENGINE.tables(text, layout="Markdown")


def test_an_open_file_is_no_source_but_what_it_reads_is(tmp_path):
    path = tmp_path / "form.html"
    path.write_bytes(FORM.encode())
    with path.open() as file:
        with pytest.raises(TypeError, match=r"not TextIOWrapper; give .* read\(\)"):
            gouji.tables(file)
        assert gouji.tables(file.read())


def test_bytes_and_files_are_read_as_text(tmp_path):
    path = tmp_path / "form.html"
    path.write_bytes(FORM.encode("gb18030"))
    assert gouji.tables(path)[0].rows() == gouji.tables(FORM.encode())[0].rows() == only(FORM).rows()


def test_plain_data_holds_what_the_table_says():
    told = json.loads(only(FORM).to_json())
    assert told["rows"] == only(FORM).rows()
    assert told["merged"] == [[0, 0, 2, 1], [0, 1, 1, 2]]
    assert told["columns"][2] == ["数量", "办结"]
    assert told["layout"] == "html"
    assert "tags" in told["reason"]


def test_exports_hold_the_rows():
    table = only(FORM)
    assert table.to_records()[0] == {"事项": "许可", "数量 / 新收": "3", "数量 / 办结": "2"}
    assert table.to_csv().splitlines()[2] == "许可,3,2"
    assert only(table.to_markdown()).rows()[1:] == table.rows()[2:]
    again = only(table.to_html())
    assert (again.rows(), again.header_rows, again.header_cols) == (table.rows(), 2, 1)
    assert table._repr_html_() == table.to_html()


def test_a_library_that_is_missing_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(GoujiError, match="pip install pandas"):
        only(FORM).to_pandas()


def test_frames_hold_the_rows_below_the_header():
    pandas = pytest.importorskip("pandas")
    frame = only(FORM).to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame.values.tolist() == [["许可", "3", "2"], ["处罚", "", "0"]]


def test_polars_takes_a_table_as_it_is():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(only(FORM))
    assert frame.columns == ["事项", "数量 / 新收", "数量 / 办结"]
    assert frame.rows() == only(FORM).to_polars().rows() == [("许可", "3", "2"), ("处罚", "", "0")]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf")), max_size=6)
"""What a page shows as it is: control and direction characters are written as their escapes."""


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_is_printed_as_html_reads_back(rows):
    body = "".join("<tr>" + "".join(f"<td>{html.escape(t)}</td>" for t in row) + "</tr>" for row in rows)
    table = only(f"<table>{body}</table>", layout="html")
    assert only(table.to_html(), layout="html").rows() == table.rows()


MARKED = {
    "grid": "+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n",
    "simple": "=====  =====\na      b\n=====  =====\n1      2\n=====  =====\n",
    "aligned": "name   count  size\nabc        1    22\nabcd      10   222\n",
    "tabs": "a\tb\n1\t2\n3\t4\n",
    "csv": "a,b,c\n1,2,3\n4,5,6\n",
    "pipes": "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "box": "┌───┬───┐\n│ a │ b │\n├───┼───┤\n│ 1 │ 2 │\n└───┴───┘\n",
    "mediawiki": "{|\n| a || b\n|-\n| 1 || 2\n|}\n",
    "asciidoc": "|===\n|a |b\n\n|1 |2\n|===\n",
    "html": "<table><tr><th>a<th>b<tr><td>1<td>2</table>",
}


@pytest.mark.parametrize("layout", MARKED)
def test_a_byte_order_mark_before_a_text_is_no_part_of_its_table(layout):
    for named in (None, layout):
        plain, marked = (only(t, layout=named) for t in (MARKED[layout], f"\ufeff{MARKED[layout]}"))
        assert (marked.layout, marked.rows(), marked.header_rows) == (layout, plain.rows(), plain.header_rows)
        assert [c.spans for c in marked.cells] == [
            tuple((a + 1, b + 1) for a, b in c.spans) for c in plain.cells
        ]
