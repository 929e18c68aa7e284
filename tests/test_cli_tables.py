import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji import cli
from gouji.cli import explain
from gouji.document import Document
from gouji.engine import Engine
from gouji.hookspecs import hookimpl
from gouji.matrix import from_rows
from gouji.table.export import to_markdown

TEXT = "prose\na;=1+1\nb|c;-2\nprose\nd;e\n"


class Semicolons:
    """A toy layout: runs of lines with a semicolon."""

    name = "semicolons"

    @hookimpl
    def gouji_cell_matrices(self, document):
        lines = [
            (a, b) for a, b in zip(document.lines.start.tolist(), document.lines.end.tolist(), strict=True)
        ]
        mask = document.lines.printed > 0
        for i, (a, b) in enumerate(lines):
            mask[i] = ";" in document.text[a:b]
        for first, last in document.runs(mask):
            yield from_rows([row(document.text, *line) for line in lines[first:last]])


def row(text, start, end):
    middle = text.index(";", start, end)
    return [[(start, middle)], [(middle + 1, end)]]


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("gouji.cli.asked.engine", lambda _: Engine([Semicolons()]))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "some.txt").write_text(TEXT)
    (tmp_path / "prose.txt").write_text("prose")
    return lambda *arguments: (cli.main(["tables", *arguments]), *capsys.readouterr())


def test_json_has_rows_whose_spans_slice_out_of_the_source(run):
    code, out, _ = run("some.txt")
    first, second = json.loads(out)
    assert code == 0
    assert first["rows"] == [["a", "=1+1"], ["b|c", "-2"]]
    assert second["layout"] == "semicolons"
    cells = zip(sum(first["rows"], []), sum(first["spans"], []), strict=True)  # noqa: RUF017 - four cells
    assert all("".join(TEXT[a:b] for a, b in spans) == text for text, spans in cells)


def test_csv_parts_tables_by_an_empty_line_and_neutralises(run):
    out = run("some.txt", "--format", "csv")[1]
    assert list(csv.reader(io.StringIO(out))) == [["a", "'=1+1"], ["b|c", "-2"], [], ["d", "e"]]


def test_markdown_is_one_pipe_table_each(run):
    out = run("some.txt", "--format", "markdown")[1]
    first, second = out.split("\n\n")
    assert first == "| a | =1+1 |\n| --- | --- |\n| b\\|c | -2 |"
    assert second == "|  |  |\n| --- | --- |\n| d | e |\n"


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1))
def test_no_text_breaks_out_of_its_markdown_cell(rows):
    lines = to_markdown(rows, 1).split("\n")[:-1]
    assert len(lines) == len(rows) + 1
    for line in lines:
        bars = line.replace("\\\\", "").replace("\\|", "").count("|")
        assert bars == 3


def test_prose_has_no_tables(run):
    assert run("prose.txt")[:2] == (2, "[]\n")


def test_an_unknown_layout_is_usage_and_names_the_known(run):
    code, _, err = run("some.txt", "--layout", "nope")
    assert code == 2
    assert "semicolons" in err


def test_a_missing_file_cannot_be_read(run):
    assert run("missing.txt")[0] == 3


def test_json_lines_have_a_table_each_and_html_one_element_each(run):
    lines = run("some.txt", "--format", "jsonl")[1].splitlines()
    assert [json.loads(line)["rows"][0][0] for line in lines] == ["a", "d"]
    html = run("some.txt", "--format", "html")[1]
    assert html.count("<table") == 2
    assert html.count("\n\n") == 1


def test_one_table_may_be_asked_for(run):
    assert run("some.txt", "--format", "csv", "--table", "2")[1] == "d,e\n"
    code, out, err = run("some.txt", "--table", "3")
    assert (code, out) == (2, "[]\n")
    assert "has 2 tables" in err


def test_an_unreadable_input_costs_only_itself(run):
    code, out, err = run("missing.txt", "some.txt", "--format", "jsonl")
    assert (code, len(out.splitlines())) == (3, 2)
    assert "missing.txt" in err


def test_folders_and_an_output_file(run, tmp_path):
    code, out, _ = run(".", "--format", "jsonl", "-o", "out.jsonl")
    assert (code, out) == (0, "")
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 2


def test_explain_says_why_each_table_stands(run, capsys):
    assert cli.main(["explain", "some.txt", "--tables"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line[:7] for line in told] == ["+ lines"] * 2
    assert "semicolons" in told[0]
    assert cli.main(["explain", "prose.txt", "--tables"]) == 2


def test_explain_says_which_tables_only_arrange_a_page(capsys):
    page = "<table><tr><td><a>Home</a><td><a>News</a></table>\n<table><tr><th>town<tr><td>Ely</table>\n"
    assert explain.why_these(Engine("builtin"), Document(page)) == 0
    menu, data = capsys.readouterr().out.splitlines()
    assert menu.endswith("it only arranges the page")
    assert data.endswith("name a table")
