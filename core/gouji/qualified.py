"""Qualified: figures that a sign or a word one blank aside makes others, as ``5 %`` and ``约 5``.

In a cell of a grid the sign is a part of the text. Where only blanks part the pieces of a line, the figure
would stand alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator, Sequence

from gouji.fold import core

Word = tuple[bool, str]
"""Whether a piece of a line is a figure, and its text."""

SIGNS = frozenset("%％‰‱?？(（[［°▲△▼▽↓")
"""Signs that change a figure beside them, with those of sums and currencies; a label may end in a bracket."""
NO_SIGNS = frozenset("|¦×✕+＋")
"""Signs that part cells or state that there is nothing to report."""
QUALIFIERS = frozenset(
    [
        "约",
        "近",
        "超",
        "余",
        "多",
        "逾",
        "第",
        "不",
        "非",
        "未",
        "年",
        "月",
        "日",
        "倍",
        "约为",
        "大约",
        "超过",
        "不足",
        "不到",
        "至少",
        "最多",
        "左右",
        "以上",
        "以下",
        "以内",
        "多件",
        "余件",
        "人次",
        "户次",
    ]
)
"""Words that make a figure beside them no count of the form's."""
NOTHING = frozenset("无無")
"""Words for nothing to report."""
MOST, FEWEST = 0.9, 20
"""Share of the lines with a figure that hold nothing else, and how many, where each line is a cell."""

SHORT = 4
"""Characters of a text behind a figure that says something of it."""


def is_cell_a_line(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether lines are cells: nearly all that hold a figure hold it alone."""
    own = [len(line) == 1 for line in lines if any(figure for figure, _ in line)]
    return len(own) >= FEWEST and sum(own) >= MOST * len(own)


def qualified(line: Sequence[Word]) -> Iterator[int]:
    """The places of figures beside a sign or a word that changes them."""
    for at, (figure, _) in enumerate(line):
        beside = [line[i] for i in (at - 1, at + 1) if 0 <= i < len(line)] if figure else []
        if any(not other and changes(text) for other, text in beside):
            yield at


def of_one_cell(line: Sequence[Word], labels: Container[str] = frozenset()) -> bool:
    """Whether a line that is a cell holds a figure and signs, the word for none, or a short one behind it.

    A label, whole or begun, is another cell, whose line was joined to the figure's.
    """
    figures = sum(figure for figure, _ in line)
    short = line[0][0]
    return 0 < figures < len(line) and all(
        figure or _is_no_label(text) or (short and len(text) <= SHORT and core(text) not in labels)
        for figure, text in line
    )


def _is_no_label(text: str) -> bool:
    return text in NOTHING or not any(map(str.isalpha, text))


def stands_alone(text: str) -> bool:
    """Whether a word before a figure is no end of a label: a sign, or a word that changes the figure."""
    return text in QUALIFIERS or not any(map(str.isalnum, text))


def changes(text: str) -> bool:
    """Whether a text beside a figure is a sign or a word that changes it."""
    return text in QUALIFIERS or all(map(_is_sign, text))


def _is_sign(char: str) -> bool:
    return char in SIGNS or (unicodedata.category(char) in ("Sm", "Sc") and char not in NO_SIGNS)
