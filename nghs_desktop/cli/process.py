"""The commands of barriers and of referrals between groups: what the panels of the window do."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from nghs_desktop.base.clock import system_clock, to_text
from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.cli.arguments import WrongUse
from nghs_desktop.cli.output import say, say_columns, say_json, say_json_list
from nghs_desktop.cli.workspaces import reading, writing
from nghs_desktop.domain.attention import Attention, KeptReferral, StateChange
from nghs_desktop.domain.barrier_commands import (
    ChangeBarrierState,
    MergeBarriers,
    MoveReferral,
    SplitReferral,
)
from nghs_desktop.domain.barrier_life import answered
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.nouns import BARRIER, NOUN, show_number
from nghs_desktop.domain.people import Person
from nghs_desktop.domain.referrals import Ask, ReferralState
from nghs_desktop.services.barriers import (
    BarrierStanding,
    barrier_standing,
    barriers_without_owner,
    stale_barriers,
)
from nghs_desktop.services.by_name import UnknownName, group_by_name
from nghs_desktop.services.referring import (
    BY_ORIGIN,
    ReferralRow,
    answers_for,
    new_referral,
    referral_standing,
    unacknowledged,
    unanswered,
)
from nghs_desktop.storage.reader import Reader

if TYPE_CHECKING:
    import argparse


def carry_out(options: argparse.Namespace) -> int:
    """Do what was asked; return the exit code."""
    match (options.command, options.what):
        case ("barrier", "show"):
            _show_barrier(options)
        case ("barrier", "move"):
            _move_barrier(options)
        case ("barrier", "same"):
            _same(options)
        case ("barrier", "merge"):
            _merge(options)
        case ("barrier", "told"):
            _told(options)
        case ("referral", "new"):
            _new_referral(options)
        case ("referral", "list"):
            _list_referrals(options)
        case ("referral", "show"):
            _show_referral(options)
        case ("referral", "move"):
            _move_referral(options)
        case ("referral", "split"):
            _split_referral(options)
    return 0


# -- which -------------------------------------------------------------------------------------


def _barrier(reader: Reader, typed: str) -> Barrier:
    """Return the barrier of a key, a number (B-024) or the beginning of a title."""
    digits = typed.upper().removeprefix("B-")
    if digits.isascii() and digits.isdecimal():
        where, value = "r.number = ?", str(int(digits))
    else:
        where, value = "(r.id = ?1 OR r.title LIKE ?1 || '%')", typed
    rows = reader.records(BARRIER, f"WHERE r.deleted = 0 AND {where} LIMIT 2", (value,))
    found = cast(list[Barrier], rows)
    if not found:
        raise UnknownName(f"There is no barrier “{typed}”.", "list barrier shows those there are.")
    if len(found) > 1:
        codes = " or ".join(show_number(BARRIER, one.number) for one in found)
        raise UnknownName(f"“{typed}” could be {codes}.", "Type its number.")
    return found[0]


def _referral(reader: Reader, typed: str) -> KeptReferral:
    """Return the referral of a key, or the beginning of a key or of a title."""
    rows = reader.records(
        NOUN["referral"],
        "WHERE r.deleted = 0 AND (r.id LIKE ?1 || '%' OR r.title LIKE ?1 || '%') "
        "ORDER BY r.id = ?1 DESC LIMIT 2",
        (typed,),
    )
    found = cast(list[KeptReferral], rows)
    if not found:
        raise UnknownName(f"There is no referral “{typed}”.", "referral list shows them.")
    if len(found) > 1 and found[0].id != typed:
        raise UnknownName(f"“{typed}” could be several referrals.", "Type its id.")
    return found[0]


def _person(reader: Reader, typed: str) -> Person:
    rows = reader.records(
        NOUN["person"],
        "WHERE r.deleted = 0 AND plain(r.name) LIKE plain(?) || '%' LIMIT 2",
        (typed,),
    )
    found = cast(list[Person], rows)
    if len(found) != 1:
        raise UnknownName(f"“{typed}” is nobody here, or more than one.", "Type the whole name.")
    return found[0]


def _word(words: type[Word], typed: str) -> Word:
    wanted = typed.strip().lower().replace(" ", "_").replace("-", "_")
    for word in words:
        if wanted in (str(word), word.label.lower().replace(" ", "_")):
            return word
    names = ", ".join(str(word) for word in words)
    raise WrongUse(f"“{typed}” is no state.", f"There is {names}.")


# -- barriers ----------------------------------------------------------------------------------


def barrier_as_json(found: BarrierStanding) -> dict[str, Any]:
    """Return where a barrier stands as the command line hands it out; the keys are stable."""
    one = found.barrier
    return {
        "id": one.id,
        "code": found.code,
        "title": one.title,
        "status": str(one.status),
        "since": to_text(found.since) if found.since else None,
        "answered": {str(key): there for key, there in answered(one).items()},
        "next": [{"status": str(step.to), "problem": step.problem} for step in found.nexts],
        "stale": found.stale,
        "voices": [
            {
                "kind": voice.row.noun,
                "code": voice.row.code,
                "by": voice.by,
                "at": to_text(voice.at) if voice.at else None,
            }
            for voice in found.voices
        ],
        "merged": [row.code for row in found.merged],
        "merged_into": found.merged_into.code if found.merged_into else None,
        "told": [
            {
                "who": row.attention.audience,
                "how": row.attention.channel,
                "on": row.attention.told_on.isoformat() if row.attention.told_on else None,
                "asked": row.attention.ask,
                "answer": row.attention.response,
            }
            for row in found.told
        ],
        "referrals": [{"id": row.id, "state": str(row.state)} for row in found.referrals],
        "changes": [_change_as_json(change) for change in found.changes],
    }


def _change_as_json(change: StateChange) -> dict[str, Any]:
    return {
        "from": change.before,
        "to": change.after,
        "at": to_text(change.at) if change.at else None,
        "by": change.by,
        "why": change.why,
        "rule": change.rule,
    }


def _show_barrier(options: argparse.Namespace) -> None:
    with reading(options) as reader:
        found = _standing(reader, _barrier(reader, options.barrier).id)
    _tell_barrier(found, options)


def _standing(reader: Reader, id: str) -> BarrierStanding:
    found = barrier_standing(reader, id, system_clock())
    assert found is not None
    return found


def _tell_barrier(found: BarrierStanding, options: argparse.Namespace) -> None:
    if options.json:
        say_json(barrier_as_json(found))
        return
    today = system_clock().astimezone().date()
    say_columns(found.code, found.barrier.title)
    say(f"{found.words(today)}. {found.completeness}")
    for line in (found.heard(today), found.stale):
        if line:
            say(line)
    if found.merged_into:
        say(f"Merged into {found.merged_into.code}")
    for step in found.nexts:
        say_columns("-", str(step.to), step.problem)


def _move_barrier(options: argparse.Namespace) -> None:
    to = cast(BarrierStatus, _word(BarrierStatus, options.status))
    with writing(options) as workspace:
        one = workspace.read_here(lambda reader: _barrier(reader, options.barrier))
        person = (
            workspace.read_here(lambda reader: _person(reader, options.confirmed_by))
            if options.confirmed_by
            else None
        )
        command = ChangeBarrierState(
            new_id(),
            one.id,
            to,
            system_clock(),
            options.why or "",
            confirmed_by_id=person.id if person else "",
            look_again=options.look_again,
        )
        workspace.run(command).result()
        _tell_barrier(workspace.read_here(lambda reader: _standing(reader, one.id)), options)


def _same(options: argparse.Namespace) -> None:
    from nghs_desktop.services.duplicates import duplicates

    with reading(options) as reader:
        found = duplicates(reader, options.text)
    if options.json:
        say_json_list(
            {
                "id": one.row.id,
                "code": one.row.code,
                "title": one.row.name,
                "nearness": one.nearness,
            }
            for one in found
        )
        return
    for one in found:
        say_columns(one.row.code, f"{one.nearness} %", one.row.name)


def _merge(options: argparse.Namespace) -> None:
    with writing(options) as workspace:
        merged = workspace.read_here(lambda reader: _barrier(reader, options.barrier))
        kept = workspace.read_here(lambda reader: _barrier(reader, options.into))
        workspace.run(MergeBarriers(new_id(), kept.id, merged.id, system_clock())).result()
        _tell_barrier(workspace.read_here(lambda reader: _standing(reader, kept.id)), options)


def _told(options: argparse.Namespace) -> None:
    if not options.who.strip():
        raise WrongUse("Say who was told.")
    with writing(options) as workspace:
        one = workspace.read_here(lambda reader: _barrier(reader, options.barrier))
        today = system_clock().astimezone().date()
        made = Attention(
            id=new_id(),
            barrier_id=one.id,
            audience=options.who.strip(),
            channel=options.how or "",
            told_on=options.on or today,
            ask=options.asked or "",
            response=options.answer or "",
            responded_on=today if options.answer else None,
        )
        workspace.run(LogRecords((made,), label="note who was told")).result()
        _tell_barrier(workspace.read_here(lambda reader: _standing(reader, one.id)), options)


# -- referrals ---------------------------------------------------------------------------------


def referral_as_json(row: ReferralRow) -> dict[str, Any]:
    """Return a referral as the command line hands it out; the keys are stable."""
    one = row.referral
    return {
        "id": one.id,
        "title": one.title,
        "from": row.from_group,
        "to": row.to_group,
        "ask": str(one.ask),
        "why": one.why,
        "state": str(one.state),
        "clock": row.clock,
        "late": row.late,
        "acknowledge_by": one.acknowledge_by.isoformat() if one.acknowledge_by else None,
        "answer": one.answer,
        "barriers": one.barriers.split(),
        "part_of": one.part_of_id,
    }


def _new_referral(options: argparse.Namespace) -> None:
    with writing(options) as workspace:
        one = workspace.read_here(lambda reader: _barrier(reader, options.barrier))
        to = workspace.read_here(lambda reader: group_by_name(reader, options.to))
        made = new_referral(one, to, now=system_clock(), by=workspace.actor)
        made = replace(made, why=options.why or made.why, ask=Ask(options.ask))
        workspace.run(LogRecords((made,), label="draft a referral")).result()
        if options.json:
            workspace.read_here(lambda reader: _tell_referral(reader, made.id, options))
        else:
            say(made.id)


def _list_referrals(options: argparse.Namespace) -> None:
    now = system_clock()
    with reading(options) as reader:
        group = group_by_name(reader, options.group)
        waiting = {
            "to acknowledge": unacknowledged(reader, group.id, now),
            "to answer": unanswered(reader, group.id, now),
            "answered": answers_for(reader, group.id, now),
        }
        owners = barriers_without_owner(reader, group.id)
        late = stale_barriers(reader, group.id, now)
    if options.json:
        say_json(
            {
                **{
                    key.replace(" ", "_"): [referral_as_json(row) for row in rows]
                    for key, rows in waiting.items()
                },
                "without_owner": [row.code for row in owners],
                "stale": [{"code": row.code, "words": words} for row, words in late],
            }
        )
        return
    for key, rows in waiting.items():
        for row in rows:
            say_columns(key, row.referral.id, row.words, row.referral.title, row.clock)
    for one in owners:
        say_columns("without an owner", one.code, one.name)
    for one, words in late:
        say_columns(words.lower(), one.code, one.name)


def _show_referral(options: argparse.Namespace) -> None:
    with reading(options) as reader:
        _tell_referral(reader, _referral(reader, options.referral).id, options)


def _tell_referral(reader: Reader, id: str, options: argparse.Namespace) -> None:
    found = referral_standing(reader, id, system_clock())
    assert found is not None
    if options.json:
        told = referral_as_json(found.row)
        told["next"] = [
            {"state": str(one.to), "group": one.group, "problem": one.problem}
            for one in found.nexts
        ]
        told["parts"] = [part.referral.id for part in found.parts]
        told["changes"] = [_change_as_json(change) for change in found.changes]
        say_json(told)
        return
    say_columns(found.row.words, found.referral.state.label, found.row.clock)
    for line in (found.referral.why, found.referral.answer):
        if line:
            say(line)
    for one in found.barriers:
        say_columns("-", one.code, one.name)
    for step in found.nexts:
        say_columns("next:", str(step.to), f"by {step.group}", step.problem)


def _move_referral(options: argparse.Namespace) -> None:
    to = cast(ReferralState, _word(ReferralState, options.state))
    with writing(options) as workspace:
        kept = workspace.read_here(lambda reader: _referral(reader, options.referral))
        group = kept.from_group_id if to in BY_ORIGIN else kept.to_group_id
        if options.group:
            named = workspace.read_here(lambda reader: group_by_name(reader, options.group))
            group = named.id
        command = MoveReferral(
            new_id(), kept.id, to, system_clock(), group or "", options.why or ""
        )
        workspace.run(command).result()
        workspace.read_here(lambda reader: _tell_referral(reader, kept.id, options))


def _split_referral(options: argparse.Namespace) -> None:
    with writing(options) as workspace:
        kept = workspace.read_here(lambda reader: _referral(reader, options.referral))
        by_group: dict[str, list[str]] = {}
        for typed in options.part:
            code, sign, name = typed.partition("=")
            if not sign:
                raise WrongUse(f"“{typed}” is no part.", "Such as --part B-024=funding.")
            one = workspace.read_here(partial(_barrier, typed=code.strip()))
            group = workspace.read_here(partial(group_by_name, text=name.strip()))
            by_group.setdefault(group.id, []).append(one.id)
        if not options.why.strip():
            raise UserError("Split needs its reason.", "Nothing was changed.")
        parts = tuple((new_id(), group, tuple(keys)) for group, keys in by_group.items())
        workspace.run(SplitReferral(new_id(), kept.id, system_clock(), options.why, parts)).result()
        workspace.read_here(lambda reader: _tell_referral(reader, kept.id, options))
