"""What one printed cell states, beyond the tables of docs/values.md, of which test_values asks every row."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji import numerals
from gouji.numerals import Numeral, read
from gouji.testing import clock

FULL_WIDTH = str.maketrans("0123456789+-,.", "０１２３４５６７８９＋－，．")
COUNTS = st.integers(min_value=-(10**numerals.MAX_DIGITS) + 1, max_value=10**numerals.MAX_DIGITS - 1)


@pytest.mark.parametrize(
    "raw",
    ["\t\r\n", "\u3000\u3000", "\u200b\ufeff", " &nbsp;&nbsp; ", "&#160;", "\f"],
)
def test_blank(raw):
    assert read(raw) == Numeral("blank")


@pytest.mark.parametrize(
    "raw",
    [
        "//",
        "–",
        "―",
        "﹣",
        "－",
        "…",
        "……",
        "·",
        "\\",
        "nan",
        "n/a",
        "减",
        "增加",
        " / ",
        "— —",
        "-\u3000-",
        "\\-",
        "**/**",
        "+",
        "<NA>",
    ],
)
def test_mark(raw):
    assert read(raw) == Numeral("mark")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("－９", -9),
        ("减少3", -3),
        ("+0", 0),
        ("-0", 0),
        ("3.0", 3),
        ("-9.0", -9),
        ("0.0", 0),
        (" 7\n", 7),
        ("\xa07", 7),
        ("&nbsp;7&nbsp;", 7),
        ("`5`", 5),
        ("** 5 **", 5),
        ("**-5**", -5),
    ],
)
def test_whole_figure(raw, value):
    assert read(raw) == Numeral("figure", value)
    assert type(read(raw).value) is int


@pytest.mark.parametrize("raw", ["0.37", "-0.5", "712.187895", "5.10"])
def test_decimal_keeps_its_printed_digits(raw):
    found = read(raw)
    assert found.kind == "figure"
    assert isinstance(found.value, Decimal)
    assert str(found.value) == raw


@pytest.mark.parametrize(
    ("raw", "value", "unit"),
    [
        ("976.81万元", "976.81", "万元"),
        ("976.81 万元", "976.81", "万元"),
        ("5\u3000件", "5", "件"),
        ("增5件", "5", "件"),
        ("1,204.50亿元", "1204.50", "亿元"),
        ("8(万元)", "8", "万元"),
        ("3.0万元", "3.0", "万元"),
        ("２宗", "2", "宗"),
    ],
)
def test_unit_is_kept_beside_the_figure(raw, value, unit):
    found = read(raw)
    assert (found.kind, str(found.value), found.unit, found.remark) == ("figure", value, unit, "")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("22（其中修订 16 件）", Numeral("figure", 22, "", "其中修订 16 件")),
        ("55 （含自然失效 29 件）", Numeral("figure", 55, "", "含自然失效 29 件")),
        ("7件(含１，２项)", Numeral("figure", 7, "件", "含１，２项")),
    ],
)
def test_remark_in_brackets(raw, expected):
    assert read(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "1,2,3",
        "0,204",
        ",204",
        "-00",
        "1,204,56",
        "iv",
        "1²",
        "５％",
        "1-2",
        "1:2",
        "1.",
        "（1）",
        "1E3",
        "+-3",
        "--3",
        "- 9",
        "—9",
        "–9",
        "增-5",
        "±3",
        "5（）",
        "5（3",
        "5)",
        "3万",
        "规章000",
        "12万元元",
        "一、",
        "增/减",
        "True",
        "5 （a）（b）",
        "٣件",
        "- 3 -",
        "769- 5 -",
        "5（(a)）",
    ],
)
def test_what_proves_no_single_figure_is_text(raw):
    assert read(raw) == Numeral("text")


def test_longest_figure():
    longest = "9" * numerals.MAX_DIGITS
    assert read(longest).value == int(longest)
    assert read(longest + "9") == read("-" + longest + "9") == Numeral("text")
    assert read("1" * (numerals.MAX_DIGITS - 2) + ".25").kind == "figure"
    assert read("1" * (numerals.MAX_DIGITS - 1) + ".25").kind == "text"


@given(st.text() | st.text(alphabet="0123456789０９,，.+-－−—/ 　\n*_`\\()（）%元万件增加减少无&nbsp;²٣第页"))
def test_any_text_is_read(raw):
    found = read(raw)
    assert (found.value is not None) == (found.kind == "figure")
    if found.value is not None:
        assert re.search("[0-9０-９]", raw)
        assert abs(found.value) < 10**numerals.MAX_DIGITS
    else:
        assert found.unit == found.remark == ""


@given(st.text())
def test_digits_of_a_figure_stand_in_the_cell_in_order(raw):
    found = read("12" + raw)
    if found.kind == "figure":
        head = raw.split("(")[0].split("（")[0].translate(str.maketrans("０１２３４５６７８９", "0123456789"))
        assert re.sub("[^0-9]", "", "12" + head).startswith(str(found.value).replace(".", ""))


@given(COUNTS)
def test_printed_integer_reads_back(number):
    for raw in (str(number), format(number, ","), f" {number}\n", f"**{number}**", f"{number}.0"):
        if sum(c.isdigit() for c in raw) <= numerals.MAX_DIGITS:
            assert read(raw) == Numeral("figure", number)
            assert read(raw.translate(FULL_WIDTH)) == Numeral("figure", number)


@given(st.integers(0, 10**9), st.sampled_from(numerals.UNITS), st.sampled_from(["", " ", "\u3000", "&nbsp;"]))
def test_every_unit_reads_back(number, unit, gap):
    assert read(f"{number}{gap}{unit}") == Numeral("figure", number, unit)


@pytest.mark.share(4)
@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "\u3000",
        "1",
        "1,",
        "0",
        "5 ",
        "5(",
        "&nbsp;",
        "-",
        "*",
        "(",
        "增",
        "5件",
        "\u200b",
        "/",
        "5 元 ",
        ".",
    ],
)
@pytest.mark.parametrize("head", ["", "5", "5 件", "增", "5("])
def test_long_cells_take_linear_time(head, piece):
    def raw(count):
        return head + piece * count + "x"

    assert clock.beyond(read, lambda: raw(20_000), lambda: raw(160_000), 12, 0.01) == []


def test_remembered_cells_are_bounded():
    for number in range(3 * numerals.CACHE_SIZE):
        read(f"{number}")
    read("5" + " " * 10_000)
    info = numerals._remembered.cache_info()
    assert info.currsize <= numerals.CACHE_SIZE


def test_a_blank_written_as_a_reference_parts_figures():
    assert read("1&nbsp;2") == Numeral("text")
    assert read("&nbsp;1&#160;") == Numeral("figure", 1)


def test_escapes_inside_a_figure_are_markups():
    assert read("1\\.5").value == Decimal("1.5")
    assert read("\\*5\\*") == Numeral("figure", 5)
    assert read("\\(5\\)") == Numeral("text")


@pytest.mark.parametrize("blanks", [0, numerals.CACHED_LENGTH - 1, numerals.CACHED_LENGTH, 200])
def test_a_cell_of_any_length_is_read(blanks):
    assert read("5" + " " * blanks) == Numeral("figure", 5)
    assert read(" " * blanks + "5 件") == Numeral("figure", 5, "件")
    assert read("无" + " " * blanks) == Numeral("mark")
