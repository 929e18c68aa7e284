import doctest
import json
import re
from pathlib import Path

import pytest

import finding_codes
import gouji
from gouji.export import CSV_COLUMNS
from gouji.report import Cell, Correction
from gouji.testing import fill, render

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
FIXTURES = ROOT / "fixtures"
PAGES = sorted((*ROOT.glob("*.md"), *ROOT.glob("examples/*/*.md"), *ROOT.glob("fixtures/*.md")))
"""Those beside the sources."""
EXAMPLES = re.compile(r"```pycon\n(.*?)```", re.DOTALL)
NEEDED = re.compile(r">>> import (polars|pandas|duckdb|pyarrow)")


SHOWN = [
    p
    for p in sorted((*DOCS.glob("*.md"), *ROOT.glob("examples/*/*.md")))
    if "```pycon" in p.read_text("utf-8")
]
"""Pages with examples; README's are in test_readme."""


@pytest.mark.parametrize("name", [p.relative_to(ROOT).as_posix().removeprefix("docs/") for p in SHOWN])
def test_the_examples_print_what_they_say(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    (path,) = (p for p in SHOWN if p.as_posix().endswith(f"/{name}"))
    examples = "".join(EXAMPLES.findall(path.read_text("utf-8")))
    for library in NEEDED.findall(examples):
        pytest.importorskip(library)
    test = doctest.DocTestParser().get_doctest(examples, {}, name, name, 0)
    assert test.examples
    said = []
    doctest.DocTestRunner().run(test, out=said.append)
    assert not said, "".join(said)


def fields(heading):
    """The names in the first column of the table under a heading of the page on output."""
    part = (DOCS / "output.md").read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def written():
    """Reports with whatever a cell may have: candidates, units, origins, a correction."""
    made = [gouji.parse(path) for path in sorted((FIXTURES / "reports").iterdir())]
    form = made[0].forms["cn-disclosure-2021"]
    page = json.dumps({"html": render(form, fill(form, seed=1), "html")}).encode()
    read = Cell("a/b/c", status="ambiguous", candidates=(1, None))
    cell = Cell("a/b/c", 1, status="corrected", correction=Correction("x", "2026", "y", read), unit="件")
    return [r.to_dict() for r in [*made, gouji.parse(page), made[0].but(cells={cell.key: cell})]]


def test_the_page_on_output_has_every_field_of_a_report_and_of_a_cell():
    reports = written()
    assert fields("A report") == list(reports[0])
    seen = {name for report in reports for cell in report["cells"] for name in cell}
    assert set(fields("A cell")) == seen
    assert sorted(fields("CSV")) == sorted(CSV_COLUMNS)


def test_the_page_on_output_has_every_code_of_a_finding():
    assert {code.partition(":")[0] for code in fields("Findings")} == finding_codes.codes()


def anchors(page):
    """The anchors of a page's headings, as GitHub makes them."""
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    heads = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", [*PAGES, *sorted(DOCS.glob("*.md"))], ids=lambda page: page.name)
def test_links_lead_to_pages_and_headings_that_are_there(page):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", text):
        other = page.parent / target if target else page
        assert other.exists(), target
        assert not anchor or anchor in anchors(other), f"{target}#{anchor}"
