"""Ratios from the JSON that pytest-benchmark writes: each job against the floor of its own run.

    pytest benchmarks --slow --benchmark-json=out/bench.json
    python benchmarks/ratios.py out/bench.json            # prints what is asked and every job
    python benchmarks/ratios.py out/bench.json --write    # and writes RESULTS.md, plots/ and results/

A ratio is the median over the rounds, each against the floor timed just before it. Needs nothing but Python.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import plots
import results
from asks import ASKS, Ask
from results import Run, Time

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
TITLE = """# Results

Made by `benchmarks/ratios.py`; [docs/benchmarks.md](../docs/benchmarks.md) says what is compared.
Times are CPU time of one process; a ratio is the median over the rounds, each against the floor timed just
before it."""
ASK_HEAD = ("work", "what", "asked", "aim", "measured", "")
ASK_RULE = ("---", "---", "---:", "---:", "---:", "---")
HEAD = ("job", "who", "bytes", "median ms", "per second", "MB/s", "ratio", "quartiles", "asked", "")
RULE = ("---", "---", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---")


def asked(run: Run, asks: Iterable[Ask] = ASKS) -> Iterator[tuple[str, ...]]:
    """A row for each ask: its bound and aim, the number of this run, and whether the bound is kept."""
    for ask in asks:
        number = ask.measure(run)
        sign = "≥" if ask.least else "≤"
        bounds = (f"{sign} {ask.bound:g}", f"{sign} {ask.aim:g}" if ask.aim else "")
        if number is None:
            yield (ask.work, ask.what, *bounds, "", "not measured")
        else:
            yield (ask.work, ask.what, *bounds, f"{number:.2f}", "holds" if ask.holds(number) else "not yet")


def rows(run: Run) -> Iterator[tuple[str, ...]]:
    """A row for each benchmark, its job named once."""
    for job, own in run.jobs.items():
        for place, time in enumerate(own):
            yield ("" if place else job, time.who, f"{time.bytes:,}", *_times(time), *_ratio(time))


def _times(time: Time) -> tuple[str, str, str]:
    if time.role == "memory" or not time.median:
        return "", "", ""
    rate = 1 / time.median
    return f"{time.median * 1000:,.3f}", f"{rate:,.0f}" if rate > 10 else f"{rate:.2g}", f"{_mb(time):,.1f}"


def _mb(time: Time) -> float:
    return time.bytes / 1e6 / time.median


def _ratio(time: Time) -> tuple[str, ...]:
    """Ratio, quartiles, what is asked, and whether it is reached."""
    if time.role == "memory":
        over = time.ask and time.peak > time.ask
        return f"{time.peak:.2f}", "", f"{time.ask:g}", "over" if over else ""
    if time.role == "floor":
        return "1", "", "", ""
    if not time.ratio:
        return "", "", "", "no floor in this run"
    judged = bool(time.ask) and time.role == "gouji"
    verdict = "over" if judged and time.ratio > time.ask else ""
    spread = f"{time.low:.2f} to {time.high:.2f}"
    return f"{time.ratio:.2f}", spread, f"{time.ask:g}" if judged else "", verdict


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as Markdown."""
    escaped = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in escaped)


def page(run: Run, note: str = "") -> str:
    """RESULTS.md: where and when, what is asked, the plots, every job."""
    versions = ", ".join(f"{name} {version}" for name, version in run.versions.items())
    parts = [TITLE, f"{run.date}, {run.machine}; {versions}.", *([note] if note else [])]
    if run.scale != 1:
        parts.append(f"Large inputs were made at {run.scale:g} of the size that their jobs' names say.")
    parts += ["## What is asked", table([ASK_HEAD, ASK_RULE, *asked(run)])]
    parts += ["## Plots", *(f"![{told}](plots/{name}.svg)" for name, (told, _) in plots.PLOTS.items())]
    parts += ["## Every job", table([HEAD, RULE, *rows(run)])]
    return "\n\n".join(parts) + "\n"


def write(run: Run, note: str = "") -> None:
    """Write RESULTS.md, the plots, and what the next release is compared with."""
    RESULTS.write_text(page(run, note), "utf-8")
    folder = HERE / "plots"
    folder.mkdir(exist_ok=True)
    for name, (_, draw) in plots.PLOTS.items():
        (folder / f"{name}.svg").write_text(draw(run), "utf-8")
    run.keep()


def main() -> int:
    """Print the tables; 2 where a file is no result of these benchmarks."""
    parser = argparse.ArgumentParser(description="Ratios to the floor of the same run.")
    parser.add_argument("result", type=Path, nargs="+", help="files of --benchmark-json, or one of results/")
    parser.add_argument("--write", action="store_true", help="also write RESULTS.md, plots/ and results/")
    parser.add_argument("--machine", default="", help="where it ran, in words (default: cores and processor)")
    parser.add_argument("--note", default="", help="a sentence for the top of RESULTS.md")
    options = parser.parse_args()
    try:
        run = results.read(options.result, options.machine)
    except (OSError, ValueError, KeyError, TypeError) as error:
        names = ", ".join(map(str, options.result))
        sys.stderr.write(f"{names}: no result of these benchmarks ({error!r})\n")
        return 2
    sys.stdout.write(page(run, options.note))
    if options.write:
        write(run, options.note)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
