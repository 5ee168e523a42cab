"""Focus rounds: where each stands, what its scores come to, and what is asked of it, carried out.

Scores are handed to nobody before all are in: the query itself leaves them out. The best set for the
hours is in `focus_optimum`, the guards in `domain.focus_life`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from nghs_desktop.base.clock import from_text
from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain import focus_commands as ask
from nghs_desktop.domain.attention import StateChange
from nghs_desktop.domain.charts import ImpactEffort, Placing
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.focus_life import (
    RoundFacts,
    advice_words,
    answer_problem,
    check_round,
    dots_each,
    hides_scores,
    is_back,
    may_become,
    read_score_line,
    round_problem,
)
from nghs_desktop.domain.focus_records import (
    FocusCandidate,
    FocusScore,
    KeptRound,
    RoundState,
    StaffAnswer,
)
from nghs_desktop.domain.focus_rounds import (
    Candidate,
    Hours,
    Score,
    Standing,
    standings,
    too_many,
)
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.ordering import place_between
from nghs_desktop.domain.spoken import spoken_count, spoken_list
from nghs_desktop.services.rows import NamedRow
from nghs_desktop.storage.reader import Reads
from nghs_desktop.storage.store import Transaction

Done = tuple[Any, str, int]

_ROUND, _CANDIDATE, _SCORE = NOUN["focus_round"], NOUN["focus_candidate"], NOUN["focus_score"]
HOURS_FIELD: Mapping[Hours, str] = {
    Hours.COACHING: "coaching_hours",
    Hours.FACILITATION: "facilitation_hours",
    Hours.DATA: "data_hours",
}
"""Which field of a round or a candidate has the hours of a kind."""

_GUARDED = {
    "focus_round": frozenset(("state",)),
    "focus_score": frozenset(("impact", "effort", "confidence", "dots", "vote", "person_id")),
    "focus_candidate": frozenset(("answer",)),
}


@frozen
class RoundStanding:
    """All that is known of a round.

    `scores` and what they come to are empty while they are hidden; `done` are the keys of the people
    who are in with the vote that is on. `waits` names the next person for each candidate.
    """

    round: KeptRound
    kept: tuple[FocusCandidate, ...]
    people: tuple[NamedRow, ...]
    facts: RoundFacts
    done: frozenset[str]
    scored_by: Mapping[str, frozenset[str]]
    scores: tuple[FocusScore, ...]
    standings: tuple[Standing, ...]
    changes: tuple[StateChange, ...]

    @property
    def hidden(self) -> bool:
        """Tell whether nobody sees scores yet."""
        return hides_scores(self.facts)

    @property
    def vote(self) -> int:
        """Return which vote is on: 1 alone, 2 after the talk."""
        return vote_of(self.round.state)

    @property
    def takes_scores(self) -> bool:
        """Tell whether scores can be typed now."""
        return self.round.state in (RoundState.BLIND, RoundState.SECOND)

    @property
    def available(self) -> dict[Hours, int]:
        """Return the hours there are, by kind."""
        return {kind: getattr(self.round, name) or 0 for kind, name in HOURS_FIELD.items()}

    @property
    def picked(self) -> tuple[Candidate, ...]:
        """Return the group's own set."""
        return tuple(candidate_of(one) for one in self.kept if one.picked)

    def nexts(self) -> tuple[tuple[RoundState, str], ...]:
        """Return the states that can follow, with why not yet."""
        return tuple((to, round_problem(self.facts, to)) for to in may_become(self.round.state))

    def waits(self, candidate_id: str) -> NamedRow | None:
        """Return who is next to score a candidate, or None when everybody is in."""
        have = self.scored_by.get(candidate_id, frozenset())
        return next((one for one in self.people if one.id not in have), None)

    def progress(self) -> str:
        """Return who is in, by name, and never with what."""
        missing = [one.name for one in self.people if one.id not in self.done]
        words = f"{len(self.people) - len(missing)} of {len(self.people)} are in"
        return f"{words}; not yet {spoken_list(missing)}." if missing else f"{words}."

    def votes_as_cast(self) -> tuple[str, ...]:
        """Return, for each candidate, what was cast: dots by person, means, spread."""
        names = {one.id: one.name for one in self.people}
        told = []
        for standing in self.standings:
            mine = [one for one in self.scores if one.candidate_id == standing.candidate.id]
            dots = [
                f"{names.get(one.person_id or '', 'Somebody')} {one.dots}"
                for one in mine
                if one.vote == 2 and one.dots
            ]
            told.append(f"{standing.candidate.title}: {cast_words(standing, dots)}")
        return tuple(told)

    def picture(self) -> ImpactEffort:
        """Return the picture of impact and effort."""
        items = tuple(
            Placing(one.candidate.title, float(one.impact), float(one.effort))
            for one in self.standings
            if one.impact is not None and one.effort is not None
        )
        return ImpactEffort("focus", "Impact and effort", items)


def cast_words(standing: Standing, dots: list[str]) -> str:
    """Return what one candidate was given, in words."""
    words = spoken_count(standing.dots, "dot")
    if dots:
        words += f" ({', '.join(dots)})"
    if standing.impact is not None and standing.effort is not None:
        words += f"; impact {float(standing.impact):.1f}, effort {float(standing.effort):.1f}"
        words += f", spread {standing.spread}"
    return words


def vote_of(state: RoundState) -> int:
    """Return which vote a state belongs to."""
    return 1 if state in (RoundState.OPEN, RoundState.BLIND, RoundState.TALK) else 2


def candidate_of(kept: FocusCandidate) -> Candidate:
    """Return a kept candidate with the hours it needs."""
    needs = {kind: getattr(kept, name) or 0 for kind, name in HOURS_FIELD.items()}
    return Candidate(kept.id, kept.title, needs)


def round_standing(reader: Reads, round_id: str) -> RoundStanding | None:
    """Return where a round stands, or None when it is gone."""
    found = cast(KeptRound | None, reader.get(_ROUND, round_id))
    if found is None or found.deleted:
        return None
    kept = cast(
        list[FocusCandidate],
        reader.records(
            _CANDIDATE,
            "WHERE r.deleted = 0 AND r.round_id = ? ORDER BY r.position, r.id",
            (round_id,),
        ),
    )
    people = _asked(reader, found)
    every = cast(
        list[FocusScore],
        reader.records(
            _SCORE,
            "WHERE r.deleted = 0 AND r.candidate_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY r.vote, r.given_at, r.id",
            (json.dumps([one.id for one in kept]),),
        ),
    )
    vote = vote_of(found.state)
    counted = [one for one in every if (one.vote or 1) <= vote]
    scored_by = {
        one.id: frozenset(
            each.person_id or ""
            for each in counted
            if each.candidate_id == one.id and (each.vote or 1) == vote
        )
        for one in kept
    }
    done = _done(found, people, kept, counted, scored_by)
    worked = standings([candidate_of(one) for one in kept], [_score(one) for one in counted])
    facts = _facts(found, kept, people, done, worked, scored=bool(counted))
    hidden = hides_scores(facts)
    changes = cast(
        list[StateChange],
        reader.records(
            NOUN["state_change"],
            "WHERE r.deleted = 0 AND r.about_noun = 'focus_round' AND r.about_id = ? "
            "ORDER BY r.at DESC, r.id DESC",
            (round_id,),
        ),
    )
    return RoundStanding(
        found,
        tuple(kept),
        people,
        facts,
        done,
        scored_by,
        () if hidden else tuple(counted),
        standings([candidate_of(one) for one in kept], []) if hidden else worked,
        tuple(changes),
    )


def _done(
    found: KeptRound,
    people: tuple[NamedRow, ...],
    kept: list[FocusCandidate],
    counted: list[FocusScore],
    scored_by: Mapping[str, frozenset[str]],
) -> frozenset[str]:
    """Return who is in: with a score for every candidate when alone, with dots after the talk."""
    if vote_of(found.state) == 2:
        return frozenset(one.person_id or "" for one in counted if one.vote == 2)
    return frozenset(
        one.id for one in people if kept and all(one.id in scored_by[each.id] for each in kept)
    )


def _facts(
    found: KeptRound,
    kept: list[FocusCandidate],
    people: tuple[NamedRow, ...],
    done: frozenset[str],
    worked: tuple[Standing, ...],
    *,
    scored: bool,
) -> RoundFacts:
    picked = [one for one in kept if one.picked]
    available = {kind: getattr(found, name) or 0 for kind, name in HOURS_FIELD.items()}
    return RoundFacts(
        state=found.state,
        candidates=len(kept),
        asked=len(people),
        missing=tuple(one.name for one in people if one.id not in done),
        scored=scored,
        apart=tuple(one.candidate.title for one in worked if one.asks_for_a_talk),
        talk=found.talk,
        picked=tuple(one.title for one in picked),
        over=too_many([candidate_of(one) for one in picked], available),
        recommendation=found.recommendation,
        unanswered=tuple(one.title for one in picked if one.answer is None),
        ungiven=tuple(
            one.title
            for one in picked
            if one.answer in (StaffAnswer.ACCEPT, StaffAnswer.ADAPT) and one.given_hours is None
        ),
    )


def _asked(reader: Reads, found: KeptRound) -> tuple[NamedRow, ...]:
    """Return who scores: those with a vote in the round's groups, each once, by name."""
    groups = list(dict.fromkeys(filter(None, (found.group_id or "", *found.groups.split()))))
    rows = reader.rows(
        "SELECT DISTINCT p.id, p.name FROM membership m JOIN person p ON p.id = m.person_id "
        "WHERE m.group_id IN (SELECT value FROM json_each(?)) AND m.votes = 1 "
        "AND m.deleted = 0 AND p.deleted = 0 AND m.to_day IS NULL ORDER BY p.name, p.id",
        (json.dumps(groups),),
    )
    return tuple(NamedRow("person", id, name) for id, name in rows)


def _score(kept: FocusScore) -> Score:
    return Score(
        kept.person_id or kept.id,
        kept.candidate_id or "",
        kept.impact or 0,
        kept.effort or 0,
        kept.confidence or 0,
        kept.dots or 0,
    )


# -- advice that waits -------------------------------------------------------------------------


@frozen
class Advice:
    """A recommendation without an answer; `days` since it was given, `late` past its due day."""

    round_id: str
    title: str
    days: int
    late: int
    words: str


def unanswered_advice(reader: Reads, group_id: str, today: date) -> tuple[Advice, ...]:
    """Return the advice of a group that staff have not answered, the longest waiting first."""
    found = cast(
        list[KeptRound],
        reader.records(
            _ROUND,
            "WHERE r.deleted = 0 AND r.state = ? AND (r.group_id = ? "
            "OR instr(' ' || r.groups || ' ', ' ' || ? || ' ') > 0) "
            "ORDER BY r.recommended_on, r.id",
            (RoundState.RECOMMENDED.value, group_id, group_id),
        ),
    )
    told = []
    for one in found:
        since, due, title = one.recommended_on, one.answer_due, one.title or "Untitled round"
        days = (today - since).days if since else 0
        late = max(0, (today - due).days) if due else 0
        told.append(Advice(one.id, title, days, late, advice_words(title, since, due, today)))
    return tuple(told)


# -- making commands ---------------------------------------------------------------------------


def add_candidate(
    page: RoundStanding, id: str, title: str, about: NamedRow | None = None
) -> LogRecords:
    """Return the command that adds a candidate, typed or taken from a record, at the end."""
    words = (about.name if about is not None else title).strip()
    if not words:
        raise UserError("The candidate has no name.", "Type what could be given hours.")
    if page.round.state not in (RoundState.OPEN, RoundState.BLIND, RoundState.TALK):
        raise UserError(
            "Candidates are added before the second vote.", "Go back, or begin a new round."
        )
    if about is not None and any(one.about_id == about.id for one in page.kept):
        raise UserError(f"“{words}” is a candidate already.", "Nothing was added.")
    last = page.kept[-1].position if page.kept else ""
    made = FocusCandidate(
        id=id,
        round_id=page.round.id,
        title=words,
        about_noun=about.noun if about is not None else "",
        about_id=about.id if about is not None else "",
        position=place_between(last, ""),
    )
    return LogRecords((made,), label=f"add candidate “{_short(words)}”")


def need_hours(candidate: FocusCandidate, kind: Hours, typed: str) -> AmendRecords:
    """Return the command that keeps the hours of a kind that a candidate needs, as typed."""
    value = read_hours(typed)
    label = f"hours of {kind.label.lower()} for “{_short(candidate.title)}”"
    ref = Ref("focus_candidate", candidate.id)
    return AmendRecords((ref,), {HOURS_FIELD[kind]: value}, label=label)


def give_hours(candidate: FocusCandidate, typed: str) -> AmendRecords:
    """Return the command that keeps how many hours were given to a candidate, as typed."""
    ref = Ref("focus_candidate", candidate.id)
    label = f"give hours to “{_short(candidate.title)}”"
    return AmendRecords((ref,), {"given_hours": read_hours(typed)}, label=label)


def there_are_hours(round_id: str, kind: Hours, typed: str) -> AmendRecords:
    """Return the command that keeps how many hours of a kind there are, as typed."""
    values = {HOURS_FIELD[kind]: read_hours(typed)}
    ref = Ref("focus_round", round_id)
    return AmendRecords((ref,), values, label=f"hours of {kind.label.lower()}")


def pick_candidate(candidate: FocusCandidate) -> AmendRecords:
    """Return the command that takes a candidate into the group's own set, or out of it."""
    ref = Ref("focus_candidate", candidate.id)
    way = "take out" if candidate.picked else "tick"
    label = f"{way} “{_short(candidate.title)}”"
    return AmendRecords((ref,), {"picked": not candidate.picked}, label=label)


def read_hours(typed: str) -> int | None:
    """Read whole hours: 12, or nothing for not known. Raises UserError."""
    words = typed.strip().casefold().removesuffix("hours").removesuffix("h").strip()
    if not words:
        return None
    if not words.isdecimal() or not words.isascii() or int(words) > 100_000:
        raise UserError("Hours are a whole number.", "Type a number such as 12.")
    return int(words)


def score_command(
    page: RoundStanding, candidate_id: str, typed: str, at: datetime
) -> ask.KeepScore:
    """Return the command that a typed line of scores means for a candidate. Raises UserError."""
    if not page.takes_scores:
        raise UserError(
            f"No vote is on: the round is at “{page.round.state.label.lower()}”.",
            "Go on to the next vote first.",
        )
    waiting = page.waits(candidate_id)
    people = [(one.id, one.name) for one in page.people]
    next_id = waiting.id if waiting is not None else ""
    line = read_score_line(typed, people, next_id, with_dots=page.vote == 2)
    return ask.KeepScore(candidate_id, line.person_id, at, line.numbers, line.dots)


# -- carrying out ------------------------------------------------------------------------------


def move_round(command: ask.MoveRound, work: Transaction) -> Done:
    """Give a round its next state, and keep who said so, when and why."""
    page = _page(work, command.round_id)
    found = page.round
    if found.state is command.to and work.get(NOUN["state_change"], command.id) is not None:
        return found.id, "", 0
    check_round(page.facts, command.to, command.why)
    values: dict[str, Any] = {"state": command.to}
    if command.to is RoundState.RECOMMENDED:
        values["recommended_on"] = command.at.astimezone().date()
        if command.decision_id:
            values["decision_id"] = command.decision_id
    work.put(_ROUND, found.id, values)
    keep_change(
        work, command.id, "focus_round", found.id, str(found.state), str(command.to),
        command.at, command.by, command.why, found.group_id, command.decision_id,
        "back" if is_back(found.state, command.to) else "",
    )  # fmt: skip
    return found.id, f"{_short(found.title or 'the round')}: {command.to.label.lower()}", 0


def keep_score(command: ask.KeepScore, work: Transaction) -> Done:
    """Keep one person's score; one that is there for this vote is replaced."""
    kept = _live_candidate(work, command.candidate_id)
    page = _page(work, kept.round_id or "")
    if not page.takes_scores:
        raise UserError("No vote is on in this round.", "Nothing was kept.")
    name = next((one.name for one in page.people if one.id == command.person_id), "")
    if not name:
        raise UserError("This person is not asked in this round.", "Nothing was kept.")
    vote = page.vote
    first, second = (
        cast(
            FocusScore | None,
            work.get(_SCORE, same_id("focus_score", kept.id, command.person_id, str(number))),
        )
        for number in (1, 2)
    )
    now = second if vote == 2 else first
    base = now if now is not None and not now.deleted else first
    base = base if base is not None and not base.deleted else None
    numbers = command.numbers
    if numbers is None and base is not None:
        numbers = (base.impact or 0, base.effort or 0, base.confidence or 0)
    if numbers is None:
        raise UserError(
            f"{name} has not scored “{_short(kept.title)}” yet.",
            "Type impact, effort and confidence before the dots.",
        )
    dots = command.dots if command.dots is not None else (base.dots if base and vote == 2 else 0)
    if vote == 2 and dots:
        _enough_dots(page, kept.id, command.person_id, name, dots)
    made = FocusScore(
        id=same_id("focus_score", kept.id, command.person_id, str(vote)),
        candidate_id=kept.id,
        person_id=command.person_id,
        vote=vote,
        impact=numbers[0],
        effort=numbers[1],
        confidence=numbers[2],
        dots=dots or 0,
        given_at=command.at,
    )
    # What is thought out of range is refused where it is counted.
    standings([candidate_of(kept)], [_score(made)])
    if not work.make(_SCORE, made):
        names = ("impact", "effort", "confidence", "dots", "given_at")
        work.put(_SCORE, made.id, {field: getattr(made, field) for field in names})
    return made.id, f"score of {name}", 0


def _enough_dots(
    page: RoundStanding, candidate_id: str, person_id: str, name: str, dots: int
) -> None:
    there = dots_each(len(page.kept))
    given = sum(
        one.dots or 0
        for one in page.scores
        if one.person_id == person_id and one.vote == 2 and one.candidate_id != candidate_id
    )
    if given + dots > there:
        raise UserError(
            f"{name} has {spoken_count(there - given, 'dot')} left of {there}.",
            "Nothing was kept. Take dots from another candidate first.",
        )


def answer_advice(command: ask.AnswerAdvice, work: Transaction) -> Done:
    """Keep what staff say to one candidate."""
    kept = _live_candidate(work, command.candidate_id)
    page = _page(work, kept.round_id or "")
    if page.round.state is not RoundState.RECOMMENDED:
        raise UserError("Staff answer what is recommended.", "Nothing was kept.")
    if not kept.picked:
        raise UserError(f"“{_short(kept.title)}” is not recommended.", "Nothing was kept.")
    if problem := answer_problem(command.answer, command.reason, command.on):
        raise UserError(problem, "Nothing was kept.")
    values = {
        "answer": command.answer,
        "answer_reason": command.reason.strip(),
        "answered_on": command.on,
        "answered_by": command.by,
    }
    work.put(_CANDIDATE, kept.id, values)
    return kept.id, f"answer to “{_short(kept.title)}”", 0


HANDLERS: dict[type[Any], Any] = {
    ask.MoveRound: move_round,
    ask.KeepScore: keep_score,
    ask.AnswerAdvice: answer_advice,
}


def refuse_by_hand(work: Transaction, ref: Ref, values: Mapping[str, Any]) -> None:
    """Refuse to change by hand what only a guarded step may change, and sets that were recommended."""
    touched = _GUARDED.get(ref.noun, frozenset()) & values.keys()
    if ref.noun == "focus_candidate" and "picked" in values:
        kept = cast(FocusCandidate | None, work.get(_CANDIDATE, ref.id))
        found = work.get(_ROUND, kept.round_id) if kept is not None and kept.round_id else None
        if isinstance(found, KeptRound) and found.state not in _BEFORE:
            raise UserError(
                "The set was recommended, and stands.",
                "Nothing was changed. Go back to the second vote, with a reason.",
            )
    if not touched:
        return
    record = work.get(NOUN[ref.noun], ref.id)
    if record is None or all(getattr(record, name) == values[name] for name in touched):
        return
    raise UserError(
        "A focus round goes on by its steps.",
        "Nothing was changed. Use the steps of the round, which ask for what is missing.",
    )


def refuse_undoing(noun: str, column: str) -> None:
    """Refuse to take back one line of the history that a step wrote; undo takes back the step."""
    of_step = column in _GUARDED.get(noun, frozenset()) or (noun, column) == ("cycle", "state")
    if of_step or noun == "focus_score":
        raise UserError(
            "This is part of a step and cannot be taken back alone.",
            "Nothing was changed. Undo takes back whole steps, the newest first.",
        )


_BEFORE = (RoundState.OPEN, RoundState.BLIND, RoundState.TALK, RoundState.SECOND)


def keep_change(
    work: Transaction,
    id: str,
    noun: str,
    about_id: str,
    before: str,
    after: str,
    at: datetime,
    by: str,
    why: str,
    group_id: str | None,
    decision_id: str | None = None,
    rule: str = "",
) -> None:
    """Keep a change of state in the same step; who is at the keyboard, unless `by` says."""
    actor = str(work.rows("SELECT actor FROM sync_state")[0][0] or "")
    change = StateChange(
        id=id,
        about_noun=noun,
        about_id=about_id,
        before=before,
        after=after,
        at=at or from_text(work.now),
        by=by or actor,
        group_id=group_id,
        why=why.strip(),
        decision_id=decision_id,
        rule=rule,
    )
    work.make(NOUN["state_change"], change)


def _page(work: Transaction, round_id: str) -> RoundStanding:
    page = round_standing(work, round_id)
    if page is None:
        raise UserError("This round is no longer in the workspace.", "Nothing was changed.")
    return page


def _live_candidate(work: Transaction, id: str) -> FocusCandidate:
    found = cast(FocusCandidate | None, work.get(_CANDIDATE, id))
    if found is None or found.deleted:
        raise UserError("This candidate is no longer in the round.", "Nothing was changed.")
    return found


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
