"""Lines that may be aligned: which of a document's may belong to a space-aligned table, and their blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from gouji.document import Bool, Document, Int
from gouji.matrix import Span
from gouji_standards.lines import bounds
from gouji_standards.rst_blocks import is_literal

LONGEST_LINE = 4_000
"""Characters of a line of an aligned table; longer ones were printed for a program, not for a reader."""
FEWEST_LINES = 2
"""Lines of a block, at least."""
_BRANCH = re.compile(r"[│ ]*[├└](?:─[┬]?)+(?![─┬])[^─-╿]+")
"""A branch of a tree, as lsblk and pstree draw it before a name."""
_CONTENTS = re.compile(r"(?:table of )?contents:?|list of (?:figures|tables):?|目\s*[录錄次]", re.IGNORECASE)
"""The heading of a table of contents."""
_DASHES = "-="
"""What rulers are drawn with that need no box drawing."""
_FOOTER = re.compile(
    r"\[?\(?\d+ rows?(?: x \d+ columns?)?\)?\]?|(?:Name: .*|Length: .*)?(?:dtype|Length): .*|Freq: .*"
    r"|#|# (?:ℹ|… |\.\.\. |i ).*|#.*more (?:rows|variables).*|# A tibble:.*|# A data\.frame:.*|shape: \(.*"
)
"""What a console prints above or below a frame."""


def may_belong(document: Document) -> Bool:
    """Per line whether it may be one of an aligned table."""
    lines = document.lines
    short = lines.end - lines.start <= LONGEST_LINE
    mask: Bool = (lines.printed > 0) & (lines.tabs == 0) & (lines.boxes == 0) & short
    for line in np.flatnonzero((lines.boxes > 0) & (lines.tabs == 0) & short).tolist():
        mask[line] = _BRANCH.fullmatch(document.text, *bounds(document, line)) is not None
    return mask


def ruled(document: Document) -> Bool:
    """Per line whether it stands between a ruler in parts and the next ruler: another layout's rows."""
    taken = np.zeros(len(document.lines.start), dtype=np.bool_)
    opened = -1
    for i in np.flatnonzero(_drawn(document)).tolist():
        if opened >= 0:
            taken[opened : i + 1] = True
        parts = document.line_text(i).split()
        opened = i if len(parts) > 1 else -1
    return taken


def _drawn(document: Document) -> Bool:
    """Per line whether nothing but dashes or equals signs is printed, three at least."""
    lines = document.lines
    drawn: Bool = (lines.count(_DASHES) == lines.printed) & (lines.printed >= len("---"))
    return drawn


def blocks(document: Document, possible: Bool, *, asked: bool) -> Iterator[Span]:
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
    return _CONTENTS.fullmatch(heading) is not None or is_literal(document, first)


def _is_head(document: Document, above: Span, first: int) -> bool:
    """Whether one line above an empty one may be the header of what is below (as SAS prints it)."""
    lines = document.lines
    alone = above[1] - above[0] == 1 and above[1] + 1 == first
    return bool(alone and lines.gaps[above[0]] > 0 and lines.tabs[above[0]] == 0)


def is_solid(document: Document, possible: Bool) -> bool:
    """Whether there are neither gaps nor indents in a text of several blocks: prose."""
    lines = document.lines
    if (lines.gaps[possible] > 0).any() or (lines.indent[possible] > 0).any():
        return False
    printed = lines.printed > 0
    return bool((printed[1:] & ~printed[:-1]).sum() + printed[:1].sum() > 1)


def content(document: Document, first: int, last: int) -> list[Span]:
    """The lines of a range that print something of a table."""
    text = document.text
    starts, ends = document.lines.start[first:last].tolist(), document.lines.end[first:last].tolist()
    said = ((s, text[s[0] : s[1]].strip()) for s in zip(starts, ends, strict=True))
    return [s for s, printed in said if printed and not _FOOTER.fullmatch(printed)]
