"""The rail on the left: workspace, search, the places with their counts, settings, the light."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QPushButton,
    QSizePolicy,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.ui import painting
from nghs_desktop.ui.actions import Actions
from nghs_desktop.ui.look import RADIUS, RAIL_ROW_HEIGHT, Look
from nghs_desktop.ui.places import Place
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.buttons import Button, tip_text
from nghs_desktop.ui.widgets.labels import Gap
from nghs_desktop.ui.widgets.lists import ProseList, RowDelegate
from nghs_desktop.ui.widgets.save_light import SaveLight

WIDE, COMPACT = 228, 64
_HEADING, _GAP = 34, 15
_AnyIndex = QModelIndex | QPersistentModelIndex


class _PlainButton(QPushButton):
    """What the two upper buttons share: they paint themselves and lie as wide as the rail."""

    def __init__(self, look: Look, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._tall = look, height
        self.compact = False
        self.setProperty("elides", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(40), self._look.px(self._tall))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class _WorkspaceButton(_PlainButton):
    """The workspace's initial, name and detail; a click shows the others."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, 44, parent)
        self.title = self.detail = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        rect, radius = QRectF(self.rect()), look.px(RADIUS)
        if self.underMouse():
            painting.rounded(painter, rect, radius, look.colour("hover"))
        side = look.px(30)
        left = (rect.width() - side) / 2 if self.compact else look.px(6)
        tile = QRectF(round(left), round(rect.center().y() - side / 2), side, side)
        ground = QLinearGradient(tile.topLeft(), tile.bottomRight())
        ground.setColorAt(0, QColor("#5B62E3"))
        ground.setColorAt(1, QColor("#31369C"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(tile, look.px(8), look.px(8))
        painter.setFont(look.font("strong", weight=700))
        painter.setPen(QColor("#FFFFFF"))
        initial = next((sign for sign in self.title if sign.isalnum()), "?").upper()
        painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, initial)
        if not self.compact:
            x = tile.right() + look.px(8)
            room = rect.right() - look.px(22) - x
            middle = rect.center().y()
            line = look.px(17)
            upper = QRectF(x, middle - line, room, line)
            if self.detail:
                painting.text(painter, look, upper, self.title, "strong", size=13)
                lower = QRectF(x, middle, room, line)
                painting.text(painter, look, lower, self.detail, "caption", "text3")
            else:
                upper.moveTop(middle - line / 2)
                painting.text(painter, look, upper, self.title, "strong", size=13)
            at = rect.right() - look.px(18)
            painting.icon(painter, look, "chevron-down", "text3", at, middle, 14)
        if self.hasFocus():
            painting.focus_ring(painter, look, rect, radius)
        painter.end()


class _SearchButton(_PlainButton):
    """Looks like a field, opens the palette."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, 34, parent)
        self.keys = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        rect, radius = QRectF(self.rect()), look.px(RADIUS)
        fill: Role = "hover" if self.underMouse() else "surface"
        painting.rounded(painter, rect, radius, look.colour(fill), look.colour("border"))
        middle = rect.center().y()
        size = 16
        left = (rect.width() - look.px(size)) / 2 if self.compact else look.px(9)
        x = painting.icon(painter, look, "search", "text3", left, middle, size)
        if not self.compact:
            right = rect.right() - look.px(6)
            if self.keys:
                right = painting.key_cap(painter, look, right, middle, self.keys)
            x += look.px(10)
            room = QRectF(x, 0, right - x - look.px(4), rect.height())
            painting.text(painter, look, room, self.text(), "body", "text3", size=13)
        if self.hasFocus():
            painting.focus_ring(painter, look, rect, radius)
        painter.end()


class _Places(QAbstractListModel):
    def __init__(self, places: Sequence[Place], parent: QObject) -> None:
        super().__init__(parent)
        self.places = tuple(places)
        self.counts: dict[str, int | None] = {}
        self.live = ""
        self.keys: Mapping[str, str] = {}

    def heads_group(self, row: int) -> bool:
        """Whether a heading stands above the row."""
        group = self.places[row].group
        return bool(group) and (row == 0 or self.places[row - 1].group != group)

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.places)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        place = self.places[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return place.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(place.words, self.keys.get(place.key, ""))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = [place.words]
            count = self.counts.get(place.key)
            if place.key == self.live:
                parts.append(self.tr("live"))
            elif count is not None:
                parts.append(str(count))
            if place.group:
                parts.append(place.group)
            return ", ".join(parts)
        return None


class _PlaceDelegate(RowDelegate):
    def __init__(self, look: Look, view: _PlaceList) -> None:
        super().__init__(look, view)
        self._list = view

    def _above(self, index: _AnyIndex) -> int:
        """Return the room of the heading above a row, in px."""
        if not self._list.places.heads_group(index.row()):
            return 0
        return self._look.px(_GAP if self._list.compact else _HEADING)

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(10, self._look.px(RAIL_ROW_HEIGHT) + self._above(index))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        look, model, compact = self._look, self._list.places, self._list.compact
        place = model.places[index.row()]
        whole = QRectF(option.rect)
        above = self._above(index)
        if above and compact:
            line = QRectF(whole.x() + look.px(8), whole.y() + above // 2, whole.width(), 1)
            line.setRight(whole.right() - look.px(8))
            painter.fillRect(line, look.colour("border"))
        elif above:
            head = QRectF(whole.x() + look.px(10), whole.y() + look.px(8), whole.width(), 0)
            head.setBottom(whole.y() + above)
            head.setRight(whole.right())
            painting.text(painter, look, head, place.group, "label_quiet", "text3")
        rect = whole.adjusted(0, above + 1, 0, -1)
        chosen = place.key == self._list.chosen
        radius = look.px(RADIUS)
        painting.row_ground(
            painter,
            look,
            rect,
            radius,
            selected=chosen,
            hovered=self.under_pointer(option, index),
        )
        tone: Role = "accent_text" if chosen else "text2"
        middle = rect.center().y()
        left = (rect.width() - look.px(18)) / 2 if compact else look.px(10)
        painting.icon(painter, look, place.icon, tone, rect.x() + left, middle, 18)
        live = place.key == model.live
        if compact:
            if live:
                self._dot(painter, rect.right() - look.px(9), rect.y() + look.px(9))
        else:
            right = rect.right() - look.px(10)
            count = model.counts.get(place.key)
            if live:
                words = self.tr("Live")
                right = painting.time_text(
                    painter, look, right, middle, words, "danger", "label_quiet"
                )
                self._dot(painter, right - look.px(8), middle)
                right -= look.px(14)
            elif count is not None:
                count_tone: Role = "accent_text" if chosen else "text3"
                words = f"{count:n}"
                right = painting.time_text(
                    painter, look, right, middle, words, count_tone, "label_quiet"
                )
            x = rect.x() + look.px(38)
            room = QRectF(x, rect.y(), right - look.px(8) - x, rect.height())
            words_tone: Role = "accent_text" if chosen else "text"
            weight = 600 if chosen else 500
            painting.text(painter, look, room, place.words, "rail", words_tone, weight=weight)
        if self.has_keyboard(index):
            painting.focus_ring(painter, look, rect, radius)

    def _dot(self, painter: QPainter, x: float, y: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("danger"))
        radius = self._look.px(8) / 2
        painter.drawEllipse(QPointF(x, y), radius, radius)


class _PlaceList(ProseList):
    """One Tab stop; arrows walk, Enter, Space or a click goes."""

    went = Signal(str)

    def __init__(self, look: Look, name: str, places: Sequence[Place], parent: QWidget) -> None:
        super().__init__(look, name, parent=parent)
        self.places = _Places(places, self)
        self.chosen = ""
        self.compact = False
        self.setModel(self.places)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setItemDelegate(_PlaceDelegate(look, self))
        self.clicked.connect(self._go)

    def _go(self, index: QModelIndex) -> None:
        self.went.emit(self.places.places[index.row()].key)

    def choose(self, key: str) -> None:
        """Mark the place the window shows."""
        self.chosen = key
        for row, place in enumerate(self.places.places):
            if place.key == key:
                self.setCurrentIndex(self.places.index(row, 0))
        self.viewport().update()

    def set_compact(self, compact: bool) -> None:
        """Show the icons alone."""
        self.compact = compact
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if compact else policy.ScrollBarAsNeeded
        )
        self.scheduleDelayedItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a heading is not a click on the row below it."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        row_height = self._look.px(RAIL_ROW_HEIGHT)
        if index.isValid() and at.y() < self.visualRect(index).bottom() - row_height:
            event.accept()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the current place on Enter or Space."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)


class Rail(QFrame):
    """The left side of the window, 228 px wide or 64 px with icons alone."""

    went = Signal(str)
    searched = Signal()
    workspaces_asked = Signal()
    settings_asked = Signal()
    own_asked = Signal()

    def __init__(
        self, look: Look, actions: Actions, places: Sequence[Place], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look, self._actions = look, actions
        self._compact = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Places"))
        column = QVBoxLayout(self)
        look.space(column, (12, 14, 13, 8), 0)
        self.workspace = _WorkspaceButton(look, self)
        self.search = _SearchButton(look, self)
        self.places = _PlaceList(look, self.tr("Places"), places, self)
        self.settings = Button(look, self.tr("Settings"), kind="rail", icon="settings")
        self.settings.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.light = SaveLight(look, self)
        self.own = Button(
            look,
            self.tr("Start my own"),
            kind="rail",
            icon="folder-plus",
            name=self.tr("Start my own workspace"),
        )
        self.own.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.own.hide()
        column.addWidget(self.workspace)
        column.addWidget(Gap(look, 10))
        column.addWidget(self.search)
        column.addWidget(Gap(look, 10))
        column.addWidget(self.places, 1)
        column.addWidget(Gap(look, 6))
        column.addWidget(self.own)
        column.addWidget(self.settings)
        column.addWidget(Gap(look, 4))
        column.addWidget(self.light)
        self.workspace.clicked.connect(self.workspaces_asked)
        self.search.clicked.connect(self.searched)
        self.settings.clicked.connect(self.settings_asked)
        self.own.clicked.connect(self.own_asked)
        self.places.went.connect(self.went)
        actions.keys_changed.connect(self._name)
        self.show_workspace("", "")
        self._name()
        look.follow(self, self._measure)

    def show_workspace(self, name: str, detail: str = "") -> None:
        """Show the workspace that is open."""
        self.workspace.title, self.workspace.detail = name, detail
        words = self.tr("Workspace: {name}. Switch workspace").format(name=name)
        self.workspace.setAccessibleName(words)
        self.workspace.setToolTip(tip_text(words, self._actions.shown_keys("open_workspace")))
        self.workspace.update()

    def offer_own(self, offered: bool) -> None:
        """Offer a workspace of the person's own, while the sample is open."""
        self.own.setVisible(offered)

    def show_place(self, key: str) -> None:
        """Mark the place the window shows."""
        self.places.choose(key)

    def show_count(self, key: str, count: int | None) -> None:
        """Show how many are open at a place, or nothing."""
        if self.places.places.counts.get(key) != count:
            self.places.places.counts[key] = count
            self.places.viewport().update()

    def show_live(self, key: str) -> None:
        """Show the live dot at a place; an empty key takes it away."""
        self.places.places.live = key
        self.places.viewport().update()

    def set_compact(self, compact: bool) -> None:
        """Show icons alone, 64 px wide."""
        if compact != self._compact:
            self._compact = compact
            self.workspace.compact = self.search.compact = compact
            self.settings.set_compact(compact)
            self.own.set_compact(compact)
            self.light.set_compact(compact)
            self.places.set_compact(compact)
            self._measure()
            self.update()

    def _measure(self) -> None:
        self.setFixedWidth(self._look.px(COMPACT if self._compact else WIDE))

    def _name(self) -> None:
        actions = self._actions
        spec = actions.spec("palette")
        self.search.setText(spec.words)
        self.search.keys = actions.shown_keys("palette")
        self.search.setAccessibleName(spec.words)
        keys = self.search.keys
        if keys:
            self.search.setAccessibleDescription(self.tr("Shortcut {keys}").format(keys=keys))
        self.search.setToolTip(
            tip_text(self.tr("Search everything, run any command"), self.search.keys)
        )
        self.settings.describe(self.tr("Settings"), keys=actions.shown_keys("settings"))
        self.places.places.keys = {
            place.key: actions.shown_keys(f"place_{n}")
            for n, place in enumerate(self.places.places.places[:9], start=1)
        }

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line on the right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("rail"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._look.colour("border"))
        painter.end()
