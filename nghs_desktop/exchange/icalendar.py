"""Calendar files (RFC 5545) from events, so that any calendar can take a group's meetings in.

Written with the standard library: content lines end in CRLF and are folded at 75 octets without
cutting a character, text is escaped, and a zone comes with the changes of its clocks for the years
that matter. Nothing is read here but the zone; nobody's address is in an event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from nghs_desktop.base.frozen import frozen

PRODUCT = "-//NGHS Desktop//Meetings//EN"
_OCTETS = 75
_DAY = timedelta(days=1)
_UNWRITABLE = dict.fromkeys((*range(9), *range(11, 32), 127), " ") | {0x85: "\n"}
_LINES = str.maketrans({"\u2028": "\n", "\u2029": "\n"})


class Status(StrEnum):
    """What a calendar says of an event."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@frozen
class Event:
    """One meeting. `uid` stays the same however often it is written; `sequence` counts its changes.

    Moments carry a zone; the zone of `starts` is told with its clock changes when it has a name.
    """

    uid: str
    title: str
    starts: datetime
    ends: datetime
    place: str = ""
    description: str = ""
    status: Status = Status.CONFIRMED
    sequence: int = 0
    changed: datetime | None = None


def write_calendar(name: str, events: Sequence[Event], now: datetime) -> bytes:
    """Return a calendar file with these events; the same events and moment give the same bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for zone, years in _zones(events):
        lines += _zone_lines(zone, *years)
    for event in events:
        lines += _event_lines(event, now)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """Return text as a value of the type TEXT; signs that no calendar takes become blanks."""
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    text = text.translate(_LINES).translate(_UNWRITABLE)
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def folded(line: str) -> bytes:
    """Return a content line as octets: at most 75 in a row, no character cut, CRLF at each end."""
    rows: list[bytes] = []
    row = b""
    for character in line:
        octets = character.encode()
        if len(row) + len(octets) > _OCTETS:
            rows.append(row)
            row = b" "
        row += octets
    return b"\r\n".join([*rows, row]) + b"\r\n"


def _event_lines(event: Event, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}@nghs-desktop"
    yield f"DTSTAMP:{_instant(event.changed or now)}"
    yield f"DTSTART{_moment(event.starts)}"
    yield f"DTEND{_moment(event.ends.astimezone(event.starts.tzinfo))}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"STATUS:{event.status}"
    yield f"SUMMARY:{escaped(event.title)}"
    for name, text in (("LOCATION", event.place), ("DESCRIPTION", event.description)):
        if text:
            yield f"{name}:{escaped(text)}"
    if event.changed is not None:
        yield f"LAST-MODIFIED:{_instant(event.changed)}"
    yield "TRANSP:TRANSPARENT" if event.status is Status.CANCELLED else "TRANSP:OPAQUE"
    yield "END:VEVENT"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _moment(moment: datetime) -> str:
    name = _name(moment.tzinfo)
    if not name:
        return f":{_instant(moment)}"
    return f";TZID={name}:{moment:%Y%m%dT%H%M%S}"


def _name(zone: tzinfo | None) -> str:
    """Return the name of a zone with a name; UTC and bare offsets are written as instants."""
    key = zone.key if isinstance(zone, ZoneInfo) else ""
    return "" if key in ("", "UTC", "Etc/UTC") else key


def _zones(events: Iterable[Event]) -> Iterator[tuple[ZoneInfo, tuple[int, int]]]:
    """Yield each named zone once, with the first and last year of its events."""
    found: dict[str, tuple[ZoneInfo, list[int]]] = {}
    for event in events:
        zone = event.starts.tzinfo
        if isinstance(zone, ZoneInfo) and _name(zone):
            _, years = found.setdefault(zone.key, (zone, []))
            years += (event.starts.year, event.ends.astimezone(zone).year)
    for name in sorted(found):
        zone, years = found[name]
        yield zone, (min(years), max(years))


def _zone_lines(zone: ZoneInfo, first: int, last: int) -> Iterator[str]:
    """Yield a zone with each change of its clocks in the years of the events."""
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone.key}"
    begin = datetime(max(first - 1, 2), 1, 1, tzinfo=UTC).astimezone(zone)
    yield from _observance(begin, begin)
    before = begin
    for after in _changes(zone, begin, datetime(min(last + 1, 9998), 1, 1, tzinfo=UTC)):
        yield from _observance(before, after)
        before = after
    yield "END:VTIMEZONE"


def _observance(before: datetime, after: datetime) -> Iterator[str]:
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    # A change is written on the clock that was shown until then.
    onset = (after.astimezone(UTC) + _offset(before)).replace(tzinfo=None)
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{onset:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_offset_words(_offset(before))}"
    yield f"TZOFFSETTO:{_offset_words(_offset(after))}"
    yield f"TZNAME:{escaped(after.tzname() or 'LMT')}"
    yield f"END:{kind}"


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the first moment of each new offset or name, between two moments."""
    at = begin.astimezone(UTC)
    while at < end:
        following = at + _DAY
        if _shown(zone, at) != _shown(zone, following):
            low, high = at, following
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                if _shown(zone, middle) == _shown(zone, low):
                    low = middle
                else:
                    high = middle
            yield high.astimezone(zone)
        at = following


def _shown(zone: ZoneInfo, moment: datetime) -> tuple[timedelta, str | None]:
    local = moment.astimezone(zone)
    return _offset(local), local.tzname()


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _offset_words(offset: timedelta) -> str:
    seconds = round(abs(offset).total_seconds())
    sign = "-" if offset < timedelta() else "+"
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{sign}{hours:02}{minutes:02}" + (f"{left:02}" if left else "")
