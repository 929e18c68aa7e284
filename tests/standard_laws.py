"""What every reader of a standard must keep, whatever the text."""

from inspect import signature

import pytest

from gouji.document import Document


def tables(module, text, *, asked=False):
    """The tables of a reader; ``asked`` is told those that make a difference."""
    told = {"asked": asked} if "asked" in signature(module.gouji_tables).parameters else {}
    found = list(module.gouji_tables(Document(text), **told))
    for table in found:
        table.validate(len(text))
        check_texts(table, text)
    return found


def check_texts(table, text):
    """A cell of one span, no escape in it, says what its span says."""
    for cell in range(table.size):
        spans = table.cell_spans(cell)
        said = table.cell_text(cell, text)
        if len(spans) == 1 and "\x1b" not in text and said:
            assert text[slice(*spans[0])] == said
        if not said:
            assert len(spans) == 1


def rows(module, text, *, asked=False):
    return [table.rows(text) for table in tables(module, text, asked=asked)]


def one(module, text):
    found = tables(module, text)
    assert len(found) == 1, found
    return found[0]


def docutils_rows(kind, text):
    """The rows of the header and the others as docutils' table parser of a kind reads them; None where it refuses."""
    parser = pytest.importorskip("docutils.parsers.rst.tableparser")
    statemachine = pytest.importorskip("docutils.statemachine")
    block = statemachine.StringList(text.splitlines(), "text")
    block.pad_double_width("\x00")
    try:
        _, head, body = getattr(parser, kind)().parse(block)
    except (parser.TableMarkupError, AssertionError):
        return None
    return head, body
