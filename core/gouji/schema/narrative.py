"""What a schema file says of counts in prose: how sentences state them, and the sums that they must equal."""

from __future__ import annotations

import re

from gouji.equation import Term, parse_sum
from gouji.errors import SchemaError
from gouji.schema import Narrative
from gouji.schema.entry import MAX_TEXT, NAME, Entry, unique
from gouji.schema.equations import Keys

GROUPS = frozenset(("count", "none"))
"""The groups of a pattern: digits, or words that say there was none."""


def narratives(top: Entry, keys: Keys) -> tuple[Narrative, ...]:
    """The narratives of a file."""
    entries = top.entries("narrative")
    found = tuple(_narrative(entry, keys) for entry in entries)
    unique(entries, (n.id for n in found))
    return found


def _narrative(entry: Entry, keys: Keys) -> Narrative:
    entry.only("id patterns sums unless")
    patterns, sums = entry.texts("patterns"), entry.texts("sums")
    for key, found in (("patterns", patterns), ("sums", sums)):
        if not found:
            raise entry.fault(key, "missing; list at least 1")
    for i, pattern in enumerate(patterns):
        if not _groups(entry, f"patterns[{i}]", pattern) & GROUPS:
            raise entry.fault(f"patterns[{i}]", "has no group 'count' or 'none'; add (?P<count>[0-9]+)")
    unless = entry.texts("unless")
    for i, pattern in enumerate(unless):
        _groups(entry, f"unless[{i}]", pattern)
    return Narrative(
        id=entry.identifier("id", NAME, "use letters, digits, '.', '_', '-'"),
        patterns=patterns,
        sums=tuple(_sum(entry, f"sums[{i}]", text, keys) for i, text in enumerate(sums)),
        unless=unless,
    )


def _groups(entry: Entry, key: str, pattern: str) -> frozenset[str]:
    try:
        return frozenset(re.compile(pattern).groupindex)
    except (re.error, RecursionError, OverflowError) as error:
        raise entry.fault(key, f"no regular expression: {error}; correct it") from error


def _sum(entry: Entry, key: str, text: str, keys: Keys) -> tuple[Term, ...]:
    try:
        return parse_sum(text, keys.tree)
    except SchemaError as error:
        raise entry.fault(key, f"{error} ({text[:MAX_TEXT]})") from None
