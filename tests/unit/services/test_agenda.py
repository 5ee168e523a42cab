"""What comes back to a meeting, what is parked, and meetings made from a series, through the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.carry_over import Reason, words
from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Ref, TrashRecords, Undo
from nghs_desktop.domain.commitments import Commitment, CommitmentStatus
from nghs_desktop.domain.decisions import Decision, DecisionStatus
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import (
    AgendaItem,
    AgendaState,
    Meeting,
    MeetingSeries,
    MeetingState,
    Parked,
    Rhythm,
    Topic,
)
from nghs_desktop.domain.people import Person
from nghs_desktop.services.agenda import (
    ComingBack,
    coming_back,
    owed_topic_id,
    park,
    put_all_on_agenda,
    put_back,
    put_on_agenda,
    topic_story,
)
from nghs_desktop.services.api import Content, Workspace, agenda
from nghs_desktop.services.meetings import first_minutes
from nghs_desktop.services.series import (
    SeriesRow,
    end_series,
    group_series,
    leave_out,
    make_meetings,
    make_next,
    meeting_choice,
    take_in,
)

TEN = datetime(2026, 11, 17, 10, 0, tzinfo=UTC)
OPEN, DISCUSSED = AgendaState.OPEN, AgendaState.DISCUSSED
DEFERRED, WITHDRAWN = AgendaState.DEFERRED, AgendaState.WITHDRAWN


class Desk:
    """A workspace and the words to fill it."""

    def __init__(self, path: Path) -> None:
        self.now = TEN
        self.workspace = Workspace.prepare(
            path, clock=lambda: self.now, actor="Dana Reyes", content=Content.STARTER
        )
        self.workspace.start().result()
        self.group = ""
        self.fresh_group()

    def fresh_group(self) -> None:
        self.group = new_id()
        self.log(WorkGroup(id=self.group, name="Group"))

    def run(self, command: Command | None) -> Any:
        assert command is not None
        return self.workspace.run(command).result()

    def log(self, *records: Any) -> None:
        self.run(LogRecords(records))

    def meeting(self, week: int, *, ended: bool = True, **more: Any) -> Meeting:
        made = Meeting(
            id=new_id(),
            title=f"Week {week}",
            group_id=self.group,
            starts_at=TEN + timedelta(weeks=week),
            state=MeetingState.ENDED if ended else MeetingState.DRAFT,
            **more,
        )
        self.log(made)
        return made

    def item(self, meeting: Meeting, topic: str | None, state: AgendaState, **more: Any) -> str:
        made = AgendaItem(
            id=new_id(), meeting_id=meeting.id, topic_id=topic, title="Buses", state=state, **more
        )
        self.log(made)
        return made.id

    def back(self, meeting: Meeting) -> ComingBack:
        found = self.workspace.read_here(lambda r: coming_back(r, meeting.id, self.now))
        assert found is not None
        return found

    def agenda(self, meeting: Meeting) -> list[str]:
        items = self.workspace.read_here(lambda r: agenda(r, meeting.id))
        return [item.title for item in items]

    def rows(self) -> tuple[SeriesRow, ...]:
        return self.workspace.read_here(lambda r: group_series(r, self.group, self.now))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("agenda")


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    path = folder / f"{new_id()}.nghs"
    made = Desk(path)
    yield made
    made.workspace.close()


# -- carry-over ------------------------------------------------------------------------------
def test_what_was_not_discussed_comes_back_with_its_age(desk: Desk) -> None:
    first, second = desk.meeting(-8), desk.meeting(-4)
    topic = new_id()
    desk.log(Topic(id=topic, title="Buses", group_id=desk.group))
    desk.item(first, topic, DEFERRED)
    desk.item(second, topic, AgendaState.PLANNED)
    coming = desk.meeting(1, ended=False)
    (back,) = desk.back(coming).topics
    assert words(back.returning) == "3rd meeting; not discussed; first on 22 September 2026"
    desk.run(put_all_on_agenda(desk.back(coming)))
    assert desk.agenda(coming) == ["Buses"]
    assert put_all_on_agenda(desk.back(coming)) is None


def test_an_item_of_an_older_file_gets_its_topic_when_it_comes_back(desk: Desk) -> None:
    first = desk.meeting(-4)
    old = desk.item(first, None, DEFERRED, planned_minutes=15, section="Morning")
    coming = desk.meeting(1, ended=False)
    desk.run(put_all_on_agenda(desk.back(coming)))
    story = desk.workspace.read_here(lambda r: topic_story(r, old))
    assert story is not None
    assert [one.meeting.id for one in story.stood] == [first.id, coming.id]
    assert [one.item.section for one in story.stood] == ["Morning", "Morning"]
    desk.run(Undo())
    assert desk.agenda(coming) == []
    assert len(desk.back(coming).topics) == 1


def test_open_actions_and_decisions_bring_a_topic_back_until_they_are_done(desk: Desk) -> None:
    first, topic = desk.meeting(-4), new_id()
    desk.log(Topic(id=topic, title="Buses", group_id=desk.group))
    item = desk.item(first, topic, DISCUSSED)
    place: dict[str, Any] = {"group_id": desk.group, "meeting_id": first.id, "agenda_item_id": item}
    owed, decision = new_id(), new_id()
    desk.log(
        Commitment(id=owed, title="Write", **place), Decision(id=decision, title="Send?", **place)
    )
    coming = desk.meeting(1, ended=False)
    (back,) = desk.back(coming).topics
    assert back.returning.reasons == (Reason.OPEN_ACTION, Reason.OPEN_DECISION)
    story = desk.workspace.read_here(lambda r: topic_story(r, item))
    assert story is not None and {row.title for row in story.came} == {"Write", "Send?"}
    desk.run(AmendRecords((Ref("commitment", owed),), {"status": CommitmentStatus.DONE}))
    desk.run(AmendRecords((Ref("decision", decision),), {"status": DecisionStatus.CLOSED}))
    assert desk.back(coming).topics == ()


def test_what_was_taken_off_by_hand_stays_off_until_asked_for(desk: Desk) -> None:
    desk.item(desk.meeting(-4), None, DEFERRED)
    coming = desk.meeting(1, ended=False)
    desk.run(put_all_on_agenda(desk.back(coming)))
    (item,) = desk.workspace.read_here(lambda r: agenda(r, coming.id))
    desk.run(TrashRecords((Ref("agenda_item", item.id),)))
    back = desk.back(coming)
    assert put_all_on_agenda(back) is None and desk.agenda(coming) == []
    again = desk.workspace.read_here(lambda r: put_back(back, item.topic_id or "", r))
    desk.run(again)
    assert desk.agenda(coming) == ["Buses"]


def test_owed_commitments_open_the_agenda(desk: Desk) -> None:
    first = desk.meeting(-4)
    desk.log(Commitment(id=new_id(), title="Write", group_id=desk.group, meeting_id=first.id))
    coming = desk.meeting(1, ended=False)
    desk.item(coming, None, AgendaState.PLANNED, position="5")
    desk.run(put_all_on_agenda(desk.back(coming)))
    assert desk.agenda(coming) == ["Commitments from last time", "Buses"]
    items = desk.workspace.read_here(lambda r: agenda(r, coming.id))
    assert items[0].topic_id == owed_topic_id(desk.group)
    assert desk.back(coming).is_complete


def test_a_meeting_that_never_took_place_leaves_its_topics(desk: Desk) -> None:
    desk.item(desk.meeting(-1, ended=False), None, AgendaState.PLANNED)
    assert len(desk.back(desk.meeting(1, ended=False)).topics) == 1


def test_what_is_planned_for_a_later_meeting_is_not_left_over(desk: Desk) -> None:
    desk.item(desk.meeting(1, ended=False), None, AgendaState.PLANNED)
    assert desk.back(desk.meeting(2, ended=False)).topics == ()


# -- the parking lot -------------------------------------------------------------------------
def test_what_is_parked_comes_back_on_its_day_and_becomes_a_topic(desk: Desk) -> None:
    first, luis = desk.meeting(-4), new_id()
    desk.log(Person(id=luis, name="Luis Ortega"))
    later = park(
        "Late bus", id=new_id(), today=date(2026, 10, 20), meeting=first, owner_id=luis,
        revisit_on=date(2026, 12, 1),
    )  # fmt: skip
    desk.log(later)
    soon, after = desk.meeting(1, ended=False), desk.meeting(3, ended=False)
    assert [row.owner for row in desk.back(soon).parked] == ["Luis Ortega"]
    assert desk.back(soon).due == ()
    (row,) = desk.back(after).due
    assert (row.parked.title, row.meeting, row.on_agenda) == ("Late bus", "Week -4", False)
    desk.run(put_on_agenda(desk.back(after), parked=[row]))
    assert desk.agenda(after) == ["Late bus"]
    assert desk.back(after).due[0].on_agenda
    desk.run(AmendRecords((Ref("parked", later.id),), {"settled": True, "outcome": "Bus runs"}))
    assert desk.back(after).parked == ()


def test_a_parked_agenda_item_keeps_its_topic(desk: Desk) -> None:
    first, topic = desk.meeting(-4), new_id()
    desk.log(Topic(id=topic, title="Buses", group_id=desk.group))
    key = desk.item(first, topic, DISCUSSED)
    item = desk.workspace.read_here(lambda r: agenda(r, first.id))[0]
    assert item.id == key
    desk.log(park("Buses", id=new_id(), today=TEN.date(), meeting=first, item=item))
    coming = desk.meeting(1, ended=False)
    desk.run(put_all_on_agenda(desk.back(coming)))
    found = desk.workspace.read_here(lambda r: agenda(r, coming.id))
    assert [one.topic_id for one in found] == [topic]


# -- minutes ---------------------------------------------------------------------------------
def test_planned_minutes_are_known_after_more_were_given(desk: Desk) -> None:
    meeting = desk.meeting(0, ended=False)
    item = desk.item(meeting, None, AgendaState.PLANNED, planned_minutes=10)
    ref = (Ref("agenda_item", item),)
    desk.run(AmendRecords(ref, {"planned_minutes": 20}))
    desk.run(AmendRecords(ref, {"state": OPEN, "opened_at": TEN}))
    desk.run(AmendRecords(ref, {"planned_minutes": 25}))
    desk.run(AmendRecords(ref, {"planned_minutes": 30}))
    assert desk.workspace.read_here(lambda r: first_minutes(r, meeting.id)) == {item: 20}


# -- series ----------------------------------------------------------------------------------
def evenings(desk: Desk) -> MeetingSeries:
    made = MeetingSeries(
        id=new_id(),
        title="Evening group",
        group_id=desk.group,
        rhythm=Rhythm.TWO_WEEKS,
        first_day=date(2026, 11, 17),
        at="18:30",
        zone="America/Chicago",
        planned_minutes=90,
        place="Room 4",
    )
    desk.log(made)
    return made


def test_the_next_meetings_are_made_in_one_step_and_only_once(desk: Desk) -> None:
    evenings(desk)
    desk.log(Topic(id=new_id(), title="Welcome", group_id=desk.group, recurring=True))
    (row,) = desk.rows()
    assert row.to_make == (date(2026, 11, 17), date(2026, 12, 1), date(2026, 12, 15))
    desk.run(make_meetings(row))
    (again,) = desk.rows()
    assert make_meetings(again) is None
    made = [one.meeting for one in again.days if one.meeting is not None]
    assert made[0].title == "Evening group, 17 November"
    assert {(one.place, one.planned_minutes) for one in made} == {("Room 4", 90)}
    assert made[0].starts_at == datetime(2026, 11, 18, 0, 30, tzinfo=UTC)
    assert [desk.agenda(one) for one in made] == [["Welcome"]] * 3
    desk.run(make_meetings(row))  # asked twice, as by a double press
    choice = desk.workspace.read_here(lambda r: meeting_choice(r, desk.group, desk.now))
    assert len(choice.coming) == 3
    desk.run(Undo())
    assert desk.rows()[0].to_make == row.to_make


def test_the_first_meeting_made_gets_what_comes_back_in_the_same_step(desk: Desk) -> None:
    evenings(desk)
    desk.log(Topic(id=new_id(), title="Welcome", group_id=desk.group, recurring=True))
    first = desk.meeting(-4)
    desk.item(first, None, DEFERRED)
    desk.log(Commitment(id=new_id(), title="Write", group_id=desk.group, meeting_id=first.id))
    (row,) = desk.rows()
    desk.run(desk.workspace.read_here(lambda r: make_next(r, row, desk.now)))
    made = [one.meeting for one in desk.rows()[0].days if one.meeting is not None]
    assert [desk.agenda(one) for one in made] == [
        ["Commitments from last time", "Buses", "Welcome"],
        ["Welcome"],
        ["Welcome"],
    ]
    assert desk.back(made[0]).is_complete
    desk.run(Undo())
    assert desk.rows()[0].to_make == row.to_make


def test_what_comes_back_is_left_to_a_meeting_that_comes_before(desk: Desk) -> None:
    evenings(desk)
    desk.item(desk.meeting(-4), None, DEFERRED)
    desk.meeting(0, ended=False)
    (row,) = desk.rows()
    desk.run(desk.workspace.read_here(lambda r: make_next(r, row, desk.now)))
    made = [one.meeting for one in desk.rows()[0].days if one.meeting is not None]
    assert [desk.agenda(one) for one in made] == [[], [], []]


def test_a_day_is_skipped_with_its_meeting_and_held_after_all(desk: Desk) -> None:
    series = evenings(desk)
    desk.run(make_meetings(desk.rows()[0]))
    day = desk.rows()[0].days[1]
    desk.run(leave_out(series, day))
    row = desk.rows()[0]
    assert [one.left_out for one in row.days] == [False, True, False, False]
    assert row.to_make == (date(2026, 12, 29),)
    desk.run(take_in(row, day.day))
    assert [one.left_out for one in desk.rows()[0].days] == [False] * 3
    assert all(one.meeting is not None for one in desk.rows()[0].days)


def test_a_meeting_in_the_trash_is_not_made_again(desk: Desk) -> None:
    evenings(desk)
    desk.run(make_meetings(desk.rows()[0]))
    first = desk.rows()[0].days[0].meeting
    assert first is not None
    desk.run(TrashRecords((Ref("meeting", first.id),)))
    assert date(2026, 11, 17) not in desk.rows()[0].to_make


def test_an_ended_series_lets_its_later_meetings_go(desk: Desk) -> None:
    evenings(desk)
    desk.run(make_meetings(desk.rows()[0]))
    desk.run(end_series(desk.rows()[0], date(2026, 11, 18)))
    choice = desk.workspace.read_here(lambda r: meeting_choice(r, desk.group, desk.now))
    assert len(choice.coming) == 1


# -- always ----------------------------------------------------------------------------------
STATES = st.sampled_from(AgendaState)
HISTORY = (
    st.lists(  # which topic stood at which meeting, how it ended, whether it lies in the Trash
        st.tuples(st.integers(0, 4), st.integers(0, 4), STATES, st.booleans()), max_size=10
    )
)
WORK = st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=3)
PARKED = st.lists(st.one_of(st.none(), st.integers(-30, 30)), max_size=2)


@settings(max_examples=25)
@given(HISTORY, WORK, PARKED, st.sets(st.integers(0, 3)))
def test_preparing_twice_changes_nothing_and_what_was_taken_off_stays_off(
    desk: Desk,
    history: list[tuple[int, int, AgendaState, bool]],
    work: list[tuple[int, bool]],
    parked: list[int | None],
    taken_off: set[int],
) -> None:
    desk.fresh_group()
    topics = [
        Topic(id=new_id(), title=f"T{n}", group_id=desk.group, recurring=n == 0, closed=n == 1)
        for n in range(4)
    ]
    weeks = [desk.meeting(week) for week in (-12, -8, -4)]
    weeks += [desk.meeting(1, ended=False), desk.meeting(2, ended=False)]
    records: list[Any] = list(topics)
    items = []
    trashed = []
    for week, topic, state, in_trash in history:
        item = AgendaItem(
            id=new_id(),
            meeting_id=weeks[week].id,
            topic_id=topics[topic].id if topic < 4 else None,
            title=f"T{topic}",
            state=state,
        )
        items.append(item)
        trashed += [Ref("agenda_item", item.id)] if in_trash else []
    for which, decision in work:
        if items:
            where: dict[str, Any] = {
                "group_id": desk.group,
                "agenda_item_id": items[which % len(items)].id,
            }
            noun = Decision if decision else Commitment
            records.append(noun(id=new_id(), title="Open", **where))
    records += items
    for days in parked:
        day = TEN.date() + timedelta(days=days) if days is not None else None
        records.append(Parked(id=new_id(), title="P", group_id=desk.group, revisit_on=day))
    desk.log(*records)
    if trashed:
        desk.run(TrashRecords(tuple(trashed)))
    coming = weeks[3]
    before = desk.back(coming)
    command = put_all_on_agenda(before)
    if command is not None:
        desk.run(command)
        assert desk.run(command).changes.changes == ()
    after = desk.back(coming)
    assert after.is_complete and put_all_on_agenda(after) is None
    strip = [replace(back.returning, on_agenda=True) for back in before.topics]
    assert [replace(back.returning, on_agenda=True) for back in after.topics] == strip
    live = desk.workspace.read_here(lambda r: agenda(r, coming.id))
    own = [item.topic_id for item in live if item.topic_id and item.id not in {i.id for i in items}]
    assert len(own) == len(set(own))
    off = [item for number, item in enumerate(live) if number in taken_off]
    if off:
        values = {"state": WITHDRAWN}
        desk.run(AmendRecords(tuple(Ref("agenda_item", one.id) for one in off), values))
        assert put_all_on_agenda(desk.back(coming)) is None
