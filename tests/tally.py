"""The ledger: of each kind of document with a truth, how many cells gouji reads, leaves open, and gets wrong.

    python tests/tally.py      # measures again and writes tests/ledger/*.tsv; look at the diff

A line counts all documents of one family, converter and grade; a fixture is a kind of its own. It holds counts and
names of converters, nothing of a document, so that a change of the engine shows in a diff as what it wins and loses.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import proof
from gouji.report import STATED, Report
from outside import SHARED

LEDGER = Path(__file__).parent / "ledger"
MANIFESTS = {
    "matrix": (SHARED, "matrix/manifest.jsonl"),
    "fixtures": (proof.FIXTURES, "manifest.jsonl"),
}
"""Per ledger the folder that its manifest's paths start from, and the manifest."""
VERDICTS = ("right", "abstained", "misled", "wrong")
"""Wrong: another number than the truth's is stated. Misled: none is, but the truth is ruled out: a printed figure
is called blank, or is not among the candidates. Abstained: the report leaves open what the truth holds."""
HEAD = (
    *("family", "converter", "grade", "docs", "cells", *VERDICTS),
    *("figures", *(f"figures {verdict}" for verdict in VERDICTS)),
)

Kind = tuple[str, str, str]


@dataclass
class Tally:
    """The counts of each kind of document, and every wrong statement: document, key, stated, true.

    Those of documents in proof.MISREAD are known.
    """

    counts: dict[Kind, Counter[str]] = field(default_factory=dict)
    wrong: list[tuple[str, str, Any, Any]] = field(default_factory=list)
    known: list[tuple[str, str, Any, Any]] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The ledger, sorted by kind, under its head."""
        body = (("\t".join(kind), self.counts[kind]) for kind in sorted(self.counts))
        return ["\t".join(HEAD), *("\t".join([kind, *(str(c[n]) for n in HEAD[3:])]) for kind, c in body)]


def measured(name: str) -> Tally:
    """What gouji reads today of the documents of one manifest; raises FileNotFoundError where there is none."""
    root, manifest = MANIFESTS[name]
    entries = [json.loads(line) for line in (root / manifest).read_text("utf-8").splitlines()]
    prints = Counter(entry["doc"] for entry in entries)
    tally = Tally()
    for entry in entries:
        values = values_of(root / entry["truth"])
        reports = proof.real_engine().parse_all(root / entry["doc"])
        best = proof.best(values, reports)
        found = list(mistakes(values, [best] if prints[entry["doc"]] > 1 else reports))
        kind = (entry["family"], entry.get("converter", Path(entry["truth"]).stem), entry["grade"])
        tally.counts.setdefault(kind, Counter()).update(counts_of(values, best, found))
        known = name == "fixtures" and Path(entry["truth"]).stem in proof.MISREAD
        listed = tally.known if known else tally.wrong
        listed += [(entry["doc"], *mistake) for mistake in found]
    return tally


@cache
def values_of(path: Path) -> dict[str, Any]:
    """The printed numbers of a truth by key, None where none is printed or the print does not tell which."""
    cells = json.loads(path.read_text("utf-8"), parse_float=Decimal)["cells"]
    return {key: cell["value"] for key, cell in cells.items()}


def mistakes(values: Mapping[str, Any], reports: list[Report]) -> Iterator[tuple[str, Any, Any]]:
    """What any of the reports states otherwise than the truth, or where the truth has nothing."""
    for cell in (cell for report in reports for cell in report):
        if cell.value is not None and values.get(cell.key) != cell.value:
            yield cell.key, cell.value, values.get(cell.key)


def counts_of(values: Mapping[str, Any], report: Report, wrong: list[tuple[str, Any, Any]]) -> Counter[str]:
    """How the keys of a truth fare in a report, and the statements found wrong, under the names of HEAD."""
    found = Counter(docs=1, cells=len(values), figures=sum(v is not None for v in values.values()))
    found["wrong"] = len(wrong)
    found["figures wrong"] = sum(true is not None for _, _, true in wrong)
    for key, verdict in proof.verdicts(values, report).items():
        name = _name(verdict, report, key)
        if name != "wrong":
            found.update([name] if values[key] is None else [name, f"figures {name}"])
    return found


def _name(verdict: str, report: Report, key: str) -> str:
    """The ledger's word for a verdict."""
    if verdict == "wrong":
        return "wrong" if report[key].status in STATED else "misled"
    return "right" if verdict == "right" else "abstained"


def path_of(name: str) -> Path:
    """The ledger of that name."""
    return LEDGER / f"{name}.tsv"


def main() -> int:
    """Write every ledger whose documents are here; 1 where something is wrong, or documents are missing."""
    missing = [name for name, (root, manifest) in MANIFESTS.items() if not (root / manifest).exists()]
    wrong = []
    for name in MANIFESTS.keys() - missing:
        tally = measured(name)
        path_of(name).write_text("\n".join(tally.lines()) + "\n", "utf-8")
        wrong += tally.wrong
    for name in missing:
        sys.stderr.write(
            f"{path_of(name).name} is left as it is: {'/'.join(MANIFESTS[name][1:])} is not here\n"
        )
    for mistake in wrong:
        sys.stderr.write("wrong: {} {}: {} stated for {}\n".format(*mistake))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
