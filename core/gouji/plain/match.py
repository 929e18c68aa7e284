"""Matching: the rows of a document against the rows of a form, which must follow each other without a gap."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import dropwhile
from operator import eq

import numpy as np

from gouji.displaced.run_over import is_bare
from gouji.fold import number
from gouji.numerals import count_up
from gouji.plain.figures import Counts, Value, read_figures
from gouji.plain.form import MARKS, PlainBlock, PlainForm, PlainRow
from gouji.plain.rows import Place, PlainRows

STOP = "。"
"""What a sentence ends with: no label does, and what is before it tells so without folding the sentence."""
FIRST = re.compile(r"[^\s,;|，；│┃║¦]{1,80}+(?=[\s,;|，；│┃║¦])")
"""What a line begins with, up to a blank or a separator; the longest labels have half as many characters."""

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A matched form: the text and the value of each key in the schema's order, and the place of each row.

    ``failing`` are the places of the form's equations that do not hold, a blank counted as 0; none of them
    places figures. ``foreign`` says that there are rows or header cells of others among its own; ``between``
    is what else stands between its tables.
    """

    form: PlainForm
    texts: Sequence[str]
    values: Sequence[Value]
    places: Sequence[Place]
    failing: Sequence[int]
    foreign: bool
    between: Sequence[str]


def matches(rows: PlainRows, form: PlainForm) -> list[Match]:
    """The plain prints of a form in some rows; none where any part of one is wanting, more or otherwise."""
    walk = _Walk(form, rows)
    found: list[Match] = []
    while not found or walk.strange():
        one = walk.print(rows)
        if one is None:
            return []
        found.append(one)
    return [] if _are_known("\n".join(rows.rest).split("\n"), form) else found


def _are_known(lines: Iterable[str], form: PlainForm) -> bool:
    """Whether any line that is in no table is a label of the form, or begins with one and a blank."""
    initials, first_signs, ends = form.initials, form.first_signs, form.ends
    # Lists of all lines, one look after the other: a function for each line took twice the time.
    stripped = [line.strip(MARKS) for line in lines if line[:1] in first_signs]
    likely = [line for line in stripped if line[:1] in initials]
    pieces = [line.rstrip(STOP) for line in likely if len(line) <= form.longest]
    pieces += [first[0] for first in map(FIRST.match, likely) if first]
    return any(form.fold(piece) in form.words for piece in pieces if ends[piece[-1:]])


def settled(
    form: PlainForm, texts: Sequence[str], places: Sequence[Place], between: Sequence[str], *, foreign: bool
) -> Match | None:
    """The match of a form's cells, given as texts; None where one is no plain figure.

    Nor where a placing equation fails: figures may have changed places, or one be the half of another.
    """
    figures = read_figures(texts, form)
    if figures is None or any(type(figures[0][i]) is Decimal for i in form.summed):
        return None
    values, counts = figures
    failing = _failing(form, counts)
    if any(form.equations[i].places for i in failing):
        return None
    return Match(form, texts, values, places, failing, foreign, between)


def _between(rows: PlainRows, places: Sequence[Place]) -> Sequence[str]:
    first, last = rows.table_of(places[0][0]), rows.table_of(places[-1][0])
    return rows.rest[rows.before[first] : rows.before[last]]


def _runs_over(rows: PlainRows, places: Sequence[Place]) -> bool:
    """Whether figures alone stand right below a row, which may be the rest of it."""
    lines = [at for at, _, _ in places]
    ends = [at for at, after in zip(lines, [*lines[1:], -1], strict=True) if after != at + 1]
    return any(is_bare(_below(rows, at)) for at in ends)


def _below(rows: PlainRows, at: int) -> str:
    """What stands right below a row: the next row of its table, or the first line after it."""
    table = rows.table_of(at)
    if at + 1 < rows.ends[table]:
        return "\t".join(rows.lines[at + 1])
    after = rows.before[table + 1] if table + 1 < rows.count else len(rows.rest)
    return rows.rest[rows.before[table]] if rows.before[table] < after else ""


def _failing(form: PlainForm, counts: Counts) -> list[int]:
    """The equations that do not hold."""
    gaps = form.sums @ counts
    found: list[int] = np.maximum(gaps, form.allowed).nonzero()[0].tolist()
    return found


class _Walk:
    """One pass over the rows of all tables.

    ``at`` is the next row, ``top`` and ``body`` the first of the last header and the first after it, ``end``
    where the table of the document ends in which they stand; ``new`` says that another table of the form
    begins with that header.
    """

    def __init__(self, form: PlainForm, rows: PlainRows) -> None:
        self.form = form
        self.rows, self.ends = rows.lines, rows.ends
        self.at = self.top = self.body = self.end = 0
        self._begin()

    def _begin(self) -> None:
        self.table = ""
        self.new = self.foreign = False
        self.texts: list[str] = []
        self.places: list[Place] = []

    def print(self, rows: PlainRows) -> Match | None:
        """The next print of the form, None where it is not plain."""
        self._begin()
        if not all(self.block(block) for block in self.form.blocks):
            return None
        if _runs_over(rows, self.places):
            return None
        between = _between(rows, self.places)
        return settled(self.form, self.texts, self.places, between, foreign=self.foreign)

    def block(self, block: PlainBlock) -> bool:
        """Read the header and all rows of a block."""
        if not self._header(block):
            return False
        rows, width, texts, places = self.rows, block.width, self.texts, self.places
        for row in block.rows:
            at = self.at
            cells = rows[at] if at < self.end else ()
            edge = len(cells) - width
            label = edge - 1
            while label > 0 and not cells[label]:
                label -= 1
            # The usual print, its label before all figures, is seen at once; so is a label over columns.
            if (
                edge > 0
                and cells[label] in row.exact
                and (not label or row.heads.issuperset(cells[:label]))
                and (label == edge - 1 or all(cells[edge:]))
            ):
                texts += cells[edge:]
                places.append((at, label, edge))
                self.at = at + 1
            elif not self._row(block, row):
                return False
        return self._even(block)

    def _even(self, block: PlainBlock) -> bool:
        """Whether no row with a blank may have lost a cell: all are of one length, or hold just their own."""
        if len(block.rows) == 1:
            return True
        places = self.places[-len(block.rows) :]
        rows = [self.rows[at] for at, _, _ in places]
        if len(set(map(len, rows))) == 1:
            return True
        firsts = [first for _, _, first in places]
        figures = [cells[first : first + block.width] for cells, first in zip(rows, firsts, strict=True)]
        return all(map(all, figures)) or all(
            all(cells[:first]) and len(cells) == first + block.width
            for cells, first in zip(rows, firsts, strict=True)
        )

    def _header(self, block: PlainBlock) -> bool:
        """Whether the form's header of the block stands before its first row, at which ``at`` is then."""
        self.new, self.top = block.table != self.table, self.at
        found = self._usual(block) or self._unusual(block)
        self.table, self.body = block.table, self.at
        after = bisect_right(self.ends, self.at)
        self.end = self.ends[after] if after < len(self.ends) else 0
        return found

    def _usual(self, block: PlainBlock) -> bool:
        """The same for a header that is worded as the form has it, up to a row that is too.

        One look at all its cells together takes half the time of a look at each.
        """
        rows, at, begins, first = self.rows, self.at, block.begins, ""
        for stop in range(at, len(rows)):
            first = rows[stop][0] if rows[stop] else ""
            if first in begins or first.isdecimal():
                break
        else:
            return False
        try:
            name_of = block.printed.__getitem__
            read = [name for cells in rows[at:stop] for name in map(name_of, cells) if name]
        except KeyError:
            return False
        if tuple(read) not in block.headers or any(map(eq, read, read[1:])) or first in block.names:
            return False
        self.at = stop
        return True

    def _unusual(self, block: PlainBlock) -> bool:
        """The same for any header, row by row."""
        read: list[str] = []
        while self.at < len(self.rows):
            names = self._names(block, self.rows[self.at])
            if names is None:
                break
            read += names
            self.at += 1
        return tuple(read) in block.headers

    def _names(self, block: PlainBlock, cells: Cells) -> list[str] | None:
        """The labels in a row of a header, one printed again in the next cell once; None where it is none.

        Then it holds a row's label, begins with a figure, or has one among labels.
        """
        found: list[str] = []
        before = ""
        counted = False
        for text in cells:
            if text and text != before:
                name = self._name(block, text)
                if name is None:
                    folded = self.form.fold(text)
                    if folded in self.form.words or (not before and folded.isdigit()):
                        return None
                    counted |= folded.isdigit()
                    self.foreign |= bool(self.table)
                if name:
                    found.append(name)
                before = text
        return None if counted and found else found

    def _name(self, block: PlainBlock, text: str) -> str | None:
        """The label that a text of a header is, "" for none of a column, None where it is not the form's."""
        name = block.names.get(text)
        return block.names.get(self.form.fold(text)) if name is None else name

    def _take(self, block: PlainBlock, cells: Cells, label: int, first: int) -> None:
        self.texts += cells[first : first + block.width]
        self.places.append((self.at, label, first))
        self.at += 1

    def _row(self, block: PlainBlock, row: PlainRow) -> bool:
        """Read a row of the form, the rows of others before it passed over.

        None that has as many figures as the form's: its label may be the form's, with a sign too many.
        """
        while self.at < self.end:
            cells = self.rows[self.at]
            label = self._label(cells, row)
            first = -1 if label is None else self._edge(block, cells, label)
            if label is not None and first >= 0:
                figures = cells[first : first + block.width]
                if label < 0 and count_up(figures):  # a row that may count the columns
                    return False
                self._take(block, cells, label, first)
                return True
            if any(t and self.form.fold(t) in self.form.words for t in cells):
                return False
            if sum(map(str.isdecimal, cells)) >= block.width:
                return False
            self.foreign = True
            self.at += 1
        return False

    def _label(self, cells: Cells, row: PlainRow) -> int | None:
        """The cell of a row's label, only its groups' labels before it; -1 for a row without a label."""
        if not row.labels:
            return -1
        for i, text in enumerate(cells):
            if text:
                folded = self.form.fold(text)
                if folded in row.labels:
                    return i if not row.number or number(text) in ("", row.number) else None
                if folded not in row.groups:
                    return None
        return None

    def _edge(self, block: PlainBlock, cells: Cells, label: int) -> int:
        """Where a row's figures begin: they are all its cells, or all filled ones; -1 where not sure."""
        begin, width = label + 1, block.width
        while begin < len(cells) and label >= 0 and cells[begin] == cells[label]:
            begin += 1
        if len(cells) - begin == width:
            return begin
        filled = [i for i in range(begin, len(cells)) if cells[i]]
        if not filled and len(cells) - begin > width:
            return begin
        if len(filled) == width and filled[-1] - filled[0] == width - 1:
            return filled[0]
        edge = self._upright(block, len(cells))
        return edge if edge >= begin and all(edge <= i < edge + width for i in filled) else -1

    def _upright(self, block: PlainBlock, width: int) -> int:
        """The column of the block's first label, if each stands lowest in a column of the header; else -1."""
        header = self.rows[self.top : self.body]
        if self.new:  # titles may stand above it
            header = list(dropwhile(lambda cells: not any(self._name(block, t) for t in cells if t), header))
        if any(len(cells) != width for cells in header):
            return -1
        lowest = [next((t for t in reversed(column) if t), "") for column in zip(*header, strict=True)]
        folded = tuple(block.names.get(self.form.fold(t), "") if t else "" for t in lowest)
        places = range(width - block.width + 1)
        return next((e for e in places if folded[e : e + block.width] == block.leaves), -1)

    def strange(self) -> bool:
        """Whether any row from ``at`` on holds a label of the form."""
        return any(
            t and self.form.fold(t) in self.form.words for cells in self.rows[self.at :] for t in cells
        )
