"""The papers of a meeting as content: which there are, what each needs, and how it is put together.

The press sets them (`press`); what is on them comes from `paper_facts` and obeys the rule of the
meeting on names, and their look from `reports.templates`. Only the sign-in sheet names everybody, and
only the run sheet has private notes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import cast

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import BriefContent, Paper
from nghs_desktop.domain.decision_rules import (
    DecisionRule,
    Showing,
    from_snapshot,
    usual_rule,
)
from nghs_desktop.domain.decisions import Decision, DecisionStatus, Method
from nghs_desktop.domain.kept_minutes import MinutesState
from nghs_desktop.domain.meetings import Attribution, Meeting, Purpose
from nghs_desktop.domain.nouns import CAPTURED, NOUN
from nghs_desktop.domain.records import Visibility
from nghs_desktop.reports.templates.ballots import (
    DotSheet,
    Question,
    ballots_paper,
    dot_sheets_paper,
)
from nghs_desktop.reports.templates.edition import Edition
from nghs_desktop.reports.templates.meeting_book import MeetingBook, meeting_book_paper
from nghs_desktop.reports.templates.meeting_papers import Agenda, AgendaPoint, agenda_paper
from nghs_desktop.reports.templates.meeting_words import MeetingWords, clock, meeting_words
from nghs_desktop.reports.templates.minutes_paper import minutes_paper
from nghs_desktop.reports.templates.run_sheet import RunSheet, run_sheet_paper
from nghs_desktop.reports.templates.sign_in import SeatRow, SignIn, sign_in_paper
from nghs_desktop.reports.templates.words import words_of
from nghs_desktop.services import paper_facts as facts
from nghs_desktop.services.minutes_facts import held_meeting
from nghs_desktop.services.paper_facts import Names, Sitting, sitting
from nghs_desktop.services.queries import workspace_info
from nghs_desktop.storage.reader import Reader

_OPTIONS = 12
"""How many barriers go to the wall when no question with options is asked."""
_BALLOTS = 200


@frozen
class PaperKind:
    """A paper of a meeting: its key, its name to people, and what it cannot be made without."""

    key: str
    label: str
    needs: str = ""


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("agenda", "Agenda"),
    PaperKind("run-sheet", "Run sheet"),
    PaperKind("sign-in", "Sign-in sheet"),
    PaperKind("ballots", "Ballots", "Needs a vote, or an agenda item that is to be decided."),
    PaperKind("dots", "Dot sheets", "Needs a question with options, or barriers of this meeting."),
    PaperKind("minutes", "Minutes"),
    PaperKind("book", "Meeting book"),
)
PAPER = {kind.key: kind for kind in PAPERS}


def papers_missing(reader: Reader, meeting_id: str, now: datetime) -> dict[str, str]:
    """Return which papers cannot be made now, each with what it needs."""
    at, words = sitting(reader, meeting_id, now, None), MeetingWords()
    names = Names(reader, words)
    lacks = {
        "ballots": not _questions(reader, at, names),
        "dots": not _dot_sheets(reader, at, names, words),
    }
    return {key: PAPER[key].needs for key, lacking in lacks.items() if lacking}


def paper(
    reader: Reader,
    meeting_id: str,
    key: str,
    *,
    now: datetime,
    zone: tzinfo | None = None,
    paper_size: Paper = Paper.LETTER,
    language: str = "en-US",
    large_print: bool = False,
    greys: bool = False,
) -> BriefContent:
    """Return a paper of a meeting; `zone` is for a meeting that names none.

    Raises UserError where the meeting is gone, there is no such paper, or it has nothing to print.
    """
    make = _MAKERS.get(key)
    if make is None:
        listed = ", ".join(kind.key for kind in PAPERS)
        raise UserError(f"“{key}” is no paper of a meeting.", f"There is {listed}.")
    at = sitting(reader, meeting_id, now, zone)
    words = words_of(language)
    told = meeting_words(words)
    local = now.astimezone(at.zone)
    info = workspace_info(reader)
    coalition = at.group.coalition if at.group else (info.coalition if info else "")
    edition = Edition(
        made_at=now,
        organisation=coalition,
        group=at.group.name if at.group else "",
        day=at.day,
        printed=told.printed.format(date=words.day(local.date()), time=clock(local)),
        paper=paper_size,
        words=words,
        large_print=large_print,
        greys=greys,
    )
    return make(_Desk(reader, at, Names(reader, told), edition, told))


def paper_title(meeting: Meeting, key: str) -> str:
    """Return what the file of a paper is called, without its ending."""
    day = f"{meeting.starts_at:%Y-%m-%d} " if meeting.starts_at else ""
    return f"{day}{meeting.title} - {PAPER[key].label}"


@frozen
class _Desk:
    """All that the making of one paper needs."""

    reader: Reader
    at: Sitting
    names: Names
    edition: Edition
    words: MeetingWords


def _agenda(desk: _Desk) -> BriefContent:
    return agenda_paper(_agenda_facts(desk), desk.edition)


def _agenda_facts(desk: _Desk) -> Agenda:
    count, who = facts.expected(desk.reader, desk.at)
    head = facts.head(desk.at, desk.names)
    return Agenda(head, facts.points(desk.reader, desk.at, desk.names), count, who)


def _run_sheet(desk: _Desk) -> BriefContent:
    reader, at, names = desk.reader, desk.at, desk.names
    today = desk.edition.made_at.astimezone(at.zone).date()
    sheet = RunSheet(
        facts.head(at, names),
        facts.run_points(reader, at, names),
        facts.expected(reader, at)[0],
        facts.quorum_words(reader, at),
        facts.open_commitments(reader, at, names, today),
    )
    return run_sheet_paper(sheet, desk.edition)


def _sign_in(desk: _Desk) -> BriefContent:
    """The roster itself: here everybody is named, whatever the rule of the meeting."""
    seats = desk.at.seats
    named = {seat.person_id: seat.name for seat in seats}
    rows = tuple(
        SeatRow(seat.name, seat.organization, seat.votes, named.get(seat.alternate_for, ""))
        for seat in seats
    )
    return sign_in_paper(SignIn(facts.head(desk.at, desk.names), rows), desk.edition)


def _ballots(desk: _Desk) -> BriefContent:
    questions = _questions(desk.reader, desk.at, desk.names)
    if not questions:
        raise _nothing("ballots")
    title = desk.names.told(desk.at.meeting.title, desk.at.meeting.id)
    return ballots_paper(questions, desk.edition, title)


def _dots(desk: _Desk) -> BriefContent:
    sheets = _dot_sheets(desk.reader, desk.at, desk.names, desk.words)
    if not sheets:
        raise _nothing("dots")
    return dot_sheets_paper(sheets, desk.edition)


def _minutes(desk: _Desk) -> BriefContent:
    at = desk.at
    kept = held_meeting(desk.reader, at.meeting.id, at.zone, at.now).facts
    draft = kept.state == MinutesState.DRAFT.label
    return minutes_paper(kept, replace(desk.edition, draft=draft))


def _book(desk: _Desk) -> BriefContent:
    reader, at, names = desk.reader, desk.at, desk.names
    today = desk.edition.made_at.astimezone(at.zone).date()
    last = facts.last_meeting(reader, at)
    minutes = None
    if last is not None:
        held = held_meeting(reader, last.id, at.zone, at.now).facts
        minutes = None if held.approved or held.sealed_at is not None else held
    back = tuple(
        AgendaPoint(
            names.told(one.title, at.meeting.id),
            age=one.age,
            reasons=one.reasons,
            first=one.first_day,
        )
        for one in facts.came_back(reader, at)
    )
    book = MeetingBook(
        facts.head(at, names),
        _agenda_facts(desk),
        minutes,
        facts.open_commitments(reader, at, names, today),
        back,
        facts.parked_things(reader, at, names),
        facts.reading(reader, at, names),
        _brief(desk, last),
    )
    return meeting_book_paper(book, desk.edition)


def _brief(desk: _Desk, last: Meeting | None) -> BriefContent | None:
    """Return the brief of the meeting, or of the last one while nothing was captured in it."""
    from nghs_desktop.services.composing import compose, start_brief

    group = desk.at.group
    of = next(
        (one for one in (desk.at.meeting, last) if one and _captured(desk.reader, one.id)), None
    )
    if group is None or of is None:
        return None
    today = desk.edition.made_at.astimezone(desk.at.zone).date()
    brief = start_brief("meeting", group, of, None, desk.edition.paper, today)
    brief = replace(brief, language=desk.edition.words.language)
    return compose(desk.reader, brief, desk.edition.made_at, desk.at.zone).content


def _captured(reader: Reader, meeting_id: str) -> bool:
    parts = " UNION ALL ".join(
        f"SELECT 1 FROM {noun.name} WHERE meeting_id = ?1 AND deleted = 0" for noun in CAPTURED
    )
    return bool(reader.rows(f"{parts} LIMIT 1", (meeting_id,)))


_MAKERS: dict[str, Callable[[_Desk], BriefContent]] = {
    "agenda": _agenda,
    "run-sheet": _run_sheet,
    "sign-in": _sign_in,
    "ballots": _ballots,
    "dots": _dots,
    "minutes": _minutes,
    "book": _book,
}


def _nothing(key: str) -> UserError:
    kind = PAPER[key]
    return UserError(f"There is nothing for {kind.label.lower()} yet.", kind.needs)


# -- what is voted on --------------------------------------------------------------------------


def _votes(reader: Reader, at: Sitting) -> tuple[tuple[Decision, DecisionRule], ...]:
    """Return the votes of a meeting that are not closed, with their rules."""
    found = reader.records(
        NOUN["decision"],
        "WHERE r.deleted = 0 AND r.visibility <> ? AND r.meeting_id = ? "
        "AND r.method IS NOT NULL AND r.status IN (?, ?) ORDER BY r.heard_at, r.id",
        (
            Visibility.PRIVATE.value,
            at.meeting.id,
            DecisionStatus.DRAFTED.value,
            DecisionStatus.OPEN.value,
        ),
    )
    return tuple(
        (one, from_snapshot(one.rule) if one.rule else usual_rule(one.method))
        for one in cast(list[Decision], found)
        if isinstance(one.method, Method)
    )


def _questions(reader: Reader, at: Sitting, names: Names) -> tuple[Question, ...]:
    """Return what ballots are for: votes that are prepared or open, else items to be decided."""
    asked = [
        (one.title, one.proposal, rule)
        for one, rule in _votes(reader, at)
        if rule.options or not rule.chooses
    ]
    if not asked:
        asked = [
            (item.title, "", at.rule)
            for item in at.items
            if item.purpose is Purpose.DECIDE and not at.rule.chooses
        ]
    return tuple(
        Question(
            _told(title, at, names),
            _as_printed(rule, at, names),
            _told(proposal, at, names),
            min(max(facts.votes_seated(at, rule), 1), _BALLOTS),
        )
        for title, proposal, rule in asked
    )


def _as_printed(rule: DecisionRule, at: Sitting, names: Names) -> DecisionRule:
    """Return the rule with no more names on its ballots than the meeting's rule lets stand."""
    kept, showing = at.meeting.attribution, rule.showing
    if kept is Attribution.NONE:
        showing = Showing.SECRET
    elif kept is Attribution.ORGANIZATION and showing is Showing.NAMED:
        showing = Showing.ORGANIZATION
    options = tuple(_told(option, at, names) for option in rule.options)
    return replace(rule, showing=showing, options=options)


def _dot_sheets(
    reader: Reader, at: Sitting, names: Names, words: MeetingWords
) -> tuple[DotSheet, ...]:
    """Return what goes to the wall: dot votes with options, else the barriers of the meeting."""
    sheets = tuple(
        DotSheet(
            _told(one.title, at, names),
            tuple(_told(option, at, names) for option in rule.options),
            rule.dots,
            rule.may_stack,
        )
        for one, rule in _votes(reader, at)
        if rule.method is Method.DOT and rule.options
    )
    if sheets:
        return sheets
    rows = reader.rows(
        "SELECT title FROM barrier WHERE meeting_id = ? AND deleted = 0 AND visibility <> ? "
        "ORDER BY heard_at, id LIMIT ?",
        (at.meeting.id, Visibility.PRIVATE.value, _OPTIONS),
    )
    titles = tuple(_told(title, at, names) for (title,) in rows)
    return (DotSheet(words.in_the_way, titles),) if len(titles) > 1 else ()


def _told(text: str, at: Sitting, names: Names) -> str:
    return names.told(text, at.meeting.id)
