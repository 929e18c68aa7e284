"""Candidates: plugins that may come in, where each is from, and how to get it."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from gouji.errors import PluginError
from gouji.hookspecs import PROJECT

OWN = "gouji"
"""The distribution whose plugins are the built-in ones."""
BUILTIN = "builtin"
"""What to say for just these."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plugin that may come in. ``load`` gets the module, object, class or function that ``origin`` names.

    ``needed`` says that somebody asked for just this one: then what hinders it is raised, not recorded.
    """

    name: str
    load: Callable[[], Any]
    origin: str = ""
    distribution: str = ""
    version: str = ""
    needed: bool = True

    def make(self, options: Mapping[str, Any]) -> Any:
        """The plugin itself: a class or function is called with its options, all else is taken as it is."""
        return self.made(self.load(), options)

    def made(self, found: Any, options: Mapping[str, Any]) -> Any:
        """The same from what ``load`` gave."""
        if is_factory(found):
            _check_options(found, options)
            return found(**options)
        if options:
            raise PluginError(
                f"it takes no options, but is given {', '.join(options)}; a plugin with options is a class "
                f"or function, named as module:object ({self.origin or self.name} is none)"
            )
        return found


def _check_options(found: Any, options: Mapping[str, Any]) -> None:
    """Raise PluginError that names the option a factory does not have, and those it has."""
    parameters = inspect.signature(found).parameters.values()
    if any(p.kind is p.VAR_KEYWORD for p in parameters):
        return
    known = [p.name for p in parameters if p.kind in (p.KEYWORD_ONLY, p.POSITIONAL_OR_KEYWORD)]
    for option in options:
        if option not in known:
            raise PluginError(f"it has no option {option!r}; there are {', '.join(known) or 'none'}")


def is_factory(found: Any) -> bool:
    """Whether a plugin is made by a call, and so may have options."""
    return isinstance(found, type) or inspect.isroutine(found)


def installed(*, builtin: bool = False) -> list[Candidate]:
    """What distributions offer under the entry-point group ``gouji``; ``builtin``: gouji's own only."""
    entries = sorted(entry_points(group=PROJECT), key=lambda entry: entry.name)
    # a distribution reads its metadata anew for each question, and gouji's own offers dozens of plugins
    givers = {dist: (dist.name, dist.version) if dist else ("", "") for dist in {e.dist for e in entries}}
    found = [_entry(entry, *givers[entry.dist]) for entry in entries]
    return [c for c in found if not builtin or c.distribution == OWN]


def _entry(entry: EntryPoint, distribution: str, version: str) -> Candidate:
    return Candidate(entry.name, entry.load, getattr(entry, "value", ""), distribution, version, needed=False)


def given(plugins: Iterable[Any]) -> list[Candidate]:
    """Plugin objects, modules or classes as candidates; a candidate stays what it is."""
    return [p if isinstance(p, Candidate) else _object(p) for p in plugins]


def _object(plugin: Any) -> Candidate:
    return Candidate(_name(plugin), lambda: plugin, _origin(plugin))


def _name(plugin: Any) -> str:
    named = getattr(plugin, "name", None) or getattr(plugin, "__name__", None)
    return str(named or type(plugin).__name__).rpartition(".")[2].lower()


def _origin(plugin: Any) -> str:
    if isinstance(plugin, ModuleType):
        return plugin.__name__
    kind = plugin if is_factory(plugin) else type(plugin)
    return f"{kind.__module__}:{kind.__qualname__}"


def named(spec: str) -> Candidate:
    """The plugin that ``module``, ``module:object``, ``file.py`` or ``file.py:object`` names.

    Raises PluginError when it is loaded and is not there.
    """
    place, _, attribute = spec.partition(":") if not _is_file(spec) else _parted(spec)
    name = (attribute or Path(place).stem if _is_file(place) else attribute or place).rpartition(".")[2]
    return Candidate(name.lower(), lambda: _found(spec, place, attribute), spec)


def _is_file(place: str) -> bool:
    return place.endswith(".py") or ".py:" in place


def _parted(spec: str) -> tuple[str, str, str]:
    r"""A file's path may hold colons of its own (``C:\layouts\dots.py:Dots``)."""
    head, dot, tail = spec.rpartition(".py")
    return head + dot, tail[:1], tail[1:]


def _found(spec: str, place: str, attribute: str) -> Any:
    try:
        found: Any = _from_file(Path(place)) if _is_file(place) else importlib.import_module(place)
        for part in attribute.split(".") if attribute else ():
            found = getattr(found, part)
    except Exception as error:
        raise PluginError(f"plugin {spec!r} cannot be loaded: {type(error).__name__}: {error}") from error
    return found


def _from_file(path: Path) -> ModuleType:
    """A module read from a file, under its own name so that it may be pickled and traced."""
    if not path.is_file():
        raise PluginError(f"there is no file {path}; name one, or an importable module")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise PluginError(f"{path} is no Python file; its name must end in .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(path.stem, module)
    spec.loader.exec_module(module)
    return module
