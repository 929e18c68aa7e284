"""Limits: what gouji takes in at most, each with its reason, in one value that a caller may set.

    gouji.parse(source, limits=Limits(seconds=5, tables=1000))
    Engine(limits=Limits(bytes=64 * 2**20))
    gouji parse --limit seconds=5 FILE           # and [limits] in gouji.toml

An input beyond ``bytes``, ``characters`` or ``line`` is refused with LimitError. What goes beyond the others
costs what lies beyond: it is left out or left open, and a finding ``limit:NAME`` says so; a plugin beyond its
``seconds`` is left out as one that failed. Nothing is cut in silence.

Spans of merged cells are no settings: HTML's standard reads at most 1000 columns and 65534 rows
(``gouji.slots``). Nor are the thresholds by which layouts and equations are judged: they stand where they
are used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from gouji.errors import GoujiError, LimitError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take; every value is a number above 0."""

    bytes: int = 512 * 2**20
    """Bytes of an input. A report has kilobytes; half a gigabyte of text takes gigabytes as arrays."""
    characters: int = 2**28
    """Characters of a text: four bytes each as code points, a gigabyte for so many."""
    line: int = 2**26
    """Characters of a line. Pages without line ends are one line, of some megabytes; more is no text."""
    tables: int = 100_000
    """Tables that one layout may find. A page of nothing but the shortest tables has one in 40 characters."""
    slots: int = 2**26
    """Grid slots of a table: six times the million rows of ten columns that a data dump has, 256 MB."""
    nesting: int = 256
    """Tables in tables in tables: pages that lay out by tables nest some ten."""
    prints: int = 10_000
    """Prints of tables in a million characters or in a shorter text: twice what the densest reports have."""
    steps: int = 300_000
    """Transitions the joint search of the solver may take, about a second."""
    seconds: float = 30.0
    """What one plugin may take: a report takes milliseconds, on the slowest machine a second."""
    seconds_million: float = 30.0
    """And as much again for every million characters; the slowest layout takes a tenth of it."""

    def __post_init__(self) -> None:
        for name, value in self.items():
            timed = name.startswith("seconds")
            counted = isinstance(value, int) or (timed and isinstance(value, float))
            if isinstance(value, bool) or not counted or not value > 0:
                whole = "" if timed else "whole "
                raise GoujiError(f"limit {name}: must be a {whole}number above 0, is {value!r}")

    def items(self) -> list[tuple[str, Any]]:
        """Names and values, in order."""
        return [(name, getattr(self, name)) for name in NAMES]

    def with_values(self, values: Mapping[str, Any]) -> Limits:
        """The limits with other values for some names; raises GoujiError for a name or value that is none."""
        for name in values:
            if name not in NAMES:
                raise GoujiError(f"limit {name}: unknown; there are {', '.join(NAMES)}")
        return replace(self, **values)

    def prints_of(self, characters: int) -> int:
        """The prints of tables that a document of so many characters may have."""
        return self.prints * max(characters, 1_000_000) // 1_000_000

    def allowed(self, characters: int) -> float:
        """The seconds that one plugin may take for a document of so many characters."""
        return self.seconds + self.seconds_million * (characters / 1_000_000)


NAMES: tuple[str, ...] = tuple(field.name for field in fields(Limits))
DEFAULT = Limits()
"""What holds where nothing else is said."""

REMEDIES = {"bytes": "split the file", "characters": "split the text", "line": "break the line"}


def refuse_beyond(name: str, size: int, limits: Limits, what: str) -> None:
    """Raise LimitError where a size goes beyond the limit of that name; ``what`` names the thing."""
    most = getattr(limits, name)
    if size > most:
        raise LimitError(f"{what} has {size} {_unit(name)}, more than limit {name} = {most}; {_remedy(name)}")


def _unit(name: str) -> str:
    return "characters" if name == "line" else name


def _remedy(name: str) -> str:
    return f"{REMEDIES[name]}, or set the limit higher"


def of_text(text: str) -> dict[str, int | float]:
    """One limit as the command line writes it: ``tables=1000``; raises GoujiError where it is none."""
    name, _, value = text.partition("=")
    try:
        return {name.strip(): float(value) if name.startswith("seconds") else int(value)}
    except ValueError as error:
        raise GoujiError(f"limit {text!r}: write NAME=NUMBER; there are {', '.join(NAMES)}") from error
