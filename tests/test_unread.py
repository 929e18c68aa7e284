"""What cannot be read is no blank: signs in place of lost ones, labels in pieces that are printed apart."""

from __future__ import annotations

import re
from itertools import islice

import pytest

from editions import SCHEMAS
from gouji.engine import Engine
from gouji.testing import make

ENGINE = Engine("builtin")
LOST = "\ufffd\ufffd\ufffd"
LABEL = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"


def text_of(layout):
    return make(SCHEMAS["2021"], layout, [], seed=1, profile="city", title=None).data.decode()


def row(text, key):
    """The statuses of a row's cells."""
    (report,) = ENGINE.parse_all(text)
    return {cell.status for cell in report if cell.key.startswith(f"requests/{key}/")}


@pytest.mark.parametrize("layout", ["aligned", "cell-per-line"])
@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("3.其他", "results.other.other"),
        ("（七）总计", "results.total"),
        ("四、结转下年度继续办理", "carried_out"),
    ],
)
def test_a_row_with_lost_figures_is_not_blank(label, key, layout):
    before, found, after = text_of(layout).partition(label)
    figures = list(islice(re.finditer(r"\d+", after), 7))
    for figure in (figures[6], figures[0]):
        after = f"{after[: figure.start()]}{LOST}{after[figure.end() :]}"
    assert row(f"{before}{found}{after}", key) == {"ambiguous"}


def test_a_part_of_a_label_amid_its_other_parts_says_nothing_of_blanks():
    text = text_of("cell-per-line")
    before, found, after = text.partition(f"（六）其他处理\n{LABEL}")
    assert found
    figures, rest = after.split("\n")[1:8], after.split("\n")[8:]
    parts = (
        f"1.申请 {' '.join(figures)} 其他处人无正 理 当理由 逾期不 补正、 行政机 关不再 处理其 政府信".split()
    )
    assert row(text, "results.other.overdue_correction") == {"printed"}
    (report,) = ENGINE.parse_all(before + "\n".join([*parts, *rest]))
    cells = [c for c in report if c.key.startswith("requests/results.other.overdue_correction/")]
    # no label says whose the figures are; the sums of the whole table do
    assert [(c.status, str(c.value)) for c in cells] == [("solved", figure) for figure in figures]
