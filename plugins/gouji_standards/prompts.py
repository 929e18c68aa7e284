"""Prompts: lines of a session that were typed, above and below the tables that a client prints."""

from __future__ import annotations

import re

_PROMPT = re.compile(
    r"\$(?: +[A-Za-z_./~]|$)"
    r"|\w+(?:[=(*'\"-]?>|[=(*'\"-]#)(?: |$)"
    r"|(?:PS )?[A-Za-z]:\\[^<>|\r\n]*>"
    r"|[\w.-]+@[\w.-]+:[^$#|\r\n]*[$#](?: |$)"
)
"""A shell's ``$`` and a command, a client's name (``SQL>``, ``1>``, ``db=#``), a Windows folder, a host."""


def is_typed(line: str) -> bool:
    """Whether a line begins with a prompt: it says what was asked for, and belongs to no table."""
    return _PROMPT.match(line.lstrip()) is not None
