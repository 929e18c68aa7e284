"""Ray: the data set is that of a run without it, byte by byte, also where a node is lost in the middle."""

import os
from functools import partial
from pathlib import Path

import pytest

import gouji.ray
import many
from gouji.batch import progress
from gouji.batch.run import Batch, run
from gouji.extra import MissingExtraError

pytestmark = [
    pytest.mark.ray,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:::ray"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def cluster(monkeypatch):
    """A cluster of two nodes with a processor each; the second is the one to be lost."""
    ray = pytest.importorskip("ray", reason="ray is not installed: pip install 'gouji[ray]'")
    pytest.importorskip("ray.data")
    utils = pytest.importorskip("ray.cluster_utils")

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    for name, value in many.environment().items():
        monkeypatch.setenv(name, value)
    folders = os.pathsep.join([os.environ["PYTHONPATH"], str(Path(many.__file__).parent)])
    monkeypatch.setenv("PYTHONPATH", folders)
    store = {"num_cpus": 1, "object_store_memory": 100 * 1024 * 1024}
    both = utils.Cluster(initialize_head=True, head_node_args={**store, "include_dashboard": False})
    second = both.add_node(**store)
    ray.init(address=both.address, log_to_driver=False, logging_level="ERROR")
    yield both, second
    ray.shutdown()
    both.shutdown()


def noted(folder):
    """The small engine; it leaves in a folder the name of the node that made it."""
    (folder / os.environ.get("RAY_RAYLET_PID", "none")).touch()
    return many.toy()


class Killer(progress.Silent):
    """Ends a node once both have begun and some documents are done."""

    def __init__(self, folder, kill):
        super().__init__()
        self.folder, self.kill, self.at = folder, kill, 0

    def step(self, done, failed=0):
        nodes = [path for path in self.folder.iterdir() if path.name.isdecimal()]
        if not self.at and done >= 8 and len(nodes) == 2:
            self.kill()
            self.at = done


def slow(folder, count):
    """Documents that take a while, some of them bad."""
    many.write(folder, count, bad=["leave", "fail"])
    for path in folder.glob("????.txt"):
        path.write_text(path.read_text("utf-8") + "\n!nap\n", "utf-8")
    return folder


def test_a_node_is_killed_in_the_middle_and_every_document_stands_once(cluster, tmp_path, monkeypatch):
    both, second = cluster
    monkeypatch.setattr("gouji.ray.BLOCK", 4)
    inputs = slow(tmp_path / "in", 120)
    (tmp_path / "nodes").mkdir()
    killer = Killer(tmp_path / "nodes", partial(both.remove_node, second, allow_graceful=False))
    make = partial(noted, tmp_path / "nodes")
    summary = run(
        Batch([str(inputs)], tmp_path / "out", make, formats=("csv",), workers=2, memory=512, engine="ray"),
        killer,
    )
    assert 8 <= killer.at < summary.documents == 122
    assert summary.failed == 1
    many.batch([inputs], tmp_path / "whole", workers=8, memory=512)  # they only nap
    # the limit of a document's time is told in the manifest, and was another one
    ours, whole = many.tree(tmp_path / "out"), many.tree(tmp_path / "whole")
    assert ours.pop("manifest.json") != whole.pop("manifest.json")
    assert ours == whole


def test_a_dataset_of_documents_becomes_a_dataset_of_cells(cluster):
    ray = pytest.importorskip("ray")
    rows = [{"id": str(n), "bytes": many.text(n).encode()} for n in range(6)] + [
        {"id": "bad", "bytes": b"%PDF-1.7\n\0\1"}
    ]
    given = ray.data.from_items(rows)
    cells = gouji.ray.parse(given, make=many.toy, isolated=False).to_pandas()
    assert len(cells) == 6 * len(many.sample().keys) + 1
    assert cells[cells.failure.notna()][["document", "failure"]].values.tolist() == [["bad", "unreadable"]]


def test_without_ray_its_command_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ray.data", None)
    with pytest.raises(MissingExtraError, match=r"--engine ray needs ray; run: pip install 'gouji\[ray\]'"):
        many.batch([many.write(tmp_path / "in", 1)], tmp_path / "out", engine="ray")
    assert not (tmp_path / "out").exists()
