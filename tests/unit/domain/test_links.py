"""The same link and the same tag have the same key, on every computer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.links import LinkKind, link, tag

ENDS = st.tuples(st.text(max_size=8), st.sampled_from(LinkKind), st.text(max_size=8))


@given(one=ENDS, other=ENDS)
def test_a_links_key_is_its_ends_and_kind(
    one: tuple[str, LinkKind, str], other: tuple[str, LinkKind, str]
) -> None:
    first = link("note", one[0], one[1], "tag", one[2])
    second = link("note", other[0], other[1], "tag", other[2])
    assert (first.id == second.id) == (one == other)


def test_a_link_has_a_direction() -> None:
    there = link("practice", "p", LinkKind.ADDRESSES, "barrier", "b")
    back = link("barrier", "b", LinkKind.ADDRESSES, "practice", "p")
    assert there.id != back.id
    assert (there.from_noun, there.from_id, there.to_noun, there.to_id) == (
        "practice", "p", "barrier", "b",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["Transport", "TRANSPORT", "transport"])
def test_a_tag_is_its_word_in_any_capitals(name: str) -> None:
    assert tag(name).id == tag("transport").id
    assert tag(name).name == name


def test_other_words_are_other_tags() -> None:
    assert len({tag(name).id for name in ("transport", "transports", "trans port", "")}) == 4
