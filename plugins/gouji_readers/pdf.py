"""The PDF reader: characters and rules with their places on the page become a text and ruled tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from gouji.document import Document, Encoding
from gouji.errors import InputError
from gouji.extra import need
from gouji.hookspecs import hookimpl
from gouji_readers import (
    pdf_page,
    pdf_paper,
    pdf_pieces,
    pdf_print,
    pdf_second,
    pdf_sides,
    pdf_text,
    pdf_titles,
)
from gouji_readers.pdf_write import Writer

KIND = "pdf"
HEAD = 1024
"""Bytes in which the mark of a PDF must begin; some writers put a few before it."""
MARK = b"%PDF-"
MOST_PAGES = 2000
"""Pages read; a yearly report has ten."""
PASSWORD, SECURITY = 4, 5
"""PDFium's numbers for an error of password, and for an encryption that it does not know."""
OCR = "ocrmypdf FILE read.pdf"


@hookimpl
def gouji_documents(data: bytes, name: str | None) -> list[Document] | None:
    """The one document of a PDF; InputError where it is encrypted, damaged or has no text."""
    del name
    if MARK not in data[:HEAD]:
        return None
    pages = list(_pages(data))
    if not any(len(page.codes) for page in pages):
        told = "has no text layer, only pictures" if any(p.pictures for p in pages) else "has no text at all"
        raise InputError(f"{told}; recognise its text first, as with `{OCR}`, and check what that made")
    return [_document(pages)]


def _pages(data: bytes) -> Iterator[pdf_page.Page]:
    library = need("pypdfium2", "reading PDF files")
    raw = library.raw
    try:
        file = library.PdfDocument(data)
    except library.PdfiumError as error:
        raise InputError(_fault(data, getattr(error, "err_code", 0), error)) from error
    try:
        if len(file) > MOST_PAGES:
            raise InputError(f"has {len(file)} pages, more than the {MOST_PAGES} read; split it")
        for number in range(len(file)):
            yield _page(library, raw, file, number)
    finally:
        file.close()


def _page(library: Any, raw: Any, file: Any, number: int) -> pdf_page.Page:
    try:
        page = file[number]
        if raw.FPDFPage_GetAnnotCount(page) > 0:
            raw.FPDFPage_Flatten(page, raw.FLAT_PRINT)  # what is filled into fields is printed
            page.close()
            page = file[number]
        paper = replace(pdf_paper.paper(raw, page), turned=pdf_text.quarters(raw, page))
        if pdf_paper.overflows(raw, page, paper):
            pdf_paper.widen(page, paper)
            page.close()
            page = file[number]
        found = pdf_page.read(raw, page, paper)
        page.close()
    except library.PdfiumError as error:
        raise InputError(f"its page {number + 1} is damaged ({error}); print or fetch it anew") from error
    return replace(found, number=number + 1)


def _fault(data: bytes, code: int | None, error: Exception) -> str:
    if code == PASSWORD or "assword" in str(error):
        return "is encrypted with a password; open it with the password and print it to a new PDF"
    if code == SECURITY:
        return "is encrypted in a way not known here; open it and print it to a new PDF"
    if b"%%EOF" not in data[-2048:]:
        return "is cut off before its end; fetch the file anew"
    return f"is damaged ({error}); fetch the file anew, or print it to a new PDF"


def _document(pages: Sequence[pdf_page.Page]) -> Document:
    parts = [part for page in pdf_sides.joined(pdf_titles.joined(pages)) for part in pdf_pieces.pieces(page)]
    writer = Writer(parts)
    found = pdf_print.read(parts)
    writer.write(found)
    blank = sum(not len(page) for page in pages)
    reason = f"a PDF of {len(pages)} pages, read by the places of its characters"
    reason += f"; {blank} without text" if blank else ""
    reason += (
        "; its text was recognised on pictures and may be misread" if any(p.unseen for p in pages) else ""
    )
    cut = _cut(found.cut)
    reason += f"; {cut}" if cut else ""
    text, origin = writer.runs.text, writer.runs.origin()
    return Document(
        text,
        encoding=Encoding(KIND, reason, remark=cut),
        kind=KIND,
        origin=origin,
        drawn=tuple(writer.drawn),
        second=partial(pdf_second.second, found.long, writer.written),
    )


def _cut(pages: Sequence[int]) -> str:
    """What is said of pages whose edge, or a clip on them, cuts a table."""
    if not pages:
        return ""
    listed = ("page " if len(pages) == 1 else "pages ") + ", ".join(map(str, pages))
    return f"a table is cut at its right on {listed}: figures are lost there, and blanks may hold some"
