"""Reports as pages of 30 to 60 KB: saved by a word processor, and put up by a government's site."""

from __future__ import annotations

import random
import re
from functools import lru_cache

import documents
from documents import Made

_STYLE = "border:solid windowtext 1.0pt;padding:0cm 5.4pt"
_SPAN = '<span lang="EN-US" style="font-size:10.5pt">'
_CELL = re.compile(r"<(t[dh])([^>]*)>([^<]*)")

_SITE_STYLE = "border-right: #000000 1px solid; padding: 0px 7px; height: 31px"
_MENU = ("首页", "要闻动态", "政务公开", "办事服务", "互动交流", "走进本市", "专题专栏", "数据开放")
_COLUMNS = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开")
_SCRIPT = """
<script type="text/javascript">
var _site = {{id: {number}, path: "/zwgk/xxgk/{number}/", visits: 0}};
(function (w, d) {{ var s = d.createElement("script"); s.async = !0; s.src = "/js/count_{number}.js";
  d.getElementsByTagName("head")[0].appendChild(s); if (w.top !== w.self && 1 < 2) w.top.location = d.URL;
}})(window, document);
</script>
"""
_RULE = (
    ".{name}{number} {{ margin: 0 auto; padding: {number}px 0; color: #33{number:04d}; line-height: 2em }}\n"
)
LINKS = 50
"""Links in menus and lists around the report, as in a site's page template."""
RULES = 40
"""Rules of the style sheet that stands in the page."""


@lru_cache(maxsize=400)
def word(seed: int) -> Made:
    """A report as a word processor saves it for the web: each cell with its style, paragraph and span."""
    plain = documents.report("html", seed)
    text = _CELL.sub(
        rf'<\1\2 style="{_STYLE}"><p class="MsoNormal">{_SPAN}\3</span></p>',
        plain.text,
    )
    return Made(text, plain.figures, plain.values, plain.tables)


@lru_cache(maxsize=400)
def site(seed: int) -> Made:
    """A report as a government's site shows it: menus, scripts, styles, a style in each cell."""
    plain = documents.report("html", seed)
    drawn = random.Random(seed)
    body = _CELL.sub(
        rf'<\1 valign="center"\2 style="{_SITE_STYLE}">\n<p style="text-align: center;">\3</p>\n', plain.text
    )
    inner = body.partition("<body>")[2].rpartition("</body>")[0] or body
    rules = "".join(_RULE.format(name=drawn.choice(["nav", "con", "foot"]), number=i) for i in range(RULES))
    text = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "">\n<html><head>'
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />'
        f'<title>政府信息公开工作年度报告</title>\n<style type="text/css">\n{rules}</style>'
        f"{_SCRIPT.format(number=drawn.randrange(10**6))}</head>\n<body>\n"
        f'<div class="header"><ul class="nav">\n{_links(drawn, _MENU)}</ul></div>\n'
        f'<div class="left"><ul>\n{_links(drawn, _COLUMNS)}</ul></div>\n'
        f'<div class="content" id="zoom"><!-- begin -->{inner}<!-- end --></div>\n'
        f'<div class="footer"><p>主办：某市人民政府办公室&nbsp;&nbsp;版权所有</p></div>\n'
        f"{_SCRIPT.format(number=drawn.randrange(10**6))}</body></html>\n"
    )
    return Made(text, plain.figures, plain.values, plain.tables)


def _links(drawn: random.Random, names: tuple[str, ...]) -> str:
    one = '<li><a href="/zwgk/{0}/index.html" target="_blank" title="{1}">{1}</a></li>\n'
    return "".join(one.format(drawn.randrange(10**5), drawn.choice(names)) for _ in range(LINKS // 2))


PAGES = {"html-office": word, "html-site": site}
"""The kinds of pages, by the name of their job."""
