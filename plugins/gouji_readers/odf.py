"""The OpenDocument reader: texts and workbooks in a package or in one piece, other kinds told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gouji.document import Document
from gouji.errors import InputError
from gouji_readers import odf_styles, ods, odt
from gouji_readers.package import PART_BYTES, Element, Package, child, local, parse, stream

MIME = b"application/vnd.oasis.opendocument."
CONTENT, STYLES, SETTINGS, MANIFEST = "content.xml", "styles.xml", "settings.xml", "META-INF/manifest.xml"
LOCKED = "is encrypted with a password; open it with the password and save it without one"
_BODY = re.compile(rb"<(?:[\w.-]+:)?body\b[^>]*>\s*(?:<!--.*?-->\s*)*<(?:[\w.-]+:)?([\w-]+)", re.DOTALL)
_PICTURE = re.compile(rb"(<(?:[\w.-]+:)?binary-data\b[^>/]*>)[^<]*")
COMMANDS = {
    "presentation": ("a presentation", "soffice --headless --convert-to pdf FILE"),
    "drawing": ("a drawing", "soffice --headless --convert-to pdf FILE"),
}


def is_package(package: Package) -> bool:
    """Whether a zip archive is an OpenDocument file, by what it says and what it holds."""
    if "mimetype" in package:
        return package.part("mimetype").startswith(MIME)
    return CONTENT in package and MANIFEST in package


def documents(package: Package) -> list[Document]:
    """The one document of an OpenDocument package; InputError where it is encrypted or of another kind."""
    if "encrypted-package" in package or (MANIFEST in package and _locked(package)):
        raise InputError(LOCKED)
    content = package.part(CONTENT)
    kind = _kind(content)
    if kind == "spreadsheet":
        parts = {name: package.part(name) for name in (SETTINGS, STYLES) if name in package}
        return [_sheets({**parts, CONTENT: content})]
    root = parse(content, f"its part {CONTENT}")
    styles = odf_styles.read(package.xml(STYLES) if STYLES in package else None)
    return [_text(root, styles, CONTENT)]


def flat(data: bytes) -> list[Document]:
    """The one document of an OpenDocument file in plain XML; its pictures are passed over."""
    if len(data) > PART_BYTES:
        raise InputError(f"has {len(data)} bytes of XML, more than {PART_BYTES}; split the file")
    data = _PICTURE.sub(rb"\1", data)
    if _kind(data) == "spreadsheet":
        return [_sheets({"": data})]
    return [_text(parse(data, "its text"), odf_styles.Styles(), None)]


def _kind(content: bytes) -> str:
    """What the body holds; raises InputError for what is not read."""
    found = _BODY.search(content)
    kind = found[1].decode() if found else _body(parse(content, "its text"))
    if kind in COMMANDS:
        told, command = COMMANDS[kind]
        raise InputError(f"is {told}, which is not read; print it: `{command}`")
    if kind not in ("text", "spreadsheet"):
        told = f"holds {kind!r} and no text or sheets" if kind else "has no body"
        raise InputError(f"is an OpenDocument file that {told}; open it and save it anew as odt or ods")
    return kind


def _body(root: Element) -> str:
    """What the body holds of a text that is coded in a way that shows no names."""
    body = child(root, "body")
    return next((local(part) for part in (() if body is None else body) if local(part)), "")


def _locked(package: Package) -> bool:
    return any(local(part) == "encryption-data" for part in package.xml(MANIFEST).iter())


def _text(root: Element, styles: odf_styles.Styles, part: str | None) -> Document:
    body = child(root, "body", "text")
    if body is None:
        raise InputError("is an OpenDocument text without its body; open it and save it anew")
    styles.own.update(odf_styles.read(root).own)
    return odt.document(body, styles, part)


def _sheets(parts: Mapping[str, bytes]) -> Document:
    book = ods.Book()
    for element in _elements(parts):
        book.take(element)
    return book.document()


def _elements(parts: Mapping[str, bytes]) -> Iterator[Element]:
    for name, data in parts.items():
        yield from stream(data, f"its part {name}" if name else "its text")
