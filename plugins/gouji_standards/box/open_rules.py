"""Rules of open tables: dashes with crossings where bars stand, and none at their ends."""

from __future__ import annotations

import re

import numpy as np

from gouji.document import Bool, Document
from gouji_standards.drawing.signs import HORIZONTAL, PLAIN

_RULE = re.compile(r"[ \t]*-+(?:\+-+)+[ \t]*")
_BARRED = re.compile(r"[ \t]*-+(?:\|-+)+[ \t]*")
"""A rule with bars for crossings, as Istanbul's report of a coverage has it."""
_UNBROKEN = re.compile(r"-{6,}")
"""A rule whose crossings only the bars above and below it show."""
_BAR = re.compile(r"\|")


def open_rules(document: Document, code: Bool) -> dict[int, str]:
    """The lines that are such rules, in order, each in plain signs with its crossings."""
    lines = document.lines
    many = lines.count("".join(HORIZONTAL)) * 2 >= lines.printed
    likely = np.flatnonzero(many & (lines.printed > 2) & ~code).tolist()  # noqa: PLR2004 - the shortest is -+-
    shown = ((line, _barred_through(document, line) or _own(document, line)) for line in likely)
    return {line: rule for line, rule in shown if rule}


def crossed(said: str) -> str:
    """A line in plain signs, with crossings where a rule has bars instead."""
    flat = said.translate(PLAIN)
    return flat.replace("|", "+") if is_barred(flat) else flat


def is_barred(flat: str) -> bool:
    """Whether a line in plain signs is a rule with bars for crossings."""
    return _BARRED.fullmatch(flat) is not None


def is_crossed(said: str) -> bool:
    """Whether a line is a rule with crossings inside."""
    return _RULE.fullmatch(crossed(said)) is not None


def _barred_through(document: Document, line: int) -> str:
    """An unbroken rule with crossings where the lines above and below have bars, "" where it is none.

    Derby draws it so.
    """
    said = document.line_text(line).rstrip()
    if not _UNBROKEN.fullmatch(said) or not 0 < line < len(document.lines.start) - 1:
        return ""
    above, below = ([m.start() for m in _BAR.finditer(document.line_text(at))] for at in (line - 1, line + 1))
    if not above or above != below or above[0] == 0 or above[-1] >= len(said) - 1:
        return ""
    return "".join("+" if at in above else "-" for at in range(len(said)))


def _own(document: Document, line: int) -> str:
    """A rule with crossings, "" where it is none or Markdown's.

    With bars for crossings it stands above the header as well.
    """
    said = document.line_text(line).rstrip()
    twice = line > 1 and document.line_text(line - 2).rstrip() == said
    return crossed(said) if is_crossed(said) and ("+" in said.translate(PLAIN) or twice) else ""
