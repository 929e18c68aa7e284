"""Under a header: a row's cells placed below the names of their columns, where that contradicts no figure."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.placing.grid_row import GridRow
from gouji.placing.header import Header
from gouji.reading import ABSENT, Placement


def by_header(row: GridRow, headers: Sequence[Header], size: int) -> bool:
    """Place a row below the nearest header before it that has its width and does not contradict it."""
    for header in reversed(headers):
        if header.width != row.width or _may_have_moved(row, header):
            continue
        placement = _under(row, header, size)
        if placement is not None:
            row.placements = _whole_or(placement, row, header, size)
            row.assumed = ("header",)
            return True
    return False


def crossing(row: GridRow, placement: Placement, header: Header) -> bool:
    """Whether a placement has some of a row's figures in the columns that they stand under, others not."""
    under = {
        column == own
        for column, slot in enumerate(placement)
        if slot >= 0 and row.slots[slot].kind == "figure"
        for own, (left, right) in header.places.items()
        if left <= row.slots[slot].left < right
    }
    return len(under) > 1


def _whole_or(placement: Placement, row: GridRow, header: Header, size: int) -> tuple[Placement, ...]:
    """A placement by a header, and beside it a row's own order if the header has fewer columns than the row.

    A header that lost a cell has all labels right of it a column too far left.
    """
    left = min(left for left, _ in header.places.values())
    right = max(right for _, right in header.places.values())
    whole = tuple(i for i, s in enumerate(row.slots) if left <= s.left < right)
    if ABSENT not in placement or len(whole) != size or _says(row, placement) == _says(row, whole):
        return (placement,)
    return placement, whole


def _says(row: GridRow, placement: Placement) -> list[str]:
    """What a placement has in each column."""
    return [row.slots[s].text if s >= 0 else "" for s in placement]


def _may_have_moved(row: GridRow, header: Header) -> bool:
    """Whether a row's figures may have moved left with its label: none stands too far right for that."""
    last = max(right for _, right in header.places.values()) - row.moved
    return bool(row.moved) and all(row.slots[i].left < last for i in row.printed)


def _under(row: GridRow, header: Header, size: int) -> Placement | None:
    """The placement a header gives, or None where it contradicts the row.

    What stands under a heading right of a whole header's own is another column's (last year's total); what
    stands left of them, beside a figure for each, is none's (the row's number).
    """
    first = min(left for left, _ in header.places.values())
    if row.edge > first:
        return None
    whole = len(header.places) == size
    beyond = sum(row.slots[i].left in header.others for i in row.printed) if whole else 0
    if whole and not row.edge:
        before = sum(row.slots[i].right <= first for i in row.printed)
        beyond += before if len(row.printed) == before + size + beyond else 0
    placed: list[int] = []
    used = 0
    for column in range(size):
        if column not in header.places:
            placed.append(ABSENT)
            continue
        left, right = header.places[column]
        inside = [i for i, s in enumerate(row.slots) if s.left < right and s.right > left]
        full = [i for i in inside if row.slots[i].kind != "blank"]
        if len(full) > 1 and len({row.slots[i].text for i in full}) > 1:
            return None
        placed.append((full or inside or [ABSENT])[0])
        used += len(full)
    taken = {p for p in placed if p >= 0}
    if used + beyond != len(row.printed) or len(taken) != sum(p >= 0 for p in placed):
        return None
    row.surplus = beyond
    return tuple(placed)
