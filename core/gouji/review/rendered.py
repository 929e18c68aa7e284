"""HTML as a browser would print it, made anew: the source's own text in a few harmless elements.

No attribute but ``colspan`` and ``rowspan`` passes, no element that loads or runs anything; what stands in
scripts, styles and comments is not shown, for a browser does not print it. Direction marks and controls are
shown by their number, for they could rearrange the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from gouji.harmless import inline
from gouji.references import decoded
from gouji.review.marks import Marks

LOOKS = re.compile(r"<(?:html|body|table|tr|td|th|p|div)\b[^<>]*>", re.IGNORECASE)
"""What tells a document that is HTML or holds some."""
BLOCKS = frozenset(("div", "p", "ul", "ol", "li", "dl", "dt", "dd", "pre", "blockquote", "table", "caption"))
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
ROWS = frozenset(("thead", "tbody", "tfoot", "tr", "td", "th"))
WORDS = frozenset(("b", "strong", "i", "em", "u", "s", "sub", "sup", "small", "code"))
KEPT = BLOCKS | HEADINGS | ROWS | WORDS
VOID = frozenset(("br", "hr"))
LOADED = frozenset(("iframe", "object", "embed", "applet", "svg", "math", "template"))
HIDDEN = LOADED | {"script", "style", "noscript", "noframes", "select", "textarea", "title"}
ENDS = {
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    "tr": frozenset(("td", "th", "tr")),
    "thead": ROWS,
    "tbody": ROWS,
    "tfoot": ROWS,
    "p": frozenset("p"),
    "li": frozenset(("p", "li")),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
}
"""What an element ends that stands open in the same table."""
MOST_SPAN = 1000
"""As many columns or rows as HTML lets a cell span."""
DEEPEST = 200
"""Open elements at once; what is nested deeper is shown flat."""

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^<>]*+>?|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*+)(?P<rest>[^<>]*+)>?",
    re.DOTALL,
)
_SPAN = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?\s*(\d{1,4})", re.IGNORECASE)


def is_html(text: str) -> bool:
    """Whether a text holds elements that a browser would print."""
    return LOOKS.search(text) is not None


def pane(text: str, marks: Marks, start: int, end: int) -> str:
    """The stretch ``start:end`` of the source as a browser prints it, with the marks on its characters."""
    return "".join(_Printer(text, marks).print(start, end))


class _Printer:
    """Prints elements in order; every one it opens it also closes."""

    def __init__(self, text: str, marks: Marks) -> None:
        self.text, self.marks = text, marks
        self.open: list[str] = []

    def print(self, start: int, end: int) -> Iterator[str]:
        at = start
        while at < end:
            match = _TAG.search(self.text, at, end)
            yield self._words(at, match.start() if match else end)
            if match is None:
                break
            at = match.end()
            name = (match["name"] or "").lower()
            if name in HIDDEN and not match["close"]:
                closing = re.compile(rf"</{name}\b[^<>]*>?", re.IGNORECASE).search(self.text, at, end)
                at = closing.end() if closing else end
            elif name:
                yield from self._close(name) if match["close"] else self._begin(name, match["rest"])
        yield "".join(f"</{name}>" for name in reversed(self.open))

    def _begin(self, name: str, rest: str) -> Iterator[str]:
        if name in VOID:
            yield f"<{name}>"
        elif name in KEPT and len(self.open) < DEEPEST:
            yield from self._end(ENDS.get(name, frozenset()))
            self.open.append(name)
            yield f"<{name}{_spans(rest) if name in ('td', 'th') else ''}>"

    def _close(self, name: str) -> Iterator[str]:
        if name in self.open and (name == "table" or name in self.open[self._table() :]):
            while self.open:
                last = self.open.pop()
                yield f"</{last}>"
                if last == name:
                    break

    def _end(self, names: frozenset[str]) -> Iterator[str]:
        """Close the outermost of some elements that stands open in the innermost table."""
        first = next((i for i in range(self._table(), len(self.open)) if self.open[i] in names), None)
        while first is not None and len(self.open) > first:
            yield f"</{self.open.pop()}>"

    def _table(self) -> int:
        """The place after the innermost open table."""
        return len(self.open) - self.open[::-1].index("table") if "table" in self.open else 0

    def _words(self, start: int, end: int) -> str:
        return "".join(
            f"{p.opening}{escape(inline(decoded(self.text[p.start : p.end])), quote=False)}"
            f"{'</mark>' if p.opening else ''}"
            for p in self.marks.within(start, end)
        )


def _spans(rest: str) -> str:
    found = {name.lower(): int(count) for name, count in _SPAN.findall(rest)}
    return "".join(f' {name}="{min(count, MOST_SPAN)}"' for name, count in found.items() if count > 1)
