"""Harmless: a document's text as it may be shown, though its characters could redraw a terminal or hide text.

Control, zero-width and direction characters are written as escapes. JSON keeps them exactly, as escapes of
its own.
"""

from __future__ import annotations

import json
import re
from typing import Any

UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""Control, zero-width and direction characters: they could redraw a terminal or hide what is printed."""
_INLINE = re.compile(UNSAFE.pattern.replace(r"\x00-\x1f", r"\x00-\x08\x0b\x0c\x0e-\x1f"))
_PRINTED = re.compile(UNSAFE.pattern.replace(r"\x00-\x1f", ""))
_BYTE = 0xFF
_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
"""Made once: a report's JSON has some two thousand strings and numbers, each encoded by itself."""


def harmless(text: str) -> str:
    """The text with control, zero-width and direction characters written as escapes, line ends too."""
    return UNSAFE.sub(_escape, text)


def inline(text: str) -> str:
    """The same, but tabs and line ends stay: for formats that hold them inside a field."""
    return _INLINE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code <= _BYTE else f"\\u{code:04x}"


_QUIET = r"b|br|big|center|code|del|em|hr|i|ins|kbd|p|s|small|strong|sub|sup|u"
_RAW = re.compile(rf"<(?=[A-Za-z/!?])(?!/?(?:{_QUIET})[ \t]*/?>|https?://[^<>\s]*>)", re.IGNORECASE)
"""What begins raw HTML in Markdown (CommonMark 0.31, section 6.6) or an autolink (6.5), but for elements
without attributes that only shape a text, and links to pages."""
_LINKED = re.compile(r"\]\((?!\s*+<?+(?:https?:|mailto:|[^:&\\\s()<>]*[/?#)\s]))", re.IGNORECASE)
"""What begins a link's destination (6.3) that is no page, no mail address and no place of the same site."""


_PICTURE = re.compile(r"!(?=\[)")
"""What begins a picture (6.4), which whoever renders the text would fetch."""


def inert(markdown: str) -> str:
    """Markdown that runs and fetches nothing where it is rendered: raw HTML and pictures are text."""
    return _LINKED.sub(r"]\(", _PICTURE.sub(r"!\\", _RAW.sub("&lt;", markdown)))


def dumps(value: Any, **options: Any) -> str:
    """JSON in UTF-8 whose strings hold no such character unescaped; it reads back exactly."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, **options) if options else _ENCODE(value)
    return text if text.isprintable() else _PRINTED.sub(_json_escape, text)


def _json_escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def references(html: str) -> str:
    """Escaped HTML with zero-width and direction characters as references, and control ones as escapes."""
    return UNSAFE.sub(_reference, html)


def _reference(found: re.Match[str]) -> str:
    code = ord(found.group())
    if found.group() in "\t\n\r":
        return found.group()
    return _escape(found) if code <= 0x9F or 0xD800 <= code <= 0xDFFF else f"&#x{code:x};"  # noqa: PLR2004
