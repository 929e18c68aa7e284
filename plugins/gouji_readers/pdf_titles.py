"""Print titles: columns of labels that the pages of a sheet wider than its paper repeat, where it is set so.

Such pages have rows at the same heights and the same characters up to a wall; behind it stand other columns.
What they repeat is left out, and the pages are put side by side. Two reports on one form repeat their labels
as well, but the names of their columns too, in the same order: those are not one sheet.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from gouji_readers import pdf_sides
from gouji_readers.pdf_page import APART, Floats, Page
from gouji_readers.pdf_rules import TOUCH
from gouji_readers.pdf_text import BLANK

Flags = NDArray[np.bool_]
Names = frozenset[tuple[int, str]]
_Sign = tuple[float, float, float, int]
"""Where a character ends, its line, where it begins, and its code."""

LEAST = 3
"""Lines of labels that pages repeat at least."""
MOST = 256
"""Walls of a page that are looked at."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Pages of the same titles, by their places among all pages, and where the titles end."""

    members: tuple[int, ...]
    edge: float


def joined(pages: Sequence[Page]) -> list[Page]:
    """The pages, those of one sheet that repeat its columns of labels side by side, with these once."""
    groups = _groups(pages)
    sheets = {group: _parts(pages, group) for group in groups}
    groups = [group for group in groups if not any(map(_labelled, sheets[group][1:]))]
    told = [group for group in groups if _told(sheets[group], group.edge)]
    told = [group for group in told if all(_agree(group, other) for other in told)]
    found = [group for group in groups if group in told or any(_beside(group, other) for other in told)]
    out = dict(enumerate(pages))
    for group in found:
        out[group.members[0]] = reduce(pdf_sides.together, sheets[group])
        for place in group.members[1:]:
            del out[place]
    return list(out.values())


def _parts(pages: Sequence[Page], group: _Group) -> list[Page]:
    """The pages of a group, all but the first without the titles."""
    first, *others = (pages[place] for place in group.members)
    shown, around = set(_signs(first)), _lines(first)
    keep = [_beyond(page, shown, group.edge) & ~_around(page, around) for page in others]
    return [first, *(_without(page, own, group.edge) for page, own in zip(others, keep, strict=True))]


def _groups(pages: Sequence[Page]) -> list[_Group]:
    """Pages that have the same characters up to a wall: most pages first, then most characters."""
    rows = {place: _rows(page) for place, page in enumerate(pages) if len(page.across)}
    count = Counter(rows.values())
    shown = {place: _Shown.of(pages[place]) for place, own in rows.items() if count[own] > 1}
    alike: dict[tuple[float, bytes, int], list[int]] = defaultdict(list)
    for place, page in shown.items():
        for wall, mark in page.marks():
            alike[wall, rows[place], mark].append(place)
    out: list[_Group] = []
    taken: set[int] = set()
    for (wall, *_), places in sorted(alike.items(), key=lambda item: (-len(item[1]), -item[0][0])):
        free = tuple(place for place in places if place not in taken)
        if len(free) > 1 and _shared([shown[place] for place in free], wall):
            out.append(_Group(free, wall))
            taken.update(free)
    return out


def _rows(page: Page) -> bytes:
    """The left side of a page's tables, and the heights of the rules that reach it."""
    left = page.across[:, 1].min()
    ys = np.unique(page.across[page.across[:, 1] < left + TOUCH, 0].round())
    return np.append(ys, left.round()).tobytes()


def _shared(shown: Sequence[_Shown], wall: float) -> bool:
    """Whether pages have lines of labels up to a wall, beside no other words, and those are the same."""
    ends: dict[float, float] = {}
    for own in shown:
        for line, end in own.lines.items():
            ends[line] = max(end, ends.get(line, end))
    labels = sum(end < wall for end in ends.values())
    return labels >= LEAST and len({own.upto(wall) for own in shown}) == 1


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page's characters from the left, its walls, and where the letters of each line end."""

    signs: tuple[_Sign, ...]
    walls: Floats
    lines: Mapping[float, float]

    @classmethod
    def of(cls, page: Page) -> _Shown:
        """Those of a page."""
        inside = zip(_signs(page), _inside(page).tolist(), strict=True)
        listed = sorted(sign for sign, own in inside if own and sign[3] > BLANK)
        lines = {line: end for end, line, _, code in listed if chr(code).isalpha()}
        walls = np.unique(page.down[:, 0].round(1))
        return cls(tuple(listed), walls, lines)

    def marks(self) -> Iterator[tuple[float, int]]:
        """Each wall behind letters, with a sum of what stands before it; none where walls are no columns'."""
        begin = min(self.lines.values(), default=np.inf)
        walls = self.walls[self.walls > begin].tolist()
        sums = [0, *accumulate(map(hash, self.signs))]
        for wall in walls if len(walls) <= MOST else ():
            yield wall, sums[self._count(wall)]

    def upto(self, wall: float) -> tuple[_Sign, ...]:
        """The characters that end before a wall."""
        return self.signs[: self._count(wall)]

    def _count(self, wall: float) -> int:
        return bisect_left(self.signs, (wall, 0.0, 0.0, 0))


def _signs(page: Page) -> list[_Sign]:
    """A page's characters as they were drawn, by their places."""
    places = np.column_stack((page.boxes[:, 2], page.base, page.boxes[:, 0])).round(1).tolist()
    return [(*place, code) for place, code in zip(places, page.codes.tolist(), strict=True)]


def _labelled(part: Page) -> bool:
    """Whether letters and digits stand on one line: rows with labels of their own."""
    lines: dict[int, set[bool]] = defaultdict(set)
    inside = _inside(part)
    for code, base in zip(part.codes[inside].tolist(), part.base[inside].tolist(), strict=True):
        if (sign := chr(code)).isalnum():
            lines[round(base)].add(sign.isdigit())
    return any(len(kinds) > 1 for kinds in lines.values())


def _told(parts: Sequence[Page], edge: float) -> bool:
    """Whether the names behind the titles tell that pages are one sheet: they do not begin anew."""
    names = [_names(part, edge) for part in parts]
    count = len(names)
    return not any(all(map(_alike, names[:most], names[count - most :])) for most in range(1, count))


def _names(page: Page, edge: float) -> Names:
    """The letters of each line behind the titles."""
    lines: dict[int, str] = defaultdict(str)
    for place in np.flatnonzero(_inside(page) & (page.boxes[:, 0] > edge - TOUCH)).tolist():
        sign = chr(int(page.codes[place]))
        lines[round(float(page.base[place]))] += sign if sign.isalpha() else ""
    return frozenset((y, text) for y, text in lines.items() if text)


def _alike(names: Names, others: Names) -> bool:
    """Whether half of the names of a page stand on the other one too, at the same heights."""
    return 2 * len(names & others) >= min(len(names), len(others))


def _agree(group: _Group, other: _Group) -> bool:
    """Whether titles of pages next to each other end at the same place."""
    near = any(abs(a - b) == 1 for a in group.members for b in other.members)
    return not near or abs(group.edge - other.edge) <= TOUCH


def _beside(group: _Group, other: _Group) -> bool:
    """Whether pages are as many as those of a group before or behind, with titles up to the same wall."""
    if len(group.members) != len(other.members) or abs(group.edge - other.edge) > TOUCH:
        return False
    steps = {a - b for a, b in zip(group.members, other.members, strict=True)}
    return steps in ({1}, {-1}, {len(group.members)}, {-len(group.members)})


def _inside(page: Page) -> Flags:
    """Which characters stand between a page's first rule and its last."""
    ys = page.across[:, 0]
    return np.asarray((page.base > ys.min(initial=np.inf)) & (page.base < ys.max(initial=-np.inf)))


def _without(page: Page, keep: Flags, edge: float) -> Page:
    """A page with what is not to be left out of its characters, and its rules behind the titles."""
    across, cuts = (own[own[:, 2] > edge + TOUCH] for own in (page.across, page.cuts))
    return replace(
        page.only(keep),
        across=np.column_stack((across[:, 0], across[:, 1].clip(min=edge), across[:, 2])),
        down=page.down[page.down[:, 0] > edge - TOUCH],
        cuts=np.column_stack((cuts[:, 0].clip(min=edge), cuts[:, 1:])),
    )


def _beyond(page: Page, repeated: Container[_Sign], edge: float) -> Flags:
    """Which characters stand behind the titles, and do not run out of them as on the first page."""
    keep = ~_inside(page) | (page.boxes[:, 2].round(1) >= edge)
    last = -1
    for place, sign in enumerate(_signs(page)):
        if page.codes[place] > BLANK:
            apart = page.boxes[place, 0] - page.boxes[last, 2] > APART * page.size[place]
            if keep[place] and last >= 0 and not keep[last] and page.run[place] == page.run[last]:
                keep[place] = apart or sign not in repeated
            last = place
    return keep


def _around(page: Page, first: Mapping[float, str]) -> Flags:
    """Which characters are of lines above or below the table that the first page has too, but for digits."""
    same = [line for line, text in _lines(page).items() if first.get(line) == text]
    return ~_inside(page) & np.isin(page.base.round(), same)


def _lines(page: Page) -> dict[float, str]:
    """The lines above and below a table, from the left, without their digits."""
    out: dict[float, str] = defaultdict(str)
    outside = np.flatnonzero(~_inside(page) & (page.codes > BLANK))
    for place in outside[page.boxes[outside, 0].argsort(kind="stable")].tolist():
        sign = chr(int(page.codes[place]))
        out[round(float(page.base[place]))] += "" if sign.isdigit() else sign
    return out
