"""An issued brief is numbered, kept with its data and its bytes, and never changes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.briefs import Paper, Printed
from nghs_desktop.domain.commands import (
    AmendRecords,
    AppendText,
    LogRecords,
    Redo,
    Ref,
    RestoreRecords,
    Together,
    TrashRecords,
    Undo,
)
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.workspaces import Brief, BriefStatus
from nghs_desktop.reports.document import render
from nghs_desktop.services.brief_issue import (
    Final,
    IssuedRow,
    finalise,
    issue,
    issued_briefs,
    issued_content,
    issued_pdf,
    next_number,
    reopened,
    verify,
)
from nghs_desktop.services.composing import compose, start_brief, with_draft_mark
from nghs_desktop.services.workspace import Content, Workspace
from tests.support.workspaces import another_program, fresh, opened, run

NOW = datetime(2026, 11, 17, 11, 42, tzinfo=UTC)
GROUP = WorkGroup(id="g", name="Practice Work Group")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return fresh(tmp_path, content=Content.EMPTY)


@pytest.fixture
def room(file: Path) -> Iterator[Workspace]:
    with opened(file) as workspace:
        barrier = Barrier(id="b", title="Buses stop at 3:30", group_id="g", heard_at=NOW)
        run(workspace, LogRecords((GROUP, barrier)))
        yield workspace


def a_brief(group_id: str = "g") -> Brief:
    group = replace(GROUP, id=group_id)
    return start_brief("meeting", group, None, None, Paper.LETTER, NOW.date())


def final_of(room: Workspace, brief: Brief, now: datetime = NOW) -> Final:
    return room.read_here(lambda reader: finalise(reader, brief, now, UTC))


def issued(room: Workspace, brief: Brief | None = None, now: datetime = NOW) -> IssuedRow:
    final = final_of(room, brief or a_brief(), now)
    run(room, issue(final, render(final.content), now))
    return listed(room)[0]


def listed(room: Workspace, group_id: str = "g") -> tuple[IssuedRow, ...]:
    return room.read_here(lambda reader: issued_briefs(reader, group_id))


def test_an_issued_brief_has_its_number_and_no_draft_mark(room: Workspace) -> None:
    brief = with_draft_mark(a_brief(), True)
    draft = room.read_here(lambda reader: compose(reader, brief, NOW, UTC)).content
    final = final_of(room, brief)
    assert draft.draft == "Draft"
    assert final.content.draft == ""
    assert any("No. 2026-01" in part for part in final.content.footer)


def test_it_prints_again_the_same_bytes_whatever_changed_since(room: Workspace) -> None:
    final = final_of(room, a_brief())
    printed = render(final.content)
    run(room, issue(final, printed, NOW))
    run(room, AmendRecords((Ref("barrier", "b"),), {"title": "Something else"}))
    row = listed(room)[0]
    assert (row.number, row.pages, row.title) == ("2026-01", printed.pages, final.content.title)
    assert room.read_here(lambda reader: issued_pdf(reader, row.id)) == printed.pdf
    content = room.read_here(lambda reader: issued_content(reader, row.id))
    assert content == final.content
    assert render(content).pdf == printed.pdf
    assert room.read_here(lambda reader: verify(reader, row.id)).sound


def test_issuing_is_one_step_that_keeps_the_brief_as_issued(room: Workspace) -> None:
    brief = a_brief()
    issued(room, brief)
    kept = room.read_here(lambda reader: reader.get(NOUN["brief"], brief.id))
    assert isinstance(kept, Brief)
    assert kept.status is BriefStatus.ISSUED
    assert reopened(kept).status is BriefStatus.DRAFT
    run(room, Undo())
    assert listed(room) == ()
    run(room, Redo())
    assert [row.number for row in listed(room)] == ["2026-01"]


def test_numbers_count_on_by_group_and_year_and_are_not_used_twice(room: Workspace) -> None:
    issued(room)
    second = issued(room)
    assert second.number == "2026-02"
    run(room, TrashRecords((Ref("issued_brief", second.id),)))
    assert room.read_here(lambda reader: next_number(reader, "g", 2026)) == "2026-03"
    assert room.read_here(lambda reader: next_number(reader, "g", 2027)) == "2027-01"
    assert room.read_here(lambda reader: next_number(reader, "other", 2026)) == "2026-01"
    for _ in range(9):
        last = issued(room)
    assert last.number == "2026-11"


def test_one_brief_is_not_issued_twice_under_one_number(room: Workspace) -> None:
    final = final_of(room, a_brief())
    printed = render(final.content)
    run(room, issue(final, printed, NOW))
    with pytest.raises(UserError, match="2026-01 is issued already"):
        run(room, issue(final, printed, NOW))
    assert len(listed(room)) == 1


def test_an_issued_brief_and_a_confirmation_are_refused_to_change(room: Workspace) -> None:
    ref = Ref("issued_brief", issued(room).id)
    asked = (
        AmendRecords((ref,), {"title": "Other"}),
        AppendText(ref, "content", "more"),
        Together((AmendRecords((ref,), {"pdf": ""}),), "by another way"),
        AmendRecords((Ref("privacy_confirmation", "any"),), {"what": ""}),
    )
    for command in asked:
        with pytest.raises(UserError, match=r"never changes|stands as it was given"):
            run(room, command)
    run(room, TrashRecords((ref,)))
    assert listed(room) == ()
    run(room, RestoreRecords((ref,)))
    assert room.read_here(lambda reader: verify(reader, ref.id)).sound


def tamper(file: Path, column: str, value: str) -> None:
    with another_program(file) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'issued_brief'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(f"UPDATE issued_brief SET {column} = ?", (value,))


@pytest.mark.parametrize(
    "column,value,words",
    [
        ("pdf", base64.b64encode(b"%PDF-other").decode(), "SHA-256 does not match"),
        ("pdf", "not base 64!", "is damaged"),
        ("content", "{}", "data cannot be read"),
        ("digest", "0" * 64, "SHA-256 does not match"),
    ],
)
def test_what_another_program_changed_is_told_in_words(
    room: Workspace, file: Path, column: str, value: str, words: str
) -> None:
    row = issued(room)
    tamper(file, column, value)
    told = room.read_here(lambda reader: verify(reader, row.id))
    assert not told.sound
    assert words in told.words


def test_changed_data_is_told_even_when_it_reads_well(room: Workspace, file: Path) -> None:
    row = issued(room)
    kept = room.read_here(
        lambda reader: reader.value("SELECT content FROM issued_brief WHERE id = ?", (row.id,))
    )
    read = json.loads(kept)
    read["data"]["content"]["author"] = "Somebody else"
    tamper(file, "content", json.dumps(read))
    told = room.read_here(lambda reader: verify(reader, row.id))
    assert (told.sound, "data was changed" in told.words) == (False, True)


def test_a_brief_that_is_gone_is_told_as_gone(room: Workspace) -> None:
    with pytest.raises(UserError, match="no longer in the workspace"):
        room.read_here(lambda reader: issued_pdf(reader, "nothing"))


def test_the_bytes_are_kept_as_they_came_from_the_press(room: Workspace) -> None:
    final = final_of(room, a_brief())
    every = bytes(range(256)) * 3
    run(room, issue(final, Printed(every, 3), NOW))
    row = listed(room)[0]
    assert row.pages == 3
    assert room.read_here(lambda reader: issued_pdf(reader, row.id)) == every
