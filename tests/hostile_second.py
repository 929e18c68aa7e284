"""The second part of the hostile set: what a stranger would think of next.

Cells, rows and columns that changed places, notes at figures, decoys in every kind of text, several reports in one,
labels of encodings that lie, figures wrapped and spaced, bombs in archives. The cases are those of ``hostile``.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product

from gouji.testing import Truth, fill, render
from hostile import FIGURES, FORMS, LAYOUTS, OPEN, PLACES, Base, Case, base, proof, whole

LONGEST, UNREAD = 12, re.compile(r"[^\D]|[\u00b2-\u00be\u2150-\u218b\u2460-\u24ff\u2776-\u2793]")
"""A text that is taken for a figure which nobody can read, where only the order tells cells."""
GRIDS = ("tabs-grid", "pipes-grid", "csv", "html", "box")


def _rng(*name: object) -> random.Random:
    return random.Random("/".join(map(str, name)))


def _figures(of: Base) -> list[tuple[str, int, int]]:
    """The keys of a report's figures with their places, in the text's order."""
    (report,) = proof.real_engine().parse_all(of.text)
    cells = [c for c in report if c.status == "printed" and len(c.spans) == 1]
    return sorted(((c.key, *c.spans[0]) for c in cells), key=lambda place: place[1])


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


# --- what changed places -----------------------------------------------------------------------------------


def exchanges() -> Iterator[Case]:
    """Two figures of the table of requests in each other's place: neither is stated there, the others are."""
    for layout, number in product(LAYOUTS, range(6)):
        of = base(layout, FORMS[number % 2], 40 + number, "city")
        places = [p for p in _figures(of) if p[0].startswith("requests/")]
        rng = _rng("exchange", layout, number)
        at = rng.randrange(len(places) - 1)
        pair = places[at : at + 2] if number % 3 else rng.sample(places, 2)
        (_, a, b), (_, c, d) = pair
        text = _edited(of.text, [(a, b, of.text[c:d]), (c, d, of.text[a:b])])
        yield Case("exchanges", f"{number}-{layout}", text, of.values)


def _columns(rows: list[list[str]], order: list[int]) -> list[list[str]]:
    return [[row[i] for i in order] if len(row) == len(order) else row for row in rows]


def columns() -> Iterator[Case]:
    """Columns in another order, header and all; a column lost, or printed twice."""
    for form, seed in product(FORMS, range(8)):
        of = base("tabs-grid", form, 60 + seed, "small")
        rows = [line.split("\t") for line in of.text.split("\n")]
        width = max(map(len, rows))
        rng = _rng("columns", form, seed)
        order = list(range(width))
        changes = {
            "shuffled": rng.sample(order, width),
            "reversed": order[::-1],
            "lost": [i for i in order if i != rng.randrange(2, width)],
            "twice": sorted([*order, rng.randrange(width)]),
        }
        for name, new in changes.items():
            text = "\n".join("\t".join(row[i] for i in new if i < len(row)) for row in rows)
            yield Case("columns", f"{name}-{seed}-{of.name}", text, of.values)


# --- notes at figures --------------------------------------------------------------------------------------

NOTES = (
    "[1]", "［1］", "【注】", "①", "②", "*", "**", "†", "‡", "#", "^1", "¹", "注", "注1", "（注）", "（见注1）", " a", "a)", "※", "☆", "(1)", "（1）", "△", "▲1", "[^1]", "{1}",
    "<sup>1</sup>", "<sup>[1]</sup>", "<sub>1</sub>", "<a href='#n1'>1</a>", "<!--1-->", "&sup1;", "&#8224;", "\\footnote{1}", "\\textsuperscript{1}", ":sup:`1`", "[1]_",
)  # fmt: skip


def notes() -> Iterator[Case]:
    """A note's mark behind a figure or before it: the figure without the mark, or none."""
    for number, mark in enumerate(NOTES):
        for layout in ("tabs-grid", "html", "cell-per-line", "aligned"):
            if "<" in mark and layout != "html":
                continue
            of = base(layout, FORMS[number % 2], 5, "city")
            places = _figures(of)
            key, start, end = places[len(places) // 2]
            text = of.text[:end] + mark + of.text[end:]
            must = (
                of.figures if mark in ("<!--1-->", "*") and layout in ("html", "tabs-grid") else frozenset()
            )
            yield Case("notes", f"{number}-{layout}", text, of.values, must - {key})
            yield Case(
                "notes", f"before-{number}-{layout}", of.text[:start] + mark + of.text[start:], of.values
            )


# --- decoys ------------------------------------------------------------------------------------------------

HIDDEN = {
    "script-slash": "<script/>{}</script>", "script-src": "<script src=x />{}</script>", "style-slash": "<style/>{}</style>", "title-slash": "<title/>{}</title>",
    "textarea-slash": "<textarea/>{}</textarea>", "template-slash": "<template/>{}</template>", "xmp-slash": "<xmp/>{}</xmp>",
    "svg": "<svg><text><![CDATA[{}]]></text></svg>", "svg-upper": "<SVG><DESC><![CDATA[{}]]></DESC></SVG>", "svg-title": "<svg><title/><desc><![CDATA[{}]]></desc></svg>",
    "math": "<math><annotation-xml><![CDATA[{}]]></annotation-xml></math>", "hidden": "<div hidden>{}</div>", "hidden-value": "<section HIDDEN=''><p>x</p>{}</section>",
    "display": "<div style='display:none'>{}</div>", "display-important": '<div style="color:red;DISPLAY : none !important">{}</div>', "visibility": "<div style=visibility:hidden>{}</div>",
    "collapse": "<div style='visibility:collapse'>{}</div>", "noscript": "<noscript>{}</noscript>", "canvas": "<canvas>{}</canvas>", "video": "<video>{}</video>", "audio": "<audio>{}</audio>",
    "select": "<select>{}</select>", "datalist": "<datalist>{}</datalist>", "dialog": "<dialog>{}</dialog>", "del": "<del>{}</del>", "s": "<s>{}</s>", "strike": "<STRIKE>{}</STRIKE>",
    "hidden-nested": "<div hidden><div><div></div>{}</div></div>", "comment-in-comment": "<!-- <!-- {} -->",
}  # fmt: skip
SHOWN = {
    "closed-comment": "<!-->{}", "bogus-comment": "</ {}>", "instruction": "<?xml {} ?>", "object": "<object>{}</object>", "details": "<details><summary>x</summary>{}</details>",
    "hidden-closed": "<div hidden></div>{}", "input": "<input type=hidden>{}", "class": "<style>.q{{display:none}}</style><div class=q>{}</div>", "overflow": "<div style='overflow:hidden'>{}</div>",
}  # fmt: skip
BESIDE = {
    "html-comment": "<!--\n{}\n-->", "fence": "```\n{}\n```", "tilde": "~~~ text\n{}\n~~~", "asciidoc": "////\n{}\n////", "latex": "\\begin{{comment}}\n{}\n\\end{{comment}}", "rst": "..\n   {}\n",
    "wiki": "<nowiki>\n{}\n</nowiki>", "pre": "<pre>\n{}\n</pre>", "script": "<script>\n{}\n</script>", "python": 'x = """\n{}\n"""', "json": '{{"t": "{}"}}', "quoted": "> {}", "hash": "# {}", "block": "/*\n{}\n*/",
}  # fmt: skip
UNSEEN = ("html-comment", "script")
"""Those that hide the grids in them in any text; lines without a grid are read as they stand."""


def _lie(of: Base) -> str:
    """The report with other figures."""
    return re.sub(r"(?<![\w.#-])(\d{1,4})(?![\w.-])", lambda m: str(int(m[1]) + 3), of.text)


def covers() -> Iterator[Case]:
    """A report that nobody is shown, beside one that is; or both shown, and then they clash."""
    page = base("html", FORMS[0], 17, "city")
    body = re.search(r"<h2>.*</table>", page.text, re.DOTALL)[0]
    lie = re.sub(r"<td>(\d+)", lambda m: f"<td>{int(m[1]) + 3}", body)
    for name, cover in HIDDEN.items():
        hidden = cover.format(lie)
        yield whole("covers", f"before-{name}", f"<body>{hidden}{page.text}", page)
        yield whole("covers", f"after-{name}", page.text.replace("</body>", f"{hidden}</body>"), page)
    for name, cover in SHOWN.items():
        yield Case(
            "covers",
            f"shown-{name}",
            f"<body>{cover.format(lie)}{page.text}",
            page.values,
            others=(_alone(lie),),
        )
    for layout, (name, cover) in product(("tabs-grid", "pipes-grid", "row-per-line"), BESIDE.items()):
        of = base(layout, FORMS[0], 17, "city")
        lie = _lie(of)
        others = () if name in UNSEEN and layout in GRIDS else (_alone(lie),)
        yield Case(
            "covers", f"{name}-{layout}", f"{of.text}\n\n{cover.format(lie)}\n", of.values, others=others
        )
        yield Case(
            "covers",
            f"first-{name}-{layout}",
            f"{cover.format(lie)}\n\n{of.text}\n",
            of.values,
            others=others,
        )


def _alone(text: str) -> dict[str, object]:
    """What a text states when nothing stands beside it."""
    (report,) = proof.real_engine().parse_all(text)
    return {cell.key: cell.value for cell in report}


# --- several reports ---------------------------------------------------------------------------------------


def several() -> Iterator[Case]:
    """Reports of several agencies, years, editions and layouts in one text: each is its own."""
    for number, (one, two) in enumerate(product(LAYOUTS, ("tabs-grid", "html", "cell-per-line"))):
        first = base(one, FORMS[0], 71 + number, "city")
        second = base(two, FORMS[number % 2], 91 + number, "small")
        text = f"甲市2021年政府信息公开工作年度报告\n\n{first.text}\n\n乙县2020年政府信息公开工作年度报告\n\n{second.text}\n"
        yield Case("several", f"{number}-{one}-{two}", text, first.values, others=(second.values,))
    for layout in LAYOUTS:
        parts = [base(layout, FORMS[i % 2], 101 + i, "small") for i in range(5)]
        text = "\n\n".join(
            f"{i}区2021年政府信息公开工作年度报告\n\n{part.text}" for i, part in enumerate(parts)
        )
        yield Case(
            "several", f"five-{layout}", text, parts[0].values, others=tuple(p.values for p in parts[1:])
        )


# --- encodings ---------------------------------------------------------------------------------------------

LABELS = (
    "utf-8",
    "gbk",
    "gb2312",
    "gb18030",
    "big5",
    "iso-8859-1",
    "windows-1252",
    "utf-16",
    "utf-7",
    "shift_jis",
    "x-user-defined",
    "ascii",
    "none",
    "\x00",
)


def labels() -> Iterator[Case]:
    """Pages whose encoding's label lies, marks that clash, bytes that are no text, text cut within a character."""
    page = base("html", FORMS[0], 23, "city")
    for codec, label in product(("utf-8", "gb18030"), LABELS):
        text = page.text.replace('charset="utf-8"', f'charset="{label}"')
        yield whole("labels", f"{codec}-as-{label.strip(chr(0)) or 'nul'}", text.encode(codec), page)
    of = base("tabs-grid", FORMS[0], 23, "city")
    raw = of.text.encode()
    for name, mark in {
        "utf-8": b"\xef\xbb\xbf",
        "utf-16": b"\xff\xfe",
        "utf-16-be": b"\xfe\xff",
        "twice": b"\xef\xbb\xbf" * 2,
    }.items():
        source = mark + raw
        yield Case(
            "labels",
            f"mark-{name}",
            source,
            of.values,
            of.figures if name[-1] in "8e" and "b" not in name else frozenset(),
            may_refuse=True,
        )
    for number in range(8):
        rng = _rng("bytes", number)
        data = bytearray(raw)
        for _ in range(1 << number):
            at = rng.choice([i for i, byte in enumerate(data) if byte > 0x7F])
            data[at] = rng.choice((0x80, 0xFF, 0xC0, 0xF5))
        yield Case("labels", f"broken-{number}", bytes(data), of.values, may_refuse=True)
    for cut in (1, 2):
        end = raw.rindex("府".encode()) + cut
        yield Case("labels", f"cut-{cut}", raw[:end], of.values, may_refuse=True)
    half = of.text[: len(of.text) // 2].encode("gb18030") + of.text[len(of.text) // 2 :].encode()
    yield Case("labels", "two-encodings", half, of.values, may_refuse=True)


# --- figures -----------------------------------------------------------------------------------------------


def printed() -> Iterator[Case]:
    """The printed forms of a figure in the layouts that the first part leaves out.

    Where only the order of the pieces tells cells, a word or a long text is none, and a blank parts two.
    """
    schema = proof.real_engine().schemas[FORMS[0]]
    values = {**fill(schema, 5, "small"), PLACES[0]: "8888"}
    for raw, value in FIGURES[::4]:
        for layout in ("csv", "box", "cell-per-line", "aligned"):
            loose = layout in ("cell-per-line", "aligned")
            if set(raw) & set('|"\n,\t') or not raw.strip() or (loose and " " in raw.strip()):
                continue
            truth = {**Truth.of(values).values, PLACES[0]: value}
            if loose and value is OPEN and not (len(raw) <= LONGEST and UNREAD.search(raw)):
                del truth[PLACES[0]]
            text = render(schema, values, layout).replace("8888", raw)
            yield Case("printed", f"{FIGURES.index((raw, value))}-{layout}", text, truth)


# --- harm --------------------------------------------------------------------------------------------------


def _lines(of: Base, change: Callable[[list[str]], list[str]]) -> str:
    return "\n".join(change(of.text.split("\n")))


def _joined(rng: random.Random, lines: list[str]) -> list[str]:
    at = rng.randrange(len(lines) - 1)
    return [*lines[:at], lines[at] + lines[at + 1], *lines[at + 2 :]]


def _moved(rng: random.Random, lines: list[str]) -> list[str]:
    left = [*lines]
    line = left.pop(rng.randrange(len(left)))
    left.insert(rng.randrange(len(left)), line)
    return left


def _blocks(rng: random.Random, lines: list[str]) -> list[str]:
    at, size = rng.randrange(len(lines)), len(lines) // 5
    block, rest = lines[at : at + size], lines[:at] + lines[at + size :]
    to = rng.randrange(len(rest))
    return rest[:to] + block + rest[to:]


def _again(rng: random.Random, lines: list[str]) -> list[str]:
    at, size = rng.randrange(len(lines)), rng.randrange(1, 6)
    to = rng.randrange(len(lines))
    return lines[:to] + lines[at : at + size] + lines[to:]


def _without(rng: random.Random, lines: list[str]) -> list[str]:
    at, size = rng.randrange(len(lines)), rng.randrange(1, 6)
    return lines[:at] + lines[at + size :]


def _blank(rng: random.Random, lines: list[str]) -> list[str]:
    return [x for line in lines for x in ([line, ""] if rng.random() < 0.3 else [line])]


def _numbered(_: random.Random, lines: list[str]) -> list[str]:
    return [f"{number:>4}  {line}" for number, line in enumerate(lines, 1)]


def _wrapped(_: random.Random, lines: list[str]) -> list[str]:
    return [line[i : i + 60] for line in lines for i in range(0, max(len(line), 1), 60)]


def _clipped(_: random.Random, lines: list[str]) -> list[str]:
    return [line[:60] for line in lines]


HARMS: dict[str, Callable[[random.Random, list[str]], list[str]]] = {
    "joined": _joined, "moved": _moved, "blocks": _blocks, "again": _again, "without": _without, "blank": _blank,
    "numbered": _numbered, "wrapped": _wrapped, "clipped": _clipped,
    "quoted": lambda _, lines: [f"> {line}" for line in lines],
    "trimmed": lambda _, lines: [line.strip() for line in lines],
    "headless": lambda _, lines: [line for line in lines if "自然人" not in line and "本年" not in line],
    "unlabelled": lambda _, lines: [re.sub(r"[\u4e00-\u9fff]{3,}", "", line) for line in lines],
    "shifted": lambda _, lines: ["\t" + line for line in lines],
}  # fmt: skip


def harms() -> Iterator[Case]:
    """Lines moved, joined, wrapped, numbered, printed again: what is stated is what the whole report prints."""
    for (name, change), (number, layout) in product(HARMS.items(), enumerate(LAYOUTS)):
        of = base(layout, FORMS[number % 2], 31 + number, "city")
        yield Case("harms", f"{name}-{of.name}", _lines(of, partial(change, _rng(name, layout))), of.values)


# --- bombs -------------------------------------------------------------------------------------------------


def _archive(members: Callable[[], dict[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members().items():
            archive.writestr(name, data)
    return out.getvalue()


def archives() -> Iterator[Case]:
    """Archives that unpack to far more than they are, and files that lie about themselves: an answer, or gouji's error."""
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    word = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
    deep = "<w:tbl><w:tr><w:tc>" * 50_000
    laughs = (
        '<!DOCTYPE r [<!ENTITY a "haha"><!ENTITY b "' + "&a;" * 500 + '"><!ENTITY c "' + "&b;" * 500 + '">]>'
    )
    for name, members in {
        "word-zeros": lambda: {"[Content_Types].xml": types, "word/document.xml": b"\0" * 300_000_000},
        "word-blanks": lambda: {"[Content_Types].xml": types, "word/document.xml": word.format(" " * 200_000_000).encode()},
        "word-deep": lambda: {"[Content_Types].xml": types, "word/document.xml": word.format(deep).encode()},
        "word-laughs": lambda: {"[Content_Types].xml": types, "word/document.xml": (laughs + word.format("&c;")).encode()},
        "sheet-strings": lambda: {"[Content_Types].xml": types, "xl/workbook.xml": b"<workbook/>", "xl/sharedStrings.xml": b"<sst>" + b"<si><t>x</t></si>" * 5_000_000},
        "members": lambda: {f"{n}.txt": b"x" for n in range(20_000)},
        "paths": lambda: {"../../../tmp/owned": b"x", "[Content_Types].xml": types},
    }.items():  # fmt: skip
        yield Case("archives", name, partial(_archive, members), may_refuse=True)
    for name, data in {
        "zip-cut": _archive(lambda: {"word/document.xml": b"x" * 1000})[:60], "pdf-head": b"%PDF-1.7\n%%EOF", "pdf-loop": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj trailer<</Root 1 0 R>>",
        "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000, "gzip": b"\x1f\x8b\x08" + b"\0" * 500, "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "elf": b"\x7fELF" + bytes(range(256)) * 50,
        "mhtml": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + b"--x\n" * 100_000, "rtf": b"{\\rtf1" + b"{" * 200_000, "nothing": b"", "nul": b"\0" * 100_000,
    }.items():  # fmt: skip
        yield Case("archives", name, data, may_refuse=True)


GROUPS: dict[str, Callable[[], Iterator[Case]]] = {
    "exchanges": exchanges,
    "columns": columns,
    "notes": notes,
    "covers": covers,
    "several": several,
    "labels": labels,
    "printed": printed,
    "harms": harms,
    "archives": archives,
}
