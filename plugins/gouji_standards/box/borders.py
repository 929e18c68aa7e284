"""Borders with words: a title, a page's number or the names of all columns written into a top border."""

from __future__ import annotations

import re

from gouji.matrix import Span
from gouji_standards.drawing.lines import Drawn
from gouji_standards.drawing.signs import CROSSING, HORIZONTAL, VERTICAL

_CROSS = re.escape(CROSSING)
_LABELLED = re.compile(
    rf"[{_CROSS}][{HORIZONTAL}]*(?P<said>[^{HORIZONTAL}{re.escape(CROSSING + VERTICAL)}]+)"
    rf"[{HORIZONTAL}{_CROSS}]*[{_CROSS}]"
)
"""A border with words anywhere: terminaltables' title."""
_CENTRED = re.compile(r"\+[-+]*-- (?P<said>[^-+|\s](?:[^-+|]*[^-+|\s])?) --[-+]*\+")
"""A border with words in its middle: a title, a page's number."""
_NAME = r"─*[^\s─━│┃┬┳┐┓╮](?:[^─━│┃┬┳┐┓╮]*[^\s─━│┃┬┳┐┓╮])?─*"
_NAMED = re.compile(rf"[┌┏╭](?:─{_NAME}|{_NAME}─)(?:[┬┳]{_NAME})*[┐┓╮]")
"""A top border in which ClickHouse writes the names of all columns."""
_OPENED = str.maketrans("─━┬┳┌┏╭┐┓╮", "  ││││││││")
"""The signs of such a border as those of a line between bars."""


def label(border: str, start: int) -> Span | None:
    """The title that terminaltables writes into a top border, which begins at an offset."""
    return _said(None if is_named(border) else _LABELLED.fullmatch(border), start)


def centred(border: str, start: int) -> Span | None:
    """The words in the middle of a top border that begins at an offset."""
    return _said(_CENTRED.fullmatch(border), start)


def _said(found: re.Match[str] | None, start: int) -> Span | None:
    return (start + found.start("said"), start + found.end("said")) if found else None


def unworded(line: Drawn) -> Drawn:
    """A border without the words in its middle."""
    found = _CENTRED.fullmatch(line.chars)
    if found is None:
        return line
    start, stop = found.span("said")
    return Drawn(line.chars[: start - 1] + "-" * (stop - start + 2) + line.chars[stop + 1 :], line.at)


def is_named(border: str) -> bool:
    """Whether a top border holds the names of all columns, as ClickHouse writes them."""
    return _NAMED.fullmatch(border) is not None


def opened(border: Drawn) -> Drawn:
    """The names in a top border as a line between bars."""
    return Drawn(border.chars.translate(_OPENED), border.at)
