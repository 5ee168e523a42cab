"""Focus areas: where the group says improvement and facilitation hours should go."""

from __future__ import annotations

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word, choice, whole
from nghs_desktop.domain.records import Captured


class FocusStatus(Word):
    """The life of a focus area."""

    PROPOSED = "proposed", "Proposed"
    RECOMMENDED = "recommended", "Recommended"
    ALLOCATED = "allocated", "Allocated"
    DECLINED = "declined", "Declined"


@frozen(kw_only=True)
class Focus(Captured):
    """A candidate for improvement and facilitation time."""

    status: FocusStatus = choice("Status", FocusStatus, FocusStatus.PROPOSED)
    effort: int | None = whole("Effort", help="1 little to 5 much.")
    hours_needed: int | None = whole("Hours needed")
