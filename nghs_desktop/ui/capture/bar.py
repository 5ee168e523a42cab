"""The capture bar: one line becomes one item. Reads the line at every key, shows what it read, and
lets it be refused.

It holds what is typed and what stays for the next line; what becomes of a line is the meeting's
business. Nothing is written from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.capture import (
    CaptureContext,
    Captured,
    CommandName,
    ItemKind,
    KindFrom,
    TokenKind,
    parse,
)
from nghs_desktop.domain.capture_completion import (
    Candidate,
    Completion,
    apply_completion,
    completion,
)
from nghs_desktop.ui.capture.chips import (
    STICKY_LEVER,
    ChipRow,
    ChipWords,
    chips_of,
)
from nghs_desktop.ui.capture.field import CaptureField
from nghs_desktop.ui.capture.hints import CapButton, PrefixHints
from nghs_desktop.ui.capture.pill import KindPill
from nghs_desktop.ui.capture.popup import CompletionList
from nghs_desktop.ui.look import RADIUS_BAR, Look
from nghs_desktop.ui.widgets.buttons import IconButton
from nghs_desktop.ui.widgets.cards import Card, Shadow
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.words import QT_TRANSLATE_NOOP, translated

_LEAST_WITH_WORD = 300

_PROMPTS = {
    ItemKind.BARRIER: QT_TRANSLATE_NOOP("prompts", "What stands in the way?"),
    ItemKind.PRACTICE: QT_TRANSLATE_NOOP("prompts", "What works, and where?"),
    ItemKind.RECOGNITION: QT_TRANSLATE_NOOP("prompts", "Whose good work, and what changed?"),
    ItemKind.COMMITMENT: QT_TRANSLATE_NOOP("prompts", "Who does what by when?"),
    ItemKind.DECISION: QT_TRANSLATE_NOOP("prompts", "What was agreed?"),
    ItemKind.FOCUS: QT_TRANSLATE_NOOP("prompts", "Where should our time go?"),
    ItemKind.NOTE: QT_TRANSLATE_NOOP("prompts", "What was said?"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What is typed and not yet kept, with all that says how it is read."""

    id: str = field(default_factory=new_id)
    text: str = ""
    caret: int = 0
    kind: ItemKind = ItemKind.BARRIER
    lever: str | None = None
    school: str | None = None
    refused: frozenset[str] = frozenset()
    chosen: Mapping[str, str] = field(default_factory=dict)

    def context(self, base: CaptureContext) -> CaptureContext:
        """Return what this line is read against."""
        return replace(
            base,
            kind=self.kind,
            lever=self.lever,
            school=self.school,
            refused=self.refused,
            chosen=self.chosen,
        )


class CaptureBar(Card):
    """Type pill, field, add button; below them the chips of the line or the prefix hints.

    `submitted(Line, Captured)` on Enter; `commanded(Command)` for a line that is a command;
    `line_changed(Line)` after every key and every move of the caret.
    """

    submitted = Signal(object, object)
    commanded = Signal(object)
    line_changed = Signal(object)
    keys_asked = Signal()

    def __init__(self, look: Look, context: CaptureContext, parent: QWidget) -> None:
        super().__init__(look, parent, radius=RADIUS_BAR)
        self._base = context
        self._line = Line()
        self._captured = parse("", self._line.context(context))
        self._names: dict[str, str] = {}
        self._before = ""
        self._eaten: tuple[str, ItemKind] | None = None
        self._busy = False
        self._short = False
        self._closed_at: tuple[str, int] | None = None
        self.setAccessibleName(self.tr("Write down an item"))
        self._shadow = Shadow(look, parent, radius=RADIUS_BAR)
        self.pill = KindPill(look, self._line.kind.value, self)
        self.field = CaptureField(look, self.tr("What was said"), self)
        self.add = IconButton(
            look, "corner-down-left", self.tr("Keep this item"), keys="Enter", kind="primary"
        )
        self.chips = ChipRow(look, self)
        self.hints = PrefixHints(look, self)
        self.help = CapButton(look, "?", self.tr("Keys and prefixes"), self)
        self._undo_hint = Label(look, self.tr("Backspace undoes a chip"), "caption", "text3")
        self.popup: CompletionList | None = None
        self._host = parent
        self._lay_out()
        self.field.keys = self._key
        self.field.tab = self._take
        self.field.textChanged.connect(self._typed)
        self.field.cursorPositionChanged.connect(self._caret_moved)
        self.field.submitted.connect(self.submit)
        self.pill.chosen.connect(self._choose_kind)
        self.add.clicked.connect(self._add_clicked)
        self.help.clicked.connect(self.keys_asked)
        self.chips.refused.connect(self._refuse_chip)
        self.field.installEventFilter(self)
        self._show_kind(self._line.kind)
        self._show_read()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        self._look.space(column, (12, 11, 12, 9), 7)
        top = QHBoxLayout()
        self._look.space(top, spacing=10)
        top.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        middle = QVBoxLayout()
        self._look.space(middle, (0, 4, 0, 0))
        middle.addWidget(self.field)
        top.addLayout(middle, 1)
        top.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        foot = QHBoxLayout()
        self._look.space(foot, spacing=10)
        foot.addWidget(self.chips, 1)
        foot.addWidget(self.hints, 1)
        foot.addWidget(self._undo_hint)
        foot.addWidget(self.help)
        column.addLayout(foot)
        QWidget.setTabOrder(self.pill, self.field)
        QWidget.setTabOrder(self.field, self.add)
        self.chips.comes_after = self.add

    # -- what it knows -----------------------------------------------------------------
    @property
    def line(self) -> Line:
        """What is typed now."""
        return self._line

    @property
    def captured(self) -> Captured:
        """What was read from it."""
        return self._captured

    @property
    def context(self) -> CaptureContext:
        """What the line is read against."""
        return self._line.context(self._base)

    def name_of(self, id: str | None) -> str:
        """Return the name of a person, school, lever or tag that lines may mention."""
        return self._names.get(id or "", "")

    @property
    def knows_names(self) -> bool:
        """Whether names of the workspace are known."""
        return bool(self._names)

    def set_context(self, context: CaptureContext) -> None:
        """Read lines against these names and this day from now on."""
        self._base = context
        known = context.vocabulary
        self._names = {
            one.id: one.name
            for index in (known.people, known.schools, known.levers, known.tags)
            for one in index.known
        }
        self._read()

    def set_before(self, title: str) -> None:
        """Say what a follow-up would be added to."""
        if title != self._before:
            self._before = title
            self._show_read()

    def set_usual_kind(self, kind: ItemKind) -> None:
        """Begin the next line with this kind, unless somebody is typing one."""
        if not self._line.text.strip():
            self._show_kind(kind)
            self._read()

    def restore(self, line: Line) -> None:
        """Go on with a line of before, the caret where it was."""
        self._line = line
        self._eaten = None
        self._show_kind(line.kind)
        self._busy = True
        self.field.put(line.text, min(line.caret, len(line.text)))
        self._busy = False
        self._read()

    def start_next(self) -> None:
        """Empty the field for the next item; kind, lever and school stay."""
        kept = self._captured
        lever, school = self._line.lever, self._line.school
        if not kept.follow_up and kept.command is None:
            lever = kept.lever.value if kept.lever is not None else lever
            first = kept.schools[0].value if kept.schools else None
            school = first if first is not None else school
        self._eaten = None
        self._line = Line(kind=self._line.kind, lever=lever, school=school)
        self._busy = True
        self.field.put("", 0)
        self._busy = False
        self._close_popup()
        self._read()

    def set_short(self, short: bool) -> None:
        """Leave the hints away where there is hardly any height."""
        if short != self._short:
            self._short = short
            self._show_read()

    def focus_field(self) -> None:
        """Put the caret into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- reading -----------------------------------------------------------------------
    def _typed(self) -> None:
        if self._busy:
            return
        text, caret = self.field.words(), self.field.caret()
        if text == self._line.text:
            return
        refused = frozenset(raw for raw in self._line.refused if raw in text)
        self._line = replace(self._line, text=text, caret=caret, refused=refused)
        captured = parse(text, self.context)
        if self._eat(captured):
            captured = parse(self._line.text, self.context)
        self._captured = captured
        self.field.ensureCursorVisible()
        self._show_read()
        self._offer()
        self.line_changed.emit(self._line)

    def _caret_moved(self) -> None:
        if self._busy or self.field.words() != self._line.text:
            return  # the text is about to be read
        caret = self.field.caret()
        if caret != self._line.caret:
            self._line = replace(self._line, caret=caret)
            self._offer()
            self.line_changed.emit(self._line)

    def _read(self) -> None:
        """Read the line again because what it is read against has changed."""
        self._captured = parse(self._line.text, self.context)
        self._show_read()

    def _eat(self, captured: Captured) -> bool:
        """Take a prefix that is complete out of the field and into the pill."""
        span = captured.kind_span
        if span is None or captured.kind_from is KindFrom.STICKY:
            return False
        raw = self._line.text[: span[1]]
        if not raw[-1:].isspace():
            return False
        self._eaten = (raw, self._line.kind)
        caret = max(self._line.caret - len(raw), 0)
        self._busy = True
        self.field.swap(0, len(raw), "", caret)
        self._busy = False
        self._line = replace(self._line, text=self._line.text[len(raw) :], caret=caret)
        self._show_kind(captured.kind)
        return True

    def _give_back(self) -> bool:
        """Put the prefix that was taken last back as letters, never to be read in this line."""
        if self._eaten is None:
            return False
        raw, kind = self._eaten
        self._eaten = None
        self._show_kind(kind)
        self._line = replace(self._line, refused=self._line.refused | {raw})
        self.field.swap(0, 0, raw, len(raw))
        return True

    def _show_kind(self, kind: ItemKind) -> None:
        self._line = replace(self._line, kind=kind)
        self.pill.show_kind(kind.value)
        self.field.setPlaceholderText(translated("prompts", _PROMPTS[kind]))

    def _choose_kind(self, key: str) -> None:
        self._show_kind(ItemKind(key))
        self._eaten = None
        self._read()
        self.line_changed.emit(self._line)

    def _show_read(self) -> None:
        captured, line = self._captured, self._line
        if captured.kind.value != self.pill.kind:
            self.pill.show_kind(captured.kind.value)
        chips = chips_of(
            captured,
            sticky_lever=self.name_of(line.lever),
            sticky_school=self.name_of(line.school),
            before=self._before,
        )
        self.chips.show_chips(chips)
        has_chips = bool(chips)
        typed = bool(line.text.strip())
        if self.chips.isHidden() == has_chips:
            self.chips.setVisible(has_chips)
        show_hints = not has_chips and not self._short
        if self.hints.isHidden() == show_hints:
            self.hints.setVisible(show_hints)
        room = self.width() > self._look.px(420)
        show_undo = typed and any(chip.token is not None for chip in chips) and room
        if self._undo_hint.isHidden() == show_undo:
            self._undo_hint.setVisible(show_undo)
        if self.help.isHidden() == show_hints:
            self.help.setVisible(show_hints)

    # -- refusing ----------------------------------------------------------------------
    def _refuse_chip(self, chip: ChipWords) -> None:
        """Turn a chip back into text, or forget what stays from before."""
        if chip.sticky:
            gone = "lever" if chip.sticky == STICKY_LEVER else "school"
            self._line = (
                replace(self._line, lever=None)
                if gone == "lever"
                else replace(self._line, school=None)
            )
        elif chip.token is not None:
            if chip.token.kind in (TokenKind.FOLLOW_UP, TokenKind.COMMAND):
                start, stop = chip.token.span
                self.field.swap(start, start + 1 if stop > start else stop, "", 0)
            else:
                self._line = replace(self._line, refused=self._line.refused | {chip.token.raw})
        self._read()
        self._close_popup()
        self.line_changed.emit(self._line)
        self.focus_field()

    def _undo_last_chip(self) -> bool:
        """Turn the chip at the end of the line back into text."""
        text = self._line.text
        if not text and not self.field.has_marked():
            stays = [chip for chip in self.chips.shown if chip.sticky]
            if stays:
                self._refuse_chip(stays[-1])
            return bool(stays)
        if self._line.caret != len(text) or self.field.has_marked():
            return False
        marks = [
            chip
            for chip in self.chips.shown
            if chip.token is not None
            and chip.token.kind not in (TokenKind.FOLLOW_UP, TokenKind.COMMAND)
            and not text[chip.token.span[1] :].strip()
        ]
        if not marks:
            return False
        self._refuse_chip(max(marks, key=lambda chip: chip.token.span if chip.token else (0, 0)))
        return True

    def _shrink_refused(self) -> None:
        """Keep a refused mark refused while it is taken away letter by letter."""
        text = self._line.text
        ending = max((raw for raw in self._line.refused if text.endswith(raw)), key=len, default="")
        if len(ending) > 1 and self._line.caret == len(text):
            self._line = replace(self._line, refused=self._line.refused | {ending[:-1]})

    # -- completion --------------------------------------------------------------------
    def _offer(self) -> None:
        offered = completion(self._line.text, self._line.caret, self.context)
        if offered is None:
            self._close_popup()
            self._closed_at = None
            return
        if self._closed_at == (offered.mark, offered.span[0]):
            return  # Esc said no to this mark
        self._closed_at = None
        rows = offered.candidates
        if not rows or (offered.kind is TokenKind.COMMAND and offered.settled and len(rows) == 1):
            self._close_popup()
            return
        if self.popup is None:
            self.popup = CompletionList(self._look, self._host)
            self.popup.chosen.connect(self._take_candidate)
        at = self.field.mapTo(self._host, self.field.point_of(offered.span[0]))
        foot = self.mapTo(self._host, QPoint(0, 0)).y()
        self.popup.offer(offered, rows, QPoint(at.x(), foot - self._look.px(6)))

    def _close_popup(self) -> bool:
        return self.popup is not None and self.popup.close_list()

    def _take(self) -> bool:
        """Take the row that is offered; return False when nothing is."""
        candidate = self.popup.current() if self.popup is not None else None
        if candidate is None:
            return False
        self._take_candidate(candidate)
        return True

    def _take_candidate(self, candidate: Candidate) -> None:
        offered: Completion | None = self.popup.offered if self.popup is not None else None
        if offered is None:
            return
        text, caret = apply_completion(self._line.text, offered, candidate)
        if candidate.id is not None and offered.kind is not TokenKind.COMMAND:
            chosen = {**self._line.chosen, candidate.insert: candidate.id}
            self._line = replace(self._line, chosen=chosen)
        start, stop = offered.span
        end = len(text) - (len(self._line.text) - stop)
        self._close_popup()
        self.field.swap(start, stop, text[start:end], caret)
        self._close_popup()
        self.focus_field()

    # -- keys --------------------------------------------------------------------------
    def _key(self, event: QKeyEvent) -> bool:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain:
            return False
        is_open = self.popup is not None and self.popup.is_open
        if is_open and self.popup is not None:
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.popup.move_by(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key == Qt.Key.Key_Escape:
                offered = self.popup.offered
                self._closed_at = (offered.mark, offered.span[0]) if offered else None
                self._close_popup()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return self._enter_in_list()
        if key == Qt.Key.Key_Backspace:
            if self._line.caret == 0 and not self.field.has_marked() and self._give_back():
                return True
            if not is_open and self._undo_last_chip():
                return True
            self._shrink_refused()
        return False

    def _enter_in_list(self) -> bool:
        popup = self.popup
        offered = popup.offered if popup is not None else None
        if popup is None or offered is None:
            return False
        if offered.settled and not popup.was_steered:
            return False  # the line already says it
        self._take()
        if offered.kind is TokenKind.COMMAND and self._captured.command is not None:
            waits = self._line.text.endswith(" ")
            if not waits:
                self.submit()
        return True

    # -- Enter -------------------------------------------------------------------------
    def _add_clicked(self) -> None:
        self.submit()
        self.focus_field()

    def submit(self) -> None:
        """Hand the line over as an item or a command; an empty line does nothing."""
        line, captured = self._line, self._captured
        if not line.text.strip():
            return
        self._close_popup()
        if captured.command is not None and captured.command.name is not CommandName.PARK:
            self.start_next()
            self.line_changed.emit(self._line)
            self.commanded.emit(captured.command)
            return
        if captured.command is not None and not captured.command.argument.strip():
            return
        if captured.follow_up and not line.text.strip().removeprefix(">").strip():
            return
        self.submitted.emit(line, captured)

    # -- looks -------------------------------------------------------------------------
    def moveEvent(self, event: QMoveEvent) -> None:
        """Take the shadow along."""
        super().moveEvent(event)
        self._shadow.lie_under(self.geometry())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the shadow along."""
        super().resizeEvent(event)
        self._shadow.lie_under(self.geometry())
        self.pill.set_compact(self.width() < self._look.px(_LEAST_WITH_WORD))
        self._show_read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no list and no shadow behind."""
        super().hideEvent(event)
        self._shadow.hide()
        self._close_popup()

    def showEvent(self, event: QShowEvent) -> None:
        """Cast the shadow again."""
        super().showEvent(event)
        self._shadow.show()

    def eventFilter(self, watched: object, event: object) -> bool:
        """Light the bar while the field has the keyboard."""
        if isinstance(event, QFocusEvent):
            self.set_lit(event.gotFocus())
            if event.lostFocus() and event.reason() != Qt.FocusReason.PopupFocusReason:
                self._close_popup()
        return False
