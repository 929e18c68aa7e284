"""Part files: the results of some documents, written whole, checked by their sums, never changed again.

Each line and each body ends with LF.

::

    gouji part 1
    {"name": …, "sha256": …, "size": 1234, "head": {…}}      one line and one body a document
    1234 bytes
    end SHA-256 of all before, in hexadecimal
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from gouji.batch import atomic

SUFFIX = ".part"
MAGIC, END = b"gouji part 1\n", b"end "
OPEN = 8
"""Part files held open for reading: bodies are read nearly in the order they were written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the body of a document stands: number of the part, offset and length in bytes."""

    name: str
    sha256: str
    part: int
    at: int
    size: int
    head: str


class Parts:
    """The part files of a folder: adds, flushes, scans and reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 1 + max((int(p.stem) for p in self._files()), default=0)
        self._buffer = bytearray(MAGIC)
        self._files_open: OrderedDict[int, BinaryIO] = OrderedDict()

    @property
    def waiting(self) -> int:
        """Bytes that were added and not yet flushed."""
        return len(self._buffer) - len(MAGIC)

    def add(self, name: str, sha256: str, body: bytes, head: dict[str, Any]) -> Entry:
        """Take in a document's result; it is safe after the next ``flush``."""
        told = json.dumps(head, separators=(",", ":"))
        line = json.dumps({"name": name, "sha256": sha256, "size": len(body), "head": head})
        self._buffer += line.encode() + b"\n"
        entry = Entry(name, sha256, self.number, len(self._buffer), len(body), told)
        self._buffer += body + b"\n"
        return entry

    def flush(self) -> None:
        """Write what was added as one more part file, whole and safe on the disk."""
        if not self.waiting:
            return
        self._buffer += END + hashlib.sha256(self._buffer).hexdigest().encode() + b"\n"
        atomic.write(self._path(self.number), bytes(self._buffer))
        self._buffer = bytearray(MAGIC)
        self.number += 1

    def scan(self) -> Iterator[Entry]:
        """What all part files hold, the oldest first; one that is torn or was changed is removed."""
        atomic.sweep(self.folder)
        for path in self._files():
            data = path.read_bytes()
            if sound(data):
                yield from _entries(data, int(path.stem))
            else:
                path.unlink()

    def read(self, part: int, at: int, size: int) -> bytes:
        """The body of an entry."""
        file = self._files_open.pop(part, None) or self._path(part).open("rb")
        self._files_open[part] = file
        if len(self._files_open) > OPEN:
            self._files_open.popitem(last=False)[1].close()
        file.seek(at)
        return file.read(size)

    def close(self) -> None:
        """Close what is open for reading."""
        while self._files_open:
            self._files_open.popitem()[1].close()

    def _files(self) -> list[Path]:
        return sorted(p for p in self.folder.glob(f"*{SUFFIX}") if p.stem.isdecimal())

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:08d}{SUFFIX}"


def sound(data: bytes) -> bool:
    """Whether the bytes are a part file as it was written."""
    at = data.rfind(END, 0, len(data))
    if not data.startswith(MAGIC) or at < 0:
        return False
    return data[at:] == END + hashlib.sha256(data[:at]).hexdigest().encode() + b"\n"


def _entries(data: bytes, number: int) -> Iterator[Entry]:
    at, stop = len(MAGIC), data.rfind(END)
    while at < stop:
        body = data.index(b"\n", at) + 1
        told = json.loads(data[at : body - 1])
        head = json.dumps(told["head"], separators=(",", ":"))
        yield Entry(told["name"], told["sha256"], number, body, told["size"], head)
        at = body + told["size"] + 1
