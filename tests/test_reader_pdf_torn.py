"""PDF files with figures that are broken into lines, or whose following lines may not be shown."""

from __future__ import annotations

import pytest

from pdf_files import Paper, Style, table
from reader_reports import ENGINE
from test_reader_pdf import printed

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")


def lines(paper):
    (document,) = ENGINE.open(paper.data())
    return [line.split() for line in document.text.splitlines()]


def test_a_broken_figure_beside_a_row_stands_in_it():
    paper = Paper()
    paper.say(40, 50, "2714")
    paper.say(40, 62, "0")
    paper.say(10, 56, "甲")
    paper.say(100, 56, "27140")
    assert lines(paper) == [["\ufffd2714"], ["甲", "\ufffd", "27140"], ["\ufffd0"]]


def test_blanks_of_any_width_among_rows_are_no_text():
    rows = [["名称", "自然人", "企业"], ["规章", "11", "13"], ["文件", "12", "14"]]
    paper = Paper()
    for row in rows:
        for number, text in enumerate(row):
            paper.say(40 + 110 * number, paper.y + 12, f"\u3000{text}\u3000\u3000")
        paper.y += 20
    (found,) = ENGINE.tables(paper.data())
    assert [list(row) for row in found.rows()] == rows


def test_a_figure_over_the_papers_side_that_fills_its_cell_may_go_on_below_and_is_none():
    paper = Paper(size=(155, 300))
    table(paper, [["名称", "甲"], ["规章", "20515"], ["文件", "123"]], [40, 130, 163], height=40)
    (found,) = ENGINE.tables(paper.data())
    assert [list(row)[1] for row in found.rows()] == ["甲", "\ufffd20515", "123"]


@pytest.mark.parametrize("left", [True, False], ids=["its left", "its right"])
def test_a_clip_of_which_text_shows_one_side_that_cuts_does_not_cut_at_the_other(left):
    paper = Paper()
    paper.say(170 if left else 200, 40, "申请人情")
    name = f"q 175 700 60 142 re W n {paper.pages[-1].pop()} Q"
    paper.say(209, 60, "12345")
    paper.pages[-1].append(name)
    assert lines(paper)[-1] == (["12345"] if left else ["\ufffd12345"])


FRAME = "q 175 700 60 142 re W n {} Q"
DOWN = "180 690 1 100 re f"
"""A rule that reaches over the frame's lower side."""
ACROSS = "180 750 60 1 re f"
"""One that reaches over its right side."""


@pytest.mark.parametrize(
    ("rule", "gap", "torn"),
    [(DOWN, 0.4, True), (DOWN, 1.95, False), (ACROSS, 1.95, True), (ACROSS, 3.5, False)],
)
def test_a_figure_that_ends_at_the_side_of_a_frame_may_lack_the_rest_of_it(rule, gap, torn):
    """Programs leave out signs that begin beyond a frame; one that cuts rules in height hides nothing else."""
    paper = Paper()
    paper.pages[-1].append(FRAME.format(rule))
    paper.say(210 - gap, 60, "12345")
    assert lines(paper)[-1] == (["\ufffd12345"] if torn else ["12345"])


BARE = Style(across=False, down=False, side="right")
TOTALS = [f"requests/{row}/total" for row in ("received", "carried_in", "results.granted", "results.total")]


def beside_a_clip(old="", new=""):
    """A report's pages, clipped right behind the totals of its requests, where another text is cut."""
    paper, truth = printed("2021", BARE)
    report = ENGINE.parse(paper.data())
    edge = 0.5 + max(o["box"][2] for key in TOTALS for o in report.origins(report[key].spans))
    for page in paper.pages:
        page[:] = [line.replace(f"<{_codes(old)}0020>", f"<{_codes(new)}0020>") for line in page]
        page[:] = [
            f"q 0 0 {edge:.2f} 595 re W n",
            f"BT /F 10 Tf {edge - 15:.2f} 575 Td <{_codes('申请人')}> Tj ET",
            *page,
            "Q",
        ]
    return paper, truth


def _codes(text):
    return "".join(f"{ord(sign):04x}" for sign in text)


def test_figures_right_beside_a_clip_are_stated_where_their_row_proves_them():
    paper, truth = beside_a_clip()
    report = ENGINE.parse(paper.data())
    assert {key: report[key].value for key in TOTALS} == {key: truth[key] for key in TOTALS}
    (told,) = (f for f in report.findings if f.code == "reread" and f.table == "requests")
    assert set(TOTALS) <= set(told.keys)
    for key in TOTALS:
        (start, stop), *_ = report[key].spans
        assert report.document.text[start - 1 : stop] == f"\ufffd{report[key].raw}"


def test_where_the_rows_sum_fails_they_are_not():
    total = str(printed("2021", BARE)[1][TOTALS[0]])
    other = total[:-1] + str((int(total[-1]) + 1) % 10)
    report = ENGINE.parse(beside_a_clip(total, other)[0].data())
    assert report[TOTALS[0]].status == "ambiguous"
    assert report[TOTALS[2]].status == "printed"


def test_a_figure_alone_above_a_row_is_in_no_header():
    paper = Paper()
    for texts in (["名称", "本年数量"], ["许可甲乙"], ["", "970"], ["名称", "本年数量"], ["处罚", "1"]):
        for number, text in enumerate(texts):
            if text:
                paper.say(40 + 70 * number, paper.y + 12, text)
        paper.y += 20
    (found,) = ENGINE.tables(paper.data())
    assert not any("970" in row for row in found.rows())


def test_a_figure_right_below_words_is_in_no_header_with_them():
    paper = Paper()
    paper.say(40, 50, "名称")
    paper.say(110, 50, "本年数量")
    paper.say(110, 62, "970")
    for n, texts in enumerate((["许可甲乙", ""], ["名称", "本年数量"], ["处罚", "1"])):
        for number, text in enumerate(texts):
            if text:
                paper.say(40 + 70 * number, 92 + 20 * n, text)
    assert not any(
        "970" in cell for found in ENGINE.tables(paper.data()) for row in found.rows() for cell in row
    )
