"""The most memory that one way through gouji takes for a file, measured in a process of its own.

    python benchmarks/peak.py tables FILE      # or parse

Prints bytes as JSON: what the process held before it read the file (gouji imported, plugins loaded, a small
document read), and the most it held until the result was there. Linux tells the memory really in use; where
that is not told, the most that the process ever held stands for it.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from pathlib import Path

from gouji import Engine

STATUS = Path("/proc/self/status")
WARM_UP = "甲\t乙\n1\t2\n\n<table><tr><td>1</td></tr></table>\n"


def held(name: str) -> int:
    """Bytes that the process holds ("VmRSS"), or the most it has held ("VmHWM")."""
    if STATUS.exists():
        found = re.search(rf"^{name}:\s*(\d+)", STATUS.read_text("utf-8"), re.MULTILINE)
        assert found is not None
        return int(found.group(1)) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Measure as the command line says."""
    way, path = sys.argv[1:]
    engine = Engine(strict=True)
    run = {"tables": engine.tables, "parse": engine.parse_all}[way]
    run(WARM_UP)
    before = held("VmRSS")
    result = run(Path(path).read_bytes())
    sys.stdout.write(json.dumps({"before": before, "peak": held("VmHWM"), "results": len(result)}) + "\n")


if __name__ == "__main__":
    main()
