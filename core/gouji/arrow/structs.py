"""The structures of the Arrow C data and stream interfaces, and who owns what they point to.

Every structure filled here owns its memory through a number in ``private_data``, so a consumer may move
structures (and children) anywhere and release them in any order (Arrow C data interface, "Memory
management").
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from ctypes import addressof, c_int64, c_void_p, py_object
from itertools import count
from typing import Any, NamedTuple, TypeVar

from numpy.typing import NDArray

_Lasting = TypeVar("_Lasting")


class Schema(ctypes.Structure):
    """``struct ArrowSchema``."""

    _fields_ = (
        ("format", c_void_p),
        ("name", c_void_p),
        ("metadata", c_void_p),
        ("flags", c_int64),
        ("n_children", c_int64),
        ("children", c_void_p),
        ("dictionary", c_void_p),
        ("release", c_void_p),
        ("private_data", c_void_p),
    )


class Array(ctypes.Structure):
    """``struct ArrowArray``."""

    _fields_ = (
        ("length", c_int64),
        ("null_count", c_int64),
        ("offset", c_int64),
        ("n_buffers", c_int64),
        ("n_children", c_int64),
        ("buffers", c_void_p),
        ("children", c_void_p),
        ("dictionary", c_void_p),
        ("release", c_void_p),
        ("private_data", c_void_p),
    )


class Stream(ctypes.Structure):
    """``struct ArrowArrayStream``."""

    _fields_ = (
        ("get_schema", c_void_p),
        ("get_next", c_void_p),
        ("get_last_error", c_void_p),
        ("release", c_void_p),
        ("private_data", c_void_p),
    )


class Owned(NamedTuple):
    """What one structure keeps alive, and the addresses of its child structures."""

    things: object
    children: Sequence[int] = ()


KEPT: dict[int, Owned] = {}
"""What the structures not yet released own, by the number in their ``private_data``."""
_NUMBERS = count(1)


def keep(owned: Owned) -> int:
    """Keep what a structure owns until it is released; the number for its ``private_data``."""
    number = next(_NUMBERS)
    KEPT[number] = owned
    return number


def _adopt(node: Schema | Array, nodes: ctypes.Array[Any] | None) -> tuple[object, list[int]]:
    """Make structures the children of another; what to keep for it, and the children's addresses."""
    places = (
        [addressof(nodes) + at * ctypes.sizeof(nodes._type_) for at in range(len(nodes))] if nodes else []
    )
    pointers = (c_void_p * len(places))(*places)
    node.n_children = len(places)
    node.children = addressof(pointers) if places else None
    node.dictionary = None
    return (nodes, pointers), places


def describe(
    node: Schema, layout: bytes, name: bytes, flags: int, nodes: ctypes.Array[Schema] | None = None
) -> None:
    """Fill a schema structure; strings and children are kept until it is released."""
    words = ctypes.create_string_buffer(layout), ctypes.create_string_buffer(name)
    children, places = _adopt(node, nodes)
    node.format, node.name = map(addressof, words)
    node.metadata, node.flags = None, flags
    node.release = _RELEASE_SCHEMA
    node.private_data = keep(Owned((words, children), places))


def lay_out(
    node: Array,
    length: int,
    nulls: int,
    buffers: Sequence[NDArray[Any] | None],
    nodes: ctypes.Array[Array] | None = None,
) -> None:
    """Fill an array structure; buffers and children are kept until it is released."""
    pointers = (c_void_p * len(buffers))(*(None if b is None else b.ctypes.data for b in buffers))
    children, places = _adopt(node, nodes)
    node.length, node.null_count, node.offset = length, nulls, 0
    node.n_buffers, node.buffers = len(buffers), addressof(pointers)
    node.release = _RELEASE_ARRAY
    node.private_data = keep(Owned((buffers, pointers, children), places))


def releaser(kind: type[Schema | Array | Stream]) -> Callable[[int], None]:
    """The release callback of a kind of structure: frees what it owns with the children still there, once.

    It uses no name of this module, which may be gone when the last structure is released at exit.
    """
    kept = KEPT

    def release(at: int) -> None:
        node = kind.from_address(at)
        if not node.release:
            return
        owned = kept.pop(node.private_data, None)
        node.release = None
        for child in owned.children if owned else ():
            release(child)

    return release


def lasting(thing: _Lasting) -> _Lasting:
    """The thing, never freed: C code points to it for as long as the process lives."""
    ctypes.pythonapi.Py_IncRef(py_object(thing))
    return thing


def address(function: Any) -> int:
    """Where a C function begins."""
    return ctypes.cast(function, c_void_p).value or 0


FREE = ctypes.CFUNCTYPE(None, c_void_p)
"""The type of all release callbacks, and of a capsule's destructor, which gets an address and no object:
the object is half gone by then."""
_RELEASE_SCHEMA = address(lasting(FREE(releaser(Schema))))
_RELEASE_ARRAY = address(lasting(FREE(releaser(Array))))
