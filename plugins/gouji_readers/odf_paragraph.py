"""The words of an OpenDocument paragraph as printed: changes accepted, notes and hidden text left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji_readers.odf_styles import Styles, raised, unprinted
from gouji_readers.package import Element, local, number, value
from gouji_readers.words import BREAK, Words

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
GONE = frozenset(
    ("note", "ruby-text", "script", "number", "tracked-changes", "alphabetical-index-mark", "label")
)
"""Elements in a paragraph that print nothing in it."""
BOXES = frozenset(("text-box", "custom-shape", "rect", "ellipse", "circle", "polygon", "path"))
"""Drawings that hold paragraphs."""
PICTURES = frozenset(("image", "object", "object-ole", "plugin", "applet"))
MOST_BLANKS = 1000
"""Blanks that one element may stand for; a line has room for some hundred."""
_BLANKS = re.compile(r"[ \t\r\n]+")


def words(paragraph: Element, styles: Styles, deleted: frozenset[str] = frozenset()) -> Words:
    """What a paragraph prints; ``deleted`` are the changes whose text is to go."""
    out = Words()
    reader = _Reader(out, styles, deleted)
    reader.read(paragraph, (("paragraph", value(paragraph, "style-name")),))
    if reader.hidden:
        return Words()
    out.lines = [line.strip(" ") for line in out.lines]
    return out


Names = tuple[tuple[str, str | None], ...]


class _Reader:
    def __init__(self, out: Words, styles: Styles, deleted: frozenset[str]) -> None:
        self._out, self._styles, self._deleted = out, styles, deleted
        self._open: set[str] = set()
        self.hidden = False
        """Whether a field in the paragraph hides all of it."""

    def read(self, element: Element, names: Names) -> None:
        """Add what an element prints within styles, the innermost first."""
        told = self._styles.look(names)
        self._say(element.text, told)
        for part in element:
            self._part(part, names, told)
            self._say(part.tail, told)

    def _say(self, text: str | None, told: dict[str, str], *, kept: bool = False) -> None:
        if text and not unprinted(told) and not self._open:
            said = text if kept else _BLANKS.sub(" ", text)
            if not kept and self._out.lines[-1].endswith((" ", "\t")):
                said = said.removeprefix(" ")
            self._out.add(said, aloft=raised(told) and any(sign.isdigit() for sign in said))

    def _part(self, part: Element, names: Names, told: dict[str, str]) -> None:
        name, tag = local(part), str(part.tag)
        if tag.startswith(DRAW):
            if not unprinted(told) and not self._open:
                self._draw(part)
        elif not tag.startswith(TEXT) or name in GONE:
            return
        elif name in SIGNS:
            self._say(_sign(part, name), told, kept=True)
        elif name in ("change-start", "change-end"):
            self._change(name, value(part, "change-id") or "")
        elif value(part, "is-hidden") == "true":
            self.hidden |= name == "hidden-paragraph"
        elif value(part, "display") != "none":
            own = ("text", value(part, "style-name")) if name in ("span", "a") else None
            self.read(part, (own, *names) if own else names)

    def _draw(self, drawing: Element) -> None:
        found = list(boxes(drawing))
        self._out.boxes += found
        self._out.pictured |= not found and any(local(part) in PICTURES for part in drawing.iter())

    def _change(self, name: str, change: str) -> None:
        if name == "change-end":
            self._open.discard(change)
        elif change in self._deleted:
            self._open.add(change)


SIGNS = {"tab": "\t", "line-break": BREAK, "s": " "}
"""Elements that stand for signs."""


def _sign(part: Element, name: str) -> str:
    return SIGNS[name] * number(part, "c", MOST_BLANKS)


def boxes(drawing: Element) -> Iterator[Element]:
    """The drawings within one, itself too, that hold paragraphs; of a frame's alternatives only one."""
    if local(drawing) in BOXES:
        yield drawing
        return
    for part in drawing:
        found = list(boxes(part)) if str(part.tag).startswith(DRAW) else []
        yield from found
        if found and local(drawing) == "frame":
            return
