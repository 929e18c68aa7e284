"""The command ``gouji new layout NAME``: the skeleton of a layout plugin's own distribution."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gouji.cli.inout import Commands
from gouji.exit_codes import SURE


def add(commands: Commands) -> None:
    """Hang the command in."""
    new = commands.add_parser("new", help="begin a layout plugin: new layout NAME")
    new.add_argument("kind", choices=["layout"], help="what to begin")
    new.add_argument("name", metavar="NAME", help="small letters and digits, with - or _ between")
    new.add_argument("--into", metavar="DIR", help="the new folder (default: gouji-NAME)")
    new.set_defaults(command=_new)


def _new(options: argparse.Namespace) -> int:
    """Write the skeleton, and what to do with it on stdout."""
    from gouji.skeleton import write_layout  # noqa: PLC0415 - slow to import

    folder = Path(options.into or f"gouji-{options.name}")
    written = write_layout(options.name, folder)
    sys.stdout.writelines(f"{path}\n" for path in written)
    sys.stdout.write(f"\ncd {folder} && pip install -e '.[test]' && pytest\n")
    return SURE
