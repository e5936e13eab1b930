"""The PDF: for the archive and for everybody, the same bytes each time, and nothing in the text starts.

`nox -s pdf` puts the files to an open checker of accessibility as well.
"""

from __future__ import annotations

import builtins
import io
import re
from datetime import date, datetime

import pypdf
import pytest
from attrs import evolve
from blank import bare
from hypothesis import given
from hypothesis import strategies as st
from papers import CASE, CASES, REPORT, squeezed, statements

from beurteilung.cases.report import Head, check
from beurteilung.errors import DataError, MissingExtraError
from beurteilung.model.sources import Citation, Evidence, Source
from beurteilung.render import pdf
from beurteilung.render.document import report_document
from beurteilung.render.pdf import printable

HOSTILE = (
    '<script>alert(1)</script> #strong[x] *y* _z_ $x$ `c` @ref <lab> //c /*d*/ \\ #panic("x") '
    "שלום مرحبا 日本 \u202e abc \x07 \U0001f389 " + "W" * 300
)


BARE = bare()
"""A case of one page: the seed case takes the typesetter six times as long."""


def opened(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def text_of(made: bytes) -> str:
    """Return the text without spaces and without what stands at the foot of each page."""
    pages = [page.extract_text() for page in opened(made).pages]
    foot = r"\n[^\n]*(Seite|Page) \d+ (von|of) \d+\s*$"
    return squeezed("".join(re.sub(foot, "", page) for page in pages))


def elements(node, kind):
    """Yield the structure elements of a kind: what a screen reader is told."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from elements(one, kind)
    elif isinstance(node, dict):
        if node.get("/S") == kind:
            yield node
        yield from elements(node["/K"], kind) if "/K" in node else ()


@pytest.fixture(scope="module", params=["de", "en"])
def made(request):
    return request.param, REPORT.render("pdf", request.param)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_every_statement_stands_in_its_section(path, lang) -> None:
    report = check(path)
    text, at = text_of(report.render("pdf", lang)), 0
    for title, *told in statements(report_document(report, lang, Head())):
        at = text.index(squeezed(printable(title)), at)
        for one in told:
            assert squeezed(printable(one)) in text[at:], (title, one)


class TestTheStandards:
    """PDF/A-2a and PDF/UA-1, as far as the file itself shows them."""

    def test_it_claims_both(self, made) -> None:
        _, raw = made
        told = opened(raw).xmp_metadata
        assert told is not None
        assert (told.pdfaid_part, told.pdfaid_conformance) == ("2", "A")
        assert b"<pdfuaid:part>1</pdfuaid:part>" in raw

    def test_it_tells_title_language_and_day(self, made) -> None:
        lang, raw = made
        reader = opened(raw)
        assert reader.metadata.title == CASE.titel
        assert reader.metadata.creation_date.date() == datetime.now().astimezone().date()
        root = reader.root_object
        assert root["/Lang"] == lang
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert root["/MarkInfo"]["/Marked"]

    def test_it_needs_nothing_from_outside(self, made) -> None:
        reader = opened(made[1])
        assert reader.root_object["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
        assert "/OpenAction" not in reader.root_object
        assert "/Names" not in reader.root_object
        for page in reader.pages:
            for font in page["/Resources"]["/Font"].values():
                below = font["/DescendantFonts"][0]["/FontDescriptor"]
                assert {"/FontFile2", "/FontFile3"} & below.keys(), "every font is embedded"
                assert "/ToUnicode" in font, "every letter can be read out"

    def test_headings_tables_and_pictures_are_told_as_such(self, made) -> None:
        lang, raw = made
        tree = opened(raw).root_object["/StructTreeRoot"]["/K"]
        sections = report_document(REPORT, lang, Head()).sections
        assert len(list(elements(tree, "/H1"))) == 1
        assert len(list(elements(tree, "/H2"))) == len(sections)
        blocks = [block for section in sections for block in section.blocks]
        headings = [block for block in blocks if getattr(block, "heading", "")]
        assert len(list(elements(tree, "/H3"))) == len(headings)
        assert len(list(elements(tree, "/TH"))) == 6
        figures = list(elements(tree, "/Figure"))
        assert len(figures) == 2
        assert all(len(figure["/Alt"]) > 100 for figure in figures)

    def test_addresses_are_links(self, made) -> None:
        notes = [
            note.get_object() for page in opened(made[1]).pages for note in page.get("/Annots", ())
        ]
        shown = {note["/A"]["/URI"] for note in notes}
        assert shown == {c.source.url for c in REPORT.sources if c.source.url}
        assert all(note["/Subtype"] == "/Link" for note in notes)


class TestItsDay:
    """The file bears today's date, unless a build fixes one so that it can be repeated."""

    def test_a_fixed_day_gives_the_same_bytes(self, monkeypatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1048118400")
        raw = REPORT.render("pdf")
        assert check(CASE).render("pdf") == raw
        assert opened(raw).metadata.creation_date.date() == date(2003, 3, 20)

    @pytest.mark.parametrize("given", ["", "gestern", "9" * 40])
    def test_a_day_that_is_none_is_refused(self, monkeypatch, given) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
        with pytest.raises(DataError, match="expected seconds since 1970"):
            REPORT.render("pdf")


class TestHostileText:
    case = evolve(
        CASE,
        id=HOSTILE,
        titel=HOSTILE,
        anmerkung=(HOSTILE, "= x", "- y", "1. z", ""),
        amt=tuple(evolve(one, bezeichnung=HOSTILE) for one in CASE.amt),
        abordnung=(evolve(CASE.abordnung[0], bezeichnung=HOSTILE),),
    )

    def test_it_is_printed_and_nothing_more(self) -> None:
        raw = check(self.case).render("pdf")
        assert squeezed(printable(HOSTILE)) in text_of(raw)
        assert b"/JavaScript" not in raw
        assert "[U+65E5][U+672C]" in text_of(raw)

    @given(st.text(), st.text())
    def test_any_text_can_be_set(self, title, remark) -> None:
        raw = check(evolve(BARE, titel=title, anmerkung=(remark,))).render("pdf")
        assert raw.startswith(b"%PDF-1.7")

    @pytest.mark.parametrize("rest", ["日本", " a\tb", "W" * 300, '"(<[{\\%#', "\u202e\x07"])
    def test_an_address_too(self, rest) -> None:
        cited = Citation(Source("q", "Quelle", "norm", f"https://{rest}"), Evidence.NORM)
        overall = evolve(REPORT.overall, supporting=(cited,))
        raw = evolve(check(BARE), overall=overall).render("pdf")
        assert squeezed(printable(f"Quelle, https://{rest}")) in text_of(raw)

    def test_a_title_of_nothing_visible_gives_way_to_the_id(self) -> None:
        made = check(evolve(CASE, titel=" \x07\u202e")).render("pdf")
        assert opened(made).metadata.title == CASE.id

    def test_every_character_said_to_be_printable_is(self) -> None:
        """The typesetter refuses a character that its font lacks, so none may be let through."""
        every = [chr(c) for first, last in pdf._FONT for c in range(first, last + 1)]
        shown = [c for c in every if printable(c) == c and not c.isspace()]
        assert len(shown) > 900
        for words in (" ".join(shown), "".join(shown), "".join(reversed(shown))):
            made = check(evolve(BARE, anmerkung=(words,))).render("pdf")
            assert squeezed(printable(words)) in text_of(made)

    def test_what_the_fonts_lack_is_told_by_its_number(self) -> None:
        assert printable("e\u0301 \u65e5 \U0001f389") == "é [U+65E5] [U+1F389]"


def test_without_the_typesetter_the_way_out_is_named(monkeypatch) -> None:
    real = builtins.__import__

    def without(name, *rest):
        if name == "typst":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"pip install '\.\[report\]'"):
        REPORT.render("pdf")


def test_what_cannot_be_typeset_is_said_with_a_way_out(monkeypatch) -> None:
    typst = pdf._typesetter()

    def refuse(*_: object, **__: object) -> bytes:
        raise typst.TypstError("string too long")

    monkeypatch.setattr(typst, "compile", refuse)
    with pytest.raises(
        DataError, match="cannot be typeset: string too long; shorten it, or choose"
    ):
        pdf.document_pdf(report_document(REPORT, "de", Head()))
