"""The tags of a plain page: what each is to a table, and which stand between two texts.

A page has few kinds of tags, and few kinds of markup between two texts: each is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from gouji.unseen import PICTURES, STYLE, any_case
from gouji_layouts.html_scan import HIDING, STRUCK, one_of
from gouji_layouts.html_shown import hides, takes_out

STRANGE = (STRUCK | PICTURES | {"caption", "row", "entry", "cell", "sub", "sup", "bdo"}) - HIDING
"""Elements that a plain table has not, but for those whose content is hidden."""
_ROWS = one_of(frozenset({"tr", "tbody", "thead", "tfoot"}))
SHAPING = rf"/?(?:{any_case('table')}|[tT][dDhH]|{_ROWS})"
"""Names of tags that shape a table, with their slash."""
NAMED = r"(?=[\t\n\f\r />])"
"""Where a tag's name ends: other blanks are a part of it."""


def begins(names: Iterable[str]) -> str:
    """A pattern of the first letters of names, which refuses most tags at once."""
    letters = {letter for name in names for letter in (name[0], name[0].upper())}
    return f"(?=[{''.join(sorted(letters))}])"


_MUTE = re.compile(r"!--[^>]*--|[!?](?!--)[^>\[]*")
"""A whole comment, a document's type, an instruction."""
_NAME = re.compile(r"(/?)([a-zA-Z][^\t\n\f\r /]*)")
STYLING = (
    "hid",
    "none",
    "collapse",
    "line-through",
    "vertical-align",
    "position",
    "font-size:0",
    "opacity",
    "-override",
)
"""Where a tag has none of these in any case, no style of it withdraws or hides a text."""
NOTHING, CELL, ROW, TABLE, END, CELL_END, ROW_END, OTHER = range(8)
"""What a tag is to a table; OTHER is what hides, strikes out or withdraws a text, and what is no tag."""
CLOSING = {CELL_END: {CELL, ROW, TABLE, END, ROW_END}, ROW_END: {ROW, TABLE, END, ROW_END}}
"""What each end of a cell or a row says nothing before: a cell or a text behind it is in none."""
SHORT = 400
"""Characters of a tag that is remembered."""
Tags = list[tuple[int, str]]
"""Tags that shape a table, each with its kind."""


class Markups(dict[str, Tags | None]):
    """The tags between two texts that shape a table, each with its kind; of each markup met, once.

    It is given without its first sign and its last. None where not all of it is plain tags.
    """

    def __init__(self) -> None:
        super().__init__()
        self.kinds = _Kinds()

    def __missing__(self, markup: str) -> Tags | None:
        found = self[markup] = self._shaping(markup)
        return found

    def _shaping(self, markup: str) -> Tags | None:
        *pieces, last = markup.split("<")
        tags = [piece.partition(">") for piece in pieces]
        if ">" in last or any(not closed or rest.strip() for _, closed, rest in tags):
            return None
        names = [tag for tag, _, _ in tags]
        names.append(last)
        kinds = [self.kinds[tag] for tag in names]
        if OTHER in kinds:
            return None
        shaping = [one for one in zip(kinds, names, strict=True) if one[0]]
        after = [kind for kind, _ in shaping[1:]] + [NOTHING]
        return [one for one, kind in zip(shaping, after, strict=False) if kind not in CLOSING.get(one[0], ())]


class _Kinds(dict[str, int]):
    """What each tag met, given without its angle brackets, is to a plain table."""

    def __missing__(self, tag: str) -> int:
        bare = SHAPES.get(tag)
        if bare is None:
            bare = _remembered(tag) if len(tag) <= SHORT else _kind(tag)
        self[tag] = bare
        return bare


def _kind(tag: str) -> int:
    named, lower = _NAME.match(tag), tag.lower()
    if "/*" in tag or ("&" in tag and "style" in lower):
        return OTHER  # a style that has to be read first
    if tag.count('"') % 2 or tag.count("'") % 2:
        return OTHER
    if named is None:
        return NOTHING if _MUTE.fullmatch(tag) else OTHER
    name, styled = named[2].lower(), any(word in lower for word in STYLING)
    own = f"<{tag if styled else named[0]}>"  # most tags have no style that hides: a look spares two patterns
    strange = name in STRANGE or name in HIDING
    if strange or (styled and STYLE.search(tag)) or hides(named[1] + name, own) or takes_out(name, own):
        return OTHER if name in HIDING or not named[1] else NOTHING
    return _SHAPED.get(named[1] + name, NOTHING)


_remembered = lru_cache(maxsize=4096)(_kind)
"""Pages of one converter print the same few tags: to look at each anew took a twentieth of a page's time."""


def _spelled(name: str) -> frozenset[str]:
    """A name in every mixture of cases."""
    found = {""}
    for letter in name:
        found = {start + end for start in found for end in (letter.lower(), letter.upper())}
    return frozenset(found)


_SHAPED = {"table": TABLE, "/table": END, "tr": ROW, "td": CELL, "th": CELL, "/td": CELL_END, "/th": CELL_END}
_SHAPED |= dict.fromkeys(
    ("/tr", *(f"{end}{name}" for name in ("tbody", "thead", "tfoot") for end in ("", "/"))), ROW_END
)
SHAPES = {tag: kind for name, kind in _SHAPED.items() for tag in _spelled(name)}
"""What each tag that shapes a table is, in every spelling."""
