"""What goes into a row comes out again, for every noun and every sort of field."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.describe import Described, FieldKind
from nghs_desktop.domain.nouns import NOUN, NOUNS, Noun
from nghs_desktop.storage.values import column_names, to_column, to_columns, to_record, to_row

TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
MOMENT = st.datetimes(  # the edges are given without a zone, what comes has one
    datetime(1, 1, 2),  # noqa: DTZ001
    datetime(9999, 12, 30),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000))


def values_of(field: Described) -> st.SearchStrategy[Any]:
    match field.about.kind:
        case FieldKind.LINE | FieldKind.PROSE | FieldKind.REFERENCE:
            values: st.SearchStrategy[Any] = TEXT
        case FieldKind.WHOLE:
            values = st.integers(-(2**63), 2**63 - 1)
        case FieldKind.FLAG:
            values = st.booleans()
        case FieldKind.DAY:
            values = st.dates()
        case FieldKind.MOMENT:
            values = MOMENT
        case FieldKind.CHOICE:
            assert field.about.choices is not None
            values = st.sampled_from(list(field.about.choices))
    return st.none() | values if field.optional else values


def records(noun: Noun) -> st.SearchStrategy[Any]:
    return st.builds(noun.cls, **{name: values_of(field) for name, field in noun.field.items()})


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.name)
@given(data=st.data())
def test_a_record_comes_back_as_it_was(noun: Noun, data: st.DataObject) -> None:
    record = data.draw(records(noun))
    row = to_row(noun, record)
    assert tuple(row) == column_names(noun)
    assert {type(value) for value in row.values()} <= {str, int, type(None)}
    connection = sqlite3.connect(":memory:")
    names = ", ".join(row)
    connection.execute(f"CREATE TABLE t ({names})")
    connection.execute(f"INSERT INTO t VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
    stored = connection.execute("SELECT * FROM t").fetchone()
    connection.close()
    again = to_record(noun, stored)
    assert again == record
    assert [type(getattr(again, name)) for name in row] == [
        type(getattr(record, name)) for name in row
    ]


@given(earlier=MOMENT, later=MOMENT)
def test_moments_sort_as_text(earlier: datetime, later: datetime) -> None:
    assert (to_column(earlier) < to_column(later)) == (earlier < later)  # type: ignore[operator]


def test_a_moment_of_another_zone_is_kept_as_the_same_moment() -> None:
    zone = timezone(timedelta(hours=-5))
    assert to_column(datetime(2026, 11, 16, 9, 30, tzinfo=zone)) == "2026-11-16T14:30:00.000Z"


@given(st.text())
def test_half_signs_never_reach_the_disk(text: str) -> None:
    kept = to_column(text)
    assert isinstance(kept, str)
    kept.encode()
    try:
        text.encode()
    except UnicodeEncodeError:
        assert "\ufffd" in kept or kept != text
    else:
        assert kept == text


def test_two_halves_become_their_sign() -> None:
    assert to_column("\ud83d\ude8c stops") == "\U0001f68c stops"
    assert to_column("\ud83d stops") == "\ufffd stops"


def test_a_word_of_a_newer_program_comes_back_as_text() -> None:
    noun = NOUN["barrier"]
    row = to_row(noun, noun.cls(id="a")) | {"status": "pondered"}
    status: object = getattr(to_record(noun, tuple(row.values())), "status")  # noqa: B009
    assert status == "pondered"


def test_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        to_columns(NOUN["note"], {"colour": "red"})
    assert to_columns(NOUN["note"], {"pinned": True, "due": date(2026, 12, 4)}) == {
        "pinned": 1,
        "due": "2026-12-04",
    }
