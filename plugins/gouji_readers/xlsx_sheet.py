"""One sheet of a workbook: its cells as printed, without hidden rows and columns, and its merged ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from gouji.errors import InputError
from gouji_readers.docx_styles import OFF, RAISED, UNPRINTED, on
from gouji_readers.package import Element, child, local, number, stream, value
from gouji_readers.sheet_grid import LAST_COLUMN, LAST_ROW, MOST_CELLS, ZERO, Sheet
from gouji_readers.xlsx_format import shown, text_shown

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_INDEX = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets share.

    Texts by number, formats by a cell's style, the styles that are struck out, and from when dates count.
    """

    strings: Sequence[str]
    formats: Sequence[str]
    struck: AbstractSet[str] = frozenset()
    from_1904: bool = False


def read(data: bytes, what: str, book: Book) -> Sheet:
    """A sheet from its XML; raises InputError that begins with ``what``."""
    sheet = _Reader(book)
    for element in stream(data, what):
        sheet.take(element)
    if len(sheet.out.texts) > MOST_CELLS:
        raise InputError(f"{what} has more than {MOST_CELLS} filled cells; split the file")
    return sheet.out


class _Reader:
    def __init__(self, book: Book) -> None:
        self.book, self.out, self._row = book, Sheet(), -1

    def take(self, element: Element) -> None:
        name = local(element)
        if name == "row":
            self._take_row(element)
            element.clear()
        elif name == "mergeCell":
            self._merge(value(element, "ref") or "")
        elif name == "col" and (_on(element, "hidden") or _none(element, "width")):
            first, last = (number(element, side, LAST_COLUMN) for side in ("min", "max"))
            self.out.hidden_columns.update(range(first - 1, last))
        elif name == "sheetView" and value(element, "showZeros") in OFF:
            self.out.zeros = False

    def _merge(self, ref: str) -> None:
        ends = [place(end) for end in ref.split(":")]
        if len(ends) == 2 and all(ends):  # noqa: PLR2004
            (top, left), (bottom, right) = ((a or (0, 0)) for a in ends)
            self.out.merged.append((top, left, bottom + 1, right + 1))

    def _take_row(self, row: Element) -> None:
        self._row = number(row, "r", LAST_ROW + 1) - 1 if value(row, "r") else self._row + 1
        if _on(row, "hidden") or _none(row, "ht"):
            self.out.hidden_rows.add(self._row)
        column = -1
        for cell in row:
            if local(cell) != "c":
                continue
            at = place(value(cell, "r") or "")
            column = at[1] if at else column + 1
            text = "" if value(cell, "s") in self.book.struck else self._text(cell)
            if text.strip() and 0 <= self._row < LAST_ROW and column < LAST_COLUMN:
                self.out.texts[self._row, column] = text

    def _text(self, cell: Element) -> str:
        kind, stored = value(cell, "t") or "n", child(cell, "v")
        if kind == "inlineStr":
            return rich(child(cell, "is"))
        if stored is None or stored.text is None:
            formula = child(cell, "f")
            return f"={formula.text or ''}" if formula is not None and kind != "str" else ""
        return self._shown(kind, stored.text, value(cell, "s"))

    def _shown(self, kind: str, stored: str, style: str | None) -> str:
        code = _listed(self.book.formats, style, "General")
        if kind == "s":
            return text_shown(_listed(self.book.strings, stored.strip(), ""), code)
        if kind == "b":
            return "TRUE" if stored.strip() == "1" else "FALSE"
        if kind != "n":
            return text_shown(stored, code)
        if not self.out.zeros and ZERO.fullmatch(stored.strip()):
            return ""
        return shown(stored.strip(), code, from_1904=self.book.from_1904)


def place(ref: str) -> tuple[int, int] | None:
    """Row and column from 0 of a cell's name such as B7; None where it is none."""
    found = _PLACE.fullmatch(ref.strip())
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def rich(element: Element | None) -> str:
    """The text of a string item with its runs, without the phonetic ones."""
    return "".join(_rich(element)) if element is not None else ""


def _rich(element: Element) -> Iterator[str]:
    for part in element:
        if local(part) == "t":
            yield part.text or ""
        elif local(part) == "r" and not any(on(child(part, "rPr", name)) for name in UNPRINTED):
            raised = value(child(part, "rPr", "vertAlign")) in RAISED
            yield from map(apart, _rich(part)) if raised else _rich(part)


def apart(text: str) -> str:
    """Raised text that may be a note's number or a power: parted from what it stands at, if it has digits."""
    return f"\t{text}\t" if any(sign.isdigit() for sign in text) else text


def struck(styles: Element | None) -> AbstractSet[str]:
    """The cell styles whose font strikes out what is printed."""
    fonts = child(styles, "fonts")
    lined = {str(n) for n, font in enumerate(fonts if fonts is not None else ()) if on(child(font, "strike"))}
    cells = child(styles, "cellXfs")
    return {str(n) for n, x in enumerate(cells if cells is not None else ()) if value(x, "fontId") in lined}


def formats(styles: Element | None, builtin: Mapping[int, str]) -> list[str]:
    """The format of each cell style by its number."""
    codes = {str(number): code for number, code in builtin.items()}
    for own in child(styles, "numFmts") if child(styles, "numFmts") is not None else ():  # type: ignore[union-attr]
        codes[value(own, "numFmtId") or ""] = value(own, "formatCode") or "General"
    cells = child(styles, "cellXfs")
    return [codes.get(value(x, "numFmtId") or "0", "General") for x in (cells if cells is not None else ())]


def _listed(listed: Sequence[str], place: str | None, default: str) -> str:
    """An entry of a list; what is in no list is no blank where the default is one."""
    if place is None or not _INDEX.fullmatch(place) or int(place) >= len(listed):
        return default if place is None or default else f"?{place}"
    return listed[int(place)]


def _none(element: Element, size: str) -> bool:
    """Whether a row or column has a size of nothing, which hides it."""
    return ZERO.fullmatch(value(element, size) or "1") is not None


def _on(element: Element, name: str) -> bool:
    return (value(element, name) or "0") not in OFF
