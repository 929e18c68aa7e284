"""Files that cannot be read: each is told in one sentence with its name, its place and the way out."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gouji.engine import Engine
from gouji.errors import GoujiError, InputError, ShortOfMemoryError
from gouji.hookspecs import hookimpl
from gouji_readers import office, package
from office_files import HEAD, TYPES, c, data, docx, p, rels, tbl, tr, xlsx, zipped
from reader_reports import ENGINE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(stream):
    """The beginning of an OLE file with a directory entry."""
    return OLE + bytes(1016) + (stream + "\0").encode("utf-16-le").ljust(128, b"\0") + bytes(256)


def bomb(name="word/document.xml"):
    return zipped(
        {"[Content_Types].xml": TYPES, "_rels/.rels": rels(("officeDocument", name)), name: " " * (1 << 23)}
    )


GOOD = docx(p("总体情况") + tbl(tr("甲", "1")))

BAD = {
    "encrypted": (ole("EncryptedPackage"), "password"),
    "old Word": (ole("WordDocument"), "soffice --headless --convert-to docx FILE"),
    "old Excel": (ole("Workbook"), "soffice --headless --convert-to xlsx FILE"),
    "old PowerPoint": (ole("PowerPoint Document"), "convert"),
    "OLE cut off": (OLE + bytes(22) + b"\x09\0" + bytes(16) + b"\x07\0\0\0" + bytes(3000), "cut off"),
    "OLE without its header": (OLE + bytes(100), "cut off"),
    "a page's archive cut off": (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n<p>1',
        "cut off",
    ),
    "parts within parts": (
        b"MIME-Version: 1.0\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(2000)),
        "parts within parts.*save",
    ),
    "other OLE": (ole("Strange"), "convert"),
    "cut off": (GOOD[: len(GOOD) // 2], "cut off or damaged.*fetch"),
    "bomb": (bomb(), "bomb"),
    "bomb of a sheet": (bomb("xl/workbook.xml"), "bomb"),
    "no main part": (zipped({"[Content_Types].xml": TYPES}), "main part"),
    "no body": (
        zipped({"_rels/.rels": rels(("officeDocument", "word/document.xml")), "word/document.xml": "<w/>"}),
        "body",
    ),
    "main part lost": (
        zipped({"[Content_Types].xml": TYPES, "_rels/.rels": rels(("officeDocument", "word/x.xml"))}),
        "main part",
    ),
    "broken XML": (
        zipped({"_rels/.rels": rels(("officeDocument", "word/document.xml")), "word/document.xml": "<w:p"}),
        "XML",
    ),
    "entities": (
        zipped(
            {
                "_rels/.rels": rels(("officeDocument", "word/document.xml")),
                "word/document.xml": f'{HEAD}<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>',
            }
        ),
        "entities",
    ),
    "deep": (docx("<w:ins>" * 300 + "</w:ins>" * 300), "XML"),
    "empty zip": (zipped({}), "empty"),
    "plain zip": (zipped({"a.txt": "1"}), "gouji batch"),
    "presentation": (
        zipped(
            {"_rels/.rels": rels(("officeDocument", "ppt/presentation.xml")), "ppt/presentation.xml": "<p/>"}
        ),
        "presentation",
    ),
    "binary workbook": (
        zipped({"_rels/.rels": rels(("officeDocument", "xl/workbook.bin")), "xl/workbook.bin": "x"}),
        "xlsb",
    ),
    "OpenDocument without content": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "lacks its part content.xml",
    ),
    "OpenDocument in plain XML without a body": (
        b'<office:document xmlns:office="urn:office" office:mimetype="application/vnd.oasis.opendocument.text"/>',
        "OpenDocument.*no body",
    ),
    "Word in plain XML": (
        f"{HEAD}<?mso-application progid='Word.Document'?><w:wordDocument/>".encode(),
        "Word",
    ),
    "Word in a package of plain XML": (f"{HEAD}<pkg:package />".encode(), "--convert-to docx"),
    "workbook in plain XML": (
        f'{HEAD}\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'.encode(),
        "--convert-to xlsx",
    ),
    "RTF": (b"{\\rtf1 5}", "--convert-to docx"),
    "OFD": (zipped({"OFD.xml": "<OFD/>"}), "OFD"),
    "no sheet": (xlsx(data(), states=["hidden"]), "visible sheet"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_told_with_its_name_and_the_way_out(kind, tmp_path):
    content, words = BAD[kind]
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    with pytest.raises(InputError) as told:
        ENGINE.parse(file)
    assert str(told.value).startswith(str(file))
    assert re.search(words, str(told.value)), told.value
    assert ";" in str(told.value)


def test_the_bytes_count_and_not_the_name(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(GOOD)
    assert ENGINE.open(file)[0].kind == "docx"


def test_an_encrypted_part_is_told():
    raw = bytearray(GOOD)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := raw.find(sign, at + 1)) >= 0:
            raw[at + place] |= 1
    with pytest.raises(InputError, match="encrypted"):
        ENGINE.open(bytes(raw))


def test_damaged_bytes_in_a_part_are_told():
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        info = archive.getinfo("word/document.xml")
    raw = bytearray(GOOD)
    at = info.header_offset + 30 + len(info.filename)
    raw[at : at + 8] = b"\xff" * 8
    with pytest.raises(InputError, match="damaged"):
        ENGINE.open(bytes(raw))


def test_too_many_parts_are_told(monkeypatch):
    monkeypatch.setattr(package, "MOST_PARTS", 2)
    with pytest.raises(InputError, match="parts"):
        ENGINE.open(GOOD)


def test_a_part_too_large_is_told(monkeypatch):
    monkeypatch.setattr(package, "PART_BYTES", 100)
    with pytest.raises(InputError, match="unpacks to"):
        ENGINE.open(GOOD)


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_no_change_of_a_byte_raises_anything_else(place, change):
    raw = bytearray(GOOD)
    raw[place] ^= change
    with suppress(GoujiError):
        ENGINE.open(bytes(raw))


# --- the hook --------------------------------------------------------------------------------------------


class Strange:
    """A reader that does as it is told."""

    def __init__(self, found):
        self.found = found

    @hookimpl
    def gouji_documents(self, data, name):
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


@pytest.mark.parametrize("found", [[], ["text"], ValueError("no")])
def test_a_reader_that_fails_costs_the_file_and_is_named(found):
    with pytest.raises(InputError, match=r"strange.*"):
        Engine([Strange(found)]).open(b"abc")


def test_a_reader_that_does_not_know_the_file_leaves_it_to_the_next():
    assert Engine([Strange(None)]).open(b"abc")[0].text == "abc"


def test_a_reader_that_is_left_out_reads_nothing():
    with pytest.raises(GoujiError, match="docx"):
        Engine([office], without=["office"]).open(GOOD)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_file_for_whose_parts_no_room_is_left_is_told_before_they_are_read(kind, monkeypatch):
    source = {"docx": GOOD, "xlsx": xlsx(data([c("A1", "甲"), c("B1", "1")]))}[kind]
    monkeypatch.setattr(package, {"docx": "TREE", "xlsx": "ROWS"}[kind], 1 << 44)
    with pytest.raises(ShortOfMemoryError, match="not enough memory to read it; give"):
        ENGINE.open(source)


def test_a_fault_of_xml_without_words_is_a_lack_of_memory(monkeypatch):
    def fail(*_):
        raise etree.XMLSyntaxError("unknown error", 0, 0, 0)

    monkeypatch.setattr(package.etree, "fromstring", fail)
    with pytest.raises(ShortOfMemoryError):
        ENGINE.open(GOOD)


def test_a_part_that_memory_does_not_suffice_to_unpack_is_told(monkeypatch):
    def fail(*_):
        raise zlib.error("Error -4 while decompressing data")

    monkeypatch.setattr(zipfile.ZipExtFile, "read", fail)
    with pytest.raises(ShortOfMemoryError):
        ENGINE.open(GOOD)
