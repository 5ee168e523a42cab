"""When a person was at a meeting, to be corrected: a small window with a line for each time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nghs_desktop.domain.meetings import KeptStay
from nghs_desktop.domain.series import time_of_day
from nghs_desktop.services.api import RoomPerson
from nghs_desktop.ui.dialogs.popups import Popup
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.labels import Label

Moment = Callable[[time], datetime]
"""Returns the moment of an hour on the day of the meeting."""


@dataclass(slots=True)
class _Line:
    stay: KeptStay
    came: Field
    left: Field
    remote: Button


class TimesPopup(Popup):
    """The times of one person. `amended(stay_id, since, until, remote)`, `removed(stay_id)`."""

    amended = Signal(str, object, object, bool)
    removed = Signal(str)

    def __init__(
        self, look: Look, person: RoomPerson, zone: tzinfo | None, moment: Moment, parent: QWidget
    ) -> None:
        name = person.seat.name
        super().__init__(look, self.tr("Times of {name}").format(name=name), parent)
        self._zone, self._moment = zone, moment
        self.column.addWidget(
            Label(look, self.tr("When {name} was here").format(name=name), "strong")
        )
        self.lines: list[_Line] = []
        for stay in person.times:
            if stay.since is not None and stay.until != stay.since:
                self._add(stay)
        self.problem = Label(look, "", "caption", "warning", wrap=True)
        self.problem.hide()
        self.column.addWidget(self.problem)
        self.column.addWidget(
            Label(look, self.tr("Enter keeps it. Without an end: still here."), "caption", "text3")
        )
        self.setFixedWidth(look.px(340))

    def _add(self, stay: KeptStay) -> None:
        look = self._look
        row = QHBoxLayout()
        look.space(row, spacing=6)
        came = Field(look, self.tr("Came at"))
        came.setText(self._hour(stay.since))
        left = Field(look, self.tr("Left at"), placeholder=self.tr("still here"))
        left.setText(self._hour(stay.until))
        remote = Button(look, self.tr("Remote"))
        remote.setCheckable(True)
        remote.setChecked(stay.remote)
        away = IconButton(look, "x", self.tr("This was a slip: take the time back"))
        line = _Line(stay, came, left, remote)
        self.lines.append(line)
        for field in (came, left):
            field.returnPressed.connect(self._keep)
        away.clicked.connect(lambda: self._remove(stay.id))
        row.addWidget(came, 1)
        row.addWidget(Label(look, self.tr("to"), "body", "text2"))
        row.addWidget(left, 1)
        row.addWidget(remote)
        row.addWidget(away)
        self.column.addLayout(row)

    def focus_inside(self) -> None:
        """Put the caret where somebody left, which is corrected most."""
        if self.lines:
            self.lines[-1].left.setFocus(Qt.FocusReason.PopupFocusReason)
            self.lines[-1].left.selectAll()

    def _hour(self, at: datetime | None) -> str:
        return at.astimezone(self._zone).strftime("%H:%M") if at is not None else ""

    def _read(self, words: str, before: datetime | None) -> datetime | None:
        """Return the moment typed; the very one that was there where its hour was not touched."""
        if words.strip() == self._hour(before):
            return before
        hour = time_of_day(words)
        if hour is None:
            raise ValueError(words)
        return self._moment(hour)

    def _keep(self) -> None:
        found: list[tuple[str, datetime, datetime | None, bool]] = []
        for line in self.lines:
            stay = line.stay
            try:
                since = self._read(line.came.text(), stay.since)
                empty = not line.left.text().strip()
                until = None if empty else self._read(line.left.text(), stay.until)
            except ValueError as typed:
                self._say(self.tr("“{words}” is no time. Type it as 10:40.").format(words=typed))
                return
            if since is None:
                self._say(self.tr("Say when they came, or take the time back."))
                return
            if (since, until, line.remote.isChecked()) != (stay.since, stay.until, stay.remote):
                found.append((stay.id, since, until, line.remote.isChecked()))
        self.close()
        for change in found:
            self.amended.emit(*change)

    def _remove(self, stay_id: str) -> None:
        self.close()
        self.removed.emit(stay_id)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        self.adjustSize()
        announce(self, words)
