"""The command ``gouji plugins``: what each plugin is, where it is from, and why one failed."""

# ruff: noqa: PLC0415 - the engine is imported by the commands that need it, so that the others start at once

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.cli import asked
from gouji.cli.inout import Commands
from gouji.exit_codes import DOUBT, SURE

if TYPE_CHECKING:
    from gouji.plugins import PluginInfo


def add(commands: Commands) -> None:
    """Hang the command in."""
    plugins = commands.add_parser("plugins", help="the plugins found, and those that failed to load")
    plugins.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    asked.add_arguments(plugins)
    plugins.set_defaults(command=_plugins)


def _plugins(options: argparse.Namespace) -> int:
    """Write a block of lines for each plugin, or JSON; the exit code says whether all could be loaded."""
    from gouji.harmless import dumps, harmless

    infos = asked.engine(options).plugins
    if options.format == "json":
        listed = [info.to_dict() for info in infos]
        sys.stdout.write(dumps(listed, indent=2) + "\n")
    else:
        path = asked.settings_of(options).path
        lines = [f"settings: {path}"] if path else []
        lines += [line for info in infos for line in _lines(info)]
        sys.stdout.write("".join(harmless(line) + "\n" for line in lines))
    return DOUBT if any(info.error for info in infos) else SURE


def _lines(info: PluginInfo) -> Iterator[str]:
    origin = f"{info.distribution} {info.version}".strip() or "given"
    yield f"{info.name}  ({origin}{', ' * bool(info.origin)}{info.origin})  {_state(info)}"
    if info.about:
        yield f"    {info.about}"
    if info.options:
        yield f"    options: {info.options}"


def _state(info: PluginInfo) -> str:
    if info.off:
        return "left out"
    if info.error:
        return f"failed to load: {info.error}"
    also = f"  also {', '.join(info.aliases)}" if info.aliases else ""
    return ", ".join(info.hooks) + also
