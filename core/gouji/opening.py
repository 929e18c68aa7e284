"""Opening: what is given becomes documents, by the reader plugin that knows the bytes, else as text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from gouji.budget import Budget
from gouji.decode import clean, decode
from gouji.document import Document, Encoding
from gouji.errors import GoujiError, InputError, PluginError, is_short, memory_told
from gouji.limits import DEFAULT, Limits, refuse_beyond

Source = str | bytes | bytearray | os.PathLike[str] | Document
Reader = Callable[..., Iterable[Document] | None]
Readers = Sequence[tuple[str, Reader]]
"""Names of plugins with what knows files of theirs."""


def open_document(source: Source, name: str | None = None, *, limits: Limits = DEFAULT) -> Document:
    """Text, undecoded bytes or a text file as a document; raises as ``documents`` does."""
    return documents(source, name, limits=limits)[0]


def documents(
    source: Source, name: str | None = None, readers: Readers = (), limits: Limits = DEFAULT
) -> list[Document]:
    """Text, undecoded bytes or a file as documents within the limits, one or more.

    Each reader is asked in turn whether it knows the bytes; the first one that does makes the documents,
    within the time of a plugin. What no reader knows is decoded as text. Raises InputError, DecodeError or
    ShortOfMemoryError.
    """
    named = source.source if isinstance(source, Document) else name or _name(source)
    with memory_told(named):
        return [
            _within(replace(d, limits=limits) if d.limits is not limits else d)
            for d in _opened(source, named, readers, limits)
        ]


def _name(source: str | bytes | bytearray | os.PathLike[str]) -> str:
    if isinstance(source, str):
        return "<text>"
    if isinstance(source, bytes | bytearray):
        return "<bytes>"
    if isinstance(source, os.PathLike):
        return os.fspath(source)
    kind = type(source).__name__
    raise TypeError(f"gouji reads a text, bytes or a path, not {kind}; give what an open file's read() gives")


def _opened(source: Source, name: str, readers: Readers, limits: Limits) -> list[Document]:
    if isinstance(source, Document):
        return [source]
    if isinstance(source, str):
        refuse_beyond("characters", len(source), limits, name)
        text, replaced = clean(source)
        return [Document(text, name, Encoding(replaced=replaced), limits=limits)]
    if isinstance(source, bytes | bytearray):
        refuse_beyond("bytes", len(source), limits, name)
        return _read(bytes(source), name, None, readers, limits)
    path = Path(source)
    data = _bytes_of(path, name, limits)
    try:
        return _read(data, name, path, readers, limits)
    except GoujiError as error:
        raise type(error)(f"{name}: {error}") from error


def _within(document: Document) -> Document:
    """The document, where it has no more characters, in all and in a line, than its limits say."""
    refuse_beyond("characters", len(document.text), document.limits, document.source)
    if len(document.text) > document.limits.line:
        lengths = document.lines.end - document.lines.start
        longest = int(lengths.argmax())
        what = f"{document.source}: line {longest + 1}"
        refuse_beyond("line", int(lengths[longest]), document.limits, what)
    return document


def _bytes_of(path: Path, name: str, limits: Limits) -> bytes:
    try:
        refuse_beyond("bytes", path.stat().st_size, limits, name)
        return path.read_bytes()
    except GoujiError:
        raise
    except OSError as error:
        raise InputError(
            f"{name}: cannot be read ({error.strerror or error}); check the path and its rights"
        ) from error


def _read(data: bytes, name: str, path: Path | None, readers: Readers, limits: Limits) -> list[Document]:
    found = _made(data, name, readers, limits)
    if found is None:
        text, encoding = decode(data)
        found = [Document(text, name, encoding)]
    digest = sha256(data).hexdigest()
    return [replace(d, source=name, sha256=digest, file=path, limits=limits) for d in found]


def _made(data: bytes, name: str, readers: Readers, limits: Limits) -> list[Document] | None:
    """What the first reader that knows the bytes makes of them; None where none does."""
    if not readers:
        return None
    with Budget(limits.allowed(len(data))) as budget:
        for plugin, reader in readers:
            found = _asked(plugin, partial(reader, data=data, name=name), budget)
            if found is not None:
                return found
    return None


def _asked(plugin: str, reader: Callable[[], Any], budget: Budget) -> list[Document] | None:
    try:
        found = budget.run(lambda: None if (given := reader()) is None else list(given))
    except PluginError as error:
        raise InputError(f"reader plugin {plugin!r}: {error}; `--without {plugin}` leaves it out") from error
    except GoujiError:
        raise
    except Exception as error:
        if is_short(error):
            raise
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
