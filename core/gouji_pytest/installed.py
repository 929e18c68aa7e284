"""The laws of an installed layout, for ``pytest --gouji-layout NAME``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gouji.candidate import installed
from gouji.testing import RENDERERS, Layout


def test_an_installed_layout_keeps_the_laws(gouji_layout: str, layout_law: Callable[[Layout], None]) -> None:
    """What only its own tests can tell is left out: draws, cases, which other prints it may read."""
    found = {candidate.name: candidate for candidate in installed()}
    if gouji_layout not in found:
        pytest.fail(
            f"no plugin is named {gouji_layout!r}; there are {', '.join(sorted(found))}", pytrace=False
        )
    layout_law(Layout(found[gouji_layout].make({}), resembles=tuple(RENDERERS), markup=True))
