r"""The schema file: a statutory form written by hand as TOML, read into ``gouji.schema``.

::

    id = "tree-census-2024"             # unique among the loaded schemas
    title = "树木普查表"
    family = "tree-census"              # editions of one form share it; without it: the id
    source = "where the form was issued"
    title_patterns = ['(?P<agency>\S+)(?P<year>20[0-9]{2})年报告']      # over a line without blanks

    [[sections]]                        # optional: the report's sections in their order
    id = "planted"
    ordinal = "二"
    title = "植树情况"
    aliases = ["栽树情况"]
    table = "planted"                   # the table printed in it

    [[tables]]
    id = "planted"
    title = "植树情况"
    headings = ["植树情况"]             # what the heading above it may read
    notes = ["单位：棵"]                # texts in it that are neither row nor column label
    beside = "felled"                   # optional: it is printed right of that table, row by row

    [[tables.blocks]]                   # rows under one common header
    id = "counts"
    titles = [{ label = "第一项", aliases = ["一项"] }]
    numbers = { label = "行次" }        # optional: heads the rows' numbers; first = true: left of labels
    open = false                        # true: prints only rows with figures, and rows of others between them
    columns = [
      { id = "men", label = "男", aliases = ["男性"] },
      { id = "cost", label = "费用", type = "money", unit = "元" },      # type: count, signed, money
    ]
    rows = [
      { id = "oak", label = "栎树", number = "1" },                    # the number printed beside the label
      { group = "果树", prefix = "fruit.", rows = [                      # a label above several rows
        { id = "pear", label = "1.梨" },                                 # its id: fruit.pear
      ] },
    ]

    [[equations]]
    id = "T1"                           # with a loop: T1/oak, T1/fruit.pear
    each = { r = "rows of planted" }
    formula = "planted/{r}/men <= planted/{r}/cost"
    status = "inferred-soft"            # official, inferred-label (default), inferred-soft
    severity = "warning"                # error, warning, info; default: error, for a soft equation warning
    message = "{r.label}: 费用不少于人数 / costs at least the men"

    [[coarser]]                         # optional: a key of another edition that this one prints in parts
    each = { c = "columns of planted" }
    key = "planted/fruit/{c}"
    parts = "planted/fruit.*/{c}"       # a plain sum

    [[indicators]]                      # optional: what users compute; keys of this edition or coarser ones
    id = "cost-per-tree"
    label = "每棵费用"
    numerator = "planted/*/cost"
    denominator = "planted/*/men"       # without it: an amount
    unit = "元"
    note = "where it is in use, what it leaves out"

    [[narrative]]                       # optional: how a sentence without blanks states a count
    id = "men"
    patterns = ['栽树的男性(?P<count>[0-9]+)人', '(?P<none>没有)男性栽树']
    sums = ["planted/*/men"]            # what it must equal: the first, or any of them
    unless = ['去年']                   # before it in the sentence: it speaks of something else

Groups nest, and columns take them as well (``columns`` for ``rows``). A block without rows prints one row of
figures without a label; its columns' ids have two parts, ``row/column``, so a group's prefix ends in ``/``.
``path = [...]`` in a row or column names group labels one by one instead. Ordinals, blanks, punctuation,
widths and script do not count when labels are compared (``gouji.fold``): aliases are for other words.

``each`` names loop variables: a list of texts, or ``rows of P`` / ``columns of P``, the different middle or
last parts of the keys that P (a table's id, or a key with ``*``) matches, in printed order. Several
variables run through all combinations. ``{r}`` stands for the value, in ``message`` ``{r.label}`` for its
printed label. ``level`` follows from ``prev:`` in the formula; ``gouji.equation`` describes formulas.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from gouji.errors import SchemaError
from gouji.fold import core
from gouji.schema import Block, Column, Label, Row, Schema, Section, Table, ValueType
from gouji.schema.entry import MAX_FILE, MAX_TEXT, NAME, Entry, distinct, one_of, unique
from gouji.schema.equations import Keys, equations
from gouji.schema.narrative import narratives
from gouji.schema.panel import coarser, indicators

MAX_KEYS = 5_000
"""Most cells of a form: 25 times the largest known. A glob may visit each for each equation."""
MAX_DEPTH = 8
"""Deepest nesting of groups; printed forms have three."""


_PART = re.compile(r"[^\W\d][\w.]*")
_PAIR = re.compile(r"[\w.]+/[\w.]+")
_PREFIX = re.compile(r"[\w.]*/?")
_INNER = re.compile(r"[\w.]+")
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")


def load(path: str | os.PathLike[str]) -> Schema:
    """Read a schema file (UTF-8). Raises SchemaError; its message starts with the file's name."""
    file = Path(path)
    try:
        with file.open(encoding="utf-8-sig") as stream:
            text = stream.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:
        raise SchemaError(f"{file.name}: cannot be read: {error}") from error
    return loads(text, file.name)


def loads(text: str, name: str = "<schema>") -> Schema:
    """Read the text of a schema file.

    Raises SchemaError with ``name``, the path inside the file (indices from 0) and the remedy, for instance
    ``forms.toml: tables[1].blocks[0].rows[3].label: missing; ...``; with the line for what is no TOML.
    """
    return read(values_of(text, name), name)


def read(values: Mapping[str, Any], name: str = "<schema>") -> Schema:
    """Read a schema from the plain data of its TOML; raises SchemaFaultError."""
    return _schema(Entry(values, name, ""))


def values_of(text: str, name: str = "<schema>") -> dict[str, Any]:
    """The plain data of a schema file's TOML; raises SchemaError with the line of what is no TOML."""
    if len(text) > MAX_FILE:
        raise SchemaError(f"{name}: longer than {MAX_FILE} characters; split the form into several schemas")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise SchemaError(f"{name}: arrays nested too deeply; groups nest {MAX_DEPTH} deep at most") from None
    except ValueError as error:  # TOMLDecodeError, and int() on endless digits
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        what = _PLACE.sub("", str(error))
        raise SchemaError(f"{name}: line {line}: no valid TOML: {what}; correct the syntax there") from error


def _schema(top: Entry) -> Schema:
    top.only("id title family source title_patterns sections tables equations coarser indicators narrative")
    name = top.identifier("id", NAME, "use letters, digits, '.', '_', '-'")
    tables = _tables(top)
    _check_keys(top, tables)
    keys = Keys.of(tables)
    more = coarser(top, keys)
    return Schema(
        id=name,
        title=top.text("title"),
        family=top.text("family", name),
        source=top.text("source"),
        tables=tables,
        equations=tuple(equations(top, keys)),
        sections=_sections(top, [t.id for t in tables]),
        title_patterns=_title_patterns(top),
        coarser=more,
        indicators=indicators(top, keys, more),
        narratives=narratives(top, keys),
    )


def _title_patterns(top: Entry) -> tuple[str, ...]:
    patterns = top.texts("title_patterns")
    for i, pattern in enumerate(patterns):
        key = f"title_patterns[{i}]"
        try:
            groups = re.compile(pattern).groupindex
        except (re.error, RecursionError, OverflowError) as error:
            raise top.fault(key, f"no regular expression: {error}; correct it") from error
        for group in ("agency", "year"):
            if group not in groups:
                raise top.fault(key, f"has no group {group!r}; add (?P<{group}>...)")
    return patterns


def _sections(top: Entry, tables: list[str]) -> tuple[Section, ...]:
    entries = top.entries("sections")
    sections = tuple(_section(e, tables) for e in entries)
    unique(entries, (s.id for s in sections))
    return sections


def _section(entry: Entry, tables: list[str]) -> Section:
    entry.only("id ordinal title aliases table")
    table = entry.text("table", "")
    if table and table not in tables:
        raise entry.fault("table", f"no table {table!r}; there are {', '.join(tables)[:MAX_TEXT]}")
    name = entry.identifier("id", NAME, "use letters, digits, '.', '_', '-'")
    return Section(name, entry.text("ordinal", ""), entry.text("title"), entry.texts("aliases"), table)


def _tables(top: Entry) -> tuple[Table, ...]:
    entries = top.entries("tables", least=1)
    tables = tuple(_table(e) for e in entries)
    unique(entries, (t.id for t in tables))
    for i, (entry, table) in enumerate(zip(entries, tables, strict=True)):
        if table.beside and table.beside not in [t.id for t in tables[:i]]:
            raise entry.fault("beside", f"no earlier table {table.beside!r}; name the one to its left")
    return tables


def _table(entry: Entry) -> Table:
    entry.only("id title headings notes beside blocks")
    name = entry.identifier("id", _PART, "use letters, digits, '_', '.', a letter first")
    title = entry.text("title")
    parts = entry.entries("blocks", least=1)
    blocks = tuple(_block(e, name) for e in parts)
    unique(parts, (b.id for b in blocks))
    headings = entry.texts("headings") or (title,)
    return Table(name, title, headings, blocks, entry.texts("notes"), entry.text("beside", ""))


def _block(entry: Entry, table: str) -> Block:
    entry.only("id titles columns rows numbers open")
    rows = [(leaf, _row(leaf)) for leaf in leaves(entry, "rows")]
    columns = [(leaf, _column(leaf, paired=not rows)) for leaf in leaves(entry, "columns")]
    if not columns:
        raise entry.fault("columns", "missing; list at least 1")
    for found in (rows, columns):
        unique((leaf.entry for leaf, _ in found), (item.id for _, item in found))
    numbered = [(r.number, leaf.entry) for leaf, r in rows if r.number]
    distinct((n, e.fault("number", f"{n!r} twice; correct one")) for n, e in numbered)
    _check_wordings(rows, aliases=True)
    _check_wordings(columns, aliases=False)  # headers cut short may read alike: their order decides
    numbers, first = _numbers(entry)
    return Block(
        id=entry.identifier("id", _PART, "use letters, digits, '_', '.', a letter first"),
        table=table,
        columns=tuple(c for _, c in columns),
        rows=tuple(r for _, r in rows),
        titles=tuple(_title(e) for e in entry.entries("titles")),
        numbers=numbers,
        numbers_first=first,
        open_rows=entry.flag("open"),
    )


def _numbers(block: Entry) -> tuple[Label | None, bool]:
    """The heading of the column of row numbers, and whether that stands left of the labels."""
    if "numbers" not in block.values:
        return None, False
    entry = block.entry("numbers")
    entry.only("label aliases first")
    return _label(Leaf(entry)), entry.flag("first")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A row or column entry with what the groups around it add."""

    entry: Entry
    path: tuple[str, ...] = ()
    prefix: str = ""


def leaves(
    parent: Entry, key: str, path: tuple[str, ...] = (), prefix: str = "", depth: int = 0
) -> Iterator[Leaf]:
    """Give the rows or columns of a block in printed order, groups opened."""
    for entry in parent.entries(key, least=bool(depth)):
        if "group" not in entry.values:
            yield Leaf(entry, path, prefix)
            continue
        entry.only(f"group prefix {key}")
        if depth == MAX_DEPTH:
            raise entry.fault("group", f"nested deeper than {MAX_DEPTH}; join some groups")
        more = entry.identifier("prefix", _PREFIX, "use letters, digits, '_', '.', one '/' at the end", "")
        yield from leaves(entry, key, (*path, _label_text(entry, "group")), prefix + more, depth + 1)


def _label_text(entry: Entry, key: str) -> str:
    text = entry.text(key)
    if not core(text):
        raise entry.fault(key, f"{text!r} has no letter or digit to know it by; write the printed words")
    return text


def _label(leaf: Leaf) -> Label:
    entry = leaf.entry
    aliases = entry.texts("aliases")
    for i, alias in enumerate(aliases):
        if not core(alias):
            raise entry.fault(f"aliases[{i}]", f"{alias!r} has no letter or digit to know it by; drop it")
    return Label(_label_text(entry, "label"), aliases, leaf.path + entry.texts("path"))


def _title(entry: Entry) -> Label:
    entry.only("label aliases")
    return _label(Leaf(entry))


def _row(leaf: Leaf) -> Row:
    leaf.entry.only("id label aliases path number")
    name = _leaf_id(leaf, _INNER, "use letters, digits, '_', '.'")
    return Row(name, _label(leaf), leaf.entry.text("number", ""))


def _column(leaf: Leaf, *, paired: bool) -> Column:
    entry = leaf.entry
    entry.only("id label aliases path type unit")
    form = _PAIR if paired else _INNER
    remedy = "a block without rows needs row/column" if paired else "use letters, digits, '_', '.'"
    kind: ValueType = one_of(entry.choice("type", get_args(ValueType), "count"), get_args(ValueType))
    return Column(_leaf_id(leaf, form, remedy), _label(leaf), kind, entry.text("unit", ""))


def _leaf_id(leaf: Leaf, form: re.Pattern[str], remedy: str) -> str:
    name = leaf.prefix + leaf.entry.text("id")
    if form.fullmatch(name) is None:
        raise leaf.entry.fault("id", f"{name!r} is no identifier; {remedy}")
    return name


def _check_wordings(leaves: Iterable[tuple[Leaf, Row | Column]], *, aliases: bool) -> None:
    """Refuse a wording that names two rows under one group: nothing but numbers of both tells them apart."""
    seen: dict[tuple[tuple[str, ...], str], tuple[str, bool]] = {}
    for leaf, item in leaves:
        label = item.label
        others = label.aliases if aliases else ()
        numbered = isinstance(item, Row) and bool(item.number)
        for key, text in (("label", label.text), *((f"aliases[{i}]", a) for i, a in enumerate(others))):
            own = (leaf.entry.path, numbered)
            first = seen.setdefault((label.path, core(text)), own)
            if first[0] != own[0] and not (first[1] and numbered):
                remedy = "word them apart" + (", or give both their number" if isinstance(item, Row) else "")
                raise leaf.entry.fault(key, f"{text!r} reads like {first[0]}; {remedy}")


def _check_keys(top: Entry, tables: Iterable[Table]) -> None:
    blocks = [(f"tables[{i}].blocks[{j}]", b) for i, t in enumerate(tables) for j, b in enumerate(t.blocks)]
    size = sum(b.height * len(b.columns) for _, b in blocks)
    if size > MAX_KEYS:
        raise top.fault("tables", f"{size} cells, more than {MAX_KEYS}; split the form into several schemas")
    keys = ((key, where) for where, b in blocks for key in b.every_key())
    distinct((k, top.fault(where, f"key {k!r} twice; rename a row")) for k, where in keys)
