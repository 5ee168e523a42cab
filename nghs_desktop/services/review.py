"""What a meeting lacks before it ends: the rows of the review page, and the command that ends it.

Worked out anew each time from what is kept, so that what was filled in is gone and what was undone is
back. Queries; nothing is written here and no screen comes in.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.commands import AmendRecords, Command, Ref, Together, WriteOutcome
from nghs_desktop.domain.commitments import Commitment, CommitmentStatus
from nghs_desktop.domain.decisions import Decision, DecisionStatus
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.meetings import (
    AgendaItem,
    AgendaState,
    Meeting,
    MeetingState,
    Parked,
)
from nghs_desktop.domain.nouns import BARRIER, COMMITMENT, FOCUS, NOUN, PRACTICE, Noun, show_number
from nghs_desktop.domain.presence import present
from nghs_desktop.domain.records import Captured
from nghs_desktop.domain.spoken import spoken_list
from nghs_desktop.services.attendance import end_stays
from nghs_desktop.services.capture import next_meeting
from nghs_desktop.services.queries import agenda, levers
from nghs_desktop.services.room import room_state, stays
from nghs_desktop.services.votes import open_vote, vote_record
from nghs_desktop.storage.reader import Reader

MOST_LEVERS = 3
"""How many levers have a key of their own."""


class Lack(Word):
    """One thing that is missing; the label is what the key's word says."""

    LEVER = "lever", "Lever"
    OWNER = "owner", "Owner"
    DUE = "due", "Date"
    OUTCOME = "outcome", "Outcome"
    END = "end", "End"


class Part(Word):
    """The parts of the review, in its order."""

    VOTES = "votes", "Votes and decisions"
    COMMITMENTS = "commitments", "Who will do what"
    ITEMS = "items", "What was said"
    PARKED = "parked", "Parked for later"
    AGENDA = "agenda", "Agenda items that were not finished"
    PEOPLE = "people", "People"


@frozen
class ReviewRow:
    """One thing that lacks something. `facts` say what it has, or what is to be settled.

    `can_close` is for an open vote whose count may be closed as it stands.
    """

    ref: Ref
    part: Part
    title: str
    lacks: tuple[Lack, ...]
    code: str = ""
    facts: str = ""
    can_close: bool = False


@frozen
class Review:
    """A meeting with all that it lacks, the levers that have keys, the group's next meeting."""

    meeting: Meeting
    rows: tuple[ReviewRow, ...] = ()
    levers: tuple[Lever, ...] = ()
    next_meeting: date | None = None

    @property
    def is_over(self) -> bool:
        """Tell whether the meeting has ended."""
        return self.meeting.state is MeetingState.ENDED


_NEEDS: tuple[tuple[Noun, Part, tuple[tuple[Lack, str], ...]], ...] = (
    (
        COMMITMENT,
        Part.COMMITMENTS,
        ((Lack.OWNER, "owner_id"), (Lack.DUE, "due")),
    ),
    (
        BARRIER,
        Part.ITEMS,
        ((Lack.LEVER, "lever_id"), (Lack.OWNER, "owner_id"), (Lack.DUE, "due")),
    ),
    (PRACTICE, Part.ITEMS, ((Lack.LEVER, "lever_id"), (Lack.OWNER, "owner_id"))),
    (FOCUS, Part.ITEMS, ((Lack.LEVER, "lever_id"),)),
)
"""What an item of a kind should have when its meeting ends; notes and recognitions need nothing."""


def review(reader: Reader, meeting_id: str, now: datetime) -> Review:
    """Return what a meeting lacks now. Raises UserError where there is no such meeting."""
    meeting = cast(Meeting | None, reader.get(NOUN["meeting"], meeting_id))
    if meeting is None or meeting.deleted:
        raise UserError("This meeting is no longer in the workspace.", "Look for it in the Trash.")
    rows = [
        *_votes(reader, meeting, now),
        *_items(reader, meeting),
        *_parked(reader, meeting),
        *_agenda(reader, meeting),
        *_people(reader, meeting, now),
    ]
    order = list(Part)
    rows.sort(key=lambda row: order.index(row.part))
    following = next_meeting(reader, meeting.group_id or "", meeting_id, now=now)
    return Review(meeting, tuple(rows), levers(reader)[:MOST_LEVERS], following)


def vote_moment(meeting: Meeting, now: datetime) -> datetime:
    """Return when an open vote of a meeting is counted: now, or in its very last moment.

    At the end itself everybody has left: a stay does not hold its last moment.
    """
    if meeting.ended_at is None or now < meeting.ended_at:
        return now
    return meeting.ended_at - timedelta(milliseconds=1)


def ending(reader: Reader, meeting_id: str, at: datetime) -> Command:
    """Return what ends a meeting as one step: the item that runs, everybody's time, the meeting.

    Raises UserError where it has not begun, or has ended.
    """
    meeting = cast(Meeting | None, reader.get(NOUN["meeting"], meeting_id))
    if meeting is None or meeting.deleted or meeting.state is not MeetingState.IN_PROGRESS:
        raise UserError("This meeting is not running.", "Nothing was changed.")
    label = "end meeting"
    running = tuple(
        Ref("agenda_item", item.id)
        for item in agenda(reader, meeting_id)
        if item.state is AgendaState.OPEN
    )
    closed = {"state": AgendaState.DISCUSSED, "closed_at": at}
    commands: list[Command] = [AmendRecords(running, closed, label=label)] if running else []
    state = room_state(reader, meeting_id)
    if state is not None:
        commands += end_stays(state, at)
    ended = {"state": MeetingState.ENDED, "ended_at": at, "paused_at": None}
    commands.append(AmendRecords((Ref("meeting", meeting_id),), ended, label=label))
    return Together(tuple(commands), label)


def all_left(reader: Reader, meeting_id: str, at: datetime) -> Command | None:
    """Return what notes that everybody who is still here left now; None where nobody is."""
    state = room_state(reader, meeting_id)
    commands = end_stays(state, at) if state is not None else ()
    return Together(commands, "note that everybody left") if commands else None


def outcome_of(reader: Reader, decision_id: str, words: str) -> Command:
    """Return what keeps the outcome of a decision: the vote's own way, or the record's.

    Raises UserError where the decision is gone.
    """
    decision = cast(Decision | None, reader.get(NOUN["decision"], decision_id))
    if decision is None or decision.deleted:
        raise UserError("This decision is no longer in the workspace.", "Nothing was changed.")
    if decision.rule:
        return WriteOutcome(decision_id, words)
    values = {"outcome": words.strip(), "status": DecisionStatus.OUTCOME_WRITTEN}
    return AmendRecords((Ref("decision", decision_id),), values, label="write the outcome")


def _votes(reader: Reader, meeting: Meeting, now: datetime) -> list[ReviewRow]:
    noun = NOUN["decision"]
    found = reader.records(
        noun,
        "WHERE r.meeting_id = ? AND r.deleted = 0 ORDER BY coalesce(r.opened_at, r.heard_at), r.id",
        (meeting.id,),
    )
    opened = open_vote(reader, meeting.id)
    rows = []
    for one in cast(list[Decision], found):
        code = show_number(noun, one.number)
        if opened is not None and one.id == opened.id:
            vote = vote_record(reader, one.id, at=vote_moment(meeting, now))
            said = vote.public.words if vote is not None else ""
            facts = f"The vote is open. {said}".strip()
            can_close = vote is not None and vote.may_close
            ref = Ref("decision", one.id)
            rows.append(ReviewRow(ref, Part.VOTES, one.title, (Lack.END,), code, facts, can_close))
        elif not one.outcome.strip() and _is_taken(one):
            facts = one.words or "It has no outcome in words yet."
            lacks = (Lack.OUTCOME,)
            rows.append(
                ReviewRow(Ref("decision", one.id), Part.VOTES, one.title, lacks, code, facts)
            )
    return rows


def _is_taken(decision: Decision) -> bool:
    """Whether somebody should write what came of it: closed, or agreed without a vote."""
    if decision.rule:
        return decision.status is DecisionStatus.CLOSED
    return decision.status in (DecisionStatus.DRAFTED, DecisionStatus.CLOSED)


def _items(reader: Reader, meeting: Meeting) -> list[ReviewRow]:
    names = _names(reader)
    rows = []
    for noun, part, needs in _NEEDS:
        found = reader.records(
            noun,
            "WHERE r.meeting_id = ? AND r.deleted = 0 ORDER BY r.heard_at, r.id",
            (meeting.id,),
        )
        for one in cast(list[Captured], found):
            lacks = tuple(lack for lack, name in needs if not getattr(one, name))
            if not lacks or _is_done(one):
                continue
            code = show_number(noun, one.number)
            ref = Ref(noun.name, one.id)
            rows.append(ReviewRow(ref, part, one.title, lacks, code, _has(one, noun, names)))
    return rows


def _is_done(record: Captured) -> bool:
    over = (CommitmentStatus.DONE, CommitmentStatus.VERIFIED, CommitmentStatus.DROPPED)
    return isinstance(record, Commitment) and record.status in over


def _has(record: Captured, noun: Noun, names: dict[str, str]) -> str:
    facts = [noun.label, names.get(record.lever_id or "", "")]
    facts.append(names.get(record.owner_id or "", ""))
    return " · ".join(filter(None, facts))


def _parked(reader: Reader, meeting: Meeting) -> list[ReviewRow]:
    found = reader.records(
        NOUN["parked"],
        "WHERE r.meeting_id = ? AND r.deleted = 0 AND r.settled = 0 ORDER BY r.created_at, r.id",
        (meeting.id,),
    )
    names = _names(reader)
    rows = []
    for one in cast(list[Parked], found):
        needs = ((Lack.OWNER, one.owner_id), (Lack.DUE, one.revisit_on))
        lacks = tuple(lack for lack, value in needs if not value)
        if lacks:
            facts = names.get(one.owner_id or "", "") or "Who brings it back, and when?"
            ref = Ref("parked", one.id)
            rows.append(ReviewRow(ref, Part.PARKED, one.title, lacks, facts=facts))
    return rows


def _agenda(reader: Reader, meeting: Meeting) -> list[ReviewRow]:
    if meeting.state not in (MeetingState.IN_PROGRESS, MeetingState.ENDED):
        return []
    waiting = (AgendaState.PLANNED, AgendaState.OPEN)
    return [
        ReviewRow(
            Ref("agenda_item", item.id), Part.AGENDA, item.title, (Lack.END,), facts=_planned(item)
        )
        for item in agenda(reader, meeting.id)
        if item.state in waiting
    ]


def _planned(item: AgendaItem) -> str:
    if item.state is AgendaState.OPEN:
        return "It runs now. Ending the meeting ends it as discussed."
    return "Not opened. It comes back if it is left."


def _people(reader: Reader, meeting: Meeting, now: datetime) -> list[ReviewRow]:
    if meeting.state is MeetingState.PUBLISHED or meeting.started_at is None:
        return []
    at = meeting.ended_at or now
    lasting = {stay.person_id for stay in stays(reader, meeting) if stay.until is None}
    here = present(stays(reader, meeting), at) & lasting
    if not here:
        return []
    names = _names(reader)
    known = sorted(filter(None, (names.get(id, "") for id in here)))
    count = "1 person is" if len(here) == 1 else f"{len(here)} people are"
    title = f"{count} still noted as here"
    ref = Ref("meeting", meeting.id)
    return [ReviewRow(ref, Part.PEOPLE, title, (Lack.END,), facts=spoken_list(known))]


def _names(reader: Reader) -> dict[str, str]:
    rows: list[tuple[Any, ...]] = reader.rows("SELECT id, name FROM person")
    rows += reader.rows("SELECT id, name FROM lever")
    return dict(rows)
