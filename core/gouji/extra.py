"""Packages of an extra: imported where they are needed; a missing one is named with its remedy."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from gouji.errors import GoujiError

EXTRAS = {"pyarrow": "data", "xlsxwriter": "excel", "rich": "progress", "ray": "ray", "pypdfium2": "pdf"}
"""For the package that must be imported, the extra of gouji that installs it."""


class MissingExtraError(GoujiError, ImportError):
    """A package that an extra installs is not there; the message has the command."""


def need(module: str, what: str) -> Any:
    """The module, a submodule too; raises MissingExtraError, which says what it was needed for."""
    package = module.partition(".")[0]
    try:
        return import_module(module)
    except ImportError as error:
        command = f"pip install 'gouji[{EXTRAS[package]}]'"
        raise MissingExtraError(f"{what} needs {package}; run: {command}") from error
