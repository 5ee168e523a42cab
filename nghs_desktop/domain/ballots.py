"""Votes as they are typed: what one line says, who it is for, and what stands after all lines.

A line is read at Enter against the sheet (rule and roster) and the entries before it. It gives an
entry, or a refusal with the place in the line and the reason; the line itself is never changed or
lost. What stands is worked out from the entries, so taking one away takes back all it did.

| typed | means |
| --- | --- |
| `dana 1 1 3` | Dana's figures: dots, scores in order, options from the best on, or one level |
| `1 1 3` | the same for the next person of the roster |
| `4 3 5 5 2 0`, `yes yes no` | one answer each for the next people of the roster |
| `1*4 2*3`, `yes*7 no*3`, `4*6` | answers nobody is named for: dots by option, else answers |
| `2 1 3 *4` | four ballots like this one (score, ranked) |
| `7 3 2` in a hand count | for, against, abstaining |
| `= 1*4` | the answers without names are these instead |
| `dana yes`, `dana: no`, `dana 2: too soon` | with a remark after the colon |
| `luis abstain`, `luis abstain priorities` | the second for the priorities of their organisation |
| `luis aside`, `priya recused: employer` | stands aside; declared a conflict of interest |
| `dana objects: ... \\| would remove: ...` | an objection and what would remove it |
| `all yes except luis no, priya` | everybody without an answer yet; Priya is left out |
| `dana clear` | takes Dana's answer away |

Names are the roster's by a unique beginning, without regard to case and accents; a second line for
the same person corrects the first. Where an organisation has one vote, its people share the turn and
a colleague's other answer is refused. In a secret vote a line without a name is one ballot of nobody.
A word that is both an answer and the beginning of a name is refused where both can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.decision_rules import Answer, Ballot, DecisionRule, Showing, Stance
from nghs_desktop.domain.decisions import Method
from nghs_desktop.domain.known_names import Known, NameIndex, begun, fold, index_names, named
from nghs_desktop.domain.presence import VotingRoom, VotingUnit
from nghs_desktop.domain.spoken import spoken_list
from nghs_desktop.domain.tallies import conflict
from nghs_desktop.domain.typed_answers import (
    CLEAR,
    FIGURES,
    Part,
    Refusal,
    Unclear,
    read_answer,
    starts_answer,
    write_answer,
)


@frozen
class Sheet:
    """What lines are read against; made by `sheet`. `voters` are in the order of the roster.

    `units` names the vote a person may answer for, where several people share one.
    """

    rule: DecisionRule
    voters: tuple[Known, ...]
    index: NameIndex
    units: Mapping[str, VotingUnit] = field(default_factory=dict)

    def vote_of(self, person_id: str) -> str:
        """The key of the vote this person answers for."""
        unit = self.units.get(person_id)
        return person_id if unit is None else unit.key


@frozen
class Entry:
    """What one line did. `anew` takes away all answers without names that stood before it."""

    line: str
    ballots: tuple[Ballot, ...] = ()
    cleared: tuple[str, ...] = ()
    anew: bool = False


@frozen
class Reading:
    """A line read: an entry or a refusal. `replaces` are answers that the entry corrects."""

    line: str
    entry: Entry | None = None
    refusal: Refusal | None = None
    replaces: tuple[Ballot, ...] = ()


_TALLY = re.compile(r"(?P<what>[^\s*×]+)[*×](?P<count>[0-9]{1,4})")
_TIMES = re.compile(r"[*×](?P<count>[0-9]{1,4})")
_EXCEPT = re.compile(r"\s+(?:except|but)(?:\s+|$)", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;]|\s+and\s+", re.IGNORECASE)


def sheet(rule: DecisionRule, room: VotingRoom) -> Sheet:
    """Prepare a rule and everybody here who may answer; an organisation's only voter by its name too."""
    voters = tuple(
        Known(
            seat.person_id,
            seat.name,
            (unit.organization,) if unit.organization and len(unit.voters) == 1 else (),
        )
        for unit in room.here
        for seat in unit.voters
    )
    bodies = [alias for voter in voters for alias in voter.aliases]
    voters = tuple(
        voter
        if all(bodies.count(alias) == 1 for alias in voter.aliases)
        else Known(voter.id, voter.name)
        for voter in voters
    )
    units = {seat.person_id: unit for unit in room.here for seat in unit.voters}
    return replace(sheet_of(rule, voters), units=units)


def sheet_of(rule: DecisionRule, voters: Iterable[Known]) -> Sheet:
    """Prepare a rule and the people who may answer, in the order of the roster."""
    known = tuple(voters)
    return Sheet(rule, known, index_names(known))


def standing(entries: Iterable[Entry]) -> tuple[Ballot, ...]:
    """Return the answers that stand after all entries: a person's last, and all without names."""
    last: dict[str, Ballot] = {}
    anonymous: list[Ballot] = []
    for entry in entries:
        if entry.anew:
            anonymous.clear()
        for person in entry.cleared:
            last.pop(person, None)
        for ballot in entry.ballots:
            if ballot.anonymous:
                anonymous.append(ballot)
            else:
                last[ballot.person_id] = ballot
    return (*last.values(), *anonymous)


def next_voter(sheet: Sheet, entries: Sequence[Entry]) -> Known | None:
    """Return whose answer a line without a name is: the next without one after the last entered.

    A recusal does not move the place, since it is declared before the vote; the roster wraps round.
    """
    return next(_following(sheet, entries), None)


def read_line(line: str, sheet: Sheet, entries: Sequence[Entry] = ()) -> Reading:
    """Read one line after the entries before it. Never raises."""
    whole = Part(line, 0).cut(0)
    try:
        if not whole.text:
            raise Unclear(whole, "Nothing was typed.")
        entry = _Reader(sheet, entries).read(whole)
    except Unclear as unclear:
        return Reading(line, refusal=unclear.refusal)
    named_now = {ballot.person_id for ballot in entry.ballots if not ballot.anonymous}
    touched = named_now | set(entry.cleared)
    replaced = tuple(ballot for ballot in standing(entries) if ballot.person_id in touched)
    return Reading(line, replace(entry, line=line), replaces=replaced)


def write_ballot(ballot: Ballot, sheet: Sheet) -> str:
    """Return the line that says a ballot."""
    if not ballot.anonymous:
        name = next((one.name for one in sheet.voters if one.id == ballot.person_id), "")
        return f"{name} {write_answer(ballot.answer)}"
    if sheet.rule.method in (Method.SCORE, Method.RANKED) and ballot.answer.values:
        return f"{write_answer(ballot.answer)} *{ballot.count}"
    if len(ballot.answer.values) > 1:
        return " ".join(f"{value}*{ballot.count}" for value in ballot.answer.values)
    return f"{write_answer(ballot.answer).partition(' ')[0]}*{ballot.count}"


def _following(sheet: Sheet, entries: Sequence[Entry]) -> Iterator[Known]:
    waiting = _waiting(sheet, standing(entries))
    at = 0
    places = {voter.id: place for place, voter in enumerate(sheet.voters)}
    for entry in reversed(entries):
        named_there = [
            places[ballot.person_id]
            for ballot in entry.ballots
            if ballot.person_id in places and ballot.answer.stance is not Stance.RECUSED
        ]
        if named_there:
            at = named_there[-1] + 1
            break
    for voter in (*sheet.voters[at:], *sheet.voters[:at]):
        vote = sheet.vote_of(voter.id)
        if voter.id in waiting.get(vote, ()):
            del waiting[vote]
            yield voter


def _waiting(sheet: Sheet, ballots: Iterable[Ballot]) -> dict[str, list[str]]:
    """The votes not answered by name yet, and who may answer each."""
    by_name = {ballot.person_id: ballot for ballot in ballots if not ballot.anonymous}
    waiting: dict[str, list[str]] = {}
    for voter in sheet.voters:
        waiting.setdefault(sheet.vote_of(voter.id), []).append(voter.id)
    for person_id, ballot in by_name.items():
        if ballot.answer.stance is not Stance.RECUSED:
            waiting.pop(sheet.vote_of(person_id), None)
    left = {
        vote: [person for person in people if person not in by_name]
        for vote, people in waiting.items()
    }
    return {vote: people for vote, people in left.items() if people}


class _Reader:
    """Reads one line; holds what it is read against, so that every step need not hand it on."""

    def __init__(self, sheet: Sheet, entries: Sequence[Entry]) -> None:
        self.sheet = sheet
        self.rule = sheet.rule
        self.entries = entries

    def read(self, whole: Part) -> Entry:
        if whole.text.startswith("="):
            rest = whole.cut(1)
            ballots = self.without_names(rest) if rest.text else ()
            return self.checked(Entry("", ballots, anew=True), whole)
        tried: list[Unclear] = []
        meant: list[Entry] = []
        ways = (self.everybody, self.unnamed, self.named_line)
        for way in ways:
            try:
                entry = way(whole)
            except Unclear as unclear:
                tried.append(unclear)
                continue
            if entry is not None:
                meant.append(entry)
        if len(meant) > 1:
            word = whole.words()[0]
            names = _names(begun(self.sheet.index, word.text.rstrip(":")))
            raise Unclear(
                word, f"“{word.text}” may be an answer or {names}; type more of the name."
            )
        if meant:
            return self.checked(meant[0], whole)
        raise tried[0]

    def everybody(self, whole: Part) -> Entry | None:
        """`all yes except luis no, priya`"""
        first, *rest = whole.words()
        if fold(first.text.rstrip(":")) != "all" or not rest:
            return None
        said = whole.cut(rest[0].start - whole.start)
        split = _EXCEPT.search(said.text)
        given = said.cut(0, split.start() if split else None)
        answer = read_answer(given, self.rule)
        if answer.stance in (Stance.OBJECTION, Stance.RECUSED):
            raise Unclear(given, f"{answer.stance.label} is typed for one person at a time.")
        other: dict[str, Ballot | None] = {}
        if split:
            for part in _exceptions(said.cut(split.end())):
                person, ballot = self.exception(part)
                if person in other:
                    raise Unclear(part, "This person is named twice.")
                other[person] = ballot
        typed = [ballot for ballot in other.values() if ballot is not None]
        waiting = _waiting(self.sheet, (*standing(self.entries), *typed))
        left = {person for people in waiting.values() for person in people} - set(other)
        ballots = [*typed, *(Ballot(one.id, answer) for one in self.sheet.voters if one.id in left)]
        if not ballots:
            raise Unclear(first, "Everybody has answered. Type a name to change an answer.")
        return Entry("", tuple(ballots))

    def exception(self, part: Part) -> tuple[str, Ballot | None]:
        found = begun(self.sheet.index, part.text)
        if len(found) == 1:
            return found[0].id, None
        entry = self.named_line(part)
        if entry.cleared:
            return entry.cleared[0], None
        return entry.ballots[0].person_id, entry.ballots[0]

    def unnamed(self, whole: Part) -> Entry | None:
        """Answers without a name: tallies, or for the next people of the roster."""
        words = whole.words()
        if any(_TALLY.fullmatch(word.text) or _TIMES.fullmatch(word.text) for word in words):
            return Entry("", self.without_names(whole))
        if not starts_answer(words[0]):
            return None
        if self.rule.method is Method.COUNT and FIGURES.fullmatch(whole.text):
            return Entry("", self.without_names(whole))
        try:
            answers = [read_answer(whole, self.rule)]
        except Unclear:
            singly = self.rule.method not in (Method.DOT, Method.SCORE, Method.RANKED)
            if len(words) == 1 or not singly or ":" in whole.text:
                raise
            answers = [read_answer(word, self.rule) for word in words]
        if self.rule.showing is Showing.SECRET or not self.sheet.voters:
            return Entry("", tuple(Ballot("", answer) for answer in answers))
        voters = list(_following(self.sheet, self.entries))
        if len(answers) > len(voters):
            if not voters:
                raise Unclear(whole, "Everybody has answered. Type a name to change an answer.")
            over = words[len(voters)] if len(answers) > 1 else whole
            there = f"{len(voters)} {'has' if len(voters) == 1 else 'have'}"
            raise Unclear(over, f"{len(answers)} answers, but only {there} not answered yet.")
        pairs = zip(voters, answers, strict=False)
        return Entry("", tuple(Ballot(voter.id, answer) for voter, answer in pairs))

    def without_names(self, whole: Part) -> tuple[Ballot, ...]:
        words = whole.words()
        method = self.rule.method
        if method is Method.COUNT and FIGURES.fullmatch(whole.text):
            if len(words) > 3:
                raise Unclear(words[3], "A hand count has three figures: for, against, abstaining.")
            stances = (Stance.FOR, Stance.AGAINST, Stance.ABSTAIN)
            counts = zip(stances, (int(word.text) for word in words), strict=False)
            return tuple(Ballot("", Answer(stance), count) for stance, count in counts if count)
        times = _TIMES.fullmatch(words[-1].text)
        if times and len(words) > 1:
            given = whole.cut(0, words[-1].start - whole.start)
            return self.loose(given, read_answer(given, self.rule), int(times["count"]))
        ballots: list[Ballot] = []
        for word in words:
            match = _TALLY.fullmatch(word.text)
            if match is None:
                raise Unclear(word, f"“{word.text}” is no tally. Type an answer, * and how many.")
            if method in (Method.SCORE, Method.RANKED) and match["what"].isdigit():
                raise Unclear(word, "Type the whole ballot, then * and how many: 2 1 3 *4.")
            what = Part(match["what"], word.start)
            ballots.extend(self.loose(what, read_answer(what, self.rule), int(match["count"])))
        return tuple(ballots)

    def loose(self, part: Part, answer: Answer, count: int) -> tuple[Ballot, ...]:
        if answer.stance in (Stance.RECUSED, Stance.OBJECTION):
            raise Unclear(part, f"{answer.stance.label} needs a name.")
        return (Ballot("", answer, count),) if count else ()

    def named_line(self, whole: Part) -> Entry:
        """A name and an answer; the longest beginning that leaves an answer is the name."""
        words = whole.words()
        unclear: Unclear | None = None
        for taken in range(min(len(words), self.sheet.index.most_words), 0, -1):
            end = words[taken - 1].span[1] - whole.start
            name = whole.cut(0, end)
            rest = whole.cut(end)
            if rest.text.startswith(":"):
                rest = rest.cut(1)
            asked = name.text.rstrip(":")
            exact = named(self.sheet.index, asked)
            found = exact if len(exact) == 1 else begun(self.sheet.index, asked)
            if not found:
                continue
            part = Part(asked, name.start)
            try:
                if not rest.text:
                    raise Unclear(name, f"An answer is missing after {_names(found)}.")
                cleared = fold(rest.text) in CLEAR
                answer = None if cleared else read_answer(rest, self.rule)
                if len(found) > 1:
                    raise Unclear(part, f"“{asked}” may be {_names(found)}; type more of the name.")
            except Unclear as problem:
                unclear = unclear or problem
                continue
            person = found[0].id
            if answer is None:
                return Entry("", cleared=(person,))
            return Entry("", (Ballot(person, answer),))
        if unclear is not None:
            raise unclear
        first = words[0]
        if not self.sheet.voters:
            raise Unclear(first, f"“{first.text}” is no answer, and nobody here has a vote.")
        raise Unclear(first, f"Nobody here with a vote is called “{first.text.rstrip(':')}”.")

    def checked(self, entry: Entry, whole: Part) -> Entry:
        """Refuse a colleague's other answer for one vote, and more answers than votes to give."""
        if not self.sheet.voters:
            return entry
        after = standing((*self.entries, entry))
        self.agreed(entry, after, whole)
        loose = [ballot for ballot in after if ballot.anonymous]
        if not loose:
            return entry
        left = len(_waiting(self.sheet, after))
        given = sum(ballot.count for ballot in loose)
        if self.rule.method is Method.DOT:
            dots = sum(ballot.count * len(ballot.answer.values) for ballot in loose)
            others = sum(ballot.count for ballot in loose if not ballot.answer.values)
            room = max((left - others) * self.rule.dots, 0)
            if dots > room:
                raise Unclear(whole, f"{dots} dots without a name are too many: {room} are left.")
        elif given > left:
            raise Unclear(whole, f"{given} answers without a name are too many: {left} are left.")
        return entry

    def agreed(self, entry: Entry, after: Sequence[Ballot], whole: Part) -> None:
        touched = {self.sheet.vote_of(one.person_id) for one in entry.ballots if one.person_id}
        for vote in sorted(touched):
            said = [
                ballot
                for ballot in after
                if ballot.person_id
                and self.sheet.vote_of(ballot.person_id) == vote
                and ballot.answer.stance is not Stance.RECUSED
            ]
            unit = self.sheet.units.get(said[0].person_id) if said else None
            if unit is None:
                continue
            if problem := conflict(unit, [ballot.answer for ballot in said]):
                raise Unclear(whole, problem)


def _exceptions(said: Part) -> Iterator[Part]:
    """The parts after "except"; after a colon only a semicolon ends one, since remarks have commas."""
    start = 0
    for match in _SEPARATOR.finditer(said.text):
        if ":" in said.text[start : match.start()] and match[0] != ";":
            continue
        part = said.cut(start, match.start())
        if part.text:
            yield part
        start = match.end()
    last = said.cut(start)
    if last.text:
        yield last


def _names(found: Sequence[Known]) -> str:
    return spoken_list([known.name for known in found], "or")
