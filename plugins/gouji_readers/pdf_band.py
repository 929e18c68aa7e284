"""Bands: the stretches of a page's width in which figures stand under each other."""

from __future__ import annotations

from collections.abc import Sequence

from gouji_readers.pdf_block import Block, Row

Stretch = tuple[float, float]

CLEAR = 1.0
"""Points between the figures of two columns."""


def value(block: Block) -> bool:
    """Whether a block is a figure, or seems to be one that its column broke."""
    return block.figure or block.digits


def values(row: Row) -> Row:
    """The blocks of a row from its first figure beside a label on."""
    first = next((n for n, block in enumerate(row) if value(block) and (n or all(map(value, row)))), len(row))
    return row[first:]


def bands_of(body: Sequence[Row]) -> list[Stretch]:
    """The stretches in which the figures of some rows stand."""
    return merged([(b.box[0], b.box[2]) for row in body for b in values(row)])


def merged(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Stretches with those that overlap made one."""
    out: list[Stretch] = []
    for start, stop in sorted(stretches):
        if out and start < out[-1][1] + CLEAR:
            out[-1] = (out[-1][0], max(out[-1][1], stop))
        else:
            out.append((start, stop))
    return out


def meet(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches have a part in common."""
    return one[0] < other[1] and other[0] < one[1]


def over(block: Block, bands: Sequence[Stretch]) -> list[int]:
    """The columns that a block stands over."""
    left, _, right, _ = block.box
    return [n for n, band in enumerate(bands) if meet((left, right), band)]


def under(bands: Sequence[Stretch], above: Sequence[Stretch]) -> bool:
    """Whether each stretch lies under one of those above, and no two under the same."""
    under = [[n for n, other in enumerate(above) if meet(own, other)] for own in bands]
    return all(len(own) == 1 for own in under) and len({own[0] for own in under}) == len(bands)


def with_others(bands: Sequence[Stretch], above: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with those above that none of them lies under: columns that are blank here."""
    return sorted([*bands, *(other for other in above if not any(meet(own, other) for own in bands))])


def together(one: Stretch, other: Stretch, body: Sequence[Row]) -> bool:
    """Whether figures of one row stand in both stretches."""
    return any(all(any(b in over(own, (one, other)) for own in row) for b in (0, 1)) for row in body)


def beyond(bands: Sequence[Stretch], body: Sequence[Row], paper: float) -> list[int]:
    """The columns in which a figure of one digit, at their right side, would stand wholly beyond the paper.

    A column without figures is known by its name alone, which may stand left of where its figures do.
    """
    boxes = [(b.box, len(b.text)) for row in body for b in values(row)]
    digit = min(((box[2] - box[0]) / count for box, count in boxes), default=0.0)
    filled = bands_of(body)
    return [
        n for n, band in enumerate(bands) if band[1] - digit * any(meet(band, own) for own in filled) > paper
    ]
