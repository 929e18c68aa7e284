"""Filled forms: printed figures for every key of a schema, true to the schema's placing equations."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from gouji.schema import Column, Schema
from gouji.testing.ledger import ContradictionError, Ledger, Number

Profile = Literal["zero", "small", "sparse", "blanks", "totals_only", "gaps", "city"]

PROFILES: tuple[Profile, ...] = ("zero", "blanks", "totals_only", "sparse", "small", "city", "gaps")
"""How full a form is: zero prints 0 everywhere; blanks prints small figures and leaves every 0 blank;
totals_only prints only the 0 of the sums; sparse has few figures and leaves each 0 blank or printed by row;
small draws figures up to 9; city draws them up to a hundred thousand; gaps does so for half of the cells and
leaves every 0 blank. Money has two decimals."""
LARGE = frozenset(("city", "gaps"))
RARE = {"sparse": 0.1, "gaps": 0.5}
"""How often a cell that no sum decides holds a figure."""

ATTEMPTS = 50
"""How often a form is begun anew: a draw may run into a corner, a consistent schema rarely does so twice."""

CENTS = 37
"""What a small amount has behind the point for each whole: 1.37, 2.74, 3.11."""
CITY_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Fact:
    """What a cell prints and what that means; a blank has the raw text "" and no value."""

    raw: str
    value: Number | None


@dataclass(frozen=True, slots=True)
class Truth:
    """What a made document prints, by key."""

    cells: Mapping[str, Fact]

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Truth:
        """The truth of a filled form."""
        return cls({key: Fact(raw, read_number(raw)) for key, raw in values.items()})

    @property
    def values(self) -> dict[str, Number]:
        """The figures that are printed, by key; blanks are left out."""
        return {key: fact.value for key, fact in self.cells.items() if fact.value is not None}


def read_number(raw: str) -> Number | None:
    """The value of a figure as ``fill`` prints it, full-width or with separators; None for a blank."""
    text = unicodedata.normalize("NFKC", raw).replace(",", "").strip()
    if not text:
        return None
    return Decimal(text) if "." in text else int(text)


def fill(
    schema: Schema,
    seed: int | random.Random = 0,
    profile: Profile = "small",
    *,
    thousands: bool = False,
    silent: Collection[str] = (),
) -> dict[str, str]:
    """Printed figures for every key of the schema, in its order; "" is a blank.

    All equations that may place figures hold, with a blank counted as 0, and only columns of type "signed"
    hold negative figures. The same seed gives the same form. ``thousands`` separates groups of three
    digits by a comma; the ``silent`` keys hold a figure only where a sum decides it. Raises ValueError for
    an unknown profile, and where no consistent form is found.
    """
    if profile not in PROFILES:
        raise ValueError(f"profile {profile!r} is unknown; there are {', '.join(PROFILES)}")
    own = frozenset(silent)
    if isinstance(seed, random.Random):
        return _filled(schema, seed, profile, own, thousands=thousands)
    return {**_seeded(schema, seed, profile, own, thousands=thousands)}


@lru_cache(maxsize=256)
def _seeded(schema: Schema, seed: int, *how: Any, thousands: bool) -> dict[str, str]:
    """The form of a seed, filled once: one and the same is printed in many layouts."""
    return _filled(schema, random.Random(seed), *how, thousands=thousands)  # noqa: S311 - not a secret


def _filled(
    schema: Schema, rng: random.Random, profile: Profile, silent: Collection[str], *, thousands: bool
) -> dict[str, str]:
    values = _consistent(schema, rng, profile, silent)
    kept = _printed_keys(schema, values, rng, profile)
    return {
        key: _print(values[key], schema.columns[key], thousands=thousands) if key in kept else ""
        for key in schema.keys
    }


def sums(schema: Schema) -> frozenset[str]:
    """The keys that a placing equation defines: those that stand alone on one side of it."""
    return frozenset(
        side[0][1]
        for e in schema.equations
        if e.places
        for side in (e.left, e.right)
        if len(side) == 1 and side[0][0] == 1
    )


def _consistent(
    schema: Schema, rng: random.Random, profile: Profile, silent: Collection[str]
) -> dict[str, Number]:
    def draw(key: str) -> Number:
        return 0 if key in silent else _draw(schema.columns[key], rng, profile)

    defined = sums(schema)
    for _ in range(ATTEMPTS):
        order = sorted(schema.keys, key=lambda key: (key in defined, rng.random()))
        with suppress(ContradictionError):
            return Ledger(schema).complete(order, draw)
    raise ValueError(f"{schema.id}: no figures satisfy its placing equations in {ATTEMPTS} attempts")


def _draw(column: Column, rng: random.Random, profile: Profile) -> Number:
    if profile in ("zero", "totals_only") or (profile in RARE and rng.random() > RARE[profile]):
        return 0
    size = int(CITY_LIMIT ** rng.random()) if profile in LARGE else rng.randint(0, 9)
    if column.type == "money":
        cents = rng.randint(0, 99) if profile in LARGE else CENTS * size % 100
        return Decimal(size * 100 + cents) / 100
    return -size if column.type == "signed" and rng.random() < 0.5 else size  # noqa: PLR2004


def _printed_keys(
    schema: Schema, values: Mapping[str, Number], rng: random.Random, profile: Profile
) -> frozenset[str]:
    """The keys whose figure is printed; all others are blank, and 0."""
    filled = frozenset(k for k in schema.keys if values[k] != 0)
    if profile in ("blanks", "gaps"):
        return filled
    if profile == "sparse":
        silent = {row: rng.random() < 0.7 for row in _rows(schema)}  # noqa: PLR2004
        return filled | {k for row, blank in silent.items() if not blank for k in row}
    if profile == "totals_only":
        return filled | _total_keys(schema)
    return frozenset(schema.keys)


def _rows(schema: Schema) -> list[tuple[str, ...]]:
    blocks = [b for t in schema.tables for b in t.blocks]
    return [tuple(b.key(r, c) for c in range(len(b.columns))) for b in blocks for r in range(b.height)]


def _total_keys(schema: Schema) -> frozenset[str]:
    """The columns that hold sums only; all keys of a block that has no such column."""
    defined, found = sums(schema), set[str]()
    for block in (b for t in schema.tables for b in t.blocks):
        columns = [[block.key(r, c) for r in range(block.height)] for c in range(len(block.columns))]
        totals = [column for column in columns if defined.issuperset(column)]
        found.update(k for column in totals or columns for k in column)
    return frozenset(found)


def _print(value: Number, column: Column, *, thousands: bool) -> str:
    sign = "+" if column.type == "signed" and value > CITY_LIMIT // 1000 else ""
    figures = ".2f" if isinstance(value, Decimal) else "d"
    return f"{value:{sign}{',' if thousands else ''}{figures}}"
