"""What is fuzzed: five functions of bytes that raise where gouji does what it must never do."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache, partial
from zlib import crc32

import proof
from gouji import Engine, numerals
from gouji.ask import ask
from gouji.budget import Budget
from gouji.decode import decode
from gouji.document import Document
from gouji.errors import DecodeError
from gouji.export import csv_parts, to_json, to_jsonl
from gouji.harmless import UNSAFE
from gouji.limits import Limits
from gouji.report import Report
from gouji.view import view

SECONDS = 300.0
"""What a plugin may take by the clock: a machine at work stands still at times, and a hang goes on for ever."""
MARKUP = ("html", "soup")
"""The layouts of the target ``html``; the others are those of ``layouts``."""


def fuzz_decode(data: bytes) -> None:
    """Text without surrogates, or DecodeError; what is UTF-8 is read as that."""
    try:
        text, encoding = decode(data)
    except DecodeError:
        return
    text.encode("utf-8")
    assert 0 <= encoding.replaced <= len(text), (encoding, len(text))
    assert len(text) <= len(data), "more characters than bytes"
    assert encoding.name, "no name"


def fuzz_numerals(data: bytes) -> None:
    """A figure states just the digits that are printed, and reading it again says the same."""
    for raw in data.decode("utf-8", "replace").split("|"):
        found = numerals.read(raw)
        numerals.page_number(raw)
        parted = numerals.split_page_mark(raw)
        assert parted is None or (raw.count(parted[0]) and raw.count(parted[1]))
        assert (found.value is None) == (found.kind != "figure"), found
        if found.value is not None:
            _states_what_is_printed(raw, found)


def _states_what_is_printed(raw: str, found: numerals.Numeral) -> None:
    stated = "".join(c for c in format(Decimal(found.value or 0), "f") if c.isdigit())
    printed = "".join(c for c in unicodedata.normalize("NFKC", raw) if c in "0123456789")
    assert stated in printed, (raw, found)
    assert len(stated) <= numerals.MAX_DIGITS, (raw, found)


@cache
def engine() -> Engine:
    """gouji's own plugins; a plugin that fails raises."""
    return Engine("builtin", strict=True, limits=Limits(seconds=SECONDS))


@cache
def readers(*, markup: bool) -> tuple[tuple[str, Callable[..., object]], ...]:
    """The hooks of the layouts of markup, or of plain text, with their layouts' names."""
    own = engine()
    tables = [(name, partial(read, asked=False) if asks else read) for name, read, asks in own._tables]
    return tuple((name, hook) for name, hook in (*own._layouts, *tables) if (name in MARKUP) == markup)


def _fuzz_layout(data: bytes, *, markup: bool) -> None:
    """The first byte chooses the hook, so that an input costs one layout's time; the rest is the document."""
    hooks = readers(markup=markup)
    _, reader = hooks[(data or b"\0")[0] % len(hooks)]
    document = Document(data[1:].decode("utf-8", "replace"))
    with Budget(SECONDS) as budget:
        for matrix in ask(reader, document, budget).matrices:
            matrix.rows(document.text)


def fuzz_layouts(data: bytes) -> None:
    """Every layout of plain text gives sound matrices, or none."""
    _fuzz_layout(data, markup=False)


def fuzz_html(data: bytes) -> None:
    """The layouts of markup give sound matrices, or none."""
    _fuzz_layout(data, markup=True)


def fuzz_document(data: bytes) -> None:
    """A whole document: every statement proven; what is written of it runs nowhere, in one form an input."""
    try:
        reports = engine().parse_all(data)
    except DecodeError:
        return
    for report in reports:
        assert proof.faults(report) == [], proof.faults(report)
    WRITERS[crc32(data) % len(WRITERS)](reports)


def _viewed(reports: Sequence[Report]) -> None:
    for report in reports:
        shown = view(report, engine().schemas)
        assert not UNSAFE.search(shown.replace("\n", "")), "a control character reaches the terminal"


def _in_csv(reports: Sequence[Report]) -> None:
    assert "".join(csv_parts(reports, engine().schemas))


WRITERS: tuple[Callable[[Sequence[Report]], object], ...] = (
    _viewed,
    _in_csv,
    to_json,
    lambda reports: [to_jsonl(report) for report in reports],
)
"""What a whole document's reports are written by; the input's checksum chooses one."""

TARGETS: dict[str, Callable[[bytes], None]] = {
    "decode": fuzz_decode,
    "numerals": fuzz_numerals,
    "layouts": fuzz_layouts,
    "html": fuzz_html,
    "document": fuzz_document,
}
