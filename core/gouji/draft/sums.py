"""The sums that a form's labels promise: 总计, 合计, 小计 and 其中."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji.draft.form import Leaf
from gouji.draft.ranks import TOTAL, rank, words
from gouji.fold import core, squeeze

LESS = re.compile(r"^[^:]{0,4}减:")
PART_TOTAL = re.compile(r"小计$")
CODE = 3
"""Digits of the shortest code of a classification; shorter numbers count rows."""
PART = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]+[)）、.]*)?其中")


NOT_ALL = "it is so only where the rows numbered or indented under it are all of it"


@dataclass(frozen=True, slots=True)
class Sum:
    """``total`` is the sum of ``parts``, or (``>=``) at least the sum of those that 其中 names.

    ``why`` is the label that says so; ``doubt`` what a person has to judge.
    """

    total: Leaf
    parts: tuple[Leaf, ...]
    op: str = "="
    why: str = ""
    doubt: str = ""


@dataclass(slots=True)
class _Level:
    """One level of groups as it is gone through: its sums, whole sums so far, what came since the last.

    ``whole`` is what 其中 would name parts of; ``listed`` are the parts named, ``perhaps`` the rows behind
    them that may be parts as well. ``ranks`` are the kinds of ordinals that are open, each with its last row,
    ``depths`` the rows that may have others indented under them, and ``under`` the rows that stand under
    another by their ordinals or by their indentation.
    """

    found: list[Sum] = field(default_factory=list)
    totals: list[Leaf] = field(default_factory=list)
    fresh: list[Leaf] = field(default_factory=list)
    every: list[Leaf] = field(default_factory=list)
    own: list[Leaf] = field(default_factory=list)
    perhaps: list[Leaf] = field(default_factory=list)
    listed: list[Leaf] = field(default_factory=list)
    ranks: list[tuple[str, Leaf]] = field(default_factory=list)
    depths: list[Leaf] = field(default_factory=list)
    under: dict[int, tuple[Leaf, list[Leaf]]] = field(default_factory=dict)
    whole: Leaf | None = None
    waiting: Leaf | None = None

    def close(self, total: Leaf) -> None:
        """Let a total sum what has come: a 小计 what came since the last, any other all of it."""
        inside = self._inside(total)
        part = bool(PART_TOTAL.search(words(total.label)))
        parts = tuple(self.fresh if part else self.totals + self.fresh)
        self.found.append(Sum(total, parts, doubt=inside or self.doubt(parts)))
        self.perhaps += [total] if inside else []
        self.depths = [total]
        self.totals = [*self.totals, total] if part else [total]
        self.fresh = []
        self.own.append(total)

    def _inside(self, total: Leaf) -> str:
        """Why a total may sum only the rows indented as it is, under the last one that is not."""
        own = self.under.get(id(self.depths[0])) if self.depths and total.indent else None
        if own is None or own[1][-1].indent != total.indent:
            return ""
        return f"it is indented like {own[1][-1].label} and may sum the rows under {own[0].label} only"

    def doubt(self, parts: Sequence[Leaf]) -> str:
        """What is not sure of a sum: rows that are taken away, and those that may be parts of a part."""
        if any(LESS.match(squeeze(leaf.label)) for leaf in parts):
            return "a row of it is taken away"
        unsure = [leaf.label for leaf in self.perhaps if leaf in parts]
        return f"{'、'.join(unsure)} may belong to a row above, not to it" if unsure else ""

    def name_part(self, leaf: Leaf) -> None:
        """Take a row that 其中 names."""
        self.flush()
        self.listed = [leaf]

    def flush(self) -> None:
        """Write down the parts that the last 其中 named."""
        if self.whole is not None and self.listed:
            loose = self.waiting and self.waiting is not self.whole and not rank(self.whole.label)
            doubt = f"it may be a part of {self.waiting.label}" if self.waiting and loose else ""
            why = f"the label {self.listed[0].label}"
            self.found.append(Sum(self.whole, tuple(self.listed), ">=", why, doubt))
        self.listed = []

    def add(self, leaf: Leaf, following: Sequence[Leaf]) -> None:
        """Take a row that is no total: a part of what 其中 names, or one of the level's own."""
        place = self._place(leaf, following) if self.listed else "own"
        if place == "part":
            self.listed.append(leaf)
            return
        if place == "either":
            self.perhaps.append(leaf)
        else:
            self.flush()
            self.whole = leaf
        above = self._above(leaf) or self._outer(leaf)
        self._deepen(leaf)
        if above is not None:
            self.under.setdefault(id(above), (above, []))[1].append(leaf)
            return
        self.fresh.append(leaf)
        self.every.append(leaf)

    def _above(self, leaf: Leaf) -> Leaf | None:
        """The row that a row stands under by its ordinal: 1. under 一、; the innermost."""
        own = rank(leaf.label)
        place = next((i for i, (kind, _) in enumerate(self.ranks) if kind == own), None)
        if place is None and (not own or not self.ranks or not self.ranks[-1][0]):
            if len(self.ranks) > 1:
                self.perhaps.append(leaf)
            place = 0
        self.ranks[len(self.ranks) if place is None else place :] = [(own, leaf)]
        return self.ranks[-2][1] if len(self.ranks) > 1 else None

    def _outer(self, leaf: Leaf) -> Leaf | None:
        """The row that a row is indented under; None for a row of the level's own, or one that is not sure.

        Not sure is a row with ordinals of the same kind as that row's, and one less indented than those
        before it, but more than any above these.
        """
        above = next((o for o in reversed(self.depths) if o.indent < leaf.indent), None)
        if above is None or above is self.waiting:
            return None
        stepped = any(o.indent > leaf.indent for o in self.depths)
        level = any(o.indent == leaf.indent for o in self.depths)
        if (rank(leaf.label) and rank(leaf.label) == rank(above.label)) or (stepped and not level):
            self.perhaps.append(leaf)
            return None
        return above

    def _deepen(self, leaf: Leaf) -> None:
        """Make a row the one that those indented further stand under."""
        self.depths = [o for o in self.depths if o.indent < leaf.indent]
        self.depths.append(leaf)

    def _place(self, leaf: Leaf, following: Sequence[Leaf]) -> str:
        """Whether a row behind 其中 is one of its parts, the level's own, or either.

        Ordinals tell: one like that behind 其中 is a part's, one like the whole's begins what follows, and
        rows between two such are parts. So do blanks: a part is indented further than the whole, where the
        form indents what 其中 names.
        """
        indents = [self.whole.indent if self.whole else 0, *(part.indent for part in (self.listed[0], leaf))]
        if indents[0] < max(indents):
            return "part" if indents[2] > indents[0] else "own"
        kind = rank(self.whole.label) if self.whole else ""
        inner = rank(PART.sub("", squeeze(self.listed[0].label)).lstrip(":"))
        if inner and inner != kind and rank(leaf.label) == inner:
            return "part"
        if not kind or is_total(leaf):
            return "either"
        if rank(leaf.label) == kind:
            return "own"
        rest = [rank(other.label) for other in following]
        return "part" if kind in rest else "either"

    def stands_in(self) -> list[Leaf]:
        """What the level counts as in a sum: the total of all of it, or else every part."""
        if self.own and not PART_TOTAL.search(words(self.own[-1].label)):
            return [self.own[-1]]
        return self.own if len(self.own) == 1 else self.every


def sums(leaves: Sequence[Leaf]) -> list[Sum]:
    """The sums among rows, or among columns, level by level of their groups.

    A total sums what stands before it at its level, or all that follows where it comes first; a group
    counts by its own total, or by all of its leaves; a group 合计 sums the groups of the same leaves. Parts
    that 其中 names are in no sum.
    """
    return _level(leaves, 0).found


def coded_sums(leaves: Sequence[Leaf]) -> list[Sum]:
    """The sums among rows that may have the codes of a classification: 20103 is a part of 201."""
    parts: dict[int, list[Leaf]] = {}
    for leaf in leaves:
        above = (
            o for o in leaves if CODE <= len(o.number) < len(leaf.number) and leaf.number.startswith(o.number)
        )
        whole = max(above, key=lambda o: len(o.number), default=None)
        if whole is not None:
            parts.setdefault(id(whole), []).append(leaf)
    under = {id(leaf) for own in parts.values() for leaf in own}
    found = sums([leaf for leaf in leaves if id(leaf) not in under])
    wholes = (leaf for leaf in leaves if id(leaf) in parts)
    return found + [Sum(w, tuple(parts[id(w)]), ">=", f"code {w.number}") for w in wholes]


def stand_in(leaves: Sequence[Leaf], depth: int) -> list[Leaf]:
    """What a group of this depth counts as in a sum: its own total, or else all of its leaves."""
    return _level(leaves, depth).stands_in()


def _level(leaves: Sequence[Leaf], depth: int) -> _Level:
    level = _Level()
    children = _children(leaves, depth)
    alike = _alike(children, depth)
    for place, (leaf, members) in enumerate(children):
        if leaf is None:
            _group(level, members, depth, alike=bool(alike))
        elif PART.match(squeeze(leaf.label)):
            level.name_part(leaf)
        elif is_total(leaf) and not level.totals and not level.fresh and len(children) > 1:
            level.waiting = level.whole = leaf
            level.depths = [leaf]
        elif is_total(leaf):
            level.flush()
            level.close(leaf)
            level.whole = leaf
        else:
            level.add(leaf, [other for other, _ in children[place + 1 :] if other])
    level.flush()
    level.found += alike
    level.found += (Sum(whole, tuple(parts), doubt=NOT_ALL) for whole, parts in level.under.values())
    if level.waiting is not None:
        parts = (*level.totals, *level.fresh)
        named = any(s.op == ">=" and s.total is level.waiting for s in level.found)
        if len(parts) > 1 or not named:
            level.found.append(Sum(level.waiting, parts, doubt=level.doubt(parts)))
        level.own.append(level.waiting)
    return level


def _group(level: _Level, members: Sequence[Leaf], depth: int, *, alike: bool) -> None:
    """Go through a group: its own sums, and what it counts as on the level above, or as parts of 其中."""
    inner = _level(members, depth + 1)
    level.found += inner.found
    if PART.match(squeeze(members[0].path[depth])):
        level.flush()
        level.listed = inner.stands_in()
        level.flush()
        return
    level.flush()
    level.whole = None
    if not alike:
        level.fresh += inner.stands_in()
        level.every += inner.stands_in()


def _alike(children: Sequence[tuple[Leaf | None, list[Leaf]]], depth: int) -> list[Sum]:
    """The sums of a group 合计 over its sister groups, leaf by leaf, where all have the same leaves."""
    groups = [members for leaf, members in children if leaf is None]
    totals = [g for g in groups if TOTAL.search(words(g[0].path[depth]))]
    alike = {tuple(core("".join((*m.path[depth + 1 :], m.label))) for m in g) for g in groups}
    if len(totals) != 1 or len(groups) < 2 or len(alike) != 1:  # noqa: PLR2004 - a total and what it sums
        return []
    parts = [g for g in groups if g is not totals[0]]
    return [Sum(whole, tuple(g[i] for g in parts)) for i, whole in enumerate(totals[0])]


def is_total(leaf: Leaf) -> bool:
    """Whether a label says that its figures are sums."""
    return bool(TOTAL.search(words(leaf.label)))


def _children(leaves: Sequence[Leaf], depth: int) -> list[tuple[Leaf | None, list[Leaf]]]:
    """The leaves and groups of one level in order: (leaf, []) or (None, the group's leaves)."""
    found: list[tuple[Leaf | None, list[Leaf]]] = []
    head = None
    for leaf in leaves:
        if len(leaf.path) == depth:
            found.append((leaf, []))
            head = None
        elif head == leaf.path[depth]:
            found[-1][1].append(leaf)
        else:
            head = leaf.path[depth]
            found.append((None, [leaf]))
    return found
