"""What the briefs place says: names of briefs, the line under the title, what to look at first."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Literal

from PySide6.QtCore import QCoreApplication

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.domain.briefs import Paper, Printed
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.spoken import spoken_day_of_year
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.api import (
    LANGUAGES,
    BriefPlace,
    Check,
    Composed,
    FixKind,
    IssuedRow,
    Masked,
    fit_check,
    template_of,
)

Mark = Literal["good", "look", "plain"]
_NAMED = 3


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of “Before you print”, and what can be done about it, the likeliest first."""

    text: str
    mark: Mark
    fixes: tuple[Check, ...] = ()


def paper_words(paper: str) -> str:
    """Return the name of a paper size."""
    return "A4" if paper == Paper.A4 else QCoreApplication.translate("briefs", "Letter")


def language_words(key: str) -> str:
    """Return the name of a language in that language; the first one where none is chosen."""
    return dict(LANGUAGES).get(key, LANGUAGES[0][1])


def items_words(count: int) -> str:
    """Return how many items a section has."""
    if count == 1:
        return QCoreApplication.translate("briefs", "1 item")
    return QCoreApplication.translate("briefs", "{count} items").format(count=f"{count:,}")


def pages_words(count: int) -> str:
    """Return how many pages there are."""
    if count == 1:
        return QCoreApplication.translate("briefs", "1 page")
    return QCoreApplication.translate("briefs", "{count} pages").format(count=count)


def period_words(since: date | None, until: date | None, today: date) -> str:
    """Return a period in short: 17 October to 17 November."""
    last = spoken_day_of_year(until or today, today)
    if since is None:
        return QCoreApplication.translate("briefs", "up to {last}").format(last=last)
    first = spoken_day_of_year(since, today)
    return QCoreApplication.translate("briefs", "{first} to {last}").format(first=first, last=last)


def short_period(since: date | None, until: date | None, today: date) -> str:
    """Return a period as short as a button needs it: 17 Oct to 17 Nov."""
    last = _without_weekday(until or today, today)
    if since is None:
        return QCoreApplication.translate("briefs", "up to {last}").format(last=last)
    first = _without_weekday(since, today)
    return QCoreApplication.translate("briefs", "{first} to {last}").format(first=first, last=last)


def _without_weekday(day: date, today: date) -> str:
    return short_date(day, today).split(" ", 1)[1]


def meeting_of(brief: Brief, place: BriefPlace) -> Meeting | None:
    """Return the meeting a brief is about, or None."""
    return next((one for one in place.meetings if one.id == brief.meeting_id), None)


def meeting_day(meeting: Meeting, today: date, zone: tzinfo | None) -> str:
    """Return the day of a meeting, or nothing when it has none yet."""
    if meeting.starts_at is None:
        return ""
    return short_date(meeting.starts_at.astimezone(zone).date(), today)


def meeting_words(meeting: Meeting, today: date, zone: tzinfo | None) -> str:
    """Return a meeting as it stands in a menu: its title and its day."""
    return ", ".join(filter(None, (meeting.title, meeting_day(meeting, today, zone))))


def brief_name(brief: Brief, place: BriefPlace) -> str:
    """Return what a brief is called: by its meeting, or by its template and its work group."""
    group = place.group.name if place.group else ""
    kind = template_of(brief)
    if kind.key == "meeting":
        meeting = meeting_of(brief, place)
        about = meeting.title if meeting else group
        return QCoreApplication.translate("briefs", "{about} brief").format(about=about).strip()
    return ", ".join(filter(None, (kind.label, group)))


def brief_words(brief: Brief, place: BriefPlace, today: date, zone: tzinfo | None) -> str:
    """Return a brief as it stands in a menu: its name, its day or period, its own title."""
    meeting = meeting_of(brief, place)
    name = brief_name(brief, place)
    if template_of(brief).subject or (meeting is None and not (brief.since or brief.until)):
        about = name
    elif meeting is None:
        about = f"{name}, {period_words(brief.since, brief.until, today)}"
    else:
        about = ", ".join(filter(None, (name, meeting_day(meeting, today, zone))))
    title = " ".join(brief.title.split())
    return f"{about}: {title}" if title else about


def file_words(brief: Brief, place: BriefPlace, today: date, zone: tzinfo | None) -> str:
    """Return the words a saved brief's file is named with."""
    meeting = meeting_of(brief, place)
    name = brief_name(brief, place)
    if template_of(brief).subject:
        return f"{name} {today.isoformat()}"
    if meeting is not None:
        day = meeting.starts_at.astimezone(zone).date() if meeting.starts_at else today
        return f"{name} {day.isoformat()}"
    until = (brief.until or today).isoformat()
    since = f"{brief.since.isoformat()} to " if brief.since else ""
    return f"{name} {since}{until}"


def issued_words(issued: IssuedRow) -> str:
    """Return the mark of an issued brief: Issued 3 of 2026, sealed."""
    year, _, count = issued.number.partition("-")
    if not count.isdecimal():
        words = QCoreApplication.translate("briefs", "Issued {number}, sealed")
        return words.format(number=issued.number)
    words = QCoreApplication.translate("briefs", "Issued {count} of {year}, sealed")
    return words.format(count=int(count), year=year)


def issued_title(issued: IssuedRow) -> str:
    """Return an issued brief as it stands in a menu: its number and its title."""
    return f"{issued.number} {issued.title}".strip()


def template_section(brief: Brief, key: str) -> str:
    """Return the key of the template's section that a section on the page belongs to."""
    for one in template_of(brief).sections:
        if (
            key == one.key
            or key.startswith(f"{one.key}.")
            or (one.prefix and key.startswith(one.prefix))
        ):
            return one.key
    return key


def issued_line(issued: IssuedRow, today: date, zone: tzinfo | None) -> str:
    """Return what stands in a list under the title of an issued brief: number, day, pages."""
    day = issued.issued_at.astimezone(zone).date() if issued.issued_at else None
    facts = (
        issued_words(issued),
        spoken_day_of_year(day, today) if day else "",
        pages_words(issued.pages),
    )
    return "  ·  ".join(filter(None, facts))


def making_words(page: int, pages: int) -> str:
    """Return what goes on while pages are made; 0 stands for what nobody knows yet."""
    if not page:
        return QCoreApplication.translate("briefs", "Making the pages")
    if not pages:
        words = QCoreApplication.translate("briefs", "Making page {page}")
        return words.format(page=f"{page:,}")
    words = QCoreApplication.translate("briefs", "Making page {page} of {pages}")
    return words.format(page=f"{page:,}", pages=f"{pages:,}")


def status_words(paper: str, pages: int, state: str) -> str:
    """Return the line under the title: paper, pages, and whether it is ready."""
    facts = paper_words(paper)
    if pages:
        facts = f"{facts}, {pages_words(pages)}"
    return f"{facts}  ·  {state}" if state else facts


def check_lines(composed: Composed, printed: Printed) -> tuple[CheckLine, ...]:
    """Return what stands under “Before you print”; ways to put the same thing right are one line."""
    lines = [_fit_line(fit_check(printed, composed))]
    if not composed.content.sections:
        text = QCoreApplication.translate("briefs", "Nothing is written down for this brief yet")
        lines.append(CheckLine(text, "look"))
    # What wants doing stands above what is well.
    lines += sorted(_joined(composed.checks), key=lambda line: line.mark == "good")
    if printed.unprintable:
        lines.append(_unprintable_line(printed.unprintable))
    return tuple(lines)


def _fit_line(checks: tuple[Check, ...]) -> CheckLine:
    """Return whether the pages fit as one line, with every way to make them fit."""
    first = checks[0]
    if first.good:
        return CheckLine(first.text, "good")
    fixes = [one for one in checks if one.fix]
    if first.section and not any(one.fix_kind is FixKind.GO_TO for one in fixes):
        words = QCoreApplication.translate("briefs", "Go to the section")
        fixes.append(Check(first.text, False, None, words, FixKind.GO_TO, first.section))
    return CheckLine(first.text, "look", tuple(fixes))


def _plain(check: Check) -> Mark:
    return "good" if check.good else "look"


def _joined(checks: Sequence[Check]) -> list[CheckLine]:
    """Return the checks as lines, those of the same words as one."""
    found: dict[str, list[Check]] = {}
    for check in checks:
        found.setdefault(check.text, []).append(check)
    return [
        CheckLine(text, _plain(same[0]), tuple(one for one in same if one.fix))
        for text, same in found.items()
    ]


def masked_words(masked: Masked) -> str:
    """Return one masked thing: what it is, why, and what stands in its place."""
    words = f"{masked.what} {masked.why.label}."
    if masked.shown:
        instead = QCoreApplication.translate("briefs", "The page says “{shown}”.")
        words = f"{words} {instead.format(shown=masked.shown)}"
    return words


def _unprintable_line(signs: tuple[str, ...]) -> CheckLine:
    named = [f"{sign} ({_sign_name(sign)})" for sign in signs[:_NAMED]]
    more = len(signs) - len(named)
    words = ", ".join(named)
    if more:
        and_more = QCoreApplication.translate("briefs", "and {count} more")
        words = f"{words} {and_more.format(count=more)}"
    if len(signs) == 1:
        text = QCoreApplication.translate("briefs", "This sign cannot be printed: {signs}")
    else:
        text = QCoreApplication.translate("briefs", "These signs cannot be printed: {signs}")
    return CheckLine(text.format(signs=words), "look")


def _sign_name(sign: str) -> str:
    return unicodedata.name(sign[:1], f"U+{ord(sign[:1]):04X}").lower()


def printer_problem() -> EnvironmentProblem:
    """Return what is said when the printer did not take the pages."""
    return EnvironmentProblem(
        QCoreApplication.translate("briefs", "The printer did not answer."),
        QCoreApplication.translate("briefs", "Your brief is safe. Save it as a PDF or try again."),
    )
