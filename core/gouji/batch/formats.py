"""The formats of a data set, by the names of ``--format``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gouji.batch.final import Plan, Writer
from gouji.batch.write_csv import CsvTables
from gouji.batch.write_parquet import ParquetTables
from gouji.batch.write_sqlite import SqliteTables
from gouji.batch.write_xlsx import XlsxTables
from gouji.extra import need


@dataclass(frozen=True, slots=True)
class Format:
    """How a format's writer is made; ``needs`` are modules of an extra, () where there are none."""

    name: str
    make: Callable[[Plan], Writer]
    needs: tuple[str, ...] = ()

    def check(self) -> None:
        """Raises MissingExtraError where a module is missing."""
        for module in self.needs:
            need(module, f"--format {self.name}")


_ALL = (
    Format("parquet", lambda plan: ParquetTables(plan.folder, plan.layouts), ("pyarrow.parquet",)),
    Format("csv", lambda plan: CsvTables(plan.folder, plan.layouts)),
    Format("sqlite", lambda plan: SqliteTables(plan.folder, plan.layouts)),
    Format("xlsx", XlsxTables, ("xlsxwriter",)),
)
FORMATS = {f.name: f for f in _ALL}
"""Every format by its name."""
