"""What the panels of barriers and referrals are made of: a meter, a row of buttons, lines of history,
and a small form that asks in place. They show what they are given and say what was asked for; no
query and no command is known here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.domain.attention import StateChange
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.spoken import as_sentence, spoken_day_of_year
from nghs_desktop.ui import painting
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.typography import TypeRole
from nghs_desktop.ui.widgets.buttons import Button, ButtonKind
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.fields import GrowingEdit
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.properties import PropertyRow


@dataclass(frozen=True, slots=True)
class Deed:
    """One button: its key, its words, an icon, and what it says when the pointer rests on it."""

    key: str
    words: str
    icon: str = ""
    hint: str = ""
    name: str = ""


def inset(look: Look, *parts: QWidget) -> QVBoxLayout:
    """Return parts one under the other, in line with the sections of links."""
    column = QVBoxLayout()
    look.space(column, (8, 0, 8, 0), 8)
    for part in parts:
        column.addWidget(part)
    return column


class Meter(QWidget):
    """So many of so many, as a row of pieces. The words beside it say the same."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._there: tuple[bool, ...] = (False,)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_pieces(self, there: Sequence[bool]) -> None:
        """Show which pieces are there."""
        self._there = tuple(there)
        self.update()

    def sizeHint(self) -> QSize:
        """Six px high."""
        return QSize(self._look.px(120), self._look.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pieces."""
        look, painter = self._look, QPainter(self)
        gap = look.px(4)
        count = max(len(self._there), 1)
        wide = (self.width() - gap * (count - 1)) / count
        for at, there in enumerate(self._there):
            room = QRectF(at * (wide + gap), 0, wide, self.height())
            painting.bar(painter, look, room, 1.0 if there else 0.0, "accent")
        painter.end()


class ButtonRow(QWidget):
    """Buttons side by side, in more lines where there is no room. `pressed(key)`.

    They are made once and used again, so that the keyboard stays where it is.
    """

    pressed = Signal(str)

    def __init__(
        self, look: Look, parent: QWidget | None = None, kind: ButtonKind = "secondary"
    ) -> None:
        super().__init__(parent)
        self._look, self._kind = look, kind
        self._deeds: tuple[Deed, ...] = ()
        self.buttons: list[Button] = []
        self._flow = FlowLayout(self)
        look.space(self._flow, spacing=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_deeds(self, deeds: Sequence[Deed]) -> None:
        """Offer these."""
        self._deeds = tuple(deeds)
        while len(self.buttons) < len(deeds):
            button = Button(self._look, "", kind=self._kind, parent=self)
            button.clicked.connect(partial(self._press, len(self.buttons)))
            self.buttons.append(button)
            self._flow.addWidget(button)
        held = next((one for one in self.buttons if one.hasFocus()), None)
        for at, button in enumerate(self.buttons):
            there = at < len(deeds)
            if there:
                deed = deeds[at]
                button.setText(deed.words)
                button.set_icon(deed.icon)
                button.describe(deed.name or deed.words, deed.hint)
            button.setVisible(there)
        if held is not None and held.isHidden() and self._deeds:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._flow.invalidate()
        self.updateGeometry()
        self.setVisible(bool(deeds))

    def button(self, key: str) -> Button | None:
        """Return the button of a key, or None."""
        for deed, button in zip(self._deeds, self.buttons, strict=False):
            if deed.key == key:
                return button
        return None

    def _press(self, at: int) -> None:
        if at < len(self._deeds):
            self.pressed.emit(self._deeds[at].key)


class Lines(QWidget):
    """A heading and lines of words under it; nothing at all where there are none."""

    def __init__(
        self, look: Look, heading: str, font: TypeRole = "caption", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._font = look, font
        self._labels: list[Label] = []
        self._column = QVBoxLayout(self)
        look.space(self._column, (8, 6, 8, 0), 4)
        self.heading = Label(look, heading, "strong", wrap=True)
        self._column.addWidget(self.heading)
        self.hide()

    @property
    def words(self) -> tuple[str, ...]:
        """The lines on screen."""
        return tuple(one.text() for one in self._labels if not one.isHidden())

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these lines."""
        while len(self._labels) < len(lines):
            label = Label(self._look, "", self._font, "text2", wrap=True, parent=self)
            self._labels.append(label)
            self._column.addWidget(label)
        for at, label in enumerate(self._labels):
            label.setText(lines[at] if at < len(lines) else "")
            label.setVisible(at < len(lines))
        self.setVisible(bool(lines))


class AskForm(Card):
    """Asks for a few words in place, and for whatever rows its panel puts into it.

    `kept(words)` and `given_up`; Ctrl+Enter or the button keeps, Esc gives up.
    """

    kept = Signal(str)
    given_up = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(look, parent, fill="hover", edge="border")
        self._look = look
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        look.space(column, (12, 10, 12, 10), 6)
        self.prompt = Label(look, "", "label", "text2", wrap=True)
        column.addWidget(self.prompt)
        self.rows = QVBoxLayout()
        look.space(self.rows, spacing=2)
        column.addLayout(self.rows)
        self.edit = GrowingEdit(look, name)
        self.edit.submitted.connect(self._keep)
        column.addWidget(self.edit)
        self.problem = Label(look, "", "label", "danger", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        foot = QHBoxLayout()
        look.space(foot, spacing=6)
        self.keep_button = Button(look, "", kind="primary")
        self.keep_button.clicked.connect(self._keep)
        self.leave_button = Button(look, self.tr("Leave it"), kind="ghost")
        self.leave_button.clicked.connect(self.given_up)
        foot.addWidget(self.keep_button)
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        column.addLayout(foot)
        self.hide()

    def add_row(self, label: str) -> PropertyRow:
        """Add a fact that is asked for, above the words."""
        row = PropertyRow(self._look, label, self)
        self.rows.addWidget(row)
        return row

    def ask(self, prompt: str, keep: str, *, placeholder: str = "", words: bool = True) -> None:
        """Open, empty, with the keyboard on the first thing to fill in."""
        self.prompt.setText(prompt)
        self.keep_button.setText(keep)
        self.keep_button.describe(keep)
        self.edit.setPlainText("")
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(prompt)
        self.edit.setVisible(words)
        self.say("")
        self.show()
        first: QWidget = self.edit if words else self.keep_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, problem: str) -> None:
        """Say what is wrong, beside the field."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        self.kept.emit(self.edit.toPlainText().strip())


def change_lines(
    changes: Sequence[StateChange], words: type[Word], today: date, by_hand: str
) -> list[str]:
    """Return each change of a state in words: 3 November: framed, by Dana Reyes. Why."""
    labels = {str(word): word.label for word in words}
    lines = []
    for one in changes:
        day = spoken_day_of_year(one.at.astimezone().date(), today) if one.at else ""
        said = f"{day}: {labels.get(one.after, one.after).lower()}" if day else one.after
        if one.by:
            said += f", {one.by}"
        if one.rule.startswith("set by hand"):
            said += f", {by_hand}"
        said = as_sentence(said)
        lines.append(f"{said} {as_sentence(one.why)}" if one.why else said)
    return lines
