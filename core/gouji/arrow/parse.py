"""Documents in record batches become tables in record batches: what pyarrow, Ray, Spark and Daft call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gouji.engine import Engine


def parse_batches(
    batches: Iterable[Any],
    table: str = "cells",
    *,
    make: Callable[[], Engine] | None = None,
    schema: str = "auto",
    isolated: bool = False,
    seconds: float = 120.0,
    memory: int = 2048,
) -> Iterator[Any]:
    """Read documents that come in record batches, and give a table of their reports in record batches.

    A batch that is taken has the columns ``id`` (a name, of any type) and ``bytes`` (binary, or text); others
    are not looked at. What is given, in the documents' order:

    - ``table="cells"``, ``"reports"``: the columns of the data set's table, categories as plain texts, and
      ``failure`` and ``reason``. A document that cannot be read, or has no cells, has one row that says
      why, so that every ``id`` stands in some row.
    - ``"findings"``: the data set's table.
    - ``"records"``: one row a document, which ``unpack_batches`` turns into any of these.

    ``make`` gives the engine; by default one with all that is installed. ``isolated`` documents are read in
    another process, for which ``make`` must pickle: one that takes longer than ``seconds``, needs more than
    ``memory`` MiB or brings the process down costs only itself. Without it a defect of a plugin is told too,
    but no crash. Raises MissingExtraError without pyarrow, InputError for a batch without these columns.
    """
    from gouji.arrow.batches import reading, records, unpack  # noqa: PLC0415 - needs pyarrow

    with reading(make, schema, isolated, seconds, memory) as reader:
        made = records(batches, reader)
        yield from made if table == "records" else unpack(made, table, reader)


def unpack_batches(
    batches: Iterable[Any], table: str = "cells", *, make: Callable[[], Engine] | None = None
) -> Iterator[Any]:
    """A table out of the records that ``parse_batches(…, "records")`` gave, by the same engine."""
    from gouji.arrow.batches import reading, unpack  # noqa: PLC0415 - needs pyarrow

    with reading(make) as reader:
        yield from unpack(batches, table, reader)
