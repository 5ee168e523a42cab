"""Who answered what, in the order of the roster, and who has not yet: for the facilitator alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from nghs_desktop.domain.decision_rules import Showing, Stance
from nghs_desktop.domain.decisions import Method
from nghs_desktop.domain.typed_answers import write_answer
from nghs_desktop.services.api import VoteRecord
from nghs_desktop.ui import painting
from nghs_desktop.ui.look import RADIUS, Look
from nghs_desktop.ui.models.stream import AnyIndex
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.votes.words import shows_figures
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate

_ROW = 30


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One person and their answer as it would be typed; `icon` says of what sort it is."""

    person_id: str
    name: str
    answer: str = ""
    icon: str = "circle"
    tone: Role = "text3"


def answer_rows(record: VoteRecord) -> tuple[AnswerRow, ...]:
    """Return everybody here with a vote and their answers.

    Where answers without a name stand, or none is asked for, nobody can be said to be missing.
    """
    by_name = {one.person_id: one.answer for one in record.ballots if not one.anonymous}
    hidden = not shows_figures(record)
    loose = any(one.anonymous for one in record.ballots)
    unknown = loose or record.rule.showing is Showing.SECRET or record.rule.method is Method.COUNT
    rows: list[AnswerRow] = []
    for voter in record.sheet.voters:
        answer = by_name.pop(voter.id, None)
        if answer is None and unknown:
            continue
        if answer is None:
            rows.append(AnswerRow(voter.id, voter.name))
        elif hidden and answer.stance is not Stance.RECUSED:
            rows.append(AnswerRow(voter.id, voter.name, "", "circle-check", "text2"))
        else:
            icon, tone = _MARKS.get(answer.stance, ("circle-check", "success"))
            rows.append(AnswerRow(voter.id, voter.name, write_answer(answer), icon, tone))
    return tuple(rows)


_MARKS: dict[Stance, tuple[str, Role]] = {
    Stance.AGAINST: ("x", "text2"),
    Stance.ABSTAIN: ("minus", "text2"),
    Stance.ABSTAIN_PRIORITIES: ("minus", "text2"),
    Stance.STAND_ASIDE: ("minus", "text2"),
    Stance.OBJECTION: ("circle-alert", "warning"),
    Stance.RECUSED: ("eye-off", "text2"),
}


class _Answers(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[AnswerRow, ...] = ()

    def show(self, rows: Sequence[AnswerRow]) -> None:
        wanted = tuple(rows)
        if [one.person_id for one in wanted] != [one.person_id for one in self.rows]:
            self.beginResetModel()
            self.rows = wanted
            self.endResetModel()
            return
        changed = [at for at, row in enumerate(wanted) if row != self.rows[at]]
        self.rows = wanted
        for at in changed:
            self.dataChanged.emit(self.index(at), self.index(at))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if row.icon == "circle":
                return self.tr("{name} has not answered").format(name=row.name)
            return f"{row.name}: {row.answer or self.tr('answered')}"
        if role == Qt.ItemDataRole.ToolTipRole and row.answer:
            return f"{row.name}: {row.answer}"
        return None


class _AnswerDelegate(RowDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._look.px(120), self._look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, _Answers):
            return
        look, row = self._look, model.rows[index.row()]
        rect = QRectF(option.rect)
        painter.save()
        self.paint_ground(painter, option, index, rect, RADIUS)
        middle = rect.center().y()
        x = painting.icon(painter, look, row.icon, row.tone, rect.x() + look.px(6), middle, 14)
        x += look.px(8)
        right = rect.right() - look.px(8)
        tone: Role = "text3" if row.icon == "circle" else "text"
        need = look.metrics("body").horizontalAdvance(row.name) + 2
        name_room = right - x
        if row.answer:
            said = row.answer
            if said.replace(" ", "").isdigit():
                said = said.replace(" ", "\u2002")  # figures stand apart
            wish = look.metrics("strong").horizontalAdvance(said) + 2
            have = right - x - look.px(10)
            answer = min(wish, max(have - need, have * 0.42))
            room = QRectF(right - answer, rect.y(), answer, rect.height())
            end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painting.text(painter, look, room, said, "strong", align=end)
            name_room -= answer + look.px(10)
        room = QRectF(x, rect.y(), name_room, rect.height())
        painting.text(painter, look, room, row.name, "body", tone)
        self.paint_ring(painter, index, rect, RADIUS)
        painter.restore()


class AnswerList(ProseList):
    """Enter puts an answer back into the field to be corrected; Delete takes it away."""

    chosen = Signal(object)
    cleared = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "", parent=parent)
        self.setAccessibleName(self.tr("Who answered what"))
        self.rows = _Answers(self)
        self.setModel(self.rows)
        self.setItemDelegate(_AnswerDelegate(look, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look.changed.connect(self._fit)

    def show_rows(self, rows: Sequence[AnswerRow]) -> None:
        """Show these; the list is as high as they are."""
        self.rows.show(rows)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(len(self.rows.rows), 1) * self._look.px(_ROW) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter corrects, Delete takes away; Esc belongs to the panel."""
        at = self.currentIndex().row()
        row = self.rows.rows[at] if 0 <= at < len(self.rows.rows) else None
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif row and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.chosen.emit(row)
        elif row and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit(row)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Correct what was clicked twice."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.chosen.emit(self.rows.rows[index.row()])
