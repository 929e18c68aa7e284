"""Unseen: what of a text its markup hides, and what in a cell shows that its text is no plain figure.

A browser shows ``1639<sup>1</sup>`` as a figure with a note's number, and not 16391; what is raised may as
well be a power. So nothing is read from a figure across such a place, nor from one whose style withdraws it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gouji.matrix import Span

RAISED = re.compile(
    r"</?(?:[sS][uU][bBpP]|[rR][tTpP]|[sS][vV][gG]|[mM](?:[aA][tT][hH]|[ions]))\b|</[aA]>"
    r"|<[aA]\s[^>]*[hH][rR][eE][fF]\s*=\s*[\"']?\s*#"
)
"""Tags between two runs of a cell that are no one figure: what is raised, drawn or set as a formula, and the
links of notes."""


def any_case(words: str) -> str:
    """A pattern for words in any case; spelled out, as one with IGNORECASE runs far slower."""
    return "".join(rf"[{c}{c.upper()}]" if c.isalpha() else c for c in words)


_STRIKING: dict[str, tuple[str, ...]] = {
    "line-through": (),
    "mso-hide": (),
    "vertical-align": ("sub", "super"),
    "position": ("absolute", "fixed"),
    "font-size": ("0px", "0pt", "0;", "0'", '0"'),
    "opacity": ("0;", "0'", '0"'),
    "unicode-bidi": ("bidi-override", "isolate-override"),
}
_HIDING = {"display": ("none",), "visibility": ("hidden", "collapse")}


def _styles(values: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """A pattern for styles, each with one of its values where it has any."""
    either = {name: "|".join(map(any_case, own)) for name, own in values.items()}
    return re.compile(
        "|".join(any_case(name) + (rf"\s*:\s*(?:{own})" if own else "") for name, own in either.items())
    )


_LIFTS = r"(?:[sS][uU][bBpP]|[bB][dD][oO])\b"
_LIFTED = re.compile(rf"<{_LIFTS}[^<>]*>(?!.*</{_LIFTS})", re.DOTALL)
"""What raises all behind it in its cell, or shows its signs in another order."""
STYLE = _styles(_STRIKING | _HIDING)
"""Styles of a text that is struck out, not shown, raised, or set elsewhere or in another order."""
_STRUCK = _styles(_STRIKING)
_HIDDEN = re.compile(rf"<([a-zA-Z]+)\b[^<>]*?(?:{_styles(_HIDING).pattern})[^<>]*>[^<>]*</\1\s*>")
"""An element that is not shown, with nothing but text in it."""
NOTE = 2
"""Digits of a note's number."""
NEAR = 2000
"""Characters of markup before a text in which the tag of its cell is looked for."""


def withdrawn(source: str, spans: tuple[Span, ...]) -> bool:
    """Whether the markup of a cell, from its tag to the end of its text, may withdraw a part of it.

    What hides an element beside the text withdraws none of it.
    """
    start, stop = spans[0][0], spans[-1][1]
    if source[start - 1 : start] != ">" and len(spans) == 1:
        return False
    low = max(0, start - NEAR)
    cell = max(source.rfind("<t", low, start), source.rfind("<T", low, start))
    if cell >= 0 and _LIFTED.search(source, cell, start):
        return True
    found = STYLE.finditer(source, cell, stop) if cell >= 0 else ()
    return any(not _beside(source, source.rfind("<", cell, style.start()), spans) for style in found)


def _beside(source: str, tag: int, spans: tuple[Span, ...]) -> bool:
    """Whether a tag begins an element that is not shown and holds nothing of some half-open spans."""
    hidden = _HIDDEN.match(source, tag)
    return hidden is not None and all(b <= hidden.start() or hidden.end() <= a for a, b in spans)


def unraised(source: str, spans: tuple[Span, ...]) -> str:
    """The text of some half-open spans without the raised numbers of notes: they are no part of a label."""
    out, stop = "", spans[0][0]
    for start, end in spans:
        text = source[start:end]
        noted = out[-1:].isalpha() and len(text) <= NOTE and text.isdecimal()
        out += "" if noted and RAISED.search(source, stop, start) else text
        stop = end
    return out


PICTURES = frozenset(
    [
        "img",
        "picture",
        "svg",
        "object",
        "embed",
        "canvas",
        "video",
        "input",
        "select",
        "textarea",
        "iframe",
        "math",
    ]
)
"""Elements that show what is no text of the page: pictures, fields."""
_PICTURES = "|".join(map(any_case, sorted(PICTURES)))
_PICTURE = re.compile(
    rf"(?:\s|&nbsp;|<(?!/?[tT](?:[dDhHrR]|[aA][bB][lL][eE])\b|(?:{_PICTURES})\b)[^<>]*>)*+"
    rf"(<(?:{_PICTURES}|[tT][aA][bB][lL][eE])\b[^<>]*>)"
)


def pictured(source: str, start: int) -> Span | None:
    """The tag of what a cell without text shows behind its start tag: a picture, a field, a table.

    Such a cell is not blank: the picture may be of a figure, the table may hold one.
    """
    if source[start - 1 : start] != ">":
        return None
    found = _PICTURE.match(source, start)
    return found.span(1) if found else None


def withdraws(source: str) -> bool:
    """Whether any style in a page may withdraw a text; most pages name none, which costs a look for each."""
    return _names(source, (*_STRIKING, *_HIDING)) and STYLE.search(source) is not None


def strikes(source: str) -> bool:
    """Whether any style in a part of a page may strike out or raise a text."""
    return _names(source, _STRIKING) and _STRUCK.search(source) is not None


def _names(source: str, names: Iterable[str]) -> bool:
    lower = source.encode("utf-8", "surrogatepass").lower()  # as bytes: a text takes far longer to lower
    return any(name.encode() in lower for name in names)


_VEILS = {"!--": "-->"} | {name: f"</{name}" for name in ("script", "style", "template", "textarea", "title")}
_VEIL = re.compile(rf"<(!--|(?:{'|'.join(map(any_case, list(_VEILS)[1:]))})(?=[\s>]))")
_VEIL_END = {name: re.compile(any_case(end)) for name, end in _VEILS.items()}


def veiled(source: str) -> list[Span]:
    """The half-open stretches of comments, and of elements whose content no reader sees.

    One that nothing ends hides nothing: in a text without markup it may be a sign.
    """
    found: list[Span] = []
    endless: set[str] = set()
    pos = 0
    while veil := _VEIL.search(source, pos):
        name, pos = veil[1].lower(), veil.end()
        end = None if name in endless else _VEIL_END[name].search(source, pos)
        if end is None:
            endless.add(name)
        else:
            found.append((veil.start(), end.end()))
            pos = end.end()
    return found
