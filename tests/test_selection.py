"""What a report shows of a selection, of competitors, and beside the marks of an appraisal."""

from __future__ import annotations

from datetime import date

from blank import bare
from rows import seed

from beurteilung.cases.report import check
from beurteilung.render import involved, parts, selection

SELECTION = {
    "art": "befoerderung",
    "stelle": "Referatsleitung",
    "besoldungsgruppe": "A 15",
    "besoldungsgruppe_bis": "A 16",
    "am": date(2020, 5, 4),
    "bewerber": 3,
    "beamter_ausgewaehlt": False,
    "ausgeschrieben": True,
    "entschieden_durch": "hilfskriterium",
    "hilfskriterium": "Dienstalter",
    "mitgeteilt": "2020-06",
}


class TestTheSelection:
    def test_each_fact_under_its_name(self) -> None:
        assert selection.facts(bare(auswahl=SELECTION), "de") == [
            ("Gegenstand", "Beförderung, Referatsleitung, A 15/A 16"),
            ("Ausgeschrieben", "ja"),
            ("Tag der Auswahl", "04.05.2020"),
            ("Bewerber", "3"),
            ("Beamter ausgewählt", "nein"),
            ("Den Ausschlag gab", "Hilfskriterium: Dienstalter"),
            ("Mitgeteilt am", "Juni 2020"),
        ]

    def test_no_selection_has_no_section(self) -> None:
        assert selection.facts(bare(), "de") == []
        assert "Auswahl und Mitbewerber" not in check(bare()).explain()

    def test_competitors_without_columns_of_which_nothing_is_known(self) -> None:
        others = [
            {"bezeichnung": "Beigeladene", "ausgewaehlt": True, "besoldungsgruppe": "A 14"},
            {"note": "ni-pol-1999:3", "besoldungsgruppe": "A 14", "amtszulage": True},
        ]
        head, rows = selection.competitors(bare(mitbewerber=others), "de")
        assert head == ("Mitbewerber", "Amt", "Gesamturteil", "Ausgewählt")
        assert rows[0] == ("Beigeladene", "A 14", "", "ja")
        assert rows[1][:2] == ("Mitbewerber 2", "A 14 mit Amtszulage")
        assert rows[1][2].startswith("3 „entspricht voll den Anforderungen“")

    def test_what_holds_of_several_competitors_stands_once(self) -> None:
        others = [
            {"bezeichnung": f"Beigeladener {n}", "ausgewaehlt": True, "besser": "mitbewerber"}
            for n in (1, 2)
        ]
        others.append({"bezeichnung": "Beigeladener 3", "besser": "beamter"})
        text = " ".join(check(bare(mitbewerber=others)).explain().split())
        assert (
            "Beigeladener 1 und Beigeladener 2: Der Mitbewerber hat die bessere Note und ist ausgewählt."
            in text
        )
        assert "Beigeladener 3: Die bessere Note hat der Beamte." in text
        assert text.count("Wer von beiden ist besser beurteilt?") == 2

    def test_it_stands_before_the_checks(self) -> None:
        text = check(bare(auswahl=SELECTION, mitbewerber={"ausgewaehlt": True})).explain(lang="en")
        assert text.index("Selection and competitors") < text.index("\nChecks\n")
        assert "- Competitor 1; Chosen: yes" in text

    def test_damages_alone_are_not_decided_by_a_faulty_selection(self) -> None:
        faulty = {"entschieden_durch": "dienstpostenwert"}
        report = check(bare(auswahl=faulty, begehren=["schadensersatz"]))
        assert parts.result(report, "de").startswith(
            "Auswahl fehlerhaft; ob deshalb Schadensersatz"
        )
        assert "neu zu entscheiden" in parts.result(check(bare(auswahl=faulty)), "de")


def test_an_appraisal_that_has_served_its_purpose_is_told_first() -> None:
    report = check(bare(seitdem="ruhestand", begehren="aufhebung"))  # one word may stand alone
    assert parts.result(report, "de").startswith(
        "Die Beurteilung hat sich erledigt (Nr. 1); sonst offen"
    )
    assert "erledigt" not in parts.result(check(bare(seitdem=["befoerdert"])), "de")


def test_a_scale_of_another_edition_may_be_a_slip_a_guideline_that_is_named_is_none() -> None:
    note = {"beurteilung__1__fassung__0__note": "ni-pol-1996:4"}
    for stated, slip in (({}, True), ({"richtlinie": "ni-pol-1996"}, False)):
        report = check(seed(**note, **stated))
        (found,) = report.finding("anlass.fassung")
        assert (found.verdict.value, found.leaning and found.leaning.value) == (
            ("open", "violated") if slip else ("violated", None)
        )
        assert ("mit deren Skala" in found.message.de) == slip
        (above,) = report.finding("anlass.stichtag")
        assert (above.verdict, above.leaning) == (found.verdict, found.leaning)


class TestTheMarks:
    def row(self, **stated: object) -> str:
        case = bare(beurteilung=[{"id": "b", "fassung": [stated]}])
        head, rows = parts.appraisals(check(case), "de")
        return rows[0][head.index("Gesamturteil")]

    def test_none_and_not_known_are_said_without_a_scale(self) -> None:
        assert self.row(ohne_gesamturteil=True) == "keines"
        assert self.row(angabe="nicht bekannt") == "nicht bekannt"
        assert self.row(angabe="gut") == "gut (Skala nicht belegt)"

    def test_what_stands_beside_the_mark(self) -> None:
        shown = self.row(
            angabe="gut",
            wert="2,25",
            teilnoten={"Leistung": "B"},
            eignungsaussage="Förderung bei Bedarf",
        )
        assert shown == (
            "gut (Skala nicht belegt); Wert 2,25; Leistung B; Eignung: Förderung bei Bedarf"
        )


class TestWhatWasAnnulled:
    """An appraisal is named by its place, never by its id, and the table says that it no longer holds."""

    def test_an_earlier_one_has_its_day(self) -> None:
        gone = {"durch": "gericht", "ergebnis": "aufgehoben", "am": date(2002, 3, 20)}
        case = bare(
            beurteilung=[
                {
                    "id": "x-1",
                    "stichtag": date(1998, 6, 1),
                    "fassung": [{"angabe": "gut", "vom": "1998-09"}],
                    "ueberpruefung": gone,
                },
                {"id": "x-2", "stichtag": date(2001, 6, 1), "fassung": [{"angabe": "gut"}]},
                {
                    "id": "x-3",
                    "stichtag": date(2004, 6, 1),
                    "fassung": [{"angabe": "gut", "vom": date(2004, 7, 1)}],
                    "ueberpruefung": {"ergebnis": "aufgehoben"},
                },
            ]
        )
        report = check(case)
        first, last = (f.message.de for f in report.finding("bestand.aufgehoben"))
        assert first.startswith("Frühere Beurteilung vom September 1998: am 20.03.2002")
        assert last.startswith("Zu prüfende Beurteilung: aufgehoben.")
        head, rows = parts.appraisals(report, "de")
        shown = [row[head.index("Fassung")] for row in rows]
        assert shown == [
            "01.07.2004, aufgehoben",
            "gilt",
            "September 1998, aufgehoben (20.03.2002)",
        ]

    def test_an_earlier_one_without_a_day(self) -> None:
        gone = {"ergebnis": "aufgehoben"}
        every = [{"id": f"x-{n}", "fassung": [{"angabe": "gut"}]} for n in range(3)]
        (found, *_) = check(
            bare(beurteilung=[every[0] | {"ueberpruefung": gone}, *every[1:]])
        ).finding("bestand.aufgehoben")
        assert found.message.en.startswith("Earlier appraisal: annulled.")


class TestAbsences:
    def absent(self, **stated: object) -> str:
        period = {"id": "b", "von": date(2020, 1, 1), "bis": date(2020, 12, 31)}
        case = bare(
            beurteilung=[{**period, "fassung": [{"angabe": "gut"}]}],
            abwesenheit=[{"grund": "personalrat", "anteil": "1/4", **stated}],
        )
        (found,) = check(case).finding("zeitraum.abwesenheit")
        return found.message.de

    def test_reduced_time_within_the_period_has_its_days(self) -> None:
        shown = self.absent(von=date(2020, 3, 1), bis=date(2020, 6, 30))
        assert "um 25 % gemindert (01.03.2020–30.06.2020)" in shown

    def test_reduced_time_outside_the_period_is_told_once(self) -> None:
        shown = self.absent(von=date(2021, 3, 1), bis=date(2021, 6, 30))
        assert shown == "Die Zeiten geminderter Arbeitszeit liegen außerhalb des Zeitraums."


class TestThoseWhoTookPart:
    CASE = bare(
        beurteiler=[
            {"rolle": "erstbeurteiler", "zustaendig": False, "besoldungsgruppe": "A 13"},
            {"besorgnis": True, "kenntnis": [{"von": date(2020, 1, 1), "bis": date(2020, 6, 30)}]},
        ],
        beitrag=[
            {"bezeichnung": "Amtschef", "eingeholt": True, "vom": "2020-05"},
            {"bezeichnung": "Leiter", "eingeholt": True, "bis": date(2020, 6, 30)},
        ],
    )

    def test_appraisers_without_columns_of_which_nothing_is_known(self) -> None:
        head, rows = involved.appraisers(self.CASE, "de")
        assert head == ("Beurteiler", "Amt", "Kennt die Zeit", "Zuständig", "Voreingenommen")
        assert rows == (
            ("Erstbeurteiler", "A 13", "", "nein", ""),
            ("Beurteiler 2", "", "01.01.2020–30.06.2020", "", "nur Besorgnis"),
        )

    def test_contributions(self) -> None:
        head, rows = involved.contributions(self.CASE, "en")
        assert head == ("Contribution", "Period", "Made", "Obtained")
        assert rows == (
            ("Amtschef", "", "May 2020", "yes"),
            ("Leiter", "to 30 June 2020", "", "yes"),
        )

    def test_a_role_alone_is_no_table(self) -> None:
        assert "Beurteiler und Beiträge" in check(self.CASE).explain()
        alone = check(bare(beurteiler=[{"rolle": "erstbeurteiler"}])).explain()
        assert alone.split("Nicht geprüft")[0].count("Erstbeurteiler") == 0

    def test_an_answer_on_several_contributions_names_them_and_stands_once(self) -> None:
        text = check(self.CASE).explain()
        assert text.count("Der Beitrag liegt vor.") == 1
        assert "Amtschef und Leiter: Der Beitrag liegt vor." in text

    def test_contributions_of_one_name_are_not_told_apart(self) -> None:
        same = [{"eingeholt": True}, {"eingeholt": True}]
        assert "erfüllt: Der Beitrag liegt vor." in check(bare(beitrag=same)).explain()


def test_no_line_of_a_question_is_longer_than_the_page() -> None:
    """Several numbers before a question take room, as in "Nr. 4, 5: …"."""
    item = {"id": "x", "art": "regel", "von": date(2020, 1, 1), "bis": date(2020, 12, 31)}
    case = bare(land="Bayern", beurteilung=[item | {"fassung": [{"note": "by-llbg:12"}]}])
    assert max(map(len, check(case).explain().splitlines())) <= 100


def test_an_open_point_names_the_one_key_that_would_answer_its_question() -> None:
    left_out = {"ausgeschlossen_wegen": "empfehlung"}
    text = " ".join(check(bare(auswahl=left_out, status="soldat")).explain().split())
    assert "äußern muss (Nr. 1; im Fall: auswahl.empfehlung_vorgesehen)" in text
    assert "Status: Soldat (im Folgenden „der Beamte“)" in text
    several = check(bare(aufgaben={"hoeherwertig": True})).explain()
    assert "im Fall: aufgaben.beruecksichtigt" in several
