"""Tables of a block of lines: all of them, most of them, or parts between captions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from gouji.document import Document
from gouji.matrix import Span
from gouji_standards.fixed.cut import Cut, has_header
from gouji_standards.fixed.foreign import RULER
from gouji_standards.fixed.level import level, may_part
from gouji_standards.fixed.lines import FEWEST_LINES, content
from gouji_standards.fixed.names import by_names
from gouji_standards.fixed.plain import SAMPLE, fine_table, plain_table
from gouji_standards.fixed.spanned import is_bridged, spanned
from gouji_standards.fixed.titles import announces, is_announced, is_better, is_phrase, is_titled, peeled

Reader = Callable[[Document, list[Span]], Cut | None]
"""What reads lines as one table, or not."""
MOST_TRIMMED = 2
"""Lines of prose that may touch a table above or below without an empty line between."""
FEWEST_TRIMMED = 3
"""Lines that must be left when others were cut off."""
MOST_SECTIONS = 20
"""Parts of a block between lines without a gap that are tried as tables of their own."""
FEWEST_UNDERLINED = 3
"""Columns of a table whose header is underlined by one unbroken rule: a heading has one."""
_DRAWN = re.compile(r"[-=_─━═]+(?: +[-=_─━═]+)*")
"""A rule as blanks part columns: without a bar or a crossing."""
_GAP = re.compile(r"[ \xa0\u3000]{2}|\u3000")
"""Blanks between two cells."""


def tables_of(document: Document, lines: list[Span], *, asked: bool) -> list[Cut]:
    """The tables of a block's lines, none where they are no table; if ``asked``, columns alone make one."""
    if not lines:
        return []
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


def longer(document: Document, found: Cut, stop: int) -> Cut | None:
    """The table with the groups of rows up to a line, where all of them together have its columns."""
    lines = content(document, document.line_of(found.rows[0][0][0]), stop)
    whole = None if found.above else _table(document, lines) or plain_table(document, lines)
    return whole if whole and whole.width == found.width and len(whole.said) == len(lines) else None


def _underlined(document: Document, lines: list[Span], rules: list[int], *, asked: bool) -> Iterator[Cut]:
    """The table of a block whose header is underlined; rules may also stand above it and part or close rows.

    One rule above the last line sets off a sum, where several rows below a header stand above it.
    Unless ``asked``, all are unbroken and as wide as the rows, and three columns and more have a name each.
    """
    printed = [document.text[a:b].strip() for a, b in lines]
    drawn = frozenset(rules)
    content = [line for i, line in enumerate(lines) if i not in drawn]
    inner = [i for i in rules if 0 < i < len(lines) - 1]
    if not inner or len(content) < FEWEST_LINES or any(_DRAWN.fullmatch(printed[i]) is None for i in rules):
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
        if _GAP.search(document.text, *line):
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
