"""The words of a Word paragraph as printed: changes accepted, hidden text and field codes left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gouji_readers.docx_styles import Styles, raised, unprinted
from gouji_readers.docx_table import unfolded
from gouji_readers.package import Element, child, local, value
from gouji_readers.words import BREAK, Words

WRAPPERS = frozenset(
    [
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "customXml",
        "fldSimple",
        "dir",
        "bdo",
        "p",
        "ruby",
        "rubyBase",
        "oMath",
        "oMathPara",
    ]
)
"""Elements that only stand around runs; other ones within a paragraph print nothing of their own."""
GONE = frozenset(("del", "moveFrom", "rt", "instrText", "delText", "sdtPr", "sdtEndPr", "pPr", "rPr"))
"""What is not printed once the changes are accepted, and what says how, not what."""
DRAWINGS = frozenset(("drawing", "pict", "object", "AlternateContent"))
PICTURES = frozenset(("pic", "blip", "imagedata", "OLEObject", "chart", "relIds"))
"""What in a drawing shows that it is a picture, not lines."""
NOTES = frozenset(("footnoteReference", "endnoteReference"))
"""Marks of notes: what their run prints beside them is the mark that a person chose."""


def words(paragraph: Element, styles: Styles) -> Words:
    """What a paragraph prints."""
    out = Words(runs_on=child(paragraph, "pPr", "rPr", "del") is not None)
    _Field(out, paragraph, styles).read(paragraph)
    return out


class _Field:
    """One paragraph while it is read; within a field's code, before its separator, nothing is printed."""

    def __init__(self, out: Words, paragraph: Element, styles: Styles) -> None:
        self.out, self.codes = out, [False]
        self._paragraph, self._styles = paragraph, styles

    def read(self, element: Element) -> None:
        for part in unfolded(element, "r", *WRAPPERS):
            name = local(part)
            if name == "r":
                self._run(part)
            elif name in WRAPPERS:
                self.read(part)
            elif name in DRAWINGS:
                self._draw(part)

    def _draw(self, drawing: Element) -> None:
        found = list(text_boxes(drawing))
        self.out.boxes += found
        self.out.pictured |= not found and any(local(part) in PICTURES for part in drawing.iter())

    def _run(self, run: Element) -> None:
        told = self._styles.look(self._paragraph, run)
        if unprinted(told):
            return
        aloft = raised(told) or any(local(part) in NOTES for part in run)
        for part in unfolded(run, *PRINTED):
            name = local(part)
            if name == "fldChar":
                self._field(value(part, "fldCharType"))
            elif name in DRAWINGS:
                self._draw(part)
            elif name in WRAPPERS:
                self.read(part)
            elif name in PRINTED and not any(self.codes):
                text = PRINTED[name](part)
                self.out.add(text, aloft=aloft and any(sign.isdigit() for sign in text))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.codes.append(True)
        elif len(self.codes) > 1:
            if kind == "separate":
                self.codes[-1] = False
            elif kind == "end":
                self.codes.pop()


def _symbol(part: Element) -> str:
    try:
        return chr(int(value(part, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""


PRINTED: dict[str, Callable[[Element], str]] = {
    "t": lambda part: (part.text or "").replace(BREAK, " "),
    "tab": lambda _: "\t",
    "ptab": lambda _: "\t",
    "br": lambda _: BREAK,
    "cr": lambda _: BREAK,
    "noBreakHyphen": lambda _: "-",
    "sym": _symbol,
}
"""What an element of a run prints."""


def text_boxes(drawing: Element) -> Iterator[Element]:
    """The contents of text boxes in a drawing; of the alternatives for old and new programs only one."""
    for part in drawing:
        name = local(part)
        if name == "txbxContent":
            yield part
        elif name == "AlternateContent" or (name == "Choice" and local(drawing) == "AlternateContent"):
            yield from _alternative(part if name == "AlternateContent" else drawing)
            if name == "Choice":
                return
        elif name != "Fallback" or local(drawing) == "AlternateContent":
            yield from text_boxes(part)


def _alternative(choices: Element) -> list[Element]:
    """The text boxes of the first alternative that has any."""
    found = (list(text_boxes(part)) for part in choices)
    return next((boxes for boxes in found if boxes), [])
