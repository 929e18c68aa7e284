"""The page: one report beside its source as one HTML file that loads nothing and opens from disk."""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape
from typing import Any

from gouji.harmless import harmless
from gouji.keys import row_of
from gouji.report import STATUSES, Finding, Report
from gouji.review import form, rendered, source
from gouji.review.balance import Balance, balances
from gouji.review.data import data
from gouji.review.doubts import Doubt, doubts, is_doubt
from gouji.review.marks import Marks, attribute, rows_of
from gouji.review.told import names_of, told
from gouji.review.words import asset, both, code, parted, say
from gouji.schema import Schema

SIGNS = dict(zip(STATUSES, ("5", "‹5›", "/", "·", "1|2", "5≠6", "✎5"), strict=True))
RULED = frozenset(("aligned", "box", "ruled", "grid", "simple", "fixed"))
"""Layouts whose columns stand one below another: their lines are not wrapped."""


def page(
    report: Report,
    schemas: Mapping[str, Schema],
    *,
    number: int = 1,
    kept: Mapping[str, Any] | None = None,
    stretch: tuple[int, int] | None = None,
    back: str = "",
) -> str:
    """The page of one report.

    ``number`` counts the reports of the document from 1, ``stretch`` are the lines of this one, from 0;
    ``kept`` is what its sidecar file holds beside corrections in force; ``back`` links to an index.
    """
    judged, found = list(balances(report, schemas)), doubts(report)
    known = data(report, schemas, judged, found, number) | {"kept": dict(kept or {})}
    lines = stretch or (0, len(report.document.lines.start))
    main = "\n".join(
        (_source(report, lines), _right(report, schemas, judged, found), '<div id="sheet" hidden></div>')
    )
    title = str(report.metadata["title"].value or "") if "title" in report.metadata else ""
    head = _head(report, title, back, number)
    return document(title or report.document.source, head + f"<main>{main}</main>", "page", known)


def document(title: str, body: str, script: str, known: Mapping[str, Any]) -> str:
    """A whole HTML file: only its own style and script may run, by their hashes, and nothing may load."""
    style, code_ = asset("page.css"), asset("common.js") + asset(f"{script}.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(code_)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="zh" data-language="zh">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(harmless(title))} · gouji</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n"
        f'<script type="application/json" id="data">{_json(known)}</script>\n<script>{code_}</script>\n'
        "</body>\n</html>\n"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _json(known: Mapping[str, Any]) -> str:
    """JSON that no element can end: the signs of markup are written as escapes."""
    text = json.dumps(known, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


# --- head ------------------------------------------------------------------------------------------------


def tools(extra: str = "") -> str:
    """The buttons that every page has."""
    return (
        f'<div class="tools">{extra}<button id="language" type="button">{say("language")}</button>'
        f'<button id="theme" type="button" data-title="theme">◐<span class="hidden">{say("theme")}</span>'
        f"</button>"
        f'<button id="print" type="button">{say("print")}</button></div>'
    )


def _head(report: Report, title: str, back: str, number: int) -> str:
    link = f'<a class="back" href="{attribute(back)}">← {say("index")}</a>' if back else ""
    counts = Counter(cell.status for cell in report)
    chips = "".join(
        f'<li class="chip {s}{"" if counts[s] else " zero"}">'
        f'<span class="sign" aria-hidden="true">{SIGNS[s]}</span> '
        f'<b data-count="{s}">{counts[s]}</b> {say(s)}</li>'
        for s in STATUSES
    )
    which = f" #{number}" if number > 1 else ""
    return (
        f'<a class="skip" href="#form">{say("skip")}</a>\n<header><div class="title">{link}'
        f"<h1>{escape(harmless(title or report.document.source))}</h1>"
        f'<p class="facts">{" · ".join(_facts(report))}{which}</p></div>'
        f'{tools(_save())}<ul class="chips" data-label="legend">{chips}</ul></header>\n'
        f'<nav class="tabs" role="tablist">{_tab("form", chosen=True)}{_tab("source")}{_tab("doubts")}'
        f"</nav>\n"
    )


def _save() -> str:
    return f'<button id="save" type="button">{say("save")} <b id="pending" hidden></b></button>'


def _tab(name: str, *, chosen: bool = False) -> str:
    selected = "true" if chosen else "false"
    return (
        f'<button role="tab" type="button" data-pane="{name}" aria-selected="{selected}">{say(name)}</button>'
    )


def _facts(report: Report) -> Iterator[str]:
    yield escape(harmless(report.document.source))
    for name in ("agency", "year"):
        value = report.metadata[name].value if name in report.metadata else None
        if value is not None:
            yield escape(harmless(str(value)))
    yield escape(", ".join(dict.fromkeys([report.schema or "–", *report.tables.values()])))
    yield escape(harmless(report.document.encoding.name))
    digest = report.document.sha256
    if digest:
        yield f'<span class="sha" title="SHA-256 {digest}">{digest[:12]}…</span>'


# --- left: the source ------------------------------------------------------------------------------------


def _source(report: Report, stretch: tuple[int, int]) -> str:
    text, lines = report.document.text, report.document.lines
    marks = Marks(report, rows_of(report))
    start, end = int(lines.start[stretch[0]]), int(lines.end[stretch[1] - 1])
    is_html = rendered.is_html(text[start:end])
    kinds = "".join(
        f'<button type="button" data-view="{view}" aria-pressed="{"true" if view == "text" else "false"}">'
        f"{say(word)}</button>"
        for view, word in ((("page", "as_page"),) if is_html else ()) + (("text", "as_text"),)
    )
    wrap = "false" if any(c.layout in RULED for c in report) else "true"
    wrapping = f'<button type="button" id="wrap" aria-pressed="{wrap}">{say("wrap")}</button>'
    head = f'<h2>{say("source")}</h2><div class="bar">{kinds}{wrapping}</div>'
    region = 'tabindex="0" role="region"'
    shown = "".join(source.pane(report.document, marks, stretch))
    panes = f'<div id="text" class="text" data-wrap="{wrap}" {region} data-label="as_text">{shown}</div>'
    if is_html:
        printed = rendered.pane(text, marks, start, end)
        panes += f'<div id="page" class="paper" {region} data-label="as_page" hidden>{printed}</div>'
    return f'<section id="source" class="pane" data-pane="source">{head}{panes}</section>'


# --- right: the doubts, the form, the findings -----------------------------------------------------------


def _right(
    report: Report, schemas: Mapping[str, Schema], judged: Iterable[Balance], found: list[Doubt]
) -> str:
    numbers = {cell.key: place for place, cell in enumerate(report)}
    tables = "".join(form.pane(report, schemas, numbers))
    return (
        f'<section id="right" class="pane"><div id="doubts" data-pane="doubts">{_doubts(report, found)}</div>'
        f'<div id="form" data-pane="form" tabindex="-1"><h2>{say("form")}</h2>'
        f'<p class="quiet hint">{say("select_hint")}</p>{tables}</div>'
        f'<div id="more" data-pane="doubts">{_equations(judged)}{_notes(report)}'
        f'<p class="quiet keys"><b>{say("keys_help")}</b> {say("keys_text")}</p>'
        f'<p class="quiet">{say("made")}</p></div>'
        '<aside id="inspector" aria-live="polite" hidden></aside></section>'
    )


def _doubts(report: Report, found: list[Doubt]) -> str:
    head = f'<h2>{say("doubts")} <span class="count" id="doubt-count">{len(found)}</span></h2>'
    if not found:
        return head + f'<p class="sure">✓ {say("no_doubt")}</p>'
    steps = (
        f'<button type="button" id="previous">↑ {say("previous")}</button>'
        f'<button type="button" id="next">↓ {say("next")}</button>'
    )
    names = names_of(report)
    rows = "".join(f"<li>{_doubt(report, d, n, names)}</li>\n" for n, d in enumerate(found))
    return f'{head}<div class="bar">{steps}</div><ol class="doubts">{rows}</ol>'


def _doubt(report: Report, doubt: Doubt, number: int, names: Mapping[str, str]) -> str:
    kind: str = doubt.kind
    if doubt.finding >= 0:
        finding = report.findings[doubt.finding]
        text = f"<b>{code(finding.code)}</b> {told(finding.message, names)}"
        kind = "broken" if finding.verdict == "broken" else finding.severity
    elif doubt.unclaimed >= 0:
        figure = report.unclaimed[doubt.unclaimed]
        place = both(names.get(figure.table, figure.table), figure.row or figure.table)
        line = report.document.line_of(figure.span[0]) + 1
        note = f" — {told(figure.note, names)}" if figure.note else ""
        text = (
            f"<b>{say('unclaimed')}</b> <q>{escape(harmless(figure.raw))}</q> "
            f"{say('line')}{line}{say('line_after')} · {place}{note}"
        )
    else:
        text = _cells(report, doubt)
    return f'<button type="button" class="doubt {kind}" data-doubt="{number}">{text}</button>'


def _cells(report: Report, doubt: Doubt) -> str:
    first = report.cells[doubt.cells[0]]
    word = "cells_clash" if doubt.kind == "contested" else "cells_open"
    label = report.document.text[slice(*first.label[0])].strip() if first.label else ""
    joint = next((j for j in report.joint if first.key in j.keys), None)
    more = f" · {joint.count} {say('solutions')}" if joint else ""
    row = f"<q>{escape(harmless(label))}</q> " if label else ""
    return f"{row}<b>{len(doubt.cells)} {say(word)}</b>{more} <small>{escape(row_of(first.key))}</small>"


def _equations(judged: Iterable[Balance]) -> str:
    by: dict[str, list[str]] = {"broken": [], "open": [], "holds": []}
    for place, balance in enumerate(judged):
        text = both(*parted(harmless(balance.equation.message or balance.equation.formula)))
        by[balance.verdict].append(
            f'<li><button type="button" class="equation {balance.verdict}" data-equation="{place}">'
            f'<span class="sign" aria-hidden="true">{SIGN_OF[balance.verdict]}</span> {text}'
            f" <small>{escape(balance.equation.id)}</small></button></li>"
        )
    parts = (
        _folded(word, by[verdict], opened=verdict == "broken")
        for verdict, word in (
            ("broken", "equations_broken"),
            ("open", "equations_open"),
            ("holds", "equations_hold"),
        )
    )
    return "".join(parts)


SIGN_OF = {"broken": "≠", "open": "?", "holds": "="}


def _folded(word: str, items: list[str], *, opened: bool = False) -> str:
    if not items:
        return ""
    state = " open" if opened else ""
    count = f'<span class="count">{len(items)}</span>'
    return f"<details{state}><summary>{say(word)} {count}</summary><ul>{''.join(items)}</ul></details>"


def _notes(report: Report) -> str:
    names = names_of(report)
    quiet = [
        (n, f)
        for n, f in enumerate(report.findings)
        if not is_doubt(f) and not f.code.startswith("equation:")
    ]
    return _folded("notes", [f"<li>{_note(n, f, names)}</li>" for n, f in quiet])


def _note(number: int, finding: Finding, names: Mapping[str, str]) -> str:
    text = f"<b>{code(finding.code)}</b> {told(finding.message, names)}"
    return f'<button type="button" class="finding {finding.severity}" data-finding="{number}">{text}</button>'
