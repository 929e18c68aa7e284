"""The pytest plugin of gouji's laws, loaded by pytest where ``gouji[testing]`` is installed.

A test function with the argument ``layout_law`` runs once for each law, with the law's name as its id:

    def test_laws(layout_law):
        layout_law(Layout(my_layout, my_draw, my_cases))

``pytest --gouji-layout NAME`` asks the laws of an installed layout without a test file. This module imports
nothing of gouji before a test asks for it: pytest loads it in every project.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from gouji.testing import Layout

OPTION = "--gouji-layout"
INSTALLED = Path(__file__).with_name("installed.py")
"""The test file that the option stands for."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names an installed layout."""
    told = "ask gouji's laws of an installed layout; may be given several times"
    parser.getgroup("gouji").addoption(OPTION, action="append", default=[], metavar="NAME", help=told)


def pytest_configure(config: pytest.Config) -> None:
    """Collect the laws of the named layouts, and nothing else where no path is given."""
    if config.getoption(OPTION):
        given = config.args if config.args_source is config.ArgsSource.ARGS else []
        config.args = [*given, str(INSTALLED)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test with ``layout_law`` once a law, and one with ``gouji_layout`` once a named layout."""
    if "layout_law" in metafunc.fixturenames:
        from gouji.testing import LAWS  # noqa: PLC0415 - pytest loads this module in every project

        metafunc.parametrize("layout_law", LAWS, indirect=True)
    if "gouji_layout" in metafunc.fixturenames:
        metafunc.parametrize("gouji_layout", metafunc.config.getoption(OPTION))


@pytest.fixture
def layout_law(request: pytest.FixtureRequest) -> Callable[[Any], None]:
    """One law, to be called with a ``gouji.testing.Layout``; what it cannot ask is skipped."""
    from gouji.testing import LAWS  # noqa: PLC0415 - pytest loads this module in every project

    law = LAWS[request.param]

    def ask(layout: Layout) -> None:
        idle = law.idle(layout)
        if idle:
            pytest.skip(idle)
        law(layout)

    return ask
