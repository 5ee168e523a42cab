"""The life of a focus round: which state follows which and what each asks for; lines of scores as they
are typed; how long advice has waited. Pure: days and people are handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.focus_records import RoundState, StaffAnswer
from nghs_desktop.domain.focus_rounds import HIGHEST, LOWEST, Score, score_problem
from nghs_desktop.domain.known_names import fold
from nghs_desktop.domain.spoken import spoken_count, spoken_list

S = RoundState
_NEXT: dict[RoundState, tuple[RoundState, ...]] = {
    S.OPEN: (S.BLIND,),
    S.BLIND: (S.TALK, S.OPEN),
    S.TALK: (S.SECOND,),
    S.SECOND: (S.RECOMMENDED, S.TALK),
    S.RECOMMENDED: (S.ANSWERED, S.SECOND),
    S.ANSWERED: (S.ALLOCATED,),
    S.ALLOCATED: (S.REVIEWED,),
    S.REVIEWED: (),
}
_BACK = frozenset(((S.BLIND, S.OPEN), (S.SECOND, S.TALK), (S.RECOMMENDED, S.SECOND)))
_SHOWN = 4


@frozen
class RoundFacts:
    """What a round's guards ask: titles of candidates in each condition, names of who is missing."""

    state: RoundState
    candidates: int = 0
    asked: int = 0
    missing: tuple[str, ...] = ()
    scored: bool = False
    apart: tuple[str, ...] = ()
    talk: str = ""
    picked: tuple[str, ...] = ()
    over: str = ""
    recommendation: str = ""
    unanswered: tuple[str, ...] = ()
    ungiven: tuple[str, ...] = ()


def may_become(state: RoundState) -> tuple[RoundState, ...]:
    """Return the states that can follow, the next first."""
    return _NEXT[state]


def is_back(state: RoundState, to: RoundState) -> bool:
    """Tell whether a change goes back to an earlier state."""
    return (state, to) in _BACK


def hides_scores(facts: RoundFacts) -> bool:
    """Tell whether nobody sees scores: until all who were asked are in, or the talk begins."""
    return facts.state in (S.OPEN, S.BLIND) and (bool(facts.missing) or not facts.scored)


def round_problem(facts: RoundFacts, to: RoundState, why: str = "") -> str:
    """Say why a round cannot take a state, or nothing."""
    if to not in _NEXT[facts.state]:
        now, then = facts.state.label.lower(), to.label.lower()
        return f"A round that is at “{now}” cannot go to “{then}”."
    said = bool(why.strip())
    if is_back(facts.state, to):
        return "" if said else f"Going back to “{to.label.lower()}” needs a reason."
    match to:
        case S.BLIND if facts.candidates < 2:
            return "A round needs two candidates at least."
        case S.BLIND if not facts.asked:
            return "Nobody is asked to score. Say whose round it is, and who sits in the group."
        case S.TALK if not facts.scored:
            return "Nobody has scored yet."
        case S.TALK if facts.missing and not said:
            return f"{_names(facts.missing)} not in yet. Say why the talk begins without them."
        case S.SECOND if facts.apart and not facts.talk.strip():
            return f"People see {_names(facts.apart, '')} differently. Write down what was said."
        case S.RECOMMENDED if not facts.picked:
            return "The group's own set is empty. Tick what is recommended."
        case S.RECOMMENDED if not facts.recommendation.strip():
            return "The recommendation has no words yet."
        case S.RECOMMENDED if facts.over and not said:
            return f"{facts.over} Say why it is recommended all the same."
        case S.ANSWERED if facts.unanswered:
            return f"Staff have not answered {spoken_list(facts.unanswered[:_SHOWN])}."
        case S.ALLOCATED if facts.ungiven:
            return f"Say how many hours are given to {spoken_list(facts.ungiven[:_SHOWN])}."
        case S.REVIEWED if not said:
            return "Say what became of it."
        case _:
            return ""


def check_round(facts: RoundFacts, to: RoundState, why: str = "") -> None:
    """Raise UserError where a guard forbids a change of state."""
    if problem := round_problem(facts, to, why):
        raise UserError(problem, "Nothing was changed.")


def answer_problem(answer: StaffAnswer, reason: str, on: date | None) -> str:
    """Say why an answer of staff cannot be kept, or nothing."""
    if answer is not StaffAnswer.ACCEPT and not reason.strip():
        return f"{answer.label} needs a reason."
    return "" if on is not None else "Say on which day they answered."


def dots_each(candidates: int) -> int:
    """Return how many dots a person has in the second vote: one for every third candidate, from 3."""
    return max(3, -(-candidates // 3))


@frozen
class ScoreLine:
    """What a typed line says: whose it is, the three numbers, the dots."""

    person_id: str
    numbers: tuple[int, int, int] | None = None
    dots: int | None = None


def read_score_line(
    typed: str, people: Sequence[tuple[str, str]], next_id: str, *, with_dots: bool = False
) -> ScoreLine:
    """Read "dana 4 2 3" (impact, effort, confidence), or the numbers alone for the next person.

    In the second vote a fourth number is dots, and one number alone is dots only. `people` are
    (key, name). Raises UserError that says what to type.
    """
    words = typed.split()
    count = next((n for n, word in enumerate(reversed(words)) if not word.isdecimal()), len(words))
    name, numbers = " ".join(words[: len(words) - count]), [int(w) for w in words[-count:] if count]
    example = "dana 4 2 3 2, or dana 2 for dots only" if with_dots else "dana 4 2 3"
    if len(numbers) not in ((1, 3, 4) if with_dots else (3,)):
        raise UserError(
            "Impact, effort and confidence are three numbers from 1 to 5.", f"Type: {example}."
        )
    person = _person(name, people) if name else next_id
    if not person:
        raise UserError("Everybody is in.", "Begin the line with a name to change a score.")
    three = (numbers[0], numbers[1], numbers[2]) if len(numbers) >= 3 else None
    dots = numbers[-1] if len(numbers) in (1, 4) else None
    impact, effort, confidence = three or (LOWEST, LOWEST, HIGHEST)
    if problem := score_problem(Score(person, "", impact, effort, confidence, dots or 0)):
        raise UserError(problem, f"Type: {example}.")
    return ScoreLine(person, three, dots)


def advice_words(title: str, since: date | None, due: date | None, today: date) -> str:
    """Return how long advice has waited for an answer."""
    words = f"“{title}” waits for an answer of staff"
    if since is not None:
        days = (today - since).days
        words += f" for {spoken_count(days, 'day')}" if days > 0 else " since today"
    if due is not None and due < today:
        words += f", {spoken_count((today - due).days, 'day')} late"
    return f"{words}."


def _person(name: str, people: Sequence[tuple[str, str]]) -> str:
    wanted = fold(name).split()
    found = [
        (key, whole)
        for key, whole in people
        if all(any(part.startswith(word) for part in fold(whole).split()) for word in wanted)
    ]
    if len(found) == 1:
        return found[0][0]
    if found:
        several = spoken_list([whole for _, whole in found[:_SHOWN]], "or")
        raise UserError(f"“{name}” could be {several}.", "Type more of the name.")
    raise UserError(f"Nobody who is asked is called “{name}”.", "Type the beginning of a name.")


def _names(names: Sequence[str], verb: str = "is are") -> str:
    shown = list(names[:_SHOWN])
    if len(names) > _SHOWN:
        shown.append(f"{len(names) - _SHOWN} more")
    if not verb:
        return spoken_list(shown)
    return f"{spoken_list(shown)} {verb.split()[len(names) > 1]}"
