"""Matching words: texts and figures that take turns as the rows of a form do, each row with all its figures.

No line says where a cell ends, so nothing may be blank: a row has as many figures as columns, its text is its
label, run together with the header or the groups above it where these are printed there.
"""

from __future__ import annotations

from gouji.fold import body
from gouji.plain.form import PlainBlock, PlainForm
from gouji.plain.match import Match, settled
from gouji.plain.words import Place, PlainWords, Turn

FAR = 400
"""Words before a figure in which a header ends: the longest has some 150 characters, each a line at worst."""


def match_words(words: PlainWords, form: PlainForm) -> Match | None:
    """The plain print of a form in the words of a text, or None where any part of it is not sure."""
    walk = _Walk(form, words)
    if not all(walk.block(block) for block in form.blocks) or walk.strange():
        return None
    found = settled(form, walk.texts, walk.places, walk.between(), foreign=False)
    if found is None or any(form.equations[i].places for i in found.failing):
        return None
    return found


class _Walk:
    """One pass over the turns of a text; ``at`` is the next turn.

    ``covered`` are the half-open ranges of words of the form's tables, ``passed`` the turns between them.
    """

    def __init__(self, form: PlainForm, words: PlainWords) -> None:
        self.form, self.words, self.turns = form, words.words, words.turns
        self.at = 0
        self.table = ""
        self.texts: list[str] = []
        self.places: list[Place] = []
        self.covered: list[tuple[int, int]] = []
        self.passed: list[Turn] = []

    def block(self, block: PlainBlock) -> bool:
        """Read the header and all rows of a block."""
        head = self._opening(block) if block.table != self.table else self._next(block)
        if head < 0:
            return False
        self.table = block.table
        return all(self._row(block, i, head if i == 0 else -1) for i in range(len(block.rows)))

    def _opening(self, block: PlainBlock) -> int:
        """The length of what opens a table, at the first turn that ends in it; -1 where there is none."""
        for i in range(self.at, len(self.turns)):
            begin, first, stop = self.turns[i]
            if stop - first == block.width:
                text = self._text(max(begin, first - FAR), first)
                found = next((len(o) for o in block.openings if text.endswith(o)), -1)
                if found >= 0:
                    self.passed += self.turns[self.at : i]
                    self.at = i
                    begin = self._back(first, found)
                    self.covered.append((begin, stop))
                    return found if begin >= 0 else -1
        return -1

    def _next(self, block: PlainBlock) -> int:
        """The same for a block below another one: only its titles may stand before its header."""
        if self.at == len(self.turns):
            return -1
        text = self._text(*self.turns[self.at][:2])
        found = next((len(o) for o in block.openings if text.endswith(o)), -1)
        if found < 0:
            return -1
        before = text[: len(text) - found]
        while before:
            corner = next((c for c in block.corners if before.startswith(c)), "")
            if not corner:
                return -1
            before = before[len(corner) :]
        return found

    def _row(self, block: PlainBlock, index: int, head: int) -> bool:
        """Take the next turn as a row; ``head`` is the length of its opening, -1 where it has none."""
        if self.at == len(self.turns):
            return False
        begin, first, stop = self.turns[self.at]
        row = block.rows[index]
        if stop - first != block.width:
            return False
        label = begin
        if head >= 0 or "".join(self.words[begin:first]) not in row.exact:
            if head < 0 and self._text(begin, first) not in row.runs:
                return False
            label = self._back(first, len(row.body)) if row.body else -1
            if row.body and label < begin:
                return False
        self.texts += self.words[first:stop]
        self.places.append((self.at, label, first))
        self.covered[-1] = self.covered[-1][0], stop
        self.at += 1
        return True

    def _text(self, begin: int, stop: int) -> str:
        return body("".join(self.words[begin:stop]))

    def _back(self, stop: int, length: int) -> int:
        """Where words of so many characters begin that end before a word; -1 where one begins earlier."""
        while length > 0 and stop > 0:
            stop -= 1
            length -= len(body(self.words[stop]))
        return -1 if length else stop

    def strange(self) -> bool:
        """Whether a label stands elsewhere, alone or before figures: that may be another print."""
        rest = [*self.passed, *self.turns[self.at :]]
        if any(self._text(max(a, b - FAR), b).endswith(self.form.bodies) for a, b, _ in rest):
            return True
        return any(
            w[:1] in self.form.initials and self.form.fold(w) in self.form.words for w in self._outside()
        )

    def _outside(self) -> list[str]:
        edges = [0, *(edge for pair in self.covered for edge in pair), len(self.words)]
        return [w for a, b in zip(edges[::2], edges[1::2], strict=True) for w in self.words[a:b]]

    def between(self) -> list[str]:
        """The words between the tables."""
        edges = [edge for pair in self.covered for edge in pair][1:-1]
        return [w for a, b in zip(edges[::2], edges[1::2], strict=True) for w in self.words[a:b]]
