"""Who comes and who goes, as one typed line: in the capture bar after /who, and in the roster's field.

| typed | means |
| --- | --- |
| `+dana` `+dana +luis` `dana here` `dana back` | here, in the room |
| `-luis` `luis left` `luis gone` | left |
| `dana remote` | here, remote; `dana in the room` when they change over |
| `amara excused` `amara absent` | not coming |
| `dana not here` | was never here: the mark was a slip |
| `noor for luis` `noor stands in for luis` | an alternate |
| `guest Ana Ruiz, City Arts` `Ana Ruiz, City Arts` | a guest, with their organisation |
| `all` `all here` | everybody who was expected |

A time at the end (`luis left 10:40`) is when it was; without one it is now. Whose name it is, is
looked up by the caller. Anything else is no line of this sort: () comes back.
"""

from __future__ import annotations

import re
from datetime import time

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.series import time_of_day


class Act(Word):
    """What is said of a person."""

    HERE = "here", "here"
    ROOM = "room", "in the room"
    REMOTE = "remote", "remote"
    LEFT = "left", "left"
    EXCUSED = "excused", "excused"
    ABSENT = "absent", "absent"
    NOT_HERE = "not_here", "not here"
    STANDS_IN = "stands_in", "stands in"
    GUEST = "guest", "guest"
    ALL = "all", "all here"


@frozen
class Said:
    """One thing said: of whom, in the words typed; at what hour, if one was given.

    `other` is for whom somebody stands in; `organization` a guest's.
    """

    act: Act
    who: str = ""
    at: time | None = None
    other: str = ""
    organization: str = ""


_WORDS = (
    (r"(?:is )?not here|never came", Act.NOT_HERE),
    (r"(?:is )?in the room|room", Act.ROOM),
    (r"(?:is |joins |by )?(?:remote|online)|on (?:the )?(?:phone|line)", Act.REMOTE),
    (r"(?:has )?left|(?:is )?(?:gone|out|away)|leaves", Act.LEFT),
    (r"(?:is )?(?:here|in|back|present)|came(?: in| back)?|joins|joined", Act.HERE),
    (r"(?:is )?(?:excused|sorry)|sends apologies", Act.EXCUSED),
    (r"(?:is )?absent", Act.ABSENT),
)
_VERBS = tuple(
    (re.compile(rf"(?P<who>.+?)\s+(?:{words})", re.IGNORECASE), act) for words, act in _WORDS
)
_TIME = re.compile(r"\s+(?:at\s+|from\s+|since\s+)?(?P<at>[0-9]{1,2}[:.][0-9]{2})$", re.IGNORECASE)
_SIGNED = re.compile(r"(?:^|(?<=\s))(?P<sign>[+\-−–])\s?(?=[^\s\d+\-])")
_ALL = re.compile(r"\+?(?:all|everybody|everyone)(?:\s+(?:is\s+|are\s+)?here)?", re.IGNORECASE)
_FOR = re.compile(
    r"(?P<who>.+?)\s+(?:(?:stands|is standing)\s+in\s+for|for|instead\s+of)\s+(?P<other>.+)",
    re.IGNORECASE,
)
_GUEST = re.compile(r"\+?guest\s+(?P<name>[^,]+?)\s*(?:,\s*(?P<body>.*))?", re.IGNORECASE)
_WITH_BODY = re.compile(r"(?P<name>[^,+]*[^\W\d_][^,]*?)\s*,\s*(?P<body>[^,].*)")


def read_roster_line(typed: str) -> tuple[Said, ...]:
    """Return what a line says, one by one; () if it is only a name, or nothing of this sort."""
    line = " ".join(typed.split())
    if _ALL.fullmatch(line):
        return (Said(Act.ALL),)
    rest, at = _split_time(line)
    if guest := _GUEST.fullmatch(rest):
        return (
            Said(Act.GUEST, guest["name"].strip(), at, organization=(guest["body"] or "").strip()),
        )
    if line[:1] in "+-−–" and line[:1]:
        return _signed(line)
    if guest := _WITH_BODY.fullmatch(rest):
        return (Said(Act.GUEST, guest["name"].strip(), at, organization=guest["body"].strip()),)
    if alternate := _FOR.fullmatch(rest):
        return (Said(Act.STANDS_IN, alternate["who"], at, other=alternate["other"]),)
    for pattern, act in _VERBS:
        if found := pattern.fullmatch(rest):
            return (Said(act, found["who"], at),)
    if at is not None and rest:
        return (Said(Act.HERE, rest, at),)
    return ()


def _signed(line: str) -> tuple[Said, ...]:
    marks = list(_SIGNED.finditer(line))
    found: list[Said] = []
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(line)
        who, at = _split_time(line[mark.end() : end].strip())
        plus = mark["sign"] == "+"
        for pattern, act in _VERBS if plus else ():
            if spoken := pattern.fullmatch(who):
                found.append(Said(act, spoken["who"], at))
                break
        else:
            found.append(Said(Act.HERE if plus else Act.LEFT, who, at))
    return tuple(found)


def _split_time(line: str) -> tuple[str, time | None]:
    found = _TIME.search(line)
    at = time_of_day(found["at"]) if found else None
    return (line[: found.start()], at) if found and at is not None else (line, None)
