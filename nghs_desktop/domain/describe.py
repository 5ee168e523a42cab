"""How a noun says what it is: one description per field, read by storage, lists, forms, search,
export and history alike. No noun is named here, and nothing of storage or screen comes in."""

from __future__ import annotations

import types
import typing
from dataclasses import field, fields
from enum import StrEnum
from typing import Any, Self

from nghs_desktop.base.frozen import frozen


class FieldKind(StrEnum):
    """What sort of value a field holds, and so how it is stored, shown and edited."""

    LINE = "line"
    PROSE = "prose"
    WHOLE = "whole"
    FLAG = "flag"
    DAY = "day"
    MOMENT = "moment"
    CHOICE = "choice"
    REFERENCE = "reference"


class Search(StrEnum):
    """Where the search index keeps a field: titles are looked through first."""

    NO = "no"
    TITLE = "title"
    TEXT = "text"


@frozen
class About:
    """What people and tools need to know of a field."""

    label: str
    kind: FieldKind
    help: str = ""
    choices: type[Word] | None = None
    refers_to: str = ""
    search: Search = Search.NO
    logged: bool = True
    private: bool = False
    shown: bool = True


class Word(StrEnum):
    """An enumeration the code branches on: the value is stored, the label is on screen."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word


@frozen
class Described:
    """One field of a noun: its name in code and storage, what it is, whether it may be empty."""

    name: str
    about: About
    optional: bool


def line(
    label: str,
    *,
    search: Search = Search.NO,
    help: str = "",
    private: bool = False,
    shown: bool = True,
) -> Any:
    """Describe one line of text (empty when unknown)."""
    about = About(label, FieldKind.LINE, help, search=search, private=private, shown=shown)
    return field(default="", metadata={"about": about})


def prose(
    label: str, *, help: str = "", search: Search = Search.TEXT, private: bool = False
) -> Any:
    """Describe text of any length (empty when unknown)."""
    about = About(label, FieldKind.PROSE, help, search=search, private=private)
    return field(default="", metadata={"about": about})


def whole(label: str, *, help: str = "", default: int | None = None, shown: bool = True) -> Any:
    """Describe a whole number; the label or help says its unit."""
    return field(
        default=default,
        metadata={"about": About(label, FieldKind.WHOLE, help, shown=shown)},
    )


def flag(label: str, *, help: str = "", default: bool = False, shown: bool = True) -> Any:
    """Describe a yes or no."""
    return field(
        default=default, metadata={"about": About(label, FieldKind.FLAG, help, shown=shown)}
    )


def day(label: str, *, help: str = "") -> Any:
    """Describe a calendar day, or none."""
    return field(default=None, metadata={"about": About(label, FieldKind.DAY, help)})


def moment(label: str, *, help: str = "", logged: bool = True, shown: bool = True) -> Any:
    """Describe a moment (aware, UTC), or none."""
    about = About(label, FieldKind.MOMENT, help, logged=logged, shown=shown)
    return field(default=None, metadata={"about": about})


def choice(
    label: str,
    words: type[Word],
    default: Word | None = None,
    *,
    help: str = "",
    shown: bool = True,
) -> Any:
    """Describe one word out of a closed list, or none where there is no default."""
    about = About(label, FieldKind.CHOICE, help, choices=words, shown=shown)
    return field(default=default, metadata={"about": about})


def refers(label: str, noun: str, *, help: str = "", shown: bool = True) -> Any:
    """Describe the id of another record, or none."""
    about = About(label, FieldKind.REFERENCE, help, refers_to=noun, shown=shown)
    return field(default=None, metadata={"about": about})


_described: dict[type[Any], dict[str, Described]] = {}


def described_by_name(cls: type[Any]) -> dict[str, Described]:
    """Return the described fields of a noun's class by name, in the order of the class."""
    known = _described.get(cls)
    if known is None:
        hints = typing.get_type_hints(cls)
        known = _described[cls] = {
            item.name: Described(
                item.name,
                item.metadata["about"],
                isinstance(hints[item.name], types.UnionType),
            )
            for item in fields(cls)
            if "about" in item.metadata
        }
    return known


def described(cls: type[Any]) -> tuple[Described, ...]:
    """Return the described fields of a noun's class, in the order of the class."""
    return tuple(described_by_name(cls).values())
