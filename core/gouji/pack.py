"""Packing: many small files become a few Parquet files of 64 to 128 MiB, as clusters and disks like them.

Each shard has a row a document: ``id``, its name; ``bytes``; ``sha256`` of these. Documents stand in the
order of the listing, so the same inputs give the same shards, byte by byte with one version of pyarrow.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.batch import atomic, manifest
from gouji.batch.index import Index
from gouji.batch.item import Fault, Item
from gouji.batch.listing import items
from gouji.batch.lock import Lock
from gouji.batch.place import INDEX, OWN
from gouji.batch.shard import BYTES, FAILURES, ID, MANIFEST, SUFFIX, SUM
from gouji.batch.worker import content, fault
from gouji.errors import GoujiError
from gouji.extra import need
from gouji.harmless import dumps

LEAST, MOST = 64 * 1024 * 1024, 128 * 1024 * 1024
"""Bytes of a shard on the disk: all but the last have so many, unless a document alone has more."""
GROUP = 4 * 1024 * 1024
"""Bytes of documents in a row group: what is read at once."""
SHARD = re.compile(r"shard-\d{5,}\.parquet")
WHAT = "gouji pack"


@dataclass(frozen=True, slots=True)
class Packed:
    """What came of packing: shards, documents in them, their bytes, those that failed, those named twice."""

    shards: int
    documents: int
    bytes: int
    failed: int
    again: int


def pack(inputs: Sequence[str], out: Path, step: Callable[[int], None] = lambda _: None) -> Packed:
    """Pack what ``inputs`` name into a new or empty folder; ``step`` is told how many documents are done.

    Raises GoujiError where the folder holds something, or cannot be written; then it holds no shard.
    """
    need("pyarrow.parquet", WHAT)
    with atomic.writing(out):
        _claim(out)
        with Lock(out / OWN):
            atomic.sweep(out)
            for name in _torn(out):
                (out / name).unlink()
            return _Packing(out, step).run(inputs)


def _claim(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise GoujiError(f"{out}: is a file; name a folder with -o")
    if (held := _held(out)) and not _torn(out):
        raise GoujiError(f"{out}: holds files ({held[0]} …); choose an empty or a new folder with -o")
    (out / OWN).mkdir(parents=True, exist_ok=True)


def _torn(out: Path) -> list[str]:
    """What a run has named that was ended before it wrote its manifest, the last of all; else nothing."""
    held = _held(out)
    ours = (out / OWN).is_dir() and all(name == FAILURES or SHARD.fullmatch(name) for name in held)
    return held if ours else []


def _held(out: Path) -> list[str]:
    return sorted(p.name for p in out.iterdir() if p.name[0] != ".") if out.exists() else []


class _Packing:
    """Packing under way, its folder locked."""

    def __init__(self, out: Path, step: Callable[[int], None]) -> None:
        self.out, self.step = out, step
        self.paths: list[Path] = []
        self.bytes = 0

    def run(self, inputs: Sequence[str]) -> Packed:
        index = Index(self.out / OWN / INDEX)
        try:
            for _ in index.list(items(inputs, apart=self.out)):
                pass
            self._write(self._documents(index))
            self._finish(index)
            documents, _, failed = index.counts()
        except BaseException:
            atomic.sweep(self.out)
            raise
        finally:
            index.close()
            (self.out / OWN / INDEX).unlink(missing_ok=True)
        return Packed(len(self.paths), documents - failed, self.bytes, failed, index.again)

    def _documents(self, index: Index) -> Iterator[tuple[str, bytes, str]]:
        """Name, bytes and hash of each document that can be read; the others are noted in the index."""
        for done, task in enumerate(index.tasks(), 1):
            data = _read(task.item)
            if isinstance(data, Fault):
                index.fail(task.number, data)
            else:
                self.bytes += len(data)
                yield task.item.name, data, hashlib.sha256(data).hexdigest()
            self.step(done)

    def _write(self, documents: Iterable[tuple[str, bytes, str]]) -> None:
        shard: _Shard | None = None
        try:
            for group in _groups(documents):
                size = sum(len(data) for _, data, _ in group)
                if shard is None or shard.full(size):
                    if shard:
                        shard.close()
                    shard = self._next()
                shard.add(group)
        finally:
            if shard:
                shard.close()

    def _next(self) -> _Shard:
        self.paths.append(self.out / f"shard-{len(self.paths):05d}{SUFFIX}")
        return _Shard(atomic.sibling(self.paths[-1]))

    def _finish(self, index: Index) -> None:
        """Give all files their names at once; the failures stand beside the shards."""
        failures = self.out / FAILURES
        told = [{"document": f.name, "kind": f.kind, "reason": f.reason} for f in index.failures()]
        lines = "".join(dumps(line) + "\n" for line in told)
        atomic.sibling(failures).write_text(lines, "utf-8", newline="\n")
        atomic.publish([*self.paths, failures])
        documents, _, failed = index.counts()
        files = {p.name: manifest.file_entry(p) for p in self.paths}
        counts = {"documents": documents, "packed": documents - failed, "failed": failed, "bytes": self.bytes}
        content = {"shards": 1, "counts": counts, "files": files}
        atomic.write(self.out / MANIFEST, manifest.to_bytes(content))


def _read(item: Item) -> bytes | Fault:
    try:
        return content(item)
    except MemoryError:
        return Fault("memory", "needs more memory than the machine has")
    except Exception as error:  # noqa: BLE001 - one document must not cost the others
        return fault(error)


def _groups(documents: Iterable[tuple[str, bytes, str]]) -> Iterator[list[tuple[str, bytes, str]]]:
    """The documents of each row group; a document that fills one stands alone."""
    group: list[tuple[str, bytes, str]] = []
    size = 0
    for document in documents:
        if group and size + len(document[1]) > GROUP:
            yield group
            group, size = [], 0
        group.append(document)
        size += len(document[1])
    if group:
        yield group


class _Shard:
    """One shard while it is written."""

    def __init__(self, path: Path) -> None:
        pa, parquet = need("pyarrow", WHAT), need("pyarrow.parquet", WHAT)
        self._schema = pa.schema([(ID, pa.string()), (BYTES, pa.binary()), (SUM, pa.string())])
        self._pa, self._file = pa, path.open("wb")
        plain = {"compression": "zstd", "use_dictionary": False, "write_statistics": [ID]}
        self._writer: Any = parquet.ParquetWriter(self._file, self._schema, **plain)

    def full(self, size: int) -> bool:
        """Whether a group of so many bytes goes into the next shard."""
        written = self._file.tell()
        return bool(written) and (written >= LEAST or written + size > MOST)

    def add(self, group: Sequence[tuple[str, bytes, str]]) -> None:
        """Write a row group."""
        arrays = [
            self._pa.array(c, f.type) for c, f in zip(zip(*group, strict=True), self._schema, strict=True)
        ]
        table = self._pa.Table.from_arrays(arrays, schema=self._schema)
        self._writer.write_table(table, row_group_size=len(group))

    def close(self) -> None:
        """End the file; a second call does nothing."""
        if not self._file.closed:
            self._writer.close()
            self._file.close()
