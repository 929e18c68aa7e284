"""The styles of an OpenDocument file, as far as they say what is printed: hidden, struck out, raised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gouji_readers.package import Element, local, value

TOLD = {
    "display": "display",
    "text-line-through-style": "struck",
    "text-line-through-type": "struck",
    "text-position": "position",
    "row-height": "size",
    "column-width": "size",
}
"""The properties that are looked at, and what each tells."""
DEEPEST = 32
"""Styles based on each other; programs make some five."""
NOTHING = re.compile(r"-?(?:0+\.?0*|\.0+)[a-z%]*")

Said = dict[str, str]
"""Values of properties by what they tell."""
Name = tuple[str, str]
"""Family and name of a style."""


@dataclass(slots=True)
class Styles:
    """What each style says, with the name of the one it is based on."""

    own: dict[Name, tuple[str | None, Said]] = field(default_factory=dict)

    def add(self, style: Element) -> None:
        """Take in a style."""
        said: Said = {}
        for properties in style:
            for key, text in properties.attrib.items():
                told = TOLD.get(str(key).rpartition("}")[2])
                if told is not None and said.get(told) != "none":
                    said[told] = str(text).strip()
        name = value(style, "family") or "", value(style, "name") or ""
        self.own[name] = value(style, "parent-style-name"), said

    def look(self, names: Iterable[tuple[str, str | None]]) -> Said:
        """What holds for text in styles of some families and names, the innermost first."""
        out: Said = {}
        for family, name in names:
            for told in self._chain(family, name):
                out = told | out
        return out

    def _chain(self, family: str, name: str | None) -> Iterator[Said]:
        for _ in range(DEEPEST):
            if name is None or (family, name) not in self.own:
                return
            name, told = self.own[family, name]
            yield told


def read(root: Element | None) -> Styles:
    """The styles below an element, in the order in which later ones replace earlier ones."""
    out = Styles()
    for style in root.iter() if root is not None else ():
        if local(style) == "style":
            out.add(style)
    return out


def unprinted(told: Said) -> bool:
    """Whether text is hidden or struck out."""
    return told.get("display") in ("none", "false") or told.get("struck", "none") != "none"


def raised(told: Said) -> bool:
    """Whether text stands above or below its line, as the number of a note does."""
    place = told.get("position", "").partition(" ")[0]
    return bool(place) and NOTHING.fullmatch(place) is None


def sizeless(told: Said) -> bool:
    """Whether a row or column has no height or width, which hides it."""
    return "size" in told and NOTHING.fullmatch(told["size"]) is not None
