"""What is known of a barrier between meetings: where it stands, who spoke of it, what says the same,
who was told, and how long it has waited. Read only; `barrier_steps` writes.

A barrier that was merged into another keeps its own record and words; whatever is asked of the other
is asked of its whole family.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from nghs_desktop.base.clock import from_text, to_text
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.attention import Attention, KeptReferral, StateChange
from nghs_desktop.domain.barrier_life import (
    Change,
    Question,
    answered,
    change_problem,
    completeness_words,
    is_stale,
    may_become,
    stale_words,
)
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.nouns import BARRIER, NOUN, show_number
from nghs_desktop.domain.referrals import ReferralState
from nghs_desktop.domain.spoken import spoken_day_of_year, spoken_list
from nghs_desktop.services.rows import NamedRow
from nghs_desktop.storage.reader import Reads

_OUT = (ReferralState.SENT, ReferralState.ACKNOWLEDGED, ReferralState.ACCEPTED,
        ReferralState.SPLIT, ReferralState.WORKED)  # fmt: skip
"""States in which a referral is with the other group."""

_LATEST = 12
_NAMES = 4


@frozen
class Voice:
    """One time that a barrier was heard: in which record, by whom, when."""

    row: NamedRow
    by: str
    at: datetime | None


@frozen
class Next:
    """A status that can follow now, and why not yet where a guard holds it back."""

    to: BarrierStatus
    problem: str = ""


@frozen
class ToldRow:
    """One row of attention: who was told, in words, and the record."""

    attention: Attention

    @property
    def words(self) -> str:
        """Return who was told and how: State board · by e-mail."""
        return " · ".join(filter(None, (self.attention.audience, self.attention.channel)))


@frozen
class BarrierStanding:
    """All that its process shows of a barrier.

    `merged_into` is the one it was merged into, `merged` those that were merged into it; `changes`
    are the newest first; `referrals` the newest first; `groups` are the groups it can be referred to.
    """

    barrier: Barrier
    code: str
    since: datetime | None
    since_by: str
    nexts: tuple[Next, ...]
    stale: str
    voices: tuple[Voice, ...]
    merged: tuple[NamedRow, ...]
    merged_into: NamedRow | None
    told: tuple[ToldRow, ...]
    referrals: tuple[KeptReferral, ...]
    groups: tuple[WorkGroup, ...]
    changes: tuple[StateChange, ...]

    @property
    def missing(self) -> tuple[Question, ...]:
        """Return the questions that have no answer yet."""
        return tuple(one for one, there in answered(self.barrier).items() if not there)

    @property
    def completeness(self) -> str:
        """Return how complete it is, in words."""
        return completeness_words(self.barrier)

    def words(self, today: date) -> str:
        """Return where it stands and since when: Framed since 3 November, by Dana Reyes."""
        words = self.barrier.status.label
        if self.since is not None:
            words += f" since {spoken_day_of_year(self.since.astimezone().date(), today)}"
        return f"{words}, by {self.since_by}" if self.since_by else words

    def heard(self, today: date) -> str:
        """Return how often it was heard, by whom, since when."""
        return heard_words(self.voices, today)


def heard_words(voices: tuple[Voice, ...], today: date) -> str:
    """Return how often something was heard, by whom, since when."""
    if not voices:
        return ""
    names = list(dict.fromkeys(one.by for one in voices if one.by))
    words = "Heard once" if len(voices) == 1 else f"Heard {len(voices)} times"
    if names:
        more = len(names) - _NAMES
        listed = [*names[:_NAMES], f"{more} more"] if more > 0 else names
        words += f", by {spoken_list(listed)}"
    first = min((one.at for one in voices if one.at is not None), default=None)
    if first is not None:
        words += f", {'' if len(voices) == 1 else 'since '}"
        words += spoken_day_of_year(first.astimezone().date(), today)
    return words


def barrier_standing(reader: Reads, barrier_id: str, now: datetime) -> BarrierStanding | None:
    """Return where a barrier stands, or None when it is gone."""
    barrier = cast("Barrier | None", reader.get(BARRIER, barrier_id))
    if barrier is None or barrier.deleted:
        return None
    family = family_of(reader, barrier_id)
    changes = changes_of(reader, "barrier", barrier_id)
    referrals = referrals_of(reader, family)
    last = changes[0] if changes else None
    if last is None or last.after != barrier.status:
        since, by = barrier.heard_at if barrier.status is BarrierStatus.CAPTURED else None, ""
    else:
        since, by = last.at, last.by
    return BarrierStanding(
        barrier,
        show_number(BARRIER, barrier.number),
        since,
        by,
        tuple(_next(barrier, to, referrals) for to in may_become(barrier.status)),
        _stale(reader, barrier, changes, now),
        voices(reader, family),
        tuple(one for key in family[1:] if (one := _named(reader, key)) is not None),
        _named(reader, barrier.merged_into_id) if barrier.merged_into_id else None,
        told_of(reader, family),
        referrals,
        _other_groups(reader, barrier.group_id),
        changes,
    )


def _next(barrier: Barrier, to: BarrierStatus, referrals: tuple[KeptReferral, ...]) -> Next:
    """Return a status that can follow; what is asked for in place is taken as given."""
    given = Change(
        to,
        why="given",
        confirmed_by_id="given",
        confirmed_by_affected=True,
        look_again=True,
        referral_id=next((one.id for one in referrals if one.state in _OUT), ""),
    )
    return Next(to, change_problem(barrier, given))


# -- family, voices, told ----------------------------------------------------------------------


def family_of(reader: Reads, barrier_id: str) -> tuple[str, ...]:
    """Return the keys of a barrier and of all that were merged into it, itself first."""
    rows = reader.rows(
        "SELECT id FROM barrier WHERE merged_into_id = ? AND deleted = 0 ORDER BY number",
        (barrier_id,),
    )
    return (barrier_id, *(id for (id,) in rows))


def voices(reader: Reads, family: tuple[str, ...]) -> tuple[Voice, ...]:
    """Return each time a barrier was heard, oldest first: itself, those merged into it, and the
    notes that are linked to any of them."""
    marks = ", ".join("?" * len(family))
    rows = reader.rows(
        f"SELECT 'barrier', r.id, r.title, r.number, p.name, r.heard_at FROM barrier r "
        f"LEFT JOIN person p ON p.id = r.said_by_id AND p.deleted = 0 "
        f"WHERE r.id IN ({marks}) AND r.deleted = 0 "
        "UNION SELECT 'note', r.id, r.title, r.number, p.name, r.heard_at FROM note r "
        "LEFT JOIN person p ON p.id = r.said_by_id AND p.deleted = 0 "
        "WHERE r.deleted = 0 AND r.id IN ("
        f"SELECT from_id FROM link WHERE to_id IN ({marks}) AND from_noun = 'note' AND deleted = 0 "
        f"UNION SELECT to_id FROM link WHERE from_id IN ({marks}) AND to_noun = 'note' "
        "AND deleted = 0) ORDER BY 6, 2",
        (*family, *family, *family),
    )
    return tuple(
        Voice(
            NamedRow(noun, id, title, show_number(NOUN[noun], number)),
            by or "",
            from_text(at) if at else None,
        )
        for noun, id, title, number, by, at in rows
    )


def told_of(reader: Reads, family: tuple[str, ...]) -> tuple[ToldRow, ...]:
    """Return who was told of a barrier, the newest first."""
    found = reader.records(
        NOUN["attention"],
        f"WHERE r.deleted = 0 AND r.barrier_id IN ({', '.join('?' * len(family))}) "
        "ORDER BY r.told_on DESC, r.id DESC",
        family,
    )
    return tuple(ToldRow(one) for one in cast(list[Attention], found))


def changes_of(reader: Reads, noun: str, id: str) -> tuple[StateChange, ...]:
    """Return the changes of a record's state, the newest first."""
    found = reader.records(
        NOUN["state_change"],
        "WHERE r.deleted = 0 AND r.about_noun = ? AND r.about_id = ? ORDER BY r.at DESC, r.rowid DESC",
        (noun, id),
    )
    return tuple(cast(list[StateChange], found))


def referrals_of(reader: Reads, family: tuple[str, ...]) -> tuple[KeptReferral, ...]:
    """Return the referrals that any of these barriers is in, the newest first."""
    tests = " OR ".join("instr(r.barriers, ?)" for _ in family)
    found = reader.records(
        NOUN["referral"],
        f"WHERE r.deleted = 0 AND ({tests}) ORDER BY r.created_at DESC, r.id DESC",
        family,
    )
    return tuple(cast(list[KeptReferral], found))


def _named(reader: Reads, id: str) -> NamedRow | None:
    rows = reader.rows(
        "SELECT title, number, status FROM barrier WHERE id = ? AND deleted = 0", (id,)
    )
    if not rows:
        return None
    title, number, status = rows[0]
    return NamedRow("barrier", id, title, show_number(BARRIER, number), BarrierStatus(status).label)


def _other_groups(reader: Reads, group_id: str | None) -> tuple[WorkGroup, ...]:
    found = reader.records(
        NOUN["work_group"],
        "WHERE r.deleted = 0 AND r.id IS NOT ? ORDER BY r.position, r.name",
        (group_id,),
    )
    return tuple(cast(list[WorkGroup], found))


# -- stale, without an owner -------------------------------------------------------------------


def _stale(reader: Reads, barrier: Barrier, changes: tuple[StateChange, ...], now: datetime) -> str:
    since = max(filter(None, (barrier.heard_at, changes[0].at if changes else None)), default=None)
    if barrier.group_id is None or since is None:
        return ""
    count = _meetings_since(reader, barrier.group_id, since, now)
    return stale_words(count) if is_stale(barrier, count) else ""


def _meetings_since(reader: Reads, group_id: str, since: datetime, now: datetime) -> int:
    """Count the meetings of a group that were held after a moment."""
    rows = reader.rows(
        "SELECT count(*) FROM meeting WHERE group_id = ? AND deleted = 0 "
        "AND started_at > ? AND started_at <= ?",
        (group_id, to_text(since), to_text(now)),
    )
    return int(rows[0][0])


def stale_barriers(reader: Reads, group_id: str, now: datetime) -> tuple[tuple[NamedRow, str], ...]:
    """Return a group's barriers that wait for a next step, the longest wait first, with their words."""
    found = cast(
        list[Barrier],
        reader.records(
            BARRIER,
            "WHERE r.deleted = 0 AND r.group_id = ? AND trim(r.next_step) = '' "
            "AND r.merged_into_id IS NULL AND r.status IN ('captured', 'triaged', 'framed', "
            "'reopened') ORDER BY r.heard_at",
            (group_id,),
        ),
    )
    held = [
        from_text(at)
        for (at,) in reader.rows(
            "SELECT started_at FROM meeting WHERE group_id = ? AND deleted = 0 AND started_at <= ?",
            (group_id, to_text(now)),
        )
    ]
    moved = {
        id: from_text(at)
        for id, at in reader.rows(
            "SELECT about_id, max(at) FROM state_change WHERE about_noun = 'barrier' "
            "AND deleted = 0 AND at IS NOT NULL GROUP BY about_id"
        )
    }
    rows = []
    for one in found:
        since = max(filter(None, (one.heard_at, moved.get(one.id))), default=None)
        count = sum(at > since for at in held) if since is not None else 0
        if is_stale(one, count):
            code = show_number(BARRIER, one.number)
            row = NamedRow("barrier", one.id, one.title, code, one.status.label)
            rows.append((count, row))
    rows.sort(key=lambda pair: -pair[0])
    return tuple((row, stale_words(count)) for count, row in rows)


def barriers_without_owner(reader: Reads, group_id: str) -> tuple[NamedRow, ...]:
    """Return a group's open barriers that nobody has, the oldest first."""
    finished = tuple(str(one) for one in BARRIER.finished)
    rows = reader.rows(
        "SELECT id, title, number, status FROM barrier WHERE deleted = 0 AND group_id = ? "
        "AND owner_id IS NULL AND merged_into_id IS NULL "
        f"AND status NOT IN ({', '.join('?' * len(finished))}) ORDER BY heard_at, number",
        (group_id, *finished),
    )
    return tuple(
        NamedRow("barrier", id, title, show_number(BARRIER, number), BarrierStatus(status).label)
        for id, title, number, status in rows
    )


def barrier_ref(id: str) -> Ref:
    """Return which record a barrier is."""
    return Ref("barrier", id)
