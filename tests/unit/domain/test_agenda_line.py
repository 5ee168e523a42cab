"""An agenda item is typed in one line, and the line that is offered for editing says the same."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.agenda_line import AgendaLine, KnownPerson, read_line, write_line
from nghs_desktop.domain.meetings import Purpose

DANA, LUIS = KnownPerson("d", "Dana Reyes"), KnownPerson("l", "Luis Ortega")
DANIEL = KnownPerson("x", "Daniel Ortega")
PEOPLE = (DANA, LUIS, DANIEL)


def test_a_whole_line() -> None:
    line = read_line("Seat time 20m decide @dana at 10:40 [Morning]", PEOPLE)
    assert line == AgendaLine("Seat time", 20, Purpose.DECIDE, "d", time(10, 40), "Morning")


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        *(("Lunch 45m", 45), ("Lunch 45 min", 45), ("Lunch 1h", 60), ("Lunch 1h15", 75)),
        *(("Lunch 1 h 5 min", 65), ("Lunch 5 minutes", 5), ("Lunch 0m", None), ("Lunch", None)),
        ("Lunch 900m", None),
    ],
)
def test_minutes_as_people_write_them(typed: str, minutes: int | None) -> None:
    assert read_line(typed).minutes == minutes


@pytest.mark.parametrize("typed", ["Decide", "Decide on the budget", "20m", "@dana", "at 10:40"])
def test_a_mark_without_a_title_before_it_is_the_title(typed: str) -> None:
    assert read_line(typed, PEOPLE).title == typed


def test_what_is_quoted_is_never_read() -> None:
    assert read_line('"What we decide" 10m') == AgendaLine("What we decide", 10)


def test_the_same_mark_twice_leaves_the_first_in_the_title() -> None:
    assert read_line("Grade 9 in 20m 10m").title == "Grade 9 in 20m"


@pytest.mark.parametrize(
    ("typed", "who", "unknown"),
    [
        *(("A @dana", "d", ""), ("A @Reyes", "d", ""), ('A @"luis ortega"', "l", "")),
        *(("A @ortega", None, "ortega"), ("A @dan", None, "dan"), ("A @zed", None, "zed")),
    ],
)
def test_a_presenter_is_one_known_person(typed: str, who: str | None, unknown: str) -> None:
    line = read_line(typed, PEOPLE)
    assert (line.title, line.presenter_id, line.unknown) == ("A", who, unknown)


TITLES = (
    st.one_of(
        st.text(
            st.characters(exclude_characters='"', categories=("L", "N", "P", "Zs")), min_size=1
        ),
        st.lists(
            st.sampled_from(["decide", "20m", "@dana", "at 10:40", "[x]", "Seat", "1h", "consent"]),
            min_size=1,
            max_size=4,
        ).map(" ".join),
    )
    .map(lambda words: " ".join(words.split()))
    .filter(bool)
)
LINES = st.builds(
    AgendaLine,
    TITLES,
    st.one_of(st.none(), st.integers(1, 600)),
    st.sampled_from(Purpose),
    st.sampled_from([None, *(one.id for one in PEOPLE)]),
    st.one_of(st.none(), st.times().map(lambda at: at.replace(second=0, microsecond=0))),
    st.sampled_from(["", "Morning", "After lunch"]),
)


@given(LINES)
def test_what_is_offered_for_editing_reads_the_same_again(line: AgendaLine) -> None:
    names = {one.id: one.name for one in PEOPLE}
    typed = write_line(line, names.get(line.presenter_id or "", ""))
    assert read_line(typed, PEOPLE) == line


@given(st.text(max_size=60))
def test_any_line_is_read_and_keeps_a_title(typed: str) -> None:
    line = read_line(typed, PEOPLE)
    assert bool(line.title) == bool(typed.split())
