import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_form
from gouji.document import Document
from gouji.export import CSV_COLUMNS, neutral, to_csv
from gouji.harmless import inline


def table(*reports):
    schema = small_form.schema()
    return list(csv.DictReader(io.StringIO(to_csv(reports, {schema.id: schema}), newline="")))


def by_key(rows):
    return {r["key"]: r for r in rows}


def test_one_row_a_cell_with_all_columns():
    rows = table(small_form.report())
    assert [r["key"] for r in rows] == list(small_form.report().cells)
    assert tuple(rows[0]) == CSV_COLUMNS


def test_a_row_says_everything_of_its_cell():
    assert by_key(table(small_form.report()))["plants/fee/amount"] == {
        "source": "town.txt", "report": "1", "schema": "small-1", "table": "plants", "row": "fee",
        "column": "amount", "key": "plants/fee/amount", "label_zh": "收费·收费金额", "value": "85.50",
        "raw": "85.50元", "unit": "元", "status": "printed", "candidates": "", "spans": "28:33", "origins": "",
        "layout": "tabs",
    }  # fmt: skip
    assert small_form.TEXT[28:33] == "85.50"


def test_labels_lead_from_block_to_column():
    rows = by_key(table(small_form.report()))
    assert rows["plants/tree/b"]["label_zh"] == "第一项·一、绿化·树木·申请人·组织·乙公司"
    assert rows["cases/suit/won"]["label_zh"] == "诉讼·直接·胜诉"
    assert (rows["cases/suit/won"]["row"], rows["cases/suit/won"]["column"]) == ("suit", "won")


def test_a_cell_of_another_edition_has_its_label_there():
    schema = small_form.schema()
    hybrid = replace(small_form.report(), schema="other", tables={"plants": "other"})
    rows = csv.DictReader(
        io.StringIO(to_csv([hybrid], {schema.id: schema, "other": replace(schema, tables=())}))
    )
    assert by_key(rows)["plants/fee/amount"]["label_zh"] == "收费·收费金额"


def test_a_doubtful_cell_lists_its_candidates_and_no_value():
    row = by_key(table(small_form.report()))["plants/bush/a"]
    assert (row["value"], row["candidates"], row["status"]) == ("", "5 null", "ambiguous")


def test_reports_are_counted_within_their_source():
    other = small_form.report(Document(small_form.TEXT, source="other.txt"))
    rows = table(small_form.report(), other, small_form.report())
    assert list(dict.fromkeys((r["source"], r["report"]) for r in rows)) == [
        ("town.txt", "1"), ("other.txt", "1"), ("town.txt", "2"),
    ]  # fmt: skip


def test_rows_end_with_a_line_feed_alone():
    text = to_csv([small_form.report()], {})
    assert "\r" not in text
    assert text.endswith("\n")


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1", "=-"]
)
def test_formulas_are_neutralised(text):
    assert neutral(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "+2", "-9", "-1,234.50", "-", "--", "3", "增98", "/", "—", "a=b", "1-2"]
)
def test_figures_and_plain_text_stay(text):
    assert neutral(text) == text


@given(st.text())
def test_neutral_adds_at_most_an_apostrophe(text):
    assert neutral(text) in (inline(text), "'" + inline(text))


def test_a_hostile_file_name_and_raw_are_neutralised():
    document = Document(small_form.TEXT, source="=HYPERLINK(1)")
    hostile = small_form.cell("plants/tree/a", "blank", raw='=1+"x"')
    row = by_key(table(small_form.report(document, changed=hostile)))["plants/tree/a"]
    assert (row["source"], row["raw"]) == ("'=HYPERLINK(1)", '\'=1+"x"')
