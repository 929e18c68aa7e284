"""Words: what a paragraph of an office file prints, line by line, and the boxes of text that hang on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from gouji_readers.package import Element

BREAK = "\n"
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Words:
    """A paragraph's lines, the boxes of text anchored in it, and whether it runs on into the next one.

    ``pictured`` says that it shows a picture or an embedded object, whose content is not read.
    """

    lines: list[str] = field(default_factory=lambda: [""])
    boxes: list[Element] = field(default_factory=list)
    runs_on: bool = False
    aloft: bool = False
    pictured: bool = False

    def add(self, text: str, *, aloft: bool = False) -> None:
        """Add printed text; a break in it begins a new line, and raised text stands apart from other text.

        So the number of a note is no digit of the figure before it. Behind a word it is written as printed.
        """
        if aloft and text.isascii() and text.isdecimal() and self.lines[-1][-1:].isalpha():
            self.lines[-1] += text.translate(RAISED)
            return
        if aloft != self.aloft and text:
            self.lines[-1], self.aloft = self.lines[-1] + "\t", aloft
        first, *rest = text.split(BREAK)
        self.lines[-1] += first
        self.lines += rest
