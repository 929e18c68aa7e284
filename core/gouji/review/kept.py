"""What a sidecar file holds beside the corrections in force: the page keeps it, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gouji.document import Document
from gouji.errors import InputError
from gouji.sidecar import Sidecar, beside, literal, load

Literals = list[list[str]]
"""The names and values of an entry, each value as TOML writes it."""


def kept(document: Document, number: int) -> dict[str, Any]:
    """The doubts accepted in a document's report, and the entries that the page writes again as they are.

    Entries of other reports stay what they are; those of other versions of the document become stale.
    """
    if document.file is None or not beside(document.file).is_file():
        return {}
    try:
        sidecar = load(beside(document.file))
    except InputError:  # told as a finding of the report
        return {}
    if sidecar.sha256 != document.sha256:
        return {"others": list(_stale(sidecar))}
    own = [e for e in sidecar.entries["accepted"] if e.get("report", 1) == number]
    others = [
        [table, _literals(entry)]
        for table in ("corrections", "accepted")
        for entry in sidecar.entries[table]
        if entry.get("report", 1) != number
    ]
    stale = [["stale", _literals(entry)] for entry in sidecar.entries["stale"]]
    return {"accepted": [_accepted(entry) for entry in own], "others": [*others, *stale]}


def _accepted(entry: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(entry.get(name, "")) for name in ("doubt", "who")} | {
        "when": literal(entry.get("when", ""))
    }


def _stale(sidecar: Sidecar) -> Iterator[list[Any]]:
    for entry in sidecar.entries["corrections"]:
        yield ["stale", _literals({"sha256": sidecar.sha256} | dict(entry))]
    for entry in sidecar.entries["stale"]:
        yield ["stale", _literals(entry)]


def _literals(entry: Mapping[str, Any]) -> Literals:
    """The entry's plain values; a table or list in it, which gouji never writes, is left out."""
    return [[name, literal(value)] for name, value in entry.items() if not isinstance(value, dict | list)]
