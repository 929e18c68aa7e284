import doctest
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.zh-CN.md"]
TWOFOLD = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/benchmarks.md",
    "docs/data.md",
    "docs/design.md",
    "docs/embedding.md",
    "docs/files.md",
    "docs/gallery.md",
    "docs/output.md",
    "docs/plugins.md",
    "docs/review.md",
    "docs/scale.md",
    "docs/testing.md",
    "docs/values.md",
    "docs/write-a-layout.md",
    "docs/write-a-schema.md",
]
"""Pages that stand in both languages."""
BLOCK = re.compile(r"<!-- output of: (.*?) -->\n```text\n(.*?)```", re.DOTALL)
SHELL = re.compile(r"^    (gouji [^#\n]*)", re.MULTILINE)


def text_of(readme):
    return (ROOT / readme).read_text(encoding="utf-8")


@cache
def gouji(command):
    """What a command gives; both languages have the same ones."""
    arguments = command.split()[1:]
    program = "import sys; from gouji.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("readme", READMES)
def test_the_python_examples_print_what_they_say(readme, monkeypatch):
    monkeypatch.chdir(ROOT)
    examples = "".join(re.findall(r"```pycon\n(.*?)```", text_of(readme), re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, readme, readme, 0)
    assert len(test.examples) >= 10
    said = []
    doctest.DocTestRunner().run(test, out=said.append)
    assert not said, "".join(said)


@pytest.mark.parametrize("readme", READMES)
def test_what_comes_out_is_shown_as_it_is(readme):
    """What goes in is in the picture: test_gallery."""
    ((command, shown),) = BLOCK.findall(text_of(readme))
    real, at = gouji(command)[1], 0
    for line in shown.splitlines():
        if line != "…":
            at = real.find(line, at)
            assert at >= 0, f"{line!r} is not in {command}, or not there in this order"


def test_the_shell_examples_run(tmp_path):
    """Those of the English page; the other has the same."""
    commands = SHELL.findall(text_of("README.md"))
    assert len(commands) == 3
    for command in commands:
        code, out, err = gouji(command.replace("cells.csv", str(tmp_path / "cells.csv")))
        assert code in (0, 1), err
        assert out or (tmp_path / "cells.csv").stat().st_size > 1000


def test_both_languages_say_the_same():
    english, chinese = map(text_of, READMES)
    for pattern in (
        r"^## ",
        r"^\| (?!status)[a-z0-9]+ \|",
        r"^>>> (?!engine\.tables).*",
        r"^    (?:gouji|make|pip) [^#\n]*",
    ):
        found = [re.findall(pattern, t, re.MULTILINE) for t in (english, chinese)]
        assert found[0] == found[1]


FENCED = re.compile(r"```.*?```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)")
PAIRS = [[page, f"{page[:-3]}.zh-CN.md"] for page in TWOFOLD]


def parts(page):
    """The sections of a page, without what stands fenced in them."""
    return re.split(r"^(?=#+ )", FENCED.sub("", text_of(page)), flags=re.MULTILINE)[1:]


def outline(part):
    """What a section has in any language: its level, paragraphs, lines of tables and lists, commands, names, links."""
    links = sorted(target.replace(".zh-CN", "") for target in LINK.findall(part))
    names = sorted(set(re.findall(r"`[^`\n]+`", LINK.sub("", part))))
    kinds = (r"\n\s*\n(?=\S)", r"^\|", r"^(?:-|\d\.) ", r"^    \w")
    counts = [len(re.findall(kind, part, re.MULTILINE)) for kind in kinds]
    return part.partition(" ")[0], counts, names, links


@pytest.mark.parametrize("pages", PAIRS, ids=lambda pages: pages[0])
def test_each_section_has_the_same_outline_in_both_languages(pages):
    english, chinese = ([outline(part) for part in parts(page)] for page in pages)
    assert english == chinese


@pytest.mark.parametrize("pages", PAIRS[1:], ids=lambda pages: pages[0])
def test_both_languages_run_the_same_snippets(pages):
    """Of README, whose snippet of a layout reads a text in its own language, the test above runs both."""
    english, chinese = (FENCED.findall(text_of(page)) for page in pages)
    assert english == chinese


def test_every_make_target_that_contributing_names_is_there():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", text_of("CONTRIBUTING.md"))) <= targets


def test_make_run_needs_no_more_than_python_and_make():
    recipes = re.findall(r"^\t@?(\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(recipes) <= {"mkdir", "touch", "rm", "echo", "$(BIN)/gouji", "$(BIN)/python", "$(BIN)/ruff",
                            "$(BIN)/mypy", "$(PIP)", "$(PYTHON)"}  # fmt: skip


def test_ci_is_executable():
    assert os.access(ROOT / ".ci/run", os.X_OK)


@pytest.mark.parametrize("readme", READMES)
def test_what_gouji_finds_beside_other_readers_is_what_it_finds(readme):
    """The others' columns hang on their versions."""
    lines = re.findall(r"^\| [^|]+ (\| \d+ \| \d+ \| [\d.]+% \|)", text_of(readme), re.MULTILINE)
    assert len(lines) == 5
    figures = [row[row.index("| ", 2) :] for row in compared()[:5]]
    assert [row[: row.index("% |") + 3] for row in figures] == lines


def test_where_the_others_are_not_installed_it_says_so():
    """As in an environment of ``make run``: nothing of it hangs on packages that only tests need."""
    rows = compared()
    assert len(rows) == 10
    assert sum("not installed" in row for row in rows[5:]) == 3


@cache
def compared():
    """The rows of the table, and those where none of the others is installed; gouji reads once for both."""
    program = (
        "import versus; found = {}; by_gouji = versus.by_gouji\n"
        "def once(*of):\n"
        "    if str(of) not in found: found[str(of)] = by_gouji(*of)\n"
        "    return found[str(of)]\n"
        "versus.by_gouji = once\n"
        "print(versus.table(versus.scores())); versus.find_spec, versus.version = lambda _: None, None\n"
        "print(versus.table(versus.scores()))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=ROOT / "benchmarks",
        capture_output=True,
        check=True,
    )
    rows = [row for row in done.stdout.decode().splitlines() if row]
    return [*rows[2:7], *rows[9:]]
