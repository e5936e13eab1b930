"""A scheme is found by the words that somebody knows, however they are spelt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from beurteilung import check, example, guidelines, read_case
from beurteilung._base.errors import UnknownIdError
from beurteilung.cli import main
from beurteilung.law.index import entries
from beurteilung.law.laender import LAENDER, dienstherr, land_named
from beurteilung.law.search import Found, field_named, search

if TYPE_CHECKING:
    from pathlib import Path


def ids(text: str) -> list[str]:
    return [g.id for g in search(entries(), text).guidelines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bayern Polizei", ["by-pol-2018", "by-pol-befoerderung"]),
        ("Poliezi Bayern", ["by-pol-2018", "by-pol-befoerderung"]),
        ("bayerische Lehrer", ["by-lehrer-2011"]),
        ("Zoll", ["zoll-brzv-2010", "zoll-note-2023"]),
        ("Zollverwaltung", ["zoll-brzv-2010", "zoll-note-2023"]),
        ("Lehrer NRW", ["nrw-lehrer"]),
        ("Nordrhein-Westfahlen Polizei", ["nrw-pol"]),
        ("Feuerwehr Hamburg", ["hh-fw-2026"]),
        ("Telekom", ["telekom-2013"]),
        ("MV Polizei", ["mv-pol-2002"]),
        ("RLP Finanzamt", ["rp-steuer"]),
        ("Thuringen", ["th-beurtvo-2020", "th-lbvo"]),
        ("Sachsen Anhalt Polizei", ["st-pol-2011", "st-pol-alt"]),
        ("Lehrkräfte in Sachsen", ["sn-lehrer", "sn-schuldienst-2021"]),
        ("Oesterreich", ["at-bdg"]),
        ("Schweiz", ["ch-bpv"]),
        ("Soldaten", ["bundeswehr-slv-2002", "bundeswehr-slv-2021"]),
        ("Abitur", ["oberstufe-15"]),
        ("Saarl. Polizei", ["sl-pol"]),
    ],
)
def test_words_that_people_know_name_the_guidelines(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_a_year_names_the_editions_that_governed_in_it() -> None:
    assert ids("Polizei Niedersachsen 2010") == ["ni-pol-2008"]
    assert ids("Polizei Niedersachsen 1999") == ["ni-pol-1999", "ni-pol-1996"]


def test_the_land_counts_for_more_than_a_field_that_it_has_no_guideline_of() -> None:
    found = search(entries(), "Feuerwehr Bayern")
    assert {g.land for g in found.guidelines} == {"Bayern"}
    assert found.without == ("feuerwehr",)
    assert found.guidelines[0].fields == ("allgemein",)


@pytest.mark.parametrize("text", ["xyzzy", "", "Beurteilung der Beamten"])
def test_words_that_name_nothing_find_nothing(text: str) -> None:
    assert search(entries(), text) == Found(())


def test_every_shipped_guideline_is_found_by_its_land_and_field() -> None:
    asked: dict[str, set[str]] = {}
    for g in guidelines():
        for field in g.document.fach:
            asked.setdefault(f"{g.document.land} {field}", set()).add(g.id)
    assert {
        text: those - set(ids(text)) for text, those in asked.items() if those - set(ids(text))
    } == {}


def test_every_land_that_ships_has_other_words() -> None:
    assert {g.document.land for g in guidelines()} - {""} <= {*LAENDER, "Länder"}


def test_a_land_and_a_field_are_named_by_abbreviations_too() -> None:
    assert land_named("NRW", LAENDER) == "Nordrhein-Westfalen"
    assert land_named("baden wuerttemberg", LAENDER) == "Baden-Württemberg"
    assert land_named("Atlantis", LAENDER) is None


@pytest.mark.parametrize("text", ["Freistaat Sachsen", "sachsen", "SN", "Land Sachsen"])
def test_a_land_is_known_by_its_style(text: str) -> None:
    assert land_named(text, LAENDER) == "Sachsen"


@pytest.mark.parametrize("text", ["Freistaat", "Land", "", "Rheinland", "Sachsen und Bayern"])
def test_a_style_alone_or_part_of_a_name_is_no_land(text: str) -> None:
    assert land_named(text, LAENDER) is None


@pytest.mark.parametrize("text", ["Preußen", "Schlesien", "Pommern", "Deutsche Post"])
def test_what_is_no_land_is_no_slip_of_one(text: str) -> None:
    with pytest.raises(UnknownIdError, match="unknown Dienstherr") as refused:
        dienstherr(text)
    assert "did you mean" not in str(refused.value)


def test_a_case_is_of_the_land_that_it_names(tmp_path: Path) -> None:
    text = example("vg-stade").read_text(encoding="utf-8")
    file = tmp_path / "fall.toml"
    file.write_text(text.replace('land = "Niedersachsen"', 'land = "Land Nds"'), encoding="utf-8")
    assert read_case(file).land == "Niedersachsen"
    assert len(check(file).findings) == 18


def test_a_field_is_named_by_other_words() -> None:
    assert (field_named("Lehrer"), field_named("Polizei"), field_named("Fußball")) == (
        "schule",
        "polizei",
        None,
    )


class TestTheCommandLine:
    """Whoever knows words and no id finds guidelines and scales by them."""

    @pytest.mark.parametrize(
        "words", [["Bayern Polizei"], ["polizei", "bayern"], ["--land", "BY", "--fach", "Polizei"]]
    )
    def test_words_list_the_guidelines(
        self, capsys: pytest.CaptureFixture[str], words: list[str]
    ) -> None:
        assert main(["guidelines", *words]) == 0
        rows = capsys.readouterr().out.splitlines()[1:]
        assert [row.split()[0] for row in rows] == ["by-pol-2018", "by-pol-befoerderung"]

    def test_words_list_the_scales(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["scales", "Telekom"]) == 0
        assert "telekom-2013" in capsys.readouterr().out

    def test_what_comes_nearest_says_what_it_lacks(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["guidelines", "Feuerwehr Bayern"]) == 0
        shown = capsys.readouterr()
        assert "gezeigt wird, was ohne „feuerwehr“ gefunden ist" in shown.err
        assert "by-llbg" in shown.out

    def test_a_guideline_without_a_scale_is_named(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["scales", "Arbeitsagentur"]) == 2
        assert "bekannt ist dazu ba-hega-2008" in capsys.readouterr().err

    @pytest.mark.parametrize("word", ["ni-pol-1998", "xyzzy"])
    def test_an_id_with_a_slip_and_an_unknown_word_are_errors(
        self, capsys: pytest.CaptureFixture[str], word: str
    ) -> None:
        assert main(["guidelines", word, "--lang", "en"]) == 2
        assert f"no guideline {word!r} is known" in capsys.readouterr().err

    @pytest.mark.parametrize(("land", "meant"), [("Berlin", []), ("Bayen", ["Bayern"])])
    def test_a_land_of_which_nothing_is_known_is_no_slip_of_another(
        self, capsys: pytest.CaptureFixture[str], land: str, meant: list[str]
    ) -> None:
        assert main(["scales", "Polizei", "--land", land]) == 2
        assert re.findall("gemeint ist wohl „(.*?)“", capsys.readouterr().err) == meant

    def test_a_land_with_a_hyphen_is_no_slip(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["guidelines", "sachsen-anhalt"]) == 0
        assert "st-pol-2011" in capsys.readouterr().out
