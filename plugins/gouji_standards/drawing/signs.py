"""Signs of drawings: what rules, bars and crossings are drawn with, and the plain sign for each."""

from __future__ import annotations

import re

HORIZONTAL = "-=─━┄┅┈┉╌╍═╴╶╸╺╼╾"
VERTICAL = "|¦│┃║┆┇┊┋╎╏╵╷╹╻╽╿"
CROSSING = "+*" + "".join(
    chr(c) for c in range(0x250C, 0x2574) if chr(c) not in HORIZONTAL + VERTICAL + "╱╲╳"
)
"""Corners and crossings; every box drawing character that is neither a rule's nor a bar's."""
DRAWING = HORIZONTAL + VERTICAL + CROSSING + "#~.:o,'/;%!"
"""All that a line of a drawing without words prints, a remark's mark before it too: counted once."""
EDGES = frozenset(VERTICAL + CROSSING)
"""What a line of a frame begins and ends with."""
PLAIN = str.maketrans(
    HORIZONTAL + VERTICAL + CROSSING,
    "-" * len(HORIZONTAL) + "|" * len(VERTICAL) + "+" * len(CROSSING),
)
"""Every drawing character as the one of ``-``, ``|`` and ``+`` that it stands for."""
MARKS_BREAK = "+↵"
"""psql's marks, in the padding right of a cell, for a line that goes on below."""
_RULE = re.compile(r"[+|][-+|]*-[-+|]*[+|]")


def is_rule(said: str) -> bool:
    """Whether a line, without the blanks around it, is nothing but rule."""
    return _RULE.fullmatch(said.translate(PLAIN)) is not None
