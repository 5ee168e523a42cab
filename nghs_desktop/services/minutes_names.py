"""Who may be named in the minutes of a meeting, and as what: the meeting's rule on names, obeyed in one
place. The choices in words: docs/decisions/0011. No SQL and no screen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.meetings import Attribution

_WORD = re.compile(r"\w+")

A_PARTICIPANT = "A participant"
KNOWN = "Known to the group"

RULES = {
    Attribution.NAMED: "",
    Attribution.ORGANIZATION: "What was said is given by organisation only.",
    Attribution.NONE: "Nobody is named in what was said (Chatham House rule).",
}
"""What minutes say of the rule they keep to."""


@frozen
class Body:
    """A person as minutes may need them: name, organisation, under age or not."""

    name: str
    organization: str = ""
    minor: bool = False


class Names:
    """What people are called under a meeting's rule. `people` are all that may occur, by key."""

    def __init__(self, rule: Attribution, people: Mapping[str, Body] | None = None) -> None:
        self.rule = rule
        self.people: Mapping[str, Body] = people or {}
        self._hidden = self._find_hidden()

    def said_by(self, person_id: str | None) -> str:
        """Return whom a word is given to: a name, an organisation, or nothing."""
        person = self.people.get(person_id or "")
        if person is None or self.rule is Attribution.NONE:
            return ""
        if self.rule is Attribution.ORGANIZATION:
            return person.organization
        return self._name(person)

    def owner(self, person_id: str | None) -> str:
        """Return who does something. Without names the paper still says that it is somebody's."""
        person = self.people.get(person_id or "")
        if person is None:
            return ""
        if self.rule is Attribution.NAMED:
            return self._name(person)
        known = self.rule is Attribution.ORGANIZATION and person.organization
        return person.organization if known else KNOWN

    def present(self, person_id: str | None) -> str:
        """Return a person in a list of who was there or holds an office; "" where there is none."""
        person = self.people.get(person_id or "")
        if person is None or self.rule is Attribution.NONE:
            return ""
        return self._name(person)

    def organization(self, person_id: str) -> str:
        """Return a person's organisation."""
        person = self.people.get(person_id)
        return person.organization if person is not None else ""

    def in_text(self, text: str) -> str:
        """Return words people wrote, with full names of people as the rule has them."""
        if not self._hidden:
            return text
        parts: list[str] = []
        done = 0
        for word in _WORD.finditer(text):
            found = self._name_at(text, word) if word.start() >= done else None
            if found is not None:
                start, end, instead = found
                parts += (text[done:start].removesuffix("@"), instead)
                done = end
        return "".join((*parts, text[done:]))

    def loose(self, text: str) -> tuple[str, ...]:
        """Return first and last names that stand alone in a text whose rule gives no names.

        They are not taken out (a first name may be a word), but whoever writes should see them.
        """
        if self.rule is Attribution.NAMED:
            return ()
        words = {part for one in self.people.values() for part in _WORD.findall(one.name)}
        return tuple(sorted(word for word in words & set(_WORD.findall(text)) if len(word) > 2))

    def _name(self, person: Body) -> str:
        return A_PARTICIPANT if person.minor else person.name

    def _find_hidden(self) -> dict[str, list[tuple[str, int, str]]]:
        """Names not to be said, by their first word: the name, where that stands, what is said.

        By first words, since a text of a thousand lines is looked through for thousands of people.
        """
        hidden: dict[str, list[tuple[str, int, str]]] = {}
        people = sorted(self.people.values(), key=lambda one: (-len(one.name), one.name))
        for one in people:
            name = one.name.strip()
            first = _WORD.search(name)
            if first is None or not (one.minor or self.rule is not Attribution.NAMED):
                continue
            body = one.organization if self.rule is Attribution.ORGANIZATION else ""
            instead = body or A_PARTICIPANT.lower()
            entry = (name.lower(), first.start(), instead)
            hidden.setdefault(first[0].lower(), []).append(entry)
        return hidden

    def _name_at(self, text: str, word: re.Match[str]) -> tuple[int, int, str] | None:
        """The longest name not to be said whose first word this is: from where, to where, instead."""
        for name, offset, instead in self._hidden.get(word[0].lower(), ()):
            start = word.start() - offset
            end = start + len(name)
            after = text[end : end + 1]
            whole = not (after.isalnum() or after == "_")
            if start >= 0 and whole and text[start:end].lower() == name:
                return start, end, instead
        return None
