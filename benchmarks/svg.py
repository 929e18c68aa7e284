"""SVG: bars and lines on logarithmic scales, with nothing but Python.

A drawing follows the reader's choice of a light or a dark page; each line bears its name, and marks tell what
they stand for when a pointer rests on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH = 860
LIGHT = ("#8c959f", "#0969da", "#1a7f37", "#bc4c00", "#8250df", "#bf3989", "#9a6700", "#1b7c83")
DARK = ("#9198a1", "#4493f8", "#3fb950", "#f0883e", "#ab7df8", "#f778ba", "#d29922", "#56d4dd")
COLOURS = len(LIGHT)
"""Colours of series on a light and on a dark page, the floor's first; more series are dashed."""


def _themed(ground: str, ink: str, soft: str, grid: str, colours: Sequence[str]) -> str:
    """The rules of one theme."""
    rules = [
        f"svg {{ background: {ground}; fill: {ink} }}",
        f".soft {{ fill: {soft} }}",
        f".grid {{ stroke: {grid} }}",
        *(f".c{i} {{ fill: {colour}; stroke: {colour} }}" for i, colour in enumerate(colours)),
        ".line { fill: none; stroke-width: 2 }",
    ]
    return "\n".join(rules)


STYLE = f"""
svg {{ font: 13px system-ui, sans-serif }}
.title {{ font-size: 16px; font-weight: 600 }}
.soft {{ font-size: 12px }}
{_themed("#ffffff", "#1f2328", "#59636e", "#d1d9e0", LIGHT)}
@media (prefers-color-scheme: dark) {{
{_themed("#0d1117", "#f0f6fc", "#9198a1", "#3d444d", DARK)}
}}
"""
BAR, GAP = 13, 12
"""Height of a bar, and room between two groups of them."""
LEFT, RIGHT, TOP, BOTTOM = 190, 90, 74, 34


@dataclass(frozen=True)
class Scale:
    """A logarithmic scale of whole powers of ten, laid on pixels."""

    low: int
    high: int
    start: float
    stop: float

    @classmethod
    def over(cls, values: Iterable[float], start: float, stop: float) -> Scale:
        """The scale that holds all values, which are above 0."""
        logs = [log10(value) for value in values]
        low = floor(min(logs))
        return cls(low, max(ceil(max(logs)), low + 1), start, stop)

    def at(self, value: float) -> float:
        """Where a value stands."""
        return self.start + (log10(value) - self.low) / (self.high - self.low) * (self.stop - self.start)

    @property
    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


@dataclass(frozen=True)
class Series:
    """Points of one name: (size, seconds), in order of size."""

    name: str
    points: Sequence[tuple[float, float]]


def _drawing(height: float, title: str, told: str, body: Iterable[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img">'
    words = [_text(16, 26, title, "title"), _text(16, 46, told, "soft")]
    lines = [head, f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>", *words, *body]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{named}>{escape(words)}</text>'


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="grid" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def short(value: float) -> str:
    """A number as an axis shows it."""
    for unit, size in (("G", 1e9), ("M", 1e6), ("k", 1e3)):
        if value >= size:
            return f"{value / size:g}{unit}"
    return f"{value:g}"


def bars(title: str, told: str, groups: dict[str, dict[str, float]]) -> str:
    """A group of bars for each name, one for each of its parts; equal parts have equal colours."""
    parts = list(dict.fromkeys(part for group in groups.values() for part in group))
    values = [value for group in groups.values() for value in group.values()]
    scale = Scale.over(values, LEFT, WIDTH - RIGHT)
    body, y = _legend(parts), float(TOP)
    rows: list[str] = []
    for name, group in groups.items():
        rows.append(_text(LEFT - 10, y + len(group) * BAR / 2 + 4, name, anchor="end"))
        for part, value in group.items():
            wide = max(scale.at(value) - LEFT, 1)
            shown = f"{value:,.1f}" if value < 100 else f"{value:,.0f}"
            kind = parts.index(part) % COLOURS
            rows.append(
                f'<rect class="c{kind}" x="{LEFT}" y="{y:.1f}" width="{wide:.1f}" height="{BAR - 3}">'
                f"<title>{escape(f'{name}, {part}: {shown}')}</title></rect>"
            )
            rows.append(_text(LEFT + wide + 5, y + BAR - 4, shown, "soft"))
            y += BAR
        y += GAP
    for tick in scale.ticks:
        body.append(_rule(scale.at(tick), TOP - 6, scale.at(tick), y))
        body.append(_text(scale.at(tick), y + 16, short(tick), "soft", "middle"))
    return _drawing(y + BOTTOM, title, told, [*body, *rows])


def _legend(parts: Sequence[str]) -> list[str]:
    found, x = [], 16.0
    for kind, part in enumerate(parts):
        found.append(f'<rect class="c{kind % COLOURS}" x="{x:.1f}" y="54" width="10" height="10"/>')
        found.append(_text(x + 15, 63, part, "soft"))
        x += 32 + 6.4 * len(part)
    return found


def lines(title: str, told: str, found: Sequence[Series]) -> str:
    """A line for each series over its sizes, named at its end."""
    height = 460.0
    right = WIDTH - 210
    across = Scale.over([x for one in found for x, _ in one.points], 70, right)
    up = Scale.over([y for one in found for _, y in one.points], height - BOTTOM - 8, TOP - 14)
    body = [_rule(across.at(t), up.at(up.ticks[0]), across.at(t), up.at(up.ticks[-1])) for t in across.ticks]
    body += [_text(across.at(t), height - BOTTOM + 10, short(t), "soft", "middle") for t in across.ticks]
    body += [_rule(70, up.at(t), right, up.at(t)) for t in up.ticks]
    body += [_text(62, up.at(t) + 4, f"{short(t)} s", "soft", "end") for t in up.ticks]
    named = _apart([up.at(one.points[-1][1]) for one in found])
    for kind, (one, y) in enumerate(zip(found, named, strict=True)):
        places = [(across.at(x), up.at(seconds)) for x, seconds in one.points]
        body.append(_rule(*places[-1], right + 12, y))
        body += _line(one, kind, places)
        body.append(_text(right + 16, y + 4, one.name))
    return _drawing(height, title, told, body)


def _line(one: Series, kind: int, places: Sequence[tuple[float, float]]) -> list[str]:
    """A line through its places, with a mark on each; the floor's colour is the last to be used."""
    colour, dashes = f"c{(kind + 1) % COLOURS}", "" if kind < COLOURS else ' stroke-dasharray="6 4"'
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    drawn = [f'<polyline class="line {colour}" points="{path}"{dashes}/>']
    for (x, y), (size, seconds) in zip(places, one.points, strict=True):
        told = f"<title>{escape(f'{one.name}: {size:,.0f} bytes, {seconds:.4g} s')}</title>"
        drawn.append(f'<circle class="{colour}" cx="{x:.1f}" cy="{y:.1f}" r="3">{told}</circle>')
    return drawn


def _apart(places: Sequence[float], room: float = 15) -> list[float]:
    """The places, moved down as far as names need to stand apart."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    found, free = [0.0] * len(places), 0.0
    for i in order:
        found[i] = max(places[i], free)
        free = found[i] + room
    return found
