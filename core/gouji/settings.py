"""Settings: what the command line takes from ``gouji.toml``, or from ``[tool.gouji]`` of pyproject.toml.

::

    plugins = "builtin"                 # "all" (default) or gouji's own only
    without = ["soup"]                  # plugins to leave out
    load = ["mytables.dots:Dots"]       # more plugins, of importable modules
    schemas = ["forms/*.toml"]          # schema files, relative to this one
    seconds = 30                        # what one plugin may take for a document

    [limits]                            # see gouji.limits; seconds may stand here too
    bytes = 67108864

    [options.dots]                      # what a plugin is made with
    mark = "¦"

The nearest file counts, from the working folder upwards; it may not name a plugin by a file's path, so that
no folder of documents can bring in code. Python callers give the same to ``Engine`` and no file is read.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gouji.candidate import BUILTIN
from gouji.errors import GoujiError
from gouji.limits import DEFAULT, Limits

NAME, SHARED = "gouji.toml", "pyproject.toml"
ALL = "all"
KNOWN = ("plugins", "without", "load", "schemas", "seconds", "limits", "options")


class SettingsError(GoujiError, ValueError):
    """A settings file that breaks the rules; the message begins with its name and the key."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file says; ``path`` is None where there is none. ``schemas`` are paths of files."""

    path: Path | None = None
    plugins: str = ALL
    without: tuple[str, ...] = ()
    load: tuple[str, ...] = ()
    schemas: tuple[Path, ...] = ()
    limits: Limits = DEFAULT
    options: dict[str, dict[str, Any]] = field(default_factory=dict)


def nearest(folder: Path) -> Settings:
    """The settings that hold in a folder; raises SettingsError."""
    for place in (folder, *folder.parents):
        for name in (NAME, SHARED):
            path = place / name
            values = _values(path) if path.is_file() else None
            if values is not None:
                return _Reader(path, values).settings()
    return Settings()


def load(path: Path) -> Settings:
    """The settings of one file; raises SettingsError where it has none."""
    values = _values(path) if path.is_file() else None
    if values is None:
        raise SettingsError(f"{path}: has no settings of gouji; name a {NAME}, or a file with [tool.gouji]")
    return _Reader(path, values).settings()


def _values(path: Path) -> dict[str, Any] | None:
    """What the file holds for gouji; None for a pyproject.toml that says nothing of it."""
    try:
        values = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        if path.name == SHARED:
            return None  # another tool's file, and perhaps its fault
        raise SettingsError(f"{path}: no valid TOML: {error}; correct it") from error
    if path.name != SHARED:
        return values
    tool = values.get("tool", {})
    own = tool.get("gouji") if isinstance(tool, dict) else None
    return own if isinstance(own, dict) else None


@dataclass(frozen=True, slots=True)
class _Reader:
    path: Path
    values: dict[str, Any]

    def settings(self) -> Settings:
        for key in self.values:
            if key not in KNOWN:
                raise self._fault(key, f"unknown; known are {', '.join(KNOWN)}")
        return Settings(
            self.path,
            self._plugins(),
            self._texts("without"),
            self._modules(),
            tuple(self._files()),
            self._limits(),
            self._options(),
        )

    def _fault(self, key: str, problem: str) -> SettingsError:
        return SettingsError(f"{self.path}: {key}: {problem}")

    def _plugins(self) -> str:
        value = self.values.get("plugins", ALL)
        if value not in (ALL, BUILTIN):
            raise self._fault("plugins", f"must be {ALL!r} or {BUILTIN!r}, is {value!r}")
        return str(value)

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self._fault(key, f'must be a list of texts, is {value!r}; write ["…"]')
        return tuple(value)

    def _modules(self) -> tuple[str, ...]:
        for spec in self._texts("load"):
            if "/" in spec or "\\" in spec or ".py" in spec:
                raise self._fault("load", f"{spec!r} is a file; install it, or name it with --plugin")
        return self._texts("load")

    def _files(self) -> list[Path]:
        found: list[Path] = []
        for pattern in self._texts("schemas"):
            try:
                files = sorted(self.path.parent.glob(pattern))
            except (ValueError, NotImplementedError) as error:
                raise self._fault(
                    "schemas", f"{pattern!r}: {error}; name files relative to this one"
                ) from error
            if not files:
                raise self._fault("schemas", f"{pattern!r} matches no file beside this one")
            found += files
        return found

    def _limits(self) -> Limits:
        values = self.values.get("limits", {})
        if not isinstance(values, dict):
            raise self._fault("limits", "must be a table; write [limits]")
        short = {"seconds": self.values["seconds"]} if "seconds" in self.values else {}
        if twice := short.keys() & values.keys():
            raise self._fault("limits", f"{', '.join(twice)} stands twice; leave one out")
        try:
            return DEFAULT.with_values({**short, **values})
        except GoujiError as error:
            raise SettingsError(f"{self.path}: {error}") from error

    def _options(self) -> dict[str, dict[str, Any]]:
        value = self.values.get("options", {})
        if not isinstance(value, dict) or not all(isinstance(own, dict) for own in value.values()):
            raise self._fault("options", "must hold a table for each plugin; write [options.NAME]")
        return value
