"""Rendering: filled forms printed in every layout, from one physical grid a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from gouji.schema import Schema, Section
from gouji.sheet import Sheet, join, lay_out
from gouji.testing import aligned, box, delimited, markup, vertical
from gouji.testing.options import Options
from gouji.testing.page import fragments
from gouji.testing.prose import paragraph

Draw = Callable[[Sheet, Options], str]


@dataclass(frozen=True, slots=True)
class Renderer:
    """One way to print tables: ``function`` prints one fragment of a sheet, without a last newline.

    ``keeps_blanks`` says whether the print shows where a blank cell is, by default options.
    ``heading`` and ``paragraph`` are format strings for a line of text outside the tables; ``before`` and
    ``after`` stand around the whole document.
    """

    name: str
    family: str
    function: Draw
    heading: str = "{}"
    paragraph: str = "{}"
    before: str = ""
    after: str = ""
    keeps_blanks: bool = True


HTML_WORDS = ("<h2>{}</h2>", "<p>{}</p>")
HTML_PAGE = ('<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n', "</body></html>\n")
COUNTS = ("栏次", "栏号")
"""Labels of the row that numbers the columns."""
MARKDOWN, ORG, WIKI = "## {}", "* {}", "== {} =="

_ALL = (
    Renderer("tabs-grid", "tabs", delimited.tabs(delimited.grid_rows)),
    Renderer("tabs-ragged", "tabs", delimited.tabs(delimited.ragged_rows)),
    Renderer("tabs-repeat", "tabs", delimited.tabs(delimited.repeated_rows)),
    Renderer("csv", "csv", delimited.commas),
    Renderer("pipes-grid", "pipes", delimited.pipes(delimited.grid_rows), MARKDOWN),
    Renderer("pipes-ragged", "pipes", delimited.pipes(delimited.ragged_rows), MARKDOWN),
    Renderer("pipes-repeat", "pipes", delimited.pipes(delimited.repeated_rows), MARKDOWN),
    Renderer("html", "html", markup.html, *HTML_WORDS, *HTML_PAGE),
    Renderer("html-flat", "html", markup.html_flat, *HTML_WORDS, *HTML_PAGE),
    Renderer("cell-per-line", "vertical", vertical.cell_per_line),
    Renderer("char-per-line", "vertical", vertical.char_per_line, keeps_blanks=False),
    Renderer("piece-per-line", "vertical", vertical.piece_per_line, keeps_blanks=False),
    Renderer("row-per-line", "vertical", vertical.row_per_line, keeps_blanks=False),
    Renderer("aligned", "aligned", aligned.aligned),
    Renderer("box", "box", box.box(box.ASCII)),
    Renderer("box-unicode", "box", box.box(box.UNICODE)),
    Renderer("org", "org", delimited.org, ORG),
    Renderer("mediawiki", "mediawiki", markup.mediawiki, WIKI),
    Renderer("mediawiki-spans", "mediawiki", markup.mediawiki_spans, WIKI),
)

RENDERERS: dict[str, Renderer] = {r.name: r for r in _ALL}
"""Every layout by name; a plugin's author may add one."""


def render(
    schema: Schema,
    values: Mapping[str, str],
    layout: str | Renderer,
    options: Options | None = None,
    **changes: Any,
) -> str:
    """The filled form as one text in the named layout, or by a renderer of your own.

    ``values`` are printed strings by key; "" and a missing key are blank cells. ``changes`` are fields of
    ``Options`` to replace. Raises ValueError for an unknown layout or a key that the schema does not have.
    """
    if isinstance(layout, str) and layout not in RENDERERS:
        raise ValueError(f"layout {layout!r} is unknown; there are {', '.join(RENDERERS)}")
    unknown = values.keys() - set(schema.keys)
    if unknown:
        raise ValueError(f"{schema.id} has no key {min(unknown)!r}")
    chosen = replace(options or Options(), **changes)
    renderer = RENDERERS[layout] if isinstance(layout, str) else layout
    gap = "\n" * (1 if renderer.family in ("tabs", "csv", "html") else 2)
    text = renderer.before + gap.join(_parts(schema, values, renderer, chosen)) + "\n" + renderer.after
    return text if chosen.newline == "\n" else text.replace("\n", chosen.newline)


def sheets(schema: Schema, values: Mapping[str, str], options: Options | None = None) -> dict[str, Sheet]:
    """The physical grid of each table, before any page break; the key is the table's id.

    A table that the form prints beside another is part of that one's sheet.
    """
    chosen = options or Options()
    counted = _first_numbers(schema) if chosen.column_numbers else {}
    found = {
        t.id: lay_out(
            t,
            values,
            note=chosen.header_note,
            stretch=chosen.stretch,
            low=chosen.low_headers,
            counted=counted.get(t.id),
        )
        for t in schema.tables
        if not chosen.tables or t.id in chosen.tables
    }
    for table in reversed(schema.tables):
        if table.beside in found and table.id in found:
            found[table.beside] = join(found[table.beside], found.pop(table.id))
    return found


def _first_numbers(schema: Schema) -> dict[str, tuple[str, int]]:
    """The label and first number of each row of column numbers: 1, or what follows the table to its left."""
    first: dict[str, int] = {}
    widths = {t.id: max(len(b.columns) for b in t.blocks) for t in schema.tables}
    for table in schema.tables:
        first[table.id] = first[table.beside] + widths[table.beside] if table.beside else 1
    return {t.id: (next((n for n in t.notes if n in COUNTS), COUNTS[0]), first[t.id]) for t in schema.tables}


def _parts(schema: Schema, values: Mapping[str, str], renderer: Renderer, options: Options) -> Iterator[str]:
    """Title, headings, paragraphs and tables in printed order."""
    grids = sheets(schema, values, options)
    if options.title:
        yield _say(renderer, renderer.heading, options.title)
    if options.prose:
        yield _say(renderer, renderer.paragraph, paragraph(schema, options.seed))
    for number, section in enumerate(_sections(schema), start=1):
        grid = grids.get(section.table)
        if options.headings and (grid or (options.prose and not section.table)):
            yield _say(renderer, renderer.heading, _heading(schema, section))
        if options.prose:
            yield _say(renderer, renderer.paragraph, paragraph(schema, options.seed + number))
        if grid:
            yield _table(grid, renderer, options)


def _sections(schema: Schema) -> list[Section]:
    """The schema's sections, and one without an ordinal for each table that no section holds."""
    held = {s.table for s in schema.sections}
    loose = (Section(t.id, "", t.title, (), t.id) for t in schema.tables if t.id not in held)
    return [*schema.sections, *loose]


def _heading(schema: Schema, section: Section) -> str:
    headings = schema.table(section.table).headings if section.table else ()
    wording = next(iter(headings), section.title)
    return f"{section.ordinal}、{wording}" if section.ordinal else wording


def _say(renderer: Renderer, frame: str, text: str) -> str:
    return frame.format(escape(text) if renderer.family == "html" else text)


def _table(sheet: Sheet, renderer: Renderer, options: Options) -> str:
    """All pages of a table.

    Between two pages stands a blank line with the page mark, if any. Where a vertical layout prints blank
    lines anyhow, a break shows by a line that follows at once, indented by one blank.
    """
    pages = [renderer.function(part, options) for part in fragments(sheet, options)]
    mark = [_say(renderer, renderer.paragraph, options.page_mark)] if options.page_mark else []
    if renderer.family == "vertical" and options.line_gap:
        return "\n".join(["", *mark, " "]).join(pages)
    return "\n\n".join(["", *mark, ""]).join(pages)
