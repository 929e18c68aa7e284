"""Law 1: no text and no bytes raise anything but the project's own errors, and limits hold."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

import proof
from depth import examples, share
from gouji import GoujiError, PluginError
from gouji.engine import Engine, open_document
from gouji.testing import render
from gouji.testing.forms import fill
from gouji.testing.sample import sample
from gouji.testing.strategies import documents, hostile

SCHEMA = proof.real_engine().schemas["cn-disclosure-2019"]
LABELS = tuple(
    dict.fromkeys(
        text
        for table in SCHEMA.tables
        for block in table.blocks
        for part in (*block.rows, *block.columns)
        for text in (part.label.text, *part.label.path)
    )
)
STRICT = Engine(strict=True)


def sound(reports):
    """Reports say nothing they cannot prove, and can be printed."""
    assert reports
    for report in reports:
        assert proof.faults(report) == []
        assert report.to_dict()["source"] == report.document.source


@examples(150)
@given(hostile(LABELS, size=80))
def test_hostile_text_with_labels_of_the_form(text):
    sound(STRICT.parse_all(text))
    for table in STRICT.tables(text):
        assert all(isinstance(cell, str) for row in table.rows() for cell in row)


@examples(100)
@given(st.one_of(st.binary(max_size=400), hostile(LABELS).map(lambda t: t.encode("gb18030", "ignore"))))
def test_hostile_bytes(data):
    try:
        reports = STRICT.parse_all(data)
    except GoujiError:
        return
    sound(reports)


@st.composite
def wounded(draw):
    """A printed form with a few stretches cut out, doubled, or replaced by foreign pieces."""
    text = draw(documents(draw(st.sampled_from((SCHEMA, sample()))), proof.readable())).text
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        size = draw(st.integers(0, 60))
        middle = draw(st.one_of(st.just(""), st.just(text[at : at + size] * 2), hostile(size=3)))
        text = text[:at] + middle + text[at + size :]
    return text


@examples(60)
@given(wounded())
def test_wounded_documents(text):
    sound(STRICT.parse_all(text))
    sound(proof.sample_engine().parse_all(text))


@pytest.mark.parametrize("path", proof.documents(), ids=lambda p: p.stem)
def test_a_fixture_that_breaks_off_anywhere(path):
    data = path.read_bytes()
    for part in chain(*share([(1, 4, 7), (2, 5), (3, 6)], path.stem)):
        try:
            reports = STRICT.parse_all(data[: len(data) * part // 8])
        except GoujiError:
            continue
        sound(reports)


HUGE = 100_000
LABELLED = 500
"""Lines that each look like a row of the form: each may begin another print, so they cost more than others."""


@pytest.mark.share(2)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n" * HUGE,
        "\t" * HUGE,
        "|" * HUGE,
        "| | |\n" * (HUGE // 6),
        "1" * HUGE,
        "1\t" * (HUGE // 2),
        "<table>" * 3000,
        "<table><tr>" + "<td>1" * (HUGE // 5),
        "<td rowspan=65534 colspan=1000>" * 300,
        "总计\n" * (HUGE // 3),
        "总计\t1\n" * LABELLED,
        "规章\n1\n2\n3\n" * LABELLED,
        "规章\t1\t2\t3\n" * LABELLED,
        "一、\n" * (HUGE // 3),
        "（一）" * (HUGE // 3),
        "规章 1 2 3\n" * LABELLED,
        "\ud800" * 1000 + "\t1\n",
        "\x00" * 1000,
        "-" * HUGE,
        "\u200b" * HUGE + "总计",
        " " * HUGE + "1",
        ("规\n" + "\n" * 50) * 2000,
    ],
    ids=lambda t: ascii(t[:12]),
)
def test_monotonous_text_is_read_at_once(text):
    sound(STRICT.parse_all(text))


@pytest.mark.parametrize("layout", proof.readable())
def test_a_form_of_extreme_figures(layout):
    """Figures at and beyond the limits of a number: read exactly or left alone."""
    schema = sample()
    values = dict.fromkeys(fill(schema, 1), "9" * 18)
    values["requests/received/children"] = "9" * 19
    values["requests/received/adults"] = "1" * 5000
    values["requests/received/total"] = "0" * 40
    values["stock/purchase/amount"] = "0." + "1" * 17
    for report in proof.sample_engine().parse_all(render(schema, values, layout)):
        assert proof.faults(report) == []
        stated = [c.key for c in report if c.value is not None]
        assert not {k for k in stated if k.startswith("requests/received/")}


def test_foreign_objects_are_refused_by_name():
    with pytest.raises(GoujiError, match="nowhere"):
        open_document(proof.FIXTURES / "nowhere")
    with pytest.raises(PluginError, match="tabs"):
        STRICT.tables("x", layout="nonsense")
    with pytest.raises(GoujiError, match=r"cn-disclosure-2019"):
        STRICT.parse("x", schema="nonsense")


@pytest.mark.parametrize("text", ["规章\\|\\|3", "a | b\n\\|\\|\n", "\\|\\|"])
def test_a_line_of_escaped_pipes_only_has_no_cell_beyond_its_end(text):
    STRICT.parse(text)
    STRICT.tables(text)
