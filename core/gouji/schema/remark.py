"""Remarks on a schema file: what `gouji schema check` says, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

Kind = Literal["fault", "finding", "info"]
"""A fault keeps the file from being read; a finding is most likely a mistake; an info is good to know."""

RANK: Mapping[Kind, int] = {"fault": 0, "finding": 1, "info": 2}
_STEP = re.compile(r"([\w-]+)(?:\[(\d+)\])?")
_HEADER = re.compile(r"\s*\[\[?\s*([\w.\s-]+?)\s*\]\]?\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: ``path`` inside the file with indices from 0, ``line`` from 1, or 0 where unknown."""

    kind: Kind
    path: str
    message: str
    line: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The remark as plain data."""
        return {"kind": self.kind, "path": self.path, "line": self.line or None, "message": self.message}


def located(remarks: Iterable[Remark], text: str, values: Mapping[str, Any]) -> list[Remark]:
    """The remarks with their lines, faults first, then in the order of the file."""
    lines = text.splitlines()
    heads = _heads(lines)
    found = [replace(r, line=r.line or _line(r.path, lines, heads, values)) for r in remarks]
    return sorted(found, key=lambda r: (RANK[r.kind], r.line))


def _heads(lines: list[str]) -> dict[str, int]:
    """The line, from 0, of each header by its path: ``tables[1].blocks[0]`` for a [[tables.blocks]]."""
    counts: dict[str, int] = {}
    found: dict[str, int] = {}
    for number, line in enumerate(lines):
        match = _HEADER.fullmatch(line)
        if match and line.lstrip().startswith("[["):
            name = match[1]
            above, _, last = name.rpartition(".")
            path = f"{above}[{counts.get(above, 1) - 1}].{last}" if above else name
            counts[name] = counts[path] = counts.get(path, 0) + 1
            found[f"{path}[{counts[path] - 1}]"] = number
    return found


def _line(path: str, lines: list[str], heads: Mapping[str, int], values: Mapping[str, Any]) -> int:
    """The line, from 1, that the entry of a path stands on; that of the header above it where unsure."""
    above = max((h for h in heads if path == h or path.startswith(f"{h}.")), key=len, default="")
    first = heads.get(above, 0)
    stop = min((n for n in heads.values() if n > first), default=len(lines))
    steps = _STEP.findall(path[len(above) :])
    key = steps[-1][0] if steps else ""
    entry = _entry(path, values)
    texts = [v for v in entry.values() if isinstance(v, str) and "\n" not in v] if above != path else []
    inner = re.search(r"\]\.", path[len(above) :]) or "[" in path[len(above) :]
    wanted = texts if inner else []
    hits = [n for n in range(first, stop) if all(t in lines[n] for t in wanted)] if wanted else []
    if len(hits) == 1:
        return hits[0] + 1
    own = [n for n in range(first, stop) if re.match(rf"\s*{re.escape(key)}\s*=", lines[n])] if key else []
    return (own[0] if own else first) + 1 if above or own else 0


def _entry(path: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The innermost TOML table on a path."""
    here: Any = values
    last: Mapping[str, Any] = values
    for name, index in _STEP.findall(path):
        here = here.get(name) if isinstance(here, Mapping) else None
        if index and isinstance(here, list) and int(index) < len(here):
            here = here[int(index)]
        if isinstance(here, Mapping):
            last = here
    return last
