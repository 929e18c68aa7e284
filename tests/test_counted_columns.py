"""Names of columns with a unit behind them: of what is counted they name the column, of money they may not."""

from __future__ import annotations

import pytest

import gouji

BLOCK = """<h3>二、主动公开政府信息情况</h3><table>
<tr><td colspan=4>第二十条第（五）项</td></tr>
<tr><td>信息内容</td><td>上一年项目数量UNIT</td><td>本年增/减UNIT</td><td>处理决定数量UNIT</td></tr>
<tr><td>行政许可</td><td>/</td><td>/</td><td>/</td></tr>
<tr><td>其他对外管理服务事项</td><td>/</td><td>-4</td><td>15</td></tr>
<tr><td colspan=4>第二十条第（六）项</td></tr>
<tr><td>信息内容</td><td>上一年项目数量UNIT</td><td>本年增/减UNIT</td><td>处理决定数量UNIT</td></tr>
<tr><td>行政处罚</td><td>/</td><td>/</td><td>/</td></tr>
<tr><td>行政强制</td><td>/</td><td>/</td><td>/</td></tr></table>"""


def statuses(unit):
    report = gouji.parse(BLOCK.replace("UNIT", unit))
    rows = ("licensing", "other_services", "penalty", "coercion")
    return [report[f"proactive/{row}/{c}"].status for row in rows for c in ("prior_items", "decisions")]


@pytest.mark.parametrize("unit", ["（件）", "（项）", "(个)", "（人次）", "件"])
def test_a_unit_of_counting_behind_the_names_of_columns_changes_nothing(unit):
    assert statuses(unit) == statuses("")
    assert "ambiguous" not in statuses(unit)


@pytest.mark.parametrize("unit", ["（万元）", "（元）", "（所）", "（件件）"])
def test_anything_else_makes_them_other_names(unit):
    assert "ambiguous" in statuses(unit)
