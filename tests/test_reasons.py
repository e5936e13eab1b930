"""Why a fact of a case was not examined: every key has a question, or a reason that a report names."""

from __future__ import annotations

from datetime import date

from test_facts import KEYS, bare

from beurteilung.cases.coverage import keys_of, reasons, why_not_examined
from beurteilung.cases.report import check


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
        assert "auswahl: bewerber – beschreibt die Auswahl" in " ".join(text.split())

    def test_an_empty_table_names_the_first_question_of_its_topic(self) -> None:
        """An empty table says that its topic is at issue, and no more."""
        assert "Band das Ergebnis einer Konferenz" in why_not_examined("konferenz").de

    def test_absences_are_counted(self) -> None:
        """A suspension without days is named; days not known leave the count open."""
        case = bare(abwesenheit=[{"grund": "dienstenthebung"}, {}, {"anteil": "1/2"}])
        (found,) = check(case).finding("zeitraum.abwesenheit")
        assert found.message.de == (
            "Abwesend: Dienstenthebung und ohne Angabe des Grundes; wie viele Tage des Zeitraums, ist nicht bekannt. "
            "Die Arbeitszeit war um 50 % gemindert: ohne Angabe des Grundes."
        )
        assert check(case).not_examined == ()
