"""The plugin manager: which plugins are there, from where, and what failed to load."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any, cast

import pluggy

from gouji import hookspecs
from gouji.detect import STRENGTH, Evidence
from gouji.errors import PluginError

LAYOUT_HOOK = "gouji_cell_matrices"
SCHEMA_HOOK = "gouji_schemas"


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """What is known of one plugin; ``error`` says why it could not be loaded, empty where it could."""

    name: str
    distribution: str
    version: str
    hooks: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    error: str = ""


class Plugins:
    """The plugins of one engine, by name; the order of registration changes nothing."""

    def __init__(self, plugins: Iterable[Any] | None = None) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self.infos: list[PluginInfo] = []
        if plugins is None:
            for entry in sorted(entry_points(group=hookspecs.PROJECT), key=lambda e: e.name):
                self._load(entry)
        else:
            for plugin in plugins:
                self._register(plugin, _name(plugin), "", "")
        self._check()

    def _load(self, entry: EntryPoint) -> None:
        distribution = entry.dist.name if entry.dist else ""
        version = entry.dist.version if entry.dist else ""
        try:
            self._register(entry.load(), entry.name, distribution, version)
        except PluginError:
            raise
        except Exception as error:  # noqa: BLE001 - a stranger's module may raise anything on import
            reason = f"{type(error).__name__}: {error}"
            self.infos.append(PluginInfo(entry.name, distribution, version, error=reason))

    def _register(self, plugin: Any, name: str, distribution: str, version: str) -> None:
        for info in self.infos:
            if info.name == name:
                raise PluginError(
                    f"two plugins are named {name!r}: one of {info.distribution or 'the caller'}, one of "
                    f"{distribution or 'the caller'}; rename one of them"
                )
        try:
            self._manager.register(plugin, name=name)
        except (ValueError, pluggy.PluginValidationError) as error:
            raise PluginError(f"plugin {name!r} cannot be registered: {error}") from error
        callers = self._manager.get_hookcallers(self._manager.get_plugin(name)) or []
        hooks = tuple(sorted(c.name for c in callers))
        aliases = tuple(getattr(plugin, "aliases", ()))
        self.infos.append(PluginInfo(name, distribution, version, hooks, aliases))

    def _check(self) -> None:
        try:
            self._manager.check_pending()
        except pluggy.PluginValidationError as error:
            raise PluginError(f"a plugin implements a hook gouji does not have: {error}") from error

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
        """The layout plugin of a name or an alias; raises PluginError where there is none."""
        names = [name for name, _, _ in self.table_readers()]
        for info in self.infos:
            if info.name in names and layout in (info.name, *info.aliases):
                return info.name
        raise PluginError(f"no layout plugin is named {layout!r}; there are {', '.join(names) or 'none'}")

    def evidence(self, name: str) -> Evidence:
        """What a layout plugin's tables rest on: what it says, or markup where it does not say."""
        kind = getattr(self._manager.get_plugin(name), "evidence", "markup")
        if kind not in STRENGTH:
            raise PluginError(
                f"plugin {name!r} has evidence {kind!r}; it may be one of {', '.join(STRENGTH)}"
            )
        return cast("Evidence", kind)


def _name(plugin: Any) -> str:
    named = getattr(plugin, "name", None) or getattr(plugin, "__name__", None)
    return str(named or type(plugin).__name__).rpartition(".")[2].lower()
