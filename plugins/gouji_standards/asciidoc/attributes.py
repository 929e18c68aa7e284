"""Block attributes of AsciiDoc: what ``[cols="1,2",%header]`` lines above a block say.

AsciiDoc Language, "Element Attributes" and "Column Specifiers"; where it is silent, as Asciidoctor 2.0 reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gouji.matrix import Span

LINE_LIMIT = 2000
"""Characters of an attribute line that are read; real ones have a hundred."""
COLUMNS_LIMIT = 1000
"""Columns a table may have; more are an attack or an error."""

_ATTRIBUTE = re.compile(
    r"\s*+(?:(?P<name>\w[\w-]*+)\s*+=\s*+)?"
    r"(?:\"(?P<double>(?:[^\"\\]|\\.)*+)\"[^,]*+|'(?P<single>(?:[^'\\]|\\.)*+)'[^,]*+|(?P<bare>[^,]*+))(?:,|\Z)"
)
_OPTION = re.compile(r"%([^.#%]+)")
_STYLE = re.compile(r"[^.#%\s]*")
_COLUMN = re.compile(
    r"(?:(\d{1,6})\*)?(?:[<^>](?:\.[<^>]?)?|(?:[<^>]?\.)?[<^>])?(?:\d+%?|~)?([a-z])?", re.ASCII
)


@dataclass(slots=True)
class Attributes:
    """The attributes and the title that were gathered above a block; later lines win over earlier ones."""

    named: dict[str, str] = field(default_factory=dict)
    options: set[str] = field(default_factory=set)
    style: str = ""
    title: Span | None = None

    def add(self, said: str) -> None:
        """Take in what stands between the brackets of one line."""
        said = said[:LINE_LIMIT]
        first = True
        for found in _ATTRIBUTE.finditer(said):
            value = next(v for v in (found["double"], found["single"], found["bare"]) if v is not None)
            if found["name"]:
                self._name(found["name"], _plain(value, found["bare"]))
            elif first:
                self.options.update(_OPTION.findall(value))
                named = _STYLE.match(value.strip())
                self.style = named[0] if named and named[0] else self.style
            first = False

    def _name(self, name: str, value: str) -> None:
        if name in ("options", "opts"):
            self.options.update(option.strip() for option in value.split(","))
        else:
            self.named[name] = value

    def columns(self) -> list[str]:
        """The style letter of each column that ``cols`` sets, empty where it sets none."""
        asked = self.named.get("cols", "").replace(" ", "")
        if asked.isascii() and asked.isdigit():
            return [""] * _count(asked)
        styles: list[str] = []
        for part in asked.split("," if "," in asked else ";") if asked else ():
            column = _COLUMN.fullmatch(part)
            if column and len(styles) <= COLUMNS_LIMIT:
                styles += [column[2] or ""] * (_count(column[1]) if column[1] else 1)
        return styles


def _plain(value: str, bare: str | None) -> str:
    return value.rstrip() if bare is not None else value.replace('\\"', '"').replace("\\'", "'")


def _count(digits: str) -> int:
    """A number, no larger than just over the limit of columns."""
    return min(int(digits[:6]), COLUMNS_LIMIT + 1)
