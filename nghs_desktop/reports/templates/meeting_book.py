"""The meeting book: all papers of one meeting in one numbered file with contents and bookmarks.

It arranges what the other templates make; the run sheet is not among its parts, so that a book can be
handed to everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import (
    BriefContent,
    Paragraphs,
    RankedItem,
    RankedList,
    Row,
    Rows,
    Section,
)
from nghs_desktop.reports.templates.edition import Edition
from nghs_desktop.reports.templates.meeting_papers import (
    Agenda,
    AgendaPoint,
    MeetingHead,
    OpenCommitment,
    age_words,
    agenda_sections,
    commitment_rows,
    when_words,
)
from nghs_desktop.reports.templates.meeting_words import meeting_words
from nghs_desktop.reports.templates.minutes_paper import (
    MinutesAction,
    MinutesFacts,
    minutes_sections,
)

_MANY_PAGES = 1_000


@frozen
class BookPaper:
    """Something to read for the meeting, and for which point of the agenda."""

    title: str
    detail: str = ""
    link: str = ""
    point: str = ""


@frozen
class MeetingBook:
    """What a meeting book holds; a part without content is left out.

    `came_back` are topics with their age, `parked` what was set aside and is due; `brief` is a
    finished content whose sections are taken over.
    """

    head: MeetingHead
    agenda: Agenda
    last_minutes: MinutesFacts | None = None
    commitments: tuple[OpenCommitment, ...] = ()
    came_back: tuple[AgendaPoint, ...] = ()
    parked: tuple[MinutesAction, ...] = ()
    papers: tuple[BookPaper, ...] = ()
    brief: BriefContent | None = None


def meeting_book_paper(book: MeetingBook, edition: Edition) -> BriefContent:
    """Arrange a meeting book: cover with contents, then each part on a page of its own."""
    words = meeting_words(edition.words)
    sections: list[Section] = []

    def part(key: str, heading: str, inner: Iterable[Section], *, new_page: bool = True) -> None:
        held = [one for one in inner if one.blocks or one.heading]
        if not held:
            return
        # What has no heading of its own stands at once under that of its part.
        first = () if held[0].heading else held.pop(0).blocks
        sections.append(Section(key, heading, first, new_page=new_page))
        for one in held:
            # Its own name says nothing new under the same heading in the list of contents.
            label = "" if one.label == heading else one.label
            sections.append(replace(one, level=2, new_page=False, label=label))

    part("book.agenda", words.agenda, agenda_sections(book.agenda, edition))
    if book.last_minutes is not None:
        last = book.last_minutes
        state = words.states.get(last.state, last.state)
        named = " \u00b7 ".join(filter(None, (last.title, state)))
        told = Section("book.minutes.of", "", (Paragraphs("book.minutes.title", (named,)),))
        inner = minutes_sections(last, edition, key="last", level=2)
        part("book.minutes", words.last_minutes, (told, *inner))
    part("book.open", words.commitments, _commitments(book, edition))
    # These are short: they follow one another.
    part("book.back", words.came_back, _came_back(book, edition), new_page=not book.commitments)
    part("book.papers", words.papers, _papers(book, edition), new_page=False)
    if book.brief is not None:
        about = (book.brief.title, book.brief.summary)
        said = Paragraphs("book.brief.text", tuple(text for text in about if text))
        first = Section("book.brief.about", "", (said,))
        part("book.brief", words.brief, (first, *map(_moved, book.brief.sections)))
    cover = (when_words(book.head, edition), book.head.place, book.head.purpose)
    return edition.content(
        book.head.title,
        words.book,
        tuple(sections),
        summary="\n".join(filter(None, cover)),
        contents=words.in_this_book,
        fits_on=_MANY_PAGES,
    )


def _commitments(book: MeetingBook, edition: Edition) -> tuple[Section, ...]:
    if not book.commitments:
        return ()
    rows = commitment_rows("book.open.rows", book.commitments, edition)
    return (Section("book.open.all", "", (replace(rows, show_heads=True),)),)


def _came_back(book: MeetingBook, edition: Edition) -> tuple[Section, ...]:
    words = meeting_words(edition.words)
    topics = tuple(
        RankedItem("", point.title, age_words(point, words, edition)) for point in book.came_back
    )
    heads = (words.who, words.what, words.by_when)
    rows = tuple(
        Row(one.who or words.nobody, one.what, edition.words.day(one.due) if one.due else "")
        for one in book.parked
    )
    return (
        Section("book.back.all", "", (RankedList("book.back.list", topics),) if topics else ()),
        Section(
            "book.back.parked",
            words.parked if rows else "",
            (Rows("book.back.rows", rows, heads, show_heads=True),) if rows else (),
        ),
    )


def _papers(book: MeetingBook, edition: Edition) -> tuple[Section, ...]:
    if not book.papers:
        return ()
    words = meeting_words(edition.words)
    items = tuple(
        RankedItem(
            str(place),
            paper.title,
            "\n".join(
                filter(
                    None,
                    (
                        words.for_point.format(title=paper.point) if paper.point else "",
                        paper.detail,
                    ),
                )
            ),
            link=paper.link,
        )
        for place, paper in enumerate(book.papers, start=1)
    )
    return (Section("book.papers.all", "", (RankedList("book.papers.list", items),)),)


def _moved(section: Section) -> Section:
    """Return a section of the brief under keys that are its own in the book."""
    blocks = tuple(replace(block, key=f"brief.{block.key}") for block in section.blocks)
    # A heading that only its label has is wanted where a part of the book begins.
    return replace(section, key=f"brief.{section.key}", blocks=blocks)
