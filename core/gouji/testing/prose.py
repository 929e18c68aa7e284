"""Prose around the tables: paragraphs that name the tables' labels beside figures that are no cells."""

from __future__ import annotations

import random

from gouji.schema import Schema

SENTENCES = (
    "全年{a}{n}件，其中{b}{m}件，同比增长{p}.{q}%。",
    "（一）{a}。按照要求公开{b}{n}条，解读{m}篇，阅读量达{p}.{q}万次。",
    "1.{a}形式单一，{n}件中仅{m}件有图解。",
    "联系电话：0{p}55-{n}{m}，邮编{m}{n}；{a}、{b}见第{p}页。",
    "截至{y}年12月31日，{a}{n}，{b}为{m}。",
)


def paragraph(schema: Schema, seed: int) -> str:
    """A paragraph of two sentences, the same for the same schema and seed."""
    rng = random.Random(seed)  # noqa: S311 - not a secret
    return "".join(_sentence(schema, rng) for _ in range(2))


def _sentence(schema: Schema, rng: random.Random) -> str:
    blocks = [b for t in schema.tables for b in t.blocks]
    labels = [r.label.text for b in blocks for r in b.rows]
    labels += [c.label.text for b in blocks for c in b.columns]
    a, b = rng.choice(labels), rng.choice(labels)
    n, m, y = rng.randint(0, 9999), rng.randint(0, 99), rng.randint(2008, 2030)
    return rng.choice(SENTENCES).format(a=a, b=b, n=n, m=m, y=y, p=rng.randint(1, 9), q=rng.randint(0, 9))
