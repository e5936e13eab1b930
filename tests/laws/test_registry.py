"""What ships and what a user loads: architecture, contract, from "Grades come only from their scale"."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given

from beurteilung import (
    Citation,
    Evidence,
    GradeScale,
    compare,
    grade,
    guideline,
    guidelines,
    in_force,
    load,
    mapping,
    scale,
    scales,
)
from beurteilung._base.compiled import DATA
from beurteilung._base.translations import remark
from beurteilung.changes import measure as changes
from beurteilung.errors import (
    DataError,
    NoMappingError,
    NoScaleError,
    NotComparableError,
    NotInForceError,
    OverlappingEditionsError,
    RegistrationError,
    UnknownIdError,
)
from beurteilung.law import registry
from beurteilung.law.loading import validated
from beurteilung.strategies import grades, mappings

SHELF = ("_tables", "_scales", "_guidelines", "_direct", "_found", "_grades")

MINE = """
id = "meins"
titel = "Meine Richtlinie"
familie = "meins"

[[quelle]]
id = "q"
zitat = "erfundene Quelle"
art = "sekundaer"

[[skala]]
id = "meins"
titel = "Meine Skala"
quelle = "q"
evidenz = "sekundaer"
stufe = [{ code = "5" }, { code = "4" }, { code = "3" }, { code = "2" }, { code = "1" }]
"""

MAPPED = """
[[abbildung]]
von = "ni-pol-1999"
nach = "meins"
quelle = "q"
evidenz = "erschlossen"
paar = [
  { von = ["5"], nach = ["5"] },
  { von = ["4"], nach = ["4"] },
  { von = ["3"], nach = ["3"] },
  { von = ["2", "1"], nach = ["2", "1"] },
]
"""

WALLED = """
[[nicht_vergleichbar]]
von = "meins"
nach = "ni-pol-2008"
quelle = "q"
evidenz = "sekundaer"
anmerkung = "andere Richtwerte"
"""


@pytest.fixture(autouse=True)
def _shelf(monkeypatch):
    """Put everything back that a test loads."""
    for name in SHELF:
        monkeypatch.setattr(registry, name, dict(getattr(registry, name)))
    monkeypatch.setattr(registry, "_not_comparable", None)
    monkeypatch.setattr(registry, "loaded", {})
    monkeypatch.setattr(registry, "loaded", {})  # whatever other tests have loaded
    changes._outcome.cache_clear()
    yield
    changes._outcome.cache_clear()


@pytest.fixture
def write(tmp_path):
    def put(text, name="meins.toml"):
        file = tmp_path / name
        file.write_text(text, "utf-8")
        return file

    return put


class TestLoad:
    """load(path) registers the file in the process; the same content again gives the same objects,
    other content under a known id is an error
    """

    def test_its_scale_and_grades_can_be_had_by_name(self, write):
        made = load(write(MINE))
        assert made is guideline("meins")
        assert made.scale is scale("meins")
        assert made in guidelines()
        assert scale("meins") in scales()
        for g in made.scale:
            assert grade(str(g)) is g
        assert made.cite(made.document.skala[0]) == made.scale.citation

    def test_the_same_content_again_gives_the_same_objects(self, write):
        first, number = load(write(MINE)), registry.generation()
        assert load(write(f"# dasselbe\n{MINE}", "kopie.toml")) is first
        assert registry.generation() == number

    def test_other_content_under_a_known_id_is_an_error(self, write):
        first = load(write(MINE))
        with pytest.raises(RegistrationError) as raised:
            load(write(MINE.replace('"5"', '"6"'), "anders.toml"))
        assert "other content is already known as meins; choose another id" in str(raised.value)
        assert guideline("meins") is first
        assert scale("meins") is first.scale

    def test_a_scale_of_another_loaded_file_is_not_replaced(self, write):
        load(write(MINE.replace('"meins"', '"meins-lang"'), "lang.toml"))
        other = MINE.replace(
            'id = "meins"\ntitel = "Meine S', 'id = "meins-lang"\ntitel = "Andere S'
        )
        with pytest.raises(RegistrationError, match="already known as meins-lang; choose"):
            load(write(other))
        with pytest.raises(UnknownIdError):
            guideline("meins")

    @pytest.mark.parametrize("name", ["ni-pol-1999", "jur-18"])
    def test_what_ships_is_never_shadowed(self, write, name):
        before, number = grade("ni-pol-1999:5"), registry.generation()
        with pytest.raises(RegistrationError, match=f"already known as {name}"):
            load(write(MINE.replace('"meins"', f'"{name}"')))
        assert grade("ni-pol-1999:5") is before
        assert registry.generation() == number

    def test_a_shipped_file_loaded_by_its_path_is_the_shipped_one(self):
        number = registry.generation()
        path = DATA / "guidelines" / "ni-pol-1999.toml"
        assert load(path) is guideline("ni-pol-1999")
        assert registry.generation() == number

    def test_a_broken_file_registers_nothing(self, write):
        with pytest.raises(DataError):
            load(write(MINE + 'unbekannt = "x"'))
        with pytest.raises(UnknownIdError, match="no scale 'meins' is known"):
            scale("meins")

    def test_its_mapping_joins_it_to_what_ships(self, write):
        load(write(MINE + MAPPED))
        assert [str(g) for g in grade("ni-pol-1999:2").candidates("meins")] == [
            "meins:2",
            "meins:1",
        ]
        assert mapping("meins", "ni-pol-1999") == mapping("ni-pol-1999", "meins").inverse()
        way = mapping("ni-pol-1996", "meins")
        assert way == mapping("ni-pol-1996", "ni-pol-1999").then(mapping("ni-pol-1999", "meins"))
        assert mapping("ni-pol-1996", "meins") is way

    def test_what_was_not_joined_before_is_joined_after(self, write):
        load(write(MINE))
        mine = grade("meins:5")
        with pytest.raises(NoMappingError):
            compare(grade("ni-pol-1999:5"), mine)
        extra = MINE.replace('id = "meins"\ntitel = "Meine R', 'id = "dazu"\ntitel = "Dazu')
        extra = extra[: extra.index("[[skala]]")] + MAPPED
        load(write(extra, "dazu.toml"))
        assert compare(grade("ni-pol-1999:5"), mine).real == 0

    def test_a_second_mapping_of_the_same_scales_must_say_the_same(self, write):
        load(write(MINE + MAPPED))
        extra = MINE.replace('id = "meins"\ntitel = "Meine R', 'id = "dazu"\ntitel = "Dazu')
        extra = extra[: extra.index("[[skala]]")] + MAPPED
        assert load(write(extra, "dazu.toml")).mappings == (mapping("ni-pol-1999", "meins"),)
        other = extra.replace('"dazu"', '"nochmal"').replace("erschlossen", "sekundaer")
        with pytest.raises(
            RegistrationError, match="already known as ni-pol-1999 to meins; choose"
        ):
            load(write(other, "nochmal.toml"))

    def test_its_wall_stands_from_then_on(self, write):
        load(write(MINE + MAPPED))
        assert grade("meins:3").candidates("ni-pol-2008")
        walled = MINE.replace('id = "meins"\ntitel = "Meine R', 'id = "wand"\ntitel = "Wand')
        load(write(walled[: walled.index("[[skala]]")] + WALLED, "wand.toml"))
        with pytest.raises(NotComparableError) as raised:
            grade("meins:3").candidates("ni-pol-2008")
        assert "held not comparable by erfundene Quelle: andere Richtwerte" in str(raised.value)

    @pytest.mark.parametrize(
        ("keys", "law", "refused"),
        [
            ("", {}, True),
            ("ab = 2015-01-01", {"rechtsstand": date(2014, 12, 31)}, False),
            ("ab = 2015-01-01", {"rechtsstand": date(2015, 1, 1)}, True),
            ("ab = 2015-01-01", {}, True),
            ("", {"dienstherr": "Niedersachsen"}, True),
            ("", {"dienstherr": "Hessen"}, False),
            ('dienstherr = "Hessen"', {"dienstherr": "Hessen"}, True),
            ('dienstherr = "Hessen"', {}, False),
            ('dienstherr = "Hessen"', {"dienstherr": ""}, True),
        ],
    )
    def test_not_comparable_counts_from_its_day_on_for_its_dienstherr(
        self, write, keys, law, refused
    ):
        load(write(MINE + MAPPED + WALLED.replace("anmerkung", f"{keys}\nanmerkung")))
        ends = grade("meins:3"), grade("ni-pol-2008:D")
        if refused:
            with pytest.raises(NotComparableError):
                compare(*ends, **law)
        else:
            change = compare(*ends, **law)
            assert change.real == -1
            assert "meins" in change.render("html")
        with pytest.raises(NotComparableError):
            ends[0].candidates("ni-pol-2008")

    def test_of_a_scale_that_no_guideline_owns_it_counts_for_all(self, write):
        text = WALLED.replace("ni-pol-2008", "schulnoten-1-6")
        load(write(MINE + text))
        with pytest.raises(NotComparableError):
            compare(grade("meins:3"), grade("schulnoten-1-6:2"), dienstherr="Hessen")

    def test_a_shipped_one_is_unknown_before_its_day_and_elsewhere(self):
        ends = grade("bwl-pol-alt:1,25"), grade("bwl-pol-2003:2,50")
        for law in ({}, {"rechtsstand": date(2007, 2, 1)}, {"dienstherr": "Baden-Württemberg"}):
            with pytest.raises(NotComparableError, match="VG Freiburg"):
                compare(*ends, **law)
        for law in ({"rechtsstand": date(2007, 1, 31)}, {"dienstherr": "Bayern"}):
            with pytest.raises(NoMappingError):
                compare(*ends, **law)

    def test_what_is_known_for_a_while_answers_nothing_afterwards(self, write):
        pairs = ", ".join(f'{{ von = ["{6 - n}"], nach = ["{n}"] }}' for n in range(1, 6))
        mapped = MAPPED[: MAPPED.index("paar")].replace("meins", "schulnoten-1-6")
        ends = grade("ni-pol-1999:4"), grade("schulnoten-1-6:3")
        with validated([write(f"{MINE}{mapped}paar = [{pairs}]\n")]):
            assert compare(*ends).real == -1
        with pytest.raises(NoMappingError):
            compare(*ends)

    def test_a_loaded_scale_equals_no_shipped_one(self, write):
        load(write(MINE))
        assert grade("meins:5") != grade("ni-pol-1999:5")

    def test_figures_that_count_in_opposite_ways_have_no_difference(self, write):
        steps = zip("123456", "554321", strict=True)
        pairs = ", ".join(f'{{ von = ["{old}"], nach = ["{new}"] }}' for old, new in steps)
        mapped = MAPPED.replace("ni-pol-1999", "schulnoten-1-6")
        load(write(MINE + mapped[: mapped.index("paar")] + f"paar = [{pairs}]\n"))
        change = compare(grade("schulnoten-1-6:2"), grade("meins:4"))
        assert (change.nominal, change.real) == (None, -1)

    def test_a_shorter_way_counts_from_the_moment_it_is_loaded(self, write):
        load(write(MINE + MAPPED))
        before, after = grade("ni-pol-1996:5"), grade("meins:4")
        assert compare(before, after).real == 0, "by way of ni-pol-1999:4"
        steps = zip("654321", "554321", strict=True)
        pairs = ", ".join(f'{{ von = ["{old}"], nach = ["{new}"] }}' for old, new in steps)
        load(write(
            'id = "kurz"\ntitel = "Kurzer Weg"\n'
            '[[quelle]]\nid = "q"\nzitat = "erfundene Quelle"\nart = "sekundaer"\n'
            '[[abbildung]]\nvon = "ni-pol-1996"\nnach = "meins"\nquelle = "q"\n'
            f'evidenz = "erschlossen"\npaar = [{pairs}]\n',
            "kurz.toml",
        ))  # fmt: skip
        assert compare(before, after).real == -1, "straight to meins:5"


class TestGenerated:
    """Strategies never register anything"""

    @given(grades())
    def test_no_generated_scale_can_be_had_by_name(self, g):
        with pytest.raises(UnknownIdError):
            scale(g.scale.id)
        assert g.scale not in scales()

    @given(mappings())
    def test_nor_does_a_generated_mapping_join_anything(self, m):
        with pytest.raises(NoMappingError):
            mapping(m.before, m.after)

    @given(grades())
    def test_a_generated_scale_maps_to_itself_all_the_same(self, g):
        assert g.to(g.scale) is g
        assert g.candidates(g.scale) == (g,)

    def test_an_equal_scale_that_is_not_on_the_shelf_pickles_to_the_one_that_is(self):
        import pickle  # noqa: PLC0415 - one test

        shipped = scale("ni-pol-1996")
        twin = GradeScale(shipped.id, shipped.ladder, shipped.title, shipped.citation)
        assert twin is not shipped
        assert pickle.loads(pickle.dumps(twin)) is shipped  # noqa: S301 - our own
        other = GradeScale(shipped.id, shipped.ladder[1:], shipped.title)
        assert pickle.loads(pickle.dumps(other)) == other != shipped  # noqa: S301 - our own

    def test_a_scale_under_a_known_id_with_other_grades_maps_to_itself(self):
        shipped = scale("ni-pol-1996")
        assert mapping(shipped, shipped).before is shipped
        other = GradeScale(shipped.id, shipped.ladder[1:], shipped.title)
        assert mapping(other, other).before is other


class TestLookUp:
    """look up what ships"""

    def test_a_scale_that_no_source_attests_is_another_error_than_an_unknown_one(self):
        with pytest.raises(NoScaleError) as raised:
            scale("ni-pol-1999-nebenmerkmale")
        assert str(raised.value) == (
            "guideline ni-pol-1999 is known, but no scale 'ni-pol-1999-nebenmerkmale' is attested for "
            "it; its scales: ni-pol-1999, ni-pol-1999-merkmale"
        )

    def test_what_is_known_of_its_absence_is_told(self):
        with pytest.raises(NoScaleError) as raised:
            scale("ni-mi")
        told = [g.was for g in guideline("ni-mi").gaps if g.betrifft in ("", "skala")]
        gaps = [remark(was, "en") for was in told]
        assert gaps
        assert str(raised.value) == (
            "guideline ni-mi is known, but no scale 'ni-mi' is attested for it: " + "; ".join(gaps)
        )

    def test_so_it_is_for_a_loaded_guideline(self, write):
        none = MINE[: MINE.index("[[skala]]")] + '[[luecke]]\nwas = "Noten"\nbetrifft = "skala"\n'
        load(write(none))
        for name in ("meins", "meins-merkmale"):
            with pytest.raises(NoScaleError) as raised:
                scale(name)
            assert str(raised.value) == (
                f"guideline meins is known, but no scale {name!r} is attested for it: Noten"
            )

    def test_the_guideline_of_a_scale(self, write):
        for name in registry.stems("guidelines"):
            for s in guideline(name).scales:
                assert registry.guideline_of(s) is guideline(name)
        assert registry.guideline_of(load(write(MINE)).scale).id == "meins"
        alien = GradeScale("ni-pol-1999-fremd", scale("ni-pol-1999").ladder)
        assert registry.guideline_of(alien) is None
        assert registry.guideline_of(GradeScale("nirgends", alien.ladder)) is None

    def test_the_first_use_reads_only_what_is_asked_for(self, monkeypatch):
        for name in SHELF:
            monkeypatch.setattr(registry, name, {})
        assert scale("ni-pol-1999-merkmale").id == "ni-pol-1999-merkmale"
        assert set(registry._scales) == {"ni-pol-1999-merkmale"}
        assert set(registry._tables) == {"ni-pol-1999"}

    def test_whoever_waited_for_another_thread_takes_what_that_one_read(self, monkeypatch):
        known = guideline("ni-pol-1999")
        monkeypatch.setattr(registry, "_guidelines", {})

        class Busy:
            def __enter__(self):
                registry._guidelines["ni-pol-1999"] = known

            def __exit__(self, *_):
                pass

        monkeypatch.setattr(registry, "lock", Busy())
        assert guideline("ni-pol-1999") is known

    def test_an_unknown_guideline_offers_the_nearest(self):
        with pytest.raises(UnknownIdError) as raised:
            guideline("ni-pol-1998")
        assert str(raised.value).startswith(
            "no guideline 'ni-pol-1998' is known (did you mean 'ni-pol-"
        )
        assert str(raised.value).endswith("guidelines() lists all")

    def test_ids_are_sorted(self):
        assert [s.id for s in scales()] == sorted(s.id for s in scales())
        assert [g.id for g in guidelines()] == sorted(g.id for g in guidelines())

    def test_a_citation_without_a_source_is_found_when_asked_for(self):
        with pytest.raises(UnknownIdError, match="no source 'vg-nirgends-1' is known"):
            _ = Citation("vg-nirgends-1", Evidence.FACTS).source

    @pytest.mark.parametrize("group", ["gehobener Dienst", None])
    def test_which_edition_governs(self, group):
        """Keyed by (family, Laufbahngruppe, Stichtag): 29.12.1999 governs a Stichtag before its date"""
        if group:
            assert in_force("ni-pol", date(1999, 11, 1), laufbahngruppe=group).id == "ni-pol-1999"
        assert in_force("ni-pol", date(2010, 9, 1), laufbahngruppe=group).id == "ni-pol-2008"

    def test_an_edition_that_depends_on_the_group_asks_for_it(self):
        with pytest.raises(NotInForceError, match="depends on the Laufbahngruppe") as raised:
            in_force("ni-pol", date(2005, 9, 1))
        assert "gehobener Dienst: ni-pol-1999; mittlerer Dienst: ni-pol-1999" in str(raised.value)

    def test_a_date_outside_every_edition_names_the_known_ones(self):
        with pytest.raises(NotInForceError) as raised:
            in_force("ni-pol", date(1900, 1, 1))
        assert "no edition of ni-pol is known for the Stichtag 1 January 1900" in str(raised.value)
        assert "ni-pol-2008 (2008-09-01 to 2020-05-19)" in str(raised.value)
        with pytest.raises(NotInForceError, match="known: none"):
            in_force("xx-pol", date(2000, 1, 1))

    def test_an_unknown_career_group_is_named(self):
        with pytest.raises(UnknownIdError) as raised:
            in_force("ni-pol", date(2000, 1, 1), laufbahngruppe="gehoben")
        assert "unknown Laufbahngruppe 'gehoben'" in str(raised.value)
        assert "gehobener Dienst" in str(raised.value)

    def test_overlapping_editions_are_named(self, write):
        valid = '[[geltung]]\nab = 2000-01-01\nquelle = "q"\nevidenz = "sekundaer"\n'
        load(write(MINE + valid))
        load(write(MINE.replace('id = "meins"', 'id = "deins"') + valid, "deins.toml"))
        with pytest.raises(OverlappingEditionsError) as raised:
            in_force("meins", date(2001, 1, 1))
        assert str(raised.value) == (
            "deins and meins both claim the Stichtag 1 January 2001; name the edition itself"
        )


THREADS = """
import sys, threading
import beurteilung
sys.setswitchinterval(1e-6)
texts = [f"ni-pol-{y}:{n}" for y in (1996, 1999) for n in range(1, 6)]
asks = [lambda t=t: beurteilung.grade(t) for t in texts]
asks += [lambda n=n: beurteilung.scale(n) for n in ("ni-pol-2008", "oberstufe-15", "ni-pol-1999")]
asks += [lambda: beurteilung.mapping("ni-pol-1996", "ni-pol-2008")]
asks += [lambda: beurteilung.guideline("ni-pol-1999")]
asks += [lambda: beurteilung.compare]
found = [[] for _ in asks]
gate = threading.Barrier(16)
def work(shift):
    gate.wait()
    for n in range(len(asks)):
        at = (n + shift) % len(asks)
        found[at].append(asks[at]())
threads = [threading.Thread(target=work, args=(n,)) for n in range(16)]
for t in threads: t.start()
for t in threads: t.join()
print([len({id(x) for x in one}) for one in found])
"""


class TestThreads:
    """First use from many threads yields one object"""

    def test_in_a_fresh_process(self):
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", THREADS],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        assert done.stdout.strip() == str([1] * 16)
