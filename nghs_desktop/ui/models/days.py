"""Days and times as rows show them. No clock is read: now comes in as a value."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _tr(words: str, n: int = -1) -> str:
    return QCoreApplication.translate("days", words, None, n)


def row_day(day: date, today: date) -> str:
    """Return a day in a row's last column: Today, Yesterday, 20 Oct, 16 Jun 2025."""
    if day == today:
        return _tr("Today")
    if (today - day).days == 1:
        return _tr("Yesterday")
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"


def row_moment(moment: datetime, now: datetime) -> str:
    """Return the time of a moment of today, the day of any other; `now` is local."""
    local = moment.astimezone(now.tzinfo)
    return f"{local:%H:%M}" if local.date() == now.date() else row_day(local.date(), now.date())


def whole_moment(moment: datetime, now: datetime) -> str:
    """Return day and time in full, for tooltips."""
    local = moment.astimezone(now.tzinfo)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"


def since(moment: datetime, now: datetime) -> str:
    """Return how long ago something was: just now, 5 minutes ago, 10:26, 20 Oct."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return _tr("just now")
    if minutes < 60:
        return (_tr("1 minute ago") if minutes == 1 else _tr("{n} minutes ago")).format(n=minutes)
    return row_moment(moment, now)


def days_late(late: int) -> str:
    """Return by how many days something is late, in words."""
    return (_tr("1 day late") if late == 1 else _tr("{n} days late")).format(n=late)
