"""The sums that a form's labels promise: 总计, 合计, 小计 and 其中."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji.draft_form import Leaf
from gouji.fold import core, squeeze

TOTAL = re.compile(r"(?:总计|合计|小计|共计|总数)$|^计$")
PART_TOTAL = re.compile(r"小计$")
PART = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]+[)）、.]*)?其中")


@dataclass(frozen=True, slots=True)
class Sum:
    """``total`` is the sum of ``parts``, or at least the one part that 其中 names."""

    total: Leaf
    parts: tuple[Leaf, ...]
    op: str = "="


@dataclass(slots=True)
class _Level:
    """One level of groups as it is gone through: its sums, whole sums so far, what came since the last."""

    found: list[Sum] = field(default_factory=list)
    totals: list[Leaf] = field(default_factory=list)
    fresh: list[Leaf] = field(default_factory=list)
    every: list[Leaf] = field(default_factory=list)
    own: list[Leaf] = field(default_factory=list)
    waiting: Leaf | None = None

    def close(self, total: Leaf) -> None:
        """Let a total sum what has come: a 小计 what came since the last, any other all of it."""
        part = bool(PART_TOTAL.search(core(total.label)))
        self.found.append(Sum(total, tuple(self.fresh if part else self.totals + self.fresh)))
        self.totals = [*self.totals, total] if part else [total]
        self.fresh = []
        self.own.append(total)

    def stands_in(self) -> list[Leaf]:
        """What the level counts as in a sum: the total of all of it, or else every part."""
        if self.own and not PART_TOTAL.search(core(self.own[-1].label)):
            return [self.own[-1]]
        return self.own if len(self.own) == 1 else self.every


def sums(leaves: Sequence[Leaf]) -> list[Sum]:
    """The sums among rows, or among columns, level by level of their groups.

    A total sums what stands before it at its level, or all that follows where it comes first; a group
    counts by its own total, or by all of its leaves. Parts that 其中 names are in no sum.
    """
    return _level(leaves, 0).found


def stand_in(leaves: Sequence[Leaf], depth: int) -> list[Leaf]:
    """What a group of this depth counts as in a sum: its own total, or else all of its leaves."""
    return _level(leaves, depth).stands_in()


def _level(leaves: Sequence[Leaf], depth: int) -> _Level:
    level = _Level()
    whole: Leaf | None = None
    children = _children(leaves, depth)
    for leaf, members in children:
        if leaf is None:
            inner = _level(members, depth + 1)
            level.found += inner.found
            level.fresh += inner.stands_in()
            level.every += inner.stands_in()
        elif PART.match(squeeze(leaf.label)):
            level.found += [Sum(whole, (leaf,), ">=")] if whole else []
        elif is_total(leaf) and not level.totals and not level.fresh and len(children) > 1:
            level.waiting = whole = leaf
        elif is_total(leaf):
            level.close(leaf)
            whole = leaf
        else:
            level.fresh.append(leaf)
            level.every.append(leaf)
            whole = leaf
    if level.waiting is not None:
        level.found.append(Sum(level.waiting, (*level.totals, *level.fresh)))
        level.own.append(level.waiting)
    return level


def is_total(leaf: Leaf) -> bool:
    """Whether a label says that its figures are sums."""
    return bool(TOTAL.search(core(leaf.label)))


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
