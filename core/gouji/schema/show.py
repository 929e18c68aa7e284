"""A schema for people: the form as a table whose cells are numbered, the keys, the equations in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from gouji.equation import Formula, render_formula
from gouji.harmless import dumps
from gouji.schema import Block, Column, Row, Schema, Section, Table
from gouji.schema.drawing import drawn
from gouji.schema.equation_words import STANDING, Family, families, places


def show_text(schema: Schema) -> str:
    """The schema for a terminal: each table drawn with the numbers of its keys, then the lists."""
    numbers = _numbers(schema)
    parts = [[f"{schema.id}  {schema.title}", *(f"  {k}: {v}" for k, v in _facts(schema).items())]]
    for tables in _abreast(schema):
        heads = [f"{t.id}  {t.title}" + (f"  (right of {t.beside})" if t.beside else "") for t in tables]
        parts.append([*heads, *drawn(tables, numbers)])
    parts.append(["Keys", *_keys(schema, numbers)])
    parts.append(["Equations", *(line for f in families(schema) for line in _equation(f))])
    parts.append(["Sections", *(f"  {_section(s)}" for s in schema.sections)])
    return "\n\n".join("\n".join(part) for part in parts if len(part) > 1) + "\n"


def show_markdown(schema: Schema) -> str:
    """The schema as Markdown: a pipe table for each block, and lists."""
    numbers = _numbers(schema)
    facts = {"id": schema.id, **_facts(schema)}
    lines = [f"# {schema.title}", "", *(f"- {name}: {fact}" for name, fact in facts.items())]
    for table in schema.tables:
        lines += ["", f"## {table.title} (`{table.id}`)"]
        lines += ["", f"Printed right of `{table.beside}`, row by row."] if table.beside else []
        for block in table.blocks:
            lines += (
                ["", "Open: rows without figures are left out, others may stand between."]
                if block.open_rows
                else []
            )
            lines += ["", *(f"**{t.text}**\n" for t in block.titles), *_pipes(block, numbers)]
    lines += ["", "## Keys", "", "| no. | key | type | unit |", "| --- | --- | --- | --- |"]
    kinds = {k: _kind(schema.columns[k]) for k in numbers}
    lines += [f"| {n} | `{k}` | {' | '.join(kinds[k].values())} |" for k, n in numbers.items()]
    if schema.equations:
        lines += ["", "## Equations", ""]
        lines += [f"- {line.strip()}" for f in families(schema) for line in _equation(f)]
    if schema.sections:
        lines += ["", "## Sections", "", *(f"- {_section(s)}" for s in schema.sections)]
    return "\n".join(lines) + "\n"


def show_json(schema: Schema) -> str:
    """The schema as JSON: tables, keys, equations with their words, sections."""
    by_key = places(schema)
    keys = [
        {"key": k, "row": by_key[k].row, "column": by_key[k].column, **_kind(schema.columns[k])}
        for k in schema.keys
    ]
    whole = {
        "id": schema.id,
        "title": schema.title,
        **_facts(schema),
        "tables": [_table(t) for t in schema.tables],
        "keys": keys,
        "equations": [_family(f) for f in families(schema)],
        "sections": [
            {"id": s.id, "ordinal": s.ordinal, "title": s.title, "table": s.table} for s in schema.sections
        ],
    }
    return dumps(whole, indent=1) + "\n"


SHOWN: Mapping[str, Callable[[Schema], str]] = {
    "text": show_text,
    "markdown": show_markdown,
    "json": show_json,
}


def _abreast(schema: Schema) -> list[list[Table]]:
    """The tables in their order, those printed side by side together."""
    found: list[list[Table]] = []
    for table in schema.tables:
        if not any(t.id == table.id for own in found for t in own):
            beside = schema.abreast(table.id)
            found.append([t for t in schema.tables if t.id in beside])
    return found


def _numbers(schema: Schema) -> dict[str, int]:
    return {key: number for number, key in enumerate(schema.keys, 1)}


def _facts(schema: Schema) -> dict[str, str]:
    return {"family": schema.family, "source": schema.source}


def _keys(schema: Schema, numbers: Mapping[str, int]) -> Iterator[str]:
    wide = len(str(len(numbers)))
    for key, number in numbers.items():
        kind = _kind(schema.columns[key])
        yield f"  {number:>{wide}}  {key}  {' '.join(v for v in kind.values() if v)}"


def _kind(column: Column) -> dict[str, str]:
    return {"type": column.type, "unit": column.unit}


def _equation(family: Family) -> Iterator[str]:
    equation = family.first
    more = f", and {len(family.others)} alike" if family.others else ""
    yield f"  {equation.id}{more}: {family.words}  ({STANDING[equation.status]}; {equation.severity})"


def _section(section: Section) -> str:
    ordinal = f"{section.ordinal}、" if section.ordinal else ""
    return f"{ordinal}{section.title}" + (f" → {section.table}" if section.table else "")


def _pipes(block: Block, numbers: Mapping[str, int]) -> list[str]:
    heads = _stub(block, "", block.numbers.text if block.numbers else "") + [_path(c) for c in block.columns]
    rows = []
    for r in range(block.height):
        row = block.rows[r] if block.rows else None
        label = _stub(block, _path(row) if row else "", row.number if row else "")
        rows.append(label + [str(numbers[block.key(r, c)]) for c in range(len(block.columns))])
    texts = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(t.replace('|', chr(92) + '|') for t in row)} |" for row in texts]


def _stub(block: Block, label: str, number: str) -> list[str]:
    """What stands left of a row's figures: its label and, where the block numbers its rows, its number."""
    if not block.rows:
        return []
    own = [label, number] if block.numbers else [label]
    return own[::-1] if block.numbers_first else own


def _path(item: Row | Column) -> str:
    return " / ".join((*item.label.path, item.label.text))


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title,
        "headings": list(table.headings),
        "notes": list(table.notes),
        "beside": table.beside,
        "blocks": [_block(b) for b in table.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "id": block.id,
        "titles": [t.text for t in block.titles],
        "numbers": block.numbers.text if block.numbers else "",
        "numbers_first": block.numbers_first,
        "open": block.open_rows,
        "columns": [_labelled(c) | _kind(c) for c in block.columns],
        "rows": [_labelled(r) | {"number": r.number} for r in block.rows],
    }


def _labelled(item: Row | Column) -> dict[str, Any]:
    label = item.label
    return {"id": item.id, "label": label.text, "aliases": list(label.aliases), "path": list(label.path)}


def _family(family: Family) -> dict[str, Any]:
    first = family.first
    return {
        "id": first.id,
        "alike": list(family.others),
        "formula": render_formula(Formula(first.left, first.op, first.right)),
        "status": first.status,
        "severity": first.severity,
        "level": first.level,
        "words": family.words,
    }
