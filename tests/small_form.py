"""A small invented form and reports on it, for tests of what comes after the engine."""

from decimal import Decimal

from gouji.document import Document
from gouji.equation import Equation
from gouji.report import Cell, Evidence, Finding, Joint, PluginRun, Printed, Report, Unclaimed
from gouji.schema import Block, Column, Label, Row, Schema, Table

PEOPLE = ("申请人", "组织")
TEXT = "镇年报\n树木\t3\t1\t4\n灌木\t5\n合计\t\t\t9\n收费\t85.50\n"


def schema() -> Schema:
    trees = Block(
        "trees",
        "plants",
        (
            Column("a", Label("甲", path=PEOPLE[:1])),
            Column("b", Label("乙公司", path=PEOPLE)),
            Column("sum", Label("总计", path=PEOPLE[:1])),
        ),
        (
            Row("tree", Label("树木", path=("一、绿化",))),
            Row("bush", Label("灌木", path=("一、绿化",))),
            Row("all", Label("二、合计")),
        ),
        (Label("第一项"),),
    )
    fees = Block(
        "fees", "plants", (Column("amount", Label("收费金额"), "money"),), (Row("fee", Label("收费")),)
    )
    cases = Block(
        "cases",
        "cases",
        (
            Column("review/won", Label("胜诉", path=("复议",))),
            Column("suit/won", Label("胜诉", path=("诉讼", "直接"))),
        ),
    )
    tables = (Table("plants", "绿化情况", (), (trees, fees)), Table("cases", "案件", (), (cases,)))
    sums = Equation(
        "S1",
        ((1, "plants/tree/a"), (1, "plants/tree/b")),
        "=",
        ((1, "plants/tree/sum"),),
        formula="甲 + 乙 = 总计",
    )
    later = Equation(
        "S2", ((1, "plants/all/sum"),), "=", ((1, "prev:plants/all/sum"),), level="cross-year", formula="去年"
    )
    return Schema("small-1", "小表", "small", "invented", tables, (sums, later))


def cell(key: str, status: str = "printed", value=None, raw: str = "", **more) -> Cell:
    return Cell(key, value, raw, status, **more)


def report(document: Document | None = None, **changed: Cell) -> Report:
    """A report with one cell of every status; ``changed`` replaces cells by key with / written as __."""
    document = document or Document(TEXT, source="town.txt")
    at = TEXT.index
    cells = [
        cell(
            "plants/tree/a", value=3, raw="3", spans=((at("3"), at("3") + 1),), layout="tabs", label=((4, 6),)
        ),
        cell("plants/tree/b", value=1, raw="1", spans=((at("1"), at("1") + 1),), layout="tabs"),
        cell("plants/tree/sum", value=4, raw="4", spans=((at("4"), at("4") + 1),), layout="tabs"),
        cell("plants/bush/a", "ambiguous", candidates=(5, None), layout="tabs"),
        cell("plants/bush/b", "contested", candidates=(5, 6), layout="tabs"),
        cell("plants/bush/sum", "solved", 5, "5", spans=((at("5"), at("5") + 1),), layout="tabs"),
        cell("plants/all/a", "blank", raw="/"),
        cell("plants/all/b", "blank"),
        cell("plants/all/sum", value=9, raw="9", spans=((at("9"), at("9") + 1),), layout="tabs"),
        cell(
            "plants/fee/amount",
            value=Decimal("85.50"),
            raw="85.50元",
            unit="元",
            spans=((at("85.50"), at("85.50") + 5),),
            layout="tabs",
        ),
        cell("cases/review/won", "absent"),
        cell("cases/suit/won", "absent"),
    ]
    named = {c.key: c for c in cells} | {c.key: c for c in changed.values()}
    return Report(
        document,
        "small-1",
        {"plants": "small-1"},
        named,
        findings=(
            Finding("late-note", "a note", "info", line=1),
            Finding("sum-broken", "9 is not 4 + 5", "error", "broken", keys=("plants/all/sum",), line=4),
        ),
        unclaimed=(Unclaimed("7", (0, 1), "plants", "tree"),),
        joint=(Joint(("plants/bush/a", "plants/bush/b"), 9, ((5, None), (None, 5))),),
        metadata={"year": Printed(2020, ((0, 1),)), "agency": Printed()},
        plugins=(PluginRun("tabs", 1, 0.1),),
        evidence=(
            Evidence(
                "plants/bush", "tabs", (3, 4), "灌木", ("5",), ("one blank dropped",), (0, 1), 2, chosen=False
            ),
            Evidence("plants/bush", "pipes", (3, 4), "灌木", ("5",), (), (0, 0), 1, chosen=True),
        ),
    )


def sure() -> Report:
    """A report without a doubt."""
    cells = {k: cell(k, value=0, raw="0", layout="tabs") for k in schema().keys}
    return Report(Document("0", source="<text>"), "small-1", {"plants": "small-1", "cases": "small-1"}, cells)


def nothing() -> Report:
    """A report of a document without tables."""
    return Report(Document("prose"), None, {}, {}, findings=(Finding("nothing-recognised", "no table"),))
