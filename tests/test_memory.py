"""Out of memory at any point: a clear error, and the next document parses."""

from __future__ import annotations

import subprocess
import sys

import pytest

import depth
import proof

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits the address space as Linux does"),
]

MOST, STEP = (96, 2) if depth.CHOSEN == depth.NIGHTLY else (64, 8)
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


def test_a_sweep_of_memory_gives_clear_errors_and_the_next_document_parses():
    path = proof.FIXTURES / "reports/tsv-stray-rule.txt"
    done = subprocess.run(
        [sys.executable, "-c", SWEEP.replace("MOST", str(MOST)).replace("STEP", str(STEP)), str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "refused" in done.stdout.split()
