"""Typed votes as they are kept: what was read comes back whole, and recusals go before answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.ballots import Entry, standing
from nghs_desktop.domain.decision_rules import Answer, Ballot, Stance
from nghs_desktop.domain.decisions import ConflictKind, ConflictOfInterest
from nghs_desktop.domain.vote_lines import (
    kind_of,
    read_entry,
    recusals,
    with_recusals,
    write_entry,
)

PEOPLE = st.sampled_from(("ana", "ben", "cleo"))
ANSWERS = st.builds(
    Answer,
    st.sampled_from(Stance),
    st.lists(st.integers(0, 9), max_size=4).map(tuple),
    st.text(max_size=12),
    st.text(max_size=12),
)
BALLOTS = st.builds(Ballot, PEOPLE, ANSWERS) | st.builds(
    Ballot, st.just(""), ANSWERS, st.integers(1, 40)
)
ENTRIES = st.builds(
    Entry,
    st.text(max_size=20),
    st.lists(BALLOTS, max_size=4).map(tuple),
    st.lists(PEOPLE, max_size=2).map(tuple),
    st.booleans(),
)


@given(ENTRIES)
def test_an_entry_comes_back_whole(entry: Entry) -> None:
    assert read_entry(entry.line, write_entry(entry)) == entry


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"ballots":[{}],"cleared":[],"anew":false}'])
def test_damaged_answers_are_told(text: str) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_entry("ana yes", text)


@given(st.lists(ENTRIES, max_size=5), st.sets(PEOPLE, max_size=2))
def test_a_declared_conflict_goes_before_whatever_was_answered(
    entries: list[Entry], declared: set[str]
) -> None:
    conflicts = [ConflictOfInterest(id=one, person_id=one) for one in sorted(declared)]
    after = standing(with_recusals(entries, recusals(conflicts)))
    by_name = {one.person_id: one.answer.stance for one in after if one.person_id}
    assert all(by_name[person] is Stance.RECUSED for person in declared)
    others = {one.person_id for one in standing(entries) if one.person_id} - declared
    assert others == {person for person in by_name if person not in declared}


@pytest.mark.parametrize(
    ("said", "kind", "note"),
    [
        ("employer", ConflictKind.EMPLOYER, ""),
        ("Grantee", ConflictKind.FUNDER, ""),
        ("funder or grantee", ConflictKind.FUNDER, ""),
        ("co-author", ConflictKind.NOMINEE, ""),
        ("sits on their board", ConflictKind.OTHER, "sits on their board"),
        ("", ConflictKind.OTHER, ""),
    ],
)
def test_the_kind_of_a_conflict_is_read_from_its_word(
    said: str, kind: ConflictKind, note: str
) -> None:
    assert kind_of(said) == (kind, note)
