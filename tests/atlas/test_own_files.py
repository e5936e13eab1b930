"""Files of one's own: ids, order, editing, what is a fault and what only a remark, and what a list means."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from beurteilung._base.errors import DataError, RegistrationError, UnknownIdError
from beurteilung.cli import main
from beurteilung.law import registry
from beurteilung.law.checks import remarks
from beurteilung.law.files import exact, few, rounded
from beurteilung.law.loading import load, load_all, read_guideline
from beurteilung.law.registry import grade, guideline, in_force, mapping, scale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Write = Callable[..., Path]

SOURCE = """
[[quelle]]
id = "buch"
zitat = "Rotes Buch"
art = "norm"
[beleg]
quelle = "buch"
evidenz = "normtext"
"""
LETTERS = 'stufe = [{ code = "A" }, { code = "B" }, { code = "C" }]'


def file(name: str, *parts: str, scale: str = LETTERS) -> str:
    """Return a guideline with one scale of its own."""
    own = f'[[skala]]\nid = "{name}"\ntitel = "Noten"\n{scale}\n' if scale else ""
    return f'id = "{name}"\ntitel = "T"\nland = "Hessen"\n{SOURCE}{own}' + "\n".join(parts)


WAIT = "[[wartezeit]]\nid='w'\ntext='w'\nmonate"
BAND = '{ code = "A", reihe = { von = "9", bis = "5", schritt = 1 } }'
TWO_SCALES = (
    file("r-merkmale").replace('id = "r-merkmale"', 'id = "r"', 1)
    + f'[[skala]]\nid = "r"\ntitel = "Gesamt"\n{LETTERS}'
)


def table(before: str, after: str, pairs: str, ohne: str = "") -> str:
    """Return a mapping."""
    rows = f"[[abbildung]]\nvon = '{before}'\nnach = '{after}'\npaar = [{pairs}]\n"
    return rows + (f"ohne = [{{ stufe = {ohne} }}]\n" if ohne else "")


SAME = '{ von = ["A"], nach = ["A"] }, { von = ["B"], nach = ["B"] }, { von = ["C"], nach = ["C"] }'


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Write]:
    """Write a file; what was loaded is forgotten afterwards."""
    before = set(registry.loaded)

    def put(text: str, name: str = "eigene.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    yield put
    for name in set(registry.loaded) - before:
        registry.forget(name)


class TestIds:
    """ids may begin like shipped ones; validate and load agree"""

    @pytest.mark.parametrize("name", ["sl-pol-2016", "ni-pol-1999-neu", "by-llbg-2027", "ni-pol"])
    def test_the_natural_name_of_a_next_edition_loads(self, write: Write, name: str) -> None:
        made = load(write(file(name)))
        assert guideline(name) is made
        assert str(grade(f"{name}:B")) == f"{name}:B"
        assert registry.guideline_of(scale(name)) is made
        assert not registry.ships(scale(name))

    def test_validate_refuses_what_load_refuses(
        self, write: Write, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = write(file("ni-pol-1999"))
        with pytest.raises(RegistrationError, match="already known as ni-pol-1999; choose"):
            load(path)
        assert main(["validate", str(path)]) == 2
        assert "unter ni-pol-1999 ist schon anderer Inhalt bekannt" in capsys.readouterr().err


class TestEdited:
    """an edited file can be loaded again on request"""

    def test_it_takes_the_place_of_its_earlier_state(self, write: Write) -> None:
        walls = len(registry.all_not_comparable())
        path = write(file("meins", "[[nicht_vergleichbar]]\nvon = 'meins'\nnach = 'be-lfbg'"))
        load(path)
        number = registry.generation()
        assert grade("meins:C").rank == 2
        path.write_text(file("meins", scale='stufe = [{ code = "A" }, { code = "C" }]'))
        with pytest.raises(RegistrationError, match="replace=True"):
            load(path)
        made = load(path, replace=True)
        assert guideline("meins") is made
        assert grade("meins:C").rank == 1
        assert registry.generation() > number
        assert len(registry.all_not_comparable()) == walls

    def test_a_broken_edit_leaves_the_earlier_state(self, write: Write) -> None:
        path = write(file("meins"))
        load(path)
        path.write_text(file("meins") + "unbekannt = 1")
        with pytest.raises(DataError):
            load(path, replace=True)
        assert guideline("meins").scale == scale("meins")

    def test_what_ships_is_never_replaced(self, write: Write) -> None:
        with pytest.raises(RegistrationError):
            load(write(file("ni-pol-1999")), replace=True)

    def test_the_same_content_is_the_same_object(self, write: Write) -> None:
        first = load(write(file("meins")))
        again = load(write(file("meins")), replace=True)
        assert again == first


class TestSeveral:
    """several files and folders in any order"""

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_a_mapping_may_come_before_its_scales(
        self, write: Write, order: tuple[int, ...]
    ) -> None:
        paths = [
            write(file("eins"), "eins.toml"),
            write(file("zwei", table("zwei", "eins", SAME)), "zwei.toml"),
        ]
        assert len(load_all([paths[n] for n in order])) == 2
        assert str(mapping("zwei", "eins")(grade("zwei:B"))[0]) == "eins:B"

    def test_a_folder(self, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
        write(file("zwei"), "b.toml")
        only = file("weg", table("zwei", "eins", SAME), scale="")
        folder = write(only, "a.toml").parent
        write(file("eins"), "c.toml")
        assert main(["compare", "zwei:A", "eins:A", "--load", str(folder)]) == 0
        assert capsys.readouterr().err == ""

    def test_what_never_loads_is_an_error(self, write: Write, tmp_path: Path) -> None:
        path = write(file("zwei", table("zwei", "drei", SAME)))
        with pytest.raises(DataError, match="no scale 'drei' is known"):
            load_all([path])
        (tmp_path / "leer").mkdir()
        with pytest.raises(DataError, match=r"the folder has no \.toml file"):
            load_all([tmp_path / "leer"])


class TestNamesOfThings:
    """family, edition and scale told apart; a prefix before a similar name"""

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            (
                "ni-pol",
                "'ni-pol' is a family of guidelines, its editions: ni-pol-1996, ni-pol-1999",
            ),
            ("ni-pol-20", "known names that begin so: ni-pol-2008, ni-pol-2020, ni-pol-2023"),
            ("b", "in all)"),
            ("ni-pol-1998", "did you mean"),
        ],
    )
    def test_of_a_scale(self, name: str, told: str) -> None:
        with pytest.raises(UnknownIdError) as raised:
            scale(name)
        assert told in str(raised.value)

    def test_a_scale_is_no_guideline(self) -> None:
        with pytest.raises(UnknownIdError, match="is a scale of the guideline ni-pol-1999"):
            guideline("ni-pol-1999-merkmale")

    def test_an_edition_is_no_family(self) -> None:
        from datetime import date  # noqa: PLC0415 - one test

        with pytest.raises(UnknownIdError, match=r"one edition of the family 'ni-pol'"):
            in_force("ni-pol-1999", date(2000, 1, 1))


class TestBasis:
    """Defaults for source and evidence of a table"""

    def test_a_row_without_a_source_has_that_of_the_file(self, write: Write) -> None:
        made = read_guideline(write(file("meins", "[[richtwert]]\nrang = 1\nprozent = 10")))
        assert str(made.cite(made.document.richtwert[0])) == "Rotes Buch"

    def test_one_for_a_table_goes_before(self, write: Write) -> None:
        text = file("meins", "[[richtwert]]\nrang = 1\nprozent = 10").replace(
            "[beleg]\nquelle",
            '[[beleg]]\nfuer = ["richtwert"]\nquelle = "buch"\nevidenz = "sekundaer"\nnr = "Nr. 1"\n'
            "[[beleg]]\nquelle",
        )
        made = read_guideline(write(text))
        cited = made.cite(made.document.richtwert[0])
        assert (str(cited), cited.evidence.value) == ("Nr. 1 (Rotes Buch)", "sekundaer")
        assert made.cite(made.document.skala[0]).evidence.value == "normtext"

    def test_another_source_needs_its_own_evidence(self, write: Write) -> None:
        text = file("meins", '[[turnus]]\nmonate = 36\nquelle = "vg-stade-3-a-401-02"')
        with pytest.raises(DataError, match=r"turnus\[0\]: missing key 'evidenz'"):
            read_guideline(write(text))

    def test_what_is_no_table_is_told(self, write: Write) -> None:
        with pytest.raises(DataError, match=r"richtwert\[0\]: expected a table"):
            read_guideline(write("richtwert = [1]\n" + file("meins")))


class TestLists:
    """a list means one thing everywhere"""

    NUMBERS = 'reihe = { von = "9", bis = "0", schritt = 1 }'

    def made(self, write: Write, pairs: str, ohne: str = "") -> list[tuple[str, list[str]]]:
        text = file("zahlen", table("zahlen", "zahlen-wort", pairs, ohne), scale=self.NUMBERS)
        words = f'[[skala]]\nid = "zahlen-wort"\ntitel = "W"\n{LETTERS}\n'
        m = read_guideline(write(text.replace("[[abbildung]]", words + "[[abbildung]]"))).mappings[
            0
        ]
        return [(g.code, [t.code for t in m(g)]) for g in m.before]

    def test_two_are_the_ends_of_a_row_here_as_there(self, write: Write) -> None:
        got = self.made(write, '{ von = ["9", "5"], nach = ["A", "C"] }', '["4", "0"]')
        assert got == [(str(n), ["A", "B", "C"] if n > 4 else []) for n in range(9, -1, -1)]

    def test_a_stage_stands_for_its_grades(self, write: Write) -> None:
        """In a mapping as in a Richtwert; two are the ends of the row, whole stages too."""
        stages = ", ".join(
            f'{{ code = "{code}", reihe = {{ von = "{best}", bis = "{worst}", schritt = 1 }} }}'
            for code, best, worst in [("gut", 9, 7), ("mittel", 6, 4), ("schlecht", 3, 0)]
        )
        pairs = (
            '{ von = ["gut"], nach = ["A"] }, { von = ["schlecht", "mittel"], nach = ["C", "B"] }'
        )
        text = file("zahlen", table("zahlen", "zahlen-wort", pairs), scale=f"stufe = [{stages}]")
        words = f'[[skala]]\nid = "zahlen-wort"\ntitel = "W"\n{LETTERS}\n'
        made = read_guideline(write(text.replace("[[abbildung]]", words + "[[abbildung]]")))
        got = [(g.code, [t.code for t in made.mappings[0](g)]) for g in made.mappings[0].before]
        assert got == [(str(n), ["A"] if n > 6 else ["B", "C"]) for n in range(9, -1, -1)]
        assert remarks(made) == ()

    def test_a_name_of_several_stages_is_none(self, write: Write) -> None:
        stages = 'stufe = [{ code = "A B C" }, { code = "AB C" }]'
        text = file(
            "wort", table("wort", "be-lfbg", '{ von = ["A BC"], nach = ["1"] }'), scale=stages
        )
        with pytest.raises(DataError, match="'A BC' names several grades"):
            read_guideline(write(text))

    def test_another_edition_is_no_slip(self, write: Write) -> None:
        text = file("stadt-2023", table("stadt-2019", "stadt-2023", SAME))
        with pytest.raises(DataError) as raised:
            read_guideline(write(text))
        assert "steht sie in einer anderen Datei, beide zusammen angeben" in raised.value.explain(
            "de"
        )

    def test_more_are_each_of_them(self, write: Write) -> None:
        pairs = '{ von = ["9", "8", "7"], nach = ["A"] }, { von = ["6", "1"], nach = ["B"] }'
        assert dict(self.made(write, pairs, '["0"]'))["7"] == ["A"]

    def test_a_row_without_counterpart_leaves_out_what_has_one(self, write: Write) -> None:
        got = dict(self.made(write, '{ von = ["8", "1"], nach = ["A"] }', '["9", "0"]'))
        assert (got["9"], got["5"], got["0"]) == ([], ["A"], [])

    def test_a_message_lists_at_most_a_dozen(self, write: Write) -> None:
        row = 'reihe = { von = "99", bis = "0", schritt = 1 }'
        path = write(
            file("viel", table("viel", "be-lfbg", '{ von = ["99"], nach = ["1"] }'), scale=row)
        )
        with pytest.raises(DataError) as raised:
            read_guideline(path)
        assert "89 … 0 (99 in all)" in str(raised.value)
        assert few("abc").de == few("abc").en == "a, b, c"


class TestBands:
    """a band written backwards is a fault, a hole a remark"""

    @staticmethod
    def bands(*rows: tuple[str, str]) -> str:
        parts = ", ".join(
            f'{{ code = "{n}", reihe = {{ von = "{a}", bis = "{b}", schritt = 1 }} }}'
            for n, (a, b) in zip("abcdefg", rows, strict=False)
        )
        return f"stufe = [{parts}]"

    @pytest.mark.parametrize(
        "rows",
        [
            [("16", "13"), ("10", "12"), ("9", "0")],
            [("0", "3"), ("9", "4"), ("10", "16")],
            [("16", "13"), ("3", "1"), ("9", "6")],
        ],
    )
    def test_backwards(self, write: Write, rows: list[tuple[str, str]]) -> None:
        with pytest.raises(DataError, match=r"runs against|does not follow"):
            read_guideline(write(file("baender", scale=self.bands(*rows))))

    def test_a_hole_is_a_remark(self, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
        path = write(file("baender", scale=self.bands(("16", "13"), ("10", "5"), ("4", "4"))))
        (note,) = remarks(read_guideline(path))
        assert "ein Loch" in note.de
        assert "a hole between 13 and 10" in note.en
        assert main(["validate", str(path), "--lang", "en"]) == 0
        assert "note: scale baender: there is a hole" in capsys.readouterr().out

    def test_stages_that_a_sign_tells_apart_are_a_remark(self, write: Write) -> None:
        signs = 'stufe = [{ code = "A" }, { code = "B+" }, { code = "B" }, { code = "C", schritt = [{ code = "C+" }] }]'
        (note,) = remarks(read_guideline(write(file("zeichen", scale=signs))))
        assert note.de.startswith("Skala zeichen: B+, B zählen hier als 2 Stufen; Abschattungen")
        assert note.en.startswith("scale zeichen: B+, B count as 2 stages here; shades")
        alone = 'stufe = [{ code = "++" }, { code = "+" }, { code = "-" }]'
        assert remarks(read_guideline(write(file("zeichen", scale=alone)))) == ()
        between = signs.replace('{ code = "B+" }', '{ code = "B+", zwischenstufe = true }')
        assert remarks(read_guideline(write(file("zeichen", scale=between)))) == ()

    def test_rising_bands_and_single_numbers_are_in_order(self, write: Write) -> None:
        path = write(file("baender", scale=self.bands(("1", "1"), ("2", "4"), ("5", "5"))))
        assert remarks(read_guideline(path)) == ()

    def test_one_value_in_two_rows_of_a_mapping_is_a_remark(self, write: Write) -> None:
        pairs = '{ von = ["A", "B"], nach = ["A"] }, { von = ["B", "C"], nach = ["B", "C"] }'
        path = write(
            file("eins", table("eins", "eins-zwei", pairs)).replace(
                "[[abbildung]]",
                f'[[skala]]\nid = "eins-zwei"\ntitel = "Z"\n{LETTERS}\n[[abbildung]]',
            )
        )
        (note,) = remarks(read_guideline(path))
        assert "stands in two rows" in note.en


class TestNumbers:
    """thirds are refused truthfully, the row limit names its way out, rounding up"""

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            (
                '{ von = "1", bis = "5", schritt = "1/3" }',
                "cannot be printed as decimals; list the",
            ),
            (
                '{ von = "1", bis = "5", schritt = "1/4" }',
                "print as many decimals as schritt needs",
            ),
            ('{ von = "5,0000", bis = "0,0000", schritt = "0,0001" }', "divide it into bands"),
        ],
    )
    def test_rows(self, write: Write, row: str, told: str) -> None:
        with pytest.raises(DataError, match=told):
            read_guideline(write(file("zahlen", scale=f"reihe = {row}")))

    def test_rounding_up(self) -> None:
        assert rounded(exact("2,01"), Fraction(1, 4), "aufrunden") == Fraction(9, 4)
        assert rounded(exact("-2,01"), Fraction(1, 4), "aufrunden") == Fraction(-9, 4)
        assert rounded(exact("2,25"), Fraction(1, 4), "aufrunden") == Fraction(9, 4)

    @pytest.mark.parametrize(
        ("formula", "lost"),
        [
            ("faktor = 1, summand = 0", 0),
            ("faktor = 1, summand = 2", 2),
            ("faktor = 1, summand = '1/2'", 10),
        ],
    )
    def test_formulas(self, write: Write, formula: str, lost: int) -> None:
        text = file(
            "zahlen",
            f"[[skala]]\nid = 'zahlen-ziel'\ntitel = 'Z'\n{TestLists.NUMBERS}",
            f"[[abbildung]]\nvon = 'zahlen'\nnach = 'zahlen-ziel'\nformel = {{ {formula} }}",
            scale=TestLists.NUMBERS,
        )
        if lost == 10:
            with pytest.raises(DataError, match="10 of 10 grades reach none of zahlen-ziel"):
                read_guideline(write(text))
            return
        notes = remarks(read_guideline(write(text)))
        assert [note.en for note in notes] == (
            [f"mapping zahlen → zahlen-ziel: {lost} of 10 grades have no counterpart"]
            if lost
            else []
        )


class TestInvented:
    """compositions that invent are warned about"""

    def test_a_way_by_a_third_scale(self, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
        path = write(
            file(
                "mitte",
                table("mitte", "drei-a", SAME),
                table("mitte", "drei-b", SAME),
            )
        )
        for name in ("drei-a", "drei-b"):
            load(write(file(name), f"{name}.toml"))
        notes = remarks(read_guideline(path), registry.joined)
        assert [note.en.partition(" a path")[0] for note in notes] == ["by way of mitte"]
        assert main(["validate", str(path)]) == 0
        assert "Über mitte entsteht ein Weg von drei-a nach drei-b" in capsys.readouterr().out

    def test_what_is_joined_already_is_no_news(self, write: Write) -> None:
        load(write(file("drei-a"), "drei-a.toml"))
        load(write(file("drei-b", table("drei-b", "drei-a", SAME)), "drei-b.toml"))
        path = write(file("mitte", table("mitte", "drei-a", SAME), table("mitte", "drei-b", SAME)))
        assert remarks(read_guideline(path), registry.joined) == ()


class TestTogether:
    """`validate` takes several files and folders, and checks what only shows when they meet"""

    def test_files_that_name_each_other_in_any_order(
        self, write: Write, capsys: pytest.CaptureFixture[str]
    ) -> None:
        joins = write(file("zwei", table("zwei", "eins", SAME)), "a.toml")
        other = write(file("eins"), "b.toml")
        before = dict(registry.loaded)
        assert main(["validate", str(joins), str(other)]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines == [f"{joins}: Richtlinie in Ordnung", f"{other}: Richtlinie in Ordnung"]
        assert main(["validate", str(joins.parent), "--format", "json", "--lang", "en"]) == 0
        assert '"files": [' in capsys.readouterr().out
        assert registry.loaded == before

    def test_the_faults_of_all_are_told_at_once(
        self, write: Write, capsys: pytest.CaptureFixture[str]
    ) -> None:
        wrong = write("id = ", "a.toml")
        other = write(file("eins", 'ersetz = "x"'), "b.toml")
        case = write("rechtsstand = 2020-01-01\nland = 1\n", "c.toml")
        fine = write(file("zwei"), "d.toml")
        files = [str(path) for path in (wrong, other, case, fine)]
        assert main(["validate", *files]) == 2
        err = capsys.readouterr().err
        assert err.startswith("beurteilung: 3 von 4 Dateien sind nicht in Ordnung\n")
        assert [line for line in err.splitlines() if line.endswith("Fehler")]
        assert all(name in err for name in files[:3])
        assert files[3] not in err

    @pytest.mark.parametrize(
        ("one", "two", "note"),
        [
            ("ab = 2020-01-01", "ab = 2024-01-01", "r-alt and r-neu both govern Stichtage from 1 January 2024;"),
            ("ab = 2020-01-01\nbis = 2023-12-31", "ab = 2024-01-01", ""),
            ("", "", "r-alt and r-neu both govern the same Stichtage;"),
            ('laufbahngruppe = "mittlerer Dienst"', 'laufbahngruppe = "gehobener Dienst"', ""),
            ('laufbahngruppe = "mittlerer Dienst"', "", "the same Stichtage (mittlerer Dienst);"),
        ],
    )  # fmt: skip
    def test_two_editions_of_one_day(
        self, write: Write, capsys: pytest.CaptureFixture[str], one: str, two: str, note: str
    ) -> None:
        for name, span in (("r-alt", one), ("r-neu", two)):
            text = file(name, f"[[geltung]]\n{span}")
            folder = write(f'familie = "r"\n{text}', f"{name}.toml").parent
        assert main(["validate", str(folder), "--lang", "en"]) == 0
        assert note in (out := capsys.readouterr().out)
        assert ("note: " in out) == bool(note)

    RULE = '[[richtwert]]\nstufen = ["A"]\nprozent = 10\n'

    @pytest.mark.parametrize(
        ("other", "note"),
        [
            ('stufen = ["A"]\nprozent = 10', "richtwert[0] and richtwert[1] say the same"),
            ("rang = 1\nprozent = 15", "richtwert[0] and richtwert[1] bind the same grades"),
            ('stufen = ["B"]\nprozent = 10', ""),
            ('stufen = ["A"]\nprozent = 15\nbesgr_ab = "A 9"', ""),
            ('stufen = ["A"]\nprozent = 15\narten = ["anlass"]', ""),
            ('stufen = ["A"]\nprozent = 5\ngrenze = "mindestens"', ""),
        ],
    )
    def test_two_richtwerte_on_the_same_grades(self, write: Write, other: str, note: str) -> None:
        path = write(file("r", self.RULE, f"[[richtwert]]\n{other}"))
        assert [n.en for n in remarks(read_guideline(path)) if note not in n.en or not note] == []
        assert bool(remarks(read_guideline(path))) == bool(note)

    @pytest.mark.parametrize(
        ("span", "outside"),
        [
            ("ab = 2024-01-01\nbis = 2024-12-31", [0, 1]),
            ("ab = 2024-01-01\nbis = 2025-12-31", [1]),
            ("ab = 2024-01-01", []),
            ('ab = 2024-01-01\nlaufbahngruppe = "mittlerer Dienst"', []),
        ],
    )
    def test_a_stichtag_that_it_does_not_govern(
        self, write: Write, span: str, outside: list[int]
    ) -> None:
        """A day beyond the end is a slip of the year; of a day whose group is not named nobody can tell."""
        days = "[[stichtag]]\ntag = 2025-09-01\n[[stichtag]]\ntag = 2026-02-28\n"
        found = [
            n.en for n in remarks(read_guideline(write(file("r", f"[[geltung]]\n{span}\n{days}"))))
        ]
        assert [
            f"stichtag[{n}]: by its [[geltung]]" in text
            for n, text in zip(outside, found, strict=True)
        ] == [True for _ in outside]

    def test_days_and_scales_tell_them_apart(self, write: Write) -> None:
        dated = self.RULE + "bis = 2023-12-31\n" + self.RULE + "ab = 2024-01-01\n"
        assert remarks(read_guideline(write(file("r", dated)))) == ()
        unknown = '[[richtwert]]\ngegenstand = "Spitzennoten"\nprozent = 10\n' * 2
        (*_, note) = remarks(read_guideline(write(file("r", unknown, scale=""))))
        assert note.de == "richtwert[0] und richtwert[1] sagen dasselbe"

    @pytest.mark.parametrize(
        ("land", "note"),
        [
            ("bremen", "did you mean 'Bremen'?"),
            ("NRW", "did you mean 'Nordrhein-Westfalen'?"),
            ("Stadt Talstadt", "is neither a Land nor the Bund"),
            ("Österreich", ""),
            ("Bund", ""),
        ],
    )
    def test_whose_law_counts(self, write: Write, land: str, note: str) -> None:
        notes = remarks(read_guideline(write(file("r").replace("Hessen", land))))
        assert [note in n.en for n in notes] == [True] * bool(note)

    @pytest.mark.parametrize(
        ("text", "note"),
        [
            (file("r").replace('land = "Hessen"\n', ""), "land is missing"),
            (file("r", scale=""), "no [[skala]]"),
            (file("r", '[[luecke]]\nwas = "die Stufen"', scale=""), ""),
            (file("r", "[zeitraum]"), "zeitraum says nothing"),
            (file("r", "[gesamturteil]\nbegruenden = true"), ""),
            (file("r", '[[begruendung]]\nnoten = ["alle"]'), "no scale here has alle"),
            (file("r", '[[begruendung]]\nnoten = ["A"]'), ""),
            (file("r", "[[richtwert]]\nrang = 1\nprozent = '0,25'"), "a share of that size is 25"),
            (file("r", scale='reihe = { von = "0", bis = "15", schritt = 1 }'), "the best number would be 0"),
            (file("r", scale='reihe = { von = "1", bis = "6", schritt = 1 }'), ""),
            (file("r", scale=f'stufe = [{BAND}, {{ code = "B" }}]'), "B stands without numbers"),
            (TWO_SCALES, "only r-merkmale is asked"),
        ],
    )  # fmt: skip
    def test_what_a_newcomer_forgets_is_a_remark(self, write: Write, text: str, note: str) -> None:
        found = [n.en for n in remarks(read_guideline(write(text)))]
        assert [note in one for one in found] == [True] * bool(note)

    def test_a_hint_looks_at_the_file_first(self, write: Write) -> None:
        text = file("eigen", table("eigen", "eigen-merkmal", SAME))
        text += '[[skala]]\nid = "eigen-merkmale"\ntitel = "M"\n' + LETTERS
        with pytest.raises(DataError, match="did you mean 'eigen-merkmale'"):
            read_guideline(write(text))


class TestSlips:
    """What somebody types who writes a first file, and the way out"""

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("prozent = 10", 'prozent = "20 %"', "nur die Zahl: 20"),
            ("prozent = 10", 'prozent = "12,5 v. H."', "nur die Zahl: '12,5'"),
            ("prozent = 10", 'prozent = "bis zu 25 v. H."', "nur die Zahl: 25, und dazu grenze = 'hoechstens'"),
            ("prozent = 10", 'prozent = "10-15 %"', "prozent = 10 mit grenze = 'mindestens' und prozent = 15"),
            ("prozent = 10", "prozent = 10-15", "Eine Spanne ist keine Zahl: prozent = 10 und prozent = 15 stehen"),
            ("prozent = 10", "prozent = ''", "was nicht bekannt ist, bleibt weg"),
            ("prozent = 10", "prozent = 10\nab = 1. März 2024", "ab = 2024-03-01 (statt 1. März 2024)."),
            ("prozent = 10", "prozent = 10\nab = 1. Hornung 2024", 'ab = "1. Hornung 2024"'),
            ("prozent = 10", 'prozent = 10\nab = "April 2024"', "; der Tag fehlt"),
            ("prozent = 10", 'prozent = 10\nab = "01.04."', "; das Jahr fehlt"),
            ("prozent = 10", 'prozent = 10\nmindestgroesse = "10 Beamte"', "ohne Anführungszeichen: 10"),
            ("prozent = 10", 'prozent = 10\nje = ["laufbahn", "dienstgrad"]', 'je = [["laufbahn"]]; gemeinsam: [['),
            ("prozent = 10", 'prozent = 10\nab = "2024"', "; Tag und Monat fehlen"),
            ("prozent = 10", 'prozent = 10\nbis = "unbefristet"', "was nicht bekannt ist, bleibt weg"),
            ("prozent = 10", "prozent = 10\nsoll = true", "das ist verbindlichkeit = 'soll'"),
            ("prozent = 10", "prozent = '750,00 €'", "nur die Zahl: '750,00'"),
            ("prozent = 10", "prozent = 10\nwartezeit = 6", "das ist eine Tabelle für sich: [wartezeit]"),
            ('art = "norm"', 'art = "Dienstvereinbarung"', "gemeint ist wohl „norm“"),
            ('titel = "Noten"', 'titel = "Noten"\nfuer = "Potenzial"', "gemeint ist wohl „eignung“"),
            ('titel = "Noten"', 'titel = "Noten"\neinheit = { eins = "Punkt" }', "der Schlüssel „mehrere“ fehlt"),
            ('titel = "Noten"', 'titel = "Noten"\neinheit = "Punkte"', '{ eins = "ein Punkt", mehrere ='),
            ("[[richtwert]]", "[turnus]\n[[richtwert]]", "der Schlüssel „monate“ fehlt (Monate von einer"),
            ('{ code = "B" }', '{ code = "B", zahl = 2 }', "dafür gibt es code"),
            ("stufe = [", "reihe = { von = 5, bis = 1, schritt = 0.5 }\nstufe = [", "von = '5,0', bis = '1,0'"),
            ("prozent = 10", "prozent = 10\nbesgr = 'A 9'", "dafür gibt es besgr_ab, besgr_bis"),
            ("stufen = [", "noten = [", "dafür gibt es stufen, bereich, gegenstand"),
            ("stufen = [", "stufe = [", "gemeint ist wohl „stufen“"),
            ("[[richtwert]]", "[[quote]]", "dafür gibt es richtwert"),
            ("[[richtwert]]", "[[turnus]]\njahre = 3\n[[richtwert]]", "dafür gibt es monate: ein Jahr sind 12"),
            ("[[richtwert]]", f"{WAIT} = 12\n[[richtwert]]", 'für jede Note einzeln: monate = { "…" = 12 }'),
            ("[[richtwert]]", f"{WAIT} = 'x'\n[[richtwert]]", "erwartet wird eine Tabelle, angegeben ist „x“ (Text)"),
            ("stufe = [", 'reihe = "15-0"\nstufe = [', "in geschweiften Klammern: { von = …, bis = …, schritt = … }"),
            ("[[richtwert]]", "// Quoten\n[[richtwert]]", "Bemerkungen beginnen mit # (statt //)."),
            ('titel = "T"', 'titel\u00a0= "T"', "ein geschütztes oder unsichtbares Leerzeichen"),
            ('id = "r"\ntitel = "T"', "Note;Bezeichnung", "Das sieht nach CSV aus; erwartet wird TOML."),
            ('id = "r"\ntitel = "T"', '{ "id": "r" }', "Das sieht nach JSON aus; erwartet wird TOML."),
            ('id = "r"\ntitel = "T"', "<richtlinie/>", "Das sieht nach XML aus; erwartet wird TOML."),
            ('id = "r"\ntitel = "T"', '```toml\nid = "r"\ntitel = "T"', "Die Zeilen mit ``` gehören nicht"),
            ("[[richtwert]]", "[verteilung]\nA = 10\n[[richtwert]]", "Anteile einzelner Noten sind [[richtwert]]"),
            ("[[richtwert]]", "[zeitraum]\nmindestens = 6\n[[richtwert]]", "sagt [mindestzeitraum] mit monate oder"),
            ("[[richtwert]]", "[zeitraum]\nende = 'tag'\nlang = true\n[[richtwert]]", "[[bestimmung]] mit thema und"),
            ("prozent = 10", "prozent = [5, 10]", "eine Spanne sind zwei Tabellen: prozent = 5 mit grenze ="),
            ("prozent = 10", "quote = 10", "dafür gibt es prozent"),
            ("prozent = 10", "prozent = 10\nje = [['haus']]", "was hier keinen Platz hat, steht als [[bestimmung]]"),
            ("prozent = 10", "prozent = 'bis zu 3 Beamte'", "eine Zahl von Personen heißt anzahl = 3"),
            ('zitat = "', 'titel = "', "dafür gibt es zitat"),
            ("prozent = 10", 'prozent = "viel"', "erwartet wird eine Zahl wie 15, '12,5' oder '100/3'"),
            ('stufen = ["A"]\nprozent', "gilt_dem_mittel = true\nprozent", "heißt der Wert mittelwert und"),
            ('{ code = "B" }', '{ code = "A" }', "die Note „A“ steht zweimal da"),
            ("prozent = 10", 'prozent = 10\nab = "im Juni"', "erwartet wird ein Tag wie 2000-09-01"),
            ('id = "r"\ntitel = "T"', 'id = "Stadt Köln"\ntitel = "T"', "Bindestrichen bestehen, etwa stadt-koeln"),
            ('id = "r"\ntitel = "T"', 'id = "?"\ntitel = "T"', "Ziffern und Bindestrichen bestehen"),
            ('quelle = "buch"', 'quelle = "Buch"', "beleg[0].quelle (und 2 weitere): keine Quelle „Buch“ ist bekannt"),
        ],
    )  # fmt: skip
    def test_it_is_told_once_with_the_way_out(
        self, write: Write, old: str, new: str, told: str
    ) -> None:
        text = file("r", '[[richtwert]]\nstufen = ["A"]\nprozent = 10\n')
        assert old in text
        with pytest.raises(DataError) as raised:
            read_guideline(write(text.replace(old, new, 1)))
        (fault, *_) = raised.value.explain("de").splitlines()[1:]
        assert told in fault

    @pytest.mark.parametrize(
        ("beleg", "told"),
        [
            ('[beleg]\nquelle = "buch"\nevidenz = "Normen"\n', "gemeint ist wohl „normtext“"),
            (
                '[[beleg]]\nquelle = 1\n[[beleg]]\nquelle = "buch"\n',
                "der Schlüssel „evidenz“ fehlt",
            ),
            ("", "quelle und evidenz für alle Zeilen auf einmal: [beleg]"),
        ],
    )
    def test_source_and_evidence_for_all_rows(self, write: Write, beleg: str, told: str) -> None:
        rows = "".join(f"[[turnus]]\nmonate = {n}\n" for n in (12, 24, 36))
        text = file("r", rows)
        start, end = text.index("[beleg]"), text.index("[[skala]]")
        with pytest.raises(DataError) as raised:
            read_guideline(write(text[:start] + beleg + text[end:]))
        lines = raised.value.explain("de").splitlines()[1:]
        assert any(told in line for line in lines[:4])
        assert (len(lines) < 5) == bool(beleg)


class TestProvisions:
    """What only prose could say has keys, and they are checked"""

    ALL = """
[[turnus]]
monate = 36
[[wartezeit]]
id = "w"
text = "W"
monate = { A = 12, C = 36 }
[[berechnung]]
art = "mittel"
von = "meins"
[[stufenwert]]
skala = "meins"
was = "Entgelt"
werte = { A = "1,5" }
[[massstabswechsel]]
richtung = "strenger"
um = "0,5"
text = "T"
[[merkmal]]
name = "Arbeitsgüte"
skala = "meins"
gewicht = 2
[[merkmal]]
name = "Fleiß"
[[ausnahme]]
text = "A"
ab_alter = 60
[[verfahren]]
schritt = "Eröffnung"
frist_tage = 14
frist_monate = 1
[[geltungsbereich]]
fuer = ["Beamte"]
[skalenvorgabe]
stufen_mindestens = 3
stufen_hoechstens = 5
[[bestimmung]]
thema = "T"
text = "T"
[verteilung]
regel = "untersagt"
[befoerderung]
strenger = true
"""

    def test_they_load(self, write: Write) -> None:
        rules = read_guideline(write(file("meins", self.ALL))).document
        assert (rules.turnus[0].monate, rules.wartezeit[0].monate["C"]) == (36, 36)
        assert rules.stufenwert[0].werte["A"] == Fraction(3, 2)

    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            ("monate = 36\n[[w", "monate = 0\n[[w", "monate must be at least 1"),
            ("monate = 36\n[[w", "monate = 9\nab = 2000-01-01\nbis = 1999-01-01\n[[w", "lies before"),
            ("C = 36", "C = 6", "a better grade waits 12 months and a worse one 6"),
            ("C = 36", "Z = 36", "scale meins has no grade 'Z'"),
            ("A = 12, C = 36", "", "monate names no grade"),
            ("strenger = true", 'rang = "gesetz"', "give amt or strenger"),
            ("C = 36", "C = -36", "must not be negative"),
            ('text = "W"', 'text = "W"\nskala = "nirgends"', "no scale 'nirgends' is known"),
            ('text = "W"', 'text = "W"\nab = 2000-01-01\nbis = 1999-01-01', "lies before ab"),
            ('von = "meins"', 'von = "nirgends"', "berechnung[0].skala: no scale 'nirgends'"),
            ('von = "meins"', 'gewicht = [{ was = "x", gewicht = 2 }]', "has no weights"),
            ('art = "mittel"', 'art = "gewichtete_summe"\ngewicht = [{ was = "x", gewicht = 0 }]', "be positive"),
            ('art = "mittel"', 'art = "mittel"\ndezimalstellen = -1', "dezimalstellen must not be"),
            ('A = "1,5"', 'Z = "1,5"', "stufenwert[0]: scale meins has no grade 'Z'"),
            ('{ A = "1,5" }', "{}", "werte names no stage"),
            ('um = "0,5"', "um = 0", "um must be positive"),
            ("gewicht = 2", "gewicht = 0", "gewicht must be positive"),
            ('skala = "meins"\ngewicht', 'skala = "nirgends"\ngewicht', "merkmal[0].skala"),
            ("ab_alter = 60", "ab_alter = 0", "ab_alter must be at least 1"),
            ("frist_tage = 14", "frist_tage = 0", "frist_tage must be at least 1"),
            ("frist_monate = 1", "frist_monate = 0", "frist_monate must be at least 1"),
            ('fuer = ["Beamte"]', "", "give fuer or ausgenommen"),
            ("stufen_hoechstens = 5", "stufen_hoechstens = 2", "lies below 3"),
            ("stufen_mindestens = 3", "stufen_mindestens = -1", "must be at least 1"),
            ('thema = "T"', 'thema = "T"\nab = 2000-01-01\nbis = 1999-01-01', "lies before ab"),
            ("monate = 36\n[[w", "monate = 36\nstichtag_monat = 2\nstichtag_tag = 30\n[[w", "no day of the year"),
            ("monate = 36\n[[w", "monate = 36\nstichtag_tag = 30\n[[w", "no day of the year"),
            ('um = "0,5"', 'skala = "nirgends"', "massstabswechsel[0].skala"),
            ('"untersagt"', '"untersagt"\n[[richtwert]]\nrang = 1\nprozent = 10', "no Richtwerte"),
        ],
    )  # fmt: skip
    def test_and_are_checked(self, write: Write, old: str, new: str, fault: str) -> None:
        assert old in self.ALL
        with pytest.raises(DataError) as raised:
            read_guideline(write(file("meins", self.ALL.replace(old, new, 1))))
        assert fault in str(raised.value)

    def test_a_broken_scale_is_told_once(self, write: Write) -> None:
        text = file("meins", self.ALL, scale='stufe = [{ code = "A" }, { code = "a" }]')
        with pytest.raises(DataError) as raised:
            read_guideline(write(text))
        assert len(raised.value.problems) == 1

    def test_a_band_counts_with_its_worst_grade(self, write: Write) -> None:
        rows = 'stufe = [{ code = "gut", reihe = { von = "9", bis = "5", schritt = 1 } }, { code = "4" }]'
        waiting = '[[wartezeit]]\nid = "w"\ntext = "W"\nmonate = { "gut" = 12, "6" = 24 }'
        with pytest.raises(DataError, match="a better grade waits 24 months"):
            read_guideline(write(file("meins", waiting, scale=rows)))


class TestHowTo:
    """The page on bands, means, dated Richtwerte and mappings alone is right as it stands"""

    def test_its_files_load_in_any_order_and_answer(
        self, write: Write, capsys: pytest.CaptureFixture[str]
    ) -> None:
        page = (Path(__file__).parents[2] / "docs" / "how-to" / "guideline-details.md").read_text(
            encoding="utf-8"
        )
        parts = re.findall(r"```toml\n(.*?)```", page, flags=re.DOTALL)
        folder = write("\n".join(parts[:-1]), "z.toml").parent
        write(parts[-1], "a.toml")
        assert main(["validate", str(folder / "z.toml")]) == 0
        assert "Hinweis" not in capsys.readouterr().out
        assert {g.id for g in load_all([folder])} == {"bergamt-2025", "bergamt-sachsen"}
        assert str(guideline("bergamt-2025").place("10,505", "bergamt-2025-mittel")).endswith(
            "10,51"
        )
        to = mapping("bergamt-2025-mittel", "bergamt-2025")
        assert [g.code for g in to(grade("bergamt-2025-mittel:10,50"))] == ["11"]
        assert grade("bergamt-2025:12").to("sn-beurtvo-2024-probezeit").code.startswith("über")
