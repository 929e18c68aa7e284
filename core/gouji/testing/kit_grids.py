"""Hypothesis strategies of grids, and how the laws draw their examples. Needs ``gouji[testing]``."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from random import Random
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from gouji.testing.kit_law import LawError
from gouji.testing.kit_layout import Grid, Layout

LABELS = (
    "规章",
    "行政许可",
    "其他对外管理服务事项",
    "总计",
    "（一）予以公开",
    "本年增/减",
    "Ｏ办",
    "total",
    "𠮷野",
)
FIGURES = ("0", "7", "1,204", "-39", "+3", "76,591.19", "264991", "12%", "/")
WORDS = ("项目", "2019年", "数量（件）", "增/减", "Amount", "备注", "本年", "上年", "单位")
SIGNS = "|¦&\\#[]<>\"',;:*_~^{}$%@=+-‡^!./()"
ENDS = ("乙", "ab", "")
OUTER = (("", ""), ("", ""), (" ", ""), ("", " "), ("  ", " "))
"""Blanks before and after a text."""
SIGNED = 1 / 3
"""Of all rows those whose label has a sign in it."""
SEEDS = 2**32
"""Numbers to make grids from: nothing is shrunk, and a draw for each cell takes longer than the laws."""
T = TypeVar("T")


def grids(
    *,
    columns: tuple[int, int] = (2, 6),
    rows: tuple[int, int] = (2, 5),
    cannot: str = "",
    blanks: bool = True,
    words: bool = False,
) -> SearchStrategy[Grid]:
    """Grids of texts: labels in the first column, figures and blanks in the others, and cells full of signs.

    ``columns`` and ``rows`` are the least and the most. No cell holds a character of ``cannot``; with
    ``words`` the first row has words only and no two cells of it are the same.
    """
    signs = [sign for sign in SIGNS if sign not in cannot] or [""]
    signed = [f"甲{sign}{end}" for sign in signs for end in ENDS]
    figures = _without(cannot, FIGURES) + ([""] if blanks else [])
    plain, head = _without(cannot, LABELS), _without(cannot, WORDS) if words else []

    def grid(seed: int) -> Grid:
        turn = Random(seed)  # noqa: S311 - no secret
        width, height = turn.randint(*columns), turn.randint(*rows)
        many, few = (turn.sample(texts, len(texts)) for texts in (plain, signed))
        count = min(height, len(many) + len(few))
        labels = [(few if few and (not many or turn.random() < SIGNED) else many).pop() for _ in range(count)]
        lines = [[label, *turn.choices(figures, k=width - 1)] for label in labels]
        return [turn.sample(head, len(head))[:width], *lines[1:]] if head else lines

    return st.integers(0, SEEDS).map(grid)


def padded(plain: SearchStrategy[Grid]) -> SearchStrategy[Grid]:
    """The grids with blanks at the ends of some of their texts, which no reading keeps."""
    pads = st.lists(st.sampled_from(OUTER), min_size=5, max_size=11)

    def pad(grid: Grid, ends: list[tuple[str, str]]) -> Grid:
        turn = cycle(ends)
        return [
            [f"{left}{text}{right}" if text else "" for text in row for left, right in [next(turn)]]
            for row in grid
        ]

    return st.builds(pad, plain, pads)


def grids_of(layout: Layout) -> SearchStrategy[Grid]:
    """The grids that a layout can print."""
    if layout.drawn is not None:
        return layout.drawn
    return grids(
        columns=layout.columns,
        rows=layout.rows,
        cannot=layout.cannot,
        blanks=layout.blanks,
        words=layout.words,
    )


def each(layout: Layout, strategy: SearchStrategy[T], check: Callable[[T], None]) -> None:
    """Check the same examples in every run; of those that fail the one with the shortest text is told.

    Nothing is shrunk: the examples are small, and a message should come at once.
    """
    failed: list[LawError] = []

    def run(drawn: T) -> None:
        try:
            check(drawn)
        except LawError as error:
            failed.append(error)

    _settled(layout.examples)(given(strategy)(run))()
    if failed:
        raise min(failed, key=lambda error: len(error.text))


def _settled(number: int) -> settings:
    return settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def _without(cannot: str, texts: tuple[str, ...]) -> list[str]:
    return [text for text in texts if not set(text) & set(cannot)]
