"""The equations of a draft: printed checks first, then the sums that labels promise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.draft.form import DraftEquation, FormBlock, FormTable
from gouji.draft.lookup import Axis, Place, Terms, columns_match, look_up
from gouji.draft.notes import Check, checks, statements
from gouji.draft.sums import Sum, coded_sums, is_total


def equations(tables: Sequence[FormTable]) -> list[DraftEquation]:
    """The equations of tables that stand side by side, each once; the unsure ones will be comments."""
    found: dict[object, DraftEquation] = {}
    drafted = [*_printed(tables), *(e for t in tables for b in t.blocks for e in _inferred(t, b))]
    drafted += _balance(tables)
    for place, equation in enumerate(drafted, 1):
        same = _meaning(equation)
        if same not in found:
            found[same] = replace(equation, id=f"{tables[0].id}.E{place}")
    printed = {side for e in found.values() if e.status == "official" and e.sure for side in _wholes(e)}
    return [
        e
        for e in found.values()
        if not _implied(e, found) and (e.status != "inferred-label" or not printed & _wholes(e))
    ]


def _meaning(equation: DraftEquation) -> tuple[str, object, object]:
    """The formula without its order: sides as sets of terms; of an unread note its words."""
    if not equation.formula:
        return "", equation.why, None
    op = " <= " if " <= " in equation.formula else " = "
    left, _, right = equation.formula.partition(op)
    sides = [frozenset(side.replace(" - ", " + -").split(" + ")) for side in (left, right)]
    return op, sides[0] if op == " <= " else frozenset(sides), sides[1] if op == " <= " else None


def _wholes(equation: DraftEquation) -> set[str]:
    """The side of a sum that is one key, where the other has several: what it says how to add up."""
    sides = equation.formula.split(" = ") if " = " in equation.formula else []
    single = {side for side in sides if " + " not in side and " - " not in side}
    return single if len(single) == 1 else set()


def _implied(equation: DraftEquation, found: dict[object, DraftEquation]) -> bool:
    """Whether a sum of the same parts is drafted too, so that "at most" says nothing more."""
    op, left, right = _meaning(equation)
    whole = found.get((" = ", frozenset((left, right)), None)) if op == " <= " else None
    return whole is not None and whole.sure


# --- printed checks --------------------------------------------------------------------------------------


def _printed(tables: Sequence[FormTable]) -> Iterator[DraftEquation]:
    for table in tables:
        for block in table.blocks:
            for text in block.counts:
                for check in checks(text):
                    yield _check(tables, block, check, (check,), "column")
            for text in (*block.notes, *(leaf.label for leaf in (*block.rows, *block.columns))):
                for check in checks(text):
                    yield _check(tables, block, check, (check,))
    lines = dict.fromkeys(line for table in tables for line in table.around)
    for statement in (s for line in lines for s in statements(line)):
        yield _check(tables, tables[0].blocks[0], statement.words, statement.readings)


def _check(
    tables: Sequence[FormTable],
    block: FormBlock,
    words: Check | str,
    readings: Sequence[Check],
    axis: Axis = "any",
) -> DraftEquation:
    """The equation of a printed check by the first of its readings that the form bears out."""
    text = words if isinstance(words, str) else words.words
    for check in readings:
        sides = look_up(tables, block, check, axis)
        if sides is not None:
            return _equation(sides[0], check.op, sides[1], "official", f"printed: {text}")
    return DraftEquation("", "", "official", f"printed, and not read: {text}", (), sure=False)


# --- sums by labels --------------------------------------------------------------------------------------


def _inferred(table: FormTable, block: FormBlock) -> Iterator[DraftEquation]:
    axes: tuple[Axis, ...] = ("row", "column")
    for axis, leaves in zip(axes, (block.rows, block.columns), strict=True):
        for found in coded_sums([leaf for leaf in leaves if leaf.adds and not leaf.doubt]):
            if found.parts:
                yield _sum(table, block, axis, found)


def _balance(tables: Sequence[FormTable]) -> Iterator[DraftEquation]:
    """That sides which end in a total end in the same: usual, and for a person to say."""
    ends = [(t, t.blocks[-1], t.blocks[-1].sure_rows[-1]) for t in tables if t.blocks[-1].sure_rows]
    if len(ends) > 1 and all(is_total(leaf) for _, _, leaf in ends):
        first, second = (Place(*end, "row") for end in ends[:2])
        made = _equation([(1, first)], "=", [(1, second)], "inferred-label", "both sides end in a total")
        yield replace(made, why=f"{made.why}; take away the # where these must agree", sure=False)


def _sum(table: FormTable, block: FormBlock, axis: Axis, found: Sum) -> DraftEquation:
    parts = [(1, Place(table, block, part, axis)) for part in found.parts]
    whole = [(1, Place(table, block, found.total, axis))]
    if found.op == ">=":
        more = "; if these overlap, write one for each" if len(parts) > 1 else ""
        made = _equation(parts, "<=", whole, "inferred-soft", f"from {found.why}{more}")
    else:
        why = f"from the label {' / '.join((*found.total.path, found.total.label))}"
        made = _equation(whole, "=", parts, "inferred-label", why)
    doubt = found.doubt
    if not doubt and found.op == "=" and len(parts) == 1:
        doubt = "it sums one part only"
    elif (
        not doubt
        and axis == "column"
        and len({(p.type == "money", p.unit) for p in (found.total, *found.parts)}) > 1
    ):
        doubt = "types or units differ"
    return replace(made, why=f"{made.why}, but {doubt}", sure=False) if doubt else made


def _equation(left: Terms, op: str, right: Terms, status: str, why: str) -> DraftEquation:
    """An equation over rows in each column, or over columns in each row."""
    places = [place for _, place in (*left, *right)]
    first = places[0]
    if first.axis == "row":
        frame, each = _in_columns(places)
    elif not first.block.rows:
        frame, each = "{table}/{leaf}", ()
    else:
        frame, each = "{table}/{{r}}/{leaf}", (("r", _row_loop(first)),)
    made = DraftEquation("", f"{_side(frame, left)} {op} {_side(frame, right)}", status, why, each)
    if not all(loop for _, loop in each):
        return replace(made, why=f"{why}, but only of shares", sure=False)
    if len({id(place.block) for place in places}) == 1:
        return made
    if first.axis == "row" and columns_match(places):
        return made
    return replace(made, why=f"{why}; over tables whose columns differ", sure=False)


def _in_columns(places: Sequence[Place]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The frame of an equation over rows: with each column, or where tables of one column meet with that."""
    first = places[0]
    if len({id(p.block) for p in places}) > 1 and len(first.block.columns) == 1:
        return "{table}/{leaf}/" + first.block.columns[0].id, ()
    columns = [column for column in first.block.columns if not column.doubt]
    if all(column.adds for column in columns):
        return "{table}/{leaf}/{{c}}", (("c", f"columns of {first.table.id}/{first.leaf.id}/*"),)
    return "{table}/{leaf}/{{c}}", (("c", "\n".join(column.id for column in columns if column.adds)),)


def _row_loop(place: Place) -> str:
    """The rows of a block: by a glob where no other block has the column, else one by one."""
    if len(place.table.blocks) == 1 and all(row.adds for row in place.block.sure_rows):
        return f"rows of {place.table.id}/*/{place.leaf.id}"
    return "\n".join(row.id for row in place.block.sure_rows if row.adds)


def _side(frame: str, terms: Terms) -> str:
    text = "".join(
        f" {'-' if sign < 0 else '+'} {frame.format(table=p.table.id, leaf=p.leaf.id)}" for sign, p in terms
    )
    return text[3:] if text.startswith(" + ") else "-" + text[3:]
