"""The manifest: what a data set holds, what made it, and the sums of its files; no times, no places."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gouji import __version__
from gouji.batch.tables import Makers
from gouji.schema import Schema

NAME = "manifest.json"
VERSION = 1
"""Of the tables' columns; rises when a column is removed or changes its meaning."""


def makers(engine: Any) -> Makers:
    """What made the reports, as ``reports`` states it in each row."""
    packages = {f"{i.distribution} {i.version}" if i.distribution else i.name for i in used(engine)}
    return Makers(f"gouji {__version__}", "; ".join(sorted(packages)))


def used(engine: Any) -> list[Any]:
    """The plugins that were loaded, by name."""
    return sorted((i for i in engine.plugins if not i.error and not i.off), key=lambda i: i.name)


def made_by(engine: Any) -> dict[str, Any]:
    """All that the results depend on beside the inputs: versions, plugins, and the schemas word by word."""
    plugins = [{"name": i.name, "distribution": i.distribution, "version": i.version} for i in used(engine)]
    schemas = {name: {"title": s.title, "sha256": sum_of(s)} for name, s in engine.schemas.items()}
    return {"gouji": __version__, "plugins": plugins, "schemas": schemas}


def sum_of(schema: Schema) -> str:
    """The hash of all that a schema says."""
    return hashlib.sha256(repr(schema).encode()).hexdigest()


def file_entry(path: Path) -> dict[str, Any]:
    """Size and hash of a file."""
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def to_bytes(content: Mapping[str, Any]) -> bytes:
    """The manifest as it is written."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def read(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder; None where there is none, or none that was written by gouji."""
    try:
        content = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and "files" in content else None
