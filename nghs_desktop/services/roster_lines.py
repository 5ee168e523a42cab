"""Does what a typed line says of the room (`domain.roster_line`): names are looked up, commands made.

No writing here and no screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.commands import Command, Together
from nghs_desktop.domain.known_names import Known, begun, index_names, named
from nghs_desktop.domain.meetings import Presence
from nghs_desktop.domain.presence import Where
from nghs_desktop.domain.roster_line import Act, Said
from nghs_desktop.services.attendance import (
    add_guest,
    mark_all_here,
    mark_excused,
    mark_here,
    mark_left,
    moment_of,
    set_stand_in,
    take_back_mark,
)
from nghs_desktop.services.room import RoomState


@frozen
class Match:
    """Whose name was typed: somebody's on the roster, or somebody's the workspace knows."""

    id: str
    name: str


def find_person(state: RoomState, words: str, *, outside: bool = True) -> Match:
    """Return whose name was typed, or its beginning: on the roster first, then elsewhere.

    Raises UserError if it is nobody's, or more than one person's.
    """
    groups = [[Known(person.id, person.seat.name) for person in state.people]]
    if outside:
        groups.append([Known(one.id, one.name) for one in state.outsiders])
    for known in groups:
        index = index_names(known)
        found = named(index, words) or begun(index, words)
        if len(found) > 1:
            names = " or ".join(one.name for one in found[:3])
            raise UserError(f"“{words}” may be {names}.", "Type more of the name.")
        if found:
            return Match(found[0].id, found[0].name)
    raise UserError(
        f"Nobody here is called “{words}”.", f"A guest is added with: guest {words}, organisation."
    )


def obey_roster_line(state: RoomState, said: Iterable[Said], at: datetime) -> Command | None:
    """Return what does all that a line says, as one step. Raises UserError if some of it cannot be."""
    commands = [command for one in said if (command := _obey_one(state, one, at)) is not None]
    if len(commands) <= 1:
        return commands[0] if commands else None
    labels = [one.label for one in commands if isinstance(one, Together)]
    return Together(tuple(commands), f"{labels[0]} and {len(commands) - 1} more")


def _obey_one(state: RoomState, said: Said, at: datetime) -> Command | None:
    moment = moment_of(state, said.at, at) if said.at is not None else at
    if said.act is Act.ALL:
        return mark_all_here(state, moment)
    if said.act is Act.GUEST:
        known = [one for one in state.people if one.seat.name.casefold() == said.who.casefold()]
        if known:
            return mark_here(state, known[0].id, moment)
        outside = [one for one in state.outsiders if one.name.casefold() == said.who.casefold()]
        if outside:
            return mark_here(state, outside[0].id, moment)
        return add_guest(state, said.who, moment, organization=said.organization)
    person = find_person(state, said.who)
    if said.act is Act.STANDS_IN:
        return set_stand_in(state, person.id, find_person(state, said.other, outside=False).id)
    if said.act is Act.HERE:
        is_remote = state.where(person.id, at) is Where.REMOTE
        return mark_here(state, person.id, moment, remote=is_remote)
    acts: dict[Act, Callable[[], Command | None]] = {
        Act.ROOM: lambda: mark_here(state, person.id, moment),
        Act.REMOTE: lambda: mark_here(state, person.id, moment, remote=True),
        Act.LEFT: lambda: mark_left(state, person.id, moment),
        Act.NOT_HERE: lambda: take_back_mark(state, person.id),
        Act.EXCUSED: lambda: mark_excused(state, person.id, at),
        Act.ABSENT: lambda: mark_excused(state, person.id, at, presence=Presence.ABSENT),
    }
    return acts[said.act]()
