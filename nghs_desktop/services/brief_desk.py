"""Where a brief is gathered: its items under its filter, its words, its texts, who may be named in it.

A template's facts are made of what is asked for here and of nothing else, so that no name and no
small number passes by the rules. What a template says is not known here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, cast

from nghs_desktop.base.clock import to_text
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import BriefContent, Paper, Source
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.filters import Filter, Term, match_word, read_filter
from nghs_desktop.domain.groups import MemberRole, WorkGroup
from nghs_desktop.domain.library import Resource
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.nouns import NOUN, Noun, show_number
from nghs_desktop.domain.records import Captured, Record, Visibility
from nghs_desktop.domain.spoken import spoken_time
from nghs_desktop.domain.workspaces import Brief, BriefIntent
from nghs_desktop.reports.templates.edition import Edition
from nghs_desktop.services.brief_kinds import (
    Audience,
    Check,
    FixKind,
    Masked,
    TemplateKind,
    TextSpot,
    Why,
)
from nghs_desktop.services.brief_privacy import Privacy, Use
from nghs_desktop.services.brief_recipe import wants_draft_mark
from nghs_desktop.services.brief_words import BriefWords
from nghs_desktop.services.lists import ListQuery, rows_in_order, select_items, to_items
from nghs_desktop.services.queries import workspace_info
from nghs_desktop.services.rows import ItemRow
from nghs_desktop.storage.reader import Reader

ITEMS = 500
"""How many items of one kind a brief takes in."""

_EVERY = 50_000
"""How many of them a report of any length takes in."""

RANKING = (
    "coalesce(r.dots, 0) DESC, CASE r.impact WHEN 'high' THEN 0 WHEN 'medium' THEN 1 "
    "WHEN 'low' THEN 2 ELSE 3 END, r.heard_at, r.id"
)
_BY_DAY = "r.due IS NULL, r.due, r.heard_at, r.id"


@frozen
class Made:
    """What a template was filled with: the whole content, and what is to be looked at."""

    content: BriefContent
    checks: tuple[Check, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    subject: Ref | None = None


class Desk:
    """One brief being gathered. `written` are the texts somebody wrote, by the key of their block."""

    def __init__(
        self,
        reader: Reader,
        brief: Brief,
        kind: TemplateKind,
        audience: Audience,
        words: BriefWords,
        written: dict[str, str],
        now: datetime,
        zone: tzinfo | None,
        *,
        number: str = "",
        with_private: bool = False,
    ) -> None:
        self.reader, self.brief, self.kind, self.words = reader, brief, kind, words
        self.now, self.zone, self.number = now, zone, number
        self.today = now.astimezone(zone).date()
        self.privacy = Privacy(reader, audience, words)
        self.audience = audience
        self.spots: list[TextSpot] = []
        self.left_out: list[Masked] = []
        self._with_private = with_private
        self._written = written
        self._items: dict[str, tuple[ItemRow, ...]] = {}
        self._every: dict[str, tuple[ItemRow, ...]] = {}
        self._filter = read_filter(brief.filter)
        group = reader.get(NOUN["work_group"], brief.group_id) if brief.group_id else None
        meeting = reader.get(NOUN["meeting"], brief.meeting_id) if brief.meeting_id else None
        self.group = cast("WorkGroup | None", group)
        self.meeting = cast("Meeting | None", meeting)
        info = workspace_info(reader)
        self.name = self.group.name if self.group else info.name if info else ""
        self.coalition = self.group.coalition if self.group else info.coalition if info else ""

    @property
    def argues(self) -> bool:
        """Whether the brief pleads."""
        return self.brief.intent is BriefIntent.ARGUE

    # -- how it is printed ----------------------------------------------------------------

    def edition(self, day: date | None = None) -> Edition:
        """Return how this brief is printed."""
        words = self.words
        printed = words.printed.format(
            day=words.words.day(self.today), time=spoken_time(self.now, self.zone)
        )
        number = words.number.format(number=self.number) if self.number else ""
        return Edition(
            made_at=self.now,
            organisation=self.coalition,
            group=self.name,
            day=day,
            as_of=self.today,
            printed="  ·  ".join(filter(None, (number, printed))),
            paper=Paper(self.brief.paper or Paper.LETTER),
            words=words.words,
            large_print=self.brief.large_print,
            greys=self.brief.print_safe,
            draft=wants_draft_mark(self.brief),
        )

    # -- texts that can be written in place -----------------------------------------------

    def title(self, made: str) -> str:
        """Return the title, as somebody wrote it or as it is made."""
        return self._spot("title", "Title", made, self.brief.title)

    def summary(self, made: str) -> str:
        """Return the summary, as somebody wrote it or as it is made."""
        return self._spot("summary", "Summary", made, self.brief.summary, "summary")

    def text(self, key: str, label: str, made: str = "") -> str:
        """Return a text of the template, as somebody wrote it or as it is made."""
        return self._spot(key, label, made, self._written.get(key, ""), key.split(".")[0])

    def texts(self, key: str, label: str, made: Iterable[str] = ()) -> tuple[str, ...]:
        """Return paragraphs or points, a line each, as somebody wrote them or as they are made."""
        whole = "\n".join(text for text in made if text)
        section = key.split(".")[0]
        said = self._spot(key, label, whole, self._written.get(key, ""), section, lines=True)
        return tuple(line.strip() for line in said.split("\n") if line.strip())

    def _spot(
        self,
        key: str,
        label: str,
        made: str,
        written: str,
        section: str = "",
        *,
        lines: bool = False,
    ) -> str:
        self.spots.append(TextSpot(key, label, written or made, made, section, lines))
        return self.privacy.text(written) if written else made

    # -- captured things ------------------------------------------------------------------

    def items(self, noun: str) -> tuple[ItemRow, ...]:
        """Return the items of a kind that the brief is about, weightiest first; names are masked.

        Once some are marked for the brief, these alone.
        """
        found = self._items.get(noun)
        if found is None:
            every = self.all_items(noun)
            found = self._items[noun] = tuple(one for one in every if one.for_brief) or every
        return found

    def all_items(self, noun: str) -> tuple[ItemRow, ...]:
        """Return the items of a kind, also those that were not marked for the brief."""
        found = self._every.get(noun)
        if found is None:
            found = self._every[noun] = self._select(NOUN[noun])
        return found

    def linked_items(self, noun: str, ref: Ref, *kinds: LinkKind) -> tuple[ItemRow, ...]:
        """Return the live items of a kind linked with a record, in either direction."""
        marks = ", ".join("?" * len(kinds))
        test = (
            "r.id IN (SELECT from_id FROM link WHERE to_id = ? AND deleted = 0 "
            f"AND kind IN ({marks}) UNION SELECT to_id FROM link WHERE from_id = ? "
            f"AND deleted = 0 AND kind IN ({marks}))"
        )
        words = [str(kind) for kind in kinds]
        return self._read(NOUN[noun], [test], [ref.id, *words, ref.id, *words])

    def record(self, ref: Ref, also: Collection[str] = ()) -> Record | None:
        """Return a record with the names in its texts masked, or None when it is not live."""
        found = self.reader.get(NOUN[ref.noun], ref.id)
        if found is None or found.deleted:
            return None
        number = found.number if isinstance(found, Captured) else None
        called = show_number(NOUN[ref.noun], number) or NOUN[ref.noun].label
        return self.privacy.record(found, called, also)

    def records(self, noun: str, ids: Sequence[str]) -> dict[str, Record]:
        """Return live records of a kind by key, with the names in their texts masked."""
        kind = NOUN[noun]
        found = self.reader.records(
            kind,
            "WHERE r.deleted = 0 AND r.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return {
            one.id: self.privacy.record(one, show_number(kind, getattr(one, "number", None)))
            for one in found
        }

    def said_by(self, record: Captured) -> str:
        """Return who said something, as it may be printed."""
        return self.privacy.person(record.said_by_id, Use.SAID, record.meeting_id)

    def owner_of(self, record: Captured) -> str:
        """Return who owns something, as it may be printed."""
        return self.privacy.person(record.owner_id, Use.OWNS, record.meeting_id)

    def may_quote(self, id: str) -> bool:
        """Return whether somebody may be quoted; what may not is listed as left out."""
        one = self.privacy.people.known.get(id)
        if one is None or one.quote_consent:
            return True
        found = Masked(f"A quotation of {one.name}", Why.NO_QUOTE, "", Ref("person", id))
        if found not in self.left_out:
            self.left_out.append(found)
        return self._with_private

    def seat(self, role: MemberRole) -> str:
        """Return the key of who holds a seat in the work group, the first by name; "" for nobody."""
        found = self.reader.value(
            "SELECT p.id FROM membership m JOIN person p ON p.id = m.person_id "
            "WHERE m.group_id = ? AND m.role = ? AND m.deleted = 0 AND p.deleted = 0 "
            "ORDER BY p.name LIMIT 1",
            (self.brief.group_id, str(role)),
        )
        return str(found or "")

    def places(self, ref: Ref) -> str:
        """Return the schools and other places of a record."""
        rows = self.reader.rows(
            "SELECT o.name FROM link k JOIN organization o ON o.id = k.to_id "
            "WHERE k.from_id = ? AND k.kind = 'at' AND k.deleted = 0 ORDER BY o.name",
            (ref.id,),
        )
        return ", ".join(name for (name,) in rows)

    def resources(self, ids: Sequence[str]) -> tuple[Resource, ...]:
        """Return the resources that records point to, each once, by title."""
        found = self.reader.records(
            NOUN["resource"],
            "WHERE r.deleted = 0 AND r.id IN (SELECT to_id FROM link WHERE deleted = 0 AND "
            "to_noun = 'resource' AND from_id IN (SELECT value FROM json_each(?))) "
            "ORDER BY r.title, r.id",
            (json.dumps(list(ids)),),
        )
        return tuple(cast(list[Resource], found))

    def sources(self, ids: Sequence[str]) -> tuple[Source, ...]:
        """Return the resources that records point to as sources."""
        return tuple(
            Source(
                ", ".join(filter(None, (one.title or self.words.untitled, one.publisher))), one.url
            )
            for one in self.resources(ids)
        )

    def subject(self) -> Ref | None:
        """Return what the brief is about: what was chosen, else the weightiest of the group."""
        noun = self.kind.subject
        if not noun:
            return None
        if self.brief.subject_noun == noun and self.brief.subject_id:
            chosen = self.reader.get(NOUN[noun], self.brief.subject_id)
            if chosen is not None and not chosen.deleted:
                return Ref(noun, chosen.id)
        items = self.items(noun)
        return Ref(noun, items[0].id) if items else None

    def subject_checks(self, ref: Ref | None) -> tuple[Check, ...]:
        """Return whether somebody chose what the brief is about."""
        if not self.kind.subject:
            return ()
        noun = NOUN[self.kind.subject]
        called = noun.label.lower()
        article = "an" if called[0] in "aeiou" else "a"
        if ref is None:
            return (Check(f"There is no {called} to write about yet", False),)
        if self.brief.subject_id == ref.id:
            return ()
        row = self.reader.rows(f"SELECT number FROM {noun.name} WHERE id = ?", (ref.id,))[0]
        code = show_number(noun, row[0])
        text = f"No {called} is chosen: this is about {code}"
        return (Check(text, False, ref, f"Choose {article} {called}", FixKind.CHOOSE),)

    def period(self, noun: Noun, column: str = "heard_at") -> tuple[list[str], list[Any]]:
        """Return the SQL tests of the brief's meeting, group and days, on a noun's table `r`."""
        tests, values = ["r.deleted = 0"], list[Any]()
        if self.brief.meeting_id and "meeting_id" in noun.field:
            tests.append("r.meeting_id = ?")
            values.append(self.brief.meeting_id)
        elif self.brief.group_id and "group_id" in noun.field:
            tests.append("r.group_id = ?")
            values.append(self.brief.group_id)
        for day, test in ((self.brief.since, ">="), (self.brief.until, "<")):
            if day is not None:
                edge = day if test == ">=" else day + timedelta(days=1)
                tests.append(f"r.{column} {test} ?")
                values.append(to_text(datetime.combine(edge, time(), self.zone or UTC)))
        return tests, values

    def tally(self, noun: str) -> dict[str, int]:
        """Return how many items of a kind the brief is about, by status, without reading them."""
        tests, values = self._tests(NOUN[noun])
        rows = self.reader.rows(
            f"SELECT r.status, count(*) FROM {noun} r WHERE {' AND '.join(tests)} GROUP BY 1",
            values,
        )
        return dict(rows)

    def _select(self, noun: Noun) -> tuple[ItemRow, ...]:
        return self._read(noun, *self._tests(noun))

    def _tests(self, noun: Noun) -> tuple[list[str], list[Any]]:
        """Return the SQL tests of meeting, group, days and filter on a noun's table `r`."""
        tests, values = self.period(noun)
        wanted = _for_noun(self._filter, noun)
        if wanted != Filter():
            # A list's own filter decides which rows; a brief then takes its meeting or days of them.
            group_id = self.brief.group_id or ""
            query = ListQuery(noun.name, group_id, wanted, "oldest", self.today)
            tests.append("r.rowid IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(list(rows_in_order(self.reader, query))))
            if wanted.value("group") == "all":
                index = tests.index("r.group_id = ?") if "r.group_id = ?" in tests else -1
                if index > 0:
                    del tests[index], values[index - 1]
        return tests, values

    def _read(self, noun: Noun, tests: list[str], values: list[Any]) -> tuple[ItemRow, ...]:
        live = ["r.deleted = 0", *(test for test in tests if test != "r.deleted = 0")]
        also = "r.nominee_id" if "nominee_id" in noun.field else "NULL"
        select = select_items(noun).replace(
            "SELECT ", f"SELECT r.said_by_id, r.owner_id, r.visibility, {also}, ", 1
        )
        order = _BY_DAY if noun.name == "commitment" else RANKING
        limit = ITEMS if self.kind.fits_on else _EVERY
        rows = self.reader.rows(
            f"{select} WHERE {' AND '.join(live)} ORDER BY {order} LIMIT {limit}", values
        )
        items = to_items([row[4:] for row in rows])
        return tuple(
            self._masked(item, row[0], row[1], row[3])
            for item, row in zip(items, rows, strict=True)
            if self._may_stand(item, row[2])
        )

    def _may_stand(self, item: ItemRow, visibility: str) -> bool:
        if visibility != Visibility.PRIVATE:
            return True
        found = Masked(f"{item.code} {item.title}", Why.PRIVATE, "", Ref(item.noun, item.id))
        if found not in self.left_out:
            self.left_out.append(found)
        return self._with_private

    def _masked(
        self, item: ItemRow, said_by: str | None, owner: str | None, nominee: str | None
    ) -> ItemRow:
        privacy, meeting_id = self.privacy, item.meeting_id
        also = (nominee,) if nominee else ()
        values = (
            privacy.text(item.title, meeting_id, also),
            privacy.text(item.details, meeting_id, also, of=item.code),
            privacy.person(said_by, Use.SAID, meeting_id) if said_by else "",
            privacy.person(owner, Use.OWNS, meeting_id) if owner else "",
        )
        if values == (item.title, item.details, item.said_by, item.owner):
            return item  # most items by far, and a copy of each would be half the time
        title, details, said, owned = values
        return replace(item, title=title, details=details, said_by=said, owner=owned)


def _for_noun(wanted: Filter, noun: Noun) -> Filter:
    """Return a filter without the marks that mean nothing for a kind of thing.

    A brief holds several kinds: `status:referred` picks among barriers and leaves practices alone.
    """
    return Filter(wanted.words, tuple(term for term in wanted.terms if _means(term, noun)))


def _means(term: Term, noun: Noun) -> bool:
    if term.key not in ("status", "level", "type"):
        return True
    known = noun.field.get(term.key)
    if known is None or known.about.choices is None:
        return False
    if term.value in ("none", "open", "finished"):
        return True
    return match_word(term.value, [(str(w), w.label) for w in known.about.choices]) is not None


def one_line(text: str) -> str:
    """Return text on one line, its blanks made single."""
    return " ".join(text.split())


def paragraphs(*texts: str) -> tuple[str, ...]:
    """Return the lines of texts, without empty ones."""
    return tuple(line.strip() for text in texts for line in text.split("\n") if line.strip())
