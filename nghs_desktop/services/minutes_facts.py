"""What happened in a meeting, gathered for its minutes: times, people, what was said and decided.

Fills the facts of the paper exactly and obeys the meeting's rule on names. Records that only one
person may see, and private notes, never come in. Queries; sentences are in `minutes_text`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any, cast

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.beside import beside
from nghs_desktop.domain.decision_rules import DecisionRule, from_snapshot
from nghs_desktop.domain.decisions import Decision
from nghs_desktop.domain.groups import MemberRole, WorkGroup
from nghs_desktop.domain.kept_minutes import MinutesState
from nghs_desktop.domain.meetings import (
    AgendaItem,
    AgendaState,
    Attribution,
    Meeting,
    MeetingSeries,
    MeetingState,
    Parked,
    Presence,
    Purpose,
)
from nghs_desktop.domain.minutes import short_seal
from nghs_desktop.domain.nouns import CAPTURED, NOUN, show_number
from nghs_desktop.domain.presence import Seat, Stay, attended, headcount, voting_room
from nghs_desktop.domain.quorum import Basis, quorum
from nghs_desktop.domain.records import Captured, Visibility
from nghs_desktop.domain.series import next_days, starts, zone_of
from nghs_desktop.domain.spoken import spoken_day, spoken_weekday
from nghs_desktop.reports.templates.minutes_paper import (
    MinutesAction,
    MinutesChange,
    MinutesDecision,
    MinutesFacts,
    MinutesItem,
    MinutesLine,
    MinutesPerson,
)
from nghs_desktop.services.minutes_life import (
    addenda_of,
    corrections_of,
    kept_of,
    life_of,
    verify,
)
from nghs_desktop.services.minutes_names import RULES, Body, Names
from nghs_desktop.services.minutes_votes import decision_facts
from nghs_desktop.services.queries import agenda
from nghs_desktop.services.review import vote_moment
from nghs_desktop.services.room import seats, stays
from nghs_desktop.services.votes import votes_of
from nghs_desktop.storage.reader import Reader

BESIDES = "Besides the agenda"
_MINUTE = timedelta(minutes=1)
_LATE = timedelta(minutes=2)
"""Who comes or goes within this of begin and end was there throughout."""


@frozen
class Held:
    """A meeting as it was held: the paper's facts, and what only the text says.

    `planned` are its planned hours in words; `deferred` and `withdrawn` are titles of what was not
    taken; `pulled` says of titles of the consent block who took them out. `approved` says by what.
    """

    facts: MinutesFacts
    planned: str = ""
    deferred: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    pulled: tuple[str, ...] = ()
    approved: str = ""
    names: Names = field(default_factory=lambda: Names(Attribution.NAMED))


def held_meeting(reader: Reader, meeting_id: str, zone: tzinfo | None, now: datetime) -> Held:
    """Return what happened in a meeting, up to now. Raises UserError where there is no such meeting.

    `zone` is this computer's, for a meeting that names no zone of its own.
    """
    found = cast(Meeting | None, reader.get(NOUN["meeting"], meeting_id))
    if found is None or found.deleted:
        raise UserError("This meeting is no longer in the workspace.", "Look for it in the Trash.")
    return _Gathering(reader, found, zone_of(found.zone) or zone, now).held()


class _Gathering:
    """Holds what everything is looked up in while the facts are gathered."""

    def __init__(
        self, reader: Reader, meeting: Meeting, zone: tzinfo | None, now: datetime
    ) -> None:
        self.reader, self.meeting, self.zone, self.now = reader, meeting, zone, now
        self.begun = meeting.started_at or meeting.starts_at
        ended = meeting.ended_at
        if ended is None and meeting.state is MeetingState.ENDED and self.begun:
            ended = self.begun + (meeting.planned_minutes or 0) * _MINUTE
        self.ended = ended
        self._last = vote_moment(meeting, now)
        self.roster = seats(reader, meeting)
        self.stays = stays(reader, meeting)
        self.items = agenda(reader, meeting.id)
        self.said = _said(reader, meeting.id)
        self.approved = ""
        self.names = Names(meeting.attribution, _bodies(reader, self.roster))

    def held(self) -> Held:
        meeting, names = self.meeting, self.names
        group = cast(WorkGroup | None, self._get("work_group", meeting.group_id))
        left_over = [item for item in self.items if self._is_left(item)]
        pulled = [item for item in self.items if _is_pulled(item)]
        people = self._people()
        facts = MinutesFacts(
            title=names.in_text(meeting.title),
            group=group.name if group is not None else "",
            starts=self._at(self.begun),
            ends=self._at(self.ended),
            place=meeting.place,
            chair=names.present(meeting.chair_id),
            facilitator=names.present(meeting.facilitator_id),
            recorder=names.present(meeting.recorder_id),
            names_rule=RULES[meeting.attribution],
            headcount=self._headcount(),
            quorum=self._quorum(group),
            present=people["present"],
            remote=people["remote"],
            excused=people["excused"],
            absent=people["absent"],
            items=self._items(),
            commitments=self._commitments(),
            parked=self._parked(),
            next_meeting=self._next(),
        )
        return Held(
            self._with_life(facts),
            self._planned(),
            tuple(names.in_text(item.title) for item in left_over),
            tuple(
                names.in_text(item.title)
                for item in self.items
                if item.state is AgendaState.WITHDRAWN
            ),
            tuple(self._pulled_words(item) for item in pulled),
            self.approved,
            Names(meeting.attribution, {id: names.people[id] for id in self._may_occur()}),
        )

    def _may_occur(self) -> set[str]:
        people = {seat.person_id for seat in self.roster}
        for record in self.said:
            people |= {record.said_by_id or "", record.owner_id or ""}
        return people & set(self.names.people)

    # -- times ---------------------------------------------------------------------------
    def _at(self, moment: datetime | None) -> datetime | None:
        return moment.astimezone(self.zone) if moment is not None else None

    def _clock(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%H:%M}"

    def _planned(self) -> str:
        meeting = self.meeting
        if meeting.starts_at is None:
            return ""
        start = self._clock(meeting.starts_at)
        if not meeting.planned_minutes:
            return start
        return f"{start} to {self._clock(meeting.starts_at + meeting.planned_minutes * _MINUTE)}"

    def _took(self, item: AgendaItem) -> str:
        planned = f"{item.planned_minutes} min planned" if item.planned_minutes else ""
        if item.opened_at is None or self._is_left(item):
            return planned
        until = item.closed_at or self.ended
        if until is None:
            return ", ".join(filter(None, (f"from {self._clock(item.opened_at)}", planned)))
        minutes = max(0, round((until - item.opened_at) / _MINUTE))
        span = f"{self._clock(item.opened_at)} to {self._clock(until)}"
        return ", ".join(filter(None, (span, f"{minutes} min", planned)))

    # -- people --------------------------------------------------------------------------
    def _headcount(self) -> str:
        if self.begun is None or not self.stays:
            return "Nobody was noted as there."
        whole = [
            Stay(person, self.begun, None, self._only_remote(person))
            for person in sorted(attended(self.stays))
        ]
        said = f"{headcount(self.roster, whole, self.begun).words}."
        at_start = headcount(self.roster, self.stays, self.begun)
        if at_start.people != len(whole):
            said += f" {at_start.people} of them were there at {self._clock(self.begun)}."
        return said

    def _quorum(self, group: WorkGroup | None) -> str:
        if self.begun is None or not any(seat.votes for seat in self.roster):
            return ""
        rule = _usual_rule(group).quorum
        if rule.basis is not Basis.SEATED:
            return ""  # it is of those who answer, so it is said of each vote alone
        room = voting_room(
            self.roster, self.stays, self.begun, unit=rule.unit, remote_counts=rule.remote_counts
        )
        found = quorum(rule, seated=len(room.units), here=len(room.here))
        return f"At {self._clock(self.begun)}: {found.words}."

    def _only_remote(self, person: str) -> bool:
        return all(stay.remote for stay in self.stays if stay.person_id == person)

    def _people(self) -> dict[str, tuple[MinutesPerson, ...]]:
        presence, roles = self._presence(), self._roles()
        here: dict[str, list[MinutesPerson]] = {
            name: [] for name in ("present", "remote", "excused", "absent")
        }
        came = attended(self.stays)
        held = self.meeting.state is MeetingState.ENDED or self.meeting.started_at is not None
        for seat in self.roster:
            known = presence.get(seat.person_id)
            if seat.person_id in came:
                where = "remote" if self._only_remote(seat.person_id) else "present"
            elif known is Presence.EXCUSED:
                where = "excused"
            elif known is Presence.ABSENT or (held and (known is not None or seat.votes)):
                where = "absent"
            else:
                continue
            here[where].append(self._person(seat, roles, where))
        if self.meeting.attribution is Attribution.NONE:
            return {where: _by_body(people) for where, people in here.items()}
        return {where: tuple(people) for where, people in here.items()}

    def _person(self, seat: Seat, roles: dict[str, MemberRole], where: str) -> MinutesPerson:
        role = roles.get(seat.person_id)
        words = []
        if role is None:
            words.append(MemberRole.GUEST.label)
        elif role is not MemberRole.MEMBER:
            words.append(role.label)
        stands_for = self.names.present(seat.alternate_for)
        if stands_for and not seat.votes:
            words.append(f"for {stands_for}")
        name = self.names.present(seat.person_id)
        return MinutesPerson(
            name, seat.organization, ", ".join(words), self._times(seat, where == "remote")
        )

    def _times(self, seat: Seat, all_remote: bool) -> str:
        mine = sorted(
            (stay for stay in self.stays if stay.person_id == seat.person_id),
            key=lambda stay: stay.since,
        )
        if len(mine) == 1 and self._throughout(mine[0]):
            return ""
        told = []
        for stay in mine:
            until = stay.until or self.ended
            words = f"{self._clock(stay.since)} to {self._clock(until)}" if until else ""
            words = words or f"from {self._clock(stay.since)}"
            told.append(f"{words} remote" if stay.remote and not all_remote else words)
        return ", ".join(told)

    def _throughout(self, stay: Stay) -> bool:
        early = self.begun is None or stay.since <= self.begun + _LATE
        to_the_end = stay.until is None or self.ended is None or stay.until >= self.ended - _LATE
        return early and (to_the_end if self.ended is not None else stay.until is None)

    def _presence(self) -> dict[str, Presence]:
        rows = self.reader.rows(
            "SELECT person_id, presence FROM attendance WHERE meeting_id = ? AND deleted = 0",
            (self.meeting.id,),
        )
        return {person: Presence(presence) for person, presence in rows}

    def _roles(self) -> dict[str, MemberRole]:
        rows = self.reader.rows(
            "SELECT person_id, role FROM membership WHERE group_id = ? AND deleted = 0",
            (self.meeting.group_id or "",),
        )
        return {person: MemberRole(role) for person, role in rows}

    # -- what was said -------------------------------------------------------------------
    def _is_left(self, item: AgendaItem) -> bool:
        if item.state is AgendaState.DEFERRED:
            return True
        ended = self.meeting.state is MeetingState.ENDED
        return ended and item.state is AgendaState.PLANNED

    def _items(self) -> tuple[MinutesItem, ...]:
        votes = {
            one.decision.id: one for one in votes_of(self.reader, self.meeting.id, at=self._last)
        }
        known = {item.id for item in self.items}
        place: dict[str, list[Captured]] = {}
        for record in self.said:
            id = record.agenda_item_id or ""
            place.setdefault(id if id in known else "", []).append(record)
        made = []
        for item in self.items:
            records = place.get(item.id, [])
            if self._is_left(item) and not records:
                continue
            if item.state is AgendaState.WITHDRAWN and not records:
                continue
            made.append(
                MinutesItem(
                    title=self.names.in_text(item.title),
                    purpose=item.purpose.label,
                    presenter=self.names.present(item.presenter_id),
                    state=self._state(item),
                    took=self._took(item),
                    consent=_is_consented(item),
                    lines=self._lines(records),
                    decisions=self._decisions(records, votes),
                )
            )
        others = place.get("", [])
        if others:
            made.append(
                MinutesItem(
                    BESIDES,
                    lines=self._lines(others),
                    decisions=self._decisions(others, votes),
                )
            )
        return tuple(made)

    def _state(self, item: AgendaItem) -> str:
        words = [item.state.label]
        if self._is_left(item):
            words = [AgendaState.DEFERRED.label]
        if _is_pulled(item):
            words.append(self._pulled_by(item))
        return ", ".join(words)

    def _pulled_by(self, item: AgendaItem) -> str:
        who = self.names.said_by(item.pulled_by_id)
        return f"taken out of the consent block{f' by {who}' if who else ''}"

    def _pulled_words(self, item: AgendaItem) -> str:
        return f"{self.names.in_text(item.title)}: {self._pulled_by(item)}"

    def _lines(self, records: Iterable[Captured]) -> tuple[MinutesLine, ...]:
        return tuple(self._line(record) for record in records if not isinstance(record, Decision))

    def _line(self, record: Captured) -> MinutesLine:
        kind = next(noun for noun in CAPTURED if isinstance(record, noun.cls)).label
        label = f"{kind}, {record.label}" if record.label else kind
        text = self.names.in_text(record.title.strip())
        if record.details.strip():
            text = f"{text}\n{self.names.in_text(record.details.strip())}"
        time = self._clock(record.heard_at) if record.heard_at is not None else ""
        where = beside(self.meeting, record.heard_at).label
        return MinutesLine(time, label, text, self.names.said_by(record.said_by_id), where)

    def _decisions(
        self, records: Iterable[Captured], votes: dict[str, Any]
    ) -> tuple[MinutesDecision, ...]:
        return tuple(
            decision_facts(record, votes.get(record.id), self.names, self._clock)
            for record in records
            if isinstance(record, Decision)
        )

    def _commitments(self) -> tuple[MinutesAction, ...]:
        noun = NOUN["commitment"]
        return tuple(
            MinutesAction(
                self.names.owner(record.owner_id), self.names.in_text(record.title), record.due
            )
            for record in self.said
            if isinstance(record, noun.cls)
        )

    def _parked(self) -> tuple[MinutesAction, ...]:
        found = self.reader.records(
            NOUN["parked"],
            "WHERE r.meeting_id = ? AND r.deleted = 0 AND r.visibility <> ? "
            "ORDER BY r.created_at, r.id",
            (self.meeting.id, Visibility.PRIVATE.value),
        )
        return tuple(
            MinutesAction(
                self.names.owner(one.owner_id), self.names.in_text(one.title), one.revisit_on
            )
            for one in cast(list[Parked], found)
        )

    def _next(self) -> str:
        begun, meeting = self.meeting.starts_at or self.begun, self.meeting
        if begun is None:
            return ""
        coming = [
            cast(Meeting, one)
            for one in self.reader.records(
                NOUN["meeting"],
                "WHERE r.group_id = ? AND r.deleted = 0 AND r.id <> ? ORDER BY r.starts_at",
                (meeting.group_id or "", meeting.id),
            )
        ]
        for one in coming:
            if one.starts_at is not None and one.starts_at > begun:
                zone = zone_of(one.zone) or self.zone
                return _when(one.starts_at.astimezone(zone), one.place)
        series = cast(MeetingSeries | None, self._get("meeting_series", meeting.series_id))
        if series is None:
            return ""
        days = next_days(series, begun.astimezone(self.zone).date(), 1)
        return _when(starts(series, days[0]), series.place) if days else ""

    def _get(self, noun: str, id: str | None) -> Any:
        found = self.reader.get(NOUN[noun], id) if id else None
        return found if found is not None and not found.deleted else None

    # -- their life ----------------------------------------------------------------------
    def _with_life(self, facts: MinutesFacts) -> MinutesFacts:
        kept = kept_of(self.reader, self.meeting.id)
        if kept is None:
            return replace(facts, state=MinutesState.DRAFT.label)
        life = life_of(self.reader, self.meeting.id)
        self.approved = self._approved(kept.decision_id)
        problem = verify(self.reader, self.meeting.id)
        state = kept.state.label
        if problem:
            state = "Changed after sealing"
        return replace(
            facts,
            state=state,
            text=kept.text,
            corrections_due=kept.corrections_due,
            corrections=tuple(
                MinutesChange(
                    one.at.astimezone(self.zone),
                    self.names.said_by(one.person_id),
                    self.names.in_text(one.why),
                )
                for one in corrections_of(self.reader, kept.id)
                if one.at is not None
            ),
            approved=" ".join(filter(None, (self.approved, problem))),
            sealed_at=self._at(life.sealed_at),
            seal=short_seal(kept.seal) if kept.seal else "",
            addenda=tuple(
                MinutesChange(
                    one.at.astimezone(self.zone),
                    self.names.said_by(one.person_id),
                    one.text.strip(),
                    short_seal(one.seal),
                )
                for one in addenda_of(self.reader, kept.id)
                if one.at is not None
            ),
        )

    def _approved(self, decision_id: str | None) -> str:
        decision = cast(Decision | None, self._get("decision", decision_id))
        if decision is None:
            return "Approved by a decision." if decision_id else ""
        code = show_number(NOUN["decision"], decision.number)
        words = f"Approved by the decision “{self.names.in_text(decision.title)}”"
        words += f" ({code})" if code else ""
        taken_in = cast(Meeting | None, self._get("meeting", decision.meeting_id))
        if taken_in is not None:
            words += f" of the meeting “{taken_in.title}”"
        at = decision.closed_at or decision.heard_at
        return f"{words}{f' on {spoken_day(at.astimezone(self.zone).date())}' if at else ''}."


def _said(reader: Reader, meeting_id: str) -> list[Captured]:
    """All that was captured in a meeting and is for more than one person, in the order it was heard."""
    found: list[Captured] = []
    for noun in CAPTURED:
        records = reader.records(
            noun,
            "WHERE r.meeting_id = ? AND r.deleted = 0 AND r.visibility <> ?",
            (meeting_id, Visibility.PRIVATE.value),
        )
        found += [cast(Captured, record) for record in records]

    def when(record: Captured) -> tuple[str, str]:
        return (record.heard_at.isoformat() if record.heard_at else "", record.id)

    return sorted(found, key=when)


def _bodies(reader: Reader, roster: Sequence[Seat]) -> dict[str, Body]:
    """Everybody known, since anybody may be named in what was said; seats say for whom they sit."""
    rows = reader.rows(
        "SELECT p.id, p.name, coalesce(o.name, ''), p.minor FROM person p "
        "LEFT JOIN organization o ON o.id = p.organization_id WHERE p.deleted <> 2"
    )
    bodies = {id: Body(name, body, bool(minor)) for id, name, body, minor in rows}
    for seat in roster:
        if seat.person_id in bodies and seat.organization:
            known = bodies[seat.person_id]
            bodies[seat.person_id] = replace(known, organization=seat.organization)
    return bodies


def _by_body(people: Sequence[MinutesPerson]) -> tuple[MinutesPerson, ...]:
    """Organisations with how many came for them, in place of names."""
    counts: dict[str, int] = {}
    for person in people:
        body = person.organisation or "No organisation"
        counts[body] = counts.get(body, 0) + 1
    return tuple(
        MinutesPerson(body, "", "1 person" if count == 1 else f"{count} people")
        for body, count in sorted(counts.items())
    )


def _is_pulled(item: AgendaItem) -> bool:
    return item.purpose is Purpose.CONSENT and bool(item.pulled_by_id)


def _usual_rule(group: WorkGroup | None) -> DecisionRule:
    if group is None or not group.decision_rule:
        return DecisionRule()
    return from_snapshot(group.decision_rule)


def _when(moment: datetime, place: str) -> str:
    words = f"{spoken_weekday(moment.date())} {moment.year}, {moment:%H:%M}"
    return f"{words}, {place}" if place else words


def _is_consented(item: AgendaItem) -> bool:
    """Tell whether an item was decided with the consent block; planned is not decided."""
    is_in_block = item.purpose is Purpose.CONSENT and not item.pulled_by_id
    return is_in_block and item.state is AgendaState.DISCUSSED
