"""Every public function and class: wrong arguments, lists without an end, and what becomes of its objects."""

from __future__ import annotations

import copy
import inspect
import pickle

import pytest
from fuzz import api

from beurteilung import personen
from beurteilung._base import kinds
from beurteilung.errors import BeurteilungError

CALLABLE = {
    name: found
    for module in api.PUBLIC
    for name in module.__all__
    if inspect.isclass(found := getattr(module, name)) or inspect.isfunction(found)
}
CLASSES = {name: found for name, found in CALLABLE.items() if inspect.isclass(found)}
OBJECTS = {
    **{case.call: case.call(**case.right) for case in api.cases() if inspect.isclass(case.call)},
    **{type(one): one for one in api.known_answers()},
}
BY_IDENTITY = {"Bewerbung", "Feld", "Vergleich"}
"""A candidate equals itself alone, and so does what holds candidates."""


@pytest.mark.parametrize(
    "case", {case.name: case for case in api.cases()}.values(), ids=lambda c: c.name
)
def test_a_wrong_argument_meets_an_error_of_the_library(case):
    for name in case.right:
        found = [(w, e) for w in api.WRONG if (e := api.attempt(case, name, w)) is not None]
        assert found == [], name


def test_every_public_function_and_class_is_tried():
    called = [case.call for case in api.cases()]
    tried = {*called, *(getattr(call, "__self__", None).__class__ for call in called)}
    never = [
        name
        for name, found in CALLABLE.items()
        if found not in tried and inspect.signature(found).parameters
    ]
    made_by_nobody = [
        name
        for name, found in CLASSES.items()
        if found in api.NOT_MADE_BY_USERS or issubclass(found, BeurteilungError)
    ]
    assert sorted({*never} - {*made_by_nobody}) == []


@pytest.mark.parametrize(
    ("case", "name", "entry"),
    [pytest.param(*one, id=f"{one[0].name} {one[1]}") for one in api.listed()],
)
class TestLists:
    """Whatever is given as a list may be a generator."""

    def test_one_without_an_end_is_not_read_on(self, case, name, entry, monkeypatch):
        monkeypatch.setattr(kinds, "LONGEST", api.SHORT)
        assert api.attempt(case, name, api.Endless(entry)) is None

    def test_a_generator_is_refused_or_read_once(self, case, name, entry):
        as_list = api.called(case, name, case.right[name])
        generator = (one for one in case.right[name])
        try:
            as_generator = api.called(case, name, generator)
        except BeurteilungError:
            return
        if inspect.getgeneratorstate(generator) == inspect.GEN_CREATED:
            return  # kept as it is, as part of an answer that users do not make
        if isinstance(as_list, personen.Feld):
            as_list, as_generator = as_list.bewerbungen, as_generator.bewerbungen
        assert repr(as_generator) == repr(as_list) or as_generator == as_list


@pytest.mark.parametrize("name", CLASSES)
class TestObjects:
    """Each public class has an object that is copied, pickled and shown."""

    def test_a_copy_is_equal(self, name):
        one = OBJECTS[CLASSES[name]]
        for again in (
            copy.copy(one),
            copy.deepcopy(one),
            pickle.loads(pickle.dumps(one)),  # noqa: S301 - our own
        ):
            assert type(again) is type(one)
            assert repr(again) == repr(one)
            if isinstance(one, BeurteilungError):
                assert [again.explain(lang) for lang in ("de", "en")] == [
                    one.explain(lang) for lang in ("de", "en")
                ]
            elif name not in BY_IDENTITY:
                assert again == one
                assert hash(again) == hash(one)

    def test_it_is_shown_in_one_line(self, name):
        assert len(repr(OBJECTS[CLASSES[name]]).splitlines()) == 1
