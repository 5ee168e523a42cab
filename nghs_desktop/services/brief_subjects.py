"""Briefs about one barrier or one practice: issue brief, barrier and referral memo, practice profile.

Facts are taken as they stand in the workspace; where the program has no words for a part, the part
is empty until somebody writes it.
"""

from __future__ import annotations

from typing import cast

from nghs_desktop.domain.attention import KeptReferral
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.briefs import KeyFigure, Signer
from nghs_desktop.domain.charts import Bar, BarChart
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.decisions import Decision
from nghs_desktop.domain.groups import MemberRole, WorkGroup
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.practices import Practice
from nghs_desktop.domain.records import Captured
from nghs_desktop.domain.spoken import as_sentence
from nghs_desktop.reports.templates.issue_brief import IssueBrief, Option, Purpose, issue_brief
from nghs_desktop.reports.templates.memo import BarrierMemo, MemoBarrier, barrier_memo
from nghs_desktop.reports.templates.practice import PracticeProfile, practice_profile
from nghs_desktop.services.brief_desk import Desk, Made, one_line, paragraphs
from nghs_desktop.services.brief_kinds import Check, FixKind
from nghs_desktop.services.brief_meeting import schools_check
from nghs_desktop.services.brief_privacy import Use
from nghs_desktop.services.brief_records import (
    adoptions_of,
    attention_of,
    referral_of,
    standing_of,
    studies_of,
)
from nghs_desktop.services.queries import work_groups
from nghs_desktop.services.rows import ItemRow

_BARS = 8
_LABEL = 70


def issue(desk: Desk) -> Made:
    """Return what a two-page issue brief says of a barrier."""
    words, ref = desk.words, desk.subject()
    found = desk.record(ref) if ref else None
    if ref is None or found is None:
        return _nothing(desk)
    barrier = cast(Barrier, found)
    around = desk.linked_items("practice", ref, LinkKind.ADDRESSES)
    ask = desk.texts("ask.list", "What we ask of you", (barrier.next_step, barrier.escalation))
    gist = as_sentence(one_line(barrier.consequence) or _first_sentence(barrier.details))
    summary = [gist]
    if desk.argues and ask:
        summary.insert(0, words.we_ask.format(text=as_sentence(_small(ask[0]))))
    reach = _reach(desk, barrier)
    problem = desk.texts(
        "problem.text",
        "The problem",
        (
            *paragraphs(barrier.details or barrier.title),
            words.root_cause.format(text=as_sentence(barrier.root_cause))
            if barrier.root_cause
            else "",
            words.affected.format(text=as_sentence(reach)) if reach else "",
        ),
    )
    facts = IssueBrief(
        title=desk.title(barrier.title),
        summary=desk.summary(" ".join(filter(None, summary))),
        problem=problem,
        evidence=desk.texts("evidence.text", "What we know", paragraphs(barrier.evidence)),
        figures=_figures(desk, barrier, len(around)),
        chart=_dots_chart(desk, "evidence.chart"),
        options=tuple(_option(desk, one) for one in around),
        recommendation=_recommended(desk, ref, around),
        ask=ask,
        references=desk.sources([ref.id, *(one.id for one in around)]),
        contact=desk.text("contact", "Contact", _contact(desk, barrier)),
        purpose=Purpose.ARGUE if desk.argues else Purpose.INFORM,
    )
    checks = [schools_check(desk, [ref.id])]
    if desk.argues and not ask:
        text = "Nothing is asked for yet"
        checks.append(Check(text, False, None, "Write the ask", FixKind.GO_TO, "ask"))
    if not barrier.evidence:
        text = "No evidence is written down"
        checks.append(Check(text, False, ref, f"Open {_code(barrier)}", FixKind.OPEN, "evidence"))
    return Made(issue_brief(facts, desk.edition()), tuple(checks), subject=ref)


def memo(desk: Desk) -> Made:
    """Return what a barrier memo says."""
    return _memo(desk, referral=False)


def referral(desk: Desk) -> Made:
    """Return what a referral memo says."""
    return _memo(desk, referral=True)


def _memo(desk: Desk, *, referral: bool) -> Made:
    words, ref = desk.words, desk.subject()
    found = desk.record(ref) if ref else None
    if ref is None or found is None:
        return _nothing(desk)
    barrier = cast(Barrier, found)
    around = desk.linked_items("practice", ref, LinkKind.ADDRESSES)
    sent = referral_of(desk, ref) if referral else None
    to, signer = _goes_to(desk, barrier, sent, referral=referral)
    reach = _reach(desk, barrier)
    voices = [words.figure(barrier.dots, "dot")] if barrier.dots else []
    if raised := desk.said_by(barrier):
        voices.append(words.raised_by.format(name=raised))
    asked = barrier.next_step if not referral else ""
    if sent is not None:
        asked = dict(words.asks)[str(sent.ask)]
    why = [*paragraphs(sent.why)] if sent else []
    why += [as_sentence(barrier.consequence)] if barrier.consequence else []
    if barrier.level is not None:
        label = words.label(barrier.level.label)
        why.append(words.level_of.format(word=label))
    facts = BarrierMemo(
        title=desk.title(barrier.title),
        to=desk.text("head.to", "To", to),
        sender=desk.text("head.sender", "From", _sender(desk)),
        asked=desk.text(
            "head.asked", "What is asked", asked or (words.take_up if referral else words.act)
        ),
        barriers=(
            MemoBarrier(
                barrier.title,
                affected=desk.text("barrier1.affected", "Who is affected", reach),
                cause=desk.text("barrier1.cause", "Root cause", barrier.root_cause),
                evidence=desk.text(
                    "barrier1.evidence",
                    "Evidence",
                    " ".join(
                        as_sentence(one)
                        for one in (
                            barrier.details,
                            barrier.evidence,
                            sent.evidence if sent else "",
                        )
                        if one
                    ),
                ),
                voices=". ".join(voices),
                severity=words.label(barrier.impact.label) if barrier.impact else "",
            ),
        ),
        referral=referral,
        why=desk.texts("why.text", "Why it comes to you", why),
        tried=desk.texts(
            "tried.list",
            "What has been tried",
            [*(_with_places(one) for one in around), *attention_of(desk, ref)],
        ),
        urgency=desk.text(
            "head.urgency",
            "Urgency",
            words.label(sent.urgency.label) if sent and sent.urgency else "",
        ),
        answer_by=sent.acknowledge_by if sent and sent.acknowledge_by else barrier.due,
        chart=_dots_chart(desk, "data.chart"),
        references=desk.sources([ref.id]),
        answered_by=(Signer("", signer),),
    )
    checks = [schools_check(desk, [ref.id])]
    if not barrier.root_cause:
        text = "No root cause is written down"
        checks.append(Check(text, False, ref, f"Open {_code(barrier)}", FixKind.OPEN, "barriers"))
    if facts.answer_by is None:
        text = "No day is set for an answer"
        checks.append(Check(text, False, ref, f"Open {_code(barrier)}", FixKind.OPEN, "head"))
    return Made(barrier_memo(facts, desk.edition()), tuple(checks), subject=ref)


def practice(desk: Desk) -> Made:
    """Return what a practice profile says."""
    words, ref = desk.words, desk.subject()
    found = desk.record(ref) if ref else None
    if ref is None or found is None:
        return _nothing(desk)
    held = cast(Practice, found)
    barriers = desk.linked_items("barrier", ref, LinkKind.ADDRESSES)
    thanked = [
        one
        for one in desk.linked_items("recognition", ref, LinkKind.RELATES)
        if one.status == "recognised"
    ]
    evidence = [
        as_sentence(held.evidence) if held.evidence else "",
        *(words.gets_around.format(text=as_sentence(one.title)) for one in barriers[:3]),
        *(words.recognised_for.format(text=as_sentence(one.title)) for one in thanked[:2]),
    ]
    population = ", ".join(filter(None, (held.population, _scale(desk, held, ref))))
    level, scheme = standing_of(desk, held)
    sites = adoptions_of(desk, ref)
    if sites:
        evidence.insert(1, as_sentence(words.taken_up.format(places=words.listed(sites))))
    quote, quoted = _quote(desk, ref)
    resources = desk.resources([ref.id])
    facts = PracticeProfile(
        name=desk.title(held.title),
        summary=desk.summary(one_line(held.details)),
        level=level,
        scheme=scheme,
        problem=held.problem,
        population=population,
        setting=desk.places(ref),
        supports=held.supports_needed,
        cost=held.cost_note,
        components=desk.texts(
            "components.list", "What it consists of", paragraphs(held.core_components)
        ),
        evidence=desk.texts("evidence.text", "What it brings", evidence),
        studies=studies_of(desk, ref),
        steps=desk.texts("start.list", "How to begin"),
        quote=quote,
        quoted=quoted,
        contact=_called(desk, held.contact_id),
        link=next((one.url for one in resources if one.url), ""),
        references=desk.sources([ref.id]),
    )
    checks = [schools_check(desk, [ref.id])]
    for missing, text in ((held.evidence, "evidence"), (held.core_components, "core components")):
        if not missing:
            told = (
                f"No {text} written down"
                if text == "core components"
                else f"No {text} is written down"
            )
            section = "components" if text == "core components" else "evidence"
            checks.append(Check(told, False, ref, f"Open {_code(held)}", FixKind.OPEN, section))
    return Made(practice_profile(facts, desk.edition()), tuple(checks), subject=ref)


def _nothing(desk: Desk) -> Made:
    content = desk.edition().content(desk.title(desk.kind.label), "", ())
    return Made(content)


def _reach(desk: Desk, barrier: Barrier) -> str:
    """Return who a barrier touches: in words, and in counts that are not too small."""
    words = desk.words
    parts = [barrier.affected]
    if barrier.reach_students:
        count = desk.privacy.students(barrier.reach_students, _code(barrier))
        parts.append(f"{count} {words.figure(2, 'student').split(' ', 1)[1]}")
    if barrier.reach_sites:
        parts.append(words.figure(barrier.reach_sites, "school"))
    return ", ".join(filter(None, parts))


def _scale(desk: Desk, held: Practice, ref: Ref) -> str:
    words, parts = desk.words, []
    if held.scale_sites:
        parts.append(words.figure(held.scale_sites, "school"))
    if held.scale_students:
        count = desk.privacy.students(held.scale_students, _code(held))
        parts.append(f"{count} {words.figure(2, 'student').split(' ', 1)[1]}")
    return ", ".join(parts)


def _figures(desk: Desk, barrier: Barrier, around: int) -> tuple[KeyFigure, ...]:
    words = desk.words
    sites, students = barrier.reach_sites or 0, barrier.reach_students or 0
    dots = barrier.dots or 0
    found = (
        (sites, f"{sites:,}", words.schools_reached),
        (students, desk.privacy.students(students, _code(barrier)), words.students_reached),
        (dots, f"{dots:,}", words.dots_given),
        (around, f"{around:,}", words.practices_help),
    )
    return tuple(KeyFigure(value, words.per(count, form)) for count, value, form in found if count)


def _dots_chart(desk: Desk, key: str) -> BarChart | None:
    """Return what the room put first, when it put several things in an order."""
    voted = [one for one in desk.items("barrier") if one.dots][:_BARS]
    if len(voted) < 3:
        return None
    bars = tuple(Bar(_short(one.title), float(one.dots or 0)) for one in voted)
    return BarChart(key, desk.words.dots_chart, bars, words=desk.words.words.chart)


def _option(desk: Desk, one: ItemRow) -> Option:
    held = cast(Practice, desk.record(Ref("practice", one.id)))
    return Option(
        _with_places(one),
        one_line(held.evidence or held.details) or "–",
        desk.words.needs.format(text=one_line(held.supports_needed))
        if held.supports_needed
        else "–",
        one_line(held.cost_note),
    )


def _recommended(desk: Desk, ref: Ref, around: tuple[ItemRow, ...]) -> tuple[str, ...]:
    """Return what the group decided or advised on a barrier, else the practice it knows."""
    said = []
    for one in desk.linked_items("decision", ref, LinkKind.RELATES, LinkKind.DECIDES):
        decision = cast(Decision, desk.record(Ref("decision", one.id)))
        said.append(as_sentence(one.title))
        if decision.outcome:
            said[-1] = f"{said[-1]} {as_sentence(one_line(decision.outcome))}"
    said += [
        as_sentence(one.title)
        for one in desk.linked_items("focus", ref, LinkKind.RELATES)
        if one.status in ("recommended", "allocated")
    ]
    if not said and around:
        said = [as_sentence(around[0].title)]
    return desk.texts("recommendation.text", "What we recommend", said)


def _goes_to(
    desk: Desk, barrier: Barrier, sent: KeptReferral | None, *, referral: bool
) -> tuple[str, str]:
    """Return whom a memo is for, and as what they sign: another group, or who should hear of it."""
    group = desk.group
    if referral:
        others = [one for one in work_groups(desk.reader) if group is None or one.id != group.id]
        of_lever = (one for one in others if one.lever_id == barrier.lever_id)
        named = (one for one in others if sent and one.id == sent.to_group_id)
        other = next(named, None) or next(of_lever, None)
        if other is not None:
            signer = desk.words.chair_of.format(group=other.name)
            return ", ".join(filter(None, (other.name, _chair_of(desk, other)))), signer
    to = barrier.escalation or (group and (group.recommends_to or group.advises)) or ""
    return to, to


def _chair_of(desk: Desk, group: WorkGroup) -> str:
    found = desk.reader.value(
        "SELECT person_id FROM membership WHERE group_id = ? AND role = 'chair' AND deleted = 0",
        (group.id,),
    )
    name = desk.privacy.person(found, Use.SIGNS, shown="")
    return f"{desk.words.label('Chair').lower()} {name}" if name else ""


def _sender(desk: Desk) -> str:
    if desk.group is None:
        return desk.name
    return ", ".join(filter(None, (desk.name, _chair_of(desk, desk.group))))


def _contact(desk: Desk, record: Captured) -> str:
    """Return whom to ask: the group, and in it who owns the matter, else the chair."""
    name = desk.privacy.person(
        record.owner_id or desk.seat(MemberRole.CHAIR), Use.OWNS, record.meeting_id, ""
    )
    return ": ".join(filter(None, (", ".join(filter(None, (desk.name, desk.coalition))), name)))


def _called(desk: Desk, person_id: str | None) -> str:
    """Return whom to call about a practice, with where they are."""
    name = desk.privacy.person(person_id, Use.SIGNS)
    one = desk.privacy.people.known.get(person_id or "")
    is_named = one is not None and name == one.name
    return ", ".join(filter(None, (name, one.organization if one and is_named else "")))


def _quote(desk: Desk, ref: Ref) -> tuple[str, str]:
    """Return what somebody said of a practice in a note that goes with it, and who."""
    notes = desk.linked_items("note", ref, LinkKind.RELATES)
    for one in notes:
        note = desk.reader.get(NOUN["note"], one.id)
        if isinstance(note, Captured) and note.said_by_id:
            words = one_line(one.title) if desk.may_quote(note.said_by_id) else ""
            return words, one.said_by if words else ""
    return "", ""


def _with_places(one: ItemRow) -> str:
    return f"{one_line(one.title)} ({one.schools})" if one.schools else one_line(one.title)


def _code(record: Captured) -> str:
    letter = {Barrier: "B", Practice: "P"}.get(type(record), "")
    return f"{letter}-{record.number:03d}" if record.number is not None else letter


def _first_sentence(text: str) -> str:
    flat = one_line(text)
    end = flat.find(". ")
    return flat if end < 0 else flat[: end + 1]


def _small(text: str) -> str:
    """Return a sentence as it goes on after a colon, unless it begins with a name or a figure."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _short(text: str) -> str:
    flat = one_line(text)
    if len(flat) <= _LABEL:
        return flat
    return flat[:_LABEL].rsplit(" ", 1)[0].rstrip(",;") + " …"
