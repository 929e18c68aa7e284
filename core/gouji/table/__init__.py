"""Tables without a schema: what other extractors embed.

header      which rows and columns are headers
export      CSV, Markdown, HTML and records
model       the table itself, its cells, and how it goes to other libraries
"""

from gouji.table.model import Table, TableCell, Tables

__all__ = ["Table", "TableCell", "Tables"]
