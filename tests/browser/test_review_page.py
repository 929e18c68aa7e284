"""The review page as a person uses it: lighting up, jumping, keys, corrections, languages, widths."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import gouji
from gouji.cli import main
from gouji.review.index import COLUMNS
from gouji.testing import fill, render

ROOT = Path(__file__).parents[2]
REPORTS = sorted((ROOT / "fixtures" / "reports").iterdir())
PHENOMENA = ROOT / "fixtures" / "phenomena"
DROPPED = ROOT / "fixtures" / "reports" / "wrapped-dropped-blanks.txt"
CONTESTED = PHENOMENA / "table-printed-twice-contradicting.txt"
BROKEN = PHENOMENA / "totals-broken-by-the-document.txt"
HTML = PHENOMENA / "html-spans-and-blanks.html"
SHOTS = ROOT / "out" / "screenshots"


@pytest.fixture
def made(tmp_path, capsys):
    """The page of a document, or of a text under a name; the document lies beside it."""

    def make(source, text=None):
        document = tmp_path / Path(source).name
        if text is None:
            if Path(source) != document:
                shutil.copy(source, document)
        else:
            document.write_text(text, "utf-8")
        target = tmp_path / f"{document.name}.html"
        main(["review", str(document), "-o", str(target)])
        return target

    return make


def cell(page, number):
    return page.locator(f"td[data-cell='{number}']")


def number_of(page, key):
    return page.evaluate("key => data.cells.findIndex(cell => cell.key === key)", key)


def lit(page, pane):
    return page.locator(f"{pane} mark.lit").all_inner_texts()


@pytest.mark.share(4)
@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)
def test_the_sample_reports_at_each_width(made, visit, path, width, scheme):
    """Nothing is wider than the window; a picture of it is kept."""
    page = visit(made(path), viewport={"width": width, "height": 860}, color_scheme=scheme).page
    page.keyboard.press("n")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{path.stem}-{width}-{scheme}.png")


def test_a_cell_lights_its_characters_and_they_light_it(made, visit):
    page = visit(made(BROKEN)).page
    report = gouji.parse(BROKEN)
    key = "review_litigation/review/upheld"
    number = number_of(page, key)
    cell(page, number).click()
    assert lit(page, "#text") == [report[key].raw]
    assert page.locator("#inspector").is_visible()
    page.keyboard.press("Escape")
    assert lit(page, "#text") == []
    page.locator(f"#text mark[data-cell='{number}']").click()
    assert "lit" in cell(page, number).get_attribute("class")


def test_hovering_shows_the_other_side(made, visit):
    page = visit(made(BROKEN)).page
    number = number_of(page, "review_litigation/review/upheld")
    cell(page, number).hover()
    assert page.locator("#text mark.hover").count() == 1
    page.locator(f"#text mark[data-cell='{number}']").hover()
    assert "hover" in cell(page, number).get_attribute("class")


def test_every_stated_cell_lights_the_characters_it_was_read_from(made, visit):
    page = visit(made(DROPPED)).page
    report = gouji.parse(DROPPED)
    found = page.evaluate(
        """() => data.cells.map((cell, n) => {
            light([n], {scroll: false});
            return all("#text mark.lit").map((mark) => mark.textContent).join("");
        })"""
    )
    stated = [cell.status in ("printed", "solved") for cell in report]
    assert [f for f, s in zip(found, stated, strict=True) if s] == [
        c.raw for c in report if c.value is not None
    ]
    assert [f for f, c in zip(found, report, strict=True) if c.status == "blank"] == [""] * 128


def test_an_undetermined_cell_lights_the_figures_it_may_be(made, visit):
    page = visit(made(DROPPED)).page
    page.keyboard.press("n")
    options = gouji.parse(DROPPED)[page.evaluate("cells[state.cell].key")].candidates
    assert lit(page, "#text") == [str(c) for c in options if c is not None]


def test_a_finding_jumps_to_its_cells(made, visit):
    page = visit(made(BROKEN)).page
    page.locator(".doubt.broken").first.click()
    assert page.locator("td.lit").count() == 5
    assert lit(page, "#text") == ["10", "1", "0", "0", "0"]
    assert "≠" in page.locator("#inspector .sum").inner_text()
    page.locator("#inspector .term").first.click()
    assert page.locator("td.lit").count() == 1


def test_keys_go_through_the_doubts_and_accept_them(made, visit):
    page = visit(made(DROPPED)).page
    count = page.locator(".doubt").count()
    assert count >= 6
    page.keyboard.press("n")
    first = page.locator(".doubt[aria-current=true]").get_attribute("data-doubt")
    assert first == "0"
    page.keyboard.press("j")
    assert page.locator(".doubt[aria-current=true]").get_attribute("data-doubt") == "1"
    page.keyboard.press("p")
    assert page.locator(".doubt[aria-current=true]").get_attribute("data-doubt") == "0"
    page.keyboard.press("p")
    assert page.locator(".doubt[aria-current=true]").get_attribute("data-doubt") == str(count - 1)
    page.keyboard.press("a")
    assert page.locator(".doubt.done").count() == 1
    assert page.locator("#doubt-count").inner_text() == f"{count - 1} / {count}"


def test_arrows_move_through_the_form(made, visit):
    page = visit(made(BROKEN)).page
    number = number_of(page, "review_litigation/review/upheld")
    cell(page, number).click()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("data.cells[state.cell].key") == "review_litigation/review/corrected"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("state.cell") == number


def test_an_ambiguous_cell_shows_candidates_and_joint_solutions(made, visit):
    page = visit(made(DROPPED)).page
    page.keyboard.press("n")
    key = page.evaluate("data.cells[state.cell].key")
    wanted = ["空白" if c is None else str(c) for c in gouji.parse(DROPPED)[key].candidates]
    assert [t.split()[0] for t in page.locator("[data-candidate]").all_inner_texts()] == wanted
    assert page.locator(".joint tr").count() > 2


def test_a_contested_cell_shows_both_readings(made, visit):
    page = visit(made(CONTESTED)).page
    page.locator(".doubt.contested").click()
    assert len(lit(page, "#text")) == 2
    assert page.locator(".reading").count() >= 2


def test_unclaimed_figures_are_marked_and_reached(made, visit):
    path = ROOT / "fixtures" / "reports" / "tsv-surplus-columns.txt"
    page = visit(made(path)).page
    assert page.locator("#text mark.unclaimed").count() == len(gouji.parse(path).unclaimed)
    page.locator(".doubt.unclaimed").first.click()
    assert page.locator("#text mark.unclaimed.lit").count() == 1


def correct(page, value, who="王小明", why='看过"纸质"原件\\'):
    page.keyboard.press("e")
    page.locator("form.correct [name=value]").fill(value)
    page.locator("form.correct [name=who]").fill(who)
    page.locator("form.correct [name=why]").fill(why)
    page.locator("form.correct button.main").click()


def exported(page, folder):
    page.keyboard.press("s")
    with page.expect_download() as caught:
        page.locator("#download").click()
    target = folder / caught.value.suggested_filename
    caught.value.save_as(target)
    return target


def test_a_correction_goes_out_and_comes_back(made, visit, tmp_path):
    page = visit(made(BROKEN)).page
    key = "review_litigation/review/total"
    cell(page, number_of(page, key)).click()
    correct(page, "11")
    assert cell(page, number_of(page, key)).locator(".figure").inner_text() == "✎11"
    page.keyboard.press("n")
    page.keyboard.press("a")
    target = exported(page, tmp_path)
    assert target.name == BROKEN.name + ".gouji.toml"
    report = gouji.parse(tmp_path / BROKEN.name)
    assert (report[key].status, report[key].value) == ("corrected", 11)
    assert (report[key].correction.who, report[key].correction.why) == ("王小明", '看过"纸质"原件\\')
    text = target.read_text("utf-8")
    again = visit(made(tmp_path / BROKEN.name)).page
    assert cell(again, number_of(again, key)).locator(".figure").inner_text() == "✎11"
    cell(again, number_of(again, "review_litigation/litigation_direct/total")).click()
    correct(again, "", why="空的")
    target.unlink()
    more = exported(again, tmp_path).read_text("utf-8")
    for line in text.splitlines():
        assert line in more
    report = gouji.parse(tmp_path / BROKEN.name)
    assert report["review_litigation/litigation_direct/total"].status == "corrected"
    assert report["review_litigation/litigation_direct/total"].value is None
    assert report[key].value == 11


def test_equations_are_judged_with_what_a_person_says(made, visit):
    page = visit(made(BROKEN)).page
    cell(page, number_of(page, "review_litigation/review/total")).click()
    assert page.locator("#inspector .verdict.broken").count() > 0
    correct(page, "11.00")
    assert page.locator("#inspector .verdict.holds").count() > 0
    assert "11.00" in page.locator("#inspector .sum").first.inner_text()
    assert "含更正值" in page.locator("#inspector .sum").first.inner_text()
    page.get_by_role("button", name="撤回").click()
    assert page.locator("#inspector .verdict.holds").count() == 0


def test_a_broken_equation_names_its_rows_and_the_figure_that_would_mend_it(made, visit):
    form = gouji.Engine().schemas["cn-disclosure-2021"]
    key = "requests/results.granted/natural"
    values = fill(form, 1, "city")
    values[key] = str(int(values[key]) + 1)
    title = "清溪县2022年政府信息公开工作年度报告"
    page = visit(made("y.txt", render(form, values, "tabs-grid", title=title))).page
    page.keyboard.press("n")
    terms = page.locator("#inspector .term small").all_inner_texts()
    assert len(set(terms)) > 15
    assert "（一）予以公开" in terms
    page.locator("#inspector .finding", has_text=f"不是 {values[key]}").click()
    assert lit(page, "#text") == [values[key]]


@pytest.mark.parametrize(("width", "last"), [(1280, "solved"), (390, "doubts")])
def test_the_index_shows_what_matters_without_scrolling(visit, tmp_path, width, last):
    folder = tmp_path / "a-folder-with-a-rather-long-name"
    folder.mkdir()
    for report in REPORTS:
        shutil.copy(report, folder)
    main(["review", str(folder), "-o", str(tmp_path / "index.html"), "-q"])
    page = visit(tmp_path / "index.html", viewport={"width": width, "height": 860}).page
    place = [name for name, _ in COLUMNS].index(last)
    box = page.locator(".reports tbody tr").first.locator("td").nth(place).bounding_box()
    assert box["x"] + box["width"] <= width


def test_a_digit_takes_that_candidate(made, visit):
    page = visit(made(CONTESTED)).page
    page.locator(".doubt.contested").click()
    page.keyboard.press("2")
    assert page.locator("form.correct [name=value]").input_value() == page.evaluate(
        "cells[state.cell].candidates[1]"
    )


def test_a_solution_corrects_its_cells_at_once(made, visit, tmp_path):
    page = visit(made(DROPPED)).page
    page.keyboard.press("n")
    page.locator(".joint button").first.click()
    page.locator("form.correct [name=who]").fill("王")
    page.locator("form.correct [name=why]").fill("看过原件")
    page.locator("form.correct button.main").click()
    count = page.locator(".joint th").count() - 2
    assert page.locator("td.corrected").count() == count
    exported(page, tmp_path)
    corrected = [c for c in gouji.parse(tmp_path / DROPPED.name) if c.status == "corrected"]
    assert len(corrected) == count


def test_a_correction_needs_a_number_a_person_and_a_reason(made, visit):
    page = visit(made(BROKEN)).page
    cell(page, number_of(page, "review_litigation/review/total")).click()
    correct(page, "eleven")
    assert page.locator(".wrong").inner_text() != ""
    page.locator("form.correct [name=value]").fill("11")
    page.locator("form.correct [name=why]").fill("")
    page.locator("form.correct button.main").click()
    assert page.locator(".wrong").inner_text() != ""
    assert page.locator("td.corrected").count() == 0
    page.keyboard.press("Escape")
    assert page.locator("form.correct").count() == 0


def test_what_was_not_exported_outlives_the_page(made, visit, tmp_path):
    one = visit(made(BROKEN))
    page = one.page
    number = number_of(page, "review_litigation/review/total")
    cell(page, number).click()
    correct(page, "11")
    page.keyboard.press("n")
    page.keyboard.press("a")
    again = one.context.new_page()
    again.goto(one.address)
    assert cell(again, number).locator(".figure").inner_text() == "✎11"
    assert again.locator(".doubt.done").count() == 1
    assert again.locator("#pending").is_visible()
    exported(again, tmp_path)
    third = one.context.new_page()
    third.goto(one.address)
    assert third.locator("td.corrected").count() == 0


def test_a_correction_can_be_withdrawn(made, visit):
    page = visit(made(BROKEN)).page
    number = number_of(page, "review_litigation/review/total")
    before = cell(page, number).inner_text()
    cell(page, number).click()
    correct(page, "11")
    page.get_by_role("button", name="撤回").click()
    assert cell(page, number).inner_text() == before


def test_chinese_and_english(made, visit):
    path = made(BROKEN)
    page = visit(path).page
    assert page.locator("#next").inner_text() == "↓ 下一疑点"
    page.locator("#language").click()
    assert page.locator("#next").inner_text() == "↓ Next doubt"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert visit(path, locale="en-GB").page.locator("#next").inner_text() == "↓ Next doubt"


def contrast(page, selector):
    """The contrast of a text with what is behind it, by the formula of WCAG 2."""
    return page.evaluate(
        """(selector) => {
            const shade = ([r, g, b]) => {
                const [x, y, z] = [r, g, b].map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                return 0.2126 * x + 0.7152 * y + 0.0722 * z;
            };
            const parts = (text) => text.match(/[\\d.]+/g).map(Number);
            const seen = (one) => { const [r, g, b, a = 1] = parts(getComputedStyle(one).backgroundColor); return a ? [r, g, b] : one.parentElement ? seen(one.parentElement) : [255, 255, 255]; };
            return Math.min(...[...document.querySelectorAll(selector)].filter((one) => one.offsetParent).map((one) => {
                const [a, b] = [shade(parts(getComputedStyle(one).color)), shade(seen(one))].sort((x, y) => y - x);
                return (a + 0.05) / (b + 0.05);
            }));
        }""",
        selector,
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [DROPPED, CONTESTED], ids=lambda p: p.stem)
def test_contrast_suffices_in_both_themes(made, visit, scheme, path):
    page = visit(made(path), color_scheme=scheme).page
    page.keyboard.press("n")
    for selector in (
        "td.cell:not(.lit)",
        ".doubt",
        "button",
        "summary",
        ".facts",
        ".quiet",
        "mark.cell",
        ".lit",
        "h1",
        "small",
    ):
        assert contrast(page, selector) >= 4.5, selector


def test_the_theme_switches(made, visit):
    page = visit(made(BROKEN), color_scheme="light").page
    before = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.locator("#theme").click()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != before


def test_a_phone_has_one_pane_at_a_time(made, visit):
    page = visit(made(DROPPED), viewport={"width": 390, "height": 800}).page
    assert page.locator("#form").is_visible()
    assert not page.locator("#source").is_visible()
    page.locator("[role=tab][data-pane=source]").click()
    assert page.locator("#source").is_visible()
    page.locator("[role=tab][data-pane=doubts]").click()
    page.locator(".doubt").first.click()
    assert page.locator("#form").is_visible()
    assert page.locator("#inspector").is_visible()


def test_html_is_shown_as_printed_and_as_it_is(made, visit):
    page = visit(made(HTML)).page
    assert page.locator("#page table").first.is_visible()
    page.locator("[data-view=text]").click()
    assert not page.locator("#page table").first.is_visible()
    assert "<table" in page.locator("#text").inner_text()
    page.locator("[data-view=page]").click()
    report = gouji.parse(HTML)
    key = next(c.key for c in report if c.status == "printed")
    cell(page, number_of(page, key)).click()
    assert lit(page, "#page") == [report[key].raw]


EVIL = """
<script>document.title = "run"; document.body.dataset.run = "1"</script>
<img src=x onerror="document.body.dataset.run = '2'"><svg onload="document.body.dataset.run = '3'"></svg>
<a href="javascript:document.body.dataset.run = '4'" onclick="document.body.dataset.run = '5'">x</a>
<iframe src="https://example.invalid/"></iframe><link rel=stylesheet href="https://example.invalid/x.css">
<style>body{display:none}</style></section></main></body></html><base href="https://example.invalid/">
</script></style><!-- --><table><tr><td></div></section><p>&lt;script&gt;document.body.dataset.run='6'&lt;/script&gt;
"""


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>.html", "evil.txt"])
def test_a_document_runs_nothing(made, visit, name):
    text = HTML.read_text("utf-8")
    for place in ("<body>", "</h2>", "规章"):
        text = text.replace(place, place + EVIL, 1)
    page = visit(made(name, text + EVIL)).page
    if page.locator("[data-view=page]").count():
        page.locator("[data-view=page]").click()
    page.keyboard.press("n")
    assert page.evaluate("document.body.dataset.run") is None
    assert page.title().startswith("东湖市") or "gouji" in page.title()
    assert page.locator("#right, #source").count() == 2
    for tag in ("script:not([src])", "iframe", "img", "svg", "link", "base"):
        assert page.locator(f"#source {tag}, #right {tag}").count() == 0


def test_an_index_of_a_folder_sorts_and_leads_to_pages(visit, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for path in (DROPPED, BROKEN, HTML):
        shutil.copy(path, folder)
    main(["review", str(folder), "-o", str(tmp_path / "all.html"), "-q"])
    page = visit(tmp_path / "all.html").page
    first = page.locator("tbody tr").first
    assert "need" in first.locator(".pill").get_attribute("class")
    assert "html-spans" in page.locator("tbody tr").last.inner_text()
    head = page.locator("thead button").nth(4)
    head.click()
    doubts = [int(t) for t in page.locator("tbody td:nth-child(5)").all_inner_texts()]
    assert doubts == sorted(doubts, reverse=True)
    head.click()
    assert page.locator("thead th").nth(4).get_attribute("aria-sort") == "ascending"
    page.locator("#filter").fill("totals")
    assert page.locator("tbody tr:visible").count() == 1


def test_links_between_index_and_pages(browser, tmp_path):
    folder = tmp_path / "in # 100%"
    folder.mkdir()
    shutil.copy(BROKEN, folder / "a #1%.txt")
    shutil.copy(HTML, folder)
    main(["review", str(folder), "-o", str(tmp_path / "all #1.html"), "-q"])
    page = browser.new_page()
    page.goto((tmp_path / "all #1.html").as_uri())
    page.locator("tbody a").first.click()
    assert page.locator("td.cell").count() > 0
    page.locator(".back").click()
    assert page.locator("table.reports").count() == 1
    page.close()


def test_it_prints_its_tables_and_its_source(made, visit, tmp_path):
    page = visit(made(DROPPED)).page
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    assert (tmp_path / "page.pdf").stat().st_size > 20_000
    page.emulate_media(media="print")
    for selector in ("#doubts", "#form", "#text"):
        assert page.locator(selector).is_visible()
    assert not page.locator(".tools").is_visible()


def test_what_is_grouped_has_names(made, visit):
    """Every button and field has a name that can be read out, and each figure its status."""
    page = visit(made(CONTESTED)).page
    page.keyboard.press("n")
    page.keyboard.press("e")
    unnamed = page.evaluate(
        """() => all("button, input, a, summary, [role=region]").filter((one) =>
            !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length)).map((one) => one.outerHTML)"""
    )
    assert unnamed == []
    assert page.locator("td[role=gridcell]:not(:has(.hidden))").count() == 0
    assert page.locator("[role=gridcell][tabindex='0']").count() == page.locator("table[role=grid]").count()
