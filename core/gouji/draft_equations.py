"""The equations of a draft: printed checks first, then the sums that labels promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gouji.draft_form import DraftEquation, FormBlock, FormTable, Leaf
from gouji.draft_notes import Axis, Check, Reference, checks, number
from gouji.draft_sums import Sum, stand_in, sums
from gouji.fold import number as ordinal_number

Terms = list[tuple[int, str]]
"""Signs and ids of rows, or of columns."""


def equations(table: FormTable) -> list[DraftEquation]:
    """All equations of a table, each once; the unsure ones will be comments."""
    found: dict[object, DraftEquation] = {}
    drafted = [*_printed(table), *(e for b in table.blocks for e in _inferred(table, b))]
    for place, equation in enumerate(drafted, 1):
        same = _meaning(equation)
        if same not in found:
            found[same] = _numbered(equation, f"{table.id}.E{place}")
    return list(found.values())


def _numbered(equation: DraftEquation, name: str) -> DraftEquation:
    return DraftEquation(name, equation.formula, equation.status, equation.why, equation.each, equation.sure)


def _meaning(equation: DraftEquation) -> object:
    """The formula without its order: sides as sets of terms."""
    op = " <= " if " <= " in equation.formula else " = "
    left, _, right = equation.formula.partition(op)
    sides = [frozenset(side.replace(" - ", " + -").split(" + ")) for side in (left, right)]
    return op, sides[0] if op == " <= " else frozenset(sides), sides[1] if op == " <= " else None


# --- printed checks --------------------------------------------------------------------------------------


def _printed(table: FormTable) -> Iterator[DraftEquation]:
    for block in table.blocks:
        labels = (leaf.label for leaf in (*block.rows, *block.columns))
        for text in (*block.notes, *block.counts, *labels, *table.around):
            for check in checks(text):
                yield from _check(table, block, check)


def _check(table: FormTable, block: FormBlock, check: Check) -> Iterator[DraftEquation]:
    axis = _axis(check, block)
    left, right = _resolved(check.left, block, axis), _resolved(check.right, block, axis)
    if left is None or right is None:
        if block is table.blocks[0]:
            why = f"printed: {check.words}; the form does not show what its numbers count"
            yield DraftEquation("", check.words, "official", why, (), sure=False)
        return
    yield _equation(table, block, axis, left, check.op, right, "official", f"printed: {check.words}")


def _axis(check: Check, block: FormBlock) -> Axis:
    """What the numbers of a check count: as it says, else what the form numbers."""
    said: Axis = next((r.axis for r in (*check.left, *check.right) if r.axis != "any"), "any")
    if said != "any":
        return said
    rows, columns = any(r.number for r in block.rows), any(c.number for c in block.columns)
    if rows == columns:
        return "column" if any(check.words in "".join(c.split()) for c in block.counts) else "any"
    return "row" if rows else "column"


def _resolved(references: Sequence[Reference], block: FormBlock, axis: Axis) -> Terms | None:
    """The ids that the references name; None where one names nothing."""
    known = {"item": _items, "row": _counted_rows, "column": _counted_columns}.get(axis)
    if known is None:
        return None
    by_number = known(block)
    found: Terms = []
    for reference in references:
        leaves = by_number.get(reference.number)
        if not leaves or any(leaf.doubt for leaf in leaves):
            return None
        found += [(reference.sign, leaf.id) for leaf in leaves]
    return found


def _items(block: FormBlock) -> Mapping[int, list[Leaf]]:
    """The rows of each item 一、二、…: the row itself, or what its group counts as."""
    found: dict[int, list[Leaf]] = {}
    for row in block.sure_rows:
        printed = ordinal_number(row.path[0] if row.path else row.label)
        if printed and number(printed) not in found:
            members = [r for r in block.sure_rows if r.path[:1] == row.path[:1]] if row.path else [row]
            found[number(printed)] = stand_in(members, 1) if row.path else members
    return found


def _counted_rows(block: FormBlock) -> Mapping[int, list[Leaf]]:
    return {int(r.number): [r] for r in block.rows if r.number}


def _counted_columns(block: FormBlock) -> Mapping[int, list[Leaf]]:
    return {int(c.number): [c] for c in block.columns if c.number}


# --- sums by labels --------------------------------------------------------------------------------------


def _inferred(table: FormTable, block: FormBlock) -> Iterator[DraftEquation]:
    for axis, leaves in (("row", block.rows), ("column", block.columns)):
        for found in sums([leaf for leaf in leaves if leaf.adds and not leaf.doubt]):
            if found.parts:
                yield _sum(table, block, "row" if axis == "row" else "column", found)


def _sum(table: FormTable, block: FormBlock, axis: Axis, found: Sum) -> DraftEquation:
    parts = [(1, part.id) for part in found.parts]
    whole = [(1, found.total.id)]
    if found.op == ">=":
        why = f"from the label {found.parts[0].label}"
        return _equation(table, block, axis, parts, "<=", whole, "inferred-soft", why)
    why, sure = f"from the label {' / '.join((*found.total.path, found.total.label))}", True
    if len(parts) == 1:
        why, sure = f"{why}, which sums one part only", False
    elif axis == "column" and len({(p.type == "money", p.unit) for p in (found.total, *found.parts)}) > 1:
        why, sure = f"{why}, but types or units differ", False
    made = _equation(table, block, axis, whole, "=", parts, "inferred-label", why)
    return DraftEquation("", made.formula, made.status, made.why, made.each, sure)


def _equation(
    table: FormTable, block: FormBlock, axis: Axis, left: Terms, op: str, right: Terms, status: str, why: str
) -> DraftEquation:
    """An equation over rows in each column, or over columns in each row."""
    if axis != "column":
        frame, variable, loop = f"{table.id}/{{}}/{{{{c}}}}", "c", f"columns of {table.id}/{left[0][1]}/*"
    elif not block.rows:
        return DraftEquation("", _formula(f"{table.id}/{{}}", left, op, right), status, why)
    else:
        frame, variable = f"{table.id}/{{{{r}}}}/{{}}", "r"
        loop = _row_loop(table, block, left[0][1])
    return DraftEquation("", _formula(frame, left, op, right), status, why, ((variable, loop),))


def _row_loop(table: FormTable, block: FormBlock, column: str) -> str:
    """The rows of a block: by a glob where no other block has the column, else one by one."""
    if len(table.blocks) == 1:
        return f"rows of {table.id}/*/{column}"
    return "\n".join(row.id for row in block.sure_rows)


def _formula(frame: str, left: Terms, op: str, right: Terms) -> str:
    return f"{_side(frame, left)} {op} {_side(frame, right)}"


def _side(frame: str, terms: Terms) -> str:
    text = "".join(f" {'-' if sign < 0 else '+'} {frame.format(name)}" for sign, name in terms)
    return text[3:] if text.startswith(" + ") else "-" + text[3:]
