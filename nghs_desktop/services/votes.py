"""A vote as it stands: its rule and answers, the room of its minute, the count. What panel, room
display, minutes and papers say of a vote comes from here.

Queries; the rules are in `domain`. Whatever reads rows will do, so that the one that closes a decision
reads inside its own transaction (`deciding`). No writing and no screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import cast

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.ballots import Entry, Reading, Sheet, read_line, sheet, standing
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commands import OpenVote, Ref
from nghs_desktop.domain.decision_rules import (
    Answer,
    Ballot,
    DecisionRule,
    Showing,
    Stance,
    from_snapshot,
    snapshot,
    usual_rule,
)
from nghs_desktop.domain.decisions import (
    ConflictOfInterest,
    Decision,
    DecisionStatus,
    Method,
    Result,
    VoteLine,
)
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.links import LinkKind, link
from nghs_desktop.domain.meetings import AgendaItem, Meeting
from nghs_desktop.domain.nouns import BARRIER, DECISION, NOUN
from nghs_desktop.domain.presence import VotingRoom, voting_room
from nghs_desktop.domain.quorum import Basis
from nghs_desktop.domain.spoken import spoken_list
from nghs_desktop.domain.tallies import PublicTally, Tally, public_view, tally
from nghs_desktop.domain.typed_answers import Refusal
from nghs_desktop.domain.vote_lines import read_entry, recusals, with_recusals
from nghs_desktop.services.room import seats, stays
from nghs_desktop.storage.reader import Reads

OPEN = "status = 'open'"
_NAMED = 6


@frozen
class VoteOption:
    """One thing to choose: its number on the ballot, its words when the vote opened, its record."""

    number: int
    label: str
    ref: Ref | None = None


@frozen
class Declared:
    """A conflict of interest that holds for a vote, with the person's name."""

    conflict: ConflictOfInterest
    name: str


@frozen
class ToAsk:
    """What could be put to the vote now."""

    barriers: tuple[Barrier, ...] = ()
    drafted: Decision | None = None
    usual: DecisionRule | None = None


@frozen
class Objection:
    """Somebody's objection, and what they answer now: None while they have not in this round."""

    name: str
    round: int
    raised: Answer
    now: Answer | None

    @property
    def stands(self) -> bool:
        """Tell whether it is still an objection."""
        return self.now is not None and self.now.stance is Stance.OBJECTION


@frozen
class VoteRound:
    """One round of a vote: the lines typed, what they were read as, and the count they came to."""

    number: int
    lines: tuple[VoteLine, ...]
    entries: tuple[Entry, ...]
    tally: Tally


@frozen
class VoteRecord:
    """A decision that was put to the vote. `at` is the minute it was counted in: when it was closed,
    else the moment asked for.

    `entries` are those of the round that stands, declared recusals with them; they are what a line is
    read after. `conflicts` has the last one of each person. `reasons` say why it cannot be closed now.
    `names` are those of all with a seat; `left_out` names people whose answers are not counted, since
    they have no vote at that minute. `tally` is for the facilitator; only `public` goes to the room, and
    to print only what `tallies.on_record` gives.
    """

    decision: Decision
    rule: DecisionRule
    round: int
    at: datetime
    room: VotingRoom
    sheet: Sheet
    entries: tuple[Entry, ...]
    tally: Tally
    public: PublicTally
    rounds: tuple[VoteRound, ...] = ()
    conflicts: tuple[Declared, ...] = ()
    every_conflict: tuple[ConflictOfInterest, ...] = ()
    options: tuple[VoteOption, ...] = ()
    may_close: bool = False
    reasons: tuple[str, ...] = field(default=())
    left_out: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Tell whether answers are taken."""
        return self.decision.status is DecisionStatus.OPEN

    @property
    def ballots(self) -> tuple[Ballot, ...]:
        """The answers that stand in this round."""
        return standing(self.entries)

    @property
    def words(self) -> str:
        """How it was counted: as it was kept when it was closed, else as it stands."""
        return self.decision.words or self.tally.words

    @property
    def quorum_words(self) -> str:
        """The quorum of its minute in words: as it was kept when it was closed, else as it stands."""
        return self.decision.quorum or self.tally.quorum.words


def vote_record(reader: Reads, decision_id: str, *, at: datetime) -> VoteRecord | None:
    """Return a decision's vote: at the minute it was closed in, else at this moment.

    None if it was never put to the vote. UserError if what was kept cannot be read.
    """
    decision = cast(Decision | None, reader.get(NOUN["decision"], decision_id))
    if decision is None or not decision.rule or decision.meeting_id is None:
        return None
    meeting = cast(Meeting | None, reader.get(NOUN["meeting"], decision.meeting_id))
    if meeting is None:
        return None
    rule = from_snapshot(decision.rule)
    roster, been = seats(reader, meeting), stays(reader, meeting)

    def room_at(moment: datetime) -> VotingRoom:
        asked = rule.quorum
        return voting_room(roster, been, moment, unit=asked.unit, remote_counts=asked.remote_counts)

    is_closed = decision.status is not DecisionStatus.OPEN and decision.closed_at is not None
    moment = decision.closed_at if is_closed and decision.closed_at is not None else at
    conflicts = conflicts_of(reader, decision)
    declared = recusals(one.conflict for one in conflicts)
    last_of_each = {one.conflict.person_id: one for one in conflicts}
    number = decision.round or 1
    lines = _lines(reader, decision_id)
    rounds: list[VoteRound] = []
    for round in range(1, number + 1):
        typed = tuple(line for line in lines if line.round == round)
        entries = with_recusals((read_entry(one.typed, one.answers) for one in typed), declared)
        last = typed[-1].given_at if typed else None
        room = room_at(moment if round == number or last is None else last)
        count = tally(rule, standing(entries), room, round=round)
        rounds.append(VoteRound(round, typed, entries, count))
    room = room_at(moment)
    count = rounds[-1].tally
    return VoteRecord(
        decision,
        rule,
        number,
        moment,
        room,
        sheet(rule, room),
        rounds[-1].entries,
        count,
        public_view(count, closed=is_closed),
        tuple(rounds),
        tuple(last_of_each.values()),
        tuple(one.conflict for one in conflicts),
        options_of(decision, rule),
        decision.status is DecisionStatus.OPEN and count.closable,
        count.reasons if count.reasons else (() if count.closable else (count.words,)),
        tuple(seat.name for seat in roster if seat.person_id in count.not_counted),
        {seat.person_id: seat.name for seat in roster},
    )


def open_vote(reader: Reads, meeting_id: str) -> Decision | None:
    """Return the decision of a meeting whose vote is open, or None."""
    found = reader.records(
        NOUN["decision"],
        f"WHERE r.meeting_id = ? AND r.{OPEN} AND r.rule <> '' AND r.deleted = 0 "
        "ORDER BY r.opened_at DESC, r.id DESC LIMIT 1",
        (meeting_id,),
    )
    return cast(Decision, found[0]) if found else None


def votes_of(
    reader: Reads, meeting_id: str, *, at: datetime | None = None
) -> tuple[VoteRecord, ...]:
    """Return all votes of a meeting in the order they were opened, each at its own minute.

    One that is still open is counted at `at`; without it, at the end of the meeting or the last line.
    """
    found = reader.rows(
        "SELECT d.id, coalesce(m.ended_at, (SELECT max(given_at) FROM vote_line v "
        "WHERE v.decision_id = d.id AND v.deleted = 0), d.opened_at) FROM decision d "
        "JOIN meeting m ON m.id = d.meeting_id "
        "WHERE d.meeting_id = ? AND d.rule <> '' AND d.deleted = 0 ORDER BY d.opened_at, d.id",
        (meeting_id,),
    )
    records = (
        vote_record(reader, id, at=at or datetime.fromisoformat(last))
        for id, last in found
        if at is not None or last is not None
    )
    return tuple(record for record in records if record is not None)


def what_to_ask(reader: Reads, meeting_id: str, agenda_item_id: str = "") -> ToAsk:
    """Return what an agenda item offers for a vote: its open barriers, and a decision written down
    there and not put to the vote yet; with the group's usual rule, where it has one.
    """
    meeting = cast(Meeting | None, reader.get(NOUN["meeting"], meeting_id))
    group_id = meeting.group_id if meeting is not None and meeting.group_id else ""
    group = cast(WorkGroup | None, reader.get(NOUN["work_group"], group_id))
    here = "r.meeting_id = ? AND coalesce(r.agenda_item_id, '') = ? AND r.deleted = 0"
    done = ", ".join(f"'{one.value}'" for one in BARRIER.finished)
    barriers = reader.records(
        BARRIER,
        f"WHERE {here} AND r.status NOT IN ({done}) ORDER BY r.heard_at, r.id",
        (meeting_id, agenda_item_id),
    )
    drafted = reader.records(
        DECISION,
        f"WHERE {here} AND r.status = ? ORDER BY r.heard_at DESC, r.id DESC LIMIT 1",
        (meeting_id, agenda_item_id, DecisionStatus.DRAFTED.value),
    )
    return ToAsk(
        tuple(cast(Barrier, one) for one in barriers),
        cast(Decision, drafted[0]) if drafted else None,
        _rule_of(group),
    )


def _rule_of(group: WorkGroup | None) -> DecisionRule | None:
    """The usual rule of a group; one that cannot be read is none, for it can be chosen anew."""
    if group is None or not group.decision_rule:
        return None
    try:
        return from_snapshot(group.decision_rule)
    except UserError:
        return None


def conflicts_of(reader: Reads, decision: Decision) -> tuple[Declared, ...]:
    """Return the conflicts declared for a decision: for itself, or for a matter it is about."""
    about = matters_of(reader, decision)
    marks = ", ".join("?" * len(about))
    found = [
        cast(ConflictOfInterest, one)
        for one in reader.records(
            NOUN["conflict_of_interest"],
            f"WHERE r.about_id IN ({marks}) AND r.deleted = 0 ORDER BY r.created_at, r.id",
            about,
        )
    ]
    names = dict(
        reader.rows(
            f"SELECT id, name FROM person WHERE id IN ({', '.join('?' * len(found))})",
            tuple(one.person_id for one in found),
        )
        if found
        else ()
    )
    return tuple(Declared(one, names.get(one.person_id, "")) for one in found)


def matters_of(reader: Reads, decision: Decision) -> tuple[str, ...]:
    """Return the keys of what a decision is about: its agenda item, those it decides, and itself.

    The first is where a conflict is declared that is typed into the vote.
    """
    block = [
        id
        for (id,) in reader.rows(
            "SELECT to_id FROM link WHERE from_id = ? AND kind = ? AND to_noun = 'agenda_item' "
            "AND deleted = 0 ORDER BY to_id",
            (decision.id, LinkKind.DECIDES.value),
        )
    ]
    first = () if block or not decision.agenda_item_id else (decision.agenda_item_id,)
    return tuple(dict.fromkeys((*first, decision.id, *block)))


def options_of(decision: Decision, rule: DecisionRule) -> tuple[VoteOption, ...]:
    """Return what is chosen between, with the records these are; a typed option has none."""
    refs = decision.options.split(" ") if decision.options else []
    found: list[VoteOption] = []
    for number, label in enumerate(rule.options, start=1):
        noun, _, id = refs[number - 1].partition(":") if number <= len(refs) else ("", "", "")
        found.append(VoteOption(number, label, Ref(noun, id) if noun in NOUN and id else None))
    return tuple(found)


def consent_block(
    meeting: Meeting, items: Sequence[AgendaItem], *, id: str, at: datetime, title: str = ""
) -> OpenVote:
    """Return what opens one consent round over a block of agenda items, as one decision.

    `id` is the key of the new decision. Leave out what somebody pulled out of the block. When the
    round passes, items that are still planned are done with it. Raises UserError for no items.
    """
    if not items:
        raise UserError(
            "There is nothing in the consent block.", "Add an item to it, or go on with the agenda."
        )
    rule = usual_rule(Method.CONSENT)
    decision = Decision(
        id=id,
        title=title or "Consent agenda",
        proposal="\n".join(item.title for item in items),
        group_id=meeting.group_id,
        meeting_id=meeting.id,
        agenda_item_id=items[0].id,
        method=Method.CONSENT,
        rule=snapshot(rule),
        opened_at=at,
        heard_at=at,
    )
    block = (link("decision", id, LinkKind.DECIDES, "agenda_item", item.id) for item in items)
    return OpenVote(decision, tuple(block))


def read_vote(record: VoteRecord, typed: str) -> Reading:
    """Read a typed line after those of the round; who declared a conflict is not given an answer."""
    reading = read_line(typed, record.sheet, record.entries)
    if reading.entry is None:
        return reading
    kept_out = {one.conflict.person_id: one for one in record.conflicts}
    for ballot in reading.entry.ballots:
        declared = kept_out.get(ballot.person_id)
        if declared is not None and ballot.answer.stance is not Stance.RECUSED:
            first = declared.name.split(" ", 1)[0].casefold()
            words = (
                f"{declared.name} is recused. Type “{first} clear” if the conflict no longer holds."
            )
            start = len(typed) - len(typed.lstrip())
            word = typed.split(maxsplit=1)[0]
            return Reading(typed, refusal=Refusal((start, start + len(word)), words))
    return reading


def waiting(record: VoteRecord) -> tuple[str, ...]:
    """Return whose votes are not answered yet; none where answers without a name were typed."""
    if any(ballot.anonymous for ballot in record.ballots):
        return ()
    said = {ballot.person_id: ballot.answer.stance for ballot in record.ballots}
    names: list[str] = []
    for unit in record.room.here:
        stances = [said.get(voter.person_id) for voter in unit.voters]
        answered = any(stance not in (None, Stance.RECUSED) for stance in stances)
        if not answered and any(stance is None for stance in stances):
            names.append(unit.name)
    return tuple(names)


def objections(record: VoteRecord) -> tuple[Objection, ...]:
    """Return everybody's last objection over all rounds, in the order they were first raised."""
    raised: dict[str, tuple[int, Answer]] = {}
    for round in record.rounds:
        for entry in round.entries:
            for ballot in entry.ballots:
                if ballot.answer.stance is Stance.OBJECTION and ballot.person_id:
                    raised[ballot.person_id] = (round.number, ballot.answer)
            for person in entry.cleared:
                if round.number == record.round:
                    raised.pop(person, None)
    now = {one.person_id: one.answer for one in record.ballots if one.person_id}
    return tuple(
        Objection(record.names.get(person, ""), number, answer, now.get(person))
        for person, (number, answer) in raised.items()
    )


def what_helps(record: VoteRecord) -> str:
    """Say what would let a vote be closed that cannot be closed now. For the facilitator: has names."""
    count = record.tally
    if count.result is Result.TO_BE_HEARD:
        return f"Hear them, then begin round {record.round + 1}."
    missing = waiting(record)
    if not count.quorum.met and record.rule.quorum.basis is Basis.SEATED:
        return "Note who has come in, or set the vote aside until enough are here."
    if missing and (count.answered == 0 or count.answered < count.expected):
        named = spoken_list(missing) if len(missing) <= _NAMED else f"{len(missing)} answers"
        return f"Still to answer: {named}."
    return "Correct the answers, or set the vote aside."


def kept_back(reader: Reads) -> frozenset[str]:
    """Return the keys of typed lines that never leave a workspace: of votes that were secret or are
    told by organisation. What they came to stands in the decision.
    """
    rows = reader.rows(
        "SELECT v.id FROM vote_line v JOIN decision d ON d.id = v.decision_id "
        "WHERE d.rule <> '' AND CASE WHEN json_valid(d.rule) "
        "THEN coalesce(json_extract(d.rule, '$.showing'), '') ELSE '' END <> ?",
        (Showing.NAMED.value,),
    )
    return frozenset(id for (id,) in rows)


def _lines(reader: Reads, decision_id: str) -> tuple[VoteLine, ...]:
    found = reader.records(
        NOUN["vote_line"],
        "WHERE r.decision_id = ? AND r.deleted = 0 ORDER BY r.round, r.position, r.id",
        (decision_id,),
    )
    return tuple(cast(VoteLine, one) for one in found)


def recorded(record: VoteRecord | None) -> VoteRecord:
    """Return a vote that must be there. Raises UserError if there is none."""
    if record is None:
        raise UserError(
            "This was never put to the vote, or it is no longer in the workspace.",
            "Nothing was changed. Open the vote from the meeting.",
        )
    return record
