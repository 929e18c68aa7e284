"""The fixtures are sound: documents, truth and manifest belong together, and truth says what is printed."""

from __future__ import annotations

import json
import re
import unicodedata
from decimal import Decimal
from functools import cache
from inspect import Signature, signature
from itertools import chain
from pathlib import Path

import pytest

from outside import shared

FIXTURES = Path(__file__).parents[1] / "fixtures"
TABLES = ("proactive", "requests", "review_litigation")
GRADES = {"full", "values", "order lost", "damaged", "lost"}
LAYOUTS = {
    *(
        "tabs",
        "csv",
        "pipes",
        "html",
        "mediawiki",
        "asciidoc",
        "latex",
        "box",
        "grid",
        "ruled",
        "aligned",
        "soup",
    ),
    *("vertical", "glued", "scrambled", "none"),
}
FORMS = ("2019", "2021")

LINES = (FIXTURES / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
MANIFEST = [json.loads(line) for line in LINES]


def each_fixture(check):
    """One test of all fixtures, which names the first that fails: a test for each took longer than what it asks."""

    def test(**given):
        for entry in MANIFEST:
            try:
                check(entry, **given)
            except AssertionError as error:
                error.add_note(f"fixture {Path(entry['truth']).stem}")
                raise

    _, *others = signature(check).parameters.values()
    test.__signature__ = Signature(others)
    test.__doc__ = check.__doc__
    return test


# Report -> seed whose table part it keeps, and the lines (from 1) that are the seed's own.
KEPT = {
    "tsv-stray-rule": ("000", [(57, 118)]),
    "tsv-blank-applicants": ("001", [(23, 84)]),
    "wrapped-dropped-blanks": ("002", [(128, 256), (259, 421)]),
    "tsv-surplus-columns": ("003", [(35, 95)]),
    "wrapped-char-per-line": ("004", [(68, 361)]),
}
# Words of the law and the form, which every report prints.
STATUTORY = ("中华人民共和国政府信息公开条例", "政府信息公开工作年度报告", "政府信息公开年度报告")
HEADING = re.compile(
    r"^#*\s*([一二三四五六七]、.*|(\*\*)?[（(][一二三四五][）)][^。]{0,14}?。?(\*\*)?$"
    r"|\*\*\d\..{0,20}?\*\*|[（(][一二三四五][）)][^，。]{0,12}方面。|\*\*[（(][一二三四五][）)].{0,8}?。\*\*+)"
)
RUN = 12
"""Characters that two texts on one subject may have in common by chance."""
TITLE = 4
"""The first line after the title."""


@cache
def truth_of(path: str) -> dict:
    return json.loads((FIXTURES / path).read_text(encoding="utf-8"), parse_float=Decimal)


@cache
def text_of(path: str, encoding: str) -> str:
    return (FIXTURES / path).read_bytes().decode(encoding).removeprefix("\ufeff")


def truth_and_text(entry: dict) -> tuple[dict, str]:
    truth = truth_of(entry["truth"])
    return truth, text_of(entry["doc"], truth.get("encoding", "utf-8"))


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def squeeze(text: str) -> str:
    return "".join(fold(text).split())


def files(folder: str, pattern: str) -> set[str]:
    return {p.relative_to(FIXTURES).as_posix() for p in (FIXTURES / folder).glob(pattern) if p.is_file()}


@pytest.fixture(scope="module")
def schemas():
    """The two disclosure schemas by the year of their form."""
    loader = pytest.importorskip("gouji.schema.file", reason="gouji.schema.file is not there yet")
    folder = Path(next(iter(pytest.importorskip("gouji_disclosure").__path__)))
    paths = {form: folder / f"cn-disclosure-{form}.toml" for form in FORMS}
    if not all(p.exists() for p in paths.values()):
        pytest.skip("the disclosure schemas are not there yet")
    return {form: loader.load(path) for form, path in paths.items()}


def test_manifest_names_every_document_and_every_truth_file_once():
    documents = files("reports", "*") | files("phenomena", "*")
    truths = files("truth", "*.json") | files("truth/phenomena", "*.json")
    assert {e["doc"] for e in MANIFEST} == documents
    assert sorted(e["truth"] for e in MANIFEST) == sorted(truths)


def test_every_layout_with_a_parser_has_fixtures():
    assert {e["family"] for e in MANIFEST} == LAYOUTS


@each_fixture
def test_truth_belongs_to_its_document(entry):
    truth, _ = truth_and_text(entry)
    assert truth["id"] == Path(entry["truth"]).stem
    assert truth["source"] == entry["doc"]
    assert truth["id"].startswith(Path(entry["doc"]).stem)
    assert truth["layout"] == entry["family"]
    assert truth["layout"] in LAYOUTS
    assert entry["grade"] in GRADES
    assert truth["format"] in FORMS
    if entry["doc"].startswith("phenomena/"):
        assert truth["phenomenon"].endswith((".", "…"))


@each_fixture
def test_title_is_printed(entry):
    truth, text = truth_and_text(entry)
    printed = squeeze(text)
    assert squeeze(truth["title"]) in printed
    assert squeeze(truth["agency"]) in squeeze(truth["title"])
    assert str(truth["year"]) in truth["title"]


@each_fixture
def test_every_raw_text_is_printed(entry):
    truth, text = truth_and_text(entry)
    printed = fold(text)
    assert [k for k, c in truth["cells"].items() if fold(c["raw"]) not in printed] == []


@each_fixture
def test_every_value_is_the_figure_of_its_raw_text(entry):
    truth, _ = truth_and_text(entry)
    for key, cell in truth["cells"].items():
        raw = fold(cell["raw"]).replace(",", "").replace("\\", "")
        if cell["value"] is None:
            assert not re.search(r"\d", raw), key
            continue
        assert str(abs(cell["value"])) in re.findall(r"\d+(?:\.\d+)?", raw), key
        assert (cell["value"] < 0) == bool(re.match(r"[-\u2212减]", raw)), key


@each_fixture
def test_ambiguous_cells_state_nothing_and_name_printed_candidates(entry):
    truth, text = truth_and_text(entry)
    printed = fold(text)
    for key, cell in truth["cells"].items():
        if "ambiguous" not in cell:
            assert set(cell) == {"value", "raw"}, key
            continue
        assert (cell["value"], cell["raw"]) == (None, ""), key
        assert len(set(cell["candidates"])) == len(cell["candidates"]) >= 2, key
        assert all(str(c) in printed for c in cell["candidates"] if c is not None), key


@each_fixture
def test_rows_stand_on_their_lines(entry):
    truth, text = truth_and_text(entry)
    printed = text.split("\n")
    for row, number in truth.get("lines", {}).items():
        figures = [c["raw"] for k, c in truth["cells"].items() if k.startswith(row + "/") and c["raw"]]
        line = printed[number - 1].split()
        assert all(line.count(f) >= figures.count(f) for f in figures), (row, number)
    for number, heading in truth.get("sections", []):
        assert squeeze(heading) in squeeze(printed[number - 1])


@each_fixture
def test_keys_are_those_of_the_schemas(entry, schemas):
    truth, _ = truth_and_text(entry)
    forms = set(truth.get("forms", {}).values()) | {truth["format"]}
    known = set(chain.from_iterable(schemas[f].keys for f in forms))
    assert set(truth["cells"]) - known == set()


@each_fixture
def test_a_printed_table_is_listed_whole(entry, schemas):
    truth, _ = truth_and_text(entry)
    listed = {t: {k for k in truth["cells"] if k.startswith(t + "/")} for t in TABLES}
    absent = truth.get("absent", [])
    assert absent == [t for t in TABLES if not listed[t]]
    assert truth.get("partial", False) or not absent or not truth["cells"]
    if "forms" in truth:
        return
    whole = {t: {k for k in schemas[truth["format"]].keys if k.startswith(t + "/")} for t in TABLES}
    assert all(listed[t] == whole[t] for t in TABLES if t not in absent)


@each_fixture
def test_printed_figures_keep_the_equations_but_where_truth_says_so(entry, schemas):
    truth, _ = truth_and_text(entry)
    values = {k: c["value"] for k, c in truth["cells"].items() if c["value"] is not None}
    breaks = set(truth.get("breaks", []))
    broken = set()
    for equation in schemas[truth["format"]].equations:
        if not equation.places or not set(equation.keys) <= set(values):
            continue
        left, right = equation.sides(values)
        if left != right:
            assert breaks & set(equation.keys), equation.id
            broken |= breaks & set(equation.keys)
    assert broken == breaks


@each_fixture
def test_documents_decode_as_their_truth_says(entry):
    decode = pytest.importorskip("gouji.decode", reason="gouji.decode is not there yet").decode
    _, text = truth_and_text(entry)
    decoded, encoding = decode((FIXTURES / entry["doc"]).read_bytes())
    assert decoded == text
    assert encoding.replaced == 0


def seed_of(report: str) -> str:
    number, _ = KEPT[report]
    (found,) = shared("seeds").glob(f"{number}_*.txt")
    return found.read_bytes().decode("utf-8")


@pytest.mark.shared
@pytest.mark.parametrize("report", KEPT)
def test_table_part_is_the_printed_one(report):
    seed = seed_of(report).split("\n")
    mine = text_of(f"reports/{report}.txt", "utf-8").split("\n")
    assert len(mine) == len(seed)
    for first, end in KEPT[report][1]:
        assert mine[first - 1 : end - 1] == seed[first - 1 : end - 1]
    assert [not line.strip() for line in mine] == [not line.strip() for line in seed]
    assert [line[:1] == " " for line in mine] == [line[:1] == " " for line in seed]


def prose(text: str, report: str) -> str:
    """The text outside the table part, without title, headings, statutory names and blanks."""
    kept = {n for first, end in [(1, TITLE), *KEPT[report][1]] for n in range(first, end)}
    lines = (HEADING.sub("\n", x.strip()) for n, x in enumerate(text.split("\n"), 1) if n not in kept)
    joined = "".join("".join(c for c in x if c == "\n" or not c.isspace()) for x in lines)
    for name in STATUTORY:
        joined = joined.replace(name, "\n")
    return joined


@pytest.mark.shared
@pytest.mark.parametrize("report", KEPT)
def test_prose_is_new(report):
    theirs = prose(seed_of(report), report)
    mine = prose(text_of(f"reports/{report}.txt", "utf-8"), report)
    runs = (mine[i : i + RUN + 1] for i in range(len(mine) - RUN))
    assert {r for r in runs if "\n" not in r and r in theirs} == set()
