"""Entries of a schema file: TOML tables that know their path, which every fault begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from gouji.errors import SchemaError

MAX_FILE = 100_000
"""Longest schema file in characters, eight times the largest known: tomllib takes squared time for a.a.a…"""
MAX_TEXT = 500
"""Longest label, title or alias in characters; every beginning of a label is indexed."""

NAME = re.compile(r"[\w.-]+")
"""How the ids of schemas, sections and equations are written."""

T = TypeVar("T")


class SchemaFaultError(SchemaError):
    """A fault of a schema file: ``path`` inside the file, and the ``problem`` with its remedy.

    ``entry`` is the TOML table it was met in, ``key`` the faulty key of it, with an index in a list.
    """

    def __init__(self, entry: Entry, key: str, problem: str) -> None:
        super().__init__(f"{entry.name}: {entry.where(key)}: {problem}")
        self.path, self.problem = entry.where(key), problem
        self.entry, self.key = entry, key


@dataclass(frozen=True, slots=True)
class Entry:
    """One TOML table with the file's name and its path, which every fault begins with."""

    values: Mapping[str, Any]
    name: str
    path: str

    def where(self, key: str) -> str:
        """The path of one key of this entry."""
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, problem: str) -> SchemaFaultError:
        """The fault of one key of this entry."""
        return SchemaFaultError(self, key, problem)

    def only(self, known: str) -> None:
        """Refuse keys that are not among the ``known`` words."""
        for key in self.values:
            if key not in known.split():
                raise self.fault(key[:MAX_TEXT], f"unknown key; known here: {', '.join(known.split())}")

    def text(self, key: str, default: str | None = None) -> str:
        """The text of a key, or the default."""
        if key not in self.values:
            if default is None:
                raise self.fault(key, f'missing; add {key} = "..."')
            return default
        return self._text(key, self.values[key])

    def flag(self, key: str) -> bool:
        """The truth value of a key, false where the key is missing."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.fault(key, f"must be true or false, is {kind_of(value)}; write it without quotes")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list, each once."""
        found = tuple(self._text(f"{key}[{i}]", v) for i, v in enumerate(self.items(key)))
        distinct((t, self.fault(f"{key}[{i}]", f"{t!r} twice; drop one")) for i, t in enumerate(found))
        return found

    def items(self, key: str) -> list[Any]:
        """The list of a key, empty where the key is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.fault(key, f"must be a list, is {kind_of(value)}; write [...]")
        return value

    def entries(self, key: str, *, least: int = 0) -> list[Entry]:
        """The tables of a list, at least so many."""
        items = self.items(key)
        if len(items) < least:
            raise self.fault(key, f"missing; list at least {least}")
        return [self._entry(f"{key}[{i}]", v) for i, v in enumerate(items)]

    def entry(self, key: str) -> Entry:
        """The table of a key, empty where the key is missing."""
        return self._entry(key, self.values.get(key, {}))

    def choice(self, key: str, choices: Iterable[str], default: str) -> str:
        """The text of a key that must be one of some words."""
        value = self.text(key, default)
        if value not in choices:
            raise self.fault(key, f"{value[:MAX_TEXT]!r} is none of {', '.join(choices)}")
        return value

    def identifier(self, key: str, form: re.Pattern[str], remedy: str, default: str | None = None) -> str:
        """The text of a key that must have a form."""
        value = self.text(key, default)
        if form.fullmatch(value) is None:
            raise self.fault(key, f"{value!r} is no identifier; {remedy}")
        return value

    def _text(self, key: str, value: Any) -> str:
        if not isinstance(value, str):
            raise self.fault(key, f"must be a text, is {kind_of(value)}; write it in quotes")
        if not value.strip():
            raise self.fault(key, "empty; write a text or leave the key out")
        if len(value) > (MAX_FILE if key == "formula" else MAX_TEXT):
            raise self.fault(key, f"longer than {MAX_TEXT} characters; shorten it")
        return value

    def _entry(self, key: str, value: Any) -> Entry:
        if not isinstance(value, dict):
            raise self.fault(key, f"must be a table, is {kind_of(value)}; write {{ ... }}")
        return Entry(value, self.name, self.where(key))


def kind_of(value: object) -> str:
    """What a TOML value is, in words."""
    if isinstance(value, bool):
        return "true or false"
    names = {dict: "a table", list: "a list", str: "a text", int: "a number", float: "a number"}
    return names.get(type(value), "a date or time")


def distinct(pairs: Iterable[tuple[Any, SchemaError]]) -> None:
    """Raise the fault of the first value that an earlier pair has already."""
    seen = set()
    for value, fault in pairs:
        if value in seen:
            raise fault
        seen.add(value)


def unique(entries: Iterable[Entry], ids: Iterable[str]) -> None:
    """Refuse an id that an earlier entry has already."""
    distinct((i, e.fault("id", f"{i!r} twice; rename one")) for e, i in zip(entries, ids, strict=True))


def one_of(value: str, choices: tuple[T, ...]) -> T:
    """Give the choice equal to a text that was checked to be one."""
    return next(c for c in choices if c == value)
