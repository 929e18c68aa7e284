"""The folder ../shared: documents and rules of others, which a stranger's clone does not have."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SHARED = Path(__file__).parents[2] / "shared"
MATRIX = SHARED / "matrix"
"""Twelve made reports, each printed by 59 converters, with their truth."""


def shared(path: str) -> Path:
    """A file or folder of ../shared; the test is skipped, and says why, where there is none."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"../shared/{path} is not here: it belongs to others and stays outside the repository")
    return found


def module(path: str) -> ModuleType:
    """A Python file of ../shared as a module; the test is skipped where there is none."""
    found = shared(path)
    spec = importlib.util.spec_from_file_location(f"shared_{found.stem}", found)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made
