"""Rows, typed lines and pictures that the panels of focus rounds and improvement projects share.

What keys do is the panel's; nothing here knows a record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QVBoxLayout, QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.domain.charts import Chart, ChartTheme, described
from nghs_desktop.services.api import chart_svg
from nghs_desktop.ui import painting
from nghs_desktop.ui.look import RADIUS, Look
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.fields import Field
from nghs_desktop.ui.widgets.labels import Label
from nghs_desktop.ui.widgets.lists import AnyIndex, RowDelegate
from nghs_desktop.ui.widgets.uniform_list import UniformList

_ROW, _MOST = 46, 8
_TICK = 28
_KEYS = {
    (Qt.Key.Key_Space, False): "tick",
    (Qt.Key.Key_Delete, False): "remove",
    (Qt.Key.Key_Right, False): "indent",
    (Qt.Key.Key_Left, False): "outdent",
    (Qt.Key.Key_Up, True): "up",
    (Qt.Key.Key_Down, True): "down",
    (Qt.Key.Key_Return, False): "open",
    (Qt.Key.Key_Enter, False): "open",
}
"""What a key asks for; True with Alt."""


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One row: what it is called, its facts in one line, and how deep it stands.

    `ticked` is None where there is nothing to tick.
    """

    id: str
    title: str
    facts: str = ""
    depth: int = 0
    ticked: bool | None = None

    @property
    def sentence(self) -> str:
        """Return the row for who hears it."""
        return ". ".join(filter(None, (self.title.rstrip("."), self.facts)))


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[ProcessRow, ...] = ()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            ticked = {None: "", True: self.tr("Ticked. "), False: ""}[row.ticked]
            return f"{ticked}{row.sentence}"
        return None


class _Delegate(RowDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, _Model):
            return
        row, look = model.rows[index.row()], self._look
        rect = QRectF(option.rect).adjusted(0, 1, -2, -1)
        painting.row_ground(
            painter, look, rect, look.px(RADIUS), selected=self._view.currentIndex() == index,
            hovered=self.under_pointer(option, index),
        )  # fmt: skip
        x = rect.x() + look.px(8) + look.px(18) * row.depth
        line = look.line("row")
        first = rect.y() + look.px(4)
        if row.ticked is not None:
            painting.tick_box(painter, look, x, rect.center().y(), row.ticked)
            x += look.px(_TICK)
        width = rect.right() - look.px(6) - x
        painting.text(painter, look, QRectF(x, first, width, line), row.title, "row")
        most = self._view.fact_lines if isinstance(self._view, ProcessList) else 1
        facts = painting.wrap(look, row.facts, "caption", width, most) if row.facts else ()
        painting.lines(painter, look, x, first + line, facts, "caption", "text3")
        if self.has_keyboard(index):
            painting.focus_ring(painter, look, rect, look.px(RADIUS))


class ProcessList(UniformList):
    """A short list as high as its rows. `moved(id)` follows the current row, `asked(key, id)` a key."""

    moved = Signal(str)
    asked = Signal(str, str)

    def __init__(
        self, look: Look, name: str, parent: QWidget | None = None, *, fact_lines: int = 1
    ) -> None:
        self.fact_lines = fact_lines
        self._high_px = _ROW + (fact_lines - 1) * 16
        super().__init__(look, name, self._high_px, parent)
        self.rows = _Model(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(look, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.selectionModel().currentChanged.connect(self._tell)
        look.follow(self, self._fit)

    @property
    def current_id(self) -> str:
        """Return the key of the current row, or nothing."""
        index = self.currentIndex()
        valid = index.isValid() and index.row() < len(self.rows.rows)
        return self.rows.rows[index.row()].id if valid else ""

    def show_rows(self, rows: Sequence[ProcessRow]) -> None:
        """Show rows; the current one stays current where it goes."""
        current, at = self.current_id, self.currentIndex().row()
        if tuple(rows) == self.rows.rows:
            return
        self.rows.beginResetModel()
        self.rows.rows = tuple(rows)
        self.rows.endResetModel()
        self._fit()
        keys = [row.id for row in rows]
        place = keys.index(current) if current in keys else min(max(at, 0), len(keys) - 1)
        if keys:
            self.setCurrentIndex(self.rows.index(place, 0))
        self.setVisible(bool(keys))

    def choose(self, id: str) -> None:
        """Make a row current."""
        for place, row in enumerate(self.rows.rows):
            if row.id == id:
                self.setCurrentIndex(self.rows.index(place, 0))

    def _fit(self) -> None:
        self.setFixedHeight(
            max(1, min(len(self.rows.rows), _MOST)) * self._look.px(self._high_px) + 2
        )

    def _tell(self) -> None:
        self.moved.emit(self.current_id)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for what a key means here."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        verb = _KEYS.get((Qt.Key(event.key()), alt))
        if verb and self.current_id:
            self.asked.emit(verb, self.current_id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick with the pointer."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < self._look.px(_TICK + 8):
            row = self.rows.rows[index.row()]
            if row.ticked is not None:
                self.asked.emit("tick", row.id)


class TypedLine(QWidget):
    """A field with its label above and what went wrong below. `given(words)` comes with Enter."""

    given = Signal(str)

    def __init__(
        self, look: Look, label: str, placeholder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        look.space(column, spacing=3)
        self.label = Label(look, label, "label_quiet", "text3", wrap=True)
        self.field = Field(look, label, placeholder=placeholder)
        self.problem = Label(look, "", "caption", "warning", wrap=True)
        self.problem.hide()
        for part in (self.label, self.field, self.problem):
            column.addWidget(part)
        self.field.returnPressed.connect(self._enter)
        self.field.textEdited.connect(lambda: self.refuse(""))

    def call_it(self, label: str, placeholder: str) -> None:
        """Say what is typed here now."""
        self.label.setText(label)
        self.field.setAccessibleName(label)
        self.field.setPlaceholderText(placeholder)

    def refuse(self, words: str) -> None:
        """Say why a line was not taken; what was typed stays."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if words:
            announce(self.field, words)

    def taken(self) -> None:
        """Make room for the next line."""
        self.field.clear()
        self.refuse("")

    def _enter(self) -> None:
        self.given.emit(self.field.text())

    def try_to(self, work: Callable[[], None]) -> None:
        """Do something that may refuse the line, and say why next to it."""
        try:
            work()
        except Told as problem:
            self.refuse(str(problem))


class ChartPicture(QWidget):
    """A chart as a picture, as wide as there is room; who cannot see it hears it."""

    def __init__(self, context: ViewContext, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._name = context, name
        self._chart: Chart | None = None
        self._drawn: QSvgRenderer | None = None
        self._asked: tuple[Chart, ChartTheme, int] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        context.look.follow(self, self._ask)

    def show_chart(self, chart: Chart | None) -> None:
        """Show a chart, or nothing."""
        self._chart = chart
        self.setVisible(chart is not None)
        if chart is not None:
            self.setAccessibleDescription(described(chart))
            self._ask()

    def _theme(self) -> ChartTheme:
        look = self._context.look
        usual = ChartTheme()
        return ChartTheme(
            look.colour("text").name(),
            look.colour("text2").name(),
            look.colour("border_strong").name(),
            look.colour("surface").name(),
            (look.colour("accent_text").name(), *usual.series[1:]),
        )

    def _ask(self) -> None:
        if self._chart is None or self.width() < 40:
            return
        chart, look = self._chart, self._context.look
        width = round(self.width() / max(0.5, look.px(100) / 100))
        asked = (chart, self._theme(), width)
        if asked == self._asked:
            return
        self._asked = asked
        self._context.dispatch.ask(
            lambda _reader: chart_svg(asked[0], asked[1], float(max(280, asked[2]))),
            self._show,
            self,
        )

    def _show(self, svg: str) -> None:
        self._drawn = QSvgRenderer(QByteArray(svg.encode()))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """As high as the picture is at a width."""
        if self._drawn is None:
            return self._context.look.px(40)
        size = self._drawn.defaultSize()
        return round(width * size.height() / max(1, size.width()))

    def hasHeightForWidth(self) -> bool:
        """It keeps its shape."""
        return True

    def sizeHint(self) -> QSize:
        """Wide enough to be read."""
        width = self._context.look.px(280)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: object) -> None:
        """Draw for the new width."""
        self._ask()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture."""
        if self._drawn is None:
            return
        painter = QPainter(self)
        height = self.heightForWidth(self.width())
        self._drawn.render(painter, QRectF(0, 0, self.width(), height))
        painter.end()
