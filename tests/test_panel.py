"""The panel: linking reports, comparing editions, carry-over, indicators; nothing unknown becomes a number."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import proof
from depth import examples
from gouji import InputError, SchemaError
from gouji.export import to_jsonl
from gouji.panel import panel
from gouji.panel.tables import layouts, rows
from gouji.report import Correction
from gouji.schema.file import loads
from gouji.testing import fill, render

SCHEMAS = proof.real_engine().schemas
OLD, NEW = SCHEMAS["cn-disclosure-2019"], SCHEMAS["cn-disclosure-2021"]
AGENCY = "示例市林业局"


def made(year, schema=NEW, agency=AGENCY, seed=None, profile="city"):
    """A report as gouji reads it."""
    values = fill(schema, year if seed is None else seed, profile)
    text = render(schema, values, "html", title=f"{agency}{year}年政府信息公开工作年度报告")
    return proof.real_engine().parse(text)


def of(found, year, key):
    (entry,) = [e for e in found.cells if (e.year, e.key) == (year, key)]
    return entry


def share(found, year, name):
    (one,) = [i for i in found.indicators if (i.year, i.indicator) == (year, name)]
    return one


def codes(found):
    return [(n.year, n.finding.code, n.finding.verdict) for n in found.findings]


def test_years_of_two_editions_stand_under_one_set_of_keys():
    reports = [made(2021), made(2019, OLD), made(2020, OLD)]
    found = panel(reports, SCHEMAS)
    keys = dict.fromkeys([*OLD.keys, *NEW.keys])
    assert [(e.year, e.key) for e in found.cells] == [(y, k) for y in (2019, 2020, 2021) for k in keys]
    for year, report in ((2019, reports[1]), (2020, reports[2]), (2021, reports[0])):
        for key in keys:
            entry = of(found, year, key)
            if key in report.cells:
                assert (entry.how, entry.value, entry.status) == (
                    "exact",
                    report[key].value,
                    report[key].status,
                )
            else:
                assert entry.how in ("sum", "none")


def test_what_the_newer_edition_prints_in_parts_is_summed_and_nothing_else():
    report = made(2021)
    found = panel([report], SCHEMAS)
    summed = {e.key for e in found.cells if e.how == "sum"}
    assert summed == {k for k in OLD.keys if k.startswith("requests/results.other/")}
    for key in summed:
        column = key.rpartition("/")[2]
        parts = [
            c.value
            for k, c in report.cells.items()
            if k.startswith("requests/results.other.") and k.endswith("/" + column)
        ]
        assert len(parts) == 3
        assert of(found, 2021, key).value == sum(parts)
    assert of(found, 2021, "proactive/procurement/amount").how == "none"
    assert of(panel([made(2020, OLD)], SCHEMAS), 2020, "requests/results.other.other/total").value is None


@pytest.mark.parametrize("profile", ["blanks", "sparse"])
def test_a_blank_is_no_zero(profile):
    found = panel([made(2021, profile=profile, seed=3)], SCHEMAS)
    blank = {e.key for e in found.cells if e.status == "blank"}
    assert blank
    for entry in found.cells:
        if entry.how == "sum" and blank & set(entry.parts):
            assert (entry.value, entry.status) == (None, "blank")
    for one in found.indicators:
        assert (one.value is None) == (bool(one.missing) or one.denominator == 0)
        assert blank.isdisjoint(one.missing) or one.value is None


def test_reports_are_linked_by_name_and_year_however_the_name_is_printed():
    found = panel([made(2021, agency="示例市林业局"), made(2022, agency="示例市 林业局")], SCHEMAS)
    assert {e.unit for e in found.cells} == {"示例市林业局"}
    renamed = [made(2021, agency="示例市林业局"), made(2022, agency="示例市林业和草原局")]
    assert len({e.unit for e in panel(renamed, SCHEMAS).cells}) == 2
    joined = panel(renamed, SCHEMAS, names={"示例市林业局": "示例市林业和草原局"})
    assert {e.agency for e in joined.cells} == {"示例市林业和草原局"}


def test_what_nothing_links_is_told_with_its_reason():
    engine = proof.real_engine()
    untitled = engine.parse(render(NEW, fill(NEW, 1, "small"), "html"))
    found = panel([untitled, engine.parse("只有文字。"), made(2021)], SCHEMAS)
    assert [reason for _, reason in found.unlinked] == [
        "the report prints no agency's name",
        "no table was recognised",
    ]
    assert [source for source, _ in found.unlinked] == ["<text>", "<text>#2"]
    assert len({e.year for e in found.cells}) == 1


def carried():
    """A report of 2021, and the requests of one of 2022 that carries in what is due, all its sums holding."""
    first, drawn = made(2021), fill(NEW, 7, "city")
    rows = ("received", "carried_in", "carried_out")
    values = {row: [] for row in rows}
    for column in [c.id for c in NEW.table("requests").blocks[0].columns][:-1]:
        due = int(first[f"requests/carried_out/{column}"].value)
        done, left = (int(drawn[f"requests/{row}/{column}"]) for row in ("results.total", "carried_out"))
        new = max(done + left - due, 0)
        for row, value in zip(rows, (new, due, new + due - done), strict=True):
            values[row].append((column, value))
    for own in values.values():
        own.append(("total", sum(value for _, value in own)))
    return first, {f"requests/{row}/{c}": str(value) for row, own in values.items() for c, value in own}


def printed(year, values, seed=7):
    text = render(
        NEW, {**fill(NEW, seed, "city"), **values}, "html", title=f"{AGENCY}{year}年政府信息公开工作年度报告"
    )
    return proof.real_engine().parse(text)


def r5(found):
    return [n for n in found.findings if n.finding.code.startswith("equation:R5/")]


def test_what_was_carried_out_must_be_carried_in():
    first, values = carried()
    assert r5(panel([first, printed(2022, values)], SCHEMAS)) == []
    moved = int(values["requests/carried_in/total"]) + 1
    (note,) = r5(panel([first, printed(2022, {**values, "requests/carried_in/total": str(moved)})], SCHEMAS))
    assert (note.year, note.finding.code, note.finding.verdict) == (2022, "equation:R5/total", "broken")
    assert note.finding.keys == ("requests/carried_in/total", "prev:requests/carried_out/total")
    assert f"{moved} ≠ {moved - 1}" in note.finding.message


def test_a_year_between_or_a_blank_leaves_it_open():
    first, values = carried()
    assert r5(panel([first, printed(2023, values)], SCHEMAS)) == []
    left = r5(panel([first, printed(2022, {**values, "requests/carried_in/total": ""})], SCHEMAS))
    assert [(n.finding.code, n.finding.verdict) for n in left] == [("equation:R5/total", "open")]


def test_carry_over_holds_over_editions():
    old = made(2020, OLD)
    columns = [c.id for c in NEW.table("requests").blocks[0].columns]
    values = {f"requests/carried_in/{c}": str(old[f"requests/carried_out/{c}"].value) for c in columns}
    found = panel([old, printed(2021, values)], SCHEMAS)
    assert r5(found) == []
    assert not [n for n in found.findings if n.finding.code.startswith("equation:R9")]


def test_two_reports_of_one_year_agree_or_clash():
    agree = panel([made(2021), made(2021)], SCHEMAS)
    assert codes(agree) == [(2021, "reported-again", "note")]
    one = made(2021)
    key = "requests/received/natural"
    text = one.document.text
    ((a, b),) = one[key].spans
    other = proof.real_engine().parse(text[:a] + "77777" + text[b:])
    clash = panel([one, other], SCHEMAS)
    entry = of(clash, 2021, key)
    assert (entry.value, entry.status) == (None, "contested")
    assert [n.finding.keys for n in clash.findings if n.finding.code == "reports-clash"] == [(key,)]
    assert share(clash, 2021, "natural_person_share").value is None
    assert share(clash, 2021, "disclosure_rate").value is not None


def test_indicators_are_the_formulas_of_the_schema():
    report = made(2021)
    found = panel([report], SCHEMAS)
    value = {k: c.value for k, c in report.cells.items()}
    granted = value["requests/results.granted/total"] + value["requests/results.partial/total"]
    assert share(found, 2021, "disclosure_rate").value == Fraction(
        granted, value["requests/results.total/total"]
    )
    closed = value["review_litigation/review/total"] - value["review_litigation/review/pending"]
    assert share(found, 2021, "review_corrected_rate_closed").denominator == closed
    names = [
        "disclosure_rate",
        "refused_share",
        "unavailable_share",
        "not_processed_share",
        "other_results_share",
    ]
    assert sum(share(found, 2021, n).value for n in names) == 1
    assert share(found, 2021, "disclosure_rate").decimal == round(
        Decimal(granted) / value["requests/results.total/total"], 6
    )


def correct(report, key, value):
    """The report with a person's value in one cell."""
    by = Correction("王", "2026-11-21", "看过原件", report[key])
    cell = report[key]._replace(value=value, status="corrected", correction=by)
    return replace(report, cells={**report.cells, key: cell})


def test_a_persons_value_counts_and_is_told_wherever_it_counts():
    granted, partial = "requests/results.granted/total", "requests/results.partial/total"
    report = made(2021)
    found = panel([correct(report, granted, 7)], SCHEMAS)
    entry = of(found, 2021, granted)
    assert (entry.value, entry.status, entry.corrected) == (7, "corrected", (granted,))
    rate = share(found, 2021, "disclosure_rate")
    assert (rate.numerator, rate.corrected) == (report[partial].value + 7, (granted,))
    assert share(found, 2021, "review_corrected_rate").corrected == ()
    names = {layout.name: layout.names for layout in layouts(found)}
    told = {
        table: [dict(zip(names[table], row, strict=True)) for row in own]
        for table, own in rows(found).items()
    }
    assert (told["wide"][0][granted], told["wide"][0]["corrected"]) == (7.0, [granted])
    assert {i["indicator"] for i in told["indicators"] if granted in i["corrected"]} >= {"disclosure_rate"}
    assert [c["key"] for c in told["cells"] if c["corrected"]] == [granted]


def test_a_sum_with_a_persons_part_is_a_persons():
    part = next(k for k in NEW.keys if k.startswith("requests/results.other.") and k.endswith("/total"))
    found = panel([correct(made(2021), part, 2)], SCHEMAS)
    (entry,) = [e for e in found.cells if e.how == "sum" and part in e.parts]
    assert (entry.status, entry.corrected) == ("corrected", (part,))


def test_a_person_settles_what_two_reports_of_a_year_say_differently():
    key = "requests/received/natural"
    one, other = (printed(2021, {key: n}) for n in ("5", "6"))
    assert of(panel([one, other], SCHEMAS), 2021, key).status == "contested"
    settled = panel([correct(one, key, 6), other], SCHEMAS)
    assert of(settled, 2021, key).value == 6
    assert "reports-clash" not in [code for _, code, _ in codes(settled)]


def test_without_cases_a_rate_is_unknown():
    values = {k: "0" for k in NEW.keys if k.startswith("review_litigation/")}
    one = share(panel([printed(2021, values)], SCHEMAS), 2021, "review_corrected_rate")
    assert (one.value, one.decimal, one.numerator, one.denominator, one.missing) == (None, None, 0, 0, ())


@examples(10)
@given(st.lists(st.tuples(st.sampled_from((2020, 2021, 2022)), st.integers(1, 3)), max_size=4), st.randoms())
def test_the_order_of_reports_and_their_form_change_nothing(chosen, random):
    reports = [
        made(year, OLD if year < 2021 else NEW, seed=seed, profile="small")
        for year, seed in dict.fromkeys(chosen)
    ]
    shuffled = random.sample(reports, len(reports))
    lines = [json.loads(to_jsonl(report), parse_float=Decimal) for report in reports]
    plain, other, data = (panel(some, SCHEMAS) for some in (reports, shuffled, lines))
    assert plain == data

    def told(found):
        return sorted(
            (e.unit, e.year, e.key, str(e.value) if e.status != "contested" else "", e.how)
            for e in found.cells
        )

    assert told(plain) == told(other)


@pytest.mark.parametrize("data", [{}, {"cells": []}, {"metadata": {}}, 7])
def test_what_is_no_report_is_refused(data):
    with pytest.raises(InputError, match="no report of gouji"):
        panel([data], SCHEMAS)


FORM = """
id = "trees"
title = "树木表"
source = "invented"
[[tables]]
id = "planted"
title = "植树"
[[tables.blocks]]
id = "counts"
columns = [{ id = "men", label = "男" }, { id = "cost", label = "费用", type = "money" }]
rows = [{ id = "oak", label = "栎树" }, { id = "fruit.pear", label = "梨" }, { id = "fruit.plum", label = "李" }]
"""


def test_a_schema_file_says_what_can_be_compared():
    schema = loads(
        FORM
        + """
[[coarser]]
each = { c = "columns of planted" }
key = "planted/fruit/{c}"
parts = "planted/fruit.*/{c}"
[[indicators]]
id = "cost"
label = "每人费用"
numerator = "planted/fruit/cost + planted/oak/cost"
denominator = "planted/*/men"
"""
    )
    assert [(c.key, c.parts) for c in schema.coarser] == [
        ("planted/fruit/men", ("planted/fruit.pear/men", "planted/fruit.plum/men")),
        ("planted/fruit/cost", ("planted/fruit.pear/cost", "planted/fruit.plum/cost")),
    ]
    (one,) = schema.indicators
    assert one.numerator == ((1, "planted/fruit/cost"), (1, "planted/oak/cost"))
    assert one.formula == "(planted/fruit/cost + planted/oak/cost) / (planted/*/men)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[[coarser]]\nkey = "planted/oak/men"\nparts = "planted/*/men"',
            r"coarser\[0\].key: .* does not have",
        ),
        (
            '[[coarser]]\nkey = "planted/x/men"\nparts = "planted/no/men"',
            r"coarser\[0\].parts: .*planted/no/men",
        ),
        ('[[coarser]]\nkey = "planted/x/men"\nparts = "2*planted/oak/men"', "must be a plain sum"),
        (
            '[[coarser]]\nkey = "a/b/c"\nparts = "planted/oak/men"\n[[coarser]]\nkey = "a/b/c"\nparts = "planted/oak/men"',
            r"coarser\[1\].key: .*twice",
        ),
        (
            '[[indicators]]\nid = "a"\nlabel = "甲"\nnumerator = "planted/x/men"',
            r"indicators\[0\].numerator: .*planted/x/men",
        ),
        ('[[indicators]]\nid = "a"\nlabel = "甲"\nnumerator = "prev:planted/oak/men"', "keys of this year"),
        (
            '[[indicators]]\nid = "a"\nlabel = "甲"\nnumerator = "planted/oak/men"\nformula = "x"',
            r"indicators\[0\].formula: unknown key",
        ),
    ],
)
def test_what_a_schema_file_says_wrongly_is_told_with_its_place(text, said):
    with pytest.raises(SchemaError, match=said):
        loads(FORM + text)
