"""The commands ``gouji tables`` and ``gouji explain --tables``: the tables of any text, and why these."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator

from gouji.cli_io import NOTHING, SURE, UNREADABLE, fault, inputs, output, say
from gouji.document import Document
from gouji.engine import Engine
from gouji.errors import GoujiError
from gouji.harmless import harmless
from gouji.table import Table

WRITERS: dict[str, tuple[str, str, Callable[[Table], str], str]] = {
    "json": ("[\n", ",\n", Table.to_json, "\n]\n"),
    "jsonl": ("", "", lambda t: t.to_json() + "\n", ""),
    "csv": ("", "\n", lambda t: t.to_csv(neutralise=True), ""),
    "markdown": ("", "\n", Table.to_markdown, ""),
    "html": ("", "\n", Table.to_html, ""),
}
"""What stands before the first table, between two, how one is written, and what stands after the last."""


def run(engine: Engine, options: argparse.Namespace) -> int:
    """Write the tables of all inputs; an input that cannot be read costs only itself."""
    if options.layout is not None:
        engine.layout(options.layout)
    asked = _Asked(engine, options)
    before, between, write, after = WRITERS[options.format]
    with output(options.output) as out:
        count = 0
        for count, table in enumerate(asked.tables(), 1):
            out.write((between if count > 1 else before) + write(table))
        out.write(after if count else before.strip() + after.strip() + "\n" * bool(after))
    return asked.code if asked.code == UNREADABLE or count else NOTHING


class _Asked:
    """The tables that one command asks for, as they come, and the exit code."""

    def __init__(self, engine: Engine, options: argparse.Namespace) -> None:
        self.engine, self.options, self.code = engine, options, SURE

    def tables(self) -> Iterator[Table]:
        for item in inputs(self.options.paths):
            try:
                found = self.engine.tables(item.open(self.engine), layout=self.options.layout)
            except Exception as error:  # noqa: BLE001 - even a defect of ours must not cost the other inputs
                self.code = UNREADABLE
                say(f"gouji: {fault(item.name, error)}")
                continue
            for finding in found.findings:
                say(f"gouji: {item.name}: {finding.message}")
            yield from self._chosen(item.name, found)

    def _chosen(self, name: str, found: list[Table]) -> list[Table]:
        number = self.options.table
        if number is None:
            return found
        if not 1 <= number <= len(found):
            say(f"gouji: {name}: has {len(found)} tables; --table {number} is none of them")
            return []
        return [found[number - 1]]


def why(engine: Engine, document: Document) -> int:
    """Write a line for each claim of a layout: where, what shape, and why it stands or falls."""
    claims = engine.claims(document)
    for claim in claims:
        first, last = (document.line_of(offset) + 1 for offset in claim.span)
        rows, cols = claim.matrix.shape
        sign = "-" if claim.rival else "+"
        page = "; it only arranges the page" if claim.matrix.presentation else ""
        sys.stdout.write(
            harmless(f"{sign} lines {first}-{last}  {rows} x {cols}  {claim.reason}{page}") + "\n"
        )
    if not claims:
        raise GoujiError(f"{document.source}: no layout finds a table; `gouji tables --layout NAME` asks one")
    return SURE
