"""Plain HTML tables of very many cells: their tags are read as arrays, without a node for each.

A table is plain where its source has nothing but rows of as many cells, each closed, without tags in them
and merged over nothing. What tree construction makes of such a source is known beforehand; every other source
goes through it (``html_tree``). A table of a million cells takes a tenth of the time so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gouji.document import Bool, Int
from gouji.line_table import PIECE, Codes, blocks_of, codes_of, within
from gouji.matrix import CellMatrix, Int32, uniform
from gouji_standards.code_spans import STRIPPED, holding, trim
from gouji_standards.html_open import flag_of
from gouji_standards.html_text import spoken
from gouji_standards.html_tokens import TIDY

SMALLEST = 1 << 14
"""Characters of a table from which on arrays pay."""
MOST_BLANKS = 20
"""Blanks between tags that are looked at together; what more there are is looked at one by one."""
MOST_SECTIONS = 100
"""Start and end tags of ``thead`` and ``tbody`` that are looked at one by one."""
FEWEST_CELLS = 10
"""Cells from which on a table without links and controls holds data (see ``html_arranged``)."""
_START, _END, _TD, _TH, _ROW, _CLOSED, _ROW_END, _SECTION, _SECTION_END = range(9)
_FOLLOWS = {
    _START: (_ROW, _SECTION),
    _TD: (_CLOSED,),
    _TH: (_CLOSED,),
    _CLOSED: (_TD, _TH, _ROW_END),
    _ROW: (_TD, _TH),
    _ROW_END: (_ROW, _SECTION, _SECTION_END, _END),
    _SECTION: (_ROW,),
    _SECTION_END: (_SECTION, _END),
}
_MAY_FOLLOW = np.zeros((9, 9), dtype=np.bool_)
for _kind, _following in _FOLLOWS.items():
    _MAY_FOLLOW[_kind, _following] = True
_CASELESS = 0xDF
_SECTION_TAG = re.compile(r"<(/?)(thead|tbody)>", re.IGNORECASE)
_WHITE = blocks_of("\t\n\f\r ")
_CLEAN = np.array([chr(code).isprintable() for code in range(1 << 16)], dtype=np.bool_)
_CLEAN_ASCII = ((0x20, 0x25), (0x27, 0x7E))


@dataclass(frozen=True, slots=True)
class _Tags:
    """The tags of a source: the offsets of ``<`` and ``>``, and what each tag is."""

    opens: Int
    closes: Int
    kinds: NDArray[np.int8]
    head_rows: int


def plain_matrix(text: str, start: int, end: int) -> CellMatrix | None:
    """The matrix of a table whose content is ``text[start:end]``, None if it is not plain."""
    source = text[start:end]
    codes = codes_of(source)
    if codes.itemsize > 2:  # noqa: PLR2004 - signs beyond the basic plane are left to the tree
        return None
    tags = _tags(source, codes)
    if tags is None:
        return None
    cell = np.flatnonzero((tags.kinds == _TD) | (tags.kinds == _TH))
    rows = np.flatnonzero(tags.kinds == _ROW)
    width = len(cell) // max(len(rows), 1)
    if len(cell) < FEWEST_CELLS or len(cell) != width * len(rows):
        return None
    if (tags.kinds[np.minimum(rows + 2 * width + 1, len(tags.kinds) - 1)] != _ROW_END).any():
        return None
    if ((codes[tags.opens[cell] + 2] ^ codes[tags.opens[cell + 1] + 3]) & _CASELESS).any():
        return None  # a td that th ends, or the other way round
    first, last = tags.closes[cell] + 1, tags.opens[cell + 1]
    spans = np.stack((first, last), axis=1).astype(np.int32)
    said = _read(text, start, codes, spans)
    head = (tags.kinds[cell] == _TH).reshape(-1, width)
    spans += start
    header_rows, header_cols = _headers(head, tags.head_rows)
    return uniform(spans, width, header_rows=header_rows, header_cols=header_cols, said=said, text=text)


def _tags(source: str, codes: Codes) -> _Tags | None:
    """The tags, if they are a plain table's and only blanks stand between those that open no cell."""
    opens, closes = np.flatnonzero(codes == ord("<")), np.flatnonzero(codes == ord(">"))
    if len(opens) != len(closes) or not len(opens):
        return None
    if (opens > closes).any() or (closes[:-1] > opens[1:]).any():
        return None
    kinds = _kinds(codes, opens, closes)
    sections = _sections(source, opens, closes, kinds)
    if sections is None or not _fits(kinds) or not _is_blank_between(codes, opens, closes, kinds):
        return None
    if not _are_quiet(source, opens, closes, kinds):
        return None
    return _Tags(opens, closes, kinds, _head_rows(kinds, sections))


def _sections(source: str, opens: Int, closes: Int, kinds: NDArray[np.int8]) -> list[tuple[int, str]] | None:
    """The number and name of each section's start tag, noted in the kinds; None where other tags stand."""
    other = np.flatnonzero(kinds < 0).tolist()
    names = []
    for tag in other[: MOST_SECTIONS + 1]:
        found = _SECTION_TAG.fullmatch(source, int(opens[tag]), int(closes[tag]) + 1)
        if found is None or len(other) > MOST_SECTIONS:
            return None
        kinds[tag] = _SECTION_END if found[1] else _SECTION
        names += [] if found[1] else [(tag, found[2].lower())]
    return names


def _head_rows(kinds: NDArray[np.int8], sections: list[tuple[int, str]]) -> int:
    """The rows of the sections before the first that is no head, where the table begins with one."""
    if not sections or sections[0][0]:
        return 0
    body = next((tag for tag, name in sections if name != "thead"), len(kinds))
    return int(np.count_nonzero(kinds[:body] == _ROW))


def _kinds(codes: Codes, opens: Int, closes: Int) -> NDArray[np.int8]:
    """What each tag is, -1 for what is no row and no cell."""
    size = closes - opens
    first, second, third = (codes[np.minimum(opens + n, closes)] for n in (1, 2, 3))
    kinds = np.full(len(opens), -1, dtype=np.int8)
    start = (first | 0x20 == ord("t")) & ((size == len("<td")) | within(_WHITE, third))
    end = (first == ord("/")) & (second | 0x20 == ord("t")) & (size == len("</td"))
    for letter, kind, closing in (("d", _TD, _CLOSED), ("h", _TH, _CLOSED), ("r", _ROW, _ROW_END)):
        kinds[start & (second | 0x20 == ord(letter))] = kind
        kinds[end & (third | 0x20 == ord(letter))] = closing
    return kinds


def _fits(kinds: NDArray[np.int8]) -> bool:
    """Whether the tags follow each other as a plain table's do, each cell closed by its own end tag."""
    around = np.concatenate(([_START], kinds, [_END]))
    return bool(_MAY_FOLLOW[around[:-1], around[1:]].all())


def _is_blank_between(codes: Codes, opens: Int, closes: Int, kinds: NDArray[np.int8]) -> bool:
    """Whether nothing is printed outside the cells."""
    starts, ends = np.append(0, closes + 1), np.append(opens, len(codes))
    outside = np.append(True, (kinds != _TD) & (kinds != _TH)) & (starts < ends)
    starts, ends = starts[outside], ends[outside]
    for _ in range(MOST_BLANKS):
        if not within(_WHITE, codes[starts]).all():
            return False
        starts = starts + 1
        starts, ends = starts[starts < ends], ends[starts < ends]
    return all(bool(within(_WHITE, codes[a:b]).all()) for a, b in zip(starts, ends, strict=True))


def _are_quiet(source: str, opens: Int, closes: Int, kinds: NDArray[np.int8]) -> bool:
    """Whether no attribute merges or hides anything; attributes repeat, so each text of them counts once."""
    more = (closes - opens > len("<td")) & ((kinds == _TD) | (kinds == _TH) | (kinds == _ROW))
    pairs = zip((opens[more] + len("<td")).tolist(), (closes[more] + 1).tolist(), strict=True)
    rests = {source[a:b] for a, b in pairs}
    return all(TIDY.fullmatch(rest) and "span" not in rest.lower() and not flag_of(rest) for rest in rests)


def _read(text: str, start: int, codes: Codes, spans: Int32) -> dict[int, str]:
    """Take the blanks off the spans of the cells, in place; what those say that do not say their characters.

    The spans count from the offset ``start``.
    """
    source = text[start : start + len(codes)]
    whole = spans.copy()
    trim(source, spans, np.append(within(STRIPPED.blocks, codes), False), 0)
    double = codes == ord(" ")
    odd = odd_signs(codes)
    odd[:-1] |= double[:-1] & double[1:]
    said = {}
    starts, ends = spans.T.astype(np.int64)
    for cell in np.flatnonzero(holding(odd, starts, ends)).tolist():
        first, last = whole[cell].tolist()
        words, [(a, b)] = spoken([(start + first, start + last)], text, start + first)
        spans[cell] = a - start, b - start
        said[cell] = words
    return said


def odd_signs(codes: Codes) -> Bool:
    """Which signs do not print themselves: blanks but the space, controls, ``&``, and all beyond U+FFFF."""
    odd = ~within(_CLEAN_ASCII, codes)
    for at in range(0, len(codes), PIECE):
        part = codes[at : at + PIECE]
        wide = np.flatnonzero(part > _CLEAN_ASCII[-1][1])
        odd[at + wide] = ~_CLEAN[np.minimum(part[wide].astype(np.int32), len(_CLEAN) - 1)]
    return odd


def _headers(head: Bool, head_rows: int) -> tuple[int, int]:
    """Header rows (of the head, else leading rows of ``th`` only) and leading columns of ``th`` below."""
    rows = head_rows or _leading(np.logical_and.reduce(head, axis=1))
    return rows, _leading(np.logical_and.reduce(head[rows:], axis=0)) if rows < len(head) else 0


def _leading(flags: Bool) -> int:
    """How many flags hold before the first that does not."""
    return len(flags) if flags.all() else int(flags.argmin())
