"""Mutation testing of the modules on which the figures hang: ``python tests/mutate.py [MODULE…]``.

One change at a time is made in a function of the module, in a process of its own, and the module's tests run until one
fails. A mutant that no test fails survives. Functions keep their identity (their code is exchanged), so whoever
imported one sees the mutant. Constants of a module are not changed; texts of messages neither.
"""

from __future__ import annotations

import ast
import copy
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

TREE = Path(__file__).parents[1]
SECONDS = 60
"""CPU seconds of one mutant's tests: a mutant that hangs is found by that."""
TESTS = {
    "gouji.numerals": (
        "test_numerals.py",
        "test_numerals_counting.py",
        "test_numerals_pages.py",
        "test_values.py",
    ),
    "gouji.matrix": ("test_matrix_uniform.py", "test_matrix.py"),
    "gouji.placing.place": ("test_place.py", "test_beheaded.py", "test_other_forms.py", "test_ledger.py"),
    "gouji.check": ("test_check.py", "test_equations_disclosure.py"),
    "gouji.cut_label": ("test_cut_label.py",),
    "gouji.displaced.cut_off": ("test_cut_off.py",),
    "gouji.edges": ("test_edges.py",),
    "gouji.displaced.clipped": ("test_clipped_rows.py",),
    "gouji.displaced.run_over": ("test_run_over_rows.py", "test_run_over.py"),
    "gouji.copies": ("test_copies_rows.py",),
    "gouji.alone": ("test_lost_figures.py", "test_solver_exact.py", "test_alone.py"),
    "gouji.placing.columns": ("test_columns.py",),
    "gouji.placing.under": ("test_columns.py", "test_place.py"),
    "gouji.placing.loose": ("test_columns.py",),
    "gouji.placing.parts": ("test_parts.py",),
    "gouji.placing.thousands": ("test_thousands.py",),
    "gouji.placing.heads": ("test_heads_rows.py", "test_heads.py"),
    "gouji.displaced.exchanged": ("test_exchanged_sums.py", "test_exchanged.py"),
    "gouji.displaced.several": ("test_several.py", "test_hostile_eighth.py"),
    "gouji.row_sums": ("test_row_sums.py",),
    "gouji.displaced.weak": ("test_weak.py",),
    "gouji.displaced.moved": ("test_moved.py",),
    "gouji.displaced.astray": ("test_astray.py",),
    "gouji.displaced.untotalled": ("test_untotalled.py",),
    "gouji.placing.order": ("test_order_rows.py", "test_beside_lost.py", "test_pdf_tool_texts.py"),
    "gouji.placing.unplaced": ("test_unplaced_rows.py", "test_order_rows.py"),
    "gouji.placing.unsound": ("test_unsound_rows.py", "test_unplaced_rows.py"),
    "gouji.placing.hole": ("test_hole_rows.py",),
    "gouji.placing.remnant": ("test_remnant_rows.py",),
    "gouji.placing.doubled": ("test_doubled_rows.py",),
    "gouji.placing.broken_off": ("test_place.py", "test_broken_off.py"),
    "gouji.displaced.bare": ("test_bare_rows.py", "test_bare.py"),
    "gouji.displaced.lines_lost": ("test_lines_lost_rows.py",),
}
"""The tests of each module, the quickest first."""
CHOSEN = "not time and not in_a_report and not (ledger and matrix)"
"""No test that measures time, as a machine at work would seem to find mutants, and none that reads hundreds of documents."""
SWAPPED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn,
    ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


class Mutants:
    """Every change of a module's functions, by number."""

    def __init__(self, source: str) -> None:
        self.tree = ast.parse(source)
        self.found: list[tuple[int, str]] = []
        self._visit(self.tree, None)

    def _visit(self, wanted_in: ast.AST, wanted: int | None) -> None:
        """Count the changes, or make the one that is wanted."""
        self._number = 0
        for node in ast.walk(wanted_in):
            if isinstance(node, ast.FunctionDef):
                for inner in _body(node):
                    self._changes(inner, wanted)

    def _changes(self, node: ast.AST, wanted: int | None) -> None:
        for what, change in _changes(node):
            if wanted is None:
                self.found.append((getattr(node, "lineno", 0), what))
            elif self._number == wanted:
                change()
            self._number += 1

    def made(self, number: int) -> ast.Module:
        """The module with one change."""
        tree = copy.deepcopy(self.tree)
        self._visit(tree, number)
        return ast.fix_missing_locations(tree)


def _body(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function but for annotations, messages, its docstring and inner functions."""
    todo: list[ast.AST] = [
        s for s in function.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
    ]
    while todo:
        node = todo.pop(0)
        if isinstance(node, ast.FunctionDef | ast.JoinedStr | ast.Raise) or _is_strict(node):
            continue
        yield node
        skipped = {id(node.annotation)} if isinstance(node, ast.AnnAssign) else set()
        todo = [child for child in ast.iter_child_nodes(node) if id(child) not in skipped] + todo


def _is_strict(node: ast.AST) -> bool:
    """Whether a node is the ``strict=True`` of a zip over what is as long by itself."""
    return isinstance(node, ast.keyword) and node.arg == "strict"


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            if type(op) in SWAPPED:
                new = SWAPPED[type(op)]
                yield (
                    f"{type(op).__name__} → {new.__name__}",
                    lambda at=at, new=new: node.ops.__setitem__(at, new()),
                )
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPPED:
        new = SWAPPED[type(node.op)]
        yield f"{type(node.op).__name__} → {new.__name__}", lambda: setattr(node, "op", new())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield (
            "without " + type(node.op).__name__,
            lambda: setattr(node, "op", ast.UAdd() if isinstance(node.op, ast.USub) else _Same()),
        )
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "return None", lambda: setattr(node, "value", ast.Constant(None))
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        test = node.test
        yield "condition negated", lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), test))
    elif isinstance(node, ast.Continue | ast.Break):
        yield (
            "loop goes on or ends",
            lambda: setattr(node, "__class__", ast.Break if isinstance(node, ast.Continue) else ast.Continue),
        )


class _Same(ast.UAdd):
    """Stands for a ``not`` that is taken away."""


def _is_none(value: ast.AST) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _constants(node: ast.Constant) -> Iterator[tuple[str, object]]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} → {not value}", lambda: setattr(node, "value", not value)
    elif isinstance(value, int | float):
        yield f"{value} → {value + 1}", lambda: setattr(node, "value", value + 1)
    elif isinstance(value, str) and value:
        yield f"{value!r} → ''", lambda: setattr(node, "value", "")


class _Unwrap(ast.NodeTransformer):
    """Take away the ``not`` that was marked."""

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        return (
            ast.Call(ast.Name("bool", ast.Load()), [node.operand], []) if isinstance(node.op, _Same) else node
        )


def _codes(module: ast.Module, path: str) -> dict[str, CodeType]:
    """The code of each function of a module, methods too, by qualified name."""
    tree = ast.fix_missing_locations(_Unwrap().visit(module))
    found: dict[str, CodeType] = {}
    todo = [compile(tree, path, "exec")]
    while todo:
        code = todo.pop()
        inner = [c for c in code.co_consts if isinstance(c, CodeType)]
        found.update({c.co_qualname: c for c in inner})
        todo += [c for c in inner if "<locals>" not in c.co_qualname]
    return found


def _exchange(name: str, codes: dict[str, CodeType]) -> None:
    module = import_module(name)
    holders = [module, *(v for v in vars(module).values() if isinstance(v, type) and v.__module__ == name)]
    for holder in holders:
        for value in list(vars(holder).values()):
            function = _function(value)
            if function is not None and function.__module__ == name and function.__qualname__ in codes:
                function.__code__ = codes[function.__qualname__]
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def _function(value: object) -> FunctionType | None:
    for inner in (
        value,
        getattr(value, "fget", None),
        getattr(value, "func", None),
        getattr(value, "__wrapped__", None),
        getattr(value, "__func__", None),
    ):
        if isinstance(inner, FunctionType):
            return inner
    return None


def tests_fail(name: str, tree: ast.Module, tests: list[str]) -> bool:
    """Whether a test fails, or does not end, in a process where the module is the mutant."""
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        code = 1
        try:
            import pytest

            _exchange(name, _codes(tree, str(import_module(name).__file__)))
            code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", CHOSEN, *tests])
        finally:
            os._exit(int(code))
    _, status = os.waitpid(child, 0)
    return status != 0


def run(name: str) -> tuple[int, int]:
    """Run all mutants of a module; give how many were found, and how many there are."""
    path = TREE / "core" / (name.replace(".", "/") + ".py")
    mutants = Mutants(path.read_text("utf-8"))
    tests = [str(TREE / "tests" / test) for test in TESTS[name] if (TREE / "tests" / test).exists()]
    assert not tests_fail(name, mutants.tree, tests), f"the tests of {name} fail without a change"
    killed, began = 0, time.monotonic()
    for number, (line, what) in enumerate(mutants.found):
        failed = tests_fail(name, mutants.made(number), tests)
        killed += failed
        if not failed:
            print(f"{path.relative_to(TREE)}:{line}: {what} survives", flush=True)
    total = len(mutants.found)
    print(
        f"{name}: {killed} of {total} mutants found, {killed / total:.1%} ({time.monotonic() - began:.0f} s)",
        flush=True,
    )
    return killed, total


def main(names: list[str]) -> None:
    """Run the modules named, or all."""
    sys.path[:0] = [str(TREE / "tests"), str(TREE / "core"), str(TREE / "plugins")]
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    import proof

    proof.real_engine()  # what every child needs is imported once
    for name in names or TESTS:
        run(name)


if __name__ == "__main__":
    main(sys.argv[1:])
