"""Pages as sites and browsers leave them: archives, strings of scripts, JSON, frames."""

from __future__ import annotations

import json
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.errors import InputError
from gouji_readers import strings
from reader_reports import ENGINE, html_of, verdicts

PAGE, TRUTH = html_of("2021")


def archive(*pages, charset="utf-8"):
    whole = MIMEMultipart("related")
    whole["From"] = "<Saved by Blink>"
    for number, page in enumerate(pages):
        part = MIMEText(page, "html", charset)
        part["Content-Location"] = f"http://example.org/{number}.html"
        whole.attach(part)
    return whole.as_bytes()


def quoted(text):
    """A JavaScript literal as scripts carry pages."""
    return (
        '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("</", "<\\/") + '"'
    )


NAVIGATION = "<table><tr><td><a href=/>首页</a></td><td>2021年12月31日</td></tr></table>"
SAVED = {
    "script below navigation": f"<html>{NAVIGATION}<script>var page = {quoted(PAGE)};</script></html>".encode(),
    "a form's field below navigation": f"<html>{NAVIGATION}<textarea>{escape(PAGE)}</textarea></html>".encode(),
    "mhtml": archive(PAGE),
    "mhtml in gb18030": archive(PAGE, charset="gb18030"),
    "mhtml of frames": archive(
        "<html><frameset><frame src=1.html></frameset></html>", *("<h2>" + p for p in PAGE.split("<h2>")[1:])
    ),
    "json": json.dumps({"code": 0, "data": {"title": "某县", "content": PAGE}}).encode(),
    "json in utf-8": json.dumps([PAGE], ensure_ascii=False).encode(),
    "json in json": json.dumps({"data": json.dumps({"content": PAGE})}).encode(),
    "jsonp": f"show({json.dumps({'data': PAGE})});".encode(),
    "script": f"<html><script>// it's\nvar page = {quoted(PAGE)};</script><body><div>导航</div></body></html>".encode(),
}


@pytest.mark.parametrize("kind", SAVED)
def test_every_figure_of_a_saved_page_is_read(kind):
    found = verdicts(SAVED[kind], TRUTH)
    assert not found["wrong"]
    assert not found["open"]


def test_a_figure_says_from_which_part_it_is():
    cells = ENGINE.parse(SAVED["mhtml"]).to_dict()["cells"]
    assert all(
        c["origins"] == [{"part": "http://example.org/0.html"}] for c in cells if c["value"] is not None
    )


def test_a_page_with_tables_of_its_own_stays_a_page():
    page = PAGE.replace("</head>", f"<script>var page = {quoted(PAGE)};</script></head>")
    (document,) = ENGINE.open(page.encode())
    assert document.kind == ""
    assert document.text == page


def test_a_table_put_together_of_pieces_is_not_taken_for_one():
    script = '<script>var t = "<table><tr><td>规章" + "</td><td>" + n + "</td></tr></table>";</script>'
    assert ENGINE.open(f"<html>{script}</html>".encode())[0].kind == ""


ROWS = "<table id='t'><tr><td>规章</td><td>1</td></tr>", "<tr><td>细则</td><td>2</td></tr>", "</table>"


def literals(glue, first="", last=""):
    quotes = ("".join(('"', row.replace("</", "<\\/"), '"')) for row in ROWS)
    return f"<html><script>{first}{glue.join(quotes)}{last}</script></html>".encode()


TOGETHER = {
    "added": literals(" +\n ", "var t = ", ";"),
    "added one by one": literals(";\nt += ", 'var t = "";\nt += ', ";"),
    "written one by one": literals(");\ndocument.write(", "document.write(", ")"),
    "one": literals('"+"', "t = ").replace(b'""', b""),
    "plain": f"<html><script>t = `{''.join(ROWS)}`</script></html>".encode(),
    "a script alone": b"var t = " + json.dumps("".join(ROWS)).encode(),
    "a form's field": f"<html><textarea>{escape(''.join(ROWS))}</textarea></html>".encode(),
    "a frame": f'<html><iframe srcdoc="{escape("".join(ROWS))}"></iframe></html>'.encode(),
    "a feed": f"<?xml version='1.0'?><rss><d>{escape(''.join(ROWS))}</d></rss>".encode(),
}


@pytest.mark.parametrize("way", TOGETHER)
def test_a_table_that_strings_say_together_is_read(way):
    (table,) = ENGINE.tables(TOGETHER[way])
    assert table.rows() == [["规章", "1"], ["细则", "2"]]


APART = [
    literals(" + n + ", "var t = ", ";"),
    literals(";\nif (n) t += ", 'var t = "";\nt += ', ";"),
    literals(";\nu += ", "t += ", ";"),
    f"<html><p>{escape(''.join(ROWS))}</p></html>".encode(),
]


@pytest.mark.parametrize("page", APART)
def test_a_table_that_strings_do_not_say_together_is_none(page):
    assert not ENGINE.tables(page)


def test_json_without_tables_is_text():
    data = json.dumps({"规章": 5}).encode()
    assert ENGINE.open(data)[0].text == data.decode()


def test_a_page_of_frames_says_so():
    page = b'<html><frameset cols="20%,*"><frame src="menu.htm"><frame src="sheet001.htm"></frameset></html>'
    with pytest.raises(InputError, match=r"frames.*menu\.htm, sheet001\.htm"):
        ENGINE.open(page)


def test_an_archive_without_a_page_says_so():
    whole = MIMEMultipart("related")
    whole.attach(MIMEText("nothing", "plain"))
    with pytest.raises(InputError, match="without any page"):
        ENGINE.open(whole.as_bytes())


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_what_json_writes_is_said_again(text):
    (said,) = strings.Source(json.dumps(text)).literals()
    assert said.text == text or "\\" in text
