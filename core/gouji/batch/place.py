"""The output folder: whose it is, what a run may do with it, and where its own files lie."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from gouji.batch import atomic, manifest
from gouji.errors import GoujiError

Mode = Literal["new", "resume", "overwrite"]
OWN = ".gouji"
"""The folder inside the output where a run keeps what ``--resume`` needs; to be removed at will later."""
FORMS = "forms"
"""Where a workbook for each report lies, if there are any."""
SETUP, PARTS, INDEX = "setup.json", "parts", "index.sqlite"


class Place:
    """An output folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.own = folder, folder / OWN
        self.parts, self.index, self.setup = self.own / PARTS, self.own / INDEX, self.own / SETUP

    def claim(self, mode: Mode) -> None:
        """Make the folder where there is none; raises GoujiError where a run must not write there."""
        if self.folder.exists() and not self.folder.is_dir():
            raise GoujiError(f"{self.folder}: is a file; name a folder with -o")
        held = sorted(p.name for p in self.folder.iterdir()) if self.folder.exists() else []
        if held and not self._ours():
            told = f"{self.folder}: holds other files ({held[0]} …)"
            raise GoujiError(f"{told}; choose an empty or a new folder with -o")
        if held and mode == "new" and self._begun():
            told = f"{self.folder}: holds the data set of another run"
            raise GoujiError(f"{told}; go on with --resume, or replace it with --overwrite")
        self.own.mkdir(parents=True, exist_ok=True)

    def _ours(self) -> bool:
        return self.own.is_dir() or manifest.read(self.folder) is not None

    def _begun(self) -> bool:
        """Whether there is anything that could be lost; a lock alone, or an index, is nothing."""
        return self.setup.exists() or self.parts.exists() or (self.folder / manifest.NAME).exists()

    def prepare(self, mode: Mode, setup: Mapping[str, Any]) -> None:
        """Clear what the mode gives up and what a killed run left; raises GoujiError for another setup."""
        if mode == "overwrite":
            self._clear()
        before = self._before()
        if before is not None and before != setup:
            raise GoujiError(
                f"{self.folder}: was made with another {_difference(before, setup)}; "
                "resume with the same, or begin anew with --overwrite"
            )
        atomic.sweep(self.folder)
        atomic.sweep(self.folder / FORMS)
        atomic.sweep(self.own)
        self.parts.mkdir(exist_ok=True)
        if before is None:
            shutil.rmtree(self.parts)
            self.parts.mkdir()
            atomic.write(self.setup, manifest.to_bytes(setup))

    def _before(self) -> dict[str, Any] | None:
        try:
            content: dict[str, Any] = json.loads(self.setup.read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        return content

    def _clear(self) -> None:
        """Remove what gouji wrote, and nothing else."""
        for name in (manifest.read(self.folder) or {"files": {}})["files"]:
            (self.folder / name).unlink(missing_ok=True)
        (self.folder / manifest.NAME).unlink(missing_ok=True)
        shutil.rmtree(self.parts, ignore_errors=True)
        self.setup.unlink(missing_ok=True)


def _difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """The first thing in which two setups differ, by its path."""
    for name in sorted({*before, *now}):
        old, new = before.get(name), now.get(name)
        if isinstance(old, dict) and isinstance(new, dict) and old != new:
            return f"{name}.{_difference(old, new)}"
        if old != new:
            return (
                f"{name} ({json.dumps(old, ensure_ascii=False)}, now {json.dumps(new, ensure_ascii=False)})"
            )
    return "setup"
