"""Each noun is described once, completely, and everything that reads the description can rely on it."""

from __future__ import annotations

import dataclasses
import re
from typing import get_type_hints

import pytest

from nghs_desktop.domain.describe import FieldKind, Search
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.nouns import (
    BARRIER,
    CAPTURED,
    NOTE,
    NOUN,
    NOUNS,
    Noun,
    noun_of,
    show_number,
)
from nghs_desktop.domain.records import Captured, Kept, Record

each_noun = pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.name)


def test_names_codes_and_classes_are_one_of_a_kind() -> None:
    assert len({noun.name for noun in NOUNS}) == len({noun.cls for noun in NOUNS}) == len(NOUNS)
    codes = [noun.code for noun in CAPTURED]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z]", code) for code in codes)


@each_noun
def test_every_field_is_described(noun: Noun) -> None:
    assert list(noun.field) == [item.name for item in dataclasses.fields(noun.cls)]
    assert noun.headline in noun.field
    for field in noun.fields:
        about = field.about
        assert about.label, field.name
        assert (about.kind is FieldKind.CHOICE) == (about.choices is not None), field.name
        assert (about.kind is FieldKind.REFERENCE) == bool(about.refers_to), field.name
        if about.refers_to:
            assert about.refers_to in NOUN, field.name
            assert field.optional, f"{field.name}: a reference may be unknown"


@each_noun
def test_what_may_be_empty_is_what_its_type_says(noun: Noun) -> None:
    hints = get_type_hints(noun.cls)
    for field in noun.fields:
        assert field.optional == (type(None) in getattr(hints[field.name], "__args__", ()))


@each_noun
def test_no_field_is_a_broken_number(noun: Noun) -> None:
    assert not {hint for hint in get_type_hints(noun.cls).values() if hint in (float, complex)}


@each_noun
def test_private_fields_are_not_searched(noun: Noun) -> None:
    assert not [
        field.name
        for field in noun.fields
        if field.about.private and field.about.search is not Search.NO
    ]


@pytest.mark.parametrize("noun", CAPTURED, ids=lambda noun: noun.name)
def test_what_is_captured_has_what_lists_need(noun: Noun) -> None:
    assert issubclass(noun.cls, Captured)
    assert noun.headline == "title"
    if noun.status is None:
        assert not noun.finished
        assert not noun.quick
    else:
        assert noun.field["status"].about.choices is noun.status
        assert set(noun.finished) | set(noun.quick) <= set(noun.status)
        assert 1 <= len(noun.quick) <= 4


@each_noun
def test_a_record_needs_little_more_than_its_key(noun: Noun) -> None:
    ends = {
        name: "x" for name in ("from_noun", "from_id", "to_noun", "to_id") if name in noun.field
    }
    record = noun.cls(id="a", **ends)
    assert noun_of(record) is noun
    assert isinstance(record, Record)
    assert record.deleted == Kept.LIVE
    assert record == noun.cls(id="a", **ends)
    assert len({record, noun.cls(id="a", **ends)}) == 1


def test_records_do_not_change() -> None:
    note = Note(id="a", title="Buses")
    with pytest.raises(dataclasses.FrozenInstanceError):
        note.title = "Trams"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del note.title  # type: ignore[misc]
    assert dataclasses.replace(note, title="Trams").title == "Trams"
    with pytest.raises(TypeError):
        Note("a")  # type: ignore[misc]
    with pytest.raises(TypeError):
        Note(id="a", colour="red")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("noun", "number", "shown"),
    [
        (BARRIER, 7, "B-007"),
        (BARRIER, 12_345, "B-12345"),
        (NOTE, 0, "N-000"),
        (NOTE, None, ""),
        (NOUN["person"], 3, ""),
    ],
)
def test_numbers_are_shown_as_people_say_them(noun: Noun, number: int | None, shown: str) -> None:
    assert show_number(noun, number) == shown
