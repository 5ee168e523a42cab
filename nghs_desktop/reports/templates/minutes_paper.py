"""Minutes as a paper. `MinutesFacts` is what they say; who gathers it obeys the meeting's rule on names.

Every name in the facts is printed as it is: where names or organisations must not stand, leave them
empty, and give head counts instead. Sentences about votes, rules and quorum come ready made from the
domain. Once words are kept (`text`), these are the minutes: the paper sets them and takes nothing
from `items`, people or lists, so that what was corrected and sealed is what is printed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import (
    Block,
    BriefContent,
    Bullets,
    Callout,
    Decided,
    Decisions,
    NoteLine,
    Notes,
    Pair,
    Pairs,
    Paragraphs,
    Row,
    Rows,
    Section,
    Signatures,
    Signer,
    Table,
    TableRow,
    Tone,
)
from nghs_desktop.domain.briefs import Column as Col
from nghs_desktop.reports.templates.edition import Edition
from nghs_desktop.reports.templates.meeting_words import MeetingWords, clock, meeting_words

_MANY_PAGES = 1_000


@frozen
class MinutesPerson:
    """Somebody at the meeting, or an organisation where people are not named.

    `times` is empty for the whole meeting, else such as "18:02 to 19:10"; `role` is a word such as
    "Chair" or "for Luis Ortega".
    """

    name: str
    organisation: str = ""
    role: str = ""
    times: str = ""


@frozen
class MinutesLine:
    """One note: when (on the clock of the place), its kind and label in words, who said it.

    `beside` is "" or a word for what was noted outside the meeting ("before", "after").
    """

    time: str
    kind: str
    text: str
    who: str = ""
    beside: str = ""


@frozen
class MinutesDecision:
    """One decision as it was taken; every text is a sentence of its own.

    `answers` are lines as the rule shows them ("For: Dana Reyes, Luis Ortega"), none for a secret
    vote; `objections` have their reason and what would remove them; `recused` says who and why.
    """

    question: str
    proposal: str = ""
    method: str = ""
    rule: str = ""
    count: str = ""
    quorum: str = ""
    taken_at: str = ""
    result: str = ""
    outcome: str = ""
    dissent: str = ""
    answers: tuple[str, ...] = ()
    objections: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()


@frozen
class MinutesItem:
    """One agenda item with what was said and decided at it. `state` is a word ("Discussed").

    `consent` marks an item of the consent block; `took` is such as "18:34 to 19:02".
    """

    title: str
    purpose: str = ""
    presenter: str = ""
    state: str = ""
    took: str = ""
    consent: bool = False
    lines: tuple[MinutesLine, ...] = ()
    decisions: tuple[MinutesDecision, ...] = ()


@frozen
class MinutesAction:
    """Who will do what by when; also something parked, with who brings it back and when."""

    who: str
    what: str
    due: date | None = None


@frozen
class MinutesChange:
    """A correction (its reason) or an addendum (its words and the beginning of its seal)."""

    at: datetime
    who: str
    text: str
    seal: str = ""


@frozen
class MinutesFacts:
    """What minutes say. Moments carry the zone of the meeting's place.

    `headcount` and `quorum` are sentences (how many came, whether there was a quorum); `names_rule`
    says what the meeting agreed on names, "" when everybody may be named. `state` is the word of
    where the minutes stand ("Draft", "Approved"), `approved` how they were approved, `seal` the
    short seal. `text`, once kept, are the minutes: lines with "# " are headings, "## " headings
    under these, "- " points; an empty line ends a paragraph.
    """

    title: str
    group: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    chair: str = ""
    facilitator: str = ""
    recorder: str = ""
    state: str = ""
    names_rule: str = ""
    headcount: str = ""
    quorum: str = ""
    present: tuple[MinutesPerson, ...] = ()
    remote: tuple[MinutesPerson, ...] = ()
    excused: tuple[MinutesPerson, ...] = ()
    absent: tuple[MinutesPerson, ...] = ()
    items: tuple[MinutesItem, ...] = ()
    commitments: tuple[MinutesAction, ...] = ()
    parked: tuple[MinutesAction, ...] = ()
    next_meeting: str = ""
    text: str = ""
    corrections_due: date | None = None
    corrections: tuple[MinutesChange, ...] = ()
    approved: str = ""
    sealed_at: datetime | None = None
    seal: str = ""
    addenda: tuple[MinutesChange, ...] = ()


def minutes_paper(facts: MinutesFacts, edition: Edition) -> BriefContent:
    """Arrange the minutes of a meeting."""
    words = meeting_words(edition.words)
    state = "" if edition.draft else words.states.get(facts.state, facts.state)
    kind = "  \u00b7  ".join(filter(None, (words.minutes_title, state)))
    return edition.content(facts.title, kind, minutes_sections(facts, edition), fits_on=_MANY_PAGES)


def minutes_sections(
    facts: MinutesFacts, edition: Edition, *, key: str = "minutes", level: int = 1
) -> tuple[Section, ...]:
    """Return minutes without their title; in a book they stand under a heading, at level 2."""
    words = meeting_words(edition.words)
    made = _Made(facts, edition, words, key, level)
    body = made.text() if facts.text.strip() else made.body()
    return tuple(part for part in (*body, *made.life()) if part.blocks or part.heading)


class _Made:
    """The sections of one minutes, with keys under one name."""

    def __init__(
        self, facts: MinutesFacts, edition: Edition, words: MeetingWords, key: str, level: int
    ) -> None:
        self.facts, self.edition, self.words = facts, edition, words
        self.key, self.level = key, level

    def section(self, name: str, heading: str, *blocks: Block, under: bool = False) -> Section:
        return Section(f"{self.key}.{name}", heading, blocks, level=min(self.level + int(under), 2))

    # -- from words that are kept --------------------------------------------------------------
    def text(self) -> tuple[Section, ...]:
        """Set kept words: headings, points and paragraphs, all as they stand there."""
        parts: list[tuple[str, bool, list[Block]]] = [("", False, [])]
        points: list[str] = []
        lines: list[str] = []

        def close() -> None:
            blocks = parts[-1][2]
            name = f"{self.key}.t{len(parts)}.{len(blocks)}"
            if lines:
                blocks.append(Paragraphs(name, ("\n".join(lines),)))
                lines.clear()
            elif points:
                blocks.append(Bullets(name, tuple(points)))
                points.clear()

        for line in self.facts.text.splitlines():
            stripped = line.strip()
            if stripped.startswith(("# ", "## ")):
                close()
                under = stripped.startswith("## ")
                parts.append((stripped.lstrip("#").strip(), under, []))
            elif stripped.startswith("- "):
                if lines:
                    close()
                points.append(stripped[2:])
            elif not stripped:
                close()
            elif points and line.startswith("  "):
                points[-1] += f"\n{stripped}"
            else:
                if points:
                    close()
                lines.append(stripped)
        close()
        return tuple(
            # A heading over others has a text of nothing, or it would be left out.
            self.section(
                f"text{place}",
                heading,
                *(blocks or [Paragraphs(f"{self.key}.t{place}", ())]),
                under=under,
            )
            for place, (heading, under, blocks) in enumerate(parts)
            if heading or blocks
        )

    # -- from what is known --------------------------------------------------------------------
    def body(self) -> tuple[Section, ...]:
        """Set minutes that nobody has worded yet, from the facts of the meeting."""
        facts, words = self.facts, self.words
        consent = [item for item in facts.items if item.consent]
        others = [item for item in facts.items if not item.consent]
        next_one = (self._said("next", facts.next_meeting),) if facts.next_meeting else ()
        return (
            self.section("head", "", *self._head()),
            self.part("people", words.people_there, *self._people()),
            self.part("consent", words.by_consent, *self._consent(consent)),
            *(self._item(place, item) for place, item in enumerate(others, start=1)),
            self.part("actions", words.will_do, *self._rows("actions", facts.commitments)),
            self.part("parked", words.parked, *self._rows("parked", facts.parked)),
            self.part("next", words.next_meeting, *next_one),
        )

    def part(self, name: str, heading: str, *blocks: Block) -> Section:
        """Return a section, or an empty one where there is nothing to say."""
        return self.section(name, heading if blocks else "", *blocks)

    def _rows(self, name: str, actions: tuple[MinutesAction, ...]) -> tuple[Block, ...]:
        words = self.words
        heads = (words.who, words.what, words.by_when)
        rows = tuple(self._action(one) for one in actions)
        return (Rows(f"{self.key}.{name}.rows", rows, heads),) if rows else ()

    def _head(self) -> tuple[Block, ...]:
        facts, words = self.facts, self.words
        named = (
            (words.when, self._hours()),
            (words.where, facts.place),
            (words.chair, facts.chair),
            (words.facilitator, facts.facilitator),
            (words.recorder, facts.recorder),
            (words.headcount, facts.headcount),
            (words.quorum, facts.quorum),
            (words.names_rule, facts.names_rule),
        )
        pairs = tuple(Pair(name, text) for name, text in named if text)
        return (Pairs(f"{self.key}.facts", pairs),) if pairs else ()

    def _hours(self) -> str:
        facts = self.facts
        if facts.starts is None:
            return ""
        day = self.words.day(facts.starts.date(), self.edition.words)
        hours = clock(facts.starts)
        if facts.ends is not None:
            hours = self.words.span.format(start=hours, end=clock(facts.ends))
        return f"{day}, {hours}"

    def _people(self) -> tuple[Block, ...]:
        facts, words = self.facts, self.words
        groups = (
            (words.in_room, facts.present),
            (words.remote, facts.remote),
            (words.excused, facts.excused),
            (words.absent, facts.absent),
        )
        rows = tuple(
            TableRow((person.name, person.organisation, where, _how(person)))
            for where, people in groups
            for person in people
        )
        if not rows:
            return ()
        columns = (words.name, words.organisation, words.presence, words.role_time)
        kept = [n for n in range(4) if n == 0 or any(row.cells[n] for row in rows)]
        return (
            Table(
                f"{self.key}.people.table",
                tuple(Col(columns[n]) for n in kept),
                tuple(TableRow(tuple(row.cells[n] for n in kept)) for row in rows),
            ),
        )

    def _consent(self, items: list[MinutesItem]) -> tuple[Block, ...]:
        if not items:
            return ()
        titles = tuple(
            " \u00b7 ".join(filter(None, (item.title, item.presenter))) for item in items
        )
        blocks: list[Block] = [Bullets(f"{self.key}.consent.list", titles)]
        for place, item in enumerate(items):
            blocks += self._told(f"consent{place}", item)
        return tuple(blocks)

    def _item(self, place: int, item: MinutesItem) -> Section:
        facts = (item.purpose, item.presenter, item.state, item.took)
        told = " \u00b7 ".join(filter(None, facts))
        rest = self._told(f"item{place}", item)
        lead = Paragraphs(f"{self.key}.item{place}.facts", (told,), leads=bool(rest))
        blocks = ((lead,) if told else ()) + tuple(rest)
        return self.section(f"item{place}", item.title, *blocks)

    def _told(self, name: str, item: MinutesItem) -> list[Block]:
        words = self.words
        blocks: list[Block] = []
        if item.lines:
            lines = tuple(
                NoteLine(
                    line.time,
                    " \u00b7 ".join(filter(None, (line.kind, line.beside))),
                    line.text,
                    line.who,
                )
                for line in item.lines
            )
            heads = (words.time, words.kind, words.note, words.said_by)
            blocks.append(Notes(f"{self.key}.{name}.notes", lines, heads))
        for number, decision in enumerate(item.decisions, start=1):
            key = f"{self.key}.{name}.decision{number}"
            outcome = decision.outcome or decision.result
            title = f"{words.decision}: {decision.question}"
            blocks.append(Callout(key, title, outcome, Tone.DECISION))
            pairs = self._decision(decision)
            if pairs:
                blocks.append(Pairs(f"{key}.facts", pairs))
        return blocks

    def _decision(self, decision: MinutesDecision) -> tuple[Pair, ...]:
        words = self.words
        result = decision.result if decision.outcome else ""
        how = ", ".join(filter(None, (decision.method, decision.taken_at)))
        proposal = decision.proposal if decision.proposal != decision.question else ""
        named = (
            (words.proposal, proposal),
            (words.outcome, result),
            (words.how, how),
            (words.rule, decision.rule),
            (words.count, decision.count),
            (words.quorum, decision.quorum),
            (words.answers, "\n".join(decision.answers)),
            (words.objections, "\n".join(decision.objections)),
            (words.recused, "\n".join(decision.recused)),
            (words.dissent, decision.dissent),
        )
        return tuple(Pair(name, text) for name, text in named if text)

    def _action(self, one: MinutesAction) -> Row:
        when = self.edition.words.day(one.due) if one.due else ""
        return Row(one.who or self.words.nobody, one.what, when)

    def _said(self, name: str, text: str) -> Paragraphs:
        return Paragraphs(f"{self.key}.{name}.said", (text,))

    # -- their life ----------------------------------------------------------------------------
    def life(self) -> tuple[Section, ...]:
        """Set what became of the minutes: corrections, approval and seal, addenda."""
        facts, words = self.facts, self.words
        sections = []
        if facts.corrections:
            changes = tuple(
                Decided(one.text or words.corrections, self._by(one)) for one in facts.corrections
            )
            block = Decisions(f"{self.key}.corrections.list", changes)
            sections.append(self.section("corrections", words.corrections, block))
        elif facts.corrections_due is not None and not facts.approved:
            until = self.edition.words.day(facts.corrections_due)
            told = self._said("corrections", words.corrections_until.format(date=until))
            sections.append(self.section("corrections", words.corrections, told))
        approval = [facts.approved] if facts.approved else []
        if facts.sealed_at is not None:
            day = self.edition.words.day(facts.sealed_at.date())
            approval.append(words.sealed.format(date=day, seal=facts.seal))
        signers = tuple(
            Signer(name, role)
            for name, role in ((facts.chair, words.chair), (facts.recorder, words.recorder))
            if name
        )
        blocks: list[Block] = []
        if approval:
            blocks.append(Paragraphs(f"{self.key}.approval.said", tuple(approval)))
        if signers and facts.approved:
            date_word = self.edition.words.signature_date
            blocks.append(Signatures(f"{self.key}.approval.lines", signers, date_word))
        if blocks:
            approved = self.section("approval", words.approval, *blocks)
            sections.append(replace(approved, whole=True))
        for number, one in enumerate(facts.addenda, start=1):
            day = self.edition.words.day(one.at.date())
            told = Paragraphs(f"{self.key}.addendum{number}.said", (one.text,))
            by = " \u00b7 ".join(
                filter(None, (one.who, words.seal_of.format(seal=one.seal) if one.seal else ""))
            )
            more = (self._said(f"addendum{number}.by", by),) if by else ()
            heading = words.addendum.format(date=day)
            added = self.section(f"addendum{number}", heading, told, *more)
            sections.append(replace(added, whole=True))
        return tuple(sections)

    def _by(self, one: MinutesChange) -> str:
        day = self.edition.words.day(one.at.date())
        return " \u00b7 ".join(filter(None, (one.who, f"{day}, {clock(one.at)}")))


def _how(person: MinutesPerson) -> str:
    return "; ".join(filter(None, (person.role, person.times)))
