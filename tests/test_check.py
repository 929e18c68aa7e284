"""Checking: which equations break, which cannot be judged, and which are silent."""

from __future__ import annotations

from dataclasses import replace

import proof
from gouji.check import borne_out, check, equations_of, optional_of
from gouji.equation import Equation
from gouji.report import Cell, Correction

SUM = Equation(
    "s", ((1, "t/a"), (1, "t/b")), "=", ((1, "t/c"),), formula="a + b = c", message="a 加 b 等于 c"
)
LEAST = Equation(
    "l", ((1, "t/a"),), "<=", ((1, "t/b"),), status="inferred-soft", severity="warning", formula="a <= b"
)
SPANS = {"t/a": ((0, 1),), "t/b": ((2, 3),), "t/c": ((4, 5), (5, 6))}


def cells(**values):
    """Printed cells; None is a blank, a word a status."""
    out = {}
    for name, value in values.items():
        key = f"t/{name}"
        if isinstance(value, str):
            out[key] = Cell(key, status=value)
        elif value is None:
            out[key] = Cell(key, status="blank")
        else:
            out[key] = Cell(key, value, str(value), "printed", SPANS[key])
    return out


def told(found, equation=SUM, optional=frozenset(), **more):
    return [(f.code, f.verdict, f.severity) for f in check(found, [equation], optional, **more)]


def test_what_holds_is_silent():
    assert told(cells(a=1, b=2, c=3)) == []
    assert told(cells(a=0, b=0, c=0)) == []
    assert told(cells(a=1, b=None, c=1)) == []
    assert told(cells(a=1, b=2), LEAST) == []
    assert told(cells(a=2, b=2), LEAST) == []


def test_what_printed_figures_break_is_broken():
    (finding,) = check(cells(a=1, b=2, c=4), [SUM])
    assert (finding.code, finding.verdict, finding.severity) == ("equation:s", "broken", "error")
    assert finding.message == "a 加 b 等于 c: 3 ≠ 4"
    assert (finding.table, finding.keys) == ("t", ("t/a", "t/b", "t/c"))
    assert finding.spans == ((0, 1), (2, 3), (4, 5), (5, 6))
    (finding,) = check(cells(a=3, b=2), [LEAST])
    assert (finding.verdict, finding.severity, finding.message) == ("broken", "warning", "a <= b: 3 > 2")


def test_a_blank_operand_cannot_be_judged():
    (finding,) = check(cells(a=1, b=None, c=4), [SUM])
    assert (finding.verdict, finding.severity) == ("open", "info")
    assert finding.message == "a 加 b 等于 c: cannot be judged, 1 of its cells have no certain figure"
    assert (finding.table, finding.keys) == ("t", ("t/a", "t/b", "t/c"))
    assert told(cells(a=None, b=None, c=4)) == [("equation:s", "open", "info")]
    assert "2 of its cells" in next(iter(check(cells(a=None, b=None, c=4), [SUM]))).message


def test_a_doubtful_operand_cannot_be_judged():
    for status in ("ambiguous", "contested"):
        (finding,) = check(cells(a=1, b=status, c=1), [SUM])
        assert (finding.verdict, "1 of its cells" in finding.message) == ("open", True)
    (finding,) = check(cells(a="ambiguous", b="contested", c=1), [SUM])
    assert "2 of its cells" in finding.message


def test_what_is_absent_is_not_talked_of():
    assert told(cells(a=1, b="absent", c=4)) == []
    assert told(cells(a=1, b=2)) == []
    assert told(cells(a=1, b="ambiguous")) == []
    assert told(cells(a=1, b="absent", c="ambiguous")) == [("equation:s", "open", "info")]


def test_an_equation_without_any_figure_is_not_talked_of():
    assert told(cells(a=None, b=None, c=None)) == []
    assert told(cells(a="ambiguous", b="ambiguous", c="ambiguous")) == []


def test_an_optional_row_that_is_absent_counts_as_blank():
    found = cells(a=1, b="absent", c=1)
    assert told(found) == []
    assert told(cells(a=1, b="absent", c=4), optional={"t/b"}) == [("equation:s", "open", "info")]
    assert told(found, optional={"t/b"}) == []
    assert told(cells(a=1, b="ambiguous", c=4), optional={"t/b"}) == [("equation:s", "open", "info")]
    assert told(cells(a=1, c=4), optional={"t/b"}) == []


def test_an_optional_row_that_is_printed_counts_as_printed():
    assert told(cells(a=1, b=2, c=4), optional={"t/b"}) == [("equation:s", "broken", "error")]


def test_only_equations_of_the_level_are_judged():
    yearly = replace(SUM, level="cross-year")
    assert told(cells(a=1, b=2, c=4), yearly) == []
    assert told(cells(a=1, b=2, c=4), yearly, level="cross-year") == [("equation:s", "broken", "error")]
    assert told(cells(a=1, b=2, c=4), level="cross-year") == []


def test_a_corrected_value_counts_and_is_named():
    found = cells(a=1, b=2, c=4)
    found["t/b"] = found["t/b"]._replace(
        status="corrected", correction=Correction("x", "y", "z", found["t/b"])
    )
    (finding,) = check(found, [SUM])
    assert finding.message == "a 加 b 等于 c: 3 ≠ 4; with corrected values of t/b"
    assert told({**found, "t/b": found["t/b"]._replace(value=3)}) == []
    (finding,) = check(cells(a=1, b=2, c=4), [SUM])
    assert "corrected" not in finding.message


def test_a_formula_stands_in_for_a_message():
    (finding,) = check(cells(a=1, b=None, c=4), [replace(SUM, message="")])
    assert finding.message.startswith("a + b = c: cannot")
    (finding,) = check(cells(a=1, b=2, c=4), [replace(SUM, message="")])
    assert finding.message.startswith("a + b = c: 3 ≠ 4")


def test_equations_come_from_the_schema_that_each_table_matched():
    schemas = proof.real_engine().schemas
    new, old = "cn-disclosure-2021", "cn-disclosure-2019"
    both = equations_of({"proactive": old, "requests": new}, schemas)
    tables = {e.keys[0].partition("/")[0] for e in both}
    assert tables == {"proactive", "requests"}
    assert all(e in schemas[old].equations for e in both if e.keys[0].startswith("proactive/"))
    assert all(e in schemas[new].equations for e in both if e.keys[0].startswith("requests/"))
    assert len(equations_of({t.id: new for t in schemas[new].tables}, schemas)) == len(schemas[new].equations)
    assert equations_of({"proactive": "unknown"}, schemas) == []
    assert optional_of({"proactive": "unknown"}, schemas) == frozenset()
    assert optional_of({"proactive": new}, schemas) == frozenset()


# --- figures that equations bear out -----------------------------------------------------------------------------


def summed(total, *parts):
    return Equation(total, ((1, total),), "=", tuple((1, part) for part in parts))


def found(**values):
    return {key: Cell(key, value=value, raw=str(value), status="solved") for key, value in values.items()}


def borne(found_, known, *equations, **more):
    return sorted(borne_out(found_, known, equations, **more))


def test_a_figure_is_borne_out_by_an_equation_that_holds_with_it_and_refuted_by_one_that_does_not():
    assert borne(found(a=3), {"b": 1, "c": 2}, summed("a", "b", "c")) == ["a"]
    assert borne(found(a=4), {"b": 1, "c": 2}, summed("a", "b", "c")) == []
    both = summed("a", "b", "c"), summed("d", "a", "b")
    assert borne(found(a=3), {"b": 1, "c": 2, "d": 4}, *both) == ["a"]
    assert borne(found(a=3), {"b": 1, "c": 2, "d": 5}, *both) == []


def test_an_equation_over_cells_without_a_value_says_nothing():
    assert borne(found(a=3), {"b": 1}, summed("a", "b", "c")) == []
    assert borne(found(a=3), {"b": 1, "c": 2}, summed("a", "b", "c"), summed("d", "a")) == ["a"]
    assert borne(found(a=3), {"b": 1, "c": 2}) == []


def test_zeros_bear_nothing_out():
    assert borne(found(a=0), {"b": 0, "c": 0}, summed("a", "b", "c")) == []
    assert borne(found(a=0), {"b": 2, "c": 2}, summed("b", "a", "c")) == ["a"]


def test_what_is_refuted_bears_out_no_other():
    chain = summed("a", "b"), summed("b", "c")
    assert borne(found(a=3, b=3), {"c": 3}, *chain) == ["a", "b"]
    assert borne(found(a=3, b=3), {"c": 4}, *chain) == []
    known = {"c": 3, "x": 1}
    assert borne(found(a=3, b=3), known, *chain, summed("x", "a")) == ["b"], "refuted, and b has c"


def test_the_caller_says_which_equations_are_proofs():
    assert borne(found(a=3), {"b": 3}, summed("a", "b"), bears=lambda equation, values: False) == []
    seen = []
    borne(found(a=3), {"b": 3}, summed("a", "b"), bears=lambda e, values: not seen.append(dict(values)))
    assert seen == [{"a": 3, "b": 3}]
