"""Frozen, slotted dataclasses that cost next to nothing until the first one is made.

The standard decorator compiles six methods a class as it is imported, about a millisecond each; all
our nouns, commands and rows together took longer than Qt takes to paint (docs/decisions/0007).
`frozen` gathers the fields at once and lets the standard library compile the methods when the first
instance is made, so that what the first page does not use is never compiled. What comes out is a
dataclass in every respect: `fields`, `replace` and `asdict` work on it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")

_COMPILED = ("__init__", "__repr__", "__eq__", "__hash__")


@overload
def frozen(cls: type[T]) -> type[T]: ...


@overload
def frozen(*, kw_only: bool = False) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T] | None = None, *, kw_only: bool = False) -> Any:
    """Make a frozen, slotted dataclass. A subclass of one is made with `frozen` too."""
    if cls is None:
        return lambda late: _prepared(late, kw_only)
    return _prepared(cls, kw_only)


def _prepared(cls: type[T], kw_only: bool) -> type[T]:
    own = {name for name in _COMPILED if name in vars(cls)}
    made: type[Any] = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(cls)

    def first(self: Any, *values: Any, **named: Any) -> None:
        _compile(made, own)
        made.__init__(self, *values, **named)

    for name, method in (("__init__", first), *_EVERYWHERE):
        setattr(made, name, method)
    return made


def _compile(cls: type[Any], own: set[str]) -> None:
    """Let the standard library write the methods for a class with the same fields, and take them."""
    shape: dict[str, Any] = {
        "__module__": cls.__module__,
        "__qualname__": cls.__qualname__,
        "__doc__": cls.__doc__,
        "__annotations__": {item.name: item.type for item in fields(cls)},
        **{item.name: item for item in fields(cls)},
    }
    after = getattr(cls, "__post_init__", None)
    if after is not None:
        shape["__post_init__"] = after
    twin: type[Any] = dataclass(frozen=True)(type(cls.__name__, (), shape))
    for name in _COMPILED:
        if name not in own:
            setattr(cls, name, getattr(twin, name))


def _refuse(self: object, name: str, *_value: object) -> None:
    raise FrozenInstanceError(f"cannot change {name!r} of a {type(self).__name__}")


def _values(self: Any) -> list[Any]:
    return [getattr(self, item.name) for item in fields(self)]


def _set_values(self: Any, values: list[Any]) -> None:
    for item, value in zip(fields(self), values, strict=True):
        object.__setattr__(self, item.name, value)


_EVERYWHERE = (
    ("__setattr__", _refuse),
    ("__delattr__", _refuse),
    ("__getstate__", _values),
    ("__setstate__", _set_values),
)
