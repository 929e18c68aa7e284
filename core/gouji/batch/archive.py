"""Zip archives: their members as items, within limits; names in GBK are repaired; nothing is unpacked.

A member's bytes are read into memory only, one member at a time, and never more than its entry states. So a
name that leads out of a folder can do no harm; it is refused nevertheless, for nobody means it.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from gouji.batch.item import JOIN, Fault, Item, Member, printable
from gouji.errors import InputError

SUFFIX = ".zip"
MOST_MEMBERS = 200_000
"""Members of one archive: each takes half a kilobyte in the process that lists them."""
DIRECTORY_BYTES = 64 * 1024 * 1024
"""Largest table of contents read: 320 bytes for each of so many members."""
MEMBER_BYTES = 64 * 1024 * 1024
"""Largest member, unpacked: a report has kilobytes, a page with its pictures some megabytes."""
TOTAL_BYTES = 64 * 1024 * 1024 * 1024
"""All members of one archive, unpacked; what comes after is refused."""
RATIO, RATIO_FROM = 200, 1024 * 1024
"""A member larger than a megabyte that was packed more than so many times smaller is a bomb: a page made of
markup alone reaches 50, deflate's limit is 1032."""
NESTED = (".zip", ".7z", ".rar", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst", ".jar")
"""How the names of archives inside an archive end."""
OFFICE = (b"[Content_Types].xml", b"META-INF/manifest.xml", b"OFD.xml")
"""The parts that make a zip archive an office file; its table of contents, at the end, names them all."""
ENCRYPTED, UTF8 = 0x1, 0x800
STORED, DEFLATED = 0, 8
CHUNK = 256 * 1024

_LOCAL = struct.Struct("<4s5H3L2H")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
FARTHEST_END = _END.size + 0xFFFF


def members(path: str, name: str) -> Iterator[Item]:
    """Each file in an archive, in its order; a bad one, or a bad archive, as an item with its fault."""
    try:
        _weigh(Path(path))
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, struct.error) as error:
        told = error.strerror if isinstance(error, OSError) and error.strerror else error
        yield Item(name, path, fault=Fault("archive", f"cannot be opened as a zip archive: {told}"))
        return
    total, seen = 0, set[str]()
    for count, info in enumerate(infos):
        total += info.file_size
        if count >= MOST_MEMBERS:
            reason = f"has {len(infos)} members, of which the first {MOST_MEMBERS} are read; split it"
            yield Item(name, path, fault=Fault("archive", reason))
            return
        if not info.is_dir():
            yield _item(path, name, info, total, seen)


def _item(path: str, archive: str, info: zipfile.ZipInfo, total: int, seen: set[str]) -> Item:
    own = repaired(info)
    name = f"{archive}{JOIN}{printable(own)}"
    problem = _problem(own, info, total)
    if own in seen:
        problem = f"comes twice in the archive, here at byte {info.header_offset}; only the first is read"
    seen.add(own)
    if problem:
        return Item(name, path, fault=Fault("archive", problem))
    member = Member(info.header_offset, info.compress_size, info.file_size, info.compress_type, info.CRC)
    return Item(name, path, member)


def _problem(name: str, info: zipfile.ZipInfo, total: int) -> str:
    """Why a member is refused, as a sentence without its name; empty where it is not."""
    parts = name.replace("\\", "/").split("/")
    if not parts[0] or ".." in parts or parts[0][1:2] == ":" or "\0" in info.orig_filename:
        return "its name leads out of the archive; pack it anew with plain names"
    if info.flag_bits & ENCRYPTED:
        return "is encrypted; unpack the archive with its password first"
    if name.lower().endswith(NESTED):
        return "is an archive inside an archive, which is not read; unpack it first"
    if info.compress_type not in (STORED, DEFLATED):
        return f"is packed by method {info.compress_type}; pack it anew with the usual method, deflate"
    return _weight(info, total)


def _weight(info: zipfile.ZipInfo, total: int) -> str:
    """Why a member is too large, or unpacks to too much; empty where it does not."""
    if info.file_size > MEMBER_BYTES:
        return f"has {info.file_size} bytes, more than the {MEMBER_BYTES} of a member that is read"
    if info.file_size > RATIO_FROM and info.file_size > RATIO * max(info.compress_size, 1):
        return f"unpacks to more than {RATIO} times its size, as a bomb does; unpack it by hand and look"
    if total > TOTAL_BYTES:
        return f"stands after the first {TOTAL_BYTES} bytes of the archive, unpacked; split the archive"
    return ""


def repaired(info: zipfile.ZipInfo) -> str:
    """The name of a member as its maker meant it.

    Where the archive does not say UTF-8, the name may be that nevertheless, or GBK as Chinese systems wrote
    it, which is believed where only Chinese signs come of it, common ones above all; else it is what the
    format says, cp437.
    """
    own = info.orig_filename
    if info.flag_bits & UTF8 or own.isascii():
        return own
    data = own.encode("cp437")
    for codec in ("utf-8", "gb18030"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec == "utf-8" or _plausible(text):
            return text
    return own


def _plausible(text: str) -> bool:
    """Whether a name was meant as GBK: all its signs are Chinese ones, and half of them, or more, common."""
    signs = [c for c in text if not c.isascii()]
    common = sum(bool(c.encode("gb2312", "ignore")) for c in signs)
    return all(map(_chinese, signs)) and 2 * common >= len(signs)


def _chinese(sign: str) -> bool:
    """Whether a sign is one that Chinese names have: ideographs, wide forms, signs of the old sets."""
    code = ord(sign)
    wide = 0x3000 <= code <= 0x303F or 0x3400 <= code <= 0x9FFF or 0xFF00 <= code <= 0xFFEF  # noqa: PLR2004
    return wide or sign in "·—‘’“”…×№①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤ"


def _weigh(path: Path) -> None:
    """Refuse an archive whose table of contents would fill the memory; ValueError says so."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        start = max(0, size - FARTHEST_END - _LOCATOR.size)
        file.seek(start)
        tail = file.read()
        at = tail.rfind(b"PK\5\6")
        if at < 0 or len(tail) - at < _END.size:
            raise ValueError("it has no table of contents; fetch it anew")
        length = _END.unpack_from(tail, at)[5]
        if length == 0xFFFFFFFF and at >= _LOCATOR.size:  # noqa: PLR2004 - the sign that zip64 has it
            length = _long_length(file, tail[at - _LOCATOR.size : at])
    if length > DIRECTORY_BYTES:
        raise ValueError(f"its table of contents has {length} bytes, more than {DIRECTORY_BYTES}; split it")


def _long_length(file: BinaryIO, locator: bytes) -> int:
    signature, _, offset, _ = _LOCATOR.unpack(locator)
    if signature != b"PK\6\7":
        raise ValueError("its table of contents is torn; fetch it anew")
    file.seek(offset)
    return int(_END64.unpack(file.read(_END64.size))[8])


def unpack(path: str, member: Member) -> bytes:
    """The bytes of a member; raises InputError where they are not what its entry states."""
    with Path(path).open("rb") as file:
        file.seek(member.offset)
        local = file.read(_LOCAL.size)
        if len(local) < _LOCAL.size or local[:4] != b"PK\3\4":
            raise InputError("its place in the archive holds no member; fetch the archive anew")
        fields = _LOCAL.unpack(local)
        file.seek(fields[9] + fields[10], 1)
        data = _packed(file, member) if member.method == DEFLATED else file.read(member.size)
    if len(data) != member.size or zlib.crc32(data) != member.crc:
        raise InputError("its bytes are not what its archive states; fetch the archive anew")
    if data[:4] == b"PK\3\4" and not any(part in data for part in OFFICE):
        raise InputError("is an archive inside an archive, which is not read; unpack it first")
    return data


def _packed(file: BinaryIO, member: Member) -> bytes:
    """Unpack as much as stated and one byte more, which tells a member that states too little."""
    engine, parts, left = zlib.decompressobj(-15), [], member.size + 1
    rest = member.packed
    try:
        while left > 0 and rest > 0 and not engine.eof:
            chunk = file.read(min(CHUNK, rest))
            if not chunk:
                break
            rest -= len(chunk)
            parts.append(engine.decompress(chunk, left))
            left -= len(parts[-1])
    except zlib.error as error:
        raise InputError(f"cannot be unpacked ({error}); fetch the archive anew") from error
    return b"".join(parts)
