"""Reports made by filling a blank form where it has room, as an agency would, and its prints in other layouts."""

import re

from gouji.draft.reader import clean
from gouji.fold import core

CELL = re.compile(r"(<td[^>]*>)(.*?)(</td>)", re.DOTALL)


def rows_of(schema):
    """For each table its rows in order: the label without blanks, and the keys."""
    return {
        t.id: [
            (clean(row.label.text), [b.key(r, c) for c in range(len(b.columns))])
            for b in t.blocks
            for r, row in enumerate(b.rows)
        ]
        for t in schema.tables
    }


def filled(form, schema, values):
    """The HTML of a form with the values of a schema's keys in the empty cells behind its labels."""
    left = rows_of(schema)
    made = re.sub(r"<tr>.*?</tr>", lambda m: _row(m[0], left, values), form, flags=re.DOTALL)
    assert not any(left.values()), f"no row for {left}"
    return made


def _row(html, left, values):
    keys: list[str] = []

    def cell(match):
        text = clean(match[2])
        for rows in left.values():
            if text and rows and rows[0][0].endswith(text) and core(rows[0][0]) == core(text):
                keys[:] = rows.pop(0)[1]
                return match[0]
        return match[0] if text or not keys else f"{match[1]}{values[keys.pop(0)] or ' '}{match[3]}"

    return CELL.sub(cell, html)


def prints(html):
    """The same report as HTML, as a dump with tabs, and a cell a line, with blank cells and without."""
    tabs = re.sub(r"<[^>]*>", "", re.sub(r"</t[dh]>(?!</tr>)", "\t", html))
    lines = re.sub(r"<[^>]*>", "", re.sub(r"</t[dh]>", "\n", html.replace("<tr>\n", "")))
    return {
        "html": html,
        "tabs": tabs,
        "cells": lines,
        "cells without blanks": "\n".join(line for line in lines.splitlines() if line.strip()),
    }
