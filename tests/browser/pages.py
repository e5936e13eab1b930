"""Reports and pictures in a real browser: `nox -s browser` runs this file and fails without Chromium.

Each page is opened in light and in dark, on a desk and on a phone, and is checked by axe.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from pypdf import PdfReader

from beurteilung import Laufbahnwechsel, check, compare, grade, guideline, mapping
from beurteilung.render.html import page
from beurteilung.render.notebook import picture

ROOT = Path(__file__).parent.parent.parent
REPORT = check(ROOT / "examples" / "vg-stade-3-a-401-02.toml")
CHANGE = compare(
    grade("ni-pol-1996:5"), grade("ni-pol-1999:3"), events=[Laufbahnwechsel(date(1999, 11, 2))]
)
THINGS = [
    CHANGE,
    CHANGE.before,
    mapping("ni-pol-1996", "ni-pol-1999"),
    mapping("ni-pol-1999", "ni-pol-2008"),
    REPORT,
    guideline("ni-pol-1999"),
]
PAGES = {
    "report-de": REPORT.render("html"),
    "report-en": REPORT.render("html", "en"),
    "pictures-de": page("Bilder", "<hr>".join(picture(t).html for t in THINGS), "de"),
    "pictures-en": page("Pictures", "<hr>".join(picture(t, "en").html for t in THINGS), "en"),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(browser, tmp_path, name, scheme, width) -> None:
    file = tmp_path / f"{name}.html"
    file.write_text(PAGES[name], encoding="utf-8")
    asked: list[str] = []
    opened = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(file.as_uri())
    found = Axe().run(opened)
    opened.screenshot(path=tmp_path / f"{name}-{scheme}-{width}.png", full_page=True)
    wide = opened.evaluate("document.documentElement.scrollWidth")
    opened.close()
    assert found.violations_count == 0, found.generate_report()
    assert asked == [file.as_uri()], "a page needs no other file"
    assert wide <= width, "nothing has to be scrolled sideways"


def test_paper_shows_what_the_screen_can_fold(browser, tmp_path) -> None:
    file = tmp_path / "report.html"
    file.write_text(PAGES["report-de"], encoding="utf-8")
    opened = browser.new_page()
    opened.goto(file.as_uri())
    opened.set_viewport_size({"width": 640, "height": 900})  # what A4 leaves between its margins
    opened.emulate_media(media="print")
    wide = "[...document.querySelectorAll('.wide')].every(e => e.scrollWidth <= e.clientWidth)"
    assert opened.evaluate(wide), "nothing is cut off on paper"
    shown = opened.inner_text("main")
    for finding in REPORT.walk():
        assert finding.message.de in " ".join(shown.split())
    opened.close()


NOTEBOOK = (
    """
import beurteilung
report = beurteilung.check(beurteilung.example("vg-stade-3-a-401-02"))
report
""",
    "report.findings[6]",
    "report.change",
    'beurteilung.guideline("ni-pol-1999")',
)


def test_a_notebook_that_ran_keeps_its_labels_whole(browser, tmp_path) -> None:
    """Jupyter's own style sheet gives every label of a list a fifth of the line, and breaks it there."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in NOTEBOOK])
    NotebookClient(book).execute()
    html, _ = HTMLExporter().from_notebook_node(book)
    file = tmp_path / "notebook.html"
    file.write_text(html, encoding="utf-8")
    opened = browser.new_page(viewport={"width": 900, "height": 900})
    opened.route("https://**", lambda route: route.abort())  # scripts that pictures do not need
    opened.goto(file.as_uri())
    lines = opened.evaluate(
        """[...document.querySelectorAll('.beurteilung dt')].map(label => {
            const words = document.createRange();
            words.selectNodeContents(label);
            return [label.textContent, words.getClientRects().length];
        })"""
    )
    pictures = opened.evaluate("document.querySelectorAll('.beurteilung svg').length")
    opened.close()
    assert pictures > len(NOTEBOOK)
    assert lines
    assert [label for label, count in lines if count != 1] == []


def test_pictures_can_be_read_on_a_phone(browser, tmp_path) -> None:
    """Letters keep at least 10 pixels; what is too wide then scrolls in its place."""
    file = tmp_path / "report.html"
    file.write_text(PAGES["report-de"], encoding="utf-8")
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    opened.goto(file.as_uri())
    sizes = opened.evaluate(
        """[...document.querySelectorAll('svg text')].map(text =>
            parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
    )
    opened.close()
    assert sizes
    assert min(sizes) >= 9.99


def test_printed_html_takes_as_many_pages_as_the_pdf(browser, tmp_path) -> None:
    file = tmp_path / "report.html"
    file.write_text(PAGES["report-de"], encoding="utf-8")
    opened = browser.new_page()
    opened.goto(file.as_uri())
    printed = opened.pdf(prefer_css_page_size=True)
    opened.close()
    of_html, of_pdf = (
        len(PdfReader(BytesIO(raw)).pages) for raw in (printed, REPORT.render("pdf"))
    )
    assert abs(of_html - of_pdf) <= 1
