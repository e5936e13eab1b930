"""Frozen classes and tables: attrs classes to whoever asks, quick to import."""

from __future__ import annotations

import copy
import inspect
import pickle
from datetime import date
from typing import TYPE_CHECKING

import attrs
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from beurteilung._base.records import Factory, field, frozen, key, keys, named_keys, table
from beurteilung._base.text import Text
from beurteilung.law.codes import Worte

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, ClassVar


@table
class Row:
    """A table with a default, a factory, a converter, and what is no key."""

    kind: ClassVar[str] = "row"
    name: str = key("its name", de="sein Name")
    day: date | None = key("a day", default=None)
    counts: dict[str, int] = key("counts", factory=dict[str, int])
    number: int = key("a number", default=1, converter=int)

    def __attrs_post_init__(self) -> None:
        """Refuse what has no name."""
        if not self.name:
            raise ValueError("name")


@table
class Longer(Row):
    """A table whose bases have keys, one of which it declares anew."""

    more: tuple[int, ...] = key("more", default=())
    day: date | None = key("another day", default=None)


@table
class Numbered(Row):
    """A table with a hash of its own."""

    def __hash__(self) -> int:
        """Return a number."""
        return 7


@frozen
class Point:
    """A value of which one field does not count."""

    x: int
    y: int = 0
    note: str = field(default="", eq=False, repr=False)


@frozen
class Nothing:
    """A value without fields."""


@frozen
class Own:
    """A value that compares itself."""

    x: int

    def __eq__(self, other: object) -> bool:
        """Equal all others."""
        return isinstance(other, Own)

    def __hash__(self) -> int:
        """Agree with that."""
        return 7


@frozen
class Doubled:
    """A value that sets its field itself."""

    x: int

    def __init__(self, x: int) -> None:
        """Set twice of what is given."""
        self.__attrs_init__(2 * x)  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


@frozen(init=False)
class Closed:
    """A value that only its module makes."""

    x: int


class TestTables:
    def test_keys_are_given_by_name_and_take_their_defaults(self) -> None:
        given: dict[str, Any] = {"name": "a", "number": "2"}
        row = Row(**given)
        assert (row.name, row.day, row.counts, row.number) == ("a", None, {}, 2)
        assert Row(name="a").counts is not row.counts

    def test_a_dict_is_no_reason_to_be_without_a_hash(self) -> None:
        """Reports and cases go into sets and caches."""
        one, other = Row(name="a", counts={"x": 1, "y": 2}), Row(name="a", counts={"y": 2, "x": 1})
        assert len({one, other, Row(name="a"), Row(name="b", counts={"x": 1})}) == 3

    def test_a_base_has_its_keys_first_and_a_key_declared_anew_stands_last(self) -> None:
        assert [one.name for one in keys(Longer)] == ["name", "counts", "number", "more", "day"]
        assert keys(Longer)[-1].metadata["doc"] == "another day"
        assert keys(Row)[0].metadata == {"doc": "its name", "de": "sein Name", "or_one": False}

    def test_what_is_missing_or_unknown_is_an_error(self) -> None:
        few: dict[str, Any] = {}
        many: dict[str, Any] = {"name": "a", "nme": "b"}
        with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'name'"):
            Row(**few)
        with pytest.raises(TypeError, match="unexpected keyword argument 'nme'"):
            Row(**many)
        with pytest.raises(ValueError, match="name"):
            Row(name="")

    def test_they_are_frozen(self) -> None:
        row: Any = Row(name="a")
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            row.name = "b"
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            del row.name

    def test_they_are_attrs_classes(self) -> None:
        row = Row(name="a", day=date(2000, 9, 1))
        assert attrs.has(Row)
        assert [f.name for f in attrs.fields(Longer)] == [one.name for one in keys(Longer)]
        assert attrs.asdict(row) == {"name": "a", "day": row.day, "counts": {}, "number": 1}
        assert evolve(row, name="b").day == row.day
        assert attrs.fields(Row).day is attrs.fields_dict(Row)["day"] is named_keys(Row)["day"]
        assert repr(attrs.fields(Row).day) == "Key(name='day', type='date | None')"
        with pytest.raises(AttributeError, match="night"):
            _ = attrs.fields(Row).night
        assert attrs.fields_dict(Row)["day"].default is None
        assert attrs.fields_dict(Row)["name"].default is attrs.NOTHING

    def test_they_compare_by_class_and_keys(self) -> None:
        assert Row(name="a") == Row(name="a") != Row(name="b")
        assert Row(name="a") != Longer(name="a")
        assert len({Worte(de="a", en="b"), Worte(de="a", en="b"), Worte(de="a", en="c")}) == 2

    def test_a_method_of_their_own_stays(self) -> None:
        assert hash(Numbered(name="a")) == 7
        assert Numbered(name="a") == Numbered(name="a") != Numbered(name="b")
        assert repr(Numbered(name="a")).startswith("Numbered(name='a'")

    def test_they_show_every_key_and_survive_copies(self) -> None:
        row = Row(name="a")
        assert repr(row) == "Row(name='a', day=None, counts={}, number=1)"
        assert pickle.loads(pickle.dumps(row)) == copy.deepcopy(row) == row  # noqa: S301 - our own


class TestValues:
    def test_they_compare_by_the_fields_that_count(self) -> None:
        assert Point(1, note="a") == Point(1, note="b") != Point(2)
        assert len({Point(1, note="a"), Point(1), Point(1, 1)}) == 2
        assert Point(1) != (1, 0)
        assert Nothing() == Nothing() != Point(1)

    def test_they_show_the_fields_that_are_shown(self) -> None:
        assert repr(Point(1, note="a")) == "Point(x=1, y=0)"
        assert repr(Text("ja", "yes")) == "Text(de='ja', en='yes')"

    def test_a_method_of_their_own_stays(self) -> None:
        assert Own(1) == Own(2)
        assert hash(Own(1)) == 7

    def test_they_are_frozen_attrs_classes(self) -> None:
        point: Any = Point(1)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            point.x = 2
        assert evolve(Point(1), y=3) == Point(1, 3)
        assert pickle.loads(pickle.dumps(Point(1))) == Point(1)  # noqa: S301 - our own


_DEFAULTS: dict[str, dict[str, Any]] = {
    "none": {},
    "value": {"default": 0},
    "factory": {"factory": list},
    "of the object": {"takes_self": True},
}
_NOT_NEGATIVE = "-1 is less than 0"


def _refuse(one: object, about: object, value: object) -> None:
    if value == -1:
        raise ValueError(_NOT_NEGATIVE)


@st.composite
def declarations(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """What fields of every kind are declared with, by name; the first is always given."""
    told: dict[str, dict[str, Any]] = {"given": {}}
    optional = False
    for name in draw(st.lists(st.sampled_from("abc_"), unique=True)):
        by_name = draw(st.booleans())
        few = optional and not by_name
        default = draw(st.sampled_from([d for d in _DEFAULTS if d != "none" or not few]))
        optional = optional or (default != "none" and not by_name)
        told[f"{name}x"] = _DEFAULTS[default] | {
            "kw_only": by_name,
            "converter": draw(st.sampled_from([None, str])),
            "validator": draw(st.sampled_from([None, _refuse])),
            "eq": draw(st.booleans()),
            "repr": draw(st.booleans()),
        }
    return told


def _made(
    told: dict[str, dict[str, Any]], by: Callable[[type], type], of: Callable[..., object]
) -> Any:
    factory = Factory if of is field else attrs.Factory
    content = {name: of(**_with_default(settings, factory)) for name, settings in told.items()}
    return by(type("Made", (), {"__annotations__": dict.fromkeys(told, "object"), **content}))


def _with_default(settings: dict[str, Any], factory: Any) -> dict[str, Any]:
    """A default that an object makes of itself is declared by a class that both sides have of their own."""
    if "takes_self" not in settings:
        return settings
    others = {name: value for name, value in settings.items() if name != "takes_self"}
    return others | {"default": factory(lambda made: made.given, takes_self=True)}


class TestAsAttrs:
    """The first objects of a class, and those that its compiled init makes, are what attrs would make."""

    @given(
        declarations(),
        st.lists(st.integers(-1, 2), max_size=4),
        st.dictionaries(st.sampled_from(["ax", "bx", "cx", "x", "given"]), st.integers(-1, 2)),
    )
    def test_both_make_the_same_or_refuse_alike(
        self, told: dict[str, dict[str, Any]], args: list[int], by_name: dict[str, int]
    ) -> None:
        ours, theirs = _made(told, frozen, field), _made(told, attrs.frozen, attrs.field)
        first = _outcome(ours, args, by_name)
        expected = _outcome(theirs, args, by_name)
        assert str(inspect.signature(ours)) == str(inspect.signature(theirs))  # compiles it
        assert first == _outcome(ours, args, by_name) == expected
        assert ours.__match_args__ == theirs.__match_args__

    @given(declarations(), st.lists(st.integers(-1, 2), min_size=1, max_size=5))
    def test_a_class_that_attrs_makes_below_is_alike(
        self, told: dict[str, dict[str, Any]], args: list[int]
    ) -> None:
        made = [
            attrs.frozen(kw_only=True)(
                type("Made", (above,), {"__annotations__": {"own": "int"}, "own": 1})
            )
            for above in (_made(told, frozen, field), _made(told, attrs.frozen, attrs.field))
        ]
        assert _outcome(made[0], args, {}) == _outcome(made[1], args, {})

    def test_many_objects_are_all_alike(self) -> None:
        assert len({Point(1, n % 2) for n in range(200)}) == 2
        for _ in range(200):
            with pytest.raises(ValueError, match="name"):
                Row(name="")

    def test_one_with_an_init_of_its_own_has_that_of_attrs_beside_it(self) -> None:
        assert Doubled(2).x == 4
        with pytest.raises(TypeError):
            Closed(2)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
        assert evolve(Doubled(2), x=1) == Doubled(1)


def _outcome(cls: Any, args: list[int], by_name: dict[str, int]) -> object:
    """Return what an object of the class says of itself, or the error that it is refused with."""
    try:
        made = cls(*args, **by_name)
    except (TypeError, ValueError) as error:
        return type(error), str(error)
    fields = [
        (f.name, f.alias, f.init, bool(f.eq), bool(f.repr), _default(f.default))
        for f in attrs.fields(cls)
    ]
    return attrs.asdict(made), repr(made), fields, made == evolve(made)


def _default(value: Any) -> object:
    """Return what attrs tells of a default, without the function that makes it."""
    return (attrs.Factory, value.takes_self) if isinstance(value, attrs.Factory) else value  # type: ignore[arg-type]
