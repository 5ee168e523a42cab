"""Who may be named in the minutes of a meeting, and as what: the meeting's rule on names, obeyed in one
place. The choices in words: docs/decisions/0011. No SQL and no screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.meetings import Attribution

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


@frozen
class Names:
    """What people are called under a meeting's rule. `people` are all that may occur, by key."""

    rule: Attribution
    people: Mapping[str, Body] = field(default_factory=dict)

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
        for pattern, instead in self._instead():
            text = pattern.sub(instead, text)
        return text

    def loose(self, text: str) -> tuple[str, ...]:
        """Return first and last names that stand alone in a text whose rule gives no names.

        They are not taken out (a first name may be a word), but whoever writes should see them.
        """
        if self.rule is Attribution.NAMED:
            return ()
        words = {part for one in self.people.values() for part in one.name.split() if len(part) > 2}
        return tuple(
            word for word in sorted(words) if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
        )

    def _name(self, person: Body) -> str:
        return A_PARTICIPANT if person.minor else person.name

    def _instead(self) -> Iterable[tuple[re.Pattern[str], str]]:
        hidden = [
            one
            for one in self.people.values()
            if one.name.strip() and (one.minor or self.rule is not Attribution.NAMED)
        ]
        for one in sorted(hidden, key=lambda one: (-len(one.name), one.name)):
            body = one.organization if self.rule is Attribution.ORGANIZATION else ""
            instead = (body or A_PARTICIPANT.lower()).replace("\\", "\\\\")
            yield re.compile(rf"(?<!\w)@?{re.escape(one.name.strip())}(?!\w)"), instead
