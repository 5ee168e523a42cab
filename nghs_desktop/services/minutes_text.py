"""Minutes as plain text in our own sentences, from what happened: the draft people may then word anew.

"# " and "## " begin headings, "- " points, an empty line ends a paragraph, as the paper reads them.
The same meeting always gives the same text. No SQL, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nghs_desktop.domain.spoken import as_sentence, spoken_day, spoken_list, spoken_weekday
from nghs_desktop.reports.templates.minutes_paper import (
    MinutesAction,
    MinutesDecision,
    MinutesFacts,
    MinutesItem,
    MinutesLine,
    MinutesPerson,
)
from nghs_desktop.services.minutes_facts import BESIDES, Held


def minutes_text(held: Held) -> str:
    """Return the draft of the minutes of a meeting as text."""
    parts = [
        _opening(held),
        _section("Who was there", _people(held)),
        _section("Decided together", _together(held)),
        *_items(held.facts),
        _section("Who will do what", _actions(held.facts.commitments)),
        _section("Parked for later", _actions(held.facts.parked)),
        _section("Carried over", _points(held.deferred)),
        _section("Withdrawn", _points(held.withdrawn)),
        _section("Next meeting", [as_sentence(_plain(held.facts.next_meeting))]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(heading: str, lines: Iterable[str], level: str = "#") -> str:
    body = "\n".join(lines).strip("\n")
    return f"{level} {heading}\n{body}" if body else ""


def _points(texts: Iterable[str]) -> Iterator[str]:
    return (f"- {_plain(text)}" for text in texts)


def _plain(text: str, indent: str = "  ") -> str:
    """Words people wrote, so that no line of them is taken for a heading or a point."""
    first, *rest = [line.strip() for line in text.strip().splitlines()] or [""]
    return "\n".join([first.lstrip("#- ") or first, *(indent + line for line in rest if line)])


# -- the head --------------------------------------------------------------------------------
def _opening(held: Held) -> str:
    facts = held.facts
    lines = [_met(held), _offices(facts), facts.names_rule]
    return "\n".join(filter(None, lines))


def _met(held: Held) -> str:
    facts = held.facts
    who = f"The {facts.group}" if facts.group else "The group"
    if facts.starts is None:
        return f"{who}: {as_sentence(facts.title)}"
    day = f"{spoken_weekday(facts.starts.date())} {facts.starts.year}"
    hours = f"from {facts.starts:%H:%M}"
    hours += f" to {facts.ends:%H:%M}" if facts.ends else " on"
    said = [f"{who} met on {day} {hours}."]
    if facts.place:
        said.append(f"Place: {as_sentence(facts.place)}")
    if held.planned:
        said.append(f"It was planned for {held.planned}.")
    return " ".join(said)


def _offices(facts: MinutesFacts) -> str:
    held = (
        (facts.chair, "chaired"),
        (facts.facilitator, "facilitated"),
        (facts.recorder, "took the notes"),
    )
    told = [f"{name} {did}" for name, did in held if name]
    return f"{spoken_list(told)}." if told else ""


def _people(held: Held) -> Iterator[str]:
    facts = held.facts
    yield facts.headcount
    groups = (
        ("In the room", facts.present),
        ("Remote", facts.remote),
        ("Excused", facts.excused),
        ("Absent", facts.absent),
    )
    for where, people in groups:
        if people:
            yield f"- {where}: {'; '.join(map(_person, people))}"
    if facts.quorum:
        yield ""
        yield f"Quorum. {facts.quorum}"


def _person(person: MinutesPerson) -> str:
    facts = ", ".join(filter(None, (person.organisation, person.role, person.times)))
    return f"{person.name} ({facts})" if facts else person.name


# -- the agenda ------------------------------------------------------------------------------
def _together(held: Held) -> Iterator[str]:
    block = [item for item in held.facts.items if item.consent]
    if not block:
        return
    for item in block:
        yield f"- {' · '.join(filter(None, (item.title, item.presenter)))}"
        for line in item.lines:
            yield f"- {_line(line)}"
    for words in held.pulled:
        yield f"- {words}"
    for item in block:
        for decision in item.decisions:
            yield ""
            yield from _decision(decision)


def _items(facts: MinutesFacts) -> Iterator[str]:
    number = 0
    for item in facts.items:
        if item.consent:
            continue
        if item.title == BESIDES and not item.purpose:
            yield _section(item.title, _told(item))
            continue
        number += 1
        yield _section(f"{number}. {item.title}", _told(item))


def _told(item: MinutesItem) -> Iterator[str]:
    asked = {
        "Inform": "To inform",
        "Discuss": "To discuss",
        "Advise": "To advise",
        "Decide": "To decide",
        "Recognise": "To recognise",
        "Consent": "Consent",
    }
    what = [asked.get(item.purpose, item.purpose)]
    what.append(f"presented by {item.presenter}" if item.presenter else "")
    said = [", ".join(filter(None, what)), "; ".join(filter(None, (item.state, item.took)))]
    if any(said):
        yield " ".join(as_sentence(words) for words in said if words)
    for line in item.lines:
        yield f"- {_line(line)}"
    for decision in item.decisions:
        yield ""
        yield from _decision(decision)


def _line(line: MinutesLine) -> str:
    when = " ".join(filter(None, (line.time, line.beside)))
    head = f"{when} · {line.kind}" if when else line.kind
    first, *rest = _plain(line.text).split("\n")
    said = f"{head}: {first}"
    if line.who:
        said += f" ({line.who})"
    return "\n".join([said, *rest])


def _decision(decision: MinutesDecision) -> Iterator[str]:
    yield f"## Decision: {_plain(decision.question, '')}".replace("\n", " ")
    if decision.proposal and decision.proposal != decision.question:
        yield f"Proposal: {_plain(decision.proposal)}"
    how = " ".join(filter(None, (decision.rule, _closed(decision.taken_at))))
    if how:
        yield how
    said = decision.result.lower().rstrip(".") in decision.count.lower()
    yield " ".join(filter(None, (decision.count, "" if said else decision.result)))
    if decision.quorum:
        yield f"Quorum. {decision.quorum}"
    yield from (f"- {_plain(words)}" for words in decision.answers)
    yield from (f"- Recused: {_plain(words)}" for words in decision.recused)
    yield from (f"- Objection: {_plain(words)}" for words in decision.objections)
    if decision.outcome or decision.dissent:
        yield ""
    if decision.outcome:
        yield f"Outcome: {_plain(decision.outcome)}"
    if decision.dissent:
        yield f"Other views: {_plain(decision.dissent)}"


def _closed(taken_at: str) -> str:
    return f"The vote was {taken_at}." if taken_at else ""


def _actions(actions: Iterable[MinutesAction]) -> Iterator[str]:
    for one in actions:
        words = f"- {one.who or 'Nobody yet'}: {_plain(one.what)}"
        yield f"{words}, by {spoken_day(one.due)}" if one.due else words
