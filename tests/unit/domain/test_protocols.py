"""Timed scripts: the ones that ship can be run, one's own are checked, a run keeps its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.protocols import (
    CLARIFYING,
    CONSULTANCY,
    COOL,
    ONE_TWO_FOUR_ALL,
    PROBING,
    PROTOCOLS,
    TUNING,
    WARM,
    Protocol,
    Step,
    by_key,
    fitted,
    label_at,
    problems,
    running,
)

TEN = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return TEN + timedelta(seconds=seconds)


def script(*steps: Step, name: str = "Ours", roles: tuple[str, ...] = ()) -> Protocol:
    return Protocol("ours", name, "", steps, roles)


def test_the_scripts_that_ship_can_be_run() -> None:
    assert [protocol.name for protocol in PROTOCOLS] == [
        "Consultancy",
        "Tuning",
        "1-2-4-All",
        "Fist-to-five round",
        "Consent round",
        "Silent brainstorm and dot vote",
    ]
    assert [problems(protocol) for protocol in PROTOCOLS] == [()] * len(PROTOCOLS)
    assert len({protocol.key for protocol in PROTOCOLS}) == len(PROTOCOLS)
    assert all(
        protocol.purpose and all(step.say for step in protocol.steps) for protocol in PROTOCOLS
    )


def test_notes_are_labelled_by_the_step_they_are_taken_in() -> None:
    assert CONSULTANCY.labels == (CLARIFYING, PROBING)
    assert TUNING.labels == (CLARIFYING, WARM, COOL)
    began = (TEN, at(300), at(610))
    assert [
        label_at(CONSULTANCY, began, at(second)) for second in (-1, 0, 299, 300, 610, 9999)
    ] == [*("", "", "", CLARIFYING, PROBING, PROBING)]


def test_a_note_after_the_last_step_has_no_label() -> None:
    one = script(Step("Alone", 60, label="idea"))
    assert label_at(one, (TEN,), at(30)) == "idea"
    assert label_at(one, (TEN, at(60)), at(61)) == ""


def test_a_script_says_how_many_minutes_it_needs() -> None:
    assert ONE_TWO_FOUR_ALL.minutes == 12
    assert script(Step("Alone", 61)).minutes == 2


def test_a_run_counts_down_and_says_what_is_next() -> None:
    found = running(ONE_TWO_FOUR_ALL, (TEN, at(60)), at(90))
    assert found is not None and found.next is not None
    assert (found.number, found.step.title, found.next.title) == (2, "In pairs", "In fours")
    assert found.left == timedelta(seconds=90) and not found.over


def test_a_step_goes_over_until_the_next_begins() -> None:
    found = running(ONE_TWO_FOUR_ALL, (TEN,), at(75))
    assert found is not None and found.over and found.left == timedelta(seconds=-15)


def test_the_last_step_has_none_after_it_and_then_the_run_ends() -> None:
    began = [at(60 * number) for number in range(4)]
    found = running(ONE_TWO_FOUR_ALL, began, at(200))
    assert found is not None and found.next is None
    assert running(ONE_TWO_FOUR_ALL, [*began, at(500)], at(501)) is None
    assert running(ONE_TWO_FOUR_ALL, (), TEN) is None


def test_a_script_is_found_by_its_key() -> None:
    assert by_key(PROTOCOLS, "tuning") is TUNING
    assert by_key(PROTOCOLS, "none") is None


@pytest.mark.parametrize(
    ("protocol", "why"),
    [
        (script(), "The script needs a step."),
        (script(Step("Talk", 60), name=" "), "The script needs a name."),
        (script(Step(" ", 60)), "Step 1: it needs a title on one line."),
        (script(Step("Two\nlines", 60)), "Step 1: it needs a title on one line."),
        (script(Step("Talk", 9)), "Step 1: its time is from 10 seconds to 90 minutes."),
        (script(Step("Talk", 5401)), "Step 1: its time is from 10 seconds to 90 minutes."),
        (script(Step("Talk", 60, "Elder")), "Step 1: nobody is given the role “Elder”."),
        (
            script(Step("Talk", 60, label="x" * 25)),
            "Step 1: its label is one line of 24 characters at most.",
        ),
        (
            script(Step("Talk", 60, label=" warm")),
            "Step 1: its label is one line of 24 characters at most.",
        ),
        (script(Step("Talk", 60), roles=("Elder", "Elder")), "The role “Elder” is there twice."),
        (script(Step("Talk", 60), roles=("",)), "A role needs a name."),
        (script(*[Step("Talk", 5400)] * 3), "All steps together take more than 4 hours."),
        (script(*[Step("Talk", 10)] * 41), "41 steps are too many to run; 40 are the most."),
    ],
)
def test_what_keeps_ones_own_script_from_running_is_said(protocol: Protocol, why: str) -> None:
    assert why in problems(protocol)


def test_ones_own_script_with_own_roles_and_labels_can_be_run() -> None:
    own = script(Step("Circle", 300, "Elder", "story"), Step("Thanks", 60), roles=("Elder",))
    assert problems(own) == ()


def test_a_script_fits_the_time_there_is() -> None:
    half = fitted(CONSULTANCY, 23)
    assert half.seconds == 23 * 60
    assert [step.seconds for step in half.steps][:2] == [150, 150]
    assert [step.title for step in half.steps] == [step.title for step in CONSULTANCY.steps]


def test_a_time_too_short_keeps_half_a_minute_a_step() -> None:
    assert fitted(CONSULTANCY, 1).seconds == 180


@given(st.sampled_from(PROTOCOLS), st.integers(5, 120))
def test_fitting_keeps_the_time_and_every_step(protocol: Protocol, minutes: int) -> None:
    found = fitted(protocol, minutes)
    assert found.seconds == minutes * 60
    assert all(step.seconds >= 30 and step.seconds % 30 == 0 for step in found.steps)
    assert [replace(step, seconds=0) for step in found.steps] == [
        replace(step, seconds=0) for step in protocol.steps
    ]


@given(st.sampled_from(PROTOCOLS), st.lists(st.integers(1, 900), max_size=9), st.integers(0, 9000))
def test_a_run_is_where_its_steps_began(protocol: Protocol, gaps: list[int], later: int) -> None:
    began = [at(sum(gaps[:number])) for number in range(len(gaps) + 1)]
    now = began[-1] + timedelta(seconds=later)
    found = running(protocol, began, now)
    if len(began) > len(protocol.steps):
        assert found is None
    else:
        assert found is not None
        assert found.left + timedelta(seconds=later) == timedelta(seconds=found.step.seconds)
        assert label_at(protocol, began, now) == found.step.label
