"""Memory: what the data set is written with does not grow with the number of documents."""

import gc
import tracemalloc

import pytest

import depth
import many
from gouji.batch import manifest, record
from gouji.batch.final import Final, plan
from gouji.batch.formats import FORMATS
from gouji.batch.index import Index
from gouji.batch.item import Item
from gouji.batch.parts import Parts

TRIES = 3
"""Garbage that was not yet collected only adds to what is held, so the least of so many runs counts."""


def written(folder, documents, name):
    """The highest memory of a data set of so many documents, in bytes, and its manifest's counts."""
    engine = many.toy()
    (folder / "parts").mkdir(parents=True)
    index, parts = Index(folder / "index"), Parts(folder / "parts")
    reports = engine.parse_all(many.text(1))
    keys = {s.id: s.keys for s in engine.schemas.values()}
    entry = parts.add("", "ab" * 32, record.pack(reports, 100, keys), record.head(reports, keys))
    parts.flush()
    gc.collect()
    tracemalloc.start()
    for number in index.list(Item(f"{n}.txt", f"{n}.txt") for n in range(documents)):
        index.done(number, entry)
    planned = plan(folder, index, engine.schemas, manifest.makers(engine))
    final = Final(planned, [FORMATS[name].make(planned)], lambda _: None)
    final.write(index, parts)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    final.publish({})
    parts.close()
    index.close()
    return peak, manifest.read(folder)["counts"]["rows"]["cells"]


@pytest.mark.parametrize("name", ["csv", "sqlite", "parquet", "xlsx"])
def test_ten_times_the_documents_take_no_more(tmp_path, name, monkeypatch):
    for module in FORMATS[name].needs:
        pytest.importorskip(module.partition(".")[0])
    monkeypatch.setattr("gouji.batch.write_parquet.ROWS", 64)
    monkeypatch.setattr("gouji.batch.write_xlsx.MOST_FORMS", 0)
    written(tmp_path / "warm", 3, name)  # what is imported on the way is no memory of the documents
    count = (
        60 if name == "xlsx" or depth.CHOSEN == depth.NIGHTLY else 12
    )  # few documents fill no workbook's buffers
    few, cells = written(tmp_path / "few", count, name)
    most, peaks = 1.3 * few + 100_000, []
    while len(peaks) < TRIES and (not peaks or min(peaks) > most):
        much, more = written(tmp_path / f"much{len(peaks)}", 10 * count, name)
        assert more == 10 * cells
        peaks.append(much)
    assert min(peaks) <= most
