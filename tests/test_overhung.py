"""Overhung: under a column's name a group's label shows that the cells of its rows have moved."""

from __future__ import annotations

import re

import gouji
from form_prints import SCHEMA, printed, stated
from gouji.testing import fill

OWN = fill(SCHEMA, seed=5, profile="gaps")
ROWS = ("refused.law_forbidden", "refused.stability", "refused.third_party", "refused.inquiry")


def totals():
    """Values of which the rows of a group print nothing but a total of 0."""
    values = dict(OWN)
    for key in values:
        if key.startswith(tuple(f"requests/results.{row}/" for row in ROWS)):
            values[key] = "0" if key.endswith("/total") else ""
    return values


def cut(text):
    """The page without what stands between a row's last cell but one and the next group's label."""
    granted = text.index("予以公开")
    row = text[granted : text.index("</tr>", granted)]
    start = granted + [m.end() for m in re.finditer("</td>", row)][-2]
    return text[:start] + text[text.rindex("<td", 0, text.index("不予公开")) :]


def test_rows_beside_a_group_label_that_stands_in_a_column_state_no_figure_of_another():
    own = totals()
    text = printed("html", own)
    assert stated(gouji.parse(text)).items() >= {(f"requests/results.{row}/total", "0") for row in ROWS}
    found = gouji.parse(cut(text))
    assert {k: v for k, v in stated(found).items() if v != own.get(k)} == {}
    for row in ROWS:
        keys = [k for k in own if k.startswith(f"requests/results.{row}/")]
        assert {found[k].status for k in keys} == {"ambiguous"}, row
