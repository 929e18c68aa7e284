"""Part files and the index: what was flushed is found again, and what was torn is as if it had never been."""

from hypothesis import given
from hypothesis import strategies as st

import depth
from gouji.batch.index import Index
from gouji.batch.item import Fault, Item
from gouji.batch.parts import Parts

BODIES = st.lists(st.tuples(st.text(max_size=8), st.binary(max_size=40)), min_size=1, max_size=6)


def filled(folder, bodies):
    folder.mkdir(exist_ok=True)
    parts = Parts(folder)
    for name, body in bodies:
        parts.add(name, "ab" * 32, body, {"code": 0})
    parts.flush()
    return parts


@depth.examples(30)
@given(bodies=BODIES)
def test_what_was_flushed_is_found_again(tmp_path_factory, bodies):
    folder = tmp_path_factory.mktemp("parts")
    filled(folder, bodies)
    parts = Parts(folder)
    assert [(e.name, parts.read(e.part, e.at, e.size)) for e in parts.scan()] == bodies
    parts.close()


@depth.examples(40)
@given(bodies=BODIES, data=st.data())
def test_a_part_that_was_torn_or_changed_is_dropped_whole(tmp_path_factory, bodies, data):
    folder = tmp_path_factory.mktemp("parts")
    filled(folder, bodies)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.booleans())
    path.write_bytes(whole[:at] if cut else whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert list(Parts(folder).scan()) == []
    assert list(folder.iterdir()) == []


def test_what_was_not_flushed_is_nowhere(tmp_path):
    parts = filled(tmp_path / "parts", [("a", b"1")])
    parts.add("b", "", b"2", {})
    (tmp_path / "parts/.00000002.part.part").write_bytes(b"torn")
    assert [e.name for e in Parts(tmp_path / "parts").scan()] == ["a"]
    assert len(list((tmp_path / "parts").iterdir())) == 1


def test_the_index_gives_each_document_one_number_and_one_end(tmp_path):
    index = Index(tmp_path / "index")
    items = [Item(n, n) for n in "abcab"] + [Item("d", "d", fault=Fault("unreadable", "toy"))]
    assert list(index.list(items))[-1] == 4
    parts = filled(tmp_path / "parts", [])
    for task in index.tasks():
        if task.item.name == "b":
            index.fail(task.number, Fault("crash", "toy"), "ef")
        else:
            body = task.item.name.encode()
            index.done(task.number, parts.add(task.item.name, "ab", body, {"code": 1}))
    parts.flush()
    assert list(index.tasks()) == []
    assert [parts.read(r.part, r.at, r.size) for r in index.results()] == [b"a", b"c"]
    assert [(f.name, f.kind, f.sha256) for f in index.failures()] == [
        ("b", "crash", "ef"),
        ("d", "unreadable", ""),
    ]
    assert (index.counts(), index.again, list(index.heads())) == ((4, 2, 2), 2, [({"code": 1}, 2)])
    parts.close()
    index.close()
