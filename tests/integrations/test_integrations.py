"""Grades and appraisals in JSON, pydantic, cattrs and SQLAlchemy: there and back, or a plain refusal."""

from __future__ import annotations

import importlib
import json
import sys
from datetime import UTC, date, datetime

import jsonschema
import pydantic
import pytest
from cattrs import Converter
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, select
from sqlalchemy.exc import StatementError

from beurteilung import (
    Appraisal,
    Besoldungsgruppe,
    Grade,
    Laufbahngruppe,
    Office,
    Period,
    grade,
    scales,
)
from beurteilung.errors import (
    DataError,
    MissingExtraError,
    ScaleMismatchError,
    UnknownGradeError,
    WrongKindError,
)
from beurteilung.integrations.cattrs import register
from beurteilung.integrations.plain import (
    appraisal_dict,
    appraisal_schema,
    grade_schema,
    read_appraisal,
    read_grade,
)
from beurteilung.integrations.sqlalchemy import AppraisalType, GradeType, rank

FULL = Appraisal(
    grade("ni-pol-1999:3"),
    Office(Besoldungsgruppe("A", 9), Laufbahngruppe.GEHOBENER, amtszulage=True, bezeichnung="PK"),
    Period(date(1998, 6, 1), date(2000, 8, 31)),
    date(2000, 9, 1),
    "anlass",
    "aufstieg",
    date(2000, 12, 1),
    date(2000, 12, 22),
)
BARE = Appraisal(grade("ni-pol-1999:3"))
SPARSE = Appraisal(grade("ni-pol-1999:3"), Office(Besoldungsgruppe("A", 9)))
EVERY = pytest.mark.parametrize("item", [FULL, BARE, SPARSE], ids=["full", "bare", "sparse"])

FAULTS = {
    "no object": (3, "expected a table, got 3 (number)"),
    "no grade": ({}, "missing key 'grade'"),
    "grade is a number": ({"grade": 3}, "grade: expected text, got 3"),
    "unknown grade": ({"grade": "ni-pol-1999:9"}, "grade: scale ni-pol-1999 has no grade '9'"),
    "unknown scale": ({"grade": "ni-pol-1099:3"}, "grade: no scale 'ni-pol-1099' is known"),
    "misspelt": ({"grade": "ni-pol-1999:3", "stichttag": ""}, "did you mean 'stichtag'?"),
    "no day": ({"grade": "ni-pol-1999:3", "made": "1.9.2000"}, "expected a day such as 2000-09-01"),
    "a day without hyphens": (
        {"grade": "ni-pol-1999:3", "made": "20000901"}, "made: expected a day such as 2000-09-01, got '20000901'"
    ),
    "a number of a day": ({"grade": "ni-pol-1999:3", "made": 3}, "made: expected a day such as 2000-09-01, got 3"),
    "a moment": (
        {"grade": "ni-pol-1999:3", "made": datetime(2000, 9, 1, 12, tzinfo=UTC)}, "made: expected a day"
    ),
    "no kind": ({"grade": "ni-pol-1999:3", "kind": "x"}, "allowed: regel, anlass"),
    "half a period": ({"grade": "ni-pol-1999:3", "period": {"start": "2000-01-01"}}, "missing key 'end'"),
    "turned period": (
        {"grade": "ni-pol-1999:3", "period": {"start": "2000-01-02", "end": "2000-01-01"}},
        "period: the period ends on 2000-01-01",
    ),
    "no flag": (
        {"grade": "ni-pol-1999:3", "office": {"besoldungsgruppe": "A 9", "amtszulage": 1}},
        "office.amtszulage: expected true or false, got 1",
    ),
}  # fmt: skip
EVERY_FAULT = pytest.mark.parametrize(("plain", "problem"), FAULTS.values(), ids=FAULTS)
ONLY_READING_TELLS = {
    "unknown grade",
    "unknown scale",
    "no day",
    "a day without hyphens",
    "turned period",
}
"""Faults that a JSON Schema cannot see; ``format`` is no assertion by default."""


class TestPlain:
    @EVERY
    def test_there_and_back(self, item) -> None:
        assert read_appraisal(json.loads(json.dumps(appraisal_dict(item)))) == item
        assert read_appraisal(item) is item

    def test_a_number_is_no_grade(self) -> None:
        with pytest.raises(DataError, match="expected the text of a grade, got 3"):
            read_grade(3)

    def test_null_is_not_known(self) -> None:
        assert read_appraisal({"grade": "ni-pol-1999:3", "period": None}) == BARE

    def test_a_day_may_be_given_as_a_day(self) -> None:
        """Whoever reads TOML or works in Python has days already."""
        days = {"start": date(1998, 6, 1), "end": date(2000, 8, 31)}
        given = {"grade": "ni-pol-1999:3", "period": days, "stichtag": date(2000, 9, 1)}
        written = json.loads(json.dumps(given, default=date.isoformat))
        assert read_appraisal(given) == read_appraisal(written)

    @EVERY_FAULT
    def test_faults(self, plain, problem) -> None:
        with pytest.raises(DataError) as caught:
            read_appraisal(plain)
        assert problem in str(caught.value)

    @EVERY
    def test_schema_accepts(self, item) -> None:
        jsonschema.validate(appraisal_dict(item), appraisal_schema())
        jsonschema.validate({"grade": "ni-pol-1999:3", "period": None}, appraisal_schema())

    @pytest.mark.parametrize("name", [n for n in FAULTS if n not in ONLY_READING_TELLS])
    def test_schema_refuses(self, name) -> None:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(FAULTS[name][0], appraisal_schema())

    def test_schema_of_every_grade(self) -> None:
        for item in scales():
            for one in (*item.grades[:30], item.grades[-1]):
                jsonschema.validate(str(one), grade_schema())
                assert read_grade(str(one)) is one


class Model(pydantic.BaseModel):
    note: Grade
    beurteilung: Appraisal | None = None


class TestPydantic:
    @EVERY
    def test_there_and_back(self, item) -> None:
        made = Model(note=item.grade, beurteilung=item)
        assert made.note is item.grade
        assert Model.model_validate_json(made.model_dump_json()) == made
        assert Model.model_validate(made.model_dump()) == made
        assert Model.model_validate({"note": "ni-pol-1999:3"}).note is BARE.grade

    def test_a_day_may_be_given_as_a_day(self) -> None:
        """Whoever reads TOML or works in Python has days already."""
        days = {"start": date(1998, 6, 1), "end": date(2000, 8, 31)}
        given = {"grade": "ni-pol-1999:3", "period": days, "stichtag": date(2000, 9, 1)}
        written = json.loads(json.dumps(given, default=date.isoformat))
        assert read_appraisal(given) == read_appraisal(written)

    @EVERY_FAULT
    def test_faults_name_their_place(self, plain, problem) -> None:
        with pytest.raises(pydantic.ValidationError) as caught:
            Model.model_validate({"note": "ni-pol-1999:3", "beurteilung": plain})
        (found,) = caught.value.errors()
        assert found["loc"] == ("beurteilung",)
        assert problem in found["msg"]

    @pytest.mark.parametrize("mode", ["validation", "serialization"])
    def test_schema(self, mode) -> None:
        properties = Model.model_json_schema(mode=mode)["properties"]
        assert properties["note"]["pattern"] == grade_schema()["pattern"]
        assert properties["beurteilung"]["anyOf"][0] == appraisal_schema()


class TestCattrs:
    @EVERY
    def test_there_and_back(self, item) -> None:
        converter = Converter()
        register(converter)
        plain = converter.unstructure({"a": item, "g": item.grade})
        assert json.loads(json.dumps(plain)) == plain
        assert converter.structure(plain["a"], Appraisal) == item
        assert converter.structure(plain["g"], Grade) is item.grade


OFFICERS = Table(
    "officers",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("note", GradeType()),
    Column("neu", GradeType(scale="ni-pol-1999")),
    Column("beurteilung", AppraisalType()),
)


@pytest.fixture
def connection():
    engine = create_engine("sqlite://")
    with engine.connect() as made:
        OFFICERS.metadata.create_all(made)
        yield made
    engine.dispose()


class TestSqlalchemy:
    @EVERY
    def test_there_and_back(self, connection, item) -> None:
        given = {"id": 1, "note": grade("ni-pol-1996:5"), "neu": item.grade, "beurteilung": item}
        connection.execute(OFFICERS.insert(), given)
        assert connection.execute(select(OFFICERS)).one()._asdict() == given

    def test_nothing_is_nothing(self, connection) -> None:
        connection.execute(OFFICERS.insert(), {"id": 1, "note": None, "beurteilung": None})
        assert connection.execute(select(OFFICERS)).one() == (1, None, None, None)

    def test_equality_and_membership(self, connection) -> None:
        codes = ["5", "4", "3"]
        connection.execute(OFFICERS.insert(), [{"neu": grade(f"ni-pol-1999:{c}")} for c in codes])
        four = select(OFFICERS.c.neu).where(OFFICERS.c.neu == grade("ni-pol-1999:4"))
        assert connection.scalars(four).all() == [grade("ni-pol-1999:4")]
        some = select(OFFICERS.c.id).where(OFFICERS.c.neu.in_(["ni-pol-1999:5", "ni-pol-1999:3"]))
        assert connection.scalars(some).all() == [1, 3]

    @pytest.mark.parametrize("sign", ["__lt__", "__le__", "__gt__", "__ge__"])
    def test_text_has_no_order_of_grades(self, sign) -> None:
        with pytest.raises(WrongKindError, match=r"compare rank\(column, scale\) instead"):
            getattr(OFFICERS.c.neu, sign)(grade("ni-pol-1999:4"))

    def test_rank_sorts_best_first_and_knows_no_other_scale(self, connection) -> None:
        notes = ["schulnoten-1-6:2", "schulnoten-1-6:1", "ni-pol-1999:3"]
        connection.execute(OFFICERS.insert(), [{"note": grade(n)} for n in notes])
        place = rank(OFFICERS.c.note, "schulnoten-1-6")
        found = connection.execute(select(OFFICERS.c.note, place).order_by(place)).all()
        assert [(str(g), n) for g, n in found] == [
            ("ni-pol-1999:3", None),
            ("schulnoten-1-6:1", 0),
            ("schulnoten-1-6:2", 1),
        ]
        assert str(rank(OFFICERS.c.note, grade("schulnoten-1-6:1").scale)) == str(place)

    def test_a_column_of_one_scale_refuses_others(self, connection) -> None:
        with pytest.raises(StatementError) as caught:
            connection.execute(OFFICERS.insert(), {"neu": grade("ni-pol-1996:5")})
        assert isinstance(caught.value.orig, ScaleMismatchError)
        assert GradeType(grade("ni-pol-1996:5").scale).scale == "ni-pol-1996"

    def test_what_is_no_grade_is_refused(self, connection) -> None:
        with pytest.raises(StatementError) as caught:
            connection.execute(OFFICERS.insert(), {"note": "ni-pol-1996:9"})
        assert isinstance(caught.value.orig, UnknownGradeError)


@pytest.mark.parametrize(
    ("name", "needs", "extra"),
    [("pydantic", "pydantic_core", "pydantic"), ("sqlalchemy", "sqlalchemy", "sqlalchemy")],
    ids=["pydantic", "sqlalchemy"],
)
def test_a_missing_library_names_its_extra(monkeypatch, name, needs, extra) -> None:
    module = f"beurteilung.integrations.{name}"
    monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, needs, None)
    with pytest.raises(MissingExtraError, match=rf"pip install '\.\[{extra}\]'"):
        importlib.import_module(module)
