"""docs/write-a-schema.md: every file it shows is read, every command it shows prints what it says."""

import re
import shlex
from pathlib import Path

import pytest

from gouji import cli
from gouji.schema.file import load

PAGE = Path(__file__).parents[1] / "docs" / "write-a-schema.md"
PARTS = re.compile(
    r"<!-- file: (?P<file>\S+) -->\n```\w+\n(?P<text>.*?)```|"
    r"<!-- change: (?P<old>\S+) (?P<new>\S+)\n(?P<changes>.*?)-->|"
    r"```console\n(?P<console>.*?)```",
    re.DOTALL,
)


def play(capsys):
    """Write the page's files in order and yield each command with what it should and what it does print."""
    for part in PARTS.finditer(PAGE.read_text("utf-8")):
        if part["file"]:
            Path(part["file"]).write_text(part["text"], "utf-8")
        elif part["old"]:
            text = Path(part["old"]).read_text("utf-8")
            for line in part["changes"].splitlines():
                before, after = line.split(" -> ")
                assert before in text
                text = text.replace(before, after, 1)
            Path(part["new"]).write_text(text, "utf-8")
        else:
            for command, shown in re.findall(
                r"^\$ gouji (.*)\n((?:(?!\$ ).*\n)*)", part["console"], re.MULTILINE
            ):
                code = cli.main(shlex.split(command))
                yield command, shown, code, *capsys.readouterr()


def agree(command, shown, out):
    """Each shown line is printed, in this order; between … anything may stand."""
    lines, at, skipping = out.splitlines(), 0, False
    for line in shown.splitlines():
        if line == "…":
            skipping = True
            continue
        found = next((i for i in range(at, len(lines)) if lines[i].rstrip() == line.rstrip()), None)
        assert found is not None, f"{command}: {line!r} is not printed, or not there in this order"
        assert skipping or found == at, f"{command}: more is printed before {line!r}"
        at, skipping = found + 1, False
    assert skipping or at == len(lines), f"{command}: more is printed at the end"


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def test_every_command_prints_what_the_page_shows(capsys):
    count = 0
    for command, shown, code, out, err in play(capsys):
        if command.startswith("parse") and "no such schema" in err:
            continue  # judged by the next test
        assert code in (0, 1, 2), err
        agree(command, shown, out)
        count += 1
    assert count >= 9


def test_the_report_is_parsed_with_the_file(capsys):
    ran = [done for done in play(capsys) if done[0].startswith("parse")]
    assert ran
    for command, shown, code, out, err in ran:
        if "no such schema" in err:
            pytest.skip("`gouji parse --schema` takes no file here")
        assert code == 0
        agree(command, shown, out)


def test_the_finished_file_is_the_draft_with_names(capsys):
    """The page's own file differs from the draft in names and wordings only."""
    for _ in play(capsys):
        pass
    draft, done = load("draft.toml"), load("tree-census.toml")
    assert len(draft.keys) == len(done.keys)
    assert [c.type for c in draft.columns.values()] == [c.type for c in done.columns.values()]
    assert len(draft.equations) == len([e for e in done.equations if e.level == "document"])
