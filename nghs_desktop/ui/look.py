"""What the window looks like right now: theme, text size, fonts, icons; one object, handed on.

Widgets get the look passed in and follow `changed`. Nothing here knows a view or a record.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QLayout

from nghs_desktop.ui.icons import draw_icon
from nghs_desktop.ui.stylesheet import make_palette, make_stylesheet
from nghs_desktop.ui.theme import Role, Theme, ThemeChoice, ThemeKey, load_theme, resolve_choice
from nghs_desktop.ui.typography import (
    TYPE,
    SystemText,
    TypeRole,
    load_family,
    make_font,
    system_text,
)

SMALLEST, LARGEST, STEP = 1.0, 2.0, 0.1

RADIUS_KEY, RADIUS, RADIUS_ROW, RADIUS_CARD, RADIUS_BAR = 5, 8, 10, 12, 14
PAGE_MARGIN, PANE_GAP, CARD_PADDING, ROW_PADDING = 24, 20, 14, 12
CONTROL_HEIGHT, FIELD_HEIGHT, RAIL_ROW_HEIGHT, LIST_ROW_HEIGHT = 32, 34, 34, 62


class _Follower(QObject):
    """Re-applies one thing for as long as the object it belongs to lives."""

    def __init__(self, owner: QObject, apply: Callable[[], None]) -> None:
        super().__init__(owner)
        self._apply = apply

    @Slot()
    def run(self) -> None:
        self._apply()


class Look(QObject):
    """Gives colours, fonts, sizes and icons in the chosen theme and text size."""

    changed = Signal()

    def __init__(
        self,
        choice: ThemeChoice = "system",
        text_scale: float = 1.0,
        *,
        motion: bool = True,
        system: SystemText | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._choice: ThemeChoice = choice
        self._text_scale = _within(text_scale)
        self._motion = motion
        self._system = system or system_text()
        self._scale = self._text_scale * self._system.factor
        self._family = load_family()
        self._theme = load_theme(self._wanted())
        self._installed: QApplication | None = None
        self._fonts: dict[tuple[TypeRole, int | None, float | None], QFont] = {}
        self._metrics: dict[tuple[TypeRole, int | None, float | None], QFontMetricsF] = {}
        self._colours: dict[Role, QColor] = {}
        self._pixmaps: dict[tuple[str, Role, int, float], QPixmap] = {}
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    # -- what is shown -----------------------------------------------------------------
    @property
    def theme(self) -> Theme:
        """The colours on screen."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """What the person chose; `system` follows the desktop."""
        return self._choice

    @property
    def text_scale(self) -> float:
        """The person's text size, 1.0 to 2.0."""
        return self._text_scale

    @property
    def scale(self) -> float:
        """How many px on this screen stand for one px of the design."""
        return self._scale

    @property
    def motion(self) -> bool:
        """Whether things may move; without it every change is at once."""
        return self._motion

    # -- changing it -------------------------------------------------------------------
    def choose(self, choice: ThemeChoice) -> None:
        """Show another theme, or follow the desktop again."""
        self._choice = choice
        self._show(load_theme(self._wanted()), self._text_scale, self._system)

    def set_text_scale(self, scale: float) -> None:
        """Set the text size, kept within 1.0 to 2.0."""
        self._show(self._theme, _within(scale), self._system)

    def larger(self) -> None:
        """Make all text one step larger."""
        self.set_text_scale(self._text_scale + STEP)

    def smaller(self) -> None:
        """Make all text one step smaller."""
        self.set_text_scale(self._text_scale - STEP)

    def usual_size(self) -> None:
        """Set the text size back to 100 %."""
        self.set_text_scale(SMALLEST)

    def set_motion(self, motion: bool) -> None:
        """Allow or stop animation."""
        self._motion = motion

    def read_system(self) -> None:
        """Ask the desktop again for its text size; call when its theme or screen changed."""
        self._show(self._theme, self._text_scale, system_text())

    @Slot()
    def _follow_system(self) -> None:
        self._show(load_theme(self._wanted()), self._text_scale, self._system)

    def _wanted(self) -> ThemeKey:
        hints = QGuiApplication.styleHints()
        return resolve_choice(
            self._choice,
            dark=hints.colorScheme() == Qt.ColorScheme.Dark,
            high_contrast=hints.accessibility().contrastPreference()
            == Qt.ContrastPreference.HighContrast,
        )

    def _show(self, theme: Theme, text_scale: float, system: SystemText) -> None:
        if (theme, text_scale, system) == (self._theme, self._text_scale, self._system):
            return
        self._theme, self._text_scale, self._system = theme, text_scale, system
        self._scale = text_scale * system.factor
        self._fonts.clear()
        self._metrics.clear()
        self._colours.clear()
        self._pixmaps.clear()
        self._dress()
        self.changed.emit()

    # -- the application ---------------------------------------------------------------
    def install(self, app: QApplication) -> None:
        """Give the whole application this look, now and after every change."""
        self._installed = app
        app.setStyle("Fusion")
        self._dress()

    def _dress(self) -> None:
        if self._installed is not None:
            self._installed.setFont(self.font("body"))
            self._installed.setPalette(make_palette(self._theme))
            self._installed.setStyleSheet(make_stylesheet(self._theme, self.px))

    # -- what widgets ask for ----------------------------------------------------------
    def px(self, size: float) -> int:
        """Return a length of the design in px on this screen."""
        return round(size * self._scale)

    def colour(self, role: Role) -> QColor:
        """Return the colour of a role."""
        if role not in self._colours:
            self._colours[role] = QColor(self._theme[role])
        return self._colours[role]

    def font(
        self, role: TypeRole, *, weight: int | None = None, size: float | None = None
    ) -> QFont:
        """Return the font of a role; `size` is in px at 100 %."""
        key = (role, weight, size)
        if key not in self._fonts:
            enlarged = self._text_scale * self._system.larger
            self._fonts[key] = make_font(
                self._family, TYPE[role], enlarged, weight=weight, size=size
            )
        return self._fonts[key]

    def metrics(
        self, role: TypeRole, *, weight: int | None = None, size: float | None = None
    ) -> QFontMetricsF:
        """Return the measures of a role's font."""
        key = (role, weight, size)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self.font(role, weight=weight, size=size))
        return self._metrics[key]

    def line(self, role: TypeRole) -> int:
        """Return the line height of a role in px on this screen."""
        return self.px(TYPE[role].line)

    def pixmap(self, name: str, role: Role, size: float, ratio: float = 0.0) -> QPixmap:
        """Return an icon drawn in a colour; `size` in px at 100 %, `ratio` of the screen."""
        if not ratio:
            ratio = _screen_ratio()
        key = (name, role, self.px(size), ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = draw_icon(name, self._theme[role], key[2], ratio)
        return self._pixmaps[key]

    def icon(self, name: str, role: Role = "text2", size: float = 16) -> QIcon:
        """Return an icon for menus and other places that want a QIcon."""
        return QIcon(self.pixmap(name, role, size))

    # -- following ---------------------------------------------------------------------
    def follow(self, owner: QObject, apply: Callable[[], None]) -> None:
        """Call `apply` now and after every change, for as long as `owner` lives."""
        follower = _Follower(owner, apply)
        self.changed.connect(follower.run)
        apply()

    def space(
        self,
        layout: QLayout,
        margins: tuple[float, float, float, float] = (0, 0, 0, 0),
        spacing: float = 0,
    ) -> None:
        """Give a layout margins (left, top, right, bottom) and spacing that scale with the text."""

        def apply() -> None:
            left, top, right, bottom = (self.px(margin) for margin in margins)
            layout.setContentsMargins(left, top, right, bottom)
            layout.setSpacing(self.px(spacing))

        self.follow(layout, apply)


def _within(scale: float) -> float:
    return min(max(round(scale, 2), SMALLEST), LARGEST)


def _screen_ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen else 1.0
