"""Why a fact of a case was not examined: every key has a question, or a reason that a report names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from blank import KEYS, appraisal, bare

from beurteilung.cases.coverage import keys_of, reasons, why_not_examined
from beurteilung.cases.report import check
from beurteilung.errors import DataError
from beurteilung.model.findings import Verdict
from beurteilung.render.parts import unchecked


class TestReasons:
    def test_every_key_has_a_question_or_a_reason(self) -> None:
        """A question turns on it, or the data say why none does; never both."""
        identify = {
            "id",
            "titel",
            "land",
            "kenntnisstand",
            "rechtsstand",
            "entscheidung",
            "anmerkung",
            "begehren",
            "verfahren",
            "status",
        }
        for name in KEYS:
            if name not in identify and name.rpartition(".")[2] not in {
                "id",
                "bezeichnung",
                "richtlinie",
                "angabe",
            }:
                assert why_not_examined(name).de, name
        asked = {name for names in keys_of().values() for name in names}
        assert not asked & set(reasons())
        assert set(reasons()) <= set(KEYS), "a reason for a key that no case file has"

    def test_the_reason_names_the_question_that_needs_more(self) -> None:
        """What was not asked for want of further facts names the question."""
        why = why_not_examined("auswahl.am")
        assert (
            why.de
            == "erst mit weiteren Angaben zu prüfen: „Stützt sich die Auswahl auf eine eröffnete Beurteilung?“"
        )
        assert why_not_examined("gesamturteil.rundung").en.startswith(
            "to be checked only with further facts: “"
        )
        text = check(bare(auswahl={"am": date(2020, 5, 4), "bewerber": 3})).explain()
        assert (
            "Gegenstand der Auswahl – nur beschreibend; eine Frage hängt daran nicht"
            in " ".join(text.split())
        )

    def test_an_empty_table_names_the_first_question_of_its_topic(self) -> None:
        """An empty table says that its topic is at issue, and no more."""
        assert "Band das Ergebnis einer Konferenz" in why_not_examined("konferenz").de

    def test_a_table_of_which_nothing_is_asked_goes_by_its_name(self) -> None:
        """Its keys would only repeat what the name says: Dienststelle, not its first day there."""
        case = bare(
            dienststelle=[{"bezeichnung": "PI", "von": date(2020, 1, 1), "dienstherr": "Bund"}]
        )
        (text,) = [
            p
            for _, points in unchecked(check(case), "de")
            for p in points
            if "PI" in p or "Wechsel" in p
        ]
        assert text.startswith("Dienststelle – was aus einem Wechsel der Dienststelle folgt")

    def test_absences_are_counted(self) -> None:
        """A suspension without days is named; days not known leave the count open."""
        case = bare(abwesenheit=[{"grund": "dienstenthebung"}, {}, {"anteil": "1/2"}])
        (found,) = check(case).finding("zeitraum.abwesenheit")
        assert found.message.de == (
            "Abwesend: Dienstenthebung und ohne Angabe des Grundes; wie viele Tage des Zeitraums, ist nicht bekannt. "
            "Die Arbeitszeit war um 50 % gemindert: ohne Angabe des Grundes."
        )
        assert check(case).not_examined == ()


class TestWhatBecameOfAnAppraisal:
    """The act, its day, whose it was, and when it was asked for, in one line."""

    def line(self, **act: Any) -> str:
        case = appraisal(
            fassung=[{"angabe": "nicht genannt", "eroeffnet": date(2020, 1, 10)}],
            ueberpruefung=[act],
        )
        return check(case).finding("bestand.aufgehoben")[0].message.de

    @pytest.mark.parametrize(
        ("act", "words"),
        [
            (
                {
                    "durch": "gericht",
                    "ergebnis": "aufgehoben",
                    "am": date(2021, 2, 3),
                    "rechtskraeftig": False,
                },
                "am 03.02.2021 durch ein Gericht aufgehoben (nicht rechtskräftig).",
            ),
            (
                {
                    "durch": "gericht",
                    "ergebnis": "bestaetigt",
                    "am": "2021-02",
                    "aktenzeichen": "1 K 1/20",
                },
                "im Februar 2021 durch ein Gericht bestätigt (Az. 1 K 1/20).",
            ),
            (
                {
                    "durch": "dienstherr",
                    "ergebnis": "bestaetigt",
                    "am": "2021",
                    "grund": "ohne Einwand",
                },
                "im Jahr 2021 durch den Dienstherrn bestätigt. Grund: ohne Einwand.",
            ),
            (
                {
                    "durch": "widerspruchsbescheid",
                    "ergebnis": "anhaengig",
                    "eingelegt": date(2020, 1, 11),
                },
                "der Widerspruch ist anhängig. Eingelegt am 11.01.2020, 1 Tag nach der Eröffnung.",
            ),
            (
                {"ergebnis": "anhaengig", "eingelegt": date(2020, 1, 9)},
                "die Überprüfung ist anhängig. Eingelegt am 09.01.2020.",
            ),
        ],
    )
    def test_an_act(self, act: dict[str, Any], words: str) -> None:
        assert self.line(**act) == f"Zu prüfende Beurteilung: {words}"

    def test_a_judgment_that_is_not_final_annuls_nothing_yet(self) -> None:
        act = {"durch": "gericht", "ergebnis": "aufgehoben", "am": date(2021, 2, 3)}
        later = [appraisal(ueberpruefung=[act | more]) for more in ({}, {"rechtskraeftig": False})]
        stands = [check(one).finding("bestand.aufgehoben")[0].verdict for one in later]
        assert stands == [Verdict.OPEN, Verdict.NOT_APPLICABLE]


class TestWhoAndWhat:
    def test_of_several_appraisers_each_is_named(self) -> None:
        case = bare(beurteiler=[
            {"rolle": "erstbeurteiler", "befangen": False}, {"rolle": "entwurfsverfasser", "befangen": True},
            {"befangen": False},
        ])  # fmt: skip
        said = [f.message.de for f in check(case).finding("beurteiler.befangen")]
        assert said[0].startswith("Erstbeurteiler: Tatsächliche")
        assert said[1].startswith("Verfasser des Entwurfs: Der Beurteiler war")
        assert said[2].startswith("Tatsächliche")

    def test_of_an_employee_it_is_removed_from_the_file(self) -> None:
        case = bare(
            inhalt={"sachfremd": True},
            status="arbeitnehmer",
            verfahren="klage",
            begehren=["keine-aufnahme"],
        )
        text = check(case).explain()
        assert "Fehlerhaft: aus der Personalakte zu entfernen, neu zu beurteilen." in text
        assert "Verfahren: Klage" in text
        assert "Begehren: Entfernung aus der Personalakte" in text
        assert "Unlawful" in check(bare(inhalt={"sachfremd": True})).explain("en")

    @pytest.mark.parametrize("note", [{"angabe": "nicht geeignet"}, {"note": "ni-pol-1999:3"}])
    def test_an_appraisal_of_the_probation_need_not_join_another(
        self, note: dict[str, str]
    ) -> None:
        spans = [
            {"von": date(2001, 9, 1), "bis": date(2003, 8, 31)},
            {"von": date(2001, 9, 1), "bis": date(2004, 8, 31)},
        ]
        both = [
            {"id": str(n), "art": "probezeit", "fassung": [note], **span}
            for n, span in enumerate(spans)
        ]
        report = check(bare(beurteilung=both))
        assert report.finding("zeitraum.anschluss") == ()
        assert len(report.finding("zeitraum.mindestdauer")) == 1

    def test_part_time_alone_is_no_absence(self) -> None:
        (found,) = check(bare(abwesenheit=[{"grund": "teilzeit"}])).finding("zeitraum.abwesenheit")
        assert found.message.en == "Working time was reduced: part-time work."

    def test_bodies_that_were_passed_over_are_named(self) -> None:
        absent = ["personalrat", "schwerbehindertenvertretung"]
        (found,) = check(bare(inhalt={"beteiligung_unterblieben": absent})).finding(
            "inhalt.beteiligung"
        )
        assert found.message.de.startswith(
            "Der Personalrat und die Schwerbehindertenvertretung waren an der Beurteilung nicht beteiligt."
        )

    def test_a_number_of_applicants_is_not_negative(self) -> None:
        with pytest.raises(DataError, match="bewerber must not be negative, got -1"):
            bare(auswahl={"bewerber": -1})


class TestReasonsOfHeightenedQuality:
    """What courts require of a large fall is reported where it is attested, and settled nowhere here."""

    @pytest.mark.parametrize(
        ("stages", "length", "day", "reported"),
        [
            (-2, 5, None, True),
            (-3, 5, None, True),
            (-1, 5, None, False),
            (2, 5, None, False),
            (-2, 6, None, False),
            (-2, None, None, False),
            (-2, 5, date(1980, 1, 1), False),
        ],
    )
    def test_it(self, stages: int, length: int | None, day: date | None, *, reported: bool) -> None:
        given = {"stufen": stages, "begruendung": "gegeben"}
        tables: dict[str, Any] = {
            "aenderung": given | ({"stufen_der_skala": length} if length else {})
        }
        report = check(bare(land="Hessen", **tables | ({"rechtsstand": day} if day else {})))
        (found,) = (f for f in report.findings if f.code == "notensprung.begruendung")
        assert found.verdict is Verdict.OPEN
        assert ("Dazu ist Verschiedenes entschieden" in found.message.de) == reported
