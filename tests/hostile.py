"""The hostile set: inputs from anywhere, each with what must hold of it.

``python tests/hostile.py [GROUP…]`` runs each case in a process of its own and prints the rates. A case fails where
gouji raises what is not its own, takes more than 20 seconds of CPU or 1 GB, states a figure that the input does not
print there, or leaves out one that it must still give. ``--draws N`` harms N times other reports, by other chance.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import chain

import proof
from gouji.errors import GoujiError
from gouji.report import STATED
from gouji.testing import Truth, fill, read_number, render

SECONDS, BYTES = 20, 1 << 30
"""What a case may take: CPU seconds, and memory at its peak."""
FORMS = ("cn-disclosure-2021", "cn-disclosure-2019")
LAYOUTS = ("tabs-grid", "pipes-grid", "html", "cell-per-line", "aligned", "csv", "box", "row-per-line")

DRAWN = ("small", "city", "gaps", "sparse")
"""Profiles of the reports of further draws."""

Value = object
Values = Mapping[str, Value]


@dataclass(frozen=True)
class Case:
    """An input and what must hold.

    A report may state of each key only its value in ``truth``, and must state those in ``must``. A case with ``rows``
    asks for a table with just these rows.
    """

    group: str
    name: str
    source: str | bytes | Callable[[], bytes]
    """A call makes what is large, once the case is run."""
    truth: Values = field(default_factory=dict)
    must: frozenset[str] = frozenset()
    rows: list[list[str]] | None = None
    may_refuse: bool = False
    clean: tuple[str, ...] = ()
    """Texts that may stand in no table and no report."""
    others: tuple[Values, ...] = ()
    """What further reports of the same text print: each report is one of them."""


@dataclass(frozen=True)
class Verdict:
    """How a case went; empty ``fault`` where all holds."""

    case: str
    group: str
    fault: str = ""
    given: int = 0
    printed: int = 0
    wrong: int = 0
    seconds: float = 0.0
    megabytes: int = 0


# --- the reports that are harmed ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Base:
    """A report with its truth."""

    name: str
    text: str
    values: Mapping[str, Value]

    @property
    def figures(self) -> frozenset[str]:
        """The keys that print a figure."""
        return frozenset(k for k, v in self.values.items() if v is not None)


@cache
def base(layout: str = "tabs-grid", form: str = FORMS[0], seed: int = 3, profile: str = "small") -> Base:
    """A made report; its keys are those of its form."""
    schema = proof.real_engine().schemas[form]
    values = fill(schema, seed, profile)
    return Base(f"{form[-4:]}-{layout}", render(schema, values, layout), dict(Truth.of(values).values))


def bases(draw: int = 0) -> Iterator[Base]:
    """One report in every layout; those of a further draw are drawn themselves."""
    for number, layout in enumerate(LAYOUTS):
        if draw:
            rng = _rng(f"{draw}/{layout}")
            of = base(layout, rng.choice(FORMS), rng.randrange(10**6), rng.choice(DRAWN))
            yield replace(of, name=f"{draw}/{of.name}")
            continue
        yield base(layout, FORMS[number % 2], 11 + number, "city" if number % 3 else "small")


def whole(group: str, name: str, source: str | bytes, of: Base | None = None, **more: object) -> Case:
    """A case in which nothing of a report is lost."""
    of = of or base()
    return Case(group, name, source, of.values, of.figures, **more)


# --- markup ------------------------------------------------------------------------------------------------

TABLE = "<table><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td></tr></table>"
ROWS = [["甲", "乙"], ["1", "2"]]
DECOY = "<table><tr><td>伪</td><td>666</td></tr></table>"


def spans() -> Iterator[Case]:
    """Spans as HTML reads them: leading digits, at most 1000 columns, no row beyond the table's end."""
    wide = {
        "1000000000": 1000, "9" * 5000: 1000, "1001": 1000, "65535": 1000, "2": 2, "02": 2, " 2": 2, "+2": 2,
        "2abc": 2, "2.7": 2, "2;3": 2, "2%": 2, "0": 1, "-1": 1, "-2": 1, "abc": 1, "": 1, "٢": 1, "２": 1,
        "²": 1, "Ⅱ": 1, "二": 1, "\u00a02": 1, "0x10": 1, "1e3": 1, "NaN": 1, "inf": 1, "--2": 1, "\t2": 2, "\n2": 2,
    }  # fmt: skip
    for number, (value, count) in enumerate(wide.items()):
        html = f'<table><tr><td colspan="{value}">a</td><td>b</td></tr><tr><td>c</td></tr></table>'
        yield Case("spans", f"colspan-{number}", html, rows=[["a"] * count + ["b"], ["c"] + [""] * count])
    tall = {"0": 3, "-1": 1, "2x": 2, "": 1, "٢": 1, "２": 1, " 2": 2, "3": 3, "+3": 3, "3.9": 3}
    for number, (value, count) in enumerate(tall.items()):
        html = f'<table><tr><td rowspan="{value}">a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr></table>'
        expected = [
            ["a", "b"],
            ["a", "c"] if count > 1 else ["c", ""],
            ["a", "d"] if count > 2 else ["d", ""],
        ]
        yield Case("spans", f"rowspan-{number}", html, rows=expected)
    for name, value in {"billion": "1000000000", "endless": "9" * 5000, "most": "65535"}.items():
        html = f'<table><tr><td rowspan="{value}">a</td><td>b</td></tr></table>'  # the standard goes on with empty rows
        yield Case("spans", f"rowspan-{name}", f"{html}{TABLE}", rows=ROWS)
    bomb = '<td rowspan="1000000000" colspan="1000000000">x</td>'
    for name, html in {
        "one": f"<table><tr>{bomb}</tr></table>",
        "thousand-a-row": f"<table><tr>{bomb * 1000}</tr></table>",
        "thousand-rows": f"<table>{f'<tr>{bomb}</tr>' * 1000}</table>",
        "staircase": "<table>"
        + "".join(f"<tr><td rowspan={n}>{n}</td></tr>" for n in range(2000))
        + "</table>",
        "tables": f"<table><tr>{bomb}</tr></table>" * 2000,
        "columns": f"<table><colgroup span=1000000000><col span={'9' * 40}><tr><td>x</table>",
    }.items():
        yield Case("spans", f"bomb-{name}", f"<body>{html}{TABLE}</body>", rows=ROWS)
        yield whole("spans", f"bomb-before-report-{name}", f"<body>{html}{base('html').text}", base("html"))


COVERS = {
    "comment": "<!-- {} -->", "comment-dashes": "<!----- {} ----->", "comment-conditional": "<!--[if IE]>{}<![endif]-->",
    "comment-bang": "<!-- {} --!>", "comment-inner": "<!-- <!-- {} -->", "script": "<script>{}</script>",
    "script-escaped": "<script><!--<script>{}</script>--></script>", "script-json": "<script type=application/json>{}</script>",
    "style": "<style>{}</style>", "template": "<template>{}</template>",
    "template-deep": "<template><div><template>{}</template></div></template>",
    "textarea": "<textarea>{}</textarea>", "title": "<title>{}</title>", "xmp": "<xmp>{}</xmp>",
    "iframe": "<iframe>{}</iframe>", "noembed": "<noembed>{}</noembed>", "noframes": "<noframes>{}</noframes>",
    "attribute": "<p title='{}'>x</p>", "attribute-data": '<div data-t="{}"></div>',
    "svg-title-cdata": "<svg><desc><![CDATA[{}]]></desc></svg>", "instruction": "<?php {} ?>",
    "upper-script": "<SCRIPT>{}</SCRIPT>", "script-slash": "<script/>{}</script>", "style-in-svg": "<style>a{{}}{}</style>",
    "textarea-newline": "<textarea\n>{}</textarea\n>", "title-in-body": "<p><title>{}</title></p>",
    "option": "<select><option>{}</option></select>",
}  # fmt: skip


def decoys() -> Iterator[Case]:
    """Tables that a browser does not show are no tables; the one beside them is."""
    report = base("html")
    fake = report.text.replace(">1<", ">9<").replace(">0<", ">8<")
    body = re.search(r"<h2>.*", fake, re.DOTALL)[0].replace("</body></html>", "")
    for name, cover in COVERS.items():
        if name in ("instruction", "option", "script-slash"):
            continue  # an instruction ends at the first >, a select keeps the text, and XHTML's <script/> is empty
        inner = DECOY.replace('"', "") if "attribute" in name else DECOY
        yield Case("decoys", name, f"<body>{cover.format(inner)}{TABLE}", rows=ROWS, clean=("666",))
        if (
            "attribute" not in name and name != "svg-title-cdata"
        ):  # the fragments' scanner knows no foreign content
            yield whole("decoys", f"report-{name}", f"<body>{cover.format(body)}{report.text}", report)
    yield Case("decoys", "plaintext-after", f"<body>{TABLE}<plaintext>{DECOY}", rows=ROWS)
    yield Case("decoys", "unclosed-comment-after", f"<body>{TABLE}<!-- {DECOY}", rows=ROWS, clean=("666",))
    yield Case("decoys", "unclosed-script-after", f"<body>{TABLE}<script>{DECOY}", rows=ROWS, clean=("666",))


ENTITIES = {
    "laughs": '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 50
    + '"><!ENTITY c "'
    + "&b;" * 50
    + '">'
    '<!ENTITY d "' + "&c;" * 50 + '"><!ENTITY e "' + "&d;" * 50 + '">]><body><p>&e;</p>',
    "quadratic": f'<!DOCTYPE html [<!ENTITY a "{"x" * 50_000}">]><body><p>{"&a;" * 20_000}</p>',
    "file": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><body><p>&x;</p>',
    "network": '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><body><p>&x;</p>',
    "parameter": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]><body>',
    "xinclude": '<body xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/>',
    "base-and-links": '<base href="http://127.0.0.1:9/"><link rel=stylesheet href=x.css><img src=x><iframe src=x></iframe>',
    "stylesheet": '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><body>',
}


def entities() -> Iterator[Case]:
    """No entity, DTD, file or network is used."""
    for name, head in ENTITIES.items():
        yield Case("entities", name, head + TABLE, rows=ROWS, clean=("root:", "haha"))
        yield whole("entities", f"report-{name}", head + base("html").text, base("html"))
    for number, reference in enumerate(
        (
            "&#0;",
            "&#x110000;",
            "&#xD800;",
            "&#99999999999999999999;",
            "&#x;",
            "&#;",
            "&",
            "&amp;lt;",
            "&notanentity;",
            "&#128;",
        )
    ):
        html = f"<table><tr><td>{reference}</td><td>5</td></tr></table>"
        yield Case("entities", f"reference-{number}", html + TABLE, rows=ROWS)


NESTS = (
    "<div>", "<b>", "<font size=1>", "<a href=x>", "<p><b>", "<ul><li>", "<span><div>", "<table><tr><td>", "<table>",
    "<dl><dd>", "<blockquote>", "<form>", "<svg>", "<math><mi>", "<select>", "<button>", "<nobr>", "<object>",
)  # fmt: skip


def nesting() -> Iterator[Case]:
    """Elements 100,000 deep, closed and not, around and before what is read."""
    for number, tag in enumerate(NESTS):
        names = re.findall(r"<(\w+)", tag)
        close = "".join(f"</{name}>" for name in reversed(names))
        within = f"<body>{tag * 100_000}{TABLE}"
        if tag == "<table><tr><td>":  # beyond the limit of nesting, which is told
            yield Case("nesting", f"inside-{number}", within)
        elif tag != "<select>":
            yield Case("nesting", f"inside-{number}", within, rows=ROWS)
        yield whole(
            "nesting",
            f"before-{number}",
            f"<body>{tag * 100_000}{close * 100_000}{base('html').text}",
            base("html"),
        )
    yield Case(
        "nesting",
        "tables-closed",
        "<table><tr><td>" * 5_000 + "5" + "</td></tr></table>" * 5_000 + TABLE,
        rows=ROWS,
    )
    for name, piece in {
        "brackets": "[",
        "braces": "{",
        "latex": "\\begin{tabular}{l}",
        "wiki": "{|\n|",
        "quote": "> ",
        "parens": "(",
    }.items():
        yield whole("nesting", f"text-{name}", base().text + "\n" + piece * 100_000)
        yield whole("nesting", f"text-before-{name}", piece * 100_000 + "\n\n" + base().text)


def bombs() -> Iterator[Case]:
    """Much of one thing, before a report of the same layout."""
    page, text = base("html"), base()
    before = {
        "text-node": "<p>" + "x" * 12_000_000, "attributes": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">",
        "attribute": f'<p title="{"x" * 11_000_000}">', "cells": "<table><tr>" + "<td>x" * 200_000 + "</table>",
        "rows": "<table>" + "<tr><td>x" * 100_000 + "</table>", "tables": "<table><tr><td>x</table>" * 30_000,
        "opens": "<" * 1_000_000, "ampersands": "&" * 1_000_000, "references": "&#48;" * 300_000, "comments": "<!-- -->" * 200_000,
        "unclosed-tags": "<td " * 200_000, "quotes": "<p a='" * 1_000 + "'>", "breaks": "<table><tr><td>" + "<br>" * 300_000 + "</table>",
        "empty-cells": "<table>" + "<tr><td></td></tr>" * 60_000 + "</table>", "captions": "<table><caption>" * 20_000 + "</table>" * 20_000,
        "formatting": "<b><i><u>" * 30_000 + "<p>" * 3000,
    }  # fmt: skip
    for name, html in before.items():
        yield (
            whole("bombs", f"html-{name}", f"<body>{html}<hr>{page.text}", page)
            if name
            not in (
                "unclosed-tags",
                "quotes",
            )
            else Case("bombs", f"html-{name}", f"<body>{html}<hr>{page.text}", page.values)
        )
    lines = {
        "tabs": "\t" * 1_000_000, "pipes": "|" * 1_000_000, "commas": "," * 1_000_000, "blanks": " " * 2_000_000,
        "line": "规" * 2_000_000, "digits": "7" * 1_000_000, "newlines": "\n" * 500_000, "spaced": "1 " * 500_000,
        "wide-row": "a\t" * 100_000, "rows": "a\tb\n" * 60_000, "pipe-rows": "| a | b |\n" * 40_000, "rule": "|---" * 100_000,
        "quotes": '"' * 500_000, "grid": "+--" * 100_000, "box": "─" * 500_000, "labels": "规章\n" * 20_000, "crs": "\r" * 300_000,
        "label-line": "规章" * 100_000, "zero-width": "\u200b" * 500_000, "combining": "e" + "\u0301" * 300_000,
        "figures": "\n".join(map(str, range(60_000))),
    }  # fmt: skip
    for name, run in lines.items():
        yield whole("bombs", f"text-{name}", f"{run}\n\n{text.text}", text)


RUNS = (
    "-", "=", "|", "| ", " |", "- ", "+-", "+", ":-", ":", "|-", "\t", " ", "\u3000", "\xa0", "&nbsp;", "&", "<", ">", "<>", "</", "<!--", "-->",
    "\\", "\\\\", "\\|", '"', "'", '""', ",", ',"', ";", "*", "**", "_", "`", "```\n", "~~~\n", "#", "# ", "0", "0,", "1,000,", "1.", "1. ", ".",
    "(", ")", "（", "）", "（一）", "一", "、", "…", "—", "%", "$", "&amp;", "{|", "|}", "|-\n", "!!", "||", "[[", "]]", "{{", "}}", "+2", "- 5 -",
    "第", "页", "第1页", "a", "A a", "规", "规章", "总计", "总 计 ", "\x0b", "\x0c", "\x1c", "\u2028", "\x85", "é", "\U0001f600", "1e9", "0x", "//",
    "=\n", "-\n", "|\n", "\n ", " \n", "\t\n", ",\n", "1\n", "(1)", "增", "增1", "元", "1元", "1 元 ", "（", "5（含", "5(", "5*",
)  # fmt: skip


def runs() -> Iterator[Case]:
    """Long runs of what a pattern might try in many ways, alone on a line before a report, and in its cells."""
    for number, run in enumerate(dict.fromkeys(RUNS)):
        text = run * (60_000 // len(run))
        if run in ("```\n", "~~~\n", "<!--"):
            yield Case("runs", f"{number}", f"{text}\n\n{base().text}", base().values)
            continue
        yield whole("runs", f"{number}", f"{base().text}\n\n{text}x\n")


# --- encodings ---------------------------------------------------------------------------------------------

CODECS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "gb2312", "gbk", "gb18030", "hz", "utf-7",
    "iso2022_jp_2", "big5hkscs", "big5",
)  # fmt: skip
LABELS = ("gb2312", "gbk", "utf-8", "iso-8859-1", "windows-1252", "big5", "shift_jis", "euc-kr", "utf-16", "utf-7", "us-ascii", "x-user-defined", "无", "koi8-r")  # fmt: skip
TRADITIONAL = str.maketrans("处规数项补请购权", "處規數項補請購權")


def encodings() -> Iterator[Case]:
    """One report in many encodings, some with a label that lies."""
    text, page = base(), base("html")
    for codec in CODECS:
        may = codec in ("hz", "utf-7", "iso2022_jp_2")  # escapes that HTML's standard forbids to guess
        for of in (text, page):
            data = of.text.encode(codec, "xmlcharrefreplace" if of is page else "ignore")
            if codec in ("big5", "big5hkscs"):
                yield Case("encodings", f"{codec}-{of.name}", data, of.values, may_refuse=True)
            else:
                must = frozenset() if may else of.figures
                yield Case("encodings", f"{codec}-{of.name}", data, of.values, must, may_refuse=may)
    for label in LABELS:
        for codec in ("utf-8", "gb18030"):
            data = page.text.replace('charset="utf-8"', f'charset="{label}"').encode(codec)
            yield whole("encodings", f"{codec}-labelled-{label}", data, page)
    data = text.text.encode()
    yield whole("encodings", "nul-padded", data + bytes(4096))
    yield whole("encodings", "nul-between", text.text.replace("\n", "\n\0").encode())
    yield whole(
        "encodings", "invalid-bytes-in-prose", b"\xff\xfe\xfd abc\n".replace(b"\xff\xfe", b"\xc3\x28") + data
    )
    yield whole(
        "encodings", "mixed", data + "\n附：本报告由办公室负责解释，如有疑问请联系。\n".encode("gb18030")
    )
    yield whole("encodings", "cesu", data + b"\n\xed\xa0\xbd\xed\xb8\x80\n")
    yield whole("encodings", "overlong", data + b"\n\xc0\xaf\xe0\x80\xaf\n")
    yield whole("encodings", "cut-in-a-character", (text.text + "\n附注：以上").encode()[:-1])
    yield whole("encodings", "lone-surrogates", "\ud800\udc00x\udfff\n" + text.text + "\n\ud83d")
    yield Case("encodings", "twice-encoded", data.decode("latin-1").encode(), text.values)
    yield whole(
        "encodings", "references", "".join(f"&#{ord(c)};" if c > "\x7f" else c for c in page.text), page
    )
    yield whole("encodings", "bom-within", "\ufeff\ufeff" + text.text.replace("\n", "\n\ufeff"))
    yield Case("encodings", "bom-16-but-utf-8", b"\xff\xfe" + data, text.values, may_refuse=True)
    for name, codec in {"cp037": "cp037", "cp500": "cp500"}.items():
        yield Case(
            "encodings", name, page.text.encode(codec, "xmlcharrefreplace"), page.values, may_refuse=True
        )


# --- figures -----------------------------------------------------------------------------------------------

OPEN = object()
"""What states no figure, and may not be passed over as a blank."""
FIGURES: tuple[tuple[str, object], ...] = (
    ("7", 7), ("0", 0), ("12", 12), ("1,204", 1204), ("1，204", 1204), ("12,345,678", 12345678), ("１２", 12), ("１，２０４", 1204), ("+3", 3), ("-9", -9),
    ("－9", -9), ("−9", -9), ("1204.0", 1204), ("85.50", read_number("85.50")), ("０.５", read_number("0.5")), ("251件", 251), ("5 件", 5), ("22（其中修订16件）", 22),
    ("**5**", 5), (" 5 ", 5), ("\u200b5", 5), ("\u202d5\u202c", 5), ("007", OPEN), ("1 2", OPEN), ("1\u200b2", OPEN), ("1,2,3", OPEN), ("12,34", OPEN), ("1.2.3", OPEN),
    ("5%", OPEN), ("５％", OPEN), ("5‰", OPEN), ("1e309", OPEN), ("1e3", OPEN), ("1E5", OPEN), ("9" * 40, OPEN), ("9" * 400, OPEN), ("0." + "3" * 60, OPEN), ("Infinity", OPEN),
    ("∞", OPEN), ("0x1F", OPEN), ("1_000", OPEN), ("٣", OPEN), ("۱۲", OPEN), ("१२", OPEN), ("𝟓", OPEN), ("②", OPEN), ("⑫", OPEN), ("㊂", OPEN), ("²", OPEN), ("3²", OPEN), ("1½", OPEN),
    ("½", OPEN), ("三", OPEN), ("十二", OPEN), ("叁", OPEN), ("贰佰", OPEN), ("Ⅻ", OPEN), ("XII", OPEN), ("~~5~~", OPEN), ("5̶", OPEN), ("1̸2", OPEN), ("5\u0301", OPEN), ("5\u20e3", OPEN),
    ("1\u202e23", OPEN), ("\u202e12", OPEN), ("5-7", OPEN), ("5/7", OPEN), ("5:7", OPEN), ("约5", OPEN), ("5余", OPEN), (">5", OPEN), ("≥5", OPEN), ("5?", OPEN), ("(5)", OPEN), ("（5）", OPEN),
    ("5.", OPEN), (".5", OPEN), ("$5", OPEN), ("￥5", OPEN), ("=5", OPEN), ("=1+1", OPEN), ("'5", OPEN), ("5万", OPEN), ("1.2万件", OPEN), ("o", OPEN), ("O", OPEN), ("l", OPEN), ("〇", OPEN), ("零", OPEN),
    ("１2", 12), ("NaN", None), ("nan", None), ("/", None), ("-", None), ("—", None), ("无", None), ("N/A", None), ("null", None), ("", None), ("\xa0", None), ("\u3000", None),
    ("\u20605", 5), ("5\ufeff", 5), ("5\u00ad", 5), ("--5", OPEN), ("+-5", OPEN), ("1 204", OPEN), ("1\u2009204", OPEN), ("1\xa0204", OPEN), ("1'204", OPEN), ("1·204", OPEN), ("1.204,5", OPEN),
    ("5;6", OPEN), ("5,6", OPEN), ("5，6", OPEN), ("1/2", OPEN), ("2020年", OPEN), ("5人次", OPEN), ("5*", 5), ("5①", OPEN), ("5[1]", OPEN), ("5#", OPEN), ("#5", OPEN), ("5件（含3件）", 5),
    ("5\x00", 5), ("\x1b[31m5\x1b[0m", OPEN), ("5\x08", OPEN), ("꧕", OPEN), ("５５５５５５５５５５５５５５５５５５５５", OPEN),
)  # fmt: skip
PLACES = ("proactive/licensing/decisions", "requests/results.withheld_secret/natural")


def numbers() -> Iterator[Case]:
    """Every printed form of a figure in a cell that no equation knows and in one that many know."""
    schema = proof.real_engine().schemas[FORMS[0]]
    for number, (raw, value) in enumerate(FIGURES):
        for layout in ("tabs-grid", "html", "pipes-grid"):
            if ("|" in raw) or (layout == "html" and "<" in raw):
                continue
            key = PLACES[0]
            values = {**fill(schema, 5, "small"), key: "8888"}
            text = render(schema, values, layout)
            shown = (
                raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                if layout == "html"
                else raw
            )
            assert text.count("8888") == 1
            truth = dict(Truth.of(values).values)
            truth[key] = value
            must = frozenset(k for k, v in truth.items() if v is not None and v is not OPEN)
            yield Case("numbers", f"{number}-{layout}", text.replace("8888", shown), truth, must)


# --- injection ---------------------------------------------------------------------------------------------

INJECTIONS = (
    "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1+1", "-1+1", "\t=1+1", "＝1+1", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
    "\x1b[2J\x1b[31m", "\x1b]0;owned\x07", "\x9b31m", "\u202eevil\u202c", "\u2066x\u2069", "\r\n$ rm -rf", "`rm -rf`", "[a](javascript:alert(1))", "]]>", "${7*7}", "{{7*7}}", "%s%n", "\x08\x08\x08", "'; DROP TABLE x; --",
)  # fmt: skip


def injection() -> Iterator[Case]:
    """Texts that would run in a terminal, a page or a spreadsheet, beside a report and in it."""
    report = base()
    for number, text in enumerate(INJECTIONS):
        yield whole("injection", f"beside-{number}", f"{text}\n\n{report.text}\n\n附注\t{text}\n")
        head, _, tail = report.text.partition("行政许可\t")
        flat = re.sub(r"[\t\r\n]", " ", text)
        figure = re.match(r"\d+", tail)[0]
        values = {k: v for k, v in report.values.items() if k != PLACES[0]}
        yield Case(
            "injection",
            f"within-{number}",
            f"{head}行政许可\t{flat}{tail[len(figure) :]}",
            values,
            frozenset(values),
        )


# --- harm --------------------------------------------------------------------------------------------------


def _rng(name: str) -> random.Random:
    return random.Random(name)


def _cut(of: Base, share: float) -> str:
    return of.text[: int(len(of.text) * share)]


def _cut_in_figure(of: Base, nth: int) -> str:
    found = list(re.finditer(r"\d{2,}", of.text))
    chosen = found[nth * len(found) // 10]
    return of.text[: chosen.start() + 1]


def _lines(of: Base, change: Callable[[list[str], random.Random], Iterable[str]], name: str) -> str:
    lines = of.text.split("\n")
    return "\n".join(change(lines, _rng(of.name + name)))


def _dropped(lines: list[str], rng: random.Random, *, share: float) -> list[str]:
    return [line for line in lines if rng.random() >= share]


def _doubled(lines: list[str], rng: random.Random, *, share: float) -> list[str]:
    return [same for line in lines for same in [line] * (1 + (rng.random() < share))]


def _swapped(lines: list[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(lines) - 1)
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


def _shuffled(lines: list[str], rng: random.Random) -> list[str]:
    return rng.sample(lines, len(lines))


def harm(draw: int = 0) -> Iterator[Case]:
    """Reports cut, shuffled, doubled, thinned: what is stated is still what the whole report prints."""
    for of in bases(draw):
        for share in (0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.97):
            yield Case("harm", f"cut-{share}-{of.name}", _cut(of, share), of.values)
            yield Case(
                "harm", f"head-lost-{share}-{of.name}", of.text[-int(len(of.text) * share) :], of.values
            )
        for nth in (2, 5, 8):
            yield Case("harm", f"cut-in-figure-{nth}-{of.name}", _cut_in_figure(of, nth), of.values)
        for name, change in {
            "shuffled": _shuffled,
            "doubled": partial(_doubled, share=1.0),
            "some-doubled": partial(_doubled, share=0.1),
            "few-dropped": partial(_dropped, share=0.02),
            "some-dropped": partial(_dropped, share=0.1),
            "many-dropped": partial(_dropped, share=0.4),
            "swapped": _swapped,
            "reversed": lambda lines, _: lines[::-1],
        }.items():
            yield Case("harm", f"{name}-{of.name}", _lines(of, change, name), of.values)
        yield whole("harm", f"twice-{of.name}", of.text + "\n" + of.text, of)
        yield from _clashes(of)


def _clashes(of: Base) -> Iterator[Case]:
    """Two copies that differ in one figure: that one is contested, the others stand."""
    found = list(re.finditer(r"(?<![\d.])\d{1,5}(?![\d.])", of.text))
    for nth in (4, 7):
        chosen = found[nth * len(found) // 10]
        other = of.text[: chosen.start()] + str(int(chosen[0]) + 40) + of.text[chosen.end() :]
        for name, text in {"after": of.text + "\n" + other, "before": other + "\n" + of.text}.items():
            yield Case("clash", f"{name}-{nth}-{of.name}", text, of.values)


GROUPS: dict[str, Callable[[], Iterator[Case]]] = {
    "spans": spans,
    "decoys": decoys,
    "entities": entities,
    "nesting": nesting,
    "bombs": bombs,
    "runs": runs,
    "encodings": encodings,
    "numbers": numbers,
    "injection": injection,
    "harm": harm,
}


# --- judging -----------------------------------------------------------------------------------------------


def judge(case: Case) -> Verdict:
    """Read a case and say what does not hold; never raises."""
    name = f"{case.group}/{case.name}"
    began = time.process_time()
    try:
        fault, *counts = _table_fault(case) if case.rows is not None else _report_fault(case)
    except GoujiError as error:
        fault, counts = "" if case.may_refuse else f"refused: {error}", [0, len(case.truth), 0]
    except BaseException as error:  # whatever it is, it is a foreign exception
        where = traceback.extract_tb(error.__traceback__)[-1]
        fault, counts = f"raised {type(error).__name__}: {error} ({where.filename}:{where.lineno})", [0, 0, 0]
    return Verdict(name, case.group, fault[:400], *counts, time.process_time() - began)


def _table_fault(case: Case) -> tuple[str, int, int, int]:
    tables = [table.rows() for table in proof.real_engine().tables(case.source)]
    flat = "\n".join("\t".join(row) for rows in tables for row in rows)
    leaked = [text for text in case.clean if text in flat]
    if leaked:
        return f"a table holds {leaked}", 0, 1, 1
    if case.rows not in tables:
        return f"no such table; there are {str(tables)[:200]}", 0, 1, 0
    return "", 1, 1, 0


def _report_fault(case: Case) -> tuple[str, int, int, int]:
    reports = proof.real_engine().parse_all(case.source)
    wrong, given = [], set()
    for number, report in enumerate(reports):
        truths = (case.truth, *case.others)
        wrong += min(([w for c in report if (w := _cell(c, truth))] for truth in truths), key=len)
        given |= {(number if case.others else 0, c.key) for c in report if c.status in STATED}
    unproven = [fault for report in reports for fault in proof.faults(report)]
    figures = (v for truth in (case.truth, *case.others) for v in truth.values())
    printed = sum(v is not None and v is not OPEN for v in figures)
    missing = sorted(case.must - {key for _, key in given})
    if wrong:
        fault = f"wrong: {wrong[:5]}"
    elif unproven:
        fault = f"unproven: {unproven[:3]}"
    else:
        fault = f"{len(missing)} of {len(case.must)} not given: {missing[:3]}" if missing else ""
    return fault, len(given), printed, len(wrong)


def _cell(cell: object, truth: Values) -> str:
    value = truth.get(cell.key, OPEN)
    if cell.status in STATED:
        return "" if value is not OPEN and cell.value == value else f"{cell.key} = {cell.value}"
    if cell.status == "blank" and value is OPEN and cell.key in truth:
        return f"{cell.key} blank though something is printed"
    return ""


def run(case: Case) -> Verdict:
    """Judge a case in a child process, within its time and memory."""
    import pickle

    if callable(case.source):
        case = replace(case, source=case.source())
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        os.close(receiver)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        verdict = judge(case)
        with os.fdopen(sender, "wb") as out:
            pickle.dump(verdict, out)
        os._exit(0)
    os.close(sender)
    with os.fdopen(receiver, "rb") as answer:
        data = answer.read()
    _, status, used = os.wait4(child, 0)
    megabytes = used.ru_maxrss // 1024
    if not data:
        return Verdict(
            f"{case.group}/{case.name}", case.group, f"died with status {status}", megabytes=megabytes
        )
    verdict = pickle.loads(data)
    fault = verdict.fault or (f"{megabytes} MB" if used.ru_maxrss * 1024 > BYTES else "")
    return Verdict(**{**vars(verdict), "fault": fault, "megabytes": megabytes})


def cases(names: Iterable[str] = ()) -> Iterator[Case]:
    """The cases of some groups, of all where none is named."""
    from hostile_second import GROUPS as SECOND

    groups = GROUPS | SECOND
    for name in names or groups:
        yield from groups[name]()


def main(arguments: list[str]) -> int:
    """Run the cases and print what failed and the rates."""
    parser = argparse.ArgumentParser(description="run the hostile set")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help="all where none is named")
    parser.add_argument("--draws", type=int, default=0, metavar="N", help="N further draws of harmed reports")
    options = parser.parse_args(arguments)
    proof.real_engine().parse(base().text)
    verdicts = []
    further = chain.from_iterable(harm(draw) for draw in range(1, options.draws + 1))
    for case in further if options.draws else cases(options.groups):
        verdicts.append(verdict := run(case))
        if verdict.fault or verdict.seconds > SECONDS / 4:
            print(f"{verdict.case}: {verdict.fault} ({verdict.seconds:.1f} s, {verdict.megabytes} MB)")
    for group in dict.fromkeys(v.group for v in verdicts):
        own = [v for v in verdicts if v.group == group]
        held = sum(not v.fault for v in own)
        kinds = Counter(v.fault.partition(":")[0].partition(" ")[0] for v in own if v.fault)
        given = sum(v.given for v in own) / max(1, sum(v.printed for v in own))
        slowest, largest = max(v.seconds for v in own), max(v.megabytes for v in own)
        print(
            f"{group}: {held} of {len(own)} hold, {sum(v.wrong for v in own)} wrong, {given:.1%} given, "
            f"at most {slowest:.1f} s and {largest} MB {dict(kinds) or ''}"
        )
    return any(v.fault for v in verdicts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
