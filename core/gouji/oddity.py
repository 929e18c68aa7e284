"""Oddities of a printed table that a reader should know, as findings in plain words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from gouji import section
from gouji.document import Document
from gouji.judged import contested
from gouji.matrix import CellMatrix, Span
from gouji.printed import Print
from gouji.reading import Reading
from gouji.reconcile import Site
from gouji.report import STATED, Cell, Finding
from gouji.schema import Schema
from gouji.wording import labels_of, wordings

ROWS = 3
"""Rows a pattern needs before it is said of a table."""
DISORDER = frozenset(
    {"order in doubt", "lines doubled", "rows lost below", "rows lost beside", "rows lost within"}
)
"""Why a row is open whose figures may be another's."""


def find(document: Document, sites: Sequence[Site], lead: Schema, stretch: Span) -> Iterator[Finding]:
    """Everything odd about the sites of one report and about the sections around them."""
    for site in sites:
        for look in LOOKS:
            yield from look(site)
    found = section.headings(document, lead, stretch, labels_of(lead))
    yield from section.judge(found, lead, [(s.table, s.stretch) for s in sites])
    yield from decoding(document)


def decoding(document: Document) -> Iterator[Finding]:
    """Characters that could not be decoded, and what the reader of a file remarks."""
    if document.encoding.remark:
        yield Finding("decode-remark", document.encoding.remark, "info")
    if document.encoding.replaced:
        count, name = document.encoding.replaced, document.encoding.name
        yield Finding(
            "decode-replaced", f"{count} characters could not be decoded as {name} and were replaced"
        )


def lines_of(readings: Sequence[Reading]) -> str:
    """The source lines of some readings, from 1, runs written as a–b."""
    return _lines(r.lines for r in readings)


def _lines(ranges: Iterable[tuple[int, int]]) -> str:
    """Half-open ranges of lines, counted from 0, as people write them."""
    numbers = sorted({n for first, stop in ranges for n in range(first + 1, stop + 1)})
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    word = "line" if len(numbers) == 1 else "lines"
    return f"{word} " + ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def _rows(readings: Sequence[Reading]) -> str:
    if len(readings) == 1:
        return f"row {readings[0].label}" if readings[0].block.rows else "the row of figures"
    return f"{len(readings)} rows"


def _finding(code: str, site: Site, readings: Sequence[Reading], text: str, **extra: object) -> Finding:
    return Finding(
        code,
        f"{site.table}: {text}",
        table=site.table,
        keys=tuple(key for r in readings for key in r.keys),
        spans=tuple(s for r in readings for s in r.label_spans),
        line=readings[0].lines[0] + 1 if readings else None,
        **extra,  # type: ignore[arg-type]
    )


def _surplus(site: Site) -> Iterator[Finding]:
    """Rows with more figures than columns."""
    alike: dict[tuple[int, int], list[Reading]] = defaultdict(list)
    for reading in site.best():
        if reading.surplus:
            alike[len(reading.columns) + reading.surplus, len(reading.columns)].append(reading)
    for (figures, columns), readings in alike.items():
        text = f"{_rows(readings)} ({lines_of(readings)}) print {figures} figures for {columns} columns"
        yield _finding("surplus-figures", site, readings, text)


def _columns_missing(site: Site) -> Iterator[Finding]:
    lost = [r for r in site.best() if "columns missing" in r.assumed]
    if lost:
        slots, columns = len(lost[0].slots), len(lost[0].columns)
        text = (
            f"{_rows(lost)} ({lines_of(lost)}) print {slots} of {columns} columns; "
            "the columns follow from the other rows and the equations"
        )
        yield _finding("columns-missing", site, lost, text)


def _dropped(site: Site) -> Iterator[Finding]:
    """Rows whose blank cells left no trace, and rows that print no figure at all."""
    short = [r for r in site.best() if r.dropped and r.figures]
    if short:
        undetermined = [r for r in short if len({r.values(p) for p in r.placements}) != 1]
        text = f"blank cells left no trace in {_rows(short)} ({lines_of(short)}); "
        text += f"the columns of {len(undetermined)} of them are undetermined"
        yield _finding("blanks-dropped", site, short, text, verdict="open" if undetermined else "note")
    empty = [r for r in site.best() if r.dropped and not r.figures]
    if empty:
        text = (
            f"{_rows(empty)} ({lines_of(empty)}) print no figure at all ({len(empty[0].columns)} blanks each)"
        )
        yield _finding("rows-without-figures", site, empty, text, severity="info")


def _fragments(site: Site) -> Iterator[Finding]:
    readings = [r for r in site.best() if r.grid]
    matrices: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        matrices[id(_matrix(reading))].append(reading)
    pieces = [(_matrix(rs[0]).shape[1], [r.lines for r in rs]) for rs in matrices.values()]
    if len(pieces) > 1:
        yield _finding("fragments", site, readings[:1], _pieces(pieces), severity="info")


Piece = tuple[int, Sequence[tuple[int, int]]]
"""A fragment of a table: its columns, and the half-open range of lines of each of its rows."""


def _pieces(pieces: Sequence[Piece]) -> str:
    widths = ", ".join(str(width) for width, _ in pieces)
    parts = "; ".join(_lines(lines) for _, lines in pieces)
    return f"printed in {len(pieces)} fragments of {widths} columns ({parts})"


def fragments(
    table: str, pieces: Sequence[Piece], keys: tuple[str, ...], label: Sequence[Span]
) -> Iterator[Finding]:
    """What is said of a table in several pieces; ``keys`` and ``label`` are those of its first row."""
    if len(pieces) > 1:
        text, line = f"{table}: {_pieces(pieces)}", pieces[0][1][0][0] + 1
        yield Finding("fragments", text, "info", table=table, keys=keys, spans=tuple(label), line=line)


def _split_rows(site: Site) -> Iterator[Finding]:
    for reading in site.best():
        if reading.parts > 1:
            text = f"row {reading.label} is split over {reading.parts} fragments ({lines_of([reading])})"
            yield _finding("row-split", site, [reading], text, severity="info")


def _label_columns(site: Site) -> Iterator[Finding]:
    """Row labels that stand in another column than those of their kind, no group label beside them."""
    kinds: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for reading in site.best():
        if reading.grid and reading.block.rows and not _matrix(reading).ragged:
            kinds[reading.block.id, len(reading.block.rows[reading.row].label.path)].append(reading)
    for readings in kinds.values():
        usual = Counter(r.left for r in readings).most_common(1)[0][0]
        for reading in readings:
            if reading.left != usual and not _beside(reading):
                text = (
                    f"row {reading.label} ({lines_of([reading])}) stands in column {reading.left}, rows "
                    f"of its kind in column {usual}: its group label was lost or its cells moved"
                )
                yield _finding("label-column", site, [reading], text, severity="info")


def _lead(site: Site) -> Print:
    return next(p for p in site.prints if p.schema.id == site.schema.id)


def _matrix(reading: Reading) -> CellMatrix:
    assert reading.strand is not None
    return reading.strand.sources[reading.matrix].matrix


def _beside(reading: Reading) -> bool:
    """Whether other text stands left of a row's label in its own physical row."""
    strand = reading.strand
    assert strand is not None
    return any(
        p.kind == "text" and p.left < reading.left
        for row in reading.rows
        for p in strand.pieces[slice(*strand.rows[row])]
    )


def _stray(site: Site) -> Iterator[Finding]:
    """Text between the rows of a table that is no label of the form."""
    printed = _lead(site)
    if not any(r.block.rows and not r.block.open_rows for r in site.best()):
        return
    marked = {i for m in printed.marked.marks for i in m.pieces}
    stray = [
        p
        for i, p in enumerate(printed.marked.strand.pieces[slice(*printed.extent)], printed.extent[0])
        if p.kind == "text" and i not in marked and (p.label or p.body)
    ]
    if not stray:
        return
    lines = [printed.marked.strand.document.line_of(p.spans[0][0]) + 1 for p in stray]
    shown = "; ".join(f"{p.text[:20]} (line {n})" for p, n in zip(stray[:5], lines, strict=False))
    more = f" and {len(stray) - 5} more" if len(stray) > 5 else ""  # noqa: PLR2004 - five are enough to see
    yield Finding(
        "stray-text",
        f"{site.table}: text that is no label of the form: {shown}{more}",
        "info",
        table=site.table,
        spans=tuple(s for p in stray for s in p.spans),
        line=lines[0],
    )


def _wordings(site: Site) -> Iterator[Finding]:
    """Labels worded or numbered otherwise than in the form."""
    yield from wordings(_lead(site), site)


def _units(site: Site) -> Iterator[Finding]:
    yield from unitless(site.schema, site.table, site.cells)


def unitless(schema: Schema, table: str, cells: Mapping[str, Cell]) -> Iterator[Finding]:
    """Amounts of a table without a unit."""
    for cell in cells.values():
        column = schema.columns.get(cell.key)
        if column and column.type == "money" and not column.unit and cell.value and not cell.unit:
            text = f"{cell.key} {cell.raw}: no unit printed; not rescaled"
            yield Finding("unit-missing", text, "info", table=table, keys=(cell.key,), spans=cell.spans)


def _blank_columns(site: Site) -> Iterator[Finding]:
    yield from blank_columns(site.schema, site.table, site.cells)


def blank_columns(schema: Schema, table: str, cells: Mapping[str, Cell]) -> Iterator[Finding]:
    """Columns of a table's blocks that are blank in every row while others are filled."""
    for block in schema.table(table).blocks:
        if len(block.rows) < ROWS:
            continue
        columns = range(len(block.columns))
        filled = [_count(block.key, len(block.rows), c, cells) for c in columns]
        blank = [c for c in columns if not filled[c]]
        open_ = any(c.status not in (*STATED, "blank") for c in cells.values())
        if blank and any(filled) and not open_:
            names = "、".join(block.columns[c].label.text for c in columns if filled[c])
            count = sum(
                cells[k].status == "blank"
                for r in range(len(block.rows))
                for c in blank
                if (k := block.key(r, c)) in cells
            )
            text = f"{table}: only {names} is filled; {count} cells of the other columns are blank"
            yield Finding("columns-blank", text, "info", table=table)


def _count(key: Callable[[int, int], str], rows: int, column: int, cells: Mapping[str, Cell]) -> int:
    stated = (cells.get(key(r, column)) for r in range(rows))
    return sum(c is not None and c.status in STATED for c in stated)


def _completeness(site: Site) -> Iterator[Finding]:
    table = site.schema.table(site.table)
    found = {(r.block.id, r.row) for r in site.best()}
    missing = [
        b.rows[r].label.text if b.rows else b.id
        for b in table.blocks
        for r in range(b.height)
        if (b.id, r) not in found and not b.open_rows
    ]
    if missing:
        text = f"{site.table}: {len(missing)} rows of the form were not found: {'; '.join(missing)}"
        yield Finding("rows-missing", text, "warning", "open", table=site.table)
    else:
        yield from complete(site.table, site.cells)


def complete(table: str, cells: Mapping[str, Cell]) -> Iterator[Finding]:
    """Whether a table whose rows were all found has a figure in every cell."""
    if all(c.status in STATED for c in cells.values()):
        yield Finding("complete", f"{table}: complete, a figure in every cell", "info", table=table)


def _disputes(site: Site) -> Iterator[Finding]:
    for judged in site.rows.values():
        rivals = contested(judged)
        if rivals:
            names = " and ".join(sorted({r.layout for r in rivals}))
            text = f"{_rows(rivals[:1])} ({lines_of(rivals)}) is read differently by {names}"
            yield _finding("contested", site, rivals[:1], text, verdict="open")


def _unreadable(site: Site) -> Iterator[Finding]:
    for cell in site.cells.values():
        if cell.status == "ambiguous" and not cell.candidates and cell.spans:
            text = f"{site.table}: {cell.raw!r} in {cell.key} is neither a figure nor blank"
            yield Finding(
                "unreadable", text, "warning", "open", table=site.table, keys=(cell.key,), spans=cell.spans
            )


def _editions(site: Site) -> Iterator[Finding]:
    for foreign in sorted(site.foreign):
        text = f"{site.table}: some blocks follow {foreign}, the others {site.schema.id}"
        yield Finding("hybrid", text, "info", table=site.table)


def _order(site: Site) -> Iterator[Finding]:
    moved = [
        r for r in site.best() if not r.placements and (DISORDER.intersection(r.assumed) or not r.figures)
    ]
    if moved:
        text = f"labels and figures do not take turns; {_rows(moved)} ({lines_of(moved)}) may have another's"
        yield _finding("order-lost", site, moved, text, severity="warning", verdict="open")


def _limit(site: Site) -> Iterator[Finding]:
    if site.overrun:
        most = site.prints[0].marked.strand.document.limits.steps
        searched = f"the search for joint placements was stopped at {most} steps (limit steps)"
        text = f"{site.table}: {searched}; rows stay open"
        yield Finding("limit:steps", text, "warning", "open", table=site.table)


LOOKS: tuple[Callable[[Site], Iterator[Finding]], ...] = (
    _disputes,
    _unreadable,
    _surplus,
    _columns_missing,
    _dropped,
    _completeness,
    _fragments,
    _split_rows,
    _label_columns,
    _stray,
    _wordings,
    _units,
    _blank_columns,
    _editions,
    _order,
    _limit,
)
