"""Where the time of much prose with few tables goes: each pass over the text, in times of ``splitlines``.

    python benchmarks/passes.py            # a Markdown table, for 50 MB; another number of MB may be given

Of each pass the median of a few rounds counts, each against ``splitlines`` timed just before. What a layout
is the first to ask of the lines counts for it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from hashlib import sha256
from statistics import median
from typing import Any

import large

from gouji import Engine
from gouji.ask import Reader
from gouji.budget import Budget
from gouji.decode import decode
from gouji.document import Document
from gouji.matrix import CellMatrix
from gouji.report import PluginRun

TIMES = 5
TABLES = 100
SEED = 1
SHOWN = 0.3
"""Times of ``splitlines`` from which on a pass has a line of its own."""


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
    return {**named, "what is made of the tables, and the rest": rest, "**all**": whole}


def main(size: float) -> int:
    """Print the table."""
    engine = Watched(strict=True)
    text = large.prose(round(size * 1e6), TABLES, SEED).text
    data = text.encode()
    found: dict[str, dict[str, list[float]]] = {"gouji.tables": {}, "gouji.parse_all": {}}
    for _ in range(TIMES):
        for way, work in (("gouji.tables", engine.tables), ("gouji.parse_all", engine.parse_all)):
            floor = seconds(f"{text} "[:-1].splitlines)
            for name, took in passes(engine, work, data).items():
                found[way].setdefault(name, []).append(took / floor)
    middle = {way: {name: median(ratios) for name, ratios in own.items()} for way, own in found.items()}
    sys.stdout.write(f"| times of splitlines | {' | '.join(middle)} |\n|---|---:|---:|\n")
    for name in dict.fromkeys(name for own in middle.values() for name in own):
        ratios = [own.get(name, 0) for own in middle.values()]
        if max(ratios) >= SHOWN:
            sys.stdout.write(f"| {name} | {' | '.join(f'{ratio:.1f}' for ratio in ratios)} |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 50))
