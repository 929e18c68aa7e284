"""Each layout's matrices, and how fast it refuses a document that is not its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import documents
import pytest
import runners
from documents import Made
from runners import Runner

from gouji.testing import RENDERERS

FOREIGN = 4000
"""Characters of the foreign document: 12 KB in UTF-8, a long report."""


def _contest(layout: str) -> list[Any]:
    family = RENDERERS[layout].family
    return [r.param(layout) for r in (runners.floor(family), runners.matrices(family))]


@pytest.mark.parametrize(("layout", "runner"), [p for n in documents.timed_renderers() for p in _contest(n)])
def test_matrices(timed: Callable[..., Any], layout: str, runner: Runner) -> None:
    timed(f"matrices: {layout}", runner, lambda i: documents.report(layout, i))


def _refusals() -> list[Any]:
    floor = Runner("splitlines", "floor", lambda d: d.text.splitlines(), _has_lines, runners.lined)
    return [floor.param(), *(_refusal(name).param() for name in documents.layouts())]


def _has_lines(result: Any, made: Made) -> None:
    assert len(result) == made.text.count("\n") > 0


def _refusal(plugin: str) -> Runner:
    def nothing(result: Any, made: Made) -> None:
        sources, runs = result
        assert made.text
        assert sources == []
        assert [run.name for run in runs] == [plugin]

    ask = documents.engine().matrices
    return Runner(f"gouji {plugin}", "gouji", lambda d: ask(d, plugin), nothing, runners.lined)


@pytest.mark.parametrize("runner", _refusals())
def test_refusal(timed: Callable[..., Any], runner: Runner) -> None:
    timed("refusal of prose", runner, lambda i: Made(documents.prose(FOREIGN, 1000 * i)))
