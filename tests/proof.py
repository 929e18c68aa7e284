"""What a report must prove about itself, and how it is judged against truth; used by the tests of the laws."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from decimal import Decimal
from functools import cache
from html import unescape
from importlib.metadata import entry_points
from pathlib import Path

from gouji import Engine
from gouji.hookspecs import hookimpl
from gouji.report import DOUBTFUL, STATED
from gouji.testing import RENDERERS
from gouji.testing.sample import sample

FIXTURES = Path(__file__).parents[1] / "fixtures"
MISREAD = {"figures-above-and-below"}
"""The truths against which gouji states another number today. Their tests carry a strict mark: once one is mended, the
run fails until its name goes."""
WIDE = {0xFF10 + digit: str(digit) for digit in range(10)}
"""Full-width digits, the only ones beside ASCII that count."""
ASTRAY = {
    "labels-after-their-figures",
    "two-reports-side-by-side-first",
    "cells-cut-by-guessed-columns",
    "figures-wrapped-in-their-column",
}
"""The truths of which no number is stated wrongly, but which gouji's candidates leave out; marked alike."""


class SampleForm:
    """A plugin with the form of the testing kit, which is not the statutory one."""

    name = "sample"

    @hookimpl
    def gouji_schemas(self):
        return [sample()]


@cache
def installed():
    """The plugins of this distribution, by name."""
    return {e.name: e.load() for e in sorted(entry_points(group="gouji"), key=lambda e: e.name)}


@cache
def layouts():
    """The installed layout plugins, by name."""
    return {n: p for n, p in installed().items() if hasattr(p, "gouji_cell_matrices")}


@cache
def sample_engine():
    """All installed layouts with the sample form only."""
    return Engine([*layouts().values(), SampleForm()])


@cache
def real_engine():
    """An engine with all that is installed."""
    return Engine()


def engine_of(schema):
    """The engine that knows a schema."""
    return sample_engine() if schema.id == "library" else real_engine()


def readable():
    """The names of the renderers whose layout has an installed plugin."""
    return [n for n, r in RENDERERS.items() if r.family in layouts()]


@cache
def manifest():
    lines = (FIXTURES / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def documents():
    """The paths of all fixture documents."""
    return list(dict.fromkeys(FIXTURES / e["doc"] for e in manifest()))


@cache
def reports_of(path):
    """The reports of a document, parsed once a test run."""
    return real_engine().parse_all(path)


def fold(text):
    return unicodedata.normalize("NFKC", text)


def says(report):
    """What a report says of each cell, whatever the offsets."""
    return {
        c.key: (c.status, c.value, Counter(c.candidates) if c.status in DOUBTFUL else None) for c in report
    }


# --- a report against its own text -----------------------------------------------------------------------


def faults(report):
    """Everything in a report that its text does not bear out; empty where all is proven.

    A cell may name no candidates only where a finding says that its row's figures may be another's, or that its figure
    may be cut.
    """
    text = report.document.text
    lost = {k for f in report.findings if f.code in ("order-lost", "cut-off", "lines-lost") for k in f.keys}
    return [
        *(f for cell in report for f in _cell_faults(cell, text, lost)),
        *_shared_spans(report),
        *_loose_spans(report, text),
    ]


def _cell_faults(cell, text, lost=frozenset()):
    stated = cell.status in STATED
    if (cell.value is not None) != stated:
        yield f"{cell.key}: {cell.status} with value {cell.value}"
    if bool(cell.candidates) and cell.status not in DOUBTFUL:
        yield f"{cell.key}: {cell.status} with candidates"
    if cell.status in ("absent", "contested") and cell.raw:
        yield f"{cell.key}: {cell.status} with raw {cell.raw!r}"
    if cell.status in DOUBTFUL and bool(cell.candidates) == bool(cell.raw) and cell.key not in lost:
        yield f"{cell.key}: {cell.status} names neither candidates nor the text it cannot read, or both"
    plain = len(cell.spans) == 1 and re.fullmatch(r"0|[1-9][0-9]{,17}", cell.raw.translate(WIDE))
    if cell.status == "ambiguous" and plain and cell.key not in lost:
        yield f"{cell.key}: {cell.raw!r} is a figure, not a text in doubt"
    yield from (f"{cell.key}: span {s} is out of bounds" for s in cell.spans if not _inside(s, text))
    if stated:
        yield from _figure_faults(cell, text)
    if cell.status == "blank" and re.search(r"\d", fold(cell.raw)):
        yield f"{cell.key}: blank with raw {cell.raw!r}"


def _inside(span, text):
    return 0 <= span[0] < span[1] <= len(text)


def _figure_faults(cell, text):
    """A stated figure slices out of the text, and its digits are those of its value."""
    if not cell.spans or "".join(text[a:b] for a, b in cell.spans) != cell.raw:
        yield f"{cell.key}: raw {cell.raw!r} does not stand at {cell.spans}"
    printed = re.match(r"\D*?(\d[\d,]*(?:\.\d+)?)", fold(unescape(cell.raw)).replace("\\", ""))
    number = Decimal(printed[1].replace(",", "")) if printed else None
    if number != abs(cell.value):
        yield f"{cell.key}: {cell.value} is not what {cell.raw!r} prints"


def _shared_spans(report):
    """A span that two stated cells use, or a stated cell and an unclaimed figure."""
    used = Counter(s for c in report if c.status in STATED for s in c.spans)
    used.update(u.span for u in report.unclaimed if not u.note.startswith("surplus"))
    yield from (f"{span} is used {n} times" for span, n in used.items() if n > 1)
    ordered = sorted(used)
    yield from (f"{a} lies over {b}" for a, b in zip(ordered, ordered[1:], strict=False) if b[0] < a[1])


def _loose_spans(report, text):
    spans = [u.span for u in report.unclaimed]
    spans += [s for f in report.findings for s in f.spans]
    spans += [s for p in report.metadata.values() for s in p.spans]
    spans += [s for c in report for s in c.label]
    yield from (f"span {s} is out of bounds" for s in spans if not 0 <= s[0] <= s[1] <= len(text))
    for u in report.unclaimed:
        if not u.raw.startswith(text[slice(*u.span)]):  # the first piece of a wrapped figure
            yield f"unclaimed {u.raw!r} does not stand at {u.span}"


# --- a report against the truth --------------------------------------------------------------------------


def verdicts(values, report):
    """How each key of the truth fares: right, wrong, open, absent, or claimed blank though it is not.

    ``values`` maps keys to the printed number, None where nothing is printed. An open cell (ambiguous or
    contested) whose candidates do not name the truth is wrong too.
    """
    return {key: _verdict(report.cells.get(key) if report else None, value) for key, value in values.items()}


def _verdict(cell, value):
    if cell is None or cell.status == "absent":
        return "absent" if value is not None else "right"
    if cell.status in STATED:
        return "right" if cell.value == value else "wrong"
    if cell.status == "blank":
        return "right" if value is None else "wrong"
    return "open" if value in cell.candidates or not cell.candidates else "wrong"


def silent(values, report):
    """The keys that state a number which is not printed there: the error that must never happen."""
    cells = (report.cells.get(key) for key in values)
    return [c.key for c in cells if c and c.status in STATED and c.value != values[c.key]]


def best(values, reports):
    """The report that fits a truth best."""
    return max(reports, key=lambda r: Counter(verdicts(values, r).values())["right"])
