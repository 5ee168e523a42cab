"""Who brings a parked thing back and when, as one typed line: `Luis in 3 weeks`, `@dana by 4 dec`.

A name and a day in either order; either may be left out. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.agenda_line import KnownPerson, find_person
from nghs_desktop.domain.spoken_dates import SPOKEN_DATE, Calendar, day_of

_DAY = re.compile(rf"(?:(?:due|by|on|at)\s+)*{SPOKEN_DATE}", re.IGNORECASE)


@frozen
class ParkLine:
    """What a line says. `unknown` are words that are neither a known person nor a day."""

    owner_id: str | None = None
    revisit_on: date | None = None
    unknown: str = ""


def read_park_line(typed: str, people: Sequence[KnownPerson], calendar: Calendar) -> ParkLine:
    """Return the owner and the day a line names."""
    words = " ".join(typed.split())
    day = None
    for match in _DAY.finditer(words):
        before = words[: match.start()]
        day = day_of(match, calendar) if not before or before.endswith((" ", ",")) else None
        if day is not None:
            words = before + " " + words[match.end() :]
            break
    name = words.replace(",", " ").strip().removeprefix("@").strip('" ')
    owner, unknown = find_person(name, people)
    return ParkLine(owner, day, unknown)
