"""What a schema file says of comparing years: coarser keys of other editions, and indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.equation import KeyTree, Term, parse_sum
from gouji.errors import SchemaError
from gouji.schema import Coarser, Indicator
from gouji.schema.entry import MAX_TEXT, NAME, Entry, distinct, unique
from gouji.schema.equations import Keys, filled, loops

_KEY = re.compile(r"[^\W\d][\w.]*/[\w.]+/[\w.]+")


def coarser(top: Entry, keys: Keys) -> tuple[Coarser, ...]:
    """The coarser keys of a file, loops written out."""
    entries = top.entries("coarser")
    found = [(c, entry) for entry in entries for c in _coarser(entry, keys)]
    distinct((c.key, entry.fault("key", f"{c.key!r} twice; join their parts")) for c, entry in found)
    return tuple(c for c, _ in found)


def _coarser(entry: Entry, keys: Keys) -> Iterator[Coarser]:
    entry.only("each key parts")
    for _, holes in loops(entry, keys):
        key = filled(entry, "key", {v: value for v, (value, _) in holes.items()}, needed=True)
        if _KEY.fullmatch(key) is None or keys.tree.match(key):
            raise entry.fault("key", f"{key!r} must be a key of another edition that this one does not have")
        terms = _sum(entry, "parts", {v: value for v, (value, _) in holes.items()}, keys.tree)
        if any(coefficient != 1 for coefficient, _ in terms):
            raise entry.fault("parts", "must be a plain sum; write keys joined by +")
        yield Coarser(key, tuple(part for _, part in terms))


def indicators(top: Entry, keys: Keys, more: tuple[Coarser, ...]) -> tuple[Indicator, ...]:
    """The indicators of a file, over its keys and the coarser ones."""
    tree = KeyTree([*keys.labels, *(c.key for c in more)])
    entries = top.entries("indicators")
    found = tuple(_indicator(entry, tree) for entry in entries)
    unique(entries, (i.id for i in found))
    return found


def _indicator(entry: Entry, tree: KeyTree) -> Indicator:
    entry.only("id label numerator denominator unit note")
    top = _sum(entry, "numerator", {}, tree)
    bottom = _sum(entry, "denominator", {}, tree) if "denominator" in entry.values else ()
    return Indicator(
        id=entry.identifier("id", NAME, "use letters, digits, '.', '_', '-'"),
        label=entry.text("label"),
        numerator=top,
        denominator=bottom,
        formula=_formula(entry),
        unit=entry.text("unit", ""),
        note=entry.text("note", ""),
    )


def _sum(entry: Entry, key: str, holes: dict[str, str], tree: KeyTree) -> tuple[Term, ...]:
    text = filled(entry, key, holes)
    try:
        return parse_sum(text, tree)
    except SchemaError as error:
        raise entry.fault(key, f"{error} ({text[:MAX_TEXT]})") from None


def _formula(entry: Entry) -> str:
    """The formula as written, each sum in brackets where there are two."""
    sums = [" ".join(entry.text(key).split()) for key in ("numerator", "denominator") if key in entry.values]
    return sums[0] if len(sums) == 1 else " / ".join(f"({s})" for s in sums)
