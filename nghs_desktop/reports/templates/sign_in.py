"""The sign-in sheet: the roster of a meeting with room to sign, and empty rows for guests.

It is the one paper that names everybody, whatever the meeting's rule on names: it is the roster.
"""

from __future__ import annotations

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import BriefContent, Column, Section, Table, TableRow
from nghs_desktop.reports.templates.edition import Edition
from nghs_desktop.reports.templates.meeting_papers import MeetingHead, when_words
from nghs_desktop.reports.templates.meeting_words import MeetingWords, meeting_words

_MANY_PAGES = 1_000


@frozen
class SeatRow:
    """Somebody on the roster; `stands_for` is whose alternate they are."""

    name: str
    organisation: str = ""
    votes: bool = False
    stands_for: str = ""


@frozen
class SignIn:
    """What a sign-in sheet says; `guests` is the number of empty rows."""

    head: MeetingHead
    seats: tuple[SeatRow, ...] = ()
    guests: int = 6


def sign_in_paper(sheet: SignIn, edition: Edition) -> BriefContent:
    """Arrange a sign-in sheet: the roster with room to sign, then empty rows for guests."""
    words = meeting_words(edition.words)
    columns = (
        Column(words.name, share=1.45),
        Column(words.organisation, share=1.45),
        Column(words.seat, share=0.9),
        Column(words.signature, share=1.6),
    )
    seats = tuple(
        TableRow((seat.name, seat.organisation, _seat(seat, words), "")) for seat in sheet.seats
    )
    guests = (
        Table(
            "guests.table",
            (
                Column(words.name, share=1.45),
                Column(words.organisation, share=1.45),
                Column(words.e_mail, share=1.2),
                Column(words.signature, share=1.3),
            ),
            tuple(TableRow(("", "", "", "")) for _ in range(sheet.guests)),
            room=2,
            row_heads=False,
        ),
    )
    votes = sum(seat.votes for seat in sheet.seats)
    counted = words.seats_count.format(votes=votes, people=words.headed(len(sheet.seats)))
    sections = (
        Section(
            "seats",
            "",
            (Table("seats.table", columns, seats, room=2),) if seats else (),
            label=words.sign_in,
        ),
        Section("guests", words.guests, guests if sheet.guests else (), whole=sheet.guests < 12),
    )
    place = (when_words(sheet.head, edition), sheet.head.place, counted if seats else "")
    return edition.content(
        sheet.head.title,
        words.sign_in,
        sections,
        summary="\n".join(filter(None, place)),
        fits_on=_MANY_PAGES,
    )


def _seat(seat: SeatRow, words: MeetingWords) -> str:
    if seat.votes:
        return words.votes
    return words.alternate.format(name=seat.stands_for) if seat.stands_for else words.guest
