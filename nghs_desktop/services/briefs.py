"""Gathers what a brief says from the workspace: which items, in which order, in which words, and what
should be looked at before it is printed. The press sets it; nothing here knows a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import cast

from nghs_desktop.base.clock import to_text
from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain import briefs as page
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.library import Resource
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.practices import Practice
from nghs_desktop.domain.spoken import (
    as_sentence,
    spoken_count,
    spoken_day,
    spoken_day_of_year,
    spoken_list,
    spoken_time,
)
from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.brief_kinds import Check, FixKind
from nghs_desktop.services.lists import select_items, to_items
from nghs_desktop.services.queries import attendees, meetings, workspace_info
from nghs_desktop.services.rows import ItemRow
from nghs_desktop.storage.reader import Reader

_ITEMS = 500
"""How many items of one kind a brief takes in."""


@frozen
class SectionKind:
    """A section that a brief can have: its key, its name to people, the noun it is made of."""

    key: str
    label: str
    noun: str = ""
    chosen: bool = True


SECTIONS: tuple[SectionKind, ...] = (
    SectionKind("summary", "Title and summary"),
    SectionKind("barriers", "Barriers, ranked", "barrier"),
    SectionKind("practices", "Practices that help", "practice"),
    SectionKind("commitments", "Who will do what", "commitment"),
    SectionKind("recognitions", "Recognitions", "recognition"),
    SectionKind("decisions", "Decisions", "decision", chosen=False),
    SectionKind("focus", "Where to put our time", "focus", chosen=False),
    SectionKind("sources", "Sources"),
    SectionKind("notes", "Full notes", "note", chosen=False),
)
SECTION = {section.key: section for section in SECTIONS}


@frozen
class Gathered:
    """A brief's content, how many items each section has, and the checks.

    `made_title` and `made_summary` are what the brief says where nobody wrote one.
    """

    content: page.BriefContent
    counts: dict[str, int]
    checks: tuple[Check, ...]
    made_title: str = ""
    made_summary: str = ""


@frozen
class BriefPlace:
    """What briefs a work group can have: its meetings and its saved briefs, newest first."""

    group: WorkGroup | None
    meetings: tuple[Meeting, ...]
    briefs: tuple[Brief, ...]


def brief_place(reader: Reader, group_id: str) -> BriefPlace:
    """Return a work group with its meetings and the briefs somebody changed or named."""
    group = reader.get(NOUN["work_group"], group_id)
    found = reader.records(
        NOUN["brief"],
        "WHERE r.deleted = 0 AND r.group_id = ? ORDER BY r.updated_at DESC, r.id DESC",
        (group_id,),
    )
    return BriefPlace(
        cast("WorkGroup | None", group),
        meetings(reader, group_id),
        tuple(cast(list[Brief], found)),
    )


def new_brief(group: WorkGroup, meeting: Meeting | None, paper: page.Paper, today: date) -> Brief:
    """Return the brief a group starts from: of a meeting, or of the last month."""
    since = None if meeting else today - timedelta(days=31)
    return Brief(
        id=new_id(),
        group_id=group.id,
        meeting_id=meeting.id if meeting else None,
        since=since,
        sections=write_sections([(section.key, section.chosen) for section in SECTIONS]),
        paper=paper,
    )


def read_sections(text: str) -> tuple[tuple[str, bool], ...]:
    """Return (key, chosen) of every section in the order a brief keeps them.

    A section that the text does not name comes last, as it is by default.
    """
    named = [(key.lstrip("-"), not key.startswith("-")) for key in text.split()]
    known = [(key, chosen) for key, chosen in dict(named).items() if key in SECTION]
    rest = [(one.key, one.chosen) for one in SECTIONS if one.key not in dict(named)]
    return (*known, *rest)


def write_sections(sections: Sequence[tuple[str, bool]]) -> str:
    """Return the text a brief keeps its sections as."""
    return " ".join(key if chosen else f"-{key}" for key, chosen in sections)


def gather(reader: Reader, brief: Brief, now: datetime, zone: tzinfo | None) -> Gathered:
    """Return what a brief says now; `zone` is the place whose clock the times are printed in."""
    return _Gathering(reader, brief, now, zone).gather()


class _Gathering:
    def __init__(self, reader: Reader, brief: Brief, now: datetime, zone: tzinfo | None) -> None:
        self.reader, self.brief, self.now, self.zone = reader, brief, now, zone
        self.today = now.astimezone(zone).date()
        group = reader.get(NOUN["work_group"], brief.group_id) if brief.group_id else None
        meeting = reader.get(NOUN["meeting"], brief.meeting_id) if brief.meeting_id else None
        self.group = cast("WorkGroup | None", group)
        self.meeting = cast("Meeting | None", meeting)
        self.items = {
            section.noun: self._items(section.noun) for section in SECTIONS if section.noun
        }

    def gather(self) -> Gathered:
        makers: dict[str, Callable[[], page.Section | None]] = {
            "barriers": self._barriers,
            "practices": self._practices,
            "commitments": self._commitments,
            "recognitions": self._recognitions,
            "decisions": self._decisions,
            "focus": self._focus,
            "sources": self._sources,
            "notes": self._notes,
        }
        wanted = dict(read_sections(self.brief.sections))
        sections = [
            made
            for key, chosen in wanted.items()
            if chosen and key in makers and (made := makers[key]()) is not None
        ]
        counts = {
            section.key: len(self.items[section.noun]) for section in SECTIONS if section.noun
        }
        counts["notes"] = sum(len(items) for items in self.items.values())
        counts["sources"] = len(self._resources())
        info = workspace_info(self.reader)
        name = self.group.name if self.group else (info.name if info else "")
        coalition = self.group.coalition if self.group else (info.coalition if info else "")
        printed = f"Printed {spoken_day(self.today)}, {spoken_time(self.now, self.zone)}"
        title, summary = self.title(), self.summary()
        content = page.BriefContent(
            title=self.brief.title or title,
            made_at=self.now,
            kicker=f"{name} brief".strip().upper(),
            date_line=spoken_day(self._day()),
            summary=(self.brief.summary or summary) if wanted.get("summary", True) else "",
            sections=tuple(sections),
            footer=tuple(filter(None, (coalition, name, printed))),
            paper=page.Paper(self.brief.paper or page.Paper.LETTER),
            as_of=self.today,
            author=name,
            organisation=coalition,
        )
        return Gathered(content, counts, self._checks(wanted), title, summary)

    def title(self) -> str:
        """Return the title a brief has while nobody wrote one."""
        if self.meeting is not None:
            return self.meeting.title
        name = self.group.name if self.group else "All work groups"
        if self.brief.since is None:
            return name
        return f"{name}, {spoken_day_of_year(self.brief.since, self.today)} to {self._until()}"

    def summary(self) -> str:
        """Return the summary a brief has while nobody wrote one: who met, and what came of it."""
        sentences = []
        if self.meeting is not None:
            there = [
                one
                for one in attendees(self.reader, self.meeting.id)
                if one.presence in ("present", "remote")
            ]
            minutes = self._minutes()
            if there:
                who = spoken_count(len(there), "member").capitalize()
                for_time = f" for {minutes} minutes" if minutes else ""
                sentences.append(f"{who} met{for_time}.")
        done = [
            f"{verb} {spoken_count(len(self.items[noun]), one)}"
            for noun, verb, one in (
                ("barrier", "named", "barrier"),
                ("practice", "shared", "practice"),
                ("decision", "took", "decision"),
                ("commitment", "made", "commitment"),
                ("recognition", "put forward", "recognition"),
            )
            if self.items[noun]
        ]
        if done:
            sentences.append(f"They {spoken_list(done)}." if sentences else f"{self._we(done)}")
        return " ".join(sentences)

    def _we(self, done: list[str]) -> str:
        name = self.group.name if self.group else "The work groups"
        lead = f"The {name}" if not name.lower().startswith("the ") else name
        return f"{lead} {spoken_list(done)}."

    def _minutes(self) -> int | None:
        meeting = self.meeting
        if meeting is None:
            return None
        if meeting.started_at and meeting.ended_at:
            return round((meeting.ended_at - meeting.started_at).total_seconds() / 60)
        return meeting.planned_minutes

    def _day(self) -> date:
        if self.meeting is not None and self.meeting.starts_at is not None:
            return self.meeting.starts_at.astimezone(self.zone).date()
        return self.brief.until or self.today

    def _until(self) -> str:
        return spoken_day_of_year(self.brief.until or self.today, self.today)

    def _items(self, noun: str) -> tuple[ItemRow, ...]:
        tests, values = ["r.deleted = 0"], list[object]()
        if self.brief.meeting_id:
            tests.append("r.meeting_id = ?")
            values.append(self.brief.meeting_id)
        elif self.brief.group_id:
            tests.append("r.group_id = ?")
            values.append(self.brief.group_id)
        for day, test in ((self.brief.since, ">="), (self.brief.until, "<")):
            if day is not None:
                edge = day if test == ">=" else day + timedelta(days=1)
                tests.append(f"r.heard_at {test} ?")
                values.append(to_text(datetime.combine(edge, time(), self.zone or UTC)))
        order = "r.due IS NULL, r.due, r.heard_at, r.id" if noun == "commitment" else _RANKING
        rows = self.reader.rows(
            f"{select_items(NOUN[noun])} WHERE {' AND '.join(tests)} "
            f"ORDER BY {order} LIMIT {_ITEMS}",
            values,
        )
        items = to_items(rows)
        chosen = tuple(one for one in items if one.for_brief)
        return chosen or items

    def _barriers(self) -> page.Section | None:
        items = self.items["barrier"]
        if not items:
            return None
        ranked = tuple(
            page.RankedItem(str(place), _one_line(one.title), _detail(one), _dots(one))
            for place, one in enumerate(items, 1)
        )
        voted = any(one.dots for one in items)
        heading = "Barriers, in the order the room ranked them" if voted else "Barriers"
        return page.Section("barriers", heading, (page.RankedList("barriers.list", ranked),))

    def _practices(self) -> page.Section | None:
        items = self.items["practice"]
        if not items:
            return None
        cards = tuple(page.Card(_one_line(one.title), self._practice_lines(one)) for one in items)
        heading = "Practices that get around them" if self.items["barrier"] else "Practices"
        return page.Section("practices", heading, (page.Cards("practices.cards", cards),))

    def _practice_lines(self, one: ItemRow) -> tuple[str, ...]:
        record = cast(Practice, self.reader.get(NOUN["practice"], one.id))
        word = record.level.label.lower() if record.level else record.status.label.lower()
        first = f"{one.schools}. Status: {word}." if one.schools else f"Status: {word}."
        evidence = f"Evidence: {as_sentence(_one_line(record.evidence))}" if record.evidence else ""
        return tuple(filter(None, (first, evidence or as_sentence(_one_line(one.details)))))

    def _commitments(self) -> page.Section | None:
        items = self.items["commitment"]
        if not items:
            return None
        rows = tuple(
            page.Row(
                one.owner or "Nobody yet",
                _one_line(one.title),
                spoken_day_of_year(one.due, self.today) if one.due else "",
            )
            for one in items
        )
        return page.Section(
            "commitments", "Who will do what", (page.Rows("commitments.rows", rows),)
        )

    def _recognitions(self) -> page.Section | None:
        items = self.items["recognition"]
        if not items:
            return None
        blocks = tuple(
            page.Callout(
                f"recognitions.{one.id}",
                f"{_RECOGNISED.get(one.status, 'Put forward')}: {_one_line(one.title)}",
                " ".join(filter(None, (as_sentence(_one_line(one.details)), _place(one)))),
            )
            for one in items
        )
        return page.Section("recognitions", "", blocks, label="Recognitions")

    def _decisions(self) -> page.Section | None:
        items = self.items["decision"]
        if not items:
            return None
        decided = tuple(page.Decided(_one_line(one.title), _one_line(one.details)) for one in items)
        return page.Section("decisions", "Decisions", (page.Decisions("decisions.list", decided),))

    def _focus(self) -> page.Section | None:
        items = self.items["focus"]
        if not items:
            return None
        ranked = tuple(
            page.RankedItem(str(place), _one_line(one.title), _detail(one), _dots(one))
            for place, one in enumerate(items, 1)
        )
        return page.Section(
            "focus", "Where to put our time", (page.RankedList("focus.list", ranked),)
        )

    def _notes(self) -> page.Section | None:
        everything = sorted(
            (one for items in self.items.values() for one in items),
            key=lambda one: (one.heard_at or self.now, one.id),
        )
        if not everything:
            return None
        notes = tuple(
            page.NoteLine(
                self._when(one.heard_at),
                NOUN[one.noun].label,
                "\n".join(filter(None, (one.title, one.details))),
                one.said_by or one.owner,
            )
            for one in everything
        )
        return page.Section("notes", "Full notes", (page.Notes("notes.table", notes),))

    def _when(self, moment: datetime | None) -> str:
        if moment is None:
            return ""
        if self.meeting is not None:
            return spoken_time(moment, self.zone)
        day = moment.astimezone(self.zone).date()
        return f"{day.day} {spoken_day(day).split()[1][:3]}"

    def _sources(self) -> page.Section | None:
        resources = self._resources()
        if not resources:
            return None
        sources = tuple(
            page.Source(
                ", ".join(filter(None, (one.title or "Untitled resource", one.publisher))), one.url
            )
            for one in resources
        )
        return page.Section("sources", "Sources", (page.Sources("sources.list", sources),))

    def _resources(self) -> tuple[Resource, ...]:
        """Return the resources that the brief's items point to, each once."""
        ids = [one.id for items in self.items.values() for one in items]
        found: dict[str, Resource] = {}
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            marks = ", ".join("?" * len(part))
            records = self.reader.records(
                NOUN["resource"],
                "WHERE r.deleted = 0 AND r.id IN (SELECT to_id FROM link WHERE deleted = 0 AND "
                f"to_noun = 'resource' AND from_id IN ({marks})) ORDER BY r.title",
                part,
            )
            found |= {record.id: cast(Resource, record) for record in records}
        return tuple(found.values())

    def _checks(self, wanted: dict[str, bool]) -> tuple[Check, ...]:
        checks = []
        if wanted.get("commitments") and self.items["commitment"]:
            checks.append(
                _missing(
                    self.items["commitment"],
                    lambda one: not one.owner or one.due is None,
                    "Commitments have owners and dates",
                    "commitment has no owner or date",
                    "commitments have no owner or date",
                )
            )
        if wanted.get("barriers") and self.items["barrier"]:
            checks.append(
                _missing(
                    self.items["barrier"],
                    lambda one: not one.lever,
                    "Barriers have a lever",
                    "barrier has no lever",
                    "barriers have no lever",
                )
            )
        checks.append(self._schools_check())
        return tuple(checks)

    def _schools_check(self) -> Check:
        ids = [one.id for noun in ("barrier", "practice") for one in self.items[noun]]
        marks = ", ".join("?" * len(ids))
        rows = self.reader.rows(
            "SELECT DISTINCT o.id, o.name FROM link k JOIN organization o ON o.id = k.to_id "
            "WHERE k.kind = 'at' AND k.deleted = 0 AND o.state = '' AND o.kind IN "
            f"('school', 'district') AND k.from_id IN ({marks})",
            ids,
        )
        if not rows:
            return Check("Schools have a state", True)
        many = f"{len(rows)} schools have no state"
        return Check(
            "One school has no state" if len(rows) == 1 else many,
            False,
            Ref("organization", rows[0][0]),
            f"Add the state of {rows[0][1]}",
            FixKind.OPEN,
        )


def titled(brief: Brief, reader: Reader, now: datetime, zone: tzinfo | None) -> Brief:
    """Return a brief with the title and summary it would print, for editing them."""
    made = _Gathering(reader, brief, now, zone)
    return replace(
        brief,
        title=brief.title or made.title(),
        summary=brief.summary or made.summary(),
    )


_RANKING = (
    "coalesce(r.dots, 0) DESC, CASE r.impact WHEN 'high' THEN 0 WHEN 'medium' THEN 1 "
    "WHEN 'low' THEN 2 ELSE 3 END, r.heard_at, r.id"
)
_RECOGNISED = {"recognised": "Recognised", "nominated": "Nominated"}


def _missing(
    items: Sequence[ItemRow],
    lacks: Callable[[ItemRow], bool],
    good: str,
    one: str,
    many: str,
) -> Check:
    found = [item for item in items if lacks(item)]
    if not found:
        return Check(good, True)
    text = f"One {one}" if len(found) == 1 else f"{len(found)} {many}"
    first = Ref(found[0].noun, found[0].id)
    return Check(text, False, first, f"Open {found[0].code}", FixKind.OPEN)


def _detail(one: ItemRow) -> str:
    parts = (
        f"{one.lever} lever" if one.lever else "",
        one.schools,
        f"Raised by {one.said_by}" if one.said_by else "",
        _one_line(one.details),
    )
    return " ".join(as_sentence(part) for part in parts if part)


def _place(one: ItemRow) -> str:
    return as_sentence(one.schools) if one.schools and one.schools not in one.title else ""


def _dots(one: ItemRow) -> str:
    if not one.dots:
        return ""
    return "1 dot" if one.dots == 1 else f"{one.dots} dots"


def _one_line(text: str) -> str:
    return " ".join(text.split())
