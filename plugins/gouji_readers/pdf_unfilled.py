"""Tables without any figure: rows of labels below the names of columns, whose cells are all blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from gouji_readers.pdf_block import LETTER, Row
from gouji_readers.pdf_found import Found


def tables(rows: Sequence[Row]) -> Iterator[Found]:
    """The tables among rows of words in which no figure stands.

    A label stands left of the second name; a title that stands over several columns does not. Lines below
    each other may be one label or several rows': what has such is no table.
    """
    for number, head in enumerate(rows):
        if len(head) > 1 and all(LETTER.search(block.text) for block in head):
            labels = list(_labels(rows[number + 1 :], head[1].box[0]))
            if labels and all(len(row[0].lines) == 1 for row in labels):
                placed = [[(n, n + 1, block) for n, block in enumerate(row)] for row in (head, *labels)]
                bands = [(block.box[0], block.box[2]) for block in head[1:]]
                yield Found(placed, len(head), len(labels), bands, names=1)


def _labels(rows: Sequence[Row], edge: float) -> Iterator[Row]:
    """The rows up to the first that is no lone text left of an edge."""
    return takewhile(lambda row: len(row) == 1 and row[0].box[2] < edge, rows)
