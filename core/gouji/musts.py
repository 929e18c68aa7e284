"""What a regular expression cannot match without: texts to look for first, at a fraction of its cost."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAMED = re.compile(r"^\((?:\?:|\?P<\w+>)?")
READ_OTHERWISE = re.IGNORECASE | re.VERBOSE
"""Flags under which the characters of a pattern are not what it matches."""
_PART = re.compile(
    r"""
    (?P<escape> \\ (?: x.{2} | u.{4} | U.{8} | N\{[^}]*\} | . ) )
    | (?P<set> \[ \^? \]? (?: \\. | [^\\\]] )* \] )
    | (?P<optional> (?: [?*] | \{0*(?:,\d*)?\} ) [?+]? )
    | (?P<repeated> (?: \+ | \{ \d+ (?:,\d*)? \} ) [?+]? )
    | (?P<choice> \( (?: \?: | \?P<\w+> )? [^()\[\]\\.^$?*+{}|]+ (?: \| [^()\[\]\\.^$?*+{}|]+ )* \) )
    | (?P<open> \( ) | (?P<close> \) ) | (?P<or> \| ) | (?P<sign> [.^$] ) | (?P<letter> . )
    """,
    re.VERBOSE | re.DOTALL,
)


Musts = tuple[tuple[str, ...], ...]
"""Of each of these one text at least stands in whatever a pattern matches."""


def musts(pattern: re.Pattern[str]) -> Musts:
    """Texts that stand in whatever a pattern matches, each of two characters or more; maybe none.

    Of groups only those count that hold nothing but texts to choose from, so no text is missed, but some
    that must be there are not told.
    """
    if pattern.flags & READ_OTHERWISE:
        return ()
    found: list[tuple[str, ...]] = []
    run = last = ""
    depth = 0
    for kind, text in [*_parts(pattern.pattern), ("end", "")]:
        depth += (kind == "open") - (kind == "close")
        own = "" if depth else kind
        if own == "or":
            return ()
        if own == "letter":
            run += text
            continue
        if own == "optional":
            run = run[:-1]
            del found[len(found) - (last == "choice") :]
        found += [(run,), tuple(_NAMED.sub("", text[:-1]).split("|"))] if own == "choice" else [(run,)]
        run, last = "", own
    return tuple(texts for texts in found if min(map(len, texts)) > 1)


def may_match(needed: Musts, text: str) -> bool:
    """Whether a text holds what a pattern cannot match without."""
    for texts in needed:  # loops, for generators would take three times as long as the looks
        for one in texts:
            if one in text:
                break
        else:
            return False
    return True


def _parts(pattern: str) -> Iterator[tuple[str, str]]:
    return ((part.lastgroup or "", part.group()) for part in _PART.finditer(pattern))
