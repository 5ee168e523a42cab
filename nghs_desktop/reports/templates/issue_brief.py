"""Two pages on one issue, to inform or to argue; and one page on a work group."""

from __future__ import annotations

from enum import StrEnum

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import (
    BriefContent,
    Bullets,
    Callout,
    Column,
    KeyFigure,
    KeyFigures,
    RankedItem,
    RankedList,
    Section,
    Source,
    Table,
    TableRow,
    Text,
    Tone,
)
from nghs_desktop.domain.charts import Chart
from nghs_desktop.reports.templates.edition import Edition, sources, texts


class Purpose(StrEnum):
    """Whether a brief weighs or pleads; one that informs makes no recommendation and no ask."""

    INFORM = "inform"
    ARGUE = "argue"


@frozen
class Option:
    """Something that could be done, with what speaks for and against it."""

    name: str
    pro: Text
    con: Text
    cost: str = ""


@frozen
class IssueBrief:
    """What a two-page issue brief says."""

    title: str
    summary: str
    problem: tuple[Text, ...]
    evidence: tuple[Text, ...] = ()
    figures: tuple[KeyFigure, ...] = ()
    chart: Chart | None = None
    options: tuple[Option, ...] = ()
    recommendation: tuple[Text, ...] = ()
    ask: tuple[Text, ...] = ()
    references: tuple[Source, ...] = ()
    contact: str = ""
    purpose: Purpose = Purpose.ARGUE


def issue_brief(brief: IssueBrief, edition: Edition) -> BriefContent:
    """Arrange an issue brief: problem, evidence, options, recommendation, ask, references."""
    words = edition.words
    evidence = [KeyFigures("figures", brief.figures)] if brief.figures else []
    charts = [brief.chart] if brief.chart is not None else []
    argues = brief.purpose is Purpose.ARGUE
    closing = Callout("contact", words.contact, brief.contact, Tone.NOTE) if brief.contact else None
    sections = (
        texts("problem", words.problem, brief.problem),
        texts("evidence", words.evidence, brief.evidence, *evidence, *charts),
        Section("options", words.options, _options(brief.options, edition)),
        _recommendation(brief.recommendation if argues else (), words.recommendation),
        Section(
            "ask",
            words.ask,
            (Bullets("ask.list", brief.ask, numbered=True),) if argues and brief.ask else (),
        ),
        sources(words, brief.references),
        Section("closing", "", (closing,) if closing else (), label=words.contact),
    )
    return edition.content(
        brief.title, words.issue_brief, sections, summary=brief.summary, fits_on=2
    )


def _recommendation(said: tuple[Text, ...], heading: str) -> Section:
    """Return the advice: one paragraph stands in a panel, more are a section of text."""
    if len(said) != 1:
        return texts("recommendation", heading, said)
    panel = Callout("recommendation.panel", heading, said[0], Tone.DECISION)
    return Section("recommendation", "", (panel,), label=heading)


def _options(options: tuple[Option, ...], edition: Edition) -> tuple[Table, ...]:
    if not options:
        return ()
    words = edition.words
    costs = any(option.cost for option in options)
    heads = (words.option, words.pro, words.con, *((words.cost,) if costs else ()))
    rows = tuple(
        TableRow((option.name, option.pro, option.con, *((option.cost,) if costs else ())))
        for option in options
    )
    return (Table("options.table", tuple(Column(head) for head in heads), rows),)


@frozen
class OnePager:
    """What one page on a work group says."""

    title: str
    who_we_are: str
    heard: tuple[RankedItem, ...] = ()
    advice: tuple[Text, ...] = ()
    ask: str = ""
    figures: tuple[KeyFigure, ...] = ()
    next_meeting: str = ""


def one_pager(page: OnePager, edition: Edition) -> BriefContent:
    """Arrange a one-pager: who we are, what we heard, what we advise, ask, numbers, next meeting."""
    words = edition.words
    ask = (Callout("ask.panel", words.our_ask, page.ask, Tone.DECISION),) if page.ask else ()
    sections = (
        Section(
            "heard", words.heard, (RankedList("heard.list", page.heard),) if page.heard else ()
        ),
        Section(
            "advice", words.advise, (Bullets("advice.list", page.advice),) if page.advice else ()
        ),
        Section("ask", "", ask, label=words.our_ask),
        Section(
            "numbers",
            words.numbers,
            (KeyFigures("numbers.list", page.figures),) if page.figures else (),
        ),
        texts("next", words.next_meeting, (page.next_meeting,)),
    )
    return edition.content(page.title, words.who_we_are, sections, summary=page.who_we_are)
