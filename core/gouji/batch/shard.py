"""Shards: Parquet files of many documents, a row each with its name in ``id`` and its bytes in ``bytes``.

``gouji pack`` writes them, with the hash of the bytes in ``sha256``; any other Parquet file with these two
columns will do. A row group is what is read at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from gouji.batch.item import JOIN, Fault, Item, Row, printable
from gouji.errors import GoujiError, InputError
from gouji.extra import need

SUFFIX = ".parquet"
NEEDS = "pyarrow.parquet"
ID, BYTES, SUM = "id", "bytes", "sha256"
MANIFEST, FAILURES = "shards.json", "failures.jsonl"
ABOUT = (MANIFEST, FAILURES)
"""What stands beside shards and is no document."""
MOST_GROUP = 768 * 1024 * 1024
"""Bytes of a row group, unpacked, that are read: the largest document stands in one of its own."""


def documents(path: str, name: str) -> Iterator[Item]:
    """Each document of a shard, in its order; a bad row, or a bad shard, as an item with its fault."""
    try:
        file = _opened(path)
        names = _columns(file)
        for group in range(file.metadata.num_row_groups):
            yield from _group(file, path, name, group, [n for n in (ID, SUM) if n in names])
    except Exception as error:  # noqa: BLE001 - pyarrow raises what it likes over torn bytes
        told = error if isinstance(error, GoujiError) else f"cannot be read as Parquet ({_line(error)})"
        yield Item(name, path, fault=Fault("archive", f"is no shard of documents: {told}; pack it anew"))


def _columns(file: Any) -> set[str]:
    names = set(file.schema_arrow.names)
    if not {ID, BYTES} <= names:
        raise InputError(f"has no columns {ID} and {BYTES}")
    return names


def _group(file: Any, path: str, name: str, group: int, columns: list[str]) -> Iterator[Item]:
    size = file.metadata.row_group(group).total_byte_size
    if size > MOST_GROUP:
        reason = f"its row group {group} has {size} bytes, more than the {MOST_GROUP} that are read at once"
        yield Item(f"{name}{JOIN}{group}", path, fault=Fault("archive", f"{reason}; write smaller ones"))
        return
    rows = file.read_row_group(group, columns=columns, use_threads=False).to_pylist()
    for number, row in enumerate(rows):
        if row[ID] is None:
            reason = f"row {number} of row group {group} has no {ID}"
            yield Item(f"{name}{JOIN}{group}/{number}", path, fault=Fault("archive", reason))
            continue
        yield Item(printable(str(row[ID])), path, Row(group, number, row.get(SUM) or ""))


def fetch(path: str, at: Row) -> bytes:
    """The bytes of a document; raises InputError where they are not what the shard states."""
    try:
        data = _column(path, at.group)[at.row].as_py()
    except MemoryError:
        raise
    except Exception as error:
        raise InputError(f"cannot be read from its shard ({_line(error)}); pack it anew") from error
    if data is None:
        raise InputError("has no bytes in its shard; pack it anew")
    data = data.encode() if isinstance(data, str) else bytes(data)
    if at.sha256 and hashlib.sha256(data).hexdigest() != at.sha256:
        raise InputError("its bytes are not what its shard states; pack it anew")
    return data


@lru_cache(maxsize=1)
def _column(path: str, group: int) -> Any:
    """The bytes of a row group; documents are read one after another, so the last is kept."""
    return _opened(path).read_row_group(group, columns=[BYTES], use_threads=False).column(0)


def _opened(path: str) -> Any:
    """A file that is read by this thread alone: threads take memory that a worker may not have."""
    return need(NEEDS, "a shard").ParquetFile(path, pre_buffer=False)


def _line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
