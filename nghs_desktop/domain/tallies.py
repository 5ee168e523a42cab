"""What the answers to a question come to under its rule, in the room of that minute.

A pure function of rule, answers and room: it never raises, it says in words why it came out so, and
it says why a decision cannot be closed instead of closing it. `words` may name an organisation that
disagrees with itself and is for the facilitator; a `PublicTally` names nobody. No floats come in.
The rules in words: docs/decisions/0010.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.decision_rules import (
    FIST_LEVELS,
    GRADIENT_LEVELS,
    GRADIENTS_FOR,
    GRADIENTS_HEARD,
    LIVE_WITH,
    NEITHER,
    Answer,
    Ballot,
    DecisionRule,
    Showing,
    Stance,
    answer_problem,
    rule_problem,
)
from nghs_desktop.domain.decisions import Method, Result
from nghs_desktop.domain.presence import VotingRoom, VotingUnit
from nghs_desktop.domain.quorum import Basis, Quorum, least_of, quorum, share_words
from nghs_desktop.domain.rankings import Runoff, borda, instant_runoff, places
from nghs_desktop.domain.spoken import spoken_list


@frozen
class Voice:
    """One vote's answer: whose it is, who gave it, and for which organisation; "" is nobody named.

    `count` is more than 1 only for answers without a name.
    """

    unit: str
    person_id: str
    name: str
    organization: str
    answer: Answer
    count: int = 1


@frozen
class Tally:
    """A count. Numbers are votes, not people, where organisations vote.

    `levels` counts 0-5 of fist to five or 1-8 of gradients; `totals` are dots or points by option;
    `order` are options from the first on, level ones together; `needed` is how many must be for it.
    """

    rule: DecisionRule
    round: int
    result: Result
    words: str
    quorum: Quorum
    reasons: tuple[str, ...] = ()
    stances: Mapping[Stance, int] = field(default_factory=dict)
    answered: int = 0
    expected: int = 0
    levels: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    order: tuple[tuple[int, ...], ...] = ()
    runoff: Runoff | None = None
    needed: int | None = None
    heard: tuple[Voice, ...] = ()
    voices: tuple[Voice, ...] = ()
    not_counted: tuple[str, ...] = ()

    @property
    def closable(self) -> bool:
        """Tell whether the decision can be closed on this count."""
        return self.result in (Result.PASSED, Result.FAILED)

    @property
    def first(self) -> tuple[int, ...]:
        """The option or, on a tie, the options that stand first."""
        return self.order[0] if self.order else ()


@frozen
class PublicTally:
    """What everybody in the room may see: numbers by label, and a line. Never a name."""

    lines: tuple[tuple[str, int], ...]
    answered: int
    expected: int
    words: str


def tally(
    rule: DecisionRule, ballots: Iterable[Ballot], room: VotingRoom, *, round: int = 1
) -> Tally:
    """Count answers in the room of the minute they were given in; a person's last answer counts."""
    voices, not_counted, reasons = _voices(ballots, room)
    recused = _recused_units(voices, room)
    given = [voice for voice in voices if voice.answer.stance is not Stance.RECUSED]
    answered = _answered(given, rule)
    expected = len(room.here) - recused
    taking_part = quorum(
        rule.quorum,
        seated=len(room.units),
        here=len(room.here),
        recused=recused,
        answered=answered,
    )
    problem = rule_problem(rule)
    if room.unit is not rule.quorum.unit:
        problem = problem or "The room was not counted by the unit of the rule."
    unfit = _unfit(voices, rule)
    reasons = [*([problem] if problem else []), *reasons, *unfit]
    if answered > expected:
        reasons.append(f"{answered} answers are more than the {expected} who may answer.")
    if not taking_part.met:
        reasons.append(f"{taking_part.words}.")
    if answered == 0:
        reasons.append("Nobody has answered yet.")
    elif rule.everyone_answers and answered < expected:
        reasons.append(f"{expected - answered} of {expected} have not answered yet.")
    stances = dict.fromkeys(Stance, 0)
    for voice in given:
        stances[voice.answer.stance] += voice.count
    stances[Stance.RECUSED] = recused
    base = Tally(
        rule,
        round,
        Result.NOT_CLOSABLE,
        " ".join(reasons),
        taking_part,
        tuple(reasons),
        stances,
        answered,
        expected,
        voices=tuple(voices),
        not_counted=tuple(not_counted),
    )
    if problem or unfit:
        return base
    counted = _METHODS.get(rule.method, _count_votes)(replace(base, voices=tuple(given)), room)
    counted = replace(counted, voices=base.voices)
    if reasons:
        return replace(counted, result=base.result, words=base.words, heard=())
    return counted


def revote(count: Tally) -> int:
    """Return the number of the next round. Raises UserError when nobody is to be heard."""
    if count.result is not Result.TO_BE_HEARD:
        raise UserError(
            "Nobody is to be heard here, so there is no next round.",
            "Close the decision, or ask a new question.",
        )
    return count.round + 1


def into_next_round(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """Return what stays of the answers in the next round: recusals only."""
    return tuple(ballot for ballot in ballots if ballot.answer.stance is Stance.RECUSED)


def conflict(unit: VotingUnit, answers: Sequence[Answer]) -> str:
    """Say that one vote was answered in two ways, or nothing."""
    kinds = list(dict.fromkeys(_essence(answer) for answer in answers))
    if len(kinds) < 2:
        return ""
    words = spoken_list([_said(stance, values) for stance, values in kinds])
    return f"{unit.name} has one vote and answered {words}. Agree on one answer."


def refuse_conflicts(ballots: Iterable[Ballot], room: VotingRoom) -> None:
    """Raise UserError if an answer just typed contradicts a colleague's of the same organisation."""
    _, _, problems = _voices(ballots, room)
    if problems:
        raise UserError(problems[0], "Nothing was changed.")


def public_view(count: Tally, *, closed: bool) -> PublicTally:
    """Return what the room display may show. A secret vote shows no figures until it is closed."""
    if count.rule.showing is Showing.SECRET and not closed:
        words = f"{count.answered} of {count.expected} have answered"
        return PublicTally((), count.answered, count.expected, words)
    words = count.words
    if count.result is Result.NOT_CLOSABLE:
        words = count.quorum.words if not count.quorum.met else "Still open"
    return PublicTally(_lines(count), count.answered, count.expected, words)


def on_record(count: Tally) -> tuple[tuple[str, Answer, int], ...]:
    """Return the answers as the minutes may name them: by person, by organisation, or none.

    A secret vote gives its objections without a name, for their reasons were said aloud.
    """
    showing = count.rule.showing
    if showing is Showing.SECRET:
        return tuple(
            ("", voice.answer, voice.count)
            for voice in count.voices
            if voice.answer.stance is Stance.OBJECTION
        )
    by_name = showing is Showing.NAMED
    return tuple(
        (voice.name if by_name else voice.organization, voice.answer, voice.count)
        for voice in count.voices
    )


def _voices(
    ballots: Iterable[Ballot], room: VotingRoom
) -> tuple[list[Voice], list[str], list[str]]:
    """One voice a vote, who was not counted, and where one vote was answered in two ways."""
    last: dict[str, Ballot] = {}
    anonymous: list[Voice] = []
    for ballot in ballots:
        if ballot.anonymous:
            anonymous.append(Voice("", "", "", "", ballot.answer, ballot.count))
        else:
            last[ballot.person_id] = ballot
    of_unit: dict[str, list[Voice]] = {}
    units = {unit.key: unit for unit in room.units}
    not_counted: list[str] = []
    for person_id, ballot in last.items():
        unit = room.unit_of(person_id)
        if unit is None:
            not_counted.append(person_id)
            continue
        name = next(seat.name for seat in unit.voters if seat.person_id == person_id)
        of_unit.setdefault(unit.key, []).append(
            Voice(unit.key, person_id, name, unit.organization, ballot.answer)
        )
    named: list[Voice] = []
    problems: list[str] = []
    for key in (key for key in units if key in of_unit):
        # In the order of the seats: who typed first must not show in the figures.
        seats = [seat.person_id for seat in units[key].voters]
        said = sorted(of_unit[key], key=lambda voice: seats.index(voice.person_id))
        given = [voice for voice in said if voice.answer.stance is not Stance.RECUSED]
        if not given:
            named.extend(said)
            continue
        if problem := conflict(units[key], [voice.answer for voice in given]):
            problems.append(problem)
        named.append(_together(given))
    return [*named, *anonymous], not_counted, problems


def _together(voices: Sequence[Voice]) -> Voice:
    """The one voice of colleagues who say the same; all their reasons are kept."""
    first = voices[0]
    reasons = list(dict.fromkeys(v.answer.reason for v in voices if v.answer.reason))
    remove = list(dict.fromkeys(v.answer.remove for v in voices if v.answer.remove))
    answer = replace(first.answer, reason="; ".join(reasons), remove="; ".join(remove))
    return replace(first, answer=answer)


def _essence(answer: Answer) -> tuple[Stance, tuple[int, ...]]:
    """What makes two answers the same; remarks may differ."""
    return answer.stance, answer.values


def _said(stance: Stance, values: tuple[int, ...]) -> str:
    return " ".join(map(str, values)) if stance is Stance.VALUES else stance.label.lower()


def _recused_units(voices: Iterable[Voice], room: VotingRoom) -> int:
    """How many votes nobody may give, since all who are here for them are recused."""
    recused = {voice.person_id for voice in voices if voice.answer.stance is Stance.RECUSED}
    return sum(all(seat.person_id in recused for seat in unit.voters) for unit in room.here)


def _answered(given: Iterable[Voice], rule: DecisionRule) -> int:
    """How many votes were answered. Dots without names: at least as many as it takes to place them."""
    answered = 0
    loose = 0
    for voice in given:
        if rule.method is Method.DOT and not voice.unit and voice.answer.values:
            loose += voice.count * len(voice.answer.values)
        else:
            answered += voice.count
    return answered + (-(-loose // rule.dots) if rule.dots > 0 else loose)


def _unfit(voices: Iterable[Voice], rule: DecisionRule) -> list[str]:
    """Why answers do not fit the rule, each reason once."""
    problems: dict[str, None] = {}
    for voice in voices:
        if not voice.unit and voice.answer.stance in (Stance.RECUSED, Stance.OBJECTION):
            problems[f"A vote {voice.answer.stance.label.lower()} needs a name."] = None
        if problem := answer_problem(voice.answer, rule):
            problems[problem] = None
    return list(problems)


def _count_votes(base: Tally, room: VotingRoom) -> Tally:
    """Majority, supermajority, hand count: those for against a threshold."""
    rule, stances = base.rule, base.stances
    in_favour = stances[Stance.FOR]
    against = stances[Stance.AGAINST] + stances[Stance.OBJECTION]
    neither = sum(stances[stance] for stance in NEITHER)
    cast = in_favour + against + (neither if rule.abstain_counts else 0)
    whole = {Basis.CAST: cast, Basis.PRESENT: base.expected, Basis.SEATED: len(room.units)}[
        rule.over
    ]
    needed = max(1, least_of(rule.threshold, whole, more_than=rule.more_than))
    passed = in_favour >= needed
    said = f"{in_favour} for, {against} against" + (f", {neither} abstaining" if neither else "")
    share = share_words(rule.threshold, more_than=rule.more_than)
    ruled = f"{share if rule.more_than else 'at least ' + share} of {whole} is {needed}"
    if passed:
        words = f"{said}; {ruled}: passed."
    elif in_favour + against == 0:
        words = f"{said}: nobody was for or against, so not passed."
    elif in_favour == against:
        words = f"{said}: a tie; {ruled}, so not passed."
    else:
        words = f"{said}; {ruled}: not passed."
    result = Result.PASSED if passed else Result.FAILED
    return replace(base, result=result, words=words, needed=needed)


def _consent(base: Tally, room: VotingRoom) -> Tally:
    objections = tuple(v for v in base.voices if v.answer.stance is Stance.OBJECTION)
    if objections:
        number = len(objections)
        said = f"{number} {'objection stands' if number == 1 else 'objections stand'}"
        return _heard(base, objections, said)
    consenting = base.stances[Stance.FOR]
    if not consenting:
        return replace(base, result=Result.FAILED, words="Nobody consents: not passed.")
    words = f"No objection; {consenting} of {base.answered} consent: passed."
    return replace(base, result=Result.PASSED, words=words)


def _fist_to_five(base: Tally, room: VotingRoom) -> Tally:
    """An objection is a fist with a reason."""
    at: list[tuple[int, Voice]] = []
    for voice in base.voices:
        if voice.answer.stance is Stance.OBJECTION:
            at.append((0, voice))
        elif voice.answer.stance is Stance.VALUES:
            at.append((voice.answer.values[0], voice))
    levels = tuple(
        sum(voice.count for level, voice in at if level == wanted)
        for wanted in range(len(FIST_LEVELS))
    )
    base = replace(base, levels=levels)
    shown = sum(levels)
    if not shown:
        return replace(base, result=Result.FAILED, words="Nobody showed a hand: not passed.")
    low = tuple(voice for level, voice in at if level < LIVE_WITH)
    fine = sum(levels[LIVE_WITH:])
    said = f"{fine} of {shown} can live with it"
    if low:
        below = shown - fine
        return _heard(base, low, f"{said}; {below} {_are(below)} below {LIVE_WITH}")
    return replace(base, result=Result.PASSED, words=f"{said}: passed.")


def _gradients(base: Tally, room: VotingRoom) -> Tally:
    at = [(v.answer.values[0], v) for v in base.voices if v.answer.stance is Stance.VALUES]
    levels = tuple(
        sum(voice.count for level, voice in at if level == wanted)
        for wanted in range(1, len(GRADIENT_LEVELS) + 1)
    )
    base = replace(base, levels=levels)
    shown = sum(levels)
    behind = sum(levels[level - 1] for level in GRADIENTS_FOR)
    said = f"{behind} of {shown} go with it"
    if to_hear := tuple(voice for level, voice in at if level in GRADIENTS_HEARD):
        number = sum(voice.count for voice in to_hear)
        return _heard(base, to_hear, f"{said}; {number} {_are(number)} at 5, 7 or 8")
    if not behind:
        return replace(base, result=Result.FAILED, words="Nobody goes with it: not passed.")
    return replace(base, result=Result.PASSED, words=f"{said}: passed.")


def _heard(base: Tally, voices: tuple[Voice, ...], said: str) -> Tally:
    last = base.rule.rounds
    if last is not None and base.round >= last:
        words = f"{said}; round {base.round} was the last: not passed."
        return replace(base, result=Result.FAILED, words=words, heard=voices)
    words = f"{said}: to be heard before round {base.round + 1}."
    return replace(base, result=Result.TO_BE_HEARD, words=words, heard=voices)


def _add_up(base: Tally, room: VotingRoom) -> Tally:
    """Dot vote and score: an order of the options; level ones share a place."""
    rule = base.rule
    totals = [0] * len(rule.options)
    for voice in base.voices:
        for place, value in enumerate(voice.answer.values):
            if rule.method is Method.DOT:
                totals[value - 1] += voice.count
            else:
                totals[place] += value * voice.count
    order = places(totals)
    base = replace(base, totals=tuple(totals), order=order)
    if not any(totals):
        what = "dot was placed" if rule.method is Method.DOT else "option has a point"
        return replace(base, result=Result.FAILED, words=f"No {what}.")
    unit = "dot" if rule.method is Method.DOT else "point"
    most = max(totals)
    many = f"{most} {unit}{'' if most == 1 else 's'}"
    names = [rule.options[option - 1] for option in order[0]]
    if len(names) > 1:
        words = f"A tie for first: {spoken_list(names)}, {many} each."
    else:
        words = f"First: {names[0]}, {many}."
    return replace(base, result=Result.PASSED, words=words)


def _ranked(base: Tally, room: VotingRoom) -> Tally:
    rule = base.rule
    rankings = [(voice.answer.values, voice.count) for voice in base.voices if voice.answer.values]
    runoff = instant_runoff(rankings, len(rule.options))
    points = borda(rankings, len(rule.options))
    base = replace(base, totals=points, runoff=runoff)
    if not runoff.rounds:
        return replace(base, result=Result.FAILED, words="Nobody ranked the options.")
    out = [counted.out for counted in reversed(runoff.rounds) if counted.out]
    last = dict(runoff.rounds[-1].counts)
    losers = tuple(option for option in last if option not in runoff.left)
    groups = (runoff.left, *_by_count(losers, last), *out)
    base = replace(base, order=tuple(group for group in groups if group))
    names = [rule.options[option - 1] for option in runoff.left]
    rounds = f"round {len(runoff.rounds)}"
    if runoff.winner is None:
        words = f"A tie in {rounds}: {spoken_list(names)}. Nothing is chosen."
        return replace(base, result=Result.FAILED, words=words)
    counts = runoff.rounds[-1].counts
    whole = sum(count for _, count in counts)
    words = f"{names[0]} is chosen in {rounds} with {last[runoff.left[0]]} of {whole}."
    return replace(base, result=Result.PASSED, words=words)


def _by_count(options: Iterable[int], counts: Mapping[int, int]) -> list[tuple[int, ...]]:
    groups: dict[int, list[int]] = {}
    for option in options:
        groups.setdefault(counts[option], []).append(option)
    return [tuple(groups[count]) for count in sorted(groups, reverse=True)]


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _lines(count: Tally) -> tuple[tuple[str, int], ...]:
    rule, stances = count.rule, count.stances
    lines: list[tuple[str, int]] = []
    if rule.chooses:
        lines += zip(rule.options, count.totals, strict=False)
    elif rule.method in (Method.FIST_TO_FIVE, Method.GRADIENTS):
        start = 0 if rule.method is Method.FIST_TO_FIVE else 1
        lines += [(str(level), number) for level, number in enumerate(count.levels, start)]
    else:
        shown = [Stance.FOR]
        if rule.counts_votes:
            shown.append(Stance.AGAINST)
        lines += [(stance.label, stances.get(stance, 0)) for stance in shown]
    others = [Stance.OBJECTION, *NEITHER, Stance.RECUSED]
    lines += [(stance.label, stances[stance]) for stance in others if stances.get(stance)]
    return tuple(lines)


_METHODS = {
    Method.CONSENT: _consent,
    Method.FIST_TO_FIVE: _fist_to_five,
    Method.GRADIENTS: _gradients,
    Method.DOT: _add_up,
    Method.SCORE: _add_up,
    Method.RANKED: _ranked,
}
