"""The Word reader: the body of a docx file as a story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.decode import decode
from gouji.document import Document
from gouji.errors import InputError
from gouji_readers import docx_styles, docx_table, mhtml
from gouji_readers.docx_paragraph import words
from gouji_readers.docx_table import unwrapped
from gouji_readers.package import Element, Package, child, local
from gouji_readers.story import Kind, Row, Story
from gouji_readers.words import Words

KIND = "docx"
BLOCKS: dict[str, Kind] = {"p": "paragraph", "tbl": "table", "altChunk": "page"}
HEAD = 4096
"""Bytes in which a page says that it is one."""
PAGE = re.compile(rb"<(?:!doctype html|html|body|table|p)[\s>]", re.IGNORECASE)


def documents(package: Package, main: str) -> list[Document]:
    """The one document of a Word file; raises InputError where its main part is none or holds nothing."""
    body = child(package.xml(main), "body")
    if body is None:
        raise InputError(f"its part {main} has no body; open the file in Word and save it anew")
    story = Story(_Word(package, main), main)
    story.blocks(body)
    return [story.document(KIND, "a Word file, read by its parts")]


class _Word:
    """The format of a Word file's main part."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part
        styles = package.first(part, "styles")
        self._styles = docx_styles.read(package.xml(styles) if styles else None)

    def blocks(self, container: Element) -> Iterator[tuple[Kind, Element]]:
        """The blocks of a container, those within content controls and accepted changes too."""
        return ((BLOCKS[local(block)], block) for block in unwrapped(container, *BLOCKS))

    def words(self, paragraph: Element) -> Words:
        """What a paragraph prints."""
        return words(paragraph, self._styles)

    def rows(self, table: Element) -> list[Row]:
        """The rows of a table that are printed."""
        return docx_table.rows(table)

    def page(self, page: Element) -> tuple[str, str | None]:
        """The text of a page that is embedded whole; raises InputError for a file of another kind."""
        number = next((str(v) for k, v in page.attrib.items() if str(k).endswith("}id")), "")
        part = next((path for id_, _, path in self._package.related(self._part) if id_ == number), None)
        data = self._package.part(part) if part and part in self._package else b""
        if not mhtml.is_mhtml(data) and not PAGE.search(data[:HEAD]):
            told = f"a part of its text is an embedded file ({part or 'lost'}), which is not read"
            raise InputError(f"{told}; open the file in Word and save it anew")
        return mhtml.document(data).text if mhtml.is_mhtml(data) else decode(data)[0], part
