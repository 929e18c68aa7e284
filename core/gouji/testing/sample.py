"""A sample schema: the yearly return of a library, with every feature that a schema can have."""

from __future__ import annotations

from gouji.equation import Equation
from gouji.schema import Block, Column, Label, Row, Schema, Section, Table

READERS = ("children", "adults", "total")
RECEIVED, KEPT, DONE, OPEN = "received", "kept", "done.total", "open"
LEAVES = ("done.lent", "done.refused.lost", "done.refused.reserved", "done.refused.damaged")


def sample() -> Schema:
    """A schema of three tables and 41 keys.

    ``stock`` has two blocks of different width with signed and money columns; ``requests`` has row groups
    two levels deep and column groups; ``complaints`` is a block without rows under two levels of header.
    """
    tables = (_stock(), _requests(), _complaints())
    sections = (
        Section("general", "一", "总体情况"),
        Section("stock", "二", "馆藏情况", (), "stock"),
        Section("requests", "三", "借阅申请情况", (), "requests"),
        Section("complaints", "四", "投诉情况", (), "complaints"),
        Section("outlook", "五", "存在的问题"),
    )
    pattern = r"(?P<agency>\S+图书馆)(?P<year>\d{4})年年报"
    return Schema(
        "library", "图书馆年报", "library", "made for tests", tables, _equations(), sections, (pattern,)
    )


def _stock() -> Table:
    books = Block(
        "books",
        "stock",
        (
            Column("before", Label("上年册数")),
            Column("change", Label("本年增/减"), "signed"),
            Column("shown", Label("公开陈列册数")),
        ),
        (Row("novels", Label("小说")), Row("reference", Label("工具书及其他参考资料"))),
        (Label("第一项"),),
    )
    money = Block(
        "money",
        "stock",
        (Column("items", Label("采购次数")), Column("amount", Label("采购总额"), "money")),
        (Row("purchase", Label("集中采购")),),
        (Label("第二项"),),
    )
    return Table("stock", "馆藏情况", ("馆藏情况",), (books, money), ("馆藏内容",))


def _requests() -> Table:
    people = ("申请人情况",)
    columns = (
        Column("children", Label("少儿", (), people)),
        Column("adults", Label("成年读者", ("成人",), (*people, "其他读者"))),
        Column("total", Label("总计", (), people)),
    )
    done, refused = "三、办理结果", "（二）未能借出"
    rows = (
        Row(RECEIVED, Label("一、本年新收借阅申请数量")),
        Row(KEPT, Label("二、上年结转借阅申请数量")),
        Row(LEAVES[0], Label("（一）借出", (), (done,))),
        Row(LEAVES[1], Label("1.遗失", (), (done, refused))),
        Row(LEAVES[2], Label("2.已被他人预约而无法借出", (), (done, refused))),
        Row(LEAVES[3], Label("3.破损", (), (done, refused))),
        Row(DONE, Label("（三）总计", (), (done,))),
        Row(OPEN, Label("四、结转下年度继续办理")),
    )
    note = "（第一项加第二项之和，等于第三项加第四项之和）"
    block = Block("requests", "requests", columns, rows)
    return Table("requests", "借阅申请情况", ("借阅申请情况",), (block,), (note, "申请人情况"))


def _complaints() -> Table:
    groups = {"review": ("复查",), "direct": ("诉讼", "直接起诉"), "after": ("诉讼", "复查后起诉")}
    outcomes = {"upheld": "结果维持", "corrected": "结果纠正", "total": "总计"}
    columns = tuple(
        Column(f"{group}/{outcome}", Label(text, (), path))
        for group, path in groups.items()
        for outcome, text in outcomes.items()
    )
    return Table("complaints", "投诉情况", ("投诉情况",), (Block("complaints", "complaints", columns),))


def _equations() -> tuple[Equation, ...]:
    found = []
    for reader in READERS:
        key = {row: (1, f"requests/{row}/{reader}") for row in (RECEIVED, KEPT, DONE, OPEN, *LEAVES)}
        before, after = (key[RECEIVED], key[KEPT]), (key[DONE], key[OPEN])
        found.append(Equation(f"flow/{reader}", before, "=", after, "official"))
        found.append(Equation(f"done/{reader}", (key[DONE],), "=", tuple(key[row] for row in LEAVES)))
    for row in (RECEIVED, KEPT, *LEAVES, DONE, OPEN):
        parts = tuple((1, f"requests/{row}/{reader}") for reader in READERS[:-1])
        found.append(Equation(f"total/{row}", ((1, f"requests/{row}/total"),), "=", parts))
    for group in ("review", "direct", "after"):
        parts = tuple((1, f"complaints/{group}/{outcome}") for outcome in ("upheld", "corrected"))
        found.append(Equation(f"cases/{group}", ((1, f"complaints/{group}/total"),), "=", parts))
    shown, held = (1, "stock/novels/shown"), (1, "stock/novels/before")
    return (*found, Equation("shown", (shown,), "<=", (held,), "inferred-soft", severity="warning"))
