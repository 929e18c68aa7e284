"""A short run of each drill."""

import os

import pytest

import depth
from drills import bad, kill


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="asks for POSIX signals")
def test_killed_at_random_moments_and_resumed_it_is_the_same(tmp_path):
    times = 3 if depth.CHOSEN == depth.NIGHTLY else 2
    seen = kill.drill(times=times, documents=8, seed=3, home=tmp_path)
    assert seen["killed"] > 0


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="asks for POSIX signals")
def test_bad_documents_of_eight_kinds_cost_only_themselves(tmp_path):
    assert bad.drill(documents=24, workers=2, home=tmp_path, every=3, seconds=3).total() == len(bad.KINDS)
