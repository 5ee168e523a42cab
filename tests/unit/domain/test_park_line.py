"""Who brings a parked thing back and when is typed in one line, in either order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.agenda_line import KnownPerson
from nghs_desktop.domain.park_line import ParkLine, read_park_line
from nghs_desktop.domain.spoken_dates import Calendar

PEOPLE = (KnownPerson("d", "Dana Reyes"), KnownPerson("l", "Luis Ortega"))
TODAY = Calendar(date(2026, 11, 17))


@pytest.mark.parametrize(
    ("typed", "owner", "day"),
    [
        ("Luis in 3 weeks", "l", date(2026, 12, 8)),
        ("in 3 weeks luis", "l", date(2026, 12, 8)),
        ("@dana by 4 dec", "d", date(2026, 12, 4)),
        ("Dana Reyes, friday", "d", date(2026, 11, 20)),
        ("luis", "l", None),
        ("4 dec", None, date(2026, 12, 4)),
        ("", None, None),
    ],
)
def test_a_name_and_a_day_are_read(typed: str, owner: str | None, day: date | None) -> None:
    assert read_park_line(typed, PEOPLE, TODAY) == ParkLine(owner, day)


@pytest.mark.parametrize("typed", ["zed", "zed in 3 weeks", "luis soon"])
def test_what_is_neither_is_given_back(typed: str) -> None:
    assert read_park_line(typed, PEOPLE, TODAY).unknown


@given(st.text(max_size=40))
def test_any_line_is_read(typed: str) -> None:
    line = read_park_line(typed, PEOPLE, TODAY)
    assert bool(line.owner_id or line.revisit_on or line.unknown) or not typed.strip().strip(' ",@')
