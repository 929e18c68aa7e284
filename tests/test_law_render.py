"""Law 6: what is printed comes back, or is said to be open with the truth among the candidates."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import proof
from depth import examples, share
from gouji.testing import PROFILES, RENDERERS, Truth, fill, render
from gouji.testing.options import Options
from gouji.testing.sample import sample
from gouji.testing.strategies import BREAKS, SEEDS

SCHEMAS = {s.id: s for s in (sample(), *proof.real_engine().schemas.values())}
LAYOUTS = list(RENDERERS)
GRID = ("tabs", "csv", "pipes", "html", "box", "mediawiki", "asciidoc", "latex")
"""Families whose column index is evidence: there a plain print has to come back whole."""


@cache
def filled(name, seed, profile, *, thousands=False):
    """A filled form; the same for every layout."""
    return fill(SCHEMAS[name], seed, profile, thousands=thousands)


def needs(layout):
    if layout not in proof.readable():
        pytest.skip(f"no installed plugin reads the family {RENDERERS[layout].family!r}")


def numbers(values):
    return {key: fact.value for key, fact in Truth.of(values).cells.items()}


def read(schema, values, layout, options=None, **changes):
    """The verdict on each key of a form that was printed and read."""
    return judged(schema.id, tuple(values.items()), render(schema, values, layout, options, **changes))


@cache
def judged(name, values, text):
    """Many options leave many layouts as they are, so that one text comes up again and again."""
    truth = numbers(dict(values))
    return proof.verdicts(truth, proof.best(truth, proof.engine_of(SCHEMAS[name]).parse_all(text)))


def wrong(verdicts):
    return [key for key, verdict in verdicts.items() if verdict == "wrong"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("profile", PROFILES)
def test_a_plain_print_comes_back(layout, profile):
    """Both prints of each form, by day one of the small form and one of the statutory ones, which are long."""
    needs(layout)
    (small, *long), seeds = SCHEMAS, (1, 2)
    for name, seed in (
        *share(list(product([small], seeds)), layout, profile),
        *share(list(product(long, seeds)), layout, profile),
    ):
        found = Counter(read(SCHEMAS[name], filled(name, seed, profile), layout).values())
        assert found["wrong"] == found["absent"] == 0, name
        if RENDERERS[layout].family in GRID or profile in ("zero", "small", "city"):
            assert found["open"] == 0, name


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_separated_thousands_and_wide_digits_come_back(schema, layout):
    needs(layout)
    values = filled(schema.id, 9, "city", thousands=True)
    found = Counter(read(schema, values, layout, fullwidth=True).values())
    assert found == {"right": len(values)}


CUT = BREAKS.filter(bool)
KINDS = {
    "wrapped": {"wrap": st.sampled_from((12, 8, 5)), "figures": st.sampled_from(("last", "own", "first"))},
    "spaced by four": {"spaced": st.just(4)},
    "spaced by one": {"spaced": st.just(1)},
    "narrow blocks": {"stretch": st.just(False)},
    "low headers": {"low_headers": st.just(True)},
    "surplus columns": {"extra_columns": st.tuples(st.integers(0, 2), st.integers(0, 2))},
    "pages, groups gone": {
        "page_breaks": CUT,
        "page_mark": st.sampled_from(("", "- 5 -")),
        "carry": st.just("drop"),
    },
    "pages, groups blank": {
        "page_breaks": CUT,
        "page_mark": st.sampled_from(("", "- 5 -")),
        "carry": st.just("blank"),
    },
    "pages, groups again": {
        "page_breaks": CUT,
        "page_mark": st.sampled_from(("", "- 5 -")),
        "carry": st.just("repeat"),
    },
    "pages, labels split": {"page_breaks": CUT, "split_label": st.just(True)},
    "pages, surplus columns": {
        "page_breaks": CUT,
        "carry": st.just("repeat"),
        "extra_columns": st.tuples(st.integers(0, 2), st.integers(0, 2)),
        "extra_from": st.integers(0, 2),
    },
    "prose": {"prose": st.just(True), "seed": SEEDS},
    "lines": {
        "newline": st.sampled_from(("\n", "\r\n")),
        "line_gap": st.integers(0, 1),
        "rule": st.booleans(),
        "outer_pipes": st.booleans(),
        "drop_blanks": st.sampled_from((None, True, False)),
        "unit": st.sampled_from(("chars", "display")),
        "align": st.sampled_from(("left", "right", "center")),
    },
}
"""What can happen to a print, one kind at a time, so that a failure names its cause."""
SPLIT = "the rest of a cut label was taken for the row, whose figures were then called blank"
MOVED = "rows that moved left with their lost group label were read by the header's columns"
ADDED = "columns that only later pages have moved the figures"
FORM = "cn-disclosure-2019"
MISREAD = [
    (
        "pages, groups gone",
        MOVED,
        ("library", 1, "totals_only", Options(page_breaks=(6,))),
        ["tabs-grid", "html-flat", "pipes-repeat"],
    ),
    (
        "pages, labels split",
        SPLIT,
        ("cn-disclosure-2021", 1, "zero", Options(page_breaks=(26,), split_label=True)),
        ["pipes-repeat"],
    ),
    (
        "pages, labels split",
        SPLIT,
        ("library", 1, "totals_only", Options(page_breaks=(6,), split_label=True)),
        ["tabs-grid"],
    ),
    (
        "pages, labels split",
        SPLIT,
        ("library", 1, "small", Options(page_breaks=(6,), split_label=True)),
        ["mediawiki-spans"],
    ),
    (
        "pages, labels split",
        SPLIT,
        (FORM, 1, "totals_only", Options(page_breaks=(3,), split_label=True)),
        ["aligned"],
    ),
    (
        "pages, surplus columns",
        ADDED,
        (
            FORM,
            1,
            "totals_only",
            Options(page_breaks=(7,), carry="repeat", extra_columns=(2, 2), extra_from=1),
        ),
        ["aligned"],
    ),
]
"""What was read wrongly once: the kind, the reason, one print that shows it, and in which layouts."""
MENDED = [(kind, made, layout, reason) for kind, reason, made, names in MISREAD for layout in names]


def misread(made, layout):
    name, number, profile, options = made
    return wrong(read(SCHEMAS[name], filled(name, number, profile), layout, options=options))


@pytest.mark.parametrize(("kind", "made", "layout", "reason"), MENDED)
def test_prints_that_were_read_wrongly_once(kind, made, layout, reason):
    assert misread(made, layout) == [], (kind, reason)


@pytest.mark.share(3)
@pytest.mark.parametrize(("kind", "layout"), [(k, y) for k in KINDS for y in LAYOUTS])
def test_no_print_is_read_wrongly(kind, layout):
    needs(layout)
    schemas = st.sampled_from(sorted(SCHEMAS))
    printed = st.tuples(
        schemas, st.sampled_from((1, 2)), st.sampled_from(PROFILES), st.builds(Options, **KINDS[kind])
    )

    @examples(6)
    @given(printed)
    def check(made):
        assert misread(made, layout) == []

    check()
