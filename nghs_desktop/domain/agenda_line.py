"""An agenda item as one typed line: `Seat time 20m decide @dana at 10:40 [Morning]`.

The title is what is left when the marks at the end are read. A mark counts only behind the title, so
that "Decide on the budget" stays a title; what is put in double quotes is never read.

| typed | means |
| --- | --- |
| `20m` `20 min` `1h` `1h15` | minutes |
| `inform` `discuss` `advise` `decide` `recognise` `consent` | purpose |
| `@dana` `@"Dana Reyes"` | presenter: a known name, or the beginning of one |
| `at 10:40` | starts then in any case |
| `[Morning]` | section |
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.known_names import fold
from nghs_desktop.domain.meetings import Purpose
from nghs_desktop.domain.series import time_of_day

MOST_MINUTES = 600

_HOURS = r"(?P<h>[0-9]{1,2})\s?h(?:\s?(?P<hm>[0-9]{1,2})(?:\s?m(?:in)?)?)?"
_MINUTES = r"(?P<m>[0-9]{1,3})\s?(?:m|min|mins|minutes?)"
_PURPOSE = "|".join(purpose.value for purpose in Purpose)
_MARK = re.compile(
    rf"(?:^|(?<=\s))(?:{_HOURS}|{_MINUTES}|(?P<purpose>{_PURPOSE}|recognize)"
    r"|@(?:\"(?P<quoted>[^\"]+)\"|(?P<name>[^\s\"@\[\]]+))"
    r"|at\s(?P<at>[0-9]{1,2}[:.][0-9]{2})|\[(?P<section>[^\[\]]*)\])\s*$",
    re.IGNORECASE,
)


@frozen
class KnownPerson:
    """Somebody who may present."""

    id: str
    name: str


@frozen
class AgendaLine:
    """What a line says. `unknown` is a name that is nobody's here, or more than one person's."""

    title: str
    minutes: int | None = None
    purpose: Purpose = Purpose.DISCUSS
    presenter_id: str | None = None
    locked: time | None = None
    section: str = ""
    unknown: str = ""


def read_line(typed: str, people: Sequence[KnownPerson] = ()) -> AgendaLine:
    """Return what a typed line says; of two marks of a kind the later counts, the other is title."""
    rest = " ".join(typed.split())
    found: dict[str, str] = {}
    while True:
        match = _MARK.search(rest)
        if match is None or (_kind(match) in found):
            break
        if _kind(match) == "minutes" and not 0 < _minutes(match) <= MOST_MINUTES:
            break
        if match["at"] and time_of_day(match["at"]) is None:
            break
        if not rest[: match.start()].strip():
            break  # a title there must be
        found[_kind(match)] = _value(match)
        rest = rest[: match.start()].rstrip()
    if len(rest) > 2 and rest.startswith('"') and rest.endswith('"') and '"' not in rest[1:-1]:
        rest = rest[1:-1].strip() or rest
    purpose = found.get("purpose", Purpose.DISCUSS.value).lower().replace("recognize", "recognise")
    presenter, unknown = find_person(found.get("name", ""), people)
    return AgendaLine(
        rest,
        int(found["minutes"]) if "minutes" in found else None,
        Purpose(purpose),
        presenter,
        time_of_day(found.get("at", "")),
        found.get("section", "").strip(),
        unknown,
    )


def write_line(line: AgendaLine, presenter: str = "") -> str:
    """Return the line that says this; reading it gives the same again."""
    title = " ".join(line.title.split())
    if title and (_MARK.search(f"x {title}") or _is_quoted(title)):
        title = f'"{title}"'
    parts = [title]
    if line.minutes:
        parts.append(f"{line.minutes}m")
    if line.purpose is not Purpose.DISCUSS:
        parts.append(line.purpose.value)
    if presenter:
        parts.append(f'@"{presenter}"' if " " in presenter else f"@{presenter}")
    if line.locked is not None:
        parts.append(f"at {line.locked:%H:%M}")
    if line.section:
        parts.append(f"[{line.section}]")
    return " ".join(parts)


def _is_quoted(title: str) -> bool:
    return len(title) > 2 and title.startswith('"') and title.endswith('"')


def _kind(match: re.Match[str]) -> str:
    if match["h"] or match["m"]:
        return "minutes"
    if match["quoted"] or match["name"]:
        return "name"
    return next(name for name in ("purpose", "at", "section") if match[name] is not None)


def _minutes(match: re.Match[str]) -> int:
    return int(match["m"]) if match["m"] else 60 * int(match["h"]) + int(match["hm"] or 0)


def _value(match: re.Match[str]) -> str:
    kind = _kind(match)
    if kind == "minutes":
        return str(_minutes(match))
    return str(match["quoted"] or match["name"]) if kind == "name" else str(match[kind])


def find_person(name: str, people: Sequence[KnownPerson]) -> tuple[str | None, str]:
    """Return whose name this is, or the name when it is nobody's or could be several people's."""
    wanted = fold(name)
    if not wanted:
        return None, ""
    exact = [one for one in people if fold(one.name) == wanted]
    begins = [
        one
        for one in people
        if any(word.startswith(wanted) for word in (fold(one.name), *fold(one.name).split()))
    ]
    found = exact or begins
    return (found[0].id, "") if len(found) == 1 else (None, name)
