from hypothesis import given
from hypothesis import strategies as st

from gouji.detect import STRENGTH, Claim, choose
from gouji.matrix import from_rows

KINDS = list(STRENGTH)


def claim(layout, start, stop, evidence):
    return Claim(layout, from_rows([[[(start, stop)]]]), evidence)


CLAIMS = st.lists(
    st.builds(
        lambda name, start, size, kind: claim(name, start, start + size, kind),
        st.sampled_from("abc"),
        st.integers(0, 60),
        st.integers(0, 20),
        st.sampled_from(KINDS),
    ),
    max_size=12,
)


def overlap(a, b):
    return a.span[0] < max(b.span[1], b.span[0] + 1) and b.span[0] < max(a.span[1], a.span[0] + 1)


def test_the_stronger_evidence_stands_and_the_weaker_names_its_rival():
    weak, strong = claim("spaces", 0, 90, "space"), claim("bars", 10, 40, "standard")
    first, second = choose([weak, strong])
    assert (first.layout, first.rival) == ("spaces", "bars")
    assert (second.layout, second.rival) == ("bars", "")
    assert "bars reads the same text" in first.reason


def test_of_equals_the_one_around_the_other_stands():
    inner, outer = claim("html", 10, 20, "markup"), claim("wiki", 0, 30, "markup")
    assert [(c.layout, c.rival) for c in choose([inner, outer])] == [("wiki", ""), ("html", "wiki")]


def test_markup_within_one_cell_is_what_the_cell_says_unless_blanks_make_it():
    inner, around = claim("html", 10, 20, "markup"), [[[(0, 8)], [(9, 30)]]]
    for kind in KINDS:
        outer = Claim("other", from_rows(around), kind)
        assert [c.rival for c in choose([inner, outer])] == (
            ["html", ""] if kind == "space" else ["", "other"]
        )
    across = Claim("bars", from_rows([[[(0, 12)], [(13, 30)]]]), "standard")
    assert [c.rival for c in choose([inner, across])] == ["html", ""]


def test_a_layouts_own_tables_may_lie_in_each_other():
    nested = [claim("html", 0, 30, "markup"), claim("html", 5, 9, "markup"), claim("html", 6, 8, "markup")]
    assert not any(c.rival for c in choose(nested))


def test_tables_side_by_side_all_stand():
    row = [claim("a", 0, 10, "space"), claim("b", 10, 20, "markup"), claim("c", 20, 30, "drawing")]
    assert [c.layout for c in choose(row) if not c.rival] == ["a", "b", "c"]


@given(CLAIMS)
def test_no_two_layouts_hold_the_same_text_and_each_loser_meets_a_winner(claims):
    judged = choose(claims)
    assert len(judged) == len(claims)
    standing = [c for c in judged if not c.rival]
    assert not [1 for a in standing for b in standing if a.layout != b.layout and overlap(a, b)]
    for loser in (c for c in judged if c.rival):
        assert any(overlap(loser, c) and c.layout == loser.rival for c in standing)


@given(CLAIMS, st.randoms())
def test_the_order_of_claims_changes_nothing(claims, random):
    def told(judged):
        return [(c.layout, c.span, c.evidence, c.rival) for c in judged]

    shuffled = random.sample(claims, len(claims))
    assert sorted(told(choose(claims))) == sorted(told(choose(shuffled)))
