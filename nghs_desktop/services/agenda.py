"""What comes back to a meeting, what is parked, how a topic went: read from history, never copied.

`coming_back` reads, `put_on_agenda` makes the one command that puts references on the agenda. Its
keys come from meeting and topic, so that doing it twice does it once. Queries, as in `queries`; no
screen. An agenda item of older files that has no topic counts as a topic of its own; it gets the
record when it comes back for the first time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import cast

from nghs_desktop.base.ids import same_id
from nghs_desktop.domain.carry_over import (
    Appearance,
    HeldMeeting,
    OpenWork,
    Returning,
    new_recurring,
    parked_back,
    returning,
)
from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Ref, Together
from nghs_desktop.domain.meetings import (
    AgendaItem,
    AgendaState,
    Meeting,
    MeetingState,
    Parked,
    Purpose,
    Topic,
)
from nghs_desktop.domain.nouns import CAPTURED, COMMITMENT, DECISION, NOUN
from nghs_desktop.domain.ordering import place_between
from nghs_desktop.domain.records import Kept
from nghs_desktop.domain.series import zone_of
from nghs_desktop.services.lists import select_items, to_items
from nghs_desktop.services.meetings import carried_over, names_of
from nghs_desktop.services.rows import ItemRow
from nghs_desktop.storage.reader import Reader

OWED_MINUTES = 10
"""What looking at the commitments of before is given at first."""

_MOST_CAME = 40


@dataclass(frozen=True, slots=True)
class Back:
    """A topic that comes back, and the item it last stood in. `kept` is False before it has a record."""

    returning: Returning
    topic: Topic
    last: AgendaItem
    kept: bool = True


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """Something parked, with its owner's name and the meeting it was parked in.

    `topic_id` is the topic it is of or becomes; `due` says that its day has come.
    """

    parked: Parked
    owner: str = ""
    meeting: str = ""
    topic_id: str = ""
    due: bool = False
    on_agenda: bool = False


@dataclass(frozen=True, slots=True)
class ComingBack:
    """All that a meeting may take up again."""

    meeting: Meeting
    topics: tuple[Back, ...] = ()
    fresh: tuple[Topic, ...] = ()
    parked: tuple[ParkedRow, ...] = ()
    owed: tuple[ItemRow, ...] = ()
    owed_on_agenda: bool = False
    last_place: str = ""
    first_place: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to put on the agenda."""
        return (
            all(back.returning.on_agenda for back in self.topics)
            and not self.fresh
            and all(row.on_agenda for row in self.due)
            and (self.owed_on_agenda or not self.owed)
        )

    @property
    def due(self) -> tuple[ParkedRow, ...]:
        """What was parked and is due by this meeting."""
        return tuple(row for row in self.parked if row.due)


@dataclass(frozen=True, slots=True)
class Stood:
    """A topic at one meeting."""

    meeting: Meeting
    item: AgendaItem


@dataclass(frozen=True, slots=True)
class TopicStory:
    """Where a topic stood, oldest first, and what came of it, newest first."""

    topic: Topic
    stood: tuple[Stood, ...] = ()
    came: tuple[ItemRow, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def coming_back(reader: Reader, meeting_id: str, now: datetime) -> ComingBack | None:
    """Return what comes back to a meeting as things stand now, or None where there is no meeting."""
    found = reader.get(NOUN["meeting"], meeting_id)
    if found is None or found.deleted:
        return None
    return coming_back_to(reader, cast(Meeting, found), now)


def coming_back_to(reader: Reader, meeting: Meeting, now: datetime) -> ComingBack:
    """Return what comes back to a meeting, which may be one that is about to be made."""
    meeting_id, group = meeting.id, meeting.group_id or ""
    held = _meetings(reader, group)
    items = _items(reader, group)
    kept = {topic.id: topic for topic in _topics(reader, group)}
    topics = dict(kept)
    last: dict[str, AgendaItem] = {}
    shown: list[Appearance] = []
    passed = {one.id for one in held if _is_passed(one, now)} | {meeting_id}
    for item in items:
        if item.meeting_id not in passed:
            continue
        topic = topic_of(item, group)
        topics.setdefault(topic.id, topic)
        if item.deleted == Kept.LIVE or item.meeting_id == meeting_id:
            state = AgendaState.WITHDRAWN if item.deleted else item.state
            shown.append(Appearance(item.meeting_id or "", topic.id, state))
        if not item.deleted and item.meeting_id != meeting_id:
            last[topic.id] = item  # items come in the order of their meetings
    coming = _held(meeting, now)
    before = [_held(one, now) for one in held if one.id in passed]
    back = returning(before, topics.values(), shown, _open_work(reader, group), next_meeting=coming)
    here = [item for item in items if item.meeting_id == meeting_id and not item.deleted]
    on_agenda = {one.topic_id for one in shown if one.meeting_id == meeting_id}
    owed = carried_over(reader, group, meeting_id)
    places = sorted(item.position for item in here)
    owed_topic = owed_topic_id(group)
    return ComingBack(
        meeting,
        tuple(
            Back(one, topics[one.topic_id], last[one.topic_id], one.topic_id in kept)
            for one in back
            if one.topic_id != owed_topic
        ),
        tuple(
            topic for topic in new_recurring(kept.values(), shown, coming) if topic.id != owed_topic
        ),
        parking_lot(reader, group, coming, on_agenda),
        owed,
        owed_topic in on_agenda,
        places[-1] if places else "",
        places[0] if places else "",
    )


def put_on_agenda(
    back: ComingBack,
    *,
    topics: Iterable[Back] = (),
    fresh: Iterable[Topic] = (),
    parked: Iterable[ParkedRow] = (),
    owed: bool = False,
    label: str = "put on agenda",
) -> Command | None:
    """Return the one command that puts these on the meeting's agenda; None when all are there.

    What was taken off the agenda by hand comes back only where it is asked for here by itself.
    """
    meeting, place = back.meeting, back.last_place
    made: list[Topic | AgendaItem] = []
    amended: list[Command] = []
    if owed and not back.owed_on_agenda:
        topic, first = owed_topic(meeting.group_id or ""), place_between("", back.first_place)
        made += [topic, item_of(meeting, topic, first)]
        place = place or first
    for one in topics:
        if one.returning.on_agenda:
            continue
        if not one.kept:
            made.append(one.topic)
            amended.append(
                AmendRecords((Ref("agenda_item", one.last.id),), {"topic_id": one.topic.id})
            )
        place = place_between(place, "")
        made.append(_again(meeting, one.topic, place, one.last))
    for topic in fresh:
        place = place_between(place, "")
        made.append(item_of(meeting, topic, place))
    for row in parked:
        if row.on_agenda:
            continue
        topic = parked_topic(row)
        place = place_between(place, "")
        made += [topic, item_of(meeting, topic, place)]
    if not made:
        return None
    log = LogRecords(tuple(made), label=label)
    return Together((log, *amended), label) if amended else log


def put_all_on_agenda(back: ComingBack) -> Command | None:
    """Return the one command that puts all that comes back on the agenda; None when it is there."""
    return put_on_agenda(
        back,
        topics=back.topics,
        fresh=back.fresh,
        parked=back.due,
        owed=bool(back.owed),
        label="put what comes back on the agenda",
    )


def put_back(back: ComingBack, topic_id: str, reader: Reader) -> Command | None:
    """Return the command that puts a topic back that was taken off this agenda by hand."""
    found = [
        item
        for item in _items(reader, back.meeting.group_id or "")
        if item.meeting_id == back.meeting.id
        and topic_of(item, back.meeting.group_id or "").id == topic_id
    ]
    if not found:
        return None
    item = found[-1]
    values = {"state": AgendaState.PLANNED, "deleted": int(Kept.LIVE)}
    if item.state is not AgendaState.WITHDRAWN and not item.deleted:
        return None
    return AmendRecords((Ref("agenda_item", item.id),), values, label="put back on agenda")


def topic_of(item: AgendaItem, group_id: str) -> Topic:
    """Return the topic of an item that has none yet, or a stand-in with the key of the one it has."""
    return Topic(
        id=item.topic_id or same_id("topic", item.id),
        title=item.title,
        group_id=group_id or None,
        purpose=item.purpose,
        planned_minutes=item.planned_minutes,
        presenter_id=item.presenter_id,
    )


def item_of(meeting: Meeting, topic: Topic, position: str) -> AgendaItem:
    """Return the item a topic is at a meeting; its key is theirs alone."""
    return AgendaItem(
        id=same_id("agenda_item", meeting.id, topic.id),
        meeting_id=meeting.id,
        topic_id=topic.id,
        title=topic.title,
        purpose=topic.purpose,
        planned_minutes=topic.planned_minutes,
        presenter_id=topic.presenter_id,
        position=position,
    )


def _again(meeting: Meeting, topic: Topic, position: str, last: AgendaItem) -> AgendaItem:
    return replace(
        item_of(meeting, topic, position),
        section=last.section,
        captures=last.captures,
        protocol_id=last.protocol_id,
        planned_minutes=topic.planned_minutes or last.planned_minutes,
    )


def owed_topic_id(group_id: str) -> str:
    """Return the key of a group's topic of commitments from before."""
    return same_id("topic", "owed", group_id)


def owed_topic(group_id: str) -> Topic:
    """Return a group's topic of commitments from before: it opens a meeting that has any."""
    return Topic(
        id=owed_topic_id(group_id),
        title="Commitments from last time",
        group_id=group_id or None,
        purpose=Purpose.INFORM,
        planned_minutes=OWED_MINUTES,
    )


# -- the parking lot -----------------------------------------------------------------------------
def park(
    title: str,
    *,
    id: str,
    today: date,
    meeting: Meeting | None,
    item: AgendaItem | None = None,
    owner_id: str | None = None,
    revisit_on: date | None = None,
    details: str = "",
) -> Parked:
    """Return something set aside; owner and day may be filled in later."""
    return Parked(
        id=id,
        title=title,
        details=details,
        group_id=meeting.group_id if meeting is not None else None,
        meeting_id=meeting.id if meeting is not None else None,
        agenda_item_id=item.id if item is not None else None,
        owner_id=owner_id,
        parked_on=today,
        revisit_on=revisit_on,
    )


def parking_lot(
    reader: Reader,
    group_id: str,
    coming: HeldMeeting | None = None,
    on_agenda: frozenset[str] | set[str] = frozenset(),
) -> tuple[ParkedRow, ...]:
    """Return what a group has parked and not settled: due ones first, then by day."""
    records = reader.records(
        NOUN["parked"],
        "WHERE r.deleted = 0 AND r.settled = 0 AND coalesce(r.group_id, '') = ? "
        "ORDER BY r.revisit_on IS NULL, r.revisit_on, r.id",
        (group_id,),
    )
    found = cast(list[Parked], records)
    owners = names_of(reader, "person", (one.owner_id for one in found))
    meetings = names_of(reader, "meeting", (one.meeting_id for one in found))
    items = {
        item.id: topic_of(item, group_id).id
        for item in _by_key(reader, (one.agenda_item_id for one in found))
    }
    due = {one.id for one in parked_back(found, coming)} if coming is not None else set()
    rows = []
    for one in found:
        topic = items.get(one.agenda_item_id or "") or same_id("topic", one.id)
        rows.append(
            ParkedRow(
                one,
                owners.get(one.owner_id or "", ""),
                meetings.get(one.meeting_id or "", ""),
                topic,
                one.id in due,
                topic in on_agenda,
            )
        )
    return tuple(sorted(rows, key=lambda row: not row.due))


def parked_topic(row: ParkedRow) -> Topic:
    """Return the topic a parked thing is of, or becomes."""
    one = row.parked
    return Topic(
        id=row.topic_id,
        title=one.title,
        group_id=one.group_id,
        presenter_id=one.owner_id,
        planned_minutes=OWED_MINUTES,
        details=one.details,
    )


# -- one topic -----------------------------------------------------------------------------------
def topic_story(reader: Reader, agenda_item_id: str) -> TopicStory | None:
    """Return how the topic of an agenda item went so far: where it stood and what came of it."""
    found = reader.get(NOUN["agenda_item"], agenda_item_id)
    if found is None:
        return None
    item = cast(AgendaItem, found)
    topic = topic_of(item, "")
    items = [item]
    if item.topic_id:
        record = reader.get(NOUN["topic"], item.topic_id)
        topic = cast(Topic, record) if record is not None else topic
        records = reader.records(
            NOUN["agenda_item"], "WHERE r.topic_id = ? AND r.deleted = 0", (item.topic_id,)
        )
        items = cast(list[AgendaItem], records)
    meetings = {one.id: one for one in _meetings_by_key(reader, (one.meeting_id for one in items))}
    stood = [Stood(meetings[one.meeting_id], one) for one in items if one.meeting_id in meetings]
    stood.sort(key=lambda one: (str(one.meeting.starts_at or ""), one.meeting.id))
    keys = [one.id for one in items]
    marks = ", ".join("?" * len(keys))
    came: list[ItemRow] = []
    for noun in CAPTURED:
        came += to_items(
            reader.rows(
                f"{select_items(noun)} WHERE r.deleted = 0 AND r.agenda_item_id IN ({marks}) "
                f"ORDER BY r.heard_at DESC LIMIT {_MOST_CAME}",
                keys,
            )
        )
    came.sort(key=lambda row: str(row.heard_at or ""), reverse=True)
    names = names_of(reader, "person", [topic.presenter_id])
    return TopicStory(topic, tuple(stood), tuple(came), names)


# -- reading -------------------------------------------------------------------------------------
def _meetings(reader: Reader, group_id: str) -> list[Meeting]:
    records = reader.records(
        NOUN["meeting"],
        "WHERE r.deleted = 0 AND r.group_id = ? ORDER BY r.starts_at, r.id",
        (group_id,),
    )
    return cast(list[Meeting], records)


def _items(reader: Reader, group_id: str) -> list[AgendaItem]:
    """Return the agenda items of a group's meetings, those in the Trash too, meeting by meeting."""
    records = reader.records(
        NOUN["agenda_item"],
        "JOIN meeting m ON m.id = r.meeting_id WHERE m.group_id = ? AND m.deleted = 0 "
        f"AND r.deleted <> {int(Kept.GONE)} ORDER BY m.starts_at, m.id, r.position, r.id",
        (group_id,),
    )
    return cast(list[AgendaItem], records)


def _topics(reader: Reader, group_id: str) -> list[Topic]:
    records = reader.records(
        NOUN["topic"], "WHERE r.deleted = 0 AND r.group_id = ? ORDER BY r.id", (group_id,)
    )
    return cast(list[Topic], records)


def _by_key(reader: Reader, keys: Iterable[str | None]) -> list[AgendaItem]:
    wanted = sorted({key for key in keys if key})
    marks = ", ".join("?" * len(wanted))
    records = reader.records(NOUN["agenda_item"], f"WHERE r.id IN ({marks})", wanted)
    return cast(list[AgendaItem], records)


def _meetings_by_key(reader: Reader, keys: Iterable[str | None]) -> list[Meeting]:
    wanted = sorted({key for key in keys if key})
    marks = ", ".join("?" * len(wanted))
    records = reader.records(NOUN["meeting"], f"WHERE r.deleted = 0 AND r.id IN ({marks})", wanted)
    return cast(list[Meeting], records)


def _open_work(reader: Reader, group_id: str) -> list[OpenWork]:
    work: list[OpenWork] = []
    for noun, decision in ((COMMITMENT, False), (DECISION, True)):
        marks = ", ".join("?" * len(noun.finished))
        rows = reader.rows(
            f"SELECT DISTINCT a.id, coalesce(a.topic_id, '') FROM {noun.name} r "
            "JOIN agenda_item a ON a.id = r.agenda_item_id JOIN meeting m ON m.id = a.meeting_id "
            f"WHERE r.deleted = 0 AND m.group_id = ? AND r.status NOT IN ({marks})",
            (group_id, *map(str, noun.finished)),
        )
        work += [OpenWork(topic or same_id("topic", item), decision) for item, topic in rows]
    return work


def _is_passed(meeting: Meeting, now: datetime) -> bool:
    """Whether a meeting was held, is on, or its hour is over: what it left undone comes back."""
    if meeting.state in (MeetingState.IN_PROGRESS, MeetingState.ENDED):
        return True
    return meeting.starts_at is not None and meeting.starts_at < now


def _held(meeting: Meeting, now: datetime) -> HeldMeeting:
    moment = meeting.starts_at or meeting.started_at or now
    return HeldMeeting(
        meeting.id, moment.astimezone(zone_of(meeting.zone)).date(), meeting.series_id
    )
