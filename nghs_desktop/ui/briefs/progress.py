"""A small card over the pages that says what takes long, with a button to stop it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.labels import Label


class ProgressCard(Card):
    """Named progress. Without a number of steps the bar only says that something goes on."""

    pressed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        row = QHBoxLayout(self)
        look.space(row, (14, 6, 6, 6), 12)
        self._label = Label(look, "", "row")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        look.follow(self._bar, self._measure)
        self.button = Button(look, self.tr("Cancel"))
        self.button.clicked.connect(self.pressed)
        for widget in (self._label, self._bar, self.button):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._area = QRect()
        self.setProperty("overlay", True)
        self.hide()

    def _measure(self) -> None:
        self._bar.setFixedSize(self._look.px(96), self._look.px(8))

    @property
    def words(self) -> str:
        """What is said while the card is shown."""
        return self._label.text() if not self.isHidden() else ""

    def tell(self, words: str, button: str, step: int = 0, steps: int = 0) -> None:
        """Say what goes on; with steps, how far it is."""
        if self.isHidden():
            announce(self, words)
        self._label.setText(words)
        self.setAccessibleName(words)
        self.button.setText(button)
        self.button.describe(button)
        self._bar.setRange(0, steps)
        self._bar.setValue(step)
        self._bar.show()
        self.show()
        self._stand()

    def say(self, words: str, button: str) -> None:
        """Say where things stand, without a bar."""
        self.tell(words, button)
        self._bar.hide()
        self._stand()

    def stand_in(self, area: QRect) -> None:
        """Stand at the top middle of an area of the parent."""
        self._area = area
        self._stand()

    def _stand(self) -> None:
        area = self._area
        self.ensurePolished()
        layout = self.layout()
        if layout is not None:
            layout.activate()
        size = self.sizeHint().boundedTo(area.size()) if not area.isEmpty() else self.sizeHint()
        left = area.x() + max((area.width() - size.width()) // 2, 0)
        self.setGeometry(left, area.y() + self._look.px(12), size.width(), size.height())
        self.raise_()
