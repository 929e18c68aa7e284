"""What a run found: as plain data, and as tables for people."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from typing import Any

from gouji import __version__
from gouji.bench.run import VALUES, WAYS, Timed
from gouji.bench.stages import FLOW, LAYOUT, WITHIN
from gouji.view import display_width

MB = 1_000_000
RATES = ("documents/s", "MB/s", "ms in all")


def told(timed: Sequence[Timed], rounds: int) -> dict[str, Any]:
    """The run as plain data: rates of the ways, the same by layout, the stages; seconds are of all inputs."""
    return {
        "gouji": __version__,
        "python": platform.python_version(),
        "machine": f"{_cores()} cores, {platform.system()} {platform.machine()}",
        "rounds": rounds,
        "inputs": len(timed),
        "documents": sum(one.documents for one in timed),
        "reports": sum(one.reports for one in timed),
        "bytes": _bytes(timed),
        "ways": [{"way": way} | _rate(timed, sum(t.way(way) for t in timed)) for way in WAYS],
        "layouts": [_by_layout(name, timed) for name in sorted({one.layout for one in timed})],
        "stages": list(_stages(timed)),
    }


def view(found: dict[str, Any]) -> str:
    """The same for people: what was read, then a table each of ways, layouts and stages."""
    read = f"{found['inputs']} inputs, {found['documents']} documents, {found['reports']} reports"
    rounds = f"rounds: {found['rounds']}, medians, nothing remembered from one to the next"
    program = f"gouji {found['gouji']}, Python {found['python']}, {found['machine']}, on one core"
    head = f"{read}, {found['bytes'] / MB:,.2f} MB; {rounds}\n{program}\n"
    ways = [("from bytes to", *RATES), *((one["way"], *_rates(one)) for one in found["ways"])]
    layouts: list[tuple[str, ...]] = [("layout (parse, values)", "documents", "MB", *RATES)]
    layouts += [
        (one["layout"], f"{one['documents']:,}", f"{one['bytes'] / MB:,.2f}", *_rates(one))
        for one in found["layouts"]
    ]
    stages = [("stage of the whole engine", "share", *RATES), *map(_stage_row, found["stages"])]
    return "\n".join([head, *map(_table, (ways, layouts, stages))])


def _stage_row(one: dict[str, Any]) -> tuple[str, ...]:
    """A stage with its share, or what is part of one, under it or with the name of what it is part of."""
    share = "" if one["share"] is None else f"{one['share']:.0%}"
    name = one["stage"]
    if one["part_of"]:
        name = f"  {name}" if one["part_of"] in FLOW else f"{name}, of {one['part_of']}"
    return name, share, *_rates(one)


def _rates(one: dict[str, Any]) -> tuple[str, ...]:
    documents, mb = one["documents_per_second"], one["mb_per_second"]
    if documents is None or mb is None:
        return "-", "-", f"{one['seconds'] * 1000:,.2f}"
    return f"{documents:,.0f}", f"{mb:,.2f}", f"{one['seconds'] * 1000:,.2f}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Rows with their first column to the left, all others to the right."""
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        pads = (width - display_width(text) for text, width in zip((first, *others), widths, strict=True))
        left, *right = pads
        cells = [first + " " * left, *(" " * pad + text for pad, text in zip(right, others, strict=True))]
        lines.append("  ".join(cells).rstrip() + "\n")
    return "".join(lines)


def _by_layout(name: str, timed: Iterable[Timed]) -> dict[str, Any]:
    own = [one for one in timed if one.layout == name]
    counts = {"documents": sum(one.documents for one in own), "bytes": _bytes(own)}
    return {"layout": name} | counts | _rate(own, sum(one.way(VALUES) for one in own))


def _stages(timed: Sequence[Timed]) -> Iterable[dict[str, Any]]:
    """The steps of the whole engine with their shares of it; a part of a step has no share of its own."""
    whole = sum(one.stage(name) for one in timed for name in FLOW)
    layouts = sorted({name for one in timed for name in one.stages if name.startswith(LAYOUT)})
    for name in FLOW:
        yield _stage(timed, name, None, whole)
        for part in layouts if name == "layouts" else [p for p, of in WITHIN.items() if of == name]:
            yield _stage(timed, part, name, whole)
    yield from (_stage(timed, part, of, whole) for part, of in WITHIN.items() if of not in FLOW)


def _stage(timed: Sequence[Timed], name: str, part_of: str | None, whole: float) -> dict[str, Any]:
    seconds = sum(one.stage(name) for one in timed)
    share = None if part_of else seconds / whole if whole else 0.0
    return {"stage": name, "part_of": part_of, "share": share} | _rate(timed, seconds)


def _rate(timed: Sequence[Timed], seconds: float) -> dict[str, float | None]:
    """Seconds, and what they mean a second; None where they are too few for the clock."""
    documents = sum(one.documents for one in timed)
    if seconds <= 0:
        return {"seconds": seconds, "documents_per_second": None, "mb_per_second": None}
    return {
        "seconds": seconds,
        "documents_per_second": documents / seconds,
        "mb_per_second": _bytes(timed) / MB / seconds,
    }


def _bytes(timed: Iterable[Timed]) -> int:
    return sum(len(one.item.data) for one in timed)


def _cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
