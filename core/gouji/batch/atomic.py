"""Files that are there whole or not at all, also after the power has gone."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gouji.errors import GoujiError

PART = ".part"


def sibling(path: Path) -> Path:
    """The hidden name beside a file under which it is written until it is whole."""
    return path.with_name(f".{path.name}{PART}")


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """The sibling to write; it becomes the file when all is written and safe on the disk, or is removed."""
    part = sibling(path)
    try:
        yield part
        publish([path])
    finally:
        part.unlink(missing_ok=True)


def write(path: Path, data: bytes) -> None:
    """Write a file whole."""
    with whole(path) as part:
        part.write_bytes(data)


def publish(paths: Iterable[Path]) -> None:
    """Give files their names: first the bytes of all are made safe, then the names, then the folders."""
    paths = list(paths)
    for path in paths:
        sync(sibling(path))
    for path in paths:
        sibling(path).replace(path)
    for folder in dict.fromkeys(path.parent for path in paths):
        sync(folder)


def sync(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders, and keeps their names by itself
    number = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def writing(folder: Path, more: str = "") -> Iterator[None]:
    """What the system refuses while a folder is written, as a GoujiError that names it and the remedy."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        if isinstance(error, GoujiError):
            raise
        told = getattr(error, "strerror", None) or error
        remedy = f"make room or choose another -o{more}"
        raise GoujiError(f"{folder}: cannot be written: {told}; {remedy}") from error


def sweep(folder: Path) -> None:
    """Remove the siblings that a run left when it was ended; nobody else may be writing there."""
    for left in folder.glob(f".*{PART}"):
        left.unlink()
