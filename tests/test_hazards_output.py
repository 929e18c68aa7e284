"""What a document holds runs nowhere: not in a terminal, a page, a spreadsheet or a log."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji
import hostile
from depth import examples
from gouji import cli
from gouji.export import neutral
from gouji.harmless import UNSAFE, dumps, harmless, inline, references
from gouji.review import rendered
from gouji.review.marks import Marks

EVIL = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202eevil\u202c\u200b\x08\x7f\u2028"
FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = "<script>alert(1)</script>"
LINE_ENDS = {"\n"}


def unsafe(text):
    return set(UNSAFE.findall(text)) - LINE_ENDS


@pytest.fixture
def document(tmp_path):
    """A report with hostile text in a figure's cell, in its remark, in its title, beside it and in its name."""
    text = hostile.base().text.replace("行政许可\t", f"行政许可\t{EVIL}", 1)
    text = text.replace("行政处罚\t", f"行政处罚\t{FORMULA}", 1).replace(
        "行政强制\t", f"行政强制\t{SCRIPT}", 1
    )
    path = tmp_path / f"report {EVIL.replace(chr(0), '')}.txt".replace("/", "_")
    head = f"某县{EVIL}局2021年政府信息公开工作年度报告\n\n{EVIL}{FORMULA}\t{SCRIPT}\t{EVIL}\n1\t2\t3\n\n"
    path.write_text(head + text + f"\n附{EVIL}\n", "utf-8")
    return path


COMMANDS = {
    "parse table": ["parse"],
    "parse json": ["parse", "--format", "json"],
    "parse jsonl": ["parse", "--format", "jsonl"],
    "parse csv": ["parse", "--format", "csv"],
    "explain": ["explain"],
    "explain a cell": ["explain", "proactive/licensing/decisions"],
    "explain an unknown one": ["explain", EVIL],
    "explain tables": ["explain", "--tables"],
    "tables json": ["tables", "--format", "json"],
    "tables jsonl": ["tables", "--format", "jsonl"],
    "tables markdown": ["tables", "--format", "markdown"],
    "tables html": ["tables", "--format", "html"],
    "tables csv": ["tables", "--format", "csv"],
    "tables without one": ["tables", "--table", "99"],
    "diff": ["diff", ""],
    "a layout that is none": ["tables", "--layout", EVIL],
    "a schema that is none": ["parse", "--schema", EVIL],
    "a plugin that is none": ["parse", "-p", f"no:{EVIL}"],
    "a file that is none": ["parse", EVIL],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_nothing_of_a_document_reaches_the_terminal_unescaped(document, capsys, command):
    name, *rest = command
    cli.main([name, str(document), *[str(document) if part == "" else part for part in rest]])
    out, err = capsys.readouterr()
    assert out or err
    assert unsafe(out) - {"\t", "\r"} == set()
    assert unsafe(err) == set()


def test_a_review_page_holds_no_script_of_the_document(document, tmp_path, capsys):
    assert cli.main(["review", str(document), "-o", str(tmp_path / "page.html")]) in (0, 1)
    page = (tmp_path / "page.html").read_text("utf-8")
    assert SCRIPT not in page
    assert not unsafe(capsys.readouterr().err)
    assert not set(re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page))


def test_json_gives_back_exactly_what_was_printed(document, capsys):
    cli.main(["parse", str(document), "--format", "jsonl"])
    (report,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    cell = next(c for c in report["cells"] if c["key"] == "proactive/licensing/decisions")
    text = document.read_text("utf-8")
    assert cell["raw"] == "".join(text[a:b] for a, b in cell["spans"])
    assert EVIL.partition("\u2028")[0] in cell["raw"]


def test_no_field_of_a_csv_is_a_formula(document, capsys):
    for command in (["parse", "--format", "csv"], ["tables", "--format", "csv"]):
        cli.main([command[0], str(document), *command[1:]])
        rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
        assert rows
        fields = [field for row in rows for field in row]
        assert all(field == neutral(field) for field in fields)
        assert any(FORMULA in field for field in fields)


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.names, self.said = set(), []

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)

    def handle_data(self, data):
        self.said.append(data)


def test_html_holds_the_text_and_none_of_its_markup():
    source = f'甲\t乙\n{SCRIPT}\t"><img src=x onerror=alert(1)>\n5\t6\n'
    (table,) = gouji.tables(source)
    reader = Reader()
    reader.feed(table.to_html())
    assert reader.names <= {"table", "thead", "tbody", "tr", "td", "th", "br", "caption"}
    assert SCRIPT in "".join(reader.said)


@examples(200)
@given(st.text(st.characters() | st.sampled_from(list(EVIL + "=+-@\t\r\n'\""))))
def test_what_is_shown_has_no_unsafe_character(text):
    assert not UNSAFE.search(harmless(text))
    assert not set(UNSAFE.findall(inline(text))) - {"\t", "\r", "\n"}
    assert not set(UNSAFE.findall(references(text))) - {"\t", "\r", "\n"}
    shown = dumps([text])
    assert not UNSAFE.search(shown)
    assert json.loads(shown) == [text]
    assert neutral(neutral(text)).lstrip("'") == neutral(text).lstrip("'")


@examples(100)
@given(st.text("=+-@\t\r\n＝＋ \u3000\xa0\u200b\ufeff1a", max_size=6))
def test_no_text_begins_as_a_formula(text):
    shown = neutral(text).lstrip(" \u3000\xa0")
    assert shown[:1] not in set("=+-@\t\r\n＝＋－＠") or re.fullmatch(r"[+-]?\d+|-+", shown.strip())


@pytest.mark.parametrize("terminal", [True, False])
def test_the_text_of_a_file_is_harmless_on_a_terminal_and_exact_elsewhere(
    document, capsys, monkeypatch, terminal
):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert cli.main(["text", str(document)]) == 0
    shown = capsys.readouterr().out
    (opened,) = gouji.Engine().open(document)
    assert shown == (inline(opened.text) if terminal else opened.text)
    assert bool(unsafe(shown) - {"\t"}) is not terminal


def test_a_page_shown_as_a_browser_prints_it_is_harmless(document):
    text = f"<p>{EVIL}&#x202e;12&#27;</p><table><tr><td>{EVIL}</td></tr></table>"
    shown = rendered.pane(text, Marks(gouji.parse(text), {}), 0, len(text))
    assert not unsafe(shown)
    assert shown.count("evil") == 2
