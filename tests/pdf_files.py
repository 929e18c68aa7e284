"""PDF files made by hand: text at places, rules as thin boxes, forms' sheets printed in several house styles."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from itertools import pairwise

FONT = """<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts
[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)
/Supplement 0 >> /DW 1000 /W [32 126 500] /FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4
/FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>] >>"""
ROWS = [f"<{row:02X}00> <{row:02X}FF> <{row:02X}00>" for row in range(256)]
RANGES = "\n".join(
    f"{len(part)} beginbfrange\n" + "\n".join(part) + "\nendbfrange"
    for part in (ROWS[:100], ROWS[100:200], ROWS[200:])
)
UNICODE = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{RANGES} endcmap end end"""
"""Codes are code points."""


def pdf(*pages, size=(595, 842), extra="", trailer="", third="<< >>"):
    """A PDF of pages, each its content stream; ``extra`` is more of each page's dictionary, ``third`` object 3."""
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        3: third,
        4: FONT,
        5: stream(UNICODE),
    }
    for number, content in enumerate(pages):
        objects[6 + 2 * number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {7 + 2 * number} 0 R "
            f"/Resources << /Font << /F 4 0 R >> >> {extra} >>"
        )
        objects[7 + 2 * number] = stream(content)
    out, places = b"%PDF-1.7\n", []
    for number, body in objects.items():
        places.append(len(out))
        out += (
            f"{number} 0 obj\n".encode()
            + (body if isinstance(body, bytes) else body.encode())
            + b"\nendobj\n"
        )
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    return (
        out
        + f"{head}trailer\n<< /Size {len(places) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    )


def stream(content):
    packed = zlib.compress(content.encode())
    return f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"


def width(text, size):
    return sum(size / 2 if sign.isascii() else size for sign in text)


@dataclass
class Paper:
    """Pages while they are drawn; y counts from the top."""

    size: tuple = (595, 842)
    margin: float = 40
    pages: list = field(default_factory=lambda: [[]])
    y: float = 40

    def say(self, x, y, text, size=10):
        codes = "".join(f"{ord(sign):04x}" for sign in text + " ")  # PDFium drops a lone sign without a glyph
        self.pages[-1].append(f"BT /F {size} Tf {x:.2f} {self.size[1] - y:.2f} Td <{codes}> Tj ET")

    def rule(self, x0, y0, x1, y1, thick=0.75):
        wide, high = max(x1 - x0, thick), max(y1 - y0, thick)
        self.pages[-1].append(
            f"{x0 - thick / 2:.2f} {self.size[1] - y1 - thick / 2:.2f} {wide:.2f} {high:.2f} re f"
        )

    def turn(self):
        self.pages.append([])
        self.y = self.margin

    def line(self, text, size=10):
        """A line of prose."""
        if self.y + 2 * size > self.size[1] - self.margin:
            self.turn()
        self.y += 1.8 * size
        self.say(self.margin, self.y, text, size)

    def data(self, **more):
        return pdf(*("\n".join(page) for page in self.pages), size=self.size, **more)


@dataclass(frozen=True)
class Style:
    """How a table is printed."""

    across: bool = True
    down: bool = True
    side: str = "center"
    pad: float = 3
    size: float = 10
    stub: float = 70
    column: float = 42


def broken(text, room, size):
    """A text as lines of a width."""
    out = [""]
    for sign in text:
        if out[-1] and width(out[-1] + sign, size) > room:
            out.append("")
        out[-1] += sign
    return out


def print_sheet(paper, sheet, style):
    """A form's sheet as a table; a page ends between its rows, and cells over rows are cut there."""
    owners = sheet.owners()
    first = next((n for n, owner in enumerate(owners[-1]) if owner and sheet.cell(owner).role == "value"), 1)
    xs = [
        paper.margin + (n * style.stub if n <= first else first * style.stub + (n - first) * style.column)
        for n in range(sheet.width + 1)
    ]
    boxes = {}
    for row, line in enumerate(owners):
        for column, owner in enumerate(line):
            if owner is not None:
                box = boxes.setdefault(owner, [row, column, row, column])
                box[2:] = [row, max(column, box[3])]
    lines = {
        owner: broken(sheet.cell(owner).text, xs[box[3] + 1] - xs[box[1]] - 2 * style.pad, style.size)
        for owner, box in boxes.items()
    }
    pitch = 1.2 * style.size
    heights = [pitch + 2 * style.pad] * len(owners)
    for owner, (top, _, bottom, _) in sorted(boxes.items(), key=lambda item: item[1][2] - item[1][0]):
        lack = len(lines[owner]) * pitch + 2 * style.pad - sum(heights[top : bottom + 1])
        heights[bottom] += max(lack, 0)
    rows = list(range(len(owners)))
    while rows:
        count, used = 0, 0.0
        while count < len(rows) and paper.y + used + heights[rows[count]] <= paper.size[1] - paper.margin:
            used += heights[rows[count]]
            count += 1
        if not count:
            paper.turn()
            continue
        own, rows = rows[:count], rows[count:]
        _print_rows(paper, sheet, style, own, boxes, lines, heights, xs)
        if rows:
            paper.turn()


def _print_rows(paper, sheet, style, own, boxes, lines, heights, xs):
    ys = [paper.y]
    for row in own:
        ys.append(ys[-1] + heights[row])
    at = {row: n for n, row in enumerate(own)}
    for owner, (top, left, bottom, right) in sorted(boxes.items()):
        shown = [row for row in range(top, bottom + 1) if row in at]
        if not shown:
            continue
        y0, y1 = ys[at[shown[0]]], ys[at[shown[-1]] + 1]
        if style.across:
            for y in (y0, y1):
                paper.rule(xs[left], y, xs[right + 1], y)
        if style.down:
            for x in (xs[left], xs[right + 1]):
                paper.rule(x, y0, x, y1)
        if shown[0] == top:
            _say_lines(paper, style, lines[owner], (xs[left], y0, xs[right + 1], y1))
    paper.y = ys[-1]


def _say_lines(paper, style, lines, box):
    left, top, right, bottom = box
    pitch = 1.2 * style.size
    y = top + max((bottom - top - pitch * len(lines)) / 2, style.pad) + style.size
    for line in lines:
        free = right - left - 2 * style.pad - width(line, style.size)
        shift = {"left": 0, "center": free / 2, "right": free}[style.side]
        if line:
            paper.say(left + style.pad + shift, y, line, style.size)
        y += pitch


def table(paper, rows, xs, *, ruled=True, height=20.0, size=10):
    """A plain grid of texts."""
    for row in rows:
        for (a, b), text in zip(pairwise(xs), row, strict=True):
            if ruled:
                for x in (a, b):
                    paper.rule(x, paper.y, x, paper.y + height)
                for y in (paper.y, paper.y + height):
                    paper.rule(a, y, b, y)
            if text:
                paper.say(a + 4, paper.y + height / 2 + size / 3, text, size)
        paper.y += height
