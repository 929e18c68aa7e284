"""References: character references as characters, those too that the standard library refuses."""

from __future__ import annotations

import re
from html import unescape

from gouji.lost import UNREADABLE

_NUMERIC = re.compile(r"&#(?:0*+([0-9]++)|[xX]0*+([0-9a-fA-F]++));?")
_LONGEST = 7
"""Digits of the largest character's number; ``html.unescape`` raises ValueError for some thousand."""


def decoded(text: str) -> str:
    """The text with its references decoded; what is the number of no character is an unknown sign."""
    return unescape(_NUMERIC.sub(_known, text)) if "&" in text else text


def _known(found: re.Match[str]) -> str:
    digits = found[1] or found[2]
    known = len(digits) <= _LONGEST and unescape(found.group()) != ""
    return found.group() if known else UNREADABLE
