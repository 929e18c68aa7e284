"""What inputs name: folders, patterns, lists and zip archives, each document once and in one order."""

import io
import os
import random
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from gouji.batch import archive, listing
from gouji.batch.item import JOIN
from gouji.errors import InputError


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a/2.txt", "a/1.html", "a/sub/3.txt", "a/sub/deep/4.html", "a/.hidden/5.txt", "b.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path


def listed(*inputs, apart="out"):
    return list(listing.items(inputs, apart=apart))


def names(*inputs, **more):
    return [i.name for i in listed(*inputs, **more)]


def test_a_folder_gives_its_files_by_name_then_those_of_its_folders(home):
    assert names("a", "b.txt") == ["a/1.html", "a/2.txt", "a/sub/3.txt", "a/sub/deep/4.html", "b.txt"]
    assert names("a", apart="a/sub") == ["a/1.html", "a/2.txt"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("a/*.txt", ["a/2.txt"]),
        ("a/**/*.html", ["a/1.html", "a/sub/deep/4.html"]),
        ("a/*/?.txt", ["a/sub/3.txt"]),
        ("a/[!2].*", ["a/1.html"]),
        ("*.txt", ["b.txt"]),
        ("**/deep/*", ["a/sub/deep/4.html"]),
    ],
)
def test_a_pattern_gives_the_files_it_matches(home, pattern, found):
    assert names(pattern) == found


@pytest.mark.parametrize("end", ["\n", "\r\n", "\0"])
def test_a_list_has_an_input_a_line(home, monkeypatch, end):
    entries = end.join(["b.txt", "a/sub", ""])
    (home / "list").write_bytes(entries.encode())
    assert names("@list") == ["b.txt", "a/sub/3.txt", "a/sub/deep/4.html"]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(entries.encode())))
    assert names("-") == names("@list")


def test_a_list_that_is_not_there_is_an_error_and_an_input_that_is_not_there_a_fault(home):
    with pytest.raises(InputError, match="@none: the list cannot be read"):
        listed("@none")
    for name, why in {"none.txt": "No such file", "none/*.txt": "matches no file"}.items():
        (item,) = listed(name)
        assert item.fault.kind == "unreadable"
        assert why in item.fault.reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_what_is_no_regular_file_is_never_opened(home):
    os.mkfifo(home / "a/pipe")
    assert [i.fault.reason for i in listed("a") if i.fault] == [
        "cannot be read (it is no regular file); check the path and its rights"
    ]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_utf_8_is_shown_as_escapes_and_found_again(home):
    Path(os.fsdecode(os.fsencode(home) + b"/a/\xb1\xa8.txt")).write_text("x")
    (item,) = [i for i in listed("a") if "udc" in i.name]
    assert item.name == "a/\\udcb1\\udca8.txt"
    assert Path(item.path).exists()


# --- archives --------------------------------------------------------------------------------------------


def zipped(home, members, **changes):
    """An archive of names and bytes."""
    path = home / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = changes.get("method", zipfile.ZIP_DEFLATED)
            out.writestr(info, data)
    return str(path)


def inner(item):
    return item.name.partition(JOIN)[2]


def test_members_are_items_and_their_bytes_are_read_back(home):
    rng = random.Random(1)
    wanted = {f"d/{n}.txt": rng.randbytes(n * 70_000) for n in range(4)}
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        found = listed(zipped(home, wanted.items(), method=method))
        assert {inner(i): archive.unpack(i.path, i.member) for i in found} == wanted


def test_an_archive_in_a_folder_is_opened(home):
    zipped(home, [("x.txt", b"x")])
    assert names(".")[:2] == ["./a.zip!/x.txt", "./b.txt"]


CHINESE = "政府信息公开年报（2022年）.txt"


@pytest.mark.parametrize("codec", ["gb18030", "utf-8"])
def test_a_name_without_the_sign_for_utf_8_is_repaired(home, codec):
    path = zipped(home, [("?" * len(CHINESE.encode(codec)), b"x")])
    data = Path(path).read_bytes().replace(b"?" * len(CHINESE.encode(codec)), CHINESE.encode(codec))
    Path(path).write_bytes(data)
    assert [inner(i) for i in listed(path)] == [CHINESE]


def test_a_name_in_cp437_stays_what_the_format_says(home):
    path = zipped(home, [("????.txt", b"x")])
    data = Path(path).read_bytes().replace(b"????", "naïf".encode("cp437"))
    Path(path).write_bytes(data)
    assert [inner(i) for i in listed(path)] == ["naïf.txt"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../up.txt", "leads out"),
        ("/etc/passwd", "leads out"),
        ("d/../../up.txt", "leads out"),
        ("C:\\up.txt", "leads out"),
        ("inner.zip", "archive inside an archive"),
        ("inner.TAR", "archive inside an archive"),
    ],
)
def test_a_bad_member_is_named_and_costs_only_itself(home, name, why):
    bad, good = listed(zipped(home, [(name, b"x"), ("good.txt", b"x")]))
    assert bad.fault.kind == "archive"
    assert why in bad.fault.reason
    assert (inner(good), good.fault) == ("good.txt", None)


def test_limits(home, monkeypatch):
    bomb = b"\0" * (archive.RATIO_FROM + 1)
    (item,) = listed(zipped(home, [("bomb.txt", bomb)]))
    assert "as a bomb does" in item.fault.reason
    monkeypatch.setattr(archive, "MEMBER_BYTES", 10)
    assert "more than the 10 of a member" in listed(zipped(home, [("a", b"x" * 11)]))[0].fault.reason
    monkeypatch.setattr(archive, "TOTAL_BYTES", 15)
    items = listed(zipped(home, [("a", b"x" * 8), ("b", b"x" * 8)]))
    assert [bool(i.fault) for i in items] == [False, True]
    monkeypatch.setattr(archive, "MOST_MEMBERS", 1)
    items = listed(zipped(home, [("a", b"x"), ("b", b"x")]))
    assert [inner(i) for i in items] == ["a", ""]
    assert "first 1 are read" in items[1].fault.reason
    monkeypatch.setattr(archive, "DIRECTORY_BYTES", 20)
    (item,) = listed(zipped(home, [("a", b"x")]))
    assert "table of contents has" in item.fault.reason


def test_an_encrypted_member_is_named(home):
    path = zipped(home, [("secret.txt", b"x")])
    data = bytearray(Path(path).read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    Path(path).write_bytes(data)
    assert "is encrypted" in listed(path)[0].fault.reason


def test_a_member_that_unpacks_to_more_than_it_states_is_cut_and_refused(home):
    path = zipped(home, [("liar.txt", b"x" * 5000)])
    data = bytearray(Path(path).read_bytes())
    at = data.index(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<L", 100)
    Path(path).write_bytes(data)
    (item,) = listed(path)
    with pytest.raises(InputError, match="are not what its archive states"):
        archive.unpack(item.path, item.member)


def test_two_members_of_one_name_are_not_mixed_up(home):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zipped(home, [("a.txt", b"1"), ("a.txt", b"2")])
    first, second = listed(path)
    assert archive.unpack(first.path, first.member) == b"1"
    assert "comes twice" in second.fault.reason
    assert first.identity() != second.identity()


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_archive_costs_only_itself(home, seed):
    """Whatever bytes are changed: faults and InputError are all that comes of it."""
    rng = random.Random(seed)
    path = zipped(home, [(f"{n}.txt", rng.randbytes(300)) for n in range(3)])
    data = bytearray(Path(path).read_bytes())
    for _ in range(rng.randint(1, 6)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    Path(path).write_bytes(data[: rng.choice([len(data), rng.randrange(len(data))])])
    for item in listed(path):
        if item.member:
            with suppress(InputError):
                assert len(archive.unpack(item.path, item.member)) == item.member.size
