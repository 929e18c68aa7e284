"""The skeleton of a layout plugin's own distribution, from the templates."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path

from gouji import __version__
from gouji.errors import GoujiError

NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
SUFFIX = ".in"
"""Ends the name of a template, whose text is no Python before its names are filled in."""
MODULE = "module"
"""Stands for the plugin's module in the templates' paths."""


def write_layout(name: str, folder: Path) -> list[Path]:
    """Write the files of a layout plugin below a folder, and name them; raises GoujiError, writing nothing.

    ``name`` becomes the plugin's name; the distribution is ``gouji-NAME`` and its module ``gouji_NAME``.
    """
    module = _module(name)
    values = {"name": name, "module": module, "version": __version__}
    files = {folder / path: text for path, text in _templates(values)}
    for path in [folder, *folder.parents]:
        if path.exists() and not path.is_dir():
            raise GoujiError(f"{path}: is no folder; choose another --into DIR")
    there = [str(path) for path in files if path.exists()]
    if there:
        raise GoujiError(
            f"{', '.join(there)}: already there, and nothing is overwritten; choose another --into DIR"
        )
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as out:
                out.write(text)
    except OSError as error:
        raise GoujiError(
            f"{folder}: cannot be written: {error.strerror}; choose another --into DIR"
        ) from error
    return list(files)


def _module(name: str) -> str:
    """The module of a layout of that name; raises GoujiError where the name will not do."""
    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        raise GoujiError(
            f"{name!r} is no name for a layout: use small letters a-z and digits, with - or _ between, "
            "as in dot-ruler"
        )
    module = f"gouji_{name.replace('-', '_')}"
    for entry in metadata.entry_points(group="gouji"):
        if name == entry.name:
            owner = entry.dist.name if entry.dist else "another distribution"
            raise GoujiError(f"a plugin named {name!r} is already installed, of {owner}; choose another name")
    if find_spec(module) is not None:
        raise GoujiError(f"a module named {module!r} is already there; choose another name")
    return module


def _templates(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The path and the text of each file."""
    for path, template in _walk(resources.files("gouji") / "templates" / "layout", ""):
        text = template.read_text(encoding="utf-8")
        for key, value in values.items():
            text = text.replace("{{" + key + "}}", value)
        yield path.removesuffix(SUFFIX).replace(MODULE, values["module"]), text


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _walk(item, f"{prefix}{item.name}/")
        elif item.name.endswith(SUFFIX):
            yield prefix + item.name, item
