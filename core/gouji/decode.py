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

from gouji.codec import ASCII, EXPECTED, ORDINARY, PIECE, REPLACED, common, share, strict
from gouji.containers import refuse_container
from gouji.document import Encoding
from gouji.encoding_labels import CODECS
from gouji.errors import DecodeError
from gouji.line_table import within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Reading = tuple[str, Encoding]

HEAD = 4096
"""Bytes searched for a declared label: four times the 1024 the HTML standard asks for, since old pages put
scripts first."""
SAMPLE = 1 << 16
"""Bytes shown to the detector: it tries some ninety codecs, and more bytes change its answer no more."""
FEW = 16
"""Characters outside ASCII under which their statistics prove nothing against a declared label."""
DAMAGED = 0.05
"""Largest share of replaced characters among those outside ASCII for which the codec is still certain."""
HARMED = 0.25
"""The same for UTF-8, whose form bytes of others hardly have: of Chinese in GB18030 four in five lack it."""
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
_CONTROLS = ((0x00, 0x06), (0x0E, 0x19), (0x7F, 0x7F))
"""Control characters no text has: without bell (a word processor's cell mark), tab, breaks, Ctrl-Z and
escape."""
_CONTROL = f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in _CONTROLS)}]"
_SURROGATE = re.compile("[\ud800-\udfff]")
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
        return _SURROGATE.subn(REPLACED, text)
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
        """The labels declared in the head that the table knows, in order, ``_`` read as ``-`` at need."""
        found = (m.lower().decode("ascii") for m in _META.findall(self.data[:HEAD]))
        known = (label if label in CODECS else label.replace("_", "-") for label in found)
        return tuple(dict.fromkeys(label for label in known if label in CODECS))

    @cached_property
    def gb18030(self) -> tuple[str, int] | None:
        """The strict reading as GB18030."""
        return strict(self.data, "gb18030")

    @cached_property
    def ordinary(self) -> bool:
        """Whether that reading is ordinary Chinese, and not other bytes that happen to fit."""
        return self.gb18030 is not None and share(self.gb18030[0], "gb2312") >= ORDINARY

    def lenient(self, codec: str) -> tuple[str, int]:
        """Decode with U+FFFD for what cannot be read; give the text and how often that was."""
        if codec not in self._lenient:
            text = self.data.decode(codec, "replace")
            printed = self.data.count(b"\xef\xbf\xbd") if codec == "utf-8" else 0
            self._lenient[codec] = text, text.count(REPLACED) - printed
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
    found = strict(source.data, name)
    if name.startswith(("utf-16", "utf-32")):
        if not found:
            text = source.data.decode(name, "replace")
            found = text, text.count(REPLACED)
            _refuse_unreadable(*found)
        _refuse_controls(found[0].encode("utf-8", "replace"), "UTF-8 form")
    return _reading(found, "utf-8-sig" if name == "utf-8" else name, "byte order mark")


def _by_zeros(source: _Bytes) -> Reading | None:
    """Find UTF-16 and UTF-32 by their zero bytes, and refuse what only has them."""
    data = source.data
    zeros = data.count(0) if b"\0" in data else 0
    found = list(_widths(data, zeros)) if zeros else []
    if found:  # bytes of Chinese read one aside are Chinese characters too, but no ordinary ones
        return next((r for r in found if share(r[0], "gb2312") >= ORDINARY), found[0])
    _refuse_controls(data if zeros <= CONTROLS * len(data) else _unpadded(data), "data")
    return None


def _widths(data: bytes, zeros: int) -> Iterator[Reading]:
    """The readings as UTF-16 and UTF-32 that are text, up to the first of ordinary Chinese."""
    for name, cut in _wide(data, zeros):
        found = strict(data[cut:], name)
        if found and not re.search(_CONTROL, found[0]) and share(found[0], EXPECTED) >= ORDINARY:
            reason = f"zero bytes of {name.upper()}"
            yield (_beheaded(found, name, reason) if cut else _whole(found, name, reason))
            if share(found[0], "gb2312") >= ORDINARY:
                return


def _beheaded(found: tuple[str, int], name: str, reason: str) -> Reading:
    """A text whose first character lost a part."""
    return REPLACED + found[0], Encoding(name, f"{reason}, cut off within its first character", found[1] + 1)


def _unpadded(data: bytes) -> bytes:
    """The bytes without zeros, if these are Chinese text in UTF-8: then the zeros pad it, unseen."""
    rest = data.translate(None, b"\0")
    found = None if rest.isascii() else strict(rest, "utf-8")
    dark = ASCII.sub("", found[0]) if found else ""
    return rest if len(dark) >= FEW and share(dark, EXPECTED) >= ORDINARY else data


def _wide(data: bytes, zeros: int) -> Iterator[tuple[str, int]]:
    """Name the codecs that so many zero bytes allow, the likelier first, and the bytes to leave out before.

    Where the first bytes of a text are lost its units begin later.
    """
    names = _wide_codecs(data, zeros)
    yield from ((name, 0) for name in names)
    yield from ((name, cut) for cut in (1, 2, 3) for name in names if cut == 1 or name.startswith("utf-32"))


def _wide_codecs(data: bytes, zeros: int) -> tuple[str, ...]:
    """Name the codecs that so many zero bytes allow, the likelier first.

    In UTF-32 about half of all bytes are zero. In UTF-16 each ASCII character has one, in the same half of
    its unit; U+4E00 and U+3000 have theirs in the other.
    """
    if not data.isascii() and strict(data, "utf-8"):
        return ()
    odd = data[1::2].count(0)
    least = 0.45 * len(data) if data.isascii() else 0.0025 * len(data)
    wide16 = ("utf-16-le", "utf-16-be") if odd > zeros - odd else ("utf-16-be", "utf-16-le")
    wide32 = ("utf-32-le", "utf-32-be") if zeros >= 0.45 * len(data) else ()
    return (*wide32, *wide16) if max(odd, zeros - odd) >= least else wide32


def _by_utf8(source: _Bytes) -> Reading | None:
    found = strict(source.data, "utf-8")
    if found and found[1] and found[0][:-1].isascii():
        return None  # nothing but one broken character speaks for UTF-8
    return _reading(found, "utf-8", "valid UTF-8")


def _by_label(source: _Bytes) -> Reading | None:
    for label in source.labels:
        codec = CODECS[label]
        found = strict(source.data, codec)
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
    found = strict(source.data, "big5hkscs")
    if not found or common(found[0]) < ORDINARY:
        return None
    return _reading(found, "big5hkscs", source.reason("big5hkscs", "Big5 by its common characters"))


def _by_damage(source: _Bytes) -> Reading | None:
    """Take UTF-8, a declared codec of several bytes or GB18030 if it leaves few characters to replace."""
    declared = [codec for codec in map(CODECS.__getitem__, source.labels) if codec in _TITLES]
    for codec in dict.fromkeys(("utf-8", *declared, "gb18030")):
        text, lost = source.lenient(codec)
        most = HARMED if codec == "utf-8" else DAMAGED
        if not 0 < lost <= most * len(text):
            continue
        certain = codec == "utf-8" or codec in declared or share(text, "gb2312") >= ORDINARY
        if certain and lost <= most * len(ASCII.sub("", text)):
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
        strict(source.data, name), name, source.reason(name, f"{name} found by charset_normalizer")
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
    return _whole(found, codec, reason) if found else None


def _whole(found: tuple[str, int], codec: str, reason: str) -> Reading:
    text, lost = found
    return text, Encoding(codec, reason + (", cut off within its last character" if lost else ""), lost)


def _contradicted(source: _Bytes) -> bool:
    """Whether enough ordinary Chinese in GB18030 stands against a label that fits any bytes."""
    if not source.ordinary or source.gb18030 is None:
        return False
    return len(ASCII.sub("", source.gb18030[0])) >= FEW


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
        first = len(re.split(_CONTROL.encode(), data, maxsplit=1)[0])
        raise DecodeError(
            f"binary data, not text: {count} of {len(data)} bytes of the {what} are control characters, "
            f"the first at offset {first}; convert it to text first"
        )


def _controls(data: bytes) -> int:
    """How many bytes are control characters that no text has; in pieces, whose masks fit the cache."""
    codes = np.frombuffer(data, dtype=np.uint8)
    pieces = (codes[at : at + PIECE] for at in range(0, len(codes), PIECE))
    return sum(int(np.count_nonzero(within(_CONTROLS, piece))) for piece in pieces)


def _refuse_unreadable(text: str, lost: int) -> None:
    if lost > UNREADABLE * len(text):
        raise DecodeError(
            f"no text in any encoding tried: {lost} of {len(text)} characters cannot be read, "
            f"the first is character {text.index(REPLACED)}; convert it to UTF-8 text first"
        )
