"""Ranks: which rows of a form stand under others by their ordinals, 一、 over （一） over 1."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.draft_form import Leaf
from gouji.draft_slot import CROSSED
from gouji.fold import core, ordinal

TOTAL = re.compile(r"(?:总计|合计|小计|共计)$|^计$|^总数$")


def rank(label: str) -> str:
    """How a label is numbered: 一、 as 一, （一） as (一), 1. and 1、 as 1; empty without an ordinal."""
    digits = re.sub(r"\d+", "1", re.sub(r"[一二三四五六七八九十]+", "一", ordinal(label)))
    return re.sub(r"[、.,:;]", "", digits)


def grouped(rows: list[Leaf], slots: Sequence[Sequence[str]]) -> None:
    """Make a row whose figures are all crossed out the group of the rows numbered below it, and take it away.

    ``slots`` are what the form prints where the figures of each row will stand.
    """
    open_groups: list[tuple[str, Leaf]] = []
    members: dict[int, list[Leaf]] = {}
    for leaf, texts in zip(rows, slots, strict=True):
        own = rank(leaf.label)
        place = next((i for i, (kind, _) in enumerate(open_groups) if kind == own), len(open_groups))
        del open_groups[0 if TOTAL.search(core(leaf.label)) and not own else place :]
        if leaf.path:
            continue
        leaf.path = tuple(head.label for _, head in open_groups)
        for _, head in open_groups:
            members.setdefault(id(head), []).append(leaf)
        if own and texts and all(text.strip() and set(text.strip()) <= CROSSED for text in texts):
            open_groups.append((own, leaf))
    rows[:] = [row for row in rows if id(row) not in members]
