import doctest
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
EXAMPLES = re.compile(r"```pycon\n(.*?)```", re.DOTALL)
NEEDED = re.compile(r">>> import (polars|pandas|duckdb|pyarrow)")


@pytest.mark.parametrize(
    "name", sorted(p.name for p in DOCS.glob("*.md") if "```pycon" in p.read_text("utf-8"))
)
def test_the_examples_print_what_they_say(name):
    examples = "".join(EXAMPLES.findall((DOCS / name).read_text("utf-8")))
    for library in NEEDED.findall(examples):
        pytest.importorskip(library)
    test = doctest.DocTestParser().get_doctest(examples, {}, name, name, 0)
    assert test.examples
    said = []
    doctest.DocTestRunner().run(test, out=said.append)
    assert not said, "".join(said)
