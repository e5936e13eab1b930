"""A report as a whole: topics, counts, what is to settle, what follows, the receipt, and JSON both ways."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from attrs import evolve
from blank import BARE, appraisal, bare
from decided import FILES, FOLDER, ROOT, build, facts_of, read
from each import each

from beurteilung._base.compiled import DATA
from beurteilung._base.plain import plain
from beurteilung._base.text import Text
from beurteilung.cases.report import Consequence, Head, Report, check, read_case
from beurteilung.errors import DataError, UnknownIdError
from beurteilung.law import loading, registry
from beurteilung.law.codes import code, codes, topic
from beurteilung.model.findings import Finding, Ground, Verdict
from beurteilung.render.document import Findings, report_document
from beurteilung.render.forms import read_report, report_dict, report_schema

SEED = ROOT / "examples" / "vg-stade-3-a-401-02.toml"
SCHEMA = DATA / "schema" / "report.json"


@pytest.fixture(scope="module", autouse=True)
def _own_scales() -> None:
    for path in sorted((FOLDER / "skalen").glob("*.toml")):
        loading.load(path)


SOURCE = """id = "{0}"
familie = "{0}"
land = "Mittelerde"
titel = "{0}"

[[quelle]]
id = "q"
zitat = "Q"
art = "norm"
"""
SCALE = """
[[skala]]
id = "{0}"
titel = "{0}"
quelle = "q"
evidenz = "normtext"
stufe = [{{ code = "a" }}, {{ code = "b" }}]
"""
BRIDGE = {
    "ufer-alt": SCALE.format("ufer-alt"),
    "ufer-neu": SCALE.format("ufer-neu"),
    "bruecke": """
[[abbildung]]
von = "ufer-alt"
nach = "ufer-neu"
quelle = "q"
evidenz = "normtext"
paar = [{ von = ["a"], nach = ["a"] }, { von = ["b"], nach = ["b"] }]
""",
}


@pytest.fixture
def _shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put everything back that a test loads."""
    for name in ("_tables", "_scales", "_guidelines", "_direct", "_found", "_grades", "loaded"):
        monkeypatch.setattr(registry, name, dict(getattr(registry, name)))


def as_json(report: Report) -> Any:
    return json.loads(json.dumps(report_dict(report)))


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(report_schema())


@each("path", FILES, ids=lambda p: p.stem)
class TestEveryCase:
    def test_json_keeps_the_schema_and_comes_back(self, path: Path) -> None:
        report = check(build(facts_of(read(path))))
        made = as_json(report)
        validator().validate(made)
        back = read_report(made)
        assert back.case == report.case
        assert as_json(back) == made
        assert back.explain("de") == report.explain("de")
        assert back.explain("en") == report.explain("en")

    def test_topics_hold_all_findings_in_order(self, path: Path) -> None:
        report = check(build(facts_of(read(path))))
        numbered = [item for _, group in report.topics for item in group]
        assert numbered == list(enumerate(report.findings, 1))
        names = [thema for thema, _ in report.topics]
        assert len(set(names)) == len(names), "no topic comes twice"

    def test_every_open_point_says_what_would_close_it(self, path: Path) -> None:
        report = check(build(facts_of(read(path))))
        opened = [f for f in report.walk() if f.verdict is Verdict.OPEN]
        assert [f for f, _ in report.to_settle] == opened
        assert all(missing for _, missing in report.to_settle)
        assert sum(report.counts.values()) == len(report.findings)

    def test_every_code_is_described(self, path: Path) -> None:
        for one in check(build(facts_of(read(path)))).walk():
            assert code(one.code).text.de

    def test_every_paper_can_be_printed(self, path: Path) -> None:
        report = check(build(facts_of(read(path))))
        for lang in ("de", "en"):
            for name in ("html", "md"):
                text = report.render(name, lang)
                assert all(f.message[lang].split()[0] in text for f in report.findings[:1])

    def test_remarks_on_the_source_are_printed(self, path: Path) -> None:
        report = check(build(facts_of(read(path))))
        text = " ".join(report.explain().split())
        assert all(" ".join(remark.split()) in text for remark in report.case.anmerkung)


@each("path", FILES, ids=lambda p: p.stem)
class TestTheSumAgreesWithTheFindings:
    """What stands above all findings contradicts none of them."""

    def test_a_drop_is_called_no_fault_only_where_there_is_one_and_it_is_none(
        self, path: Path
    ) -> None:
        report = check(build(facts_of(read(path))))
        if "Notensprung selbst ist kein Fehler" in report.overall.message.de:
            assert report.on_change is not None
            assert report.on_change.verdict is Verdict.SATISFIED
            assert report.facts.drop
            on_change = [f for f in report.walk() if topic(f.code) == topic("notensprung")]
            assert not [f for f in on_change if f.verdict in (Verdict.VIOLATED, Verdict.OPEN)]

    def test_no_clean_bill(self, path: Path) -> None:
        report = check(build(facts_of(read(path))))
        text = report.render("text")
        assert "Beurteilung ist rechtmäßig" not in text
        verdicts = {f.verdict for f in (*report.walk(), report.overall)}
        unsettled = {Verdict.VIOLATED, Verdict.OPEN} & verdicts
        assert (report.follows is Consequence.NOTHING) == (not unsettled)

    def test_no_answer_is_printed_twice(self, path: Path) -> None:
        report = check(build(facts_of(read(path))))
        made = report_document(report, "de", Head())
        entries = [
            e for s in made.sections for b in s.blocks if isinstance(b, Findings) for e in b.entries
        ]
        answers = [
            e.answer for e in entries if not e.answer.sentence.startswith("Antwort wie zu Nr.")
        ]
        assert len(answers) == len(set(answers))


def test_every_code_has_a_topic() -> None:
    assert all(topic(one.code).text.en for one in codes())
    with pytest.raises(UnknownIdError, match="no topic holds the code 'wetter"):
        topic("wetter.heute")


def test_the_schema_file_is_the_classes() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == report_schema()


class TestFollows:
    def test_a_new_appraisal(self) -> None:
        assert check(SEED).follows is Consequence.NEW_APPRAISAL

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("vg-hannover-2-b-5413-19", Consequence.CLARIFY),
            ("vg-sh-12-b-45-16", Consequence.REASONS),
            ("vg-goettingen-3-b-344-06", Consequence.CLARIFY),
        ],
    )
    def test_less(self, name: str, expected: Consequence) -> None:
        assert check(build(facts_of(read(FOLDER / f"{name}.toml")))).follows is expected

    def test_a_violation_alone_and_one_that_may_make_the_appraisal_unlawful(self) -> None:
        """It is not said that no new appraisal is needed where that is still to be settled."""
        seed = check(SEED)
        alone = Finding("probe", Verdict.VIOLATED, Text("a", "a"), ground=Ground.GUIDELINE)
        doubt = Finding("probe", Verdict.OPEN, Text("b", "b"), leaning=Verdict.VIOLATED)
        open_ = Finding("gesamt", Verdict.OPEN, Text("c", "c"))
        selected = evolve(seed, findings=(alone,), overall=open_)
        assert selected.follows is Consequence.SELECTION
        assert evolve(selected, findings=(alone, doubt)).follows is Consequence.VIOLATION

    def test_reasons_that_hold_are_not_asked_for(self) -> None:
        report = check(build(facts_of(read(FOLDER / "vg-augsburg-au-2-k-23-836.toml"))))
        assert report.follows is Consequence.CLARIFY

    def test_an_open_point_without_a_named_fact_asks_for_a_decision(self) -> None:
        one = Finding("probe", Verdict.OPEN, Text("Offen.", "Open."))
        report = evolve(check(SEED), findings=(one,))
        assert [m.code for _, ms in report.to_settle for m in ms] == ["entscheidung"]

    def test_no_section_is_empty(self) -> None:
        assert "\nQuellen\n" not in check(bare()).explain()
        assert "\nQuellen\n" in check(SEED).explain()

    def test_nothing_open_leaves_no_list(self) -> None:
        case = read_case(ROOT / "examples" / "ovg-nds-5-lb-497-07.toml")
        on_time = evolve(case.beurteilung[0], von=date(1999, 11, 1))
        report = check(evolve(case, beurteilung=(on_time,), entscheidung=""))
        assert report.to_settle == ()
        assert report.follows is Consequence.NOTHING
        assert "\nOffene Punkte\n" not in report.explain()
        assert "\nOffene Punkte\n" in check(SEED).explain()


class TestReceipt:
    def test_the_data_used(self) -> None:
        names = [one.name for one in check(SEED).receipt.data]
        assert names == [
            "authorities.toml",
            "codes.toml",
            "questions.toml",
            "guidelines/ni-pol-1999.toml",
            "guidelines/ni-pol-1996.toml",
            "mappings/*.toml",
        ]

    def test_a_file_of_the_user(self) -> None:
        case = build(facts_of(read(FOLDER / "bverwg-2-c-34-04.toml")))
        assert "loaded: bfv-1-9" in [one.name for one in check(case).receipt.data]

    def test_a_shipped_file_is_read_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its content is read once a process; a digest of what it says later would be of other data."""
        before = check(SEED).receipt
        monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail(f"read again: {self}"))
        assert check(read_case(SEED)).receipt == before

    @pytest.mark.usefixtures("_shelf")
    def test_the_digest_of_a_file_of_the_user_is_that_of_its_content(self, tmp_path: Path) -> None:
        """The same content written otherwise has the same digest, other content another one."""
        text = (Path(__file__).parent / "mittelerde.toml").read_text("utf-8")

        def digest(content: str, name: str) -> str:
            file = tmp_path / f"{name}.toml"
            file.write_text(content.replace("mittelerde", name), encoding="utf-8")
            loading.load(file)
            note = {"id": "jetzt", "fassung": [{"note": f"{name}:Gold"}]}
            fall = {"id": "x", "titel": "x", "land": "Mittelerde", "beurteilung": [note]}
            (found,) = (d for d in check(build(fall)).receipt.data if d.name == f"loaded: {name}")
            assert digest_of(name) == found.sha256
            return found.sha256

        def digest_of(name: str) -> str:
            raw = json.dumps(
                plain(registry.guideline(name).document), sort_keys=True, ensure_ascii=False
            )
            return hashlib.sha256(raw.encode()).hexdigest()

        assert digest(text, "auenland") != digest(
            text.replace("monate = 6", "monate = 7"), "bruchtal"
        )

    @pytest.mark.usefixtures("_shelf")
    def test_a_loaded_mapping_between_two_scales_is_named(self, tmp_path: Path) -> None:
        for name, text in BRIDGE.items():
            file = tmp_path / f"{name}.toml"
            file.write_text(SOURCE.format(name) + text, encoding="utf-8")
            loading.load(file)
        notes = ["ufer-alt:a", "ufer-neu:b"]
        listed = [
            {"id": f"b{n}", "stichtag": date(2000 + n, 1, 1), "fassung": [{"note": note}]}
            for n, note in enumerate(notes)
        ]
        fall = {"id": "x", "titel": "x", "land": "Mittelerde", "beurteilung": listed}
        names = [one.name for one in check(build(fall)).receipt.data]
        assert names[-2:] == ["loaded: bruecke", "mappings/*.toml"]

    def test_a_changed_fact_changes_the_digest_and_a_repeated_check_does_not(self) -> None:
        case = read_case(SEED)
        assert check(case).digest == check(case).digest
        assert check(case).digest != check(evolve(case, rechtsstand=date(2024, 1, 1))).digest

    def test_keys_that_say_nothing_are_left_out(self) -> None:
        made = plain(read_case(SEED))
        assert "aenderung" not in made
        assert made["amt"][0] == {
            "besoldungsgruppe": "A 9",
            "laufbahngruppe": "mittlerer Dienst",
            "bezeichnung": "Polizeihauptmeister",
        }


class TestFaultyJson:
    def test_another_form(self) -> None:
        made = as_json(check(SEED)) | {"format": "beurteilung.report.v9"}
        with pytest.raises(DataError, match="format: unknown value"):
            read_report(made)

    def test_a_day_that_is_none(self) -> None:
        made = as_json(check(SEED))
        made["facts"]["kenntnisstand"] = "gestern"
        with pytest.raises(DataError, match=r"facts\.kenntnisstand: expected a day"):
            read_report(made)


class TestHowMuchWasChecked:
    """Without a change to speak of, the summary counts the questions and what was found on them."""

    @pytest.mark.parametrize(
        ("facts", "line"),
        [
            ({}, "Geprüft: keine Frage."),
            ({"art": "regel"}, "Geprüft: 2 Fragen, alle offen."),
            ({"frist_versaeumt": False}, "Geprüft: 1 Frage, ohne Beanstandung."),
            (
                {"art": "regel", "frist_versaeumt": False},
                "Geprüft: 3 Fragen; davon 1 ohne Beanstandung und 2 offen.",
            ),
        ],
    )
    def test_it_reads_as_a_sentence(self, facts: dict[str, object], line: str) -> None:
        assert line in check(appraisal(**facts)).explain()


class TestWhatWasNotExamined:
    def test_a_table_of_which_nothing_was_examined_is_named_as_a_whole(self) -> None:
        place = {"bezeichnung": "Amt X", "dienstherr": "Bayern", "von": date(2019, 1, 1)}
        shown = check(build(BARE | {"dienststelle": [place]})).explain()
        assert "- Dienststelle – was aus einem Wechsel" in shown
