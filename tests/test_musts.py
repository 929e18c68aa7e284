"""What a pattern cannot match without stands in whatever it matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji
from depth import examples
from gouji.musts import may_match, musts


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("信息公开", ("信息公开",)),
        ("信息公开?报告", ("信息公", "报告")),
        ("信息公开*", ("信息公",)),
        ("信息公开+报告", ("信息公开", "报告")),
        ("信息公{0,2}开的报告", ("信息", "开的报告")),
        ("信息公{2}开的", ("信息公", "开的")),
        ("信息公{0}开的", ("信息", "开的")),
        ("信息公{,3}开的", ("信息", "开的")),
        ("关于(?:信息|年报)公开", ("关于", ("信息", "年报"), "公开")),
        ("关于(?P<kind>信息|年报)?公开", ("关于", "公开")),
        ("关于(?:信息|年)公开", ("关于", "公开")),
        ("关于(?=信息|年报)", ("关于",)),
        ("(?:(?:信息|年报)公开)", ()),
        ("关于(?:(信息)|[)]年报)?公开", ("关于", "公开")),
        (r"关于[]信息]公开\d年报", ("关于", "公开", "年报")),
        (r"关于\u4fe1息的年报", ("关于", "息的年报")),
        (r"关于\(信息\)", ("关于", "信息")),
        ("^信息.公开$", ("信息", "公开")),
        ("信息公开|年报", ()),
        ("(?i)report", ()),
        ("信", ()),
        ("", ()),
    ],
)
def test_texts_outside_of_groups_that_are_not_optional_must_be_there(pattern, texts):
    assert musts(re.compile(pattern)) == tuple((t,) if isinstance(t, str) else t for t in texts)


def patterns():
    for schema in gouji.Engine("builtin").schemas.values():
        yield from schema.title_patterns
        yield from (p for n in schema.narratives for p in (*n.patterns, *n.unless))


PATTERNS = sorted(set(patterns()))


@examples(60)
@given(data=st.data())
def test_whatever_a_pattern_of_the_forms_matches_holds_its_musts(data):
    pattern = re.compile(data.draw(st.sampled_from(PATTERNS)))
    text = data.draw(st.from_regex(pattern))
    assert may_match(musts(pattern), text)


SMALL = st.recursive(
    st.sampled_from(["甲乙", "丙", "丁戊己", ".", "[甲乙]", r"\d", r"\.", "[]戊]", "^", "$"]),
    lambda part: st.one_of(
        st.tuples(part, part).map("".join),
        st.tuples(part, part).map("(?:%s|%s)".__mod__),
        st.sampled_from(["(?:甲乙|丙丁)", "(庚|辛)", "(庚辛|壬癸)?", "(?:庚辛|壬癸)*", "(?=甲乙|丙)"]),
        part.map("(%s)".__mod__),
        st.tuples(
            part.filter(lambda p: p not in "^$"),
            st.sampled_from(["?", "*", "+", "{0,2}", "{2}", "{,1}", "{0}", "+?", "*?"]),
        ).map(lambda pair: f"(?:{pair[0]}){pair[1]}" if len(pair[0]) > 1 else pair[0] + pair[1]),
    ),
    max_leaves=8,
)


@examples(120)
@given(pattern=SMALL, data=st.data())
def test_whatever_any_pattern_matches_holds_its_musts(pattern, data):
    compiled = re.compile(pattern)
    for text in data.draw(st.lists(st.from_regex(compiled), min_size=1, max_size=3)):
        match = compiled.search(text)
        assert match is None or may_match(musts(compiled), match.group())
