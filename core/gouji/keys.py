"""Keys: a cell's name, ``table/row/column``, or ``table/column`` in a block without rows."""

from __future__ import annotations


def table_of(key: str) -> str:
    """The table of a cell's key, or of a row's."""
    return key.partition("/")[0]


def row_of(key: str) -> str:
    """What names a cell's row: its key without the column; of a block without rows the table's name."""
    return key.rpartition("/")[0]


def column_of(key: str) -> str:
    """The column of a cell's key."""
    return key.rpartition("/")[2]
