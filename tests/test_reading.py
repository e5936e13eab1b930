"""The strict reader: every fault of a file at once, with the path of its key and the way out."""

import json
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Literal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beurteilung._base.records import key, table
from beurteilung._base.toml import LIMIT, read_toml, schema, structure
from beurteilung.errors import DataError
from beurteilung.model.offices import Besoldungsgruppe


class Farbe(Enum):
    ROT = "rot"
    GRUEN = "grün"


@table
class Teil:
    name: str = key("its name")
    zahl: int = key("a number", default=0)

    def __attrs_post_init__(self):
        if self.zahl < 0:
            raise DataError("", [f"zahl must not be negative, got {self.zahl}"])


@table
class Ganzes:
    id: str = key("its id")
    ja: bool = key("yes or no", default=False)
    tag: date | None = key("a day", default=None)
    anteil: Fraction | None = key("an exact share", default=None)
    farbe: Farbe | None = key("a colour", default=None)
    art: Literal["a", "b"] = key("a kind", default="a")
    teil: tuple[Teil, ...] = key("its parts", default=())
    kern: Teil | None = key("its core", default=None)
    zaehlung: dict[str, int] = key("how often", factory=dict)
    gruppe: Besoldungsgruppe | None = key("a pay group", default=None)


def faults(table):
    with pytest.raises(DataError) as raised:
        structure(Ganzes, table, "datei.toml")
    assert raised.value.where == "datei.toml"
    return raised.value.problems


class TestFile:
    """TOML that does not parse (line and column), an empty file, a directory, a file of 100 MB, a file
    that is not UTF-8: each has a test of its message
    """

    def problem(self, path):
        with pytest.raises(DataError) as raised:
            read_toml(path)
        assert raised.value.where == str(path)
        (fault,) = raised.value.problems
        assert str(raised.value) == f"{path}: 1 problem\n  {fault}"
        return fault

    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            (b"id = \n", "not TOML: Invalid value (at line 1, column 6)"),
            (b'id = "x"\nid = "y"\n', "not TOML: Cannot overwrite a value (at line 2, column 9)"),
            (b"", "the file is empty"),
            (b" \n\t\n", "the file is empty"),
            (b"\xef\xbb\xbf\n", "the file is empty"),
            (
                b'a = 1\nb = "gr\xfc\xdfe"\n',
                "line 2: byte 0xfc is not UTF-8; save the file as UTF-8",
            ),
            (b"x = " + b"[" * 50_000, "not TOML: maximum recursion depth exceeded"),
        ],
    )
    def test_what_cannot_be_read(self, tmp_path, content, fault):
        file = tmp_path / "datei.toml"
        file.write_bytes(content)
        assert self.problem(file).startswith(fault)

    def test_a_day_that_no_calendar_has(self, tmp_path):
        """31.02."""
        file = tmp_path / "datei.toml"
        file.write_text("a = 1\ntag = 2000-02-31\n")
        assert self.problem(file) == (
            "not TOML: Invalid date or datetime (at line 2, column 7): there is no such day or time"
        )

    @pytest.mark.parametrize(
        "printed",
        ["9" * 5_000, "1e9999999999999999999", "-1e-9999999999999999999", f"1e{'9' * 5_000}"],
    )
    def test_a_number_that_no_machine_reads(self, tmp_path, printed):
        """Digits, or an exponent, beyond what a computer reckons with."""
        file = tmp_path / "datei.toml"
        file.write_text(f"a = {printed}\n")
        assert self.problem(file).startswith("not TOML: Exceeds the limit")

    def test_a_missing_file_and_a_directory(self, tmp_path):
        assert self.problem(tmp_path / "fehlt.toml") == (
            "cannot be read: No such file or directory; "
            "expected the path of a TOML file, seen from the folder you are in"
        )
        assert self.problem(tmp_path) == "this is a directory, expected a TOML file in it"
        assert self.problem(tmp_path / "nul\0.toml").startswith("cannot be read: ")

    def test_a_file_of_100_mb_is_not_read_to_its_end(self, tmp_path):
        file = tmp_path / "gross.toml"
        with file.open("wb") as sparse:
            sparse.truncate(100 * 1024 * 1024)
        assert self.problem(file) == "the file is too large, expected at most 1,000,000 bytes"

    def test_the_limit_itself_is_allowed(self, tmp_path):
        file = tmp_path / "datei.toml"
        start = b"a = 1 #"
        file.write_bytes(start + b"x" * (LIMIT - len(start)))
        assert read_toml(file) == {"a": 1}
        file.write_bytes(start + b"x" * (LIMIT + 1 - len(start)))
        assert "too large" in self.problem(file)

    def test_a_byte_order_mark_is_no_fault(self, tmp_path):
        file = tmp_path / "datei.toml"
        file.write_bytes(b"\xef\xbb\xbfa = 1\r\n")
        assert read_toml(file) == {"a": 1}


class TestKeys:
    """unknown or missing keys, wrong types: all errors of a file at once, with path and key"""

    def test_all_faults_are_told_in_one_go(self):
        assert faults({"ja": "ja", "tga": 1, "teil": [{"zahl": "1"}, 5], "kern": {"name": ""}}) == (
            (
                "unknown key 'tga' (did you mean 'tag'?); allowed: "
                "anteil, art, farbe, gruppe, id, ja, kern, tag, teil, zaehlung"
            ),
            "missing key 'id' (its id)",
            "ja: expected true or false, got 'ja' (text); without quotes: true",
            "teil[0]: missing key 'name' (its name)",
            "teil[0].zahl: expected a whole number, got '1' (text); without quotes: 1",
            'teil[1]: expected a table, got 5 (number); in braces: { name = "5" }',
            "kern.name: expected text, got '' (text); what is not known is left out",
        )

    @pytest.mark.parametrize(
        ("name", "value", "fault"),
        [
            ("id", 5, 'id: expected text, got 5 (number); in quotes: "5"'),
            ("id", ["x"], "id: expected text, got list"),
            ("id", "", "id: expected text, got '' (text); what is not known is left out"),
            ("ja", 1, "ja: expected true or false, got 1 (number)"),
            (
                "tag",
                "2000-09-01",
                "tag: expected a day such as 2000-09-01, got '2000-09-01' (text); without quotes: 2000-09-01",
            ),
            (
                "tag",
                datetime(2000, 9, 1, 12),  # noqa: DTZ001 - as TOML gives it
                (
                    "tag: expected a day such as 2000-09-01, got 2000-09-01 12:00:00 (date with time); "
                    "without the time: 2000-09-01"
                ),
            ),
            ("farbe", "blau", "farbe: unknown value 'blau'; allowed: rot, grün"),
            (
                "farbe",
                "grun",
                "farbe: unknown value 'grun' (did you mean 'grün'?); allowed: rot, grün",
            ),
            (
                "farbe",
                ["rot"],
                "farbe: unknown value list (did you mean 'rot'?); allowed: rot, grün",
            ),
            ("art", "c", "art: unknown value 'c'; allowed: a, b"),
            ("art", True, "art: unknown value true (true/false); allowed: a, b"),
            (
                "teil",
                {"name": "x"},
                (
                    "teil: expected a list, got table; a table of the list has double brackets: [[teil]], "
                    "on one line: teil = [{ … }]"
                ),
            ),
            ("kern", [], "kern: expected a table, got list"),
            ("kern", {"name": "x", "zahl": -1}, "kern: zahl must not be negative, got -1"),
            (
                "kern",
                {"name": "x", "zahl": True},
                "kern.zahl: expected a whole number, got true (true/false)",
            ),
            (
                "zaehlung",
                3,
                'zaehlung: expected a table, got 3 (number); for each grade: zaehlung = { "…" = 3 }',
            ),
            (
                "zaehlung",
                {"5": "1"},
                "zaehlung.5: expected a whole number, got '1' (text); without quotes: 1",
            ),
            ("gruppe", 9, "gruppe: expected text, got 9 (number)"),
            ("gruppe", "neun", "gruppe: expected a pay group such as 'A 9', got 'neun'"),
            (
                "anteil",
                "viel",
                "anteil: expected a number such as 15, '12,5' or '100/3', got 'viel' (text)",
            ),
            (
                "anteil",
                "1/0",
                "anteil: expected a number such as 15, '12,5' or '100/3', got '1/0' (text)",
            ),
            (
                "anteil",
                "1e999999999",
                "anteil: expected a number such as 15, '12,5' or '100/3', got '1e999999999' (text)",
            ),
            (
                "anteil",
                "9" * 5000,
                (
                    f"anteil: expected a number such as 15, '12,5' or '100/3', got '{'9' * 59}… (text)"
                    "; at most 18 digits are possible, and 1000 as the denominator of a fraction"
                ),
            ),
            (
                "anteil",
                True,
                "anteil: expected a number such as 15, '12,5' or '100/3', got true (true/false)",
            ),
            (
                "anteil",
                12.5,
                (
                    "anteil: expected a number such as 15, '12,5' or '100/3', got 12.5 (decimal number); "
                    "write it as text, so that it stays exact"
                ),
            ),
        ],
    )
    def test_a_value_of_a_wrong_kind(self, name, value, fault):
        assert faults({"id": "x", name: value}) == (fault,)

    def test_a_whole_file_that_is_no_table(self):
        assert faults(["x"]) == ("expected a table, got list",)

    def test_what_is_right_is_read(self):
        made = structure(
            Ganzes,
            {
                "id": "x",
                "ja": True,
                "tag": date(2000, 9, 1),
                "anteil": "12,5",
                "farbe": "grün",
                "art": "b",
                "teil": [{"name": "n", "zahl": 3}],
                "kern": {"name": "k"},
                "zaehlung": {"5": 1, "4": 2},
                "gruppe": "a 9",
            },
            "datei.toml",
        )
        assert made == Ganzes(
            id="x",
            ja=True,
            tag=date(2000, 9, 1),
            anteil=Fraction(25, 2),
            farbe=Farbe.GRUEN,
            art="b",
            teil=(Teil(name="n", zahl=3),),
            kern=Teil(name="k"),
            zaehlung={"5": 1, "4": 2},
            gruppe=Besoldungsgruppe("A", 9),
        )

    @pytest.mark.parametrize(
        ("text", "share"),
        [
            ("15", 15),
            ("12,5", Fraction(25, 2)),
            (" 0.25 ", Fraction(1, 4)),
            ("1/3", Fraction(1, 3)),
            (7, 7),
        ],
    )
    def test_shares_are_exact(self, text, share):
        assert structure(Ganzes, {"id": "x", "anteil": text}, "").anteil == share


def tables():
    """Draw tables that are often right and sometimes not."""
    # the schema does not repeat on each key that a number has at most 18 digits
    whole = st.integers(1 - 10**18, 10**18 - 1)
    odd = st.one_of(st.none(), whole, st.booleans(), st.text(max_size=3), st.just([1]))
    part = st.fixed_dictionaries(
        {"name": st.text(max_size=2)}, optional={"zahl": st.integers(0, 9) | st.text()}
    )
    return st.fixed_dictionaries(
        {"id": st.text(max_size=3)},
        optional={
            "ja": st.booleans() | odd,
            "anteil": st.sampled_from(["1", "1,5", "1/3", "x", "1e9", "-2", "1,5/2", "٣"]) | whole,
            "farbe": st.sampled_from(["rot", "grün", "blau"]),
            "art": st.sampled_from(["a", "b", "c"]),
            "teil": st.lists(part, max_size=2),
            "zaehlung": st.dictionaries(st.text(max_size=2), odd, max_size=2),
            "fremd": odd,
        },
    ).map(without_none)


def without_none(table):
    return {name: value for name, value in table.items() if value is not None}


class TestSchema:
    """JSON Schema published and tested against drift: it allows what the reader reads"""

    def test_it_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(schema(Ganzes, "Ganzes"))
        assert json.loads(json.dumps(schema(Ganzes, "Ganzes"))) == schema(Ganzes, "Ganzes")

    @given(tables())
    def test_it_allows_exactly_what_the_reader_reads(self, table):
        valid = jsonschema.Draft202012Validator(schema(Ganzes, "Ganzes")).is_valid(table)
        try:
            structure(Ganzes, table, "datei.toml")
        except DataError:
            assert not valid
        else:
            assert valid

    def test_each_key_has_its_description(self):
        properties = schema(Ganzes, "Ganzes")["properties"]
        assert properties["tag"] == {"description": "a day", "type": "string", "format": "date"}
        assert properties["kern"] == {"description": "its core", "$ref": "#/$defs/Teil"}
