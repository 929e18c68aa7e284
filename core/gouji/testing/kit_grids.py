"""Hypothesis strategies of grids, and how the laws draw their examples. Needs ``gouji[testing]``."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from operator import itemgetter
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
OUTER = (("", ""), ("", ""), (" ", ""), ("", " "), ("  ", " "))
"""Blanks before and after a text."""
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
    most = columns[1]
    signs = [sign for sign in SIGNS if sign not in cannot]
    label = st.sampled_from(_without(cannot, LABELS))
    signed = st.builds("甲{}{}".format, st.sampled_from(signs or [""]), st.sampled_from(("乙", "ab", "")))
    figures = st.sampled_from(_without(cannot, FIGURES) + ([""] if blanks else []))
    row = st.tuples(st.one_of(label, label, signed), *[figures] * (most - 1)).map(list)
    body = st.lists(row, min_size=rows[0], max_size=rows[1], unique_by=itemgetter(0))
    headers = st.permutations(_without(cannot, WORDS)) if words else st.none()

    def cut(full: Grid, head: list[str] | None, width: int) -> Grid:
        return [(head if head and not number else line)[:width] for number, line in enumerate(full)]

    return st.builds(cut, body, headers, st.integers(*columns))


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
