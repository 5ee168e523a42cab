"""The filter field takes anything: marks are read, the rest are words, nothing is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.barriers import BarrierStatus
from nghs_desktop.domain.filters import (
    KEYS,
    PARTS,
    Filter,
    Term,
    match_word,
    read_day,
    read_filter,
    with_term,
    write_filter,
)

TODAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("typed", "words", "terms"),
    [
        ("", "", ()),
        ("buses", "buses", ()),
        ("lever:policy", "", (("lever", "policy"),)),
        ("Lever:Policy STATUS:Open", "", (("lever", "policy"), ("status", "open"))),
        ('by:"Dana Reyes" buses', "buses", (("by", "dana reyes"),)),
        ('"half past three" at:mc2', "half past three", (("at", "mc2"),)),
        ("has:dots no:owner", "", (("has", "dots"), ("no", "owner"))),
        ("has:wings", "has:wings", ()),
        ("before:soonish", "before:soonish", ()),
        ("before:oct", "", (("before", "oct"),)),
        ("colour:red", "colour:red", ()),
        ("3:30 buses", "3:30 buses", ()),
        ("status:", "status:", ()),
        ('lever:""', 'lever:""', ()),
        ("https://example.org", "https://example.org", ()),
    ],
)
def test_marks_are_read_and_the_rest_are_words(
    typed: str, words: str, terms: tuple[tuple[str, str], ...]
) -> None:
    assert read_filter(typed) == Filter(words, tuple(Term(*term) for term in terms))


@pytest.mark.parametrize("example", KEYS.values())
def test_every_example_of_the_help_is_understood(example: str) -> None:
    found = read_filter(example)
    assert found.words == ""
    assert len(found.terms) == 1


@pytest.mark.parametrize("part", PARTS)
def test_every_part_can_be_asked_for(part: str) -> None:
    assert read_filter(f"has:{part} no:{part}").terms == (Term("has", part), Term("no", part))


@given(st.text(max_size=60))
def test_no_text_is_refused(text: str) -> None:
    read_filter(text)


_VALUE = st.text(st.characters(codec="ascii", categories=("Ll", "Nd")), min_size=1, max_size=6)
_TERMS = st.builds(
    Term,
    st.sampled_from([key for key in KEYS if key not in ("has", "no", "before", "after")]),
    st.lists(_VALUE, min_size=1, max_size=2).map(" ".join),
)


@given(words=st.lists(_VALUE, max_size=3).map(" ".join), terms=st.lists(_TERMS, max_size=3))
def test_what_is_written_reads_the_same(words: str, terms: list[Term]) -> None:
    wanted = Filter(words, tuple(terms))
    assert read_filter(write_filter(wanted)) == wanted


def test_a_term_is_set_once_and_taken_out() -> None:
    wanted = with_term(with_term(read_filter("status:open buses"), "status", "closed"), "at", "mc2")
    assert (wanted.value("status"), wanted.value("at"), wanted.words) == ("closed", "mc2", "buses")
    assert with_term(wanted, "status", "").value("status") == ""


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-10-01", date(2026, 10, 1)),
        ("today", TODAY),
        ("yesterday", date(2026, 11, 16)),
        ("oct", date(2026, 10, 1)),
        ("October", date(2026, 10, 1)),
        ("nov", date(2026, 11, 1)),
        ("dec", date(2025, 12, 1)),
        ("oc", None),
        ("tomorrow", None),
        ("2026-13-01", None),
    ],
)
def test_days_are_read(typed: str, day: date | None) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("in_work", "in_work"),
        ("In work", "in_work"),
        ("in w", "in_work"),
        ("res", "resolved"),
        ("closed", "closed"),
        ("nonsense", None),
    ],
)
def test_a_word_is_known_by_value_label_or_beginning(typed: str, status: str | None) -> None:
    pairs = [(str(word), word.label) for word in BarrierStatus]
    assert match_word(typed, pairs) == status
