"""Memos: what gouji remembers from one document to the next, and how to make it forget."""

from __future__ import annotations

import functools
import sys


def forget() -> None:
    """Empty every memo of gouji's modules: folded labels, read numerals, translated code points.

    What an engine has made of its schemas stays: that is no document's.
    """
    for name in [n for n in sys.modules if n.partition(".")[0] == "gouji" or n.startswith("gouji_")]:
        for value in list(vars(sys.modules[name]).values()):
            learns = isinstance(value, dict) and type(value).__module__.startswith("gouji")
            if isinstance(value, functools._lru_cache_wrapper):  # noqa: SLF001 - the type has no other name
                value.cache_clear()
            elif learns and hasattr(type(value), "__missing__") and getattr(value, "LEARNS", True):
                value.clear()
