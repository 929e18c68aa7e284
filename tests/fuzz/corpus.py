"""What fuzzing begins with: the fixtures, whole and in pieces, and the pieces of text that layouts know."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import proof
from gouji.testing.strategies import SHARDS

PIECE = 500
"""Bytes of a piece of a fixture: some rows with their header, small enough to be read a thousand times a second."""
CHOOSING = ("layouts", "html")
"""Targets whose inputs begin with a byte that chooses a hook."""
FOUND = proof.FIXTURES / "fuzz"
"""Inputs that once failed, each under the name of its target."""


def seeds(target: str) -> Iterator[bytes]:
    """The inputs to begin with."""
    yield from (path.read_bytes() for path in sorted(FOUND.glob(f"{target}-*")))
    if target == "numerals":
        cells = {cell for path in proof.documents() for cell in _cells(path)}
        yield from sorted(cells)
        return
    for number, path in enumerate(proof.documents()):
        data = path.read_bytes()
        if target in ("decode", "document"):
            yield data
        if target == "html" and b"<t" not in data:
            continue
        first = bytes([number % 256]) if target in CHOOSING else b""
        yield from (first + data[start : start + PIECE] for start in range(0, len(data), PIECE))


def _cells(path: Path) -> Iterator[bytes]:
    for line in path.read_bytes().splitlines():
        yield from (cell for cell in line.replace(b"|", b"\t").split(b"\t") if 0 < len(cell) <= 60)


def words() -> list[bytes]:
    """What a mutation may put in."""
    return [shard.encode("utf-8", "surrogatepass") for shard in SHARDS]


class Mutator:
    """Inputs made of seeds, and of the files of a folder, without looking at the code."""

    def __init__(self, target: str, seed: int, folder: Path | None = None) -> None:
        self._random = random.Random(seed)
        found = sorted(folder.iterdir()) if folder is not None and folder.is_dir() else []
        self._seeds, self._words = [*seeds(target), *(path.read_bytes() for path in found)], words()

    def make(self) -> bytes:
        """A seed with some of its bytes cut, doubled, moved, changed, and pieces put in."""
        data = self._random.choice(self._seeds)
        for _ in range(self._random.randint(1, 6)):
            data = self._random.choice((self._cut, self._put, self._double, self._flip, self._splice))(data)
        return data[: 6 * PIECE]

    def _span(self, data: bytes) -> tuple[int, int]:
        start = self._random.randint(0, len(data))
        return start, min(len(data), start + int(self._random.expovariate(1 / 40)))

    def _cut(self, data: bytes) -> bytes:
        start, stop = self._span(data)
        return data[:start] + data[stop:]

    def _put(self, data: bytes) -> bytes:
        start, _ = self._span(data)
        return (
            data[:start]
            + self._random.choice(self._words) * self._random.choice((1, 1, 1, 2, 30))
            + data[start:]
        )

    def _double(self, data: bytes) -> bytes:
        start, stop = self._span(data)
        return data[:stop] + data[start:stop] * self._random.choice((1, 2, 20)) + data[stop:]

    def _flip(self, data: bytes) -> bytes:
        start, _ = self._span(data)
        return data[:start] + bytes([self._random.randrange(256)]) + data[start + 1 :]

    def _splice(self, data: bytes) -> bytes:
        other = self._random.choice(self._seeds)
        start, _ = self._span(data)
        begin, end = self._span(other)
        return data[:start] + other[begin : end + 200] + data[start:]
