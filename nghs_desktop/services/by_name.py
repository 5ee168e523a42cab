"""Finds what a person means by a typed name: a work group, a meeting, a kind of item.

For the command line, where there is no list to choose from. A name that fits nothing, or more than
one thing, is told with the names there are.
"""

from __future__ import annotations

from collections.abc import Iterable

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.known_names import fold
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.nouns import NOUNS, Noun
from nghs_desktop.services.queries import levers, meetings, work_groups
from nghs_desktop.storage.reader import Reader


class UnknownName(UserError):
    """A typed name that fits nothing, or more than one thing."""


def group_by_name(reader: Reader, text: str) -> WorkGroup:
    """Return the work group of a name, a lever, or the beginning of one; UnknownName otherwise."""
    groups = {group.id: group for group in work_groups(reader)}
    lever_names = {lever.id: lever.name for lever in levers(reader)}
    names = [
        (name, group.id)
        for group in groups.values()
        for name in (group.name, lever_names.get(group.lever_id or "", ""))
        if name
    ]
    found = _meant(text, names)
    if len(found) == 1:
        return groups[found[0]]
    if found:
        several = _listed(groups[id].name for id in found)
        raise UnknownName(f"“{text}” could be {several}.", "Type more of the name.")
    raise UnknownName(
        f"There is no work group “{text}”.",
        f"The work groups are {', '.join(group.name for group in groups.values())}."
        if groups
        else "This workspace has none yet.",
    )


def meeting_by_name(reader: Reader, group: WorkGroup, text: str) -> Meeting | None:
    """Return the meeting of a group by its title or the beginning of one, or None.

    Of several with the same title it is the newest; UnknownName when several begin so.
    """
    of_group = {meeting.id: meeting for meeting in meetings(reader, group.id)}
    exact = [one for one in of_group.values() if fold(one.title) == fold(text)]
    if exact:
        return exact[0]
    found = _meant(text, [(one.title, one.id) for one in of_group.values()])
    if len(found) > 1:
        several = _listed(of_group[id].title for id in found)
        raise UnknownName(f"“{text}” could be {several}.", "Type more of the title.")
    return of_group[found[0]] if found else None


def noun_by_name(text: str, nouns: Iterable[Noun] = NOUNS) -> Noun:
    """Return the noun that a word of the screen names, in the singular or plural."""
    wanted = fold(text).replace("_", " ")
    known = tuple(nouns)
    for noun in known:
        if wanted in (noun.name.replace("_", " "), fold(noun.label), fold(noun.plural)):
            return noun
    words = (noun.name if noun.captured else noun.label.lower() for noun in known)
    raise UnknownName(f"“{text}” is no kind.", f"The kinds are {', '.join(words)}.")


def _meant(text: str, names: list[tuple[str, str]]) -> list[str]:
    """Return the keys whose name is the text, else those whose name begins with it."""
    wanted = fold(text)
    if not wanted:
        return []
    folded = [(fold(name), key) for name, key in names]
    exact = dict.fromkeys(key for name, key in folded if name == wanted)
    begun = dict.fromkeys(key for name, key in folded if name.startswith(wanted))
    return list(exact or begun)


def _listed(names: Iterable[str]) -> str:
    every = [f"“{name}”" for name in names]
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} or {every[-1]}"
