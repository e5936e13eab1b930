"""BBG § 22, BLV § 36 and guidelines: what is asked of an officer before a promotion."""
# ruff: noqa: FBT003 - tables of facts read best in one line

from datetime import date, timedelta

import pytest
from attrs import evolve
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given
from hypothesis import strategies as st

from beurteilung import (
    Appraisal,
    Evidence,
    Period,
    Verdict,
    grade,
    guideline,
    load,
    scale,
)
from beurteilung.errors import DataError, DateError, UnknownIdError
from beurteilung.law.editions import Guideline
from beurteilung.law.provisions import Aktualitaetsnorm
from beurteilung.law.thresholds import Amt, Auswahlgrenze, Bedingung, Kriterium
from beurteilung.model.offices import Besoldungsgruppe
from beurteilung.personen import (
    Days,
    Laufbahn,
    Target,
    check_cutoff,
    check_eligibility,
    earliest,
    office_of,
    probation,
    waiting,
)
from beurteilung.personen.norms import order, orders

BLV, STMUV, POL = map(guideline, ("bund-blv-2026", "by-stmuv-2023", "by-pol-befoerderung"))
BY = scale("by-llbg")
CUT = next(c for c in POL.document.auswahlgrenze if c.id == "a9z-2024-02")
BASE = {"quelle": "x", "evidenz": Evidence.NORM}
days = st.dates(date(1990, 1, 1), date(2060, 1, 1))


def appraised(code, end=date(2025, 5, 31), kind="regel", of="by-llbg"):
    return Appraisal(
        grade(f"{of}:{code}"),
        period=Period(end - timedelta(days=700), end),
        stichtag=end,
        kind=kind,
    )


def child(finding, code, n=0):
    return [c for c in finding.children if c.code == f"voraussetzung.{code}"][n]


class TestDays:
    @pytest.mark.parametrize(
        ("months", "since", "first", "expected"),
        [
            (45, date(2012, 6, 1), True, (date(2016, 3, 1), date(2016, 3, 1))),
            (45, date(2012, 6, 2), True, (date(2016, 3, 2), date(2016, 3, 2))),
            (54, date(2011, 8, 31), True, (date(2016, 3, 1), date(2016, 3, 1))),
            (12, date(2025, 4, 1), None, (date(2026, 4, 1), date(2026, 4, 2))),
            (12, date(2025, 4, 1), False, (date(2026, 4, 2), date(2026, 4, 2))),
            (12, date(2024, 2, 29), None, (date(2025, 3, 1), date(2025, 3, 1))),
        ],
    )
    def test_the_first_day_after_a_waiting_time(self, months, since, first, expected):
        found = earliest(months, since, first_day_counts=first)
        assert (found.low, found.high) == expected
        assert found.exact == (expected[0] == expected[1])

    def test_probation(self):
        assert probation(date(2026, 3, 1), 36) == (date(2027, 8, 31), date(2029, 2, 28))

    @given(days, days, st.integers(1, 120))
    def test_whoever_begins_later_ends_later(self, one, other, months):
        early, late = sorted((one, other))
        assert (
            earliest(months, early, first_day_counts=True).low
            <= earliest(months, late, first_day_counts=True).low
        )
        assert (
            earliest(months, one).low
            <= earliest(months, one).high
            <= earliest(months, one).low + timedelta(days=1)
        )

    @given(days, st.integers(1, 120))
    def test_as_another_calendar_counts(self, since, months):
        assume(since.day <= 28)
        assert earliest(months, since, first_day_counts=True).low == since + relativedelta(
            months=months
        )

    def test_words(self):
        assert Days(date(2026, 4, 1)).text.de == "01.04.2026"
        assert Days(date(2026, 4, 1), date(2026, 4, 2)).text.de == "01.04.2026 oder 02.04.2026"


class TestOffices:
    @pytest.mark.parametrize(
        ("text", "group", "zulage"),
        [
            ("A 9", 9, None), ("a9", 9, None), ("A 9 + AZ", 9, True), ("A9Z", 9, True), ("A 9m+Z", 9, True),
            ("A 9+AZ", 9, True), ("A 13 ohne AZ", 13, False), ("neun", None, None),
            ("A 9 m.D.", 9, None), ("A 9 m.D. mit Amtszulage", 9, True), ("A 9vz", 9, True), ("A 9 o. AZ", 9, False),
            ("BesGr A 9 (AZ)", 9, True), ("A 9z", 9, True), ("E 9b", None, None), ("A 9/10", None, None),
        ],
    )  # fmt: skip
    def test_spellings(self, text, group, zulage):
        if group is None:
            with pytest.raises(DataError, match="expected an office such as 'A 9', 'A 9\\+AZ'"):
                office_of(text)
            return
        assert office_of(text) == Target(Besoldungsgruppe("A", group), zulage)

    def test_what_matches(self):
        a9z = Amt(besoldungsgruppe=Besoldungsgruppe("A", 9), amtszulage=True)
        assert office_of("A 9").matches(a9z.besoldungsgruppe, amtszulage=True) is None
        assert office_of("A 9 ohne AZ").matches(a9z.besoldungsgruppe, amtszulage=True) is False
        assert office_of("A 8").matches(a9z.besoldungsgruppe, amtszulage=True) is False
        assert (str(a9z), str(office_of("A9Z"))) == ("A 9+AZ", "A 9+AZ")


class TestThresholds:
    def test_ten_points_reach_exactly_these_offices(self):
        """Thresholds are not monotone in the office: A 14 asks less than A 13."""
        reached = []
        for threshold in STMUV.document.schwelle:
            target = Target(threshold.besgr, threshold.amtszulage)
            found = check_eligibility(
                STMUV, Laufbahn((appraised("10"),)), am=date(2026, 1, 1), ziel=target
            )
            if child(found, "schwelle").verdict is Verdict.SATISFIED:
                reached.append(str(target))
        assert reached == ["A 4", "A 5", "A 6", "A 7", "A 8", "A 9", "A 10", "A 11", "A 14"]

    def test_an_office_of_which_the_allowance_is_not_said(self):
        found = check_eligibility(
            STMUV, Laufbahn((appraised("10"),)), am=date(2026, 1, 1), ziel="A 9"
        )
        assert (found.verdict, [m.code for m in found.missing]) == (
            Verdict.OPEN,
            ["voraussetzung.amtszulage"],
        )
        sure = check_eligibility(
            STMUV, Laufbahn((appraised("12"),)), am=date(2026, 1, 1), ziel="A 9"
        )
        assert [c.verdict for c in sure.children] == [Verdict.SATISFIED] * 2

    @pytest.mark.parametrize(
        ("code", "verdict"), [("13", Verdict.SATISFIED), ("12", Verdict.VIOLATED)]
    )
    def test_a_value_is_of_its_own_scale(self, code, verdict):
        law = guideline("by-stmuv-2023")
        assert (
            child(
                check_eligibility(
                    law, Laufbahn((appraised(code),)), am=date(2026, 1, 1), ziel="A 16"
                ),
                "schwelle",
            ).verdict
            is verdict
        )
        other = Laufbahn((appraised("3", of="ni-pol-1999"),))
        found = child(check_eligibility(law, other, am=date(2026, 1, 1), ziel="A 16"), "schwelle")
        assert found.verdict is Verdict.OPEN
        assert [m.code for m in found.missing] == ["voraussetzung.skala"]

    def test_two_regular_appraisals_each_on_its_own_scale(self):
        """BLV § 36 (1): rank 1 or 2 on each own scale, no conversion."""
        last, before = (
            appraised("2", of="schulnoten-1-6"),
            appraised("5", date(2022, 5, 31), of="ni-pol-1999"),
        )
        asked = {"am": date(2026, 4, 1), "schwelle": "aufstieg"}
        found = check_eligibility(BLV, Laufbahn((before, last)), **asked)
        assert child(found, "schwelle").verdict is Verdict.SATISFIED
        assert "ist offen" not in child(found, "schwelle").message.de  # which is the highest grade
        between = appraised("4", date(2024, 1, 1), kind="anlass", of="schulnoten-1-6")
        assert (
            child(
                check_eligibility(BLV, Laufbahn((before, between, last)), **asked), "schwelle"
            ).verdict
            is Verdict.SATISFIED
        )
        unknown = evolve(between, kind=None)
        assert (
            child(check_eligibility(BLV, Laufbahn((before, unknown, last)), **asked), "schwelle")
            .missing[0]
            .code
            == "art"
        )
        assert (
            child(check_eligibility(BLV, Laufbahn((last,)), **asked), "schwelle").verdict
            is Verdict.OPEN
        )

    def test_the_highest_grade_has_two_readings(self):
        """They differ only where a top stage was not awarded; then awarded stages are asked for."""
        third = (
            appraised("3", of="schulnoten-1-6"),
            appraised("3", date(2022, 5, 31), of="schulnoten-1-6"),
        )
        six = scale("schulnoten-1-6")
        asked = {"am": date(2026, 4, 1), "schwelle": "aufstieg"}
        unknown = check_eligibility(BLV, Laufbahn(third), **asked)
        assert [m.code for m in child(unknown, "schwelle").missing] == [
            "voraussetzung.hoechste-note"
        ]
        both_say_no = Laufbahn(third, vergeben=(six["1"], six["2"], six["3"]))
        assert (
            child(check_eligibility(BLV, both_say_no, **asked), "schwelle").verdict
            is Verdict.VIOLATED
        )
        differ = Laufbahn(third, vergeben=(six["2"], six["3"]))
        assert child(check_eligibility(BLV, differ, **asked), "schwelle").verdict is Verdict.OPEN
        of_others = Laufbahn(third, vergeben=(six["1"],))
        assert child(check_eligibility(BLV, of_others, **asked), "schwelle").verdict is Verdict.OPEN

    @given(st.sampled_from([g.code for g in BY]), st.sampled_from([g.code for g in BY]))
    def test_a_better_grade_never_loses_an_office(self, one, other):
        better, worse = sorted((one, other), key=lambda c: BY[c].rank)
        for threshold in STMUV.document.schwelle:
            assert threshold.reached(BY[better]) >= threshold.reached(BY[worse])

    def test_a_threshold_in_words_is_asked_by_name_only(self):
        asked = {"am": date(2026, 1, 1)}
        named = check_eligibility(
            guideline("bund-bpollv"), Laufbahn(), schwelle="ueberdurchschnittlich", **asked
        )
        assert child(named, "schwelle").missing[0].code == "voraussetzung.massstab"
        assert "schwelle" not in {
            c.code.partition(".")[2]
            for c in check_eligibility(guideline("he-hlv"), Laufbahn(), **asked).children
        }
        empty = check_eligibility(guideline("ni-pol-1999"), Laufbahn(), **asked)
        assert (empty.verdict, empty.missing[0].code) == (Verdict.OPEN, "voraussetzung.bestimmung")

    def test_an_unknown_threshold(self):
        with pytest.raises(
            UnknownIdError, match=r"has no threshold 'aufstig' \(did you mean 'aufstieg'"
        ):
            check_eligibility(BLV, Laufbahn(), am=date(2026, 1, 1), schwelle="aufstig")


class TestTime:
    @pytest.mark.parametrize(
        ("am", "verdict"),
        [(date(2026, 2, 28), Verdict.SATISFIED), (date(2026, 3, 1), Verdict.OPEN)],
    )
    def test_three_years_from_a_day_that_is_not_told(self, am, verdict):
        """HLV § 39: not older than three years; counted from a later day it might still do."""
        last = Appraisal(BY["12"], period=Period(date(2020, 3, 1), date(2023, 2, 28)))
        found = check_eligibility(guideline("he-hlv"), Laufbahn((last,)), am=am)
        assert child(found, "aktualitaet").verdict is verdict

    @pytest.mark.parametrize(
        ("end", "am", "verdict"),
        [
            (date(2023, 5, 31), date(2026, 5, 31), Verdict.SATISFIED),
            (date(2023, 5, 31), date(2026, 6, 1), Verdict.VIOLATED),
            (date(2024, 2, 29), date(2027, 2, 28), Verdict.SATISFIED),
            (date(2024, 2, 29), date(2027, 3, 1), Verdict.VIOLATED),
        ],
    )
    def test_an_appraisal_is_current_for_three_years(self, end, am, verdict):
        career = Laufbahn((appraised("1", end, of="schulnoten-1-6"),), wirksam_ab=date(2020, 1, 1))
        found = check_eligibility(BLV, career, am=am, schwelle="uebergang")
        assert child(found, "aktualitaet").verdict is verdict
        assert found.verdict is verdict

    @pytest.mark.parametrize(
        ("years", "since", "am", "verdict"),
        [
            (2, "zeitraumende", date(2025, 5, 31), Verdict.SATISFIED),
            (2, "zeitraumende", date(2025, 6, 1), Verdict.VIOLATED),
            (2, "stichtag", date(2025, 7, 1), Verdict.SATISFIED),
            (2, "stichtag", date(2025, 7, 2), Verdict.VIOLATED),
            (2, None, date(2025, 5, 31), Verdict.SATISFIED),
            (2, None, date(2025, 6, 1), Verdict.OPEN),  # counted from a later day it might do
            (5, "stichtag", date(2026, 6, 1), Verdict.VIOLATED),  # the statute: three years
        ],
    )
    def test_a_guideline_may_ask_for_a_younger_one(self, years, since, am, verdict):
        norm = Aktualitaetsnorm(quelle="x", evidenz=Evidence.NORM, jahre=years, ab=since)
        law = Guideline(evolve(BLV.document, aktualitaet=norm, erlassen=None, geltung=()))
        last = Appraisal(
            scale("schulnoten-1-6")["1"],
            period=Period(date(2020, 6, 1), date(2023, 5, 31)),
            stichtag=date(2023, 7, 1),
            kind="regel",
        )
        career = Laufbahn((last,), wirksam_ab=date(2020, 1, 1))
        assert child(check_eligibility(law, career, am=am), "aktualitaet").verdict is verdict
        bare = check_eligibility(law, Laufbahn(wirksam_ab=date(2020, 1, 1)), am=am)
        assert child(bare, "aktualitaet").missing[0].code in {"zeitraum", "stichtag"}

    @pytest.mark.parametrize(
        ("facts", "verdict"),
        [
            ({"wirksam_ab": date(2025, 4, 1)}, Verdict.SATISFIED),
            ({"ausgehaendigt_am": date(2025, 4, 1)}, Verdict.VIOLATED),
            ({}, Verdict.OPEN),
        ],
    )
    def test_one_year_since_the_last_promotion(self, facts, verdict):
        found = check_eligibility(BLV, Laufbahn(**facts), am=date(2026, 4, 1))
        assert child(found, "wartezeit").verdict is verdict

    def test_an_office_that_need_not_be_passed_through(self):
        free = Laufbahn(wirksam_ab=date(2026, 1, 1), muss_nicht_durchlaufen_werden=True)
        found = check_eligibility(BLV, free, am=date(2026, 4, 1))
        assert "voraussetzung.wartezeit" not in {c.code for c in found.children}
        assert child(found, "aktualitaet").missing[0].code == "zeitraum"

    @pytest.mark.parametrize(
        ("since", "am", "verdict"),
        [
            (date(2012, 6, 1), date(2016, 3, 1), Verdict.SATISFIED),
            (date(2012, 6, 2), date(2016, 3, 1), Verdict.VIOLATED),
        ],
    )
    def test_a_waiting_time_by_grade(self, since, am, verdict):
        career = Laufbahn((appraised("13", date(2015, 5, 31)),), wirksam_ab=since)
        found = check_eligibility(POL, career, am=am, ziel="A 9+AZ")
        assert child(found, "wartezeit").verdict is verdict

    def test_a_waiting_time_of_which_something_is_not_known(self):
        asked = {"am": date(2016, 3, 1), "ziel": "A 9+AZ"}
        for career, code in [
            (Laufbahn((appraised("13", date(2015, 5, 31)),)), "voraussetzung.befoerderung"),
            (
                Laufbahn((appraised("4", date(2015, 5, 31)),), wirksam_ab=date(2010, 1, 1)),
                "voraussetzung.skala",
            ),
        ]:
            assert (
                child(check_eligibility(POL, career, **asked), "wartezeit").missing[0].code == code
            )
        unclear = check_eligibility(POL, Laufbahn(), am=date(2016, 3, 1), ziel="A 9")
        assert child(unclear, "wartezeit").missing[0].code == "voraussetzung.amtszulage"
        with pytest.raises(DataError, match="no months for by-llbg:4; it has 16, 15"):
            waiting(POL, office_of("A9Z"), BY["4"], date(2010, 1, 1))
        assert waiting(POL, office_of("A 8"), BY["4"], date(2010, 1, 1)) is None

    @given(
        st.sampled_from([g.code for g in BY if g.rank <= 11]),
        st.sampled_from([g.code for g in BY if g.rank <= 11]),
    )
    def test_a_better_grade_never_waits_longer(self, one, other):
        better, worse = sorted((one, other), key=lambda c: BY[c].rank)
        since, target = date(2012, 6, 1), office_of("A9Z")
        assert (
            waiting(POL, target, BY[better], since).low
            <= waiting(POL, target, BY[worse], since).low
        )

    def test_days_that_contradict_each_other(self):
        with pytest.raises(DateError, match="give wirksam_ab \\(from the start of the day\\) or"):
            Laufbahn(wirksam_ab=date(2020, 1, 1), ausgehaendigt_am=date(2020, 1, 1))
        with pytest.raises(DateError, match="two regular appraisals have the Stichtag 31 May 2025"):
            Laufbahn((appraised("13"), appraised("12")))
        first = Appraisal(
            BY["13"], period=Period(date(2020, 6, 1), date(2023, 5, 31)), kind="regel"
        )
        second = evolve(first, period=Period(date(2023, 5, 31), date(2026, 5, 31)))
        with pytest.raises(DateError, match="are both on 31 May 2023 to 31 May 2023; expected of"):
            Laufbahn((second, first))
        assert Laufbahn((evolve(second, kind="anlass"), first)).beurteilungen
        with pytest.raises(
            DataError, match="the promotion of 1 February 2026 lies after 1 January 2026"
        ):
            check_eligibility(BLV, Laufbahn(wirksam_ab=date(2026, 2, 1)), am=date(2026, 1, 1))

    def test_the_order_in_which_appraisals_are_given_does_not_matter(self):
        late, early = appraised("13"), appraised("9", date(2022, 5, 31))
        for both in ((late, early), (early, late)):
            assert [a.grade.code for a in Laufbahn(both).last(date(2026, 1, 1))] == ["13", "9"]
        assert Laufbahn((late,)).last(date(2025, 1, 1)) == []


class TestTables:
    TABLE = """
[[wartezeit]]
id = "a9"
text = "warten"
besgr = "A 9"
skala = "{0}"
monate = {{ A = 12, B = 24 }}
{1}quelle = "q"
evidenz = "sekundaer"
"""
    HEAD = """
id = "{0}"
titel = "p"
[[quelle]]
id = "q"
zitat = "q"
art = "sekundaer"
[[skala]]
id = "{0}"
titel = "w"
quelle = "q"
evidenz = "sekundaer"
stufe = [{{ code = "A" }}, {{ code = "B" }}, {{ code = "C" }}]
"""

    @pytest.mark.parametrize(
        ("begin", "career", "verdict"),
        [
            ("befoerderung", {"wirksam_ab": date(2020, 1, 1)}, Verdict.SATISFIED),
            ("stichtag", {}, Verdict.VIOLATED),
            (None, {"wirksam_ab": date(2020, 1, 1)}, Verdict.OPEN),
        ],
    )
    def test_what_the_time_begins_with(self, tmp_path, begin, career, verdict):
        name = f"waiting-{begin or 'unknown'}"
        file = tmp_path / f"{name}.toml"
        more = f'zaehlt_ab = "{begin}"\n' if begin else ""
        file.write_text(self.HEAD.format(name) + self.TABLE.format(name, more), encoding="utf-8")
        law = load(file)
        assert waiting(law, office_of("A 9 ohne AZ"), law.scale["B"], date(2020, 1, 1)) == Days(
            date(2022, 1, 1)
        )
        last = Appraisal(law.scale["A"], stichtag=date(2025, 5, 31), kind="regel")
        found = check_eligibility(
            law, Laufbahn((last,), **career), am=date(2026, 1, 1), ziel="A 9 ohne AZ"
        )
        assert child(found, "wartezeit").verdict is verdict

    @pytest.mark.parametrize(
        ("more", "grade", "am", "verdict"),
        [
            ("", "B", date(2026, 1, 1), Verdict.VIOLATED),
            ("", "C unten", date(2027, 1, 1), Verdict.SATISFIED),
            ("bis = 2025-12-31\n", "B", date(2026, 1, 1), None),
        ],
    )
    def test_the_scale_of_the_guideline_stages_and_days(self, tmp_path, more, grade, am, verdict):
        name = f"waiting-{grade[0].casefold()}{len(more)}"
        table = self.TABLE.format("", f'zaehlt_ab = "befoerderung"\n{more}')
        table = table.replace('skala = ""\n', "").replace("B = 24", "B = 24, C = 36")
        steps = '{ code = "C", schritt = [{ code = "C oben" }, { code = "C unten" }] }'
        head = self.HEAD.format(name).replace('{ code = "C" }', steps)
        file = tmp_path / f"{name}.toml"
        file.write_text(head + table, encoding="utf-8")
        law = load(file)
        last = Appraisal(law.scale[grade], stichtag=date(2025, 5, 31), kind="regel")
        career = Laufbahn(
            (last,), wirksam_ab=date(2024, 1, 1) if grade == "C unten" else date(2025, 1, 1)
        )
        found = check_eligibility(law, career, am=am, ziel="A 9")
        its = [one.verdict for one in found.children if one.code == "voraussetzung.wartezeit"]
        assert its == [verdict] * (verdict is not None)

    @pytest.mark.parametrize(
        ("cls", "given", "fault"),
        [
            (Bedingung, {"zaehlt": "schwerbehindert", "mindestens": 1}, "only what is counted has mindestens"),
            (Bedingung, {"zaehlt": "monate_im_amt"}, "only what is counted has mindestens"),
            (Kriterium, {}, "give either zaehlt with mindestens, or oder"),
            (Kriterium, {"zaehlt": "gesamturteil"}, "zaehlt and mindestens belong together"),
        ],
    )  # fmt: skip
    def test_halves_are_refused(self, cls, given, fault):
        with pytest.raises(DataError, match=fault):
            cls(**given)


def values(overall, features, before, disabled, months=None):
    return {"gesamturteil": overall, "merkmalsumme": features, "rechenwert": before,
            "schwerbehindert": disabled, "monate_im_amt": months}  # fmt: skip


maybe = st.one_of(st.none(), st.integers(0, 3))


class TestCutoff:
    @pytest.mark.parametrize(
        ("given", "inside"),
        [
            (values(14, 50, 1, False), True),
            (values(13, 65, 1, False), True),
            (values(13, 64, 9, True), True),
            (values(13, 64, 9, False, 53), False),
            (values(13, 64, 9, False, 54), True),
            (values(13, 63, 16, True), False),
            (values(12, 80, 16, True), False),
            (values(13, 64, None, None), None),
            (values(13, None, None, None), None),
            (values(14, None, None, None), True),
            (values(13, 64, 9, None, 60), True),
            (values(13, 64, 9, None, 1), None),
        ],
    )
    def test_the_round_of_february_2024(self, given, inside):
        assert check_cutoff(CUT, given) is inside

    @pytest.mark.parametrize(
        ("name", "minima"),
        [
            ("a9-2015-03", (10, 52, 8, 60)),
            ("a9-2016-02", (7, 35, 7, 98)),
            ("a9z-2016-03", (13, 67, 11, 60)),
            ("a11-2016-03", (13, 67, 10, 70)),
            ("a9z-2017-02", (12, 62, 11, 107)),
            ("a9z-2023-08", (10, 51, 8, 63, 144)),
            ("a9z-2024-02", (13, 64, 9, 54)),
        ],
    )
    def test_every_round_as_it_was_printed(self, name, minima):
        """Who hits all minima is in; one less anywhere is out, one more settles it whatever follows."""
        cut = next(c for c in POL.document.auswahlgrenze if c.id == name)
        asked = ["gesamturteil", "merkmalsumme", "rechenwert", "monate_im_amt", "dienstmonate"]
        hit = dict(zip(asked, minima, strict=False)) | {"schwerbehindert": False}
        assert check_cutoff(cut, hit) is True
        for at, criterion in enumerate(asked[: len(minima)]):
            assert check_cutoff(cut, hit | {criterion: hit[criterion] - 1}) is False
            if at < 3:
                more = {k: hit[k] for k in asked[:at]} | {criterion: hit[criterion] + 1}
                assert check_cutoff(cut, more) is True
                assert check_cutoff(cut, {k: hit[k] for k in asked[: at + 1]}) is None
        assert check_cutoff(cut, hit | {"schwerbehindert": True, "monate_im_amt": 0}) is True

    def cutoff(self, numbers, disabled_or=2):
        criteria = [
            Kriterium(zaehlt=name, mindestens=n)
            for name, n in zip(
                ("gesamturteil", "merkmalsumme", "rechenwert"), numbers, strict=False
            )
        ]
        last = Kriterium(
            oder=(
                Bedingung(zaehlt="schwerbehindert"),
                Bedingung(zaehlt="monate_im_amt", mindestens=disabled_or),
            )
        )
        return Auswahlgrenze(
            **BASE,
            id="probe",
            stichtag=date(2024, 1, 1),
            fuer=Amt(besoldungsgruppe=Besoldungsgruppe("A", 9)),
            kriterien=(*criteria, last),
        )

    @given(
        st.tuples(*[st.integers(0, 3)] * 3),
        st.tuples(*[st.integers(0, 3)] * 3),
        st.booleans(),
        st.integers(0, 3),
    )
    def test_with_everything_known_it_is_the_comparison_of_tuples(
        self, cut, mine, disabled, months
    ):
        expected = mine > cut or (mine == cut and (disabled or months >= 2))
        assert check_cutoff(self.cutoff(cut), values(*mine, disabled, months)) is expected

    @given(
        st.tuples(*[st.integers(0, 3)] * 3),
        st.tuples(*[maybe] * 3),
        st.sampled_from([None, True, False]),
        maybe,
        st.integers(0, 3),
    )
    def test_more_never_puts_anybody_out(self, cut, mine, disabled, months, at):
        before = check_cutoff(self.cutoff(cut), values(*mine, disabled, months))
        given = [*mine, months]
        if given[at] is None:
            return
        given[at] += 1
        after = check_cutoff(self.cutoff(cut), values(*given[:3], disabled, given[3]))
        assert {None: (None, True, False), True: (True,), False: (True, False, None)}[
            before
        ].__contains__(after)
        lower = check_cutoff(
            self.cutoff([max(0, n - (k == at)) for k, n in enumerate(cut)]),
            values(*mine, disabled, months),
        )
        assert before is not True or lower is True

    @given(st.tuples(*[st.integers(0, 3)] * 3), st.tuples(*[st.integers(0, 3)] * 3), st.booleans())
    def test_one_more_criterion_only_asks_those_who_tie_on_all_before(self, cut, mine, disabled):
        fewer = evolve(self.cutoff(cut), kriterien=self.cutoff(cut).kriterien[:-1])
        asked = values(*mine, disabled, 0)
        short = {
            k: v for k, v in asked.items() if k in {"gesamturteil", "merkmalsumme", "rechenwert"}
        }
        if check_cutoff(fewer, short) != check_cutoff(self.cutoff(cut), asked):
            assert mine == cut

    def test_bad_input(self):
        with pytest.raises(DataError, match="gesamturteil: expected a whole number, got '13'"):
            check_cutoff(CUT, {"gesamturteil": "13"})
        with pytest.raises(DataError, match="schwerbehindert: expected true or false, got 1"):
            check_cutoff(CUT, {"schwerbehindert": 1})
        with pytest.raises(
            DataError, match=r"'gesamturtel' does not count here \(did you mean 'gesamturteil'"
        ):
            check_cutoff(CUT, {"gesamturtel": 13})


def test_orders_of_steps_are_known_by_name():
    with pytest.raises(UnknownIdError, match="no order of steps 'bund'"):
        order("bund")
    assert len({one.id for one in orders()}) == len(orders())


def test_a_threshold_holds_for_its_days_only():
    old = evolve(STMUV.document.schwelle[0], bis=date(2020, 1, 1))
    law = evolve(STMUV, document=evolve(STMUV.document, schwelle=(old,)))
    asked = {"ziel": "A 4 ohne AZ"}
    found = check_eligibility(law, Laufbahn((appraised("10"),)), am=date(2026, 1, 1), **asked)
    assert found.children == ()


class TestWhatIsNotKnown:
    """What is not stated is never guessed: which appraisal is the last, and which day begins a time."""

    LAW = guideline("by-stmuv-2023")

    def asked(self, *appraisals, ziel="A 14", am=date(2026, 3, 1), law=None, **facts):
        return check_eligibility(law or self.LAW, Laufbahn(appraisals, **facts), am=am, ziel=ziel)

    def test_of_two_appraisals_one_without_a_day(self):
        undated = Appraisal(grade("by-llbg:16"))
        dated = Appraisal(grade("by-llbg:3"), stichtag=date(2025, 5, 31))
        assert self.asked(undated, dated).verdict is Verdict.OPEN
        assert self.asked(undated).verdict is Verdict.SATISFIED

    def test_an_appraisal_that_is_still_to_come(self):
        found = self.asked(Appraisal(grade("by-llbg:16"), stichtag=date(2027, 5, 31)))
        assert found.verdict is Verdict.OPEN
        assert "Nach dem 01.03.2026 liegen: 1." in found.children[0].message.de

    def test_a_certificate_handed_over_during_a_day(self):
        law, last = (
            guideline("by-pol-befoerderung"),
            Appraisal(grade("by-llbg:13"), stichtag=date(2015, 5, 31)),
        )
        on, since = date(2016, 3, 1), date(2012, 6, 1)
        for facts, verdict in (
            ({"wirksam_ab": since}, Verdict.SATISFIED),
            ({"ausgehaendigt_am": since}, Verdict.VIOLATED),
        ):
            assert self.asked(last, ziel="A 9+AZ", am=on, law=law, **facts).verdict is verdict

    @pytest.mark.parametrize(
        ("law", "am", "word"),
        [("by-stmuv-2023", date(2021, 3, 1), "erst am 05.06.2023 erlassen"),
         ("bund-blv-2026", date(2026, 3, 17), "gilt am 17.03.2026 nicht")],
    )  # fmt: skip
    def test_a_guideline_that_does_not_hold_on_the_day(self, law, am, word):
        last = Appraisal(grade("by-llbg:16"), stichtag=date(2020, 5, 31))
        found = check_eligibility(guideline(law), Laufbahn((last,)), am=am, ziel="A 14")
        assert found.verdict is Verdict.OPEN
        assert word in found.children[0].message.de

    def test_a_waiting_time_of_another_scale(self):
        last, law = (
            Appraisal(grade("ni-pol-1999:4"), stichtag=date(2015, 5, 31)),
            guideline("by-pol-befoerderung"),
        )
        found = self.asked(
            last, ziel="A 9+AZ", am=date(2016, 3, 1), law=law, wirksam_ab=date(2012, 6, 1)
        )
        assert "nennt die Tabelle keine Wartezeit" in found.children[0].message.de

    def test_which_of_two_offices(self):
        found = self.asked(Appraisal(grade("by-llbg:10"), stichtag=date(2025, 5, 31)), ziel="A 9")
        assert "Ob A 9 oder A 9+AZ gemeint ist" in found.children[0].message.de
