"""There is always room between two places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.ordering import place_between

PLACE = st.from_regex(r"[0-9]{0,6}[1-9]", fullmatch=True)


@given(PLACE, PLACE)
def test_a_place_is_found_between_any_two(one: str, other: str) -> None:
    low, high = sorted((one, other))
    if low == high:
        return
    made = place_between(low, high)
    assert low < made < high
    assert not made.endswith("0")


@given(PLACE)
def test_there_is_room_at_both_ends(place: str) -> None:
    assert place_between("", place) < place < place_between(place, "")


def test_the_first_of_all_has_a_place() -> None:
    assert place_between("", "") == "5"


@given(st.lists(st.booleans(), max_size=40))
def test_one_can_be_put_first_or_last_again_and_again(firsts: list[bool]) -> None:
    order = ["0015"]
    for first in firsts:
        if first:
            order.insert(0, place_between("", order[0]))
        else:
            order.append(place_between(order[-1], ""))
    assert order == sorted(order)
    assert len(set(order)) == len(order)
