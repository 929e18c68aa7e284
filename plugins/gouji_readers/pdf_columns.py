"""Tables without rules: rows of cells whose figures stand under each other, with the header above them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from gouji_readers import pdf_unfilled
from gouji_readers.pdf_band import (
    CLEAR,
    Stretch,
    bands_of,
    beyond,
    meet,
    over,
    under,
    value,
    values,
    with_others,
)
from gouji_readers.pdf_block import LETTER, NUMBER, Block, Row
from gouji_readers.pdf_found import Found, Placed
from gouji_readers.pdf_head import whole
from gouji_readers.pdf_names import astride, columns, nameless, with_header

HEADERS = 8
"""Rows of a header, its title among them."""
TITLED = re.compile(r"[一二三四五六七八九十]{1,3}、")
"""What begins a numbered title, or a row's label."""
TITLE = 40
"""Characters of a line that may be a table's title; a longer one is prose."""
LEAST_ROWS = 1
LEVEL = 0.5
"""Shares of the font's size by which the baselines of a row's figures may differ."""
NEAR = 0.5
"""The same between a figure and the words of its sentence."""
ABOVE = 6.0
"""Lines between a table's header, a row, and the next one; what stands farther apart is no table."""


def tables(rows: Sequence[Row], paper: float, pages: Sequence[float] = ()) -> Iterator[Found]:
    """The tables among the rows of pages that begin at some places, on paper of a width, in their order."""
    start = 0
    above: Found | None = None
    while start < len(rows):
        first = next((n for n in range(start, len(rows)) if _figures(rows[n])), None)
        if first is None:
            break
        top = _head(rows, start, first)
        head = whole(rows[top:first], pages)
        stop = _end(rows, first, columns(head))
        body = rows[first:stop]
        turned = _turned(above, rows[first][0], pages)
        again = top == start and turned
        found = _repeated(head, body, paper, above) if again else None
        named = any(map(_labelled, body))
        if found is None and (head or named) and not _reached(head, body[0]):
            found = _below_title(head, body, paper) or _table(head, body, paper, above)
            found = found or (_headless(head, body, paper) if named else None)
            if found is None and (found := _below_title(head, body, paper, numbered=False)) is not None:
                yield from pdf_unfilled.tables(head[: -found.names])
        if found is not None:
            found.head = found.head or _texts(head)
        if above is not None:
            if turned:
                _part(above, rows[first], found)
            yield above
        above, start = found, stop if found is None else first + found.body
    if above is not None:
        yield above


def _part(above: Found, first: Row, found: Found | None) -> None:
    """Leave a label and figures to no table that a page parts: they may be one row's."""
    last = [block for _, _, block in above.rows[-1]]
    if not values(last) and _unnamed(first):
        above.rows.pop()
    elif (
        _unnamed(last) and found is not None and found.again and not values([b for _, _, b in found.rows[0]])
    ):
        found.rows.pop(0)


def _labelled(row: Row) -> bool:
    """Whether a row has a label beside its figures."""
    return len(values(row)) not in (0, len(row))


def _unnamed(row: Row) -> bool:
    """Whether a row has figures and no label."""
    return all(map(value, row))


def _turned(above: Found | None, block: Block, pages: Sequence[float]) -> bool:
    """Whether a block stands on a page after that of the table above."""
    last = above.rows[-1][-1][2].box[1] if above is not None else block.box[1]
    return bisect_right(pages, last) < bisect_right(pages, block.box[1])


def _texts(rows: Sequence[Row]) -> list[list[str]]:
    return [[block.text for block in row] for row in rows]


def _repeated(head: Sequence[Row], body: Sequence[Row], paper: float, above: Found | None) -> Found | None:
    """The table below a header that a page repeats, with the columns of the one above; None for others.

    Below the header a label may go on that the page cut.
    """
    if above is None or not above.headed:
        return None
    again = _again(_texts(head), above.head)
    rest = head[again:]
    if not any(len(row) > 1 for row in head[:again]) or any(
        b.box[2] > above.bands[0][0] for r in rest for b in r
    ):
        return None
    found = _table((), [*rest, *body], paper, above)
    if found is None or not found.headed or found.body <= len(rest):
        return None
    found.body -= len(rest)
    found.head, found.again = above.head, head[:again]
    return found


def _again(said: Sequence[Sequence[str]], head: Sequence[Sequence[str]]) -> int:
    """With how many rows a page repeats a header, to its last one; its first may be a running head."""
    known = {text for row in head for text in row}
    own = list(takewhile(known.issuperset, said))
    return next((n for n in range(len(own), 0, -1) if head and own[n - 1] == head[-1]), 0)


def _figures(row: Row) -> bool:
    """Whether a row holds figures beside a label or each other, none of them between words."""
    return len(row) > 1 and any(value(block) for block in row[1:]) and not _in_words(row)


def _head(rows: Sequence[Row], start: int, first: int) -> int:
    """Where the header of a table begins, its title included."""
    top = first
    while top > max(start, first - HEADERS) and _may_head(rows[top - 1]):
        top -= 1
    return top


def _may_head(row: Row) -> bool:
    """Whether a row may be a header's, names or a title: digits alone or below each other are figures."""
    names = (len(row) > 1 or len(row[0].text) <= TITLE) and not all(map(value, row))
    return names and not any(block.digits or _over_figure(block) for block in row) and not _in_words(row)


def _over_figure(block: Block) -> bool:
    """Whether a block of words ends in a line that is a figure: that of the row below them."""
    return len(block.lines) > 1 and NUMBER.fullmatch(block.lines[-1].piece.text) is not None


def _end(rows: Sequence[Row], first: int, names: Sequence[Stretch]) -> int:
    """Where a table ends: before a text that stands right of its labels, or in another order on the page.

    No label stands below the names of two columns, no prose with a number below a table's figures.
    """
    left, edge = float("inf"), 0.0
    for number in range(first, len(rows)):
        row, before = rows[number], rows[max(number - 1, first)]
        if row[-1].box[1] < before[-1].box[1]:
            return number
        figures = values(row) if _figures(row) else []
        if _reads_on(figures) and not _reads_on(values(rows[first])) and row[0].box[2] > left:
            return number
        if _in_words(row):
            return number
        if figures:
            left = min(left, *(b.box[0] for b in figures))
            edge = max([edge, *(b.box[2] for b in row[: len(row) - len(figures)])])
        elif any(b.box[2] > left or b.box[0] > edge > 0 or len(over(b, names)) > 1 for b in row):
            return number
    return len(rows)


def _reads_on(figures: Row) -> bool:
    """Whether words follow a figure, as in prose."""
    return not all(map(value, figures))


def _below_title(
    head: Sequence[Row], body: Sequence[Row], paper: float, *, numbered: bool = True
) -> Found | None:
    """The table below a header's last title, or numbered one, above which another may end without any figure.

    None where what stands below it does not name all columns of figures.
    """
    titles = (n for n, row in enumerate(head) if len(row) == 1)
    last = max((n for n in titles if not numbered or TITLED.match(head[n][0].text)), default=None)
    if last is None:
        return None
    own, bands = head[last + 1 :], bands_of(body)
    names = columns(own)
    named = all(any(meet(band, name) for name in names) for band in bands)
    found = _table(own, body, paper) if own and named else None
    if found is not None:
        found.head = _texts(own)
    return found


def _in_words(row: Row) -> bool:
    """Whether a figure stands right between words, as in prose."""
    return any(
        value(own)
        and not value(before)
        and not value(after)
        and own.box[0] - before.box[2] < NEAR * own.lines[0].piece.size
        and after.box[0] - own.box[2] < NEAR * own.lines[0].piece.size
        for before, own, after in zip(row, row[1:], row[2:], strict=False)
    )


def _headless(head: Sequence[Row], body: Sequence[Row], paper: float) -> Found | None:
    """The table below a header whose cells cannot be told; None where it names a column without figures."""
    found = _table((), body, paper)
    if found is None:
        return None
    bands = bands_of(body)
    found.headed = len(head) > 0
    return found if all(over(b, bands) for row in head for b in row if b.box[0] > bands[0][0]) else None


def _table(
    head: Sequence[Row], body: Sequence[Row], paper: float, above: Found | None = None
) -> Found | None:
    """The table of some rows; None where its columns cannot be told.

    Without a header it has the columns of the table above, where its figures stand under those.
    """
    stubs = [row[: len(row) - len(values(row))] for row in body]
    bands = bands_of(body)
    edge = max(
        (b.box[2] for row, stub in zip(body, stubs, strict=True) if stub != row for b in stub), default=0.0
    )
    if not bands or edge > bands[0][0] or not _level([values(row) for row in body]):
        return None
    goes_on = not head and above is not None and above.headed and under(bands, above.bands)
    others = above.bands if goes_on and above else ()
    bands = with_others(bands, others) if goes_on else with_header(bands, head, body, edge)
    if _doubtful(bands, head, body, edge):
        return None
    body, stubs = body[: _below_columns(stubs, bands)], stubs[: _below_columns(stubs, bands)]
    if _torn_off(body, stubs) or _beheaded(head, stubs, bands):
        return None
    depth = max(map(len, stubs))
    rows = [_head_row(row, bands, edge, depth) for row in head]
    rows += [_body_row(row, stub, bands, depth) for row, stub in zip(body, stubs, strict=True)]
    placed = [row for row in rows if row is not None]
    hidden = {depth + n for n in beyond(bands, body, paper)}
    headed = bool(head) or goes_on
    found = Found(placed, depth + len(bands), len(body), bands, headed=headed, hidden=hidden, names=len(head))
    return found if len(placed) == len(rows) else None


def _doubtful(bands: Sequence[Stretch], head: Sequence[Row], body: Sequence[Row], edge: float) -> bool:
    """Whether labels reach into the columns, or it cannot be told which name or label figures belong to."""
    told = edge <= bands[0][0] and not nameless(bands, head, body, edge)
    return not told or _run_into(body) or astride(head, body, edge)


def _torn_off(body: Sequence[Row], stubs: Sequence[Row]) -> bool:
    """Whether figures without a label stand next to labels without figures: parts of one row."""
    named = [any(LETTER.search(block.text) for block in stub) for stub in stubs]
    alone = [name - (len(row) > len(stub)) for name, row, stub in zip(named, body, stubs, strict=True)]
    return any(a * b < 0 for a, b in pairwise(alone))


def _beheaded(head: Sequence[Row], stubs: Sequence[Row], bands: Sequence[Stretch]) -> bool:
    """Whether figures without a label stand below words that name no column: those may be their label."""
    return bool(head and stubs and not stubs[0]) and all(b.box[2] <= bands[0][0] for b in head[-1])


def _reached(head: Sequence[Row], row: Row) -> bool:
    """Whether words above figures without a label reach down beside them, as a label that its cell breaks."""
    top = min(block.box[1] for block in row)
    return _unnamed(row) and any(block.box[3] > top + CLEAR for above in head for block in above)


def _run_into(body: Sequence[Row]) -> bool:
    """Whether a label without figures stands beside digits below each other, which may be its own then.

    What stands left of it is the label of other rows too.
    """
    stacks = [block.box for row in body for block in row if block.digits]
    bare = [row[-1].box for row in body if not values(row)]
    return any(top < below and above < bottom for _, top, _, bottom in stacks for _, above, _, below in bare)


def _level(values: Sequence[Row]) -> bool:
    """Whether the figures of each row stand on one line, and each row below the one before."""
    last = float("-inf")
    for row in values:
        bases = [block.lines[0].base for block in row if block.figure]
        if not bases:
            continue
        if max(bases) - min(bases) > LEVEL * row[0].lines[0].piece.size or min(bases) <= last:
            return False
        last = max(bases)
    return True


def _below_columns(stubs: Sequence[Row], bands: Sequence[Stretch]) -> int:
    """How many rows a table has before one with words in its columns, as another table's header has."""
    edge = bands[0][0]
    return next((n for n, stub in enumerate(stubs) if any(b.box[2] > edge for b in stub)), len(stubs))


def _head_row(row: Row, bands: Sequence[Stretch], edge: float, depth: int) -> Placed | None:
    """The blocks of a header's row with their columns; None where two stand over one column."""
    out: Placed = []
    taken = 0
    for block in row:
        columns = over(block, bands)
        if not columns or (block.box[0] < edge and depth):
            first, stop = taken, max(taken + 1, depth + (columns[-1] + 1 if columns else 0))
        else:
            first, stop = depth + columns[0], depth + columns[-1] + 1
        if first < taken or stop > depth + len(bands):
            return None
        out.append((first, stop, block))
        taken = stop
    return out


def _body_row(row: Row, stub: Row, bands: Sequence[Stretch], depth: int) -> Placed | None:
    """The labels and figures of a row with their columns; None where a figure has none of its own."""
    figures = values(row)
    columns = [over(block, bands) for block in figures]
    if any(len(own) != 1 for own in columns) or len({own[0] for own in columns}) != len(columns):
        return None
    first = depth - len(stub)
    labels = [(first + n, first + n + 1, block) for n, block in enumerate(stub)]
    return [
        *labels,
        *((depth + n, depth + n + 1, block) for (n,), block in zip(columns, figures, strict=True)),
    ]
