"""The index of a run: every document by its number, and where its result stands; on the disk, not in memory.

It is made anew by each run, from the inputs and the part files; these are what is kept.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from gouji.batch import shard
from gouji.batch.item import JOIN, Fault, Item, Row, made, printable
from gouji.batch.parts import Entry

TABLES = """
CREATE TABLE document (
    number INTEGER PRIMARY KEY, identity BLOB UNIQUE, name TEXT, path BLOB, how TEXT,
    sha256 TEXT, part INTEGER, at INTEGER, size INTEGER, head TEXT, kind TEXT, reason TEXT);
CREATE TABLE held (
    name TEXT PRIMARY KEY, sha256 TEXT, part INTEGER, at INTEGER, size INTEGER, head TEXT) WITHOUT ROWID;
"""
FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
"""No journal: an index that was torn is made anew."""
PAGE = 500
"""Documents asked for at once."""


class Task(NamedTuple):
    """A document to be read: its number, the item, and the hash of what a part file holds of it, if any."""

    number: int
    item: Item
    held: str = ""


class Result(NamedTuple):
    """Where the result of a document stands."""

    number: int
    name: str
    sha256: str
    part: int
    at: int
    size: int


class Failed(NamedTuple):
    """A document without a report, and why."""

    name: str
    kind: str
    reason: str
    sha256: str


class Index:
    """All documents of a run; numbers count from 1 in the order of the listing."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.executescript(FAST + TABLES)
        self._base.execute("BEGIN")
        self.again = 0
        """Inputs that named a document that another one had named before."""
        self.needs: tuple[str, ...] = ()
        """Modules that are needed to read the documents."""

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def hold(self, entries: Iterable[Entry]) -> None:
        """Note what part files hold; of two results for one name the later counts."""
        rows = ((e.name, e.sha256, e.part, e.at, e.size, e.head) for e in entries)
        self._base.executemany("INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?, ?)", rows)

    def list(self, items: Iterable[Item]) -> Iterator[int]:
        """Give each item its number, once for each document, as they come; yields the count so far."""
        count = 0
        insert = "INSERT OR IGNORE INTO document (number, identity, name, path, how) VALUES (?, ?, ?, ?, ?)"
        for given in items:
            item = given
            how = json.dumps(item.how()) if item.member else ""
            path = item.path.encode("utf-8", "surrogateescape")
            new = self._base.execute(insert, (count + 1, item.identity(), item.name, path, how)).rowcount
            if not new and (other := self._differs(item)):
                item = other
                new = self._base.execute(insert, (count + 1, item.identity(), item.name, path, "")).rowcount
            count += new
            if isinstance(item.member, Row):
                self.needs = (shard.NEEDS,)
            self.again += not new
            if new and item.fault:
                self.fail(count, item.fault)
            yield count

    def _differs(self, item: Item) -> Item | None:
        """A document of a shard that has the name of one in another shard and other bytes, as a fault."""
        if not isinstance(item.member, Row):
            return None
        ask = "SELECT path, how FROM document WHERE identity = ?"
        path, how = self._base.execute(ask, (item.identity(),)).fetchone()
        if not how or json.loads(how).get("sha256", item.member.sha256) == item.member.sha256:
            return None
        place = printable(path.decode("utf-8", "surrogateescape"))
        reason = f"has the name of a document in {place} and other bytes; pack it under another name"
        return Item(f"{printable(item.path)}{JOIN}{item.name}", item.path, fault=Fault("archive", reason))

    def tasks(self) -> Iterator[Task]:
        """The documents that have neither a result nor a fault, in order; the index may change meanwhile."""
        ask = (
            "SELECT d.number, d.name, d.path, d.how, coalesce(h.sha256, '') FROM document d"
            " LEFT JOIN held h ON h.name = d.name"
            " WHERE d.number > ? AND d.part IS NULL AND d.kind IS NULL ORDER BY d.number LIMIT ?"
        )
        last = 0
        while page := self._base.execute(ask, (last, PAGE)).fetchall():
            for number, name, path, how, held in page:
                place = path.decode("utf-8", "surrogateescape")
                yield Task(number, made(name, place, json.loads(how) if how else {}), held)
            last = page[-1][0]

    def done(self, number: int, entry: Entry) -> None:
        """Note where the result of a document stands."""
        change = "UPDATE document SET sha256 = ?, part = ?, at = ?, size = ?, head = ? WHERE number = ?"
        self._base.execute(change, (entry.sha256, entry.part, entry.at, entry.size, entry.head, number))

    def keep(self, number: int) -> None:
        """The held result of a document counts."""
        name = self._base.execute("SELECT name FROM document WHERE number = ?", (number,)).fetchone()[0]
        row = self._base.execute("SELECT * FROM held WHERE name = ?", (name,)).fetchone()
        self.done(number, Entry(*row))

    def fail(self, number: int, fault: Fault, sha256: str = "") -> None:
        """Note that a document has no report."""
        change = "UPDATE document SET kind = ?, reason = ?, sha256 = ? WHERE number = ?"
        self._base.execute(change, (fault.kind, printable(fault.reason), sha256, number))

    def results(self) -> Iterator[Result]:
        """Where the results stand, in order; the index must not change meanwhile."""
        ask = (
            "SELECT number, name, sha256, part, at, size FROM document WHERE part IS NOT NULL ORDER BY number"
        )
        return map(Result._make, self._base.execute(ask))

    def failures(self) -> Iterator[Failed]:
        """The documents without a report, in order."""
        ask = "SELECT name, kind, reason, sha256 FROM document WHERE kind IS NOT NULL ORDER BY number"
        return map(Failed._make, self._base.execute(ask))

    def heads(self) -> Iterator[tuple[dict[str, Any], int]]:
        """The different heads of results, and how many documents have each."""
        ask = "SELECT head, count(*) FROM document WHERE head IS NOT NULL GROUP BY head ORDER BY head"
        return ((json.loads(head), count) for head, count in self._base.execute(ask))

    def counts(self) -> tuple[int, int, int]:
        """Documents, those with a result, and those with a fault."""
        row = self._base.execute("SELECT count(*), count(part), count(kind) FROM document").fetchone()
        return int(row[0]), int(row[1]), int(row[2])
