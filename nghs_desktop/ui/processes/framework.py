"""A version of a framework beside it: its criteria with what 1 to 5 mean, the thresholds as guidance,
what adopting it would change, and the decision that puts it in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from fractions import Fraction
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.blind_reviews import HIGHEST, LOWEST
from nghs_desktop.domain.changes import ChangeSet, Outcome
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.decisions import Decision
from nghs_desktop.domain.frameworks import FrameworkCriterion, FrameworkStatus, FrameworkVersion
from nghs_desktop.domain.ordering import place_between
from nghs_desktop.domain.practice_commands import AdoptFramework
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.spoken_dates import short_date
from nghs_desktop.services.api import (
    FrameworkPage,
    Reader,
    decisions_to_choose,
    framework_page,
    next_version,
    read_thresholds,
    write_thresholds,
)
from nghs_desktop.ui.processes import ProcessPanel
from nghs_desktop.ui.processes.sub_records import Item, RecordList
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.detail_links import LinkCard
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import Choice, PropertyRow

_TOUCHING = (
    *("framework", "framework_criterion", "decision", "review", "study", "context_profile"),
    *("practice", "conflict_of_interest"),
)
_MEANS = ("promising_mean", "effective_mean")


class FrameworkPanel(ProcessPanel):
    """One version. What was adopted is looked at; a draft is edited in place."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(context, parent)
        self._framework: FrameworkVersion | None = None
        self._page: FrameworkPage | None = None
        self._decisions: tuple[Decision, ...] = ()
        self._decision_id = ""
        self._asked = 0
        look = context.look
        column = QVBoxLayout(self)
        look.space(column, (0, 8, 0, 0), 8)
        top = QVBoxLayout()
        look.space(top, (8, 0, 8, 0), 4)
        self.stands = Label(look, "", "strong", "text", wrap=True)
        self.problems = Label(look, "", "caption", "warning", wrap=True)
        self.changed = Label(look, "", "caption", "text2", wrap=True)
        for label in (self.stands, self.problems, self.changed):
            top.addWidget(label)
        column.addLayout(top)
        self.criteria = RecordList(
            context, "framework_criterion", self.tr("Criteria"), self.tr("Criterion"), self,
            fields=("name", "weight", "minimum", "definition", "anchors"),
        )  # fmt: skip
        self.criteria.add_asked.connect(self._add_criterion)
        column.addWidget(self.criteria)
        self._make_thresholds(column)
        self._make_adoption(column)

    def _make_thresholds(self, column: QVBoxLayout) -> None:
        look = self.context.look
        holder = QVBoxLayout()
        look.space(holder, (8, 6, 8, 2), 4)
        holder.addWidget(Label(look, self.tr("Thresholds, as guidance"), "strong", wrap=True))
        self.guidance = Label(look, "", "caption", "text2", wrap=True)
        holder.addWidget(self.guidance)
        labels = {
            "promising_mean": self.tr("Promising, mean"),
            "promising_least": self.tr("Promising, lowest"),
            "effective_mean": self.tr("Effective, mean"),
            "local_sites": self.tr("Local sites"),
        }
        self.thresholds: dict[str, PropertyRow] = {}
        for name, label in labels.items():
            row = PropertyRow(look, label, self)
            row.let_type("3.75" if name in _MEANS else "2")
            row.edited.connect(partial(self._set_threshold, name))
            self.thresholds[name] = row
            holder.addWidget(row)
        column.addLayout(holder)

    def _make_adoption(self, column: QVBoxLayout) -> None:
        look = self.context.look
        holder = QVBoxLayout()
        look.space(holder, (8, 6, 8, 2), 6)
        self.decision = PropertyRow(look, self.tr("Adopted by"), self)
        self.decision.offer(self._offer_decisions)
        self.decision.chosen.connect(self._choose_decision)
        holder.addWidget(self.decision)
        self.adopt = Button(look, self.tr("Adopt this version"), kind="primary", icon="check")
        self.adopt.clicked.connect(self._adopt)
        holder.addWidget(self.adopt)
        self.next = Button(look, self.tr("New version from this one"), icon="copy")
        self.next.clicked.connect(self._make_next)
        holder.addWidget(self.next)
        column.addLayout(holder)

    # -- showing -------------------------------------------------------------------------
    def show_record(self, record: Record) -> None:
        """Show a version."""
        if not isinstance(record, FrameworkVersion):
            return
        if self._framework is None or self._framework.id != record.id:
            self._decision_id = ""
        self._framework = record
        self._read()

    def when_changed(self, changes: ChangeSet) -> None:
        """Read again where something of it changed."""
        if self._framework is not None and changes.touches(*_TOUCHING):
            self._read()

    def keep_all(self) -> None:
        """Save what is being typed."""
        self.criteria.keep_all()

    def _read(self) -> None:
        framework = self._framework
        if framework is None:
            return
        self._asked += 1
        asked = self._asked

        def read(reader: Reader) -> tuple[FrameworkPage | None, tuple[Decision, ...]]:
            page = framework_page(reader, framework.id)
            return page, decisions_to_choose(reader, framework.group_id)

        def arrived(found: tuple[FrameworkPage | None, tuple[Decision, ...]]) -> None:
            if asked == self._asked and found[0] is not None:
                self._show(found[0], found[1])

        self.context.dispatch.ask(read, arrived, self)

    def _show(self, page: FrameworkPage, decisions: tuple[Decision, ...]) -> None:
        self._page, self._framework, self._decisions = page, page.framework, decisions
        draft = page.framework.status is FrameworkStatus.DRAFT
        self.stands.setText(self._stands(page))
        self.problems.setText("\n".join(page.problems))
        self.problems.setVisible(bool(page.problems))
        changed = [self.tr("Adopting it would change:"), *page.changed] if page.changed else []
        if draft and not page.changed:
            changed = [self.tr("Adopting it changes no guidance that was given.")]
        self.changed.setText("\n".join(changed))
        self.changed.setVisible(bool(changed))
        self.criteria.add.setVisible(draft)
        self.criteria.show_items([self._item(one, draft) for one in page.criteria])
        for card in self.criteria.cards:
            card.removeEventFilter(self)
            card.installEventFilter(self)
        self.guidance.setText("\n".join(page.thresholds))
        kept = read_thresholds(page.framework.thresholds)
        for name, row in self.thresholds.items():
            value = getattr(kept, name)
            row.show_value(f"{float(value):g}" if name in _MEANS else str(value), icon="hash")
            row.setVisible(draft)
        wide = max(row.label_width for row in self.thresholds.values())
        for row in (*self.thresholds.values(), self.decision):
            row.give_label(wide)
        titles = {one.id: one.title for one in decisions}
        self.decision.show_value(
            titles.get(self._decision_id, ""), icon="gavel",
            empty=self.tr("Choose a decision") if titles else self.tr("No decision was passed yet"),
        )  # fmt: skip
        self.decision.setVisible(draft)
        self.adopt.setVisible(draft)
        self.adopt.setEnabled(draft and not page.problems and bool(self._decision_id))
        self.next.setVisible(not draft)

    def _stands(self, page: FrameworkPage) -> str:
        kept = page.framework
        words = self.tr("Version {n}: {status}").format(
            n=kept.version or 1, status=kept.status.label.lower()
        )
        if kept.adopted_on is not None:
            day = short_date(kept.adopted_on, self.context.today())
            words = self.tr("{words}. Adopted {day}").format(words=words, day=day)
        if page.decision:
            words = self.tr("{words} by “{decision}”").format(words=words, decision=page.decision)
        return words

    def _item(self, one: FrameworkCriterion, draft: bool) -> Item:
        facts = self.tr("Weight {weight}, minimum {minimum}").format(
            weight=1 if one.weight is None else one.weight,
            minimum=1 if one.minimum is None else one.minimum,
        )
        anchors = one.anchors.splitlines()
        lines: list[str] = []
        if not draft:
            lines = [one.definition, *(f"{n}  {words}" for n, words in enumerate(anchors, LOWEST))]
        elif len(anchors) != HIGHEST:
            lines = [self.tr("Five lines say what 1 to 5 mean; now there are {n}.").format(
                n=len(anchors))]  # fmt: skip
        else:
            lines = [self.tr("Alt+Up and Alt+Down on the card move it.")]
        return Item(
            one, one.name or self.tr("Unnamed criterion"), facts,
            tuple(filter(None, lines)), fixed=not draft,
        )  # fmt: skip

    # -- criteria ------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move a criterion with Alt+Up and Alt+Down on its card."""
        if (
            event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
            and isinstance(event, QKeyEvent)
            and isinstance(watched, LinkCard)
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            else:
                self._move(watched, -1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        return super().eventFilter(watched, event)

    def _move(self, card: LinkCard, step: int) -> None:
        page = self._page
        if page is None or page.framework.status is not FrameworkStatus.DRAFT:
            return
        order = list(page.criteria)
        at = next((n for n, one in enumerate(order) if one.id == card.linked.row.id), -1)
        to = at + step
        if at < 0 or not 0 <= to < len(order):
            return
        moved = order.pop(at)
        before = order[to - 1].position if to else ""
        after = order[to].position if to < len(order) else ""
        command = AmendRecords(
            (Ref("framework_criterion", moved.id),),
            {"position": place_between(before, after)},
            label=self.tr("move “{name}”").format(name=moved.name),
        )

        def done(outcome: Outcome) -> None:
            self.criteria.shown[to].setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.tr("{name}, {n} of {all}").format(
                name=moved.name, n=to + 1, all=len(order) + 1))  # fmt: skip

        self.context.dispatch.run(command, self, done)

    def _add_criterion(self) -> None:
        page = self._page
        if page is None:
            return
        last = page.criteria[-1].position if page.criteria else ""
        made = FrameworkCriterion(
            id=new_id(), framework_id=page.framework.id, position=place_between(last, "")
        )

        def kept(outcome: Outcome) -> None:
            self.criteria.open_id = made.id
            self._read()

        label = self.tr("add a criterion")
        self.context.dispatch.run(LogRecords((made,), label=label), self, kept)

    # -- thresholds and adoption ---------------------------------------------------------
    def _set_threshold(self, name: str, words: str) -> None:
        framework = self._framework
        if framework is None:
            return
        try:
            value: Any = Fraction(words.replace(",", ".")) if name in _MEANS else int(words)
        except (ValueError, ZeroDivisionError):
            value = -1
        if not (0 < value <= (99 if name == "local_sites" else HIGHEST)):
            self.context.say(self.tr("“{words}” is no threshold. Nothing was changed.").format(
                words=words))  # fmt: skip
            return
        kept = read_thresholds(framework.thresholds)
        assert name in {one.name for one in fields(kept)}
        changed = write_thresholds(replace(kept, **{name: value}))
        change = AmendRecords(
            (Ref("framework", framework.id),),
            {"thresholds": changed},
            label=self.tr("change a threshold"),
        )
        self.context.dispatch.run(change, self)

    def _offer_decisions(self) -> Sequence[Choice]:
        found = [Choice(one.id, one.title, "gavel") for one in self._decisions]
        return found or [Choice("", self.tr("No decision was passed yet"), "x")]

    def _choose_decision(self, key: str) -> None:
        self._decision_id = key
        if self._page is not None:
            self._show(self._page, self._decisions)

    def _adopt(self) -> None:
        framework, context = self._framework, self.context
        if framework is None:
            return

        def done(outcome: Outcome) -> None:
            self._decision_id = ""
            context.say(self.tr("The framework is in force."))

        command = AdoptFramework(
            framework.id, self._decision_id, context.today(), context.now(), context.me()
        )
        context.dispatch.run(command, self, done)

    def _make_next(self) -> None:
        page = self._page
        if page is None:
            return
        made = new_id()
        records = next_version(page.framework, page.criteria, made, page.newest + 1)

        def done(outcome: Outcome) -> None:
            self.opened.emit(Ref("framework", made))

        label = self.tr("make a new version")
        self.context.dispatch.run(LogRecords(records, label=label), self, done)
