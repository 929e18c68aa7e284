"""Tab-separated tables: one record a line, fields between single tabs, quotes as in ``csv``'s ``excel-tab``.

Printed by: spreadsheets' text export and clipboard, databases' batch output, DataFrame.to_csv with a tab,
polars, R's write.table, tabulate ("tsv"), statistics offices (text/tab-separated-values); alone or in prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix
from gouji_standards.code_blocks import code_lines
from gouji_standards.contents import is_contents
from gouji_standards.html_source import is_page
from gouji_standards.listings import readable
from gouji_standards.record_lines import Large, joined, stretches, taken
from gouji_standards.separated import LONGEST_LONE, Record, figures, is_short, matrix, usual_width

TAB = "\t"
REGULAR = 2
"""At least one record in so many must be of the usual length."""
CODE = re.compile(
    r".*[;{}\\]\s*$|\s*(?://|/\*|#include|#define|#if|<[a-zA-Z!/?](?!\w*>$)|export\s|return\b|@\w+$|[\w.$-]+:$"
    r"|(?:SELECT|FROM|WHERE|JOIN|GROUP BY|ORDER BY)\b)"
)
"""A line of a program, a Makefile or markup."""
COMMAND = re.compile(r"[a-z]{2,} ")
"""How a line of a command with what it is told begins: ``syn keyword``, ``hi def link``."""
MARK = re.compile(
    r"(?:[-*+•‣◦·–—☐☑]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]|\[[ xX\d]\]|#\d*|--?[a-zA-Z?][\w-]*)(?:\s|$)"
)
"""A list's mark, or an option of a command, where a list has a tab behind it."""
ASSIGNED = re.compile(r":\s|(?::|\+|\?)?=(?=\s|$)|->|=>|//|/\*|#\s|--\s|\d+m\d+\.\d{3}s$")
"""How a value or a remark begins that is set off by tabs from a name, or the time a program took."""
REMARK = re.compile(r"[*#%;]+(?:\s|$)|//|--\s")
SENTENCE = re.compile(r"(?:\S+ ){2,}.*[.!?…]\W?$")
SPOKEN = re.compile(r".*[.!?…]\W?$")
KEY = re.compile(r".*[:：=]$|[^\W\d]{1,12}: ")
"""A key, or who speaks."""
STAMP = re.compile(
    r"[\[(]?\d{2,4}[-/.]\d\d[-/.]\d{2,4}[T ]\d\d:\d\d|[\[(]?\d\d:\d\d:\d\d\b"
    r"|[A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d"
)
CLOCK = re.compile(r"\[?\(?\d?\d[:.]\d\d[\])]?$")
"""A time of day or of a recording, before what is said or happens then."""
OUTCOME = re.compile(r"(?:ok|PASS|FAIL|SKIP|---|\?)$")
"""What a line of a test's report begins with, as ``go test`` prints one for each package."""
ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}$|[\da-fA-F]{0,4}(?::[\da-fA-F]{0,4}){2,7}$")
"""An address of a network, before its names in a hosts file."""
CHECKSUM = re.compile(r"(?:\S+ )*[\da-f]{32,128}\b")
"""What a file's content sums up to, before the file's name."""
STATUS = re.compile(r"[ACDMRTUX?!]{1,2}\d{0,3}$")
FILE = re.compile(r"\S*(?:/\S*|\.[a-zA-Z]\w{0,7})$")
"""A change of a file and the file's name, as git lists them."""
COUNT = re.compile(r"(?:\d+|-)$")
LEVEL = re.compile(r"\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\]?:?.*", re.IGNORECASE)
FOREIGN = re.compile(r"\s*(?:[|+]|\{\||!|\|\||---? |\+\+\+ |@@ )")
"""How a line of another layout's table, or of a difference of two files, begins."""
FEWEST_ALONE = 3
"""Fields of a header that is all of a document."""
NARROW = 2
"""Fields of a record that may be a mark, a key or a number of a line, and what it stands before."""
PHRASE = 3
"""Words of a phrase that says what a word means, at least."""
SIGN = re.compile(r"(?:[=:→⇒]|:=|[-=]>|\+=|<-)$")
"""A field between a name and its value."""
CODE_INDENT = 4
"""Blanks before a line of Markdown's that make it code."""
MOST_DIGITS = 9
LONGEST_FIELD = 400
"""Printed characters of a field on one line; what is longer is a paragraph."""


@hookimpl
def gouji_tables(document: Document, asked: bool) -> Iterator[CellMatrix]:  # noqa: FBT001
    """One matrix for each block of tab-separated records; no row is marked as a header.

    If ``asked``, lines without a tab may be short records, and listings, notes and logs are tables.
    """
    if asked:
        document = readable(document, asked=True)
    if not document.lines.tabs.any() or is_page(document):
        return
    found = joined([part for b in stretches(document, short=asked) for part in _parts(b, short=asked)])
    printed = int((document.lines.printed + document.lines.tabs > 0).sum())
    alone = sum(map(taken, found)) >= printed and (len(found) == 1 or min(map(len, found)) > 1)
    code = code_lines(document)
    for table in found:
        if isinstance(table, Large):
            votes = [_holds(part, alone=alone, asked=asked) for part in table.parts()]
            if not code[table.first] and sum(votes) * 2 > len(votes):
                yield table.matrix()
        elif not code[document.line_of(table[0].start)] and _holds(table, alone=alone, asked=asked):
            yield matrix(table)


def _holds(table: Sequence[Record], *, alone: bool, asked: bool) -> bool:
    return _is_table(table, alone=alone) or (asked and _is_plain(table, alone=alone))


def _parts(block: list[Record] | Large, *, short: bool) -> Iterable[list[Record] | Large]:
    return [block] if isinstance(block, Large) else _regular(block, short=short)


def _regular(block: list[Record], *, short: bool) -> Iterator[list[Record]]:
    """The parts of a block between lines that are prose: of one long field, or between unlike widths."""
    part: list[Record] = []
    for at, record in enumerate(block):
        if len(record.fields) > 1 or _stays(block, at) or (short and is_short(record)):
            part.append(record)
        else:
            yield part
            yield []
            part = []
    yield part


def _stays(block: Sequence[Record], at: int) -> bool:
    """Whether a record of one field is a short record of the table around it, with fields left out.

    Records around it are of one length, or it is a figure.
    """
    before, after = block[at - 1 : at], block[at + 1 : at + 2]
    if not before or not after or len(block[at].fields[0].said) > LONGEST_LONE:
        return False
    same = len(before[0].fields) == len(after[0].fields) > 1
    return same or (any(figures(block[at])) and min(len(before[0].fields), len(after[0].fields)) > 1)


def _is_table(table: Sequence[Record], *, alone: bool) -> bool:
    """Whether records part cells by their tabs, and do not indent lines or set off marks and remarks."""
    if len(table) == 1:
        fields = table[0].fields
        return alone and len(fields) >= FEWEST_ALONE and all(0 < len(f.said) <= LONGEST_LONE for f in fields)
    if not _is_parted(table):
        return False
    if _is_spread(table):
        return False
    return _is_even(table) and not _is_other(table) and (alone or _is_set_off(table))


def _is_plain(table: Sequence[Record], *, alone: bool) -> bool:
    """Whether records that only their tabs show are a table: most have several fields, none is foreign."""
    if len(table) == 1:
        return alone and table[0].filled == len(table[0].fields)
    said = [TAB.join(_fields(r)) for r in table]
    if not _is_parted(table, NARROW) or _most(FOREIGN, said, 2):
        return False
    return alone or (_is_even(table) and max(len(s) for r in table for s in _fields(r)) <= LONGEST_FIELD)


def _is_parted(table: Sequence[Record], fewest: int = NARROW + 1) -> bool:
    """Whether half the records say something in several fields, or all have those that the first names.

    So many must be named at the fewest; two only if asked, when lines may also be set off by a tab all.
    """
    if fewest > NARROW and not any(r.fields[0].said for r in table):
        return False
    several = sum(r.filled > 1 for r in table)
    names = len(table[0].fields)
    named = fewest <= names == table[0].filled and all(len(r.fields) == names for r in table)
    return named or several * REGULAR >= len(table)


def _is_spread(table: Sequence[Record]) -> bool:
    """Whether tabs on end move words to the right on each of several lines: a column in between is blank."""
    if len(table) <= NARROW or any(len(r.fields) <= NARROW for r in table):
        return False
    said = [_fields(r) for r in table]
    return _is_lined_up(table) and any(
        not any(row[i] for row in said) for i in range(1, min(map(len, said)) - 1)
    )


def _is_set_off(table: Sequence[Record]) -> bool:
    """Whether records between prose are a table: nearly all of one length, no column left blank by all.

    Such a column comes of tabs that only move text to the right. One word before others on each line is a
    command's.
    """
    width = usual_width(table)
    said = [[f.said for f in r.fields] for r in table]
    if (
        sum(len(row) == width for row in said) * 4 < len(said) * 3
        or max(len(s) for r in said for s in r) > LONGEST_FIELD
    ):
        return False
    if width == NARROW and not all(row[0] for row in said):
        return False
    commands = [COMMAND.match(row[0]) for row in said]
    if all(commands) and len({found.group() for found in commands if found}) == 1:
        return False
    return all(any(row[i] for row in said if i < len(row)) for i in range(width))


def _is_even(table: Sequence[Record]) -> bool:
    """Whether enough records are of one length, or all others shorter than the first: a header names all."""
    width = usual_width(table)
    regular = sum(len(r.fields) == width for r in table)
    return regular * REGULAR >= len(table) and (regular > 1 or all(len(r.fields) <= width for r in table))


def _is_other(table: Sequence[Record]) -> bool:
    """Whether the lines are a program's, a log's, a list's, or another layout's."""
    said = [TAB.join(f.said for f in r.fields) for r in table]
    first, last = [r.fields[0].said for r in table], [r.fields[-1].said for r in table]
    if (
        _is_code(said, first, lined=_is_lined_up(table))
        or _commands(table, said)
        or _most(REMARK, first, 2)
        or _most(FOREIGN, said, 2)
    ):
        return True
    if _is_log(table, first) or _is_outline(table) or is_contents([_fields(r) for r in table]):
        return True
    if _is_indented(table) or _is_signed(table):
        return True
    return usual_width(table) <= NARROW and _is_list(table, first, last)


def _is_log(table: Sequence[Record], first: Sequence[str]) -> bool:
    """Whether each line begins with a level, an outcome, a change of a file, or a time beside a level."""
    if _most(OUTCOME, first, 1) or _most(LEVEL, first, 1):
        return True
    last = [r.fields[-1].said for r in table]
    if (_most(STATUS, first, 1) and _most(FILE, last, 1)) or _counts_files(table, last):
        return True
    columns = zip(*(_fields(r) for r in table), strict=False)
    return _most(STAMP, first, 1) and any(_most(LEVEL, c, 2) for c in columns)


def _counts_files(table: Sequence[Record], last: Sequence[str]) -> bool:
    """Whether each line has several counts before a file's name, as ``git diff --numstat`` lists them."""
    counts = [s for r in table for s in _fields(r)[:-1]]
    return (
        usual_width(table) > NARROW
        and _most(COUNT, counts, 1)
        and _most(FILE, last, 2)
        and not any(" " in s for s in last)
    )


def _is_list(table: Sequence[Record], first: Sequence[str], last: Sequence[str]) -> bool:
    """Whether two columns are marks, keys or numbers, and what they stand before."""
    measured = all(figures(r)[-1] for r in table)
    stamped = (_most(STAMP, first, 1) or _most(CLOCK, first, 1)) and not measured
    if stamped or any(_most(p, first, 1) for p in (MARK, KEY)) or _most(ASSIGNED, last, 2):
        return True
    hosts = _most(ADDRESS, first, 1) and not any(figures(r)[-1] for r in table)
    if (
        _most(CHECKSUM, first, 1)
        or hosts
        or (len(table) == NARROW and _are_notes(table))
        or _is_glossary(first, last)
    ):
        return True
    said = _most(SENTENCE, last, 2) and _most(SPOKEN, last, 1) and not _most(SENTENCE, first, 2)
    if len(set(first)) < len(first) and said:
        return True  # speakers, some of them more than once, and what they say
    if any(r.indented for r in table) and all(figures(r)[0] for r in table):
        return True  # counts set to the right before what they count
    return _counted(first) and max(map(len, last)) > LONGEST_LONE


def _is_glossary(first: Sequence[str], last: Sequence[str]) -> bool:
    """Whether single words, each another one, stand before phrases: a list of words and what they mean."""
    words = len(set(first)) == len(first) and all(s.isalpha() for s in first)
    return words and all(len(s.split()) >= PHRASE for s in last)


def _is_outline(table: Sequence[Record]) -> bool:
    """Whether each line begins with a list's mark, some of them indented by tabs."""
    first = [next((s for s in _fields(r) if s), "") for r in table]
    return not all(r.fields[0].said for r in table) and _most(MARK, first, 1)


def _is_indented(table: Sequence[Record]) -> bool:
    """Whether all lines are indented as far: a block of code."""
    indents = {r.fields[0].spans[0][0] - r.start for r in table}
    return len(indents) == 1 and indents.pop() >= CODE_INDENT


def _is_signed(table: Sequence[Record]) -> bool:
    """Whether a column says nothing but that what is before it is what is behind it."""
    inner = zip(*(_fields(r)[1:-1] for r in table), strict=False)
    return any(_most(SIGN, column, 1) for column in inner)


def _are_notes(table: Sequence[Record]) -> bool:
    """Whether two lines say two things and no name stands over a figure: words, or a number, behind a key."""
    above, below = map(figures, table)
    if any(b and not a for a, b in zip(above, below, strict=False)):
        return False
    key, value = table[0].fields[0].said, table[0].fields[-1].said
    return " " in value and " " not in key


def _is_code(said: Sequence[str], first: Sequence[str], *, lined: bool) -> bool:
    """Whether lines are a program's; cells may hold code too, below a header, in wide records."""
    if _most(CODE, first, 2) or (lined and _most(CODE, said, 1)):
        return True
    shown = not all(first) or (said[0].count(TAB) < NARROW and CODE.match(said[0]))
    return bool(shown) and _most(CODE, said, 3)


def _commands(table: Sequence[Record], said: Sequence[str]) -> bool:
    """Whether one command stands again and again before braces, and no figures."""
    same = len({r.fields[0].said for r in table}) == 1
    return same and _most(CODE, said, 1) and not any(any(figures(r)) for r in table)


def _is_lined_up(table: Sequence[Record]) -> bool:
    """Whether several tabs on end move words to the right, and no field holds a figure."""
    return any(r.filled < len(r.fields) for r in table) and not any(any(figures(r)) for r in table)


def _fields(record: Record) -> list[str]:
    return [f.said for f in record.fields]


def _most(pattern: re.Pattern[str], said: Sequence[str], part: int) -> bool:
    """Whether at least one in ``part`` is wholly of the pattern's kind."""
    return sum(pattern.match(s) is not None for s in said) * part >= len(said)


def _counted(first: Sequence[str]) -> bool:
    """Whether the first fields only number the lines, one more each (``cat -n``)."""
    if not all(f.isdecimal() and len(f) <= MOST_DIGITS for f in first):
        return False
    numbers = [int(f) for f in first]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))
