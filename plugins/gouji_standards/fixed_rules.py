"""What makes a space-aligned block a table, and what else has blanks between: code, lists, logs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gouji.matrix import Span
from gouji_standards.contents import is_contents
from gouji_standards.fixed_cut import WIDE_GUTTER, Cut, are_listed, has_header, is_capital

FILE = re.compile(r"[./]\S*|\S+\.[a-zA-Z]{1,4}")
FILE_NAME = re.compile(r"\S*(?:/\S*|\.[a-zA-Z]\w{0,7})")
FEWEST_COLUMNS = 2
FEWEST_ROWS = 3
"""Lines of a table without a header."""
FEWEST_MEASURED = 3
"""Columns of figures below names that make a list of calls a profile of them."""
SENTENCE_WORDS = 4
"""Words of a first line beyond one a column that make it a sentence."""
GAP = "  "
COMMA = re.compile(r"[,;] |[,;:.]$")
CODE = re.compile(
    r".*(?:[;{},\\]|\b(?:do|then|begin))$|[$>#%@] |>>>|//|/\*|</?\w(?!\w*>\s)"
    r"|#[a-z]+\b|(?:SELECT|FROM|WHERE|INSERT|UPDATE|CREATE|JOIN|GROUP BY|ORDER)\s+[a-z(*]"
    r"|(?:def|class|import|from|if|for|while|public|int)\s+[^\d\s]|(?:else|return)\b"
    r"|[a-z]{2,6} +(?:[%*]\w|\$(?!\d[\d.,]*(?<![.,])(?:\s|$))\w|0x|[er]?[a-ds][xip]\b)"
    r"|\([a-z][\w-]* [^()]*$|[a-z]{2,6} +\w+,(?!\d{3}(?!\d)) *\w|[A-Z]{3} +(?:#\$|\$0)|\[\["
)
ITEM = re.compile(
    r"(?:[-*+•‣◦·–—→✓]|\(?(?:\d{1,3}|[a-zA-Z])[.)]|\[[\d xX]*\])(?:\s|$)|(?!-[-rwxst]{8})-{1,2}[a-zA-Z?]"
)
"""A list's mark or an option of a command, at a line's beginning."""
CALL = re.compile(r"\w\(|[(\[{]\S{0,20}, |[=!<>]=| = |\w\[|::")
"""A call, an assignment, a comparison."""
INDEX = re.compile(r"\[\d*,\d*\]")
"""The name of a row or column without one, as R prints it."""
LEADER = re.compile(r".*(?:\.{4}|(?:\. ){4})")
RULER = re.compile(r"[\s\-=_─━═+|:*~.^]*[-=_─━═*~^]{3}[\s\-=_─━═+|:*~.^]*")
"""A line that only draws: another layout's ruler, or a picture's."""
SIGN = re.compile(r"[=:→⇒|]|:=|[-=]>|\+=|<-|~")
"""A cell that stands between a name and its value."""
REMARK = re.compile(r"#|//|/\*|--\s|;\s|<-|%\s")
ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[\da-fA-F]{0,4}(?::[\da-fA-F]{0,4}){2,7}")
"""An address of a network, before its names in a hosts file."""
STAMP = re.compile(
    r"[\[(]?(?:\d{4}[-/.])?\d\d[-/.]\d\d[T ]\d\d:\d\d|\d{4}[-/.]\d\d[-/.]\d\d$|[\[(]?\d\d:\d\d(?::\d\d|$)"
    r"|[A-Z][a-z]{2} +\d+ \d\d:\d\d|[DIWEF]\d{4} \d\d:\d\d:\d\d"
    r"|\[ *\d+\.\d{3,6}\]"
)
CLOCK = re.compile(r"\d?\d[:.]\d\d(?: ?[aApP]\.?[mM]\.?)?\s")
"""A time of day before what happens then."""
CHECKSUM = re.compile(r"[\da-f]{32,128}")
"""What a file's content sums up to, before the file's name."""
KEYS = re.compile(r"(?:(?:Ctrl|Alt|Shift|Cmd|Meta|Super|Option)[+-])+\S+|F\d\d?|Esc|[CM]-\S+")
"""Keys to press, before what they do."""
STATUS = re.compile(r"[ACDMRTUX?!]{1,2}")
"""A change of a file, before the file's name."""
MARKED = (ADDRESS, CHECKSUM, KEYS, STATUS)
"""What the first of two columns marks a list with, if all of it is of one kind."""
KEY = re.compile(r"[A-Z][\w-]*: \S")
"""A key and the first of its values, that go on below it."""
OUTCOME = re.compile(r"(?:ok|OK|PASS(?:ED)?|FAIL(?:ED)?|ERROR|WARN(?:ING)?|INFO|DEBUG|BUG|TODO|FIXME)\b[:\s]")
"""How the lines of a test's run, a log or a list of things to do begin."""
PROSE = re.compile(r"(?:[^\W\d_][\w'’-]*[,;:.!?]? ){3,}")
SENTENCE_END = re.compile(r".*[a-z][.!?]$")


def is_table(part: Cut) -> bool:
    """Whether a cut block is a table."""
    headed = has_header(part)
    rows, filled = len(part.said), [sum(map(bool, row)) for row in part.said]
    if part.width < FEWEST_COLUMNS or rows < (FEWEST_COLUMNS if headed else FEWEST_ROWS):
        return False
    if (
        sum(n > 1 for n in filled) * 5 < rows * (2 if headed else 4)
        or sum(filled) * 5 < rows * part.width * 2
    ):
        return False
    if (
        rows < FEWEST_ROWS
        and part.width == FEWEST_COLUMNS
        and any(" " in s for row in part.said for s in row)
    ):
        return False
    if (is_sentences(part) and not (headed and _is_named(part))) or not _holds(part, headed=headed):
        return False
    lines = [" ".join(row).strip() for row in part.said]
    measured = headed and sum(part.figures()) >= FEWEST_MEASURED and _is_full(part)
    named = measured or (headed and is_capital(part.said[0]) and _is_full(part))
    foreign = is_drawing(lines) if measured else is_foreign(lines, listed=not named)
    if foreign or (not named and _calls(lines)):
        return False
    return not is_other(part, headed=headed) and not _runs_across(part) and not _is_torn(part)


def _is_named(part: Cut) -> bool:
    """Whether three columns and more have names and few cells are blank: phrases, and no prose."""
    filled = sum(bool(cell) for row in part.said for cell in row)
    return (
        part.width > FEWEST_COLUMNS
        and all(part.said[0][1:])
        and filled * 5 >= part.width * len(part.said) * 4
    )


def _is_full(part: Cut) -> bool:
    """Whether three columns and more have names and no blank cell: what looks like prose are long names."""
    return part.width > FEWEST_COLUMNS and all(part.said[0][1:]) and all(map(all, part.said[1:]))


def _holds(part: Cut, *, headed: bool) -> bool:
    """Whether there are figures, or a header, or columns enough; two columns must both be filled."""
    rows = len(part.said)
    if part.width > FEWEST_COLUMNS:
        return headed or any(part.figures(0)) or not runs_down(part)
    named = len(part.said) >= FEWEST_ROWS and is_capital(part.said[0]) and all(map(all, part.said))
    if named and not any(" " in cell for row in part.said[1:] for cell in row):
        return True
    figures = part.figures(int(headed))
    if len(part.column(1, int(headed))) * 2 <= rows - headed:
        return False
    return any(figures) and (headed or part.figures()[1])


def runs_down(part: Cut) -> bool:
    """Whether words are in order down each column and on into the next, or across: names of files."""
    said = [s.lower().lstrip(".") for column in zip(*part.said, strict=True) for s in column if s]
    across = [s for row in part.said for s in row if s]
    ordered = said == sorted(said) or across in (sorted(across), sorted(across, key=str.lower))
    return ordered or 3 * sum(FILE.fullmatch(s) is not None for s in said) > 2 * len(said)


def _runs_across(part: Cut) -> bool:
    """Whether half the lines run across the gutters as if there were none, and no column holds figures.

    So do words below chords, and the first line alone if it is a sentence above figures.
    """
    wide = [_gaps(row) for row in part.rows]
    across = [not any(gap >= WIDE_GUTTER for gap in gaps) and len(gaps) > 1 for gaps in wide]
    worded = [any(" " in cell for cell in row) for row in part.said]
    if across[0] and any(COMMA.search(s) for s in part.said[0]):
        return len(" ".join(part.said[0]).split()) >= part.width + SENTENCE_WORDS and sum(across) * 2 <= len(
            across
        )
    both = sum(a and b for a, b in zip(across, worded, strict=True))
    return both * (2 if part.width == FEWEST_COLUMNS else 4) >= len(across) and not any(part.figures())


def _is_torn(part: Cut) -> bool:
    """Whether half the lines have gaps within their cells: theirs do not line up."""
    torn = sum(any(GAP in cell for cell in row) for row in part.said)
    return torn * 2 >= len(part.said) and not is_capital(part.said[0])


def _gaps(row: Sequence[Span]) -> list[int]:
    """The blanks between the cells of a line that are not blank."""
    filled = [span for span in row if span[0] < span[1]]
    return [b[0] - a[1] for a, b in pairwise(filled)]


def is_sentences(part: Cut) -> bool:
    """Whether most lines have the words of a sentence in a cell, or end as one does."""
    said = [[s for s in row if s] for row in part.said]
    wordy = sum(any(PROSE.match(s + " ") for s in row[:-1]) for row in said)
    ends = sum(bool(SENTENCE_END.match(row[-1])) for row in said if row)
    return wordy * 2 > len(said) or ends * 2 > len(said)


def is_foreign(lines: Sequence[str], *, listed: bool = True) -> bool:
    """Whether lines are a program's, a table of contents', another layout's, or if ``listed`` a list's."""
    items = listed and _many(ITEM, lines, 2)
    return items or _many(CODE, lines, 3) or _many(LEADER, lines, 3) or is_drawing(lines)


def is_drawing(lines: Sequence[str]) -> bool:
    """Whether lines are drawn by another layout."""
    ruled = any(RULER.fullmatch(s) for s in lines)
    return ruled or sum("|" in s for s in lines) * 2 >= len(lines) or _drawn(lines)


def _calls(lines: Sequence[str]) -> bool:
    """Whether half the lines below the first call, assign or compare something."""
    return sum(CALL.search(s) is not None for s in lines[1:]) * 2 >= len(lines) - 1


def _drawn(lines: Sequence[str]) -> bool:
    """Whether more signs than letters and digits are printed."""
    whole = INDEX.sub("1", "".join(lines))
    plain = sum(c.isalnum() for c in whole)
    return plain * 2 < len(whole) - whole.count(" ")


def is_other(part: Cut, *, headed: bool) -> bool:
    """Whether the columns are keys and values, remarks behind code, or the parts of a log's lines."""
    for i in range(1, part.width):
        cells = part.column(i)
        if _many(SIGN, cells, 1, whole=True) or _many(REMARK, cells, 2):
            return True
        if are_listed(part.column(i - 1)):
            return True
    first = part.column(0)
    keyed = sum(s.endswith((":", "=", "：")) for s in first) * 2 >= len(first)
    keyed = keyed or KEY.match(part.said[0][0]) is not None
    named = headed and part.width > FEWEST_COLUMNS and not part.said[0][0].endswith(":")
    if keyed and not (named or (headed and sum(part.figures()) >= FEWEST_MEASURED)):
        return True
    if part.width == FEWEST_COLUMNS and any(all(map(p.fullmatch, first)) for p in MARKED):
        return True
    if len(part.said) < FEWEST_ROWS and any(s.startswith("- ") for row in part.said for s in row):
        return True  # syllables below chords
    return not headed and (_is_log(part) or _counts_files(part) or is_contents(part.said))


def _is_log(part: Cut) -> bool:
    """Whether each line begins with a date, an outcome, or a time of day before other things than figures."""
    lines = [" ".join(row) for row in part.said]
    timed = _many(CLOCK, lines, 1) and not any(part.figures(0)[1:])
    return timed or _many(STAMP, lines, 1) or _many(OUTCOME, lines, 1)


def _counts_files(part: Cut) -> bool:
    """Whether each line has several counts before a file's name, as ``wc`` lists them."""
    counted = part.width > FEWEST_COLUMNS and all(s.isdecimal() for row in part.said for s in row[:-1])
    files = sum(FILE_NAME.fullmatch(row[-1]) is not None for row in part.said)
    return counted and files * 2 >= len(part.said)


def _many(pattern: re.Pattern[str], said: Sequence[str], part: int, *, whole: bool = False) -> bool:
    """Whether at least one in ``part`` of some texts is of the pattern's kind."""
    match = pattern.fullmatch if whole else pattern.match
    return bool(said) and sum(match(s) is not None for s in said) * part >= len(said)
