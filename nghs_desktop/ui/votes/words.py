"""What the vote panel says of rules, answers and counts, put into words. No widget comes in here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from nghs_desktop.domain.ballots import Entry, Sheet
from nghs_desktop.domain.decision_rules import (
    FIST_LEVELS,
    GRADIENT_LEVELS,
    GRADIENTS_FOR,
    GRADIENTS_HEARD,
    LIVE_WITH,
    Ballot,
    DecisionRule,
    Showing,
    Stance,
)
from nghs_desktop.domain.decisions import Method
from nghs_desktop.domain.known_names import Known
from nghs_desktop.domain.presence import Unit
from nghs_desktop.domain.typed_answers import write_answer
from nghs_desktop.services.api import VoteRecord
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.votes.bars import BarRow, Column

_MOST_SAID = 6


def example(rule: DecisionRule) -> str:
    """Return an answer as it may be typed under a rule."""
    match rule.method:
        case Method.DOT:
            return " ".join(str(1 + at % len(rule.options or "1")) for at in range(rule.dots))
        case Method.SCORE:
            return " ".join(str(max(rule.top_score - at, 0)) for at in range(len(rule.options)))
        case Method.RANKED:
            return " ".join(str(at + 1) for at in range(min(len(rule.options), 3)))
        case Method.FIST_TO_FIVE:
            return "4"
        case Method.GRADIENTS:
            return "2"
        case _:
            return "yes"


def prompt(rule: DecisionRule, following: Known | None) -> str:
    """Return what stands in the empty field: the next person and an answer."""
    if rule.method is Method.COUNT:
        return "7 3 2"
    if rule.showing is Showing.SECRET:
        return _tally(rule)
    if following is None:
        return _tr("A name to change an answer")
    return f"{following.name.split(' ', 1)[0]} {example(rule)}"


def _tally(rule: DecisionRule) -> str:
    match rule.method:
        case Method.DOT:
            return "1*4 2*3"
        case Method.FIST_TO_FIVE | Method.GRADIENTS:
            return "4*6 3*2"
        case Method.SCORE | Method.RANKED:
            return f"{example(rule)} *4"
        case _:
            return "yes*7 no*3"


def ballot_words(ballot: Ballot, sheet: Sheet) -> str:
    """Return an answer with its name, as a chip says it: Dana Reyes: 1 1 3."""
    said = write_answer(ballot.answer)
    if ballot.anonymous:
        times = f" × {ballot.count}" if ballot.count > 1 else ""
        return _tr("No name: {answer}").format(answer=said) + times
    return f"{name_of(sheet, ballot.person_id)}: {said}"


def name_of(sheet: Sheet, person_id: str) -> str:
    """Return the name of somebody who may answer, or nothing."""
    return next((one.name for one in sheet.voters if one.id == person_id), "")


def entry_words(entry: Entry, sheet: Sheet, replaces: tuple[Ballot, ...] = ()) -> str:
    """Return what a line was read as, in one line."""
    before = {one.person_id: write_answer(one.answer) for one in replaces if one.person_id}
    parts: list[str] = []
    for ballot in entry.ballots[:_MOST_SAID]:
        words = ballot_words(ballot, sheet)
        old = before.get(ballot.person_id)
        if old and old != write_answer(ballot.answer):
            words = _tr("{answer} instead of {old}").format(answer=words, old=old)
        parts.append(words)
    if more := len(entry.ballots) - len(parts):
        parts.append(_tr("and {n} more").format(n=more))
    for person in entry.cleared:
        parts.append(_tr("{name}: answer taken away").format(name=name_of(sheet, person)))
    if entry.anew:
        parts.insert(0, _tr("Instead of all answers without a name"))
    return "  ·  ".join(parts)


def people_in(record: VoteRecord) -> str:
    """Return how many have answered, with dots placed: 8 of 12 people in. 20 of 36 dots placed."""
    count, rule = record.tally, record.rule
    of_bodies = rule.quorum.unit is Unit.ORGANIZATION
    who = _tr("{n} of {all} organisations in.") if of_bodies else _tr("{n} of {all} people in.")
    words = who.format(n=count.answered, all=count.expected)
    if rule.method is Method.DOT and shows_figures(record):
        placed = _tr("{n} of {all} dots placed.")
        words += " " + placed.format(n=sum(count.totals), all=rule.dots * count.expected)
    shown = sum(count.levels)
    if rule.method is Method.FIST_TO_FIVE and shown and shows_figures(record):
        tenths = (sum(at * number for at, number in enumerate(count.levels)) * 20 + shown) // (
            2 * shown
        )
        words += " " + _tr("Average {n}.").format(n=f"{tenths // 10}.{tenths % 10}")
    return words


def shows_figures(record: VoteRecord) -> bool:
    """Tell whether the panel shows how it stands: not in a secret vote before it is closed, unless
    the facilitator typed answers with their names.
    """
    if record.rule.showing is not Showing.SECRET or not record.is_open:
        return True
    return any(
        not one.anonymous and one.answer.stance is not Stance.RECUSED for one in record.ballots
    )


def columns(record: VoteRecord) -> tuple[Column, ...]:
    """Return the levels of fist to five or gradients as columns."""
    levels = record.tally.levels
    found: list[Column] = []
    if record.rule.method is Method.FIST_TO_FIVE:
        for level, meaning in enumerate(FIST_LEVELS):
            number = levels[level] if levels else 0
            tone: Role = "accent_bar" if level >= LIVE_WITH else "talk_more"
            words = _tr("Fist") if level == 0 else str(level)
            found.append(Column(words, number, tone, meaning))
    elif record.rule.method is Method.GRADIENTS:
        for level, meaning in enumerate(GRADIENT_LEVELS, start=1):
            number = levels[level - 1] if levels else 0
            tone = (
                "talk_more"
                if level in GRADIENTS_HEARD
                else "accent_bar"
                if level in GRADIENTS_FOR
                else "border_strong"
            )
            found.append(Column(str(level), number, tone, meaning))
    return tuple(found)


def bars(record: VoteRecord) -> tuple[BarRow, ...]:
    """Return options with their dots or points, or answers with their numbers, as bars."""
    count, rule = record.tally, record.rule
    if rule.chooses:
        ballots_first = _firsts(record)
        totals = ballots_first or count.totals or (0,) * len(rule.options)
        first = set(count.first) if any(totals) else set()
        return tuple(
            BarRow(str(number), words, totals[number - 1], number in first)
            for number, words in enumerate(rule.options, start=1)
        )
    if columns(record):
        return ()
    shown = dict(record.public.lines)
    if not shown:
        shown = {Stance.FOR.label: 0} | ({Stance.AGAINST.label: 0} if rule.counts_votes else {})
    label_for = Stance.FOR.label
    return tuple(
        BarRow("", _consents(rule) if label == label_for else label, number, label == label_for)
        for label, number in shown.items()
    )


def _consents(rule: DecisionRule) -> str:
    return _tr("Consents") if rule.method is Method.CONSENT else Stance.FOR.label


def _firsts(record: VoteRecord) -> tuple[int, ...]:
    """Of ranked options, how many rank each first: what a room understands while it is open."""
    runoff = record.tally.runoff
    if record.rule.method is not Method.RANKED or runoff is None or not runoff.rounds:
        return ()
    counts = dict(runoff.rounds[0].counts)
    return tuple(counts.get(number, 0) for number in range(1, len(record.rule.options) + 1))


def _tr(words: str) -> str:
    return QCoreApplication.translate("votes", words)
