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

import itertools
import math
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from gouji.equation import PREVIOUS, Equation, Formula, KeyTree, parse_formula
from gouji.errors import SchemaError
from gouji.fold import core
from gouji.schema import Block, Column, Label, Row, Schema, Section, Table, ValueType

MAX_FILE = 100_000
"""Longest schema file in characters, eight times the largest known: tomllib takes squared time for a.a.a…"""
MAX_TEXT = 500
"""Longest label, title or alias in characters; every beginning of a label is indexed."""
MAX_KEYS = 5_000
"""Most cells of a form: 25 times the largest known. A glob may visit each for each equation."""
MAX_EQUATIONS = 5_000
"""Most equations of a form, loops written out."""
MAX_TERMS = 100_000
"""Most terms of all equations together, globs expanded."""
MAX_DEPTH = 8
"""Deepest nesting of groups; printed forms have three."""

Status = Literal["official", "inferred-label", "inferred-soft"]
Level = Literal["document", "cross-year"]
Severity = Literal["error", "warning", "info"]
T = TypeVar("T")

_NAME = re.compile(r"[\w.-]+")
_PART = re.compile(r"[^\W\d][\w.]*")
_PAIR = re.compile(r"[\w.]+/[\w.]+")
_PREFIX = re.compile(r"[\w.]*/?")
_INNER = re.compile(r"[\w.]+")
_VARIABLE = re.compile(r"[^\W\d]\w*")
_HOLE = re.compile(r"\{([^{}]*)\}")
_LOOP = re.compile(r"(rows|columns)\s+of\s+(\S+)")
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
    if len(text) > MAX_FILE:
        raise SchemaError(f"{name}: longer than {MAX_FILE} characters; split the form into several schemas")
    return _schema(_Entry(_toml(text, name), name, ""))


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise SchemaError(f"{name}: arrays nested too deeply; groups nest {MAX_DEPTH} deep at most") from None
    except ValueError as error:  # TOMLDecodeError, and int() on endless digits
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        what = _PLACE.sub("", str(error))
        raise SchemaError(f"{name}: line {line}: no valid TOML: {what}; correct the syntax there") from error


@dataclass(frozen=True, slots=True)
class _Entry:
    """One TOML table with the file's name and its path, which every fault begins with."""

    values: Mapping[str, Any]
    name: str
    path: str

    def where(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, problem: str) -> SchemaError:
        return SchemaError(f"{self.name}: {self.where(key)}: {problem}")

    def only(self, known: str) -> None:
        """Refuse keys that are not among the ``known`` words."""
        for key in self.values:
            if key not in known.split():
                raise self.fault(key[:MAX_TEXT], f"unknown key; known here: {', '.join(known.split())}")

    def text(self, key: str, default: str | None = None) -> str:
        if key not in self.values:
            if default is None:
                raise self.fault(key, f'missing; add {key} = "..."')
            return default
        return self._text(key, self.values[key])

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.fault(key, f"must be true or false, is {_kind(value)}; write it without quotes")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        found = tuple(self._text(f"{key}[{i}]", v) for i, v in enumerate(self.items(key)))
        _distinct((t, self.fault(f"{key}[{i}]", f"{t!r} twice; drop one")) for i, t in enumerate(found))
        return found

    def items(self, key: str) -> list[Any]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.fault(key, f"must be a list, is {_kind(value)}; write [...]")
        return value

    def entries(self, key: str, *, least: int = 0) -> list[_Entry]:
        items = self.items(key)
        if len(items) < least:
            raise self.fault(key, f"missing; list at least {least}")
        return [self._entry(f"{key}[{i}]", v) for i, v in enumerate(items)]

    def entry(self, key: str) -> _Entry:
        return self._entry(key, self.values.get(key, {}))

    def choice(self, key: str, choices: Iterable[str], default: str) -> str:
        value = self.text(key, default)
        if value not in choices:
            raise self.fault(key, f"{value[:MAX_TEXT]!r} is none of {', '.join(choices)}")
        return value

    def identifier(self, key: str, form: re.Pattern[str], remedy: str, default: str | None = None) -> str:
        value = self.text(key, default)
        if form.fullmatch(value) is None:
            raise self.fault(key, f"{value!r} is no identifier; {remedy}")
        return value

    def _text(self, key: str, value: Any) -> str:
        if not isinstance(value, str):
            raise self.fault(key, f"must be a text, is {_kind(value)}; write it in quotes")
        if not value.strip():
            raise self.fault(key, "empty; write a text or leave the key out")
        if len(value) > (MAX_FILE if key == "formula" else MAX_TEXT):
            raise self.fault(key, f"longer than {MAX_TEXT} characters; shorten it")
        return value

    def _entry(self, key: str, value: Any) -> _Entry:
        if not isinstance(value, dict):
            raise self.fault(key, f"must be a table, is {_kind(value)}; write {{ ... }}")
        return _Entry(value, self.name, self.where(key))


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    names = {dict: "a table", list: "a list", str: "a text", int: "a number", float: "a number"}
    return names.get(type(value), "a date or time")


def _distinct(pairs: Iterable[tuple[Any, SchemaError]]) -> None:
    """Raise the fault of the first value that an earlier pair has already."""
    seen = set()
    for value, fault in pairs:
        if value in seen:
            raise fault
        seen.add(value)


def _unique(entries: Iterable[_Entry], ids: Iterable[str]) -> None:
    _distinct((i, e.fault("id", f"{i!r} twice; rename one")) for e, i in zip(entries, ids, strict=True))


def _schema(top: _Entry) -> Schema:
    top.only("id title family source title_patterns sections tables equations")
    name = top.identifier("id", _NAME, "use letters, digits, '.', '_', '-'")
    tables = _tables(top)
    _check_keys(top, tables)
    return Schema(
        id=name,
        title=top.text("title"),
        family=top.text("family", name),
        source=top.text("source"),
        tables=tables,
        equations=tuple(_equations(top, _Keys.of(tables))),
        sections=_sections(top, [t.id for t in tables]),
        title_patterns=_title_patterns(top),
    )


def _title_patterns(top: _Entry) -> tuple[str, ...]:
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


def _sections(top: _Entry, tables: list[str]) -> tuple[Section, ...]:
    entries = top.entries("sections")
    sections = tuple(_section(e, tables) for e in entries)
    _unique(entries, (s.id for s in sections))
    return sections


def _section(entry: _Entry, tables: list[str]) -> Section:
    entry.only("id ordinal title aliases table")
    table = entry.text("table", "")
    if table and table not in tables:
        raise entry.fault("table", f"no table {table!r}; there are {', '.join(tables)[:MAX_TEXT]}")
    name = entry.identifier("id", _NAME, "use letters, digits, '.', '_', '-'")
    return Section(name, entry.text("ordinal", ""), entry.text("title"), entry.texts("aliases"), table)


def _tables(top: _Entry) -> tuple[Table, ...]:
    entries = top.entries("tables", least=1)
    tables = tuple(_table(e) for e in entries)
    _unique(entries, (t.id for t in tables))
    for i, (entry, table) in enumerate(zip(entries, tables, strict=True)):
        if table.beside and table.beside not in [t.id for t in tables[:i]]:
            raise entry.fault("beside", f"no earlier table {table.beside!r}; name the one to its left")
    return tables


def _table(entry: _Entry) -> Table:
    entry.only("id title headings notes beside blocks")
    name = entry.identifier("id", _PART, "use letters, digits, '_', '.', a letter first")
    title = entry.text("title")
    parts = entry.entries("blocks", least=1)
    blocks = tuple(_block(e, name) for e in parts)
    _unique(parts, (b.id for b in blocks))
    headings = entry.texts("headings") or (title,)
    return Table(name, title, headings, blocks, entry.texts("notes"), entry.text("beside", ""))


def _block(entry: _Entry, table: str) -> Block:
    entry.only("id titles columns rows numbers open")
    rows = [(leaf, _row(leaf)) for leaf in _leaves(entry, "rows")]
    columns = [(leaf, _column(leaf, paired=not rows)) for leaf in _leaves(entry, "columns")]
    if not columns:
        raise entry.fault("columns", "missing; list at least 1")
    for found in (rows, columns):
        _unique((leaf.entry for leaf, _ in found), (item.id for _, item in found))
    numbered = [(r.number, leaf.entry) for leaf, r in rows if r.number]
    _distinct((n, e.fault("number", f"{n!r} twice; correct one")) for n, e in numbered)
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


def _numbers(block: _Entry) -> tuple[Label | None, bool]:
    """The heading of the column of row numbers, and whether that stands left of the labels."""
    if "numbers" not in block.values:
        return None, False
    entry = block.entry("numbers")
    entry.only("label aliases first")
    return _label(_Leaf(entry)), entry.flag("first")


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A row or column entry with what the groups around it add."""

    entry: _Entry
    path: tuple[str, ...] = ()
    prefix: str = ""


def _leaves(
    parent: _Entry, key: str, path: tuple[str, ...] = (), prefix: str = "", depth: int = 0
) -> Iterator[_Leaf]:
    """Give the rows or columns of a block in printed order, groups opened."""
    for entry in parent.entries(key, least=bool(depth)):
        if "group" not in entry.values:
            yield _Leaf(entry, path, prefix)
            continue
        entry.only(f"group prefix {key}")
        if depth == MAX_DEPTH:
            raise entry.fault("group", f"nested deeper than {MAX_DEPTH}; join some groups")
        more = entry.identifier("prefix", _PREFIX, "use letters, digits, '_', '.', one '/' at the end", "")
        yield from _leaves(entry, key, (*path, _label_text(entry, "group")), prefix + more, depth + 1)


def _label_text(entry: _Entry, key: str) -> str:
    text = entry.text(key)
    if not core(text):
        raise entry.fault(key, f"{text!r} has no letter or digit to know it by; write the printed words")
    return text


def _label(leaf: _Leaf) -> Label:
    entry = leaf.entry
    aliases = entry.texts("aliases")
    for i, alias in enumerate(aliases):
        if not core(alias):
            raise entry.fault(f"aliases[{i}]", f"{alias!r} has no letter or digit to know it by; drop it")
    return Label(_label_text(entry, "label"), aliases, leaf.path + entry.texts("path"))


def _title(entry: _Entry) -> Label:
    entry.only("label aliases")
    return _label(_Leaf(entry))


def _row(leaf: _Leaf) -> Row:
    leaf.entry.only("id label aliases path number")
    name = _leaf_id(leaf, _INNER, "use letters, digits, '_', '.'")
    return Row(name, _label(leaf), leaf.entry.text("number", ""))


def _column(leaf: _Leaf, *, paired: bool) -> Column:
    entry = leaf.entry
    entry.only("id label aliases path type unit")
    form = _PAIR if paired else _INNER
    remedy = "a block without rows needs row/column" if paired else "use letters, digits, '_', '.'"
    kind: ValueType = _one_of(entry.choice("type", get_args(ValueType), "count"), get_args(ValueType))
    return Column(_leaf_id(leaf, form, remedy), _label(leaf), kind, entry.text("unit", ""))


def _leaf_id(leaf: _Leaf, form: re.Pattern[str], remedy: str) -> str:
    name = leaf.prefix + leaf.entry.text("id")
    if form.fullmatch(name) is None:
        raise leaf.entry.fault("id", f"{name!r} is no identifier; {remedy}")
    return name


def _one_of(value: str, choices: tuple[T, ...]) -> T:
    """Give the choice equal to a text that was checked to be one."""
    return next(c for c in choices if c == value)


def _check_wordings(leaves: Iterable[tuple[_Leaf, Row | Column]], *, aliases: bool) -> None:
    """Refuse a wording that names two rows under one group: no reader could tell them apart."""
    seen: dict[tuple[tuple[str, ...], str], str] = {}
    for leaf, item in leaves:
        label = item.label
        others = label.aliases if aliases else ()
        for key, text in (("label", label.text), *((f"aliases[{i}]", a) for i, a in enumerate(others))):
            first = seen.setdefault((label.path, core(text)), leaf.entry.path)
            if first != leaf.entry.path:
                raise leaf.entry.fault(key, f"{text!r} reads like {first}; word them apart")


def _check_keys(top: _Entry, tables: Iterable[Table]) -> None:
    blocks = [(f"tables[{i}].blocks[{j}]", b) for i, t in enumerate(tables) for j, b in enumerate(t.blocks)]
    size = sum(b.height * len(b.columns) for _, b in blocks)
    if size > MAX_KEYS:
        raise top.fault("tables", f"{size} cells, more than {MAX_KEYS}; split the form into several schemas")
    keys = ((key, where) for where, b in blocks for key in b.every_key())
    _distinct((k, top.fault(where, f"key {k!r} twice; rename a row")) for k, where in keys)


@dataclass(frozen=True, slots=True)
class _Keys:
    """What equations are written over: the keys, and the labels of their middle and last parts."""

    tree: KeyTree
    tables: frozenset[str]
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: tuple[Table, ...]) -> _Keys:
        labels = {
            b.key(r, c): (b.rows[r].label.text if b.rows else " ".join(column.label.path), column.label.text)
            for t in tables
            for b in t.blocks
            for r in range(b.height)
            for c, column in enumerate(b.columns)
        }
        return cls(KeyTree(labels), frozenset(t.id for t in tables), labels)

    def parts(self, axis: str, pattern: str) -> dict[str, str]:
        """Give the different middle ("rows") or last ("columns") parts of matching keys → labels."""
        index = 1 if axis == "rows" else 2
        found: dict[str, str] = {}
        for key in self.tree.match(f"{pattern}/*/*" if pattern in self.tables else pattern):
            part = key.split("/")[index]
            found.setdefault(part, self.labels[key][index - 1] or part)
        return found


_SEVERITY: dict[str, Severity] = {"official": "error", "inferred-label": "error", "inferred-soft": "warning"}


def _equations(top: _Entry, keys: _Keys) -> Iterator[Equation]:
    seen: set[str] = set()
    terms = 0
    for entry in top.entries("equations"):
        for equation in _family(entry, keys):
            if equation.id in seen:
                raise entry.fault("id", f"{equation.id!r} twice; rename one")
            seen.add(equation.id)
            terms += len(equation.left) + len(equation.right)
            if len(seen) > MAX_EQUATIONS or terms > MAX_TERMS:
                many = f"over {MAX_EQUATIONS} equations or {MAX_TERMS} terms in all"
                raise entry.fault("formula", f"{many}; use fewer loops")
            yield equation


def _family(entry: _Entry, keys: _Keys) -> Iterator[Equation]:
    """All equations of one entry: one, or one for each combination of its loops."""
    entry.only("id each formula status level severity message")
    name = entry.identifier("id", _NAME, "use letters, digits, '.', '_', '-'")
    each = entry.entry("each")
    loops = {v: _loop(each, v, keys) for v in each.values}
    if math.prod(map(len, loops.values())) > MAX_EQUATIONS:
        raise entry.fault("each", f"over {MAX_EQUATIONS} combinations; use fewer loops")
    for values in itertools.product(*(loop.items() for loop in loops.values())):
        chosen = dict(zip(loops, values, strict=True))
        yield _equation(entry, "/".join([name, *(v for v, _ in values)]), chosen, keys)


def _loop(each: _Entry, variable: str, keys: _Keys) -> dict[str, str]:
    """Give the values of a loop variable → their labels."""
    if _VARIABLE.fullmatch(variable) is None:
        raise each.fault(variable[:MAX_TEXT], "is no variable's name; use letters, a letter first")
    if isinstance(each.values[variable], list):
        found = {t: t for t in each.texts(variable)}
    else:
        text = each.text(variable)
        match = _LOOP.fullmatch(text)
        if match is None:
            raise each.fault(variable, f"{text!r} is no loop; write 'rows of P', 'columns of P' or a list")
        found = keys.parts(match[1], match[2])
    if not found:
        raise each.fault(variable, "matches nothing; name a table's id or keys of the schema")
    return found


def _equation(entry: _Entry, name: str, chosen: Mapping[str, tuple[str, str]], keys: _Keys) -> Equation:
    holes = {v: value for v, (value, _) in chosen.items()}
    text = _filled(entry, "formula", holes, needed=True)
    try:
        formula = parse_formula(text, keys.tree)
    except SchemaError as error:
        raise entry.fault("formula", f"{error} (in {name}: {text[:MAX_TEXT]})") from None
    status: Status = _one_of(entry.choice("status", get_args(Status), "inferred-label"), get_args(Status))
    severity = entry.choice("severity", get_args(Severity), _SEVERITY[status])
    labels = holes | {f"{v}.label": label for v, (_, label) in chosen.items()}
    return Equation(
        id=name,
        left=formula.left,
        op=formula.op,
        right=formula.right,
        status=status,
        level=_level(entry, formula),
        severity=_one_of(severity, get_args(Severity)),
        formula=text,
        message=_filled(entry, "message", labels) if "message" in entry.values else text,
    )


def _filled(entry: _Entry, key: str, holes: Mapping[str, str], *, needed: bool = False) -> str:
    """Give the text with its ``{variables}`` replaced and its blanks made single."""
    text = " ".join(entry.text(key).split())
    used = set(_HOLE.findall(text))
    for hole in sorted(used - holes.keys()):
        raise entry.fault(key, f"no loop gives {{{hole[:MAX_TEXT]}}}; add it to each")
    for variable in holes:
        if needed and variable not in used:
            raise entry.fault(key, f"does not use {{{variable}}}; use it, or drop it from each")
    return _HOLE.sub(lambda m: holes[m[1]], text)


def _level(entry: _Entry, formula: Formula) -> Level:
    crosses = any(key.startswith(PREVIOUS) for _, key in formula.left + formula.right)
    level: Level = "cross-year" if crosses else "document"
    if entry.choice("level", get_args(Level), level) != level:
        raise entry.fault("level", f"must be {level!r} for this formula; leave it out")
    return level
