"""Which topics come back to the next meeting, worked out from history and never copied.

A topic returns if it was not discussed, recurs, or has an open action or decision. What comes out
are references to topics, so working it out twice changes nothing, and a topic taken off the agenda
by hand stays off. Topics of one series come back to its meetings alone. Parked things come back on
their day. Pure: no clock, no storage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.meetings import AgendaState, Parked, Topic
from nghs_desktop.domain.spoken import spoken_count, spoken_day, spoken_list


class Reason(Word):
    """Why a topic returns, the most pressing first."""

    NOT_DISCUSSED = "not_discussed", "Not discussed"
    OPEN_ACTION = "open_action", "Open action"
    OPEN_DECISION = "open_decision", "Open decision"
    RECURRING = "recurring", "Every meeting"


@frozen
class HeldMeeting:
    """A meeting that was held, or the one being prepared."""

    id: str
    day: date
    series_id: str | None = None


@frozen
class Appearance:
    """A topic on the agenda of a meeting, and what became of it there."""

    meeting_id: str
    topic_id: str
    state: AgendaState


@frozen
class OpenWork:
    """An unfinished action (a commitment) or decision of a topic."""

    topic_id: str
    decision: bool = False


@frozen
class Returning:
    """A topic that comes back; `age` is which meeting the next one is for it, 2 or more.

    `on_agenda` says that the meeting being prepared has it already, or had it and let it go.
    """

    topic_id: str
    title: str
    reasons: tuple[Reason, ...]
    age: int
    first_day: date
    on_agenda: bool = False

    @property
    def age_words(self) -> str:
        """Its age: 5th meeting."""
        return f"{ordinal(self.age)} meeting"


def returning(
    meetings: Sequence[HeldMeeting],
    topics: Iterable[Topic],
    appearances: Iterable[Appearance],
    open_work: Iterable[OpenWork] = (),
    *,
    next_meeting: HeldMeeting,
) -> tuple[Returning, ...]:
    """Return the topics that come back to `next_meeting` out of the meetings held before it.

    Most pressing reason first, then the oldest topic. A topic that was never on an agenda is new
    and does not return; one withdrawn returns only if it recurs or has open work. A topic of a series
    returns to the meetings of that series.
    """
    before = {
        meeting.id: place
        for place, meeting in enumerate(
            sorted(
                (
                    one
                    for one in meetings
                    if one.id != next_meeting.id and _is_before(one, next_meeting)
                ),
                key=_when,
            )
        )
    }
    days = {meeting.id: meeting.day for meeting in meetings}
    shown: dict[str, dict[int, list[AgendaState]]] = {}
    planned: set[str] = set()
    for one in appearances:
        if one.meeting_id == next_meeting.id:
            planned.add(one.topic_id)
        elif one.meeting_id in before:
            places = shown.setdefault(one.topic_id, {})
            places.setdefault(before[one.meeting_id], []).append(one.state)
    actions: set[str] = set()
    decisions: set[str] = set()
    for work in open_work:
        (decisions if work.decision else actions).add(work.topic_id)
    ids = list(before)
    found: list[tuple[int, int, str, Returning]] = []
    for topic in topics:
        history = shown.get(topic.id)
        if topic.closed or not history or not belongs(topic, next_meeting):
            continue
        reasons = _reasons(topic, history[max(history)], actions, decisions)
        if not reasons:
            continue
        age = 1 + sum(any(map(_counts, states)) for states in history.values())
        first = min(history)
        one_back = Returning(
            topic.id, topic.title, reasons, age, days[ids[first]], topic.id in planned
        )
        found.append((list(Reason).index(reasons[0]), first, topic.id, one_back))
    return tuple(entry[-1] for entry in sorted(found, key=lambda entry: entry[:3]))


def belongs(topic: Topic, meeting: HeldMeeting) -> bool:
    """Tell whether a topic may come to a meeting: it is of no series, or of the meeting's."""
    return not topic.series_id or topic.series_id == meeting.series_id


def new_recurring(
    topics: Iterable[Topic], appearances: Iterable[Appearance], next_meeting: HeldMeeting
) -> tuple[Topic, ...]:
    """Return the recurring topics that stood on no agenda yet and belong on this one."""
    shown = {one.topic_id for one in appearances}
    return tuple(
        topic
        for topic in topics
        if topic.recurring
        and not topic.closed
        and topic.id not in shown
        and belongs(topic, next_meeting)
    )


def to_add(back: Iterable[Returning]) -> tuple[str, ...]:
    """Return the topics to put on the next agenda: those that are not on it."""
    return tuple(one.topic_id for one in back if not one.on_agenda)


def parked_back(parked: Iterable[Parked], next_meeting: HeldMeeting) -> tuple[Parked, ...]:
    """Return what was parked and comes back: its day has come, or it has none; oldest day first."""
    due = [
        one
        for one in parked
        if not one.settled
        and (one.revisit_on is None or one.revisit_on <= next_meeting.day)
        and (one.parked_on is None or one.parked_on <= next_meeting.day)
    ]
    return tuple(sorted(due, key=lambda one: (one.revisit_on or date.min, one.id)))


def parked_missing(one: Parked) -> str:
    """Say what a parked thing lacks to come back at the right time to the right person."""
    lacks = [
        name
        for name, value in (("an owner", one.owner_id), ("a day to come back", one.revisit_on))
        if not value
    ]
    return f"“{one.title}” needs {spoken_list(lacks)}." if lacks and not one.settled else ""


def words(one: Returning) -> str:
    """Return why a topic is back: 5th meeting; not discussed, open action; first on 17 November 2026."""
    why = ", ".join(reason.label.lower() for reason in one.reasons)
    return f"{one.age_words}; {why}; first on {spoken_day(one.first_day)}"


def summary(back: Sequence[Returning]) -> str:
    """Return how many topics come back: Three topics come back."""
    text = f"{spoken_count(len(back), 'topic')} {'comes' if len(back) == 1 else 'come'} back"
    return text[0].upper() + text[1:]


def ordinal(number: int) -> str:
    """Return a number in order: 1st, 2nd, 3rd, 11th, 22nd."""
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ends.get(number % 10, 'th')}"


def _reasons(
    topic: Topic, latest: Sequence[AgendaState], actions: set[str], decisions: set[str]
) -> tuple[Reason, ...]:
    kept = [state for state in latest if _counts(state)]
    not_discussed = bool(kept) and AgendaState.DISCUSSED not in kept
    held = (
        (Reason.NOT_DISCUSSED, not_discussed),
        (Reason.OPEN_ACTION, topic.id in actions),
        (Reason.OPEN_DECISION, topic.id in decisions),
        (Reason.RECURRING, topic.recurring),
    )
    return tuple(reason for reason, holds in held if holds)


def _counts(state: AgendaState) -> bool:
    """Whether a topic stood on the agenda to the end; withdrawn ones did not."""
    return state is not AgendaState.WITHDRAWN


def _when(meeting: HeldMeeting) -> tuple[date, str]:
    return meeting.day, meeting.id


def _is_before(meeting: HeldMeeting, other: HeldMeeting) -> bool:
    return _when(meeting) < _when(other)
