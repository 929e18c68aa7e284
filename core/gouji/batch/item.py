"""The item: a document that is to be read, by its name, and how to read it."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from hashlib import blake2b, sha256
from typing import Any, Literal

Kind = Literal["unreadable", "archive", "timeout", "memory", "crash", "defect", "empty"]
"""Why a document has no report: it cannot be read; its archive or its place in it is at fault; it was not
done in time; it needed more memory than a worker has; it ended its worker; an error that gouji should not
have. A stream of cells also tells which documents have none, "empty"."""

JOIN = "!/"
"""Between the name of an archive and that of its member."""


@dataclass(frozen=True, slots=True)
class Member:
    """Where a document lies in a zip archive: offset of its local header, sizes in bytes, and its coding."""

    offset: int
    packed: int
    size: int
    method: int
    crc: int


@dataclass(frozen=True, slots=True)
class Row:
    """Where a document lies in a shard: row group and row in it, from 0; its bytes' hash where it is told."""

    group: int
    row: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a document has no report."""

    kind: Kind
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """A document by the name it is reported under; one with a ``fault`` is not read at all.

    ``data`` are its bytes where they were handed over; then nothing is read from ``path``.
    """

    name: str
    path: str
    member: Member | Row | None = None
    fault: Fault | None = None
    data: bytes | None = None

    def identity(self) -> bytes:
        """The same for two inputs that name one document in two ways, as ``a.txt`` and ``./a.txt`` do.

        A document in a shard has the identity of the file that was packed.
        """
        outer, _, inner = self.name.partition(JOIN)
        inner += self.fault.reason if self.fault else ""
        path = outer if isinstance(self.member, Row) else self.path
        place = os.path.abspath(path)  # noqa: PTH100 - where a link stands, not where it leads
        return blake2b(os.fsencode(place) + b"\0" + inner.encode(), digest_size=16).digest()

    def how(self) -> dict[str, Any]:
        """How to read it, as plain data; ``made`` is the way back."""
        return asdict(self.member) if self.member else {}


def edition(digest: str, sidecar: bytes) -> str:
    """What a document's result depends on: its digest, and that of the sidecar file beside it, if any."""
    return f"{digest}+{sha256(sidecar).hexdigest()}" if sidecar else digest


def document_of(edition_: str) -> str:
    """The document's own digest."""
    return edition_.partition("+")[0]


def made(name: str, path: str, how: dict[str, Any]) -> Item:
    """The item of a name, a path and what ``how`` gave."""
    return Item(name, path, (Row if "row" in how else Member)(**how) if how else None)


def printable(name: str) -> str:
    """A file's name as UTF-8 can hold it: bytes that are none are shown as escapes, backslash and code."""
    return name.encode("utf-8", "backslashreplace").decode()
