"""A barrier brought to somebody's attention, or referred to another group, with a place to answer."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import (
    BriefContent,
    Bullets,
    Pair,
    Pairs,
    Section,
    Signatures,
    Signer,
    Source,
    Text,
    has_text,
)
from nghs_desktop.domain.charts import Chart
from nghs_desktop.reports.templates.edition import Edition, sources, texts


@frozen
class MemoBarrier:
    """One barrier as a memo describes it."""

    title: str
    affected: Text = ""
    cause: Text = ""
    evidence: Text = ""
    voices: str = ""
    severity: str = ""


@frozen
class BarrierMemo:
    """What a barrier or referral memo says; `asked` is act, advise, fund or research in words."""

    title: str
    to: str
    sender: str
    asked: str
    barriers: tuple[MemoBarrier, ...]
    referral: bool = True
    why: tuple[Text, ...] = ()
    tried: tuple[Text, ...] = ()
    urgency: str = ""
    answer_by: date | None = None
    chart: Chart | None = None
    references: tuple[Source, ...] = ()
    answered_by: tuple[Signer, ...] = ()


def barrier_memo(memo: BarrierMemo, edition: Edition) -> BriefContent:
    """Arrange a memo: who to whom, the barriers, why, what was tried, and a place to answer."""
    words = edition.words
    head = _pairs(
        (words.to, memo.to),
        (words.sender, memo.sender),
        (words.asked, memo.asked),
        (words.urgency, memo.urgency),
        (words.answer_by, words.day(memo.answer_by) if memo.answer_by else ""),
    )
    barriers = tuple(
        Section(f"barrier{place}", f"{words.barrier} {place}: {barrier.title}", (pairs,))
        if len(memo.barriers) > 1
        else Section(f"barrier{place}", f"{words.barrier}: {barrier.title}", (pairs,))
        for place, barrier in enumerate(memo.barriers, start=1)
        if (pairs := _barrier(barrier, place, edition)).pairs
    )
    # One block: the lines to write on never stand on another page than what they are for.
    answer = (
        Signatures(
            "answer.lines",
            memo.answered_by,
            words.signature_date,
            closing=words.answer_words,
            ruled=4,
        ),
    )
    charts = (memo.chart,) if memo.chart is not None else ()
    sections = (
        Section("head", "", (Pairs("head.pairs", head),), label=words.about),
        *barriers,
        Section("data", "", charts, label=words.evidence),
        texts("why", words.why_you, memo.why),
        Section("tried", words.tried, (Bullets("tried.list", memo.tried),) if memo.tried else ()),
        Section("answer", words.answer, answer if memo.answered_by else ()),
        sources(words, memo.references),
    )
    kind = words.referral if memo.referral else words.memo
    return edition.content(memo.title, kind, sections, fits_on=2)


def _barrier(barrier: MemoBarrier, place: int, edition: Edition) -> Pairs:
    words = edition.words
    return Pairs(
        f"barrier{place}.pairs",
        _pairs(
            (words.affected, barrier.affected),
            (words.cause, barrier.cause),
            (words.evidence, barrier.evidence),
            (words.voices, barrier.voices),
            (words.severity, barrier.severity),
        ),
    )


def _pairs(*named: tuple[str, Text]) -> tuple[Pair, ...]:
    return tuple(Pair(name, text) for name, text in named if has_text(text))
