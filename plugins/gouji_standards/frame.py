"""Frames: drawn lines as rules and as lines of cells between bars.

Lines are taken by their bars where all stand in the columns of the rules' crossings, else each line by its
own bars, which must then be as many on every line (a tool that counted other widths than are printed).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gouji.matrix import Span
from gouji_standards.drawn_lines import Drawn

HORIZONTAL = "-=─━┄┅┈┉╌╍═╴╶╸╺╼╾"
VERTICAL = "|¦│┃║┆┇┊┋╎╏╵╷╹╻╽╿"
CROSSING = "+*" + "".join(
    chr(c) for c in range(0x250C, 0x2574) if chr(c) not in HORIZONTAL + VERTICAL + "╱╲╳"
)
PLAIN = str.maketrans(
    HORIZONTAL + VERTICAL + CROSSING,
    "-" * len(HORIZONTAL) + "|" * len(VERTICAL) + "+" * len(CROSSING),
)
"""Every drawing character as the one of ``-``, ``|`` and ``+`` that it stands for."""
DRAWING = HORIZONTAL + VERTICAL + CROSSING + "#~.:o,'/;%!"
"""All that a line of a drawing without words prints, a remark's mark before it too: counted once."""
MARKS_BREAK = "+↵"
"""psql's marks, in the padding right of a cell, for a line that goes on below."""
MANY_BITS = 8
"""Crossings of a rule that show bits, not columns, where the cells take more than two of them each."""
FEWEST_TORN = 2
"""Lines of cells in a frame of which some have lost their end: one alone is malformed."""
_RULE = re.compile(r"[+|][-+|]*-[-+|]*[+|]")
_TWICE = frozenset(("||", "++", "|+", "+|"))
_BAR = re.compile(r"[|+]")


class Part(NamedTuple):
    """A piece of a cell on one line: the slots [first, stop) it covers, its text, and its marks.

    ``width`` is the room between its bars, ``broken`` whether a mark says that it goes on below.
    """

    first: int
    stop: int
    span: Span
    width: int
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Lines of parts, an empty list for a rule; ``partial`` where a rule stops at a cell that goes on."""

    text: str
    lines: Sequence[Drawn]
    parts: Sequence[list[Part]]
    width: int
    partial: bool

    @property
    def printed(self) -> bool:
        """Whether a printer drew it: box drawing characters, or rules that begin with a bar."""
        rules = [line.chars for line, parts in zip(self.lines, self.parts, strict=True) if not parts]
        return any(not rule.isascii() or rule[0] == "|" for rule in rules)

    def groups(self) -> list[list[int]]:
        """The lines between rules, top to bottom."""
        found: list[list[int]] = [[]]
        for index, parts in enumerate(self.parts):
            if parts:
                found[-1].append(index)
            elif found[-1]:
                found.append([])
        return found if found[-1] else found[:-1]


def frame_of(text: str, lines: Sequence[Drawn]) -> Frame | None:
    """The frame of lines of one width that begin and end with an edge, None where bars do not fit."""
    lines = _single(lines)
    flat = [line.chars.translate(PLAIN) for line in lines]
    rules = [is_rule(line) for line in flat]
    if all(rules):
        return None
    bars = _bars(flat, rules)
    if bars is None:
        return None
    parts = [
        [] if rule else _parts(line, plain, bars)
        for line, plain, rule in zip(lines, flat, rules, strict=True)
    ]
    content = [plain for plain, rule in zip(flat, rules, strict=True) if not rule]
    partial = any(_is_partial(plain, bars) for plain in content)
    return Frame(text, lines, parts, len(bars) - 1, partial)


def _single(lines: Sequence[Drawn]) -> Sequence[Drawn]:
    """The lines with one bar for two side by side on every line: double bars of plain signs."""
    flat = [line.chars.translate(PLAIN) for line in lines]
    twice = [at for at in range(1, len(flat[0])) if all(line[at - 1 : at + 1] in _TWICE for line in flat)]
    if not twice or not any("||" in line for line in flat):
        return lines
    kept = [at for at in range(len(flat[0])) if at not in twice]
    ends = [*kept, len(flat[0])]
    return [Drawn("".join(line.chars[at] for at in kept), [line.at[at] for at in ends]) for line in lines]


def is_rule(flat: str) -> bool:
    """Whether a flattened line is nothing but rule."""
    return _RULE.fullmatch(flat) is not None


def _bars(flat: Sequence[str], rules: Sequence[bool]) -> list[int] | None:
    """The columns of all bars, both edges among them: the rules' crossings, or else those all lines share."""
    last = len(flat[0]) - 1
    drawn = {m.start() for line, rule in zip(flat, rules, strict=True) if rule for m in _BAR.finditer(line)}
    content = [line for line, rule in zip(flat, rules, strict=True) if not rule]
    if drawn <= {0, last}:
        drawn = set.intersection(*({m.start() for m in re.finditer(r"\|", line)} for line in content))
    bars = sorted(drawn | {0, last})
    used = [bar for bar in bars if any(line[bar] in "|+" for line in content)]
    if len(bars) > MANY_BITS and len(used) * 2 < len(bars):
        return None
    if any(right - left < 2 for left, right in zip(used, used[1:], strict=False)):  # noqa: PLR2004 - no room
        return None
    return used if len(used) > 1 and used[0] == 0 and used[-1] == last else None


def _parts(line: Drawn, plain: str, bars: Sequence[int]) -> list[Part]:
    own = [index for index, bar in enumerate(bars) if plain[bar] in "|+"]
    found = []
    for first, stop in zip(own, own[1:], strict=False):
        left, right = bars[first] + 1, bars[stop]
        broken = right - left > 1 and line.chars[right - 1] in MARKS_BREAK and line.chars[left] == " "
        span = line.span(left, right - broken)
        found.append(Part(first, stop, span, right - left, broken))
    return found


def _is_partial(plain: str, bars: Sequence[int]) -> bool:
    """Whether a line is rule between some bars."""
    for left, right in zip(bars, bars[1:], strict=False):
        inner = plain[left + 1 : right]
        if inner and "+" in (plain[left], plain[right]) and not inner.strip("-+"):
            return True
    return False


def uneven_frame(text: str, spans: Sequence[Span], left: int) -> Frame | None:
    """The frame of lines that end at different columns: as many bars on each line as the rules cross.

    None where they differ in number, or where a rule stops at a cell that goes on. Rules may cross no bar.
    """
    lines = [_whole(text, start + left, end) for start, end in spans]
    flat = [line.chars.translate(PLAIN) for line in lines]
    rules = [is_rule(line) for line in flat]
    marks = [
        [m.start() for m in re.finditer(r"[|+]" if rule else r"\|", line)]
        for line, rule in zip(flat, rules, strict=True)
    ]
    wanted = max((len(found) for found, rule in zip(marks, rules, strict=True) if rule), default=0)
    for line, found, rule in zip(lines, marks, rules, strict=True):
        if not rule and len(found) == wanted - 1 and len(line.chars) < len(lines[0].chars):
            found.append(len(line.chars))  # the end is torn off
            if len(lines) - sum(rules) < FEWEST_TORN:
                return None
    content = {len(found) for found, rule in zip(marks, rules, strict=True) if not rule}
    crossed = {len(found) for found, rule in zip(marks, rules, strict=True) if rule}
    if len(content) != 1 or (crossed and max(crossed) not in content | {2}):
        return None
    parts = [
        [] if rule else _between(line, found) for line, found, rule in zip(lines, marks, rules, strict=True)
    ]
    return Frame(text, lines, parts, content.pop() - 1, partial=False)


def _whole(text: str, start: int, end: int) -> Drawn:
    said = text[start:end].rstrip()
    return Drawn(said, range(start, start + len(said) + 1))


def _between(line: Drawn, bars: Sequence[int]) -> list[Part]:
    pairs = zip(bars, bars[1:], strict=False)
    return [Part(i, i + 1, line.span(a + 1, b), b - a - 1) for i, (a, b) in enumerate(pairs)]
