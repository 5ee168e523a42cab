"""What is known of a referral between groups: from whom to whom, what is in it, how long it has
waited, what may come next and who may do it. Read only; `referral_steps` writes.

The moves of a referral are its kept changes of state; nothing is counted twice.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import cast

from nghs_desktop.base.clock import from_text, to_text
from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.attention import KeptReferral, StateChange
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.nouns import BARRIER, NOUN, show_number
from nghs_desktop.domain.referrals import (
    Move,
    Referral,
    ReferralState,
    acknowledge_by,
    clock_words,
    may_move,
    move_problem,
)
from nghs_desktop.services.barriers import changes_of
from nghs_desktop.services.rows import NamedRow
from nghs_desktop.storage.reader import Reads

_REFERRAL = NOUN["referral"]
BY_ORIGIN = (ReferralState.SENT, ReferralState.CLOSED)
_REPLIED = (
    ReferralState.RETURNED,
    ReferralState.SPLIT,
    ReferralState.ANSWERED,
    ReferralState.ORIGIN_INFORMED,
)


@frozen
class NextMove:
    """A state that can follow, the group whose move it is, and why not yet where a guard says so."""

    to: ReferralState
    group_id: str
    group: str
    problem: str = ""


@frozen
class ReferralRow:
    """A referral in a list: from whom to whom, how long it has waited, what was answered."""

    referral: KeptReferral
    from_group: str
    to_group: str
    clock: str
    late: bool = False

    @property
    def words(self) -> str:
        """Return from whom to whom."""
        return f"{self.from_group or 'Nobody'} to {self.to_group or 'nobody yet'}"


@frozen
class ReferralStanding:
    """All that its process shows of a referral.

    `whole` is the referral it is a part of, `parts` those it was split into; `changes` are the
    newest first; `groups` are those that a part of it can go to.
    """

    row: ReferralRow
    barriers: tuple[NamedRow, ...]
    whole: ReferralRow | None
    parts: tuple[ReferralRow, ...]
    nexts: tuple[NextMove, ...]
    changes: tuple[StateChange, ...]
    groups: tuple[WorkGroup, ...]

    @property
    def referral(self) -> KeptReferral:
        """Return the record."""
        return self.row.referral


def referral_standing(reader: Reads, referral_id: str, now: datetime) -> ReferralStanding | None:
    """Return where a referral stands, or None when it is gone."""
    kept = cast("KeptReferral | None", reader.get(_REFERRAL, referral_id))
    if kept is None or kept.deleted:
        return None
    names = _group_names(reader)
    parts = parts_of(reader, referral_id)
    rules = as_rules(reader, kept)
    part_rules = tuple(as_rules(reader, one) for one in parts)
    whole = cast("KeptReferral | None", reader.get(_REFERRAL, kept.part_of_id or ""))
    nexts = []
    for to in may_move(rules):
        group = rules.from_group if to in BY_ORIGIN else rules.to_group
        # What is asked for in place, words and a name, is taken as given.
        given = Move(to, max(now, _last(rules)), "given", group, why="given")
        nexts.append(
            NextMove(to, group, names.get(group, ""), move_problem(rules, given, part_rules))
        )
    return ReferralStanding(
        _row(reader, kept, names, now),
        barrier_rows(reader, keys_of(kept)),
        _row(reader, whole, names, now) if whole is not None and not whole.deleted else None,
        tuple(_row(reader, one, names, now) for one in parts),
        tuple(nexts),
        changes_of(reader, "referral", kept.id),
        tuple(
            cast(
                list[WorkGroup],
                reader.records(
                    NOUN["work_group"],
                    "WHERE r.deleted = 0 AND r.id IS NOT ? ORDER BY r.position, r.name",
                    (kept.to_group_id,),
                ),
            )
        ),
    )


def new_referral(
    barrier: Barrier, to_group: WorkGroup | None, *, code: str = "", now: datetime, by: str = ""
) -> KeptReferral:
    """Return the draft that hands a barrier to another group; it is kept with LogRecords."""
    return KeptReferral(
        id=new_id(),
        created_at=now.astimezone(UTC),
        created_by=by,
        title=barrier.title,
        from_group_id=barrier.group_id,
        to_group_id=to_group.id if to_group is not None else None,
        barriers=barrier.id,
        why=barrier.consequence,
        urgency=barrier.impact,
    )


# -- lists: what waits for a group --------------------------------------------------------------


def answers_for(reader: Reads, group_id: str, now: datetime) -> tuple[ReferralRow, ...]:
    """Return the referrals of a group whose answer is there and that are not closed: they stand on
    its next agenda. Parts of what it sent count as its own."""
    mine = [one for one in _all(reader, _REPLIED) if _origin(reader, one) == group_id]
    names = _group_names(reader)
    return tuple(_row(reader, one, names, now) for one in mine)


def unacknowledged(reader: Reads, group_id: str, now: datetime) -> tuple[ReferralRow, ...]:
    """Return the referrals that were sent to a group and that it has not acknowledged, late first."""
    names = _group_names(reader)
    rows = [
        _row(reader, one, names, now)
        for one in _all(reader, (ReferralState.SENT,))
        if one.to_group_id == group_id
    ]
    return tuple(
        sorted(rows, key=lambda row: (not row.late, row.referral.acknowledge_by or date.max))
    )


def unanswered(reader: Reads, group_id: str, now: datetime) -> tuple[ReferralRow, ...]:
    """Return the referrals that a group took on and has not answered, the oldest first."""
    states = (ReferralState.ACKNOWLEDGED, ReferralState.ACCEPTED, ReferralState.WORKED)
    names = _group_names(reader)
    return tuple(
        _row(reader, one, names, now) for one in _all(reader, states) if one.to_group_id == group_id
    )


def _all(reader: Reads, states: tuple[ReferralState, ...]) -> list[KeptReferral]:
    found = reader.records(
        _REFERRAL,
        f"WHERE r.deleted = 0 AND r.state IN ({', '.join('?' * len(states))}) "
        "ORDER BY r.created_at, r.id",
        tuple(str(state) for state in states),
    )
    return cast(list[KeptReferral], found)


def _origin(reader: Reads, kept: KeptReferral) -> str | None:
    """Return the group that first referred: of a part, that of the whole."""
    seen = {kept.id}
    while kept.part_of_id and kept.part_of_id not in seen:
        seen.add(kept.part_of_id)
        whole = cast("KeptReferral | None", reader.get(_REFERRAL, kept.part_of_id))
        if whole is None:
            break
        kept = whole
    return kept.from_group_id


# -- from rows to rules -------------------------------------------------------------------------


def keys_of(kept: KeptReferral) -> tuple[str, ...]:
    """Return the keys of the barriers in a referral."""
    return tuple(kept.barriers.split())


def as_rules(reader: Reads, kept: KeptReferral) -> Referral:
    """Return a kept referral with its moves, as the rules see it."""
    moves = tuple(
        Move(
            ReferralState(one.after),
            one.at or datetime.min.replace(tzinfo=UTC),
            one.by,
            one.group_id or "",
            one.why,
            one.decision_id or "",
        )
        for one in reversed(changes_of(reader, "referral", kept.id))
    )
    return Referral(
        kept.id,
        kept.from_group_id or "",
        kept.to_group_id or "",
        keys_of(kept),
        kept.ask,
        kept.why,
        kept.state,
        moves,
        kept.part_of_id or "",
    )


def parts_of(reader: Reads, referral_id: str) -> tuple[KeptReferral, ...]:
    """Return the live referrals that one was split into."""
    found = reader.records(
        _REFERRAL, "WHERE r.deleted = 0 AND r.part_of_id = ? ORDER BY r.id", (referral_id,)
    )
    return tuple(cast(list[KeptReferral], found))


def meeting_after(reader: Reads, group_id: str | None, moment: datetime) -> date | None:
    """Return the day of a group's first meeting after a moment, if one is set."""
    rows = reader.rows(
        "SELECT min(starts_at) FROM meeting WHERE deleted = 0 AND group_id = ? AND starts_at > ?",
        (group_id, to_text(moment)),
    )
    return from_text(rows[0][0]).astimezone().date() if rows[0][0] else None


def day_to_acknowledge(reader: Reads, group_id: str | None, sent: datetime) -> date:
    """Return the day by which a group acknowledges: its next meeting, or 30 days, the earlier."""
    return acknowledge_by(sent, meeting_after(reader, group_id, sent))


def barrier_rows(reader: Reads, keys: tuple[str, ...]) -> tuple[NamedRow, ...]:
    """Return barriers by name, in the order of their keys."""
    rows = {
        id: NamedRow(
            "barrier", id, title, show_number(BARRIER, number), BarrierStatus(status).label
        )
        for id, title, number, status in reader.rows(
            "SELECT id, title, number, status FROM barrier WHERE deleted = 0 "
            f"AND id IN ({', '.join('?' * len(keys))})",
            keys,
        )
    }
    return tuple(rows[key] for key in keys if key in rows)


def _row(reader: Reads, kept: KeptReferral, names: dict[str, str], now: datetime) -> ReferralRow:
    today = now.astimezone().date()
    rules = as_rules(reader, kept)
    clock = clock_words(rules, today, kept.acknowledge_by)
    sent = rules.reached(ReferralState.SENT)
    if clock and sent is not None and sent.astimezone().date() >= today:
        clock = "Sent today"
    late = (
        kept.state is ReferralState.SENT
        and kept.acknowledge_by is not None
        and kept.acknowledge_by < today
    )
    return ReferralRow(
        kept,
        names.get(kept.from_group_id or "", ""),
        names.get(kept.to_group_id or "", ""),
        clock,
        late,
    )


def _group_names(reader: Reads) -> dict[str, str]:
    return dict(reader.rows("SELECT id, name FROM work_group WHERE deleted = 0"))


def _last(referral: Referral) -> datetime:
    return referral.moves[-1].at if referral.moves else datetime.min.replace(tzinfo=UTC)
