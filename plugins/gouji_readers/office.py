"""The office reader: which kind of office file some bytes are, and words for those that are not read."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable

from gouji.document import Document
from gouji.errors import InputError
from gouji.hookspecs import hookimpl
from gouji_readers import docx, odf, xlsx
from gouji_readers.package import ZIP, Package

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAMS = (
    ("EncryptedPackage", ""),
    ("WordDocument", "docx"),
    ("Workbook", "xlsx"),
    ("Book", "xlsx"),
    ("PowerPoint Document", "pdf"),
)
"""Names of streams that tell an OLE file's kind, and the kind to convert it to."""
KINDS = {"docx": "Word or WPS", "xlsx": "Excel or ET", "pdf": "PowerPoint"}
COMMAND = "soffice --headless --convert-to {kind} FILE"
"""LibreOffice reads the old formats of all office programs."""
TOLD = {
    "ofd.xml": "is an OFD file, which is not read; open it in an OFD viewer and save it as PDF",
    "[content_types].xml": "is an office file without its main part; open it and save it anew",
}
"""What a zip archive with a part is, and the way out of it."""
ARCHIVE = "is a zip archive; `gouji batch` reads its files, or unpack it first"
EMPTY = "is an empty zip archive; there is nothing to read"
PROLOG = rb"(?:\xef\xbb\xbf)?\s*(?:<[?!][^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*<"
FLAT = {
    rb"\s*\{\\rtf": ("an RTF file", "docx"),
    PROLOG + rb"(?:\w+:wordDocument|pkg:package)\b": ("a Word file in plain XML", "docx"),
    PROLOG + rb"(?:\w+:)?Workbook\s[^>]*office:spreadsheet": ("a workbook in plain XML", "xlsx"),
}
"""How office files that are one text begin, what they are, and the kind to convert them to."""
OPEN = re.compile(PROLOG + rb"office:document\b")
HEAD = 4096
"""Bytes in which the first element of such a text begins."""
SECTOR, NO_SECTOR = 512, 0xFFFFFFFA
"""Bytes of a header, and the first number that is none of a sector."""
ENTRY = 128
"""Bytes of an entry of an OLE file's directory; its name stands first, in UTF-16."""


@hookimpl
def gouji_documents(data: bytes, name: str | None) -> Iterable[Document] | None:
    """Documents of a Word file or a workbook; InputError for the other files of office programs."""
    del name
    if data.startswith(OLE):
        raise InputError(_old(data))
    if not data.startswith(ZIP):
        if OPEN.match(data[:HEAD]):
            return odf.flat(data)
        _refuse_flat(data[:HEAD])
        return None
    package = Package(data)
    if odf.is_package(package):
        return odf.documents(package)
    main = package.first("", "officeDocument") or ""
    kind = _kind(package, main)
    if kind == "docx":
        return docx.documents(package, main)
    if kind == "xlsx":
        return xlsx.documents(package, main)
    raise InputError(_other(package, main))


def _refuse_flat(head: bytes) -> None:
    """Raises InputError for an office file that is one text: its tables are none that a layout knows."""
    for begins, (told, kind) in FLAT.items():
        if re.match(begins, head):
            raise InputError(f"is {told}, which is not read; convert it: `{COMMAND.format(kind=kind)}`")


def _old(data: bytes) -> str:
    """What an OLE file is, and the way out of it."""
    if _cut_off(data):
        return "is an OLE file that is cut off; fetch or save it anew"
    found = next((kind for stream, kind in STREAMS if _has_stream(data, stream)), None)
    if found == "":
        return "is encrypted with a password; open it with the password and save it without one"
    if found is None:
        return f"is an OLE file of no kind known here; try `{COMMAND.format(kind='pdf')}`"
    told = f"is a file of an old {KINDS[found]} format, which is not read"
    return f"{told}; convert it first: `{COMMAND.format(kind=found)}`"


def _cut_off(data: bytes) -> bool:
    """Whether an OLE file ends before its directory does, by what its header says."""
    if len(data) < SECTOR:
        return True
    (shift,), (first,) = struct.unpack_from("<H", data, 30), struct.unpack_from("<I", data, 48)
    start = int(first) + 1 << min(int(shift), 16)
    return start >= len(data) and first < NO_SECTOR


def _has_stream(data: bytes, stream: str) -> bool:
    """Whether an entry of the directory has the name: entries begin at multiples of their length."""
    name = (stream + "\0").encode("utf-16-le")
    at = data.find(name)
    while at >= 0 and at % ENTRY:
        at = data.find(name, at + 1)
    return at >= 0


def _kind(package: Package, main: str) -> str:
    folder = main.partition("/")[0].lower()
    root = package.xml(main).tag if folder not in ("word", "xl") and main.endswith(".xml") else ""
    if folder == "word" or str(root).endswith("}document"):
        return "docx"
    if (folder == "xl" or str(root).endswith("}workbook")) and not main.lower().endswith(".bin"):
        return "xlsx"
    return ""


def _other(package: Package, main: str) -> str:
    """What another zip archive is, and the way out of it."""
    if main.lower().endswith(".bin"):
        return f"is a binary workbook (xlsb), which is not read; convert it: `{COMMAND.format(kind='xlsx')}`"
    if main.startswith("ppt/"):
        return f"is a presentation, which is not read; print it: `{COMMAND.format(kind='pdf')}`"
    if "mimetype" in package and package.part("mimetype").startswith(b"application/vnd.sun.xml."):
        kind = "ods" if b"calc" in package.part("mimetype") else "odt"
        return f"is a file of OpenOffice.org 1, which is not read; convert it: `{COMMAND.format(kind=kind)}`"
    return next((told for part, told in TOLD.items() if part in package), ARCHIVE if list(package) else EMPTY)
