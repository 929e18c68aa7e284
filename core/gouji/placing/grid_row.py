"""A printed row of one block, while its placements are looked for."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.reading import Placement
from gouji.strand import Piece


@dataclass(slots=True)
class GridRow:
    """A printed row: slots right of its label, and what was found for it.

    ``scattered`` says that its figures stand on several lines in no regular way, so that their order needs
    the proof of an equation; ``guessed`` that its columns follow
    from the other rows' pattern, which an equation may refute; ``crowded`` that its figures may be another
    row's; ``squeezed`` that a cell holds several figures, which may be several columns. ``left`` is where its
    label begins, ``depth`` how many group labels the form has above it, ``moved`` by how many columns it
    begins left of its kind: its figures may have moved too. ``proven`` says that equations over the table
    gave it its figures, ``torn`` that its matrix cuts cells in two, ``stray`` that one may be a page number.
    """

    slots: tuple[Piece, ...]
    matrix: int
    width: int
    edge: int
    placements: tuple[Placement, ...] = ()
    assumed: tuple[str, ...] = ()
    surplus: int = 0
    scattered: bool = False
    guessed: bool = False
    crowded: bool = False
    squeezed: bool = False
    left: int = 0
    depth: int = 0
    moved: int = 0
    proven: bool = False
    torn: bool = False
    stray: bool = False

    @property
    def printed(self) -> list[int]:
        """Indices of the slots that are not blank."""
        return [i for i, s in enumerate(self.slots) if s.kind != "blank"]

    @property
    def sort(self) -> tuple[int, ...]:
        """Rows of one kind have their columns at the same places."""
        return self.matrix, self.width, self.edge, len(self.slots), self.depth

    def leave_open(self, why: str) -> None:
        """Take no placement for sure, and say why."""
        self.placements, self.assumed = (), (why,)
