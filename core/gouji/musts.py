"""What a regular expression cannot match without: texts to look for first, at a fraction of its cost."""

from __future__ import annotations

import re
from collections.abc import Iterator

READ_OTHERWISE = re.IGNORECASE | re.VERBOSE
"""Flags under which the characters of a pattern are not what it matches."""
_PART = re.compile(
    r"""
    (?P<escape> \\ (?: x.{2} | u.{4} | U.{8} | N\{[^}]*\} | . ) )
    | (?P<set> \[ \^? \]? (?: \\. | [^\\\]] )* \] )
    | (?P<optional> (?: [?*] | \{0*(?:,\d*)?\} ) [?+]? )
    | (?P<repeated> (?: \+ | \{ \d+ (?:,\d*)? \} ) [?+]? )
    | (?P<open> \( ) | (?P<close> \) ) | (?P<or> \| ) | (?P<sign> [.^$] ) | (?P<letter> . )
    """,
    re.VERBOSE | re.DOTALL,
)


def musts(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Texts that stand in whatever a pattern matches, each of two characters or more; maybe none.

    Only what stands outside of groups counts, so no text is missed, but some that must be there are not told.
    """
    if pattern.flags & READ_OTHERWISE:
        return ()
    found: list[str] = [""]
    depth = 0
    for kind, text in _parts(pattern.pattern):
        depth += (kind == "open") - (kind == "close")
        if kind == "or" and not depth:
            return ()
        if kind == "letter" and not depth:
            found[-1] += text
        elif kind == "optional" and not depth:
            found[-1:] = [found[-1][:-1], ""]
        elif found[-1]:
            found.append("")
    return tuple(text for text in found if len(text) > 1)


def _parts(pattern: str) -> Iterator[tuple[str, str]]:
    return ((part.lastgroup or "", part.group()) for part in _PART.finditer(pattern))
