"""What the briefs place says: names of briefs, the line under the title, what to look at first."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Literal

from PySide6.QtCore import QCoreApplication

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.domain.briefs import Paper, Printed
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.spoken import spoken_day_of_year, spoken_number
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.api import SECTIONS, BriefPlace, Gathered

Mark = Literal["good", "look", "plain"]
_NAMED = 3


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of “Before you print”.

    `fix` is what the button does, in words; `ref` the record it opens, `section` the section it
    goes to.
    """

    text: str
    mark: Mark
    fix: str = ""
    ref: Ref | None = None
    section: str = ""


def section_label(key: str) -> str:
    """Return the name of a section."""
    return next((section.label for section in SECTIONS if section.key == key), "")


def paper_words(paper: str) -> str:
    """Return the name of a paper size."""
    return "A4" if paper == Paper.A4 else QCoreApplication.translate("briefs", "Letter")


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
    """Return what a brief is called: by its meeting, or by its work group."""
    meeting = meeting_of(brief, place)
    about = meeting.title if meeting else place.group.name if place.group else ""
    return QCoreApplication.translate("briefs", "{about} brief").format(about=about).strip()


def brief_words(brief: Brief, place: BriefPlace, today: date, zone: tzinfo | None) -> str:
    """Return a brief as it stands in a menu: its name, its day or period, its own title."""
    meeting = meeting_of(brief, place)
    name = brief_name(brief, place)
    if meeting is None:
        about = f"{name}, {period_words(brief.since, brief.until, today)}"
    else:
        about = ", ".join(filter(None, (name, meeting_day(meeting, today, zone))))
    title = " ".join(brief.title.split())
    return f"{about}: {title}" if title else about


def file_words(brief: Brief, place: BriefPlace, today: date, zone: tzinfo | None) -> str:
    """Return the words a saved brief's file is named with."""
    meeting = meeting_of(brief, place)
    if meeting is not None:
        day = meeting.starts_at.astimezone(zone).date() if meeting.starts_at else today
        return f"{brief_name(brief, place)} {day.isoformat()}"
    until = (brief.until or today).isoformat()
    since = f"{brief.since.isoformat()} to " if brief.since else ""
    return f"{brief_name(brief, place)} {since}{until}"


def status_words(paper: str, pages: int, state: str) -> str:
    """Return the line under the title: paper, pages, and whether it is ready."""
    facts = paper_words(paper)
    if pages:
        facts = f"{facts}, {pages_words(pages)}"
    return f"{facts}  ·  {state}" if state else facts


def check_lines(gathered: Gathered, printed: Printed) -> tuple[CheckLine, ...]:
    """Return what stands under “Before you print”."""
    lines = [_fit_line(printed)]
    if not gathered.content.sections:
        text = QCoreApplication.translate("briefs", "Nothing is written down for this brief yet")
        lines.append(CheckLine(text, "look"))
    lines += [
        CheckLine(check.text, "good" if check.good else "look", check.fix, check.ref)
        for check in gathered.checks
    ]
    if printed.unprintable:
        lines.append(_unprintable_line(printed.unprintable))
    return tuple(lines)


def _fit_line(printed: Printed) -> CheckLine:
    over = printed.overflow
    if over is not None:
        label = section_label(over.section) or over.label
        if over.lines == 1:
            words = QCoreApplication.translate("briefs", "1 line too long: cut from {section}")
        else:
            words = QCoreApplication.translate(
                "briefs", "{count} lines too long: cut from {section}"
            )
        fix = QCoreApplication.translate("briefs", "Go to {section}").format(section=label)
        text = words.format(count=f"{over.lines:,}", section=label)
        return CheckLine(text, "look", fix, section=over.section)
    if printed.pages == 1:
        return CheckLine(QCoreApplication.translate("briefs", "Fits on one page"), "good")
    count = spoken_number(printed.pages).capitalize()
    words = QCoreApplication.translate("briefs", "{count} pages")
    return CheckLine(words.format(count=count), "plain")


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
