"""Names of HTML elements that tree construction treats apart (WHATWG 13.2.4.2 and 13.2.6)."""

from __future__ import annotations


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SECTIONS = frozenset(("thead", "tbody", "tfoot"))
CELLS = frozenset(("td", "th"))
STRUCTURE = SECTIONS | CELLS | {"table", "caption", "colgroup", "col", "tr"}
PAGE = frozenset(("html", "head", "body", "frameset", "frame"))
"""Elements of a page of which no start tag opens anything where a table may stand."""
VOID = _names(
    "area base basefont bgsound br embed hr img image input keygen link meta param source track wbr"
)
PICTURES = frozenset(("img", "image", "input"))
CONTROLS = frozenset(("input", "select", "textarea", "button"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CLOSES_P = HEADINGS | _names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer "
    "form header hgroup main menu nav ol p pre listing search section summary ul li dd dt plaintext xmp hr"
)
"""Start tags that end an open paragraph."""
BLOCK = CLOSES_P | {"option", "optgroup", "legend"}
"""Elements whose start and end begin a line where no style sheet says otherwise (15.3)."""
SPECIAL = BLOCK - {"option", "optgroup", "dialog", "legend", "search"} | _names(
    "applet button iframe marquee noscript object select textarea"
)
"""Elements that the end tag of an ordinary element does not reach over."""
REACHED = SPECIAL - {"address", "div", "p"}
"""Elements that a list item does not reach over to end the one before it."""
FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
PHRASING = FORMATTING | _names(
    "abbr bdi bdo cite data del dfn ins kbd label mark q samp span sub sup time var"
)
"""Elements without an effect of their own on the tree or on lines."""
SCOPES = frozenset(("applet", "marquee", "object", "button"))
"""Elements that keep a paragraph outside from being ended inside."""
SIBLINGS = {
    "li": frozenset(("li",)),
    "dd": frozenset(("dd", "dt")),
    "dt": frozenset(("dd", "dt")),
    "option": frozenset(("option",)),
    "optgroup": frozenset(("option", "optgroup")),
    "button": frozenset(("button",)),
    "select": frozenset(("select",)),
    **dict.fromkeys(HEADINGS, HEADINGS),
}
"""For a start tag the open elements that it ends."""
PRESERVED = frozenset(("pre", "listing"))
BREAKOUT = HEADINGS | _names(
    "b big blockquote body br center code dd div dl dt em embed head hr i img li listing menu meta nobr ol "
    "p pre ruby s small span strong strike sub sup table tt u ul var"
)
"""Start tags that end foreign content (13.2.6.5)."""
FOREIGN = frozenset(("svg", "math"))
HTML_POINTS = frozenset(("foreignobject", "desc", "title"))
"""Elements of SVG that hold HTML."""
FORMULA_TEXT = frozenset(("mi", "mo", "mn", "ms", "mtext"))
UNSEEN = frozenset(("title", "desc", "metadata", "style", "script", "defs"))
"""Elements of SVG whose text is not drawn."""
