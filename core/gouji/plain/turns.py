"""Matching words: texts and figures that take turns as the rows of a form do, each row with all its figures.

No line says where a cell ends, so nothing may be blank: a row has as many figures as columns, its text is its
label, run together with the header or the groups above it where these are printed there.
"""

from __future__ import annotations

from collections.abc import Callable

from gouji.fold import ORDINAL_START, body
from gouji.plain.form import PlainBlock, PlainForm, PlainRow
from gouji.plain.match import Match, settled
from gouji.plain.words import Place, PlainWords, Turn
from gouji.qualified import stands_alone

OPENING = "（("
"""What the next label may begin with, in a word of its own where each character is one."""
FAR = 400
"""Words before a figure in which a header ends: the longest has some 150 characters, each a line at worst."""


def match_words(words: PlainWords, form: PlainForm) -> list[Match]:
    """The plain prints of a form in the words of a text; none where any part of one is not sure."""
    walk = _Walk(form, words)
    found: list[Match] = []
    while (one := walk.print()) is not None:
        found.append(one)
    return found if found and not walk.strange() else []


class _Walk:
    """One pass over the turns of a text; ``at`` is the next turn.

    ``covered`` are the half-open ranges of words of the form's tables, ``passed`` the turns between them.
    """

    def __init__(self, form: PlainForm, words: PlainWords) -> None:
        self.form, self.words, self.turns = form, words.words, words.turns
        self.at = 0
        self.covered: list[tuple[int, int]] = []
        self.passed: list[Turn] = []
        self._begin()

    def _begin(self) -> None:
        self.table = ""
        self.texts: list[str] = []
        self.places: list[Place] = []

    def print(self) -> Match | None:
        """The next print of the form; None, and nothing taken, where there is none or it is not sure."""
        self._begin()
        at, covered, passed = self.at, len(self.covered), len(self.passed)
        if all(self.block(block) for block in self.form.blocks):
            found = settled(self.form, self.texts, self.places, self._between(covered), foreign=False)
            if found is not None and not self._signed():
                return found
        self.at = at
        del self.covered[covered:], self.passed[passed:]
        return None

    def _signed(self) -> bool:
        """Whether a sign stands before a figure that has none: it may be a blank cell's mark, or a hyphen."""
        places = [i for i, text in enumerate(self.texts) if not text[0].isdecimal()]
        return any(self.form.types[i] != "signed" for i in places)

    def block(self, block: PlainBlock) -> bool:
        """Read the header and all rows of a block."""
        opened = self._next(block) if block.table == self.table else self._opening(block)
        self.table = block.table
        return opened and all(self._row(block, i) for i in range(len(block.rows)))

    def _opening(self, block: PlainBlock) -> bool:
        """Go on to the first turn that ends in what opens a table."""
        for i in range(self.at, len(self.turns)):
            begin, first, stop = self.turns[i]
            if stop - first == block.width:
                head = self._head(block, max(begin, first - FAR), first)
                if head >= 0:
                    self.passed += self.turns[self.at : i]
                    self.covered.append((head, stop))
                    self.at = i
                    return True
        return False

    def _head(self, block: PlainBlock, begin: int, stop: int) -> int:
        """The first word of the opening that ends before a word; -1 where none begins with a word."""
        printed = "".join(self.words[begin:stop])
        if printed.endswith(block.exact_openings):  # the usual print: nothing has to be folded
            length = max(len(o) for o in block.exact_openings if printed.endswith(o))
            return self._back(stop, length, len)
        text = body(printed)
        return self._back(stop, max((len(o) for o in block.openings if text.endswith(o)), default=-1), _size)

    def _next(self, block: PlainBlock) -> bool:
        """Whether the next turn opens a block below another one: only titles may stand before its header."""
        if self.at == len(self.turns):
            return False
        begin, first, _ = self.turns[self.at]
        head = self._head(block, begin, first)
        before = self._text(begin, head) if head > begin else ""
        while before:
            corner = next((c for c in block.corners if before.startswith(c)), "")
            if not corner:
                return False
            before = before[len(corner) :]
        return head >= begin

    def _row(self, block: PlainBlock, index: int) -> bool:
        """Take the next turn as a row; what opens the block stands before the first one."""
        if self.at == len(self.turns):
            return False
        begin, first, stop = self.turns[self.at]
        label = self._label(block.rows[index], begin, first, opened=index == 0)
        if stop - first != block.width or (label < begin and block.rows[index].body):
            return False
        # A figure beside a sign may be none: what labels begin and end with is left out of them.
        behind = (w for w in self.words[stop : stop + 1] if w[0] not in OPENING)
        if any(map(stands_alone, (self.words[first - 1], *behind))):
            return False
        self.texts += self.words[first:stop]
        self.places.append((self.at, label, first))
        self.covered[-1] = self.covered[-1][0], stop
        self.at += 1
        return True

    def _label(self, row: PlainRow, begin: int, first: int, *, opened: bool) -> int:
        """The first word of a row's label before its figures; -1 where there is none."""
        if not row.body:
            return -1
        if not opened:
            printed = "".join(self.words[begin:first])
            if printed in row.exact:
                return begin
            if printed in row.exact_runs:
                return self._back(first, row.exact_runs[printed], len)
            if body(printed) not in row.runs or not (printed[0].isalnum() or printed[0] in ORDINAL_START):
                return -1  # a sign before a label may be a cell's
        return self._back(first, len(row.body), _size)

    def _text(self, begin: int, stop: int) -> str:
        return body("".join(self.words[begin:stop]))

    def _back(self, stop: int, length: int, size: Callable[[str], int]) -> int:
        """Where words of so many characters begin that end before a word; -1 where they begin within one."""
        while length > 0 and stop > 0:
            stop -= 1
            length -= size(self.words[stop])
        return -1 if length else stop

    def strange(self) -> bool:
        """Whether a label stands elsewhere, alone or before figures: that may be another print."""
        rest = [*self.passed, *self.turns[self.at :]]
        if any(self._text(max(a, b - FAR), b).endswith(self.form.bodies) for a, b, _ in rest):
            return True
        form = self.form
        short = (w for w in self._outside() if len(w) <= form.longest and w[:1] in form.initials)
        return any(form.fold(word) in form.words for word in short)

    def _outside(self) -> list[str]:
        edges = [0, *(edge for pair in self.covered for edge in pair), len(self.words)]
        return [w for a, b in zip(edges[::2], edges[1::2], strict=True) for w in self.words[a:b]]

    def _between(self, first: int) -> list[str]:
        """The words between the tables, from one of them on."""
        edges = [edge for pair in self.covered[first:] for edge in pair][1:-1]
        return [w for a, b in zip(edges[::2], edges[1::2], strict=True) for w in self.words[a:b]]


def _size(word: str) -> int:
    """Characters of a word but its punctuation."""
    return len(body(word))
