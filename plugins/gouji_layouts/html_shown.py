"""Which tables of a page are shown: none in hidden elements, nor in the CDATA sections of SVG and MathML.

What is left out is blanked in a text of equal length, so that every offset stays one of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from gouji.line_table import PIECE
from gouji.matrix import Span
from gouji.references import decoded
from gouji.unseen import any_case
from gouji_layouts.html_classes import hidden_classes, is_classed
from gouji_layouts.html_scan import (
    BARE,
    CDATA,
    RAW,
    STRUCK,
    STRUCTURE,
    hidden_end,
    markup,
    one_of,
    self_closed,
    tag,
)

FOREIGN = frozenset(("svg", "math"))
REPLACED = frozenset(("audio", "video", "canvas", "datalist", "select", "noscript"))
"""Elements whose content is shown only where they themselves are not."""
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
"""Elements without content."""
_HIDES = re.compile(
    rf"[\s\"'/]{any_case('hidden')}(?=[\s=/>])"
    rf"|{any_case('display')}\s*:\s*{any_case('none')}|{any_case('visibility')}\s*:\s*(?:{any_case('hidden')}|{any_case('collapse')})"
)
"""An attribute that hides its element."""
_GONE = re.compile(rf"[\s\"'/]{any_case('hidden')}(?=[\s=/>])|{any_case('display')}\s*:\s*{any_case('none')}")
"""An attribute that takes a cell or a row out of its table: what is only invisible keeps its place."""
CELLS, ROWS = frozenset(("td", "th")), frozenset(("tr", "tbody", "thead", "tfoot"))
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)")
_HIDING = re.compile(rf"<(?:(?:{one_of(REPLACED | STRUCK | {'dialog'})})\b|{re.escape(CDATA[1:])})")
"""What begins something hidden by its name; patterns with one first sign are found the fastest."""
_OPEN = re.compile(rf"[\s\"'/]{any_case('open')}(?=[\s=/>])")
_WORDS = (b"hidden", b"none", b"collapse")
"""Where a page has none of these, and nothing that hides by its name, all its tables are shown."""
_CLASS = (b"class",)
LONGEST_CLASSED = 1000
"""Characters in an element that its class hides; what is longer is no remark in a cell."""
_LONGEST = max(map(len, (*_WORDS, *_CLASS)))
_ANY = r"[a-zA-Z][^\t\n\f\r />]*+"
_STEP = re.compile(
    rf"(?:[^<]++|{BARE}|(?!{re.escape(CDATA)})(?:{markup(_ANY)}))*+(?:{tag(_ANY)}|{re.escape(CDATA)}|\Z)"
)
"""Up to the end of the next tag (group 1 is its slash and name), or of the start of a CDATA section."""


def shown(text: str) -> str:
    """The text with blanks for tables that a browser would not show; the text itself where it has none."""
    if not hints(text):
        return text
    pieces: list[str] = []
    kept = 0
    for start, end in _unshown(text):
        pieces += (text[kept:start], " " * (end - start))
        kept = end
    return "".join((*pieces, text[kept:])) if pieces else text


def hides_on(text: str, *, styled: bool = True) -> bool:
    """Whether what hides is open at the end of a part of a page; ``styled`` says that a style may hide."""
    styled = styled and _names(text, _WORDS) and any(map(_HIDES.search, (text, _read(text))))
    likely = styled or _HIDING.search(text) is not None
    return likely and any(end == len(text) for _, end in _unshown(text))


def hints(text: str) -> bool:
    """Whether anything in a text may hide a part of it: a look for each word that does, and at each tag."""
    return _names(text, _WORDS) or _HIDING.search(text) is not None


def _names(text: str, words: Sequence[bytes]) -> bool:
    """Whether a text holds one of the words in any case; as bytes, which are lowered far faster."""
    parts = (text[at : at + PIECE + _LONGEST] for at in range(0, len(text), PIECE))
    lower = (part.encode("utf-8", "surrogatepass").lower() for part in parts)
    return any(word in part for part in lower for word in words)


def _unshown(text: str) -> Iterator[Span]:
    """The half-open stretches that hold what is not shown, in order."""
    pos = depth = 0
    classes = hidden_classes(text) if _names(text, _CLASS) else frozenset()
    while (found := _STEP.match(text, pos)) and found.end() > pos:
        pos = found.end()
        if found[1]:
            name = found[1].lower().lstrip("\\")
            if name in FOREIGN or name[1:] in FOREIGN:
                depth = max(depth + _step(text, found), 0)
            source = text[found.start(1) - 1 : pos]
            if takes_out(name, source):
                end = _taken_out(text, name, pos)
                yield found.start(1) - 1, end
                pos = end
            elif hides(name, source):
                end = _element_end(text, name, pos)
                yield pos, end
                pos = end
            elif is_classed(source, classes) and (end := _classed_end(text, name, pos)):
                yield pos, end
                pos = end
            elif not depth:
                pos = hidden_end(text, name, found.start(1) - 1, pos)
        elif text.startswith(CDATA, pos - len(CDATA)) and depth:
            end = text.find("]]>", pos)
            end = len(text) if end < 0 else end
            yield pos, end
            pos = end


def _classed_end(text: str, name: str, pos: int) -> int:
    """Where a short element ends that has no tables and none of its own name in it; 0 where it is another.

    What a class hides of tables, a page shows by scripts.
    """
    found = _same_or_table(name).search(text, pos, pos + LONGEST_CLASSED)
    return found.start() if found and found[0].startswith("</") and found[0][2:].lower() == name else 0


@lru_cache(maxsize=64)
def _same_or_table(name: str) -> re.Pattern[str]:
    """What begins a tag of a name or one that may be a table's; a page has few names and many tags."""
    return re.compile(rf"</?(?:{re.escape(name)}|t)", re.IGNORECASE)


def _step(text: str, found: re.Match[str]) -> int:
    """How a tag changes the depth of elements of its name."""
    if found[1][:1] in "\\/":
        return -1
    return 0 if self_closed(text[found.start(1) - 1 : found.end()]) else 1


def takes_out(name: str, source: str) -> bool:
    """Whether a start tag begins a cell or a row that its table is shown without."""
    return (name in CELLS or name == "tr") and _GONE.search(_read(source)) is not None


def _taken_out(text: str, name: str, pos: int) -> int:
    """Where a cell or row ends whose start tag ends at ``pos``, with its end tag if it has one."""
    ends = {"table", *ROWS, *(CELLS if name in CELLS else ())}
    tables = 0
    while (found := _STEP.match(text, pos)) and found.end() > pos:
        start, pos = found.start(1) - 1, found.end()
        other = (found[1] or "").lower().lstrip("\\")
        plain = other.lstrip("/")
        tables += _step(text, found) if plain == "table" else 0
        if plain in ends and tables <= 0 and (plain != "table" or tables < 0):
            return pos if other == f"/{name}" else start
        if other:
            pos = hidden_end(text, other, start, pos)
    return len(text)


def hides(name: str, source: str) -> bool:
    """Whether a start tag begins what is not shown; parts of a table are left to those who read it."""
    if name[:1] == "/" or name in VOID or name in STRUCTURE - {"table"} or name in RAW or name == "p":
        return False
    if name == "dialog":
        return not _OPEN.search(source)
    return name in REPLACED or name in STRUCK or _HIDES.search(_read(source)) is not None


def _read(source: str) -> str:
    """A tag as it is understood: character references stand for characters, comments of a style for none."""
    plain = decoded(source)
    return _COMMENT.sub("", plain) if "/*" in plain else plain


def _element_end(text: str, name: str, pos: int) -> int:
    """Where the content of an element ends whose start tag ends at ``pos``.

    That is its end tag, a tag of the table around it, or the end of the text.
    """
    depth, tables = 1, int(name == "table")
    while (found := _STEP.match(text, pos)) and found.end() > pos:
        start, pos = found.start(1) - 1, found.end()
        other = (found[1] or "").lower().lstrip("\\")
        plain = other.lstrip("/")
        depth += _step(text, found) if plain == name else 0
        tables += _step(text, found) if plain == "table" else 0
        if not depth or tables < 0 or (not tables and plain in STRUCTURE - {"table"}):
            return start
        if other:
            pos = hidden_end(text, other, start, pos)
    return len(text)
