"""The library: resources, statements of purpose, and the words a group chooses for itself."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Search, Word, choice, day, flag, line, prose, refers
from nghs_desktop.domain.records import Record


class StatementKind(Word):
    """What a statement is in its owner's framework."""

    ELEMENT = "element", "Element of a next-generation high school"
    GOAL = "goal", "Goal"
    STRATEGY = "strategy", "Strategy"
    FOCUS = "focus", "Focus of a strategy"
    VISION = "vision", "Vision statement"
    POSITION = "position", "Policy position"
    MESSAGE = "message", "Public message"
    PLEDGE = "pledge", "National commitment"


class Direction(Word):
    """Which way is better."""

    UP = "up", "Up is better"
    DOWN = "down", "Down is better"


@frozen(kw_only=True)
class Resource(Record):
    """Something to read, hear or use. A missing title is allowed, as its source has it."""

    title: str = line("Title", search=Search.TITLE)
    kind_id: str | None = refers("Kind", "term")
    publisher: str = line("Publisher", search=Search.TEXT)
    developer: str = line("Developer", search=Search.TEXT)
    supporter: str = line("Supporter", search=Search.TEXT)
    excerpt: str = prose("Excerpt")
    truncated: bool = flag("The excerpt is cut off")
    url: str = line("Link")
    published_on: date | None = day("Published")
    audience: str = line("Audience", search=Search.TEXT)
    states: str = line("States", search=Search.TEXT)
    rights: str = line("Rights")
    checked_on: date | None = day("Checked")


@frozen(kw_only=True)
class Statement(Record):
    """A goal, strategy, element or position, with the body that holds it."""

    text: str = line("Text", search=Search.TITLE)
    kind: StatementKind = choice("Kind", StatementKind, StatementKind.GOAL)
    code: str = line("Code")
    owner_id: str | None = refers("Held by", "organization")
    parent_id: str | None = refers("Part of", "statement")
    explanation: str = prose("Explanation")
    direction: Direction | None = choice("Direction", Direction)
    from_day: date | None = day("From")
    to_day: date | None = day("Until")
    position: str = line("Order", shown=False)


@frozen(kw_only=True)
class Term(Record):
    """A word of a vocabulary that belongs to the people, such as barrier subtypes or states."""

    name: str = line("Name", search=Search.TITLE)
    vocabulary: str = line("Vocabulary")
    code: str = line("Code")
    definition: str = prose("Definition")
    position: str = line("Order", shown=False)
