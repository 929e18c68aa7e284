"""Suspects: where equations fail, the one printed figure whose change would mend most of them at once.

A hint for a person who looks at the document, never a repair: the cell keeps what is printed. An error in
print, the usual case, mostly lies in one figure, and a figure stands in several equations, of its row and of
its column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.equation import Equation, Number
from gouji.keys import table_of
from gouji.report import STATED, Cell, Finding

LEAST = 2
"""Equations that one change must mend: one alone could be mended by a change of any of its figures."""
MOST = 3
"""Suspects of equal standing that are told; more say nothing."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """If ``key`` read ``new`` instead of ``old``, the equations ``mended`` would hold and none would fail."""

    key: str
    old: Number
    new: Number
    mended: tuple[str, ...]


def suspects(cells: Mapping[str, Cell], equations: Iterable[Equation]) -> list[Suspect]:
    """The changes of one figure that mend most broken equations, at least two; none where too many tie."""
    judged = _Judged(cells, equations)
    found = [suspect for key in judged.accused for suspect in judged.changes(key)]
    most = max((len(s.mended) for s in found), default=0)
    best = [s for s in found if len(s.mended) == most >= LEAST]
    return best if len(best) <= MOST else []


class _Judged:
    """The equations that can be judged, those that fail apart from those that hold."""

    def __init__(self, cells: Mapping[str, Cell], equations: Iterable[Equation]) -> None:
        self.values: dict[str, Number] = {
            k: c.value for k, c in cells.items() if c.status in STATED and c.value is not None
        }
        self.broken: dict[str, list[Equation]] = defaultdict(list)
        self.sound: dict[str, list[Equation]] = defaultdict(list)
        for equation in equations:
            if equation.places and all(key in self.values for key in equation.keys):
                left, right = equation.sides(self.values)
                held = self.sound if left == right else self.broken
                for key in dict.fromkeys(equation.keys):
                    held[key].append(equation)

    @property
    def accused(self) -> Sequence[str]:
        """The keys of broken equations, in the form's order."""
        return [key for key in self.values if key in self.broken]

    def changes(self, key: str) -> Iterator[Suspect]:
        """What else the figure could be: each value that mends one of its equations and breaks none."""
        old = self.values[key]
        asked = [(equation.id, wanted(equation, key, self.values)) for equation in self.broken[key]]
        for new in dict.fromkeys(value for _, value in asked if value is not None):
            if new >= 0 and all(wanted(e, key, self.values) == new for e in self.sound[key]):
                yield Suspect(key, old, new, tuple(name for name, value in asked if value == new))


def wanted(equation: Equation, key: str, values: Mapping[str, Number]) -> Number | None:
    """The value of a key by which an equation holds; None where no figure of its kind does it."""
    weight = sum(c for c, k in equation.left if k == key) - sum(c for c, k in equation.right if k == key)
    left, right = equation.sides(values)
    if not weight:
        return None
    step = (right - left) / Decimal(weight) if abs(weight) != 1 else (right - left) * weight
    new = values[key] + step
    return new if isinstance(values[key], Decimal) or new == int(new) else None


def findings(cells: Mapping[str, Cell], equations: Iterable[Equation]) -> Iterator[Finding]:
    """The suspects as findings; each says whether the figure's place is sure."""
    found = suspects(cells, equations)
    for suspect in found:
        cell = cells[suspect.key]
        told = f"{suspect.key}: were it {suspect.new} instead of {cell.raw}, {len(suspect.mended)} equations"
        sure = "the figure's place is certain, so look whether it is printed so"
        if cell.status == "solved":
            sure = "the figure's place was solved, so the reading may be at fault"
        one_of = f", or one of {len(found)} such figures" if len(found) > 1 else ""
        yield Finding(
            f"suspect:{suspect.key}",
            f"{told} that fail would hold ({', '.join(suspect.mended)}){one_of}; {sure}",
            "info",
            table=table_of(suspect.key),
            keys=(suspect.key,),
            spans=cell.spans,
        )
