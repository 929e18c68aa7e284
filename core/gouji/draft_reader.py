"""The reader of blank forms: the tables of a document with the headings, units and notes around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from gouji.document import Document
from gouji.draft_form import Form, FormBlock, FormTable, Kind, Leaf
from gouji.draft_grid import blocks
from gouji.fold import core
from gouji.schema_entry import MAX_TEXT
from gouji.schema_file import MAX_DEPTH
from gouji.table import Table

LONGEST = 50
"""Characters of a heading; what is longer is prose."""
UNITS = ("亿元", "百万元", "万元", "千元", "元")
_TAG = re.compile(r"<(script|style|head)\b.*?</\1>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_MARKUP = re.compile(r"^[\s#*=|+>_─━┌┐└┘├┤┬┴┼│-]+|[\s#*=|+_─━┌┐└┘├┤┬┴┼│-]+$")
_ATTRIBUTES = re.compile(r"(?:[\w-]+=\"[^\"]*\"\s*)+")
_ORDINAL = re.compile(r"^([一二三四五六七八九十]{1,3})、\s*(.+)$")
_WIDE_GAP = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])\s+(?=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])"
)
_UNIT = re.compile(r"(?:计量)?单位\s*[:：]\s*(\S+)")
_LABEL_UNIT = re.compile(r"[（(](?:单位[:：])?\s*(亿元|百万元|万元|千元|元)\s*[)）]")
_NO_TITLE = re.compile(r"^(?:注|说明|备注|单位|计量单位|编制|填报|公开\d|金额单位|部门[:：]|制表)")
_MONEY = re.compile(r"金额|经费|费用|收入|支出|款|[（(]?[万亿千]?元[)）]?$|资金|预算数|决算数")
_COUNTED = re.compile(r"数量|件数|人数|次数|个数|册数|户数|项数|[（(][件人次个项户册条份][)）]")
_SIGNED = re.compile(r"增\s*[/／]?\s*减|增减")
_SHARE = re.compile(r"[%％]|百分比|比例|率$")


def read_form(document: Document, tables: Sequence[Table], name: str) -> Form:
    """The form that a document prints; ``name`` stands for a title that is not printed."""
    kept = [t for t in tables if not t.presentation and t.shape[0] > 1 and t.shape[1] > 1]
    gaps = _gaps(document, kept)
    form = Form(_title(gaps[0]) or name)
    for place, table in enumerate(kept):
        own, following = gaps[place], gaps[place + 1]
        last = place + 1 == len(kept)
        found = _table(table, own, following if last else following[: _heading_at(following)])
        if found is not None:
            form.tables.append(found)
            found.id = f"t{len(form.tables)}"
            _sections(form, gaps[place], found)
    _sections(form, gaps[-1], None)
    for table_ in form.tables:
        _name(table_)
    return form


def clean(text: str) -> str:
    """A cell's text in one line, without the blanks that a wrap leaves between wide characters."""
    return _WIDE_GAP.sub("", " ".join(unescape(text).split()))


# --- the lines around tables -----------------------------------------------------------------------------


def _gaps(document: Document, tables: Sequence[Table]) -> list[list[str]]:
    """The printed lines before each table, and behind the last."""
    starts = [0, *(t.span[1] for t in tables)]
    ends = [*(t.span[0] for t in tables), len(document.text)]
    return [_lines(document.text[a:b]) for a, b in zip(starts, ends, strict=True)]


def _lines(text: str) -> list[str]:
    parts = _TAG.sub("\n", text).splitlines()
    found = (_MARKUP.sub("", clean(part)) for part in parts)
    return [line for line in found if core(line) and not _ATTRIBUTES.fullmatch(line)]


def _title(lines: Sequence[str]) -> str:
    """The first line that names the form: a short one without an ordinal."""
    return next((s for s in lines if _short(s) and not _ORDINAL.match(s) and not _NO_TITLE.match(s)), "")


def _short(line: str) -> bool:
    return len(line) <= LONGEST and not re.search(r"[。；;]", line)


def _heading_at(lines: Sequence[str]) -> int:
    """The place of the heading nearest above a table; behind the last line where there is none."""
    fit = (i for i in range(len(lines) - 1, -1, -1) if _short(lines[i]) and not _NO_TITLE.match(lines[i]))
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


def _table(table: Table, before: Sequence[str], after: Sequence[str]) -> FormTable | None:
    found = blocks([[clean(text) for text in row] for row in table.rows()])
    for block in found:
        _doubt(block)
    found = [b for b in found if _holds(b)]
    if not found:
        return None
    at = _heading_at(before)
    ordinal, title = _heading(before[at]) if at < len(before) else ("", "")
    made = FormTable("", clean(table.caption) or title, ordinal, found)
    notes = (note for block in found for note in block.notes if len(note) <= MAX_TEXT)
    made.notes = list(dict.fromkeys(notes))
    made.around = [*before[at + 1 :], *_notes(after)]
    unit = next((m[1] for line in made.around if (m := _UNIT.search(line))), "")
    for block in found:
        for column in block.columns:
            column.type, column.unit = _kind(column, unit)
            column.adds = not _SHARE.search(column.label)
    return made


def _kind(column: Leaf, unit: str) -> tuple[Kind, str]:
    """Type and unit of a column by its label and the unit printed around the table."""
    words = "".join((*column.path, column.label))
    printed = _LABEL_UNIT.search(words)
    money_unit = unit if unit in UNITS else ""
    if _SHARE.search(column.label):
        return "money", ""
    if printed:
        return "money", printed[1]
    if _SIGNED.search(column.label):
        return "signed", ""
    if _COUNTED.search(words):
        return "count", ""
    if money_unit or (_MONEY.search(column.label) and not unit):
        return "money", money_unit
    return "count", ""


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
    for leaves in (block.rows, block.columns):
        seen: set[tuple[tuple[str, ...], str]] = set()
        for leaf in leaves:
            own = (leaf.path, core(leaf.label))
            if len(leaf.path) > MAX_DEPTH:
                leaf.doubt = f"stands under more than {MAX_DEPTH} groups; the table may be read wrongly"
            elif max(map(len, (*leaf.path, leaf.label))) > MAX_TEXT:
                leaf.doubt = f"longer than {MAX_TEXT} characters; the table may be read wrongly"
            elif own in seen:
                leaf.doubt = "reads like one above; word them apart"
            seen.add(own)
