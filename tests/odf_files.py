"""OpenDocument files made by hand, in a package and in one piece, as the format prescribes them."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from office_files import HEAD, zipped

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("config", "config"),
        ("manifest", "manifest"),
    )
)
MIME = "application/vnd.oasis.opendocument."
MANIFEST = (
    f'{HEAD}<manifest:manifest {SPACES}><manifest:file-entry manifest:full-path="/"/></manifest:manifest>'
)


def _content(kind, body, styles):
    return (
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    )


def package(kind, body, styles="", **parts):
    """A package; ``parts`` are more parts, ``settings`` and ``styles`` by what stands inside their root."""
    content = (
        f"{HEAD}<office:document-content {SPACES}>{_content(kind, body, styles)}</office:document-content>"
    )
    roots = {
        f"{name}.xml": f"{HEAD}<office:document-{name} {SPACES}>{inner}</office:document-{name}>"
        for name, inner in parts.items()
    }
    start = {"mimetype": MIME + kind, "META-INF/manifest.xml": MANIFEST}
    return zipped(start | {"content.xml": content} | roots)


def flat(kind, body, styles="", before=""):
    """The same in one piece; ``before`` stands before the styles."""
    inner = before + _content(kind, body, styles)
    return (
        f'{HEAD}<office:document {SPACES} office:mimetype="{MIME}{kind}">{inner}</office:document>'.encode()
    )


def p(*inner, style=""):
    own = f' text:style-name="{style}"' if style else ""
    return f"<text:p{own}>{''.join(i if i.startswith('<') else escape(i) for i in inner)}</text:p>"


def span(text, style):
    return f'<text:span text:style-name="{style}">{escape(text)}</text:span>'


def cell(*content, columns=1, rows=1, **more):
    """A cell; ``more`` are other attributes in the namespace of tables."""
    said = {"number-columns-spanned": columns, "number-rows-spanned": rows} if columns * rows > 1 else {}
    own = "".join(f' table:{k.replace("_", "-")}="{v}"' for k, v in (said | more).items())
    inner = "".join(c if c.startswith("<") else p(c) for c in content)
    return f"<table:table-cell{own}>{inner}</table:table-cell>"


def figure(value, *content, kind="float", **more):
    """A cell of a sheet that stores a number."""
    return cell(*content, **more).replace(
        "<table:table-cell", f'<table:table-cell office:value-type="{kind}" office:value="{value}"', 1
    )


COVERED = "<table:covered-table-cell/>"


def row(*cells, times=1, **more):
    said = ({"number-rows-repeated": times} if times > 1 else {}) | more
    own = "".join(f' table:{k.replace("_", "-")}="{v}"' for k, v in said.items())
    return f"<table:table-row{own}>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</table:table-row>"


def table(*rows, name="S1", style=""):
    own = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{own}>{"".join(rows)}</table:table>'


def style(name, properties, family="text", kind="text", parent=""):
    based = f' style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="{family}"{based}><style:{kind}-properties {properties}/></style:style>'


def form_table(sheet, name="S1"):
    """The table of a form's sheet; figures are numbers as a sheet stores them, with their print."""
    rows = []
    for number, owners in enumerate(sheet.owners()):
        cells, done = [], set()
        for owner in owners:
            box = sheet.cell(owner) if owner else None
            if box is None:
                cells.append("<table:table-cell/>")
            elif owner[0] != number or owner in done:
                cells.append(COVERED)
            else:
                make = (
                    figure if re.fullmatch(r"-?\d+(\.\d+)?", box.text) else lambda _, *a, **k: cell(*a, **k)
                )
                content = (box.text,) if box.text else ()
                cells.append(make(box.text, *content, columns=box.colspan, rows=box.rowspan))
            done.add(owner)
        rows.append(row(*cells))
    return table(*rows, name=name)
