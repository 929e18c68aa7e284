"""Judged readings: what a reading is compared by, and when two of them stand against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.reading import ABSENT, Reading

Score = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading after solving; ``printed`` counts its placements before, a lower ``score`` is better."""

    reading: Reading
    printed: int
    score: Score


def score(reading: Reading) -> Score:
    """What a reading is compared by, structure before figures.

    In this order: figures unplaced, assumptions made, cells left open, figures read, cells not seen, and
    whether a grid is lacking.
    """
    columns = zip(*(reading.values(p) for p in reading.placements), strict=True)
    opened = sum(len(set(values)) > 1 for values in columns) if reading.placements else len(reading.columns)
    assumed = sum(a != "header" for a in reading.assumed)
    unseen = max((p.count(ABSENT) for p in reading.placements), default=0)
    return (reading.surplus, assumed, opened, -len(reading.figures), unseen, int(not reading.grid))


def contested(judged: Sequence[Judged]) -> list[Reading]:
    """The readings of a row that share the best score and state different values; empty where they agree."""
    best = [j.reading for j in judged if j.score == judged[0].score]
    stated = {tuple(r.values(p) for p in r.placements) for r in best}
    return best if len(stated) > 1 else []
