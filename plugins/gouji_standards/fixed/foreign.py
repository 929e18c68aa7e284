"""What has blanks between words and is no table: programs, lists, logs, keys and values, drawings, prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji_standards.contents import is_contents
from gouji_standards.fixed.cut import FEWEST_ROWS, PAIR, Cut, are_listed

FEWEST_MEASURED = 3
"""Columns of figures below names that make a list of calls a profile of them."""
_FILE_NAME = re.compile(r"\S*(?:/\S*|\.[a-zA-Z]\w{0,7})")
"""What may be the name of a file."""
_CODE = re.compile(
    r".*(?:[;{},\\]|\b(?:do|then|begin))$|[$>#%@] |>>>|//|/\*|</?\w(?!\w*>\s)"
    r"|#[a-z]+\b|(?:SELECT|FROM|WHERE|INSERT|UPDATE|CREATE|JOIN|GROUP BY|ORDER)\s+[a-z(*]"
    r"|(?:def|class|import|from|if|for|while|public|int)\s+[^\d\s]|(?:else|return)\b"
    r"|[a-z]{2,6} +(?:[%*]\w|\$(?!\d[\d.,]*(?<![.,])(?:\s|$))\w|0x|[er]?[a-ds][xip]\b)"
    r"|\([a-z][\w-]* [^()]*$|[a-z]{2,6} +\w+,(?!\d{3}(?!\d)) *\w|[A-Z]{3} +(?:#\$|\$0)|\[\["
)
"""How a line of a program, a command or a query begins or ends."""
_ITEM = re.compile(
    r"(?:[-*+•‣◦·–—→✓]|\(?(?:\d{1,3}|[a-zA-Z])[.)]|\[[\d xX]*\])(?:\s|$)|(?!-[-rwxst]{8})-{1,2}[a-zA-Z?]"
)
"""A list's mark or an option of a command, at a line's beginning."""
_CALL = re.compile(r"\w\(|[(\[{]\S{0,20}, |[=!<>]=| = |\w\[|::")
"""A call, an assignment, a comparison."""
_INDEX = re.compile(r"\[\d*,\d*\]")
"""The name of a row or column without one, as R prints it."""
_LEADER = re.compile(r".*(?:\.{4}|(?:\. ){4})")
"""Dots that lead from a heading to its page."""
RULER = re.compile(r"[\s\-=_─━═+|:*~.^]*[-=_─━═*~^]{3}[\s\-=_─━═+|:*~.^]*")
"""A line that only draws: another layout's ruler, or a picture's."""
_SIGN = re.compile(r"[=:→⇒|]|:=|[-=]>|\+=|<-|~")
"""A cell that stands between a name and its value."""
_REMARK = re.compile(r"#|//|/\*|--\s|;\s|<-|%\s")
"""How a remark behind code begins."""
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[\da-fA-F]{0,4}(?::[\da-fA-F]{0,4}){2,7}")
"""An address of a network, before its names in a hosts file."""
_STAMP = re.compile(
    r"[\[(]?(?:\d{4}[-/.])?\d\d[-/.]\d\d[T ]\d\d:\d\d|\d{4}[-/.]\d\d[-/.]\d\d$|[\[(]?\d\d:\d\d(?::\d\d|$)"
    r"|[A-Z][a-z]{2} +\d+ \d\d:\d\d|[DIWEF]\d{4} \d\d:\d\d:\d\d"
    r"|\[ *\d+\.\d{3,6}\]"
)
"""The date or time before a line of a log."""
_CLOCK = re.compile(r"\d?\d[:.]\d\d(?: ?[aApP]\.?[mM]\.?)?\s")
"""A time of day before what happens then."""
_CHECKSUM = re.compile(r"[\da-f]{32,128}")
"""What a file's content sums up to, before the file's name."""
_KEYS = re.compile(r"(?:(?:Ctrl|Alt|Shift|Cmd|Meta|Super|Option)[+-])+\S+|F\d\d?|Esc|[CM]-\S+")
"""Keys to press, before what they do."""
_STATUS = re.compile(r"[ACDMRTUX?!]{1,2}")
"""A change of a file, before the file's name."""
_MARKED = (_ADDRESS, _CHECKSUM, _KEYS, _STATUS)
"""What the first of two columns marks a list with, if all of it is of one kind."""
_KEY = re.compile(r"[A-Z][\w-]*: \S")
"""A key and the first of its values, that go on below it."""
_OUTCOME = re.compile(
    r"(?:ok|OK|PASS(?:ED)?|FAIL(?:ED)?|ERROR|WARN(?:ING)?|INFO|DEBUG|BUG|TODO|FIXME)\b[:\s]"
)
"""How the lines of a test's run, a log or a list of things to do begin."""
_PROSE = re.compile(r"(?:[^\W\d_][\w'’-]*[,;:.!?]? ){3,}")
"""Three words of a sentence, signs of it between them."""
_SENTENCE_END = re.compile(r".*[a-z][.!?]$")


def is_sentences(part: Cut) -> bool:
    """Whether most lines have the words of a sentence in a cell, or end as one does."""
    said = [[s for s in row if s] for row in part.said]
    wordy = sum(any(_PROSE.match(s + " ") for s in row[:-1]) for row in said)
    ends = sum(bool(_SENTENCE_END.match(row[-1])) for row in said if row)
    return wordy * 2 > len(said) or ends * 2 > len(said)


def is_foreign(lines: Sequence[str], *, listed: bool = True) -> bool:
    """Whether lines are a program's, a table of contents', another layout's, or if ``listed`` a list's."""
    items = listed and _many(_ITEM, lines, 2)
    return items or _many(_CODE, lines, 3) or _many(_LEADER, lines, 3) or is_drawing(lines)


def is_drawing(lines: Sequence[str]) -> bool:
    """Whether lines are drawn by another layout."""
    ruled = any(RULER.fullmatch(s) for s in lines)
    return ruled or sum("|" in s for s in lines) * 2 >= len(lines) or _drawn(lines)


def _drawn(lines: Sequence[str]) -> bool:
    """Whether more signs than letters and digits are printed."""
    whole = _INDEX.sub("1", "".join(lines))
    plain = sum(c.isalnum() for c in whole)
    return plain * 2 < len(whole) - whole.count(" ")


def is_other(part: Cut, *, headed: bool) -> bool:
    """Whether the columns are keys and values, remarks behind code, or the parts of a log's lines."""
    for i in range(1, part.width):
        cells = part.column(i)
        if _many(_SIGN, cells, 1, whole=True) or _many(_REMARK, cells, 2):
            return True
        if are_listed(part.column(i - 1)):
            return True
    first = part.column(0)
    keyed = sum(s.endswith((":", "=", "：")) for s in first) * 2 >= len(first)
    keyed = keyed or _KEY.match(part.said[0][0]) is not None
    named = headed and part.width > PAIR and not part.said[0][0].endswith(":")
    if keyed and not (named or (headed and sum(part.figures()) >= FEWEST_MEASURED)):
        return True
    if part.width == PAIR and any(all(map(p.fullmatch, first)) for p in _MARKED):
        return True
    if len(part.said) < FEWEST_ROWS and any(s.startswith("- ") for row in part.said for s in row):
        return True  # syllables below chords
    return not headed and (_is_log(part) or _counts_files(part) or is_contents(part.said))


def _is_log(part: Cut) -> bool:
    """Whether each line begins with a date, an outcome, or a time of day before other things than figures."""
    lines = [" ".join(row) for row in part.said]
    timed = _many(_CLOCK, lines, 1) and not any(part.figures(0)[1:])
    return timed or _many(_STAMP, lines, 1) or _many(_OUTCOME, lines, 1)


def _counts_files(part: Cut) -> bool:
    """Whether each line has several counts before a file's name, as ``wc`` lists them."""
    counted = part.width > PAIR and all(s.isdecimal() for row in part.said for s in row[:-1])
    files = sum(_FILE_NAME.fullmatch(row[-1]) is not None for row in part.said)
    return counted and files * 2 >= len(part.said)


def _many(pattern: re.Pattern[str], said: Sequence[str], part: int, *, whole: bool = False) -> bool:
    """Whether at least one in ``part`` of some texts is of the pattern's kind."""
    match = pattern.fullmatch if whole else pattern.match
    return bool(said) and sum(match(s) is not None for s in said) * part >= len(said)


def calls(lines: Sequence[str]) -> bool:
    """Whether half the lines below the first call, assign or compare something."""
    return sum(_CALL.search(s) is not None for s in lines[1:]) * 2 >= len(lines) - 1
