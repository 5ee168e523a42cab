"""What goes on between meetings, each process as a list with its detail. One view, told which by its
place; what a record's process looks like is in `ui.processes`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.attention import KeptReferral
from nghs_desktop.domain.focus_records import KeptRound
from nghs_desktop.domain.frameworks import FrameworkVersion
from nghs_desktop.domain.funding import FundingSource
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.improvement import ImprovementProject
from nghs_desktop.domain.nomination_records import KeptNomination
from nghs_desktop.domain.policy import PolicyAgenda
from nghs_desktop.domain.records import Record
from nghs_desktop.services.api import (
    focus_rounds,
    frameworks,
    funding,
    improvement_projects,
    nominations,
    policy_agendas,
    referrals,
)
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.records import RecordsView, Rows
from nghs_desktop.ui.words import QT_TRANSLATE_NOOP, translated


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one place lists, its words, and how a new record begins."""

    noun: str
    rows: Rows
    title: str
    new: str
    filter: str
    empty: str
    make: Callable[[str], Record]


SHELVES: Mapping[str, Shelf] = MappingProxyType(
    {
        "referrals": Shelf(
            "referral",
            referrals,
            QT_TRANSLATE_NOOP("followup", "Referrals"),
            QT_TRANSLATE_NOOP("followup", "New referral"),
            QT_TRANSLATE_NOOP("followup", "Filter referrals"),
            QT_TRANSLATE_NOOP("followup", "Nothing was handed to another group yet."),
            lambda group: KeptReferral(id=new_id(), from_group_id=group or None),
        ),
        "nominations": Shelf(
            "nomination",
            nominations,
            QT_TRANSLATE_NOOP("followup", "Nominations"),
            QT_TRANSLATE_NOOP("followup", "New nomination"),
            QT_TRANSLATE_NOOP("followup", "Filter nominations"),
            QT_TRANSLATE_NOOP("followup", "Nobody was nominated yet."),
            lambda group: KeptNomination(id=new_id(), group_id=group or None),
        ),
        "frameworks": Shelf(
            "framework",
            frameworks,
            QT_TRANSLATE_NOOP("followup", "Frameworks"),
            QT_TRANSLATE_NOOP("followup", "New version"),
            QT_TRANSLATE_NOOP("followup", "Filter frameworks"),
            QT_TRANSLATE_NOOP("followup", "No framework for practices yet."),
            lambda group: FrameworkVersion(id=new_id(), group_id=group or None, version=1),
        ),
        "rounds": Shelf(
            "focus_round",
            focus_rounds,
            QT_TRANSLATE_NOOP("followup", "Focus rounds"),
            QT_TRANSLATE_NOOP("followup", "New round"),
            QT_TRANSLATE_NOOP("followup", "Filter focus rounds"),
            QT_TRANSLATE_NOOP("followup", "Nobody was asked yet where hours should go."),
            lambda group: KeptRound(id=new_id(), group_id=group or None, groups=group),
        ),
        "projects": Shelf(
            "improvement_project",
            improvement_projects,
            QT_TRANSLATE_NOOP("followup", "Improvement"),
            QT_TRANSLATE_NOOP("followup", "New project"),
            QT_TRANSLATE_NOOP("followup", "Filter projects"),
            QT_TRANSLATE_NOOP("followup", "No improvement project yet."),
            lambda group: ImprovementProject(id=new_id(), group_id=group or None),
        ),
        "policy": Shelf(
            "policy_agenda",
            policy_agendas,
            QT_TRANSLATE_NOOP("followup", "Policy agenda"),
            QT_TRANSLATE_NOOP("followup", "New year"),
            QT_TRANSLATE_NOOP("followup", "Filter policy agendas"),
            QT_TRANSLATE_NOOP("followup", "No policy agenda yet."),
            lambda group: PolicyAgenda(id=new_id(), group_id=group or None),
        ),
        "funding": Shelf(
            "funding_source",
            funding,
            QT_TRANSLATE_NOOP("followup", "Funding"),
            QT_TRANSLATE_NOOP("followup", "New source"),
            QT_TRANSLATE_NOOP("followup", "Filter funding"),
            QT_TRANSLATE_NOOP("followup", "No source of funds yet."),
            lambda group: FundingSource(id=new_id()),
        ),
    }
)


class FollowUpView(RecordsView):
    """One process as a list."""

    def __init__(self, context: ViewContext, place: str, parent: QWidget | None = None) -> None:
        shelf = self._shelf = SHELVES[place]
        self._group_id = ""
        super().__init__(
            context,
            shelf.noun,
            translated("followup", shelf.title),
            shelf.rows,
            new_words=translated("followup", shelf.new),
            filter_words=translated("followup", shelf.filter),
            empty_words=translated("followup", shelf.empty),
            make=lambda: shelf.make(self._group_id),
            parent=parent,
        )

    def show_group(self, group: WorkGroup | None) -> None:
        """Begin new records in this group; the list shows those of all groups."""
        self._group_id = group.id if group is not None else ""
