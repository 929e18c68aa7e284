"""The final files: made of the part files in the order of the documents, named all at once."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from gouji.batch import atomic, manifest, record, tables
from gouji.batch.index import Index
from gouji.batch.item import document_of
from gouji.batch.parts import Parts
from gouji.batch.tables import Layout, Makers, Tables
from gouji.harmless import dumps
from gouji.schema import Schema

FAILURES = "failures.jsonl"


class Writer(Protocol):
    """What writes tables in one format, each file under its sibling's name; ``paths`` are the final ones."""

    paths: dict[str, Path]

    def open(self) -> None:
        """Begin the files."""

    def add(self, rows: Tables) -> None:
        """Write rows: those of one document, or those of a table that is of no document."""

    def close(self) -> None:
        """End the files, whole or not; a second call does nothing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of all documents before their rows are written."""

    folder: Path
    schemas: tuple[Schema, ...]
    keys: tuple[str, ...]
    makers: Makers
    documents: int
    reports: int

    @property
    def layouts(self) -> list[Layout]:
        """The layouts of all tables."""
        return [tables.CELLS, tables.REPORTS, tables.FINDINGS, tables.CODEBOOK, tables.wide(self.keys)]


def plan(folder: Path, index: Index, schemas: Mapping[str, Schema], makers: Makers) -> Plan:
    """What the heads of all results say together."""
    used: set[str] = set()
    extra: set[str] = set()
    reports = 0
    for head, count in index.heads():
        used.update(head["schemas"])
        extra.update(head.get("extra", ()))
        reports += head["reports"] * count
    known = tuple(schemas[name] for name in sorted(used) if name in schemas)
    keys = tuple(tables.wide_keys(known, extra))
    return Plan(folder, known, keys, makers, index.counts()[0], reports)


class Final:
    """Writes the data set of a plan; ``step`` is told how many documents are done."""

    def __init__(self, plan: Plan, writers: Sequence[Writer], step: Callable[[int], None]) -> None:
        self._plan, self._writers, self._step = plan, writers, step
        self._rows: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()

    def write(self, index: Index, parts: Parts) -> None:
        """Write all files under their siblings' names."""
        try:
            with _uncollected():
                self._fill(index, parts)
            for writer in self._writers:
                writer.close()
        except BaseException:
            self._drop()
            raise

    def _fill(self, index: Index, parts: Parts) -> None:
        for writer in self._writers:
            writer.open()
        self._add({"codebook": list(tables.codebook(self._plan.schemas))})
        keys = {schema.id: schema.keys for schema in self._plan.schemas}
        for count, result in enumerate(index.results(), 1):
            document = record.unpack(parts.read(result.part, result.at, result.size), keys)
            self._add(tables.rows(result, document, self._plan.makers, self._plan.keys))
            self._step(count)
        self._write_failures(index)

    def _drop(self) -> None:
        """Leave nothing of files that will not be whole; the first error is the one to be told."""
        for writer in self._writers:
            with suppress(Exception):
                writer.close()
        paths = (path for writer in self._writers for path in writer.paths.values())
        for folder in {self._plan.folder, *(path.parent for path in paths)}:
            atomic.sweep(folder)

    def _add(self, rows: Tables) -> None:
        for table, own in rows.items():
            self._rows[table] += len(own)
        for writer in self._writers:
            writer.add(rows)

    def _write_failures(self, index: Index) -> None:
        path = atomic.sibling(self._plan.folder / FAILURES)
        with path.open("w", encoding="utf-8", newline="\n") as out:
            for failed in index.failures():
                self._kinds[failed.kind] += 1
                told = {"document": failed.name, "kind": failed.kind, "reason": failed.reason}
                told |= {"sha256": document_of(failed.sha256)} if failed.sha256 else {}
                out.write(dumps(told) + "\n")

    def publish(self, about: Mapping[str, Any]) -> None:
        """Give the files their names; the manifest goes first and comes last, so it tells of a whole set."""
        folder = self._plan.folder
        paths = [folder / FAILURES, *(p for w in self._writers for p in w.paths.values())]
        before: dict[str, Any] = manifest.read(folder) or {"files": {}}
        (folder / manifest.NAME).unlink(missing_ok=True)
        atomic.sync(folder)
        atomic.publish(paths)
        for name in before["files"].keys() - {p.relative_to(folder).as_posix() for p in paths}:
            (folder / name).unlink(missing_ok=True)
        files = {p.relative_to(folder).as_posix(): manifest.file_entry(p) for p in sorted(paths)}
        content = {"data_set": manifest.VERSION, **about, "counts": self._counts(), "files": files}
        atomic.write(folder / manifest.NAME, manifest.to_bytes(content))

    def _counts(self) -> dict[str, Any]:
        failed = sum(self._kinds.values())
        counts = {"documents": self._plan.documents, "read": self._plan.documents - failed, "failed": failed}
        return {
            **counts,
            "failures": dict(sorted(self._kinds.items())),
            "rows": dict(sorted(self._rows.items())),
        }


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for circles of objects: rows make none, and the search takes as long as the writing."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
