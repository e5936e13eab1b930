"""Frozen classes that are quick to import: `table` for the tables of files, `frozen` for everything else.

To a type checker, to `attrs.fields`, `attrs.evolve` and whoever else asks, both are `attrs.frozen`. But
attrs compiles methods of its own for each class when its module is imported, a millisecond a class, and
the library has 250. Here all classes share what does not need to be fast: comparison, hash and repr, and a
table, of which the formats have 150 and a case uses a dozen, all its methods.
"""

from __future__ import annotations

import functools
import inspect
import re
import sys
import types
import typing
from functools import cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeGuard, TypeVar, Union, cast

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable
    from functools import cached_property

    from attrs import evolve, frozen
    from attrs import frozen as table

__all__ = [
    "NAMES",
    "THOUSANDS",
    "Key",
    "cached_property",
    "evolve",
    "frozen",
    "has_keys",
    "key",
    "keys",
    "members",
    "named_keys",
    "table",
    "without_none",
]

T = TypeVar("T")

NAMES = ("code", "text", "was", "name", "id", "bezeichnung", "note")
"""Keys by which a table says what it is about, the first that it has."""
THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+")
"""A number of which nobody can tell whether its points part thousands or begin its decimals: 1.500."""


class Key:
    """One key of a table: what attrs says of a field, and what the key means in both languages."""

    __slots__ = (
        "alias", "converter", "default", "factory", "metadata", "module", "name", "required", "type",
    )  # fmt: skip
    # what attrs says of a field, and what is the same for every key
    eq = init = kw_only = repr = True
    inherited = order = False
    eq_key = hash = on_setattr = order_key = validator = None

    name: str
    alias: str
    type: object
    """The annotation, as it stands in the class: a type, or the text of one."""
    module: str
    """The module of the class, whose names the annotation uses."""

    def __init__(
        self,
        metadata: dict[str, object],
        default: object,
        factory: Callable[[], object] | None,
        converter: Callable[[Any], object] | None,
    ) -> None:
        """Describe a key; `table` names it."""
        self.metadata, self.factory, self.converter = metadata, factory, converter
        self.default = default if factory is None else attrs.Factory(factory)
        self.required = self.default is attrs.NOTHING

    @property
    def kind(self) -> object:
        """The type that its annotation means; found out when it is first asked for."""
        return _meaning(self.type, self.module) if isinstance(self.type, str) else self.type


@cache
def _meaning(annotation: str, module: str) -> object:
    """Return the type that an annotation means in a module; many keys share one."""
    return eval(annotation, vars(sys.modules[module]))  # noqa: S307 - our own text


def key(  # noqa: PLR0913 - as many as a key has sides
    doc: str,
    *,
    de: str = "",
    or_one: bool = False,
    default: object = attrs.NOTHING,
    factory: Callable[[], object] | None = None,
    converter: Callable[[Any], object] | None = None,
) -> Any:  # noqa: ANN401 - as loose as attrs.field
    """Declare one TOML key of a `table`, with its description; ``default`` makes it optional.

    ``de`` is the description in German, for schema, template and form. ``or_one`` lets a list of tables
    or words be written as one of them.
    """
    return Key({"doc": doc, "de": de or doc, "or_one": or_one}, default, factory, converter)


def keys(cls: type[object]) -> tuple[Key, ...]:
    """Return the keys of a table, inherited ones first."""
    return cast("tuple[Key, ...]", attrs.fields(cast("Any", cls)))


def named_keys(cls: type[object]) -> dict[str, Key]:
    """Return the keys of a table by name."""
    if (known := _named.get(cls)) is None:
        known = _named[cls] = {one.name: one for one in keys(cls)}
    return known


_named: dict[type[object], dict[str, Key]] = {}


def has_keys(kind: object) -> TypeGuard[type[attrs.AttrsInstance]]:
    """Tell whether values of a kind are tables: a class with keys that is not written as one text."""
    return (
        isinstance(kind, type) and hasattr(kind, "__attrs_attrs__") and not hasattr(kind, "parse")
    )


def without_none(kind: object) -> object:
    """Return X of X | None, and X | Y of X | Y | None; a key that is left out says None."""
    kinds = members(kind)
    return kinds[0] if len(kinds) == 1 else kind


def members(kind: object) -> tuple[object, ...]:
    """Return what a union holds besides None; a kind that is none holds itself."""
    if typing.get_origin(kind) not in (Union, types.UnionType):
        return (kind,)
    return tuple(arg for arg in typing.get_args(kind) if arg is not type(None))


class _Frozen:
    """The methods that all frozen classes share."""

    __attrs_attrs__: ClassVar[tuple[Key | attrs.Attribute[object], ...]]
    __compared__: ClassVar[Callable[[object], object]]
    """What returns the fields by which two objects are compared."""

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        compared = type(self).__compared__
        return compared(self) == compared(other)

    def __hash__(self) -> int:
        cls = type(self)
        try:
            return hash((cls, cls.__compared__(self)))
        except TypeError:  # a file counts in dicts, which have no hash; equal ones have equal keys
            values: list[object] = [getattr(self, f.name) for f in cls.__attrs_attrs__ if f.eq]
            parts = [
                frozenset(cast("dict[str, object]", v)) if isinstance(v, dict) else v
                for v in values
            ]
            return hash((cls, *parts))

    def __repr__(self) -> str:
        fields = type(self).__attrs_attrs__
        shown = (f"{f.name}={getattr(self, f.name)!r}" for f in fields if f.repr)
        return f"{type(self).__qualname__.rpartition('>.')[2]}({', '.join(shown)})"


class _Shape(NamedTuple):
    """What an object of a table is made from, by the names of its keys."""

    known: frozenset[str]
    required: frozenset[str]
    defaults: dict[str, object]
    factories: tuple[tuple[str, Callable[[], object]], ...]
    converters: tuple[tuple[str, Callable[[Any], object]], ...]


_shapes: dict[type[object], _Shape] = {}


def _shape(cls: type[object]) -> _Shape:
    """Find out what an object of a table is made from, when its first one is made: most are never used."""
    every = keys(cls)
    found = _shapes[cls] = _Shape(
        frozenset(one.name for one in every),
        frozenset(one.name for one in every if one.required),
        {one.name: one.default for one in every if not one.required and one.factory is None},
        tuple((one.name, one.factory) for one in every if one.factory is not None),
        tuple((one.name, one.converter) for one in every if one.converter is not None),
    )
    return found


def _refused(cls: type[object], shape: _Shape, values: dict[str, object]) -> str:
    """Say which key of a table is missing, or which names are none of its keys."""
    for one in keys(cls):
        if one.required and one.name not in values:
            return f"{cls.__name__} needs the key {one.name!r}"
    return f"{cls.__name__} has no key {', '.join(n for n in values if n not in shape.known)}"


class _Table(_Frozen):
    """The methods that all tables share."""

    def __init__(self, **values: object) -> None:
        """Take the keys by name, those left out by their defaults."""
        cls = type(self)
        shape = _shapes.get(cls) or _shape(cls)
        if not shape.required <= values.keys() <= shape.known:
            raise TypeError(_refused(cls, shape, values))
        content = vars(self)  # a frozen object refuses any other way
        content.update(shape.defaults)
        content.update(values)
        for name, factory in shape.factories:
            if name not in values:
                content[name] = factory()
        for name, converter in shape.converters:
            content[name] = converter(content[name])
        if check := getattr(self, "__attrs_post_init__", None):
            check()

    def __setattr__(self, name: str, value: object) -> None:
        raise attrs.exceptions.FrozenInstanceError

    def __delattr__(self, name: str) -> None:
        raise attrs.exceptions.FrozenInstanceError


if not TYPE_CHECKING:  # pragma: no branch - the program always goes this way

    def frozen(cls: type | None = None, **settings: bool) -> object:
        """Make a class frozen as attrs does; a method that it defines itself stays."""
        if cls is None:
            return partial(frozen, **settings)
        # an object with a dict is made in half the time of one with slots, and so is its class
        made = attrs.frozen(cls, **{"slots": False} | settings | {"eq": False, "repr": False})
        _compare(made, [f.name for f in made.__attrs_attrs__ if f.eq])
        for name, setting in (("__eq__", "eq"), ("__hash__", "eq"), ("__repr__", "repr")):
            if settings.get(setting, True) and cls.__dict__.get(name) is None:
                setattr(made, name, getattr(_Frozen, name))
        return made

    def table(cls: type) -> type:
        """Make a class frozen, with the keys of its bases and its own, given by name; a method of its own stays."""
        own = {}
        for name, annotation in inspect.get_annotations(cls).items():
            if isinstance(described := cls.__dict__.get(name), Key):
                delattr(cls, name)
                described.name = described.alias = name
                described.type, described.module = annotation, cls.__module__
                own[name] = described
        above = {}
        for base in reversed(cls.__mro__[1:]):
            above |= {one.name: one for one in base.__dict__.get("__attrs_attrs__", ())}
        every = (*(one for name, one in above.items() if name not in own), *own.values())
        cls.__attrs_attrs__ = every
        _compare(cls, [one.name for one in every])
        for name in ("__init__", "__setattr__", "__delattr__", "__eq__", "__hash__", "__repr__"):
            if name not in cls.__dict__:
                setattr(cls, name, getattr(_Table, name))
        return cls

    class cached_property(functools.cached_property):  # noqa: N801 - the name that everybody knows
        """That of functools without its lock, as Python has it since 3.12.

        The lock is one for all objects of a class: threads wait for each other, and a process that is forked
        while another thread holds it waits for ever. Of two values found at once the first stays.
        """

        def __get__(self, one: object, owner: type | None = None) -> object:
            return self if one is None else vars(one).setdefault(self.attrname, self.func(one))

    def evolve(one: T, /, **changes: object) -> T:
        """Return an object with other values for some fields, several times as fast as attrs does."""
        cls = type(one)
        if (given := _given.get(cls)) is None:
            fields = attrs.fields(cls)
            # whether an object holds what it is given as it is
            plain = all(
                f.init and f.alias == f.name and not (f.converter or f.validator) for f in fields
            )
            given = _given[cls] = {f.alias: f.name for f in fields if f.init}, plain
        names, plain = given
        held = getattr(one, "__dict__", {})
        if not plain or held.keys() != names.keys() or not changes.keys() <= names.keys():
            return cls(**{alias: getattr(one, name) for alias, name in names.items()} | changes)
        made = cls.__new__(cls)
        vars(made).update(held, **changes)  # a frozen object refuses any other way
        if check := getattr(made, "__attrs_post_init__", None):
            check()
        return made

    _given = {}

    def _compare(cls: type, names: list[str]) -> None:
        """Say by which fields two objects of a class are compared."""
        by = attrgetter(*names) if names else lambda _: None
        cls.__compared__ = staticmethod(by)
