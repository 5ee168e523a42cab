"""The minutes of a meeting: what they say, where they stand, what can be done with them next.

What the minutes page, the papers and the command line ask. Commands are built here and carried out by
the bus; the rules are in `domain.minutes`, the gathering in `minutes_facts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from difflib import SequenceMatcher, unified_diff
from typing import cast

from nghs_desktop.base.clock import to_text
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.commands import (
    ApproveMinutes,
    CirculateMinutes,
    LogRecords,
    Together,
    WriteMinutes,
)
from nghs_desktop.domain.decisions import Decision, DecisionStatus, Result
from nghs_desktop.domain.kept_minutes import MinutesState
from nghs_desktop.domain.meetings import Meeting, MeetingState
from nghs_desktop.domain.minutes import Minutes, canonical, short_seal
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.presence import attended
from nghs_desktop.domain.series import zone_of
from nghs_desktop.domain.spoken import spoken_day, spoken_time
from nghs_desktop.reports.templates.minutes_paper import MinutesFacts
from nghs_desktop.services.minutes_facts import Held, held_meeting
from nghs_desktop.services.minutes_life import (
    addenda_of,
    base_of,
    corrections_of,
    kept_of,
    life_of,
    verify,
    verify_all,
)
from nghs_desktop.services.minutes_text import minutes_text
from nghs_desktop.services.room import stays
from nghs_desktop.services.rows import NamedRow
from nghs_desktop.storage.reader import Reader

__all__ = [
    "AddendumRow",
    "ApprovalRow",
    "CorrectionRow",
    "MinutesPage",
    "NextAsked",
    "Piece",
    "approvals",
    "approved_by",
    "approved_by_chair",
    "asked_of_next",
    "circulation",
    "difference",
    "merged",
    "minutes_draft",
    "minutes_facts",
    "minutes_page",
    "verify",
    "verify_all",
    "writing",
]


@frozen
class Piece:
    """A line of a comparison: "=" stands in both, "-" is gone, "+" is new."""

    sign: str
    text: str


@frozen
class CorrectionRow:
    """A correction as the page shows it: by whom, when, why, and what it changed."""

    id: str
    who: str
    at: datetime
    why: str
    pieces: tuple[Piece, ...] = ()


@frozen
class AddendumRow:
    """An addendum as the page shows it."""

    id: str
    who: str
    at: datetime
    text: str
    seal: str


@frozen
class ApprovalRow:
    """A decision that may approve minutes: taken after the meeting, and passed where it was counted."""

    id: str
    title: str
    meeting: str
    on: date | None = None


@frozen
class MinutesPage:
    """All that the minutes page shows.

    `state_words` say where they stand, who and when; `text` are the words that count now; `own` says
    that somebody worded the draft, begun from `base`; `news` are lines of the meeting that changed
    since then; `damage` says what was changed after sealing; `loose_names` are first or last names in
    the text of a meeting whose rule gives none.
    """

    meeting: Meeting
    state: MinutesState
    state_words: str
    text: str
    composed: str
    own: bool = False
    base: str = ""
    news: tuple[Piece, ...] = ()
    attended: tuple[NamedRow, ...] = ()
    corrections: tuple[CorrectionRow, ...] = ()
    addenda: tuple[AddendumRow, ...] = ()
    corrections_due: date | None = None
    seal: str = ""
    damage: str = ""
    loose_names: tuple[str, ...] = ()


def minutes_facts(
    reader: Reader, meeting_id: str, zone: tzinfo | None, now: datetime
) -> MinutesFacts:
    """Return what the minutes of a meeting say, for the paper; UserError where there is no meeting."""
    return held_meeting(reader, meeting_id, zone, now).facts


def minutes_draft(reader: Reader, meeting_id: str, zone: tzinfo | None, now: datetime) -> str:
    """Return what the program itself makes of a meeting as text, whatever anybody wrote."""
    return minutes_text(held_meeting(reader, meeting_id, zone, now))


def minutes_page(
    reader: Reader, meeting_id: str, zone: tzinfo | None, now: datetime
) -> MinutesPage:
    """Return the minutes of a meeting for their page. UserError where there is no such meeting."""
    held = held_meeting(reader, meeting_id, zone, now)
    composed = minutes_text(held)
    meeting = cast(Meeting, reader.get(NOUN["meeting"], meeting_id))
    place = zone_of(meeting.zone) or zone
    life = life_of(reader, meeting_id)
    kept = kept_of(reader, meeting_id)
    names = _names(reader)
    is_draft = life.state is MinutesState.DRAFT
    own = bool(life.text.strip())
    came = life.attended or tuple(sorted(attended(stays(reader, meeting))))
    base = base_of(reader, meeting_id) if is_draft and own else ""
    news = difference(base, composed) if is_draft and own else ()
    corrections = corrections_of(reader, kept.id) if kept is not None else ()
    texts = [*(one.before for one in corrections), life.text]
    return MinutesPage(
        meeting=meeting,
        state=life.state,
        state_words=_state_words(life, held, names, kept.circulated_at if kept else None, place),
        text=life.text if own else composed,
        composed=composed,
        own=own and is_draft,
        base=base,
        news=news if any(piece.sign != "=" for piece in news) else (),
        attended=tuple(
            NamedRow("person", id, names.get(id, ""))
            for id in sorted(came, key=lambda one: names.get(one, ""))
        ),
        corrections=tuple(
            CorrectionRow(
                one.id,
                names.get(one.person_id or "", ""),
                one.at,
                one.why,
                difference(before, after),
            )
            for one, before, after in zip(corrections, texts, texts[1:], strict=False)
            if one.at is not None
        ),
        addenda=tuple(
            AddendumRow(
                one.id, names.get(one.person_id or "", ""), one.at, one.text, short_seal(one.seal)
            )
            for one in (addenda_of(reader, kept.id) if kept is not None else ())
            if one.at is not None
        ),
        corrections_due=life.corrections_due,
        seal=short_seal(life.seal) if life.seal else "",
        damage=verify(reader, meeting_id),
        loose_names=held.names.loose(_said_part(life.text if own else composed)),
    )


def writing(page: MinutesPage, text: str, session: str = "") -> WriteMinutes | None:
    """Return what keeps a draft's words; None when nothing changed. The program's own words are none.

    The first own words remember what they were begun from, so that what changes in the meeting
    afterwards can be shown.
    """
    if canonical(text) == canonical(page.text):
        return None
    if canonical(text) == canonical(page.composed):
        return WriteMinutes(page.meeting.id, "", page.composed, session)
    base = "" if page.own else page.composed
    return WriteMinutes(page.meeting.id, text, base, session)


def merged(page: MinutesPage) -> WriteMinutes:
    """Return what takes into a draft's own words what changed in the meeting since they were begun.

    Lines that were added to the meeting go in after the line they follow, lines that are gone go
    where nobody worded them anew; own words always stay.
    """
    mine, theirs = page.text.splitlines(), page.composed.splitlines()
    before = page.base.splitlines()
    matcher = SequenceMatcher(None, before, theirs, autojunk=False)
    for tag, start, end, first, last in reversed(matcher.get_opcodes()):
        if tag == "equal":
            continue
        old, new = before[start:end], theirs[first:last]
        place = _place_of(mine, old)
        if place is not None:
            mine[place : place + len(old)] = new
            continue
        after = _place_after(mine, before[:start])
        missing = [line for line in new if line not in mine]
        mine[after:after] = missing
    text = "\n".join(mine) + "\n"
    return WriteMinutes(page.meeting.id, text, page.composed, label="take changes into minutes")


def _place_of(lines: list[str], part: Sequence[str]) -> int | None:
    """Where some lines stand together, or None."""
    if not part:
        return None
    for place in range(len(lines) - len(part) + 1):
        if lines[place : place + len(part)] == list(part):
            return place
    return None


def _place_after(lines: list[str], before: Sequence[str]) -> int:
    """Where to put what followed these lines: after the last of them that still stands."""
    for line in reversed(before):
        if line.strip() and line in lines:
            return len(lines) - lines[::-1].index(line)
    return len(lines) if before else 0


def circulation(
    reader: Reader, page: MinutesPage, corrections_due: date | None = None
) -> CirculateMinutes:
    """Return what sends a draft to those who attended."""
    came = attended(stays(reader, page.meeting))
    return CirculateMinutes(page.meeting.id, page.text, tuple(sorted(came)), corrections_due)


def approvals(reader: Reader, meeting_id: str) -> tuple[ApprovalRow, ...]:
    """Return the decisions that may approve the minutes of a meeting, the newest first."""
    meeting = cast(Meeting | None, reader.get(NOUN["meeting"], meeting_id))
    if meeting is None:
        return ()
    held = meeting.ended_at or meeting.started_at or meeting.starts_at
    found = reader.records(
        NOUN["decision"],
        "WHERE r.group_id IS ? AND coalesce(r.meeting_id, '') <> ? AND r.deleted = 0 "
        "AND r.status IN (?, ?) AND (r.result IS NULL OR r.result = ?) "
        "ORDER BY coalesce(r.closed_at, r.heard_at) DESC LIMIT 40",
        (
            meeting.group_id,
            meeting_id,
            DecisionStatus.CLOSED.value,
            DecisionStatus.OUTCOME_WRITTEN.value,
            Result.PASSED.value,
        ),
    )
    rows = []
    for one in cast(list[Decision], found):
        taken = one.closed_at or one.heard_at
        if taken is None or (held is not None and taken < held):
            continue
        taken_in = reader.get(NOUN["meeting"], one.meeting_id) if one.meeting_id else None
        title = taken_in.title if isinstance(taken_in, Meeting) else ""
        rows.append(ApprovalRow(one.id, one.title, title, taken.astimezone().date()))
    return tuple(rows)


def approved_by(page: MinutesPage, decision_id: str) -> ApproveMinutes:
    """Return what notes the decision that approved minutes."""
    return ApproveMinutes(page.meeting.id, decision_id)


def approved_by_chair(
    page: MinutesPage, decision_id: str, title: str, outcome: str, now: datetime
) -> Together:
    """Return what keeps the chair's decision between meetings, and approves minutes by it."""
    decision = Decision(
        id=decision_id,
        title=title,
        group_id=page.meeting.group_id,
        heard_at=now,
        outcome=outcome,
        status=DecisionStatus.OUTCOME_WRITTEN,
    )
    commands = (LogRecords((decision,)), approved_by(page, decision_id))
    return Together(commands, "approve minutes")


@frozen
class NextAsked:
    """What puts minutes to a later meeting, and the title of that meeting."""

    meeting: str
    command: LogRecords


def asked_of_next(
    reader: Reader, meeting_id: str, decision_id: str, title: str, now: datetime
) -> NextAsked | None:
    """Return what puts minutes to the group's next meeting as a drafted decision; None without one."""
    meeting = cast(Meeting | None, reader.get(NOUN["meeting"], meeting_id))
    if meeting is None:
        return None
    after = meeting.starts_at or meeting.started_at or now
    found = reader.rows(
        "SELECT id, title FROM meeting WHERE group_id = ? AND id <> ? AND deleted = 0 "
        "AND starts_at > ? AND state <> ? ORDER BY starts_at LIMIT 1",
        (meeting.group_id or "", meeting_id, to_text(after), MeetingState.ENDED.value),
    )
    if not found:
        return None
    id, name = found[0]
    decision = Decision(
        id=decision_id, title=title, group_id=meeting.group_id, meeting_id=id, heard_at=now
    )
    return NextAsked(name, LogRecords((decision,), label="put minutes to the next meeting"))


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return what changed between two texts, line by line, with a line of context around it."""
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    found = [
        Piece("=" if line[0] == " " else line[0], line[1:]) for line in lines if line[:2] != "@@"
    ]
    return tuple(found[2:])  # the first two name the files


def _state_words(
    life: Minutes,
    held: Held,
    names: dict[str, str],
    circulated_at: datetime | None,
    zone: tzinfo | None,
) -> str:
    """Return where minutes stand as a sentence: who did what, and when."""

    def on(moment: datetime) -> str:
        at_place = moment.astimezone(zone)
        return f"{spoken_day(at_place.date())} at {spoken_time(moment, zone)}"

    match life.state:
        case MinutesState.DRAFT:
            own = "in your own words" if life.text.strip() else "as the meeting was kept"
            return f"Draft, {own}."
        case MinutesState.CIRCULATED | MinutesState.CORRECTED:
            words = f"Circulated on {on(circulated_at)}." if circulated_at else "Circulated."
            if life.corrections:
                last = life.corrections[-1]
                number = len(life.corrections)
                count = "Corrected once" if number == 1 else f"Corrected {number} times"
                who = names.get(last.person_id, "")
                words += f" {count}, last {f'by {who} ' if who else ''}on {on(last.at)}."
            if life.corrections_due is not None:
                words += f" Corrections until {spoken_day(life.corrections_due)}."
            return words
        case MinutesState.APPROVED:
            return held.approved
        case MinutesState.SEALED:
            when = f" on {on(life.sealed_at)}" if life.sealed_at else ""
            return f"Sealed{when}. {held.approved}"


def _said_part(text: str) -> str:
    """The text after the list of who was there: names stand there by right, if at all."""
    head, _, rest = text.partition("# Who was there")
    return "\n".join(part for part in (rest or head).split("\n\n# ")[1 if rest else 0 :])


def _names(reader: Reader) -> dict[str, str]:
    return dict(cast(list[tuple[str, str]], reader.rows("SELECT id, name FROM person")))
