"""Every fault of a schema file at once: each is mended in a copy, and the copy read on."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from gouji.errors import SchemaError
from gouji.schema.entry import SchemaFaultError
from gouji.schema.file import read
from gouji.schema.remark import Remark

MOST = 100
"""Faults after which a file is not read on: a person mends fewer at a time."""
MENDED = "mended"
UNJUDGED = "equations are not judged where a table has faults; correct those above and check again"
_INDEXED = re.compile(r"(\w+)\[(\d+)\]")
_DIGITS = str.maketrans("0123456789", "甲乙丙丁戊己庚辛壬癸")
_PATTERN = "(?P<agency>x)(?P<year>y)"


def faults(values: dict[str, Any], name: str) -> Iterator[Remark]:
    """The faults of a file's plain data, at most ``MOST``.

    A fault in the tables takes keys away, so equations are judged only where the tables have none.
    """
    rest = copy.deepcopy(values)
    uncertain = False
    for number in range(MOST):
        try:
            read(rest, name)
        except SchemaFaultError as fault:
            if fault.path.startswith("equations") and uncertain:
                yield Remark("info", "equations", UNJUDGED)
                rest["equations"] = []
                continue
            if MENDED not in fault.problem:
                yield Remark("fault", fault.path, fault.problem)
            uncertain = uncertain or fault.path.startswith("tables")
            if not _mend(rest, fault, number, name):
                return
        except SchemaError as error:
            yield Remark("fault", "", str(error).removeprefix(f"{name}: "))
            return
        else:
            return


def _mend(values: dict[str, Any], fault: SchemaFaultError, number: int, name: str) -> bool:
    """Make one fault go away without moving any index; whether that was possible."""
    match = re.match(r"equations\[(\d+)\]", fault.path)
    if match:
        values["equations"][int(match[1])] = _equation(values, number, name)
        return True
    entry, key = fault.entry.values, fault.key
    if not isinstance(entry, dict):
        return False
    if fault.problem.startswith("unknown key"):
        return len(entry) != len([entry.pop(k) for k in list(entry) if k.startswith(key)])
    indexed = _INDEXED.fullmatch(key)
    if indexed and isinstance(entry.get(indexed[1]), list):
        entry[indexed[1]][int(indexed[2])] = _item(indexed[1], number)
        return True
    if re.search(r"[.\[]", key):
        return False
    entry[key] = _value(key, fault.problem, number)
    if entry[key] is None:
        del entry[key]
    return True


def _equation(values: dict[str, Any], number: int, name: str) -> dict[str, Any]:
    """An equation that has no fault, over the first key of the tables."""
    key = "a/b/c"
    with suppress(SchemaError):
        key = read({**values, "equations": []}, name).keys[0]
    return {"id": f"{MENDED}_{number}", "formula": f"{key} <= {key}"}


def _words(number: int) -> str:
    """A label that no form prints, and no ordinal."""
    return f"{MENDED}{str(number).translate(_DIGITS)}"


def _item(key: str, number: int) -> Any:
    """An entry of a list that has no fault."""
    leaf = {"id": f"{MENDED}_{number}", "label": _words(number)}
    block = {"id": f"{MENDED}_{number}", "columns": [leaf], "rows": [leaf]}
    titled = {"id": f"{MENDED}_{number}", "title": _words(number)}
    made = {
        "rows": leaf,
        "columns": leaf,
        "blocks": block,
        "tables": {**titled, "blocks": [block]},
        "sections": titled,
        "titles": {"label": _words(number)},
        "title_patterns": _PATTERN + "z" * number,
    }
    return made.get(key, _words(number))


def _value(key: str, problem: str, number: int) -> Any:
    """A value of a key that has no fault; None where the key is better left out."""
    if key == "id":
        return f"{MENDED}/{number}" if "row/column" in problem else f"{MENDED}_{number}"
    if key in ("label", "title", "source", "group"):
        return _words(number)
    if key in ("rows", "columns", "blocks", "tables") and problem.startswith("missing"):
        return [_item(key, number)]
    return [] if key == "rows" else None
