"""The process of a practice beside it: what is known, for whom it is known, how reviewers see it, the
level the group gives it, and where it was taken up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.changes import ChangeSet, Outcome
from nghs_desktop.domain.commands import AmendRecords, ConnectRecords, LogRecords, Ref
from nghs_desktop.domain.decisions import Decision
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.evidence import (
    Adoption,
    ContextProfile,
    Study,
    StudyKind,
    TierAssessment,
)
from nghs_desktop.domain.evidence_tiers import (
    Assessment,
    Design,
    Effect,
    GuideEvidence,
    Rating,
    ReportRating,
)
from nghs_desktop.domain.links import LinkKind, link
from nghs_desktop.domain.practices import Practice
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.domain.study_line import read_study, study_facts_line
from nghs_desktop.services.api import (
    OTHER_SCHEMES,
    NamedRow,
    PracticeEvidence,
    PracticeStanding,
    Reader,
    decisions_to_choose,
    named,
    practice_evidence,
    practice_standing,
)
from nghs_desktop.ui.dialogs.popups import Picker, choose_from
from nghs_desktop.ui.dialogs.sources import found_in, names_of
from nghs_desktop.ui.processes import ProcessPanel
from nghs_desktop.ui.processes.practice_level import LevelSection
from nghs_desktop.ui.processes.practice_reviews import ReviewsSection
from nghs_desktop.ui.processes.sub_records import Item, RecordList
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.item_edits import named_record
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow

_TOUCHING = (
    *("practice", "study", "context_profile", "tier_assessment", "adoption", "review"),
    *("conflict_of_interest", "classification", "framework", "framework_criterion", "decision"),
    *("person", "organization"),
)
_STUDY = (
    *("kind", "citation", "design", "rating", "version", "effect", "significant", "effect_size"),
    *("students", "sites", "populations", "settings", "outcome", "relevant", "well_done", "guide"),
    *("report", "independent", "follow_up_months", "url", "notes"),
)
_ADOPTION = ("organization_id", "started_on", "students", "outcome", "fidelity", "story")
_RATIONALE = ("logic_model", "rationale_source", "study_under_way")


def _words(words: type[Word]) -> Callable[[], Sequence[Choice]]:
    return lambda: [Choice(one.value, one.label, "circle-dot") for one in words]


_OF_STUDIES = frozenset(
    (
        *("design", "rating", "version", "effect", "significant", "effect_size", "students"),
        *("sites", "populations", "settings", "well_done", "follow_up_months"),
    )
)


def _of_another_kind(record: Record) -> frozenset[str]:
    """The facts that only another kind of evidence has."""
    kind = record.kind if isinstance(record, Study) else StudyKind.STUDY
    others = {StudyKind.GUIDE: "report", StudyKind.REPORT: "guide"}
    return (
        frozenset(("guide", "report")) if kind is StudyKind.STUDY else _OF_STUDIES | {others[kind]}
    )


class _Read:
    """All the panel shows, read in one go."""

    def __init__(self, reader: Reader, practice: Practice, viewer: str, context_id: str) -> None:
        self.evidence: PracticeEvidence | None = practice_evidence(reader, practice.id)
        self.standing: PracticeStanding | None = practice_standing(
            reader, practice.id, viewer=viewer, context_id=context_id
        )
        self.decisions: tuple[Decision, ...] = decisions_to_choose(reader, practice.group_id)
        self.names = {row.id: row.name for row in named(reader, "organization")}


class PracticePanel(ProcessPanel):
    """Evidence, tiers by local context, reviews, level and adoptions of one practice."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(context, parent)
        self._practice: Practice | None = None
        self._context_id = ""
        self._asked = 0
        look = context.look
        column = QVBoxLayout(self)
        look.space(column, (0, 8, 0, 0), 6)
        self.stands = Label(look, "", "strong", "text", wrap=True)
        holder = QVBoxLayout()
        look.space(holder, (8, 0, 8, 0))
        holder.addWidget(self.stands)
        column.addLayout(holder)
        self._make_evidence(column)
        self._make_rationale(column)
        self.reviews = ReviewsSection(context, self)
        self.level = LevelSection(context, self)
        column.addWidget(self.reviews)
        column.addWidget(self.level)
        self.adoptions = RecordList(
            context, "adoption", self.tr("Taken up at"), self.tr("Site"), self, fields=_ADOPTION
        )
        self.adoptions.add_asked.connect(self._ask_site)
        column.addWidget(self.adoptions)
        self.barrier = Button(
            look, self.tr("Barrier met while scaling"), kind="ghost", icon="triangle-alert"
        )
        self.barrier.clicked.connect(self._ask_barrier)
        column.addWidget(self.barrier)

    def _make_evidence(self, column: QVBoxLayout) -> None:
        context, look = self.context, self.context.look
        self.studies = RecordList(
            context, "study", self.tr("Studies and guides"), self.tr("Study"), self,
            fields=_STUDY,
            choices={
                "design": _words(Design), "rating": _words(Rating), "effect": _words(Effect),
                "guide": _words(GuideEvidence), "report": _words(ReportRating),
            },
        )  # fmt: skip
        self.studies.fields.left_out = _of_another_kind
        self.studies.add_asked.connect(self._add_study)
        column.addWidget(self.studies)
        self.line = Field(
            look, self.tr("Add a study in one line"),
            placeholder=self.tr("Author 2020; rct; wwc without; v 4.1; positive significant"),
        )  # fmt: skip
        self.line.setToolTip(
            self.tr(
                "Citation; rct, qed or correlational; wwc with, without or no; v 4.1; positive "
                "significant; 420 students; 3 sites; pop low income; set urban; what it looks at"
            )
        )
        self.line.returnPressed.connect(self._type_study)
        holder = QVBoxLayout()
        look.space(holder, (8, 0, 8, 0))
        holder.addWidget(self.line)
        column.addLayout(holder)
        self.contexts = RecordList(
            context, "context_profile", self.tr("Federal tier by local context (ESSA)"),
            self.tr("Context"), self,
            fields=("name", "organization_id", "populations", "settings", "about"),
        )  # fmt: skip
        self.contexts.add_asked.connect(self._add_context)
        self.contexts.opened_one.connect(self._choose_context)
        column.addWidget(self.contexts)
        self.schemes = RecordList(
            context, "tier_assessment", self.tr("Other schemes"), self.tr("Scheme"), self,
            fields=("scheme", "level", "context_id", "assessed_on", "reasons"),
        )  # fmt: skip
        self.schemes.add_asked.connect(self._ask_scheme)
        column.addWidget(self.schemes)

    def _make_rationale(self, column: QVBoxLayout) -> None:
        holder = QVBoxLayout()
        self.context.look.space(holder, (8, 0, 8, 0), 2)
        labels = {
            "logic_model": self.tr("Why it is likely"),
            "rationale_source": self.tr("Rests on"),
            "study_under_way": self.tr("Study under way"),
        }
        self.rationale: dict[str, PropertyRow] = {}
        for name in _RATIONALE:
            row = PropertyRow(self.context.look, labels[name], self)
            row.let_type(self.tr("One line; more can be written below"))
            row.edited.connect(partial(self._amend, name))
            self.rationale[name] = row
            holder.addWidget(row)
        column.addLayout(holder)
        self.context.look.changed.connect(self._align)

    # -- showing -------------------------------------------------------------------------
    def show_record(self, record: Record) -> None:
        """Show the process of a practice."""
        if not isinstance(record, Practice):
            return
        if self._practice is None or self._practice.id != record.id:
            self._context_id = ""
            self.line.clear()
        self._practice = record
        self._read()

    def when_changed(self, changes: ChangeSet) -> None:
        """Read again where something of it changed."""
        if self._practice is not None and changes.touches(*_TOUCHING):
            self._read()

    def keep_all(self) -> None:
        """Save what is being typed."""
        for one in (self.studies, self.contexts, self.schemes, self.adoptions):
            one.keep_all()

    def _read(self) -> None:
        practice = self._practice
        if practice is None:
            return
        self._asked += 1
        asked, viewer, chosen = self._asked, self.context.me(), self._context_id

        def read(reader: Reader) -> _Read:
            return _Read(reader, practice, viewer, chosen)

        def arrived(found: _Read) -> None:
            if asked == self._asked:
                self._show(found)

        self.context.dispatch.ask(read, arrived, self)

    def _show(self, found: _Read) -> None:
        if found.evidence is None or found.standing is None:
            return
        evidence, standing = found.evidence, found.standing
        self._practice = evidence.practice
        self.stands.setText(self._stands(evidence, standing))
        self.studies.show_items(
            [Item(one, one.citation or self.tr("Untitled study"), study_facts_line(one))
             for one in evidence.studies]
        )  # fmt: skip
        self.contexts.show_items(
            [
                Item(
                    tier.context,
                    tier.context.name or self.tr("Unnamed context"),
                    tier.assessment.words,
                    self._reasons(tier.assessment),
                )
                for tier in evidence.tiers
            ],
            found.names,
        )
        contexts = {tier.context.id: tier.context.name for tier in evidence.tiers}
        self.schemes.show_items(
            [
                Item(one, f"{one.scheme}: {one.level or self.tr('no level yet')}",
                     contexts.get(one.context_id or "", ""))
                for one in evidence.others
            ],
            contexts,
        )  # fmt: skip
        for name, row in self.rationale.items():
            words = str(getattr(evidence.practice, name))
            row.setVisible(not words.strip())
            row.show_value("", icon="pencil")
        self._align()
        self.reviews.show_standing(standing)
        self.level.show_standing(standing, found.decisions)
        self.adoptions.show_items(
            [
                Item(row.adoption, row.site or self.tr("A site"), self._adopted(row.adoption))
                for row in evidence.adoptions
            ],
            found.names,
        )

    def _stands(self, evidence: PracticeEvidence, standing: PracticeStanding) -> str:
        practice = evidence.practice
        level = self.tr("No level yet")
        newest = standing.levels[0] if standing.levels else None
        if newest is not None and newest.given.level is not None:
            level = f"{newest.given.level.label} ({newest.scheme})"
        elif practice.level is not None:
            level = practice.level.label
        assessment, place = standing.standing.assessment, standing.standing.context
        tier = assessment.words
        if place is not None:
            tier = self.tr("{tier}, for {place}").format(tier=tier, place=place.name)
        lines = [level, tier]
        if practice.review_by is not None:
            day = short_date(practice.review_by, self.context.today())
            due = practice.review_by <= self.context.today()
            words = self.tr("Due to be looked at again since {day}") if due else self.tr(
                "Looked at again by {day}"
            )  # fmt: skip
            lines.append(words.format(day=day))
        return "\n".join(lines)

    def _reasons(self, assessment: Assessment) -> tuple[str, ...]:
        lines = [assessment.words, *assessment.reasons]
        if assessment.study:
            lines[0] = self.tr("{tier}, by {study}").format(
                tier=assessment.words, study=assessment.study
            )
        if assessment.missing:
            lines.append(self.tr("Missing for the next tier:"))
            lines += assessment.missing
        return tuple(lines)

    def _adopted(self, adoption: Adoption) -> str:
        since = ""
        if adoption.started_on is not None:
            day = short_date(adoption.started_on, self.context.today())
            since = self.tr("since {day}").format(day=day)
        return "  ·  ".join(filter(None, (adoption.outcome.label, since)))

    def _align(self) -> None:
        rows = [row for row in self.rationale.values() if not row.isHidden()]
        wide = max((row.label_width for row in rows), default=0)
        for row in rows:
            row.give_label(wide)

    # -- changes -------------------------------------------------------------------------
    def _amend(self, field: str, words: str) -> None:
        if self._practice is not None:
            change = AmendRecords((Ref("practice", self._practice.id),), {field: words})
            self.context.dispatch.run(change, self)

    def _keep(
        self, record: Record, label: str, then: RecordList, also: tuple[Record, ...] = ()
    ) -> None:
        """Keep a new record of this practice and open its card."""

        def kept(outcome: Outcome) -> None:
            then.open_id = record.id
            self._read()

        self.context.dispatch.run(LogRecords((*also, record), label=label), self, kept)

    def _make(self, cls: type[Any], **values: Any) -> Any:
        practice_id = self._practice.id if self._practice else None
        return cls(id=new_id(), practice_id=practice_id, **values)

    def _add_study(self) -> None:
        self._keep(self._make(Study), self.tr("add a study"), self.studies)

    def _type_study(self) -> None:
        fields = read_study(self.line.text())
        if not fields or self._practice is None:
            return
        study = self._make(Study, **fields)

        def kept(outcome: Outcome) -> None:
            self.line.clear()
            announce(
                self.line, self.tr("Study added. {facts}").format(facts=study_facts_line(study))
            )

        self.context.dispatch.run(
            LogRecords((study,), label=self.tr("add a study")), self, kept
        )  # fmt: skip

    def _add_context(self) -> None:
        made = ContextProfile(id=new_id(), name=self.tr("New context"))
        self._keep(made, self.tr("add a local context"), self.contexts)

    def _choose_context(self, id: str) -> None:
        self._context_id = id or self._context_id
        self._read()

    def _ask_scheme(self) -> None:
        names = [*OTHER_SCHEMES, self.tr("Another scheme")]
        choices = [Choice(name, name, "bookmark") for name in names]
        at = self.schemes.add.mapToGlobal(self.schemes.add.rect().bottomLeft())
        choose_from(
            self.context.look, self, self.tr("Whose scheme"), choices, "", self._add_scheme, at
        )

    def _add_scheme(self, name: str) -> None:
        made = self._make(TierAssessment, scheme=name, assessed_on=self.context.today())
        self._keep(made, self.tr("add a level of another scheme"), self.schemes)

    def _ask_site(self) -> None:
        picker = Picker(
            self.context.look,
            self.tr("Site that took it up"),
            names_of(self.context.dispatch, "organization", self),
            self,
            add=self.tr("Add {name}"),
        )
        picker.chosen.connect(self._add_site)
        picker.open_at(self.adoptions.add)

    def _add_site(self, row: NamedRow) -> None:
        also = () if row.id else (named_record("organization", row.name),)
        key = also[0].id if also else row.id
        made = self._make(Adoption, organization_id=key)
        self._keep(made, self.tr("add a site"), self.adoptions, also)

    def _ask_barrier(self) -> None:
        source = found_in(self.context.dispatch, ("barrier",), self)
        words = self.tr("Barrier met while scaling")
        picker = Picker(self.context.look, words, source, self)
        picker.chosen.connect(self._link_barrier)
        picker.open_at(self.barrier)

    def _link_barrier(self, row: NamedRow) -> None:
        if self._practice is None or not row.id:
            return
        met = link("barrier", row.id, LinkKind.AROSE_WHILE_SCALING, "practice", self._practice.id)
        self.context.dispatch.run(ConnectRecords(add=(met,)), self)
