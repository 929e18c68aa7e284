"""The page's words in Chinese and English; both stand in the page, and one is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files


@cache
def words() -> Mapping[str, tuple[str, str]]:
    """Each word's Chinese and English."""
    found: dict[str, list[str]] = json.loads(asset("words.json"))
    return {name: (zh, en) for name, (zh, en) in found.items()}


@cache
def asset(name: str) -> str:
    """The text of a file that the page holds: its style, its script or its words."""
    return files("gouji.review").joinpath(name).read_text("utf-8")


def say(name: str) -> str:
    """A word as HTML in both languages."""
    return both(*words()[name])


def both(zh: str, en: str) -> str:
    """A text as HTML in both languages, once where they do not differ."""
    if zh == en:
        return escape(zh, quote=False)
    return f'<span lang="zh">{escape(zh, quote=False)}</span><span lang="en">{escape(en, quote=False)}</span>'


def parted(message: str) -> tuple[str, str]:
    """The Chinese and the English of a message that has both, parted by `` / ``; else itself twice."""
    zh, slash, en = message.partition(" / ")
    if not slash or zh.isascii() or not en[:1].isascii():
        return message, message
    _, colon, tail = en.rpartition(": ")
    return (f"{zh}：{tail}" if colon else zh), en


def code(name: str) -> str:
    """What a finding's code means, as HTML; the code itself where there is no word for it."""
    known = words()
    for key in (f"code:{name}", f"code:{name.partition(':')[0]}"):
        if key in known:
            return both(*known[key])
    return escape(name, quote=False)
