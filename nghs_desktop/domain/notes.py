"""Notes: what was said that is none of the other kinds, or not yet."""

from __future__ import annotations

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import line
from nghs_desktop.domain.records import Captured


@frozen(kw_only=True)
class Note(Captured):
    """A note of what was said."""

    problem: str = line(
        "Not read", help="Why the line was kept as a note when it was meant as more.", shown=False
    )
