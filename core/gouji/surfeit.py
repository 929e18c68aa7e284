"""A surfeit of prints: where a label is repeated a hundred thousand times, the fullest are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.document import Document
from gouji.placing.chain import Chain
from gouji.placing.place import Found
from gouji.report import Finding


def cut(document: Document, found: Sequence[Found]) -> tuple[list[Found], list[Finding]]:
    """What may be placed of the chains found, and a finding where that is not all.

    Chains of more rows go first, then those that stand first: a report amid repeated labels is kept.
    """
    most = document.limits.prints_of(len(document.text))
    chains = [chain for one in found for chain in one.chains]
    if len(chains) <= most:
        return list(found), []
    kept = {id(chain) for chain in sorted(chains, key=_rows, reverse=True)[:most]}
    fewer = [replace(one, chains=tuple(c for c in one.chains if id(c) in kept)) for one in found]
    message = (
        f"{len(chains) - most} prints of tables, those of the fewest rows, were left out: "
        f"{len(chains)} stand in {len(document.text)} characters, where limit prints allows {most}; "
        "split the text, or set the limit higher"
    )
    return fewer, [Finding("limit:prints", message, "warning", "open")]


def _rows(chain: Chain) -> int:
    return len(chain.links)
