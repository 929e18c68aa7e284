import small_form
from gouji.document import Document, Encoding
from gouji.report import Finding, Joint, Printed, Report, Unclaimed
from gouji.view import LISTED_UNCLAIMED, joint_lines, view

SCHEMA = small_form.schema()
SCHEMAS = {SCHEMA.id: SCHEMA}


def test_metadata_comes_first_and_only_what_is_printed():
    head = view(small_form.report(), SCHEMAS).split("\n\n")[0]
    assert head.startswith("town.txt\n")
    assert "year: 2020" in head
    assert "agency" not in head
    assert "  schema: small-1\n" in head + "\n"


def test_replaced_characters_are_told():
    document = Document("a", encoding=Encoding("gb18030", "valid", 3))
    text = view(Report(document, None, {}, {}), SCHEMAS)
    assert "encoding: gb18030 (valid, 3 characters replaced)" in text


def test_findings_stand_in_order_of_severity_with_their_lines():
    text = view(small_form.report(), SCHEMAS)
    assert text.index("error broken line 4: 9 is not 4 + 5 [sum-broken]") < text.index(
        "info line 1: a note [late-note]"
    )


def test_joint_solutions_are_counted_and_listed():
    text = view(small_form.report(), SCHEMAS)
    assert "Undetermined together: 2 cells of 1 rows, 9 solutions\n  plants/bush: a, b\n" in text
    assert "    5 ∅\n    ∅ 5\n    … 7 more\n" in text


def test_joint_solutions_part_their_rows():
    joint = Joint(("t/r/a", "t/r/b", "t/s/a"), 1, ((1, None, 3),))
    assert joint_lines(joint)[1:] == ["  t/r: a, b", "  t/s: a", "    1 ∅ │ 3"]


def test_unclaimed_figures_are_listed_with_their_line_up_to_a_limit():
    figures = tuple(Unclaimed("77", (i, i + 1), "plants", note="extra") for i in range(LISTED_UNCLAIMED + 5))
    text = view(Report(Document(small_form.TEXT), None, {}, {}, unclaimed=figures), SCHEMAS)
    assert f"Figures that no cell uses ({LISTED_UNCLAIMED + 5})" in text
    assert "line 2: 77 in plants (extra)" in text
    assert "… 5 more" in text


def test_a_document_without_tables_still_has_a_view():
    text = view(small_form.nothing(), SCHEMAS)
    assert "none recognised" in text
    assert "[nothing-recognised]" in text


def test_hostile_text_cannot_move_the_terminal():
    evil = "\x1b[2J\x9b31m\u202e\r\x00\u200b"
    report = Report(
        Document(evil, source=evil, encoding=Encoding(evil, evil)),
        "small-1",
        {"plants": "small-1"},
        small_form.report(changed=small_form.cell("plants/all/a", "blank", raw=evil)).cells,
        findings=(Finding(evil, evil),),
        unclaimed=(Unclaimed(evil, (0, 1), evil, evil, evil),),
        joint=(Joint(("a",), 1, ((1,),)),),
        metadata={"title": Printed(evil)},
    )
    text = view(report, SCHEMAS)
    assert not set("\x1b\x9b\u202e\r\x00\u200b") & set(text)
    assert r"\x1b[2J\x9b31m\u202e\x0d\x00\u200b" in text
