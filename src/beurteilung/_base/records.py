"""Frozen classes that are quick to import: `table` for the tables of files, `frozen` for everything else.

To a type checker, to `attrs.fields`, `attrs.evolve` and whoever else asks, both are `attrs.frozen`. But
attrs compiles methods of its own for each class when its module is imported, a third of a millisecond a
class, and the library has 260. Here all classes share comparison, hash and repr, and the init of a class is
compiled when it has made many objects: until then a shared one reads the fields. attrs itself is imported
by whoever asks it: with all that it imports it takes longer than the answer to a case.
"""

from __future__ import annotations

import functools
import operator
import re
import sys
import types
import typing
from functools import cache, partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeGuard, TypeVar, Union, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from functools import cached_property

    import attrs
    from attrs import Factory, evolve, field, frozen
    from attrs import frozen as table

__all__ = [
    "LEFT_OUT",
    "NAMES",
    "THOUSANDS",
    "Factory",
    "Key",
    "cached_property",
    "evolve",
    "field",
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


class _Nothing:
    """A signature shows it as that of attrs."""

    def __repr__(self) -> str:
        return "NOTHING"


LEFT_OUT: Any = _Nothing()
"""Stands where nothing was given; `attrs.NOTHING`, not imported."""

if not TYPE_CHECKING:  # pragma: no branch - the program always goes this way

    class Factory:
        """What makes the default of a field, from the object itself with ``takes_self``; as `attrs.Factory`."""

        __slots__ = ("factory", "takes_self")

        def __init__(self, factory: Callable[..., object], takes_self: bool = False) -> None:  # noqa: FBT001, FBT002 - as attrs has it
            self.factory, self.takes_self = factory, takes_self


_FACTORY: Any = Factory  # a class, which the stub of attrs calls a function


class Key:
    """One field of a class: what attrs says of it, and for the key of a table what it means in both languages."""

    __slots__ = (
        "alias", "converter", "eq", "factory", "kw_only", "metadata", "module", "name", "repr", "type", "validator",
        "value",
    )  # fmt: skip
    # what attrs says of a field, and what is the same for every one
    init = True
    inherited = order = False
    eq_key = hash = on_setattr = order_key = None

    name: str
    value: object
    """The default that is the same for every object; `LEFT_OUT` if there is none."""
    factory: Any
    """What makes the default of an object."""
    alias: str
    """The name of the parameter that gives it: its own, without a line in front."""
    type: object
    """The annotation, as it stands in the class: a type, or the text of one."""
    module: str
    """The module of the class, whose names the annotation uses."""

    def __init__(  # noqa: PLR0913 - as many as a field has sides
        self,
        default: object = LEFT_OUT,
        *,
        factory: Callable[[], object] | None = None,
        converter: Callable[[Any], object] | None = None,
        validator: Callable[[Any, Key, Any], None] | None = None,
        eq: bool = True,
        repr: bool = True,  # noqa: A002 - the name that attrs gives it
        kw_only: bool = False,
        metadata: Mapping[str, object] = types.MappingProxyType({}),
    ) -> None:
        """Describe a field; `frozen` and `table` name it."""
        if isinstance(default, _FACTORY):
            self.value, self.factory = LEFT_OUT, default
        else:
            self.value, self.factory = default, None if factory is None else Factory(factory)
        self.converter, self.validator = converter, validator
        self.eq, self.repr, self.kw_only, self.metadata = eq, repr, kw_only, metadata

    def __repr__(self) -> str:
        """Show name and type."""
        return f"Key(name={self.name!r}, type={self.type!r})"

    @property
    def required(self) -> bool:
        """Whether an object cannot be made without it."""
        return self.value is LEFT_OUT and self.factory is None

    @property
    def default(self) -> object:
        """The default as attrs tells it."""
        import attrs  # noqa: PLC0415 - see above

        if self.required:
            return attrs.NOTHING
        made: Any = self.factory
        return self.value if made is None else attrs.Factory(made.factory, made.takes_self)

    def evolve(self, **changes: object) -> attrs.Attribute[object]:
        """Return it as attrs has it, changed: attrs asks this of the fields of a base class."""
        import attrs  # noqa: PLC0415 - see above

        field: Any = attrs.field
        one = field(
            default=self.default, validator=self.validator, repr=self.repr, eq=self.eq,
            metadata=dict(self.metadata), converter=self.converter, kw_only=self.kw_only,
        )  # fmt: skip
        (made,) = attrs.fields(attrs.make_class("_", {self.name: one}))
        return cast("attrs.Attribute[object]", made.evolve(type=self.type, **changes))

    @property
    def kind(self) -> object:
        """The type that its annotation means; found out when it is first asked for."""
        return _meaning(self.type, self.module) if isinstance(self.type, str) else self.type


class _Keys(tuple[Key, ...]):
    """The fields of a class, which are its attributes too: ``attrs.fields(Office).bezeichnung``."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Key:
        for one in self:
            if one.name == name:
                return one
        raise AttributeError(name)


@cache
def _meaning(annotation: str, module: str) -> object:
    """Return the type that an annotation means in a module; many keys share one."""
    return eval(annotation, vars(sys.modules[module]))  # noqa: S307 - our own text


def key(  # noqa: PLR0913 - as many as a key has sides
    doc: str,
    *,
    de: str = "",
    or_one: bool = False,
    default: object = LEFT_OUT,
    factory: Callable[[], object] | None = None,
    converter: Callable[[Any], object] | None = None,
) -> Any:  # noqa: ANN401 - as loose as attrs.field
    """Declare one TOML key of a `table`, with its description; ``default`` makes it optional.

    ``de`` is the description in German, for schema, template and form. ``or_one`` lets a list of tables
    or words be written as one of them.
    """
    return Key(
        default,
        factory=factory,
        converter=converter,
        metadata={"doc": doc, "de": de or doc, "or_one": or_one},
    )


def keys(cls: type[object]) -> tuple[Key, ...]:
    """Return the keys of a table, inherited ones first."""
    return cast("tuple[Key, ...]", cast("Any", cls).__attrs_attrs__)


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

    def __setattr__(self, name: str, value: object) -> None:
        raise _refusal()

    def __delattr__(self, name: str) -> None:
        raise _refusal()


def _refusal() -> AttributeError:
    from attrs.exceptions import FrozenInstanceError  # noqa: PLC0415 - see above

    return FrozenInstanceError()


if not TYPE_CHECKING:  # pragma: no branch - the program always goes this way

    class cached_property(functools.cached_property):  # noqa: N801 - the name that everybody knows
        """That of functools without its lock, as Python has it since 3.12.

        The lock is one for all objects of a class: threads wait for each other, and a process that is forked
        while another thread holds it waits for ever. Of two values found at once the first stays.
        """

        def __get__(self, one: object, owner: type | None = None) -> object:
            return self if one is None else vars(one).setdefault(self.attrname, self.func(one))


_put = object.__setattr__.__get__
"""Returns what sets a field: a frozen object refuses ``=``, and what its ``__dict__`` was asked for is read slowly."""
_MANY = 50
"""As many objects a class makes before its init is worth compiling."""


class _Init:
    """The init of a class that has made few objects; who makes many, or asks the class, gets the compiled one."""

    def __init__(self, cls: type[object], name: str) -> None:
        """Keep the class, and which method of it this is."""
        self.cls, self.name, self.made = cls, name, 0

    def __get__(self, one: object, owner: type[object] | None = None) -> Callable[..., None]:
        """Return the method of an object, or the compiled function."""
        self.made += 1
        if one is not None and self.made <= _MANY:
            return partial(self._fill, one)
        made = _compiled(self.cls, self.name)
        setattr(self.cls, self.name, made)
        return made if one is None else cast("Callable[..., None]", types.MethodType(made, one))

    @cached_property
    def _by_alias(self) -> dict[str, Key]:
        return {f.alias: f for f in keys(self.cls)}

    @cached_property
    def _positional(self) -> list[str]:
        return [f.alias for f in keys(self.cls) if not f.kw_only]

    @cached_property
    def _required(self) -> set[str]:
        return {f.alias for f in keys(self.cls) if f.required}

    @cached_property
    def _active(self) -> list[Key]:
        """The fields that compute or check what they keep."""
        return [f for f in keys(self.cls) if f.converter or f.validator or f.factory]

    @cached_property
    def _defaults(self) -> dict[str, object]:
        return {f.alias: f.value for f in keys(self.cls) if f.value is not LEFT_OUT}

    def _fill(self, one: object, *args: object, **given: object) -> None:
        """Fill an object; what does not fit is left to the compiled init to refuse."""
        values = dict(zip(self._positional, args, strict=False)) | given
        fits = len(values) == len(args) + len(given)
        if not fits or not self._required <= values.keys() <= self._by_alias.keys():
            _compiled(self.cls, self.name)(one, *args, **given)
            return
        values = self._defaults | values
        put = _put(one)
        for f in keys(self.cls):  # in their order, which `vars` shows
            if f.alias in values:
                put(f.name, values[f.alias])
        for f in self._active:
            if f.alias not in values:
                factory: Any = f.factory
                put(f.name, factory.factory(*((one,) if factory.takes_self else ())))
            if f.converter is not None:
                put(f.name, f.converter(getattr(one, f.name)))
        for f in self._active:
            if f.validator is not None:
                f.validator(one, f, getattr(one, f.name))
        if check := getattr(one, "__attrs_post_init__", None):
            check()


def _compiled(cls: type[object], name: str) -> types.FunctionType:
    """Write and compile the init that attrs would make from the fields of a class."""
    known: dict[str, Any] = {"_nothing": LEFT_OUT, "_put": _put}
    positional, by_name = ["self"], list[str]()
    lines, checks = ["_set = _put(self)"], list[str]()
    kinds: dict[str, object] = {}
    for n, one in enumerate(keys(cls)):
        parameter = value = one.alias
        if factory := one.factory:
            made = f"_made{n}({'self' if factory.takes_self else ''})"
            known[f"_made{n}"] = factory.factory
            parameter, value = f"{value}=_nothing", f"{made} if {value} is _nothing else {value}"
        elif not one.required:
            known[f"_default{n}"] = one.value
            parameter = f"{value}=_default{n}"
        if one.converter is not None:
            known[f"_converted{n}"] = one.converter
            value = f"_converted{n}({value})"
        if one.validator is not None:
            known |= {f"_checked{n}": one.validator, f"_field{n}": one}
            checks.append(f"_checked{n}(self, _field{n}, self.{one.name})")
        lines.append(f"_set({one.name!r}, {value})")
        (by_name if one.kw_only else positional).append(parameter)
        taken = [one.type]  # a converter takes more than the field keeps, and may not say what
        if one.converter is not None:
            taken = list(getattr(one.converter, "__annotations__", {}).values())
        if taken:
            kinds[one.alias] = taken[0]
    if hasattr(cls, "__attrs_post_init__"):
        checks.append("self.__attrs_post_init__()")
    parameters = ", ".join((*positional, "*", *by_name) if by_name else positional)
    body = "\n    ".join((*lines, *checks))
    exec(f"def {name}({parameters}):\n    {body}", known)  # noqa: S102 - our own text
    init = cast("types.FunctionType", known[name])
    init.__qualname__, init.__module__ = f"{cls.__qualname__}.{name}", cls.__module__
    init.__annotations__ = kinds | {"return": None}
    return init


def _own_fields(cls: type[object], *, kw_only: bool) -> dict[str, Key]:
    """Return the fields that a class declares itself; what describes them leaves the class."""
    own: dict[str, Key] = {}
    for name, annotation in cls.__annotations__.items():
        if str(annotation).startswith("ClassVar"):
            continue
        one = cls.__dict__.get(name, LEFT_OUT)
        if one is not LEFT_OUT:
            delattr(cls, name)
        if not isinstance(one, Key):
            one = Key(one)
        one.name, one.alias = name, name.lstrip("_")
        one.type, one.module = annotation, cls.__module__
        one.kw_only = one.kw_only or kw_only
        own[name] = one
    return own


if not TYPE_CHECKING:  # pragma: no branch - the program always goes this way
    field = Key

    def frozen(
        cls: type | None = None,
        *,
        eq: bool = True,
        repr: bool = True,  # noqa: A002 - the name that attrs gives it
        init: bool = True,
        kw_only: bool = False,
    ) -> object:
        """Make a class frozen, with the fields of its bases and its own; a method that it defines itself stays."""
        if cls is None:
            return partial(frozen, eq=eq, repr=repr, init=init, kw_only=kw_only)
        own = _own_fields(cls, kw_only=kw_only)
        above = {}
        for base in reversed(cls.__mro__[1:]):
            above |= {one.name: one for one in base.__dict__.get("__attrs_attrs__", ())}
        every = (*(one for name, one in above.items() if name not in own), *own.values())
        compared = [one.name for one in every if one.eq]
        cls.__attrs_attrs__ = _Keys(every)
        cls.__match_args__ = tuple(one.name for one in every if not one.kw_only)
        cls.__compared__ = staticmethod(
            operator.attrgetter(*compared) if compared else lambda _: None
        )
        name = "__init__" if init and "__init__" not in cls.__dict__ else "__attrs_init__"
        setattr(cls, name, _Init(cls, name))
        shared = ["__setattr__", "__delattr__"]
        shared += ["__eq__", "__hash__"] if eq else []
        shared += ["__repr__"] if repr else []
        for name in shared:
            if cls.__dict__.get(name) is None:  # as Python sets the hash of what compares itself
                setattr(cls, name, getattr(_Frozen, name))
        return cls

    table = partial(frozen, kw_only=True)

    def evolve(one: T, /, **changes: object) -> T:
        """Return an object with other values for some fields, in a third of the time that attrs takes."""
        cls = type(one)
        if (given := _given.get(cls)) is None:
            fields = keys(cls)
            given = [f.alias for f in fields], _values([f.name for f in fields])
            _given[cls] = given
        names, values = given
        return cls(**{**dict(zip(names, values(one), strict=True)), **changes})

    _given = {}

    def _values(names: list[str]) -> Callable[[object], tuple[object, ...]]:
        """Return what returns the values of some attributes of an object."""
        if len(names) > 1:
            return operator.attrgetter(*names)
        return lambda one: tuple(getattr(one, name) for name in names)
