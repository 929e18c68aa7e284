"""What is left to the night: a share of the tests marked so, and nothing of the others."""

from __future__ import annotations

from types import SimpleNamespace

import conftest
import depth


class Item:
    """A test by its name, and the share of it that is asked by day."""

    path = "x"

    def __init__(self, name, *share):
        self.nodeid, self.originalname, self._share = name, name[:3], share

    def get_closest_marker(self, _name):
        return SimpleNamespace(args=self._share) if self._share else None


def collected(monkeypatch, *, chosen=depth.CI, args=("tests",)):
    """What is kept and left of thirty tests of a law that is shared out, and of two others."""
    laws = [Item(f"law[{kind}-{layout}]", 2) for kind in range(5) for layout in "abcdef"]
    items, left = [*laws, Item("one"), Item("other")], []
    config = SimpleNamespace(
        args=args, hook=SimpleNamespace(pytest_deselected=lambda **of: left.append(of["items"]))
    )
    monkeypatch.setattr(depth, "CHOSEN", chosen)
    conftest.pytest_collection_modifyitems(config, items)
    return [item.nodeid for item in items], [item.nodeid for found in left for item in found]


def test_by_day_one_in_so_many_is_asked_of_each_kind_and_layout(monkeypatch):
    kept, left = collected(monkeypatch)
    assert kept[-2:] == ["one", "other"]
    assert (len(kept), len(left), len({*kept, *left})) == (17, 15, 32)
    assert {name[4] for name in kept[:-2]} == set("01234")
    assert {name[6] for name in kept[:-2]} == set("abcdef")


def test_at_night_and_where_tests_are_named_all_are(monkeypatch):
    for how in ({"chosen": depth.NIGHTLY}, {"args": ("tests/test_x.py::law",)}):
        found, left = collected(monkeypatch, **how)
        assert (len(found), left) == (32, [])
