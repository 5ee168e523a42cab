"""Who comes and who goes, as one typed line."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.capture import CaptureContext, Command, CommandName, parse
from nghs_desktop.domain.roster_line import Act, Said, read_roster_line


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("+dana", Said(Act.HERE, "dana")),
        ("-luis", Said(Act.LEFT, "luis")),
        ("- luis", Said(Act.LEFT, "luis")),
        ("dana here", Said(Act.HERE, "dana")),
        ("dana is back 10:50", Said(Act.HERE, "dana", time(10, 50))),
        ("dana remote", Said(Act.REMOTE, "dana")),
        ("+dana remote", Said(Act.REMOTE, "dana")),
        ("dana in the room", Said(Act.ROOM, "dana")),
        ("Luis Ortega left 10:40", Said(Act.LEFT, "Luis Ortega", time(10, 40))),
        ("luis left at 9.05", Said(Act.LEFT, "luis", time(9, 5))),
        ("dana 10:02", Said(Act.HERE, "dana", time(10, 2))),
        ("amara excused", Said(Act.EXCUSED, "amara")),
        ("amara absent", Said(Act.ABSENT, "amara")),
        ("amara not here", Said(Act.NOT_HERE, "amara")),
        ("noor for luis", Said(Act.STANDS_IN, "noor", other="luis")),
        ("noor stands in for luis ortega", Said(Act.STANDS_IN, "noor", other="luis ortega")),
        (
            "guest Ana Ruiz, City Arts",
            Said(Act.GUEST, "Ana Ruiz", organization="City Arts"),
        ),
        ("Ana Ruiz, City Arts", Said(Act.GUEST, "Ana Ruiz", organization="City Arts")),
        ("guest Ana Ruiz", Said(Act.GUEST, "Ana Ruiz")),
        ("+jean-paul", Said(Act.HERE, "jean-paul")),
        ("ALL HERE", Said(Act.ALL)),
        ("everybody is here", Said(Act.ALL)),
    ],
)
def test_a_line_says_what_its_words_say(typed: str, said: Said) -> None:
    assert read_roster_line(typed) == (said,)


def test_several_people_in_one_line() -> None:
    assert read_roster_line("+dana +luis ortega 10:05 -omar") == (
        Said(Act.HERE, "dana"),
        Said(Act.HERE, "luis ortega", time(10, 5)),
        Said(Act.LEFT, "omar"),
    )


@pytest.mark.parametrize("typed", ["", " ", "dana", "dana reyes", "+", "-", "left", "x left 99:99"])
def test_a_name_alone_is_a_filter_and_says_nothing(typed: str) -> None:
    assert read_roster_line(typed) == ()


@given(st.text(max_size=60))
def test_no_line_breaks_it_and_what_is_said_has_a_name(typed: str) -> None:
    for said in read_roster_line(typed):
        assert said.who.strip() or said.act is Act.ALL


@given(st.from_regex(r"[a-z]{2,8}( [a-z]{2,8})?", fullmatch=True), st.times())
def test_the_hour_never_becomes_part_of_the_name(name: str, at: time) -> None:
    hour = at.replace(second=0, microsecond=0)
    (said,) = read_roster_line(f"-{name} {hour:%H:%M}")
    assert said == Said(Act.LEFT, name, hour)


@pytest.mark.parametrize("words", ["+dana", "-luis 10:40", "dana remote", "Ana Ruiz, City Arts"])
def test_the_capture_line_takes_it_after_who(words: str) -> None:
    read = parse(f"/who {words}", CaptureContext(today=date(2026, 11, 17)))
    assert read.command == Command(CommandName.WHO, words)


@pytest.mark.parametrize("line", ["/who knows", "/who was it\nthat left", "/whoever left"])
def test_other_words_after_who_stay_words(line: str) -> None:
    read = parse(line, CaptureContext(today=date(2026, 11, 17)))
    assert read.command is None and read.text == line
