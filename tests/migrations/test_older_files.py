"""Files that older programs made open whole in this one. Each was written by the program of its time."""

from __future__ import annotations

import lzma
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nghs_desktop.domain.commands import AmendRecords, Ref, Undo
from nghs_desktop.domain.decisions import Decision, DecisionStatus
from nghs_desktop.domain.meetings import Attribution, Meeting
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.services.api import Workspace, agenda, find, stream
from nghs_desktop.services.checkup import check

FILES = Path(__file__).parent / "files"
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    path = tmp_path / "old.nghs"
    path.write_bytes(lzma.decompress((FILES / "schema-1.nghs.xz").read_bytes()))
    return path


@pytest.fixture
def opened(old_file: Path) -> Workspace:
    workspace = Workspace.prepare(old_file, clock=lambda: NOW, actor="Luis Ortega")
    workspace.start().result()
    return workspace


def test_all_that_was_said_is_there_in_its_order(opened: Workspace) -> None:
    said = [row.title for row in opened.read_here(lambda reader: stream(reader, "m1"))]
    points = [item.title for item in opened.read_here(lambda reader: agenda(reader, "m1"))]
    opened.close()
    assert points == ["What stands in the way"]
    assert [line.split()[0] for line in said] == ["Buses", "We", "Draft"]


def test_what_the_new_fields_hold_is_what_they_mean_by_default(opened: Workspace) -> None:
    meeting = opened.read_here(lambda reader: reader.get(NOUN["meeting"], "m1"))
    decision = opened.read_here(lambda reader: reader.get(NOUN["decision"], "i1"))
    opened.close()
    assert isinstance(meeting, Meeting) and isinstance(decision, Decision)
    assert meeting.attribution is Attribution.NAMED
    assert meeting.starts_at == datetime(2026, 11, 17, 10, tzinfo=UTC)
    assert decision.status is DecisionStatus.DRAFTED
    assert decision.method is None


def test_it_is_found_by_its_words_and_undone_as_before(opened: Workspace) -> None:
    found = opened.read_here(lambda reader: find(reader, "buses"))
    opened.run(Undo()).result()
    details = opened.read_here(
        lambda reader: reader.value("SELECT details FROM barrier WHERE id = 'i0'")
    )
    opened.close()
    assert [row.id for row in found] == ["i0"]
    assert details == ""


def test_it_checks_sound_after_work_in_both_programs(opened: Workspace, old_file: Path) -> None:
    names = {"attribution": Attribution.NONE}
    opened.run(AmendRecords((Ref("meeting", "m1"),), names)).result()
    opened.close()
    assert [part.faults for part in check(old_file, NOW).parts if part.faults] == []
