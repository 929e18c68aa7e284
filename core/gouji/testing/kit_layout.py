"""What the laws are told of a layout: its plugin, how it prints, and what it may do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from inspect import signature
from typing import TYPE_CHECKING, Any

from gouji.candidate import is_factory
from gouji.document import Document
from gouji.matrix import CellMatrix
from gouji.sheet import Box, Sheet
from gouji.testing.options import Options
from gouji.testing.render import Renderer

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Grid = list[list[str]]
"""A table as rows of texts; "" is a blank cell."""
Draw = Callable[[Grid], str]
Read = Callable[[Document], Iterable[CellMatrix]]
Case = tuple[str, Sequence[Sequence[Sequence[str | None]]]]
"""A text and its tables in reading order: rows of texts, a merged cell's text in each of its slots.

"" is a cell that is printed blank; None a slot that no cell covers, as at the end of a short row.
"""

HOOKS = ("gouji_cell_matrices", "gouji_tables")


@dataclass(frozen=True, kw_only=True)
class Hook:
    """One reader of a plugin, by name; calling it gives the matrices of a document.

    ``unasked`` is the same reader where the caller has not named the layout.
    """

    name: str
    read: Read
    unasked: Read

    def __call__(self, document: Document) -> list[CellMatrix]:
        """Every matrix of the document."""
        return list(self.read(document) or ())


@dataclass(frozen=True)
class Layout:
    """A layout plugin and what its laws need to know.

    ``plugin`` is the module or object with the hooks, or the class, which is then made without options.
    ``draw`` prints a grid of texts as one table of the layout; without it the laws that print are left
    out. ``cases`` are pairs of a text and its tables as rows of texts.

    ``cannot`` holds the characters that no cell of the layout can hold (those it has no escape for);
    ``blanks`` is False where a blank cell leaves no trace; ``words`` True where the first row has to look
    like a header; ``sure`` False where rows of a drawn table may be refused, though never misread.
    ``columns`` and ``rows`` are the least and the most that are drawn; ``drawn`` is a Hypothesis strategy of
    grids instead of all that.

    ``escape`` writes a text with the layout's escapes; what it gives is what ``draw`` and ``renderer`` print.
    ``markup`` is True where tags or commands stand beside what cells say, so that words inside a table may
    belong to no cell.

    ``resembles`` names foreign texts that look like the layout, as patterns: names of
    ``gouji.testing.FOREIGN`` and of ``RENDERERS``; it may read those, and take its time to refuse them.
    ``marks`` are pieces of text that mean something to the layout; texts of any such pieces must not make it
    raise, and many of one piece must not make it slow, nor many between the ``frame`` that opens and closes
    a table. ``hooks`` are those to judge, all that the plugin has
    by default; ``asked`` tells ``gouji_tables`` that the caller named the layout. ``renderer`` prints whole
    reports, by default with ``draw``. ``examples`` is how many texts each law draws.
    """

    plugin: Any
    draw: Draw | None = None
    cases: Sequence[Case] = ()
    cannot: str = ""
    blanks: bool = True
    words: bool = False
    sure: bool = True
    columns: tuple[int, int] = (2, 6)
    rows: tuple[int, int] = (2, 5)
    resembles: Sequence[str] = ()
    marks: Sequence[str] = ()
    frame: tuple[str, str] = ("", "")
    hooks: Sequence[str] = HOOKS
    asked: bool = True
    renderer: Renderer | None = None
    examples: int = 25
    drawn: SearchStrategy[Grid] | None = None
    escape: Callable[[str], str] | None = None
    markup: bool = False

    def __post_init__(self) -> None:
        if is_factory(self.plugin):
            object.__setattr__(self, "plugin", self.plugin())

    @property
    def name(self) -> str:
        """What the plugin is called in messages."""
        plugin = self.plugin
        return str(getattr(plugin, "__name__", None) or getattr(plugin, "name", type(plugin).__name__))

    def readers(self) -> Iterator[Hook]:
        """The hooks to judge."""
        for name in self.hooks:
            function = getattr(self.plugin, name, None)
            if function is not None:
                told = "asked" in signature(function).parameters
                asked, unasked = (
                    partial(function, asked=said) if told else function for said in (self.asked, False)
                )
                yield Hook(name=name, read=asked, unasked=unasked)

    def is_like(self, foreign: str) -> bool:
        """Whether a foreign text looks like the layout, so that it may be read."""
        return any(fnmatchcase(foreign, pattern) for pattern in self.resembles)

    def printed(self, grid: Grid) -> str:
        """A grid of texts as ``draw`` prints it, its texts escaped; raises ValueError without ``draw``."""
        if self.draw is None:
            raise ValueError("the layout has no draw= to print with")
        return self.draw([[self._escaped(text) for text in row] for row in grid])

    def reports(self) -> Renderer | None:
        """What prints whole reports: the given renderer, or one that draws each table."""
        if self.renderer is not None:
            return replace(self.renderer, function=self._render)
        if self.draw is None:
            return None
        return Renderer(self.name, self.name, self._render, keeps_blanks=self.blanks)

    def spans(self) -> tuple[bool, bool]:
        """Whether ``renderer`` prints a cell merged across, and one merged down, unlike cells beside it."""
        return (False, False) if self.renderer is None else draws_spans(self.renderer)

    def _render(self, sheet: Sheet, options: Options) -> str:
        from gouji.testing.delimited import grid_rows  # noqa: PLC0415 - renderers stand beside the layouts

        if self.renderer is None:
            return self.printed(grid_rows(sheet, options, " ")).removesuffix("\n")
        escaped = sheet.map(lambda box: replace(box, text=self._escaped(box.text)))
        return self.renderer.function(escaped, options)

    def _escaped(self, text: str) -> str:
        return text if self.escape is None else self.escape(text)


def draws_spans(renderer: Renderer) -> tuple[bool, bool]:
    """Whether the renderer prints a cell merged across, and one merged down, as none of single cells is."""
    one, two, three = (Box(text, "value") for text in "甲乙丙")
    whole, end = (one, two, three), replace(three, colspan=2)
    fills = (one, replace(one, text=""))

    def printed(*rows: tuple[Box, ...]) -> str:
        return renderer.function(Sheet("grid", rows, 3), Options())

    # of a print without spans one of these is the same: blank slots, repeated texts, or short rows
    across = [printed((one, fill, three), whole) for fill in fills] + [printed((one, end), whole)]
    down = [printed(whole, (fill, two, three)) for fill in fills] + [printed(whole, (two, end))]
    return (
        printed((replace(one, colspan=2), three), whole) not in across,
        printed((replace(one, rowspan=2), two, three), (two, three)) not in down,
    )


def drawn_by(renderer: Renderer, **options: Any) -> Draw:
    """A ``draw`` from a renderer, with its options: a grid is a sheet without merged cells."""

    def draw(rows: Grid) -> str:
        kinds = (("label", *["value"] * (len(row) - 1)) for row in rows)
        cells = (
            tuple(Box(text, role) for text, role in zip(row, roles, strict=True))  # type: ignore[arg-type]
            for row, roles in zip(rows, kinds, strict=True)
        )
        sheet = Sheet("grid", tuple(cells), max(map(len, rows)))
        return renderer.before + renderer.function(sheet, Options(**options)) + "\n" + renderer.after

    return draw
