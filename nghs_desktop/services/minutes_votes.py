"""A decision as minutes tell it: how it was asked and counted, who answered as far as both the rule of
the vote and the meeting's rule on names allow, objections, recusals, outcome. No SQL and no screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from nghs_desktop.domain.decision_rules import (
    FIST_LEVELS,
    GRADIENT_LEVELS,
    Answer,
    DecisionRule,
    Showing,
    Stance,
    rule_words,
)
from nghs_desktop.domain.decisions import Decision, DecisionStatus, Method, Result
from nghs_desktop.domain.meetings import Attribution
from nghs_desktop.domain.spoken import as_sentence, spoken_list
from nghs_desktop.domain.tallies import Voice
from nghs_desktop.reports.templates.minutes_paper import MinutesDecision
from nghs_desktop.services.minutes_names import Names
from nghs_desktop.services.votes import VoteRecord

_COUNTED = (
    Stance.ABSTAIN,
    Stance.ABSTAIN_PRIORITIES,
    Stance.STAND_ASIDE,
    Stance.RECUSED,
)
"""Answers that are said in figures whoever may be named: the count itself is of the others."""


def decision_facts(
    decision: Decision,
    record: VoteRecord | None,
    names: Names,
    clock: Callable[[datetime], str],
) -> MinutesDecision:
    """Return a decision for the minutes; `record` is its vote where it was put to one."""
    question = names.in_text(decision.title)
    outcome, dissent = names.in_text(decision.outcome), names.in_text(decision.dissent)
    if record is None:
        return MinutesDecision(
            question=question,
            proposal=names.in_text(decision.proposal),
            result="Noted without a vote." if not outcome else "",
            outcome=outcome,
            dissent=dissent,
        )
    is_open = record.is_open
    closed = decision.closed_at if not is_open else None
    return MinutesDecision(
        question=question,
        proposal=names.in_text(decision.proposal),
        method=record.rule.method.label,
        rule=rule_words(record.rule),
        count=" ".join(filter(None, (_count(record), _apart(record)))),
        quorum=as_sentence(record.quorum_words),
        taken_at=f"{'closed' if closed else 'opened'} at {clock(closed or record.at)}",
        result=_result(decision, is_open),
        outcome=outcome,
        dissent=dissent,
        answers=_answers(record, names),
        objections=_objections(record, names),
        recused=_recused(record, names),
    )


def _count(record: VoteRecord) -> str:
    words = "" if record.is_open else record.decision.words
    said = as_sentence(words or record.public.words)
    rounds = [f"It was round {record.round}."] if record.round > 1 else []
    return " ".join([said, *rounds])


def _apart(record: VoteRecord) -> str:
    """Abstentions, each sort apart, and recusals, in figures."""
    told = [
        f"{stance.label}: {record.tally.stances.get(stance, 0)}"
        for stance in _COUNTED
        if record.tally.stances.get(stance, 0)
    ]
    return f"{'; '.join(told)}." if told else ""


def _result(decision: Decision, is_open: bool) -> str:
    if is_open:
        return "The vote was still open."
    if decision.result is None:
        return "The vote was set aside."
    said = {Result.PASSED: "Passed.", Result.FAILED: "Not passed."}
    superseded = decision.status is DecisionStatus.SUPERSEDED
    words = said.get(decision.result, as_sentence(decision.result.label))
    return f"{words} It was replaced later." if superseded else words


def _who(voice: Voice, rule: DecisionRule, names: Names) -> str:
    """Whom an answer is given to: never more than vote and meeting both allow."""
    if rule.showing is Showing.SECRET or names.rule is Attribution.NONE:
        return ""
    if names.rule is Attribution.ORGANIZATION or rule.showing is Showing.ORGANIZATION:
        return voice.organization or names.organization(voice.person_id)
    return names.said_by(voice.person_id) or names.in_text(voice.name)


def _answers(record: VoteRecord, names: Names) -> tuple[str, ...]:
    """Who answered what, one line an answer; nothing where nobody may be named, or while it is open."""
    rule = record.rule
    nobody = rule.showing is Showing.SECRET or names.rule is Attribution.NONE
    if nobody or record.is_open:
        return ()
    lines: dict[str, list[str]] = {}
    for voice in record.tally.voices:
        if voice.answer.stance in (Stance.RECUSED, Stance.OBJECTION) or not voice.person_id:
            continue
        lines.setdefault(_said(voice.answer, rule), []).append(_who(voice, rule, names))
    return tuple(f"{said}: {_named(who)}" for said, who in lines.items())


def _named(who: Iterable[str]) -> str:
    known = [name for name in who if name]
    others = sum(not name for name in who)
    told = [
        f"{name} ({known.count(name)})" if known.count(name) > 1 else name
        for name in dict.fromkeys(known)
    ]
    if others:
        told.append(f"{others} without an organisation")
    return spoken_list(told)


def _said(answer: Answer, rule: DecisionRule) -> str:
    if answer.stance is not Stance.VALUES:
        return answer.stance.label
    values = answer.values
    if rule.method is Method.FIST_TO_FIVE:
        return f"{values[0]} ({FIST_LEVELS[values[0]].lower()})"
    if rule.method is Method.GRADIENTS:
        return f"{values[0]} ({GRADIENT_LEVELS[values[0] - 1].lower()})"
    if rule.method is Method.SCORE:
        pairs = zip(rule.options, values, strict=False)
        return ", ".join(f"{option} {value}" for option, value in pairs)
    chosen = [rule.options[value - 1] for value in values]
    if rule.method is Method.DOT:
        counts = {option: chosen.count(option) for option in dict.fromkeys(chosen)}
        return ", ".join(f"{option} ({n})" if n > 1 else option for option, n in counts.items())
    return ", then ".join(chosen)


def _objections(record: VoteRecord, names: Names) -> tuple[str, ...]:
    """Objections of all rounds: those that were removed are part of what happened."""
    told = [
        _objection(voice, record.rule, names)
        for round in record.rounds
        for voice in round.tally.voices
        if voice.answer.stance is Stance.OBJECTION
    ]
    return tuple(dict.fromkeys(told))


def _objection(voice: Voice, rule: DecisionRule, names: Names) -> str:
    who = _who(voice, rule, names)
    words = names.in_text(as_sentence(voice.answer.reason))
    if voice.answer.remove:
        words += f" It would be removed by: {names.in_text(as_sentence(voice.answer.remove))}"
    return f"{who}: {words}" if who else words


def _recused(record: VoteRecord, names: Names) -> tuple[str, ...]:
    """Recusals with their kind: declared before the vote, so that a secret one has them too."""
    told = []
    for one in record.conflicts:
        conflict = one.conflict
        who = names.said_by(conflict.person_id)
        words = conflict.kind.label
        if conflict.note and names.rule is Attribution.NAMED:
            words = f"{words} ({conflict.note})"
        told.append(f"{who}: {words}" if who else words)
    return tuple(told)
