"""What was typed and not sent is there again, whatever happened to the program."""

from __future__ import annotations

import errno
import stat
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.storage.journal import Draft, Journal

HALF = Draft("capture:1", "a", "B Buses sto", 11, "meeting 4")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "work.nghs"


def after_a_kill(file: Path) -> tuple[Draft, ...]:
    """Read what a process that was killed left: nothing was closed."""
    return Journal(file).drafts()


def test_half_a_word_comes_back_with_its_caret(file: Path) -> None:
    Journal(file).write(HALF)
    assert after_a_kill(file) == (HALF,)


def test_the_newest_text_of_each_place_wins(file: Path) -> None:
    journal = Journal(file)
    other = Draft("details:7", "b", "since May", 3)
    for text in ("B", "B Bu", "B Bus"):
        journal.write(Draft("capture:1", "a", text, len(text)))
    journal.write(other)
    journal.write(HALF)
    assert set(after_a_kill(file)) == {HALF, other}


def test_an_item_that_was_sent_leaves_no_draft(file: Path) -> None:
    journal = Journal(file)
    journal.write(HALF)
    journal.clear("capture:1", "another item")
    assert after_a_kill(file) == (HALF,)
    journal.clear("capture:1", "a")
    assert after_a_kill(file) == ()


def test_the_next_line_is_not_taken_away_by_clearing_the_one_before(file: Path) -> None:
    journal = Journal(file)
    journal.write(HALF)
    begun = Draft("capture:1", "next", "P Peer tut", 10)
    journal.write(begun)
    journal.clear("capture:1", "a")
    assert after_a_kill(file) == (begun,)


@given(at=st.integers(min_value=0), text=st.text(max_size=60))
def test_a_file_cut_at_any_byte_gives_the_last_whole_line(
    tmp_path_factory: pytest.TempPathFactory, at: int, text: str
) -> None:
    file = tmp_path_factory.mktemp("cut") / "work.nghs"
    journal = Journal(file)
    journal.write(HALF)
    whole = len(journal.path.read_bytes())
    last = Draft("capture:1", "a", text + "!", 0)
    journal.write(last)
    data = journal.path.read_bytes()
    cut = whole + at % (len(data) - whole)
    journal.path.write_bytes(data[:cut])
    expected = last if cut == len(data) - 1 else HALF  # all but the line's end is all of it
    assert after_a_kill(file) == (expected,)


def test_writing_goes_on_after_a_torn_line(file: Path) -> None:
    Journal(file).write(HALF)
    path = file.with_name("work.nghs.drafts")
    path.write_bytes(path.read_bytes() + b'12345678 {"place": "cap')
    journal = Journal(file)
    assert journal.drafts() == (HALF,)
    later = Draft("details:7", "b", "since May", 9)
    journal.write(later)
    assert set(after_a_kill(file)) == {HALF, later}


def test_a_line_with_a_wrong_sum_is_left_out(file: Path) -> None:
    Journal(file).write(HALF)
    path = file.with_name("work.nghs.drafts")
    path.write_bytes(path.read_bytes().replace(b"Buses", b"Busts"))
    assert after_a_kill(file) == ()


def test_a_field_of_a_newer_program_is_left_out(file: Path) -> None:
    body = b'{"place": "p", "id": "a", "text": "words", "caret": 1, "context": "", "mood": "good"}'
    file.with_name("work.nghs.drafts").write_bytes(b"%08x %s\n" % (zlib.crc32(body), body))
    assert after_a_kill(file) == (Draft("p", "a", "words", 1),)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(max_size=40)), max_size=30))
def test_any_typing_comes_back_also_from_a_file_that_was_written_anew(
    tmp_path_factory: pytest.TempPathFactory, typed: list[tuple[str, str]]
) -> None:
    file = tmp_path_factory.mktemp("typed") / "work.nghs"
    journal = Journal(file)
    journal.LIMIT = 300
    present: dict[str, Draft] = {}
    for place, text in typed:
        present[place] = Draft(place, "id", text, len(text))
        journal.write(present[place])
        assert set(after_a_kill(file)) == {draft for draft in present.values() if draft.text}
    journal.close()


def test_the_file_does_not_grow_without_end(file: Path) -> None:
    journal = Journal(file)
    journal.LIMIT = 2_000
    for number in range(500):
        journal.write(Draft("capture:1", "a", f"words {number}", 3))
    assert journal.path.stat().st_size < 2_500
    assert [draft.text for draft in after_a_kill(file)] == ["words 499"]


def test_without_drafts_no_file_is_left(file: Path) -> None:
    journal = Journal(file)
    assert list(file.parent.iterdir()) == []
    journal.write(HALF)
    journal.clear("capture:1", "a")
    journal.close()
    assert list(file.parent.iterdir()) == []


def test_only_the_owner_can_read_drafts(file: Path) -> None:
    Journal(file).write(HALF)
    assert stat.S_IMODE(file.with_name("work.nghs.drafts").stat().st_mode) == 0o600


def test_closing_keeps_what_was_not_sent(file: Path) -> None:
    journal = Journal(file)
    journal.write(HALF)
    journal.close()
    assert after_a_kill(file) == (HALF,)


@pytest.mark.parametrize("room", [0, 20])
def test_after_a_full_disk_the_same_text_is_written_again(
    file: Path, room: int, file_size_limit: Callable[[int], None]
) -> None:
    journal = Journal(file)
    journal.write(HALF)
    more = Draft("details:7", "b", "since May", 9)
    file_size_limit(journal.path.stat().st_size + room)
    for _ in range(2):
        with pytest.raises(OSError) as refused:
            journal.write(more)
        assert refused.value.errno == errno.EFBIG
        assert after_a_kill(file) == (HALF,)
    file_size_limit(-1)
    journal.write(more)
    last = Draft("details:8", "c", "since June", 9)
    journal.write(last)
    assert set(after_a_kill(file)) == {HALF, more, last}
