"""Edits: a document with stretches replaced by others as long, so that every offset stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gouji.document import Document


def edited(document: Document, edits: Iterable[tuple[int, str]]) -> Document:
    """The document with what is to stand at some offsets, which overlap nowhere; itself without any."""
    parts, end = [], 0
    for start, said in sorted(edits):
        parts += [document.text[end:start], said]
        end = start + len(said)
    return replace(document, text="".join([*parts, document.text[end:]])) if parts else document
