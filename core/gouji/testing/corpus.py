"""Corpora: made reports of a schema with known truth, in every layout, with damages by name."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from gouji.errors import GoujiError
from gouji.export import number
from gouji.schema import Schema
from gouji.testing.catalogue import DAMAGES, Damage
from gouji.testing.forms import Fact, Profile, Truth, fill
from gouji.testing.options import Options
from gouji.testing.page import FULLWIDTH
from gouji.testing.render import RENDERERS, render
from gouji.titles import typical_title

PLAIN: tuple[str, ...] = ()
"""No damage."""
SINGLE: tuple[tuple[str, ...], ...] = (PLAIN, *((name,) for name in DAMAGES))
"""The plain print and each damage alone."""


class UnsuitableError(GoujiError, ValueError):
    """Damages that rule each other out, or that leave a print in this layout as it is."""


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A made report: how it was made, its text, its bytes, and what it prints.

    ``name`` is the same for the same schema, layout, damages, profile and seed, and so is all else.
    ``truth`` has every key of the schema; the raw text is as printed.
    """

    name: str
    schema: str
    layout: str
    damages: tuple[str, ...]
    title: str
    text: str
    data: bytes
    truth: Truth

    def truth_dict(self) -> dict[str, Any]:
        """The truth as plain data: ``cells`` from key to ``value``, ``raw`` and ``status``."""
        cells = {
            key: {"value": f.value, "raw": f.raw, "status": "blank" if f.value is None else "printed"}
            for key, f in self.truth.cells.items()
        }
        head = {"id": self.name, "schema": self.schema, "layout": self.layout, "damages": list(self.damages)}
        return {**head, "title": self.title, "cells": cells}

    def truth_json(self) -> str:
        """``truth_dict`` as JSON, a cell a line; amounts keep their printed decimals."""
        whole = self.truth_dict()
        cells = ",\n".join(f"  {_json(key)}: {_cell(cell)}" for key, cell in whole.pop("cells").items())
        head = "".join(f" {_json(key)}: {_json(value)},\n" for key, value in whole.items())
        return f'{{\n{head} "cells": {{\n{cells}\n }}\n}}\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _cell(cell: Mapping[str, Any]) -> str:
    raw, status = _json(cell["raw"]), _json(cell["status"])
    return f'{{"value": {number(cell["value"])}, "raw": {raw}, "status": {status}}}'


def make(
    schema: Schema,
    layout: str,
    damages: Sequence[str] = PLAIN,
    *,
    seed: int = 0,
    profile: Profile = "small",
    title: str | None = None,
) -> MadeReport:
    """One report of a schema. Without ``title`` it has one that the schema's title patterns match.

    Raises UnsuitableError for an unknown damage or layout, for damages that set the same thing
    differently, and for a damage that changes nothing here; ValueError for an unknown profile.
    """
    chosen = [_named(name) for name in damages]
    if layout not in RENDERERS:
        raise UnsuitableError(f"layout {layout!r} is unknown; there are {', '.join(RENDERERS)}")
    plan = _Plan(schema, layout, seed, profile, typical_title(schema) if title is None else title)
    text, data, truth = plan.made(chosen)
    for one in chosen:
        if plan.made([d for d in chosen if d is not one])[1] == data:
            raise UnsuitableError(f"damage {one.name!r} leaves this {layout} print of {schema.id} as it is")
    name = "-".join([schema.id, layout, *damages, profile, str(seed)])
    return MadeReport(name, schema.id, layout, tuple(damages), plan.title, text, data, truth)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What stays the same while damages come and go."""

    schema: Schema
    layout: str
    seed: int
    profile: Profile
    title: str
    filled: dict[bool, dict[str, str]] = field(default_factory=dict)
    """The form with and without separated thousands, once it was asked for: to fill a form takes long."""

    def made(self, damages: Sequence[Damage]) -> tuple[str, bytes, Truth]:
        """Text, bytes and truth of the print with these damages."""
        options = replace(_options(damages, self.seed), title=self.title)
        values = self._values(thousands=any(d.thousands for d in damages))
        text = render(self.schema, values, self.layout, options)
        for damage in damages:
            text = damage.text(text) if damage.text else text
        encoding = next((d.encoding for d in damages if d.encoding != "utf-8"), "utf-8")
        return text, text.encode(encoding), _truth(values, options)

    def _values(self, *, thousands: bool) -> dict[str, str]:
        if thousands not in self.filled:
            self.filled[thousands] = fill(self.schema, self.seed, self.profile, thousands=thousands)
        return self.filled[thousands]


def corpus(
    schema: Schema,
    *,
    layouts: Iterable[str] = tuple(RENDERERS),
    damages: Iterable[Sequence[str]] = SINGLE,
    seeds: Iterable[int] = (0,),
    profiles: Iterable[Profile] = ("small",),
) -> Iterator[MadeReport]:
    """Made reports in every layout with each set of damages; sets that do not suit a layout are left out.

    The order is that of the arguments, the last one changing first.
    """
    for layout, names, profile, seed in product(layouts, damages, profiles, seeds):
        _check(layout, names)
        try:
            made = make(schema, layout, names, seed=seed, profile=profile)
        except UnsuitableError:
            continue
        yield made


def _check(layout: str, damages: Sequence[str]) -> None:
    """Refuse what no schema could mend: ``corpus`` leaves out what is unsuitable, not what is misspelt."""
    if layout not in RENDERERS:
        raise GoujiError(f"layout {layout!r} is unknown; there are {', '.join(RENDERERS)}")
    for name in damages:
        if name not in DAMAGES:
            raise GoujiError(f"damage {name!r} is unknown; there are {', '.join(DAMAGES)}")


def _named(name: str) -> Damage:
    if name not in DAMAGES:
        raise UnsuitableError(f"damage {name!r} is unknown; there are {', '.join(DAMAGES)}")
    return DAMAGES[name]


def _options(damages: Iterable[Damage], seed: int) -> Options:
    """The options of all damages together; the page breaks of one seed are the same for all of them."""
    weak: dict[str, Any] = {}
    fixed: dict[str, tuple[Any, str]] = {}
    for damage in damages:
        drawn = damage.options(random.Random(seed)) if damage.options else {}  # noqa: S311 - not a secret
        for name, value in drawn.items():
            if name in damage.weak:
                weak[name] = value
                continue
            held, by = fixed.setdefault(name, (value, damage.name))
            if held != value:
                raise UnsuitableError(f"damages {by!r} and {damage.name!r} rule each other out; drop one")
    return Options(**weak | {name: value for name, (value, _) in fixed.items()})


def _truth(values: Mapping[str, str], options: Options) -> Truth:
    facts = Truth.of(values).cells
    if not options.fullwidth:
        return Truth(facts)
    return Truth({key: Fact(f.raw.translate(FULLWIDTH), f.value) for key, f in facts.items()})
