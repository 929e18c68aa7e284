import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import small_form
from gouji.export import encode, number, to_json, to_jsonl

DIGITS = st.from_regex(r"-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,25})?", fullmatch=True)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.builds(Decimal, DIGITS),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def read(text):
    return json.loads(text, parse_float=Decimal)


def test_an_amount_keeps_its_digits():
    assert '"value": 85.50,' in to_jsonl(small_form.report())
    assert '"value": 85.50,' in to_json([small_form.report()])


@given(DIGITS)
def test_any_printed_figure_keeps_its_digits(digits):
    assert number(Decimal(digits)) == digits
    assert encode({"a": [Decimal(digits)]}, None) == f'{{"a": [{digits}]}}'


@given(PLAIN, st.sampled_from([None, 0, 2]))
def test_plain_data_comes_back(data, indent):
    assert read(encode(data, indent)) == data


def test_a_line_is_one_line_and_the_report():
    line = to_jsonl(small_form.report())
    assert "\n" not in line
    assert read(line) == small_form.report().to_dict()


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_one_array(count, indent):
    reports = [small_form.report()] * count
    assert read(to_json(reports, indent)) == [r.to_dict() for r in reports]


def test_chinese_is_written_as_it_is():
    assert "85.50元" in to_jsonl(small_form.report())


def test_an_exponent_writes_no_digit_bomb():
    assert len(number(Decimal("1E+999999"))) < 20
    assert read(number(Decimal("1E+999999"))) == Decimal("1E+999999")


@pytest.mark.parametrize("odd", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(odd):
    with pytest.raises(ValueError, match="no figure"):
        number(odd)


def test_a_foreign_object_is_refused():
    with pytest.raises(TypeError):
        encode({"a": object()}, None)
