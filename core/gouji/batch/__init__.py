"""Many documents: worker processes read them, whole part files keep the results, data files come of these.

    inputs ─ listing → Item … ─ pool, worker → Outcome … ─ parts, index ─ final → cells, reports, findings …

    item, archive, shard                   a document, in a file, a zip archive or a shard
    record, tables, manifest               what is kept of it, the tables' rows, what made them
    formats ← write_csv, write_parquet, write_sqlite, write_xlsx ← form    the files
    place, lock, atomic, stop, progress    the folder, and what keeps it whole

``run.Batch`` strings these together; ``gouji.dataset`` reads what it wrote.
"""
