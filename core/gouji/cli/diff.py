"""The command ``gouji diff``: two reports side by side, on the terminal, as JSON or as an HTML page."""

# ruff: noqa: PLC0415 - the engine is imported only when the command runs

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING

from gouji.cli import asked
from gouji.cli.inout import Commands, one, output
from gouji.errors import GoujiError
from gouji.exit_codes import DOUBT, SURE

if TYPE_CHECKING:
    from gouji.diff import Diff
    from gouji.engine import Engine
    from gouji.panel import Observation


EPILOG = "exit codes: 0 no cell differs, 1 some do, 2 no report in a file or wrong usage, 3 unreadable"
STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2em;max-width:70em;color-scheme:light dark}"
    "table{border-collapse:collapse}td,th{border:1px solid #8888;padding:.2em .6em;text-align:left}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}"
)


def add(commands: Commands) -> None:
    """Hang the command into the command line."""
    parser = commands.add_parser(
        "diff", help="what differs between two reports, years or versions", epilog=EPILOG
    )
    parser.add_argument("before", metavar="A", help="a document")
    parser.add_argument("after", metavar="B", help="another, or a later version of it")
    parser.add_argument("--format", choices=("text", "json", "html"), default="text", help="default: text")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there instead, whole or not at all")
    asked.add_arguments(parser, schema=True)
    parser.set_defaults(command=_diff)


def _diff(options: argparse.Namespace) -> int:
    from gouji.diff import diff
    from gouji.export import encode

    engine = asked.engine(options)
    schema = asked.schema_id(engine, options.schema)
    before, after = (_observed(engine, name, schema) for name in (options.before, options.after))
    found = diff(before, after, engine.schemas)
    labels = _labels(engine)
    writers = {
        "text": lambda: _text(found, labels),
        "html": lambda: _html(found, labels),
        "json": lambda: encode(found.to_dict(), 2) + "\n",
    }
    with output(options.output) as out:
        out.write(writers[options.format]())
    return DOUBT if found.changes or found.carried else SURE


def _observed(engine: Engine, name: str, schema: str) -> Observation:
    from gouji.panel.observation import observe

    report = engine.parse(one(name).open(engine), schema=schema)
    if not report.cells:
        raise GoujiError(f"{name}: no table of a known form; diff compares documents that hold reports")
    return observe(report, 1, {})


def _labels(engine: Engine) -> Mapping[str, str]:
    """The label of each key; a key of several editions means the same in all."""
    from gouji.export import key_labels

    return {key: label for schema in engine.schemas.values() for key, label in key_labels(schema).items()}


def _rows(found: Diff, labels: Mapping[str, str]) -> list[tuple[str, str, str, str, str]]:
    from gouji.diff import shown
    from gouji.export import number

    return [
        (
            change.key,
            labels.get(change.key, ""),
            shown(change.before),
            shown(change.after),
            "" if change.delta is None else f"{'+' if change.delta > 0 else ''}{number(change.delta)}",
        )
        for change in found.changes
    ]


def _head(one_: Observation) -> str:
    return " ".join(str(part) for part in (one_.agency, one_.year or "", f"({one_.place})") if part)


def _text(found: Diff, labels: Mapping[str, str]) -> str:
    from gouji.harmless import harmless

    lines = [f"- {_head(found.before)}", f"+ {_head(found.after)}"]
    lines += [
        f"{key}  {old or '-'} → {new or '-'}{f'  ({delta})' if delta else ''}  {label}"
        for key, label, old, new, delta in _rows(found, labels)
    ]
    lines += [f"! {finding.message}" for finding in found.carried]
    lines.append(f"cells that differ: {len(found.changes)}")
    return "".join(harmless(line) + "\n" for line in lines)


def _html(found: Diff, labels: Mapping[str, str]) -> str:
    head = "".join(f"<th>{name}</th>" for name in ("key", "", "A", "B", "B − A"))
    rows = "".join(f"<tr>{_cells(row)}</tr>\n" for row in _rows(found, labels))
    notes = "".join(f"<li>{escape(finding.message)}</li>" for finding in found.carried)
    titles = f"<p>A: {escape(_head(found.before))}<br>B: {escape(_head(found.after))}</p>"
    return (
        '<!doctype html>\n<html lang="zh"><meta charset="utf-8"><title>gouji diff</title>'
        f"<style>{STYLE}</style>\n<h1>gouji diff</h1>{titles}\n"
        f"<table><tr>{head}</tr>\n{rows}</table>\n<ul>{notes}</ul>\n</html>\n"
    )


def _cells(row: Iterable[str]) -> str:
    key, label, *figures = row
    return f"<td>{escape(key)}</td><td>{escape(label)}</td>" + "".join(
        f'<td class="n">{escape(figure)}</td>' for figure in figures
    )
