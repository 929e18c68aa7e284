"""The gallery shows what gouji reads today."""

import gallery


def test_the_gallery_is_what_the_fixtures_give():
    assert gallery.PAGE.read_text("utf-8") == gallery.page(), "run `make gallery` and look at the diff"


def test_every_layout_in_it_reads_a_figure_or_says_why_not():
    assert gallery.page().count("<pre>") == len(gallery.CHOSEN)
