"""Decoding is linear in the length, for honest and for hostile bytes."""

import contextlib

import pytest

from gouji.decode import decode
from gouji.errors import DecodeError
from gouji.testing import clock

CHINESE = "本年新收政府信息公开申请数量\t12\n"
KINDS = {
    "utf-8": CHINESE.encode(),
    "gb18030": CHINESE.encode("gb18030"),
    "utf-16": CHINESE.encode("utf-16-le"),
    "big5": "本年新收資訊公開申請數量\t12\n".encode("big5"),
    "damaged": CHINESE.encode() + b"\xff",
    "alternating": b"a\xff",
    "leads": b"\x81",
    "trails": bytes(range(0x80, 0x100)),
    "zeros": b"a\0\0\0\0",
    "metas": b"<meta charset charset  ",
    "latin": "Größe naïveté ".encode("latin-1"),
}


def decodes(data):
    with contextlib.suppress(DecodeError):
        decode(data)


@pytest.mark.parametrize("kind", KINDS)
def test_linear(kind):
    piece = KINDS[kind]
    small = piece * (400_000 // len(piece))
    assert clock.beyond(decodes, lambda: small, lambda: small * 8, 20, 0.02) == []
