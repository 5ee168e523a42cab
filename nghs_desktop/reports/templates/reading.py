"""A reading list by topic: what to read, who made it, why, and where it is."""

from __future__ import annotations

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import BriefContent, Paragraphs, RankedItem, RankedList, Section
from nghs_desktop.reports.templates.edition import Edition


@frozen
class Reading:
    """One thing to read, see or hear; a missing title is allowed, a cut excerpt is marked."""

    title: str
    kind: str
    by: str = ""
    excerpt: str = ""
    cut: bool = False
    why: str = ""
    link: str = ""


@frozen
class ReadingTopic:
    """Readings that belong together."""

    name: str
    readings: tuple[Reading, ...]
    about: str = ""


@frozen
class ReadingList:
    """What a reading list says."""

    title: str
    summary: str
    topics: tuple[ReadingTopic, ...]


def reading_list(listed: ReadingList, edition: Edition) -> BriefContent:
    """Arrange a reading list, counted through all its topics."""
    words = edition.words
    count = 0
    sections: list[Section] = []
    for place, topic in enumerate(listed.topics, start=1):
        items = []
        for reading in topic.readings:
            count += 1
            title = reading.title or words.untitled.format(kind=reading.kind.lower())
            made = ", ".join(filter(None, (reading.kind, reading.by)))
            excerpt = (
                reading.excerpt.rstrip(". \u2026") + " \u2026" if reading.cut else reading.excerpt
            )
            detail = "\n".join(filter(None, (made, excerpt, reading.why)))
            items.append(RankedItem(str(count), title, detail, link=reading.link))
        about = (Paragraphs(f"topic{place}.about", (topic.about,)),) if topic.about else ()
        blocks = (*about, RankedList(f"topic{place}.list", tuple(items)))
        sections.append(Section(f"topic{place}", topic.name, blocks))
    return edition.content(
        listed.title,
        words.reading_list,
        tuple(sections),
        summary=listed.summary,
        fits_on=max(1, count),
    )
