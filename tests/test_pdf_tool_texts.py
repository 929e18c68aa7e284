"""Texts of PDF tools that put lines together by their heights: what their order proves, and what it does not."""

from __future__ import annotations

import gouji

NAMES_IN_TWO_LINES = """        第三项加第四项之和）         自然人 商业企 科研机 社会公 法律服      总计
                                业   构 益组织 务机构 其他
    一、本年新收政府信息公开申请数量        6   9             6     21
    二、上年结转政府信息公开申请数量
           （一）予以公开          0   7   0    0    0 0   7
     （二）部分公开（区分处理的，只计这一情
          形，不计其他情形）
                  1.属于国家秘密  0   0   0    0    0 0   0
            2.其他法律行政法规禁止公开
              3.危及“三安全一稳定”  2   1                   3
               4.保护第三方合法权益
    （三）不予公开
              5.属于三类内部事务信息
               6.属于四类过程性信息
                7.属于行政执法案卷  1   0   0    0    0 0   1
三、本             8.属于行政查询事项
年度办
理结果         1.本机关不掌握相关政府信息 3    0   0    0    0 0   3
    （四）无法提供 2.没有现成信息需要另行制作 0    0   0    0    0 0   0
             3.补正后申请内容仍不明确 0    0   0    0    0 0   0
               1.信访举报投诉类申请  0   0   0    0    0 0   0
                    2.重复申请
    （五）不予处理 3.要求提供公开出版物     0   0   0    0    6 0   6
             4.无正当理由大量反复申请
            5.要求行政机关确认或重新出
                   具已获取信息
           （六）其他处理              1                    1
            （七）总计           6   9             6     21
"""
ONE_WHOLE_ROW = """     等于第三项加第四项之和）      自然人 商业企 科研机 社会公 法律服          总计
                            业   构 益组织 务机构 其他
   一、本年新收政府信息公开申请数量     8   88  9     5    3  21    134
   二、上年结转政府信息公开申请数量     82  3   55    30   28       198
三、       （一）予以公开        7       7     5    1         20
"""
WOVEN = """          1.本机关不掌握相关政府信息      0      0     0    0      0       0   0
度办 （四）无法提
          2.没有现成信息需要另行制作
理结   供
          3.补正后申请内容仍不明确
果
          1.信访举报投诉类申请
          2.重复申请                                5                  5
   （五）不予处
          3.要求提供公开出版物         0      2     0    0      0       0   2
     理
          4.无正当理由大量反复申请
          5.要求行政机关确认或重新出具已
          1.申请人无正当理由逾期不补正、    0      0     0    0      0       0   0
          获取信息
          行政机关不再处理其政府信息公开
          2.申请人逾期未按收费通知要求缴    0      0     0    0      7       0   7
   （六）其他处
          申请
          纳费用、行政机关不再处理其政府
     理
          信息公开申请
          3.其他
   （七）总计                      0      7     8    5      20      0   40
"""
JOINED = """集中    7                 0
采购

三、收到和处理政府信息公开申请情况
                                                       申请人情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第
                                                      法人或其他组织
            四项之和）                 自然人                                        总计
                                          商业企业   科研机构 社会公益组织 法律服务机构   其他
一、本年新收政府信息公开申请数量                   0        0     19     0      0      0     19
二、上年结转政府信息公开申请数量                                         1                   1
   （一）予以公开
   （二）部分公开（区分处理的，只计这一情形，不计其他情形
                                   0       0      0      0      0      0     0
   ）
         1.属于国家秘密
          2.其他法律行政法规禁止公开                          8                          8
          3.危及“三安全一稳定”
"""
PAGE = """二、上年结转政府信息公开申请
数量
3257 19868 2 136988 18132 1117 179364
三、本
年度办
理结果
（一）予以公开 33 40 73
（二）部分公开（区分
处理的，只计这一情
形，不计其他情形）
493 493
（三）
不予公
开
1.属于国家
秘密
8642 6 37 8685
2.其他法律
行政法规禁
止公开
22808 22808
3.危及“三
安全一稳定”
936 505 15 1456
4.保护第三
方合法权益
4026 29 4055
5.属于三类
内部事务信
息
6.属于四类
过程性信息
365 177 9 551\f— 4 —
"""


def stated(text, row, table="requests"):
    """The figures stated of a row, by column; a blank is None."""
    found = gouji.parse(text)
    return {
        cell.key.rpartition("/")[2]: cell.value if cell.status != "blank" else None
        for cell in found
        if cell.key.startswith(f"{table}/{row}/") and cell.status in ("printed", "solved", "blank")
    }


def test_the_figures_of_whole_rows_say_where_columns_stand_not_a_name_above_them():
    """其他 stands above the figures of 法律服务机构, for the name of this one takes two lines."""
    for row in ("received", "results.total"):
        found = stated(NAMES_IN_TWO_LINES, row)
        assert found.get("total", 21) == 21
        assert found.get("legal_services", 6) == 6
        assert found.get("other") is None


def test_one_whole_row_does():
    assert stated(ONE_WHOLE_ROW, "received")["total"] == 134
    row = stated(ONE_WHOLE_ROW, "carried_in")
    assert row.get("social", 30) == 30
    assert row.get("legal_services", 28) == 28
    assert row.get("other") is None


def test_rows_whose_labels_follow_one_that_lost_its_end_to_them_may_have_its_figures():
    """Each row's figures stand in the middle of its label's lines, on the line of the next label's first one."""
    assert stated(WOVEN, "results.other.overdue_correction") == {}
    assert stated(WOVEN, "results.other.overdue_fee") == {}
    assert stated(WOVEN, "results.total")["total"] == 40


def test_a_cell_that_joins_two_rows_labels_gives_no_row_the_figures_of_the_other():
    row = stated(JOINED, "carried_in")
    assert set(row.values()) <= {1, None}
    assert row.get("total", 1) == 1
    assert row.get("social", 1) == 1


ITEM = """二、主动公开政府信息情况
第二十条第（一）项
信息内容
本年制发件数 本年废止件数 现行有效件数
规章
327
行政规范性文件
5833
14
64469
第二十条第（五）项
信息内容
本年处理决定数量
行政许可
3
"""


def test_figures_a_line_each_under_names_that_share_a_line_may_be_of_the_row_before():
    """On paper 14 stands in the first row: the tool says what stands below each other before what stands beside."""
    assert stated(ITEM, "normative_documents", "proactive") == {}
    names = ITEM.replace("本年制发件数 本年废止件数 现行有效件数", "本年制发件数\n本年废止件数\n现行有效件数")
    assert stated(names, "normative_documents", "proactive")["in_force"] == 64469
    whole = ITEM.replace("327", "327\n2\n9")
    assert stated(whole, "normative_documents", "proactive")["in_force"] == 64469


def test_a_page_mark_behind_a_form_feed_is_no_cell_of_the_line_before():
    row = stated(PAGE, "results.refused.process_info")
    assert row["total"] == 551
    assert row.get("other") is None


PAGES = """二、主动公开政府信息情况
第二十条第（一）项
信息内容 本年新制作数量 本年新公开数量 对外公开总数量
规章 4 0 0
规范性文件 8 2 1
第二十条第（五）项
信息内容 上一年项目数量 本年增/减 处理决定数量
行政许可 0 +9 0
其他对外管理服务事项 1 -1 3
第二十条第（六）项
信息内容 上一年项目数量 本年增/减 处理决定数量
行政处罚{first}
行政强制 9 +1 0
"""


def test_a_figure_that_a_pages_end_parts_from_others_on_its_line_may_be_the_next_pages_number():
    cells = gouji.parse(PAGES.format(first=" 7 +48821\f2")).cells
    assert cells["proactive/penalty/decisions"].value is None
    assert cells["proactive/penalty/decisions"].status != "blank"
    assert cells["proactive/coercion/prior_items"].value == 9


def test_a_page_mark_before_a_form_feed_is_no_cell_of_the_label_above():
    cells = gouji.parse(PAGES.format(first="\n— 1 —\f").replace("\f\n", "\f")).cells
    assert [cells[f"proactive/penalty/{c}"].value for c in ("prior_items", "change", "decisions")] == 3 * [
        None
    ]
