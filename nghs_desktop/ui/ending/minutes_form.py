"""What is asked when minutes are corrected or added to: by whom, why, and the words of an addendum."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from nghs_desktop.services.api import NamedRow
from nghs_desktop.ui.dialogs.popups import Picker
from nghs_desktop.ui.dialogs.sources import names_of
from nghs_desktop.ui.ending.text_area import TextArea
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label


class MinutesForm(Card):
    """By whom, and why or what. `kept` asks to keep it, `given_up` to leave it.

    `chosen` follows when a person was chosen: the words come next.
    """

    kept = Signal()
    given_up = Signal()
    chosen = Signal()

    def __init__(self, context: ViewContext, view: QWidget) -> None:
        super().__init__(context.look)
        self._context, self._view = context, view
        self._may: Callable[[NamedRow], bool] = lambda _row: True
        self._person: NamedRow | None = None
        look = context.look
        self.title = Label(look, "", "strong", wrap=True)
        self.who = Button(look, self.tr("Choose a person"), icon="user")
        self.why = Field(look, self.tr("Why"), placeholder=self.tr("Why it is corrected"))
        self.added = TextArea(look, self.tr("Words of the addendum"))
        self.keep = Button(look, self.tr("Keep the correction"), kind="primary")
        self.give_up = Button(look, self.tr("Give up"), kind="ghost")
        inside = self.column(8)
        inside.addWidget(self.title)
        row = FlowLayout()
        look.space(row, spacing=8)
        row.addWidget(self.who)
        inside.addLayout(row)
        inside.addWidget(self.why)
        inside.addWidget(self.added)
        foot = FlowLayout()
        look.space(foot, spacing=8)
        foot.addWidget(self.keep)
        foot.addWidget(self.give_up)
        inside.addLayout(foot)
        self.who.clicked.connect(self._choose_person)
        self.keep.clicked.connect(self._keep)
        self.give_up.clicked.connect(self.given_up)

    @property
    def person_id(self) -> str:
        """The key of who it is by, or nothing."""
        return self._person.id if self._person is not None else ""

    def begin(self, *, correcting: bool, may: Callable[[NamedRow], bool]) -> None:
        """Ask anew; `may` tells who can be chosen."""
        self._person, self._may = None, may
        self.why.clear()
        self.added.setPlainText("")
        self.why.setVisible(correcting)
        self.added.setVisible(not correcting)
        title = self.tr("Change the words below. Who corrects them, and why?")
        if not correcting:
            title = self.tr("What is to be added, and by whom?")
        self.title.setText(title)
        keep = self.tr("Keep the correction") if correcting else self.tr("Add the addendum")
        self.keep.setText(keep)
        self.keep.describe(keep)
        self.keep.updateGeometry()
        self._show_person()

    def _show_person(self) -> None:
        who = self._person.name if self._person is not None else self.tr("Choose a person")
        self.who.setText(who)
        self.who.describe(self.tr("{name}: who it is by").format(name=who))
        self.who.updateGeometry()

    def _choose_person(self) -> None:
        source = names_of(self._context.dispatch, "person", self, self._may)
        picker = Picker(self._context.look, self.tr("Who it is by"), source, self._view)
        picker.chosen.connect(self._take_person)
        picker.open_at(self.who)

    def _take_person(self, row: NamedRow) -> None:
        self._person = row
        self._show_person()
        # Not at once: the list that closes gives the keyboard back to the button first.
        QTimer.singleShot(0, self, self.chosen.emit)

    def _keep(self) -> None:
        if self._person is None:
            self._context.say(self.tr("Choose who it is by, then keep it."))
            self.who.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.kept.emit()
