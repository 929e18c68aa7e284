"""Made reports of the disclosure forms as sheets, and how a parse of a file of them compares with the truth."""

from __future__ import annotations

import json
from collections import Counter

import gouji_disclosure
from editions import SCHEMAS
from gouji.engine import Engine
from gouji.testing import make
from gouji.testing.render import sheets
from gouji_layouts import aligned, html, soup, tabs, vertical
from gouji_readers import drawn, office, pdf, saved

HEADINGS = {
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "review_litigation": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
}


def engine():
    """An engine of the readers and the layouts that a file's text may meet."""
    return Engine(
        [gouji_disclosure, drawn, office, pdf, saved, tabs, aligned, vertical, html, soup], strict=True
    )


ENGINE = engine()


def report(edition, profile="city", seed=1):
    """The sheets of a made report by table, and its figures by key, None for a blank cell."""
    made = make(SCHEMAS[edition], "html", [], seed=seed, profile=profile, title=None)
    cells = json.loads(made.truth_json())["cells"]
    values = {key: cell["raw"] or "" for key, cell in cells.items()}
    return sheets(SCHEMAS[edition], values), {key: cell["value"] for key, cell in cells.items()}


def html_of(edition, profile="city", seed=1):
    """The same report as a page, and its figures."""
    made = make(SCHEMAS[edition], "html", [], seed=seed, profile=profile, title=None)
    cells = json.loads(made.truth_json())["cells"]
    return made.data.decode(), {key: cell["value"] for key, cell in cells.items()}


def verdicts(source, truth):
    """How many cells are right, left open and wrong; a blank that is called blank is right."""
    found = ENGINE.parse(source)
    count = Counter()
    for key, value in truth.items():
        cell = found.cells.get(key)
        stated = cell is not None and cell.status in ("printed", "solved")
        if stated:
            count["right" if value is not None and float(cell.value) == float(value) else "wrong"] += 1
        else:
            count["open" if value is not None else "blank"] += 1
    return count
