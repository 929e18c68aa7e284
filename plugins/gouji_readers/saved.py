"""The reader of saved pages: MHTML archives, tables in strings of scripts and JSON, and pages of frames."""

from __future__ import annotations

import re

from gouji.decode import decode
from gouji.document import Document, Encoding
from gouji.errors import DecodeError, InputError
from gouji.hookspecs import hookimpl
from gouji.origin import Runs
from gouji_readers import mhtml, strings

HEAD = 1 << 16
"""Bytes in which a page says that it is one of frames."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a page or JSON file whose strings are looked at."""
_FRAMES = re.compile(rb"<frameset[\s>]", re.IGNORECASE)
_FRAME = re.compile(r"<frame\s[^<>]*?\bsrc\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_CONTENT = re.compile(rb"<(?:table|tr|td|p|pre)[\s>]", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b[^<>]*>.*?(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TABLE = re.compile(r"<t(?:able|r|d)[\s>]", re.IGNORECASE)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[\w$.]{1,60}\s*\(\s*)?[\[{]\s*[\[{\"\]}]")
"""How JSON begins, also as the argument of one call."""


@hookimpl
def gouji_documents(data: bytes, name: str | None) -> list[Document] | None:
    """The document of a saved page that is more than a page; None for plain text and pages."""
    del name
    if mhtml.is_mhtml(data):
        return [mhtml.document(data)]
    if _FRAMES.search(data, 0, HEAD) and not _CONTENT.search(data):
        raise InputError(_framed(data))
    if len(data) > LARGEST or b"\\" not in data:
        return None
    if _JSON.match(data):
        return _from_json(data)
    return _from_scripts(data) if b"<script" in data[:LARGEST].lower() else None


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
    listed = list(strings.literals(found[0]))
    if not any(strings.holds_table(said) for said in listed):
        return None
    return [_document(listed, found[1], "")]


def _from_scripts(data: bytes) -> list[Document] | None:
    """A page whose only tables stand in strings of its scripts: the page and those strings."""
    found = _text(data)
    if found is None:
        return None
    text = found[0]
    page = _SCRIPT.sub("", text)
    if _TABLE.search(page):
        return None
    scripts = _SCRIPT.finditer(text)
    listed = [said for s in scripts for said in strings.literals(text, s.start(), s.end())]
    tables = [said for said in listed if strings.holds_table(said)]
    return [_document(tables, found[1], page)] if tables else None


def _document(listed: list[strings.Literal], encoding: Encoding, page: str) -> Document:
    runs = Runs()
    if page:
        runs.write(page + "\n")
    for said in listed:
        runs.write(said.text, line=said.line, offset=said.offset)
        runs.write("\n")
    reason = f"{encoding.reason}; tables in strings, their escapes undone"
    own = Encoding("strings", reason, encoding.replaced)
    return Document(runs.text, encoding=own, kind="strings", origin=runs.origin())
