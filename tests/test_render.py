"""Reports on paper: nothing lost, nothing that a hostile text could start."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest
from attrs import evolve
from markdown_it import MarkdownIt

from beurteilung import compare, grade, guideline, mapping, scale
from beurteilung._base.text import Text, day, joined, percent, plural
from beurteilung._base.translations import remark
from beurteilung.cases.report import check, read_case
from beurteilung.errors import LanguageError
from beurteilung.model.findings import Finding, Missing, Verdict, first_words
from beurteilung.model.sources import Citation, Evidence, Source
from beurteilung.render.formats import FORMATS
from beurteilung.render.forms import finding_dict, report_dict
from beurteilung.render.html import finding_html, page
from beurteilung.render.markdown import finding_markdown
from beurteilung.render.notebook import picture
from beurteilung.render.text import finding_text, paragraph
from beurteilung.render.wording import cited

ROOT = Path(__file__).parent.parent
CASE = read_case(ROOT / "examples" / "vg-stade-3-a-401-02.toml")
HOSTILE = "<script>alert(1)</script> [x](javascript:1) `c` \u202e abc \x07 " + "W" * 300


class Tags(HTMLParser):
    """Collect the tags of a document, and check that each is closed in order."""

    VOID = frozenset({"meta"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    assert tags.open == []
    return tags


@pytest.mark.parametrize("lang", ["de", "en"])
class TestEveryFormatSaysEverything:
    def test_text(self, lang) -> None:
        report = check(CASE)
        text = " ".join(report.explain(lang).split())
        for finding in report.walk():
            assert finding.message[lang] in text
        for citation in report.sources:
            assert str(citation.source) in text

    def test_html(self, lang) -> None:
        report = check(CASE)
        tags = parsed(report.render("html", lang))
        for finding in report.walk():
            assert finding.message[lang] in tags.text
        assert not {"script", "img", "link", "iframe"} & set(tags.seen)

    def test_markdown(self, lang) -> None:
        report = check(CASE)
        text = report.render("md", lang)
        for number, finding in enumerate(report.findings, 1):
            assert f"\n**{number}.** " in text
            assert f"- **{first_words(finding, lang)}**: " in text

    def test_json(self, lang) -> None:
        plain = json.loads(json.dumps(report_dict(check(CASE))))
        assert [f["message"][lang] for f in plain["findings"]] == [
            f.message[lang] for f in check(CASE).findings
        ]


class TestHowAReportBegins:
    """What is to be filled in is a line, and the result stands by itself above what leads to it."""

    def test_text(self) -> None:
        text = check(CASE).explain("en")
        assert f"\nDate: {'_' * 24}\n" in text
        assert (
            "\nResult\n\n    Unlawful: to be set aside, a new appraisal is required.\n\n"
            "    Violation (No. 14): "
        ) in text

    def test_markdown(self) -> None:
        text = check(CASE).render("md", "en")
        assert "\n- Date: " + r"\_" * 24 + "\n" in text
        assert (
            "\n## Result\n\n**Unlawful: to be set aside, a new appraisal is required.**\n\n"
            "Violation (No. 14): "
        ) in text


def test_a_report_names_the_topics_on_which_nothing_or_not_everything_is_stated() -> None:
    text = check(CASE).explain("en")
    assert (
        "\nNot checked\n\n    Questions on which the case states nothing\n"
        "    - nothing on: Whether the appraisal stands; "
    ) in text
    assert "\n    - not everything on: Occasion, Stichtag, edition; " in text


class TestAnotherLanguageIsRefused:
    """The answer is never in a language that nobody asked for."""

    @pytest.mark.parametrize("lang", ["fr", "EN", "", None, "xx"])
    @pytest.mark.parametrize("write", [
        Finding.explain, first_words, finding_text, finding_markdown, finding_html,
        picture, lambda finding, lang: cited(finding.citations[0], lang),
    ])  # fmt: skip
    def test_of_a_finding(self, write, lang) -> None:
        finding = next(f for f in check(CASE).walk() if f.citations)
        with pytest.raises(LanguageError, match=r"expected the language 'de' or 'en', got"):
            write(finding, lang)

    @pytest.mark.parametrize("lang", ["fr", "EN", "", None])
    @pytest.mark.parametrize("name", FORMATS)
    def test_of_a_report(self, name, lang) -> None:
        if not name.startswith("json"):  # which holds both
            with pytest.raises(LanguageError):
                check(CASE).render(name, lang)

    @pytest.mark.parametrize("thing", [
        grade("ni-pol-1999:4"), scale("ni-pol-1999"), guideline("ni-pol-1999"),
        mapping("ni-pol-1996", "ni-pol-1999"),
        compare(grade("ni-pol-1996:5"), grade("ni-pol-1999:3")),
    ], ids=lambda thing: type(thing).__name__)  # fmt: skip
    def test_of_a_picture(self, thing) -> None:
        with pytest.raises(LanguageError):
            picture(thing, "fr")

    @pytest.mark.parametrize("write", [
        partial(day, date(2000, 9, 1)), partial(percent, Fraction(1, 3)), partial(plural, 2),
        partial(joined, []), partial(page, "t", "b"), partial(remark, "nicht rechtskräftig"),
    ])  # fmt: skip
    def test_of_a_word(self, write) -> None:
        with pytest.raises(LanguageError):
            write("fr")


class TestHostileTextStaysInert:
    report = check(evolve(CASE, titel=HOSTILE, anmerkung=(HOSTILE,)))

    def test_html(self) -> None:
        tags = parsed(self.report.render("html"))
        assert "script" not in tags.seen
        assert "\u202e" not in tags.text
        assert "\x07" not in tags.text
        assert "<script>alert(1)</script>" in tags.text

    @pytest.mark.parametrize(
        "start", ["", "1. ", "- ", "+ ", "=== ", "# ", "> ", "    ", "| ", "&lt;", "* "]
    )
    def test_markdown(self, start) -> None:
        """Whatever a text says, CommonMark sees the same blocks as of a harmless one, and no markup in it."""
        harmless, hostile = (
            tuple(evolve(CASE, titel=text, anmerkung=(text,))
                  for text in ("Harmlos", start + HOSTILE + "&amp; $x$ ~~y~~ ![a](b) <http://c>"))
        )  # fmt: skip
        parser = MarkdownIt("commonmark").enable("table").enable("strikethrough")
        blocks = [parser.parse(check(case).render("md")) for case in (harmless, hostile)]
        shapes = [[token.type for token in tokens] for tokens in blocks]
        assert shapes[0] == shapes[1]
        inside = [child for token in blocks[1] for child in token.children or ()]
        assert {child.type for child in inside} <= {
            "text", "text_special", "strong_open", "strong_close", "em_open", "em_close",
        }  # fmt: skip
        assert "<script>alert(1)</script>" in "".join(child.content for child in inside)

    def test_an_address_is_a_link_on_the_web_only(self) -> None:
        """An address comes from a guideline that somebody wrote."""
        for url, links in (('https://a.b/?c="d', 1), ("javascript:alert(1)", 0), ("", 0)):
            cited = Citation(Source("q", "Quelle", "norm", url), Evidence.NORM)
            overall = evolve(self.report.overall, supporting=(cited,))
            html = evolve(self.report, findings=(), overall=overall).render("html")
            assert parsed(html).seen.count("a") == links
            assert url in parsed(html).text

    def test_text_keeps_long_words_whole(self) -> None:
        assert "W" * 300 in self.report.explain()

    def test_text_sends_a_terminal_nothing_but_letters(self) -> None:
        finding = Finding("x", Verdict.OPEN, Text(HOSTILE, "\x1b[2J\r\n\x9b1m"))
        for text in (self.report.explain(), finding_text(finding, "en"), paragraph(finding)):
            assert all(c.isprintable() for c in text.replace("\n", ""))


class TestParts:
    finding = Finding(
        "probe",
        Verdict.OPEN,
        Text("Offen.", "Open."),
        leaning=Verdict.VIOLATED,
        missing=(Missing("datum", Text("das Datum", "the date")),),
        children=(Finding("kind", Verdict.SATISFIED, Text("Ja.", "Yes."), calculated=True),),
    )

    def test_text(self) -> None:
        assert finding_text(self.finding, "en") == (
            "open (leaning violated): Open.\n"
            "    To be supplied: the date\n"
            "    - satisfied: Yes. (own calculation)"
        )
        assert str(self.finding) == self.finding.explain("de")

    def test_paragraph_ends_with_the_conclusion(self) -> None:
        assert paragraph(self.finding, "de") == "Ja. Offen."

    def test_markdown(self) -> None:
        assert finding_markdown(self.finding, "de") == (
            "- **offen (eher verletzt)**: Offen.\n"
            "  - *Nachzutragen*: das Datum\n"
            "  - **erfüllt**: Ja. (eigene Rechnung)"
        )

    def test_html(self) -> None:
        html = finding_html(self.finding)
        assert html.startswith('<details class="open" open><summary>')
        assert '<div class="finding satisfied">' in html

    def test_plain(self) -> None:
        plain = finding_dict(self.finding)
        assert plain["leaning"] == "violated"
        assert plain["evidence"] is None
        assert plain["deviation"] is None

    def test_a_deviation_shows(self) -> None:
        text = Text("anders", "otherwise")
        one = Finding("x", Verdict.SATISFIED, Text("So.", "So."), deviation=text)
        assert first_words(one, "en") == "satisfied (with a deviation)"
        assert finding_dict(one)["deviation"] == {"de": "anders", "en": "otherwise"}
