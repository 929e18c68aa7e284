"""Decode: bytes become text once, here, and the result says by which rule.

The rules, in this order; the first that fits decides:

1.  a byte order mark;
2.  UTF-16 or UTF-32 without one, whose zero bytes show it; other binary data is refused here;
3.  valid UTF-8;
4.  the label the document declares (``<meta>``, XML declaration), by the label table of the WHATWG Encoding
    Standard, in which gb2312 and gbk mean GB18030;
5.  GB18030, if its characters are ordinary Chinese;
6.  Big5, likewise;
7.  UTF-8, the declared codec or GB18030 with a few damaged characters;
8.  what ``charset_normalizer`` finds, where it is installed;
9.  GB18030 as it stands;
10. UTF-8 or GB18030, whichever leaves fewer characters to replace.

Newlines are never translated, a byte order mark is not part of the text, and a character cut off by the end
of the bytes costs one replacement, not the codec. Every step is linear in the length.
"""

from __future__ import annotations

import codecs
import re
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np

from gouji.containers import refuse_container
from gouji.document import Encoding
from gouji.encoding_labels import CODECS
from gouji.errors import DecodeError
from gouji.line_table import within

if TYPE_CHECKING:
    from collections.abc import Callable

Reading = tuple[str, Encoding]

PIECE = 1 << 20
"""Bytes decoded together."""
MOSTLY, STRIDE = 0.75, 61
"""Characters a byte from which on UTF-8 is decoded as a whole; one in so many bytes is looked at for it."""
HEAD = 4096
"""Bytes searched for a declared label: four times the 1024 the HTML standard asks for, since old pages put
scripts first."""
SAMPLE = 1 << 16
"""Bytes shown to the detector: it tries some ninety codecs, and more bytes change its answer no more."""
FEW = 16
"""Characters outside ASCII under which their statistics prove nothing against a declared label."""
ORDINARY = 0.8
"""Least share of ordinary characters in real Chinese text. Simplified text has over 0.98; Big5 or Latin-1
bytes read as GB18030 stay under 0.65, because half their second bytes lie outside GB2312's range."""
DAMAGED = 0.05
"""Largest share of replaced characters among those outside ASCII for which the codec is still certain."""
UNREADABLE = 0.25
"""Share of replaced characters in a text from which on the bytes are no text in any codec tried."""
CONTROLS = 1 / 32
"""Share of control characters from which on the bytes are no text: random bytes have 0.07, converters'
texts, even with cell marks of a word processor, almost none of those counted."""

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_STRUCTURED = frozenset(("gb18030", "cp932", "euc_jp", "cp949"))
"""Codecs believed when declared and valid. Big5 and one-byte codecs accept Chinese bytes of any kind."""

_META = re.compile(
    rb"<(?:meta\b[^<>]*?\bcharset|\?xml\b[^<>]*?\bencoding)\s*=[\s\"'\\]*([A-Za-z0-9_.:\-]{1,40})",
    re.IGNORECASE,
)
_CONTROL = re.compile("[\x00-\x06\x0e-\x19\x7f]")
_CONTROL_BYTES = ((0x00, 0x06), (0x0E, 0x19), (0x7F, 0x7F))
"""Control characters no text has: without bell (a word processor's cell mark), tab, breaks, Ctrl-Z and
escape."""
_EXPECTED = re.compile("[\x07-\xff\u2000-\u26ff\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffee]+")
"""What a Chinese or Western text is made of; other bytes read as UTF-16 are mostly Hangul and private
use."""
_ASCII = re.compile(r"[\x00-\x7f]+")
_REPLACED = "\ufffd"
_CONTINUED = bytes(range(0x80, 0xC0))
"""What the bytes of a character in UTF-8 behind its first are."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_CUT = frozenset(("unexpected end of data", "incomplete multibyte sequence", "truncated data"))
_TITLES = {"utf-8": "UTF-8", "gb18030": "GB18030", "big5hkscs": "Big5"}


def decode(data: bytes) -> tuple[str, Encoding]:
    """Decode ``data``; say by which rule, with which codec, and how many characters were replaced.

    Raises DecodeError for bytes that are no text (a PDF, an archive, an office file, other binary data).
    """
    refuse_container(data)
    source = _Bytes(data)
    text, encoding = next(reading for rule in _RULES if (reading := rule(source)))
    if encoding.name.startswith("utf-8"):
        return text, encoding  # whose codec lets no surrogate through
    text, lone = clean(text)  # Python's GB18030 decodes the four-byte forms of surrogates
    if lone:
        encoding = Encoding(encoding.name, encoding.reason, encoding.replaced + lone)
    return text, encoding


def clean(text: str) -> tuple[str, int]:
    """Replace lone surrogates by U+FFFD, one for one, so that offsets stay; give text and their number."""
    try:  # a codec finds a surrogate thirty times as fast as a pattern, UTF-16's in half the time of UTF-8's
        for at in range(0, 0 if text.isascii() else len(text), PIECE):
            text[at : at + PIECE].encode("utf-16")
    except UnicodeEncodeError:
        return _SURROGATE.subn(_REPLACED, text)
    return text, 0


class _Bytes:
    """Undecoded bytes without their byte order mark, and what several rules ask of them, computed once."""

    def __init__(self, data: bytes) -> None:
        found = ((mark, codec) for mark, codec in _MARKS if data.startswith(mark))
        mark, self.marked = next(found, (b"", ""))
        self.data = data[len(mark) :] if mark else data
        self._lenient: dict[str, tuple[str, int]] = {}

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels declared in the head that the table knows, in order."""
        found = (m.lower().decode("ascii") for m in _META.findall(self.data[:HEAD]))
        return tuple(dict.fromkeys(label for label in found if label in CODECS))

    @cached_property
    def gb18030(self) -> tuple[str, int] | None:
        """The strict reading as GB18030."""
        return _strict(self.data, "gb18030")

    @cached_property
    def ordinary(self) -> bool:
        """Whether that reading is ordinary Chinese, and not other bytes that happen to fit."""
        return self.gb18030 is not None and _share(self.gb18030[0], "gb2312") >= ORDINARY

    def lenient(self, codec: str) -> tuple[str, int]:
        """Decode with U+FFFD for what cannot be read; give the text and how often that was."""
        if codec not in self._lenient:
            text = self.data.decode(codec, "replace")
            printed = self.data.count(b"\xef\xbf\xbd") if codec == "utf-8" else 0
            self._lenient[codec] = text, text.count(_REPLACED) - printed
        return self._lenient[codec]

    def reason(self, codec: str, found: str) -> str:
        """Words for a codec that its own validity led to, and for the claim that was wrong or missing."""
        if self.marked:
            return f"the byte order mark of {self.marked} is not what the bytes are; {found}"
        if not self.labels:
            return f"{found}, no declaration"
        agrees = next((label for label in self.labels if CODECS[label] == codec), None)
        return (
            f"declared {agrees}; {found}"
            if agrees
            else f"declared {self.labels[0]} is not what the bytes are; {found}"
        )


def _by_mark(source: _Bytes) -> Reading | None:
    name = source.marked
    if not name:
        return None
    found = _strict(source.data, name)
    if name.startswith(("utf-16", "utf-32")):
        if not found:
            text = source.data.decode(name, "replace")
            found = text, text.count(_REPLACED)
            _refuse_unreadable(*found)
        _refuse_controls(found[0].encode("utf-8", "replace"), "UTF-8 form")
    return _reading(found, "utf-8-sig" if name == "utf-8" else name, "byte order mark")


def _by_zeros(source: _Bytes) -> Reading | None:
    """Find UTF-16 and UTF-32 by their zero bytes, and refuse what only has them."""
    data = source.data
    zeros = data.count(0) if b"\0" in data else 0
    if zeros:
        for name in _wide(data, zeros):
            found = _strict(data, name)
            if found and not _CONTROL.search(found[0]) and _share(found[0], _EXPECTED) >= ORDINARY:
                return _reading(found, name, f"zero bytes of {name.upper()}")
    _refuse_controls(data, "data")
    return None


def _wide(data: bytes, zeros: int) -> tuple[str, ...]:
    """Name the codecs that so many zero bytes allow, the likelier first.

    In UTF-32 about half of all bytes are zero. In UTF-16 each ASCII character has one, in the same half of
    its unit; U+4E00 and U+3000 have theirs in the other.
    """
    if not data.isascii() and _strict(data, "utf-8"):
        return ()
    odd = data[1::2].count(0)
    least = 0.45 * len(data) if data.isascii() else 0.0025 * len(data)
    wide16 = ("utf-16-le", "utf-16-be") if odd > zeros - odd else ("utf-16-be", "utf-16-le")
    wide32 = ("utf-32-le", "utf-32-be") if zeros >= 0.45 * len(data) else ()
    return (*wide32, *wide16) if max(odd, zeros - odd) >= least else wide32


def _by_utf8(source: _Bytes) -> Reading | None:
    found = _strict(source.data, "utf-8")
    if found and found[1] and found[0][:-1].isascii():
        return None  # nothing but one broken character speaks for UTF-8
    return _reading(found, "utf-8", "valid UTF-8")


def _by_label(source: _Bytes) -> Reading | None:
    for label in source.labels:
        codec = CODECS[label]
        found = _strict(source.data, codec)
        if found and (codec in _STRUCTURED or not _contradicted(source)):
            return _reading(
                found, codec, f"declared {label}" + (f", read as {codec}" if label != codec else "")
            )
    return None


def _by_gb18030(source: _Bytes) -> Reading | None:
    if not source.ordinary:
        return None
    return _reading(source.gb18030, "gb18030", source.reason("gb18030", "GB18030"))


def _by_big5(source: _Bytes) -> Reading | None:
    found = _strict(source.data, "big5hkscs")
    if not found or _common(found[0]) < ORDINARY:
        return None
    return _reading(found, "big5hkscs", source.reason("big5hkscs", "Big5 by its common characters"))


def _by_damage(source: _Bytes) -> Reading | None:
    """Take UTF-8, a declared codec of several bytes or GB18030 if it leaves few characters to replace."""
    declared = [codec for codec in map(CODECS.__getitem__, source.labels) if codec in _TITLES]
    for codec in dict.fromkeys(("utf-8", *declared, "gb18030")):
        text, lost = source.lenient(codec)
        if not 0 < lost <= DAMAGED * len(text):
            continue
        certain = codec == "utf-8" or codec in declared or _share(text, "gb2312") >= ORDINARY
        if certain and lost <= DAMAGED * len(_ASCII.sub("", text)):
            return text, Encoding(
                codec, source.reason(codec, f"{_TITLES[codec]} with damaged characters"), lost
            )
    return None


def _by_detector(source: _Bytes) -> Reading | None:
    """Ask charset_normalizer, which the extra ``charset`` installs."""
    try:
        detector = import_module("charset_normalizer")  # an extra, and slow to import
    except ImportError:
        return None
    best = detector.from_bytes(_sample(source.data)).best()
    if best is None or best.encoding.startswith("utf"):  # the rules before have refused those
        return None
    name = str(best.encoding)
    return _reading(
        _strict(source.data, name), name, source.reason(name, f"{name} found by charset_normalizer")
    )


def _by_validity(source: _Bytes) -> Reading | None:
    return _reading(
        source.gb18030, "gb18030", source.reason("gb18030", "valid GB18030 of unusual characters")
    )


def _by_fewest(source: _Bytes) -> Reading | None:
    readings = ((*source.lenient(codec), codec) for codec in ("utf-8", "gb18030"))
    text, lost, codec = min(readings, key=lambda reading: reading[1])
    _refuse_unreadable(text, lost)
    return text, Encoding(
        codec, source.reason(codec, f"{_TITLES[codec]} replaces the fewest characters"), lost
    )


_RULES: tuple[Callable[[_Bytes], Reading | None], ...] = (
    _by_mark,
    _by_zeros,
    _by_utf8,
    _by_label,
    _by_gb18030,
    _by_big5,
    _by_damage,
    _by_detector,
    _by_validity,
    _by_fewest,
)


def _reading(found: tuple[str, int] | None, codec: str, reason: str) -> Reading | None:
    if found is None:
        return None
    text, lost = found
    return text, Encoding(codec, reason + (", cut off within its last character" if lost else ""), lost)


def _strict(data: bytes, codec: str) -> tuple[str, int] | None:
    """Decode without an error or with one character cut off at the end: text and 0 or 1; else None."""
    try:
        return (_in_pieces(data) if codec == "utf-8" and len(data) > PIECE else data.decode(codec)), 0
    except UnicodeDecodeError as error:
        if error.reason not in _CUT or error.end != len(data):
            return None
        start = error.start
    return data[:start].decode(codec) + _REPLACED, 1


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


def _share(text: str, charset: str | re.Pattern[str]) -> float:
    """Measure what part of the characters outside ASCII is of a charset or pattern; 1.0 of none."""
    dark = _ASCII.sub("", text)
    if not dark:
        return 1.0
    if isinstance(charset, str):
        return len(dark.encode(charset, "ignore")) / (2 * len(dark))
    return 1 - len(charset.sub("", dark)) / len(dark)


def _common(text: str) -> float:
    """Measure the share of Big5's punctuation and frequent characters among those outside ASCII."""
    dark = _ASCII.sub("", text)
    lead = dark.encode("big5", "ignore")[::2]
    frequent = len(lead) - len(lead.translate(None, bytes(range(0xA1, 0xC7))))
    return frequent / len(dark) if dark else 0.0


def _contradicted(source: _Bytes) -> bool:
    """Whether enough ordinary Chinese in GB18030 stands against a label that fits any bytes."""
    if not source.ordinary or source.gb18030 is None:
        return False
    return len(_ASCII.sub("", source.gb18030[0])) >= FEW


def _sample(data: bytes) -> bytes:
    """Cut out lines from that of the first byte outside ASCII on."""
    dark = re.search(rb"[\x80-\xff]", data)
    start = data.rfind(b"\n", 0, dark.start()) + 1 if dark else 0
    start = max(start, dark.start() - SAMPLE // 2) if dark else 0
    part = data[start : start + SAMPLE]
    end = part.rfind(b"\n") if len(part) == SAMPLE else -1
    return part[:end] if end > 0 else part


def _refuse_controls(data: bytes, what: str) -> None:
    count = _controls(data)
    if not count:
        return
    padding = len(data) - len(data.rstrip(b"\0"))  # a file filled up to its block's end is still text
    if padding == len(data) or count - padding > CONTROLS * (len(data) - padding):
        first = next(re.finditer(b"[\\x00-\\x06\\x0e-\\x19\\x7f]", data)).start()
        raise DecodeError(
            f"binary data, not text: {count} of {len(data)} bytes of the {what} are control characters, "
            f"the first at offset {first}; convert it to text first"
        )


def _controls(data: bytes) -> int:
    """How many bytes are control characters that no text has; in pieces, whose masks fit the cache."""
    codes = np.frombuffer(data, dtype=np.uint8)
    pieces = (codes[at : at + PIECE] for at in range(0, len(codes), PIECE))
    return sum(int(np.count_nonzero(within(_CONTROL_BYTES, piece))) for piece in pieces)


def _refuse_unreadable(text: str, lost: int) -> None:
    if lost > UNREADABLE * len(text):
        raise DecodeError(
            f"no text in any encoding tried: {lost} of {len(text)} characters cannot be read, "
            f"the first is character {text.index(_REPLACED)}; convert it to UTF-8 text first"
        )
