"""The review page without a browser: what stands in it, what cannot, and the files it makes."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import finding_codes
import gouji
import hostile
from depth import examples
from gouji import Limits, reread
from gouji.cli import main
from gouji.displaced import clipped
from gouji.document import Document
from gouji.report import Cell, Report, Unclaimed
from gouji.review import rendered, source
from gouji.review.balance import balances
from gouji.review.doubts import doubts
from gouji.review.marks import Marks, rows_of
from gouji.review.page import page
from gouji.review.told import chinese, names_of
from gouji.review.words import parted, words

ROOT = Path(__file__).parents[1]
FIXTURES = sorted(p for f in ("reports", "phenomena") for p in (ROOT / "fixtures" / f).iterdir())
PHENOMENA = ROOT / "fixtures" / "phenomena"
BROKEN = PHENOMENA / "totals-broken-by-the-document.txt"
ENGINE = gouji.Engine()
LOADED = {"img", "iframe", "object", "embed", "link", "base", "svg", "video", "audio", "source", "form"}
VOID = {"meta", "br", "hr", "input"}


class Elements(HTMLParser):
    """The elements of a page, whether they close in order, and its texts."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found, self.open, self.crossed, self.texts, self.handlers = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data):
        self.texts.append(data)


def pages(folder):
    """The pages of an index's folder, those of later reports of a document behind its first."""
    return sorted(folder.iterdir(), key=lambda p: (p.name[:4], len(p.name), p.name))


@pytest.fixture(scope="module")
def reports():
    return [(path, report) for path in FIXTURES for report in ENGINE.parse_all(path)]


def elements(text):
    return Elements(text)


def data(text):
    return json.loads(
        re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)[1]
    )


@pytest.mark.share(2)
@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.name)
def test_every_fixture_has_a_page_that_is_sound(path):
    for report in ENGINE.parse_all(path):
        text = page(report, ENGINE.schemas)
        found = elements(text)
        assert found.crossed == []
        assert found.open == []
        assert found.handlers == []
        assert LOADED.isdisjoint(found.found)
        assert len(data(text)["cells"]) == len(report.cells)


def test_the_policy_lets_only_the_pages_own_script_and_style_run():
    text = page(ENGINE.parse(BROKEN), ENGINE.schemas)
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1])
    own = {}
    for tag in ("style", "script"):
        body = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(body) == 1
        own[tag] = b64encode(hashlib.sha256(body[0].encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{own['style']}'; script-src 'sha256-{own['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not re.search(
        r"fetch|XMLHttp|WebSocket|innerHTML|outerHTML|eval\(|import\(|src=", text.partition("<script>")[2]
    )


HOSTILE = st.text(alphabet=st.sampled_from(list("<>/\"'&;=!- \tabtdr规章0\u202e\u200b\x00\x1b")), max_size=60)
PIECE = HOSTILE | st.sampled_from(
    [
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<table>",
        "</table>",
        "<td colspan=9",
        "<tr>",
        "</div>",
        "<p>",
        "<svg/onload=x>",
    ]
)


def bare(text):
    """A report over a text, with a cell, a label and a stray figure somewhere in it."""
    size = len(text)
    cell = Cell("a/b/c", 1, "1", "printed", ((size // 3, size // 2),), label=((size // 4, size // 3 + 1),))
    stray = Unclaimed(text[:3], (size // 2, size), "<a>", note="<b>")
    return Report(Document(text, "<i>.txt"), None, {}, {"a/b/c": cell}, unclaimed=(stray,))


@given(st.lists(PIECE, max_size=30))
@examples(200)
def test_no_text_gets_out_of_its_pane(pieces):
    text = "".join(pieces)
    found = elements(page(bare(text), {}))
    assert found.crossed == []
    assert found.open == []
    assert found.handlers == []
    assert LOADED.isdisjoint(found.found)
    assert found.found.count("script") == 2


@given(st.lists(PIECE, max_size=30))
@examples(200)
def test_the_source_as_it_is_loses_and_adds_no_character(pieces):
    text = "".join(pieces).replace("\r", "")
    report = bare(text)
    shown = "".join(
        source.pane(report.document, Marks(report, rows_of(report)), (0, len(report.document.lines.start)))
    )
    seen = "".join(elements(shown).texts)
    for hidden, number in (
        ("\u202e", "\\u202e"),
        ("\u200b", "\\u200b"),
        ("\x00", "\\x00"),
        ("\x1b", "\\x1b"),
    ):
        text = text.replace(hidden, number)
    assert seen.replace("\n", "") == text.replace("\n", "")


@given(st.lists(PIECE, max_size=30))
@examples(200)
def test_html_as_printed_has_only_harmless_elements_that_close(pieces):
    text = "".join(pieces)
    report = bare(text)
    found = elements(rendered.pane(text, Marks(report, rows_of(report)), 0, len(text)))
    assert set(found.found) <= rendered.KEPT | rendered.VOID | {"mark"}
    assert found.crossed == []
    assert found.open == []


def test_html_as_printed_keeps_spans_and_hides_what_a_browser_hides():
    text = "<table onclick=x><tr><td colspan='2' style=y>规&nbsp;章<td>1</table><script>2</script><!-- 3 --><div>4"
    report = Report(Document(text), None, {}, {})
    shown = rendered.pane(text, Marks(report, {}), 0, len(text))
    assert shown == '<table><tr><td colspan="2">规\xa0章</td><td>1</td></tr></table><div>4</div>'


def test_a_long_hostile_document_takes_no_squared_time():
    for piece in ("<a ", "<!--", "<td colspan=", "<script", "</", "<table><td>", '<a "'):
        text = piece * 20_000
        report = Report(Document(text), None, {}, {})
        assert rendered.pane(text, Marks(report, {}), 0, len(text)) is not None


def test_a_long_document_is_shown_around_its_marks_and_says_how_many_lines_it_leaves_out(monkeypatch):
    monkeypatch.setattr(source, "LONG", 100)
    monkeypatch.setattr(source, "KEPT", 5)
    prose = "全文如下，请参阅。\n" * 200
    path = ROOT / "fixtures" / "reports" / "wrapped-dropped-blanks.txt"
    for before, after in ((prose, ""), ("", prose), (prose, prose)):
        report = ENGINE.parse(before + path.read_text("utf-8") + "\n" + after)
        lines = len(report.document.lines.start)
        shown = source.pane(report.document, marks := Marks(report, rows_of(report)), (0, lines))
        parts = list(shown)
        left = [int(number) for part in parts for number in re.findall(r'data-lines="(\d+)"', part)]
        assert sum(left) + len(parts) - len(left) == lines
        assert sum(left) >= 180 * ((before + after).count("\n") // 200)
        held = {
            c
            for p in marks.within(0, len(report.document.text))
            for c in re.findall(r"data-cell=\S+", p.opening)
        }
        assert held
        assert all(any(cell in part for part in parts) for cell in held)
    short = source.pane(report.document, marks, (0, 50))
    assert len(list(short)) == 50


def test_marks_are_where_the_report_says():
    path = ROOT / "fixtures" / "reports" / "wrapped-dropped-blanks.txt"
    report = ENGINE.parse(path)
    marks = Marks(report, rows_of(report))
    cells = list(report)
    seen = {}
    for piece in marks.within(0, len(report.document.text)):
        held = re.search(r'data-cell="([\d ]+)"', piece.opening)
        for number in held[1].split() if held else ():
            seen[int(number)] = seen.get(int(number), "") + report.document.text[piece.start : piece.end]
    loose = {n: seen.pop(n) for n, c in enumerate(cells) if c.status == "ambiguous"}
    assert seen == {n: c.raw for n, c in enumerate(cells) if any(a < b for a, b in c.spans)}
    assert loose == {n: "".join(str(v) for v in cells[n].candidates if v is not None) for n in loose}


def test_equations_are_judged_as_the_report_judges_them(reports):
    for path, report in reports:
        broken = {
            f.code.partition(":")[2]
            for f in report.findings
            if f.verdict == "broken" and f.code.startswith("equation:")
        }
        assert {b.equation.id for b in balances(report, ENGINE.schemas) if b.verdict == "broken"} == broken, (
            path
        )


def test_every_doubtful_cell_and_loud_finding_is_a_doubt(reports):
    for _, report in reports:
        found = doubts(report)
        listed = {k for d in found if d.finding < 0 for k in d.cells}
        assert listed == {c.key for c in report if c.status in ("ambiguous", "contested")}
        assert {d.finding for d in found if d.finding >= 0} == {
            n for n, f in enumerate(report.findings) if f.severity != "info"
        }
        assert sum(d.unclaimed >= 0 for d in found) == len(report.unclaimed)
        if report.doubtful:
            assert found


def test_every_code_of_a_finding_has_words_in_both_languages(reports):
    told = {name.split(":")[1] for name in words() if name.startswith("code:")}
    assert told == finding_codes.codes()
    assert {f.code.partition(":")[0] for _, report in reports for f in report.findings} <= told
    for zh, en in words().values():
        assert isinstance(zh, str)
        assert isinstance(en, str)


def test_every_word_of_the_page_is_said_somewhere():
    folder = ROOT / "core" / "gouji" / "review"
    said = "".join(path.read_text("utf-8") for end in ("py", "js") for path in folder.glob(f"*.{end}"))
    named = [name for name in words() if not name.startswith("code:")]
    assert [name for name in named if not re.search(rf"""["'`]{name}["'`]""", said)] == []


def test_every_message_is_told_in_chinese(reports):
    for _, report in reports:
        names = names_of(report)
        for finding in report.findings:
            if not finding.code.startswith("equation:"):
                said = chinese(finding.message, names)
                assert said != finding.message
                assert not re.search(r"\blines?\b|None", said), said


def rare():
    """Findings that no fixture has: of damaged prints, of limits, and of PDFs with a second text."""
    text, first, last = hostile.base("tabs-grid", "cn-disclosure-2021", 13, "city").text, "规章", "（七）总计"
    lines = text.split("\n")
    row = next(number for number, line in enumerate(lines) if line.startswith(first))
    total = next(number for number, line in enumerate(lines) if last in line)
    broken = [*lines[:row], lines[row].rpartition("\t")[0] + "\t", "77", *lines[row + 1 :]]
    moved = lines[total].split("\t")
    moved[-1], moved[-2] = moved[-2], moved[-1]
    harmed = ["\n".join(broken), "\n".join([*lines[:total], "\t".join(moved), *lines[total + 1 :]])]
    cut = text[: text.index(lines[total]) + len(lines[total]) - 1]
    order = ("大量反复申请", "商业企业", "本年新收")  # a row above its header
    few = "\n".join(next(line for line in lines if word in line) for word in order)
    for print_ in (*harmed, cut, few):
        yield from gouji.parse(print_).findings
    for limits in (Limits(tables=1), Limits(slots=8), Limits(prints=1)):
        yield from gouji.parse(f"{text}\n规章\t0\n\n{text}", limits=limits).findings
    nested = "<table><tr><td>1<td>" * 3 + "2<td>3" + "</table>" * 3
    yield from gouji.tables(nested, limits=Limits(nesting=1)).findings
    yield from gouji.parse(
        Path(ROOT, "fixtures/reports/wrapped-dropped-blanks.txt"), limits=Limits(steps=1)
    ).findings
    cells = [Cell("requests/received/total", 7, "7", "printed", ((0, 1),)), Cell("requests/received/other")]
    yield reread._told("requests", cells, reread.BROKEN)
    yield reread._told("requests", cells, reread.DRAWN)
    for told in (clipped.ENDS, clipped.BEGINS):
        yield from clipped._opened({cells[0].key: cells[0]}, [cells[0].key], told, Document("7"))
    yield reread._clash(Document("7"), "requests", [(cells[0], cells[1])] * 5)


def test_what_is_seldom_found_is_told_in_chinese_too():
    findings = [f for f in rare() if not f.code.startswith("equation:")]
    assert {f.code for f in findings} >= {
        "cut-off", "exchanged", "rows-overlooked", "limit:tables", "limit:slots", "limit:prints", "limit:nesting",
        "limit:steps", "reread", "reread-clash",
    }  # fmt: skip
    for finding in findings:
        said = chinese(finding.message, {})
        assert said != finding.message
        assert not re.search(r"\blines?\b|None|\b(?:figures|the|and)\b", said), said


def test_a_message_of_a_plugin_is_told_as_it_is():
    assert chinese("something else", {}) == "something else"


def test_a_message_in_two_languages_is_parted():
    assert parted("总计 / the total: 1 ≠ 2") == ("总计：1 ≠ 2", "the total: 1 ≠ 2")
    assert parted("总计 / the total") == ("总计", "the total")
    assert parted("a / b") == ("a / b", "a / b")
    assert parted("一 / 二") == ("一 / 二", "一 / 二")


# --- the command -----------------------------------------------------------------------------------------


def test_one_report_goes_to_a_file_or_to_stdout(tmp_path, capsys):
    assert main(["review", str(BROKEN), "-o", str(tmp_path / "a.html")]) == 1
    assert main(["review", str(BROKEN)]) == 1
    assert capsys.readouterr().out == (tmp_path / "a.html").read_text("utf-8")
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]


def test_two_reports_of_a_file_are_two_pages_each_with_its_lines(tmp_path):
    path = PHENOMENA / "two-reports-in-one-file.txt"
    main(["review", str(path), "-o", str(tmp_path / "a.html"), "-q"])
    first, second = pages(tmp_path / "a_pages")
    lines = [[int(n) for n in re.findall(r'id="L(\d+)"', p.read_text("utf-8"))] for p in (first, second)]
    whole = ENGINE.parse(path).document
    assert lines[0] + lines[1] == list(range(1, len(whole.lines.start) + 1))
    for report, own in zip(ENGINE.parse_all(path), lines, strict=True):
        assert {whole.line_of(a) + 1 for c in report for a, _ in c.spans} <= set(own)
    index = (tmp_path / "a.html").read_text("utf-8")
    assert all(f'href="a_pages/{p.name}"' in index for p in (first, second))
    assert [data(p.read_text("utf-8"))["report"] for p in (first, second)] == [1, 2]


def test_several_reports_need_a_name(capsys):
    assert main(["review", str(PHENOMENA / "two-reports-in-one-file.txt"), str(BROKEN)]) == 2
    assert "-o FILE" in capsys.readouterr().err


def test_an_index_tells_what_cannot_be_read_and_goes_on(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.txt").write_bytes(b"%PDF-1.4")
    (tmp_path / "in" / "good.txt").write_bytes(BROKEN.read_bytes())
    assert main(["review", str(tmp_path / "in"), "-o", str(tmp_path / "a.html"), "-q"]) == 3
    text = (tmp_path / "a.html").read_text("utf-8")
    assert "is cut off before its end" in text
    assert text.count("<tr>") == 3
    assert elements(text).crossed == []


def test_nothing_to_review_is_told(tmp_path, capsys):
    assert main(["review", str(tmp_path), "-o", str(tmp_path / "a.html")]) == 2
    assert main(["review", str(tmp_path / "none.txt")]) == 3


def test_a_document_without_a_table_has_a_page_too(tmp_path, capsys):
    (tmp_path / "x.txt").write_text("Nothing but words.\n", "utf-8")
    assert main(["review", str(tmp_path / "x.txt")]) == 2
    assert "Nothing but words." in capsys.readouterr().out


def test_entries_of_other_versions_and_reports_are_kept(tmp_path):
    two = PHENOMENA / "two-reports-in-one-file.txt"
    copy = tmp_path / "two.txt"
    copy.write_bytes(two.read_bytes())
    sha = hashlib.sha256(two.read_bytes()).hexdigest()
    fix = '\nkey = "requests/received/total"\nstatus = "printed"\nraw = "9"\nvalue = 1\nwho = "w"\nwhen = 2026-01-01T00:00:00Z\nwhy = "y"\n'
    side = tmp_path / "two.txt.gouji.toml"
    side.write_text(
        f'[document]\nsha256 = "{sha}"\n[[corrections]]\nreport = 2{fix}[[accepted]]\ndoubt = "d"\nwho = "w"\nwhen = 2026-01-01\n',
        "utf-8",
    )
    main(["review", str(copy), "-o", str(tmp_path / "a.html"), "-q"])
    first, second = (data(p.read_text("utf-8"))["kept"] for p in pages(tmp_path / "a_pages"))
    assert [e["doubt"] for e in first["accepted"]] == ["d"]
    assert [p for p in first["others"][0][1] if p[0] in ("report", "value")] == [
        ["report", "2"],
        ["value", "1"],
    ]
    assert [table for table, _ in second["others"]] == ["accepted"]
    side.write_text(side.read_text("utf-8").replace(sha, "0" * 64), "utf-8")
    main(["review", str(copy), "-o", str(tmp_path / "a.html"), "-q"])
    kept = data(pages(tmp_path / "a_pages")[0].read_text("utf-8"))["kept"]
    assert kept["others"][0][0] == "stale"
    assert ["sha256", f'"{"0" * 64}"'] in kept["others"][0][1]


# --- notebooks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FIXTURES[::7], ids=lambda p: p.name)
def test_a_notebook_shows_the_form_with_statuses(path):
    report = ENGINE.parse(path)
    text = report._repr_html_()
    found = elements(text)
    assert found.crossed == found.open == found.handlers == []
    assert LOADED.isdisjoint(found.found)
    assert "id=" not in text.replace('id="T-', "")
    for status in {c.status for c in report if c.status != "absent"}:
        assert f'class="cell {status}"' in text


def test_a_report_without_cells_is_shown_too():
    assert "no table" in gouji.parse("words")._repr_html_()
