"""The gallery and the picture show what gouji reads today."""

from functools import cache

import pytest

import gallery
import picture

pages = cache(gallery.pages)


@pytest.mark.parametrize("path", gallery.PAGES, ids=lambda path: path.name)
def test_the_gallery_is_what_the_fixtures_give(path):
    assert path.read_text("utf-8") == pages()[path], "run `make gallery` and look at the diff"


def test_every_layout_in_it_reads_a_figure_or_says_why_not():
    assert {text.count("<pre>") for text in pages().values()} == {len(gallery.CHOSEN)}


def test_the_picture_of_the_readmes_is_what_gouji_states():
    drawn = picture.picture()
    assert picture.PICTURE.read_text("utf-8") == drawn, "run `make gallery` and look at the picture"
    assert drawn.count('class="way"') == len(picture.ROWS) - 1
