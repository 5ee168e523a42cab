"""The commands of meetings: new, list, show, minutes, paper, book, calendar. Only `new` writes."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from nghs_desktop.base.clock import system_clock, to_text
from nghs_desktop.base.ids import new_id
from nghs_desktop.base.settings import load_settings
from nghs_desktop.cli.arguments import WrongUse
from nghs_desktop.cli.output import complain, number, say, say_columns, say_json, say_json_list
from nghs_desktop.cli.workspaces import reading, writing
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import AgendaItem, Meeting, Presence, attendance
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.ordering import place_between
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.series import zone_of
from nghs_desktop.services.by_name import UnknownName, group_by_name, meeting_by_name
from nghs_desktop.services.queries import agenda, meetings, members, named, work_groups
from nghs_desktop.storage.reader import Reader

if TYPE_CHECKING:
    import argparse

    from nghs_desktop.domain.briefs import BriefContent, Printed

_UNPRINTABLE = 10


def carry_out(options: argparse.Namespace) -> int:
    """Do what was asked; return the exit code."""
    match options.what:
        case "new":
            _new(options)
        case "list":
            _list(options)
        case "show":
            _show(options)
        case "minutes":
            _minutes(options)
        case "paper":
            _paper(options, options.kind)
        case "book":
            _paper(options, "book")
        case "calendar":
            _calendar(options)
    return 0


# -- which meeting -----------------------------------------------------------------------------


def _meant(reader: Reader, options: argparse.Namespace) -> tuple[Meeting, WorkGroup | None]:
    """Return the meeting that was typed: by its key, its title or the beginning of one."""
    typed = options.meeting
    found = reader.get(NOUN["meeting"], typed)
    if isinstance(found, Meeting) and not found.deleted:
        group = reader.get(NOUN["work_group"], found.group_id) if found.group_id else None
        return found, cast("WorkGroup | None", group)
    groups = (group_by_name(reader, options.group),) if options.group else work_groups(reader)
    matches = [
        (meeting, group)
        for group in groups
        if (meeting := meeting_by_name(reader, group, typed)) is not None
    ]
    if len(matches) == 1:
        return matches[0]
    if matches:
        several = " and ".join(group.name for _, group in matches)
        raise UnknownName(f"“{typed}” is a meeting of {several}.", "Say which with --group.")
    where = f"{groups[0].name} has" if options.group else "There is"
    raise UnknownName(f"{where} no meeting “{typed}”.", "meeting list shows those there are.")


def _zone(meeting: Meeting) -> tzinfo | None:
    return zone_of(meeting.zone)


def _local(moment: datetime | None, meeting: Meeting) -> datetime | None:
    return moment.astimezone(_zone(meeting)) if moment is not None else None


def _hour(moment: datetime | None, meeting: Meeting) -> str:
    local = _local(moment, meeting)
    return f"{local:%Y-%m-%d %H:%M}" if local else "no day yet"


def meeting_as_json(meeting: Meeting, group: str) -> dict[str, Any]:
    """Return a meeting as the command line hands it out; the keys are stable."""
    return {
        "id": meeting.id,
        "title": meeting.title,
        "group": group,
        "state": meeting.state.value,
        "kind": meeting.kind.value,
        "names": meeting.attribution.value,
        "starts_at": to_text(meeting.starts_at) if meeting.starts_at else None,
        "started_at": to_text(meeting.started_at) if meeting.started_at else None,
        "ended_at": to_text(meeting.ended_at) if meeting.ended_at else None,
        "zone": meeting.zone,
        "planned_minutes": meeting.planned_minutes,
        "place": meeting.place,
        "purpose": meeting.purpose,
        "series_id": meeting.series_id,
    }


# -- new, list, show ---------------------------------------------------------------------------


def _new(options: argparse.Namespace) -> None:
    if not options.title.strip():
        raise WrongUse("A meeting needs a title.")
    with writing(options) as workspace:
        group = workspace.read_here(lambda reader: group_by_name(reader, options.group))
        now = system_clock()
        starts = _starts(options)
        meeting = Meeting(
            id=new_id(),
            title=options.title.strip(),
            group_id=group.id,
            starts_at=starts,
            planned_minutes=options.minutes,
            place=options.place or "",
            zone=options.zone or "",
            created_at=now,
            created_by=workspace.actor,
        )
        items = workspace.read_here(lambda reader: _items(reader, options, meeting, group))
        if meeting.planned_minutes is None and all(one.planned_minutes for one in items) and items:
            total = sum(one.planned_minutes or 0 for one in items)
            meeting = replace(meeting, planned_minutes=total)
        seats = workspace.read_here(lambda reader: members(reader, group.id))
        asked = tuple(attendance(meeting.id, one.id, Presence.EXPECTED) for one in seats)
        records: tuple[Record, ...] = (meeting, *items, *asked)
        workspace.run(LogRecords(records, label="make a meeting")).result()
        if options.json:
            say_json(meeting_as_json(meeting, group.name))
        else:
            say(meeting.id)


def _starts(options: argparse.Namespace) -> datetime | None:
    """Return when a new meeting starts; a time without an offset is of its zone, else this computer."""
    zone = zone_of(options.zone or "")
    if options.zone and zone is None:
        raise WrongUse(f"“{options.zone}” is no time zone.", "Such as America/Chicago.")
    if options.at is None:
        return None
    typed: datetime = options.at
    if typed.tzinfo is not None:
        return typed
    return typed.replace(tzinfo=zone) if zone is not None else typed.astimezone()


def _items(
    reader: Reader, options: argparse.Namespace, meeting: Meeting, group: WorkGroup
) -> tuple[AgendaItem, ...]:
    from nghs_desktop.domain.agenda_line import KnownPerson, read_line

    known = [KnownPerson(one.id, one.name) for one in named(reader, "person")]
    items: list[AgendaItem] = []
    place = ""
    for typed in options.item or ():
        line = read_line(typed, known)
        if not line.title:
            raise WrongUse("An agenda item needs a title.", "Nothing was kept.")
        if line.unknown:
            raise UnknownName(
                f"“{line.unknown}” is nobody here, or more than one.", "Type more of the name."
            )
        place = place_between(place, "")
        local = meeting.starts_at.astimezone(zone_of(meeting.zone)) if meeting.starts_at else None
        locked = (
            local.replace(hour=line.locked.hour, minute=line.locked.minute)
            if local is not None and line.locked is not None
            else None
        )
        items.append(
            AgendaItem(
                id=new_id(),
                meeting_id=meeting.id,
                title=line.title,
                purpose=line.purpose,
                planned_minutes=line.minutes,
                presenter_id=line.presenter_id,
                section=line.section,
                locked_start=locked,
                position=place,
            )
        )
    return tuple(items)


def _list(options: argparse.Namespace) -> None:
    with reading(options) as reader:
        chosen = (group_by_name(reader, options.group),) if options.group else work_groups(reader)
        found = [(one, group) for group in chosen for one in meetings(reader, group.id)]
    found.sort(key=lambda pair: str(pair[0].starts_at or ""), reverse=True)
    if options.json:
        say_json_list(meeting_as_json(meeting, group.name) for meeting, group in found)
        return
    for meeting, group in found:
        hour = _hour(meeting.starts_at, meeting)
        say_columns(hour, meeting.state.label, group.name, meeting.title)


def _show(options: argparse.Namespace) -> None:
    from nghs_desktop.services.room import seats

    with reading(options) as reader:
        meeting, group = _meant(reader, options)
        items = agenda(reader, meeting.id)
        people = seats(reader, meeting)
        names = {one.id: one.name for one in named(reader, "person")}
    if options.json:
        told = meeting_as_json(meeting, group.name if group else "")
        told["agenda"] = [_item_as_json(one, names) for one in items]
        told["people"] = [
            {"name": one.name, "organization": one.organization, "votes": one.votes}
            for one in people
        ]
        say_json(told)
        return
    say_columns(meeting.title, meeting.state.label)
    say_columns(_hour(meeting.starts_at, meeting), meeting.place, group.name if group else "")
    if meeting.purpose:
        say(meeting.purpose)
    for item in items:
        minutes = f"{item.planned_minutes} min" if item.planned_minutes else ""
        presenter = names.get(item.presenter_id or "", "")
        say_columns("-", item.title, item.purpose.label, minutes, presenter, item.state.label)
    votes = sum(one.votes for one in people)
    say(f"{number(len(people), 'person', 'people')}, {number(votes, 'vote')}.")


def _item_as_json(item: AgendaItem, names: dict[str, str]) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.title,
        "purpose": item.purpose.value,
        "planned_minutes": item.planned_minutes,
        "presenter": names.get(item.presenter_id or "", ""),
        "section": item.section,
        "state": item.state.value,
    }


# -- minutes, papers, calendar -----------------------------------------------------------------


def _minutes(options: argparse.Namespace) -> None:
    if options.out:
        _paper(options, "minutes")
        return
    from nghs_desktop.services.minutes import minutes_page

    with reading(options) as reader:
        meeting, _ = _meant(reader, options)
        page = minutes_page(reader, meeting.id, None, system_clock())
    if page.damage:
        complain(page.damage)
    if options.json:
        told = {
            "meeting_id": meeting.id,
            "state": page.state.value,
            "text": page.text,
            "seal": page.seal,
            "damage": page.damage,
            "addenda": [{"at": to_text(one.at), "text": one.text} for one in page.addenda],
        }
        say_json(told)
        return
    sys.stdout.write(page.text if page.text.endswith("\n") else f"{page.text}\n")


def _paper(options: argparse.Namespace, key: str) -> None:
    from nghs_desktop.domain.briefs import Paper
    from nghs_desktop.services.documents import write_document
    from nghs_desktop.services.papers import PAPER, paper

    if key not in PAPER:
        raise WrongUse(f"“{key}” is no paper of a meeting.", f"There is {', '.join(PAPER)}.")
    with reading(options) as reader:
        meeting, _ = _meant(reader, options)
        content = paper(
            reader,
            meeting.id,
            key,
            now=system_clock(),
            paper_size=Paper(options.paper or load_settings().paper),
            language=_LANGUAGES[options.language or "en"],
            large_print=options.large_print,
            greys=options.greys,
        )
    printed = _set(content)
    path = write_document(Path(options.out), printed.pdf)
    if printed.unprintable:
        signs = " ".join(f"U+{ord(sign):04X}" for sign in printed.unprintable[:_UNPRINTABLE])
        complain(f"No font has {signs}; the paper shows a sign in their place.")
    if options.json:
        say_json({"path": str(path), "pages": printed.pages, "paper": key})
    else:
        say(f"{path} ({number(printed.pages, 'page')})")


_LANGUAGES = {"en": "en-US", "es": "es-US"}


def _set(content: BriefContent) -> Printed:
    from nghs_desktop.services.press import Press

    press = Press()
    try:
        return press.submit(content).result()
    finally:
        press.close()


def _calendar(options: argparse.Namespace) -> None:
    from nghs_desktop.services.calendar_file import meeting_calendar, series_calendar
    from nghs_desktop.services.documents import write_document

    now = system_clock()
    with reading(options) as reader:
        meeting, _ = _meant(reader, options)
        if options.series:
            if meeting.series_id is None:
                raise WrongUse(f"“{meeting.title}” belongs to no series.", "Leave out --series.")
            file = series_calendar(reader, meeting.series_id, now=now)
        else:
            file = meeting_calendar(reader, meeting.id, now=now)
    if options.out == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(file)
        return
    path = write_document(Path(options.out), file)
    events = file.count(b"BEGIN:VEVENT")
    if options.json:
        say_json({"path": str(path), "meetings": events})
    else:
        say(f"{path} ({number(events, 'meeting')})")
