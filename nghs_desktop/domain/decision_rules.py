"""What a decision is asked by: method, quorum, threshold, and the answers that may be given.

A `DecisionRule` is copied into the decision when it opens (`snapshot`), so that a later change of
the group's usual rule never changes an old outcome. Nothing is counted here: see `tallies`; nothing
is typed here: see `ballots`. The rules in words: docs/decisions/0010.
"""

from __future__ import annotations

import json
from dataclasses import field, replace
from fractions import Fraction

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.decisions import Method
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.presence import Unit
from nghs_desktop.domain.quorum import HALF, Basis, QuorumRule, quorum_problem, share_words


class Showing(Word):
    """What the record of a decision says of who answered what."""

    NAMED = "named", "Named"
    ORGANIZATION = "organization", "By organisation"
    SECRET = "secret", "Secret"


class Stance(Word):
    """What sort of answer was given."""

    FOR = "for", "For"
    AGAINST = "against", "Against"
    VALUES = "values", "Figures"
    ABSTAIN = "abstain", "Abstained"
    ABSTAIN_PRIORITIES = "abstain_priorities", "Abstained for their organisation's priorities"
    STAND_ASIDE = "stand_aside", "Stood aside"
    OBJECTION = "objection", "Objection"
    RECUSED = "recused", "Recused"


NEITHER = (Stance.ABSTAIN, Stance.ABSTAIN_PRIORITIES, Stance.STAND_ASIDE)
"""Answers that neither favour nor oppose."""

FIST_LEVELS = (
    "Cannot support it",
    "Serious doubts, talk more",
    "Some doubts, talk more",
    "Can live with it",
    "Support it",
    "Support it fully and help",
)
"""Meanings of 0 (a fist) to 5."""

LIVE_WITH = 3
"""The least level of fist to five that lets a proposal pass."""

GRADIENT_LEVELS = (
    "Fully in favour",
    "In favour, with a small point",
    "In favour, with reservations",
    "No opinion",
    "More talk is needed",
    "Do not like it, but go along",
    "Serious disagreement",
    "Cannot go along",
)
"""Meanings of 1 to 8; the words are ours, after Kaner's scale."""

GRADIENTS_FOR = (1, 2, 3, 6)
GRADIENTS_HEARD = (5, 7, 8)

_CHOOSING = (Method.DOT, Method.SCORE, Method.RANKED)
_YES_NO = (Method.MAJORITY, Method.SUPERMAJORITY)
_ALWAYS = frozenset({Stance.ABSTAIN, Stance.ABSTAIN_PRIORITIES, Stance.RECUSED})
_ACCEPTED: dict[Method, frozenset[Stance]] = {
    Method.CONSENT: _ALWAYS | {Stance.FOR, Stance.STAND_ASIDE, Stance.OBJECTION},
    Method.FIST_TO_FIVE: _ALWAYS | {Stance.VALUES, Stance.STAND_ASIDE, Stance.OBJECTION},
    Method.GRADIENTS: _ALWAYS | {Stance.VALUES, Stance.STAND_ASIDE},
    Method.COUNT: frozenset({Stance.FOR, Stance.AGAINST, Stance.ABSTAIN, Stance.RECUSED}),
    **{
        method: _ALWAYS | {Stance.FOR, Stance.AGAINST, Stance.STAND_ASIDE, Stance.OBJECTION}
        for method in _YES_NO
    },
    **{method: _ALWAYS | {Stance.VALUES} for method in _CHOOSING},
}

_OTHERS = "abstain, aside, recused or objects"
_TAKES = {
    Method.CONSENT: f"yes, {_OTHERS}",
    Method.FIST_TO_FIVE: f"a figure from 0 to 5, {_OTHERS}",
    Method.MAJORITY: f"yes, no, {_OTHERS}",
    Method.SUPERMAJORITY: f"yes, no, {_OTHERS}",
    Method.DOT: "the numbers of options, abstain or recused",
    Method.SCORE: "a score for each option, abstain or recused",
    Method.RANKED: "the numbers of options from the best on, abstain or recused",
    Method.GRADIENTS: "a figure from 1 to 8, abstain, aside or recused",
    Method.COUNT: "yes, no, abstain or recused",
}


@frozen
class Answer:
    """One answer. `reason` is the person's remark; `remove` is what would remove an objection.

    `values` are figures: one level (fist to five 0-5, gradients 1-8), a score an option in order,
    the option of each dot, or options from the best on. Options count from 1.
    """

    stance: Stance
    values: tuple[int, ...] = ()
    reason: str = ""
    remove: str = ""


@frozen
class Ballot:
    """What one person answered, or what `count` people did who are not named."""

    person_id: str
    answer: Answer
    count: int = 1

    @property
    def anonymous(self) -> bool:
        """Tell whether nobody is named."""
        return not self.person_id


@frozen
class DecisionRule:
    """All that the outcome of a decision depends on besides room and answers.

    `threshold` (`more_than` it, or at least it) is of `over`: answers for and against, with
    abstentions if these count; votes here that are not recused; or all votes seated. `rounds` is
    the last round of a re-vote (none: as many as needed).
    """

    method: Method = Method.MAJORITY
    quorum: QuorumRule = field(default_factory=QuorumRule)
    threshold: Fraction = HALF
    more_than: bool = True
    over: Basis = Basis.CAST
    abstain_counts: bool = False
    showing: Showing = Showing.NAMED
    everyone_answers: bool = False
    rounds: int | None = None
    options: tuple[str, ...] = ()
    dots: int = 3
    may_stack: bool = True
    top_score: int = 5

    @property
    def chooses(self) -> bool:
        """Tell whether it puts options in order, instead of passing one proposal."""
        return self.method in _CHOOSING

    @property
    def counts_votes(self) -> bool:
        """Tell whether those for are held against a threshold."""
        return self.method in (*_YES_NO, Method.COUNT)


def usual_rule(method: Method) -> DecisionRule:
    """Return a method as most groups use it; a group may keep its own instead."""
    rule = DecisionRule(method)
    if method is Method.SUPERMAJORITY:
        return replace(rule, threshold=Fraction(2, 3), more_than=False)
    if method is Method.CONSENT:
        return replace(rule, everyone_answers=True)
    return rule


def rule_problem(rule: DecisionRule) -> str:
    """Say why nothing can be decided by a rule, or nothing."""
    if problem := quorum_problem(rule.quorum):
        return problem
    if not 0 < rule.threshold <= 1 or (rule.more_than and rule.threshold == 1):
        return "The threshold lies between nothing and everybody."
    if rule.chooses and not rule.options:
        return "There is nothing to choose from yet. Add the options."
    if rule.method is Method.DOT and rule.dots < 1:
        return "Everybody needs at least one dot."
    if rule.method is Method.SCORE and rule.top_score < 1:
        return "The highest score is at least 1."
    if rule.rounds is not None and rule.rounds < 1:
        return "There is at least one round."
    return ""


def answer_problem(answer: Answer, rule: DecisionRule) -> str:
    """Say why an answer cannot be given under a rule, or nothing."""
    if answer.stance not in _ACCEPTED[rule.method]:
        if rule.method is Method.CONSENT and answer.stance is Stance.AGAINST:
            return "In a consent round a no is an objection, with its reason."
        return f"{rule.method.label} takes {_TAKES[rule.method]}."
    if answer.stance is Stance.OBJECTION and not answer.reason.strip():
        return "An objection needs its reason."
    if answer.stance is not Stance.VALUES:
        return ""
    return _figures_problem(answer.values, rule)


def _figures_problem(values: tuple[int, ...], rule: DecisionRule) -> str:
    number = len(rule.options)
    if rule.method is Method.FIST_TO_FIVE:
        fits = len(values) == 1 and 0 <= values[0] <= 5
        return "" if fits else "Fist to five takes one figure from 0 to 5."
    if rule.method is Method.GRADIENTS:
        fits = len(values) == 1 and 1 <= values[0] <= len(GRADIENT_LEVELS)
        return "" if fits else "Gradients of agreement take one figure from 1 to 8."
    if rule.method is Method.SCORE:
        if len(values) != number:
            return f"{_figures(number)} needed, one for each option."
        low = next((value for value in values if not 0 <= value <= rule.top_score), None)
        return "" if low is None else f"Scores go from 0 to {rule.top_score}; {low} does not fit."
    if not values:
        return "The numbers of the options are missing."
    unknown = next((value for value in values if not 1 <= value <= number), None)
    if unknown is not None:
        return f"There is no option {unknown}; they go from 1 to {number}."
    twice = next((value for value in values if values.count(value) > 1), None)
    if rule.method is Method.RANKED:
        return "" if twice is None else f"Option {twice} is ranked twice."
    if len(values) > rule.dots:
        return f"{len(values)} dots are too many; everybody has {rule.dots}."
    if twice is not None and not rule.may_stack:
        return f"Option {twice} has more than one dot; here dots cannot be stacked."
    return ""


def _figures(number: int) -> str:
    return "One figure is" if number == 1 else f"{number} figures are"


def rule_words(rule: DecisionRule) -> str:
    """Return what a rule asks for as a sentence, without the options."""
    if rule.method is Method.CONSENT:
        asked = "no objection stands"
    elif rule.method is Method.FIST_TO_FIVE:
        asked = f"everybody who answers is at {LIVE_WITH} or above"
    elif rule.method is Method.GRADIENTS:
        asked = "nobody needs more talk, disagrees seriously or cannot go along"
    elif rule.method is Method.DOT:
        asked = f"{rule.dots} dots each, most dots first"
    elif rule.method is Method.SCORE:
        asked = f"scores from 0 to {rule.top_score}, highest total first"
    elif rule.method is Method.RANKED:
        asked = "instant runoff, more than half of the ballots that still count"
    else:
        share = share_words(rule.threshold, more_than=rule.more_than)
        of = {
            Basis.CAST: "those for and against",
            Basis.PRESENT: "those here",
            Basis.SEATED: "all seats",
        }[rule.over]
        if rule.over is Basis.CAST and rule.abstain_counts:
            of = "those for, against and abstaining"
        asked = f"{share if rule.more_than else 'at least ' + share} of {of}"
    return f"{rule.method.label}: {asked}. {rule.quorum.unit.label}."


def snapshot(rule: DecisionRule) -> str:
    """Return a rule as one line of JSON, always the same for the same rule."""
    asked = rule.quorum
    kept = {
        "method": rule.method.value,
        "quorum": {
            "basis": asked.basis.value,
            "share": str(asked.share),
            "more_than": asked.more_than,
            "least": asked.least,
            "recused_count": asked.recused_count,
            "unit": asked.unit.value,
            "remote_counts": asked.remote_counts,
        },
        "threshold": str(rule.threshold),
        "more_than": rule.more_than,
        "over": rule.over.value,
        "abstain_counts": rule.abstain_counts,
        "showing": rule.showing.value,
        "everyone_answers": rule.everyone_answers,
        "rounds": rule.rounds,
        "options": list(rule.options),
        "dots": rule.dots,
        "may_stack": rule.may_stack,
        "top_score": rule.top_score,
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_snapshot(text: str) -> DecisionRule:
    """Read a rule that `snapshot` wrote. Raises UserError if the text is none."""
    try:
        kept = json.loads(text)
        asked = kept["quorum"]
        return DecisionRule(
            method=Method(kept["method"]),
            quorum=QuorumRule(
                basis=Basis(asked["basis"]),
                share=Fraction(asked["share"]),
                more_than=bool(asked["more_than"]),
                least=None if asked["least"] is None else int(asked["least"]),
                recused_count=bool(asked["recused_count"]),
                unit=Unit(asked["unit"]),
                remote_counts=bool(asked["remote_counts"]),
            ),
            threshold=Fraction(kept["threshold"]),
            more_than=bool(kept["more_than"]),
            over=Basis(kept["over"]),
            abstain_counts=bool(kept["abstain_counts"]),
            showing=Showing(kept["showing"]),
            everyone_answers=bool(kept["everyone_answers"]),
            rounds=None if kept["rounds"] is None else int(kept["rounds"]),
            options=tuple(str(option) for option in kept["options"]),
            dots=int(kept["dots"]),
            may_stack=bool(kept["may_stack"]),
            top_score=int(kept["top_score"]),
        )
    except (ValueError, KeyError, TypeError, ZeroDivisionError) as damaged:
        raise UserError(
            "The rule kept with this decision cannot be read.",
            "The answers are safe. Choose the rule it was decided by.",
        ) from damaged
