"""An issued brief beside its pages: number, day, seal, and a way to go on from it. Nothing of it can
be changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.domain.spoken import spoken_day, spoken_time
from nghs_desktop.services.api import TEMPLATE, IssuedRow, Verdict
from nghs_desktop.ui import painting
from nghs_desktop.ui.briefs.wording import issued_words, language_words, pages_words
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.labels import Label


class _Verdict(QWidget):
    """Whether the pages are those that were issued, with its sign."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._sound: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        look.space(row, (24, 2, 0, 2))
        self.words = Label(look, "", "body", "text2", wrap=True)
        row.addWidget(self.words, 1)
        look.changed.connect(self.update)

    def read(self, verdict: Verdict | None) -> None:
        """Say what came of comparing; None while it is not known."""
        self._sound = verdict.sound if verdict else None
        self.words.setText(verdict.words if verdict else self.tr("Comparing with the seal"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign, level with the first line."""
        look, painter = self._look, QPainter(self)
        if self._sound is not None:
            icon = "circle-check" if self._sound else "triangle-alert"
            middle = self.words.y() + look.line("body") / 2
            painting.icon(
                painter, look, icon, "success" if self._sound else "warning", 0, middle, 15
            )
        painter.end()


class IssuedCard(QWidget):
    """The facts of an issued brief. `draft_asked` comes when somebody wants to go on from it."""

    draft_asked = Signal()

    def __init__(
        self,
        look: Look,
        today: Callable[[], date],
        zone: tzinfo | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._today, self._zone = look, today, zone
        column = QVBoxLayout(self)
        look.space(column, spacing=10)
        card = Card(look, self)
        inside = card.column(6)
        self.mark = Label(look, "", "strong", wrap=True)
        inside.addWidget(self.mark)
        self.facts = Label(look, "", "body", "text2", wrap=True)
        inside.addWidget(self.facts)
        self.verdict = _Verdict(look, card)
        inside.addWidget(self.verdict)
        heading = Label(look, self.tr("Seal (SHA-256 of the file)"), "label_quiet", "text3")
        self.seal = Label(look, "", "caption", "text2", wrap=True)
        self.seal.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(heading)
        inside.addWidget(self.seal)
        column.addWidget(card)
        words = self.tr("It prints as it was issued, whatever has changed since.")
        column.addWidget(Label(look, words, "caption", "text3", wrap=True))
        self.draft = Button(look, self.tr("Make a new draft from this"), icon="copy")
        self.draft.clicked.connect(self.draft_asked)
        column.addWidget(self.draft)

    def show_issued(self, issued: IssuedRow) -> None:
        """Show the facts of an issued brief."""
        self.mark.setText(issued_words(issued))
        template = TEMPLATE.get(issued.template)
        when = ""
        if issued.issued_at is not None:
            day = spoken_day(issued.issued_at.astimezone(self._zone).date())
            when = f"{day}, {spoken_time(issued.issued_at, self._zone)}"
        facts = (
            template.label if template else "",
            when,
            pages_words(issued.pages),
            language_words(issued.language),
        )
        self.facts.setText("\n".join(filter(None, facts)))
        digest = issued.digest
        self.seal.setText(" ".join(digest[at : at + 8] for at in range(0, len(digest), 8)))
        self.verdict.read(None)
        self.setAccessibleName(f"{issued_words(issued)}: {issued.title}")
