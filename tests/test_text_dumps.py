"""Texts as PDF tools leave them: columns beyond the paper, labels below figures, cells drawn by their heights.

Nothing that the text does not prove is stated, and what it proves still is.
"""

import json
from functools import cache

import pytest

import proof
from editions import SCHEMAS
from form_reports import rows_of
from gouji.testing import make

EDITION = "2021"
HEADER = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
TITLE = "某区2021年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n"
AFTER = "\n\n四、因政府信息公开工作被申请行政复议、提起行政诉讼情况\n"
SEEDS = range(4)


@cache
def truth(seed, profile="city"):
    """The figures of a made report by key, as they are printed, "" for a blank."""
    made = make(SCHEMAS[EDITION], "html", [], seed=seed, profile=profile, title=None)
    return {key: cell["raw"] or "" for key, cell in json.loads(made.truth_json())["cells"].items()}


@cache
def labels():
    """The rows of the table of requests: label and keys."""
    return rows_of(SCHEMAS[EDITION])["requests"]


def rows(seed, profile="city"):
    """The rows of the table of requests: label and cells."""
    values = truth(seed, profile)
    return [(label, [values[key] for key in keys]) for label, keys in labels()]


def verdict(text, values):
    """What is told wrong of a report's figures, and the share of the figures of requests that are given."""
    wrong, right = [], 0
    figures = {key: said for key, said in values.items() if said and key.startswith("requests/")}
    for report in proof.real_engine().parse_all(text):
        assert proof.faults(report) == []
        for cell in report:
            said = values.get(cell.key)
            if said is None or cell.status not in ("printed", "solved", "blank"):
                continue
            if cell.status == "blank":
                wrong += [cell.key] if said else []
            elif not said or str(cell.value) != said.replace(",", ""):
                wrong.append(f"{cell.key}={cell.value}")
            else:
                right += cell.key in figures
    return wrong, right / len(figures)


def padded(label, cells, width=44):
    """A line of text drawn by place: a wide character takes two columns."""
    return label + " " * (width - 2 * len(label)) + "".join(f"{cell:<10}" for cell in cells).rstrip()


# --- what a page cuts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("shown", [3, 4, 5])
def test_no_blank_is_proven_in_columns_beyond_the_paper(seed, shown):
    """Each row is a line, its last columns off the page, and blank cells leave no trace."""
    lines = [" ".join([label, *filter(None, cells[:shown])]) for label, cells in rows(seed, "small")]
    text = TITLE + "申请人情况\n" + " ".join(HEADER[:shown]) + "\n" + "\n".join(lines) + AFTER
    wrong, _ = verdict(text, truth(seed, "small"))
    assert [w for w in wrong if w.endswith("/total")] == []


@pytest.mark.parametrize("feed", ["\f", "\n\f", "\n"])
def test_a_form_feed_ends_a_page_and_a_row(feed):
    """A page's last figure, and the next section's heading right behind the form feed."""
    text = (
        "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 0 0 0\n"
        "行政规范性文件 1 2 3\n第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 4\n第二十条第（八）项\n"
        f"信息内容 本年收费金额（单位：万元）\n行政事业性收\n费\n7.5{feed}三、收到和处理政府信息公开申请情况\n申请人情况\n"
    )
    (report,) = proof.real_engine().parse_all(text)
    assert report["proactive/fees/amount"].raw == "7.5"


@pytest.mark.parametrize("marks", [1, 3, 6])
def test_fewer_marks_than_columns_are_no_blank_row(marks):
    made = rows(1)
    lines = [f"{label} {' '.join(c or '—' for c in cells)}" for label, cells in made]
    label, _ = made[-1]
    lines[-1] = f"{label} {' '.join('—' * marks)}"
    values = {**truth(1), **dict.fromkeys(labels()[-1][1], "7")}
    wrong, right = verdict(TITLE + " ".join(HEADER) + "\n" + "\n".join(lines) + AFTER, values)
    assert wrong == []
    assert right > 0.9


# --- what stands at another height ---------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_right_above_their_labels_are_not_the_row_s_before(seed):
    """A tool that draws by height prints the figures of a cell set to the bottom a line above its label."""
    made = rows(seed)
    lines = [f"{padded('', cells)}\n{label}\n" for label, cells in made]
    text = TITLE + padded("", HEADER) + "\n" + "\n".join(lines) + AFTER
    assert verdict(text, truth(seed))[0] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_cells_at_two_heights_are_not_read_in_the_order_of_lines(seed):
    """The first cells of a row stand on the line below the others: any order fits the row's own sum."""
    lines = []
    for number, (label, cells) in enumerate(rows(seed)):
        low = [cell if i < 2 else "" for i, cell in enumerate(cells)]
        high = ["" if i < 2 else cell for i, cell in enumerate(cells)]
        whole = number % 3 or not all(cells)
        lines.append(padded(label[:20], cells) if whole else f"{padded(label[:20], high)}\n{padded('', low)}")
    text = TITLE + padded("", HEADER) + "\n" + "\n".join(lines) + AFTER
    assert verdict(text, truth(seed))[0] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_label_in_another_s_lines_leaves_its_figures_to_neither(seed):
    """The figures of a label on two lines stand between these, on the line where the next label begins."""
    made = rows(seed)
    lines = [f"{label} {' '.join(c or '—' for c in cells)}" for label, cells in made]
    at = next(i for i, (label, _) in enumerate(made) if "重新出具" in label)
    (upper, one), (lower, other) = made[at], made[at + 1]
    cells = [" ".join(c or "—" for c in each) for each in (one, other)]
    lines[at : at + 2] = [upper[:14], f"{lower[:14]} {cells[0]}", upper[14:], f"{lower[14:]} {cells[1]}"]
    wrong, right = verdict(TITLE + " ".join(HEADER) + "\n" + "\n".join(lines) + AFTER, truth(seed))
    assert wrong == []
    assert right > 0.6


# --- what is run together, or stands twice -------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_digits_run_together_behind_a_label_are_no_ordinal_of_the_next(seed):
    lines = [f"{label}{''.join(cells)}" for label, cells in rows(seed)]
    wrong, _ = verdict(TITLE + "\n".join(HEADER) + "\n" + "\n".join(lines) + AFTER, truth(seed))
    assert wrong == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_figure_of_two_digits_on_two_lines_is_not_its_last_digit(seed):
    """Where a narrow column breaks 33 into 3 and 3, each choice of seven figures of eight has a 3 last."""
    values = truth(seed)
    keys = labels()[5][1]
    values = {**values, **dict(zip(keys, "0809973", strict=True)), keys[-1]: "33"}
    lines = [
        "\n".join([label, *("".join(values[key]) for key in own if values[key])]) for label, own in labels()
    ]
    label = labels()[5][0]
    lines[5] = "\n".join([label, *"08099733"])
    wrong, _ = verdict(TITLE + "\n".join(HEADER) + "\n" + "\n".join(lines) + AFTER, values)
    assert [w for w in wrong if w.startswith(keys[-1])] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_repeated_header_s_word_is_not_the_row_before_it(seed):
    """3.其他 is the page's last row; the next page repeats the header, which has 其他 too."""
    made = rows(seed)
    at = next(i for i, (label, _) in enumerate(made) if label.endswith("3.其他"))
    lines = [f"{label} {' '.join(c or '—' for c in cells)}" for label, cells in made]
    header = "\n".join("\n".join(name) for name in HEADER)
    text = "\n".join([TITLE + " ".join(HEADER), *lines[: at + 1], "- 5 -", header, *lines[at + 1 :], AFTER])
    wrong, right = verdict(text, truth(seed))
    assert wrong == []
    assert right > 0.9


# --- labels and figures by turns of their own ----------------------------------------------------------------


@pytest.mark.parametrize("filled", [0, 1])
def test_of_two_labels_before_a_row_of_figures_none_is_blank(filled):
    """规章 and 规范性文件 stand together, three figures below: whose they are is not said."""
    text = (
        "某区2021年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n第二十条第（一）项\n\n信息内容\n\n"
        "本年制发件数\n\n本年废止件数\n\n现行有效件数\n\n规章\n\n行政规范性文件\n\n4\n\n1\n\n9\n\n"
        "第二十条第（五）项\n\n信息内容\n\n本年处理决定数量\n\n行政许可\n\n12\n"
    )
    names = ("regulations", "normative_documents")
    values = {f"proactive/{name}/{c}": "" for name in names for c in ("made", "abolished", "in_force")}
    for column, figure in zip(("made", "abolished", "in_force"), "419", strict=True):
        values[f"proactive/{names[filled]}/{column}"] = figure
    assert verdict(text, {**values, "requests/x": "1"})[0] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_labels_in_a_row_with_all_their_figures_elsewhere_are_not_blank(seed):
    """A tool prints the labels of half the table, and their figures, row by row, before them."""
    made = rows(seed)
    half = len(made) // 2
    figures = [" ".join(filter(None, cells)) for _, cells in made[:half]]
    text = "\n".join(
        [TITLE + " ".join(HEADER), *figures, *(label for label, _ in made[:half])]
        + [f"{label} {' '.join(c or '—' for c in cells)}" for label, cells in made[half:]]
    )
    assert verdict(text + AFTER, truth(seed))[0] == []


@pytest.mark.parametrize("row", ["", "\t", "\t\t"])
def test_an_empty_line_below_a_header_is_no_blank_row(row):
    """A table in columns that lost its only row; one that prints all its cells blank has a blank row."""
    names = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    table = [
        TITLE + "\t" + "\t".join(["", *HEADER]),
        *("\t".join(["", label, *(c or "/" for c in cells)]) for label, cells in rows(1)),
        "\t四、因政府信息公开工作被申请行政复议、提起行政诉讼情况\t",
        "\t行政复议\t行政诉讼\t",
        "\t未经复议直接起诉\t\t复议后起诉\t",
        "\t" + "\t".join(names) + "\t",
    ]

    def said(line):
        (report,) = proof.real_engine().parse_all("\n".join([*table, line, "\t五、存在的主要问题\t", ""]))
        return {cell.status for cell in report if cell.key.startswith("review_litigation/")}

    assert said(row) <= {"absent", "ambiguous"}
    assert said("\t" * 16) == {"blank"}
