"""Minutes as a paper. `MinutesFacts` is what they say; who gathers it obeys the meeting's rule on names.

Every name in the facts is printed as it is: where names or organisations must not stand, leave them
empty, and give head counts instead. Sentences about votes, rules and quorum come ready made from the
domain. Once words are kept (`text`), these are the minutes: the paper sets them and takes nothing
from `items`, people or lists, so that what was corrected and sealed is what is printed.
"""

from __future__ import annotations

from datetime import date, datetime

from nghs_desktop.base.frozen import frozen


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
