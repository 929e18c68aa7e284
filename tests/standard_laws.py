"""What every reader of a standard must keep, whatever the text."""

from gouji.document import Document


def tables(module, text):
    document = Document(text)
    found = list(module.gouji_tables(document))
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


def rows(module, text):
    return [table.rows(text) for table in tables(module, text)]


def one(module, text):
    found = tables(module, text)
    assert len(found) == 1, found
    return found[0]
