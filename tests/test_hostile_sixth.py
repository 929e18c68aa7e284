"""A sixth set: what a third stranger's generator found, kind by kind."""

from __future__ import annotations

import re

import pytest

import gouji
from form_prints import GRANTED, PENALTY, SCHEMA, TITLE, UPHELD, printed, stated, values
from gouji.numerals import counts_on
from gouji.qualified import changes, is_cell_a_line, of_one_cell
from gouji.references import decoded
from gouji.sidecar import InputError

LAYOUTS = ["html", "tabs-grid", "pipes-grid", "aligned", "cell-per-line"]
ENDLESS = "7" * 5000


def wrong(report, truth):
    return [key for key, value in stated(report).items() if value != truth.get(key)]


def page(body, head=""):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def body(values, title=TITLE):
    text = printed("html", values, title)
    return text[text.index("<body>") + 6 : text.index("</body>")] if "<body>" in text else text


@pytest.mark.parametrize("sign", ["⁰", "₀", "²", "٣", "②"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_digit_of_another_kind_behind_a_figure_raises_nothing(layout, sign):
    own = values(**{UPHELD: f"5{sign}"})
    for report in gouji.parse_all(printed(layout, own)):
        assert UPHELD not in stated(report)
        assert report.findings is not None


def test_whole_numbers_that_follow_each_other():
    assert counts_on("9", "10")
    assert not counts_on("9", "11")
    assert not counts_on("5²", "6")
    assert not counts_on("5", "6²")
    assert not counts_on(ENDLESS, ENDLESS)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("place", ["ordinal", "prose", "lines"])
def test_endless_digits_raise_nothing_anywhere(layout, place):
    text = printed(layout, values())
    prose = f"收到政府信息公开申请{ENDLESS}件，现行有效规章{ENDLESS}件。"
    harmed = {
        "ordinal": text.replace("1.属于国家秘密", f"{ENDLESS}.属于国家秘密"),
        "prose": text.replace(TITLE, f"{TITLE}\n\n{prose}\n\n"),
        "lines": text.replace("行政强制", f"{ENDLESS}\n{ENDLESS[:-1]}8\n行政强制"),
    }[place]
    for report in gouji.parse_all(harmed):
        assert ENDLESS not in stated(report).values()
        assert report.findings is not None


def test_a_correction_of_endless_digits_is_refused(tmp_path):
    from gouji import sidecar  # noqa: PLC0415

    with pytest.raises(InputError):
        sidecar._value({"value": ENDLESS}, "corrections[0]")


@pytest.mark.parametrize(
    "reference", [f"&#{'9' * 10_000};", f"&#x{'F' * 5000};", "&#xFDD0;", "&#1;", "&#x110000;"]
)
def test_a_reference_to_no_character_is_an_unknown_sign(reference):
    assert decoded(f"1{reference}2") == "1\ufffd2"
    own = values(**{PENALTY: "QQ"})
    report = gouji.parse(page(body(own)).replace("QQ", f"1{reference}2"))
    assert PENALTY not in stated(report)
    assert len(stated(report)) > 0.9 * len(stated(gouji.parse(page(body(values())))))


def test_references_are_decoded_once():
    assert decoded("&#0000053;&#x35;&nbsp;&amp;#53;&#38;lt;") == "55\xa0&#53;&lt;"


@pytest.mark.parametrize(
    "name", ["textarea", "iframe", "xmp", "noembed", "noframes", "title", "style", "script"]
)
def test_what_an_element_of_raw_text_holds_is_no_table(name):
    hidden = f"<{name}>{body(values(3), '')}</{name}>"
    assert not any(stated(r) for r in gouji.parse_all(page(hidden)))
    own = values()
    for text in (page(hidden + body(own)), page(body(own) + hidden)):
        (report,) = gouji.parse_all(text)
        assert wrong(report, own) == []
        assert len(stated(report)) > 150
        assert report.findings is not None


@pytest.mark.parametrize("layout", ["html", "tabs-grid", "pipes-grid", "cell-per-line"])
def test_tables_that_follow_a_report_without_a_title_are_told_alike_on_both_roads(layout):
    own, other = values(), values(3)
    tail = "\n\n五、存在的主要问题及改进情况\n\n无。\n\n六、其他需要报告的事项\n\n无。\n\n"
    tail = re.sub(r"\n\n(.+)", r"<p>\1</p>", tail) if layout == "html" else tail
    again = printed(layout, other, "")
    for section in SCHEMA.sections:
        again = again.replace(f"{section.ordinal}、{section.title}", "")
    text = printed(layout, own) + tail + again
    for report in gouji.parse_all(text):
        assert report.findings is not None
        assert report.unclaimed is not None
        assert not (wrong(report, own) and wrong(report, other))


@pytest.mark.parametrize("layout", ["html", "tabs-grid", "pipes-grid"])
@pytest.mark.parametrize("first", [True, False])
def test_the_empty_form_beside_the_filled_one_says_nothing(layout, first):
    own = values()
    empty = printed(layout, dict.fromkeys(own, ""))
    full = printed(layout, own)
    text = f"{empty}\n\n{full}" if first else f"{full}\n\n{empty}"
    best = max(gouji.parse_all(text), key=lambda r: len(stated(r)))
    assert wrong(best, own) == []
    assert len(stated(best)) == sum(map(bool, own.values()))


def test_a_title_ends_where_an_element_of_the_page_does():
    text = "".join(body(values(), "").splitlines())
    head = f"<html><head><title>年报</title></head><body><h1>{TITLE}</h1>"
    report = gouji.parse(f"{head}{text}</body></html>")
    assert report.metadata["agency"].value == "某某区人民政府"
    assert report.metadata["year"].value == 2021


@pytest.mark.parametrize(
    "markup", ["12<svg><desc>3</desc></svg>", "<math><mfrac><mn>12</mn><mn>2</mn></mfrac></math>"]
)
def test_a_figure_with_a_drawing_or_a_fraction_is_not_their_digits_in_a_row(markup):
    own = values(**{PENALTY: "QQ"})
    assert PENALTY not in stated(gouji.parse(page(body(own)).replace("QQ", markup)))


def test_a_corner_of_a_box_is_none_before_a_digit():
    own = values(**{PENALTY: "+-5"})
    assert PENALTY not in stated(gouji.parse(printed("box", own)))


@pytest.mark.parametrize(
    "form", ["5 %", "5 ‰", "≥ 5", "约 5", "5 余", "5 左右", "$ 5", "~ 5", "( 5 )", "5 人次"]
)
@pytest.mark.parametrize("key", [PENALTY, UPHELD, GRANTED])
def test_a_sign_or_word_one_blank_aside_makes_a_figure_another(form, key):
    own = values()
    total = key.rpartition("/")[0] + "/total"
    if total in own:  # the sums hold with the figure, so that only the sign tells
        own = {**own, total: str(int(own[total]) - int(own[key]) + 5)}
    report = gouji.parse(printed("cell-per-line", {**own, key: form}))
    assert key not in stated(report)
    assert wrong(report, own) == []


def test_units_one_blank_aside_are_the_figures_own():
    own = values(**{PENALTY: "5 件"})
    assert stated(gouji.parse(printed("cell-per-line", own)))[PENALTY] == "5"


def test_what_changes_a_figure():
    assert all(map(changes, ["%", "≥", "约", "￥", "（"]))
    assert not any(map(changes, ["件", "规章", "|", "×", "："]))
    lone, crowded = [(True, "5")], [(True, "5"), (False, "无")]
    assert is_cell_a_line([lone] * 20)
    assert not is_cell_a_line([lone] * 19)
    assert not is_cell_a_line([lone] * 20 + [crowded] * 4)
    assert of_one_cell(crowded)
    assert not of_one_cell([(False, "无")])


@pytest.mark.parametrize("sign", ["~", "≥", "/", "×", "—", "*"])
def test_a_sign_behind_the_last_figure_of_a_block_leaves_its_row_to_the_long_road(sign):
    """What labels begin with is left out of them, so that a sign before the next header was overlooked."""
    lines = printed("row-per-line", values()).split("\n")
    at = next(i for i, line in enumerate(lines) if "规范性文件" in line)
    text = "\n".join([*lines[:at], f"{lines[at]} {sign}", *lines[at + 1 :]])
    straight, long = (gouji.Engine("builtin", straight=road).parse(text) for road in (True, False))
    assert stated(straight) == stated(long)


@pytest.mark.parametrize("sign", ["~", "≥", "约"])
@pytest.mark.parametrize(
    "row", ["results.not_processed.publications", "results.refused.state_secret", "results.granted"]
)
def test_a_sign_between_a_label_and_its_figures_is_seen_in_aligned_text(sign, row):
    key, figure = f"requests/{row}/natural", "71693"
    own = values()
    own |= {key: figure, f"requests/{row}/total": "99999"}
    text = printed("aligned", own)
    assert text.count(f"  {figure}") == 1
    assert stated(gouji.parse(text)).get(key) in (None, figure)
    assert key not in stated(gouji.parse(text.replace(f"  {figure}", f"{sign} {figure}")))
