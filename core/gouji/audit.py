"""Audit: somebody's table, key by key, against what the source proves.

``audit`` takes values made by anyone (a language model, a hand) and says for each: proven at these
characters, contradicted by them, blank or absent in the source, possible but not determined by it, or of no
key of the form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from gouji.matrix import Span
from gouji.report import STATED, Cell, Report, Value

Verdict = Literal["proven", "contradicted", "not found", "blank", "undetermined", "unknown key", "no number"]
GOOD = frozenset({"proven"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the source says of one claimed value; ``spans`` are half-open offsets of its proof."""

    key: str
    claimed: Any
    verdict: Verdict
    reason: str
    spans: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The judgement as plain data."""
        spans = [list(span) for span in self.spans]
        return {
            "key": self.key,
            "claimed": self.claimed,
            "verdict": self.verdict,
            "reason": self.reason,
            "spans": spans,
        }


def audit(claims: Mapping[str, Any], report: Report) -> Iterator[Judgement]:
    """Judge each claim, in its order. A claim is a number, a text of one, or None or "" for a blank cell."""
    for key, claimed in claims.items():
        cell = report.cells.get(key)
        if cell is None:
            reason = f"{report.schema or 'no form that was recognised'} has no such key"
            yield Judgement(key, claimed, "unknown key", reason)
            continue
        try:
            value = number_of(claimed)
        except (ValueError, InvalidOperation):
            yield Judgement(key, claimed, "no number", "write a number, or null for a blank cell", cell.spans)
            continue
        # a person's value proves nothing: what was read counts
        verdict, reason = _judged(value, cell.correction.read if cell.correction else cell)
        if cell.correction:
            reason += f"; a person corrected it to {'blank' if cell.value is None else cell.value}"
        yield Judgement(key, claimed, verdict, reason, cell.spans)


def number_of(claimed: Any) -> Value:
    """The number that a claim states, None for a blank; raises ValueError or InvalidOperation for others."""
    if claimed is None or (isinstance(claimed, str) and not claimed.strip()):
        return None
    if isinstance(claimed, bool) or not isinstance(claimed, int | float | str | Decimal):
        raise ValueError(claimed)  # noqa: TRY004 - a claim is data, and its kind is part of its value
    value = Decimal(str(claimed).replace(",", "").strip())
    if not value.is_finite():
        raise ValueError(claimed)
    return value


def _judged(value: Value, cell: Cell) -> tuple[Verdict, str]:
    if cell.status in STATED:
        if value == cell.value:
            return "proven", f"{cell.raw!r} stands there ({cell.status})"
        return "contradicted", f"{cell.raw!r} stands there"
    if cell.status == "blank":
        return ("proven" if value is None else "blank"), f"the cell is printed blank {cell.raw!r}".rstrip(
            " '"
        )
    if cell.status == "absent":
        return "not found", "the document does not print this cell"
    if value in cell.candidates:
        return "undetermined", f"one of {_listed(cell)}"
    return "contradicted", f"the source leaves only {_listed(cell)}"


def _listed(cell: Cell) -> str:
    return ", ".join("blank" if c is None else str(c) for c in cell.candidates)


def tally(judgements: list[Judgement]) -> dict[str, int]:
    """How many of each verdict, the most frequent first."""
    return dict(Counter(j.verdict for j in judgements).most_common())
