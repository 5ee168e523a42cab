"""How a document is to be printed, apart from what it says: language, paper, day, draft."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from typing import Any

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import (
    Block,
    BriefContent,
    Paper,
    Paragraphs,
    Section,
    Source,
    Sources,
    Text,
    has_text,
)
from nghs_desktop.reports.templates.words import Words


@frozen
class Edition:
    """One printing; every date is handed in, so that it prints the same again."""

    made_at: datetime
    organisation: str = ""
    group: str = ""
    day: date | None = None
    as_of: date | None = None
    printed: str = ""
    paper: Paper = Paper.LETTER
    words: Words = field(default_factory=Words)
    large_print: bool = False
    greys: bool = False
    draft: bool = False

    def content(
        self, title: str, kind: str, sections: tuple[Section, ...], **more: Any
    ) -> BriefContent:
        """Return a content with what all documents of this printing share."""
        words = self.words
        kicker = "  \u00b7  ".join(filter(None, (self.group, kind)))
        fields: dict[str, Any] = {
            "kicker": kicker,
            "date_line": words.day(self.day) if self.day else "",
            "as_of": self.as_of,
            "as_of_words": words.as_of.format(date=words.day(self.as_of)) if self.as_of else "",
            "footer": tuple(filter(None, (self.organisation, self.group, self.printed))),
            "page_words": words.page,
            "language": words.language,
            "paper": self.paper,
            "author": self.group or self.organisation,
            "organisation": self.organisation,
            "large_print": self.large_print,
            "greys": self.greys,
            "draft": words.draft if self.draft else "",
            "notes_heading": words.notes,
        }
        kept = tuple(one for one in sections if one.blocks or (one.heading and one.new_page))
        return BriefContent(title=title, made_at=self.made_at, sections=kept, **(fields | more))


def texts(key: str, heading: str, paragraphs: tuple[Text, ...], *blocks: Block) -> Section:
    """Return a section of running text with what belongs to it; empty when nothing is said."""
    said = tuple(text for text in paragraphs if has_text(text))
    first = (Paragraphs(f"{key}.text", said),) if said else ()
    return Section(key, heading, (*first, *blocks))


def sources(words: Words, listed: tuple[Source, ...]) -> Section:
    """Return the section of sources; empty when there are none."""
    blocks = (Sources("sources.list", listed),) if listed else ()
    return Section("sources", words.sources, blocks)
