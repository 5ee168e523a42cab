"""Where the group advises to put improvement and facilitation hours, with a place for the answer."""

from __future__ import annotations

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import (
    Align,
    BriefContent,
    Bullets,
    Callout,
    Column,
    Section,
    Signatures,
    Signer,
    Table,
    TableRow,
    Text,
    Tone,
)
from nghs_desktop.domain.charts import ImpactEffort, Placing, number
from nghs_desktop.reports.templates.edition import Edition, texts


@frozen
class FocusCandidate:
    """A candidate with what the group gave it; impact and effort from 1 to 5."""

    name: str
    impact: float
    effort: float
    dots: int
    hours: float


@frozen
class FocusRecommendation:
    """What a focus recommendation says."""

    title: str
    summary: str
    question: str
    candidates: tuple[FocusCandidate, ...]
    hours: tuple[tuple[str, float], ...] = ()
    recommendation: tuple[Text, ...] = ()
    reasons: tuple[Text, ...] = ()
    dissent: tuple[Text, ...] = ()
    answered_by: tuple[Signer, ...] = ()


def focus_recommendation(focus: FocusRecommendation, edition: Edition) -> BriefContent:
    """Arrange a focus recommendation: advice first, then how it was weighed, then the answer."""
    words = edition.words
    advice = " ".join(text for text in focus.recommendation if isinstance(text, str))
    panel = (Callout("advice.panel", words.recommendation, advice, Tone.FOCUS),) if advice else ()
    reasons = (Bullets("advice.reasons", focus.reasons),) if focus.reasons else ()
    # One block: the lines to write on never stand on another page than what they are for.
    answer = (
        Signatures(
            "answer.lines",
            focus.answered_by,
            words.signature_date,
            closing=words.response_words,
            ruled=4,
        ),
    )
    sections = (
        texts("question", words.question, (focus.question,)),
        Section("advice", "", (*panel, *reasons), label=words.recommendation),
        Section("candidates", words.candidates, _compared(focus, edition)),
        Section("hours", words.hours_available, _hours(focus, edition)),
        texts("dissent", words.dissent, focus.dissent),
        Section("answer", words.response, answer if focus.answered_by else ()),
    )
    return edition.content(focus.title, words.focus, sections, summary=focus.summary, fits_on=2)


def _compared(focus: FocusRecommendation, edition: Edition) -> tuple[ImpactEffort | Table, ...]:
    if not focus.candidates:
        return ()
    words = edition.words
    chart = ImpactEffort(
        "candidates.chart",
        "",
        tuple(Placing(one.name, one.impact, one.effort) for one in focus.candidates),
        words=words.chart,
    )
    columns = (
        Column(words.candidate),
        Column(words.dots, Align.END),
        Column(words.ratio, Align.END),
        Column(words.hours, Align.END),
    )
    ranked = sorted(focus.candidates, key=lambda one: (-one.dots, one.name))
    rows = tuple(
        TableRow(
            (
                one.name,
                str(one.dots),
                f"{one.impact / one.effort:.1f}" if one.effort else "\u2013",
                number(one.hours) if one.hours else "\u2013",
            )
        )
        for one in ranked
    )
    return (chart, Table("candidates.table", columns, rows))


def _hours(focus: FocusRecommendation, edition: Edition) -> tuple[Table, ...]:
    if not focus.hours:
        return ()
    words = edition.words
    rows = [TableRow((name, number(hours))) for name, hours in focus.hours]
    total = sum(hours for _, hours in focus.hours)
    rows.append(TableRow((words.chart.total, number(total)), total=True))
    columns = (Column(words.kind), Column(words.hours, Align.END))
    return (Table("hours.table", columns, tuple(rows)),)
