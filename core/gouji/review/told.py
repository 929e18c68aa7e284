"""What a finding says, in Chinese and English: its message is English, and its wordings are known.

A message that no rule knows is told as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache

from gouji.export import key_labels
from gouji.harmless import harmless
from gouji.report import Report
from gouji.review.words import asset, both, parted

LINES = re.compile(r"\blines? (\d[\d–, ]*)")
LONGEST = 1000
"""Characters of a message that rules are tried on."""
PHRASES = (
    (re.compile(r"\bthe row of figures\b"), "数字行"),
    (re.compile(r"\b(\d+) rows\b"), r"\1 行"),
    (re.compile(r"\brow (?=\S)"), "行 "),
    (re.compile(r" and (\d+) more\b"), r" 等，另有 \1 处"),
)


@cache
def rules() -> list[tuple[re.Pattern[str], str]]:
    """The wordings of messages, and how each is told in Chinese."""
    found: list[tuple[str, str]] = json.loads(asset("chinese.json"))
    return [(re.compile(pattern, re.DOTALL), chinese) for pattern, chinese in found]


def chinese(message: str, names: Mapping[str, str]) -> str:
    """The message in Chinese, tables and keys by their ``names``; itself where no rule knows it."""
    for pattern, template in rules():
        match = pattern.fullmatch(message) if len(message) <= LONGEST else None
        if match:
            parts = [_phrased(_named(part or "", names)) for part in match.groups()]
            return template.format("", *parts)
    return message


def _phrased(text: str) -> str:
    for pattern, words in PHRASES:
        text = pattern.sub(words, text)
    return LINES.sub(lambda m: f"第 {m[1].strip()} 行", text)


def _named(text: str, names: Mapping[str, str]) -> str:
    return " + ".join(names.get(part, part) for part in text.split(" + "))


def names_of(report: Report) -> dict[str, str]:
    """The titles of the tables of a report's forms by their ids, and their cells' labels by their keys."""
    schemas = [report.forms[n] for n in sorted({*report.tables.values()} & report.forms.keys())]
    titles = {table.id: table.title for schema in schemas for table in schema.tables}
    return titles | {key: label for schema in schemas for key, label in key_labels(schema).items()}


def told(message: str, names: Mapping[str, str]) -> str:
    """What a finding says, as HTML in both languages."""
    message = harmless(message)
    zh, en = parted(message)
    return both(chinese(message, names) if zh == en else zh, en)
