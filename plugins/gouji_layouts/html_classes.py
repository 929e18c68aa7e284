"""Which classes of a page its own style sheets hide, as office programs write hidden text.

A class counts only where one rule for any medium is all that the sheets say of it: others are shown and
hidden by turns, by scripts and by the width of a screen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gouji.unseen import any_case

_SHEET = re.compile(rf"<{any_case('style')}\b[^<>]*>([^<]*+(?:<(?!/)[^<]*+)*+)")
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)")
_BRACE = re.compile(r"([{}])")
_HIDING = re.compile(
    rf"{any_case('display')}\s*:\s*{any_case('none')}|{any_case('visibility')}\s*:\s*{any_case('hidden')}"
)
_ALONE = re.compile(r"\s*[a-zA-Z]*\.([\w-]+)\s*")
_NAMED = re.compile(r"\.([a-zA-Z_][\w-]*)")
_CLASS = re.compile(rf"[\s\"'/]{any_case('class')}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


def hidden_classes(text: str) -> frozenset[str]:
    """The names of the classes that the style sheets in a part of a page hide."""
    sheets = "\n".join(_SHEET.findall(text))
    lower = sheets.lower()  # a look for two words spares the pattern, which takes thirty times as long
    if not ("none" in lower or "hidden" in lower) or not _HIDING.search(sheets):
        return frozenset()
    rules = list(_rules(_COMMENT.sub("", sheets)))
    named = Counter(name for selector, _, _ in rules for name in _NAMED.findall(selector))
    hiding = ",".join(selector for selector, told, always in rules if always and _HIDING.search(told))
    alone = map(_ALONE.fullmatch, hiding.split(","))
    return frozenset(found[1] for found in alone if found and named[found[1]] == 1)


def hides_below(text: str, at: int) -> bool:
    """Whether a class that the sheets above an offset hide may stand below it."""
    return any(text.find(name, at) >= 0 for name in hidden_classes(text[:at]))


def _rules(sheet: str) -> Iterator[tuple[str, str, bool]]:
    """The selector of each rule, what it says, and whether it holds for any medium."""
    heads: list[str] = []
    said = ""
    for piece in _BRACE.split(sheet):
        if piece == "{":
            heads.append(said.rpartition(";")[2])
        elif piece == "}" and heads:
            selector = heads.pop()
            yield selector, said, not any("@" in head for head in (*heads[:1], selector))
        said = piece if piece not in "{}" else ""


def is_classed(tag: str, classes: frozenset[str]) -> bool:
    """Whether a start tag's source names one of the classes."""
    found = _CLASS.search(tag) if classes else None
    return found is not None and not classes.isdisjoint(" ".join(filter(None, found.groups())).split())
