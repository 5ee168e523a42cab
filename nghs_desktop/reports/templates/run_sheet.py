"""The facilitator's run sheet: the clock of a meeting, and a place for each point.

Private notes are a field of these facts alone, so that no other paper can print them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import (
    Align,
    Block,
    BriefContent,
    Bullets,
    Callout,
    Column,
    Paragraphs,
    Section,
    Table,
    TableRow,
    Tone,
    WritingLines,
)
from nghs_desktop.reports.templates.edition import Edition
from nghs_desktop.reports.templates.meeting_papers import (
    AgendaPoint,
    MeetingHead,
    OpenCommitment,
    age_words,
    commitment_rows,
    consent_titles,
    head_pairs,
)
from nghs_desktop.reports.templates.meeting_words import MeetingWords, clock, meeting_words

_MANY_PAGES = 1_000


@frozen
class RunStep:
    """One step of a script, in seconds."""

    title: str
    seconds: int = 0
    who: str = ""
    say: str = ""


@frozen
class RunPoint:
    """A point as the facilitator runs it; `began` and `took` (minutes) once it was held."""

    point: AgendaPoint
    began: datetime | None = None
    took: int | None = None
    private_notes: str = ""
    script: str = ""
    steps: tuple[RunStep, ...] = ()


@frozen
class RunSheet:
    """What a run sheet says."""

    head: MeetingHead
    points: tuple[RunPoint, ...] = ()
    headcount: int = 0
    quorum: str = ""
    commitments: tuple[OpenCommitment, ...] = ()


def run_sheet_paper(sheet: RunSheet, edition: Edition) -> BriefContent:
    """Arrange a run sheet: the clock on one table, then a place for each point."""
    words = meeting_words(edition.words)
    expected = words.headed(sheet.headcount) if sheet.headcount else ""
    more = ((words.expected, expected), (words.quorum, sheet.quorum))
    sections = [
        Section("head", "", (head_pairs(sheet.head, edition, *more),), label=words.about),
        Section("clock", words.clock, (_clock_table(sheet, words),) if sheet.points else ()),
        Section(
            "open",
            words.open_work,
            (commitment_rows("open.rows", sheet.commitments, edition),)
            if sheet.commitments
            else (),
        ),
        *_run_points(sheet, words, edition),
    ]
    return edition.content(
        sheet.head.title,
        words.run_sheet,
        tuple(sections),
        summary=words.run_words,
        fits_on=_MANY_PAGES,
    )


def _clock_table(sheet: RunSheet, words: MeetingWords) -> Table:
    """Return when each point starts and how long it is; once it was held, also what it was."""
    held = any(run.began for run in sheet.points)
    rows = []
    for run in sheet.points:
        point = run.point
        cells = (
            clock(point.start) if point.start else "",
            clock(run.began) if run.began else "",
            point.title,
            words.purposes[point.purpose] if point.purpose else "",
            _spent(point.minutes, words),
            _spent(run.took, words),
        )
        rows.append(TableRow(cells))
    planned = sum(run.point.minutes or 0 for run in sheet.points)
    took = sum(run.took or 0 for run in sheet.points)
    total = ("", "", words.all_done, "", _spent(planned, words), _spent(took, words))
    rows.append(TableRow(total, total=True))
    heads = (
        Column(words.starts),
        Column(words.began),
        Column(words.item),
        Column(words.purpose),
        Column(words.planned, Align.END),
        Column(words.took, Align.END),
    )
    kept = range(6) if held else (0, 2, 3, 4)
    return Table(
        "clock.table",
        tuple(heads[n] for n in kept),
        tuple(replace(row, cells=tuple(row.cells[n] for n in kept)) for row in rows),
    )


def _spent(minutes: int | None, words: MeetingWords) -> str:
    return words.minutes_short.format(minutes=minutes) if minutes else ""


def _run_points(sheet: RunSheet, words: MeetingWords, edition: Edition) -> tuple[Section, ...]:
    """Return a place for each point, and one for all that are decided at once and bare."""
    sections: list[Section] = []
    block: list[RunPoint] = []
    for number, run in enumerate(sheet.points, start=1):
        if run.point.consent and not (run.private_notes.strip() or run.steps):
            block.append(run)
            continue
        if block:
            sections.append(_run_block(f"block{number}", block, words))
            block = []
        sections.append(_run_point(f"point{number}", run, words, edition))
    if block:
        sections.append(_run_block("block", block, words))
    return tuple(sections)


def _run_block(key: str, block: list[RunPoint], words: MeetingWords) -> Section:
    points = [run.point for run in block]
    start = f"{clock(points[0].start)}  " if points[0].start else ""
    titles = Bullets(f"{key}.points", consent_titles(points))
    lines = WritingLines(f"{key}.notes", words.notes_room, 2)
    return Section(key, f"{start}{words.consent_block}", (titles, lines), whole=True)


def _run_point(key: str, run: RunPoint, words: MeetingWords, edition: Edition) -> Section:
    point = run.point
    start = f"{clock(point.start)}  " if point.start else ""
    minutes = words.minutes_short.format(minutes=point.minutes) if point.minutes else ""
    facts = (
        words.purposes[point.purpose] if point.purpose else "",
        minutes,
        point.presenter,
        words.consent_block if point.consent else "",
        words.fixed if point.fixed else "",
        age_words(point, words, edition),
    )
    told = "  \u00b7  ".join(filter(None, facts))
    blocks: list[Block] = [Paragraphs(f"{key}.facts", (told,))] if told else []
    if run.private_notes.strip():
        blocks.append(Callout(f"{key}.private", words.private, run.private_notes, Tone.NOTE))
    if run.steps:
        blocks.append(_script(key, run, words))
    # The more time, the more is said: a line for about five minutes.
    lines = min(max((point.minutes or 0) // 5, 2), 6)
    blocks.append(WritingLines(f"{key}.notes", words.notes_room, lines))
    return Section(key, f"{start}{point.title}", tuple(blocks), label=point.title, whole=True)


def _script(key: str, run: RunPoint, words: MeetingWords) -> Table:
    columns = (
        Column(words.step),
        Column(words.who),
        Column(words.say),
        Column(words.minutes, Align.END),
    )
    rows = tuple(
        TableRow((step.title, step.who, step.say, _minutes(step.seconds))) for step in run.steps
    )
    return Table(f"{key}.script", columns, rows, caption=f"{words.script}: {run.script}")


def _minutes(seconds: int) -> str:
    whole, rest = divmod(seconds, 60)
    return f"{whole}:{rest:02}" if seconds else ""
