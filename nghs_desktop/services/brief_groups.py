"""Briefs about a work group: the one-pager, the focus recommendation, the reading list."""

from __future__ import annotations

import json
from typing import cast

from nghs_desktop.domain.briefs import KeyFigure, RankedItem, Signer
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.decisions import Decision
from nghs_desktop.domain.filters import Filter, read_filter
from nghs_desktop.domain.focus import Focus
from nghs_desktop.domain.library import Resource
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.records import Impact
from nghs_desktop.domain.spoken import as_sentence, spoken_time
from nghs_desktop.reports.templates.focus import (
    FocusCandidate,
    FocusRecommendation,
    focus_recommendation,
)
from nghs_desktop.reports.templates.issue_brief import OnePager, one_pager
from nghs_desktop.reports.templates.reading import (
    Reading,
    ReadingList,
    ReadingTopic,
    reading_list,
)
from nghs_desktop.services.brief_desk import ITEMS, Desk, Made, one_line, paragraphs
from nghs_desktop.services.brief_kinds import Check, FixKind
from nghs_desktop.services.brief_meeting import dots_of, items_check
from nghs_desktop.services.brief_records import Weighed, round_of
from nghs_desktop.services.lists import ListQuery, rows_in_order
from nghs_desktop.services.rows import ItemRow

_HEARD = 5
_WEIGHTS = {Impact.LOW: 1.0, Impact.MEDIUM: 3.0, Impact.HIGH: 5.0}


def group_page(desk: Desk) -> Made:
    """Return what one page on a work group says."""
    words, group = desk.words, desk.group
    barriers = desk.items("barrier")
    people, places = seats(desk)
    advised = group.advises if group else ""
    who = [
        words.people_from.format(
            people=_large(words.many(people, "member")), places=words.many(places, "organization")
        )
        if people
        else "",
        words.we_advise.format(whom=advised if words.spanish else _small(advised))
        if advised
        else "",
    ]
    ask = desk.text("ask.panel", "Our ask", _ask(desk, barriers))
    if desk.argues and ask:
        who.insert(0, words.we_ask.format(text=as_sentence(_small(ask))))
    advice = [
        as_sentence(one.title)
        for noun in ("focus", "decision")
        for one in desk.items(noun)
        if one.status in ("recommended", "allocated", "closed", "outcome_written")
    ]
    heard, made = desk.tally("barrier"), desk.tally("commitment")
    done = sum(heard.get(str(status), 0) for status in NOUN["barrier"].finished)
    kept = made.get("done", 0) + made.get("verified", 0)
    figures: tuple[tuple[int, str, dict[str, object]], ...] = (
        (people, words.in_organisations, {"places": words.many(places, "organization")}),
        (sum(heard.values()), words.barriers_heard, {"done": done}),
        (sum(desk.tally("practice").values()), words.practices_known, {}),
        (sum(made.values()), words.commitments_kept, {"done": kept}),
    )
    facts = OnePager(
        title=desk.title(desk.name),
        who_we_are=desk.summary(" ".join(filter(None, who))),
        heard=tuple(
            RankedItem(str(place), one_line(one.title), one.schools, dots_of(desk, one.dots))
            for place, one in enumerate(barriers[:_HEARD], 1)
        ),
        advice=desk.texts("advice.list", "What we advise", advice[:_HEARD]),
        ask=ask,
        figures=tuple(
            KeyFigure(f"{count:,}", words.per(count, form, **more))
            for count, form, more in figures
            if count
        ),
        next_meeting=desk.text("next.text", "Next meeting", next_meeting(desk)),
    )
    checks = [
        *items_check(
            barriers[:_HEARD],
            lambda one: not one.lever,
            "Barriers have a lever",
            "barrier has no lever",
            "barriers have no lever",
            "heard",
        )
    ]
    if not ask:
        text = "Nothing is asked for yet"
        checks.append(Check(text, False, None, "Write the ask", FixKind.GO_TO, "ask"))
    if not barriers:
        checks.append(Check("The work group has heard nothing yet", False))
    return Made(one_pager(facts, desk.edition()), tuple(checks))


def focus(desk: Desk) -> Made:
    """Return what a focus recommendation says: all candidates, and the one that is advised."""
    words, ref = desk.words, desk.subject()
    items = desk.all_items("focus")
    held = {one.id: cast(Focus, desk.record(Ref("focus", one.id))) for one in items}
    chosen = next((one for one in items if ref and one.id == ref.id), None)
    if chosen is None and ref is not None:
        found = desk.record(ref)
        held[ref.id] = cast(Focus, found)
    advised = held.get(ref.id) if ref else None
    weighed = round_of(desk)
    candidates = tuple(
        FocusCandidate(
            one_line(one.title),
            _WEIGHTS[record.impact] if record.impact else 3.0,
            float(record.effort or 3),
            one.dots or 0,
            float(record.hours_needed or 0),
        )
        for one in items
        if (record := held[one.id])
    )
    hours = tuple(
        (one_line(one.title), float(needed))
        for one in items
        if (needed := held[one.id].hours_needed)
    )
    question = words.where_hours
    if weighed is not None:
        candidates, hours = _weighed(weighed), _available(desk, weighed)
        question = weighed.round.question or question
    reasons, dissent = [], []
    if ref is not None:
        reasons = [
            words.gets_around.format(text=as_sentence(one.title))
            for one in desk.linked_items("barrier", ref, LinkKind.RELATES, LinkKind.ADDRESSES)
        ]
        for one in desk.linked_items("decision", ref, LinkKind.RELATES, LinkKind.DECIDES):
            decision = cast(Decision, desk.record(Ref("decision", one.id)))
            reasons.append(as_sentence(one.title))
            if decision.dissent:
                dissent.append(as_sentence(one_line(decision.dissent)))
    advice = [as_sentence(advised.title)] if advised else []
    if advised and advised.details:
        advice.append(as_sentence(one_line(advised.details)))
    if weighed is not None:
        said = [*paragraphs(weighed.round.recommendation), *weighed.picked]
        advice = [as_sentence(one) for one in said] or advice
        reasons = [*paragraphs(weighed.round.talk), *reasons]
    group = desk.group
    answering = (group.recommends_to or group.advises) if group else ""
    facts = FocusRecommendation(
        title=desk.title(words.focus_title),
        summary=desk.summary(
            _large(words.focus_summary.format(many=words.many(len(candidates), "focus")))
            if candidates
            else ""
        ),
        question=desk.text("question.text", "The question", question),
        candidates=candidates,
        hours=hours,
        recommendation=desk.texts("advice.panel", "What we recommend", advice),
        reasons=desk.texts("advice.reasons", "Reasons", reasons),
        dissent=desk.texts("dissent.text", "Other views", dissent),
        answered_by=(Signer("", answering),) if answering else (),
    )
    lacking = [one for one in items if not held[one.id].impact or not held[one.id].effort]
    checks: tuple[Check, ...] = ()
    if lacking and weighed is None:
        first = Ref("focus", lacking[0].id)
        text = (
            "One focus area has no impact or effort"
            if len(lacking) == 1
            else f"{len(lacking)} focus areas have no impact or effort"
        )
        checks = (Check(text, False, first, f"Open {lacking[0].code}", FixKind.OPEN, "candidates"),)
    elif items:
        checks = (Check("Focus areas have impact and effort", True, section="candidates"),)
    return Made(focus_recommendation(facts, desk.edition()), checks, subject=ref)


def _weighed(weighed: Weighed) -> tuple[FocusCandidate, ...]:
    """Return the candidates of a round as they were scored; who was not scored stands in the middle."""
    return tuple(
        FocusCandidate(
            one.candidate.title,
            float(one.impact or 3),
            float(one.effort or 3),
            one.dots,
            float(one.candidate.hours),
        )
        for one in weighed.standings
    )


def _available(desk: Desk, weighed: Weighed) -> tuple[tuple[str, float], ...]:
    """Return the hours a round can give, by kind."""
    held = weighed.round
    given = {
        "coaching": held.coaching_hours,
        "facilitation": held.facilitation_hours,
        "data": held.data_hours,
    }
    return tuple((label, float(hours)) for key, label in desk.words.hours if (hours := given[key]))


def readings(desk: Desk) -> Made:
    """Return a reading list: the resources under the filter, by kind."""
    words = desk.words
    topics: dict[str, list[Reading]] = {}
    found = _resources(desk)
    kinds = dict(desk.reader.rows("SELECT id, name FROM term WHERE deleted = 0"))
    for one in found:
        kind = kinds.get(one.kind_id or "", words.other_kind)
        topics.setdefault(kind, []).append(
            Reading(
                one_line(desk.privacy.text(one.title)),
                kind,
                ", ".join(filter(None, (one.developer, one.publisher, one.supporter))),
                one_line(one.excerpt),
                one.truncated,
                words.for_whom.format(text=one.audience) if one.audience else "",
                one.url,
            )
        )
    many = words.many(len(found), "reading")
    facts = ReadingList(
        title=desk.title(words.readings),
        summary=desk.summary(_large(words.readings_summary.format(many=many)) if found else ""),
        topics=tuple(ReadingTopic(name, tuple(topics[name])) for name in sorted(topics)),
    )
    lacking = [one for one in found if not one.url]
    checks: tuple[Check, ...] = ()
    if lacking:
        text = (
            "One reading has no link"
            if len(lacking) == 1
            else f"{len(lacking)} readings have no link"
        )
        first = Ref("resource", lacking[0].id)
        label = one_line(lacking[0].title) or "the first"
        checks = (Check(text, False, first, f"Open {label}", FixKind.OPEN, "topics"),)
    elif found:
        checks = (Check("Readings have links", True, section="topics"),)
    return Made(reading_list(facts, desk.edition()), checks)


def seats(desk: Desk) -> tuple[int, int]:
    """Return how many people sit in the work group, and from how many organisations."""
    rows = desk.reader.rows(
        "SELECT count(DISTINCT m.person_id), "
        "count(DISTINCT coalesce(m.organization_id, p.organization_id)) FROM membership m "
        "JOIN person p ON p.id = m.person_id "
        "WHERE m.group_id = ? AND m.deleted = 0 AND p.deleted = 0",
        (desk.brief.group_id,),
    )
    return rows[0][0], rows[0][1]


def next_meeting(desk: Desk) -> str:
    """Return when and where the work group meets next; empty when nothing is planned."""
    found = desk.reader.records(
        NOUN["meeting"],
        "WHERE r.deleted = 0 AND r.group_id = ? AND r.starts_at > ? AND r.state <> 'ended' "
        "ORDER BY r.starts_at LIMIT 1",
        (desk.brief.group_id, desk.now.isoformat()),
    )
    if not found:
        return ""
    meeting = cast(Meeting, found[0])
    assert meeting.starts_at is not None  # the query asks for it
    day = desk.words.day(meeting.starts_at.astimezone(desk.zone).date())
    at = spoken_time(meeting.starts_at, desk.zone)
    return as_sentence(", ".join(filter(None, (day, at, meeting.place))))


def _resources(desk: Desk) -> tuple[Resource, ...]:
    """Return the resources under the words and tags of the brief's filter, by title."""
    wanted = read_filter(desk.brief.filter)
    kept = Filter(wanted.words, tuple(one for one in wanted.terms if one.key == "tag"))
    where, values = "WHERE r.deleted = 0", list[str]()
    if kept != Filter():
        query = ListQuery("resource", "", kept, "title", desk.today)
        rows = rows_in_order(desk.reader, query)
        where += " AND r.rowid IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(list(rows)))
    found = desk.reader.records(
        NOUN["resource"], f"{where} ORDER BY r.title, r.id LIMIT {ITEMS}", values
    )
    return tuple(cast(list[Resource], found))


def _ask(desk: Desk, barriers: tuple[ItemRow, ...]) -> str:
    """Return what the group asks for: the next step of the weightiest barrier that has one."""
    for one in barriers:
        record = desk.record(Ref("barrier", one.id))
        step = one_line(str(getattr(record, "next_step", "")))
        if step:
            return step
    return ""


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
