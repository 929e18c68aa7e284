"""The stages of the whole engine, one by one: each gets from the stages before it what it needs, untimed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import documents
import pytest
import runners
from documents import Made
from runners import Runner

from gouji import marked, reconcile
from gouji.assemble import assemble
from gouji.bench.stages import Stages, solved
from gouji.decode import decode
from gouji.detect import Claim, choose
from gouji.document import Document
from gouji.export import to_csv, to_json, to_jsonl
from gouji.testing import RENDERERS

LAYOUTS = ("tabs-grid", "html", "cell-per-line", "box")
"""A print of each kind: separated, marked up, wrapped, drawn."""
ROUNDS = 7
BLANKS_LOST = "tabs-ragged"
"""A print whose blanks leave no trace, so that the solver has something to do."""


def _same_text(result: Any, made: Made) -> None:
    assert made.text == (result if isinstance(result, str) else result[0])


def _decoders(codec: str) -> list[Any]:
    def encoded(made: Made) -> bytes:
        return made.text.encode(codec)

    floor = Runner("bytes.decode", "floor", lambda data: data.decode(codec), _same_text, encoded)
    ours = Runner("gouji.decode", "gouji", decode, _same_text, encoded)
    return [floor.param(codec), ours.param(codec)]


@pytest.mark.parametrize(("codec", "runner"), [*_decoders("utf-8"), *_decoders("gb18030")])
def test_decode(timed: Callable[..., Any], codec: str, runner: Runner) -> None:
    timed(f"decode: {codec}", runner, lambda i: documents.report("tabs-grid", i))


def _same_lines(result: Any, made: Made) -> None:
    number = len(result) if isinstance(result, list) else len(result.start) - 1
    assert number == made.text.count("\n") > 0


def _line_table(text: str) -> Any:
    lines = Document(text).lines
    assert len(lines.gaps) == len(lines.tags)  # each group of counts is made when it is asked for
    return lines


LINES = (
    Runner("splitlines", "floor", str.splitlines, _same_lines),
    Runner("Document.lines", "gouji", _line_table, _same_lines),
)


@pytest.mark.parametrize("runner", [runner.param() for runner in LINES])
def test_line_table(timed: Callable[..., Any], runner: Runner) -> None:
    timed("line table", runner, lambda i: documents.report("tabs-grid", i))


STAGES = Stages(documents.engine())


class _Work:
    """A document taken up to one stage, ready for the next; the steps before are done once each."""

    def __init__(self, made: Made) -> None:
        self.document = runners.lined(made)
        self.sources, self.runs = STAGES.engine.matrices(self.document)

    def woven(self) -> Any:
        return STAGES.weave(self.document, self.sources)

    def marked(self) -> Any:
        return marked.read(self.woven(), STAGES.words)

    def prints(self) -> Any:
        return STAGES.place(self.marked())

    def sites(self) -> Any:
        prints = self.prints()
        return prints, reconcile.reconcile(prints)

    def assembled(self) -> Any:
        prints, sites = self.sites()
        return self.assemble(prints, sites)

    def assemble(self, prints: Any, sites: Any) -> Any:
        return assemble(self.document, sites, prints, STAGES.engine.schemas, self.runs)

    def claims(self) -> Any:
        found = STAGES.engine.claims(self.document)
        return [Claim(c.layout, c.matrix, c.evidence) for c in found]


def _some(result: Any, made: Made) -> None:
    assert made.tables
    assert result


def _stated(result: Any, made: Made) -> None:
    """The reports of a document state what is printed in it."""
    (report,) = result
    runners.has_values(report, made)


def _stands(result: Any, made: Made) -> None:
    """The claims that stand hold every figure of the tables."""
    texts = [c.matrix.extent for c in result if not c.rival]
    found = Counter(figure for start, end in texts for figure in made.text[start:end].split())
    assert found


def _nothing_broken(result: Any, made: Made) -> None:
    """No sum fails: what is made is sound, but for what is only usual."""
    assert made.values
    assert not [finding for finding in result if finding.severity == "error"]


def _written(result: str, made: Made) -> None:
    figures = Counter(made.values.values())
    assert all(str(figure) in result for figure in figures)


def _csv(reports: Any) -> str:
    return to_csv(reports, STAGES.engine.schemas)


def _prepared(name: str) -> Callable[[Made], Any]:
    return lambda made: getattr(_Work(made), name)()


def _assembling(made: Made) -> Any:
    work = _Work(made)
    return (work, *work.sites())


CONTEST = (
    Runner("splitlines", "floor", str.splitlines, _some),
    Runner("layouts", "gouji", lambda d: STAGES.engine.matrices(d)[0], _some, runners.lined),
    Runner("weave", "gouji", lambda w: w.woven(), _some, _Work),
    Runner("mark", "gouji", lambda woven: marked.read(woven, STAGES.words), _some, _prepared("woven")),
    Runner("place", "gouji", STAGES.place, _some, _prepared("marked")),
    Runner("solve", "gouji", solved, _some, _prepared("prints")),
    Runner("reconcile", "gouji", reconcile.reconcile, _some, _prepared("prints")),
    Runner("assemble", "gouji", lambda job: job[0].assemble(*job[1:]), _stated, _assembling),
    Runner("check", "gouji", STAGES.check, _nothing_broken, _prepared("assembled")),
    Runner("detect", "gouji", choose, _stands, _prepared("claims")),
    Runner("export, JSON", "gouji", to_json, _written, _prepared("assembled")),
    Runner("export, JSON line", "gouji", lambda r: to_jsonl(r[0]), _written, _prepared("assembled")),
    Runner("export, CSV", "gouji", _csv, _written, _prepared("assembled")),
)
"""The stages with the floor of a document's lines, which tells how much each of them is."""


def _contest(layout: str) -> list[Any]:
    """All stages; where each line is one cell there is no table without a form, and nothing to detect."""
    alone = RENDERERS[layout].family == "vertical"
    return [r.param(layout) for r in CONTEST if not (alone and r.label == "detect")]


@pytest.mark.parametrize(
    ("layout", "runner"), [p for layout in (*LAYOUTS, BLANKS_LOST) for p in _contest(layout)]
)
def test_stage(timed: Callable[..., Any], layout: str, runner: Runner) -> None:
    timed(f"stages: {layout}", runner, lambda i: documents.report(layout, i), rounds=ROUNDS)
