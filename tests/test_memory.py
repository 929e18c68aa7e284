"""Out of memory at any point: a clear error, nothing wrong is stated, and the next document parses."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

import depth
import patience
import proof
from gouji.errors import ShortOfMemoryError, is_short, told
from gouji.testing import fill, render

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits the address space as Linux does"),
]

NIGHT = depth.CHOSEN == depth.NIGHTLY
MOST, STEP = (96, 2) if NIGHT else (64, 16)
"""MiB: where the sweep ends, and from one limit to the next. Each costs the time in which so much is filled."""
SWEEP = """
import resource, sys
import gouji
from gouji.errors import GoujiError

engine = gouji.Engine()
small = open(sys.argv[1], encoding="utf-8").read()
large = small + "\\n\\n" + "规章\\t1\\t2\\t3\\n" * 12_000
whole = {k: c.value for k, c in engine.parse(small).cells.items()}
_, most = resource.getrlimit(resource.RLIMIT_AS)
pages = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
outcomes = set()
for more in range(0, MOST, STEP):
    resource.setrlimit(resource.RLIMIT_AS, (pages + (more << 20), most))
    try:
        reports = engine.parse_all(large)
        outcomes.add("plugin" if any(f.code == "plugin-failed" for r in reports for f in r.findings) else "read")
    except GoujiError as error:
        assert "memory" in str(error), error
        outcomes.add("refused")
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    again = engine.parse(small)
    assert {k: c.value for k, c in again.cells.items()} == whole, more
    assert not [f for f in again.findings if f.code == "plugin-failed"], more
print(*sorted(outcomes))
"""


def run(program, *args, seconds=patience.SECONDS):
    """What a program says in a process of its own, which may spoil its memory."""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, args)],
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()


def test_a_sweep_of_memory_gives_clear_errors_and_the_next_document_parses():
    path = proof.FIXTURES / "reports/tsv-stray-rule.txt"
    assert "refused" in run(SWEEP.replace("MOST", str(MOST)).replace("STEP", str(STEP)), path)


REFUSED = """
import random, signal, sys
from _testcapi import remove_mem_hooks, set_nomemory
import gouji
from gouji.errors import GoujiError
from gouji.report import STATED

path, road, tries = sys.argv[1], sys.argv[2], int(sys.argv[3])
# a plugin's time is kept by a signal, or where another timer runs by a thread, which needs room too
if road == "watched":
    signal.setitimer(signal.ITIMER_REAL, 10_000)
engine = gouji.Engine(straight=road == "straight")
data = open(path, "rb").read()


def said(reports):
    return [{c.key: (c.status, c.value) for c in r if c.status in (*STATED, "blank")} for r in reports]


def asked(number):
    set_nomemory(number, number + 1)
    try:
        return engine.parse_all(data)
    finally:
        remove_mem_hooks()


whole, outcomes, rng = said(engine.parse_all(data)), set(), random.Random(1)
for number in range(tries):
    # which request for memory is refused: as often one of the first ten as one of the last hundred thousand
    first = 5 + int(3 ** rng.uniform(0, 11.5))
    try:
        reports = asked(first)
    except GoujiError as error:
        assert "memory" in str(error), (first, error)
        outcomes.add("refused")
        continue
    failed = any(run.error for r in reports for run in r.plugins)
    outcomes.add("plugin" if failed else "read")
    if not failed:
        assert said(reports) == whole, first
    for key, cell in (item for own in said(reports) for item in own.items()):
        assert any(one.get(key) == cell for one in whole), (first, key, cell)
assert said(engine.parse_all(data)) == whole
print(*sorted(outcomes))
"""
ASKED = [
    ("text", "straight"),
    ("text", "long"),
    ("text", "watched"),
    ("html", "straight"),
    ("html", "long"),
    ("md", "long"),
    ("docx", "long"),
    ("xlsx", "watched"),
]
"""Kinds of files, and how they are read: plainly, by all layouts, or with a thread that watches the layouts' time."""


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """A report as text, page, Markdown, Word file and workbook."""
    import reader_reports  # noqa: PLC0415 - makes an engine of its own
    from office_files import book_sheet, docx, p, word_sheet, xlsx  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("sources")
    sheets, _ = reader_reports.report("2021")
    schema = proof.real_engine().schemas["cn-disclosure-2021"]
    values = fill(schema, 1, "city")
    headed = [p(reader_reports.HEADINGS[name]) + word_sheet(sheet) for name, sheet in sheets.items()]
    made = {
        "text": render(schema, values, "row-per-line").encode(),
        "html": render(schema, values, "html").encode(),
        "md": render(schema, values, "pipes-grid").encode(),
        "docx": docx("".join(headed)),
        "xlsx": xlsx(*(book_sheet(sheet) for sheet in sheets.values())),
    }
    for kind, data in made.items():
        (folder / kind).write_bytes(data)
    return folder


@pytest.mark.skipif(find_spec("_testcapi") is None, reason="this Python has no way to refuse memory")
@pytest.mark.parametrize(("kind", "road"), ASKED)
def test_memory_refused_anywhere_is_told_and_states_nothing_else(sources, kind, road):
    assert "refused" in run(REFUSED, sources / kind, road, 400 if NIGHT else 12)


@pytest.mark.parametrize(
    ("error", "short"),
    [
        (MemoryError(), True),
        (SystemError("error return without exception set"), True),
        (
            SystemError("<method 'at' of 'numpy.ufunc' objects> returned NULL without setting an exception"),
            True,
        ),
        (SystemError("bad call of a C function"), False),
        (ValueError("error return without exception set"), False),
    ],
)
def test_a_function_of_c_that_fails_without_a_word_is_short_of_memory(error, short):
    assert is_short(error) == short
    assert isinstance(told(error, "x.txt"), ShortOfMemoryError) == short
    if not short:
        assert told(error, "x.txt") is error
