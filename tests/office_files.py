"""Word files and workbooks made by hand, part by part, as the formats prescribe them."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NUMBER = "n"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
TYPES = f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def rels(*links):
    own = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{own}</Relationships>'


# --- Word ------------------------------------------------------------------------------------------------


def docx(body, **parts):
    """A Word file with a body of WordprocessingML; ``parts`` are more parts below word/."""
    document = f'{HEAD}<w:document xmlns:w="{WORD}" xmlns:mc="urn:mc" xmlns:v="urn:v"><w:body>{body}</w:body></w:document>'
    main = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": rels(("officeDocument", "word/document.xml")),
        "word/document.xml": document,
    }
    return zipped(main | {f"word/{name}": text for name, text in parts.items()})


def run(text):
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs):
    return f"<w:p>{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def tc(*content, span=1, merge=""):
    """A cell; ``merge`` is "restart" or "continue"."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inner = "".join(c if c.startswith(("<w:p", "<w:tbl")) else p(c) for c in content or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells, properties=""):
    own = "".join(c if c.startswith("<w:") else tc(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{own}</w:tr>"


def tbl(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def word_sheet(sheet):
    """A Word table of a form's sheet, merged cells by gridSpan and vMerge."""
    rows = []
    for number, owners in enumerate(sheet.owners()):
        cells, done = [], set()
        for owner in owners:
            if owner is None:
                cells.append(tc(""))
            elif owner not in done:
                done.add(owner)
                box = sheet.cell(owner)
                first = owner[0] == number
                merge = ("restart" if first else "continue") if box.rowspan > 1 else ""
                cells.append(tc(box.text if first else "", span=box.colspan, merge=merge))
        rows.append(tr(*cells))
    return tbl(*rows)


# --- workbooks -------------------------------------------------------------------------------------------


def xlsx(*sheets, strings=(), formats=(), states=(), date1904=False, fonts=""):
    """A workbook of sheets' XML inside ``worksheet``; style n + 1 has the n-th of ``formats``, and of the ``fonts``."""
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"'
        + (f' state="{states[n - 1]}"' if n <= len(states) and states[n - 1] else "")
        + "/>"
        for n in range(1, len(sheets) + 1)
    )
    quoted = [escape(code, {'"': "&quot;"}) for code in formats]
    codes = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(quoted))
    numbers = (0, *(200 + n for n in range(len(formats))))
    styles = "".join(f'<xf numFmtId="{number}" fontId="{n}"/>' for n, number in enumerate(numbers))
    items = "".join(s if s.startswith("<si>") else f"<si><t>{escape(s)}</t></si>" for s in strings)
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": rels(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(date1904)}"/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels(
            *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{SHEET}">{items}</sst>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{SHEET}"><numFmts>{codes}</numFmts><fonts>{fonts}</fonts><cellXfs>{styles}</cellXfs></styleSheet>',
    }
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f'{HEAD}<worksheet xmlns="{SHEET}">{sheet}</worksheet>'
    return zipped(parts)


def name(row, column):
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def c(at, value="", style=0, kind=""):
    """A cell: numbers as such, other texts inline."""
    if kind or re.fullmatch(r"-?\d+(\.\d+)?(E-?\d+)?", value):
        return f'<c r="{at}" s="{style}" t="{kind or NUMBER}"><v>{escape(value)}</v></c>'
    return (
        f'<c r="{at}" s="{style}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        if value
        else f'<c r="{at}" s="{style}"/>'
    )


def data(*rows, first=1):
    own = "".join(f'<row r="{number}">{"".join(cells)}</row>' for number, cells in enumerate(rows, first))
    return f"<sheetData>{own}</sheetData>"


def book_sheet(sheet, top=0):
    """The cells and merged ranges of a form's sheet from a row on."""
    rows, merged = [], []
    for number, owners in enumerate(sheet.owners()):
        cells = []
        for column, owner in enumerate(owners):
            if owner is None or owner[0] != number or owners.index(owner) != column:
                continue
            box = sheet.cell(owner)
            cells.append(c(name(top + number, column), box.text))
            if box.rowspan > 1 or box.colspan > 1:
                last = name(top + number + box.rowspan - 1, column + box.colspan - 1)
                merged.append(f"{name(top + number, column)}:{last}")
        rows.append(cells)
    ranges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    return data(*rows, first=top + 1) + f"<mergeCells>{ranges}</mergeCells>"
