"""Many documents: worker processes read them, whole part files keep the results, data files come of these.

    inputs ─ listing → Item … ─ pool, worker → Outcome … ─ parts, index ─ final → cells, reports, findings …

``run.Batch`` strings these together; ``gouji.dataset`` reads what it wrote.
"""
