"""The workbook reader: the sheets of an xlsx file as a text, a line for each row, cells parted by tabs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from gouji.document import Document, Encoding
from gouji.errors import InputError
from gouji.matrix import CellMatrix
from gouji.origin import Runs
from gouji_readers.docx_styles import OFF
from gouji_readers.package import Package, child, local, value
from gouji_readers.sheet_grid import draw
from gouji_readers.xlsx_format import BUILTIN
from gouji_readers.xlsx_sheet import Book, formats, read, rich, struck

KIND = "xlsx"


def documents(package: Package, main: str) -> list[Document]:
    """The one document of a workbook: its visible sheets one after the other."""
    runs, drawn = Runs(("sheet", "cell")), list[CellMatrix]()
    book, found = _book(package, main), 0
    for title, part in _sheets(package, main):
        found += 1
        sheet = read(package.part(part), f"its part {part}", book)
        drawn += draw(sheet, title, runs)
        runs.write("\n")
    if not found:
        raise InputError("has no visible sheet; show one and save the file anew")
    encoding = Encoding(KIND, "a workbook, read by its parts")
    return [Document(runs.text, encoding=encoding, kind=KIND, origin=runs.origin(), drawn=tuple(drawn))]


def _sheets(package: Package, main: str) -> Iterator[tuple[str, str]]:
    """Title and part of each visible sheet with cells, in the order of the tabs."""
    parts = {id_: part for id_, kind, part in package.related(main) if kind == "worksheet"}
    listed = child(package.xml(main), "sheets")
    for sheet in listed if listed is not None else ():
        id_ = next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        if id_ in parts and (value(sheet, "state") or "visible") == "visible":
            yield value(sheet, "name") or "", parts[id_]


def _book(package: Package, main: str) -> Book:
    folder = posixpath.dirname(main)
    strings_part = package.first(main, "sharedStrings") or f"{folder}/sharedStrings.xml"
    styles_part = package.first(main, "styles") or f"{folder}/styles.xml"
    strings = package.xml(strings_part) if strings_part in package else ()
    styles = package.xml(styles_part) if styles_part in package else None
    counted = value(child(package.xml(main), "workbookPr"), "date1904") or "0"
    texts = [rich(item) for item in strings if local(item) == "si"]
    return Book(texts, formats(styles, BUILTIN), struck(styles), counted not in OFF)
