"""Containers: files known by their first bytes that hold documents, pictures or data, and are no text."""

from __future__ import annotations

from gouji.errors import DecodeError

_CONTAINERS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an OLE file (old Word, Excel or WPS)"),
    (b"\x1f\x8b\x08", "a gzip file"),
    (b"BZh91AY&SY", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file"),
    (b"Rar!\x1a\x07", "a rar file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"SQLite format 3\x00", "an SQLite file"),
)
_ZIPPED = (
    (b"word/", "a docx file"),
    (b"xl/", "an xlsx file"),
    (b"ppt/", "a pptx file"),
    (b"OFDBody", "an OFD file"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"),
)
_ZIP_HEAD = 1 << 16
"""Bytes of a zip searched for the name of a part that tells which kind it is."""


def refuse_container(data: bytes) -> None:
    """Raise DecodeError where the bytes are such a file, and name its kind."""
    for magic, name in _CONTAINERS:
        if data.startswith(magic):
            kinds = _ZIPPED if magic.startswith(b"PK") else ()
            kind = next((kind for part, kind in kinds if part in data[:_ZIP_HEAD]), name)
            raise DecodeError(f"the bytes from offset 0 are {kind}, not text; convert it to text first")
