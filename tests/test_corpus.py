"""Every schema is a corpus: made reports are the same again, and their truth is what they print."""

import json
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import proof
from depth import examples
from gouji.errors import GoujiError
from gouji.testing import DAMAGES, RENDERERS, UnsuitableError, corpus, make
from gouji.testing.sample import sample

SAMPLE = sample()


@examples(20)
@given(st.sampled_from(sorted(RENDERERS)), st.sampled_from(sorted(DAMAGES)), st.integers(0, 99))
def test_the_same_seed_makes_the_same_report(layout, damage, seed):
    first = next(corpus(SAMPLE, layouts=[layout], damages=[(damage,)], seeds=[seed]), None)
    assume(first is not None)
    assert first == make(SAMPLE, layout, [damage], seed=seed)
    assert first.data != make(SAMPLE, layout, seed=seed).data
    assert list(first.truth.cells) == list(SAMPLE.keys)


def test_a_corpus_is_named_by_what_it_is_made_of():
    made = list(
        corpus(SAMPLE, layouts=["html", "csv"], damages=[(), ("gb18030",), ("dropped-blanks",)], seeds=(0, 1))
    )
    assert [m.name for m in made] == [
        f"library-{layout}{damage}-small-{seed}"
        for layout in ("html", "csv")
        for damage in ("", "-gb18030")
        for seed in (0, 1)
    ]


def test_each_damage_suits_some_layout():
    for name in DAMAGES:
        assert next(corpus(SAMPLE, damages=[(name,)], profiles=("sparse", "city"), seeds=(0, 1)), None), name


@pytest.mark.parametrize(
    ("layout", "damages", "said"),
    [
        ("csv", ["wrapped", "vertical-labels"], "rule each other out"),
        ("csv", ["lost-groups", "repeated-groups"], "rule each other out"),
        ("csv", ["dropped-blanks"], "leaves this csv print"),
        ("csv", ["nope"], "'nope' is unknown; there are pages"),
        ("nope", [], "'nope' is unknown; there are tabs-grid"),
    ],
)
def test_what_does_not_suit_is_said(layout, damages, said):
    with pytest.raises(UnsuitableError, match=said):
        make(SAMPLE, layout, damages)


@pytest.mark.parametrize(("layouts", "damages"), [(["nope"], [()]), (["csv"], [("nope",)])])
def test_a_corpus_refuses_what_is_misspelt(layouts, damages):
    with pytest.raises(GoujiError, match="'nope' is unknown"):
        list(corpus(SAMPLE, layouts=layouts, damages=damages))


def test_damages_are_combined():
    names = ("page-breaks", "page-marks", "lost-groups", "gb18030", "crlf")
    made = next(corpus(SAMPLE, layouts=["html"], damages=[names], seeds=range(20)))
    assert made.data.decode("gb18030") == made.text
    assert "- 5 -" in made.text
    assert "\r\n" in made.text
    assert made.text.count("<table") > len(SAMPLE.tables)


def test_truth_is_plain_data_as_a_person_and_a_scorer_read_it():
    made = make(SAMPLE, "csv", ["fullwidth"], seed=3, profile="city", title="某县图书馆2020年年报")
    read = json.loads(made.truth_json(), parse_float=Decimal)
    assert read == made.truth_dict()
    assert read["title"] == "某县图书馆2020年年报"
    assert "某县图书馆2020年年报" in made.text
    assert list(read["cells"]) == list(SAMPLE.keys)
    for cell in read["cells"].values():
        assert cell["raw"] in made.text
        assert cell["status"] == ("blank" if cell["value"] is None else "printed")


@pytest.mark.parametrize("schema", [SAMPLE, *proof.real_engine().schemas.values()], ids=lambda s: s.id)
def test_a_made_report_has_a_title_that_its_schema_reads(schema):
    report = proof.engine_of(schema).parse(make(schema, "html").data)
    assert report.metadata["year"].value == 2020
    assert report.metadata["agency"].value


def test_gb18030_is_read_as_what_the_page_says():
    report = proof.sample_engine().parse(make(SAMPLE, "html", ["gb18030"]).data)
    assert report.document.encoding.name.lower().replace("-", "") == "gb18030"
