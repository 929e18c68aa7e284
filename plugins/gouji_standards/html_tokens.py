r"""Tokens of an HTML source with their offsets: tags, attributes, comments, raw text (WHATWG 13.2.5).

The patterns work on the source as decoded, so every offset stays one of the document's. All quantifiers are
possessive and every character is looked at once, hence linear time on any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.references import decoded

GAP = r"[\t\n\f\r ]"
_VALUE = rf"""(?:{GAP}*+={GAP}*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r "'>][^\t\n\f\r >]*+)?+)?+"""
_ATTRIBUTES = rf"(?:[\t\n\f\r /]++|[^\t\n\f\r />][^\t\n\f\r />=]*+{_VALUE})*+"
_TIDY = r"""[^"'<>=]*+(?:(?<![\t\n\f\r /])=(?:"[^"]*+"|[a-zA-Z0-9%#_.-]++(?=[\t\n\f\r >]))[^"'<>=]*+)*+>"""
"""The rest of most tags; where it matches, it ends where the standard's attributes end."""
_REST = rf"(?:>|{_TIDY}|{_ATTRIBUTES}>?+)"
TIDY = re.compile(_TIDY)
COMMENT = (
    r"<!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>)?+)"
    r"|<(?:!|\?|/(?![a-zA-Z]|\Z))[^>]*+>?+"
)
"""Comments, doctypes and bogus comments; one that is not closed reaches to the end of the text."""
_BARE = r"<(?![a-zA-Z/!?])|</\Z"
TEXT = rf"(?:[^<]|{_BARE})[^<]*+(?:(?:{_BARE})[^<]*+)*+"

EVENT = re.compile(
    rf"<([a-zA-Z][^\t\n\f\r />]*+)({_REST})(?:(?<=>)([^<]*+)</\1{GAP}*+>)?+"
    rf"|</([a-zA-Z][^\t\n\f\r />]*+)({_REST})"
    rf"|({TEXT})|(?:{COMMENT})"
)
"""The next token. Groups: 1 name and 2 rest of a start tag, with 3 the text of an element without tags inside
if its end tag follows; or 4 name and 5 rest of an end tag; or 6 text. Comments have no group. ``lastindex``
tells which. It matches at every offset."""
START_GROUP, WHOLE_GROUP, END_GROUP, TEXT_GROUP = 2, 3, 5, 6

RAW = frozenset(("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"))
"""Elements whose content holds no tags (13.2.6.4.7). Not ``noscript``: who reads a source runs no scripts."""
SHOWN_RAW = frozenset(("textarea", "xmp", "plaintext"))
"""Raw elements whose content is printed."""
WIKI_RAW = frozenset(("nowiki", "syntaxhighlight"))
"""Raw elements of wikitext, which holds HTML tables too; HTML has no elements of these names."""
ANY_RAW = RAW | WIKI_RAW
_DOORS = "|".join(sorted(ANY_RAW | {"table", "template", "svg", "math", "select"}))
ENTRANCE = re.compile(
    rf"(?:[^<]++|{_BARE}|{COMMENT}|<(?:/|(?!(?:{_DOORS})[\t\n\f\r />]))[a-zA-Z][^\t\n\f\r />]*+{_REST})*+"
    rf"(?:<([a-zA-Z]++)({_REST}))?+",
    re.IGNORECASE | re.ASCII,
)
"""From outside any table to the next start tag that can lead into one or hide one: 1 name, 2 its rest."""
SELECT_END = re.compile(r"</select[^>]*+>|(?=<(?:select|input|keygen|textarea)[\t\n\f\r />])", re.IGNORECASE)
_RAW_END = {
    name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE | re.ASCII)
    for name in (RAW | WIKI_RAW) - {"plaintext", "script"}
}
_SCRIPT_PART = re.compile(r"<!--(?:-?>)?|-->|</?script(?=[\t\n\f\r />])", re.IGNORECASE | re.ASCII)
_ATTRIBUTE = re.compile(rf"([^\t\n\f\r />][^\t\n\f\r />=]*+)({_VALUE})")
_SELF_CLOSED = re.compile(rf"{_ATTRIBUTES}(?<=/)>|/>")
_NUMBER = re.compile(rf"{GAP}*+(?:\+?([0-9]++)|-0++(?![0-9]))")


def attributes(rest: str) -> dict[str, str]:
    """The attributes by lower-case name, from the source after a tag's name; the first of a name counts."""
    return dict(reversed(list(pairs(rest))))


def pairs(rest: str) -> Iterator[tuple[str, str]]:
    """The attributes of a tag as printed, names in lower case, repeated ones too."""
    for name, value in _ATTRIBUTE.findall(rest.removesuffix(">")):
        plain = value.partition("=")[2].lstrip("\t\n\f\r ")
        plain = plain[1:].removesuffix(plain[0]) if plain[:1] in ("'", '"') and plain else plain
        yield name.lower(), decoded(plain)


def self_closed(rest: str) -> bool:
    """Whether a tag ends in ``/>``; the slash of ``href=x/>`` is part of a value."""
    return rest.endswith("/>") and _SELF_CLOSED.fullmatch(rest) is not None


def whole_number(value: str | None, most: int) -> int | None:
    """A non-negative integer by 2.3.4.2, at most ``most``; None where the standard sees an error."""
    found = _NUMBER.match(value or "")
    if found is None:
        return None
    digits = (found[1] or "").lstrip("0")
    return most if len(digits) > len(str(most)) else min(int(digits or "0"), most)


def raw_end(text: str, name: str, pos: int, end: int) -> int:
    """The offset where a raw element's content ends: at its end tag, or at ``end``."""
    if name == "script":
        return _script_end(text, pos, end)
    pattern = _RAW_END.get(name)
    found = pattern.search(text, pos, end) if pattern else None
    return found.start() if found else end


def _script_end(text: str, pos: int, end: int) -> int:
    """The end of a script: an end tag between ``<!--``, ``<script`` and ``-->`` is part of it (13.2.5.27)."""
    escaped = double = False
    for found in _SCRIPT_PART.finditer(text, pos, end):
        part = found[0]
        if part.startswith("<!--"):
            escaped = escaped or not part.endswith(">")
        elif part == "-->":
            escaped = double = False
        elif part.startswith("</"):
            if not double:
                return found.start()
            double = False
        else:
            double = escaped
    return end


def template_end(text: str, pos: int, end: int) -> int:
    """The offset after the end tag of the template whose content starts at ``pos``."""
    depth = 1
    while depth and pos < end:
        found = EVENT.match(text, pos, end)
        if found is None:  # pragma: no cover - the pattern matches at every offset
            return end
        pos = found.end()
        if found.lastindex in (START_GROUP, WHOLE_GROUP):
            name, pos = found[1].lower(), found.end(START_GROUP)
            pos = raw_end(text, name, pos, end) if name in RAW else pos
            depth += name == "template"
        elif found.lastindex == END_GROUP:
            depth -= found[END_GROUP - 1].lower() == "template"
    return pos
