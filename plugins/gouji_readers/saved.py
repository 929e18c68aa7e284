"""The reader of saved pages: MHTML archives, tables in strings of scripts and JSON, and pages of frames."""

from __future__ import annotations

import re

from gouji.decode import decode
from gouji.document import Document, Encoding
from gouji.errors import DecodeError, InputError
from gouji.hookspecs import hookimpl
from gouji.origin import Runs
from gouji_readers import escaped, mhtml, strings

REMARK = "the tables are printed only inside strings, or escaped, where a script or a program shows them"
HEAD = 1 << 16
"""Bytes in which a page says that it is one of frames."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a page or JSON file whose strings are looked at."""
_FRAMES = re.compile(rb"<frameset[\s>]", re.IGNORECASE)
_FRAME = re.compile(r"<frame\s[^<>]*?\bsrc\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_CONTENT = re.compile(rb"<(?:table|tr|td|p|pre)[\s>]", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b[^<>]*>.*?(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_EMPTY = rb"[\s.,]|&nbsp;|<(?!/?t[dr]\b)[^<>]*+>"
_FIGURE = re.compile(rb"<td\b[^<>]*+>(?:%b)*+\d(?:\d|%b)*+</td" % (_EMPTY, _EMPTY), re.IGNORECASE)
"""A cell with a figure alone: pages that arrange their links by tables have none."""
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[\w$.]{1,60}\s*\(\s*)?[\[{]\s*[\[{\"\]}]")
"""How JSON begins, also as the argument of one call."""
_SOURCE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:(?:var|let|const)\s+[\w$]+\s*=|document\s*\.\s*write(?:ln)?\s*\(|window\s*\.)"
)
"""How a script begins that stands in a file of its own."""


@hookimpl
def gouji_documents(data: bytes, name: str | None) -> list[Document] | None:
    """The document of a saved page that is more than a page; None for plain text and pages."""
    del name
    if mhtml.is_mhtml(data):
        return [mhtml.document(data)]
    if _FRAMES.search(data, 0, HEAD) and not _CONTENT.search(data):
        raise InputError(_framed(data))
    if len(data) > LARGEST:
        return None
    if _JSON.match(data):
        return _from_json(data) if b"\\" in data else None
    marked = b"<" in data or b"&" in data or _SOURCE.match(data[:HEAD].lower())
    return _from_page(data) if marked and _may_carry(data.lower()) else None


def _may_carry(lower: bytes) -> bool:
    """Whether a page, in lower case, may have tables of figures in scripts or escaped, and none elsewhere."""
    if _SOURCE.match(lower):
        return True
    own = _FIGURE.search(lower)
    if own and not lower.rfind(b"<script", 0, own.start()) > lower.rfind(b"</script", 0, own.start()):
        return False
    scripted = lower.find(b"<script")
    return b"&lt;table" in lower or (
        scripted >= 0 and (b"\\" in lower or lower.find(b"<table", scripted) >= 0)
    )


def _framed(data: bytes) -> str:
    files = _FRAME.findall(decode(data)[0])
    told = f": {', '.join(dict.fromkeys(files[:5]))}" if files else ""
    return f"is a page of frames and has no text of its own; name the files that it shows{told}"


def _text(data: bytes) -> tuple[str, Encoding] | None:
    try:
        return decode(data)
    except DecodeError:
        return None


def _from_json(data: bytes) -> list[Document] | None:
    """All strings of a JSON file, a line each, where one of them holds a table."""
    found = _text(data)
    if found is None:
        return None
    listed = [[said] for said in strings.Source(found[0]).literals()]
    if not any(map(strings.holds_table, listed)):
        return None
    return [_document(listed, found[1], "")]


def _from_page(data: bytes) -> list[Document] | None:
    """A page, or a script, with tables of figures in strings or escaped only: the page and those tables."""
    found = _text(data)
    if found is None:
        return None
    source, text = strings.Source(found[0]), found[0]
    whole, inner = _SOURCE.match(data) is not None, list(escaped.carried(source))
    scripts = [(0, len(text))] if whole else [script.span() for script in _SCRIPT.finditer(text)]
    page = _without(text, sorted([*scripts, *((said.offset, said.stop) for said in inner)]))
    if _FIGURE.search(page.encode("utf-8", "surrogatepass")):
        return None
    groups = (group for s in scripts for group in strings.joined(text, list(source.literals(*s))))
    tables = [*filter(strings.holds_table, groups), *([said] for said in inner)]
    return [_document(tables, found[1], page)] if tables else None


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """A text without some stretches, in order of their beginnings."""
    kept, pos = [], 0
    for start, stop in spans:
        kept.append(text[pos:start])
        pos = max(pos, stop)
    return "".join([*kept, text[pos:]])


def _document(listed: list[list[strings.Literal]], encoding: Encoding, page: str) -> Document:
    runs = Runs()
    if page:
        runs.write(page + "\n")
    for group in listed:
        for said in group:
            runs.write(said.text, line=said.line, offset=said.offset)
        runs.write("\n")
    reason = f"{encoding.reason}; tables in strings, their escapes undone"
    own = Encoding("strings", reason, encoding.replaced, REMARK)
    return Document(runs.text, encoding=own, kind="strings", origin=runs.origin())
