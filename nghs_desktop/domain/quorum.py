"""Whether enough of those with a vote take part, with the sum in words.

Whole numbers and exact fractions only: a quorum of 2/3 of 12 is 8 on every machine. Pure.
The rules in words: docs/decisions/0010.
"""

from __future__ import annotations

from fractions import Fraction

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.presence import Unit

HALF = Fraction(1, 2)

_SHARES = {
    Fraction(1): "all",
    HALF: "half",
    Fraction(1, 3): "a third",
    Fraction(2, 3): "two thirds",
    Fraction(1, 4): "a quarter",
    Fraction(3, 4): "three quarters",
    Fraction(3, 5): "three fifths",
    Fraction(4, 5): "four fifths",
}


class Basis(Word):
    """Which votes a share is of."""

    SEATED = "seated", "All seats"
    PRESENT = "present", "Those here"
    CAST = "cast", "Answers given"


_KINDS = {Unit.PERSON: "member", Unit.ORGANIZATION: "organisation"}


@frozen
class QuorumRule:
    """How many must take part. `least` is a number of votes and goes before `share`.

    | basis | the share is of | what counts towards it |
    | --- | --- | --- |
    | seated | all votes seated | votes somebody here may answer for |
    | present | votes here | votes answered |
    | cast | all votes seated | votes answered |

    An abstention is an answer; a recusal is none. `recused_count` says whether somebody recused
    still counts as here. `more_than` asks for more than the share instead of at least the share.
    """

    basis: Basis = Basis.SEATED
    share: Fraction = HALF
    more_than: bool = False
    least: int | None = None
    recused_count: bool = True
    unit: Unit = Unit.PERSON
    remote_counts: bool = True


@frozen
class Quorum:
    """What a rule asks for and what there is, in votes; `words` is the sum as a sentence."""

    needed: int
    counted: int
    met: bool
    words: str


def ceiling(share: Fraction, whole: int) -> int:
    """Return the least whole number that is not below a share of a whole number."""
    return -(-share.numerator * whole // share.denominator)


def least_of(share: Fraction, whole: int, *, more_than: bool) -> int:
    """Return the least whole number that is at least, or more than, a share of another."""
    if more_than:
        return share.numerator * whole // share.denominator + 1
    return ceiling(share, whole)


def quorum_problem(rule: QuorumRule) -> str:
    """Say what is wrong with a rule, or nothing."""
    if rule.least is not None:
        return "" if rule.least >= 0 else "A quorum cannot be below zero."
    if not 0 <= rule.share <= 1 or (rule.more_than and rule.share == 1):
        return "A quorum cannot be more than everybody."
    return ""


def quorum(
    rule: QuorumRule, *, seated: int, here: int, recused: int = 0, answered: int = 0
) -> Quorum:
    """Work out a quorum from votes seated, votes here, of these recused, and votes answered.

    Where a share is asked for and there is nobody to take it of, the quorum is 1 and not met.
    """
    there = here if rule.recused_count else here - recused
    counted = there if rule.basis is Basis.SEATED else answered
    whole = there if rule.basis is Basis.PRESENT else seated
    if rule.least is not None:
        needed = rule.least
    elif rule.share == 0 and not rule.more_than:
        needed = 0
    else:
        needed = max(1, least_of(rule.share, whole, more_than=rule.more_than))
    first = f"{seated} voting {_KINDS[rule.unit]}{'' if seated == 1 else 's'}"
    present = f"{here} {'is' if here == 1 else 'are'} here"
    if recused and not rule.recused_count:
        present += f", {recused} of them recused and not counted"
    parts = {
        Basis.SEATED: (first, _asked(rule, whole, needed), present),
        Basis.PRESENT: (first, present, _asked(rule, whole, needed), f"{answered} answered"),
        Basis.CAST: (first, _asked(rule, whole, needed), f"{answered} answered"),
    }
    words = "; ".join(parts[rule.basis])
    if needed:
        missing = needed - counted
        words += ": quorum met" if missing <= 0 else f": {missing} short of quorum"
    return Quorum(needed, counted, counted >= needed, words)


def share_words(share: Fraction, *, more_than: bool = False) -> str:
    """Return a share as people say it: half, two thirds, 60 %, 3/7."""
    words = _SHARES.get(share)
    if words is None:
        percent = share * 100
        words = f"{percent.numerator} %" if percent.denominator == 1 else str(share)
    return f"more than {words}" if more_than else words


def _asked(rule: QuorumRule, whole: int, needed: int) -> str:
    if needed == 0:
        return "no quorum is asked for"
    if rule.least is not None:
        return f"quorum is {needed}"
    of = f" of the {whole} here" if rule.basis is Basis.PRESENT else ""
    return f"quorum is {share_words(rule.share, more_than=rule.more_than)}{of}, so {needed}"
