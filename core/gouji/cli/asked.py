"""The engine that a command line asks for: its plugins, their options, and its schemas."""

# ruff: noqa: PLC0415 - the engine is imported by the commands that need it, so that the others start at once

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.errors import SchemaError

if TYPE_CHECKING:
    from gouji.candidate import Candidate
    from gouji.engine import Engine
    from gouji.limits import Limits
    from gouji.settings import Settings

WITHOUT = "no:"
PLUGIN_HELP = "one more plugin, of an importable module or a file: dots.py:Dots"
LIMIT_HELP = "what a document may take, say seconds=5 or bytes=1000000; see gouji.limits"
CONFIG_HELP = (
    "settings file (default: the nearest gouji.toml, or pyproject.toml with [tool.gouji]); - for none"
)


def add_arguments(parser: argparse.ArgumentParser, *, schema: bool = False) -> None:
    """Add what every command with an engine takes."""
    group = parser.add_argument_group("plugins and settings")
    group.add_argument(
        "-p",
        dest="without",
        metavar="no:NAME",
        action="append",
        default=[],
        type=_left_out,
        help="leave a plugin out",
    )
    group.add_argument("--plugin", metavar="MODULE[:OBJECT]", action="append", default=[], help=PLUGIN_HELP)
    group.add_argument("--plugins", choices=("all", "builtin"), help="builtin: gouji's own only")
    group.add_argument("--limit", metavar="NAME=N", action="append", default=[], help=LIMIT_HELP)
    group.add_argument("--config", metavar="FILE", help=CONFIG_HELP)
    if schema:
        help_ = "a schema's id, or a schema file of yours (default: auto)"
        parser.add_argument("--schema", default="auto", metavar="ID|FILE.toml", help=help_)


def _left_out(text: str) -> str:
    if not text.startswith(WITHOUT) or text == WITHOUT:
        raise argparse.ArgumentTypeError(f"{text!r}: write {WITHOUT}NAME to leave a plugin out")
    return text.removeprefix(WITHOUT)


def engine(options: argparse.Namespace, *, strict: bool = False) -> Engine:
    """The engine with what the arguments and the settings ask for; arguments go first."""
    from gouji.engine import Engine

    settings = settings_of(options)
    schemas = [*settings.schemas]
    if is_file(getattr(options, "schema", "auto")):
        schemas.append(Path(options.schema))
    return Engine(
        candidates(options, settings),
        without=[*settings.without, *options.without],
        options=settings.options,
        schemas=schemas,
        limits=limits_of(options, settings),
        strict=strict,
    )


def limits_of(options: argparse.Namespace, settings: Settings) -> Limits:
    """The limits of the settings, with those that the arguments name."""
    from gouji.limits import of_text

    values = {name: value for text in options.limit for name, value in of_text(text).items()}
    return settings.limits.with_values(values)


def candidates(options: argparse.Namespace, settings: Settings) -> list[Candidate]:
    """The plugins to load; a module of the working folder is found only where the command line names it."""
    from gouji.candidate import BUILTIN, installed, named

    found = installed(builtin=(options.plugins or settings.plugins) == BUILTIN)
    found += map(named, settings.load)
    if options.plugin and "" not in sys.path:
        sys.path.insert(0, "")
    return found + [named(spec) for spec in options.plugin]


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings that the arguments name, or the nearest; none for ``--config -``."""
    from gouji.settings import Settings, load, nearest

    if options.config == "-":
        return Settings()
    return load(Path(options.config)) if options.config else nearest(Path.cwd())


def is_file(schema: str) -> bool:
    """Whether ``--schema`` names a file."""
    from gouji.engine import SCHEMA_FILE

    return schema.endswith(SCHEMA_FILE)


def schema_id(engine: Engine, asked: str) -> str:
    """The id that ``--schema`` asks for; raises SchemaError where none is known by it."""
    if is_file(asked):
        from gouji.schema.file import load

        return load(asked).id
    if asked != "auto" and asked not in engine.schemas:
        known = ", ".join(sorted(engine.schemas)) or "none"
        raise SchemaError(f"--schema {asked}: no such schema; known are: auto, {known}; or name a .toml file")
    return asked
