r"""Where HTML tags and text runs stand in a source: the tokenizer under the html layout.

Follows the WHATWG tokenizer for tags, attributes, comments and raw text, on a decoded ``str`` and without
copying it, so that every offset stays one of the source. It differs where a fragment inside prose or a
string literal needs it: a ``<`` ends an unknown tag that was never closed (``n <m``), ``<\/td>`` is an end
tag, the content of ``<![CDATA[`` counts but in foreign content (``html_foreign``), and a raw element written
``<title/>`` is empty if no end tag of its name follows: the standard would hide all the rest.
"""

from __future__ import annotations

import re
from functools import lru_cache

from gouji.unseen import any_case

Span = tuple[int, int]

XML_NAMES = ("row", "cell", "entry")
STRUCTURE = frozenset(XML_NAMES) | {"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot"}
STRUCTURE |= {"tr", "td", "th"}
"""Elements that shape a table; ``row`` with ``cell`` is TEI's, with ``entry`` the CALS model's (DocBook)."""
OPENING = STRUCTURE - {*XML_NAMES, "col", "colgroup", "caption"}
"""Start tags that show a table even where its own start tag is lost."""
STRUCK = frozenset(("del", "s", "strike"))
"""Elements whose text is printed as withdrawn."""
RAW = frozenset(("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"))
"""Elements whose content holds no tags."""
HIDING = RAW | {"template"}
"""Elements whose content is not shown as it stands."""


def one_of(names: frozenset[str]) -> str:
    """Alternatives for tag names in any case, branched on the first letter."""
    tails: dict[str, list[str]] = {}
    for name in sorted(names):
        tails.setdefault(name[0], []).append(any_case(name[1:]))
    return "|".join(f"{any_case(first)}(?:{'|'.join(rest)})" for first, rest in tails.items())


_GAP = r"[\t\n\f\r ]"


def named(names: frozenset[str]) -> str:
    """A pattern of whole tag names in any case."""
    return rf"(?:{one_of(names)})(?=[\t\n\f\r />])"


_NAMED = named(STRUCTURE | STRUCK | HIDING)
_VALUE = rf"""(?:{_GAP}*+={_GAP}*+(?:"[^"]*+"|'[^']*+'|[^\t\n\f\r "'>][^\t\n\f\r >]*+)?+)?+"""
_ATTRIBUTES = rf"(?:[\t\n\f\r /]++|[^\t\n\f\r />][^\t\n\f\r />=]*+{_VALUE})*+"
_LOOSE_ATTRIBUTES = rf"(?:[\t\n\f\r /]++|[^\t\n\f\r /<>][^\t\n\f\r /<>=]*+{_VALUE})*+"
_TIDY = r"""[^"'<>=]*+(?:(?<![\s/"])="[^"]*+"[^"'<>=]*+)*+>"""
"""The rest of most tags; where it matches, it ends where the attributes as the standard reads them end."""
_SLASH = r"(?:\\?/)"
CDATA = "<![CDATA["


def markup(named: str) -> str:
    """A pattern of everything in angle brackets that is no tag of the names."""
    return (
        rf"<{_SLASH}?+(?!{named})[a-zA-Z][^\t\n\f\r /<>]*+(?:>|{_TIDY}|{_LOOSE_ATTRIBUTES}>?+)"
        r"|<(?:!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>)?+)|!\[CDATA\[|(?:[!?]|/(?![a-zA-Z]))[^>]*+>?+)"
    )


def tag(named: str) -> str:
    """A pattern of a tag of the names; its group holds slash and name."""
    return rf"<({_SLASH}?+{named})(?:>|{_TIDY}|{_ATTRIBUTES}>?+)"


_MARKUP = markup(_NAMED)
"""Everything in angle brackets that neither shapes a table nor hides text."""
BARE = r"<(?![a-zA-Z/!?]|\\/[a-zA-Z])"
_RUN = rf"(?:[^<]|{BARE})[^<]*+(?:{BARE}[^<]*+)*+"
_JUNK = rf"(?:\s++|{_MARKUP})*+"
_TAG = tag(_NAMED)
_CLOSE = rf"<{_SLASH}[tT](?(1)[hH]|[dD]){_GAP}*+>"
_CELL = (
    rf"<[tT](?:[dD]|([hH]))(?=[\t\n\f\r />])(>|{_TIDY}|{_ATTRIBUTES}>){_JUNK}({_RUN})?+"
    rf"(?:(?:{_CLOSE}|{_JUNK}{_CLOSE})())?+"
)

EVENT = re.compile(rf"\s*+(?:{_CELL}|{_TAG}|{_JUNK}({_RUN})?+)")
"""The next event inside a table. It matches at every offset, so that nothing is scanned twice.

Groups: a cell's start tag with what follows at once, so that a plain cell is one event: 1 matches for ``th``,
2 attributes with ``>``, 3 text run, 4 matches if the cell's end tag follows; or 5 another tag with its slash;
or 6 a text run. ``lastindex`` tells which; it is None for markup without meaning here.
"""
_SKIP = re.compile(rf"(?:[^<]++|{BARE}|{_MARKUP})*+(?:{_TAG}|\Z)")
_ATTRIBUTE = re.compile(rf"([^\t\n\f\r />][^\t\n\f\r />=]*+)({_VALUE})")
_SELF_CLOSED = re.compile(r"""<[a-zA-Z]++/>|<.*[\t\n\f\r "']/>""", re.DOTALL)
_HIDING_END = re.compile(rf"</({one_of(HIDING)})(?=[\t\n\f\r />])")
_RAW_END = {name: re.compile(rf"</{any_case(name)}(?=[\t\n\f\r />])") for name in RAW - {"plaintext"}}

_BLANK = (
    r"[\s\xad\u200b-\u200d\u2060\ufeff]|&(?:nbsp;?|(?:ensp|emsp|thinsp|zwnj|zwj|Tab|NewLine|ZeroWidthSpace);)"
    r"|&\#0*+(?:9|10|13|32|160|819[2-9]|820[0-5]|12288|65279)(?![0-9]);?"
    r"|&\#[xX]0*+(?:9|[aAdD]|20|[aA]0|200[0-9a-dA-D]|3000|[fF][eE][fF]{2})(?![0-9a-fA-F]);?|\\[nrt]"
)
"""What prints nothing at the ends of a run: blanks, zero-width characters, references."""
_SOLID = r"[^\s&\\\xad\u200b-\u200d\u2060\ufeff]"
_TRIM = re.compile(rf"((?:{_BLANK})*+)(?:{_SOLID}++|(?!{_BLANK}).|(?:{_BLANK})++(?!\Z))*+", re.DOTALL)


def trim(text: str, start: int, end: int) -> Span | None:
    """The half-open span of a run without the blanks at its ends; None where nothing is printed."""
    run = text[start:end]
    if run.isalnum():
        return start, end
    run = run.rstrip()
    end = start + len(run)
    if run.isprintable() and "&" not in run and "\\" not in run and run[-1:] != ">":
        start += len(run) - len(run.lstrip())
        return (start, end) if start < end else None
    if run.endswith("]]>"):
        end -= 3
    found = _TRIM.match(text, start, end)
    if found is None or found.end(1) == found.end():
        return None
    return found.end(1), found.end()


def self_closed(tag: str) -> bool:
    """Whether a start tag is written ``<name/>``; the slash of ``<a href=x/>`` is part of a value."""
    return tag.endswith("/>") and _SELF_CLOSED.fullmatch(tag) is not None


def attributes(source: str) -> dict[str, str]:
    """The attributes of a start tag by lower-case name, from the source after its name; the first counts."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(source):
        plain = value.partition("=")[2].lstrip("\t\n\f\r ")
        found.setdefault(name.lower(), plain[1:-1] if plain[:1] in ("'", '"') else plain)
    return found


@lru_cache(maxsize=1)
def _last_ends(text: str) -> dict[str, int]:
    """Where the last end tag of each hiding element stands; kept, so that no text is searched twice."""
    return {found[1].lower(): found.start() for found in _HIDING_END.finditer(text)}


def hides(text: str, name: str, start: int, end: int) -> bool:
    """Whether the tag between two offsets begins content that is not shown."""
    if name not in HIDING:
        return False
    return not self_closed(text[start:end]) or _last_ends(text).get(name, -1) >= end


def raw_end(text: str, name: str, pos: int) -> int:
    """The offset where the content of a raw element ends: its end tag, or the end of the text."""
    pattern = _RAW_END.get(name)
    found = pattern.search(text, pos) if pattern else None
    return found.start() if found else len(text)


def template_end(text: str, pos: int) -> int:
    """The offset after the end tag of the template whose content starts at ``pos``."""
    depth = 1
    while depth and pos < len(text):
        name, start, pos = next_tag(text, pos)
        if name == "/template":
            depth -= 1
        elif hides(text, name, start, pos):
            depth += name == "template"
            pos = pos if name == "template" else raw_end(text, name, pos)
    return pos


def next_tag(text: str, pos: int) -> tuple[str, int, int]:
    """Name (with ``/`` for an end tag), start and end of the next tag that counts; no name at the end."""
    found = _SKIP.match(text, pos)
    if found is None or found.lastindex is None or text[found.end() - 1] != ">":
        return "", len(text), len(text)
    return found[1].lower().lstrip("\\"), found.start(1) - 1, found.end()


def hidden_end(text: str, name: str, start: int, end: int) -> int:
    """Where the content of a raw element or template ends; ``end`` itself for other tags."""
    if not hides(text, name, start, end):
        return end
    return template_end(text, end) if name == "template" else raw_end(text, name, end)


def next_opening(text: str, pos: int) -> tuple[str, int, int]:
    """The next start tag of a table, or of a part of one that lost its table, as ``next_tag`` gives it."""
    while True:
        name, start, end = next_tag(text, pos)
        if not name or name in OPENING:
            return name, start, end
        pos = hidden_end(text, name, start, end)


def text_spans(text: str, start: int, end: int) -> list[Span]:
    """The text runs between two offsets, trimmed; markup, hidden and struck-out text is left out.

    For layouts whose cells hold HTML inside (``1<br>2`` in Markdown): each span is source text as printed.
    """
    spans: list[Span] = []
    struck, pos = 0, start
    while pos < end:
        run = _PIECE.match(text, pos, end)
        if run is None:  # pragma: no cover - the pattern matches the empty string
            break
        pos = run.end()
        if run.lastindex == 1 and not struck:
            span = trim(text, *run.span(1))
            spans.extend([span] if span else [])
        elif run.lastindex == 2:  # noqa: PLR2004 - the second group is a tag
            name = run[2].lower().lstrip("\\")
            struck = max(struck + struck_step(name, text[run.start(2) - 1 : pos]), 0)
            pos = min(hidden_end(text, name, run.start(2) - 1, pos), end)
    return spans


_PIECE = re.compile(rf"{_JUNK}(?:({_RUN})|{_TAG}|\Z)")


def struck_step(name: str, tag: str) -> int:
    """How a tag changes the depth of struck-out text: 1, 0 or -1."""
    if name in STRUCK:
        return 0 if self_closed(tag) else 1
    return -1 if name[:1] == "/" and name[1:] in STRUCK else 0
