"""The agenda of a meeting, and what all its papers say at their top.

Names in the facts are printed as they are: who gathers them obeys the meeting's rule on names.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import (
    BriefContent,
    Pair,
    Pairs,
    RankedItem,
    RankedList,
    Row,
    Rows,
    Section,
)
from nghs_desktop.domain.carry_over import Reason
from nghs_desktop.domain.meetings import Attribution, Purpose
from nghs_desktop.reports.templates.edition import Edition
from nghs_desktop.reports.templates.meeting_words import MeetingWords, clock, meeting_words

_MANY_PAGES = 1_000


@frozen
class MeetingHead:
    """What every paper of a meeting says at its top; moments carry the zone of the place."""

    title: str
    starts: datetime | None = None
    planned_minutes: int | None = None
    place: str = ""
    purpose: str = ""
    chair: str = ""
    facilitator: str = ""
    recorder: str = ""
    names_rule: Attribution = Attribution.NAMED


@frozen
class AgendaPoint:
    """One point of an agenda. `age` is which meeting it is for its topic, 0 or 1 when new.

    `consent` marks a point of the block that is decided at once; `pulled` one taken out of it.
    """

    title: str
    start: datetime | None = None
    minutes: int | None = None
    purpose: Purpose | None = None
    presenter: str = ""
    section: str = ""
    consent: bool = False
    pulled: bool = False
    fixed: bool = False
    age: int = 0
    reasons: tuple[Reason, ...] = ()
    first: date | None = None


@frozen
class Agenda:
    """What an agenda says. `expected` are people or organisations; `headcount` counts them."""

    head: MeetingHead
    points: tuple[AgendaPoint, ...] = ()
    headcount: int = 0
    expected: tuple[str, ...] = ()


@frozen
class OpenCommitment:
    """Who owes what and when; `late` in days."""

    who: str
    what: str
    due: date | None = None
    late: int = 0


def agenda_paper(agenda: Agenda, edition: Edition) -> BriefContent:
    """Arrange an agenda."""
    words = meeting_words(edition.words)
    sections = agenda_sections(agenda, edition)
    return edition.content(
        agenda.head.title, words.agenda, sections, summary=agenda.head.purpose, fits_on=2
    )


def agenda_sections(agenda: Agenda, edition: Edition) -> tuple[Section, ...]:
    """Return an agenda without its title: when and where, then the points in their parts."""
    words = meeting_words(edition.words)
    expected = words.headed(agenda.headcount) if agenda.headcount else ""
    if agenda.expected:
        expected = f"{expected}: {', '.join(agenda.expected)}" if expected else expected
    # The hours of the meeting say it already, unless its points take another time.
    total = total_words(agenda.head, agenda.points, words)
    facts = head_pairs(agenda.head, edition, (words.all_done, total), (words.expected, expected))
    sections = [Section("agenda.head", "", (facts,) if facts.pairs else (), label=words.about)]
    part: list[AgendaPoint] = []
    for point in agenda.points:
        if part and _part(point, words) != _part(part[-1], words):
            sections.append(_points(len(sections), part, words, edition))
            part = []
        part.append(point)
    if part:
        sections.append(_points(len(sections), part, words, edition))
    return tuple(sections)


def head_pairs(head: MeetingHead, edition: Edition, *more: tuple[str, str]) -> Pairs:
    """Return when, where and who, as names and texts; what is not known is left out."""
    words = meeting_words(edition.words)
    rule = {
        Attribution.NAMED: "",
        Attribution.ORGANIZATION: words.by_organisation,
        Attribution.NONE: words.no_names,
    }[head.names_rule]
    led = "  \u00b7  ".join(
        form.format(name=name)
        for name, form in (
            (head.chair, words.as_chair),
            (head.facilitator, words.as_facilitator),
            (head.recorder, words.as_recorder),
        )
        if name
    )
    named = (
        (words.when, when_words(head, edition)),
        (words.where, head.place),
        (words.led_by, led),
        *more,
        (words.names_rule, rule),
    )
    return Pairs("meeting.facts", tuple(Pair(name, text) for name, text in named if text))


def when_words(head: MeetingHead, edition: Edition) -> str:
    """Return the day and the hours: Tuesday 17 November 2026, 18:30 to 20:10 (CST)."""
    if head.starts is None:
        return ""
    words = meeting_words(edition.words)
    hours = clock(head.starts)
    if head.planned_minutes:
        end = head.starts + timedelta(minutes=head.planned_minutes)
        hours = words.span.format(start=hours, end=clock(end))
    zone = head.starts.tzname()
    named = f" ({zone})" if zone and zone.isalpha() and zone != "UTC" else ""
    return f"{words.day(head.starts.date(), edition.words)}, {hours}{named}"


def total_words(head: MeetingHead, points: tuple[AgendaPoint, ...], words: MeetingWords) -> str:
    """Return how long the whole agenda takes and until when, if that is not the planned time."""
    minutes = sum(point.minutes or 0 for point in points)
    if minutes in (0, head.planned_minutes):
        return ""
    if head.starts is None:
        return words.untimed.format(minutes=minutes)
    last = [point for point in points if point.start is not None and point.minutes]
    end = head.starts + timedelta(minutes=minutes)
    if last and last[-1].start is not None:
        end = max(end, last[-1].start + timedelta(minutes=last[-1].minutes or 0))
    return words.in_all.format(minutes=minutes, end=clock(end))


def age_words(point: AgendaPoint, words: MeetingWords, edition: Edition) -> str:
    """Return how long a topic has been with the group and why it is back."""
    if point.age < 2:
        return ""
    why = ", ".join(words.reasons[reason].lower() for reason in point.reasons)
    since = words.since_day.format(date=edition.words.day(point.first)) if point.first else ""
    age = words.returns.format(age=words.ordinal(point.age))
    return "; ".join(filter(None, (age, why, since)))


def _part(point: AgendaPoint, words: MeetingWords) -> str:
    return words.consent_block if point.consent else point.section


def _points(
    number: int, points: list[AgendaPoint], words: MeetingWords, edition: Edition
) -> Section:
    key, heading = f"agenda.part{number}", _part(points[0], words)
    if points[0].consent:
        return Section(key, heading, (RankedList(f"{key}.points", (_together(points, words),)),))
    part = heading
    if len(points) == 1:
        heading = ""  # a point alone says itself which part it is
    items = tuple(
        RankedItem(
            clock(point.start) if point.start else "",
            point.title,
            _detail(point, words, edition, part=not heading),
            words.minutes_short.format(minutes=point.minutes) if point.minutes else "",
        )
        for point in points
    )
    return Section(key, heading, (RankedList(f"{key}.points", items),), label=part or words.agenda)


def _together(points: list[AgendaPoint], words: MeetingWords) -> RankedItem:
    """Return the points decided at once as one: one time, one number of minutes for all of them."""
    start = points[0].start
    minutes = sum(point.minutes or 0 for point in points)
    title, *more = consent_titles(points)
    detail = words.consent_words
    if more:
        title, more = words.consent_points.format(count=len(points)), [title, *more]
        detail = "\n".join((detail, *(f"\u2022  {one}" for one in more)))
    return RankedItem(
        clock(start) if start else "",
        title,
        detail,
        words.minutes_short.format(minutes=minutes) if minutes else "",
    )


def consent_titles(points: list[AgendaPoint]) -> tuple[str, ...]:
    """Return the points of the block, each with who presents it."""
    return tuple("  \u00b7  ".join(filter(None, (one.title, one.presenter))) for one in points)


def _detail(point: AgendaPoint, words: MeetingWords, edition: Edition, *, part: bool) -> str:
    parts = (
        point.section if part else "",
        words.purposes[point.purpose] if point.purpose else "",
        point.presenter,
        words.pulled_out if point.pulled else "",
        words.fixed if point.fixed else "",
        age_words(point, words, edition),
    )
    return "  \u00b7  ".join(filter(None, parts))


def commitment_rows(key: str, owed: tuple[OpenCommitment, ...], edition: Edition) -> Rows:
    """Return who owes what by when; a late one says by how many days."""
    words = meeting_words(edition.words)
    rows = []
    for one in owed:
        when = edition.words.day(one.due) if one.due else ""
        if one.late:
            late = words.one_late if one.late == 1 else words.late.format(days=one.late)
            when = f"{when}\n{late}" if when else late
        rows.append(Row(one.who or words.nobody, one.what, when))
    return Rows(key, tuple(rows), (words.who, words.what, words.by_when))
