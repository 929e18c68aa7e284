"""The published JSON Schema takes what the reader takes, and refuses what is built wrongly."""

import json
import tomllib

import pytest

from gouji import cli
from gouji.schema.published import published
from test_schema_check import BUILT_IN, CLEAN
from test_schema_faults import FAULTS, GOOD

jsonschema = pytest.importorskip("jsonschema")
SCHEMA = json.loads(published())
READER = jsonschema.Draft202012Validator(SCHEMA)

MEANING = (
    "twice",
    "reads like",
    "（）",
    "title_patterns[0]: no regular expression",
    "no table 'v'",
    "must be 'document'",
    "no identifier; a block without rows",
    "no loop gives",
    "does not use",
    "formula: character",
    "matches nothing",
    "key ",
    "TOML",
    "cells, more",
)
"""Faults of meaning: what names, labels and formulas say is not a matter of structure."""


def problems(text):
    return [e.message for e in READER.iter_errors(tomllib.loads(text))]


def test_it_is_a_json_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda p: p.name)
def test_the_built_in_files_are_taken(path):
    assert problems(path.read_text("utf-8")) == []


def test_the_files_of_the_tests_are_taken():
    assert problems(GOOD) == problems(CLEAN) == []


STRUCTURE = [f for f in FAULTS if not any(word in f[2] for word in MEANING)]


@pytest.mark.parametrize(("old", "new", "fault"), STRUCTURE, ids=[f[2] for f in STRUCTURE])
def test_what_is_built_wrongly_is_refused(old, new, fault):
    assert problems(GOOD.replace(old, new, 1)), fault


def test_most_faults_are_of_structure():
    assert len(STRUCTURE) >= 20


def test_the_command_prints_it(capsys):
    assert cli.main(["schema", "json-schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA
