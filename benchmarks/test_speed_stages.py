"""The stages before any layout: bytes to text, text to its line table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import documents
import pytest
from documents import Made
from runners import Runner

from gouji.decode import decode
from gouji.document import Document


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
