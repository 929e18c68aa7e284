"""The styles of a Word file, as far as they say what is printed: hidden, struck out or raised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gouji_readers.package import Element, child, local, value

OFF = frozenset(("0", "false", "off", "none"))
UNPRINTED = ("vanish", "strike", "dstrike")
"""Switches of text that is hidden or struck out."""
RAISED = ("superscript", "subscript")
TOLD = (*UNPRINTED, "vertAlign", "position")
"""The properties that are looked at."""
DEEPEST = 16
"""Styles based on each other; Word allows eleven."""

Said = dict[str, str]
"""Values of properties by their names."""


def on(element: Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and (value(element) or "1") not in OFF


def said(properties: Element | None) -> Said:
    """What the properties of a run say of the ones that are looked at."""
    found = properties if properties is not None else ()
    return {local(own): value(own) or "1" for own in found if local(own) in TOLD}


@dataclass(slots=True)
class Styles:
    """What each style says, by its id, with the id of the one it is based on."""

    own: dict[str, tuple[str | None, Said]] = field(default_factory=dict)

    def look(self, paragraph: Element, run: Element) -> Said:
        """What holds for a run: what it says itself, before its own style, before its paragraph's."""
        properties = child(run, "rPr")
        styles = value(child(properties, "rStyle")), value(child(paragraph, "pPr", "pStyle"))
        by_style = [told for style in styles for told in self._chain(style)]
        out: Said = {}
        for told in (said(properties), *by_style):
            out = told | out
        return out

    def _chain(self, style: str | None) -> Iterator[Said]:
        for _ in range(DEEPEST):
            if style is None or style not in self.own:
                return
            style, told = self.own[style]
            yield told


def read(root: Any) -> Styles:
    """The styles of a part; none without it."""
    out = Styles()
    for style in root if root is not None else ():
        if local(style) == "style":
            based = value(child(style, "basedOn"))
            out.own[value(style, "styleId") or ""] = based, said(child(style, "rPr"))
    return out


def unprinted(told: Said) -> bool:
    """Whether a run is hidden or struck out."""
    return any(told.get(name, "0") not in OFF for name in UNPRINTED)


def raised(told: Said) -> bool:
    """Whether a run stands above or below its line, as the number of a note does."""
    return told.get("vertAlign") in RAISED or told.get("position", "0").strip("-0") != ""
