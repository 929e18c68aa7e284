"""Figures: what the cells of a plain print state, looked up or read together and only at need one by one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from gouji.numerals import MAX_DIGITS, is_left_out
from gouji.numerals import read as numeral
from gouji.plain.form import PlainForm
from gouji.schema import ValueType

DIGITS = 13
MOST = 10**DIGITS
"""Plain counts are smaller: sums of some hundred of them are exact as floats."""

Value = int | Decimal | None
Counts = NDArray[np.float64]


class _Counts(dict[str, Any]):
    """What plain counts and blanks state: nearly all cells are small counts, looked up and not read.

    An ellipsis stands for any other text. No memo: nothing of a document is kept.
    """

    LEARNS: ClassVar[bool] = False

    def __missing__(self, text: str) -> Any:
        plain = text.isascii() and text.isdigit() and text[0] != "0" and len(text) <= DIGITS
        return int(text) if plain else ...


COUNTS = _Counts({str(n): n for n in range(1000)} | {"": None})


def read_figures(texts: Sequence[str], form: PlainForm) -> tuple[list[Value], Counts] | None:
    """The numbers of all cells, None for a blank one, and the same as an array, a blank counted as 0.

    None where one is no plain figure of its column.
    """
    values, counts, odd = _together(texts, form.uncounted) or _one_by_one(texts)
    for i in odd:
        value = _figure(texts[i])
        if value is ... or not _fits(value, form.types[i]):
            return None
        values[i], counts[i] = value, value or 0  # an amount is in no equation of a plain print
    return values, counts


def _together(
    texts: Sequence[str], uncounted: Sequence[int]
) -> tuple[list[Any], Counts, Sequence[int]] | None:
    """The counts of all cells and which cells hold other than counts; None where any other one is strange.

    Read together they take a third of the time of one by one: only digits are among them, a 0 at the
    beginning of one is all of it, and there are as many numbers as cells.
    """
    own, odd = list(texts), uncounted
    if "" in own:
        odd = [*uncounted, *(i for i, text in enumerate(own) if not text)]
    for i in odd:
        own[i] = "0"
    line = f" {'  '.join(own)} "
    if not line.isascii() or line.encode().translate(None, b"0123456789 ") or _is_padded(line):
        return None
    counts = np.fromstring(line, np.int64, sep=" ")
    if len(counts) != len(own) or counts.max() >= MOST:
        return None
    return counts.tolist(), counts.astype(np.float64), odd


def _one_by_one(texts: Sequence[str]) -> tuple[list[Any], Counts, Sequence[int]]:
    """The same of any texts, each by itself."""
    values = list(map(COUNTS.__getitem__, texts))
    odd = [i for i, value in enumerate(values) if value is ...]
    for i in odd:
        values[i] = None
    return values, np.nan_to_num(np.array(values, dtype=np.float64)), odd


def _is_padded(line: str) -> bool:
    """Whether any number between blanks begins with a 0 and goes on."""
    return line.count(" 0") != line.count(" 0 ")


def _figure(text: str) -> Any:
    """What a text states, None if it is blank; an ellipsis where it is no plain figure."""
    count = COUNTS[text]
    if count is not ...:
        return count
    # Changes and amounts, as most others are: a look for all that may be printed takes four times as long.
    count = COUNTS[text[1:]] if text[0] in "+-" else ...
    if count and count is not ...:
        return count if text[0] == "+" else -count
    whole, _, fraction = text.partition(".")
    counts = type(COUNTS[whole]) is type(COUNTS[fraction]) is int
    if counts and fraction != "0" and len(text) <= MAX_DIGITS:  # 1204.0 is the count 1204
        return Decimal(text)
    found = numeral(text)
    plain = found.kind != "text" and not found.remark and not found.unit
    seen = text.isprintable() and "\\" not in text and not is_left_out(text)  # else a part may be unseen
    return found.value if plain and seen else ...


def _fits(value: Value, kind: ValueType) -> bool:
    """Whether a plain figure may stand in a column."""
    if value is None:
        return True
    return (kind == "signed" or value >= 0) and (kind == "money" or type(value) is int) and abs(value) < MOST
