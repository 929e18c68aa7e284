"""Laws of independence: no call changes another, and no plugin another."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from inspect import ismodule
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from gouji.candidate import Candidate, given, installed
from gouji.document import Document
from gouji.errors import PluginError
from gouji.matrix import CellMatrix
from gouji.testing.kit_foreign import PROSE
from gouji.testing.kit_grids import each
from gouji.testing.kit_law import Trial
from gouji.testing.laws_reading import texts_of

if TYPE_CHECKING:
    from gouji.engine import Engine


def stateless(trial: Trial) -> None:
    """A document reads the same first and last, and while another is being read."""
    seen: dict[str, object] = {}
    remedy = "keep nothing at the top of the module or on the plugin that a call changes"

    def begin(text: str) -> None:
        seen[text] = _told(trial.hook(Document(text)))

    each(trial.layout, _texts(trial), begin)
    for text in reversed(seen):
        again = _told(trial.hook(Document(text)))
        if again != seen[text]:
            raise trial.broken(text, again, seen[text], remedy)
    for one, other in pairwise(seen):
        text = f"{one}\n\n{PROSE}\n\n{one}"
        whole, begun = _told(trial.hook(Document(text))), iter(trial.hook.read(Document(text)) or ())
        first = list(islice(begun, 1))
        trial.hook(Document(other))
        found = _told([*first, *begun])
        if found != whole:
            raise trial.broken(text, found, whole, remedy)


def plugin_order(trial: Trial) -> None:
    """The engine finds the same matrices and tables whatever the order of its plugins."""
    from gouji.engine import Engine  # noqa: PLC0415 - only these laws run the engine

    others = _others(trial.layout.plugin)
    orders = [trial.layout.plugin, *others], [*others, trial.layout.plugin]
    engines = [Engine(order, strict=True) for order in orders]

    def check(text: str) -> None:
        said = [_engine_says(engine, text) for engine in engines]
        if said[0] != said[1]:
            raise trial.broken(text, said[1], said[0], "keep no state that another plugin's reading changes")

    each(trial.layout, _texts(trial), check)


def contract(trial: Trial) -> None:
    """The engine knows the plugin's hooks, its evidence and its aliases, and has its cells' texts."""
    from gouji.engine import Engine  # noqa: PLC0415 - only these laws run the engine

    plugin, name = trial.layout.plugin, trial.hook.name
    try:
        engine = Engine([plugin])
    except PluginError as error:
        raise trial.broken("", str(error), "a plugin that the engine takes", "mend what it names") from error
    known = engine.plugins[0].hooks
    if name not in known:
        raise trial.broken("", f"the hooks {known}", name, "mark the function with @hookimpl")
    if name == "gouji_cell_matrices":
        each(trial.layout, _texts(trial), partial(_as_printed, trial))


def _as_printed(trial: Trial, text: str) -> None:
    """The law of ``texts`` where reports are read, which are read from the characters of the source."""
    for matrix in trial.hook(Document(text)):
        printed = replace(matrix, texts=None)
        for cell in range(matrix.size if matrix.texts else 0):
            said, source = matrix.cell_text(cell, text), printed.cell_text(cell, text)
            if "".join(said.split()) != "".join(source.split()):
                remedy = (
                    "leave texts to gouji_tables: gouji_cell_matrices is read by the source's characters, so"
                    " escapes that change characters cannot be read there"
                )
                raise trial.broken(text, f"texts say {said!r}", f"{source!r}, as its spans", remedy)


def _others(plugin: Any) -> list[Candidate]:
    """The other installed layouts that can be loaded; the plugin may be installed itself."""
    (own,) = given([plugin])
    others = []
    for candidate in installed():
        made = _made(candidate)
        same = made is plugin or (not ismodule(plugin) and type(made) is type(plugin))
        reads = hasattr(made, "gouji_cell_matrices") or hasattr(made, "gouji_tables")
        if reads and not same and candidate.name != own.name:
            others.append(replace(candidate, load=partial(_same, made)))
    return others


def _made(candidate: Candidate) -> Any:
    try:
        return candidate.make({})
    except Exception:  # noqa: BLE001 - a stranger's plugin may raise anything, and is not the one that is judged
        return None


def _same(value: Any) -> Any:
    return value


def _engine_says(engine: Engine, text: str) -> object:
    document = Document(text)
    matrices, _ = engine.matrices(document)
    claims = engine.claims(document)
    return (
        [(s.layout, _told([s.matrix])) for s in matrices],
        [(c.layout, c.rival, _told([c.matrix])) for c in claims],
    )


def _texts(trial: Trial) -> st.SearchStrategy[str]:
    if trial.layout.draw is None and not trial.layout.cases:
        return st.sampled_from((PROSE, "甲 1\n", *trial.layout.marks))
    return texts_of(trial)


def _told(found: list[CellMatrix]) -> list[tuple[object, ...]]:
    """All that matrices say, to compare."""
    return [
        (
            m.owner.tolist(),
            m.indptr.tolist(),
            m.spans.tolist(),
            m.header_rows,
            m.header_cols,
            m.grid,
            m.caption,
            m.texts,
        )
        for m in found
    ]
