"""Documents in record batches become tables in record batches: every document once, whatever it is."""

import os

import pytest

import many
from gouji import Engine, arrow
from gouji.errors import InputError
from gouji.extra import MissingExtraError
from gouji.hookspecs import hookimpl

pa = pytest.importorskip("pyarrow")
KEYS = many.sample().keys


def given(*documents, size=2, **columns):
    """Batches of ``size`` documents, named by their places."""
    names = [str(n) for n in range(len(documents))]
    table = pa.table({"id": names, "bytes": pa.array(documents, pa.binary()), **columns})
    return table.to_batches(max_chunksize=size)


GOOD = [many.text(seed).encode() for seed in range(3)]
BAD = [None, b"%PDF-1.7\n\0\1", b"no table at all"]
WHY = ["unreadable", "unreadable", "empty"]


def parsed(batches, table="cells", **how):
    return pa.Table.from_batches(list(arrow.parse_batches(batches, table, make=many.toy, **how)))


@pytest.mark.parametrize("table", ["cells", "reports"])
def test_every_document_stands_in_some_row(table):
    rows = parsed(given(*GOOD, *BAD), table)
    rows.validate(full=True)
    names = list(dict.fromkeys(rows["document"].to_pylist()))
    assert names == [str(n) for n in range(6)]
    failed = rows.filter(pa.compute.is_valid(rows["failure"]))
    wanted = WHY if table == "cells" else WHY[:2]
    assert failed["failure"].to_pylist() == wanted
    assert all(failed["reason"].to_pylist())
    assert rows.num_rows == len(wanted) + (3 * len(KEYS) if table == "cells" else 4)


def test_cells_are_those_of_the_data_set(tmp_path):
    inputs = many.write(tmp_path / "in", 3)
    many.batch([inputs], tmp_path / "out", formats=("parquet",))
    told = pa.parquet.read_table(tmp_path / "out/cells.parquet").drop_columns(["document"])
    ours = parsed(given(*GOOD)).drop_columns(["document", "failure", "reason"])
    assert (
        ours.cast(pa.schema([ours.schema.field(n) for n in told.column_names])).to_pylist()
        == told.to_pylist()
    )


def test_records_are_unpacked_without_being_read_again():
    batches = list(arrow.parse_batches(given(*GOOD, *BAD), "records", make=many.toy))
    assert sum(b.num_rows for b in batches) == 6
    for table in ("cells", "reports", "findings"):
        again = pa.Table.from_batches(list(arrow.unpack_batches(batches, table, make=many.toy)))
        assert again.equals(parsed(given(*GOOD, *BAD), table))
    with pytest.raises(InputError, match="no table 'wide' in records; there are cells, reports, findings"):
        list(arrow.unpack_batches(batches, "wide", make=many.toy))


def test_the_schema_is_the_same_for_no_documents_at_all():
    for table in ("cells", "reports", "findings", "records"):
        assert parsed([], table).schema == parsed(given(*GOOD, *BAD), table).schema


def test_batches_come_as_they_are_asked_for():
    """Nothing is taken ahead: a stream of any length is read in the memory of a batch."""
    taken = []

    def stream():
        for number in range(1000):
            taken.append(number)
            yield given(GOOD[0])[0]

    with pytest.MonkeyPatch.context() as small:
        small.setattr("gouji.arrow.batches.ROWS", 2)
        rows = arrow.parse_batches(stream(), make=many.toy)
        next(rows)
        assert len(taken) <= 4
        rows.close()


@pytest.mark.parametrize(
    ("kind", "text"),
    [(pa.large_binary(), False), (pa.binary_view(), False), (pa.string(), True), (pa.large_string(), True)],
)
def test_any_kind_of_bytes_will_do_and_any_kind_of_id(kind, text):
    datas = [g.decode() if text else g for g in GOOD]
    table = pa.table({"id": pa.array([7, None, 9]), "bytes": pa.array(datas, kind), "more": [1, 2, 3]})
    rows = parsed(table.to_batches(), "reports")
    assert rows["document"].to_pylist() == ["7", "", "9"]
    assert rows["printed"].to_pylist() == parsed(given(*GOOD), "reports")["printed"].to_pylist()


def test_a_batch_without_the_columns_is_refused():
    with pytest.raises(InputError, match="no column 'bytes', only id"):
        parsed(pa.table({"id": ["a"]}).to_batches())


@pytest.mark.skipif(os.name == "nt", reason="asks for POSIX limits")
def test_isolated_documents_cost_only_themselves():
    leave, hang, eat = (f"!{word}\n".encode() for word in ("leave", "hang", "eat"))
    rows = parsed(given(hang, GOOD[0]), "reports", isolated=True, seconds=2)
    assert rows["failure"].to_pylist() == ["timeout", None]
    rows = parsed(given(GOOD[0], leave, eat, GOOD[1]), "reports", isolated=True, seconds=60, memory=256)
    assert rows["failure"].to_pylist() == [None, "crash", "memory", None]
    assert rows["printed"].to_pylist()[-1] == parsed(given(GOOD[1]), "reports")["printed"].to_pylist()[0]


class Starved:
    name = "starved"

    @hookimpl
    def gouji_cell_matrices(self, document):
        raise MemoryError


def test_a_plugin_that_runs_out_of_memory_is_told():
    batches = arrow.parse_batches(given(GOOD[0]), make=lambda: Engine([Starved()], schemas=[many.sample()]))
    assert next(batches)["failure"].to_pylist() == ["memory"]


def test_without_pyarrow_its_command_is_told(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pyarrow; run: pip install 'gouji\[data\]'"):
        next(arrow.parse_batches([], make=many.toy))
