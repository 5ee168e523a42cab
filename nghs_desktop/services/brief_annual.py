"""The annual report of a work group: charts and tables of what the workspace really holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import cast

from nghs_desktop.domain.barriers import BarrierStatus
from nghs_desktop.domain.briefs import (
    Align,
    Block,
    Column,
    IndexEntry,
    KeyFigure,
    Signer,
    Table,
    TableRow,
)
from nghs_desktop.domain.charts import Bar, BarChart, Stack, StackedBars
from nghs_desktop.domain.decisions import Decision
from nghs_desktop.domain.groups import MemberRole
from nghs_desktop.domain.meetings import Meeting, Presence
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.practices import PracticeLevel
from nghs_desktop.domain.spoken import as_sentence
from nghs_desktop.reports.templates.annual import (
    AnnualReport,
    Chapter,
    Held,
    Member,
    annual_report,
)
from nghs_desktop.services.brief_desk import Desk, Made, one_line
from nghs_desktop.services.brief_groups import seats
from nghs_desktop.services.brief_kinds import Check
from nghs_desktop.services.brief_meeting import (
    dots_of,
    items_check,
    owners_check,
    schools_check,
)
from nghs_desktop.services.brief_privacy import Use
from nghs_desktop.services.rows import ItemRow

_SERIES = 6
_OVER = frozenset(
    str(one) for one in (BarrierStatus.RESOLVED, BarrierStatus.VERIFIED, BarrierStatus.CLOSED)
)
_SHOWN = frozenset(str(one) for one in (PracticeLevel.PROMISING, PracticeLevel.EFFECTIVE))
_KEPT = frozenset({"done", "verified"})


def annual(desk: Desk) -> Made:
    """Return what an annual report says of the brief's days."""
    words, brief = desk.words, desk.brief
    items = {noun: desk.all_items(noun) for noun in _COUNTED}
    held = _held(desk)
    since = brief.since or _first_day(desk, items.values())
    title = words.year_of.format(
        name=desk.name, since=words.day(since), until=words.day(brief.until or desk.today)
    )
    counts = [words.many(len(items[noun]), noun) for noun in _COUNTED if items[noun]]
    meetings = _large(words.many(len(held), "meeting"))
    told = words.year_summary.format(meetings=meetings, counts=words.listed(counts))
    people, places = seats(desk)
    figures: tuple[tuple[int, str, dict[str, object]], ...] = (
        (people, words.in_organisations, {"places": words.many(places, "organization")}),
        (len(items["barrier"]), words.barriers_heard, {"done": _of(items["barrier"], _OVER)}),
        (len(items["practice"]), words.practices_known, {}),
        (
            len(items["commitment"]),
            words.commitments_kept,
            {"done": _of(items["commitment"], _KEPT)},
        ),
    )
    chapters = tuple(
        chapter
        for noun, make in _CHAPTERS.items()
        if items[noun] and (chapter := make(desk, items[noun])) is not None
    )
    chair = desk.privacy.person(desk.seat(MemberRole.CHAIR), Use.SIGNS, shown="")
    foreword = desk.texts("foreword.text", "Foreword")
    facts = AnnualReport(
        title=desk.title(title),
        summary=desk.summary(told if counts else ""),
        chapters=chapters,
        figures=tuple(
            KeyFigure(f"{count:,}", words.per(count, form, **more))
            for count, form, more in figures
            if count
        ),
        foreword=foreword,
        signers=(Signer(chair, words.label("Chair")),) if foreword else (),
        held=held,
        members=_members(desk),
        references=desk.sources([one.id for noun in _COUNTED for one in items[noun]]),
        index=_index(desk, items),
    )
    checks = (
        *items_check(
            items["barrier"],
            lambda one: not one.lever,
            "Barriers have a lever",
            "barrier has no lever",
            "barriers have no lever",
            "barriers",
        ),
        *owners_check(items["barrier"], "barriers"),
        *items_check(
            items["commitment"],
            lambda one: not one.owner or one.due is None,
            "Commitments have owners and dates",
            "commitment has no owner or date",
            "commitments have no owner or date",
            "commitments",
        ),
        *((Check("No meeting lies in these days", False, section="held"),) if not held else ()),
        schools_check(desk, [one.id for noun in ("barrier", "practice") for one in items[noun]]),
    )
    return Made(annual_report(facts, desk.edition()), checks)


_COUNTED = ("barrier", "practice", "commitment", "decision", "recognition")


def _barriers(desk: Desk, items: Sequence[ItemRow]) -> Chapter:
    words = desk.words
    done = _of(items, _OVER)
    heads = words.table_heads
    # Five columns of large print would leave a few letters a line for what was said.
    large = desk.brief.large_print
    columns = tuple(map(Column, heads[:-1]))
    columns = (columns[0], columns[1], columns[3]) if large else columns
    columns = columns if large else (*columns, Column(heads[-1], Align.END))
    rows = tuple(TableRow(_barrier(desk, one), key=f"barriers.{one.id}") for one in items)
    chart = _by_lever(desk, items)
    blocks = (*((chart,) if chart else ()), Table("barriers.table", columns, rows))
    said = words.barriers_told.format(many=words.many(len(items), "barrier"), done=done)
    return _chapter(desk, "barriers", words.barriers, said, blocks)


def _barrier(desk: Desk, one: ItemRow) -> tuple[str, ...]:
    words, what = desk.words, _with_places(one)
    status = words.label(one.status_label)
    if desk.brief.large_print:
        lever = words.lever.format(lever=one.lever) if one.lever else ""
        more = ", ".join(filter(None, (lever, dots_of(desk, one.dots))))
        return one.code, "\n".join(filter(None, (what, more))), status
    return one.code, what, one.lever or "–", status, f"{one.dots:,}" if one.dots else "–"


def _practices(desk: Desk, items: Sequence[ItemRow]) -> Chapter:
    words = desk.words
    levels = Counter(one.level for one in items)
    bars = [
        Bar(words.label(level.label), float(levels[str(level)]))
        for level in PracticeLevel
        if levels[str(level)]
    ]
    if levels[""]:
        bars.append(Bar(words.no_level, float(levels[""])))
    chart = BarChart("practices.chart", words.by_level, tuple(bars), words=words.words.chart)
    rows = tuple(
        TableRow(
            (one.code, one_line(one.title), one.schools or "–", _level(desk, one)),
            key=f"practices.{one.id}",
        )
        for one in items
    )
    table = Table("practices.table", tuple(map(Column, words.practice_heads)), rows)
    done = sum(levels[level] for level in _SHOWN)
    said = words.practices_told.format(many=words.many(len(items), "practice"), done=done)
    return _chapter(desk, "practices", words.practices, said, (chart, table))


def _commitments(desk: Desk, items: Sequence[ItemRow]) -> Chapter:
    words = desk.words
    kept, dropped = _of(items, _KEPT), _of(items, frozenset({"dropped"}))
    late = sum(_is_late(desk, one) for one in items)
    counts = (
        (words.kept, kept),
        (words.still_open, len(items) - kept - dropped - late),
        (words.late, late),
        (words.dropped, dropped),
    )
    bars = tuple(Bar(label, float(count)) for label, count in counts)
    chart = BarChart("commitments.chart", words.by_state, bars, words=words.words.chart)
    rows = tuple(
        TableRow(
            (
                one.owner or words.nobody,
                one_line(one.title),
                words.day(one.due) if one.due else "–",
                words.late if _is_late(desk, one) else words.label(one.status_label),
            ),
            key=f"commitments.{one.id}",
        )
        for one in items
    )
    table = Table("commitments.table", tuple(map(Column, words.commitment_heads)), rows)
    many = words.many(len(items), "commitment")
    said = words.commitments_told.format(many=many, done=kept, late=late)
    return _chapter(desk, "commitments", words.commitments, said, (chart, table))


def _decisions(desk: Desk, items: Sequence[ItemRow]) -> Chapter:
    words = desk.words
    rows = []
    records = desk.records("decision", [one.id for one in items])
    for one in sorted(items, key=lambda each: (each.heard_at or desk.now, each.id)):
        decision = cast(Decision, records[one.id])
        told = " ".join(
            as_sentence(one_line(text)) for text in (decision.words, decision.outcome) if text
        )
        day = one.heard_at.astimezone(desk.zone).date() if one.heard_at else None
        cells = (words.day(day) if day else "–", one_line(one.title), told or "–")
        rows.append(TableRow(cells, key=f"decisions.{one.id}"))
    table = Table("decisions.table", tuple(map(Column, words.decision_heads)), tuple(rows))
    said = words.decisions_told.format(many=words.many(len(items), "decision"))
    return _chapter(desk, "decisions", words.decisions, said, (table,))


def _recognitions(desk: Desk, items: Sequence[ItemRow]) -> Chapter:
    words = desk.words
    rows = tuple(
        TableRow(
            (one.code, _with_places(one), words.label(one.status_label)),
            key=f"recognitions.{one.id}",
        )
        for one in items
        if one.status != "declined"
    )
    table = Table("recognitions.table", tuple(map(Column, words.recognition_heads)), rows)
    done = _of(items, frozenset({"recognised"}))
    said = words.recognitions_told.format(many=words.many(len(rows), "recognition"), done=done)
    return _chapter(desk, "recognitions", words.recognitions, said, (table,))


_CHAPTERS: dict[str, Callable[[Desk, Sequence[ItemRow]], Chapter | None]] = {
    "barrier": _barriers,
    "practice": _practices,
    "commitment": _commitments,
    "decision": _decisions,
    "recognition": _recognitions,
}


def _chapter(desk: Desk, key: str, heading: str, said: str, blocks: tuple[Block, ...]) -> Chapter:
    texts = desk.texts(f"{key}.text", f"Words on {heading.lower()}", (_large(said),))
    return Chapter(key, heading, texts, blocks)


def _by_lever(desk: Desk, items: Sequence[ItemRow]) -> StackedBars | None:
    """Return barriers by the month they were heard in and their lever; None without two months."""
    words = desk.words
    of_lever = Counter(one.lever for one in items)
    names = [name for name, _ in sorted(of_lever.items(), key=lambda one: (-one[1], one[0]))]
    names = names[:_SERIES]
    months: dict[date, Counter[str]] = {}
    for one in items:
        if one.heard_at is not None and one.lever in names:
            day = one.heard_at.astimezone(desk.zone).date().replace(day=1)
            months.setdefault(day, Counter())[one.lever] += 1
    if not months:
        return None
    series = tuple(name or words.no_lever for name in names)
    stacks = tuple(
        Stack(words.month(day), tuple(float(months[day][name]) for name in names))
        for day in sorted(months)
    )
    return StackedBars("barriers.chart", words.by_lever, series, stacks, words=words.words.chart)


def _held(desk: Desk) -> tuple[Held, ...]:
    tests, values = desk.period(NOUN["meeting"], "starts_at")
    tests.append("r.state = 'ended'")
    found = desk.reader.records(
        NOUN["meeting"], f"WHERE {' AND '.join(tests)} ORDER BY r.starts_at, r.id", values
    )
    present = dict(
        desk.reader.rows(
            "SELECT meeting_id, count(*) FROM attendance WHERE deleted = 0 AND presence IN (?, ?) "
            "GROUP BY meeting_id",
            (str(Presence.PRESENT), str(Presence.REMOTE)),
        )
    )
    return tuple(
        Held(
            meeting.starts_at.astimezone(desk.zone).date(),
            one_line(desk.privacy.text(meeting.title, meeting.id)),
            meeting.place,
            present.get(meeting.id, 0),
        )
        for meeting in cast(list[Meeting], found)
        if meeting.starts_at is not None
    )


def _members(desk: Desk) -> tuple[Member, ...]:
    rows = desk.reader.rows(
        "SELECT p.id, m.role, coalesce(o.name, '') FROM membership m "
        "JOIN person p ON p.id = m.person_id "
        "LEFT JOIN organization o ON o.id = coalesce(m.organization_id, p.organization_id) "
        "WHERE m.group_id = ? AND m.deleted = 0 AND p.deleted = 0 ORDER BY p.name",
        (desk.brief.group_id,),
    )
    words = desk.words
    return tuple(
        Member(
            desk.privacy.person(id, Use.SIGNS, shown="–"),
            place,
            words.label(MemberRole(role).label),
        )
        for id, role, place in rows
    )


def _index(desk: Desk, items: dict[str, tuple[ItemRow, ...]]) -> tuple[IndexEntry, ...]:
    """Return where each school and each lever is spoken of, by name."""
    found: dict[str, list[str]] = {}
    sections = {"barrier": "barriers", "practice": "practices", "recognition": "recognitions"}
    for noun, section in sections.items():
        for one in items[noun]:
            key = f"{section}.{one.id}"
            if noun == "recognition" and one.status == "declined":
                continue
            for term in filter(None, (one.lever, *one.schools.split(", "))):
                found.setdefault(term, []).append(key)
    return tuple(IndexEntry(term, tuple(found[term])) for term in sorted(found, key=str.casefold))


def _first_day(desk: Desk, items: object) -> date:
    heard = [
        one.heard_at
        for group in cast("Sequence[tuple[ItemRow, ...]]", items)
        for one in group
        if one.heard_at is not None
    ]
    return min(heard).astimezone(desk.zone).date() if heard else desk.today


def _is_late(desk: Desk, one: ItemRow) -> bool:
    unfinished = one.status in ("open", "in_progress")
    return unfinished and one.due is not None and one.due < desk.today


def _level(desk: Desk, one: ItemRow) -> str:
    if not one.level:
        return desk.words.no_level
    return desk.words.label(PracticeLevel(one.level).label)


def _of(items: Sequence[ItemRow], statuses: frozenset[str]) -> int:
    return sum(one.status in statuses for one in items)


def _with_places(one: ItemRow) -> str:
    return f"{one_line(one.title)} ({one.schools})" if one.schools else one_line(one.title)


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]
