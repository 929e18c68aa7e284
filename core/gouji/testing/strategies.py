"""Hypothesis strategies: filled forms, printed documents and hostile text. Needs ``gouji[test]``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from gouji.schema import Schema
from gouji.testing.forms import PROFILES, Truth, fill
from gouji.testing.options import Options
from gouji.testing.render import RENDERERS, render

SEEDS = st.integers(0, 2**16)
BREAKS = st.lists(st.integers(1, 40), max_size=3).map(lambda rows: tuple(sorted(rows)))

SHARDS = (
    *("\t", "\n", "\r\n", "\r", " ", "\u3000", "\u00a0", "\u200b", "\ufeff", "\x00", "\x0c", "\u2028"),
    *("|", "||", "\\|", "|---|", "| - |", ":--:", "+---+", "{|", "|-", "|}", "│", "─", "┼", "|==="),
    *(",", '"', "&", "\\\\", "\\begin{tabular}{lr}", "\\end{tabular}", "---- ----", "==== ===="),
    *("<table>", "</table>", "<tr>", "<td>", "</td>", "<td", "<!--", "-->", "<script>", "<br>"),
    *('<td rowspan="99999">', '<td colspan="-3">', f"<td colspan={'9' * 5000}>", "&nbsp;", "&#x30;"),
    *("0", "7", "10", "-3", "1,204", "39.6", "９", "①", "½", "9" * 40, "٣", "1e9", "\ud800", "\U0002a6d6"),
    *("二", "⼆", "（一）", "一、", "总计"),
)
"""Pieces of text that mean something to some layout."""


@dataclass(frozen=True, slots=True)
class Print:
    """A filled form, how it was printed, and the text."""

    values: dict[str, str]
    layout: str
    options: Options
    text: str

    @property
    def truth(self) -> Truth:
        """What the text prints."""
        return Truth.of(self.values)


def forms(schema: Schema) -> SearchStrategy[dict[str, str]]:
    """Filled forms of every profile; they shrink towards the plainest."""
    return st.builds(fill, st.just(schema), SEEDS, st.sampled_from(PROFILES), thousands=st.booleans())


def options() -> SearchStrategy[Options]:
    """Options of every kind; they shrink towards the plain print."""
    return st.builds(
        Options,
        page_breaks=BREAKS,
        page_mark=st.sampled_from(("", "- 5 -")),
        carry=st.sampled_from(("drop", "blank", "repeat")),
        split_label=st.booleans(),
        wrap=st.sampled_from((0, 12, 8, 5)),
        spaced=st.sampled_from((0, 4, 1)),
        fullwidth=st.booleans(),
        extra_columns=st.tuples(st.integers(0, 2), st.integers(0, 2)),
        extra_from=st.integers(0, 2),
        stretch=st.booleans(),
        low_headers=st.booleans(),
        newline=st.sampled_from(("\n", "\r\n")),
        line_gap=st.integers(0, 1),
        figures=st.sampled_from(("last", "own", "first")),
        rule=st.booleans(),
        outer_pipes=st.booleans(),
        unit=st.sampled_from(("chars", "display")),
        align=st.sampled_from(("left", "right", "center")),
        prose=st.booleans(),
        seed=SEEDS,
    )


def documents(
    schema: Schema, layouts: Sequence[str] = tuple(RENDERERS), prints: SearchStrategy[Options] | None = None
) -> SearchStrategy[Print]:
    """Printed forms in the named layouts; ``prints`` are the options to draw from, all by default."""

    def printed(values: dict[str, str], layout: str, chosen: Options) -> Print:
        return Print(values, layout, chosen, render(schema, values, layout, chosen))

    chosen = options() if prints is None else prints
    return st.builds(printed, forms(schema), st.sampled_from(list(layouts)), chosen)


def hostile(words: Sequence[str] = (), *, size: int = 200) -> SearchStrategy[str]:
    """Any text, of up to ``size`` pieces: delimiters, tags, figures, lone surrogates, and your own words."""
    piece = st.one_of(st.sampled_from([*SHARDS, *words]), st.text(max_size=6))
    return st.lists(piece, max_size=size).map("".join)
