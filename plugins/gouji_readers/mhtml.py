"""MHTML: a page with its frames and pictures in one file, as browsers and Word save it."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

from gouji.decode import decode
from gouji.document import Document, Encoding
from gouji.errors import DecodeError, InputError
from gouji.origin import Runs

KIND = "mhtml"
HEAD = 8192
"""Bytes in which the headers of the file stand."""
MOST_PARTS = 10_000
"""Parts of a file; a page has some hundred pictures."""
_HEADERS = re.compile(rb"\s*(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_MULTIPART = re.compile(
    rb"^content-type:\s*multipart/(?:related|mixed|alternative)", re.IGNORECASE | re.MULTILINE
)


def is_mhtml(data: bytes) -> bool:
    """Whether some bytes begin with the headers of a file of several parts."""
    head = data[:HEAD]
    if b"MIME-Version" not in head and b"mime-version" not in head.lower():
        return False
    found = _HEADERS.match(head)
    return found is not None and _MULTIPART.search(found[0]) is not None


def document(data: bytes) -> Document:
    """The pages of an MHTML file as one text; raises InputError where there is none."""
    try:
        whole = email.message_from_bytes(data)
        pages = list(_pages(whole))
    except RecursionError as error:
        raise InputError("is an archive of parts within parts without end; save the page anew") from error
    if any(isinstance(found, CloseBoundaryNotFoundDefect) for found in whole.defects):
        raise InputError("is an archive of a page that is cut off; save the page anew")
    runs, replaced = Runs(("part",)), 0
    for place, page in pages:
        payload = page.get_payload(decode=True)
        try:
            text, encoding = decode(payload if isinstance(payload, bytes) else b"")
        except DecodeError as error:
            raise InputError(f"its part {place} cannot be read: {error}") from error
        replaced += encoding.replaced
        runs.write(text, part=place)
        runs.write("\n")
    if not runs.length:
        raise InputError("is an archive of a page without any page in it; save the page anew")
    encoding = Encoding(KIND, "a saved page, read by its parts", replaced)
    return Document(runs.text, encoding=encoding, kind=KIND, origin=runs.origin())


def _pages(message: Message) -> Iterator[tuple[str, Message]]:
    """The parts that are pages, the main one first, by the address they were saved from."""
    for number, part in enumerate(message.walk(), 1):
        if number > MOST_PARTS:
            raise InputError(f"has more than {MOST_PARTS} parts; save the page anew without its pictures")
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            yield str(part.get("Content-Location") or f"part {number}"), part
