"""Rereading: figures that a document's text leaves open, looked for in a second text of its characters.

A reader may offer one (``Document.second``), which is read only where cells stay open. It has lost what the
first shows of columns, so it proves nothing alone: a figure is taken from it where an equation holds with it
that has a figure in every cell, and none fails; never a blank. A row with a figure or a sign for
nothing in each cell is taken as from any text if the first does not have it. Spans are those of the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from gouji import broken, row_sums, suspect
from gouji.check import borne_out, check, equations_of, optional_of
from gouji.document import Document
from gouji.equation import Equation
from gouji.keys import row_of, table_of
from gouji.lost import UNREADABLE
from gouji.origin import Second
from gouji.report import KNOWN, STATED, Cell, Finding, Report, by_severity
from gouji.schema import Schema

SURE = STATED | {"blank"}
BROKEN = "stand on two lines each, for their columns are narrow; equations prove that they are one"
DRAWN = "follow from the order in which they were drawn and from equations, not from their places"
WHOLE = "stand in rows that the places leave open, with a figure or a sign for each column as they were drawn"
"""What is said of figures that were taken."""
NAMED = 3
"""Clashes of a table that its finding spells out; it has the keys and spans of all."""
Cells = Mapping[str, Cell]


def reread(
    reports: Sequence[Report], read: Callable[[Document], Sequence[Report]], schemas: Mapping[str, Schema]
) -> list[Report]:
    """The reports of a document, with what ``read`` finds in its second text where they are open."""
    document = reports[0].document
    if _sure(reports):
        return list(reports)
    whole = [_mended(report, schemas) for report in reports]
    if document.second is None or _sure(whole):
        return whole
    second = document.second()
    others = read(Document(second.text, document.source, limits=document.limits))
    if len(others) != len(whole):
        return whole
    return [_filled(a, b, second, schemas) for a, b in zip(whole, others, strict=True)]


def _sure(reports: Sequence[Report]) -> bool:
    return all(cell.status in SURE for report in reports for cell in report)


def _mended(report: Report, schemas: Mapping[str, Schema]) -> Report:
    """The report with the figures whole that its columns broke."""
    found = broken.mended(report, [e for e in equations_of(report.tables, schemas) if e.places])
    return _with(report, found, report.tables, schemas, BROKEN) if found else report


def _filled(report: Report, other: Report, second: Second, schemas: Mapping[str, Schema]) -> Report:
    """The report with the figures of another one of the same characters that equations prove.

    The order of drawing may fit another edition as well; a key that editions share means the same in both.
    """
    tables = {**other.tables, **report.tables}
    same = {table for table, name in other.tables.items() if _kin(schemas, name, tables[table])}
    equations = [e for e in equations_of(tables, schemas) if e.places]
    placed = {c.key: c for c in _placed(report, other, second) if table_of(c.key) in same}
    known = {c.key: c.value for c in report if c.status in KNOWN and c.value is not None}
    found = borne_out(placed, known, equations)
    filled = _with(report, found, tables, schemas, DRAWN) if found else report
    whole = dict(_whole(filled, other, placed, equations))
    filled = _with(filled, whole, tables, schemas, WHOLE) if whole else filled
    clashes = list(_clashes(filled, _where(other, second, same)))
    return filled.but(findings=by_severity([*filled.findings, *clashes])) if clashes else filled


def _kin(schemas: Mapping[str, Schema], one: str, other: str) -> bool:
    """Whether two schemas are editions of one form."""
    return one == other or schemas[one].family == schemas[other].family


def _placed(report: Report, other: Report, second: Second) -> Iterator[Cell]:
    """The figures of cells that the first text leaves open, by its spans; no cell states them already."""
    text = report.document.text
    stated = {at for cell in report if cell.status in STATED for span in cell.spans for at in range(*span)}
    for cell in other:
        own = report.cells.get(cell.key)
        if own is None or own.status in SURE or cell.status not in STATED or _apart(second.text, cell):
            continue
        spans = second.first(cell.spans)
        there = "".join(text[start:stop] for start, stop in spans)
        if there == cell.raw and not any(at in stated for span in spans for at in range(*span)):
            yield cell._replace(spans=spans, label=second.first(cell.label))


def _whole(
    report: Report, other: Report, placed: Cells, equations: Sequence[Equation]
) -> Iterator[tuple[str, Cell]]:
    """The figures of rows that the first text does not have, and the second prints with a sign in each cell.

    No sum of such a row fails. It may also be one for which the first text has just these figures, if it has
    no sum or one that tells.
    """
    rows: dict[str, list[str]] = defaultdict(list)
    for key in other.cells:
        rows[row_of(key)].append(key)
    for keys in rows.values():
        own = {
            key: cell for key in keys if (cell := placed.get(key)) and _is_whole(report.document.text, cell)
        }
        if own and all(key in own or _is_signed(other[key]) for key in keys):
            sums = row_sums.of({key: own[key].value if key in own else None for key in keys}, equations)
            lacking = all(report[key].status == "absent" for key in keys)
            told = any(s.tells for s in sums) or not sums
            named = told and all(cell.value in report[key].candidates for key, cell in own.items())
            if (lacking or named) and all(s.holds for s in sums):
                yield from own.items()


def _is_whole(text: str, cell: Cell) -> bool:
    """Whether a figure is printed, and is not one that the first text says may be a part only."""
    return cell.status == "printed" and all(text[start - 1 : start] != UNREADABLE for start, _ in cell.spans)


def _is_signed(cell: Cell) -> bool:
    """Whether a sign for nothing is printed in a cell."""
    return cell.status == "blank" and bool(cell.raw)


def _apart(text: str, cell: Cell) -> bool:
    """Whether signs that cannot be read stand between a label and its figure, as another label's may."""
    label = max((start for start, _ in cell.label), default=0)
    figure = min((start for start, _ in cell.spans), default=label)
    return UNREADABLE in text[label:figure]


def _where(other: Report, second: Second, same: Collection[str]) -> list[Cell]:
    """The figures that another report states in some tables, by the first text's spans."""
    stated = (c for c in other if c.status in STATED and table_of(c.key) in same)
    return [cell._replace(spans=second.first(cell.spans)) for cell in stated]


def _clashes(report: Report, others: Sequence[Cell]) -> Iterator[Finding]:
    """A finding for each table of which both texts state other figures, or one figure in other cells."""
    holder = {span: cell for cell in report if cell.status in STATED for span in cell.spans}
    told: dict[str, list[tuple[Cell, Cell]]] = {}
    for other in others:
        own = report.cells.get(other.key)
        if own is None or own.status not in SURE:
            own = next((holder[span] for span in other.spans if span in holder), None)
        if own is not None and (own.key, own.value) != (other.key, other.value):
            told.setdefault(table_of(other.key), []).append((own, other))
    for table, pairs in told.items():
        yield _clash(report.document, table, pairs)


def _clash(document: Document, table: str, pairs: Sequence[tuple[Cell, Cell]]) -> Finding:
    """The finding of pairs of cells, as the places of the characters and as their order tell them."""
    named = [" or ".join(_figure(document, cell) for cell in pair) for pair in pairs[:NAMED]]
    more = f" and {len(pairs) - NAMED} more" if len(pairs) > NAMED else ""
    text = "the order in which the characters were drawn tells otherwise than their places"
    return Finding(
        "reread-clash",
        f"{table}: {text}, which count: {'; '.join(named)}{more}",
        "warning",
        table=table,
        keys=tuple(dict.fromkeys(cell.key for pair in pairs for cell in pair)),
        spans=tuple(dict.fromkeys(span for pair in pairs for cell in pair for span in cell.spans)),
    )


def _figure(document: Document, cell: Cell) -> str:
    """A cell's figure with its place."""
    said = "blank" if cell.value is None else f"{cell.value}"
    line = document.line_of(cell.spans[0][0]) + 1 if cell.spans else None
    return f"{said} in {cell.key.partition('/')[2]}" + (f" (line {line})" if line is not None else "")


def _with(
    report: Report, found: Cells, tables: Mapping[str, str], schemas: Mapping[str, Schema], why: str
) -> Report:
    """The report with some figures more, its equations judged again."""
    cells = {**report.cells, **found}
    touched = {table_of(key) for key in found}
    tables = {table: name for table, name in tables.items() if table in report.tables or table in touched}
    equations, optional = equations_of(tables, schemas), optional_of(tables, schemas)
    used = {span for cell in found.values() for span in cell.spans}
    findings = [*check(cells, equations, optional), *suspect.findings(cells, equations)]
    findings += [
        _told(table, [c for k, c in found.items() if k.startswith(f"{table}/")], why)
        for table in sorted(touched)
    ]
    findings += [f for f in report.findings if not _stale(f, cells, touched)]
    return report.but(
        tables=tables,
        cells=cells,
        findings=by_severity(findings),
        unclaimed=tuple(one for one in report.unclaimed if one.span not in used),
        joint=tuple(one for one in report.joint if not found.keys() & set(one.keys)),
    )


def _stale(finding: Finding, cells: Cells, touched: set[str]) -> bool:
    """Whether a finding of the first text is judged anew, or calls open what no longer is."""
    if finding.code.startswith(("equation:", "suspect:")):
        return True
    keys = finding.keys or [key for key in cells if key.startswith(f"{finding.table}/")]
    sure = all(cells[key].status in SURE for key in keys if key in cells)
    return finding.verdict == "open" and finding.table in touched and sure


def _told(table: str, found: Sequence[Cell], why: str) -> Finding:
    return Finding(
        "reread",
        f"{table}: {len(found)} figures {why}",
        "info",
        table=table,
        keys=tuple(cell.key for cell in found),
        spans=tuple(span for cell in found for span in cell.spans),
    )
