"""The minutes of a meeting: their text, where they stand, and what can be done with them next.

A page in place of the meeting. A draft is typed into and kept as it is typed; later states are read,
corrected by those who attended, approved, sealed, and then only added to. Rules are not here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import (
    AddToMinutes,
    Command,
    CorrectMinutes,
    WriteMinutes,
)
from nghs_desktop.domain.kept_minutes import MinutesState
from nghs_desktop.services.api import (
    MinutesPage,
    merged,
    minutes_page,
    writing,
)
from nghs_desktop.ui.briefs.progress import ProgressCard
from nghs_desktop.ui.ending.minutes_cards import Notice, addendum_card, correction_card
from nghs_desktop.ui.ending.minutes_form import MinutesForm
from nghs_desktop.ui.ending.minutes_out import MinutesOut
from nghs_desktop.ui.ending.minutes_steps import MinutesSteps
from nghs_desktop.ui.ending.text_area import TextArea
from nghs_desktop.ui.look import PAGE_MARGIN
from nghs_desktop.ui.view import WidthClass
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.banners import Banners
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.cards import Card
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import ElidingLabel, Label

_KEPT_AFTER_MS = 700
_WIDEST = 920
_READ, _WRITE, _CORRECT, _ADD = "read", "write", "correct", "add"


class MinutesView(QWidget):
    """The minutes of one meeting. `closed`: back to the meeting."""

    closed = Signal()

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._look = context, context.look
        self._meeting_id = self._session = ""
        self._page: MinutesPage | None = None
        self._mode = _READ
        self._shown = ""
        self._asked = self._writing = 0
        self._parts: list[QWidget] = []
        self.setAccessibleName(self.tr("Minutes"))
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEPT_AFTER_MS)
        self._keeping.timeout.connect(self.flush)
        self._make()
        self._lay_out()
        self._connect()
        self.out = MinutesOut(context, self.banners, self.progress, self)
        self._show()

    def _make(self) -> None:
        look = self._look
        self.back = IconButton(look, "arrow-left", self.tr("Back to the meeting"), keys="Esc")
        self.title = ElidingLabel(look, self.tr("Minutes"), "title")
        self.meeting = ElidingLabel(look, "", "caption", "text3")
        self.state = Label(look, "", "strong", "text2", wrap=True)
        self.seal = Label(look, "", "body", "text2", wrap=True)
        self.next = Button(look, self.tr("Circulate"), kind="primary")
        self.correct = Button(look, self.tr("Correct"), icon="pencil")
        self.anew = Button(look, self.tr("Take the program's words"), icon="rotate-ccw")
        self.copy = Button(look, self.tr("Copy the text"), icon="copy")
        self.save = Button(look, self.tr("Save PDF"), icon="download")
        self.printing = Button(look, self.tr("Print"), icon="printer")
        self.banners = Banners(look, self)
        self.text = TextArea(look, self.tr("Text of the minutes"))
        self.form = MinutesForm(self._context, self)
        self.steps = MinutesSteps(self._context, self.next, self, self._run)

    def _lay_out(self) -> None:
        look = self._look
        outer = QVBoxLayout(self)
        look.space(outer)
        head = QHBoxLayout()
        look.space(head, (PAGE_MARGIN, 14, PAGE_MARGIN, 6), 10)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        look.space(words)
        words.addWidget(self.title)
        words.addWidget(self.meeting)
        head.addLayout(words, 1)
        outer.addLayout(head)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self.area.verticalScrollBar().setAccessibleName(self.tr("Scroll the minutes"))
        self._inside = QWidget()
        self._inside.setAutoFillBackground(False)
        column = QVBoxLayout(self._inside)
        look.space(column, (PAGE_MARGIN, 0, PAGE_MARGIN, 24), 10)
        column.addWidget(self.state)
        column.addWidget(self.seal)
        actions = QWidget(self._inside)
        flow = FlowLayout(actions)
        look.space(flow, spacing=8)
        buttons = (self.next, self.correct, self.anew, self.copy, self.save, self.printing)
        for button in buttons:
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        actions.setSizePolicy(policy)
        column.addWidget(actions)
        column.addWidget(self.banners)
        self._notices = QVBoxLayout()
        look.space(self._notices, spacing=8)
        column.addLayout(self._notices)
        column.addWidget(self.form)
        column.addWidget(self.text)
        self._after = QVBoxLayout()
        look.space(self._after, spacing=8)
        column.addLayout(self._after)
        column.addStretch(1)
        self.area.setWidget(self._inside)
        outer.addWidget(self.area, 1)
        self.progress = ProgressCard(look, self)
        look.follow(self._inside, self._measure)

    def _measure(self) -> None:
        """Lines longer than this are hard to read."""
        self._inside.setMaximumWidth(self._look.px(_WIDEST))

    def _connect(self) -> None:
        self.back.clicked.connect(self.closed)
        self.next.clicked.connect(self._do_next)
        self.correct.clicked.connect(self._begin_correcting)
        self.anew.clicked.connect(self._begin_anew)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self.printing.clicked.connect(self._print)
        self.text.textChanged.connect(self._typed)
        self.text.focus_left.connect(self.flush)
        for edit in (self.text, self.form.added):
            edit.caret_moved.connect(partial(self._follow_caret, edit))
        self.form.chosen.connect(self._go_to_words)
        self.form.kept.connect(self._keep_form)
        self.form.given_up.connect(self._leave_form)

    # -- what the stage asks of a page -----------------------------------------------------
    def focus_first(self) -> None:
        """Put the caret into the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Header, what can be done, text."""
        return [self.back, self._first_action(), self.text]

    def apply_width(self, width: WidthClass) -> None:
        """Leave words of buttons away where there is little room."""
        for button in (self.copy, self.save, self.printing):
            button.set_compact(width < WidthClass.STRIP)

    def close_innermost(self) -> bool:
        """Leave correcting or adding; return False when neither goes on."""
        if self._mode in (_CORRECT, _ADD):
            self._leave_form()
            return True
        return False

    def _first_action(self) -> QWidget:
        return next(one for one in (self.next, self.correct, self.copy) if one.isVisibleTo(self))

    # -- reading ---------------------------------------------------------------------------
    @property
    def meeting_id(self) -> str:
        """The key of the meeting whose minutes these are."""
        return self._meeting_id

    @property
    def page(self) -> MinutesPage | None:
        """The minutes as they were read last."""
        return self._page

    def show_meeting(self, meeting_id: str) -> None:
        """Show the minutes of a meeting."""
        self.flush()
        self._meeting_id, self._page, self._session = meeting_id, None, f"minutes:{new_id()}"
        self._mode = _READ
        self.refresh()

    def refresh(self) -> None:
        """Read them again."""
        meeting_id, now = self._meeting_id, self._context.now()
        if not meeting_id:
            return

        self._asked += 1
        asked = self._asked

        def arrived(page: MinutesPage) -> None:
            # Two readers answer in any order: an older look must not take newer words away.
            if asked == self._asked:
                self._page = page
                self._show()

        self._context.dispatch.ask(
            lambda reader: minutes_page(reader, meeting_id, now.tzinfo, now),
            arrived,
            self,
            self._tell,
        )

    def _tell(self, problem: Told) -> None:
        self._context.say(str(problem))

    # -- what it shows ---------------------------------------------------------------------
    def _show(self) -> None:
        page = self._page
        if page is None:
            for button in (self.next, self.correct, self.anew, self.form, self.seal):
                button.hide()
            self.text.setReadOnly(True)
            return
        state = page.state
        if self._mode in (_READ, _WRITE):
            self._mode = _WRITE if state is MinutesState.DRAFT else _READ
        elif not (_is_corrected(state) if self._mode == _CORRECT else state is MinutesState.SEALED):
            self._mode = _READ
        self.meeting.setText(page.meeting.title)
        self.state.setText(page.state_words)
        sealed = self.tr("Seal {seal}. Nothing can be changed any more, only added.")
        self.seal.setText(sealed.format(seal=page.seal) if page.seal else "")
        self.seal.setVisible(bool(page.seal))
        self._show_text(page)
        self._show_actions(page)
        self.form.setVisible(self._mode in (_CORRECT, _ADD))
        self._show_parts(page)

    def _show_text(self, page: MinutesPage) -> None:
        self.text.setReadOnly(self._mode not in (_WRITE, _CORRECT))
        untouched = self.text.words() == self._shown and not self._writing
        if untouched or self._mode == _READ:
            self._shown = page.text
            self.text.blockSignals(True)
            self.text.show_words(page.text)
            self.text.blockSignals(False)
            self._shown = self.text.words()
            # Blocked signals leave the field as tall as the text before.
            self.text.setFixedHeight(max(self.text.sizeHint().height(), self._look.px(120)))

    def _show_actions(self, page: MinutesPage) -> None:
        words = {
            MinutesState.DRAFT: self.tr("Circulate"),
            MinutesState.CIRCULATED: self.tr("Approve"),
            MinutesState.CORRECTED: self.tr("Approve"),
            MinutesState.APPROVED: self.tr("Seal"),
            MinutesState.SEALED: self.tr("Write an addendum"),
        }[page.state]
        self.next.setText(words)
        self.next.describe(words)
        self.next.updateGeometry()
        self.next.setVisible(self._mode not in (_CORRECT, _ADD) and not page.damage)
        self.correct.setVisible(_is_corrected(page.state) and self._mode != _CORRECT)
        self.anew.setVisible(page.own)

    def _show_parts(self, page: MinutesPage) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        for notice in self._notices_of(page):
            notice.pressed.connect(self._noticed)
            self._notices.addWidget(notice)
            notice.show()
            self._parts.append(notice)
        look, context, inside = self._look, self._context, self._inside
        groups: list[tuple[str, list[Card]]] = [
            (
                self.tr("Addenda"),
                [addendum_card(context, row, inside) for row in page.addenda],
            ),
            (
                self.tr("Corrections"),
                [correction_card(context, row, inside) for row in page.corrections],
            ),
        ]
        for heading, cards in groups:
            if cards:
                found: list[QWidget] = [Label(look, heading, "subtitle", parent=inside), *cards]
                for widget in found:
                    self._after.addWidget(widget)
                    widget.show()
                    self._parts.append(widget)

    def _notices_of(self, page: MinutesPage) -> list[Notice]:
        look, inside = self._look, self._inside
        found = []
        if page.damage:
            words = self.tr(
                "{problem} What you see is not what was sealed. A backup from before has the words "
                "that were."
            )
            found.append(Notice(look, words.format(problem=page.damage), inside, tone="danger"))
        if page.loose_names and page.state is not MinutesState.SEALED:
            words = self.tr("This meeting names nobody, and these names stand in the text: {names}")
            said = words.format(names=", ".join(page.loose_names))
            found.append(Notice(look, said, inside, tone="warning"))
        if page.news:
            words = self.tr("This has changed in the meeting since you wrote.")
            buttons = (("merge", self.tr("Take it in")), ("seen", self.tr("Leave it out")))
            found.append(Notice(look, words, inside, buttons=buttons, pieces=page.news))
        return found

    def _follow_caret(self, edit: TextArea, rect: QRect) -> None:
        at = edit.viewport().mapTo(self._inside, rect.center())
        margin = self._look.px(40)
        self.area.ensureVisible(at.x(), at.y(), 0, margin)

    # -- writing the draft -----------------------------------------------------------------
    def shut(self) -> None:
        """Keep what was typed; finish what is on its way out."""
        self.flush()
        self.out.shut()

    def _typed(self) -> None:
        if self._mode == _WRITE and self.text.words() != self._shown:
            self._keeping.start()

    def flush(self) -> None:
        """Keep what was typed into a draft."""
        self._keeping.stop()
        page = self._page
        if page is None or self._mode != _WRITE or self.text.words() == self._shown:
            return
        words = self.text.words()
        command = writing(page, words, self._session)
        if command is None:
            return
        before, self._shown = self._shown, words
        self._writing += 1

        def done(_outcome: object) -> None:
            self._writing -= 1
            self.refresh()

        def failed(problem: Told) -> None:
            self._writing -= 1
            self._shown = before  # what is typed stays in the field, and is tried again
            self._tell(problem)

        self._context.dispatch.run(command, self, done, failed)

    def _begin_anew(self) -> None:
        page = self._with_typed()
        if page is None:
            return
        label = self.tr("take the program's words")
        self._run(WriteMinutes(page.meeting.id, "", page.composed, label=label))

        def back() -> None:
            self._shown = self.text.words()
            self._run(WriteMinutes(page.meeting.id, page.text, page.base, label=label))

        said = self.tr("The program's words are back.")
        self._context.say(said, action_words=self.tr("Undo"), action=back)

    def _noticed(self, key: str) -> None:
        page = self._with_typed()
        if page is None:
            return
        if key == "merge":
            self._run(merged(page))
        else:
            label = self.tr("leave changes out of minutes")
            self._run(WriteMinutes(page.meeting.id, page.text, page.composed, label=label))

    def _with_typed(self) -> MinutesPage | None:
        """The minutes with what is in the field, which is about to be written in another way."""
        self._keeping.stop()
        if self._page is None:
            return None
        self._shown = self.text.words()
        return replace(self._page, text=self._shown)

    def _run(self, command: Command, then: Callable[[], None] | None = None) -> None:
        def done(_outcome: object) -> None:
            self.refresh()
            if then is not None:
                then()

        def failed(problem: Told) -> None:
            self._tell(problem)
            self.refresh()

        self._context.dispatch.run(command, self, done, failed)

    # -- the next step ---------------------------------------------------------------------
    def _do_next(self) -> None:
        page = self._page
        if page is None:
            return
        self.flush()
        match page.state:
            case MinutesState.DRAFT:
                self.steps.ask_circulation(page)
            case MinutesState.CIRCULATED | MinutesState.CORRECTED:
                self.steps.ask_approval(page)
            case MinutesState.APPROVED:
                self.steps.ask_seal(page)
            case MinutesState.SEALED:
                self._begin_form(_ADD)

    # -- correcting and adding -------------------------------------------------------------
    def _begin_correcting(self) -> None:
        self._begin_form(_CORRECT)

    def _begin_form(self, mode: str) -> None:
        if self._page is None:
            return
        self._mode = mode
        there = {row.id for row in self._page.attended}
        correcting = mode == _CORRECT
        self.form.begin(correcting=correcting, may=lambda row: not correcting or row.id in there)
        self._show()
        self.form.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_form(self) -> None:
        self._mode = _READ
        self._show()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_words(self) -> None:
        words = self.text if self._mode == _CORRECT else self.form.added
        words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_form(self) -> None:
        form, meeting_id = self.form, self._meeting_id
        command: Command
        if self._mode == _CORRECT:
            why, words = form.why.text().strip(), self.text.words()
            command = CorrectMinutes(meeting_id, new_id(), form.person_id, words, why)
        else:
            command = AddToMinutes(meeting_id, new_id(), form.person_id, form.added.words())
        self._run(command, self._leave_form)

    # -- out -------------------------------------------------------------------------------
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.words())
        self._context.say(self.tr("The text is copied."))

    def _save(self) -> None:
        self.flush()
        self.out.save(self._meeting_id, self.meeting.text())

    def _print(self) -> None:
        self.flush()
        self.out.print(self._meeting_id, self.meeting.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves correcting or adding, then the page."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.close_innermost():
            self.closed.emit()


def _is_corrected(state: MinutesState) -> bool:
    return state in (MinutesState.CIRCULATED, MinutesState.CORRECTED)
