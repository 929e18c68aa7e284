"""A law of all layouts, and what it says when a layout breaks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gouji.testing.kit_layout import Hook, Layout

MOST_SHOWN = 600
"""Characters of a text that a message shows."""


class LawError(AssertionError):
    """A law that a layout breaks; the message names the law, the text, found, expected and the remedy."""

    def __init__(
        self, law: str, reader: str, text: str, found: object, expected: object, remedy: str
    ) -> None:
        self.law, self.text, self.found, self.expected, self.remedy = law, text, found, expected, remedy
        parts = {"text": shown(text), "found": found, "expected": expected, "remedy": remedy}
        lines = [f"{reader} breaks the law {law!r}", *(f"  {k:<9}{v}" for k, v in parts.items() if v != "")]
        super().__init__("\n".join(lines))


def shown(text: str) -> str:
    """A text as a literal, its middle left out where it is long."""
    if len(text) <= MOST_SHOWN:
        return repr(text)
    half = MOST_SHOWN // 2
    return f"{text[:half]!r} … {text[-half:]!r} ({len(text)} characters)"


@dataclass(frozen=True, slots=True)
class Law:
    """A law by name: ``says`` what it asks, ``check`` raises LawError, ``needs`` why it cannot be asked."""

    name: str
    says: str
    check: Callable[[Trial], None]
    draws: bool = False

    def idle(self, layout: Layout) -> str:
        """Why the law cannot be asked of the layout; empty if it can."""
        if self.draws and layout.draw is None:
            return "the layout has no draw= to print with"
        if self.name == "cases" and not layout.cases:
            return "the layout has no cases="
        if self.name == "merged" and not any(layout.spans()):
            return "the layout has no renderer= that prints merged cells"
        if self.name == "reports" and layout.reports() is None:
            return "the layout has neither renderer= nor draw="
        return ""

    def __call__(self, layout: Layout) -> None:
        """Ask every reader of the layout; raises LawError, or returns where the law cannot be asked."""
        if self.idle(layout):
            return
        for hook in layout.readers():
            self.check(Trial(self.name, layout, hook))


@dataclass(frozen=True, slots=True)
class Trial:
    """One law asked of one reader of a layout."""

    law: str
    layout: Layout
    hook: Hook

    def broken(self, text: str, found: object, expected: object, remedy: str) -> LawError:
        """The error that says how."""
        return LawError(self.law, f"{self.layout.name}.{self.hook.name}", text, found, expected, remedy)
