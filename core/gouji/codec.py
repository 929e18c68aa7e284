"""Codecs: bytes read as one codec has them, and how much of what comes out is ordinary text."""

from __future__ import annotations

import re

PIECE = 1 << 20
"""Bytes decoded together."""
MOSTLY, STRIDE = 0.75, 61
"""Characters a byte from which on UTF-8 is decoded as a whole; one in so many bytes is looked at for it."""
ORDINARY = 0.8
"""Least share of ordinary characters in real Chinese text. Simplified text has over 0.98; Big5 or Latin-1
bytes read as GB18030 stay under 0.65, because half their second bytes lie outside GB2312's range."""
EXPECTED = re.compile("[\x07-\xff\u2000-\u26ff\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffee]+")
"""What a Chinese or Western text is made of; other bytes read as UTF-16 are mostly Hangul and private
use."""
ASCII = re.compile(r"[\x00-\x7f]+")
REPLACED = "\ufffd"
_CONTINUED = bytes(range(0x80, 0xC0))
"""What the bytes of a character in UTF-8 behind its first are."""
CUT = frozenset(("unexpected end of data", "incomplete multibyte sequence", "truncated data"))


def strict(data: bytes, codec: str) -> tuple[str, int] | None:
    """Decode without an error or with one character cut off at the end: text and 0 or 1; else None."""
    try:
        return (_in_pieces(data) if codec == "utf-8" and len(data) > PIECE else data.decode(codec)), 0
    except UnicodeDecodeError as error:
        if error.reason not in CUT or error.end != len(data):
            return None
        start = error.start
    return data[:start].decode(codec) + REPLACED, 1


def _in_pieces(data: bytes) -> str:
    """Decode UTF-8 piece by piece: of Chinese text the codec takes three times the input's memory.

    Where most characters take one byte, pieces and what they are joined to take as much.
    """
    sample = data[::STRIDE]
    if len(sample.translate(None, _CONTINUED)) > MOSTLY * len(sample):
        return data.decode()
    pieces, at = [], 0
    while at < len(data):
        stop = min(at + PIECE, len(data))
        if stop < len(data):  # a character has three bytes behind its first at most
            rest = data[max(stop - 3, at + 1) : stop + 1]
            stop = max(stop - len(rest) + len(rest.rstrip(_CONTINUED)), at + 1)
        try:
            pieces.append(data[at:stop].decode())
        except UnicodeDecodeError:
            return data.decode()  # tells where in all of the data the error is
        at = stop
    return "".join(pieces)


def share(text: str, charset: str | re.Pattern[str]) -> float:
    """Measure what part of the characters outside ASCII is of a charset or pattern; 1.0 of none."""
    dark = ASCII.sub("", text)
    if not dark:
        return 1.0
    if isinstance(charset, str):
        return len(dark.encode(charset, "ignore")) / (2 * len(dark))
    return 1 - len(charset.sub("", dark)) / len(dark)


def common(text: str) -> float:
    """Measure the share of Big5's punctuation and frequent characters among those outside ASCII."""
    dark = ASCII.sub("", text)
    lead = dark.encode("big5", "ignore")[::2]
    frequent = len(lead) - len(lead.translate(None, bytes(range(0xA1, 0xC7))))
    return frequent / len(dark) if dark else 0.0
