"""The data set: what was printed is what is read, in every format and by every library."""

import csv
import shutil
import sys
from decimal import Decimal

import pytest

import gouji
import many
from gouji.batch import write_parquet
from gouji.batch.tables import double
from gouji.errors import InputError

pa = pytest.importorskip("pyarrow")
TABLES = ("cells", "reports", "findings", "codebook", "wide")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("set")
    inputs = many.write(home / "in", 6)
    (inputs / "prose.txt").write_text("Nothing but words.\n", "utf-8")
    (inputs / "two.txt").write_text(many.text(8) + "\n" + many.text(9), "utf-8")
    (inputs / "odd.txt").write_text(many.text(10).replace("\t", "\t=1+1 ", 3), "utf-8")
    (inputs / "bad.txt").write_bytes(b"%PDF-1.4")
    for name in ("parquet", "csv", "sqlite"):
        many.batch([inputs], home / name, formats=(name,))
    return home


@pytest.fixture(scope="module")
def data(home):
    return gouji.read_dataset(home / "parquet")


@pytest.fixture(scope="module")
def reports(home):
    """What the engine says of the same documents, by name and number."""
    engine = many.toy()
    paths = [p for p in sorted((home / "in").iterdir()) if p.name != "bad.txt"]
    return {(str(p), n): r for p in paths for n, r in enumerate(engine.parse_all(p), 1)}


def test_cells_are_those_of_the_reports(data, reports):
    found = data.cells.arrow().to_pylist()
    assert len(found) == sum(len(r.cells) for r in reports.values())
    for row in found:
        cell = reports[row["document"], row["report"]][row["key"]]
        told = None if row["value_text"] is None else Decimal(row["value_text"])
        assert told == cell.value
        assert row["value"] == (None if cell.value is None else float(cell.value))
        assert (row["raw"], row["status"], row["unit"] or "") == (cell.raw, cell.status, cell.unit)
        assert [(s["start"], s["end"]) for s in row["spans"]] == list(cell.spans)
        assert f"{row['table']}/{row['row']}/{row['column']}" == row["key"]


def test_reports_count_and_name(data, reports):
    found = {(r["document"], r["report"]): r for r in data.reports.arrow().to_pylist()}
    assert found.keys() == reports.keys()
    for key, row in found.items():
        report = reports[key]
        assert sum(row[s] for s in ("printed", "solved", "blank", "absent", "ambiguous", "contested")) == len(
            report.cells
        )
        assert row["findings"] == len(report.findings)
        assert row["doubtful"] == report.doubtful
        assert (row["schema"], row["encoding"]) == (report.schema, "utf-8")
        assert row["year"] == (report.metadata["year"].value if report.metadata else None)
    assert len(data.findings.arrow()) == sum(len(r.findings) for r in reports.values())


def test_wide_has_the_stated_values_of_each_report(data, reports):
    rows = data.wide().arrow().to_pylist()
    assert len(rows) == sum(bool(r.cells) for r in reports.values())
    assert list(rows[0])[7:] == list(many.sample().keys)
    for row in rows:
        report = reports[row["document"], row["report"]]
        assert {k: row[k] for k in report.cells} == {
            c.key: None if c.value is None else float(c.value) for c in report
        }


def test_the_codebook_explains_each_key(data):
    rows = {r["key"]: r for r in data.codebook.arrow().to_pylist()}
    assert list(rows) == list(many.sample().keys)
    amount = rows["stock/purchase/amount"]
    assert (amount["label"], amount["type"]) == ("第二项·集中采购·采购总额", "money")
    assert len(rows["requests/open/total"]["equations"]) == 2


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("other", ["csv", "sqlite"])
def test_all_formats_say_the_same(home, data, table, other):
    told, wanted = gouji.read_dataset(home / other).table(table).arrow(), data.table(table).arrow()
    assert told.schema == wanted.schema
    assert told.to_pylist() == wanted.to_pylist()


def test_csv_holds_nothing_that_runs(home):
    for path in (home / "csv").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert not [v for row in csv.reader(file) for v in row if v[:1] in "=@＝＠" and v]


def test_failures_and_sums(data, tmp_path):
    (failure,) = data.failures()
    assert failure["kind"] == "unreadable"
    data.verify()
    copy = tmp_path / "copy"
    shutil.copytree(data.folder, copy)
    (copy / "wide.parquet").write_bytes(b"changed")
    with pytest.raises(InputError, match=r"wide.parquet: is not as it was written"):
        gouji.read_dataset(copy).verify()


def test_what_is_no_data_set_is_told(home, tmp_path):
    with pytest.raises(InputError, match="holds no data set"):
        gouji.read_dataset(home / "in")
    (tmp_path / ".gouji").mkdir()
    with pytest.raises(InputError, match="not complete; finish it by"):
        gouji.read_dataset(tmp_path)
    with pytest.raises(InputError, match="no table 'cell'"):
        gouji.read_dataset(home / "csv").table("cell")
    with pytest.raises(InputError, match="only Parquet can be scanned"):
        gouji.read_dataset(home / "csv").cells.scan()


def test_libraries_take_the_tables_as_they_are(data):
    count = len(data.cells.arrow())
    assert pa.table(data.cells).num_rows == count
    assert data.cells.scan().count_rows() == count
    for library in ("polars", "pandas", "duckdb"):
        pytest.importorskip(library)
    duckdb, polars = sys.modules["duckdb"], sys.modules["polars"]
    assert polars.DataFrame(data.cells).height == data.cells.to_polars().height == count
    assert len(data.cells.to_pandas()) == count
    cells = data.cells  # noqa: F841 - DuckDB finds it by its name
    assert duckdb.sql("SELECT count(*) FROM cells").fetchall() == [(count,)]


def test_a_figure_beyond_doubles_stays_a_text():
    assert double("9" * 400) is None
    assert double("85.50") == 85.5


def test_a_table_of_many_row_groups_is_the_same(home, tmp_path, data, monkeypatch):
    monkeypatch.setattr(write_parquet, "VALUES", 500)
    monkeypatch.setattr(write_parquet, "ROWS", 7)
    many.batch([home / "in"], tmp_path / "out", formats=("parquet",))
    small = gouji.read_dataset(tmp_path / "out")
    for name in TABLES:
        assert small.table(name).arrow().to_pylist() == data.table(name).arrow().to_pylist()
