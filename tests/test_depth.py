"""What is left to the night: a share of the tests marked so, and nothing of the others."""

from __future__ import annotations

from types import SimpleNamespace

import depth


class Item:
    """A test by its name, and the share of it that is asked by day."""

    path = "x"

    def __init__(self, name, *share):
        self.nodeid, self.originalname, self._share = name, name[:3], share

    def get_closest_marker(self, _name):
        return SimpleNamespace(args=self._share) if self._share else None


def collected(monkeypatch, chosen=depth.CI):
    """What is kept and left of thirty tests of a law that is shared out, and of two others."""
    laws = [Item(f"law[{kind}-{layout}]", 2) for kind in range(5) for layout in "abcdef"]
    items = [*laws, Item("one"), Item("other")]
    monkeypatch.setattr(depth, "CHOSEN", chosen)
    left = [item.nodeid for item in depth.left_out(items)]
    return [item.nodeid for item in items if item.nodeid not in left], left


def test_by_day_one_in_so_many_is_asked_of_each_kind_and_layout(monkeypatch):
    kept, left = collected(monkeypatch)
    assert kept[-2:] == ["one", "other"]
    assert (len(kept), len(left), len({*kept, *left})) == (17, 15, 32)
    assert {name[4] for name in kept[:-2]} == set("01234")
    assert {name[6] for name in kept[:-2]} == set("abcdef")


def test_at_night_all_are(monkeypatch):
    found, left = collected(monkeypatch, depth.NIGHTLY)
    assert (len(found), left) == (32, [])
