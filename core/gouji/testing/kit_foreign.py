"""Foreign texts: what is no table of any layout, and what other layouts print."""

from __future__ import annotations

from functools import cache

from gouji.testing.forms import fill
from gouji.testing.render import RENDERERS, render
from gouji.testing.sample import sample

PROSE = (
    "　　本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限为2020年1月1日至12月31日。\n\n"
    "　　（一）主动公开。公开规范性文件1,204件，行政许可343件；联系电话：010-12345678。\n"
)
ENGLISH = (
    "In all, 1,204 requests, of which 12 were late, came in; 7, we think, were void - or not.\n"
    "Some, as they say, were granted; others, as we know, were not, and 3 | 4 = 7.\n"
)
LOG = (
    '2024-03-01 08:15:02,114 INFO [worker-3] queue.read: took 18 jobs in 0.42 s (retry=0, host="db-1")\n'
    "2024-03-01 08:15:03,001 WARN [worker-1] net.send: no answer from 10.0.0.7:8443; attempt 2 of 5\n"
    "Traceback (most recent call last):\n"
    '  File "/srv/app/read.py", line 88, in read\n'
    "KeyError: 'total'\n"
)
PYTHON = (
    "def total(rows: dict[str, int], *, limit: int = 10) -> int:\n"
    '    """The sum of the rows."""\n'
    "    return sum(n for n in rows.values() if n < limit or n | 1 == 7)\n\n"
    'COLOURS = {"red": (255, 0, 0), "blue": (0, 0, 255)}\n'
)
SCRIPT = (
    "const rows = items.filter((item) => item.count > 0 && item.name !== '');\n"
    "for (const {name, count} of rows) { console.log(`${name}: ${count}`); }\n"
    "#include <stdio.h>\nint main(void) { std::vector<int> v; return v[0] ^ 3 || a::b; }\n"
    "cat *.log | sort | uniq -c | head -n 5 > out.txt  # counts\n"
    "SELECT name, SUM(count) FROM item WHERE year = 2020 GROUP BY name;\n"
)
SETTINGS = (
    "[server]\nhost = 10.0.0.7\nport = 8443  ; the default\n\nworkers:\n  - name: one\n    count: 3\n"
    '{"name": "two", "count": 4, "tags": ["a", "b"]}\n'
)
LISTS = (
    "# 第一章\n\n- 规章 7 件\n- 行政许可 343 件\n\n1. 甲\n2. 乙\n\n"
    "> 引用 http://example.org/a?b=1&c=2\n\n* * *\n"
)

_TEXTS = {
    "prose": PROSE,
    "english": ENGLISH,
    "log": LOG,
    "python": PYTHON,
    "script": SCRIPT,
    "settings": SETTINGS,
    "lists": LISTS,
}

FOREIGN = tuple(_TEXTS)
"""The names of the foreign texts that are no table at all: prose, logs, code, lists."""
SIZE = 16_000
"""Characters of a foreign text: enough for its reading time to be told from the clock's grain."""


@cache
def foreign() -> dict[str, str]:
    """Foreign texts by name: those that hold no table, and one report of each renderer."""
    schema = sample()
    made = {name: render(schema, fill(schema, 5, "city"), name) for name in RENDERERS}
    return {name: (text + "\n") * (SIZE // len(text) + 1) for name, text in (_TEXTS | made).items()}
