"""The page that checks whole cases, in a real browser and from a server that only hands out files.

`nox -s web` builds the folder, names it in ``BEURTEILUNG_WEB`` and runs this file.
"""

from __future__ import annotations

import json
import os
import threading
import time
from contextlib import redirect_stdout
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from beurteilung import example, examples
from beurteilung.cli import main

FOLDER = Path(os.environ["BEURTEILUNG_WEB"])
SEED = "vg-stade-3-a-401-02"
CASES = [name for name in examples() if example(name).suffix == ".toml"]
HOSTILE = "\"><img src=x onerror=alert(1)><script>alert(2)</script>'\\\u202e{{7*7}}\ud83d\ude00"
SLOW = 120_000  # milliseconds; a busy machine takes its time
GUIDELINE = Path(__file__).parent.parent.parent / "src" / "beurteilung" / "data" / "vorlage.toml"
REPORT = "() => import(new URL('app.js', location).href).then((page) => page.answered())"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(FOLDER)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def loaded(browser, address):
    """One page for all tests; every fault that the browser sees is a fault of the page."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(SLOW)
    page.faults, page.asked = [], []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda line: page.faults.append(f"{line.text} {line.location}"))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(address)
    page.wait_for_selector("body[data-ready]")
    yield page
    context.close()


@pytest.fixture
def page(loaded):
    loaded.set_viewport_size({"width": 1440, "height": 900})
    loaded.emulate_media(color_scheme="light", media="screen")
    if loaded.evaluate("document.documentElement.lang") == "en":
        loaded.click("#language")
    yield loaded
    assert loaded.faults == []


def go(page, view: str) -> None:
    page.evaluate("view => { location.hash = view; }", view)
    page.wait_for_selector(f"#{view}:not([hidden])")


def until(page, script: str) -> None:
    """Wait until the script is true; Playwright's own way would need `eval`, which the policy forbids."""
    end = time.monotonic() + SLOW / 1000
    while not page.evaluate(script):
        assert time.monotonic() < end, script
        page.wait_for_timeout(30)


def settled(page):
    """Wait until the last answer is that on the form as it stands; return it."""
    return page.evaluate(REPORT)


def open_example(page, name: str):
    go(page, "fall")
    page.select_option("#example", name)
    if page.is_visible("#ask"):
        page.click("#askYes")
    until(page, "document.getElementById('example').value === ''")
    return settled(page)


def command(*words: str) -> str:
    said = StringIO()
    with redirect_stdout(said):
        main(words)
    return said.getvalue()


class TestAnswers:
    @pytest.mark.parametrize("name", CASES)
    def test_every_example_is_answered_as_on_the_command_line(self, page, name) -> None:
        found = open_example(page, name)
        assert found["json"] + "\n" == command(
            "check", str(example(name)), "--format=json", "--lang=de"
        )
        assert found["html"] == command("check", str(example(name)), "--format=html", "--lang=de")

    def test_two_grades(self, page) -> None:
        go(page, "noten")
        page.wait_for_selector("#gradesAnswer dl.figures")
        values = page.eval_on_selector_all(
            "#gradesAnswer dl.figures dd", "a => a.map(e => e.textContent)"
        )
        assert values[:5] == ["−2", "−1", "−1", "−1", "0"]
        assert page.query_selector("#gradesAnswer svg")

    def test_the_lists_tell_editions_apart(self, page) -> None:
        """A closed list shows some twenty letters of a name; below stands the whole of it."""
        go(page, "noten")
        chosen = "#{} .field:nth-of-type(3) option:checked"
        before, after = (page.inner_text(chosen.format(side)) for side in ("before", "after"))
        assert before == "(BRLPol) vom 04.01.1996"
        assert after == "(BRLPol) vom 29.12.1999: Wertungsstufen der BRLPol 1999"
        assert page.inner_text("#before .grade > p") == (
            "Beurteilungsrichtlinien für den Polizeivollzugsdienst (BRLPol) vom 04.01.1996: "
            "5 – übertrifft erheblich die Anforderungen"
        )
        go(page, "richtlinien")
        page.select_option("#chooser select", "Bund")  # one edition: nothing to tell apart
        assert page.inner_text("#chooser .field:nth-of-type(3) option:checked")

    def test_the_form_follows_the_schema(self, page) -> None:
        """Every entry of the format can be added, and each table shows what it may hold."""
        go(page, "fall")
        shown = page.eval_on_selector_all("#case code", "all => all.map(e => e.textContent)")
        offered = page.evaluate("document.querySelectorAll('.offers button').length")
        start = json.loads((FOLDER / "start.json").read_text(encoding="utf-8"))
        schema = start["schemas"]["de"]["properties"]
        open_example(page, SEED)
        there = page.eval_on_selector_all(".part-head code", "all => all.map(e => e.textContent)")
        plain = page.eval_on_selector_all(
            "#case > .part:nth-of-type(1) .field > code", "a => a.map(e => e.textContent)"
        )
        offered = page.evaluate("document.querySelectorAll('.offers button').length")
        assert shown
        assert {*there, *plain} <= {*schema}
        assert len({*there, *plain}) + offered == len(schema)

    def test_an_entry_that_is_added_and_left_blank_says_nothing(self, page) -> None:
        before = open_example(page, SEED)
        for n in range(page.evaluate("document.querySelectorAll('.offers button').length")):
            page.evaluate("() => document.querySelector('.offers button').click()")
            assert n >= 0
        assert page.query_selector(".offers") is None
        assert settled(page)["json"] == before["json"]

    def test_what_is_typed_changes_the_answer(self, page) -> None:
        open_example(page, SEED)
        page.fill("[data-at='[\"kenntnisstand\"]'] input", "1.1.2001")
        assert json.loads(settled(page)["json"])["case"]["kenntnisstand"] == "2001-01-01"
        page.fill("[data-at='[\"kenntnisstand\"]'] input", "31.02.2001")
        assert [p["at"] for p in settled(page)["problems"]] == [["kenntnisstand"]]
        fault = page.inner_text("[data-at='[\"kenntnisstand\"]'] .fault")
        assert "2001-02-31" in fault
        assert page.get_attribute("[data-at='[\"kenntnisstand\"]'] input", "aria-invalid") == "true"

    def test_faults_stand_beside_their_entries_in_both_languages(self, page) -> None:
        open_example(page, SEED)
        page.fill('[data-at=\'["vergleichsgruppe","groesse"]\'] input', "viele")
        settled(page)
        assert "ganze Zahl" in page.inner_text(
            '[data-at=\'["vergleichsgruppe","groesse"]\'] .fault'
        )
        page.click("#language")
        settled(page)
        assert "a whole number" in page.inner_text(
            '[data-at=\'["vergleichsgruppe","groesse"]\'] .fault'
        )
        assert page.inner_text("#fall h1") == "Check a case"

    def test_an_open_point_leads_to_its_entry(self, page) -> None:
        open_example(page, SEED)
        go(page, "bericht")
        page.locator("#report .settle button").first.click()
        assert page.is_visible("#fall")
        assert "abordnung" in page.evaluate(
            "document.activeElement.closest('[data-at]').dataset.at"
        )

    def test_each_finding_has_its_question(self, page) -> None:
        found = open_example(page, SEED)
        go(page, "bericht")
        for number in range(1, len(json.loads(found["json"])["findings"]) + 1):
            assert page.inner_text(f"#befund-{number} .question"), number
        assert page.inner_text("#report .overview").count("verletzt") == 2


class TestFiles:
    def test_a_case_is_saved_and_opened_again(self, page, tmp_path) -> None:
        before = open_example(page, SEED)
        with page.expect_download() as saved:
            page.click("#saveCase")
        file = tmp_path / "fall.toml"
        saved.value.save_as(file)
        assert saved.value.suggested_filename == f"{SEED}.toml"
        assert command("check", str(file), "--format=json", "--lang=de") == before["json"] + "\n"
        page.set_input_files("#caseFile", str(file))
        until(page, "document.getElementById('caseSaid').textContent.includes('fall.toml')")
        assert settled(page)["json"] == before["json"]

    def test_a_report_is_saved_as_the_command_line_writes_it(self, page, tmp_path) -> None:
        open_example(page, SEED)
        go(page, "bericht")
        with page.expect_download() as saved:
            page.click("#saveReport")
        saved.value.save_as(tmp_path / "r.html")
        expected = command("check", str(example(SEED)), "--format=html", "--lang=de")
        assert (tmp_path / "r.html").read_text(encoding="utf-8") == expected

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xff\xfe",
            b"id = ",
            b"[[a]]\n" * 200_001,
            b"a." * 3000 + b"b = 1",
            b"id = 2000-02-31",
        ],
        ids=["empty", "no-text", "no-toml", "large", "deep", "no-day"],
    )
    def test_what_is_no_case_is_refused_and_keeps_what_was_there(
        self, page, tmp_path, content
    ) -> None:
        before = open_example(page, SEED)
        file = tmp_path / "x.toml"
        file.write_bytes(content)
        page.evaluate("() => document.getElementById('caseSaid').replaceChildren()")
        page.set_input_files("#caseFile", str(file))
        until(page, "document.getElementById('caseSaid').textContent.includes('x.toml')")
        assert settled(page)["json"] == before["json"]

    def test_a_case_with_faults_is_opened_all_the_same(self, page, tmp_path) -> None:
        open_example(page, SEED)
        file = tmp_path / "y.toml"
        text = (
            'id = "y"\nfalsch = 3\nbeurteilung = "keine"\namt = [{ besoldungsgruppe = "A 9" }, 4]\n'
        )
        file.write_text(text, encoding="utf-8")
        page.set_input_files("#caseFile", str(file))
        until(page, "document.getElementById('caseSaid').textContent.includes('y.toml')")
        found = settled(page)
        assert {tuple(p["at"][:1]) for p in found["problems"]} >= {("beurteilung",), ("amt",)}
        page.click("[data-at='[\"falsch\"]'] button")
        assert not any("falsch" in p["text"] for p in settled(page)["problems"])

    def test_an_own_guideline(self, page, tmp_path) -> None:
        go(page, "richtlinien")
        page.set_input_files("#guidelineFile", str(GUIDELINE))
        page.wait_for_selector("#ownAnswer .good")
        assert "Beispielbehörde" in page.inner_text("#guideline")
        bad = tmp_path / "bad.toml"
        bad.write_text(
            GUIDELINE.read_text(encoding="utf-8").replace("prozent = 15", 'prozent = "x"')
        )
        page.set_input_files("#guidelineFile", str(bad))
        page.wait_for_selector("#ownAnswer .fault")
        assert "prozent" in page.inner_text("#ownAnswer .fault")
        go(page, "noten")
        assert page.query_selector("#after option[value='ni-pol']")

    def test_unsaved_input_is_not_lost_without_a_question(self, page) -> None:
        open_example(page, SEED)
        page.fill("[data-at='[\"titel\"]'] input", "Neuer Titel")
        page.click("#newCase")
        page.click("#askNo")
        assert page.input_value("[data-at='[\"titel\"]'] input") == "Neuer Titel"
        seen = []
        page.once("dialog", lambda one: (seen.append(one.type), one.dismiss()))
        page.evaluate("() => { location.reload(); }")
        page.wait_for_timeout(500)
        assert seen == ["beforeunload"]
        assert page.input_value("[data-at='[\"titel\"]'] input") == "Neuer Titel"
        settled(page)


class TestSafety:
    def test_hostile_text_in_every_field(self, page) -> None:
        """It stays text: in the form, the faults, the report, and the files that are saved."""
        open_example(page, SEED)
        for n in range(
            page.locator("#case input:not([type=radio]):not([type=search]), #case textarea").count()
        ):
            field = page.locator(
                "#case input:not([type=radio]):not([type=search]), #case textarea"
            ).nth(n)
            kept = field.input_value()
            field.evaluate(
                "(e, text) => { e.value = text; e.dispatchEvent(new Event('input')); }", HOSTILE
            )
            found = settled(page)
            assert "json" in found or found["problems"], n
            assert page.query_selector("main img, main script") is None
            if "json" in found:
                go(page, "bericht")
                assert page.query_selector("main img, main script") is None
                go(page, "fall")
            field.evaluate(
                "(e, text) => { e.value = text; e.dispatchEvent(new Event('input')); }", kept
            )
        assert "json" in settled(page)

    def test_nothing_is_fetched_from_elsewhere_or_can_be(self, page, address) -> None:
        assert all(url.startswith((address, f"blob:{address}")) for url in page.asked)
        worker = page.workers[0]
        for script in (
            "fetch('https://example.org/')",
            "import('https://example.org/x.js')",
            f"fetch('{address[:-1]}1/')",
        ):
            blocked = worker.evaluate(f"() => {script}.then(() => 'went out', () => 'blocked')")
            assert blocked == "blocked", script
        policy = page.get_attribute('meta[http-equiv="Content-Security-Policy"]', "content")
        assert policy.startswith("default-src 'none'")
        assert "unsafe-inline" not in policy
        page.faults.clear()  # the browser's reports of what it has blocked just now

    def test_nothing_is_stored(self, page) -> None:
        stored = page.evaluate(
            "async () => [localStorage.length, sessionStorage.length, document.cookie,"
            " (await indexedDB.databases()).length, (await caches.keys()).length]"
        )
        assert stored == [0, 0, "", 0, 0]

    def test_without_a_network_after_loading(self, page, address) -> None:
        before = len(page.asked)
        page.context.set_offline(True)
        try:
            found = open_example(page, "vg-koblenz-telekom")
            assert "json" in found
            go(page, "richtlinien")
            page.select_option("#chooser select", "Bayern")
            until(page, "document.querySelector('#guideline h2')?.textContent")
        finally:
            page.context.set_offline(False)
        icon = f"{address}icon.svg"  # of the tab: the browser asks for it again when it likes
        assert {*page.asked[before:]} <= {icon}
        page.faults[:] = [one for one in page.faults if icon not in one]

    def test_licences_are_listed(self, page) -> None:
        go(page, "seite")
        text = page.inner_text("#licences")
        assert all(
            name in text for name in ("Pyodide", "MPL-2.0", "CPython", "PSF-2.0", "attrs", "MIT")
        )

    def test_the_two_pages_lead_to_each_other(self, browser, address) -> None:
        page = browser.new_page()
        page.goto(f"{address}offline.html")
        page.wait_for_selector("body[data-ready]")
        page.click("a[href='index.html']")
        page.wait_for_selector("#offline")
        page.click("#offline")
        page.wait_for_selector("#figures td")
        page.close()


class TestForEveryone:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [1440, 390])
    @pytest.mark.parametrize("view", ["noten", "fall", "bericht", "richtlinien", "seite"])
    def test_axe_finds_nothing(self, page, view, scheme, width) -> None:
        if not page.query_selector("#report .paper"):
            open_example(page, SEED)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        go(page, view)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_the_keyboard_is_enough(self, page) -> None:
        """From the first key to a report, with Tab, Enter, Space and arrows only."""
        open_example(page, SEED)
        page.evaluate("() => { location.hash = 'noten'; }")
        page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
        page.focus(".skip")
        reach(page, "nav a[href='#fall']")
        page.keyboard.press("Enter")
        page.wait_for_selector("#fall:not([hidden])")
        reach(page, "#newCase")
        page.keyboard.press("Enter")
        settled(page)
        reach(page, "[data-at='[\"titel\"]'] input")
        page.keyboard.type("Nur mit der Tastatur")
        reach(page, "[data-at='[\"land\"]'] input")
        page.keyboard.type("Bund")
        reach(page, '[data-at=\'["beurteilung",1,"fassung",0,"note"]\'] button')
        page.keyboard.press("Space")
        page.keyboard.type("ni-pol-1999:3")
        settled(page)
        assert page.input_value("[data-at='[\"titel\"]'] input") == "Nur mit der Tastatur"

    def test_paper_has_the_report_only(self, page) -> None:
        open_example(page, SEED)
        go(page, "bericht")
        page.emulate_media(media="print")
        assert not page.is_visible("header.top")
        assert not page.is_visible("#report .overview")
        assert page.is_visible("#report .paper")


def reach(page, selector: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(150):
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} is not reached with the Tab key")
