"""The codes that the engine's sources give their findings, each without what stands behind its colon."""

from __future__ import annotations

import ast
from pathlib import Path

CORE = Path(__file__).parents[1] / "core" / "gouji"


def codes():
    """The heads of all codes; one that a function is handed on is written where that is called."""
    calls = (
        node
        for path in CORE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Finding", "_finding")
    )
    given = (node.args[0] if node.args else node.keywords[0].value for node in calls)
    heads = {_head(node).partition(":")[0] for node in given}
    assert len(heads) > 40
    return heads - {""}


def _head(node):
    """The beginning of a text that stands in the source; nothing of any other value."""
    if isinstance(node, ast.JoinedStr):
        node = node.values[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
