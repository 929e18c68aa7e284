"""A drafted form written as a schema file, with a comment at each place that needs a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from gouji.draft.form import DraftEquation, Form, FormBlock, FormTable, Leaf
from gouji.draft.sums import CODE

MARK = "TODO"
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_SOMEONE = re.compile(
    r"^(?:某|[XxＸ×]{2,}|[*＊]{2,})[^局县市厅委部院校学处区]{0,6}[局县市厅委院校学处区某]{1,6}(?=.{4,}$)"
)
_YEAR = re.compile(r"^[^年]{0,30}年度?(?=.{4,}$)")


def write(form: Form, name: str, source: str, equations: Sequence[DraftEquation]) -> str:
    """The text of the schema file."""
    lines = [*_head(form, name, source), *_sections(form)]
    for table in form.tables:
        lines += _table(table)
    for equation in equations:
        lines += _equation(equation)
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """A text for a comment: in one line."""
    return " ".join(text.split())


def _head(form: Form, name: str, source: str) -> Iterator[str]:
    yield f"# Drafted by gouji from {_plain(source)}; edit it, then run: gouji schema check THIS-FILE"
    yield f"# Search for {MARK}: what the form does not show. Ids are by printed order (t1, r1, c1):"
    yield "# rename them now, in the equations too, and never again once results are in use."
    yield "# An equation behind # is not sure: take the # away where it holds, else drop it."
    yield f"id = {_quoted(name)}"
    yield f"title = {_quoted(_bare(form.title))}" + (
        f" # {MARK}: no title was found" if form.title == name else ""
    )
    yield f"family = {_quoted(_family(name))} # the same in every edition of this form, in any year"
    yield f"source = {_quoted(f'drafted from {source}')} # {MARK}: where and when the form was issued"
    yield f"# {MARK}: a regular expression over the report's title without blanks; guessed from the form's"
    yield f"title_patterns = [{_quoted(_pattern(form.title))}]"
    yield ""


def _family(name: str) -> str:
    """A schema's id without the year at its end."""
    return re.sub(r"[-_.]?20\d{2}$", "", name) or name


def _pattern(title: str) -> str:
    return rf"(?P<agency>\S*?)(?P<year>20[0-9]{{2}})年?度?{re.escape(_bare(title))}"


def _bare(title: str) -> str:
    """A title without agency and year."""
    bare = _BRACKET.sub("", "".join(title.split()))
    return _SOMEONE.sub("", _YEAR.sub("", bare)) or bare or title


def _sections(form: Form) -> Iterator[str]:
    for place, (ordinal, title, table) in enumerate(form.sections, 1):
        yield "[[sections]]"
        yield f'id = "s{place}"'
        yield f"ordinal = {_quoted(ordinal)}"
        yield f"title = {_quoted(title)}"
        if table:
            yield f'table = "{table}"'
        yield ""


def _table(table: FormTable) -> Iterator[str]:
    yield "[[tables]]"
    yield f'id = "{table.id}"'
    title = table.title or f"表{table.id[1:]}"
    yield f"title = {_quoted(title)}" + _title_remark(table)
    if table.beside:
        yield f"beside = {_quoted(table.beside.id)} # printed right of that table, row by row"
    else:
        yield f"headings = [{_quoted(title)}]"
    if table.notes:
        yield f"notes = [{', '.join(map(_quoted, table.notes))}]"
    yield ""
    for block in table.blocks:
        yield from _block(block)


def _title_remark(table: FormTable) -> str:
    if not table.title:
        return f" # {MARK}: no heading was found above it"
    dated = re.search(r"\d{4}年|[Xx×某]{2}|某", table.title)
    return f" # {MARK}: take agency and year away, here and in headings" if dated else ""


def _block(block: FormBlock) -> Iterator[str]:
    yield "[[tables.blocks]]"
    yield f'id = "{block.id}"'
    if block.title:
        yield f"titles = [{{ label = {_quoted(block.title)} }}]"
    if block.numbers:
        first = ", first = true" if block.numbers_first else ""
        yield f"numbers = {{ label = {_quoted(block.numbers)}{first} }}" + _unnumbered(block)
    if block.nameless:
        yield f"# {MARK}: {block.nameless} numbered rows have no name: draft from each agency's own"
        yield "# report, or add every name that reports print (docs: Rows not known beforehand)"
    elif block.numbers and (block.spare or any(len(row.number) >= CODE for row in block.rows)):
        yield f"# {MARK}: where reports print only rows with figures, or rows of their own: open = true"
    yield "columns = ["
    yield from _leaves(block.columns, "columns", 0)
    yield "]"
    if block.rows:
        yield "rows = ["
        yield from _leaves(block.rows, "rows", 0)
        yield "]"
    yield ""


def _unnumbered(block: FormBlock) -> str:
    """What a person has to do where a form heads the numbers and does not print them."""
    if block.nameless or any(row.number for row in block.rows):
        return ""
    return f' # {MARK}: the form prints no numbers; add number = "1" to the rows that reports number'


def _leaves(leaves: Sequence[Leaf], key: str, depth: int) -> Iterator[str]:
    """The entries of one level of groups, indented by it."""
    margin = "  " * (depth + 1)
    for group, members in _runs(leaves, depth):
        if not group or all(leaf.doubt for leaf in members):
            yield from (f"{margin}{_leaf(leaf, key)}" for leaf in members)
        else:
            half = key == "columns" and not depth and len(members) == len(leaves) > 0
            hint = " # over this whole half: drop the group where reports print no such line" if half else ""
            yield f"{margin}{{ group = {_quoted(group)}, {key} = [{hint}"
            yield from _leaves(members, key, depth + 1)
            yield f"{margin}] }},"


def _runs(leaves: Sequence[Leaf], depth: int) -> list[tuple[str, list[Leaf]]]:
    found: list[tuple[str, list[Leaf]]] = []
    for leaf in leaves:
        group = leaf.path[depth] if len(leaf.path) > depth else ""
        if found and found[-1][0] == group:
            found[-1][1].append(leaf)
        else:
            found.append((group, [leaf]))
    return found


def _leaf(leaf: Leaf, key: str) -> str:
    kind = f', type = "{leaf.type}"' if leaf.type != "count" else ""
    unit = f", unit = {_quoted(leaf.unit)}" if leaf.unit and key == "columns" else ""
    if leaf.unit and key == "rows":
        unit = f", aliases = [{_quoted(leaf.label + leaf.unit)}]"
    number = f", number = {_quoted(leaf.number)}" if leaf.number and key == "rows" else ""
    entry = f"{{ id = {_quoted(leaf.id)}, label = {_quoted(leaf.label)}{kind}{unit}{number} }},"
    if leaf.doubt:
        return f"# {MARK}: {leaf.doubt}: {_plain(entry)}"
    return f"{entry} # {MARK}: {leaf.remark}" if leaf.remark else entry


def _equation(equation: DraftEquation) -> Iterator[str]:
    if not equation.formula:
        yield f"# {MARK}: {_plain(equation.why)}"
        yield ""
        return
    lines = ["[[equations]]", f'id = "{equation.id}"']
    if equation.each:
        loops = (f"{name} = {_loop(loop)}" for name, loop in equation.each)
        lines.append(f"each = {{ {', '.join(loops)} }}")
    lines += [f"formula = {_quoted(equation.formula)}", f'status = "{equation.status}"']
    if equation.sure:
        yield f"# {_plain(equation.why)}"
        yield from lines
    else:
        yield f"# {MARK}: {_plain(equation.why)}"
        yield from (f"# {_plain(line)}" for line in lines)
    yield ""


def _loop(loop: str) -> str:
    return _quoted(loop) if " of " in loop else f"[{', '.join(map(_quoted, loop.split(chr(10))))}]"
