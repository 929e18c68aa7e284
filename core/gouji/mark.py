"""Marks: where labels of the schemas stand on a strand, whole or in pieces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gouji.fold import body, is_lost, ordinal, squeeze
from gouji.lexicon import Entry, Lexicon
from gouji.lost import LOST
from gouji.strand import ORDINALS, Strand

SCRAPS = 6
"""How many pieces of other labels may stand between two pieces of one label: a page's repeated header
and a group label in a narrow column, more were not met in print."""
ORDINAL_PIECES = 4
"""Pieces an ordinal may be broken into: （ | 十 | 一 | ）."""
MOST_COUNTED = max(ORDINALS)
"""The greatest ordinal of a form; a greater number is a figure that nobody can read."""
LONGEST_GLUED = 120
"""Characters of labels run together; a form's whole header line has fewer."""
MOST_PIECES = 128
"""Pieces of one label: the longest of a form has 34 characters, here and there with a sign between."""
INNER_ORDINAL = re.compile(r"[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.]")
STOP = "。"
CLOSING = frozenset(")）”’\"'》】]") | {STOP}


@dataclass(frozen=True, slots=True)
class Mark:
    """A label found on a strand: the pieces that hold it, in order, and what it can stand for.

    ``ordinal`` is its printed number where that counts: the label is a row's and a column's, or was put
    together from pieces, of which one may be another label's. ``number`` is the row's number where it is
    printed beside the label.
    """

    pieces: tuple[int, ...]
    label: str
    entries: tuple[Entry, ...]
    ordinal: str = ""
    number: str = ""

    @property
    def tables(self) -> dict[str, set[str]]:
        """The tables of each form in which the label is a row's."""
        tables: dict[str, set[str]] = defaultdict(set)
        for entry in self.entries:
            if entry.kind == "row":
                tables[entry.schema].add(entry.table)
        return tables

    def apart(self, other: Mark) -> bool:
        """Whether both are rows' labels in some form, and there of different tables only."""
        own, others = self.tables, other.tables
        return any(own[form].isdisjoint(others[form]) for form in own.keys() & others.keys())

    @property
    def first(self) -> int:
        """Index of the first piece."""
        return self.pieces[0]

    @property
    def last(self) -> int:
        """Index of the last piece."""
        return self.pieces[-1]


def find(strand: Strand, lexicon: Lexicon) -> list[Mark]:
    """All marks of a strand, in order of their first piece; each piece belongs to at most one.

    What cannot be read belongs to none: it may be a figure.
    """
    marks: list[Mark] = []
    unread = strand.document.holds(*LOST)
    taken = (
        {i for i, piece in enumerate(strand.pieces) if piece.text and is_lost(piece.text)}
        if unread
        else set()
    )
    for index, piece in enumerate(strand.pieces):
        if piece.kind != "text" or index in taken:
            continue
        mark = _longest(strand, lexicon, index, taken)
        if mark is not None:
            marks.append(mark)
            taken.update(mark.pieces)
        else:
            marks.extend(Mark((index,), t, lexicon.entries[t]) for t in glued(piece.text, lexicon))
    return marks


def glued(text: str, lexicon: Lexicon) -> list[str]:
    """The labels that a text consists of and nothing else: two cells or more, or the path to a column.

    Nothing where two rows' labels are among them.
    """
    if len(text) > LONGEST_GLUED:
        return []
    found: list[str] = []
    for part in INNER_ORDINAL.split(squeeze(text)):
        rest = body(part)
        while rest:
            size = next((k for k in range(len(rest), 0, -1) if rest[:k] in lexicon), 0)
            if not size:
                return []
            found.append(rest[:size])
            rest = rest[size:]
    rows = sum(lexicon.kinds(t) == {"row"} for t in found)
    return found if rows < 2 else []  # noqa: PLR2004 - the figures of two rows cannot be told apart


def _longest(strand: Strand, lexicon: Lexicon, index: int, taken: set[int]) -> Mark | None:
    piece = strand.pieces[index]
    path, label = [index], piece.label
    if not label:
        return _after_ordinal(strand, lexicon, index, taken)
    best = _mark((index,), label, lexicon, piece.text) if label in lexicon else None
    while label in lexicon.beginnings and len(path) < MOST_PIECES:
        step = next_piece(strand, lexicon, path, label, taken)
        if step is None:
            break
        path.append(step)
        label += strand.pieces[step].body
        if label in lexicon and _ends(strand, step):
            best = _mark(tuple(path), label, lexicon, piece.text)
    return _closed(strand, best, taken) if best else None


def _ends(strand: Strand, index: int) -> bool:
    """Whether a piece may end a label: signs alone, such as a heading's ##, only right before figures."""
    following = strand.pieces[index + 1 : index + 2]
    return bool(strand.pieces[index].body) or any(p.kind in ("figure", "mark") for p in following)


def _mark(pieces: tuple[int, ...], label: str, lexicon: Lexicon, text: str) -> Mark:
    counts = len(pieces) > 1 or {"row", "column"} <= lexicon.kinds(label)
    number = ordinal(text) if counts else ""
    return Mark(pieces, label, lexicon.entries[label], number)


def _closed(strand: Strand, mark: Mark, taken: set[int]) -> Mark:
    """The mark with the closing bracket or quotation mark that a line break cut off its label.

    A full stop in a grid's cell beside the label is none of it.
    """
    following, last = mark.last + 1, strand.pieces[mark.last]
    if following < len(strand.pieces) and following not in taken:
        piece = strand.pieces[following]
        if piece.text == STOP and strand.grid(last) and piece.row == last.row:
            return mark
        if piece.kind == "text" and not piece.body and CLOSING.issuperset(piece.text):
            return replace(mark, pieces=(*mark.pieces, following))
    return mark


def _after_ordinal(strand: Strand, lexicon: Lexicon, index: int, taken: set[int]) -> Mark | None:
    """A label whose ordinal stands in a piece of its own: 三、 | 本年度办理结果, or one character a line."""
    path = [index]
    for _ in range(ORDINAL_PIECES):
        digits = strand.pieces[path[-1]].text
        if digits.isdecimal() and int(digits) > MOST_COUNTED:
            return None
        step = strand.next_text(path[-1])
        if step is None or step in taken or not _follows(strand, lexicon, path[-1], step):
            return None
        if strand.pieces[step].label:
            mark = _longest(strand, lexicon, step, taken)
            return Mark((*path, *mark.pieces), mark.label, mark.entries) if mark else None
        path.append(step)
    return None


def _follows(strand: Strand, lexicon: Lexicon, last: int, step: int) -> bool:
    """Whether a piece follows an ordinal directly, or stands below it where a page break cut the label.

    What stands further right than the next line begins, or right of a row's label, belongs to its own line; a
    label there that has an ordinal of its own is another.
    """
    before, after = strand.pieces[last], strand.pieces[step]
    if before.row == after.row and step == last + 1:
        return True
    labels = strand.pieces[strand.rows[before.row][0] : last]
    labelled = any("row" in lexicon.kinds(p.label) for p in labels if p.label)
    if step == last + 1:
        return before.left <= after.left and not labelled
    cut = after.row > before.row and not labelled
    return strand.grid(before) and cut and bool(ordinal(before.text)) and not ordinal(after.text)


def next_piece(strand: Strand, lexicon: Lexicon, path: list[int], label: str, taken: set[int]) -> int | None:
    """The piece that goes on with a label: next in reading order past scraps, else the cell below.

    Two pieces that are a label each are two labels, also where both together read like a third.
    """
    whole = label in lexicon
    for step in _nexts(strand, lexicon, path[-1]):
        piece = strand.pieces[step]
        if whole and piece.label in lexicon:
            continue
        if step not in taken and step not in path and (piece.body or not piece.text.isdecimal()):
            longer = label + piece.body
            if longer in lexicon or longer in lexicon.beginnings:
                return step
    return None


def _nexts(strand: Strand, lexicon: Lexicon, last: int) -> Iterator[int]:
    below = strand.below(last) if strand.grid(strand.pieces[last]) else None
    if below is not None:
        yield below
    step = strand.next_text(last)
    for _ in range(SCRAPS):
        if step is None:
            return
        yield step
        if strand.pieces[step].label not in lexicon.scraps:
            return
        step = strand.next_text(step)
