"""One description of a field serves storage, lists, forms, search and history."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import (
    About,
    FieldKind,
    Search,
    Word,
    choice,
    day,
    described,
    described_by_name,
    flag,
    line,
    moment,
    prose,
    refers,
    whole,
)


class Mood(Word):
    GOOD = "good", "Good"
    SO_SO = "so_so", "So so"


@frozen(kw_only=True)
class Sample:
    name: str = line("Name", search=Search.TITLE, private=True)
    story: str = prose("Story", help="What happened.")
    count: int | None = whole("Count")
    open: bool = flag("Open", default=True)
    on: date | None = day("On")
    at: datetime | None = moment("At", logged=False)
    mood: Mood = choice("Mood", Mood, Mood.GOOD)
    later: Mood | None = choice("Later", Mood)
    group_id: str | None = refers("Group", "work_group", shown=False)
    scratch: int = 3


def test_fields_come_in_the_order_of_the_class_and_undescribed_ones_stay_out() -> None:
    names = [field.name for field in described(Sample)]
    assert names == ["name", "story", "count", "open", "on", "at", "mood", "later", "group_id"]
    assert tuple(described_by_name(Sample)) == tuple(names)


@pytest.mark.parametrize(
    ("name", "about", "optional"),
    [
        ("name", About("Name", FieldKind.LINE, search=Search.TITLE, private=True), False),
        ("story", About("Story", FieldKind.PROSE, "What happened.", search=Search.TEXT), False),
        ("count", About("Count", FieldKind.WHOLE), True),
        ("open", About("Open", FieldKind.FLAG), False),
        ("on", About("On", FieldKind.DAY), True),
        ("at", About("At", FieldKind.MOMENT, logged=False), True),
        ("mood", About("Mood", FieldKind.CHOICE, choices=Mood), False),
        ("later", About("Later", FieldKind.CHOICE, choices=Mood), True),
        (
            "group_id",
            About("Group", FieldKind.REFERENCE, refers_to="work_group", shown=False),
            True,
        ),
    ],
)
def test_each_field_says_what_it_is(name: str, about: About, optional: bool) -> None:
    field = described_by_name(Sample)[name]
    assert (field.about, field.optional) == (about, optional)


def test_fields_have_their_usual_values() -> None:
    sample = Sample()
    assert (sample.name, sample.count, sample.open, sample.mood) == ("", None, True, Mood.GOOD)


def test_a_word_is_its_value_and_knows_its_label() -> None:
    assert Mood.SO_SO == "so_so"
    assert f"{Mood.SO_SO}" == "so_so"
    assert Mood("so_so").label == "So so"
