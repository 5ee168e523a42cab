"""A second count of a vote, written the slow and plain way, to hold the first one against.

It knows nothing of voting units or thresholds as fractions: it walks over people minute by minute,
puts every vote on a pile and counts up from nothing until a share is reached. Nothing of the code
under test is called, only its words for things are used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from nghs_desktop.domain.decision_rules import Answer, DecisionRule, Stance
from nghs_desktop.domain.decisions import Method
from nghs_desktop.domain.presence import Seat, Unit
from nghs_desktop.domain.quorum import Basis

ROOM, REMOTE = "room", "remote"


@dataclass
class Plain:
    """What the plain count comes to."""

    result: str
    needed: int
    met: bool
    piles: Counter[str] = field(default_factory=Counter)
    totals: list[int] = field(default_factory=list)
    first: set[int] = field(default_factory=set)


def plain_tally(
    rule: DecisionRule,
    seats: Sequence[Seat],
    places: Mapping[str, str],
    answers: Mapping[str, Answer],
    nobodys: Sequence[tuple[Answer, int]] = (),
    round: int = 1,
) -> Plain:
    """Count a vote of people who are each in the room, remote, or nowhere."""
    counts_here = {ROOM, REMOTE} if rule.quorum.remote_counts else {ROOM}
    here = {person for person, place in places.items() if place in counts_here}
    speakers: dict[str, list[str]] = {}
    for seat in seats:
        if not seat.votes:
            continue
        speaker = None
        if seat.person_id in here:
            speaker = seat.person_id
        else:
            for other in seats:
                stands = other.alternate_for == seat.person_id and not other.votes
                if speaker is None and stands and other.person_id in here:
                    speaker = other.person_id
        owner = seat.person_id
        if rule.quorum.unit is Unit.ORGANIZATION and seat.organization_id:
            owner = "body " + seat.organization_id
        speakers.setdefault(owner, [])
        if speaker is not None:
            speakers[owner].append(speaker)

    papers: list[Answer] = []
    recused = 0
    torn = False
    for people in speakers.values():
        if not people:
            continue
        given = [answers[one] for one in people if one in answers]
        open_to = [
            one for one in people if one not in answers or answers[one].stance is not Stance.RECUSED
        ]
        if not open_to:
            recused += 1
            continue
        valid = [one for one in given if one.stance is not Stance.RECUSED]
        if valid:
            papers.append(valid[0])
            torn = torn or any(
                (v.stance, v.values) != (valid[0].stance, valid[0].values) for v in valid
            )
    votes_here = sum(bool(people) for people in speakers.values())
    may_answer = votes_here - recused
    piles: Counter[str] = Counter(paper.stance.value for paper in papers)
    answered = len(papers)
    loose_dots = 0
    for paper, copies in nobodys:
        papers += [paper] * copies
        piles[paper.stance.value] += copies
        if rule.method is Method.DOT and paper.stance is Stance.VALUES:
            loose_dots += copies * len(paper.values)
        else:
            answered += copies
    while loose_dots > 0:
        answered += 1
        loose_dots -= rule.dots

    needed, met = plain_quorum(rule, len(speakers), votes_here, recused, answered)
    outcome = Plain("not_closable", needed, met, piles)
    if torn or not met or answered == 0 or answered > may_answer:
        return outcome
    if rule.everyone_answers and answered != may_answer:
        return outcome
    decide = {
        Method.CONSENT: by_consent,
        Method.FIST_TO_FIVE: by_fist,
        Method.GRADIENTS: by_gradients,
        Method.DOT: by_points,
        Method.SCORE: by_points,
        Method.RANKED: by_runoff,
    }.get(rule.method)
    if decide is None:
        whole = {Basis.SEATED: len(speakers), Basis.PRESENT: may_answer, Basis.CAST: 0}[rule.over]
        by_share(outcome, rule, papers, whole)
    else:
        decide(outcome, rule, papers)
    if outcome.result == "to_be_heard" and rule.rounds is not None and round >= rule.rounds:
        outcome.result = "failed"
    return outcome


def plain_quorum(
    rule: DecisionRule, seated: int, here: int, recused: int, answered: int
) -> tuple[int, bool]:
    asked = rule.quorum
    if not asked.recused_count:
        here -= recused
    have = here if asked.basis is Basis.SEATED else answered
    if asked.least is not None:
        return asked.least, have >= asked.least
    if asked.share == 0 and not asked.more_than:
        return 0, True
    whole = here if asked.basis is Basis.PRESENT else seated
    need = 1
    while not reaches(need, whole, asked.share, asked.more_than):
        need += 1
    return need, have >= need


def reaches(part: int, whole: int, share: Fraction, more_than: bool) -> bool:
    left, right = part * share.denominator, share.numerator * whole
    return left > right or (left == right and not more_than)


def by_share(outcome: Plain, rule: DecisionRule, papers: list[Answer], whole: int) -> None:
    yes = no = other = 0
    for paper in papers:
        if paper.stance is Stance.FOR:
            yes += 1
        elif paper.stance in (Stance.AGAINST, Stance.OBJECTION):
            no += 1
        else:
            other += 1
    if rule.over is Basis.CAST:
        whole = yes + no
        if rule.abstain_counts:
            whole += other
    good = yes > 0 and reaches(yes, whole, rule.threshold, rule.more_than)
    outcome.result = "passed" if good else "failed"


def by_consent(outcome: Plain, rule: DecisionRule, papers: list[Answer]) -> None:
    kinds = {paper.stance for paper in papers}
    if Stance.OBJECTION in kinds:
        outcome.result = "to_be_heard"
    else:
        outcome.result = "passed" if Stance.FOR in kinds else "failed"


def by_fist(outcome: Plain, rule: DecisionRule, papers: list[Answer]) -> None:
    hands = [paper.values[0] for paper in papers if paper.stance is Stance.VALUES]
    hands += [0 for paper in papers if paper.stance is Stance.OBJECTION]
    if not hands:
        outcome.result = "failed"
    else:
        outcome.result = "passed" if min(hands) >= 3 else "to_be_heard"


def by_gradients(outcome: Plain, rule: DecisionRule, papers: list[Answer]) -> None:
    levels = {paper.values[0] for paper in papers if paper.stance is Stance.VALUES}
    if levels - {1, 2, 3, 4, 6}:
        outcome.result = "to_be_heard"
    else:
        outcome.result = "passed" if levels - {4} else "failed"


def by_points(outcome: Plain, rule: DecisionRule, papers: list[Answer]) -> None:
    points: Counter[int] = Counter()
    for paper in papers:
        if rule.method is Method.DOT:
            points.update(paper.values)
        else:
            for option, score in zip(range(1, 99), paper.values, strict=False):
                points[option] += score
    outcome.totals = [points[option] for option in range(1, len(rule.options) + 1)]
    best = max(outcome.totals)
    if best:
        outcome.result = "passed"
        outcome.first = {option for option in points if points[option] == best}
    else:
        outcome.result = "failed"


def by_runoff(outcome: Plain, rule: DecisionRule, papers: list[Answer]) -> None:
    rankings = [list(paper.values) for paper in papers if paper.values]
    if not rankings:
        outcome.result = "failed"
        return
    outcome.first = runoff(rankings, set(range(1, len(rule.options) + 1)), [])
    outcome.result = "passed" if len(outcome.first) == 1 else "failed"


def runoff(rankings: list[list[int]], left: set[int], past: list[Counter[int]]) -> set[int]:
    """The winner, or those tied: strike the loser off every paper and start over."""
    tops = Counter(ranking[0] for ranking in rankings if ranking)
    everything = sum(tops.values())
    for option in left:
        if tops[option] > everything - tops[option]:
            return {option}
    history = [tops, *past]
    losers = set(left)
    for earlier in history:
        fewest = min(earlier[option] for option in losers)
        losers = {option for option in losers if earlier[option] == fewest}
    if losers == left:
        return left
    shorter = [[option for option in ranking if option not in losers] for ranking in rankings]
    return runoff(shorter, left - losers, history)
