"""The Arrow C stream: what the consumers there are read, and what a consumer written here by ctypes sees."""

import ctypes
import gc
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import patience
from gouji import arrow
from gouji.arrow import lend
from gouji.arrow.structs import KEPT, Array, Schema, Stream

CORE = Path(__file__).parents[1] / "core"
NAMES = ["城", "b", "c"]
COLUMNS = [["京", None, "x" * 40], ["1", "", "3"], [None, None, None]]
RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
FILL = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
TELL = ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.c_void_p)
POINTER = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)


class Frame:
    def __init__(self, names, columns):
        self.names, self.columns = names, columns

    def __arrow_c_stream__(self, requested_schema=None):
        return arrow.stream(self.names, self.columns)


FRAME = Frame(NAMES, COLUMNS)
ROWS = [tuple(row) for row in zip(*COLUMNS, strict=True)]


@pytest.fixture(autouse=True)
def nothing_left():
    gc.collect()
    before = set(KEPT)
    yield
    gc.collect()
    assert set(KEPT) == before
    assert not lend._HELD


def node_of(capsule):
    node = Stream.from_address(POINTER(capsule, b"arrow_array_stream"))
    node.capsule = capsule
    return node


def release(node):
    RELEASE(node.release)(ctypes.addressof(node))


def fill(node, call, kind):
    out = kind()
    assert FILL(getattr(node, call))(ctypes.addressof(node), ctypes.addressof(out)) == 0
    return out


def move(node):
    """What the specification calls moving: the bytes elsewhere, the first structure marked released."""
    moved = type(node).from_buffer_copy(node)
    node.release = None
    return moved


def children(node, kind):
    places = (ctypes.c_void_p * node.n_children).from_address(node.children) if node.n_children else ()
    return [kind.from_address(place) for place in places]


def names_of(schema):
    return [ctypes.string_at(child.name).decode() for child in children(schema, Schema)]


def texts_of(schema, node):
    wide = ctypes.string_at(schema.format) == b"U"
    validity, starts, data = (ctypes.c_void_p * 3).from_address(node.buffers)
    kind = ctypes.c_int64 if wide else ctypes.c_int32
    edges = list((kind * (node.length + 1)).from_address(starts))
    bits = ctypes.string_at(validity, (node.length + 7) // 8) if validity else None
    said = []
    for at, (a, b) in enumerate(zip(edges, edges[1:], strict=False)):
        null = bits is not None and not bits[at // 8] >> at % 8 & 1
        said.append(None if null else ctypes.string_at(data + a, b - a).decode())
    assert node.null_count == said.count(None)
    return said


def read(capsule):
    node = node_of(capsule)
    schema, array = fill(node, "get_schema", Schema), fill(node, "get_next", Array)
    assert ctypes.string_at(schema.format) == b"+s"
    assert (array.offset, array.n_buffers, array.n_children) == (0, 1, schema.n_children)
    parts = list(zip(children(schema, Schema), children(array, Array), strict=True))
    assert all(part.flags == 2 for part, _ in parts)
    found = names_of(schema), [texts_of(*part) for part in parts], array.length
    assert not fill(node, "get_next", Array).release
    for each in (schema, array, node):
        release(each)
        assert not each.release
    return found


def test_a_consumer_without_any_library_reads_it():
    assert read(arrow.stream(NAMES, COLUMNS)) == (NAMES, COLUMNS, 3)


@given(st.integers(0, 4), st.integers(0, 20), st.data())
def test_all_texts_come_back(width, height, data):
    texts = st.none() | st.text(st.characters(exclude_categories=("Cs",)))
    columns = [data.draw(st.lists(texts, min_size=height, max_size=height)) for _ in range(width)]
    names = [data.draw(st.sampled_from(["", "a", "b", "名"])) for _ in range(width)]
    assert read(arrow.stream(names, columns)) == (names, columns, height if width else 0)


def test_lone_surrogates_are_replaced_in_texts_and_names():
    found = read(arrow.stream(["\udfffa", "b\0c"], [["\ud800x\udc00", "é"], ["𠀀", "\0"]]))
    assert found[:2] == (["\ufffda", "b\ufffdc"], [["\ufffdx\ufffd", "é"], ["𠀀", "\0"]])


def test_a_column_too_large_for_small_offsets_has_large_ones(monkeypatch):
    monkeypatch.setattr(lend, "SMALL", 5)
    capsule = arrow.stream(["a", "b"], [["12345"], ["123456"]])
    schema = fill(node_of(capsule), "get_schema", Schema)
    assert [ctypes.string_at(c.format) for c in children(schema, Schema)] == [b"u", b"U"]
    release(schema)
    assert read(capsule) == (["a", "b"], [["12345"], ["123456"]], 1)


@pytest.mark.parametrize(("names", "columns"), [(["a"], []), (["a", "b"], [["1"], []]), ([], [["1"]])])
def test_what_does_not_fit_is_refused(names, columns):
    with pytest.raises(ValueError, match=r"names for|differ in length"):
        arrow.stream(names, columns)
    with pytest.raises(ValueError, match=r"names for|differ in length"):
        arrow.lent(names, columns)


def test_the_schema_may_be_asked_for_again_and_outlives_the_stream():
    capsule = arrow.stream(NAMES, COLUMNS)
    schemas = [fill(node_of(capsule), "get_schema", Schema) for _ in range(3)]
    del capsule
    for schema in schemas:
        assert names_of(schema) == NAMES
        release(schema)


def test_what_is_released_or_moved_is_not_released_again():
    capsule = arrow.stream(NAMES, COLUMNS)
    node = node_of(capsule)
    array, schema = fill(node, "get_next", Array), fill(node, "get_schema", Schema)
    for each in (array, schema, node):
        call, place = RELEASE(each.release), ctypes.addressof(each)
        moved = move(each)
        call(place)
        release(moved)
        assert not moved.release
        RELEASE(call)(ctypes.addressof(moved))
    del capsule


def test_a_stream_may_be_moved_out_of_its_capsule():
    capsule = arrow.stream(NAMES, COLUMNS)
    moved = move(node_of(capsule))
    del capsule
    array = fill(moved, "get_next", Array)
    release(moved)
    schema = read_schema()
    assert [
        texts_of(*p) for p in zip(children(schema, Schema), children(array, Array), strict=True)
    ] == COLUMNS
    release(array)
    release(schema)


def read_schema():
    return fill(node_of(arrow.stream(NAMES, COLUMNS)), "get_schema", Schema)


def test_children_may_be_moved_and_outlive_their_parent():
    array, schema = fill(node_of(arrow.stream(NAMES, COLUMNS)), "get_next", Array), read_schema()
    column, described = move(children(array, Array)[0]), move(children(schema, Schema)[0])
    release(array)
    release(schema)
    gc.collect()
    assert texts_of(described, column) == COLUMNS[0]
    assert ctypes.string_at(described.name).decode() == NAMES[0]
    release(column)
    release(described)


def test_a_capsule_that_nobody_took_releases_its_stream():
    capsule = arrow.stream(NAMES, COLUMNS)
    batch = weakref.ref(KEPT[node_of(capsule).private_data].things)
    del capsule
    gc.collect()
    assert batch() is None


def test_buffers_live_as_long_as_the_array():
    capsule = arrow.stream(NAMES, COLUMNS)
    node = node_of(capsule)
    data = weakref.ref(KEPT[node.private_data].things.columns[0].data)
    array = fill(node, "get_next", Array)
    del capsule, node
    gc.collect()
    assert data() is not None
    release(array)
    gc.collect()
    assert data() is None


def test_a_thousand_streams_leave_nothing():
    before = set(KEPT)
    for _ in range(500):
        read(arrow.stream(NAMES, COLUMNS))
        arrow.stream(NAMES, COLUMNS)
    assert KEPT.keys() == before


def test_errors_are_told_and_not_raised(monkeypatch):
    capsule = arrow.stream(NAMES, COLUMNS)
    node = node_of(capsule)
    place, out = ctypes.addressof(node), Array()
    assert TELL(node.get_last_error)(place) is None

    def broken(*_):
        raise MemoryError("no room \ud800")

    monkeypatch.setattr(lend, "_fill_array", broken)
    assert FILL(node.get_next)(place, ctypes.addressof(out)) != 0
    assert TELL(node.get_last_error)(place).decode() == "MemoryError: no room \ufffd"
    monkeypatch.undo()
    release(fill(node, "get_next", Array))


def test_a_released_stream_answers_with_an_error():
    capsule = arrow.stream(NAMES, COLUMNS)
    node = node_of(capsule)
    release(node)
    out = Schema()
    assert FILL(node.get_schema)(ctypes.addressof(node), ctypes.addressof(out)) != 0
    assert TELL(node.get_last_error)(ctypes.addressof(node)) is None


def python(code):
    path = os.pathsep.join([str(CORE), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=patience.SECONDS,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )
    return done.returncode, done.stdout, done.stderr


FRAME_CODE = """
import sys
from gouji import arrow
class Frame:
    def __arrow_c_stream__(self, requested_schema=None):
        return {0}(["a", "b"], [["x", None], ["1", "2"]])
"""


@pytest.mark.parametrize(
    "made",
    [
        "x = Frame().__arrow_c_stream__()",
        "import pyarrow; x = pyarrow.table(Frame())",
        "import polars; x = polars.DataFrame(Frame())",
    ],
)
def test_what_is_alive_at_exit_does_no_harm(made):
    if "import" in made:
        pytest.importorskip(made.split()[1].strip(";"))
    code = (
        FRAME_CODE.format("arrow.stream")
        + made
        + "\nfor name in [n for n in sys.modules if n.startswith('gouji.arrow')]: del sys.modules[name]\ndel arrow\n"
    )
    assert python(code) == (0, "", "")


@pytest.mark.parametrize("library", ["pyarrow", "polars"])
def test_what_is_lent_may_be_dropped_while_an_exception_is_on_its_way(library):
    pytest.importorskip(library)
    make = {"pyarrow": "pyarrow.table", "polars": "polars.DataFrame"}[library]
    code = (
        FRAME_CODE.format("arrow.lent")
        + f"import {library}\ntry:\n    print({make}(Frame()), int('x'))\nexcept ValueError:\n    print('caught')\n"
    )
    assert python(code) == (0, "caught\n", "")


def test_nothing_is_lent_where_no_library_is_imported():
    assert python("from gouji import arrow; print(arrow.lent(['a'], [['1']]))") == (0, "None\n", "")


def both(library):
    module = pytest.importorskip(library)
    return module, [FRAME, Lent(NAMES, COLUMNS)]


class Lent(Frame):
    def __arrow_c_stream__(self, requested_schema=None):
        return arrow.lent(self.names, self.columns) or arrow.stream(self.names, self.columns)


EMPTY = [([], []), (["a", "b"], [[], []])]


def test_pyarrow_reads_it():
    pyarrow, frames = both("pyarrow")
    for frame in frames:
        table = pyarrow.table(frame)
        table.validate(full=True)
        assert table.schema == pyarrow.schema([(name, pyarrow.string()) for name in NAMES])
        assert table.to_pydict() == dict(zip(NAMES, COLUMNS, strict=True))
        again = pyarrow.table(Frame(["a", "", "a"], COLUMNS))
        assert again.column_names == ["a", "", "a"]
    for names, columns in EMPTY:
        assert pyarrow.table(Frame(names, columns)).shape == (0, len(names))


def test_pyarrow_reads_large_columns(monkeypatch):
    pyarrow = pytest.importorskip("pyarrow")
    monkeypatch.setattr(lend, "SMALL", 0)
    table = pyarrow.table(Frame(["a"], [["x", None]]))
    table.validate(full=True)
    assert (table.schema.field(0).type, table.column(0).to_pylist()) == (pyarrow.large_string(), ["x", None])


def test_polars_reads_it():
    polars, frames = both("polars")
    for frame in frames:
        table = polars.DataFrame(frame)
        assert table.rows() == ROWS
        assert table.schema == dict.fromkeys(NAMES, polars.String)
    for names, columns in EMPTY:
        assert polars.DataFrame(Frame(names, columns)).columns == names


def test_pandas_reads_it():
    pandas, frames = both("pandas")
    pytest.importorskip("pyarrow")
    if not hasattr(pandas.DataFrame, "from_arrow"):
        pytest.skip("this pandas takes no streams")
    for frame in frames:
        table = pandas.DataFrame.from_arrow(frame)
        assert list(table.columns) == NAMES
        assert [
            tuple(None if pandas.isna(v) else v for v in row) for row in table.itertuples(index=False)
        ] == ROWS


def test_duckdb_reads_it():
    duckdb, frames = both("duckdb")
    for frame in frames:  # noqa: B007 - the query names it
        assert duckdb.sql("select * from frame").fetchall() == ROWS


def test_nanoarrow_reads_it():
    nanoarrow, frames = both("nanoarrow")
    for frame in frames:
        rows = nanoarrow.ArrayStream(frame).read_all().to_pylist()
        assert [tuple(row.values()) for row in rows] == ROWS


def test_structures_are_as_long_as_the_specification_says():
    sizes = [ctypes.sizeof(kind) for kind in (Schema, Array, Stream)]
    word = ctypes.sizeof(ctypes.c_void_p)
    assert word != 8 or sizes == [72, 80, 40]
