"""The catalogue of damages: what pages, converters and editors do to a print, each by a name."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gouji.testing import damage

Draw = Callable[[random.Random], Mapping[str, Any]]
Change = Callable[[str], str]

FIRST_PAGE, PAGE = (2, 9), (4, 16)
"""Rows of the first page and of the later ones, least and most."""
PAGES = 3
"""Most breaks of a table; shorter tables have fewer."""
CARRY = ("carry",)
"""What becomes of group labels is up to another damage where one says it."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One damage: what it does, in a sentence, and by which of its parts.

    ``options`` draws fields of ``Options`` from a random generator; ``text`` changes the printed text,
    ``encoding`` is how it is written as bytes, ``thousands`` prints figures with separators. Another
    damage may set the ``weak`` fields differently. No damage
    takes a figure away or changes what it means.
    """

    name: str
    says: str
    options: Draw | None = None
    text: Change | None = None
    encoding: str = "utf-8"
    thousands: bool = False
    weak: tuple[str, ...] = ()


def _always(**fields: Any) -> Draw:
    return lambda _rng: fields


def _breaks(rng: random.Random) -> tuple[int, ...]:
    at, found = rng.randint(*FIRST_PAGE), []
    for _ in range(PAGES):
        found.append(at)
        at += rng.randint(*PAGE)
    return tuple(found)


def _pages(**fields: Any) -> Draw:
    return lambda rng: {"page_breaks": _breaks(rng), **fields}


_ALL = (
    Damage(
        "pages",
        "page breaks between rows; group labels are blank after them",
        _pages(carry="blank"),
        weak=CARRY,
    ),
    Damage(
        "page-breaks",
        "page breaks inside rows: the label is cut in two, its figures stay on the page before",
        _pages(carry="repeat", split_label=True),
        weak=CARRY,
    ),
    Damage(
        "page-marks",
        "page breaks between rows with a page number there",
        _pages(carry="blank", page_mark="- 5 -"),
        weak=CARRY,
    ),
    Damage(
        "lost-groups",
        "page breaks after which group labels are gone and rows move left",
        _pages(carry="drop"),
    ),
    Damage("repeated-groups", "page breaks after which group labels stand again", _pages(carry="repeat")),
    Damage(
        "late-columns",
        "page breaks after which the table has more, empty columns",
        lambda rng: {
            "page_breaks": _breaks(rng),
            "carry": "repeat",
            "extra_columns": rng.choice(((0, 1), (1, 0), (1, 1))),
            "extra_from": 1,
        },
        weak=CARRY,
    ),
    Damage(
        "extra-columns",
        "empty columns beside the table",
        lambda rng: {"extra_columns": rng.choice(((0, 1), (1, 0), (1, 2)))},
    ),
    Damage("wrapped", "labels over several lines", lambda rng: {"wrap": rng.choice((5, 8, 12))}),
    Damage(
        "vertical-labels", "labels one or two characters a line", lambda rng: {"wrap": rng.choice((1, 2))}
    ),
    Damage("spaced-labels", "a blank after every fourth character of a label", _always(spaced=4)),
    Damage("cut-labels", "labels that end after their seventh character", _always(cut=7)),
    Damage("dropped-blanks", "blank cells leave no trace", _always(drop_blanks=True)),
    Damage("narrow-blocks", "a narrow block leaves columns of the table empty", _always(stretch=False)),
    Damage("low-headers", "column labels sink to the last header row", _always(low_headers=True)),
    Damage(
        "prose",
        "paragraphs that name labels beside figures of no cell",
        lambda rng: {"prose": True, "seed": rng.randrange(2**16)},
    ),
    Damage("blank-lines", "a blank line after each line of a layout printed downwards", _always(line_gap=1)),
    Damage("crlf", "lines end in CR LF", _always(newline="\r\n")),
    Damage("fullwidth", "figures in full-width digits", _always(fullwidth=True)),
    Damage("thousands", "figures with a comma after each third digit", thousands=True),
    Damage("kangxi", "characters replaced by Kangxi radicals that look the same", text=damage.kangxi),
    Damage("nbsp", "no-break spaces for blanks after wide characters", text=damage.nbsp),
    Damage("zero-width", "zero-width spaces between ideographs", text=damage.zero_width),
    Damage("trailing-blanks", "two blanks at the end of each line", text=damage.trailing_blanks),
    Damage("gb18030", "bytes in GB18030", text=damage.relabelled, encoding="gb18030"),
)

DAMAGES: dict[str, Damage] = {d.name: d for d in _ALL}
"""Every damage by name."""
