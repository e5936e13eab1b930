"""How long a report takes on its way to paper, and the offline page until it can be used.

`python benchmarks/paper.py`; needs typst, playwright and Chromium. Each figure stands beside a bare
reference: the check itself, an empty document through the same typesetter, an empty page in the same
browser.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import typst
from attrs import evolve
from playwright.sync_api import sync_playwright

from beurteilung import check
from beurteilung.render.html import report_html
from beurteilung.render.offline import offline_page
from beurteilung.render.pdf import report_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

SEED = Path(__file__).parent.parent / "examples" / "vg-stade-3-a-401-02.toml"
ROUNDS = 9
EMPTY_PDF = '#set document(title: "{}", date: datetime(year: 2003, month: 3, day: 20))\n= t'
EMPTY_PAGE = '<!DOCTYPE html><html lang="de"><title>t</title><body data-ready="yes"></body></html>'


READY = """
new MutationObserver(() => { if (document.body?.dataset.ready) window.took ??= performance.now(); })
  .observe(document, {childList: true, subtree: true, attributes: true});
"""


def typical(work: Callable[[], object]) -> float:
    """Return the median time of some rounds in milliseconds, after one to warm up."""

    def once() -> float:
        started = time.perf_counter()
        work()
        return (time.perf_counter() - started) * 1000

    once()
    return statistics.median(once() for _ in range(ROUNDS))


def told(name: str, took: float, bare: str, reference: float) -> None:
    """Print one figure beside its reference."""
    print(
        f"{name:32} {took:7.1f} ms   {bare:18} {reference:7.1f} ms   {took / reference:6.1f} times"
    )


def papers() -> None:
    """Time the report on the seed case as HTML and PDF."""
    report = check(SEED)
    checked = typical(lambda: check(SEED))
    told("HTML of the seed report", typical(lambda: report_html(report)), "its check", checked)

    # The typesetter remembers what it has set; another title each time makes it work anew.
    number = count()
    fonts = typst.Fonts(include_system_fonts=False)

    def pdf() -> bytes:
        return report_pdf(evolve(report, case=evolve(report.case, titel=f"Fall {next(number)}")))

    def empty() -> object:
        text = EMPTY_PDF.format(next(number)).encode()
        return typst.compile(text, font_paths=fonts, pdf_standards=["a-2a", "ua-1"])

    told("PDF of the seed report", typical(pdf), "an empty PDF", typical(empty))


def opened(browser: Browser, file: Path) -> float:
    """Open a page in a browser without memory; return when it says that it is ready, by its own clock."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(READY)
    page.goto(file.as_uri())
    page.wait_for_function("window.took")
    took = float(page.evaluate("window.took"))
    context.close()
    return took


def offline() -> None:
    """Time the offline page until it can be used."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no chromium on the path; install one")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page, empty = Path(folder) / "offline.html", Path(folder) / "empty.html"
        page.write_text(offline_page(), encoding="utf-8")
        empty.write_text(EMPTY_PAGE, encoding="utf-8")
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        took, bare = (
            statistics.median(opened(browser, file) for _ in range(ROUNDS))
            for file in (page, empty)
        )
        browser.close()
    told("offline page ready", took, "an empty page", bare)


if __name__ == "__main__":
    papers()
    offline()
