"""The script that runs, beside the notes: its step, who speaks, what to say, the time, what follows."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.domain.protocols import Running
from nghs_desktop.services.api import RunningScript, time_words, vote_of
from nghs_desktop.ui import painting
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.models.agenda import figures_of
from nghs_desktop.ui.models.stream import label_word
from nghs_desktop.ui.scripts.panel import Panel
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.labels import Label, Line

_MINUTE = timedelta(minutes=1)


class _Track(QWidget):
    """How much of the step's time is used."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._share, self._tone = 0.0, "accent_bar"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_share(self, share: float, tone: Role) -> None:
        if (share, tone) != (self._share, self._tone):
            self._share, self._tone = share, tone
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(80), self._look.px(6))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(20), self._look.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tone: Role = "warning" if self._tone == "warning" else "accent_bar"
        painting.bar(painter, self._look, QRectF(self.rect()), self._share, tone)
        painter.end()


class RunPanel(Panel):
    """`next_asked`, `back_asked`, `end_asked`; `vote_asked(action)` for a step that asks for a vote."""

    next_asked = Signal()
    back_asked = Signal()
    end_asked = Signal()
    vote_asked = Signal(str)

    def __init__(self, look: Look, actions: Actions, parent: QWidget) -> None:
        super().__init__(look, self.tr("Script"), parent)
        self._actions = actions
        self._vote = ""
        self.place = Label(look, "", "label_quiet", "text3", wrap=True, parent=self.card)
        self.elsewhere = Label(look, "", "label", "warning", wrap=True, parent=self.card)
        self.title = Label(look, "", "subtitle", wrap=True, parent=self.card)
        self.who = Label(look, "", "strong", "accent_text", wrap=True, parent=self.card)
        self.say = Label(look, "", "body", "text2", wrap=True, parent=self.card)
        self.time = Label(look, "", "timer", "accent_text", parent=self.card)
        self.left = Label(look, "", "caption", "text2", wrap=True, parent=self.card)
        self.track = _Track(look, self.card)
        self.marks = Label(look, "", "caption", "text3", wrap=True, parent=self.card)
        self.following = Label(look, "", "caption", "text2", wrap=True, parent=self.card)
        keys = actions.shown_keys
        self.next = Button(
            look, self.tr("Next step"), kind="primary", icon="skip-forward",
            keys=keys("script_next"), parent=self.card,
        )  # fmt: skip
        self.back = IconButton(
            look, "arrow-left", self.tr("Previous step"), keys=keys("script_back"),
            parent=self.card,
        )  # fmt: skip
        self.vote = Button(look, "", icon="vote", parent=self.card)
        self.end = Button(
            look, self.tr("End script"), kind="ghost", icon="square", parent=self.card
        )
        self._lay_out()
        self.first = self.next
        self.next.clicked.connect(self.next_asked)
        self.back.clicked.connect(self.back_asked)
        self.end.clicked.connect(self.end_asked)
        self.vote.clicked.connect(self._ask_vote)

    def _lay_out(self) -> None:
        look, column = self._look, self.column
        for widget in (self.place, self.elsewhere, self.title, self.who, self.say):
            column.addWidget(widget)
        clock = QVBoxLayout()
        look.space(clock, spacing=2)
        clock.addWidget(self.time)
        clock.addWidget(self.left)
        column.addLayout(clock)
        column.addWidget(self.track)
        column.addWidget(self.marks)
        column.addWidget(self.vote, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        look.space(row, spacing=8)
        row.addWidget(self.next)
        row.addWidget(self.back)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(Line(look, self.card))
        column.addWidget(self.following)
        column.addWidget(self.end, 0, Qt.AlignmentFlag.AlignLeft)

    def show_run(self, run: RunningScript, at: Running, elsewhere: str) -> None:
        """Show the step a run is in; `elsewhere` is the agenda item it belongs to, if it is another."""
        step, count = at.step, len(run.protocol.steps)
        self.heading.setText(run.protocol.name)
        place = self.tr("Step {n} of {count}").format(n=at.number, count=count)
        self.place.setText(place)
        if elsewhere:
            words = self.tr("This script belongs to “{item}”. End it, or go back there.")
            self.elsewhere.setText(words.format(item=elsewhere))
        self.elsewhere.setVisible(bool(elsewhere))
        self.title.setText(step.title)
        self.who.setText(run.who(step.role))
        self.say.setText(step.say)
        self.say.setVisible(bool(step.say))
        marks = self.tr("What is written down now is marked “{label}”.")
        self.marks.setText(marks.format(label=label_word(step.label)) if step.label else "")
        self.marks.setVisible(bool(step.label))
        if at.next is not None:
            words = self.tr("Then: {title}, {time}")
            self.following.setText(
                words.format(title=at.next.title, time=time_words(at.next.seconds))
            )
        else:
            self.following.setText(self.tr("This is the last step."))
        self.next.setText(self.tr("Next step") if at.next is not None else self.tr("Finish"))
        name = self.next.text()
        self.next.describe(name, keys=self._actions.shown_keys("script_next"))
        self.next.updateGeometry()
        self.back.setEnabled(at.number > 1)
        self._show_vote(vote_of(step))

    def _show_vote(self, action: str) -> None:
        known = action in {spec.id for spec in self._actions.specs()}
        self._vote = action if known else ""
        if self._vote:
            words = self._actions.spec(self._vote).words
            self.vote.setText(words)
            self.vote.describe(words, keys=self._actions.shown_keys(self._vote))
            self.vote.updateGeometry()
        self.vote.setVisible(bool(self._vote))

    def _ask_vote(self) -> None:
        if self._vote:
            self.vote_asked.emit(self._vote)

    def tick(self, at: Running, now: datetime, *, paused: bool) -> None:
        """Show the time left at a moment."""
        left, whole = at.left, timedelta(seconds=at.step.seconds)
        tone: Role = "accent_text"
        if paused:
            figures, words, tone = figures_of(max(left, timedelta())), self.tr("paused"), "text3"
        elif at.over:
            figures, words, tone = f"+{figures_of(-left)}", self.tr("over"), "warning"
        else:
            figures = figures_of(-(-left // timedelta(seconds=1)) * timedelta(seconds=1))
            words = self.tr("left of {time}").format(time=time_words(at.step.seconds))
            if left <= whole * 0.2:
                tone = "warning"
                minutes = -(-left // _MINUTE)
                words = self.tr("{n} min left").format(n=minutes)
                if minutes <= 1:
                    words = self.tr("less than a minute left")
        if self.time.text() != figures:
            self.time.setText(figures)
        self.time.set_tone(tone)
        if self.left.text() != words:
            self.left.setText(words)
        share = 1.0 - left / whole if whole else 1.0
        bar: Role = "warning" if tone == "warning" else "accent_bar"
        self.track.show_share(min(max(share, 0.0), 1.0), bar)
