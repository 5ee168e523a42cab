"""Scripts of the library and runs of them, in a real workspace file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghs_desktop.domain.capture import CaptureContext, parse
from nghs_desktop.domain.commands import (
    AmendRecords,
    LogRecords,
    Redo,
    Ref,
    RestoreRecords,
    TrashRecords,
    Undo,
)
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.protocol_templates import ProtocolRun
from nghs_desktop.domain.protocols import (
    CONSULTANCY,
    EVERYBODY,
    FIST_ROUND,
    PROTOCOLS,
    Protocol,
    Step,
    fitted,
    problems,
)
from nghs_desktop.domain.records import Captured
from nghs_desktop.services import scripts as service
from nghs_desktop.services.capture import to_command
from nghs_desktop.services.exchange import Wish, export_json, export_list
from nghs_desktop.services.lists import ListQuery
from nghs_desktop.services.queries import item, stream
from nghs_desktop.services.scripts import RunningScript, Script, running_script, scripts
from nghs_desktop.services.workspace import Workspace
from tests.support.voting import TEN, minute, stage
from tests.support.workspaces import fresh, opened, run


def library(workspace: Workspace) -> tuple[Script, ...]:
    return workspace.read_here(scripts)


def of_name(workspace: Workspace, name: str) -> Script:
    return next(one for one in library(workspace) if one.template.name == name)


def running(workspace: Workspace) -> RunningScript:
    found = workspace.read_here(lambda reader: running_script(reader, "m1"))
    assert found is not None
    return found


def begin(workspace: Workspace, protocol: Protocol = CONSULTANCY, at: float = 3) -> RunningScript:
    command = service.start_run(
        protocol,
        id="r1",
        meeting_id="m1",
        agenda_item_id="a1",
        roles={"Presenter": "Dana Vale"},
        now=minute(at),
    )
    run(workspace, command)
    return running(workspace)


# -- the library -----------------------------------------------------------------------------
def test_a_new_workspace_has_the_scripts_of_the_domain_word_for_word(tmp_path: Path) -> None:
    with opened(fresh(tmp_path)) as workspace:
        found = library(workspace)
        assert [one.template.name for one in found] == [one.name for one in PROTOCOLS]
        for script, wanted in zip(found, PROTOCOLS, strict=True):
            made = script.protocol
            assert (made.purpose, made.roles, made.steps) == (
                wanted.purpose,
                wanted.roles,
                wanted.steps,
            )
            assert problems(made) == ()
        assert not service.lacks_starting_scripts(found, TEN)


def test_a_workspace_of_an_older_program_gets_them_by_asking_and_once_only(
    workspace: Workspace,
) -> None:
    assert library(workspace) == ()
    assert service.lacks_starting_scripts((), TEN)
    for _ in range(2):
        run(workspace, service.starting_scripts(TEN))
        assert len(library(workspace)) == len(PROTOCOLS)
    run(workspace, Undo())
    assert library(workspace) == ()


def test_what_was_changed_is_left_as_it_is_and_what_was_thrown_away_comes_back(
    workspace: Workspace,
) -> None:
    run(workspace, service.starting_scripts(TEN))
    first, second = library(workspace)[:2]
    run(
        workspace,
        AmendRecords((first.ref,), {"name": "Ours"}),
        service.throw_away(second),
        service.starting_scripts(TEN),
    )
    names = [one.template.name for one in library(workspace)]
    assert "Ours" in names
    assert second.template.name in names


def test_a_script_in_the_trash_comes_back_with_all_its_steps(workspace: Workspace) -> None:
    run(workspace, service.starting_scripts(TEN))
    script = of_name(workspace, "Tuning")
    run(workspace, service.throw_away(script))
    assert "Tuning" not in [one.template.name for one in library(workspace)]
    run(workspace, RestoreRecords((script.ref,)))
    assert of_name(workspace, "Tuning").steps == script.steps


def test_a_copy_is_a_script_of_its_own(workspace: Workspace) -> None:
    run(workspace, service.starting_scripts(TEN))
    script = of_name(workspace, "Tuning")
    last = max(one.template.position for one in library(workspace))
    run(workspace, service.duplicate_script(script, "Tuning, short", last))
    copy = of_name(workspace, "Tuning, short")
    assert copy.protocol.steps == script.protocol.steps
    assert {step.id for step in copy.steps}.isdisjoint(step.id for step in script.steps)
    assert library(workspace)[-1].template.id == copy.template.id
    run(workspace, AmendRecords((Ref("protocol_step", copy.steps[0].id),), {"title": "Other"}))
    assert of_name(workspace, "Tuning").steps[0].title == script.steps[0].title
    run(workspace, Undo(), Undo())
    assert "Tuning, short" not in [one.template.name for one in library(workspace)]


@given(st.integers(0, 5), st.integers(0, 5))
def test_a_step_goes_where_it_is_moved(at: int, to: int) -> None:
    steps = tuple(
        service.new_step("p1", f"{number:03d}4", f"S{number}", f"{number:03d}6")
        for number in range(6)
    )
    script = Script(cast(Any, _Template()), steps)
    command = service.move_step(script, at, to)
    if at == to:
        assert command is None
        return
    assert command is not None
    place = command.values["position"]
    moved = command.refs[0].id
    order = sorted(steps, key=lambda step: place if step.id == moved else step.position)
    wanted = [step.id for step in steps]
    wanted.insert(to, wanted.pop(at))
    assert [step.id for step in order] == wanted


class _Template:
    id = "p1"


def test_problems_stand_at_their_fields() -> None:
    wrong = Protocol(
        "k",
        " ",
        "",
        (
            Step("", 5, "Owl", "x" * 30),
            Step("Good", 60),
        ),
        ("Fox", "Fox", ""),
    )
    found = service.field_problems(wrong)
    assert found[0, "name"] == "The script needs a name."
    assert "“Fox” is there twice" in found[0, "roles"]
    assert "A role needs a name." in found[0, "roles"]
    assert found[1, "title"] == "It needs a title on one line."
    assert "10 seconds" in found[1, "seconds"]
    assert found[1, "role"] == "Nobody is given the role “Owl”."
    assert "24 characters" in found[1, "label"]
    assert not [key for key in found if key[0] == 2]
    assert service.field_problems(Protocol("k", "n", "", ()))[0, "steps"]


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("5", 300), ("5:30", 330), ("0:45", 45), (" 90:00 ", 5400), ("5:7", 307)],
)
def test_times_are_read_as_they_are_typed(typed: str, seconds: int) -> None:
    assert service.read_time(typed) == seconds


@pytest.mark.parametrize("typed", ["", "x", "5:60", "1:2:3", "-5", "5 min"])
def test_what_is_no_time_is_not_read(typed: str) -> None:
    assert service.read_time(typed) is None


@given(st.integers(0, 90 * 60))
def test_a_written_time_is_read_the_same(seconds: int) -> None:
    assert service.read_time(service.time_words(seconds)) == seconds


# -- runs ------------------------------------------------------------------------------------
STEPS = st.builds(
    Step,
    st.text(min_size=1, max_size=12),
    st.integers(10, 600),
    st.sampled_from([EVERYBODY, "A", "B"]),
    st.sampled_from(["", "warm"]),
    st.text(max_size=20),
)


@given(st.lists(STEPS, min_size=1, max_size=6), st.text(max_size=9))
def test_a_script_written_down_is_read_the_same(steps: list[Step], name: str) -> None:
    protocol = Protocol("k", name, "purpose", tuple(steps), ("A", "B"))
    assert service.script_of(service.script_text(protocol)) == protocol


def test_a_run_goes_through_its_steps_and_ends_by_itself(workspace: Workspace) -> None:
    stage(workspace)
    found = begin(workspace)
    for number in range(2, len(CONSULTANCY.steps) + 1):
        run(workspace, service.next_step(found, minute(3 + number)))
        found = running(workspace)
        at = found.at(minute(4 + number))
        assert at is not None
        assert at.number == number
        assert at.left == timedelta(seconds=at.step.seconds) - timedelta(minutes=1)
    run(workspace, service.next_step(found, minute(40)))
    assert workspace.read_here(lambda reader: running_script(reader, "m1")) is None
    kept = workspace.read_here(lambda reader: reader.get(NOUN["protocol_run"], "r1"))
    assert cast(ProtocolRun, kept).ended_at == minute(40)


def test_every_step_is_one_step_of_undo(workspace: Workspace) -> None:
    stage(workspace)
    found = begin(workspace)
    run(workspace, service.next_step(found, minute(8)))
    assert len(running(workspace).began) == 2
    run(workspace, Undo())
    assert running(workspace).began == (minute(3),)
    run(workspace, Redo())
    assert running(workspace).began == (minute(3), minute(8))
    run(workspace, Undo(), Undo())
    assert workspace.read_here(lambda reader: running_script(reader, "m1")) is None


def test_back_is_as_if_the_step_had_not_begun(workspace: Workspace) -> None:
    stage(workspace)
    found = begin(workspace)
    run(workspace, service.next_step(found, minute(5)))
    command = service.step_back(running(workspace))
    assert command is not None
    run(workspace, command)
    at = running(workspace).at(minute(6))
    assert at is not None
    assert (at.number, at.left) == (1, timedelta(minutes=2))
    assert service.step_back(running(workspace)) is None


def test_a_pause_counts_for_nothing(workspace: Workspace) -> None:
    stage(workspace)
    found = begin(workspace)
    run(workspace, service.go_on_after_pause(found, timedelta(minutes=10)))
    at = running(workspace).at(minute(14))
    assert at is not None
    assert at.left == timedelta(minutes=4)


def test_a_run_comes_back_in_the_same_step_with_the_same_time(workspace_file: Path) -> None:
    with opened(workspace_file) as workspace:
        stage(workspace)
        before = begin(workspace, fitted(CONSULTANCY, 20))
        run(workspace, service.next_step(before, minute(6)))
        before = running(workspace)
    with opened(workspace_file) as workspace:
        after = running(workspace)
        assert after == before
        assert after.at(minute(7)) == before.at(minute(7))
        assert after.protocol == fitted(CONSULTANCY, 20)
        assert after.who("Presenter") == "Presenter: Dana Vale"
        assert after.who("Consultants") == "Consultants"


def test_a_new_run_ends_the_one_before_it_in_the_same_step_of_undo(workspace: Workspace) -> None:
    stage(workspace)
    first = begin(workspace)
    command = service.start_run(
        FIST_ROUND,
        id="r2",
        meeting_id="m1",
        agenda_item_id="a1",
        roles={},
        now=minute(9),
        ends=first,
    )
    run(workspace, command)
    assert running(workspace).protocol.name == FIST_ROUND.name
    run(workspace, Undo())
    assert running(workspace).record.id == "r1"


def test_an_edit_of_the_library_changes_no_run(workspace: Workspace) -> None:
    stage(workspace)
    run(workspace, service.starting_scripts(TEN))
    script = of_name(workspace, "Consultancy")
    begin(workspace, script.protocol)
    run(
        workspace,
        AmendRecords((Ref("protocol_step", script.steps[0].id),), {"seconds": 10}),
        TrashRecords((script.ref,)),
    )
    at = running(workspace).at(minute(4))
    assert at is not None
    assert at.left == timedelta(minutes=4)


def test_a_run_that_cannot_be_read_is_no_run(workspace: Workspace) -> None:
    stage(workspace)
    broken = ProtocolRun(id="r1", meeting_id="m1", script="{", began="x", roles="[]")
    run(workspace, LogRecords((broken,)))
    assert workspace.read_here(lambda reader: running_script(reader, "m1")) is None


def test_a_command_shown_before_it_is_on_disk_is_what_is_read_after(workspace: Workspace) -> None:
    stage(workspace)
    found = begin(workspace)
    command = service.next_step(found, minute(8))
    shown = service.with_amendment(found, command)
    run(workspace, command)
    read = running(workspace)
    assert shown is not None
    assert (shown.began, shown.protocol) == (read.began, read.protocol)
    assert service.with_amendment(found, service.end_run(found, minute(9))) is None


# -- labels ------------------------------------------------------------------------------------
def test_what_is_said_in_a_step_gets_its_label_here_and_in_exports(
    workspace: Workspace, tmp_path: Path
) -> None:
    stage(workspace)
    found = begin(workspace)
    run(workspace, service.next_step(found, minute(8)))
    found = running(workspace)
    assert (found.label(minute(4)), found.label(minute(9))) == ("", "clarifying")
    context = CaptureContext(today=TEN.date())
    command = to_command(
        parse("n When do buses leave?", context),
        id="n1",
        now=minute(9),
        context=context,
        meeting_id="m1",
        agenda_item_id="a1",
        label=found.label(minute(9)),
    )
    assert command is not None
    run(workspace, command)
    (row,) = workspace.read_here(lambda reader: stream(reader, "m1"))
    assert (row.title, row.label) == ("When do buses leave?", "clarifying")
    kept = workspace.read_here(lambda reader: reader.get(NOUN["note"], "n1"))
    assert cast(Captured, kept).label == "clarifying"
    one = workspace.read_here(lambda reader: item(reader, Ref("note", "n1")))
    assert one is not None
    assert (one.label, one.for_brief, one.pinned) == ("clarifying", False, False)
    table, whole = tmp_path / "notes.csv", tmp_path / "all.json"
    query = ListQuery("note")
    workspace.read_here(lambda reader: export_list(reader, table, query))
    workspace.read_here(lambda reader: export_json(reader, whole, TEN, Wish()))
    assert "clarifying" in table.read_text(encoding="utf-8-sig")
    assert "clarifying" in whole.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("title", "action"),
    [
        ("Show hands", "fist"),
        ("Show hands again", "fist"),
        ("Place dots", "dot_vote"),
        ("Look at the order", ""),
        ("Hear those below 3", ""),
        ("Clarifying questions", ""),
        ("Hand it over", ""),
    ],
)
def test_steps_that_ask_for_a_vote_say_which(title: str, action: str) -> None:
    assert service.vote_of(Step(title, 60)) == action


def test_moments_are_kept_to_the_millisecond() -> None:
    exact = datetime(2026, 11, 17, 10, 0, 0, 123_000, tzinfo=UTC)
    command = service.start_run(
        CONSULTANCY, id="r", meeting_id="m", agenda_item_id=None, roles={}, now=exact
    )
    assert isinstance(command, LogRecords)
    found = service.read_run(cast(ProtocolRun, command.records[0]))
    assert found is not None
    assert found.began == (exact,)
