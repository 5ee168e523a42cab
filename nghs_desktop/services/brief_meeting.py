"""The meeting brief: what a meeting or a period brought, as one page for those who were there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import cast

from nghs_desktop.domain import briefs as page
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.practices import Practice
from nghs_desktop.domain.recognitions import RecognitionStatus
from nghs_desktop.domain.spoken import as_sentence, spoken_time
from nghs_desktop.services.brief_desk import Desk, Made, one_line
from nghs_desktop.services.brief_kinds import Check, FixKind
from nghs_desktop.services.queries import attendees
from nghs_desktop.services.rows import ItemRow

_NOUNS = ("barrier", "practice", "commitment", "recognition", "decision", "focus", "note")
_COUNTED = {
    "barriers": "barrier",
    "practices": "practice",
    "commitments": "commitment",
    "recognitions": "recognition",
    "decisions": "decision",
    "focus": "focus",
}


def meeting_brief(desk: Desk) -> Made:
    """Return what the meeting brief says."""
    sections = (
        _barriers(desk),
        _practices(desk),
        _commitments(desk),
        _recognitions(desk),
        _decisions(desk),
        _focus(desk),
        _sources(desk),
        _notes(desk),
    )
    words = desk.words
    content = desk.edition(_day(desk)).content(
        desk.title(made_title(desk)),
        "",
        tuple(section for section in sections if section is not None),
        summary=desk.summary(made_summary(desk)),
        kicker=words.brief_of.format(name=desk.name).strip().upper(),
        as_of_words="",
    )
    counts = {key: len(desk.items(noun)) for key, noun in _COUNTED.items()}
    counts["notes"] = sum(len(desk.items(noun)) for noun in _NOUNS)
    counts["sources"] = len(desk.resources(_ids(desk)))
    return Made(content, _checks(desk), counts)


def made_title(desk: Desk) -> str:
    """Return the title a meeting brief has while nobody wrote one."""
    if desk.meeting is not None:
        return desk.privacy.text(desk.meeting.title, desk.meeting.id)
    words = desk.words
    name = desk.group.name if desk.group else words.all_groups
    if desk.brief.since is None:
        return name
    since = words.day(desk.brief.since, desk.today)
    until = words.day(desk.brief.until or desk.today, desk.today)
    return words.period.format(name=name, since=since, until=until)


def made_summary(desk: Desk) -> str:
    """Return the summary while nobody wrote one: who met, and what came of it."""
    words, sentences = desk.words, []
    if desk.meeting is not None:
        there = [
            one
            for one in attendees(desk.reader, desk.meeting.id)
            if one.presence in ("present", "remote")
        ]
        if there:
            who = words.many(len(there), "member")
            minutes = _minutes(desk)
            form = words.met_for if minutes else words.met
            said = form.format(who=who, minutes=minutes)
            sentences.append(said[:1].upper() + said[1:])
    done = [
        form.format(many=words.many(len(desk.items(noun)), noun))
        for noun, form in words.deeds
        if desk.items(noun)
    ]
    if done:
        deeds = words.listed(done)
        if sentences:
            sentences.append(words.they.format(deeds=deeds))
        else:
            sentences.append(_we(desk, deeds))
    return " ".join(sentences)


def _we(desk: Desk, deeds: str) -> str:
    words = desk.words
    name = desk.group.name if desk.group else words.work_groups
    said = words.we.format(name=name, deeds=deeds)
    return said.replace("The the ", "The ", 1).replace("The The ", "The ", 1)


def _minutes(desk: Desk) -> int | None:
    meeting = desk.meeting
    if meeting is None:
        return None
    if meeting.started_at and meeting.ended_at:
        return round((meeting.ended_at - meeting.started_at).total_seconds() / 60)
    return meeting.planned_minutes


def _day(desk: Desk) -> date:
    if desk.meeting is not None and desk.meeting.starts_at is not None:
        return desk.meeting.starts_at.astimezone(desk.zone).date()
    return desk.brief.until or desk.today


def _ids(desk: Desk) -> list[str]:
    return [one.id for noun in _NOUNS for one in desk.items(noun)]


def _barriers(desk: Desk) -> page.Section | None:
    items, words = desk.items("barrier"), desk.words
    if not items:
        return None
    voted = any(one.dots for one in items)
    heading = words.barriers_ranked if voted else words.barriers
    block = page.RankedList("barriers.list", ranked(desk, items))
    return page.Section("barriers", heading, (block,))


def ranked(desk: Desk, items: Sequence[ItemRow]) -> tuple[page.RankedItem, ...]:
    """Return items with their place, their dots, and who raised them."""
    return tuple(
        page.RankedItem(
            str(place), one_line(one.title), _detail(desk, one), dots_of(desk, one.dots)
        )
        for place, one in enumerate(items, 1)
    )


def dots_of(desk: Desk, dots: int | None) -> str:
    """Return dots in figures; nothing where there are none."""
    return desk.words.figure(dots, "dot") if dots else ""


def _detail(desk: Desk, one: ItemRow) -> str:
    words = desk.words
    parts = (
        words.lever.format(lever=one.lever) if one.lever else "",
        one.schools,
        words.raised_by.format(name=one.said_by) if one.said_by else "",
        one_line(one.details),
    )
    return " ".join(as_sentence(part) for part in parts if part)


def _practices(desk: Desk) -> page.Section | None:
    items, words = desk.items("practice"), desk.words
    if not items:
        return None
    records = desk.records("practice", [one.id for one in items])
    cards = tuple(
        page.Card(one_line(one.title), _practice(desk, one, cast(Practice, records[one.id])))
        for one in items
    )
    heading = words.practices_around if desk.items("barrier") else words.practices
    return page.Section("practices", heading, (page.Cards("practices.cards", cards),))


def _practice(desk: Desk, one: ItemRow, record: Practice) -> tuple[str, ...]:
    words = desk.words
    label = words.label((record.level or record.status).label).lower()
    status = words.status.format(word=label)
    first = f"{one.schools}. {status}." if one.schools else f"{status}."
    evidence = ""
    if record.evidence:
        evidence = as_sentence(words.evidence.format(text=one_line(record.evidence)))
    return tuple(filter(None, (first, evidence or as_sentence(one_line(one.details)))))


def _commitments(desk: Desk) -> page.Section | None:
    items, words = desk.items("commitment"), desk.words
    if not items:
        return None
    rows = tuple(
        page.Row(
            one.owner or words.nobody,
            one_line(one.title),
            words.day(one.due, desk.today) if one.due else "",
        )
        for one in items
    )
    block = page.Rows("commitments.rows", rows, words.heads)
    return page.Section("commitments", words.who_what, (block,))


def _recognitions(desk: Desk) -> page.Section | None:
    items, words = desk.items("recognition"), desk.words
    if not items:
        return None
    blocks = tuple(
        page.Callout(
            f"recognitions.{one.id}",
            f"{words.label(_RECOGNISED.get(one.status, 'Put forward'))}: {one_line(one.title)}",
            " ".join(filter(None, (as_sentence(one_line(one.details)), _place(one)))),
        )
        for one in items
    )
    return page.Section("recognitions", "", blocks, label=words.recognitions)


_RECOGNISED = {
    str(word): word.label for word in (RecognitionStatus.RECOGNISED, RecognitionStatus.NOMINATED)
}


def _place(one: ItemRow) -> str:
    return as_sentence(one.schools) if one.schools and one.schools not in one.title else ""


def _decisions(desk: Desk) -> page.Section | None:
    items, words = desk.items("decision"), desk.words
    if not items:
        return None
    decided = tuple(page.Decided(one_line(one.title), one_line(one.details)) for one in items)
    return page.Section("decisions", words.decisions, (page.Decisions("decisions.list", decided),))


def _focus(desk: Desk) -> page.Section | None:
    items = desk.items("focus")
    if not items:
        return None
    block = page.RankedList("focus.list", ranked(desk, items))
    return page.Section("focus", desk.words.focus, (block,))


def _notes(desk: Desk) -> page.Section | None:
    words = desk.words
    everything = sorted(
        (one for noun in _NOUNS for one in desk.items(noun)),
        key=lambda one: (one.heard_at or desk.now, one.id),
    )
    if not everything:
        return None
    notes = tuple(
        page.NoteLine(
            _when(desk, one.heard_at),
            words.label(NOUN[one.noun].label),
            "\n".join(filter(None, (one.title, one.details))),
            one.said_by or one.owner,
        )
        for one in everything
    )
    block = page.Notes("notes.table", notes, words.note_heads)
    return page.Section("notes", words.notes, (block,))


def _when(desk: Desk, moment: datetime | None) -> str:
    if moment is None:
        return ""
    if desk.meeting is not None:
        return spoken_time(moment, desk.zone)
    day = moment.astimezone(desk.zone).date()
    return f"{day.day} {desk.words.words.months[day.month - 1][:3]}"


def _sources(desk: Desk) -> page.Section | None:
    found = desk.sources(_ids(desk))
    if not found:
        return None
    heading = desk.words.words.sources
    return page.Section("sources", heading, (page.Sources("sources.list", found),))


def _checks(desk: Desk) -> tuple[Check, ...]:
    return (
        *items_check(
            desk.items("commitment"),
            lambda one: not one.owner or one.due is None,
            "Commitments have owners and dates",
            "commitment has no owner or date",
            "commitments have no owner or date",
            "commitments",
        ),
        *items_check(
            desk.items("barrier"),
            lambda one: not one.lever,
            "Barriers have a lever",
            "barrier has no lever",
            "barriers have no lever",
            "barriers",
        ),
        *owners_check(desk.items("barrier"), "barriers"),
        schools_check(
            desk, [one.id for noun in ("barrier", "practice") for one in desk.items(noun)]
        ),
    )


def items_check(
    items: Sequence[ItemRow],
    lacks: Callable[[ItemRow], bool],
    good: str,
    one: str,
    many: str,
    section: str,
) -> tuple[Check, ...]:
    """Return whether items have what they ought to; nothing where there are none."""
    if not items:
        return ()
    found = [item for item in items if lacks(item)]
    if not found:
        return (Check(good, True, section=section),)
    text = f"One {one}" if len(found) == 1 else f"{len(found)} {many}"
    first = Ref(found[0].noun, found[0].id)
    return (Check(text, False, first, f"Open {found[0].code}", FixKind.OPEN, section),)


def owners_check(items: Sequence[ItemRow], section: str) -> tuple[Check, ...]:
    """Return whether somebody looks after each barrier."""
    return items_check(
        items,
        lambda one: not one.owner,
        "Barriers have an owner",
        "barrier has no owner",
        "barriers have no owner",
        section,
    )


def schools_check(desk: Desk, ids: Sequence[str]) -> Check:
    """Return whether the schools that records are linked with have a state."""
    marks = ", ".join("?" * len(ids))
    rows = desk.reader.rows(
        "SELECT DISTINCT o.id, o.name FROM link k JOIN organization o ON o.id = k.to_id "
        "WHERE k.kind = 'at' AND k.deleted = 0 AND o.state = '' AND o.kind IN "
        f"('school', 'district') AND k.from_id IN ({marks})",
        list(ids),
    )
    if not rows:
        return Check("Schools have a state", True)
    text = "One school has no state" if len(rows) == 1 else f"{len(rows)} schools have no state"
    ref = Ref("organization", rows[0][0])
    return Check(text, False, ref, f"Add the state of {rows[0][1]}", FixKind.OPEN)
