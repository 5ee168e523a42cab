"""Keys of records sort as they were made, and come out the same where they must."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

from nghs_desktop.base.ids import new_id, same_id


def test_keys_made_one_after_the_other_sort_that_way() -> None:
    made = [new_id() for _ in range(5_000)]
    assert made == sorted(set(made))
    assert {(uuid.UUID(key).version, uuid.UUID(key).variant) for key in made} == {
        (7, uuid.RFC_4122)
    }


def test_keys_of_several_threads_are_never_the_same() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: new_id(), range(4_000)))
    assert len(set(made)) == 4_000


def test_a_key_of_a_moment_sorts_by_it() -> None:
    assert new_id(at_ms=1_000) < new_id(at_ms=1_001) < new_id()


def test_the_same_parts_give_the_same_key_and_others_another() -> None:
    assert same_id("link", "a", "b") == same_id("link", "a", "b")
    assert same_id("link", "a", "b") != same_id("link", "ab")
    assert uuid.UUID(same_id("x")).version == 5
