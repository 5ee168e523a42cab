"""What may be taken out of a workspace: at meetings that keep names back, exports keep them back too
(docs/decisions/0012), and so do votes that are secret or told by organisation. How an export is written
is known elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nghs_desktop.domain.describe import FieldKind
from nghs_desktop.domain.meetings import Attribution
from nghs_desktop.domain.nouns import NOUN, NOUNS
from nghs_desktop.services.brief_privacy import Known, Names, People, Rules
from nghs_desktop.services.votes import kept_back
from nghs_desktop.storage.reader import Reader

_TRACES = frozenset({"attendance", "stay", "vote_line", "conflict_of_interest"})
"""Records that say nothing but who took part, and how."""

_WITH_ORGANISATIONS = frozenset({"attendance", "stay", "conflict_of_interest"})
"""Those that still say something where organisations may be named."""

_WRITTEN_BY = frozenset({"created_by", "typed"})
"""Fields that repeat a name: who made a record, and the line as it was typed."""

_PARTICIPANT = "a participant"


class Gate:
    """Lets rows out as the rules of their meetings have it. A row of no such meeting is left alone."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._rules = reader, Rules(reader)
        self._people: People | None = None
        self._names: dict[frozenset[str], Names] = {}
        self._meeting_of = self._records() if self._rules.kept else {}
        self._kept_back = kept_back(reader)

    @property
    def _known(self) -> People:
        if self._people is None:
            self._people = People(self._reader)
        return self._people

    def row(self, noun: str, values: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return a stored row as it may go out, or None where it may not.

        References to people go; where organisations may be named, `said_by_organization` and its
        like say theirs.
        """
        if noun == "link":
            return self._link(values)
        if noun == "vote_line" and values.get("id") in self._kept_back:
            return None
        rule, there = self._rule(str(values.get("id", "")))
        if rule is Attribution.NAMED:
            return dict(values)
        if noun in _TRACES and (rule is Attribution.NONE or noun not in _WITH_ORGANISATIONS):
            return None
        made: dict[str, Any] = {}
        for name, value in values.items():
            if NOUN[noun].field[name].about.refers_to == "person":
                made[name] = None
                if rule is Attribution.ORGANIZATION and value in self._known.known:
                    place = self._known.known[value].organization
                    made[f"{name.removesuffix('_id')}_organization"] = place
            else:
                made[name] = self._cleaned(noun, name, value, rule, there)
        return made

    def value(self, noun: str, id: str, field: str, value: Any) -> tuple[bool, Any]:
        """Return whether a change of a field may go out, and its old or new value as it may."""
        if noun == "vote_line" and id in self._kept_back:
            return False, None
        rule, there = self._rule(id)
        if rule is Attribution.NAMED:
            return True, value
        about = NOUN[noun].field[field].about
        if noun in _TRACES or about.refers_to == "person" or field in _WRITTEN_BY:
            return False, None
        return True, self._cleaned(noun, field, value, rule, there)

    def _cleaned(
        self, noun: str, field: str, value: Any, rule: Attribution, there: frozenset[str]
    ) -> Any:
        if field in _WRITTEN_BY:
            return ""
        kind = NOUN[noun].field[field].about.kind
        if not isinstance(value, str) or kind not in (FieldKind.LINE, FieldKind.PROSE):
            return value
        if field == "id":
            return value

        def shown(one: Known) -> str:
            return (one.organization if rule is Attribution.ORGANIZATION else "") or _PARTICIPANT

        names = self._names.get(there)
        if names is None:
            names = self._names[there] = self._known.listed(lambda one: one.id in there)
        return self._known.replaced(value, names, shown)

    def _link(self, values: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return a link, or None where it ties somebody to what was said at such a meeting."""
        ends = {values.get("from_noun"): "to_id", values.get("to_noun"): "from_id"}
        if "person" in ends and str(values.get(ends["person"], "")) in self._meeting_of:
            return None
        made = dict(values)
        for end in ("from_id", "to_id"):
            if str(values.get(end, "")) in self._meeting_of:
                made |= {name: "" for name in ("created_by",) if name in made}
        return made

    def _rule(self, id: str) -> tuple[Attribution, frozenset[str]]:
        meeting_id = self._meeting_of.get(id)
        if meeting_id is None:
            return Attribution.NAMED, frozenset()
        return self._rules.of(meeting_id), self._rules.there(meeting_id)

    def _records(self) -> dict[str, str]:
        """Return the meeting of every record that belongs to one that keeps names back."""
        kept = tuple(self._rules.kept)
        marks = ", ".join("?" * len(kept))
        found = {id: id for id in kept}
        for noun in NOUNS:
            if "meeting_id" in noun.field:
                sql = f"SELECT id, meeting_id FROM {noun.name} WHERE meeting_id IN ({marks})"
                found |= dict(self._reader.rows(sql, kept))
        for noun_name in ("minutes_correction", "minutes_addendum"):
            sql = (
                f"SELECT c.id, m.meeting_id FROM {noun_name} c JOIN minutes m "
                f"ON m.id = c.minutes_id WHERE m.meeting_id IN ({marks})"
            )
            found |= dict(self._reader.rows(sql, kept))
        return found
