"""The reader of blank forms: the tables of a document with the headings, units and notes around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.document import Document
from gouji.draft.form import Form, FormBlock, FormTable
from gouji.draft.frame import is_date, is_furniture, pieces, unframed
from gouji.draft.grid import parts
from gouji.draft.kind import settle, unit_line
from gouji.draft.slot import Indented, indent_before, indent_of
from gouji.fold import core
from gouji.references import decoded
from gouji.schema.entry import MAX_TEXT
from gouji.schema.file import MAX_DEPTH
from gouji.table import Table

LONGEST = 50
"""Characters of a heading; what is longer is prose."""
_TAG = re.compile(r"<(script|style|head)\b.*?</\1>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_MARKUP = re.compile(r"^[\s#*=|+>_─━┌┐└┘├┤┬┴┼│-]+|[\s#*=|+_─━┌┐└┘├┤┬┴┼│-]+$")
_ATTRIBUTES = re.compile(r"(?:[\w-]+=\"[^\"]*\"\s*)+")
_ORDINAL = re.compile(r"^([一二三四五六七八九十]{1,3})、\s*(.+)$")
_TABLE_NUMBER = re.compile(r"^([\s#*=|+>_]*)附?表\s*[一二三四五六七八九十\d]{1,3}[\s:：、.]+(?=[^\s*|=])")
"""表一 before a heading, and the markup before that."""
_WIDE_GAP = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])\s+(?=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])"
)
_WHOSE = re.compile(
    r"(?:[填编]?[报制]?|预算|主管|部门)(?:单位|部门|机关)(?:名称|[（(][^（）()]*[)）])?\s*[:：]"
)
"""Before the name of the agency that fills a form in."""
_NO_TITLE = re.compile(r"^(?:注|说明|备注|单位|计量单位|编制|填报|公开\d|金额单位|部门[:：]|制表)")


def read_form(document: Document, tables: Sequence[Table], name: str) -> Form:
    """The form that a document prints; ``name`` stands for a title that is not printed."""
    kept = [t for t in tables if not t.presentation and t.shape[0] > 1 and t.shape[1] > 1]
    gaps = _gaps(document, kept)
    form = Form(_title(gaps[0]) or name)
    for place, table in enumerate(kept):
        own, following = gaps[place], gaps[place + 1]
        last = place + 1 == len(kept)
        found = _tables(table, own, following if last else following[: _heading_at(following)])
        for made in found:
            form.tables.append(made)
            made.id = f"t{len(form.tables)}"
        if found:
            _sections(form, gaps[place], found[0])
    _sections(form, gaps[-1], None)
    for table_ in form.tables:
        _name(table_)
    if form.title == name and form.tables and not form.sections:
        form.title = form.tables[0].title or name
    return form


def clean(text: str) -> str:
    """A cell's text in one line, without the blanks that a wrap leaves between wide characters."""
    return _WIDE_GAP.sub("", " ".join(decoded(text).split()))


# --- the lines around tables -----------------------------------------------------------------------------


def _gaps(document: Document, tables: Sequence[Table]) -> list[list[str]]:
    """The printed lines before each table, and behind the last."""
    starts = [0, *(t.span[1] for t in tables)]
    ends = [*(t.span[0] for t in tables), len(document.text)]
    return [_lines(document.text[a:b]) for a, b in zip(starts, ends, strict=True)]


def _lines(text: str) -> list[str]:
    parts = (part for line in _TAG.sub("\n", text).splitlines() for part in pieces(decoded(line)))
    found = (_MARKUP.sub("", clean(_TABLE_NUMBER.sub(r"\1", part))) for part in parts)
    return [line for line in found if core(line) and not _ATTRIBUTES.fullmatch(line)]


def _title(lines: Sequence[str]) -> str:
    """The first line that names the form: a short one without an ordinal."""
    return next((s for s in lines if _names(s) and not _ORDINAL.match(s)), "")


def _short(line: str) -> bool:
    return len(line) <= LONGEST and not re.search(r"[。；;]", line)


def _names(line: str) -> bool:
    """Whether a line may name the form or a table of it."""
    return _short(line) and not _NO_TITLE.match(line) and not is_furniture(line)


def _heading_at(lines: Sequence[str]) -> int:
    """The place of the heading nearest above a table; behind the last line where there is none."""
    fit = (i for i in range(len(lines) - 1, -1, -1) if _names(lines[i]))
    return next(fit, len(lines))


def _heading(line: str) -> tuple[str, str]:
    """Ordinal and title of a heading."""
    match = _ORDINAL.match(line)
    return (match[1], match[2]) if match else ("", line)


def _sections(form: Form, lines: Sequence[str], table: FormTable | None) -> None:
    """Add the headings with ordinals that stand before a table; the last of them is its own."""
    found = [m for line in lines if _short(line) and (m := _ORDINAL.match(line))]
    for match in found:
        own = table is not None and match is found[-1] and match[2] == table.title
        form.sections.append((match[1], match[2], table.id if own and table else ""))


def _notes(lines: Sequence[str]) -> list[str]:
    """The lines behind a table that belong to it: up to the next heading."""
    stop = next((i for i, line in enumerate(lines) if _ORDINAL.match(line) and _short(line)), len(lines))
    return list(lines[:stop])


# --- one table -------------------------------------------------------------------------------------------


def _tables(table: Table, before: Sequence[str], after: Sequence[str]) -> list[FormTable]:
    """The table, and those that stand beside it; none where no part of it can stand in a schema."""
    grid, framing = unframed(_indented(table))
    grid = [[Indented(clean(text), indent_of(text)) for text in row] for row in grid]
    framing = [clean(text) for text in framing]
    sides = [kept for side in parts(grid) if (kept := _kept(side))] if grid else []
    if not sides:
        return []
    at = _heading_at(before)
    ordinal, title = _heading(before[at]) if at < len(before) else ("", "")
    made = FormTable("", clean(table.caption) or title or _own_title(sides), ordinal, sides[0])
    made.around = [*before[at + 1 :], *framing, *_notes(after)]
    found = [made]
    for place, side in enumerate(sides[1:], 2):
        found.append(
            FormTable("", _side_title(side) or f"{made.title or '表'}（{place}）", "", side, beside=found[-1])
        )
    for one in found:
        one.notes = _printed_inside(one, framing if one is made else ())
        settle(one, made.around)
    return found


def _indented(table: Table) -> list[list[str]]:
    """The rows of a table, each text with its indentation."""
    rows = table.rows()
    for cell in table.cells:
        indent = indent_before(table.document.text, cell.spans[0][0]) if cell.text and cell.spans else 0
        for row in rows[cell.row : cell.row + cell.rowspan] if indent else ():
            row[cell.col : cell.col + cell.colspan] = [Indented(cell.text, indent)] * cell.colspan
    return rows


def _kept(side: Sequence[FormBlock]) -> list[FormBlock]:
    """The blocks of a side that a schema can hold."""
    for block in side:
        _doubt(block)
    return [b for b in side if _holds(b)]


def _own_title(sides: Sequence[Sequence[FormBlock]]) -> str:
    """The line over the whole table inside it, where no heading stands above."""
    blocks = [block for side in sides for block in side]
    title = blocks[0].title if {b.title for b in blocks} == {blocks[0].title} else ""
    for block in blocks if title else ():
        block.title = ""
    return title


def _side_title(side: Sequence[FormBlock]) -> str:
    """What stands over all columns of a side, or else over its labels: 支出."""
    heads = {column.path[:1] for block in side for column in block.columns}
    if len(heads) == 1 and heads != {()}:
        return heads.pop()[0]
    return side[0].notes[0] if len([note for note in side[0].notes if note]) > 1 else ""


def _printed_inside(table: FormTable, framing: Sequence[str]) -> list[str]:
    """The texts inside a table that are no labels, corner first; no longer than a schema takes."""
    own = [
        *(t for block in table.blocks for t in (*block.notes, block.units)),
        *(_unsigned(t) for t in framing if not is_date(t)),
    ]
    return [text for text in dict.fromkeys(own) if text and core(text) and len(text) <= MAX_TEXT]


def _unsigned(text: str) -> str:
    """A text without the name of who fills the form in: 部门：某某局 as 部门：; a unit stays."""
    match = _WHOSE.match(text)
    return match[0] if match and not unit_line(text) else text


# --- ids -------------------------------------------------------------------------------------------------


def _name(table: FormTable) -> None:
    """Ids by printed order, in English where the label is: r1, r2 … through the table, c1, c2 … a block."""
    rows = 0
    taken: set[str] = set()
    for number, block in enumerate(table.blocks, 1):
        block.id = f"b{number}"
        for row in block.rows:
            rows += 1
            row.id = _slug(row.label, taken) or f"r{rows}"
        if not block.rows:
            rows = _name_pairs(block, rows)
            continue
        own: set[str] = set()
        for place, column in enumerate(block.columns, 1):
            column.id = _slug(column.label, own) or f"c{place}"


def _name_pairs(block: FormBlock, rows: int) -> int:
    """Ids row/column for a block without rows: the groups above the columns stand for rows."""
    paths = list(dict.fromkeys(column.path for column in block.columns))
    counts = dict.fromkeys(paths, 0)
    for column in block.columns:
        counts[column.path] += 1
        column.id = f"r{rows + paths.index(column.path) + 1}/c{counts[column.path]}"
    return rows + len(paths)


def _slug(label: str, taken: set[str]) -> str:
    words = re.findall(r"[a-z][a-z0-9]*", label.lower()) if label.isascii() else []
    name = "_".join(words)[:40]
    if not name or name in taken:
        return ""
    taken.add(name)
    return name


def _holds(block: FormBlock) -> bool:
    """Whether anything of a block can stand in a schema: a column, and a row where it prints rows."""
    columns = any(not c.doubt for c in block.columns)
    return columns and (bool(block.sure_rows) or not block.rows)


def _doubt(block: FormBlock) -> None:
    """Mark what a schema cannot hold: a second row or column with the same words under the same group."""
    numbers: set[str] = set()
    for row in block.rows:
        if row.number in numbers:
            row.number = ""
        numbers.add(row.number)
    for leaves in (block.rows, block.columns):
        seen: dict[tuple[tuple[str, ...], str], bool] = {}
        for leaf in leaves:
            own = (leaf.path, core(leaf.label))
            numbered = leaves is block.rows and bool(leaf.number)
            if len(leaf.path) > MAX_DEPTH:
                leaf.doubt = f"stands under more than {MAX_DEPTH} groups; the table may be read wrongly"
            elif max(map(len, (*leaf.path, leaf.label))) > MAX_TEXT:
                leaf.doubt = f"longer than {MAX_TEXT} characters; the table may be read wrongly"
            elif own in seen and not (seen[own] and numbered):
                leaf.doubt = "printed twice; a schema needs a number, or another group or wording, for each"
            seen[own] = numbered and seen.get(own, True)
