"""The list beside the caret: what it offers for a few letters, and what taking a row makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.capture import CaptureContext, CommandName, TokenKind, parse
from nghs_desktop.domain.capture_completion import Completion, apply_completion, completion
from nghs_desktop.domain.known_names import Known, vocabulary

NAMES = vocabulary(
    people=[
        Known("dana", "Dana Reyes"),
        Known("luis", "Luis Ortega"),
        Known("luisa", "Luisa Ferro"),
        Known("minh", "Nguyễn Thị Minh"),
        Known("sam1", "Sam Field"),
        Known("sam2", "Sam Field"),
    ],
    schools=[
        Known("mc2", "MC2 STEM High School"),
        Known("art", "City Arts & Technology, East"),
        Known("high", "High Mountain School"),
    ],
    levers=[Known("L1", "Practice"), Known("L2", "Policy"), Known("L3", "Funding")],
    tags=[Known("t1", "credit recovery"), Known("t2", "arts")],
)
ROOM = CaptureContext(today=date(2026, 11, 17), vocabulary=NAMES)


def offered(line: str, context: CaptureContext = ROOM) -> Completion | None:
    """What is offered where `|` stands."""
    return completion(line.replace("|", ""), line.index("|"), context)


def labels(line: str) -> list[str]:
    found = offered(line)
    return [] if found is None else [candidate.label for candidate in found.candidates]


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("b Late @d|", ["Dana Reyes", "Add D"]),
        ("b Late @lui|", ["Luis Ortega", "Luisa Ferro", "Add Lui"]),
        ("b Late @ngu|", ["Nguyễn Thị Minh", "Add Ngu"]),
        ("b Late @minh|", ["Nguyễn Thị Minh", "Add Minh"]),
        ("b Late @ntm|", ["Nguyễn Thị Minh", "Add Ntm"]),
        ("b Late @Dana R|", ["Dana Reyes", "Add Dana R"]),
        ("b Late @Rosa Vale|", ["Add Rosa Vale"]),
        ('b Late @"rosa va|', ["Add Rosa Va"]),
        ("b Late #high|", ["High Mountain School", "MC2 STEM High School", "Add High"]),
        ("b Late !p|", ["Policy", "Practice"]),
        ("b Late +rec|", ["credit recovery", "Add rec"]),
        ("b Late +arts|", ["arts"]),
        ("b Late ^h|", ["High"]),
        ("/ti|", ["/timer"]),
        ("/+|", ["/+5"]),
    ],
)
def test_rows_are_beginnings_first_and_a_new_name_last(line: str, rows: list[str]) -> None:
    assert labels(line) == rows


def test_a_slash_alone_lists_all_commands() -> None:
    assert len(labels("/|")) == len(CommandName)


@pytest.mark.parametrize(
    "line",
    [
        *("b Late|", "b Late @|", "b Late @dana |", "@dana said we|", "a@d|", "#1|", "!zzz|"),
        *("\\@da|", '"so @da|" she said', "|@dana", "@dana\nnext|", "/room 12|", "x /ne|", "^9|"),
    ],
)
def test_nothing_is_offered_outside_a_mark(line: str) -> None:
    assert labels(line) == []


def test_nothing_is_offered_for_a_refused_mark_or_without_shorthand() -> None:
    assert offered("x @dana|", replace(ROOM, refused=frozenset({"@dana"}))) is None
    assert offered("x @dana|", replace(ROOM, shorthand=False)) is None


def test_the_list_says_when_the_line_already_reads_so() -> None:
    settled = [offered(line) for line in ("x @dana|", "x @d|", "x !fund|", "x @rosa|")]
    assert [found is not None and found.settled for found in settled] == [True] * 3 + [False]
    unclear = offered("x @lui|")
    assert unclear is not None and not unclear.settled


def test_taking_a_row_writes_the_name_and_a_blank() -> None:
    line = "b Late @da today"
    found = completion(line, 10, ROOM)
    assert found is not None
    assert found.span == (7, 10)
    taken, caret = apply_completion(line, found, found.candidates[0])
    assert (taken, taken[:caret]) == ("b Late @Dana Reyes today", "b Late @Dana Reyes ")


@pytest.mark.parametrize(
    ("line", "row", "taken"),
    [
        ("x @da|", 0, "x @Dana Reyes |"),
        ("x @da|na", 0, "x @Dana Reyes |"),
        ("x @rosa|", 0, "x @Rosa |"),
        ("x @Rosa Vale|", 0, 'x @"Rosa Vale" |'),
        ('x @"rosa va|le" y', 0, 'x @"Rosa Va" |y'),
        ("x @dan|", 1, 'x @"Dan" |'),
        ("x #east|", 0, "x #City Arts & Technology, East |"),
        ("x !po|", 0, "x !Policy |"),
        ("x ^l|", 0, "x ^low |"),
        ("/ne|", 0, "/next|"),
        ("/ti|", 0, "/timer |"),
    ],
)
def test_what_a_row_writes(line: str, row: int, taken: str) -> None:
    found = offered(line)
    assert found is not None
    after, caret = apply_completion(line.replace("|", ""), found, found.candidates[row])
    assert f"{after[:caret]}|{after[caret:]}" == taken


def test_of_two_people_with_one_name_the_chosen_one_is_meant() -> None:
    found = offered("x @sam|")
    assert found is not None
    second = found.candidates[1]
    line, _ = apply_completion("x @sam", found, second)
    assert parse(line, ROOM).unclear
    assert second.id is not None
    chosen = replace(ROOM, chosen={second.insert: second.id})
    assert [token.value for token in parse(line, chosen).people] == ["sam2"]


typed = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            ["@da", "@Rosa Vale", "#hi", "!p", "+cre", "^m", "word", '@"ro', "/t", "é"]
        ),
        max_size=5,
    ).map(" ".join),
)


@given(typed, st.integers(0, 40))
def test_taking_any_row_reads_as_that_row(line: str, caret: int) -> None:
    found = completion(line, caret, ROOM)
    if found is None:
        return
    assert 0 < len(found.candidates) <= 8
    for candidate in found.candidates:
        if candidate.id in ("sam1", "sam2"):
            continue
        after, at = apply_completion(line, found, candidate)
        assert after[:at].rstrip(" ").endswith(candidate.insert.rstrip(" "))
        item = parse(after, ROOM)
        if found.kind is TokenKind.COMMAND:
            continue
        read = [token for token in item.tokens if token.span[0] == found.span[0]]
        if read:  # an earlier lever or impact gives way to a later one
            assert read[0].is_new == candidate.is_new
            assert read[0].value == candidate.id
