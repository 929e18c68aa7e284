"""Signs that stand for what a text has lost; a label that is nothing else is nobody's."""

from __future__ import annotations

SHOWN = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What is shown and is no text: a picture, or a cell that an edge cuts; it is no figure, and no blank."""
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""A character that cannot be read."""
LOST = frozenset((SHOWN, UNREADABLE))
