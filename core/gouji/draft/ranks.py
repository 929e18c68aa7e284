"""Ranks: which rows of a form stand under others, by ordinals (一、 over （一） over 1) or by a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.draft.form import Leaf
from gouji.draft.kind import without_unit
from gouji.draft.slot import CROSSED
from gouji.fold import core, ordinal

COLON = ":"
"""Stands for the kind of a label that ends in a colon."""
TOTAL = re.compile(r"(?:总计|合计|小计|共计)$|^计$|^总数$")


def words(label: str) -> str:
    """The words of a label without its ordinal and without the unit behind them."""
    return core(without_unit(label))


def rank(label: str) -> str:
    """How a label is numbered: 一、 as 一, （一） as (一), 1. and 1、 as 1; empty without an ordinal."""
    digits = re.sub(r"\d+", "1", re.sub(r"[一二三四五六七八九十]+", "一", ordinal(label)))
    return re.sub(r"[、.,:;]", "", digits)


def grouped(rows: list[Leaf], slots: Sequence[Sequence[str]]) -> None:
    """Make a row that only heads others the group of these, and take it away.

    Its figures are all crossed out, and the rows numbered below it stand under it; or its label ends in a
    colon, and the rows up to its own total do. ``slots`` are what the form prints where the figures of each
    row will stand.
    """
    open_groups: list[tuple[str, Leaf]] = []
    members: set[int] = set()
    for leaf, texts in zip(rows, slots, strict=True):
        kind = COLON if leaf.label.endswith((":", "：")) else rank(leaf.label)
        del open_groups[_closed(open_groups, leaf, kind) :]
        if leaf.path:
            continue
        leaf.path = tuple(head.label for _, head in open_groups)
        members.update(id(head) for _, head in open_groups)
        if open_groups and _is_own_total(open_groups[-1], leaf):
            open_groups.pop()
        empty = not any(text.strip() for text in texts)
        if (kind == COLON and empty) or (kind and texts and all(map(_is_crossed, texts))):
            open_groups.append((kind, leaf))
    rows[:] = [row for row in rows if id(row) not in members]


def _closed(open_groups: Sequence[tuple[str, Leaf]], leaf: Leaf, kind: str) -> int:
    """How many of the open groups a row leaves open."""
    same = next((i for i, (own, _) in enumerate(open_groups) if own == kind), len(open_groups))
    total = TOTAL.search(words(leaf.label)) and not rank(leaf.label)
    inside = open_groups and _is_own_total(open_groups[-1], leaf)
    return 0 if total and not inside else same


def _is_own_total(group: tuple[str, Leaf], leaf: Leaf) -> bool:
    """Whether a row sums the rows under a colon: 流动资产合计 those of 流动资产：, 小计 those of any."""
    label = words(leaf.label)
    return (
        group[0] == COLON and bool(TOTAL.search(label)) and TOTAL.sub("", label) in ("", core(group[1].label))
    )


def _is_crossed(text: str) -> bool:
    return bool(text.strip()) and set(text.strip()) <= CROSSED
