"""The plugin manager: which plugins are there, from where, and what failed to load."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import pluggy

from gouji import hookspecs
from gouji.candidate import Candidate, is_factory
from gouji.detect import STRENGTH, Evidence
from gouji.errors import PluginError, is_short

LAYOUT_HOOK = "gouji_cell_matrices"
SCHEMA_HOOK = "gouji_schemas"
PLAIN_HOOK = "gouji_plain_rows"
READER_HOOK = "gouji_documents"

Options = Mapping[str, Mapping[str, Any]]
"""For the names of plugins, what they are made with."""


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """What is known of one plugin.

    ``about`` is the first line of its docstring, ``options`` the parameters it may be made with, as Python
    writes them, ``origin`` the module and object it is. ``error`` says why it could not be loaded, empty
    where it could; ``off`` that somebody left it out.
    """

    name: str
    distribution: str
    version: str
    hooks: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    error: str = ""
    origin: str = ""
    about: str = ""
    options: str = ""
    off: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        return {name: getattr(self, name) for name in self.__slots__}


class Plugins:
    """The plugins of one engine, by name; the order of registration changes nothing.

    A candidate that is ``needed`` raises PluginError where it cannot be loaded; another is listed with its
    error and left out.
    """

    def __init__(
        self, candidates: Iterable[Candidate], *, without: Iterable[str] = (), options: Options | None = None
    ) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self.infos: list[PluginInfo] = []
        listed, off, options = list(candidates), set(without), dict(options or {})
        _only(listed, off, "left out")
        _only(listed, options, "given options")
        for candidate in listed:
            self._take(candidate, options.get(candidate.name, {}), off=candidate.name in off)

    def _take(self, candidate: Candidate, options: Mapping[str, Any], *, off: bool) -> None:
        self._refuse_second(candidate)
        info = PluginInfo(candidate.name, candidate.distribution, candidate.version, origin=candidate.origin)
        if off:
            self.infos.append(replace(info, off=True))
            return
        try:
            self.infos.append(self._register(candidate, options, info))
        except Exception as error:
            if candidate.needed or options:
                raise _told(candidate.name, error) from error
            self.infos.append(replace(info, error=reason(error)))

    def _refuse_second(self, candidate: Candidate) -> None:
        for info in self.infos:
            if info.name == candidate.name:
                raise PluginError(
                    f"two plugins are named {candidate.name!r}: one of {_giver(info)}, one of "
                    f"{_giver(candidate)}; rename one of them"
                )

    def _register(self, candidate: Candidate, options: Mapping[str, Any], info: PluginInfo) -> PluginInfo:
        """Let one plugin in, whole or not at all."""
        found = candidate.load()
        plugin = candidate.made(found, options)
        _evidence(plugin)
        info = replace(info, aliases=_aliases(plugin), about=_about(plugin), options=_parameters(found))
        try:
            self._manager.register(plugin, name=candidate.name)
            self._manager.check_pending()
        except (ValueError, pluggy.PluginValidationError) as error:
            if self._manager.get_plugin(candidate.name) is not None:
                self._manager.unregister(name=candidate.name)
            raise PluginError(f"it does not fit gouji's hooks: {error}") from error
        callers = self._manager.get_hookcallers(plugin) or []
        if not callers:
            self._manager.unregister(name=candidate.name)
            raise PluginError(
                "it has none of gouji's hooks; mark its functions with @hookimpl, or name the class or "
                f"object that has them ({candidate.origin.partition(':')[0] or 'module'}:OBJECT)"
            )
        return replace(info, hooks=tuple(sorted(c.name for c in callers)))

    def implementations(self, hook: str) -> list[tuple[str, Any]]:
        """Plugin names with their implementation of a hook, in order of name."""
        caller = getattr(self._manager.hook, hook)
        pairs = [(impl.plugin_name, impl.function) for impl in caller.get_hookimpls()]
        return sorted(pairs, key=lambda pair: pair[0])

    def table_readers(self) -> list[tuple[str, Any, bool]]:
        """Plugin names with what reads their tables, and whether it takes ``asked``; in order of name.

        A layout without whole tables gives its cell matrices.
        """
        whole = {
            impl.plugin_name: (impl.function, "asked" in (*impl.argnames, *impl.kwargnames))
            for impl in self._manager.hook.gouji_tables.get_hookimpls()
        }
        readers = {name: (function, False) for name, function in self.implementations(LAYOUT_HOOK)} | whole
        return [(name, *reader) for name, reader in sorted(readers.items())]

    def named(self, layout: str) -> str:
        """The layout plugin of a name or an alias; a name goes before an alias.

        Raises PluginError where there is none, or where two go by the alias.
        """
        names = [name for name, _, _ in self.table_readers()]
        if layout in names:
            return layout
        found = [info.name for info in self.infos if info.name in names and layout in info.aliases]
        if len(found) > 1:
            raise PluginError(f"layout {layout!r} may be {' or '.join(found)}; name one of them")
        if not found:
            raise PluginError(self._unknown(layout, names))
        return found[0]

    def _unknown(self, layout: str, names: Sequence[str]) -> str:
        """That no layout has a name, with the names and aliases that come near, and all names."""
        aliases = [alias for info in self.infos if info.name in names for alias in info.aliases]
        near = difflib.get_close_matches(layout.lower(), [*names, *aliases], 3)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        return f"no layout plugin is named {layout!r}; {hint}there are {', '.join(names) or 'none'}"

    def evidence(self, name: str) -> Evidence:
        """What a layout plugin's tables rest on: what it says, or markup where it does not say."""
        return _evidence(self._manager.get_plugin(name))


def _only(candidates: Iterable[Candidate], names: Iterable[str], what: str) -> None:
    """Refuse names that no plugin has: a slip of the pen must not pass in silence."""
    known = [c.name for c in candidates]
    for name in names:
        if name not in known:
            raise PluginError(f"no plugin is named {name!r}, so none is {what}; there are {', '.join(known)}")


def _evidence(plugin: Any) -> Evidence:
    kind = getattr(plugin, "evidence", "markup")
    if kind not in STRENGTH:
        raise PluginError(f"it has evidence {kind!r}; it may be one of {', '.join(STRENGTH)}")
    return cast("Evidence", kind)


def _aliases(plugin: Any) -> tuple[str, ...]:
    aliases = getattr(plugin, "aliases", ())
    if isinstance(aliases, str) or not all(isinstance(alias, str) for alias in aliases):
        raise PluginError(f"its aliases are {aliases!r}; they must be a tuple of texts")
    return tuple(aliases)


def _about(plugin: Any) -> str:
    """The first sentence or line of a plugin's own docstring."""
    text = inspect.getdoc(plugin) if inspect.ismodule(plugin) else type(plugin).__doc__ or ""
    lines = inspect.cleandoc(text or "").partition("\n\n")[0].split("\n")
    return lines[0] if lines else ""


def _parameters(found: Any) -> str:
    if not is_factory(found):
        return ""
    try:
        signature = inspect.signature(found, eval_str=True)
    except (NameError, TypeError):  # annotations that are known to type checkers only
        signature = inspect.signature(found)
    return str(signature.replace(return_annotation=inspect.Signature.empty))[1:-1].removeprefix("*, ")


def _told(name: str, error: Exception) -> PluginError:
    return PluginError(f"plugin {name!r}: {reason(error)}")


def reason(error: Exception) -> str:
    """What a plugin raised, in one line."""
    if isinstance(error, PluginError):
        return str(error)
    kind = MemoryError if is_short(error) else type(error)
    return f"{kind.__name__}: {error}"


def _giver(plugin: PluginInfo | Candidate) -> str:
    return plugin.distribution or "the caller"
