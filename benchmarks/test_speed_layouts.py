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
READ_TOO = {
    *(("pipes", own) for own in ("asciidoc", "mediawiki")),
    ("aligned", "ruled"),
    *(
        ("vertical", own)
        for own in (
            "aligned",
            "asciidoc",
            "box",
            "csv",
            "html",
            "latex",
            "mediawiki",
            "pipes",
            "ruled",
            "tabs",
        )
    ),
}
"""Which layout reads which other layout's fixture, in its own way; all others refuse it."""


def _contest(layout: str) -> list[Any]:
    family = RENDERERS[layout].family
    return [r.param(layout) for r in (runners.floor(family), runners.matrices(family))]


@pytest.mark.parametrize(("layout", "runner"), [p for n in documents.timed_renderers() for p in _contest(n)])
def test_matrices(timed: Callable[..., Any], layout: str, runner: Runner) -> None:
    timed(f"matrices: {layout}", runner, lambda i: documents.report(layout, i))


def _floor() -> Runner:
    return Runner("splitlines", "floor", lambda d: d.text.splitlines(), _has_lines, runners.lined)


def _has_lines(result: Any, made: Made) -> None:
    assert len(result) >= made.text.count("\n") > 0


def _own_contest(layout: str) -> list[Any]:
    return [r.param(layout) for r in (_floor(), runners.matrices(layout))]


@pytest.mark.parametrize(("layout", "runner"), [p for n in documents.layouts() for p in _own_contest(n)])
def test_own_fixture(timed: Callable[..., Any], layout: str, runner: Runner) -> None:
    timed(f"own fixture: {layout}", runner, lambda _: documents.own_fixture(layout))


def _asked(plugin: str, *, reads: bool = False) -> Runner:
    """A plugin asked for a document that it refuses, or reads in its own way."""

    def check(result: Any, made: Made) -> None:
        sources, runs = result
        assert made.text
        assert bool(sources) == reads
        assert [run.name for run in runs] == [plugin]

    ask, does = documents.engine().matrices, "reads" if reads else "refuses"
    return Runner(f"gouji {plugin} {does}", "gouji", lambda d: ask(d, plugin), check, runners.lined)


@pytest.mark.parametrize("runner", [r.param() for r in (_floor(), *map(_asked, documents.layouts()))])
def test_refusal_of_prose(timed: Callable[..., Any], runner: Runner) -> None:
    timed("refusal of prose", runner, lambda i: Made(documents.prose(FOREIGN, 1000 * i)))


def _strangers(own: str) -> list[Any]:
    others = (n for n in documents.layouts() if n != own)
    asked = (_asked(other, reads=(other, own) in READ_TOO) for other in others)
    return [runner.param(own) for runner in (_floor(), *asked)]


@pytest.mark.parametrize(("own", "runner"), [p for n in documents.layouts() for p in _strangers(n)])
def test_refusal_of_another_layouts_fixture(timed: Callable[..., Any], own: str, runner: Runner) -> None:
    timed(f"refusal of {own}", runner, lambda _: documents.own_fixture(own))
