"""The package: a zip archive of XML parts, as Word and Excel files are; unpacked and parsed within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree

from gouji.errors import InputError

Element = etree._Element  # noqa: SLF001 - the type has no other name

Z_MEM_ERROR = -4
"""The number under which zlib tells that memory ran out, as it tells of damage."""
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
"""How a zip archive begins: with a member, with its end where it is empty, split."""
MOST_PARTS = 20_000
"""Parts of a package; a long document with a picture a page has some hundreds."""
PART_BYTES = 128 * 1024 * 1024
"""The largest part read, unpacked: a sheet of a million filled cells has about 60 MB."""
ALL_BYTES = 512 * 1024 * 1024
"""All parts that are read, unpacked."""
RATIO, RATIO_FROM = 200, 1024 * 1024
"""A part larger than a megabyte and packed more than so many times smaller is a bomb; sheets reach 30."""
DEEPEST = 256
"""Elements within each other; libxml2's own limit, which office programs stay far under."""
ENCRYPTED = 0x1
MEMBER = b"PK\x01\x02"
"""How the entry of a part begins in an archive's list of them."""
TREE, ROWS = 24, 4
"""Bytes that an XML tree takes for each byte of its text, and one of which rows are let go."""
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """A zip archive by the names of its parts; ``read`` counts what was unpacked."""

    def __init__(self, data: bytes) -> None:
        listed = data.count(
            MEMBER
        )  # an entry is an object of half a kilobyte: they are not made to be counted
        if listed > MOST_PARTS:
            raise InputError(f"has {listed} parts, more than the {MOST_PARTS} read; save the file anew")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            told = "the zip archive is cut off or damaged"
            raise InputError(f"{told} ({error}); fetch or save the file anew") from error
        self._parts = {_key(info.filename): info for info in infos}
        self._left = ALL_BYTES

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def part(self, name: str) -> bytes:
        """The bytes of a part; raises InputError where they are too many, encrypted, missing or damaged."""
        info = self._parts.get(_key(name))
        if info is None:
            raise InputError(f"lacks its part {name}; save the file anew")
        if info.flag_bits & ENCRYPTED:
            raise InputError(f"its part {name} is encrypted; save the file without a password")
        self._weigh(name, info)
        try:
            with self._zip.open(info) as file:
                data = file.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            if str(error).startswith(f"Error {Z_MEM_ERROR} "):
                raise MemoryError from None
            raise InputError(f"its part {name} is damaged ({error}); fetch or save the file anew") from error
        self._left -= len(data)
        return data

    def _weigh(self, name: str, info: zipfile.ZipInfo) -> None:
        size = info.file_size
        if size > min(PART_BYTES, self._left):
            most = min(PART_BYTES, self._left)
            raise InputError(f"its part {name} unpacks to {size} bytes, more than {most}; split the file")
        if size > RATIO_FROM and size > RATIO * max(info.compress_size, 1):
            told = f"its part {name} unpacks to more than {RATIO} times its size, as a bomb does"
            raise InputError(f"{told}; open and save it anew if it is yours")

    def xml(self, name: str) -> Element:
        """The root element of an XML part; entities are not resolved and nothing is fetched."""
        return parse(self.part(name), f"its part {name}")

    def related(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Id, last word of the type, and part of each relationship inside the package."""
        folder, _, file = _key(name).rpartition("/")
        rels = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if rels not in self:
            return
        for link in self.xml(rels).iter(RELS):
            if link.get("TargetMode") != "External":
                target = unquote(link.get("Target", ""))
                path = target if target.startswith("/") else posixpath.join("/", folder, target)
                kind = link.get("Type", "").rpartition("/")[2]
                yield link.get("Id", ""), kind, posixpath.normpath(path).lstrip("/")

    def first(self, name: str, kind: str) -> str | None:
        """The first part inside the package that another is related to in a way; None where there is none."""
        found = (path for _, own, path in self.related(name) if own == kind and path in self)
        return next(found, None)


def _key(name: str) -> str:
    """Part names compare without case; some writers put a slash before or a backslash between."""
    return name.replace("\\", "/").lstrip("/").lower()


def parse(data: bytes, what: str) -> Element:
    """The root of an XML text, within libxml2's limits; raises InputError that begins with ``what``."""
    _reserve(TREE * len(data))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, SystemError) as error:
        raise _unsound(what, error) from error
    _refuse_doctype(root, what)
    return root


def stream(data: bytes, what: str) -> Iterator[Element]:
    """Each element of an XML text when its end is read, so that a long one needs not be held whole.

    Raises InputError that begins with ``what``.
    """
    _reserve(ROWS * len(data))
    options = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    try:
        for number, (_, element) in enumerate(etree.iterparse(io.BytesIO(data), events=("end",), **options)):
            if not number:
                _refuse_doctype(element, what)
            yield element
    except (etree.XMLSyntaxError, ValueError, SystemError) as error:
        raise _unsound(what, error) from error


def _reserve(size: int) -> None:
    """Raise MemoryError where so many bytes find no room: within libxml2 that may end the process."""
    bytes(size)  # the system gives it pages only when they are written to


def _unsound(what: str, error: Exception) -> Exception:
    """What to raise for an error of libxml2; short of memory it tells one without words, or none at all."""
    if isinstance(error, SystemError) or str(error).startswith("unknown error"):
        return MemoryError()
    return InputError(f"{what} is no sound XML ({error}); fetch or save the file anew")


def _refuse_doctype(element: Element, what: str) -> None:
    tree: Any = element.getroottree()
    if tree.docinfo.doctype:
        raise InputError(f"{what} declares entities, which office programs never do; save the file anew")


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for a comment or instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its name without a namespace."""
    if element is None:
        return None
    found = (text for key, text in element.attrib.items() if str(key).rpartition("}")[2] == name)
    return next((str(text) for text in found), None)


def number(element: Element, name: str, most: int) -> int:
    """A count that an element says, 1 where it says none, never more than some number."""
    digits = (value(element, name) or "1").strip()
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return most if len(digits) > 9 else max(1, min(int(digits), most))  # noqa: PLR2004


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of a name, its first child of the next name, and so on."""
    for name in path:
        if element is None:
            return None
        element = next((e for e in element if local(e) == name), None)
    return element
