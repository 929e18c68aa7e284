"""Which codec bytes are read with, by which rule, and what is replaced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.decode import clean, decode
from gouji.errors import DecodeError

TEXT = (
    "政府信息公开工作年度报告\r\n（一）主动公开\t第二十条\t0\n"
    "信息内容\t本年制发件数\t现行有效件数\r规章\t12\t1,204\n"
)
HTML = "<html><head><meta charset={label}><title>二零二一年</title></head><table><td>{text}</td></table>"
TRADITIONAL = (
    "政府資訊公開工作年度報告\n本年新收政府資訊公開申請數量\t12\n上年結轉政府資訊公開申請數量\t0\n總計\t769\n"
)


def page(label, codec, text=TEXT):
    return HTML.format(label=label, text=text).encode(codec), HTML.format(label=label, text=text)


@pytest.mark.parametrize(
    ("codec", "mark", "name", "reason"),
    [
        ("utf-8", "", "utf-8", "valid UTF-8"),
        ("utf-8", "\ufeff", "utf-8-sig", "byte order mark"),
        ("utf-16-le", "\ufeff", "utf-16-le", "byte order mark"),
        ("utf-16-be", "\ufeff", "utf-16-be", "byte order mark"),
        ("utf-32-le", "\ufeff", "utf-32-le", "byte order mark"),
        ("utf-32-be", "\ufeff", "utf-32-be", "byte order mark"),
        ("gb18030", "\ufeff", "gb18030", "byte order mark"),
        ("utf-16-le", "", "utf-16-le", "zero bytes of UTF-16-LE"),
        ("utf-16-be", "", "utf-16-be", "zero bytes of UTF-16-BE"),
        ("utf-32-le", "", "utf-32-le", "zero bytes of UTF-32-LE"),
        ("utf-32-be", "", "utf-32-be", "zero bytes of UTF-32-BE"),
        ("gb2312", "", "gb18030", "GB18030, no declaration"),
        ("gbk", "", "gb18030", "GB18030, no declaration"),
        ("gb18030", "", "gb18030", "GB18030, no declaration"),
    ],
)
def test_text_comes_back_whole(codec, mark, name, reason):
    text, encoding = decode((mark + TEXT).encode(codec))
    assert text == TEXT
    assert (encoding.name, encoding.reason, encoding.replaced) == (name, reason, 0)


@pytest.mark.parametrize("text", ["二〇二一年", "镕堃㎡€", "㐀𠀀", TEXT + "㐀𠀀" + TEXT])
def test_characters_beyond_gb2312_survive_its_label(text):
    data, expected = page("gb2312", "gb18030", text)
    assert decode(data)[0] == expected
    assert decode(data)[1].reason == "declared gb2312, read as gb18030"


@pytest.mark.parametrize(
    ("label", "codec", "name", "reason"),
    [
        ("gbk", "gbk", "gb18030", "declared gbk, read as gb18030"),
        ("gb18030", "gb18030", "gb18030", "declared gb18030"),
        ("CHINESE", "gbk", "gb18030", "declared chinese, read as gb18030"),
        ('\\"gb2312\\"', "gbk", "gb18030", "declared gb2312, read as gb18030"),
        ("utf-8", "gb18030", "gb18030", "declared utf-8 is not what the bytes are; GB18030"),
        ("utf-16", "gb18030", "gb18030", "declared utf-16 is not what the bytes are; GB18030"),
        ("iso-8859-1", "gb18030", "gb18030", "declared iso-8859-1 is not what the bytes are; GB18030"),
        ("big5", "gb2312", "gb18030", "declared big5 is not what the bytes are; GB18030"),
        ("gb2312", "utf-8", "utf-8", "valid UTF-8"),
        ("punycode", "gb18030", "gb18030", "GB18030, no declaration"),
    ],
)
def test_declared_label(label, codec, name, reason):
    data, expected = page(label, codec)
    text, encoding = decode(data)
    assert text == expected
    assert (encoding.name, encoding.reason, encoding.replaced) == (name, reason, 0)


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="Content-Type" content="text/html; charset=big5">',
        "<META CHARSET = 'Big5'>",
        '<?xml version="1.0" encoding="BIG5"?>',
        "<!-- <meta charset=utf-8> --><meta charset=big5>",
        "<script>" + " " * 3000 + "</script><meta charset=big5 />",
    ],
)
def test_label_is_found_where_documents_put_it(head):
    text, encoding = decode((head + TRADITIONAL).encode("big5"))
    assert text == head + TRADITIONAL
    assert (encoding.name, encoding.reason) == ("big5hkscs", "declared big5, read as big5hkscs")


def test_true_label_of_one_byte_codec_is_believed():
    data = "<meta charset=latin1>Größe, naïveté: 12 €".encode("cp1252")
    assert decode(data)[0] == data.decode("cp1252")
    assert decode(data)[1].name == "cp1252"


def test_big5_without_label():
    text, encoding = decode((TRADITIONAL * 3).encode("big5"))
    assert text == TRADITIONAL * 3
    assert encoding.name == "big5hkscs"


def test_nothing():
    assert decode(b"")[0] == ""


@pytest.mark.parametrize(
    ("codec", "label"), [("utf-8", ""), ("gb18030", ""), ("gb18030", "<meta charset=gb2312>")]
)
@pytest.mark.parametrize("last", ["数", "㐀", "𠀀"])
def test_character_cut_off_at_the_end_costs_one_replacement(codec, label, last):
    whole = (label + TEXT).encode(codec)
    ending = last.encode(codec)
    for kept in range(1, len(ending)):
        text, encoding = decode(whole + ending[:kept])
        assert text == label + TEXT + "\ufffd"
        assert (encoding.name, encoding.replaced) == (codec, 1)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_half_a_unit_at_the_end_of_utf16(codec, mark):
    text, encoding = decode((mark + TEXT).encode(codec) + b"\x31")
    assert (text, encoding.name, encoding.replaced) == (TEXT + "\ufffd", codec, 1)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("label", ["", "<meta charset=utf-8>", "<meta charset=gb2312>"])
def test_damaged_byte_does_not_flip_the_codec(codec, label):
    data = bytearray((label + TEXT * 4).encode(codec))
    data[data.index("主动".encode(codec))] = 0xFF
    text, encoding = decode(bytes(data))
    assert encoding.name == codec
    assert 1 <= encoding.replaced == text.count("\ufffd") <= 3
    assert "damaged" in encoding.reason
    assert [c for c in text if c.isdigit()] == [c for c in label + TEXT * 4 if c.isdigit()]


def test_printed_replacement_character_is_not_counted():
    assert decode((TEXT + "\ufffd").encode())[1].replaced == 0
    assert decode(("\ufffd" + TEXT).encode() + b"\xe6")[1].replaced == 1


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_stray_and_padding_zero_bytes_are_not_utf16(codec):
    for text in (TEXT + "\0", TEXT[:20] + "\0\0" + TEXT[20:], TEXT + "\0" * 5000):
        assert decode(text.encode(codec)) == (text, decode(TEXT.encode(codec))[1])


def test_utf16_of_plain_ascii_and_of_blanks():
    for text in ("12\t0\n5\n", "\u3000\u3000一、总体情况\n\u3000\u3000（一）主动公开 12 件\n"):
        for codec in ("utf-16-le", "utf-16-be"):
            assert decode(text.encode(codec))[0] == text


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"PK\x03\x04\x14\x00" + b"\x00" * 20 + b"word/document.xml", "docx"),
        (b"PK\x03\x04\x14\x00" + b"\x00" * 20 + b"xl/workbook.xml", "xlsx"),
        (b"PK\x03\x04\x14\x00" + b"\x00" * 20 + b"a.txt", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "OLE"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\x00" * 100, "binary"),
        (b"12\t0\n" + bytes(range(256)) * 40, "binary"),
        (b"\xff\xfe" + b"\x01\x00\x02\x00" * 40, "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(data, named):
    with pytest.raises(DecodeError, match=named) as caught:
        decode(data)
    assert "convert it to" in str(caught.value)


def test_binary_refusal_names_the_byte():
    with pytest.raises(DecodeError, match="the first at offset 5;"):
        decode("规1\n".encode() + b"\x00\x01\x02" * 50)


def test_cell_marks_of_word_processors_are_text():
    text = "规章\x07 12\x07 0\x07\x07\n" * 20
    assert decode(text.encode())[0] == text


@given(st.binary() | st.binary().map(lambda tail: TEXT.encode("gb18030") + tail))
def test_any_bytes_are_decoded_or_refused(data):
    try:
        text, encoding = decode(data)
    except DecodeError:
        return
    text.encode("utf-8")
    assert 0 <= encoding.replaced <= text.count("\ufffd")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")))
def test_utf8_comes_back(text):
    assert decode(text.encode())[0] == decode(b"\xef\xbb\xbf" + text.encode())[0] == text


@given(st.text(st.sampled_from([*sorted(set(TEXT)), "〇", "㐀", "𠀀", "，", "\u3000"])))
def test_chinese_comes_back_from_every_codec_after_a_line_that_shows_it(tail):
    for codec in ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le"):
        assert decode((TEXT + tail).encode(codec))[0] == TEXT + tail


@given(st.text(st.characters() | st.sampled_from("\ud800\udfff")))
def test_clean_replaces_surrogates_one_for_one(text):
    cleaned, count = clean(text)
    assert len(cleaned) == len(text)
    assert count == sum("\ud800" <= c <= "\udfff" for c in text)
    assert all(
        a == b or (b == "\ufffd" and "\ud800" <= a <= "\udfff") for a, b in zip(text, cleaned, strict=True)
    )


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_text_of_wide_units_is_read_without_its_first_byte(codec):
    text, encoding = decode((TEXT * 4).encode(codec)[1:])
    assert text == "\ufffd" + (TEXT * 4)[1:]
    assert (encoding.name, encoding.replaced) == (codec, 1)
    assert encoding.reason.endswith("cut off within its first character")


@pytest.mark.parametrize("padding", [3, 1000])
def test_zeros_that_pad_chinese_text_make_it_no_binary_data(padding):
    padded = TEXT.replace("\n", "\0" * padding + "\n")
    assert decode(padded.encode())[0] == padded
    with pytest.raises(DecodeError, match="binary data"):
        decode(b"\1\2\3" * 99 + padded.encode())
    with pytest.raises(DecodeError, match="binary data"):
        decode(TEXT.encode("gbk").replace(b"\n", b"\0" * padding + b"\n" + b"\xff\xfe"))


@pytest.mark.parametrize("harm", [b"\xc0\x80", b"\xc0\xb1", b"\xe4", b"\xff\xff"])
def test_utf_8_harmed_in_every_cell_is_still_utf_8(harm):
    text, encoding = decode((TEXT * 4).encode().replace(b"\t", harm + b"\t"))
    assert encoding.name == "utf-8"
    assert text.replace("\ufffd", "") == TEXT * 4
    assert encoding.replaced == text.count("\ufffd")


def test_a_label_may_be_written_as_python_writes_it():
    data, expected = page("euc_jp", "euc_jp", "政府情報公開")
    assert decode(data)[0] == expected
    assert decode(data)[1].reason.startswith("declared euc-jp")
