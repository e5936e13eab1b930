"""Pictures, tested by their structure: what they draw, what they tell, and that nothing starts."""

from __future__ import annotations

import re
import textwrap
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from each import each
from hypothesis import given
from hypothesis import strategies as st

from beurteilung import (
    Amtszulage,
    Befoerderung,
    Laufbahnwechsel,
    check,
    compare,
    grade,
    guideline,
    mapping,
    scale,
    scales,
)
from beurteilung._base.text import Text
from beurteilung.cases.facts import Facts
from beurteilung.cases.report import read_case
from beurteilung.changes.measure import MEASURES
from beurteilung.errors import WrongKindError
from beurteilung.model.findings import Finding, Verdict
from beurteilung.model.mappings import NoCounterpart, Pair, ScaleMapping
from beurteilung.model.scales import GradeScale, Stage, Step
from beurteilung.model.sources import Citation, Evidence, Source
from beurteilung.render.drawing import GREEN, ORANGE, SIZE, VIOLET, Box, cut, hatched
from beurteilung.render.notebook import picture
from beurteilung.render.svg import change_svg, mapping_svg, scale_svg
from beurteilung.render.timeline import timeline_svg

ROOT = Path(__file__).parent.parent.parent
CASE = read_case(ROOT / "examples" / "vg-stade-3-a-401-02.toml")
OLD, NEW = grade("ni-pol-1996:5"), grade("ni-pol-1999:3")
SEED = compare(OLD, NEW, events=[Laufbahnwechsel(date(1999, 11, 2))])
HOSTILE = "<script>alert(1)</script>\"'& \u202e \x07 " + "W" * 300
NS = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> ET.Element:
    """Parse a picture and check what every picture must be."""
    root = ET.fromstring(svg)  # noqa: S314 - our own text
    assert root.tag == f"{NS}svg"
    assert root.get("role") == "img"
    title, told = root[0], root[1]
    assert (title.tag, told.tag) == (f"{NS}title", f"{NS}desc")
    assert root.get("aria-label") == f"{title.text}. {told.text}"
    allowed = {"svg", "title", "desc", "rect", "line", "path", "circle", "text", "tspan"}
    width, height = (float(root.get(side) or 0) for side in ("width", "height"))
    for element in root.iter():
        assert element.tag.removeprefix(NS) in allowed
        assert "id" not in element.attrib
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name]
        for name, most in (("x", width), ("y", height), ("x2", width), ("y2", height)):
            assert 0 <= float(element.get(name, 0)) <= most, ET.tostring(element)
        for name, size, most in (("x", "width", width), ("y", "height", height)):
            assert float(element.get(name, 0)) + float(element.get(size, 0)) <= most
    assert all(float(line.get("x1") or 0) >= 0 for line in root.iter(f"{NS}line"))
    places: dict[str | None, list[float]] = {}
    for text in root.iter(f"{NS}text"):
        places.setdefault(text.get("x"), []).append(float(text.get("y") or 0))
    for ys in map(sorted, places.values()):  # no line of words stands on another one
        assert all(lower - upper > SIZE for upper, lower in pairwise(ys)), ys
    return root


def texts(root: ET.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{NS}text")]


def rows(root: ET.Element) -> list[ET.Element]:
    return list(root.iter(f"{NS}rect"))


class TestAScaleIsALadder:
    @each("item", scales(), ids=lambda s: s.id)
    @pytest.mark.parametrize("lang", ["de", "en"])
    def test_every_shipped_scale(self, item, lang) -> None:
        root = drawn(scale_svg(item, lang))
        assert len(rows(root)) == (len(item) if len(item) <= 40 else 15)

    def test_better_is_up(self) -> None:
        root = drawn(scale_svg(scale("schulnoten-1-6")))
        codes = [t.text for t in root.iter(f"{NS}tspan")]
        assert codes == ["1", "2", "3", "4", "5", "6"]
        ys = [float(r.get("y") or 0) for r in rows(root)]
        assert ys == sorted(ys)
        assert texts(root)[2] == "▲ besser"
        assert "▼ schlechter" in texts(root)

    def test_steps_stand_below_the_name_of_their_stage(self) -> None:
        said = texts(drawn(scale_svg(scale("ni-pol-2008"))))
        at = said.index("C entspricht voll den Anforderungen")
        assert said[at + 1 : at + 4] == [
            "C oberer Bereich",
            "C mittlerer Bereich",
            "C unterer Bereich",
        ]

    def test_a_step_between_two_stages_is_dashed_and_says_so(self) -> None:
        item = GradeScale(
            "s", (Stage("1", "eins"), Step("1,5"), Stage("2", steps=(Step("2a", "x"),)))
        )
        root = drawn(scale_svg(item, "en"))
        assert "1,5 (between two stages)" in texts(root)
        assert [bool(r.get("stroke-dasharray")) for r in rows(root)] == [False, True, False]
        assert "2a x" in texts(root)

    def test_stages_are_counted_where_they_are_attested(self) -> None:
        assert "6 grades in 6 stages, best" in scale_svg(scale("schulnoten-1-6"), "en")
        shown = scale_svg(scale("ni-pol-1996"))
        assert "<title>Wertungsstufen der BRLPol 1996 (ni-pol-1996)</title>" in shown
        assert "16 grades, best first" in scale_svg(scale("by-llbg"), "en")

    def test_a_missing_wording_is_said(self) -> None:
        assert "Bezeichnung nicht belegt" in texts(drawn(scale_svg(scale("ni-pol-1996"))))
        assert "Bezeichnung nicht belegt" not in texts(drawn(scale_svg(scale("schulnoten-1-6"))))

    def test_a_marked_grade_is_marked_by_words_too(self) -> None:
        root = drawn(scale_svg(OLD.scale, marked=OLD))
        assert "diese Note" in texts(root)
        assert root[1].text.endswith("Hervorgehoben: 5")

    def test_of_a_long_scale_the_marked_grade_is_shown(self) -> None:
        long = scale("jur-18-mittel")
        root = drawn(scale_svg(long, "en", marked=long["9,00"]))
        assert len(rows(root)) == 16
        assert [t for t in texts(root) if t.startswith("…")] == ["… 888 more", "… 897 more"]

    def test_a_scale_of_forty_grades_is_drawn_whole(self) -> None:
        for count, shown in ((40, 40), (41, 15)):
            made = GradeScale("lang", tuple(Stage(f"N{n}") for n in range(count)))
            assert len(rows(drawn(scale_svg(made)))) == shown


class TestAMappingIsTwoLadders:
    def test_one_line_a_pair_dashed_if_inferred(self) -> None:
        both = mapping("ni-pol-1996", "ni-pol-1999")
        lines = list(drawn(mapping_svg(both)).iter(f"{NS}line"))
        *links, legend, dashed = lines
        assert len(links) == len(both.pairs)
        assert [bool(link.get("stroke-dasharray")) for link in links] == [
            p.evidence is Evidence.INFERRED for p in both
        ]
        assert (legend.get("stroke-dasharray"), bool(dashed.get("stroke-dasharray"))) == (
            None,
            True,
        )
        assert all(line.get("y1") == line.get("y2") for line in (legend, dashed))

    def test_merges_splits_and_gaps_are_said(self) -> None:
        a = GradeScale("a", (Stage("A"), Stage("B"), Stage("C"), Stage("D")))
        b = GradeScale("b", (Stage("1"), Stage("2"), Stage("3"), Stage("4")))
        pairs = (("A", "1"), ("B", "1"), ("C", "2"), ("C", "3"))
        made = ScaleMapping(a, b, tuple(Pair(a[x], b[y]) for x, y in pairs))
        said = texts(drawn(mapping_svg(made, "en")))
        assert "merges A and B" in said
        assert "corresponds to 2 and 3 (open which)" in " ".join(said)
        assert said.count("no counterpart") == 2
        assert "D: no counterpart; 4: no counterpart" in drawn(mapping_svg(made, "en"))[1].text

    def test_a_long_mapping_joins_what_it_shows(self) -> None:
        a, b = (
            GradeScale(name, tuple(Stage(f"{name}{n}") for n in range(60))) for name in ("a", "b")
        )
        made = ScaleMapping(a, b, tuple(Pair(x, y) for x, y in zip(a, b, strict=True)))
        assert len(list(drawn(mapping_svg(made)).iter(f"{NS}circle"))) == 2 * 15


class TestAChangeIsSplit:
    def test_the_seed_case_can_be_read_off(self) -> None:
        said = texts(drawn(change_svg(SEED)))
        assert [t for t in said if re.fullmatch(r"−\d|0", t)] == ["−1", "−2", "−1", "−1", "−1", "0"]
        for words in (
            "alte Note", "neue Note", "entspricht", "den Ziffern nach", "durch die Skala",
            "der Sache nach", "davon erklärt", "davon unerklärt", "zusammen −2", "zusammen −1",
        ):  # fmt: skip
            assert words in said
        assert "Laufbahnwechsel vom 02.11.1999" in " ".join(said)

    def test_each_part_has_a_pattern_of_its_own(self) -> None:
        other = compare(grade("ni-pol-1999:5"), grade("ni-pol-1999:2"), events=[Befoerderung()])
        svg = change_svg(SEED) + change_svg(other)
        assert VIOLET in svg
        assert GREEN in svg
        assert ORANGE in svg
        assert 'fill-opacity="0.25"' in svg

    def test_each_part_starts_where_the_one_before_it_ends(self) -> None:
        bars = [r for r in rows(drawn(change_svg(SEED))) if r.get("width") == "60"]
        figures, by_scale, real, explained = (
            (float(r.get("y")), float(r.get("height"))) for r in bars
        )
        assert figures[1] == by_scale[1] + real[1]
        assert real == explained == (by_scale[0] + by_scale[1], by_scale[1])

    def test_an_uncertain_part_is_a_dashed_frame_and_nothing_is_summed(self) -> None:
        unsure = compare(grade("ni-pol-1999:4"), grade("ni-pol-1999:3"), events=[Amtszulage()])
        said = texts(drawn(change_svg(unsure, "en")))
        assert "−1 … 0" in said
        assert not [t for t in said if t.startswith("together")]

    def test_both_signs_a_rise_and_several_counterparts(self) -> None:
        up = compare(grade("ni-pol-1999:2"), grade("ni-pol-1996:4"))
        root = drawn(change_svg(up))
        assert texts(root).count("entspricht") == 2
        assert "+1 … +2" in texts(root)

    def test_the_same_grade(self) -> None:
        same = compare(OLD, OLD)
        said = texts(drawn(change_svg(same)))
        assert "alte und neue Note" in said
        assert said.count("0") == 3

    def test_counted_on_a_third_scale_with_inferred_pairs(self) -> None:
        three = compare(OLD, NEW, on="ni-pol-2008")
        root = drawn(change_svg(three))
        assert {"ni-pol-1996", "ni-pol-1999", "ni-pol-2008"} <= set(texts(root))
        assert "erschlossen" in texts(root)

    def test_a_link_for_each_grade_of_another_scale_than_the_one_it_is_counted_on(self) -> None:
        three = compare(OLD, NEW, on="ni-pol-2008")
        links = len(OLD.candidates(three.on)) + len(NEW.candidates(three.on))
        for change, count, width in (
            (compare(OLD, OLD), 0, 606), (SEED, 1, 696), (three, links, 1036)
        ):  # fmt: skip
            root = drawn(change_svg(change))
            assert len(list(root.iter(f"{NS}circle"))) == 2 * count
            assert root.get("width") == str(width)

    def test_in_a_report_its_words_stand_beside_it_only(self) -> None:
        report = check(CASE)
        bare = change_svg(report.change, finding=report.on_change, caption=False)
        assert bare in report.render("html", "de")
        assert bare != change_svg(report.change, finding=report.on_change)

    def test_without_counterpart_only_the_figures_are_drawn(self) -> None:
        a = GradeScale("von-a", (Stage("3"), Stage("2"), Stage("1")))
        lost = evolve(
            SEED, outcome=evolve(SEED.outcome, nominal=None, scale_effect=None, real=None,
                                 explained=None, unexplained=None,
                                 why_not=tuple((name, "zwei-skalen") for name in MEASURES)),
        )  # fmt: skip
        assert "den Ziffern nach" not in texts(drawn(change_svg(lost)))
        assert a.direction == 1

    def test_a_long_way_is_drawn_small_with_few_lines(self) -> None:
        far = compare(grade("rangpunkte-15-prozent:100,00"), grade("rangpunkte-15-prozent:0,02"))
        root = drawn(change_svg(far))
        assert len(rows(root)) < 12
        assert "… 1 weitere" in texts(root)
        assert float(root.get("height")) < 760


class TestACareerIsATimeline:
    def test_the_seed_case(self) -> None:
        root = drawn(timeline_svg(Facts(CASE)))
        said = " ".join(texts(root))
        for words in (
            "Polizeihauptmeister", "Laufbahnwechsel vom 02.11.1999", "Stichtag 01.09.2000",
            "Note 4 vom 07.08.1998: ersetzt", "Note 5 vom 19.03.2001: gilt", "Kenntnisstand 20.03.2003",
        ):  # fmt: skip
            assert words in said
        assert [t for t in texts(root) if re.fullmatch(r"\d{4}", t)] == [
            "1997", "1998", "1999", "2000", "2001", "2002", "2003",
        ]  # fmt: skip
        hollow = [
            p for p in root.iter(f"{NS}path") if p.get("fill") == "none" and "z" in p.get("d")
        ]
        assert len(hollow) == 1

    @pytest.mark.parametrize(
        ("start", "words"),
        [
            (date(1998, 6, 11), "gap without appraisal: 10 days"),
            (date(1998, 5, 22), "overlap: 10 days"),
        ],
    )
    def test_gaps_and_overlaps_are_seen(self, start, words) -> None:
        old, new = CASE.beurteilung
        moved = evolve(CASE, beurteilung=(old, evolve(new, von=start)))
        joined = texts(drawn(timeline_svg(Facts(CASE), "en")))
        assert not [t for t in joined if t.startswith(("gap", "overlap"))]
        assert words in texts(drawn(timeline_svg(Facts(moved), "en")))

    def test_a_version_of_a_later_day_is_not_yet_known(self) -> None:
        early = evolve(CASE, kenntnisstand=date(2001, 1, 1))
        said = " ".join(texts(drawn(timeline_svg(Facts(early)))))
        assert "Note 5 vom 19.03.2001: noch nicht bekannt" in said

    def test_without_two_days_there_is_no_timeline(self) -> None:
        new = CASE.beurteilung[1]
        bare = evolve(
            CASE,
            kenntnisstand=None,
            amt=(evolve(CASE.amt[0], ab=None),),
            abordnung=(),
            beurteilung=(
                evolve(new, von=None, bis=None, stichtag=None, fassung=(evolve(new.fassung[0], eroeffnet=None),)),
            ),
        )  # fmt: skip
        assert timeline_svg(Facts(bare)) == ""
        assert "<svg" not in picture(check(bare)).html
        known = evolve(bare, kenntnisstand=date(2003, 3, 20))
        assert timeline_svg(Facts(known)) == ""  # one day is no line of time
        known = evolve(known, amt=(evolve(CASE.amt[0], ab=date(1999, 11, 2)),))
        assert "Note 3: gilt" in texts(drawn(timeline_svg(Facts(known))))

    def test_without_periods_nothing_lies_between(self) -> None:
        old, new = CASE.beurteilung
        bare = evolve(CASE, beurteilung=(evolve(old, von=None, bis=None), new))
        assert not [
            t for t in texts(drawn(timeline_svg(Facts(bare)))) if t.startswith(("Lücke", "Über"))
        ]

    def test_an_open_office_runs_through(self) -> None:
        one = evolve(CASE, amt=CASE.amt[:1])
        bars = drawn(timeline_svg(Facts(one))).iter(f"{NS}rect")
        assert ("312", "420") in [(bar.get("x"), bar.get("width")) for bar in bars]


def brightness(tone: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    parts = (int(tone[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tone", [VIOLET, GREEN, ORANGE])
@pytest.mark.parametrize("page", ["#ffffff", "#f8f9fa", "#000000", "#131416", "#1e1e1e"])
def test_each_tone_stands_out_from_light_and_dark_pages(tone, page) -> None:
    """WCAG 2, 1.4.11: graphical objects need a contrast of at least 3:1."""
    low, high = sorted((brightness(tone), brightness(page)))
    assert (high + 0.05) / (low + 0.05) >= 3


@given(st.integers(1, 90), st.integers(1, 90), st.booleans())
def test_slanting_lines_fill_a_box_from_edge_to_edge(width, height, crossed) -> None:
    svg = hatched(Box(10, 20, width, height), VIOLET, crossed=crossed)
    found = [
        [float(n) for n in ends] for ends in re.findall(r"M(\S+) ([^L]+)L(\S+) ([0-9.]+)", svg)
    ]
    if crossed:  # the same from the upper edge
        found, others = found[: len(found) // 2], found[len(found) // 2 :]
        assert others == [[x1, 40 + height - y1, x2, 40 + height - y2] for x1, y1, x2, y2 in found]
    assert [x1 - 10 + y1 - 20 for x1, y1, *_ in found] == [*range(7, width + height, 7)]
    for x1, y1, x2, y2 in found:
        assert x2 - x1 == y1 - y2 >= 0
        assert x1 == 10 or y1 == 20 + height
        assert x2 == 10 + width or y2 == 20


class TestHostileText:
    def test_in_every_picture(self) -> None:
        item = GradeScale(
            "s",
            (Stage(HOSTILE, HOSTILE + "x"), Stage("b", steps=(Step("b1", HOSTILE + "y"),))),
            HOSTILE,
        )
        made = ScaleMapping(item, scale("ni-pol-1999"), (Pair(item["b1"], grade("ni-pol-1999:1")),))
        case = evolve(
            CASE, titel=HOSTILE, abordnung=(evolve(CASE.abordnung[0], bezeichnung=HOSTILE),)
        )
        for svg in (scale_svg(item), mapping_svg(made), timeline_svg(Facts(case))):
            root = drawn(svg)
            assert "<script" not in svg
            assert "\u202e" not in svg
            assert "<script>alert(1)</script>" in "".join(root.itertext())

    def test_what_is_too_long_ends_with_an_ellipsis(self) -> None:
        assert cut("a " * 200, 80, 2)[-1].endswith("…")
        assert cut("", 80) == [""]

    @given(
        st.lists(
            st.sampled_from(["a", "Stufe", "Besoldungsgruppe", "-", " ", "–", "\xa0", "\n", "A 9"])
        ),
        st.sampled_from([" ", ""]),
        st.integers(1, 400),
        st.integers(1, 4),
    )
    def test_as_the_standard_library_breaks_it(self, words, between, width, lines) -> None:
        text, letters = between.join(words), max(int(width / 7.6), 4)
        by_library = textwrap.wrap(text, letters, max_lines=lines, placeholder=" …")
        assert cut(text, width, lines) == (by_library or [""])


SOURCE = Source("q", "Quelle <b>", "norm")
NOTED = ScaleMapping(
    scale("ni-pol-1996"),
    scale("ni-pol-1999"),
    (Pair(OLD, grade("ni-pol-1999:4"), Evidence.REASONS, (Citation(SOURCE, Evidence.REASONS),)),),
    (NoCounterpart(grade("ni-pol-1996:1"), Citation(SOURCE, Evidence.REASONS)),),
)


class TestNotebook:
    @pytest.mark.parametrize(
        ("thing", "pictures"),
        [
            (OLD, 1),
            (OLD.scale, 1),
            (NOTED, 1),
            (SEED, 1),
            (SEED.finding, 0),
            (check(CASE), 2),
            (check(evolve(CASE, beurteilung=CASE.beurteilung[1:])), 1),
            (guideline("ni-pol-1999"), 2),
        ],
        ids=[
            "grade",
            "scale",
            "mapping",
            "change",
            "finding",
            "report",
            "first report",
            "guideline",
        ],
    )
    def test_everything_shows_itself(self, thing, pictures) -> None:
        html = thing._repr_html_()
        assert html == picture(thing).html == picture(thing)._repr_html_()
        root = ET.fromstring(html.replace(" open>", ">"))  # noqa: S314 - our own text
        assert len(list(root.iter(f"{NS}svg"))) == pictures
        assert not {"script", "img", "link", "iframe"} & {e.tag for e in root.iter()}
        assert root.get("class") == "beurteilung"

    def test_other_things_have_no_picture(self) -> None:
        with pytest.raises(WrongKindError, match="no picture of int; expected a scale, grade"):
            picture(1)

    def test_in_english(self) -> None:
        assert "by the figures" in picture(SEED, "en").html

    def test_a_finding_is_a_tree(self) -> None:
        child = Finding("kind", Verdict.OPEN, Text("Unten.", "Below."))
        html = picture(
            Finding("x", Verdict.SATISFIED, Text("Oben.", "Above."), children=(child,))
        ).html
        assert '<details class="satisfied"><summary>' in html
