"""The inverse of the capture grammar: an item written as one entry that reads back the same.

Export and tests use it. Marks come last, names in quotes, dates as `due:2026-12-04`, so that nothing
depends on the day or on who is known; what looks like a mark in the text is held back by a backslash.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.capture import Captured, Command, CommandName, Impact, ItemKind
from nghs_desktop.domain.capture_dates import spoken_dues
from nghs_desktop.domain.capture_marks import QUOTES, could_mark, literal_spans, signs


@frozen
class CaptureLine:
    """What one entry says, in plain values; names as they are written.

    A follow-up has the kind of the item before, which its entry does not repeat.
    """

    kind: ItemKind
    text: str
    people: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    lever: str | None = None
    tags: tuple[str, ...] = ()
    impact: Impact | None = None
    due: date | None = None
    follow_up: bool = False
    command: Command | None = None


def said(captured: Captured) -> CaptureLine:
    """What an entry was read to say, without places, ids and sticky values."""
    return CaptureLine(
        captured.kind,
        captured.text,
        tuple(token.label for token in captured.people),
        tuple(token.label for token in captured.schools),
        captured.lever.label if captured.lever else None,
        tuple(token.label for token in captured.tags),
        captured.impact,
        captured.due,
        captured.follow_up,
        captured.command,
    )


def write(item: CaptureLine | Captured) -> str:
    """The entry that reads as `item`. ValueError when a name cannot be written between quotes."""
    line = said(item) if isinstance(item, Captured) else item
    if line.command is not None:
        command = line.command
        more = command.name is CommandName.MORE
        return f"/+{command.argument}" if more else f"/{command.name} {command.argument}".strip()
    marks = [
        *(_quoted("@", name) for name in line.people),
        *(_quoted("#", name) for name in line.schools),
        *([_quoted("!", line.lever)] if line.lever else []),
        *(_quoted("+", name) for name in line.tags),
        *([f"^{line.impact}"] if line.impact else []),
        *([f"due:{line.due.isoformat()}"] if line.due else []),
    ]
    start = ">" if line.follow_up else line.kind.value[0]
    return " ".join([start, *filter(None, [_held_back(line)]), *marks]) + " " * (
        not line.text and not marks
    )


def _held_back(line: CaptureLine) -> str:
    """The text with a backslash before whatever would be read as a mark or a date."""
    text = line.text
    literal = literal_spans(text, 0, frozenset())
    places = {
        match.start()
        for match in signs(text, 0)
        if match.group(1) or could_mark(text, match.start(2))
    }
    dated = line.kind in (ItemKind.COMMITMENT, ItemKind.DECISION) and not line.follow_up
    places |= {
        match.start()
        for match in spoken_dues(text, 0)
        if match["held"] or match["mark"] or match["due"] or dated
    }
    places -= {place for place in places if any(start <= place < end for start, end in literal)}
    edges = [0, *sorted(places), len(text)]
    return "\\".join(text[start:end] for start, end in pairwise(edges))


def _quoted(sign: str, name: str) -> str:
    for opening, closing in QUOTES.items():
        if opening not in name and not any(char in name for char in closing):
            return f"{sign}{opening}{name}{closing[0]}"
    raise ValueError(f"the name {name!r} uses every kind of quotation mark")
