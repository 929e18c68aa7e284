"""The fuzz targets: every input that once failed passes, and some thousand new ones do."""

from __future__ import annotations

import pytest

import proof
from fuzz import run
from fuzz.corpus import CHOOSING, FOUND, Mutator
from fuzz.targets import TARGETS, readers
from gouji import ask

SMOKE = {"decode": 400, "numerals": 2000, "layouts": 300, "html": 200, "document": 12}
"""Inputs of a run that takes some seconds; `make fuzz` makes millions."""


HOOKS = max(len(readers(markup=markup)) for markup in (False, True))


@pytest.mark.parametrize("path", sorted(FOUND.iterdir()), ids=lambda path: path.name)
def test_what_once_failed_passes(path):
    target = path.name.partition("-")[0]
    for first in (bytes([n]) for n in range(HOOKS)) if target in CHOOSING else (b"",):
        TARGETS[target](first + path.read_bytes())


@pytest.mark.parametrize("target", SMOKE)
def test_made_inputs_pass(target):
    mutator = Mutator(target, seed=1)
    for _ in range(SMOKE[target]):
        TARGETS[target](mutator.make())


def test_a_target_fails_where_a_layout_does(monkeypatch):
    """The targets themselves: what a plugin raises is not swallowed."""
    monkeypatch.setattr(ask, "_sound", lambda *_: 1 / 0)
    tabs = next(i for i, (name, _) in enumerate(readers(markup=False)) if name == "tabs")
    with pytest.raises(ZeroDivisionError):
        TARGETS["layouts"](bytes([tabs]) + b"a\tb\n1\t2\n")
    assert proof.documents()


def test_a_run_goes_on_from_what_was_counted_until_the_code_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "OUT", tmp_path)
    assert run.counted("numerals") == {"guided": 0, "changed": 0}
    run.count("numerals", "guided", 70)
    run.count("numerals", "guided", 30)
    run.count("numerals", "changed", 9)
    run.count("decode", "changed", 5)
    assert run.counted("numerals") == {"guided": 100, "changed": 9}
    monkeypatch.setitem(run.CODE, "numerals", ("core/gouji/decode.py",))
    assert run.counted("numerals") == {"guided": 0, "changed": 0}
    run.count("numerals", "changed", 1)
    assert run.counted("numerals") == {"guided": 0, "changed": 1}
    assert run.counted("decode") == {"guided": 0, "changed": 5}
