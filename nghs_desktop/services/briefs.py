"""The brief of a meeting or a month as the briefs place has it: which briefs there are, how a new one
begins, and what one says. Everything of templates is in `composing`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from typing import cast

from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain import briefs as page
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.workspaces import Brief, BriefStatus
from nghs_desktop.services.brief_kinds import Check, FixKind
from nghs_desktop.services.composing import compose
from nghs_desktop.services.queries import meetings
from nghs_desktop.storage.reader import Reader


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
    """Return what a brief says now, without a draft mark.

    `zone` is the place whose clock the times are printed in.
    """
    made = compose(reader, replace(brief, status=BriefStatus.ISSUED), now, zone)
    texts = {spot.key: spot.made for spot in made.texts}
    return Gathered(
        made.content,
        {line.key: line.count for line in made.sections},
        tuple(one for one in made.checks if one.fix_kind in (FixKind.NONE, FixKind.OPEN)),
        texts.get("title", ""),
        texts.get("summary", ""),
    )


def titled(brief: Brief, reader: Reader, now: datetime, zone: tzinfo | None) -> Brief:
    """Return a brief with the title and summary it would print, for editing them."""
    made = gather(reader, brief, now, zone)
    return replace(
        brief,
        title=brief.title or made.made_title,
        summary=brief.summary or made.made_summary,
    )
