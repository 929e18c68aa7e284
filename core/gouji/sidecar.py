"""The sidecar file: what a person settled about a document, kept beside it as ``FILE.gouji.toml``.

::

    version = 1

    [document]
    name = "report.txt"
    sha256 = "…"                        # of the document's bytes: for any other bytes nothing here holds

    [[corrections]]
    report = 1                          # which report of the document, from 1 (default)
    key = "requests/received/natural"
    status = "ambiguous"                # what was read there, with its raw text: the cell that is corrected
    raw = ""
    value = 5                           # digits as they should be read; or blank = true
    who = "王小明"
    when = 2026-11-21T08:30:00Z
    why = "看过纸质原件"

    [[accepted]]                        # a doubt that a person looked at and left as it is
    report = 1
    doubt = "surplus-figures@110"       # as the review page names it
    who = "王小明"
    when = 2026-11-21T08:31:00Z

    [[stale]]                           # corrections of other versions of the document, kept and not used
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.errors import InputError

if TYPE_CHECKING:
    from gouji.report import Value

SUFFIX = ".gouji.toml"
"""What stands behind a document's name in the name of its sidecar file."""
VERSION = 1
LONGEST = 4_000_000
"""Characters of a sidecar file that are read: some thousand corrections."""
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?")


@dataclass(frozen=True, slots=True)
class Fix:
    """One correction as the file states it; ``value`` None means a blank cell."""

    key: str
    status: str
    raw: str
    value: Value
    who: str
    when: str
    why: str
    report: int = 1


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a sidecar file holds; ``entries`` has its tables as written, by their names."""

    name: str
    sha256: str
    fixes: tuple[Fix, ...] = ()
    entries: Mapping[str, list[Mapping[str, Any]]] = field(default_factory=dict)


def beside(document: Path) -> Path:
    """Where the sidecar file of a document lies."""
    return document.with_name(document.name + SUFFIX)


def is_sidecar(name: str) -> bool:
    """Whether a file's name is that of a sidecar file."""
    return name.endswith(SUFFIX)


def load(path: Path) -> Sidecar:
    """Read a sidecar file. Raises InputError with the file's name, the entry and the remedy."""
    try:
        with path.open(encoding="utf-8-sig") as stream:
            text = stream.read(LONGEST + 1)
    except (OSError, ValueError) as error:
        raise InputError(f"{path.name}: cannot be read: {error}") from error
    return loads(text, path.name)


def loads(text: str, name: str) -> Sidecar:
    """Read the text of a sidecar file. Raises InputError."""
    if len(text) > LONGEST:
        raise InputError(f"{name}: longer than {LONGEST} characters; this is no file of corrections")
    try:
        found = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: no valid TOML: {error}; export it anew from gouji review") from error
    if found.get("version", VERSION) != VERSION:
        raise InputError(f"{name}: version {found['version']!r}; this gouji reads version {VERSION}")
    document = found.get("document")
    digest = document.get("sha256") if isinstance(document, dict) else None
    if not isinstance(digest, str):
        raise InputError(f'{name}: says of no document; add [document] with sha256 = "…"')
    entries = {table: _tables(found, table, name) for table in ("corrections", "accepted", "stale")}
    fixes = tuple(_fix(e, f"{name}: corrections[{i}]") for i, e in enumerate(entries["corrections"]))
    return Sidecar(name, digest.lower(), fixes, entries)


def _tables(found: Mapping[str, Any], table: str, name: str) -> list[Mapping[str, Any]]:
    entries = found.get(table, [])
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise InputError(f"{name}: {table}: must be a list of tables; write [[{table}]]")
    return entries


def _fix(entry: Mapping[str, Any], where: str) -> Fix:
    report = entry.get("report", 1)
    if not isinstance(report, int) or isinstance(report, bool) or report < 1:
        raise InputError(f"{where}.report: must count the document's reports from 1")
    return Fix(
        key=_text(entry, "key", where),
        status=_text(entry, "status", where),
        raw=_text(entry, "raw", where, empty=True),
        value=_value(entry, where),
        who=_text(entry, "who", where),
        when=_when(entry, where),
        why=_text(entry, "why", where),
        report=report,
    )


def _text(entry: Mapping[str, Any], key: str, where: str, *, empty: bool = False) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not (empty or value.strip()):
        raise InputError(f'{where}.{key}: missing or no text; add {key} = "..."')
    return value


def _when(entry: Mapping[str, Any], where: str) -> str:
    value = entry.get("when")
    if isinstance(value, date):  # a datetime is one
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, str) and value.strip():
        return value
    raise InputError(f"{where}.when: missing; add the time, such as 2026-11-21T08:30:00Z")


def _value(entry: Mapping[str, Any], where: str) -> Value:
    value = entry.get("value")
    if entry.get("blank") is True and value is None:
        return None
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = Decimal(value) if "." in value else int(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or entry.get("blank"):
        raise InputError(f"{where}.value: must be one number, or blank = true in its place")
    if isinstance(value, Decimal) and not value.is_finite():
        raise InputError(f"{where}.value: {value} is no number that a document can print")
    return value


def literal(value: Any) -> str:
    """A value as TOML writes it; JSON's escapes are TOML's."""
    if isinstance(value, date):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
