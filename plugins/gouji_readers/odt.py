"""The OpenDocument text reader: the body of an odt file as a story."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Document
from gouji_readers import odf_table
from gouji_readers.odf_paragraph import BOXES, boxes, words
from gouji_readers.odf_styles import Styles
from gouji_readers.package import Element, child, local, value
from gouji_readers.story import Kind, Row, Story
from gouji_readers.words import Words

KIND = "odt"
LISTS = ("list", "list-item", "list-header", "section", "numbered-paragraph", "a")
INDEXES = (
    *("table-of-content", "alphabetical-index", "bibliography", "index-body", "index-title"),
    *(f"{kind}-index" for kind in ("illustration", "table", "object", "user")),
)
AROUND = frozenset(LISTS + INDEXES)
"""What may stand around paragraphs and tables without being printed."""
BLOCKS: dict[str, Kind] = {"p": "paragraph", "h": "paragraph", "table": "table"}


def document(body: Element, styles: Styles, part: str | None) -> Document:
    """The document of a text's body; ``part`` is the part that it stands in."""
    story = Story(_Text(body, styles), part)
    story.blocks(body)
    return story.document(KIND, "an OpenDocument text, read by its parts")


class _Text:
    """The format of an OpenDocument text."""

    def __init__(self, body: Element, styles: Styles) -> None:
        changes = child(body, "tracked-changes")
        gone = (c for c in changes if child(c, "deletion") is not None) if changes is not None else ()
        self._styles = styles
        self._deleted = frozenset(value(change, "id") or "" for change in gone)

    def blocks(self, container: Element) -> Iterator[tuple[Kind, Element]]:
        """The blocks of a container, those within lists, sections and indexes too."""
        for part in container:
            name = local(part)
            if name in BLOCKS:
                yield BLOCKS[name], part
            elif name in AROUND and not _hidden(part):
                yield from self.blocks(part)
            elif name in {"frame", "g"} | BOXES:
                yield from (("box", box) for box in boxes(part))

    def words(self, paragraph: Element) -> Words:
        """What a paragraph prints."""
        return words(paragraph, self._styles, self._deleted)

    def rows(self, table: Element) -> list[Row]:
        """The rows of a table."""
        return odf_table.rows(table)

    def page(self, page: Element) -> tuple[str, str | None]:
        """No page is embedded in a text of this kind."""
        raise NotImplementedError(page)


def _hidden(section: Element) -> bool:
    return value(section, "display") == "none" or value(section, "is-hidden") == "true"
