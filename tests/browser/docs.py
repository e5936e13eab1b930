"""The documentation in Chromium: one page of a kind light and dark, on a desk and on a phone, checked by axe;
every written page on a phone.

They are built with the theme, the templates and the style of the whole, of which only one page of each kind
that a program writes is made: all of them take minutes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

DOCS = Path(__file__).parent.parent.parent / "docs"
WRITTEN = sorted(
    page.relative_to(DOCS).as_posix()
    for folder in (".", "how-to", "explanation", "cases", "adr")
    for page in (DOCS / folder).glob("*.md")
)
PAGES = (
    "index",
    "start",
    "search",
    "how-to/tables",
    "reference/command-line",
    "atlas/schemes/ni-pol-1999",
)
FEW = """
from pathlib import Path

import beurteilung
import {name}_of_all as whole
from {name}_of_all import *


def generate(docs: Path) -> None:
    {generate}


def offline(docs: Path) -> None: ...
def reports(docs: Path) -> None: ...
"""
ONE = {
    "built": "(docs / 'reference' / 'command-line.md').write_text(whole.command_line(), 'utf-8')",
    "generate": """page = whole.scheme(beurteilung.guideline("ni-pol-1999"))
    (docs / "atlas/schemes/ni-pol-1999.md").write_text(page, "utf-8")""",
}
"""The page that each of the two modules makes here, instead of all of its pages."""


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    source = tmp_path_factory.mktemp("docs")
    for folder in ("_static", "_templates"):
        shutil.copytree(DOCS / folder, source / folder)
    for name in ("conf.py", *WRITTEN):
        (source / name).parent.mkdir(exist_ok=True)
        shutil.copy(DOCS / name, source / name)
    for name, page in ONE.items():
        shutil.copy(DOCS / f"{name}.py", source / f"{name}_of_all.py")
        (source / f"{name}.py").write_text(FEW.format(name=name, generate=page), encoding="utf-8")
    (source / "reference").mkdir()
    (source / "atlas" / "schemes").mkdir(parents=True)
    target = source / "_build"
    command = [sys.executable, "-m", "sphinx", "-Q", "-b", "html", str(source), str(target)]
    subprocess.run(command, check=True)  # noqa: S603 - the command is our own
    return target


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_and_nothing_is_too_wide(browser, site, name, scheme, width) -> None:
    opened = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened.goto((site / f"{name}.html").as_uri())
    found = Axe().run(opened)
    wide = opened.evaluate("document.documentElement.scrollWidth")
    letters = opened.evaluate(
        """[...document.querySelectorAll('svg text')].map(text =>
            parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
    )
    opened.close()
    assert found.violations_count == 0, found.generate_report()
    assert wide <= width, "what is too wide scrolls in its place"
    assert min(letters, default=10) >= 9.99, "letters of pictures can be read"


def test_axe_finds_nothing_on_any_written_page_and_none_is_too_wide(browser, site) -> None:
    phone = browser.new_page(viewport={"width": 390, "height": 900}, color_scheme="light")
    faults = {}
    for name in WRITTEN:
        phone.goto((site / name).with_suffix(".html").as_uri())
        if (wide := phone.evaluate("document.documentElement.scrollWidth")) > 390:
            faults[name] = f"{wide} wide"
        elif not name.startswith(("adr/", "cases/")):  # plain text, many pages of one kind
            found = Axe().run(phone)
            if found.violations_count:
                faults[name] = found.generate_report()
    phone.close()
    assert not faults
