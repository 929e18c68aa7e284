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
class _Scan:
    """What stands at one level so far: whole sums, and what has come since the last of them."""

    totals: list[Leaf] = field(default_factory=list)
    fresh: list[Leaf] = field(default_factory=list)


def sums(leaves: Sequence[Leaf], depth: int = 0) -> list[Sum]:
    """The sums among rows, or among columns, level by level of their groups.

    A total sums what stands before it at its level, or all that follows where it comes first; a group
    counts by its own total, or by all of its leaves. Parts that 其中 names are in no sum.
    """
    found: list[Sum] = []
    scan = _Scan()
    waiting: Leaf | None = None
    children = _children(leaves, depth)
    for place, (leaf, members) in enumerate(children):
        if leaf is None:
            inner = sums(members, depth + 1)
            found += inner
            scan.fresh += _stand_in(members, inner, depth + 1)
        elif PART.match(squeeze(leaf.label)):
            whole = next((own for own, _ in reversed(children[:place]) if own and not _is_part(own)), None)
            found += [Sum(whole, (leaf,), ">=")] if whole else []
        elif is_total(leaf):
            if not scan.totals and not scan.fresh and place + 1 < len(children):
                waiting = leaf
                continue
            parts = scan.fresh if PART_TOTAL.search(core(leaf.label)) else scan.totals + scan.fresh
            found.append(Sum(leaf, tuple(parts)))
            scan.totals = [*scan.totals, leaf] if PART_TOTAL.search(core(leaf.label)) else [leaf]
            scan.fresh = []
        else:
            scan.fresh.append(leaf)
    if waiting is not None:
        found.append(Sum(waiting, (*scan.totals, *scan.fresh)))
    return found


def is_total(leaf: Leaf) -> bool:
    """Whether a label says that its figures are sums."""
    return bool(TOTAL.search(core(leaf.label)))


def _is_part(leaf: Leaf) -> bool:
    return bool(PART.match(squeeze(leaf.label)))


def stand_in(leaves: Sequence[Leaf], depth: int) -> list[Leaf]:
    """What a group counts as in a sum: its own total, or else all of its leaves."""
    return _stand_in(leaves, sums(leaves, depth), depth)


def _stand_in(members: Sequence[Leaf], inner: Sequence[Sum], depth: int) -> list[Leaf]:
    """The total of the group that sums the others of its level, if it has one; else every part."""
    own = [s.total for s in inner if s.op == "=" and len(s.total.path) == depth]
    if own and not PART_TOTAL.search(core(own[-1].label)):
        return [own[-1]]
    if len(own) == 1:
        return own
    nested: list[Leaf] = []
    for leaf, group in _children(members, depth):
        if leaf is None:
            nested += stand_in(group, depth + 1)
        elif not _is_part(leaf) and not is_total(leaf):
            nested.append(leaf)
    return nested


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
