"""Minutes: who may change them when, and how one changed byte after sealing shows."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.kept_minutes import MinutesState
from nghs_desktop.domain.minutes import (
    Minutes,
    add,
    approve,
    canonical,
    circulate,
    correct,
    damage,
    may_change,
    seal,
    short_seal,
    write,
)

TEN = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)
DRAFT = Minutes("m1", "The room met.\n", attended=("dana", "luis"))
CIRCULATED = circulate(DRAFT)
APPROVED = approve(CIRCULATED, "d7")
SEALED = seal(APPROVED, TEN)


def test_the_way_of_minutes() -> None:
    corrected = correct(CIRCULATED, "dana", TEN, "The room met at ten.", "The hour was missing")
    assert [one.state.label for one in (DRAFT, CIRCULATED, corrected, APPROVED, SEALED)] == [
        *("Draft", "Circulated", "Corrected", "Approved", "Sealed")
    ]
    assert corrected.corrections[0].before == "The room met.\n"
    assert seal(approve(corrected, "d7"), TEN).text == "The room met at ten.\n"


def test_a_draft_is_written_until_it_is_circulated() -> None:
    assert write(DRAFT, "New words").text == "New words"
    with pytest.raises(UserError, match="circulated; nothing was changed"):
        write(CIRCULATED, "New words")


def test_only_who_attended_corrects() -> None:
    with pytest.raises(UserError, match="Only people who were at the meeting"):
        correct(CIRCULATED, "gus", TEN, "No, it did not.")


def test_a_correction_that_changes_nothing_is_none() -> None:
    assert correct(CIRCULATED, "dana", TEN, "The room met.  \r\n") == CIRCULATED


def test_a_correction_cannot_take_away_all_words() -> None:
    with pytest.raises(UserError, match="all words"):
        correct(CIRCULATED, "dana", TEN, " \n")


def test_empty_minutes_are_not_circulated() -> None:
    with pytest.raises(UserError, match="no words yet"):
        circulate(replace(DRAFT, text=" \n"))


def test_approval_needs_a_decision() -> None:
    with pytest.raises(UserError, match="approved by a decision"):
        approve(CIRCULATED, "")


def test_a_draft_cannot_be_approved_or_sealed() -> None:
    for step in (
        lambda: approve(DRAFT, "d7"),
        lambda: seal(DRAFT, TEN),
        lambda: seal(CIRCULATED, TEN),
    ):
        with pytest.raises(UserError, match="nothing was changed"):
            step()


def test_corrected_minutes_are_sealed_only_once_approved() -> None:
    corrected = correct(CIRCULATED, "dana", TEN, "Other words")
    with pytest.raises(UserError, match="corrected; nothing was changed"):
        seal(corrected, TEN)


def test_approved_minutes_are_not_corrected() -> None:
    with pytest.raises(UserError, match="Seal them, then write an addendum"):
        correct(APPROVED, "dana", TEN, "Other words")
    assert not may_change(APPROVED) and may_change(CIRCULATED)


def test_sealed_minutes_take_addenda_only() -> None:
    for step in (
        lambda: write(SEALED, "x"),
        lambda: circulate(SEALED),
        lambda: correct(SEALED, "dana", TEN, "x"),
        lambda: approve(SEALED, "d8"),
        lambda: seal(SEALED, TEN),
    ):
        with pytest.raises(UserError, match="Write an addendum"):
            step()
    assert add(SEALED, "luis", TEN, "One name was misspelt.").addenda[0].text == (
        "One name was misspelt.\n"
    )


def test_there_is_no_addendum_before_the_seal_nor_without_words() -> None:
    with pytest.raises(UserError):
        add(APPROVED, "dana", TEN, "Early")
    with pytest.raises(UserError, match="needs words"):
        add(SEALED, "dana", TEN, " ")


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(UserError, match="no time zone"):
        seal(APPROVED, TEN.replace(tzinfo=None))


def test_untouched_minutes_are_whole() -> None:
    assert damage(SEALED) == ""
    assert damage(add(add(SEALED, "dana", TEN, "One"), "luis", TEN, "Two")) == ""
    assert damage(DRAFT) == ""


def test_the_seal_is_the_same_in_every_zone_and_below_the_second() -> None:
    there = TEN.astimezone(timezone(timedelta(hours=-6))) + timedelta(microseconds=7)
    assert seal(APPROVED, there).seal == SEALED.seal
    assert len(SEALED.seal) == 64
    assert short_seal("0123456789abcdef0000") == "0123 4567 89ab cdef"


def test_the_seal_of_known_words_never_changes() -> None:
    """Were this to change, every sealed workspace would look damaged."""
    assert SEALED.seal == "dad873acb4e38f415706c6c763de3b950267f126e85d4efc93378224ab502ebd"
    first = '{"attended":["dana","luis"],"decision":"d7","meeting":"m1",'
    first += '"sealed_at":"2026-11-17T10:00:00+00:00"}'
    assert sha256(f"{first}\nThe room met.\n".encode()).hexdigest() == SEALED.seal


@pytest.mark.parametrize(
    "changed",
    [
        replace(SEALED, text="The room met. \n"),
        replace(SEALED, text="The room met."),
        replace(SEALED, text="The room met.\n\n"),
        replace(SEALED, text="The room met!\n"),
        replace(SEALED, meeting_id="m2"),
        replace(SEALED, attended=("dana",)),
        replace(SEALED, decision_id="d8"),
        replace(SEALED, sealed_at=TEN + timedelta(seconds=1)),
        replace(SEALED, sealed_at=None),
        replace(SEALED, seal=SEALED.seal[:-1] + "g"),
        replace(SEALED, state=MinutesState.DRAFT, text="Anything"),
    ],
)
def test_a_change_after_sealing_shows(changed: Minutes) -> None:
    assert damage(changed)


def test_a_changed_missing_or_moved_addendum_shows() -> None:
    whole = add(add(SEALED, "dana", TEN, "One"), "luis", TEN, "Two")
    one, two = whole.addenda
    for addenda in (
        (replace(one, text="Ones\n"), two),
        (two,),
        (two, one),
        (one, replace(two, person_id="dana")),
        (one, replace(two, at=TEN + timedelta(seconds=1))),
    ):
        assert damage(replace(whole, addenda=addenda)).startswith("Addendum ")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("a\r\nb\rc", "a\nb\nc\n"),
        ("a  \n\tb\t", "a\n\tb\n"),
        ("\n\na\n\n\nb\n\n", "a\n\n\nb\n"),
        ("José", "José\n"),
        ("a\u2028b\u2029c\x85d", "a\nb\nc\nd\n"),
        ("half \ud83d", "half \ufffd\n"),
        ("", "\n"),
    ],
)
def test_text_has_one_form(text: str, form: str) -> None:
    assert canonical(text) == form


@given(st.text())
def test_the_one_form_stays_as_it_is(text: str) -> None:
    form = canonical(text)
    assert canonical(form) == form
    assert canonical(unicodedata.normalize("NFD", text)) == form
    assert form.encode("utf-8").decode("utf-8") == form


@given(st.text(min_size=1).filter(str.strip), st.data())
def test_one_changed_byte_is_detected(text: str, data: st.DataObject) -> None:
    sealed = seal(replace(APPROVED, text=text), TEN)
    assert damage(sealed) == ""
    stored = sealed.text.encode("utf-8")
    place = data.draw(st.integers(0, len(stored) - 1))
    flipped = stored[place] ^ (1 << data.draw(st.integers(0, 7)))
    changed = stored[:place] + bytes([flipped]) + stored[place + 1 :]
    assert damage(replace(sealed, text=changed.decode("utf-8", "surrogateescape")))


WORDS = st.sampled_from(["", " ", "The room met.", "It met again.", "Dana spoke.\r\n"])
PEOPLE = st.sampled_from(["dana", "luis", "gus", ""])
LATER = {
    MinutesState.DRAFT: {MinutesState.CIRCULATED},
    MinutesState.CIRCULATED: {MinutesState.CORRECTED, MinutesState.APPROVED},
    MinutesState.CORRECTED: {MinutesState.APPROVED},
    MinutesState.APPROVED: {MinutesState.SEALED},
    MinutesState.SEALED: set[MinutesState](),
}


class AnyWalk(RuleBasedStateMachine):
    """Everybody tries everything in any order; what is refused changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.past = [DRAFT]

    @initialize(words=WORDS)
    def begin(self, words: str) -> None:
        self.past = [replace(DRAFT, text=words)]

    def attempt(self, made: object) -> None:
        assert callable(made)
        before = self.past[-1]
        try:
            self.past.append(made(before))
        except UserError as told:
            assert told.message and told.remedy

    @rule(words=WORDS)
    def write(self, words: str) -> None:
        self.attempt(lambda minutes: write(minutes, words))

    @rule()
    def circulate(self) -> None:
        self.attempt(circulate)

    @rule(person=PEOPLE, words=WORDS)
    def correct(self, person: str, words: str) -> None:
        self.attempt(lambda minutes: correct(minutes, person, TEN, words))

    @rule(decision=st.sampled_from(["", "d7"]))
    def approve(self, decision: str) -> None:
        self.attempt(lambda minutes: approve(minutes, decision))

    @rule()
    def seal(self) -> None:
        self.attempt(lambda minutes: seal(minutes, TEN))

    @rule(person=PEOPLE, words=WORDS)
    def add(self, person: str, words: str) -> None:
        self.attempt(lambda minutes: add(minutes, person, TEN, words))

    @invariant()
    def nothing_forbidden_has_happened(self) -> None:
        now = self.past[-1]
        before = self.past[-2] if len(self.past) > 1 else now
        assert now.state is before.state or now.state in LATER[before.state]
        assert (now.state in (MinutesState.APPROVED, MinutesState.SEALED)) == bool(now.decision_id)
        assert (now.state is MinutesState.SEALED) == bool(now.seal) == bool(now.sealed_at)
        assert (now.state is MinutesState.CORRECTED) <= bool(now.corrections)
        assert {one.person_id for one in now.corrections} <= set(now.attended)
        assert now.state is MinutesState.DRAFT or now.text.strip()
        assert not now.addenda or now.state is MinutesState.SEALED
        assert damage(now) == ""
        if before.state in (MinutesState.APPROVED, MinutesState.SEALED):
            assert canonical(now.text) == canonical(before.text)
        if before.state is MinutesState.SEALED:
            assert (now.text, now.seal) == (before.text, before.seal)
            assert now.addenda[: len(before.addenda)] == before.addenda


TestAnyWalk = AnyWalk.TestCase
TestAnyWalk.settings = settings(max_examples=60, stateful_step_count=20)
