"""The listing: what the inputs of a command name, one item a document, in an order that does not change.

An input is a file, a folder, a zip archive, a shard of ``gouji pack``, a pattern (``reports/**/*.html``),
``-`` for a list on standard input, or ``@FILE`` for a list in a file. A list has an input a line, or ends
each with NUL.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from gouji.batch import archive, shard
from gouji.batch.item import Fault, Item, printable
from gouji.errors import InputError
from gouji.sidecar import is_sidecar

LIST, STDIN = "@", "-"
MAGIC = re.compile(r"[*?\[]")
LONGEST_LINE = 65536
"""Bytes of a line of a list; no path is as long."""


def items(inputs: Iterable[str], *, apart: Path) -> Iterator[Item]:
    """The documents that inputs name; what lies in the folder ``apart``, the output's, is none.

    What cannot be listed is an item with its fault; only a list that cannot be read raises InputError.
    """
    own = os.path.realpath(apart)
    for name in inputs:
        if name == STDIN:
            yield from _listed(sys.stdin.buffer, own)
        elif name.startswith(LIST) and not Path(name).exists():
            yield from _list_file(name.removeprefix(LIST), own)
        else:
            yield from _named(name, own)


def _list_file(name: str, own: str) -> Iterator[Item]:
    try:
        with Path(name).open("rb") as file:
            yield from _listed(file, own)
    except OSError as error:
        raise InputError(
            f"{LIST}{name}: the list cannot be read ({error.strerror}); check its path"
        ) from error


def _listed(file: BinaryIO, own: str) -> Iterator[Item]:
    for entry in _entries(file):
        yield from _named(os.fsdecode(entry), own)


def _entries(file: BinaryIO) -> Iterator[bytes]:
    """The names in a list; NUL ends them where its first stretch has one, else the line's end does."""
    rest, end = b"", b""
    while chunk := file.read1(LONGEST_LINE) if hasattr(file, "read1") else file.read(LONGEST_LINE):
        rest += chunk
        end = end or (b"\0" if b"\0" in rest else b"\n" if b"\n" in rest else b"")
        if end:
            *whole, rest = rest.split(end)
            yield from (name for name in (w.strip(b"\r\n") for w in whole) if name)
        if len(rest) > LONGEST_LINE:
            raise InputError(f"a list has a line of more than {LONGEST_LINE} bytes; give a path a line")
    if rest.strip(b"\r\n"):
        yield rest.strip(b"\r\n")


def _named(name: str, own: str) -> Iterator[Item]:
    try:
        mode = os.stat(name).st_mode  # noqa: PTH116 - keeps what Path would strip, as ./
    except (OSError, ValueError) as error:
        if MAGIC.search(name):
            yield from _matching(name, own)
        else:
            yield _unreadable(name, getattr(error, "strerror", None) or str(error))
        return
    if stat.S_ISDIR(mode):
        yield from _below(name, own)
    else:
        yield from _file(name, mode)


def _file(name: str, mode: int) -> Iterator[Item]:
    if not stat.S_ISREG(mode):
        yield _unreadable(name, "it is no regular file")
    elif name.lower().endswith(archive.SUFFIX):
        yield from archive.members(name, printable(name))
    elif name.lower().endswith(shard.SUFFIX):
        yield from shard.documents(name, printable(name))
    else:
        yield Item(printable(name), name)


def _unreadable(name: str, why: str) -> Item:
    reason = f"cannot be read ({why}); check the path and its rights"
    return Item(printable(name), name, fault=Fault("unreadable", reason))


def _below(folder: str, own: str) -> Iterator[Item]:
    for found in _walk(folder, own):
        yield from [found] if isinstance(found, Item) else _found(found)


def _walk(folder: str, own: str) -> Iterator[str | Item]:
    """The files below a folder: its own by name, then those of its folders; no hidden ones, no sidecars.

    So is what ``gouji pack`` tells beside its shards. Linked folders are not entered, so that no circle is
    walked.
    """
    faults: list[OSError] = []
    for root, folders, files in os.walk(folder, onerror=faults.append):
        kept = (f for f in folders if f[0] != "." and os.path.realpath(os.path.join(root, f)) != own)  # noqa: PTH118
        folders[:] = sorted(kept)
        about = shard.ABOUT if shard.MANIFEST in files else ()
        shown = sorted(f for f in files if f[0] != "." and f not in about and not is_sidecar(f))
        yield from (os.path.join(root, f) for f in shown)  # noqa: PTH118 - keeps ./
        yield from (_unreadable(str(e.filename), str(e.strerror)) for e in faults)
        faults.clear()
    yield from (_unreadable(str(e.filename), str(e.strerror)) for e in faults)


def _found(name: str) -> Iterator[Item]:
    try:
        yield from _file(name, os.stat(name).st_mode)  # noqa: PTH116
    except OSError as error:
        yield _unreadable(name, str(error.strerror))


def _matching(pattern: str, own: str) -> Iterator[Item]:
    """The files that a pattern matches; folders are walked one by one, so that no long list is held."""
    parts = pattern.split("/")
    plain = next(i for i, part in enumerate(parts) if MAGIC.search(part))
    base = "/".join(parts[:plain]) or ("/" if pattern[0] == "/" else ".")
    match, found = re.compile(_expression(parts[plain:])), False
    for path in _walk(base, own):
        if isinstance(path, str) and match.fullmatch(os.path.relpath(path, base)):
            found = True
            yield from _found(path if plain else path.removeprefix("./"))
    if not found:
        yield _unreadable(pattern, "it matches no file")


def _expression(parts: list[str]) -> str:
    """The regular expression of a pattern: ``*`` and ``?`` within a name, ``**`` for any folders."""
    out = []
    for part in parts:
        if part == "**":
            out.append("(?:[^/]+/)*")
            continue
        signs = re.findall(r"\[!?[^\]]+\]|.", part, re.DOTALL)
        out.append("".join(map(_sign, signs)) + "/")
    last = "".join(out)
    return last[:-1] if last.endswith("/") else last + "[^/]*"


def _sign(sign: str) -> str:
    if len(sign) > 1:
        inner = sign[1:-1].replace("\\", r"\\").replace("^", r"\^")
        return f"[{'^' + inner[1:] if inner[0] == '!' else inner}]"
    return {"*": "[^/]*", "?": "[^/]"}.get(sign, re.escape(sign))
