"""Lending: ``stream`` gives columns of texts to any Arrow library, by ctypes alone: none is imported.

Specification: Arrow columnar format, "The Arrow C data interface", "The Arrow C stream interface" and "The
Arrow PyCapsule Interface".

A limit of ctypes: CPython loses an exception that is on its way while a callback runs. A consumer that lets
go of its last reference just then, as with a temporary of the expression that raises, gets a SystemError or
takes the interpreter down. Ask ``lent`` first, which has no such limit.
"""

from __future__ import annotations

import ctypes
import errno
import re
import sys
from collections.abc import Callable, Sequence
from ctypes import addressof, c_char, c_int, c_void_p, py_object
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gouji.arrow.structs import (
    FREE,
    KEPT,
    Array,
    Owned,
    Schema,
    Stream,
    address,
    describe,
    keep,
    lasting,
    lay_out,
    releaser,
)

Texts = Sequence[str | None]

NAME = b"arrow_array_stream"
"""What the PyCapsule interface names the capsule of a stream."""
NULLABLE = 2
"""``ARROW_FLAG_NULLABLE``."""
SMALL = 2**31 - 1
"""The most bytes of text that a column of 32-bit offsets (``utf8``) can hold."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_HELD: dict[int, Stream] = {}
"""The structure in each living capsule, by the capsule's address."""


class _Column(NamedTuple):
    """A column as Arrow lays it out: its format, the count of nulls, and its three buffers."""

    format: bytes
    nulls: int
    validity: NDArray[np.uint8] | None
    offsets: NDArray[np.signedinteger[Any]]
    data: NDArray[np.uint8]


class _Batch:
    """What a stream owns: names and columns, whether the batch was given out, and the last error's words."""

    def __init__(self, names: Sequence[str], columns: Sequence[Texts]) -> None:
        self.length = _length(names, columns)
        self.names = [_name(name).encode() for name in names]
        self.columns = [_column(texts) for texts in columns]
        self.given = False
        self.error: ctypes.Array[c_char] | None = None


def _length(names: Sequence[str], columns: Sequence[Texts]) -> int:
    """The number of rows; ValueError where names and columns do not fit each other."""
    lengths = {len(column) for column in columns} or {0}
    if len(names) != len(columns):
        raise ValueError(f"{len(names)} names for {len(columns)} columns")
    if len(lengths) > 1:
        raise ValueError(f"columns differ in length: {sorted(lengths)}")
    return lengths.pop()


def stream(names: Sequence[str], columns: Sequence[Texts]) -> Any:
    """A PyCapsule ``arrow_array_stream`` of one record batch of nullable text columns.

    All columns have one length; ``None`` is null. A column is ``utf8``, beyond 2 GiB ``large_utf8``. Names
    may repeat and be empty. Lone surrogates, in texts and names, become U+FFFD, as does NUL in a name. All is
    encoded at once: what happens to the sequences afterwards does not matter.
    """
    node = Stream(*_STREAM_CALLS, keep(Owned(_Batch(names, columns))))
    capsule = _NEW_CAPSULE(addressof(node), addressof(_NAME), _DESTROY)
    _HELD[id(capsule)] = node
    return capsule


def lent(names: Sequence[str], columns: Sequence[Texts]) -> Any | None:
    """The same stream made by an Arrow library that is imported already; None where there is none.

    A consumer of streams mostly is such a library, and its own structures have no limit of ctypes. Columns
    of pyarrow are ``utf8``, of polars ``utf8view``: polars is not asked for names that repeat, which it does
    not take, nor where nanoarrow is imported, whose version 0.9 crashes on views.
    """
    _length(names, columns)
    names = [_name(name) for name in names]
    columns = [[None if text is None else _sound(text) for text in texts] for texts in columns]
    if pyarrow := sys.modules.get("pyarrow"):
        arrays = [pyarrow.array(texts, pyarrow.string()) for texts in columns]
        return pyarrow.table(arrays, names=names).__arrow_c_stream__()
    polars = sys.modules.get("polars")
    if polars and len(set(names)) == len(names) and "nanoarrow" not in sys.modules:
        frame = [polars.Series(n, texts, polars.String) for n, texts in zip(names, columns, strict=True)]
        return polars.DataFrame(frame).__arrow_c_stream__()
    return None


def _sound(text: str) -> str:
    """The text with each lone surrogate replaced: what UTF-8 can hold."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _name(name: str) -> str:
    """A name as a C string can hold it."""
    return _sound(name).replace("\0", "\ufffd")


def _column(texts: Texts) -> _Column:
    parts = [b"" if text is None else _sound(text).encode() for text in texts]
    data = np.frombuffer(b"".join(parts), dtype=np.uint8)
    small = len(data) <= SMALL
    offsets: NDArray[np.signedinteger[Any]] = np.zeros(len(parts) + 1, dtype=np.int32 if small else np.int64)
    np.cumsum(np.fromiter(map(len, parts), dtype=np.int64, count=len(parts)), out=offsets[1:])
    present = np.fromiter((text is not None for text in texts), dtype=np.bool_, count=len(parts))
    nulls = len(parts) - int(present.sum())
    validity = np.packbits(present, bitorder="little") if nulls else None
    return _Column(b"u" if small else b"U", nulls, validity, offsets, data)


def _fill_schema(batch: _Batch, out: int) -> None:
    nodes = (Schema * len(batch.names))()
    for node, name, column in zip(nodes, batch.names, batch.columns, strict=True):
        describe(node, column.format, name, NULLABLE)
    root = Schema.from_address(out)
    describe(root, b"+s", b"", 0, nodes)


def _fill_array(batch: _Batch, out: int) -> None:
    nodes = (Array * len(batch.columns))()
    for node, column in zip(nodes, batch.columns, strict=True):
        buffers = (column.validity, column.offsets, column.data)
        lay_out(node, batch.length, column.nulls, buffers)
    lay_out(Array.from_address(out), batch.length, 0, (None,), nodes)


def _answer(stream_at: int, fill: Callable[[_Batch], None]) -> int:
    """Let a callback of a stream do its work; 0, or an errno with the words kept for ``get_last_error``."""
    batch = _batch(stream_at)
    if batch is None:
        return errno.EINVAL
    try:
        fill(batch)
    except Exception as error:  # noqa: BLE001 - nothing may be raised into the consumer's C
        batch.error = ctypes.create_string_buffer(_name(f"{type(error).__name__}: {error}").encode())
        return errno.ENOMEM if isinstance(error, MemoryError) else errno.EIO
    return 0


def _get_schema(stream_at: int, out: int) -> int:
    return _answer(stream_at, lambda batch: _fill_schema(batch, out))


def _get_next(stream_at: int, out: int) -> int:
    def fill(batch: _Batch) -> None:
        if batch.given:
            Array.from_address(out).release = None
            return
        _fill_array(batch, out)
        batch.given = True

    return _answer(stream_at, fill)


def _get_last_error(stream_at: int) -> int | None:
    batch = _batch(stream_at)
    return addressof(batch.error) if batch and batch.error else None


def _batch(stream_at: int) -> _Batch | None:
    """The batch of a stream; None where it is released."""
    owned = KEPT.get(Stream.from_address(stream_at).private_data or 0)
    return owned.things if owned and isinstance(owned.things, _Batch) else None


def _destroyer(release: Callable[[int], None]) -> Callable[[int], None]:
    """The destructor of a capsule: releases a stream that nobody has taken or released."""
    held, place = _HELD, addressof

    def destroy(capsule: int) -> None:
        node = held.pop(capsule)
        release(place(node))

    return destroy


_NAME = lasting(ctypes.create_string_buffer(NAME))
_NEW_CAPSULE = ctypes.PYFUNCTYPE(py_object, c_void_p, c_void_p, c_void_p)(("PyCapsule_New", ctypes.pythonapi))
_FILL = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)
_TELL = ctypes.CFUNCTYPE(c_void_p, c_void_p)
_RELEASE_STREAM = releaser(Stream)
_DESTROY = address(lasting(FREE(_destroyer(_RELEASE_STREAM))))
_STREAM_CALLS = tuple(
    address(lasting(call))
    for call in (_FILL(_get_schema), _FILL(_get_next), _TELL(_get_last_error), FREE(_RELEASE_STREAM))
)
