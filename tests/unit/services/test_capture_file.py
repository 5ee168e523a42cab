"""A file of spoken lines: every line becomes an item, in order, and no word is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.capture import CaptureContext
from nghs_desktop.domain.known_names import Known, vocabulary
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.nouns import noun_of
from nghs_desktop.domain.people import Person
from nghs_desktop.services.capture_file import LONGEST, FileRead, Place, read_file, readable
from tests.support.workspaces import MONDAY

PEOPLE = (Known("ana-1", "Ana Lopez"), Known("ana-2", "Ana Ruiz"), Known("luis", "Luis Ortega"))
CONTEXT = CaptureContext(MONDAY.date(), vocabulary=vocabulary(people=PEOPLE))


def read(data: bytes | str) -> FileRead:
    given = data.encode() if isinstance(data, str) else data
    return read_file(given, CONTEXT, Place(MONDAY, "Robin Ashby", "group", "meeting"))


def said(found: FileRead) -> list[tuple[str, str]]:
    return [(noun_of(item).name, item.title) for item in found.items]


def test_the_kind_starts_as_note_and_sticks() -> None:
    found = read("one\nb two\nthree\nr four\n> more\nfive")
    assert said(found) == [
        ("note", "one"),
        ("barrier", "two"),
        ("barrier", "three"),
        ("recognition", "four"),
        ("recognition", "five"),
    ]
    assert found.items[3].details == "more"


def test_each_item_is_heard_after_the_one_before_and_belongs_where_it_was_said() -> None:
    found = read("a\nb b\nc")
    assert [item.heard_at for item in found.items] == [
        MONDAY + timedelta(milliseconds=step) for step in range(3)
    ]
    assert sorted(item.id for item in found.items) == [item.id for item in found.items]
    assert {(item.group_id, item.meeting_id, item.created_by) for item in found.items} == {
        ("group", "meeting", "Robin Ashby")
    }


@pytest.mark.parametrize(
    "data",
    [
        "b Añada\r\nŽluť\r\n".encode(),
        "b Añada\nŽluť".encode("utf-8-sig"),
        "\ufeffb Añada\r\nŽluť\r\n".encode("utf-16-le"),
        "\ufeffb Añada\nŽluť\n".encode("utf-16-be"),
    ],
)
def test_the_usual_encodings_of_a_text_file_are_read(data: bytes) -> None:
    found = read(data)
    assert said(found) == [("barrier", "Añada"), ("barrier", "Žluť")]
    assert found.remarks == ()


def test_only_line_feeds_end_a_line() -> None:
    (item,) = read("one\u2028two\x85three\u2029four").items
    assert item.title == "one\u2028two\x85three\u2029four"


def test_a_file_without_words_asks_for_nothing() -> None:
    found = read("\n  \n\t\r\n")
    assert (found.command, found.items, found.remarks) == (None, (), ())


def test_bytes_that_are_no_utf8_are_read_as_windows_would() -> None:
    assert readable(b"caf\xe9 \x93so\x94")[0] == "café “so”"
    assert readable(b"\x81\xe9")[0] == "\\x81\\xe9"
    found = read(b"fine\ncaf\xe9\nfine too")
    assert [item.title for item in found.items] == ["fine", "café", "fine too"]
    (remark,) = found.remarks
    assert (remark.line, remark.kept_as_note) == (2, True)
    assert "not UTF-8" in remark.text


def test_a_line_that_is_too_long_is_cut_and_whole_as_typed() -> None:
    line = "b " + "word " * 600 + "end"
    (note,) = read(line).items
    assert noun_of(note).name == "note"
    assert len(note.title) <= LONGEST
    assert f"{note.title} {note.details}" == line == note.typed


def test_a_line_of_2000_characters_is_read_as_any_other() -> None:
    found = read("b " + "x" * (LONGEST - 2))
    assert said(found) == [("barrier", "x" * (LONGEST - 2))]
    assert found.remarks == ()


def test_a_follow_up_without_an_item_before_is_kept_and_told() -> None:
    found = read("> and so on\nb next")
    assert said(found) == [("note", "and so on"), ("barrier", "next")]
    assert [remark.line for remark in found.remarks] == [1]


def test_a_name_that_could_be_two_people_is_told_and_stays_text() -> None:
    found = read("b No time for @ana")
    (item,) = found.items
    assert item.title == "No time for @ana"
    (remark,) = found.remarks
    assert remark.text == "@ana could be Ana Lopez or Ana Ruiz and stays text"
    assert not remark.kept_as_note


def test_new_names_are_known_to_the_lines_that_follow() -> None:
    found = read("b One @Dana Reyes\nb Two @dana\nb Three, said @luis and @dana")
    assert found.command is not None
    (dana,) = [one for one in found.command.records if isinstance(one, Person)]
    assert [item.said_by_id for item in found.items] == [dana.id, dana.id, "luis"]
    (mention,) = [one for one in found.command.links if one.kind is LinkKind.MENTIONS]
    assert mention.to_id == dana.id


LINES = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=80)
    | st.sampled_from(["b ", "> x", "/next", "/park it", "@ana", "!policy", "+a +b", "^high", '"']),
    max_size=12,
)


@given(LINES)
def test_no_word_of_any_line_is_lost(lines: list[str]) -> None:
    found = read("\n".join(lines))
    kept = "\n".join(
        part for item in found.items for part in (item.title, item.details, item.typed)
    )
    for line in lines:
        for word in line.removeprefix("/park").split():
            assert word.lstrip(">\\").strip() in kept, (line, word)


@given(st.binary(max_size=200))
def test_any_bytes_are_kept_without_an_error(data: bytes) -> None:
    found = read(data)
    assert all(item.title.strip() for item in found.items)
    assert all(remark.line >= 1 for remark in found.remarks)
