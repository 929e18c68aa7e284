"""Space-aligned tables that are all of a text: what amid prose would be a list or chance is a table there.

A text that is one block of lines, all with the same columns, was printed as a table: of words in two columns
(tabulate "plain"), of a count and a name (``uniq -c``, ``du``), of two rows, or with single blanks between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gouji.document import Document
from gouji.matrix import Span
from gouji_standards.fixed.cut import FEWEST_ROWS, FIGURE, PAIR, WIDE_GUTTER, Cut, has_header
from gouji_standards.fixed.foreign import is_foreign, is_other
from gouji_standards.fixed.plain import SAMPLE, fine_table, plain_table
from gouji_standards.fixed.rules import runs_down

MOST_WORDS = 6
"""Words of a cell where no column holds figures: what has more is a remark on what stands before it."""
_WORD = re.compile(r"[^\W_][\w'’.+&/-]*[\w%)]|[^\W_]|[^\W\d_]\w*[.]")
"""A plain word, an abbreviation, a name."""
_CODE = re.compile(
    r"""["'`\\{}$;]|^--?[a-zA-Z]|^[<@]\w|\w\(|[,:;=]$|[a-z][.!?]$|^#|^[:=|]|^\w+=|://|\[|^[([]\S*[^)\]\d%*.,-]"""
)
"""A cell of a program, a command, a sentence, or of a value behind its key."""
_COMMAND = re.compile(r"(?:FROM|RUN|COPY|CMD|ENV|ADD|cd|cp|mv|rm|ls|echo|exit|make|set|let|bind|sudo)\b")
"""How the lines of commands begin."""
_CODED = re.compile(r"0\w(?!:\d\d)|[\[{]|\((?!\d[\d.,]*\)$)")
"""How a code or a bracket begins, but not a time or a negative figure."""
_PATH = re.compile(r"^[/~]|\w@\w|^\*\.\w")
"""A path, an address, a pattern of files."""
_ORDINAL = re.compile(r"\d{1,4}")
"""What only numbers an item."""


def alone_table(document: Document, lines: list[Span]) -> Cut | None:
    """The table of all lines of a text, if its columns and cells are a table's."""
    if len(lines) < FEWEST_ROWS - 1 or (len(lines) > SAMPLE and not alone_table(document, lines[:SAMPLE])):
        return None
    found = plain_table(document, lines) or fine_table(document, lines)
    return found if found and _is_alone(found, [a for a, _ in lines]) else None


def _is_alone(found: Cut, starts: Sequence[int]) -> bool:
    """Whether columns and cells are a table's; of two rows each cell must be a word or a figure."""
    headed = has_header(found)
    if not _is_filled(found) or _is_foreign(found, headed=headed):
        return False
    figures = found.figures(int(headed or len(found.said) < FEWEST_ROWS))
    if not _is_wide(found):
        return _is_single(found, figures)
    if len(found.said) < FEWEST_ROWS and not _is_plain(found, some=any(figures)):
        return False
    if any(figures[1:]):
        return found.width > PAIR or _lines_up(found, starts) or _points_line_up(found, starts)
    return _names(found, starts, counted=figures[0])


def _names(found: Cut, starts: Sequence[int], *, counted: bool) -> bool:
    """Whether columns of words, or of counts and words, hold names that line up."""
    if (found.width > PAIR and runs_down(found)) or any(map(_is_wordy, zip(*found.said, strict=True))):
        return False
    if counted:
        return True
    return not _is_vocabulary(found) and _is_plain_enough(found) and _lines_up(found, starts)


def _is_vocabulary(found: Cut) -> bool:
    """Whether two columns hold words in small letters only: a list of words and their meanings."""
    said = [s for row in found.said for s in row]
    words = all(len(s) > 1 and s.islower() and s.replace(" ", "").isalpha() for s in said)
    return words and found.width == PAIR


def _is_filled(found: Cut) -> bool:
    """Whether all columns are named or filled in the first line, and most lines are full."""
    full = sum(all(row) for row in found.said)
    first = all(row[0] for row in found.said[1:]) and all(found.said[0][1:])
    return first and full * 4 >= len(found.said) * 3


def _is_foreign(found: Cut, *, headed: bool) -> bool:
    """Whether the lines are a program's, a log's, commands or a list."""
    lines = [" ".join(row).strip() for row in found.said]
    if is_foreign(lines) or is_other(found, headed=headed) or _is_code(found):
        return True
    narrow = found.width == PAIR
    return narrow and (_repeats(found) or _is_counted(found) or _is_keyed(found))


def _is_code(found: Cut) -> bool:
    """Whether cells are a program's, a command's or a sentence's: one in eight and more."""
    said = [s for row in found.said for s in row if s and not FIGURE.fullmatch(s)]
    commands = sum(_COMMAND.match(row[0]) is not None for row in found.said)
    return sum(_CODE.search(s) is not None for s in said) * 8 > len(said) or commands * 2 > len(found.said)


def _repeats(found: Cut) -> bool:
    """Whether the first column says the same on some lines, and is no count: commands do."""
    first = found.column(0)
    return len(set(first)) < len(first) and not any(found.figures())


def _is_counted(found: Cut) -> bool:
    """Whether the first column only numbers what stands in the second: a list."""
    first = found.column(0)
    if found.figures()[1] or not all(_ORDINAL.fullmatch(s) for s in first):
        return False
    return all(int(b) == int(a) + 1 for a, b in pairwise(first))


def _is_keyed(found: Cut) -> bool:
    """Whether figures and words stand in turn behind what no two capitalised words name: keys' values."""
    values = [FIGURE.fullmatch(row[1]) is not None for row in found.said[1:]]
    named = all(s.isalpha() and s[0].isupper() for s in found.said[0])
    return any(values) and not all(values) and not named


def _is_wide(found: Cut) -> bool:
    """Whether two blanks and more stand in each gutter on each line, or figures are set to the right."""
    if found.runs.any():
        gutters = found.runs[1:, 0] - found.runs[:-1, 1]
        if bool((gutters >= WIDE_GUTTER).all()):
            return True
    spans = np.array(found.rows, dtype=np.int64)
    filled = spans[:, :, 1] > spans[:, :, 0]
    gaps = (spans[:, 1:, 0] - spans[:, :-1, 1])[filled[:, 1:] & filled[:, :-1]]
    return bool((gaps >= WIDE_GUTTER).sum() * 2 > len(gaps))


def _is_single(found: Cut, figures: Sequence[bool]) -> bool:
    """Whether single blanks part words: all of them figures, or beside figures that are set to the right.

    Digits that a zero leads are a code's or a number's to call, and single blanks part their groups.
    """
    said = [s for row in found.said for s in row]
    if not all(said) or any(" " in s or _CODED.match(s) for s in said):
        return False
    if all(figures):
        return True
    lengths = np.array([[len(s) for s in row] for row in found.said])
    varied = (lengths.min(axis=0) < lengths.max(axis=0)).tolist()
    return len(found.said) >= FEWEST_ROWS and any(map(all, zip(figures, varied, found.flush, strict=True)))


def _is_plain(found: Cut, *, some: bool) -> bool:
    """Whether each cell is one word or figure, no two in a column are alike, and names stand above words."""
    said = [s for row in found.said for s in row]
    alike = any(len(set(found.column(i))) < len(found.column(i)) for i in range(found.width))
    named = some or all(s[0].isupper() for s in found.said[0])
    return all(_WORD.fullmatch(s) or FIGURE.fullmatch(s) for s in said) and not alike and named


def _is_wordy(column: Sequence[str]) -> bool:
    """Whether most cells have several words, and the first as well: remarks, or prose in columns."""
    several = sum(" " in s for s in column[1:])
    return " " in column[0] and several * 2 >= len(column) - 1


def _is_plain_enough(found: Cut) -> bool:
    """Whether no cell has more words than a name or a short remark, or is a path or an address."""
    said = [s for row in found.said for s in row]
    return all(len(s.split()) <= MOST_WORDS and _PATH.search(s) is None for s in said)


def _lines_up(found: Cut, starts: Sequence[int]) -> bool:
    """Whether each column's cells begin, end, or stand in the middle of one column of characters."""
    spans = np.array(found.rows, dtype=np.int64) - np.array(starts, dtype=np.int64)[:, None, None]
    filled = spans[:, :, 1] > spans[:, :, 0]
    if not all(s.isascii() for row in found.said for s in row):
        return True
    return all(_constant(spans[filled[:, i], i]) for i in range(1, found.width))


def _points_line_up(found: Cut, starts: Sequence[int]) -> bool:
    """Whether the figures of the last column have their decimal points below each other."""
    last = zip(starts, [row[-1] for row in found.rows], [row[-1] for row in found.said], strict=True)
    return len({a - start + (said + ".").index(".") for start, (a, b), said in last if a < b}) == 1


def _constant(spans: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> bool:
    middle = spans.sum(axis=1)
    return any(len(np.unique(ends)) <= 1 for ends in (spans[:, 0], spans[:, 1])) or int(np.ptp(middle)) <= 1
