"""A guideline one can see: everything understood of it, in both languages and every format."""

from __future__ import annotations

import json
import re
import tomllib
from contextlib import contextmanager
from copy import deepcopy
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, get_args

import attrs
import pytest
from each import each

from beurteilung._base.compiled import DATA
from beurteilung._base.records import key, table
from beurteilung.cli import main
from beurteilung.errors import BeurteilungError
from beurteilung.law import document, files, loading, registry
from beurteilung.law.document import Dokument, Fach, Richtwert
from beurteilung.law.files import Datum
from beurteilung.law.loading import read_guideline
from beurteilung.law.provisions import (
    Aktualitaetsnorm,
    Befoerderungsnorm,
    Gesamturteilsnorm,
    Merkmal,
    Mindestzeitraum,
    Turnus,
    Verfahrensschritt,
)
from beurteilung.law.registry import guideline, guidelines, mapping
from beurteilung.model.sources import Evidence
from beurteilung.render.guideline import (
    _corresponding,
    field_name,
    guideline_dict,
    guideline_document,
    provision,
)
from beurteilung.render.html import document_html
from beurteilung.render.markdown import document_markdown
from beurteilung.render.text import document_text

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from beurteilung._base.text import Lang
    from beurteilung.law.editions import Guideline

EVERY = guidelines()
BASIS = {"quelle": "x", "evidenz": Evidence.NORM}


def words(item: Guideline, lang: Lang = "de") -> str:
    """Return a guideline as text in long lines."""
    return document_text(guideline_document(item, lang), 10_000)


@each("item", EVERY, ids=lambda g: g.id)
class TestShipped:
    """every guideline shown in both languages without an internal word"""

    def test_both_languages(self, item: Guideline) -> None:
        for lang in ("de", "en"):
            text = re.sub(r"https?://\S+|anwalt24\S+", "", words(item, lang))
            assert not re.findall(r"\b[a-z]+_[a-z_]+\b|\bNone\b|Fraction|hoechstens|[<{}]", text)

    def test_everything_is_there(self, item: Guideline) -> None:
        text = words(item)
        assert item.title in text
        for scale in item.scales:
            assert scale.id in text
        for note in item.document.anmerkung:
            assert note.replace("  ", " ") in text
        for gap in item.gaps:
            assert gap.was in text
        assert not re.search(r"^(.+): \1$", text, re.MULTILINE)
        for example in item.document.beispiel:
            assert example.text in text
        for field in attrs.fields(Dokument):
            value = getattr(item.document, field.name)
            for row in value if isinstance(value, tuple) else (value,):
                if isinstance(row, Datum):
                    assert str(item.cite(row).source) in text

    def test_json(self, item: Guideline) -> None:
        plain = json.loads(json.dumps(guideline_dict(item)))
        assert plain["id"] == item.id
        assert len(plain["gaps"]) == len(item.gaps)
        assert len(plain["rules"].get("richtwert", [])) == len(item.document.richtwert)

    def test_its_field_is_named(self, item: Guideline) -> None:
        assert item.document.fach
        assert all(field_name(name).de for name in item.document.fach)


def leaves(value: object, *way: str | int) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every key of a file, in the tables of its lists too."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*way, name)
            yield from leaves(inner, *way, name)
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from leaves(inner, *way, n)


@contextmanager
def known(table: dict[str, object]) -> Generator[Guideline | None, None, None]:
    """Know the guideline of a file for a while; None if something in it is wrong."""
    try:
        item = loading._build(files.filled(deepcopy(table)), "?")
    except BeurteilungError:
        yield None
        return
    registry.put(item)
    yield item
    registry.forget(item.id)


class TestOwn:
    """shipped and own files"""

    def test_no_key_is_hidden(self) -> None:
        """Whoever leaves a key out sees another page, in one language at least."""
        whole = tomllib.loads((DATA / "vorlage.toml").read_text(encoding="utf-8"))
        with known(whole) as item:
            assert item is not None
            document, pages = item.document, [words(item, "de"), words(item, "en")]
        hidden = []
        for way in leaves(whole):
            if way[0] == "beleg":  # what it fills in is shown at each row
                continue
            other = deepcopy(whole)
            inner: Any = other
            for step in way[:-1]:
                inner = inner[step]
            del inner[way[-1]]
            with known(other) as item:
                if item is None or item.document == document:  # needed, or what is so anyway
                    continue
                if [words(item, "de"), words(item, "en")] == pages:
                    hidden.append(".".join(map(str, way)))
        assert hidden == []

    def test_the_template(self) -> None:
        item = read_guideline(DATA / "vorlage.toml")
        text = words(item)
        for told in (
            "mindestens alle 3 Jahre, Stichtag jeweils 01.09., gezählt vom 01.09.2025 an",
            "Beamte der Beispielbehörde, nicht Beamte auf Zeit",
            "Beamte vor dem Ruhestand, ab 60 Jahren, ab A 16, nur auf Antrag",
            "Erstbeurteiler: die Abteilungsleitung, weisungsfrei",
            "Arbeitsgüte, Leistung, meine-richtlinie-merkmale, Gewicht 2",
            "Eröffnung, Frist 14 Tage, mit Gespräch",
            "mindestens 4 Stufen, höchstens 7 Stufen, Zwischenstufen untersagt, Binnendifferenzierung erlaubt",
            "Übergang: Begonnene Beurteilungen",
            "Ersetzt: Beurteilungsrichtlinie vom 02.01.2010",
            "Die Note A: höchstens 15 %, Toleranz 5 Prozentpunkte darüber, nur Regelbeurteilungen, je",
            "Die schlechteste Stufe: mindestens 2,5 %",
            "Richtwerte sind freigestellt",
            "A: 12 Monate; B: 24 Monate; C: 36 Monate",
            "Hauptmerkmal × 2; anderes Merkmal × 1 (3)",
            "B: 500,5 Euro",
            "strengerer Maßstab, um 0,5, vom 01.09.2025 an",
            "kaufmännisch gerundet",
            "Abbildung: meine-richtlinie → ni-pol-1999",
        ):
            assert told in text, told
        assert "weighted mean" in words(item, "en")

    @pytest.mark.parametrize("form", ["text", "md", "html", "json"])
    def test_every_format(self, form: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["guidelines", str(DATA / "vorlage.toml"), "--format", form]) == 0
        out = capsys.readouterr().out
        assert "meine-richtlinie" in out
        if form == "json":
            assert json.loads(out)["rules"]["turnus"][0]["monate"] == 36

    def test_a_loaded_file(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "eigene.toml"
        path.write_text('id = "nichts"\ntitel = "Nichts"\n', encoding="utf-8")
        assert main(["guidelines", "nichts", "--load", str(path)]) == 0
        assert capsys.readouterr().out.startswith("Nichts\n")

    def test_writers_agree(self) -> None:
        made = guideline_document(guideline("bpol-2016"), "de")
        for text in (document_html(made), document_markdown(made)):
            assert "Die Note A1: höchstens 5 %, für Stichtage bis 30.09.2027" in text


class TestSentences:
    """Richtwerte in a sentence"""

    @pytest.mark.parametrize(
        ("keys", "de", "en"),
        [
            (
                {"rang": 2, "prozent": 20},
                "Die zweitbeste Stufe: höchstens 20 %",
                "The second best stage: at most 20%",
            ),
            (
                {"rang": 4, "prozent": 20},
                "Die 4. Stufe von oben: höchstens 20 %",
                "Stage 4 from the top: at most 20%",
            ),
            (
                {"beste": 2, "prozent": 30},
                "Die zwei besten Stufen zusammen: höchstens 30 %",
                "The best two stages together: at most 30%",
            ),
            (
                {"beste": 1, "prozent": 30},
                "Die beste Stufe: höchstens 30 %",
                "The best stage: at most 30%",
            ),
            (
                {"letzte": 2, "prozent": 5, "grenze": "mindestens"},
                "Die zwei schlechtesten Stufen zusammen: mindestens 5 %",
                "The worst two stages together: at least 5%",
            ),
            (
                {"stufen": ("A", "B"), "prozent": 30},
                "Die Noten A und B zusammen: höchstens 30 %",
                "The grades A and B together: at most 30%",
            ),
            (
                {"bereich": ("9", "6"), "prozent": Fraction(100, 3), "grenze": "etwa"},
                "Die Noten von 9 bis 6 zusammen: etwa 33 1/3 %",
                "The grades from 9 to 6 together: about 33 1/3%",
            ),
            (
                {"rang": 1, "prozent": Fraction(1, 3), "toleranz_ueber": 5, "toleranz_unter": 5},
                "Die beste Stufe: höchstens 1/3 %, Toleranz 5 Prozentpunkte nach oben und unten",
                "The best stage: at most 1/3%, a tolerance of 5 percentage points above and below",
            ),
            (
                {
                    "rang": 1,
                    "prozent": 10,
                    "besgr_ab": "A 9",
                    "besgr_bis": "A 9",
                    "arten": ("regel", "probezeit"),
                },
                "Die beste Stufe: höchstens 10 %, nur Regelbeurteilungen und Beurteilungen in der Probezeit, A 9",
                "The best stage: at most 10%, regular appraisals and appraisals in the probation only, A 9",
            ),
            (
                {"gilt_dem_mittel": True, "mittelwert": Fraction(5, 2), "toleranz_unter": 1},
                "Das Mittel aller Noten: höchstens 2,5, Toleranz 1 darunter",
                "The mean of all grades: at most 2.5, a tolerance of 1 below",
            ),
            (
                {"gegenstand": "die Spitze"},
                "Die Spitze: Zahl nicht belegt",
                "Die Spitze: figure not attested",
            ),
            (
                {"rang": 1, "prozent": 10, "besgr_ab": "A 9", "besgr_bis": "A 11"},
                "Die beste Stufe: höchstens 10 %, A 9 bis A 11",
                "The best stage: at most 10%, A 9 to A 11",
            ),
            (
                {
                    "rang": 1,
                    "prozent": 10,
                    "besgr_bis": "A 11",
                    "rest": "verfaellt",
                    "rundung": "abrunden",
                },
                "Die beste Stufe: höchstens 10 %, abgerundet, ungenutzte Anteile verfallen, bis A 11",
                "The best stage: at most 10%, rounded down, unused shares lapse, up to A 11",
            ),
            (
                {
                    "rang": 1,
                    "prozent": 10,
                    "statusaemter": ("Rat",),
                    "mindestgroesse": 30,
                    "ausgenommen": ("Justiz",),
                },
                "Die beste Stufe: höchstens 10 %, nur Rat, in Gruppen von mindestens 30, nicht: Justiz",
                "The best stage: at most 10%, only Rat, in groups of at least 30, not: Justiz",
            ),
            (
                {"rang": 1, "prozent": 10, "ab": date(2020, 1, 1), "bis": date(2021, 1, 1)},
                "Die beste Stufe: höchstens 10 %, für Stichtage vom 01.01.2020 bis 01.01.2021",
                "The best stage: at most 10%, for Stichtage from 1 January 2020 to 1 January 2021",
            ),
        ],
    )
    def test_richtwerte(self, keys: dict[str, object], de: str, en: str) -> None:
        from beurteilung.model.offices import Besoldungsgruppe  # noqa: PLC0415 - one test

        for name in ("besgr_ab", "besgr_bis"):
            if name in keys:
                keys = {**keys, name: Besoldungsgruppe.parse(str(keys[name]))}
        rule = Richtwert(**BASIS, **keys)
        assert provision(rule, "de") == de
        assert provision(rule, "en") == en

    @pytest.mark.parametrize(
        ("row", "de", "en"),
        [
            (Turnus(**BASIS, monate=12), "jährlich", "every year"),
            (Turnus(**BASIS, monate=18), "alle 18 Monate", "every 18 months"),
            (Mindestzeitraum(**BASIS, monate=1), "1 Monat", "1 month"),
            (
                Mindestzeitraum(**BASIS, monate=3, folge="keine_beurteilung"),
                "3 Monate, darunter wird nicht beurteilt",
                "3 months, below it there is no appraisal",
            ),
            (
                Aktualitaetsnorm(**BASIS, jahre=1, ab="stichtag"),
                "ein Jahr vom Stichtag an",
                "one year from the Stichtag",
            ),
            (Merkmal(**BASIS, name="Fleiß"), "Fleiß", "Fleiß"),
            (Verfahrensschritt(**BASIS, schritt="Gespräch"), "Gespräch", "Gespräch"),
            (
                Verfahrensschritt(**BASIS, schritt="Gespräch", frist_monate=1),
                "Gespräch, Frist 1 Monat",
                "Gespräch, 1 month",
            ),
            (
                Verfahrensschritt(**BASIS, schritt="Gespräch", frist_monate=3),
                "Gespräch, Frist 3 Monate",
                "Gespräch, 3 months",
            ),
            (
                Richtwert(
                    **BASIS,
                    rang=1,
                    prozent=10,
                    nicht_gezaehlt=("Beurlaubte",),
                    verbindlichkeit="soll",
                ),
                "Die beste Stufe: höchstens 10 %, ohne Beurlaubte, als Soll",
                "The best stage: at most 10%, not counting Beurlaubte, as a rule",
            ),
            (
                Gesamturteilsnorm(**BASIS, rechnerisch="zugelassen", begruenden=False),
                "rechnerische Bildung zugelassen, nicht zu begründen",
                "formation by arithmetic allowed, needs no reasons",
            ),
            (
                Befoerderungsnorm(**BASIS, amt="stichtag", rang="verordnung"),
                "Maßstab ist das Amt am Stichtag, im Rang einer Verordnung",
                "the yardstick is the office at the Stichtag, with the rank of an ordinance",
            ),
            (
                Befoerderungsnorm(**BASIS, strenger=True),
                "strengere Maßstäbe verlangt",
                "stricter standards are demanded",
            ),
        ],
    )
    def test_other_rows(self, row: Datum, de: str, en: str) -> None:
        assert (provision(row, "de"), provision(row, "en")) == (de, en)

    def test_a_table_without_a_sentence_is_written_by_its_keys(self) -> None:
        @table
        class Neu(Datum):
            tag: date = key("the day: 2000-01-01", de="der Tag")
            ja: bool = key("yes", de="gilt")
            teil: tuple[object, ...] = key("parts", de="Teile")

        row = Neu(
            **BASIS,
            tag=date(2000, 9, 1),
            ja=True,
            teil=(Evidence.NORM, {"a": Fraction(-4, 3)}, document.Luecke(was="x")),
        )
        assert provision(row, "de") == (
            "Der Tag: 01.09.2000; Gilt: ja; Teile: normtext, a: −1 1/3 und (Was nicht bekannt ist: x)"
        )
        assert provision(row, "en").startswith(
            "The day: 1 September 2000; Yes: yes; Parts: normtext"
        )

    def test_every_table_has_a_sentence(self) -> None:
        """A new table is written by its keys until somebody gives it a sentence of its own."""
        from beurteilung.render.guideline import _NAMES, _SENTENCES  # noqa: PLC0415 - their own check

        assert set(_NAMES) <= {f.name for f in attrs.fields(Dokument)}
        assert _SENTENCES


class TestScales:
    """what none or all of the grades have is said once; every pair of a mapping is shown"""

    HEAD = """id = "x"
titel = "X"
[[quelle]]
id = "q"
zitat = "Q"
art = "norm"
[beleg]
quelle = "q"
evidenz = "normtext"
"""
    LABELS = """
stufe = [
  { code = "A", bezeichnung = { text = "gut", quelle = "q", evidenz = "sekundaer" } },
  { code = "B" },
]
"""
    BANDS = """
stufe = [
  { code = "gut", bezeichnung = { text = "Gut" }, reihe = { von = "100", bis = "50", schritt = 1 } },
  { code = "schlecht", reihe = { von = "49", bis = "0", schritt = 1 } },
]
"""

    def shown(self, tmp_path: Path, text: str, lang: Lang = "de") -> str:
        path = tmp_path / "x.toml"
        path.write_text(self.HEAD + text, encoding="utf-8")
        return words(read_guideline(path), lang)

    @pytest.mark.parametrize(
        ("scale", "told"),
        [
            (
                'reihe = { von = "3", bis = "1", schritt = 1 }',
                ["3 Noten, Stufen nicht belegt, Bezeichnungen nicht belegt", "Noten, beste zuerst: 3, 2, 1"],
            ),
            ('stufe = [{ code = "A" }, { code = "B" }]', ["Noten, beste zuerst: A, B"]),
            (
                'stufe = [{ code = "A", schritt = [{ code = "A+" }, { code = "A-" }] }, { code = "B" }]',
                ["- Note: A+; Stufe: A\n", "- Note: B; Stufe: B\n"],
            ),
            (
                LABELS,
                ["- Note: A; Bezeichnung: gut\n", "- Note: B; Bezeichnung: nicht belegt\n", "A: Q [Sekundärquelle"],
            ),
            (
                BANDS,
                ["- Stufe: gut; beste Note: 100; schlechteste: 50; Bezeichnung: Gut", "Bezeichnung: nicht belegt"],
            ),
        ],
    )  # fmt: skip
    def test_a_scale(self, tmp_path: Path, scale: str, told: list[str]) -> None:
        text = self.shown(tmp_path, f'[[skala]]\nid = "x"\ntitel = "T"\n{scale}\n')
        assert [one for one in told if one not in text] == []

    def test_a_mapping(self, tmp_path: Path) -> None:
        """Also in a file without a scale of its own; a long one by number."""
        pairs = '{ von = ["6"], nach = ["5"] }, { von = ["5", "2"], nach = ["4", "2"] }'
        text = self.shown(
            tmp_path,
            f'[[abbildung]]\nvon = "ni-pol-1996"\nnach = "ni-pol-1999-merkmale"\npaar = [{pairs}]\n'
            'ohne = [{ stufe = ["1"] }]\n',
        )
        assert (
            "ni-pol-1996 → ni-pol-1999-merkmale: 6 → 5; 5 bis 2 → 4 bis 2; 1 → kein Gegenstück"
            in text
        )
        long = mapping("jur-18-mittel", "jur-18-noten")
        assert _corresponding(long, "en") == "1801 grades, none of them without counterpart"


class TestFilters:
    """guidelines and scales filter by Land and field"""

    def test_bavaria_police(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["scales", "--land", "bayern", "--fach", "polizei", "--format", "json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert {"Bayern"} == {one["land"] for one in found}
        assert "by-pol-2018" in {one["id"] for one in found}
        assert main(["guidelines", "--land", "Bayern", "--fach", "polizei"]) == 0
        assert "by-pol-2018" in capsys.readouterr().out

    def test_an_unknown_land(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["guidelines", "--land", "Bayer"]) == 2
        assert "gemeint ist wohl „Bayern“" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("form", "lang", "note"),
        [
            ("text", "de", "die schlechtesten 100 von 10.001 Noten; 9.801 fehlen hier."),
            ("md", "en", "the worst 100 of 10,001 grades; 9,801 are left out."),
            ("html", "en", "<p>Shown are the best 100 and"),
            ("json", "de", ""),
        ],
    )
    def test_of_a_long_scale_both_ends_are_shown(
        self, capsys: pytest.CaptureFixture[str], form: str, lang: str, note: str
    ) -> None:
        assert main(["scales", "rangpunkte-15-prozent", "--format", form, "--lang", lang]) == 0
        out = capsys.readouterr().out
        assert note in out
        assert "99,01" in out
        assert ("50,00" in out) == (form == "json")

    def test_every_field_has_a_guideline(self) -> None:
        assert {name for g in EVERY for name in g.document.fach} == set(get_args(Fach))


def test_no_word_of_a_scale_stands_twice(capsys: pytest.CaptureFixture[str]) -> None:
    """A title that begins with what is graded, and a stage whose name is its wording."""
    main(["guidelines", "sn-beurtvo-2024", "--lang", "de"])
    text = " ".join(capsys.readouterr().out.split())
    assert "Gesamturteil, Mittel auf zwei Dezimalstellen, dienstliche" in text
    assert "Stufe: entspricht den Anforderungen; Bezeichnung" not in text
    main(["guidelines", "hh-fw-2026", "--lang", "en"])
    text = " ".join(capsys.readouterr().out.split())
    assert "weighted sum, result on hh-fw-2026-summe, main features" in text
