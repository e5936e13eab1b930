"""The page without Python in a real browser: clicked through, and every figure against the library.

`nox -s browser` runs this file.
"""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest
from axe_playwright_python.sync_playwright import Axe

from beurteilung import compare, scale
from beurteilung.model.offices import EVENT_KINDS, event
from beurteilung.render.offline import offline_page
from beurteilung.render.parts import figures as shown_figures
from beurteilung.render.text import paragraph

CHOICES = [
    kinds for number in range(3) for kinds in combinations_with_replacement(EVENT_KINDS, number)
]
EVERY = """
([from, to, event1, event2, lang]) => data.scales[from].grades.flatMap(([before]) =>
  data.scales[to].grades.map(([after]) => {
    const found = answer({from, to, before, after, event1, event2});
    return found.figures;
  }))
"""
ONE = "s => answer(s)"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    made = tmp_path_factory.mktemp("offline") / "page.html"
    made.write_text(offline_page(), encoding="utf-8")
    assert made.stat().st_size <= 1_000_000
    return made


@pytest.fixture
def opened(browser, file):
    faults: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text))
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready]")
    yield page
    assert faults == []
    page.close()


def figures(page):
    return page.eval_on_selector_all("#figures td", "all => all.map(one => one.textContent)")


class TestByHand:
    def test_it_opens_with_the_seed_case(self, opened) -> None:
        assert opened.inner_text("#figures").splitlines()[0].split("\t") == [
            "Nominal (den Ziffern nach)",
            "−2",
        ]
        assert figures(opened) == ["−2", "−1", "−1", "−1", "0"]
        assert "VG Stade" in opened.inner_text("#text")

    def test_choosing_and_sharing(self, opened, browser) -> None:
        opened.select_option("#event1", "")
        assert figures(opened) == ["−2", "−1", "−1", "0", "−1"]
        opened.select_option("#after", "2")
        opened.click("#lang")
        assert "open" in opened.inner_text("#verdict")
        shared = browser.new_page()
        shared.goto(opened.url)
        shared.wait_for_selector("body[data-ready]")
        assert shared.inner_text("main") == opened.inner_text("main")
        shared.close()

    def test_a_new_scale_brings_its_own_partners(self, opened) -> None:
        opened.select_option("#land", "Berlin")
        opened.select_option("#from", "be-lfbg")
        assert opened.eval_on_selector_all("#to option", "all => all.map(o => o.value)") == [
            "be-lfbg"
        ]

    def test_the_keyboard_is_enough(self, opened) -> None:
        opened.focus("#from")
        for _ in range(3):
            opened.keyboard.press("Tab")
        assert opened.evaluate("document.activeElement.id") == "after"
        opened.keyboard.press("ArrowDown")
        assert opened.input_value("#after") == "2"

    def test_copying_says_what_it_did(self, opened) -> None:
        opened.click("#copy")
        opened.wait_for_selector("#state:not(:empty)", state="attached")
        assert opened.inner_text("#state") in {"kopiert", "markiert; Strg+C kopiert"}

    def test_an_old_browser_is_told_so(self, browser, file) -> None:
        page = browser.new_page()
        page.add_init_script("delete window.DecompressionStream")
        page.goto(file.as_uri())
        page.wait_for_selector("#asked:not(:empty)", state="attached")
        assert "nehmen Sie einen neueren" in page.inner_text("#asked")
        assert page.inner_text("h1") == "Zwei Noten vergleichen"
        page.close()

    def test_the_title_speaks_the_language_of_the_page(self, opened) -> None:
        assert opened.title() == "beurteilung: Zwei Noten vergleichen"
        opened.click("#lang")
        assert opened.title() == "beurteilung: Compare two grades"
        assert opened.evaluate("document.documentElement.lang") == "en"

    def test_paper_has_the_answer_only(self, opened) -> None:
        opened.emulate_media(media="print")
        assert not opened.is_visible("form")
        assert opened.is_visible("#text")

    @pytest.mark.parametrize("hostile", ["#from=x&before=%3Cb%3E", "#lang=%3Cscript%3E", "#%"])
    def test_a_strange_address_is_harmless(self, browser, file, hostile) -> None:
        page = browser.new_page()
        page.goto(file.as_uri() + hostile)
        page.wait_for_selector("body[data-ready]")
        assert page.query_selector("main b, main script") is None
        assert len(figures(page)) == 5
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(browser, file, scheme, width) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready]")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_every_figure_and_many_texts_are_those_of_the_library(opened) -> None:
    for turn, pair in enumerate(opened.evaluate("Object.keys(data.pairs)")):
        a, b = (scale(name) for name in pair.split(" "))
        # Each pair meets a few choices of events; together they meet all.
        for number, kinds in enumerate(CHOICES[turn % 24 :: 24]):
            first, second = (*kinds, "", "")[:2]
            lang = ("de", "en")[number % 2]
            opened.evaluate("wanted => { lang = wanted; }", lang)
            shown = opened.evaluate(EVERY, [a.id, b.id, first, second, lang])
            changes = [compare(x, y, events=[event(kind) for kind in kinds]) for x in a for y in b]
            expected = [
                [text for _, text in shown_figures(c, lang)]
                for c in changes
            ]  # fmt: skip
            assert shown == expected, (pair, kinds)
            one = changes[(number * 7) % len(changes)]
            asked = {"from": a.id, "to": b.id, "before": one.before.code, "after": one.after.code,
                     "event1": second, "event2": first}  # fmt: skip
            assert " ".join(opened.evaluate(ONE, asked)["reasons"]) == paragraph(
                one.finding, lang
            ), asked
