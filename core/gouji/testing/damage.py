"""Damage: small changes that converters and editors do to a text; each says what it leaves as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

KANGXI = range(0x2F00, 0x2FD6)
"""The block Kangxi Radicals of Unicode; NFKC maps each to the unified character it looks like."""
FULLWIDTH = {ord("0") + i: 0xFF10 + i for i in range(10)}
TAG = re.compile(r"(<[^<>\n]*>)")
WIDE_PAIR = re.compile("(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])")


def crlf(text: str) -> str:
    """Every lone line feed becomes CR LF. The lines stay the same."""
    return re.sub(r"(?<!\r)\n", "\r\n", text)


def fullwidth(text: str) -> str:
    """Every ASCII digit outside tags becomes full-width. The text stays the same after NFKC."""
    return _outside_tags(text, lambda part: part.translate(FULLWIDTH))


def kangxi(text: str) -> str:
    """Every character that has a Kangxi radical becomes it. The text stays the same after NFKC."""
    return text.translate(_radicals())


def byte_order_mark(text: str) -> str:
    """A byte order mark stands before the text, as editors leave one. The lines stay the same."""
    return f"\ufeff{text}"


def nbsp(text: str) -> str:
    """Every blank outside tags that follows a wide character becomes a no-break space. All else stays."""
    return _outside_tags(text, lambda part: re.sub(r"(?<=[\u3000-\u9fff]) ", "\u00a0", part))


def zero_width(text: str, every: int = 2) -> str:
    """A zero-width space enters after each ``every``-th of the gaps between two ideographs; figures stay."""
    count = iter(range(1, len(text) + 1))
    return WIDE_PAIR.sub(lambda _: "" if next(count) % every else "\u200b", text)


def extra_blank_lines(text: str, every: int = 1) -> str:
    """A blank line follows each ``every``-th line. Every printed line stays, in its order."""
    lines = text.split("\n")
    return "\n".join(line + "\n" if number % every == 0 else line for number, line in enumerate(lines, 1))


def trailing_blanks(text: str) -> str:
    """Each printed line ends in two blanks. All that is printed stays, in its columns."""
    return re.sub(r"(?<=[^\s])(?=\r?\n)", "  ", text)


def prose_around(text: str, before: str = "截至2020年12月31日，共3条。", after: str = "共12页。") -> str:
    """A paragraph before and one after. The text between stays as it is, in one piece."""
    return f"{before}\n\n{text}\n\n{after}\n"


def relabelled(text: str, charset: str = "gb18030") -> str:
    """A page that declares UTF-8 declares another charset, as it will be encoded in it."""
    return text.replace('<meta charset="utf-8">', f'<meta charset="{charset}">', 1)


HARMLESS: dict[str, Callable[[str], str]] = {
    "crlf": crlf,
    "fullwidth": fullwidth,
    "kangxi": kangxi,
    "byte_order_mark": byte_order_mark,
    "nbsp": nbsp,
    "zero_width": zero_width,
    "trailing_blanks": trailing_blanks,
    "prose_around": prose_around,
}
"""The damage after which each figure still means what it meant, in every layout."""


def _outside_tags(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if TAG.fullmatch(part) else change(part) for part in TAG.split(text))


@cache
def _radicals() -> dict[int, str]:
    pairs = ((unicodedata.normalize("NFKC", chr(code)), chr(code)) for code in KANGXI)
    return {ord(plain): radical for plain, radical in pairs if len(plain) == 1}
