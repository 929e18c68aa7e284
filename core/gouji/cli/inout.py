"""What the commands share: inputs by name, progress, whole outputs, and talk on stderr."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeAlias, TypeVar

from gouji.errors import GoujiError, InputError
from gouji.sidecar import is_sidecar

if TYPE_CHECKING:
    from gouji.document import Document
    from gouji.engine import Engine

T = TypeVar("T")
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no other name
"""Where a command hangs itself in."""

EPILOG = """\
exit codes:
  0  all reports parsed, no doubt
  1  parsed, with ambiguous or contested cells or broken equations
  2  nothing recognised in an input, or wrong usage
  3  an input could not be read
The highest one wins.
"""
"""What the help of the whole and of ``gouji parse`` ends with."""

STDIN = "-"
PROGRESS_FROM = 20
"""Inputs from which a progress line is worth its flicker."""


def say(text: str) -> None:
    """Talk on stderr; what could redraw a terminal is shown as an escape."""
    from gouji.harmless import harmless  # noqa: PLC0415 - only where there is something to say

    print("\n".join(map(harmless, text.split("\n"))), file=sys.stderr)


@dataclass(frozen=True, slots=True)
class Input:
    """An input by the name it is reported under; ``path`` is None for standard input."""

    name: str
    path: Path | None

    def open(self, engine: Engine) -> list[Document]:
        """Read it under its name as given; raises InputError or DecodeError."""
        source = self.path or sys.stdin.buffer.read(engine.limits.bytes + 1)
        return engine.open(source, self.name)


def inputs(paths: Iterable[str]) -> Iterator[Input]:
    """The inputs that paths name: files, the files below folders, and - for standard input."""
    for path in paths:
        if path == STDIN:
            yield Input(STDIN, None)
        elif Path(path).is_dir():
            yield from (Input(name, Path(name)) for name in _walk(path))
        else:
            yield Input(path, Path(path))


def _walk(folder: str) -> Iterator[str]:
    """List the regular files below a folder, sorted, but no hidden ones and sidecars, nor linked folders'."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        names = (str(os.path.join(root, f)) for f in sorted(files) if f[0] != "." and not is_sidecar(f))  # noqa: PTH118 - keeps ./
        yield from (n for n in names if Path(n).is_file())


def progress(inputs: Sequence[Input], *, quiet: bool) -> Iterator[Input]:
    """Yield the inputs, with a count on stderr where a person looks on and there are many."""
    shown = not quiet and len(inputs) > PROGRESS_FROM and sys.stderr.isatty()
    for count, item in enumerate(inputs, 1):
        if shown:
            print(f"\r{count}/{len(inputs)}\x1b[K", end="", file=sys.stderr, flush=True)
        yield item
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def one(name: str) -> Input:
    """The one input that is no folder; raises InputError."""
    if name != STDIN and Path(name).is_dir():
        raise InputError(f"{name}: is a folder; name one file of it")
    return Input(name, None if name == STDIN else Path(name))


def text_of(name: str, remedy: str) -> str:
    """What a file of ours holds, or standard input, as UTF-8; raises InputError with the remedy."""
    try:
        data = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror or error}); {remedy}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: is no UTF-8 from byte {error.start}; {remedy}") from error


def fault(name: str, error: Exception) -> str:
    """What befell an input, as a sentence with its name."""
    if isinstance(error, GoujiError):
        return str(error) if name in str(error) else f"{name}: {error}"
    if isinstance(error, OSError):
        return f"{name}: cannot be read ({error.strerror or error}); check the path and its rights"
    return f"{name}: not parsed: {type(error).__name__}: {error}; this is a defect of gouji, please report it"


def read(items: Iterable[Input], reading: Callable[[Input], T]) -> Iterator[tuple[Input, T | None, str]]:
    """What is read of each input and "", or None and why not, which is told: it costs only itself."""
    for item in items:
        found, why = None, ""
        try:
            found = reading(item)
        except Exception as error:  # noqa: BLE001 - even a defect of ours must not cost the other inputs
            why = fault(item.name, error)
            say(f"gouji: {why}")
        yield item, found, why


def nothing_in(paths: Iterable[str]) -> None:
    """Say that no file is in what was named."""
    say(f"gouji: {', '.join(paths)}: no files in it; name a file, or a folder that holds some")


@contextmanager
def output(name: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that is replaced only when all of it is written."""
    if name is None:
        yield sys.stdout
        return
    target = Path(os.path.realpath(name))
    whole = not target.exists() or stat.S_ISREG(target.stat().st_mode)
    part = target.with_name(f".{target.name}.{os.getpid()}.part") if whole else target
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            yield out
        if whole:
            part.replace(target)
    except OSError as error:
        raise GoujiError(f"{name}: cannot be written: {error.strerror}; choose another -o FILE") from error
    finally:
        if whole:
            part.unlink(missing_ok=True)
