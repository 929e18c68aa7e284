"""What the laws are told of our own layouts: how each prints, and what it may read besides."""

from __future__ import annotations

import csv
import io
import string
import unicodedata
from importlib.metadata import entry_points

from gouji.testing import FOREIGN, RENDERERS, Layout, Renderer, drawn_by

PLUGINS = {e.name: e.load() for e in sorted(entry_points(group="gouji"), key=lambda e: e.name)}
SIGNS = string.punctuation + "¦‡"
ALL = (*FOREIGN, *RENDERERS)


def width(text):
    return len(text) + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def padded(rows, size=2):
    sizes = [max(size, *(width(row[c]) for row in rows)) for c in range(len(rows[0]))]
    return sizes, [[c + " " * (n - width(c)) for c, n in zip(row, sizes, strict=True)] for row in rows]


def asciidoc(rows):
    lines = "\n\n".join(" ".join(f"|{cell}" for cell in row) for row in rows)
    return f'[cols="{"," * (len(rows[0]) - 1)}"]\n|===\n{lines}\n|===\n'


def latex(rows):
    body = "\n".join(" & ".join(cell.replace("%", "\\%") for cell in row) + " \\\\" for row in rows)
    return f"\\begin{{tabular}}{{{'l' * len(rows[0])}}}\n\\toprule\n{body}\n\\bottomrule\n\\end{{tabular}}\n"


def asciidoc_spans(sheet, options):
    lines = "\n\n".join(" ".join(_spanned(cell) for cell in row) for row in sheet.rows)
    return f'[cols="{"," * (sheet.width - 1)}"]\n|===\n{lines}\n|==='


def _spanned(cell):
    spans = f"{cell.colspan}.{cell.rowspan}+" if cell.colspan * cell.rowspan > 1 else ""
    return f"{spans}|{cell.text}"


def latex_spans(sheet, options):
    lines = []
    for number, owners in enumerate(sheet.owners()):
        line = []
        for owner in dict.fromkeys(owners):
            cell = sheet.cell(owner)
            first = owner[0] == number
            text = cell.text.replace("%", "\\%") if first else ""
            text = f"\\multirow{{{cell.rowspan}}}{{*}}{{{text}}}" if first and cell.rowspan > 1 else text
            line.append(f"\\multicolumn{{{cell.colspan}}}{{l}}{{{text}}}" if cell.colspan > 1 else text)
        lines.append(" & ".join(line) + " \\\\")
    body = "\n".join(lines)
    return f"\\begin{{tabular}}{{{'l' * sheet.width}}}\n{body}\n\\end{{tabular}}"


def quoted(rows):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


def ruled(mark, gap="  "):
    def draw(rows):
        sizes, cells = padded(rows, 4)
        lines = [gap.join(row).rstrip() for row in cells]
        ruler = gap.join(mark * n for n in sizes)
        edge = [ruler] if mark == "=" else []
        return "\n".join([*edge, lines[0], ruler, *lines[1:], *edge]) + "\n"

    return draw


def grid_table(rows):
    sizes, cells = padded(rows)
    rule, double = ("+" + "+".join(m * (n + 2) for n in sizes) + "+" for m in "-=")
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([rule, lines[0], double, *(x for line in lines[1:] for x in (line, rule))]) + "\n"


def printed(name, renderer, **facts):
    return Layout(PLUGINS[name], drawn_by(RENDERERS[renderer]), renderer=RENDERERS[renderer], **facts)


HTML = (
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "<td rowspan=99999>",
    "<td colspan=1000>",
    "<!--",
    "<td",
    "&#x30;",
)
WIKI = (
    "{|",
    "|}",
    "|-",
    "| a",
    "||",
    "!!",
    "{{",
    "}}",
    "<nowiki>",
    "[[",
    "|rowspan=99999|x\n|-",
    "|colspan=1000|x\n|-",
    '|a="',
    "|+",
    "''",
)
LATEX = (
    *("\\begin{tabular}{ll}", "\\end{tabular}", "&", "\\\\", "\\multirow{-2}{*}{", "{", "}", "%", "$"),
    "\\cmidrule(",
)
ADOC = (
    "|===",
    "2.9+|",
    "9999*|",
    "9.9+|x",
    "a|",
    ".3+|",
    "\\|",
    "[cols=2]",
    "[cols=99999*]",
    "[format=csv]",
    ".T",
    "//",
    "----",
    "|a",
)
RULES = (
    "---- ----",
    "==== ====",
    "=== ===\na b\n--- ---",
    "----\na\n--- ---",
    "---------",
    "  ",
    "a   b",
    "\u3000",
)
BOX = ("+---+---+", "| 1 |", "│", "├──┼──┤", "┌─┬─┐", "+===+", "|", "-[ RECORD 1 ]-")
BARS = ("box*", "org", "pipes-*", "mediawiki*", "script", "english")

COMMAS = (",", ";", '"', '""', '"a,', "1,2 3,4", '"a""', 'a,b\n"x')

TABS = {"resembles": ("tabs-*",), "marks": ("\t", "\t\t")}
PIPES = {
    "words": True,
    "cannot": "\\<`|",
    "resembles": ("pipes-*", "org", "box", "mediawiki*", "script", "english"),
    "marks": ("|", "||", "|---|", "\\|", ":-:"),
}

LAYOUTS = {
    "tabs": printed("tabs", "tabs-grid", hooks=("gouji_cell_matrices",), **TABS),
    # two columns of which one is nearly blank are no table for who does not look for labels
    "tabs-tables": printed("tabs", "tabs-grid", hooks=("gouji_tables",), columns=(3, 6), **TABS),
    "csv": printed(
        "csv",
        "csv",
        hooks=("gouji_cell_matrices",),
        cannot="|<>¦‡~^&",
        columns=(3, 6),
        rows=(3, 6),
        resembles=("csv", *FOREIGN),
        marks=COMMAS,
    ),
    "csv-tables": printed(
        "csv",
        "csv",
        hooks=("gouji_tables",),
        cannot=SIGNS,
        blanks=False,
        words=True,
        rows=(7, 9),
        columns=(4, 6),
        resembles=("csv", *FOREIGN, *BARS),
        asked=False,
        marks=COMMAS,
    ),
    "pipes": printed("pipes", "pipes-grid", hooks=("gouji_cell_matrices",), **PIPES),
    # GFM ignores the cells beyond the header's
    "pipes-tables": printed("pipes", "pipes-grid", hooks=("gouji_tables",), markup=True, **PIPES),
    "html": printed(
        "html",
        "html",
        markup=True,
        cannot="\"'&<>",
        resembles=("html*",),
        marks=HTML,
        frame=("<table><tr><td>", "</table>"),
    ),
    "mediawiki": printed(
        "mediawiki",
        "mediawiki",
        cannot=SIGNS,
        resembles=("mediawiki*",),
        marks=WIKI,
        frame=("{|\n| x\n", "\n|}"),
    ),
    "mediawiki-spans": printed("mediawiki", "mediawiki-spans", cannot=SIGNS, resembles=("mediawiki*",)),
    "asciidoc": Layout(
        PLUGINS["asciidoc"],
        asciidoc,
        cannot=SIGNS,
        marks=ADOC,
        frame=("[cols=9*]\n|===\n", "\n|===\n"),
        renderer=Renderer("asciidoc", "asciidoc", asciidoc_spans, "== {}"),
    ),
    "latex": Layout(
        markup=True,
        renderer=Renderer("latex", "latex", latex_spans, "\\section{{{}}}"),
        plugin=PLUGINS["latex"],
        draw=latex,
        cannot=SIGNS.replace("%", ""),
        marks=LATEX,
        frame=("\\begin{tabular}{ll}\n", "\\\\\\end{tabular}"),
    ),
    # a backslash that ends a cell says that it goes on below
    "box": printed("box", "box", cannot="|+\\", resembles=BARS, marks=BOX),
    "box-unicode": printed("box", "box-unicode", cannot="\\", resembles=BARS, marks=BOX),
    "ruled": Layout(PLUGINS["ruled"], ruled("-"), cannot=SIGNS, blanks=False, sure=False, marks=RULES),
    "grid": Layout(PLUGINS["grid"], grid_table, cannot="|+", marks=BOX, words=True, resembles=BARS),
    "simple": Layout(PLUGINS["simple"], ruled("="), cannot=SIGNS, blanks=False, marks=RULES, words=True),
    "aligned": printed(
        "aligned",
        "aligned",
        hooks=("gouji_cell_matrices",),
        cannot=SIGNS,
        blanks=False,
        sure=False,
        rows=(4, 6),
        resembles=ALL,
        marks=("  ", "1   2", "\u3000"),
    ),
    "aligned-tables": Layout(
        PLUGINS["aligned"], hooks=("gouji_tables",), resembles=ALL, marks=("  ", "1   2", "\u3000")
    ),
    "vertical": printed(
        "vertical",
        "cell-per-line",
        cannot=SIGNS,
        sure=False,
        rows=(4, 6),
        resembles=ALL,
        marks=("规章", "1\n", "（"),
    ),
    "soup": Layout(PLUGINS["soup"], resembles=ALL, marks=("、", "^", "1 ", "规章 ")),
}
"""What the laws ask of each; a layout that prints in two ways stands here twice."""
