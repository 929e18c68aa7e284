"""Figures on the line of a label that has lost its other lines: they are that row's, and not those of the next."""

from __future__ import annotations

import gouji

PAGE = """三、收到和处理政府信息公开申请情况
          第二项之和，等于第三项加第四项之
                                   自然
                    和）                               社会                总计
                                    人    商业企    科研        法律服
                                                     公益          其他
                                          业     机构        务机构
                                                     组织
                                   1311                               1357
          一、本年新收政府信息公开申请数量                 0     0   128   322    24
                                    6                                   6
          二、上年结转政府信息公开申请数量          615    0     0    12    31    0    658


          三、本年       （一）予以公开        543    0     0    7     0     2    552
          度办理结
            果     （二）部分公开（区分        0      0     0    14   116    3    133


                   处理的，只计这一情
REST
                          1.属于国家
                            秘密OWN

                          2.其他法律
                           行政法规     33     0     0    11    0     0    44
                           禁止公开


                          3.危及“三
                           安全一稳     42     0     0    2     0     0    44
                            定”


                          4.保护第三
                           方合法权    1083    0     0    24    5     1   1113
                   （三）不      益

                   予公开
                          5.属于三类
                           内部事务    1808    0     0    0     11    1   1820
"""
OWN = "         0     0     0     9     8     7    24"


def row(text, name):
    found = gouji.parse(text)
    keys = [key for key in found.cells if key.startswith(f"requests/results.{name}/")]
    return [found[key].value for key in keys], {found[key].status for key in keys}


def test_figures_beside_the_beginning_of_a_lost_label_are_not_the_next_rows():
    """A page parts the row's label, of which a line is lost, from the next one, whose figures are lost."""
    values, statuses = row(PAGE.replace("REST", "").replace("OWN", ""), "refused.state_secret")
    assert values == [None] * 7
    assert "printed" not in statuses
    assert row(PAGE.replace("REST", "").replace("OWN", ""), "refused.third_party")[0][-1] == 1113


def test_where_nothing_is_lost_each_row_has_its_own():
    whole = PAGE.replace("REST", "                   形，不计其他情形）").replace("OWN", OWN)
    assert row(whole, "partial")[0] == [0, 0, 0, 14, 116, 3, 133]
    assert row(whole, "refused.state_secret")[0] == [0, 0, 0, 9, 8, 7, 24]
