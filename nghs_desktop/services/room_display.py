"""What the room may see of a meeting: the one way by which anything reaches the room display.

A `RoomView` is plain words and figures, made here and nowhere else, so that what is public is decided
in one place: no draft, no toast, no private note, no record that is only the facilitator's, no answer
with a name, no reason of an objection, and no name at all where the meeting's rule forbids it.
Queries and pure functions; no screen and no writing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from nghs_desktop.base.clock import from_text, to_text
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.decision_rules import FIST_LEVELS, GRADIENT_LEVELS
from nghs_desktop.domain.decisions import Decision, Method, Result
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import (
    AgendaItem,
    AgendaState,
    Attribution,
    Meeting,
    MeetingState,
)
from nghs_desktop.domain.nouns import CAPTURED, NOUN
from nghs_desktop.domain.protocols import EVERYBODY
from nghs_desktop.domain.records import Record, Visibility
from nghs_desktop.domain.timetable import Timetable, in_consent, timetable
from nghs_desktop.services.queries import agenda
from nghs_desktop.services.room import seats
from nghs_desktop.services.scripts import RunningScript, running_script
from nghs_desktop.services.votes import VoteRecord, open_vote, vote_record
from nghs_desktop.storage.reader import Reader

SayTime = Callable[[datetime], str]
"""Says a moment as people here read it from a clock."""

RESULT_STAYS = timedelta(minutes=3)
"""How long the result of a vote stays before the list comes back."""

_LISTED = ("barrier", "practice", "recognition", "focus", "commitment")
"""Nouns the room sees as a list. Notes are the facilitator's; decisions are shown as votes."""

_OVER = (AgendaState.DISCUSSED, AgendaState.DEFERRED, AgendaState.WITHDRAWN)
_MOST_ROWS = 40
_NOT_SHOWN = "Not shown here"
_SOMEBODY = "a member"
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class RoomKind(StrEnum):
    """What the room display is about."""

    NOTHING = "nothing"
    BEFORE = "before"
    ITEMS = "items"
    VOTE = "vote"
    RESULT = "result"
    CONSENT = "consent"
    SCRIPT = "script"
    PAUSED = "paused"
    ENDED = "ended"


@frozen
class RoomClock:
    """A clock the window counts on by itself. Without `seconds` it counts up; it may stand still."""

    since: datetime
    seconds: int = 0
    stopped_at: datetime | None = None

    def left(self, now: datetime) -> timedelta:
        """Return the time left at a moment, below zero when it is over."""
        return timedelta(seconds=self.seconds) - self.spent(now)

    def spent(self, now: datetime) -> timedelta:
        """Return the time used at a moment."""
        return max((self.stopped_at or now) - self.since, timedelta())


@frozen
class RoomRow:
    """One line of a list: its number, its words, its figure, and how long its bar is (0 to 1)."""

    text: str
    number: str = ""
    figure: str = ""
    share: float = -1.0

    @property
    def has_bar(self) -> bool:
        """Tell whether a bar belongs to it."""
        return self.share >= 0


@frozen
class RoomStep:
    """The step of a script: which, who speaks, what to say, its time."""

    script: str
    place: str
    title: str
    who: str
    say: str
    clock: RoomClock


@frozen
class RoomView:
    """All that the room display shows. `more` rows are left out already: no wall has room for them.

    `again_at` is when it should be made anew by itself.
    """

    kind: RoomKind = RoomKind.NOTHING
    group: str = ""
    meeting: str = ""
    title: str = ""
    detail: str = ""
    note: str = ""
    rows: tuple[RoomRow, ...] = ()
    more: int = 0
    status: str = ""
    clock: RoomClock | None = None
    step: RoomStep | None = None
    again_at: datetime | None = None

    @property
    def sentence(self) -> str:
        """All of it as a screen reader says it, without the running figures."""
        step = self.step
        told = (step.place, step.title, step.who, step.say) if step else ()
        rows = (
            " ".join(filter(None, (f"{row.number}." if row.number else "", row.text, row.figure)))
            for row in self.rows
        )
        more = (f"and {self.more} more",) if self.more else ()
        parts = (self.group, self.meeting, self.title, self.detail, self.note, *told, *rows, *more)
        return ". ".join(part.rstrip(".") for part in (*parts, self.status) if part)


class Urgency(StrEnum):
    """How a clock stands: enough time, under a fifth, under a twentieth, over."""

    CALM = "calm"
    SOON = "soon"
    LAST = "last"
    OVER = "over"


@frozen
class RoomTime:
    """A clock as it is read: figures, words beside them (nothing while there is enough), urgency."""

    figures: str
    words: str = ""
    urgency: Urgency = Urgency.CALM


def room_time(clock: RoomClock, now: datetime) -> RoomTime:
    """Return how a clock reads at a moment: words from 20 % left on, others from 5 %, then overtime."""
    if not clock.seconds:
        return RoomTime(_figures(clock.spent(now)), "so far")
    left = clock.left(now)
    if left < timedelta():
        return RoomTime(f"+{_figures(-left)}", "over time", Urgency.OVER)
    # What is shown is rounded up, so that 0:00 is seen when nothing is left and not a second sooner.
    shown = _figures(-(-left // timedelta(seconds=1)) * timedelta(seconds=1))
    share = left / timedelta(seconds=clock.seconds)
    if share > 0.2:
        return RoomTime(shown)
    if left <= timedelta(minutes=1):
        words = "less than a minute left"
    else:
        words = f"{-(-left // timedelta(minutes=1))} min left"
    return RoomTime(shown, words, Urgency.LAST if share <= 0.05 else Urgency.SOON)


def room_view(
    reader: Reader,
    meeting_id: str,
    *,
    now: datetime,
    say_time: SayTime,
    back_at: datetime | None = None,
) -> RoomView:
    """Return what the room may see of a meeting now; `back_at` is when a pause ends."""
    meeting = cast(Meeting | None, reader.get(NOUN["meeting"], meeting_id)) if meeting_id else None
    if meeting is None or meeting.deleted:
        return RoomView()
    names = _Names(reader, meeting)
    head = RoomView(
        group=names.hide(_group_name(reader, meeting)),
        meeting=names.hide(meeting.title) if _is_public(meeting) else "",
    )
    live = meeting.state is MeetingState.IN_PROGRESS
    table = timetable(meeting, agenda(reader, meeting_id), now, running=live)
    room = _Showing(reader, meeting, table, names, now, say_time)
    if meeting.state is MeetingState.ENDED:
        return _with(head, kind=RoomKind.ENDED, title=head.meeting, note="The meeting has ended.")
    if not live:
        return room.before(head)
    head = _with(head, title=room.heading(head), clock=room.clock(), status=room.following())
    if meeting.paused_at is not None:
        return room.paused(head, back_at)
    return room.vote(head) or room.script(head) or room.consent(head) or room.listed(head)


class _Showing:
    """One meeting at one moment, read for the room."""

    def __init__(
        self,
        reader: Reader,
        meeting: Meeting,
        table: Timetable,
        names: _Names,
        now: datetime,
        say_time: SayTime,
    ) -> None:
        self._reader, self._meeting, self._table = reader, meeting, table
        self._slot = table.current
        self._current = self._slot.item if self._slot is not None else None
        self._names, self._now, self._say_time = names, now, say_time

    # -- what stands around it -----------------------------------------------------------
    def heading(self, head: RoomView) -> str:
        item = self._current
        return head.meeting if item is None else self._title(item)

    def _title(self, item: AgendaItem) -> str:
        return self._names.hide(item.title) if _is_public(item) else ""

    def clock(self) -> RoomClock | None:
        slot = self._slot
        if slot is None or slot.item.opened_at is None:
            return None
        seconds = (slot.planned or 0) * 60
        return RoomClock(slot.item.opened_at, seconds, self._meeting.paused_at)

    def following(self) -> str:
        coming = self._table.following
        title = self._title(coming.item) if coming is not None else ""
        return f"Next: {title}" if title else ""

    # -- what it is about ----------------------------------------------------------------
    def before(self, head: RoomView) -> RoomView:
        starts = self._meeting.starts_at
        status = f"Starts at {self._say_time(starts)}" if starts is not None else ""
        return _with(
            head,
            kind=RoomKind.BEFORE,
            title=head.meeting,
            rows=self._agenda_rows(),
            status=status,
        )

    def paused(self, head: RoomView, back_at: datetime | None) -> RoomView:
        since = self._meeting.paused_at
        note = f"Back at {self._say_time(back_at)}" if back_at is not None else "Paused"
        status = f"Paused since {self._say_time(since)}" if since is not None else ""
        return _with(head, kind=RoomKind.PAUSED, note=note, status=status, rows=())

    def consent(self, head: RoomView) -> RoomView | None:
        slot = self._slot
        if slot is None or not in_consent(slot.item):
            return None
        keys = slot.block or (slot.item.id,)
        block = [one.item for one in self._table.slots if one.item.id in keys]
        rows = tuple(
            RoomRow(self._title(one) or _NOT_SHOWN, str(number))
            for number, one in enumerate(block, start=1)
        )
        title = slot.item.section or "Consent agenda"
        note = "Decided together. Any member can take one out."
        return _with(
            head, kind=RoomKind.CONSENT, title=self._names.hide(title), detail=note, rows=rows
        )

    def script(self, head: RoomView) -> RoomView | None:
        run = running_script(self._reader, self._meeting.id)
        at = run.at(self._now) if run is not None else None
        if run is None or at is None or not _is_public(run.record):
            return None
        item = self._current
        if run.record.agenda_item_id and (item is None or run.record.agenda_item_id != item.id):
            return None
        hide = self._names.hide
        number, step = at.number, at.step
        count = len(run.protocol.steps)
        following = f"Next: {hide(at.next.title)}" if at.next is not None else "The last step"
        return _with(
            head,
            kind=RoomKind.SCRIPT,
            step=RoomStep(
                hide(run.protocol.name),
                f"Step {number} of {count}",
                hide(step.title),
                self._who(run, step.role),
                hide(step.say),
                RoomClock(run.began[-1], step.seconds, self._meeting.paused_at),
            ),
            status=following,
        )

    def _who(self, run: RunningScript, role: str) -> str:
        """Who speaks: the role, and who was given it where names may be said."""
        given = run.roles.get(role, "").strip()
        if not given or role == EVERYBODY or not self._names.allowed:
            return self._names.hide(role)
        return f"{role}: {given}"

    def listed(self, head: RoomView) -> RoomView:
        item = self._current
        if item is None:
            return _with(head, kind=RoomKind.ITEMS, rows=self._agenda_rows())
        wanted = (item.captures,) if item.captures in _LISTED else _LISTED
        parts = [
            f"SELECT r.title, coalesce(r.dots, 0), r.heard_at, r.id FROM {noun} r "
            "WHERE r.agenda_item_id = ?1 AND r.deleted = 0 AND r.visibility <> ?2"
            for noun in wanted
        ]
        rows = self._reader.rows(
            f"{' UNION ALL '.join(parts)} ORDER BY 2 DESC, 3, 4", (item.id, Visibility.PRIVATE)
        )
        shown = rows[:_MOST_ROWS]
        found = [(self._names.hide(title), int(dots)) for title, dots, _, _ in shown]
        more = len(rows) - len(shown)
        return _with(head, kind=RoomKind.ITEMS, rows=ranked(found), more=more)

    def _agenda_rows(self) -> tuple[RoomRow, ...]:
        coming = [
            slot.item
            for slot in self._table.slots
            if slot.item.state not in _OVER and _is_public(slot.item)
        ]
        return tuple(
            RoomRow(
                self._title(one),
                str(number),
                f"{one.planned_minutes} min" if one.planned_minutes else "",
            )
            for number, one in enumerate(coming, start=1)
        )

    # -- votes ---------------------------------------------------------------------------
    def vote(self, head: RoomView) -> RoomView | None:
        decision = open_vote(self._reader, self._meeting.id)
        if decision is not None and _is_public(decision):
            record = vote_record(self._reader, decision.id, at=self._now)
            if record is not None:
                return self._open(head, record)
        decision = self._just_closed()
        record = vote_record(self._reader, decision.id, at=self._now) if decision else None
        return self._closed(head, record) if record is not None else None

    def _just_closed(self) -> Decision | None:
        """The decision closed last, while nothing newer was said and it is not long ago."""
        item = self._current
        since = to_text(self._now - RESULT_STAYS)
        found = self._reader.records(
            NOUN["decision"],
            "WHERE r.meeting_id = ? AND r.deleted = 0 AND r.rule <> '' AND r.closed_at > ? "
            "AND r.result IS NOT NULL AND r.visibility <> ? "
            "ORDER BY r.closed_at DESC, r.id DESC LIMIT 1",
            (self._meeting.id, since, Visibility.PRIVATE),
        )
        decision = cast(Decision, found[0]) if found else None
        if decision is None or decision.closed_at is None:
            return None
        if item is not None and item.opened_at is not None and item.opened_at > decision.closed_at:
            return None
        newest = [
            heard
            for noun in CAPTURED
            for (heard,) in self._reader.rows(
                f"SELECT max(heard_at) FROM {noun.name} WHERE meeting_id = ? AND deleted = 0 "
                "AND visibility <> ? AND id <> ?",
                (self._meeting.id, Visibility.PRIVATE, decision.id),
            )
            if heard
        ]
        if newest and from_text(max(newest)) > decision.closed_at:
            return None
        return decision

    def _open(self, head: RoomView, record: VoteRecord) -> RoomView:
        public, rule = record.public, record.rule
        said = f"{rule.method.label} is open."
        if rule.method is Method.DOT and rule.dots:
            said += f" {_number(rule.dots)} dot{'' if rule.dots == 1 else 's'} each."
        answered = f"{public.answered} of {public.expected} have answered"
        if record.round > 1:
            said = f"Round {record.round}. {said}"
        rows = self._vote_rows(record, closed=False)
        return self._asked(
            head,
            record,
            kind=RoomKind.VOTE,
            rows=rows,
            note="" if rows else answered,
            status=f"{said} {answered}." if rows else said,
        )

    def _closed(self, head: RoomView, record: VoteRecord) -> RoomView:
        decision = record.decision
        passed = {Result.PASSED: "Passed", Result.FAILED: "Not passed"}
        note = passed.get(decision.result, "Closed") if decision.result else "Closed"
        closed = decision.closed_at or self._now
        return self._asked(
            head,
            record,
            kind=RoomKind.RESULT,
            rows=self._vote_rows(record, closed=True),
            note=note,
            status=self._counted(record),
            again_at=closed + RESULT_STAYS,
        )

    def _counted(self, record: VoteRecord) -> str:
        """How it was counted, which may name the option that stands first."""
        words = record.public.words
        for place, option in enumerate(record.options):
            if self._option(record, place) == _NOT_SHOWN:
                words = words.replace(option.label, _NOT_SHOWN.lower())
        return self._names.hide(words)

    def _asked(self, head: RoomView, record: VoteRecord, **values: object) -> RoomView:
        hide = self._names.hide
        proposal = hide(record.decision.proposal)
        title = hide(record.decision.title)
        detail = "" if proposal == title else proposal
        return _with(head, title=title, detail=detail, **values)

    def _vote_rows(self, record: VoteRecord, *, closed: bool) -> tuple[RoomRow, ...]:
        lines, rule = record.public.lines, record.rule
        if not lines:
            return ()
        most = max([record.public.expected, *(number for _, number in lines)], default=0) or 1
        if rule.chooses:
            lines_of_options = lines[: len(rule.options)]
            others = lines[len(rule.options) :]
            most = max([1, *(number for _, number in lines_of_options)])
            rows = [
                RoomRow(self._option(record, at), str(at + 1), str(number), number / most)
                for at, (_, number) in enumerate(lines_of_options)
            ]
            if closed:
                rows.sort(key=lambda row: -int(row.figure))
            return (*rows, *(RoomRow(label, "", str(number)) for label, number in others))
        meaning: dict[str, str] = {}
        if rule.method is Method.FIST_TO_FIVE:
            meaning = {str(level): words for level, words in enumerate(FIST_LEVELS)}
        elif rule.method is Method.GRADIENTS:
            meaning = {str(level): words for level, words in enumerate(GRADIENT_LEVELS, start=1)}
        rows = [
            RoomRow(meaning[label], label, str(number), number / most)
            if label in meaning
            else RoomRow(label, "", str(number), number / most)
            for label, number in lines
        ]
        if rule.method is Method.FIST_TO_FIVE:
            levels = [row for row in rows if row.number]
            rows = [*reversed(levels), *(row for row in rows if not row.number)]
        return tuple(rows)

    def _option(self, record: VoteRecord, place: int) -> str:
        """The words of an option, unless the record it stands for is only the facilitator's."""
        option = record.options[place]
        if option.ref is not None:
            kept = self._reader.get(NOUN[option.ref.noun], option.ref.id)
            if kept is not None and not _is_public(kept):
                return _NOT_SHOWN
        return self._names.hide(option.label)


def ranked(found: Iterable[tuple[str, int]]) -> tuple[RoomRow, ...]:
    """Return items with their dots as rows in their order; level ones share a place.

    Without any dots they are numbered as they come, so that people can say which one they mean.
    """
    items = list(found)
    most = max((dots for _, dots in items), default=0)
    rows: list[RoomRow] = []
    for at, (text, dots) in enumerate(items, start=1):
        if not most:
            rows.append(RoomRow(text, str(at)))
            continue
        level = at > 1 and items[at - 2][1] == dots
        number = rows[-1].number if level else str(at)
        rows.append(RoomRow(text, number, str(dots), dots / most) if dots else RoomRow(text, "·"))
    return tuple(rows)


class _Names:
    """Takes people's names out of words where the meeting's rule forbids them."""

    def __init__(self, reader: Reader, meeting: Meeting) -> None:
        self.allowed = meeting.attribution is Attribution.NAMED
        self._by_name: dict[str, str] = {}
        self._found: re.Pattern[str] | None = None
        if self.allowed:
            return
        by_body = meeting.attribution is Attribution.ORGANIZATION
        people = reader.rows(
            "SELECT p.name, coalesce(o.name, '') FROM person p "
            "LEFT JOIN organization o ON o.id = p.organization_id WHERE p.deleted < 2"
        )
        for name, body in people:
            if name.strip():
                said = f"somebody from {body}" if by_body and body else _SOMEBODY
                self._by_name.setdefault(name.strip().casefold(), said)
        # Of those who sit here a first or last name alone says who it was as well.
        parts: set[str] = set()
        for seat in seats(reader, meeting):
            said = _SOMEBODY
            if by_body and seat.organization:
                said = f"somebody from {seat.organization}"
            self._by_name[seat.name.strip().casefold()] = said
            for part in seat.name.split():
                part = part.strip(".,")
                if len(part) > 1:
                    parts.add(part)
                    self._by_name.setdefault(part.casefold(), said)
        whole = _either(name for name in self._by_name if name not in map(str.casefold, parts))
        # A part is looked for as it is written: "will" is a word, "Will" may be a person.
        either = "|".join(filter(None, (f"(?i:{whole})" if whole else "", _either(parts))))
        if either:
            self._found = re.compile(rf"(?<!\w)@?(?:{either})(?!\w)")

    def hide(self, words: str) -> str:
        """Return words without names; as they are where names may be said."""
        if self.allowed or self._found is None:
            return words
        return self._found.sub(self._instead, words)

    def _instead(self, found: re.Match[str]) -> str:
        said = self._by_name.get(found[0].removeprefix("@").casefold(), _SOMEBODY)
        return said[:1].upper() + said[1:] if found.start() == 0 else said


def _either(names: Iterable[str]) -> str:
    longest_first = sorted(filter(None, names), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name) for name in longest_first)


def _is_public(record: Record) -> bool:
    return record.visibility is not Visibility.PRIVATE


def _group_name(reader: Reader, meeting: Meeting) -> str:
    found = reader.get(NOUN["work_group"], meeting.group_id) if meeting.group_id else None
    group = cast(WorkGroup | None, found)
    return group.name if group is not None and _is_public(group) else ""


def _with(view: RoomView, **values: object) -> RoomView:
    return replace(view, **values)  # type: ignore[arg-type]


def _number(value: int) -> str:
    words = _WORDS[value] if value < len(_WORDS) else str(value)
    return words[:1].upper() + words[1:]


def _figures(time: timedelta) -> str:
    seconds = int(time.total_seconds())
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
