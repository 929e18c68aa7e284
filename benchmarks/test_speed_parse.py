"""The whole way, from text to canonical cells and findings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import documents
import pages
import pytest
import runners
from documents import Made
from runners import Runner

from gouji.bench.memos import forget
from gouji.testing import RENDERERS

ASKS = {"html": 1.5, "tabs": 12, "pipes": 6, "vertical": 15}
"""Ratio to the floor the project wants for a whole report, by family of layout."""


BATCH = 20
"""Documents a round, as programs read them: one after the other."""
OURS = (runners.parse(), runners.located(), runners.told(), runners.long_way())
"""Values alone, with their places, with all that is told, and the long way."""


def _contest(layout: str, family: str) -> list[Any]:
    return [r.param(layout) for r in (runners.floor(family), *OURS, *runners.peers(family))]


REPORTS = [p for name in documents.timed_renderers() for p in _contest(name, RENDERERS[name].family)]


@pytest.mark.parametrize(("layout", "runner"), REPORTS)
def test_report(timed: Callable[..., Any], layout: str, runner: Runner) -> None:
    ask = ASKS.get(RENDERERS[layout].family, 0)
    timed(f"report: {layout}", runner, lambda i: documents.report(layout, i), ask=ask, batch=BATCH)


@pytest.mark.parametrize(("layout", "runner"), [p for page in pages.PAGES for p in _contest(page, "html")])
def test_page(timed: Callable[..., Any], layout: str, runner: Runner) -> None:
    timed(f"report: {layout}", runner, pages.PAGES[layout], ask=ASKS["html"], batch=BATCH)


def _no_wrong_value(result: Any, made: Made) -> None:
    stated = {c.key: c.value for c in result if c.value is not None}
    assert stated
    assert stated.items() <= made.values.items()


def _cold(made: Made) -> str:
    forget()
    return made.text


def _lines(made: Made) -> str:
    return made.text


def _any_text(result: Any, made: Made) -> None:
    assert made.text
    assert any(result)


def _fixtures() -> list[Any]:
    parse = documents.engine().parse
    cold = Runner("gouji.parse cold", "gouji", parse, _no_wrong_value, _cold)
    warm = Runner("gouji.parse again", "gouji", parse, _no_wrong_value, _lines)
    found = []
    for name, made in documents.fixture_reports():
        family = "tabs" if "\t" in made.text else "vertical"
        own = runners.floor(family)
        floor = Runner(own.label, "floor", own.run, _any_text)
        found += [pytest.param(made, ASKS[family], r, id=f"{name}-{r.label}") for r in (floor, cold, warm)]
    return found


@pytest.mark.parametrize(("made", "ask", "runner"), _fixtures())
def test_fixture(timed: Callable[..., Any], request: Any, made: Made, ask: float, runner: Runner) -> None:
    name = request.node.callspec.id.removesuffix(f"-{runner.label}")
    timed(f"fixture: {name}", runner, lambda _: made, ask=ask)
