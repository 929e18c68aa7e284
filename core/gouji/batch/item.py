"""The item: a document that is to be read, by its name, and how to read it."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from hashlib import blake2b, sha256
from typing import Any, Literal

Kind = Literal["unreadable", "archive", "timeout", "memory", "crash", "defect"]
"""Why a document has no report: it cannot be read; its archive or its place in it is at fault; it was not
done in time; it needed more memory than a worker has; it ended its worker; an error that gouji should not
have."""

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
class Fault:
    """Why a document has no report."""

    kind: Kind
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """A document by the name it is reported under; one with a ``fault`` is not read at all."""

    name: str
    path: str
    member: Member | None = None
    fault: Fault | None = None

    def identity(self) -> bytes:
        """The same for two inputs that name one document in two ways, as ``a.txt`` and ``./a.txt`` do."""
        inner = self.name.partition(JOIN)[2] + (self.fault.reason if self.fault else "")
        place = os.path.abspath(self.path)  # noqa: PTH100 - where a link stands, not where it leads
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
    return Item(name, path, Member(**how) if how else None)


def printable(name: str) -> str:
    """A file's name as UTF-8 can hold it: bytes that are none are shown as escapes, backslash and code."""
    return name.encode("utf-8", "backslashreplace").decode()
