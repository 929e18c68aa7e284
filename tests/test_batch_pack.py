"""Shards: what is packed comes out as it was, and a batch over shards is the batch over the files."""

import json

import pytest

import many
from gouji import cli, pack
from gouji.batch import shard
from gouji.batch.item import Fault
from gouji.batch.listing import items
from gouji.batch.worker import content
from gouji.errors import GoujiError

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def packed(*inputs, out="shards"):
    return pack.pack(inputs, many.Path(out))


def shards(out="shards"):
    return sorted(many.Path(out).glob("*.parquet"))


def test_the_data_set_of_shards_is_that_of_the_files_byte_by_byte(home, monkeypatch):
    many.write(home / "in", 9, bad=["leave"])
    monkeypatch.setattr(pack, "GROUP", 4000)
    monkeypatch.setattr(pack, "LEAST", 1500)
    told = packed("in")
    assert (told.documents, told.failed, told.again) == (10, 0, 0)
    assert told.shards == len(shards()) > 1
    groups = [parquet.ParquetFile(path).metadata.num_row_groups for path in shards()]
    assert sum(groups) > len(groups) or len(groups) > 2
    many.batch(["in"], home / "files", workers=2)
    many.batch(["shards"], home / "rows", workers=2)
    assert many.tree(home / "rows") == many.tree(home / "files")


def test_shards_hold_names_bytes_and_hashes(home):
    many.write(home / "in", 3)
    packed("in", "./in/0001.txt")
    rows = parquet.read_table(shards()[0]).to_pylist()
    assert [r["id"] for r in rows] == [f"in/{n:04d}.txt" for n in range(3)]
    assert [r["bytes"] for r in rows] == [many.text(n).encode() for n in range(3)]
    assert [r["sha256"] for r in rows] == [many.hashlib.sha256(r["bytes"]).hexdigest() for r in rows]
    told = json.loads((home / "shards/shards.json").read_bytes())
    assert told["counts"] == {
        "documents": 3,
        "packed": 3,
        "failed": 0,
        "bytes": sum(len(r["bytes"]) for r in rows),
    }
    packed("shards", out="again")
    assert parquet.read_table(shards("again")[0]).equals(parquet.read_table(shards()[0]))


def test_sizes_lie_between_the_bounds_but_for_the_last(home, monkeypatch):
    monkeypatch.setattr(pack, "GROUP", 2_000)
    monkeypatch.setattr(pack, "LEAST", 20_000)
    monkeypatch.setattr(pack, "MOST", 40_000)
    (home / "in").mkdir()
    random = __import__("random").Random(1)
    for number in range(60):
        (home / f"in/{number:02d}.txt").write_bytes(random.randbytes(random.choice([10, 900, 3000])))
    packed("in")
    sizes = [path.stat().st_size for path in shards()]
    assert len(sizes) > 2
    assert all(20_000 <= size <= 40_000 for size in sizes[:-1]), sizes
    assert sum(1 for _ in items(["shards"], apart=home)) == 60


def test_what_cannot_be_read_is_named_and_the_rest_is_packed(home, capsys):
    many.write(home / "in", 2)
    (home / "in/link.txt").symlink_to("nowhere")
    assert cli.main(["pack", "in", "-o", "shards"]) == 3
    assert "2 documents of " in (said := capsys.readouterr().err)
    assert "1 could not be read (see shards/failures.jsonl)" in said
    (failure,) = map(json.loads, (home / "shards/failures.jsonl").read_text("utf-8").splitlines())
    assert (failure["document"], failure["kind"]) == ("in/link.txt", "unreadable")
    (home / "in/link.txt").unlink()
    assert cli.main(["pack", "in", "-o", "shards"]) == 2
    assert "holds files (failures.jsonl …); choose an empty or a new folder" in capsys.readouterr().err
    assert cli.main(["pack", "in", "-o", "fresh", "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_full_disk_leaves_no_shard(home, monkeypatch):
    many.write(home / "in", 2)

    def full(_path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pack.atomic, "sync", full)
    with pytest.raises(GoujiError, match="shards: cannot be written: No space left on device; make room"):
        packed("in")
    monkeypatch.undo()
    assert shards() == []
    monkeypatch.chdir(home)
    assert packed("in").documents == 2


def test_a_run_that_ended_before_its_manifest_is_done_again(home, monkeypatch):
    many.write(home / "in", 2)

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(pack.manifest, "to_bytes", killed)
    with pytest.raises(KeyboardInterrupt):
        packed("in")
    monkeypatch.undo()
    monkeypatch.chdir(home)
    assert len(shards()) == 1
    (home / "in/0001.txt").unlink()
    assert packed("in").documents == 1
    with pytest.raises(GoujiError, match="holds files"):
        packed("in")


@pytest.mark.slow
@pytest.mark.skipif(not many.STRACE, reason="strace is not here")
def test_shards_are_synced_before_their_rename_as_the_system_saw_it(home):
    many.write(home / "in", 1)
    calls = many.traced(home, "pack", "in", "-o", "shards", "-q")
    for name in ("shard-00000.parquet", "failures.jsonl", "shards.json"):
        at = calls.index(("name", f".{name}.part", name))
        assert ("sync", f".{name}.part") in calls[:at]
        assert ("sync", "shards") in calls[at:]


def test_two_documents_of_one_name_are_told_apart_by_their_bytes(home):
    for folder, seed in (("a", 1), ("b", 2), ("c", 1)):
        (home / folder).mkdir()
        (home / folder / "x.txt").write_text(many.text(seed), "utf-8")
        with pytest.MonkeyPatch.context() as there:
            there.chdir(home / folder)
            pack.pack(["x.txt"], home / f"{folder}-shards")
    summary = many.batch(["a-shards", "b-shards/shard-00000.parquet"], home / "out")
    told = [json.loads(line) for line in (home / "out/failures.jsonl").read_text("utf-8").splitlines()]
    (clash,) = [t for t in told if t["document"].endswith("parquet!/x.txt")]
    assert "has the name of a document in a-shards/shard-00000.parquet and other bytes" in clash["reason"]
    same = many.batch(["a-shards/shard-00000.parquet", "c-shards/shard-00000.parquet"], home / "same")
    assert (summary.again, same.again, same.documents) == (0, 1, 1)


def listed(path):
    return [
        (i.name, i.fault.reason if i.fault else content(i))
        for i in items([str(path)], apart=path.parent / "o")
    ]


def test_any_parquet_with_the_two_columns_is_read_and_others_are_named(home, monkeypatch):
    parquet.write_table(pa.table({"bytes": ["甲", "乙", "丙"], "id": [1, None, 3]}), "a.parquet")
    assert listed(home / "a.parquet")[0] == ("1", "甲".encode())
    assert "row 1 of row group 0 has no id" in listed(home / "a.parquet")[1][1]
    parquet.write_table(pa.table({"x": [1]}), "b.parquet")
    assert "is no shard of documents: has no columns id and bytes" in listed(home / "b.parquet")[0][1]
    (home / "c.parquet").write_bytes(b"PAR1 torn")
    assert "cannot be read as Parquet" in listed(home / "c.parquet")[0][1]
    monkeypatch.setattr(shard, "MOST_GROUP", 10)
    assert "row group 0 has" in listed(home / "a.parquet")[0][1]


def test_bytes_that_are_not_what_the_shard_states_are_refused(home):
    table = pa.table({"id": ["a", "b"], "bytes": [b"x", None], "sha256": ["0" * 64, None]})
    parquet.write_table(table, "a.parquet")
    with pytest.raises(GoujiError, match="its bytes are not what its shard states"):
        listed(home / "a.parquet")
    (_, none) = items([str(home / "a.parquet")], apart=home / "o")
    with pytest.raises(GoujiError, match="has no bytes in its shard"):
        content(none)


def test_without_pyarrow_a_shard_is_named_with_what_installs_it(home, monkeypatch):
    many.write(home / "in", 1)
    packed("in")
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    (item,) = items([str(shards()[0])], apart=home / "o")
    assert isinstance(item.fault, Fault)
    assert "pip install 'gouji[data]'" in item.fault.reason
    with pytest.raises(GoujiError, match=r"gouji pack needs pyarrow; run: pip install 'gouji\[data\]'"):
        packed("in", out="more")
