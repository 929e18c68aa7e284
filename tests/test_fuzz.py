"""The fuzz targets: every input that once failed passes, and some thousand new ones do."""

from __future__ import annotations

import pytest

import proof
from fuzz.corpus import FOUND, Mutator
from fuzz.targets import TARGETS
from gouji import ask

SMOKE = {"decode": 400, "numerals": 2000, "layouts": 20, "html": 60, "document": 12}
"""Inputs of a run that takes some seconds; `make fuzz` makes millions."""


@pytest.mark.parametrize("path", sorted(FOUND.iterdir()), ids=lambda path: path.name)
def test_what_once_failed_passes(path):
    TARGETS[path.name.partition("-")[0]](path.read_bytes())


@pytest.mark.parametrize("target", SMOKE)
def test_made_inputs_pass(target):
    mutator = Mutator(target, seed=1)
    for _ in range(SMOKE[target]):
        TARGETS[target](mutator.make())


def test_a_target_fails_where_a_layout_does(monkeypatch):
    """The targets themselves: what a plugin raises is not swallowed."""
    monkeypatch.setattr(ask, "_sound", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        TARGETS["layouts"](b"a\tb\n1\t2\n")
    assert proof.documents()
