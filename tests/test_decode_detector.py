"""The optional detector is asked last, and never where the bytes prove a codec themselves."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from gouji.decode import SAMPLE, decode
from gouji.errors import DecodeError

CYRILLIC = "Годовой отчёт о публикации сведений: 12 обращений.\n" * 20


@pytest.fixture
def asked(monkeypatch):
    """A detector that answers cp1251 and keeps what it was shown."""
    shown = []

    def from_bytes(data):
        shown.append(data)
        return SimpleNamespace(best=lambda: SimpleNamespace(encoding="cp1251"))

    module = ModuleType("charset_normalizer")
    module.from_bytes = from_bytes
    monkeypatch.setitem(sys.modules, "charset_normalizer", module)
    return shown


def test_its_answer_is_used_and_named(asked):
    text, encoding = decode(CYRILLIC.encode("cp1251"))
    assert text == CYRILLIC
    assert (encoding.name, encoding.replaced) == ("cp1251", 0)
    assert "charset_normalizer" in encoding.reason
    assert len(asked) == 1


def test_it_is_shown_a_bounded_sample_with_the_characters_in_question(asked):
    decode(b"<p>\n" * 100_000 + (CYRILLIC * 200).encode("cp1251"))
    assert len(asked[0]) <= SAMPLE
    assert any(byte > 0x7F for byte in asked[0])


def test_it_is_not_asked_about_chinese(asked):
    for codec in ("utf-8", "gb18030", "utf-16"):
        decode("本年新收政府信息公开申请数量 12\n".encode(codec))
    assert asked == []


def test_without_it_the_text_is_read_and_the_reason_says_how(monkeypatch):
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    text, encoding = decode(CYRILLIC.encode("cp1251"))
    assert "12" in text
    assert "charset_normalizer" not in encoding.reason


def test_without_it_bytes_that_no_codec_reads_are_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    with pytest.raises(DecodeError, match="100 of 100 characters cannot be read"):
        decode(b"\xff" * 100)


def test_the_real_one_finds_cyrillic():
    pytest.importorskip("charset_normalizer", reason="the extra charset is not installed")
    text, encoding = decode(CYRILLIC.encode("cp1251"))
    assert text == CYRILLIC
    assert encoding.replaced == 0
