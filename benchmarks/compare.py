"""What became faster or slower from one result to another, by ratios to the floor: machines may differ.

    python benchmarks/compare.py benchmarks/results/0.1.0.json out/bench.json
    python benchmarks/compare.py OLD NEW --by 1.5          # only what changed by half and more

Prints a row for each benchmark of ours whose ratio changed by more than the factor, the worst first, and all
that only one of both has. Exits with 1 where anything became slower, so that a release may ask.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import ratios
import results
from results import Run, Time

BY = 1.25
"""A ratio that is taken again differs by as much on a machine that does other work too."""
HEAD = ("job", "who", "before", "now", "times")
RULE = ("---", "---", "---:", "---:", "---:")


def number(time: Time) -> float:
    """What is compared: the ratio to the floor, or memory to the input."""
    return time.peak or time.ratio


def changes(old: Run, new: Run) -> Iterator[tuple[float, Time, Time]]:
    """How many times as much each benchmark of ours takes now; floors and peers are left out."""
    before = {(t.job, t.who): t for t in old.times}
    for time in new.times:
        was = before.get((time.job, time.who))
        if was and time.role in ("gouji", "memory") and number(was) and number(time):
            yield number(time) / number(was), was, time


def rows(old: Run, new: Run, by: float) -> Iterator[tuple[str, ...]]:
    """A row for each that changed by more than the factor, the worst first."""
    for times, was, now in sorted(changes(old, new), key=lambda c: -c[0]):
        if not 1 / by <= times <= by:
            yield now.job, now.who, f"{number(was):.2f}", f"{number(now):.2f}", f"{times:.2f}"


def alone(run: Run, other: Run) -> list[str]:
    """The jobs that only the first of two runs has."""
    return [job for job in run.jobs if job not in other.jobs]


def main() -> int:
    """Compare as the command line says; 2 where a file is no result."""
    parser = argparse.ArgumentParser(description="What became faster or slower.")
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--by", type=float, default=BY, help=f"the factor that counts (default: {BY})")
    options = parser.parse_args()
    try:
        old, new = results.read([options.old]), results.read([options.new])
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"{options.old}, {options.new}: not two results of these benchmarks ({error!r})\n")
        return 2
    changed = list(rows(old, new, options.by))
    sys.stdout.write(f"{old.versions['gouji']} of {old.date} → {new.versions['gouji']} of {new.date}\n\n")
    sys.stdout.write(ratios.table([HEAD, RULE, *changed]) + "\n" if changed else "Nothing changed.\n")
    for told, jobs in (("gone", alone(old, new)), ("new", alone(new, old))):
        sys.stdout.write("".join(f"{told}: {job}\n" for job in jobs))
    return int(any(times > options.by for times, _, _ in changes(old, new)))


if __name__ == "__main__":
    raise SystemExit(main())
