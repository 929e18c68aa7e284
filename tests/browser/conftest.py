"""A real browser for the review page; without one its tests are skipped, and say why."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from install import NAMES

HOW = "`make test-browser` installs what it needs"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason=f"playwright is not installed; {HOW}")
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip(f"no Chromium was found; {HOW}")
    with api.sync_playwright() as playwright:
        # a container's root cannot have the sandbox; the pages are our own and load nothing
        window = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield window
        window.close()


class Visit:
    """A page in a window of its own, with all it said and all it asked for."""

    def __init__(self, browser, path, **options):
        self.context = browser.new_context(accept_downloads=True, **({"locale": "zh-CN"} | options))
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.said, self.asked = [], []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.address = Path(path).resolve().as_uri()
        self.page.goto(self.address)

    def strange(self):
        """Requests other than for the page itself, and for texts it made."""
        return [u for u in self.asked if u.partition("#")[0] != self.address and not u.startswith("blob:")]


@pytest.fixture
def visit(browser):
    """Open a file; in the end it must have said nothing to the console and asked for nothing."""
    opened = []

    def go(path, **options):
        opened.append(Visit(browser, path, **options))
        return opened[-1]

    yield go
    for one in opened:
        one.context.close()
        assert one.said == []
        assert one.strange() == []
