"""The form with every field of a record, at the right of the window. A record that exists is saved
as it is typed; a new one is kept by its button."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.changes import ChangeSet, Outcome
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.services.api import Detail, detail
from nghs_desktop.ui.dialogs.form_binding import FormBinding, dress
from nghs_desktop.ui.forms.barrier_form import Ui_BarrierForm
from nghs_desktop.ui.forms.commitment_form import Ui_CommitmentForm
from nghs_desktop.ui.forms.decision_form import Ui_DecisionForm
from nghs_desktop.ui.forms.focus_form import Ui_FocusForm
from nghs_desktop.ui.forms.meeting_form import Ui_MeetingForm
from nghs_desktop.ui.forms.note_form import Ui_NoteForm
from nghs_desktop.ui.forms.organization_form import Ui_OrganizationForm
from nghs_desktop.ui.forms.person_form import Ui_PersonForm
from nghs_desktop.ui.forms.practice_form import Ui_PracticeForm
from nghs_desktop.ui.forms.recognition_form import Ui_RecognitionForm
from nghs_desktop.ui.forms.resource_form import Ui_ResourceForm
from nghs_desktop.ui.forms.statement_form import Ui_StatementForm
from nghs_desktop.ui.forms.work_group_form import Ui_WorkGroupForm
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.item_edits import named_record
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.sheet import Sheet

_WIDTH = 560


class Form(Protocol):
    """What a compiled form can do."""

    def setupUi(self, widget: QWidget, /) -> None:
        """Put its widgets into a widget."""


FORMS: Mapping[str, type[Form]] = MappingProxyType(
    {
        "barrier": Ui_BarrierForm,
        "practice": Ui_PracticeForm,
        "recognition": Ui_RecognitionForm,
        "commitment": Ui_CommitmentForm,
        "decision": Ui_DecisionForm,
        "focus": Ui_FocusForm,
        "note": Ui_NoteForm,
        "person": Ui_PersonForm,
        "organization": Ui_OrganizationForm,
        "work_group": Ui_WorkGroupForm,
        "meeting": Ui_MeetingForm,
        "resource": Ui_ResourceForm,
        "statement": Ui_StatementForm,
    }
)
"""The form of each noun that has one."""


class RecordForm(QWidget):
    """One form in a page that scrolls. `kept(Ref)` comes when a new record was added."""

    kept = Signal(object)
    refused = Signal(str, str)

    def __init__(
        self,
        context: ViewContext,
        noun_name: str,
        ref: Ref | None,
        preset: Mapping[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._noun, self._ref = context, NOUN[noun_name], ref
        look = context.look
        column = QVBoxLayout(self)
        look.space(column)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self.form = QWidget()
        FORMS[noun_name]().setupUi(self.form)
        self._area.setWidget(self.form)
        self.form.setAutoFillBackground(False)
        column.addWidget(self._area, 1)
        self._problem = Label(look, "", "body", "warning", wrap=True)
        foot = QVBoxLayout()
        look.space(foot, (20, 8, 20, 14), 8)
        foot.addWidget(self._problem)
        self._problem.hide()
        word = self._noun.label.lower()
        self.add = Button(look, self.tr("Add {kind}").format(kind=word), kind="primary",
                          icon="plus", parent=self)  # fmt: skip
        self.add.clicked.connect(self.keep)
        foot.addWidget(self.add)
        if ref is not None:
            self.add.hide()
        column.addLayout(foot)
        self.binding = FormBinding(context, self.form, self._noun, self._add_named)
        self.binding.refused.connect(self._refuse)
        self.binding.accepted.connect(self._accept)
        self._refused = ""
        look.follow(self.form, self._dress)
        if ref is not None:
            self.binding.edited.connect(self._amend)
            self._timer = QTimer(self)
            self._timer.setSingleShot(True)
            self._timer.setInterval(30)
            self._timer.timeout.connect(self._read)
            context.dispatch.changed.connect(self._when_changed)
            self._read()
        else:
            self.binding.show_record(self._noun.cls(id="", **(preset or {})), {})
        self.setFocusProxy(next(iter(self.binding.widgets.values())))

    def showEvent(self, event: QShowEvent) -> None:
        """Dress the form once its widgets have taken the application's style."""
        super().showEvent(event)
        self._dress()

    def _dress(self) -> None:
        dress(self._context.look, self.form)

    # -- a record that exists ------------------------------------------------------------
    def _read(self) -> None:
        ref = self._ref
        if ref is not None:
            self._context.dispatch.ask(lambda reader: detail(reader, ref), self._show, self)

    def _show(self, found: Detail | None) -> None:
        if found is not None:
            self.binding.show_record(found.record, found.names)

    def _amend(self, field: str, value: object) -> None:
        if self._ref is None:
            return
        if field == self._noun.headline and not value:
            name = self._noun.field[field].about.label
            self._refuse(field, self.tr("{label} is needed. It was not saved.").format(label=name))
            return
        session = f"form/{self._ref.id}/{field}"
        command = AmendRecords((self._ref,), {field: value}, session=session)
        self._context.dispatch.run(command, self)

    def _when_changed(self, changes: ChangeSet, origin: object) -> None:
        ref = self._ref
        if ref is not None and origin is not self and ref.id in changes.ids(ref.noun):
            self._timer.start()

    # -- a new record --------------------------------------------------------------------
    def keep(self) -> None:
        """Add the new record."""
        self.binding.keep_all()
        values = {name: value for name, value in self.binding.values().items() if value is not None}
        name = str(values.get(self._noun.headline, "")).strip()
        if not name:
            label = self._noun.field[self._noun.headline].about.label
            self._refuse(self._noun.headline, self.tr("{label} is needed.").format(label=label))
            self.binding.widgets[self._noun.headline].setFocus()
            return
        record = self._noun.cls(id=new_id(), **values)
        ref = Ref(self._noun.name, record.id)

        def kept(outcome: Outcome) -> None:
            announce(self, self.tr("{kind} added.").format(kind=self._noun.label))
            self.kept.emit(ref)

        self._context.dispatch.run(LogRecords((record,)), self, kept)

    # -- both ----------------------------------------------------------------------------
    def keep_all(self) -> None:
        """Save what is being typed."""
        if self._ref is not None:
            self.binding.keep_all()

    def _add_named(self, noun: str, name: str) -> str:
        record = named_record(noun, name)
        self._context.dispatch.run(LogRecords((record,)), self)
        return record.id

    def _refuse(self, field: str, words: str) -> None:
        self._refused = field
        self._problem.setText(words)
        self._problem.show()
        announce(self, words)
        self.refused.emit(field, words)

    def _accept(self, field: str) -> None:
        if field == self._refused:
            self._problem.hide()


def open_form(
    context: ViewContext,
    ref: Ref,
    near: QWidget,
    *,
    new: bool = False,
    preset: Mapping[str, Any] | None = None,
) -> RecordForm | None:
    """Open the form of a record (or of a new one of its noun) at the right of the window."""
    if ref.noun not in FORMS:
        return None
    form = RecordForm(context, ref.noun, None if new else ref, preset)
    sheet = Sheet(context.look, near.window(), width=_WIDTH)
    label = NOUN[ref.noun].label.lower()
    title = form.tr("New {kind}") if new else form.tr("All fields of this {kind}")
    sheet.closed.connect(partial(_finish, form, sheet))
    form.kept.connect(sheet.dismiss)
    sheet.present(form, title.format(kind=label))
    return form


def _finish(form: RecordForm, sheet: Sheet) -> None:
    form.keep_all()
    form.deleteLater()
    sheet.deleteLater()
