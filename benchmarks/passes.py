"""Where the time of much prose with few tables goes: each pass over the text, in times of ``splitlines``.

    python benchmarks/passes.py            # a Markdown table, for 50 MB; another number of MB may be given

Of each pass the least of a few times counts. What a layout is the first to ask of the lines counts for it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import large

from gouji import Engine
from gouji.ask import Reader
from gouji.budget import Budget
from gouji.decode import decode
from gouji.document import Document
from gouji.matrix import CellMatrix
from gouji.report import PluginRun

TIMES = 4
TABLES = 100
SEED = 1
SHOWN = 0.3
"""Times of ``splitlines`` from which on a pass has a line of its own."""
ALL = "**all**"


class Watched(Engine):
    """The engine, each of whose layouts is timed."""

    took: dict[str, float]

    def _ask(
        self, name: str, reader: Reader, document: Document, budget: Budget
    ) -> tuple[list[CellMatrix], PluginRun]:
        began = time.process_time()
        answer = super()._ask(name, reader, document, budget)
        self.took[name] = time.process_time() - began
        return answer


def seconds(work: Callable[[], Any]) -> float:
    """The CPU time of one run."""
    began = time.process_time()
    kept = work()
    took = time.process_time() - began
    del kept
    return took


def passes(engine: Watched, work: Callable[[bytes], Any], data: bytes) -> dict[str, float]:
    """What each pass of one run takes, and all of it."""
    engine.took = {}
    whole = seconds(lambda: work(data))
    before = {"decode": seconds(lambda: decode(data)), "digest": seconds(lambda: sha256(data).digest())}
    named = before | {f"layout {name}": took for name, took in engine.took.items()}
    rest = whole - sum(named.values())
    return {**named, "what is made of the tables, and the rest": rest, ALL: whole}


def main(size: float) -> int:
    """Print the table."""
    engine = Watched(strict=True)
    text = large.prose(round(size * 1e6), TABLES, SEED).text
    data = text.encode()
    floor = min(seconds(f"{text} "[:-1].splitlines) for _ in range(TIMES))
    least: dict[str, dict[str, float]] = {"gouji.tables": {}, "gouji.parse_all": {}}
    for _ in range(TIMES):
        for way, work in (("gouji.tables", engine.tables), ("gouji.parse_all", engine.parse_all)):
            for name, took in passes(engine, work, data).items():
                least[way][name] = min(took, least[way].get(name, took))
    sys.stdout.write(
        f"| times of splitlines ({1000 * floor:.0f} ms) | {' | '.join(least)} |\n|---|---:|---:|\n"
    )
    for name in dict.fromkeys(name for own in least.values() for name in own if name != ALL):
        ratios = [own.get(name, 0) / floor for own in least.values()]
        if max(ratios) >= SHOWN:
            sys.stdout.write(f"| {name} | {' | '.join(f'{ratio:.1f}' for ratio in ratios)} |\n")
    sys.stdout.write(f"| {ALL} | {' | '.join(f'{own[ALL] / floor:.1f}' for own in least.values())} |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 50))
