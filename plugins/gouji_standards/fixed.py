"""Space-aligned tables: columns kept apart by blanks alone, one printed row a line.

Printed by: command line tools (``ps``, ``df``, ``netstat``, ``lsof``, ``free``, ``kubectl``, ``docker ps``),
pandas' and polars' console prints, R's data.frame, data.table and tibble, SAS listings, tabulate ("plain"),
fixed-width files that ``pandas.read_fwf`` reads with inferred columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from gouji.document import Bool, Document, Int
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, Span, freeze
from gouji_standards.code_blocks import is_literal
from gouji_standards.drawn_blocks import bounds
from gouji_standards.fixed_alone import alone_table
from gouji_standards.fixed_columns import Cut, has_header, is_capital
from gouji_standards.fixed_level import level, may_part
from gouji_standards.fixed_names import by_names
from gouji_standards.fixed_plain import fine_table, plain_table
from gouji_standards.fixed_rules import RULER
from gouji_standards.fixed_runs_on import runs_on
from gouji_standards.fixed_spanned import is_bridged, owners, spanned
from gouji_standards.fixed_titles import announces, is_announced, is_better, is_phrase, is_titled, peeled
from gouji_standards.listings import readable
from gouji_standards.simple_dashed import dashed_tables

Reader = Callable[[Document, list[Span]], Cut | None]
"""What reads lines as one table, or not."""

SAMPLE = 100
"""Lines of a long block that must be a table by themselves before the whole of it is tried."""
LONGEST_LINE = 4_000
"""Characters of a line of an aligned table; longer ones were printed for a program, not for a reader."""
FEWEST_LINES = 2
MOST_TRIMMED = 2
"""Lines of prose that may touch a table above or below without an empty line between."""
FEWEST_TRIMMED = 3
"""Lines that must be left when others were cut off."""
MOST_SECTIONS = 20
"""Parts of a block between lines without a gap that are tried as tables of their own."""
FEWEST_UNDERLINED = 3
"""Columns of a table whose header is underlined by one unbroken rule: a heading has one."""
FEWEST_NAMED = 3
"""Columns with a name each that make a table of lines with branches drawn before them (``lsblk``)."""
BRANCH = re.compile(r"[│ ]*[├└](?:─[┬]?)+(?![─┬])[^─-╿]+")
DRAWN = re.compile(r"[-=_─━═]+(?: +[-=_─━═]+)*")
"""A rule as blanks part columns: without a bar or a crossing."""
CONTENTS = re.compile(r"(?:table of )?contents:?|list of (?:figures|tables):?|目\s*[录錄次]", re.IGNORECASE)
GAP = re.compile(r"[ \xa0\u3000]{2}|\u3000")
DASHES = "-="
FOOTER = re.compile(
    r"\[?\(?\d+ rows?(?: x \d+ columns?)?\)?\]?|(?:Name: .*|Length: .*)?(?:dtype|Length): .*|Freq: .*"
    r"|#|# (?:ℹ|… |\.\.\. |i ).*|#.*more (?:rows|variables).*|# A tibble:.*|# A data\.frame:.*|shape: \(.*"
)
"""What a console prints above or below a frame."""
TYPES = re.compile(r"<[a-z]+(?:\(\d+\))?(?:\[\d+\])?>")
"""A column's type under its name, as a tibble prints it."""


@hookimpl
def gouji_tables(document: Document, asked: bool) -> Iterator[CellMatrix]:  # noqa: FBT001
    """One matrix for each block of aligned lines; the header is counted where words stand over figures.

    If ``asked``, a block is taken whose columns alone line up, be they words or single blanks apart.
    """
    document = readable(document, asked=asked)
    possible = _may_belong(document)
    if not asked and (not possible.any() or _is_solid(document, possible)):
        return
    own = possible if asked else possible & ~_ruled(document)
    free = tried = 0
    none = True
    if asked:
        underlined = list(_underlined_by_name(document))
        own = own & ~_within(document, underlined)
        yield from underlined
    for first, last in _blocks(document, own, asked=asked):
        if last <= free:
            continue
        found = _block(document, _content(document, max(first, free), last), asked=asked)
        if last >= tried and len(found) == 1 and document.line_of(found[0].rows[-1][0][0]) == last - 1:
            tried = runs_on(document, found[0], last, own, asked=asked)  # once for each line: linear time
            longer = _longer(document, found[0], tried) if tried > last else None
            if longer:
                found, free = [longer], tried
        found = [cut for cut in found if not _is_tree(document, cut)]
        none = none and not found
        yield from map(_matrix, found)
    if not asked and none:
        yield from map(_matrix, _alone(document, own))


def _underlined_by_name(document: Document) -> Iterator[CellMatrix]:
    """The tables whose names are underlined one by one, as database clients print them."""
    code = np.zeros(len(document.lines.start), dtype=np.bool_)
    for lines, table in dashed_tables(document, code):
        if lines.header and not lines.multiline:
            yield table


def _within(document: Document, tables: Sequence[CellMatrix]) -> Bool:
    """Per line whether it is one of the tables'."""
    taken = np.zeros(len(document.lines.start), dtype=np.bool_)
    for table in tables:
        start, end = table.extent
        taken[document.line_of(start) : document.line_of(end) + 1] = True
    return taken


def _is_tree(document: Document, found: Cut) -> bool:
    """Whether branches are drawn before some rows, and no names in capitals above them name columns."""
    boxes = document.lines.boxes
    drawn = any(boxes[document.line_of(row[0][0])] for row in found.rows)
    return drawn and not (found.width >= FEWEST_NAMED and is_capital(found.said[0]) and all(found.said[0]))


def _is_solid(document: Document, possible: Bool) -> bool:
    """Whether there are neither gaps nor indents in a text of several blocks: prose."""
    lines = document.lines
    if (lines.gaps[possible] > 0).any() or (lines.indent[possible] > 0).any():
        return False
    printed = lines.printed > 0
    return bool((printed[1:] & ~printed[:-1]).sum() + printed[:1].sum() > 1)


def _alone(document: Document, possible: Bool) -> list[Cut]:
    """The table of a text that is one block and nothing else, none where that is no table either."""
    printed = document.lines.printed > 0
    runs = document.runs(printed)
    if len(runs) != 1 or not possible[printed].all():
        return []
    found = alone_table(document, _content(document, *runs[0]))
    return [found] if found else []


def _may_belong(document: Document) -> Bool:
    """Per line whether it may be one of an aligned table."""
    lines = document.lines
    short = lines.end - lines.start <= LONGEST_LINE
    mask: Bool = (lines.printed > 0) & (lines.tabs == 0) & (lines.boxes == 0) & short
    for line in np.flatnonzero((lines.boxes > 0) & (lines.tabs == 0) & short).tolist():
        mask[line] = BRANCH.fullmatch(document.text, *bounds(document, line)) is not None
    return mask


def _ruled(document: Document) -> Bool:
    """Per line whether it stands between a ruler in parts and the next ruler: another layout's rows."""
    ruled = np.zeros(len(document.lines.start), dtype=np.bool_)
    opened = -1
    for i in np.flatnonzero(_drawn(document)).tolist():
        if opened >= 0:
            ruled[opened : i + 1] = True
        parts = document.line_text(i).split()
        opened = i if len(parts) > 1 else -1
    return ruled


def _drawn(document: Document) -> Bool:
    """Per line whether nothing but dashes or equals signs is printed, three at least."""
    lines = document.lines
    drawn: Bool = (lines.count(DASHES) == lines.printed) & (lines.printed >= len("---"))
    return drawn


def _blocks(document: Document, possible: Bool, *, asked: bool) -> Iterator[Span]:
    """Ranges of lines that may be aligned with each other, and border on no line that cannot."""
    runs = document.runs(document.lines.printed > 0)
    for i in np.flatnonzero(_may_align(document, runs, possible, asked=asked)).tolist():
        first, last = runs[i]
        if asked or not _is_shown(document, first):
            yield (runs[i - 1][0] if i and _is_head(document, runs[i - 1], first) else first), last


def _may_align(document: Document, runs: list[Span], possible: Bool, *, asked: bool) -> Bool:
    """Which of the runs of printed lines may be aligned: each of their lines is possible, there are several.

    Unless ``asked``, half the lines or the first have a gap or an indent, where a cell may be blank.
    """
    lines, edges = document.lines, np.array(runs, dtype=np.int64).reshape(-1, 2)
    size = edges[:, 1] - edges[:, 0]
    found: Bool = (_held(possible, edges) == size) & (size >= FEWEST_LINES)
    if not asked:
        apart = _held((lines.gaps > 0) | (lines.indent > 0), edges)
        found &= (apart * 2 >= size) | (lines.indent[edges[:, 0]] > 0)
    return found


def _held(mask: Bool, ranges: Int) -> Int:
    """For how many lines of each range a mask holds."""
    counts: Int = np.diff(np.append(0, np.cumsum(mask))[ranges], axis=1)[:, 0]
    return counts


def _is_shown(document: Document, first: int) -> bool:
    """Whether a block is a literal one, or stands below the heading of a table of contents."""
    above = first - 1
    while above >= 0 and not document.lines.printed[above]:
        above -= 1
    heading = document.line_text(above).strip() if above >= 0 else ""
    return CONTENTS.fullmatch(heading) is not None or is_literal(document, first)


def _is_head(document: Document, above: Span, first: int) -> bool:
    """Whether one line above an empty one may be the header of what is below (as SAS prints it)."""
    lines = document.lines
    alone = above[1] - above[0] == 1 and above[1] + 1 == first
    return bool(alone and lines.gaps[above[0]] > 0 and lines.tabs[above[0]] == 0)


def _content(document: Document, first: int, last: int) -> list[Span]:
    """The lines of a range that print something of a table."""
    text = document.text
    starts, ends = document.lines.start[first:last].tolist(), document.lines.end[first:last].tolist()
    said = ((s, text[s[0] : s[1]].strip()) for s in zip(starts, ends, strict=True))
    return [s for s, printed in said if printed and not FOOTER.fullmatch(printed)]


def _block(document: Document, lines: list[Span], *, asked: bool) -> list[Cut]:
    rules = [i for i, s in enumerate(lines) if RULER.fullmatch(document.text, *s)]
    if rules:
        return list(_underlined(document, lines, rules, asked=asked))
    whole = _whole(document, lines, _table, FEWEST_TRIMMED) if _may_hold(document, lines) else None
    inner = _between(document, lines)
    bare = inner is not None and is_better(inner, whole)
    whole = inner if bare else _untitled(document, lines, whole)
    if whole and not asked and is_announced(document, lines, whole):
        whole = None
    found = _sections(document, lines, whole) or ([whole] if whole else [])
    return _bolder(document, lines, found) if asked and not bare else found


def _between(document: Document, lines: list[Span]) -> Cut | None:
    """The table between phrases that touch it, if the first lines of a long block have one."""
    if len(lines) > SAMPLE and not peeled(document, lines[:SAMPLE], partial(_table, document)):
        return None
    return peeled(document, lines, partial(_table, document))


def _untitled(document: Document, lines: list[Span], whole: Cut | None) -> Cut | None:
    """The table without a phrase above its names: a title, or the command that printed the table.

    A name over several columns stands further to the right.
    """
    if whole is None or not is_titled(document.text, lines[0], whole):
        return whole
    rest = _table(document, lines[1:])
    named = rest is not None and (has_header(rest) or announces(document.text, lines[0]))
    return rest if rest and named and rest.width >= whole.width else whole


def _longer(document: Document, found: Cut, stop: int) -> Cut | None:
    """The table with the groups of rows up to a line, where all of them together have its columns."""
    lines = _content(document, document.line_of(found.rows[0][0][0]), stop)
    longer = None if found.above else _table(document, lines) or plain_table(document, lines)
    return longer if longer and longer.width == found.width and len(longer.said) == len(lines) else None


def _underlined(document: Document, lines: list[Span], rules: list[int], *, asked: bool) -> Iterator[Cut]:
    """The table of a block whose header is underlined; rules may also stand above it and part or close rows.

    One rule above the last line sets off a sum, where several rows below a header stand above it.
    Unless ``asked``, all are unbroken and as wide as the rows, and three columns and more have a name each.
    """
    printed = [document.text[a:b].strip() for a, b in lines]
    drawn = frozenset(rules)
    content = [line for i, line in enumerate(lines) if i not in drawn]
    inner = [i for i in rules if 0 < i < len(lines) - 1]
    if not inner or len(content) < FEWEST_LINES or any(DRAWN.fullmatch(printed[i]) is None for i in rules):
        return
    above = inner[0] - (rules[0] == 0)
    if inner == rules == [len(lines) - 2] and above > 1:
        found = _table(document, content)
        if found and has_header(found):
            yield found
        return
    if asked:
        found = _table(document, content) or plain_table(document, content)
    else:
        wide = max(map(len, printed))
        if above != 1 or any(" " in printed[i] or len(printed[i]) * 5 < wide * 4 for i in rules):
            return
        found = _table(document, content) or plain_table(document, content)
        if found and not (_is_underlined(found) and all(found.said[0][1:])):
            return
    if found:
        yield replace(found, above=above)


def _is_underlined(found: Cut) -> bool:
    """Whether one rule below names is no heading's: three columns and more, or two with all cells filled."""
    return found.width >= FEWEST_UNDERLINED or all(map(all, found.said))


def _bolder(document: Document, lines: list[Span], found: list[Cut]) -> list[Cut]:
    """What was found, or what a text has that is said to be a table: all lines, if they have as many columns.

    Lines at the ends are left out as prose, but where the columns run through them they are rows of words.
    """
    if not found:
        plain = by_names(document.text, lines) or plain_table(document, lines) or fine_table(document, lines)
        plain = plain or _whole(document, lines, plain_table, FEWEST_LINES)
        return [plain] if plain else []
    titled = has_header(found[0]) and is_phrase(document.text, lines[0])
    if len(found) > 1 or len(found[0].said) + titled >= len(lines):
        return found
    plain = plain_table(document, lines) or fine_table(document, lines)
    return [plain] if plain and plain.width >= found[0].width else found


def _whole(document: Document, lines: list[Span], read: Reader, fewest: int) -> Cut | None:
    """The table of the lines, or of most of them; None without a look at all of them if many are none."""
    if len(lines) > SAMPLE and not any(read(document, part) for part in _trimmings(lines[:SAMPLE], fewest)):
        return None
    return next(filter(None, (read(document, part) for part in _trimmings(lines, fewest))), None)


def _may_hold(document: Document, lines: list[Span]) -> bool:
    """Whether a block may be a table but for lines at its ends: of a long one, by a part of its first lines.

    Prose is refused by one look so, not by one for each way of cutting off its ends.
    """
    return len(lines) <= SAMPLE or may_part(document, lines[MOST_TRIMMED + 1 : SAMPLE - MOST_TRIMMED])


def _sections(document: Document, lines: list[Span], whole: Cut | None) -> list[Cut]:
    """The tables between lines without a gap: captions that touch their tables, as netstat prints them.

    None where one of them is no table with a header, or has no more columns than all lines together.
    """
    parts: list[list[Span]] = [[]]
    for line in lines:
        if GAP.search(document.text, *line):
            parts[-1].append(line)
        else:
            parts.append([])
    if not 1 < len(parts) <= MOST_SECTIONS:
        return []
    cuts = [_table(document, part) if len(part) > 1 else None for part in parts if part]
    found = [cut for cut in cuts if cut and has_header(cut) and (not whole or cut.width > whole.width)]
    return found if len(found) == len(cuts) else []


def _trimmings(lines: list[Span], trimmed: int) -> Iterator[list[Span]]:
    """The whole block, then with ever more lines cut off its ends."""
    for cut_off in range(2 * MOST_TRIMMED + 1):
        for above in range(cut_off + 1):
            below = cut_off - above
            fewest = trimmed if cut_off else FEWEST_LINES
            if max(above, below) <= MOST_TRIMMED and len(lines) - cut_off >= fewest:
                yield lines[above : len(lines) - below]


def _table(document: Document, lines: list[Span]) -> Cut | None:
    """The table of some lines, below names of groups of its columns if the first line has such."""
    found = level(document, lines)
    if not is_bridged(document.text, lines, found):
        return found
    below = level(document, lines[1:])
    over = spanned(document.text, lines[0], below, [a for a, _ in lines[1:]]) if below else None
    return over if over and (found is None or over.width > found.width) else found


def _matrix(found: Cut) -> CellMatrix:
    owner = owners(found.rows)
    _, first = np.unique(owner, return_index=True)
    spans, texts = [s for row in found.rows for s in row], [s for row in found.said for s in row]
    return freeze(
        owner,
        [[spans[at]] for at in first.tolist()],
        header_rows=found.above or _header_rows(found),
        texts=[texts[at] for at in first.tolist()],
    )


def _header_rows(found: Cut) -> int:
    if len(found.said) > 1 and all(TYPES.fullmatch(s) for s in found.said[1] if s):
        return 2
    return int(has_header(found))
