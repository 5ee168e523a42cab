"""The annual report of a work group: figures, chapters with charts and tables, contents and index."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import (
    Align,
    Block,
    BriefContent,
    Column,
    IndexEntry,
    KeyFigure,
    KeyFigures,
    Section,
    Signatures,
    Signer,
    Source,
    Table,
    TableRow,
    Text,
)
from nghs_desktop.reports.templates.edition import Edition, sources, texts


@frozen
class Part:
    """A part of a chapter."""

    key: str
    heading: str
    texts: tuple[Text, ...] = ()
    blocks: tuple[Block, ...] = ()


@frozen
class Chapter:
    """A chapter begins on a page of its own; its parts stand in the contents under it."""

    key: str
    heading: str
    texts: tuple[Text, ...] = ()
    blocks: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()


@frozen
class Held:
    """A meeting that was held."""

    day: date
    title: str
    place: str
    present: int


@frozen
class Member:
    """A member as the report names them."""

    name: str
    organisation: str
    role: str = ""


@frozen
class AnnualReport:
    """What an annual report says."""

    title: str
    summary: str
    chapters: tuple[Chapter, ...]
    figures: tuple[KeyFigure, ...] = ()
    foreword: tuple[Text, ...] = ()
    signers: tuple[Signer, ...] = ()
    held: tuple[Held, ...] = ()
    members: tuple[Member, ...] = ()
    references: tuple[Source, ...] = ()
    index: tuple[IndexEntry, ...] = ()


def annual_report(report: AnnualReport, edition: Edition) -> BriefContent:
    """Arrange an annual report with contents and index."""
    words = edition.words
    figures = (KeyFigures("figures.list", report.figures),) if report.figures else ()
    signed = (Signatures("foreword.lines", report.signers),) if report.signers else ()
    sections = [
        texts("foreword", words.foreword, report.foreword, *signed)
        if report.foreword
        else Section("foreword", "", ()),
        Section("figures", words.year_in_numbers, figures),
    ]
    for chapter in report.chapters:
        head = texts(chapter.key, chapter.heading, chapter.texts, *chapter.blocks)
        # A chapter of parts alone still needs its heading.
        sections.append(Section(head.key, head.heading, head.blocks, new_page=True))
        for part in chapter.parts:
            body = texts(part.key, part.heading, part.texts, *part.blocks)
            sections.append(Section(body.key, body.heading, body.blocks, level=2))
    held = _held(report, edition)
    sections.append(Section("held", words.meetings, held, new_page=bool(held)))
    sections.append(Section("members", words.members, _members(report, edition)))
    sections.append(sources(words, report.references))
    content = edition.content(
        report.title,
        words.annual_report,
        tuple(sections),
        summary=report.summary,
        contents=words.contents,
        index_heading=words.index if report.index else "",
        index=report.index,
        fits_on=1_000,
    )
    return content


def _held(report: AnnualReport, edition: Edition) -> tuple[Table, ...]:
    if not report.held:
        return ()
    words = edition.words
    columns = (
        Column(words.day_word),
        Column(words.meetings),
        Column(words.place),
        Column(words.present, Align.END),
    )
    rows = tuple(
        TableRow((words.day(one.day), one.title, one.place, str(one.present)))
        for one in report.held
    )
    return (Table("held.table", columns, rows),)


def _members(report: AnnualReport, edition: Edition) -> tuple[Table, ...]:
    if not report.members:
        return ()
    words = edition.words
    columns = (Column(words.name), Column(words.organisation), Column(words.role))
    rows = tuple(TableRow((one.name, one.organisation, one.role)) for one in report.members)
    return (Table("members.table", columns, rows),)
