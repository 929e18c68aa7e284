"""Opening: what is given becomes documents, by the reader plugin that knows the bytes, else as text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from gouji.budget import PLUGIN_SECONDS, Budget, allowed
from gouji.decode import clean, decode
from gouji.document import Document, Encoding
from gouji.errors import GoujiError, InputError, PluginError

MOST_BYTES = 512 * 1024 * 1024
"""Largest input read: a report has kilobytes; half a gigabyte of text already takes gigabytes as arrays."""

Source = str | bytes | bytearray | os.PathLike[str] | Document
Reader = Callable[..., Iterable[Document] | None]
Readers = Sequence[tuple[str, Reader]]
"""Names of plugins with what knows files of theirs."""


def open_document(source: Source, name: str | None = None) -> Document:
    """Text, undecoded bytes or a text file as a document; raises InputError or DecodeError."""
    return documents(source, name)[0]


def documents(
    source: Source, name: str | None = None, readers: Readers = (), seconds: float = PLUGIN_SECONDS
) -> list[Document]:
    """Text, undecoded bytes or a file as documents, one or more; raises InputError or DecodeError.

    Each reader is asked in turn whether it knows the bytes; the first one that does makes the documents, and
    may take ``seconds`` for it, more for a large file. What no reader knows is decoded as text.
    """
    if isinstance(source, Document):
        return [source]
    if isinstance(source, str):
        text, replaced = clean(source)
        return [Document(text, name or "<text>", Encoding(replaced=replaced))]
    if isinstance(source, bytes | bytearray):
        return _read(bytes(source), name or "<bytes>", None, readers, seconds)
    if not isinstance(source, os.PathLike):
        kind = type(source).__name__
        raise TypeError(
            f"gouji reads a text, bytes or a path, not {kind}; give what an open file's read() gives"
        )
    path, name = Path(source), name or os.fspath(source)
    data = _bytes_of(path, name)
    try:
        return _read(data, name, path, readers, seconds)
    except GoujiError as error:
        raise type(error)(f"{name}: {error}") from error


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InputError(
                f"{name}: {size} bytes are more than the {MOST_BYTES} gouji reads; split the file"
            )
        return path.read_bytes()
    except GoujiError:
        raise
    except OSError as error:
        raise InputError(
            f"{name}: cannot be read ({error.strerror or error}); check the path and its rights"
        ) from error


def _read(data: bytes, name: str, path: Path | None, readers: Readers, seconds: float) -> list[Document]:
    found = _made(data, name, readers, seconds)
    if found is None:
        text, encoding = decode(data)
        found = [Document(text, name, encoding)]
    digest = sha256(data).hexdigest()
    return [replace(document, source=name, sha256=digest, file=path) for document in found]


def _made(data: bytes, name: str, readers: Readers, seconds: float) -> list[Document] | None:
    """What the first reader that knows the bytes makes of them; None where none does."""
    if not readers:
        return None
    with Budget(allowed(len(data), seconds)) as budget:
        for plugin, reader in readers:
            found = _asked(plugin, partial(reader, data=data, name=name), budget)
            if found is not None:
                return found
    return None


def _asked(plugin: str, reader: Callable[[], Any], budget: Budget) -> list[Document] | None:
    try:
        found = budget.run(lambda: None if (given := reader()) is None else list(given))
    except MemoryError:
        raise
    except PluginError as error:
        raise InputError(f"reader plugin {plugin!r}: {error}; `--without {plugin}` leaves it out") from error
    except GoujiError:
        raise
    except Exception as error:
        told = f"reader plugin {plugin!r} failed: {type(error).__name__}: {error}"
        raise InputError(f"{told}; mend it, or leave it out with `--without {plugin}`") from error
    if found is None:
        return None
    strange = next((d for d in found if not isinstance(d, Document)), None)
    if strange is not None or not found:
        what = f"a {type(strange).__name__}" if found else "no document"
        raise InputError(f"reader plugin {plugin!r} gave {what}; it must give Document objects, or None")
    for document in found:
        for matrix in document.drawn:
            matrix.validate(len(document.text))
    return found
