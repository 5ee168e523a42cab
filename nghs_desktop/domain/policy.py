"""The yearly policy agenda: what stands on it, where it would be decided, and where each member
organisation stands."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.barriers import BarrierLevel
from nghs_desktop.domain.describe import Search, Word, choice, day, flag, line, prose, refers, whole
from nghs_desktop.domain.records import Record


class PolicyAgendaState(Word):
    """Where a policy agenda stands. The group recommends; the Executive Committee approves."""

    DRAFT = "draft", "Draft"
    RECOMMENDED = "recommended", "Recommended"
    APPROVED = "approved", "Approved"
    IN_FORCE = "in_force", "In force"
    REVIEWED = "reviewed", "Reviewed"


class Stand(Word):
    """Where an organisation stands on an item. To abstain for own priorities costs no membership."""

    ADOPT = "adopt", "Adopts it"
    ADVOCATE = "advocate", "Speaks for it"
    ABSTAIN = "abstain", "Abstains for its own priorities"
    NONE = "none", "No position"


@frozen(kw_only=True)
class PolicyAgenda(Record):
    """A year's policy agenda of a group."""

    title: str = line("Title", search=Search.TITLE)
    group_id: str | None = refers("Work group", "work_group")
    year: int | None = whole("Year")
    state: PolicyAgendaState = choice("State", PolicyAgendaState, PolicyAgendaState.DRAFT)
    introduction: str = prose("Introduction")
    decision_id: str | None = refers("Recommended by", "decision")
    approved_on: date | None = day("Approved on")
    approved_by: str = line("Approved by")
    review: str = prose("What came of it")


@frozen(kw_only=True)
class PolicyItem(Record):
    """One item of a policy agenda; `arising` was not on it and came up in the year."""

    agenda_id: str | None = refers("Policy agenda", "policy_agenda")
    title: str = line("Title", search=Search.TITLE)
    level: BarrierLevel | None = choice("Decided at", BarrierLevel)
    wording: str = prose("Position")
    why: str = prose("Why")
    barrier_id: str | None = refers("From the barrier", "barrier")
    arising: bool = flag("Came up outside the agenda")
    progress: str = prose("Where it stands")
    position: str = line("Order", shown=False)


@frozen(kw_only=True)
class OrganizationStand(Record):
    """Where one organisation stands on one item."""

    policy_item_id: str | None = refers("Item", "policy_item")
    organization_id: str | None = refers("Organisation", "organization")
    stand: Stand = choice("Position", Stand, Stand.NONE)
    note: str = prose("Note", search=Search.NO)
