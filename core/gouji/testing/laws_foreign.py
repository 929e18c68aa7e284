"""The law of foreign texts: nothing is read in them, and that takes hardly any time."""

from __future__ import annotations

from functools import partial

from gouji.document import Document
from gouji.matrix import CellMatrix
from gouji.testing import clock
from gouji.testing.kit_foreign import foreign
from gouji.testing.kit_law import Trial

MOST = 5.0
"""A refusal may take so many times what the line table takes, which is made once for all layouts."""


def refusal(trial: Trial) -> None:
    """Prose, logs, code and the prints of other layouts are refused, in the time of a look at the lines."""
    for name, text in foreign().items():
        if trial.layout.is_like(name):
            continue
        found = _refuses(trial, _lined(text))
        if found:
            remedy = f"ask for more evidence; or say resembles=({name!r},) if such a text may be read"
            raise trial.broken(text, [m.rows(text) for m in found[:2]], f"nothing in {name}", remedy)
        most = MOST * clock.least(_counted, lambda text=text: Document(text))  # type: ignore[misc]
        slow = clock.over(partial(_refuses, trial), lambda text=text: _lined(text), most)  # type: ignore[misc]
        if slow:
            remedy = "look for the layout's marks in document.text or document.lines before anything else"
            took = f"{min(slow) * 1e6:.0f} µs for {name}"
            raise trial.broken(text, took, f"at most {most * 1e6:.0f} µs", remedy)


def _refuses(trial: Trial, document: Document) -> list[CellMatrix]:
    """What is found where nobody has named the layout."""
    return list(trial.hook.unasked(document) or ())


def _lined(text: str) -> Document:
    """A document whose line table is made, as the first layout that looks at it makes it for all."""
    document = Document(text)
    _counted(document)
    return document


def _counted(document: Document) -> object:
    """All that is counted of lines, each group when it is asked for first."""
    return document.lines.gaps, document.lines.tags, document.codes
