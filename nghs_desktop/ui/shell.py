"""The window's frame: rail, places, banners, toasts, palette; keys, Esc, panes and widths.

It knows no record and reads no data: views come from factories, counts and names are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QPoint, QRect, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.ui.actions import ACTIONS, Actions, ActionSpec, Where
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.panes import first_stop, holds
from nghs_desktop.ui.places import FOLLOW_UP, HOME_OF, PLACES
from nghs_desktop.ui.rail import Rail
from nghs_desktop.ui.theme import ThemeChoice
from nghs_desktop.ui.view import Closing, Commanding, View, WidthClass

if TYPE_CHECKING:
    # What lies over the page is imported when it is first shown, not before the first paint.
    from nghs_desktop.ui.palette import Palette, PaletteRow, PaletteSearch
    from nghs_desktop.ui.widgets.banners import Banners
    from nghs_desktop.ui.widgets.properties import Choice
    from nghs_desktop.ui.widgets.save_light import SaveLight
    from nghs_desktop.ui.widgets.sheet import Sheet
    from nghs_desktop.ui.widgets.toasts import Toasts

HOME = "meeting"
_USUAL_SIZE, _LEAST_SIZE = QSize(1280, 800), QSize(640, 480)
_LOOKS: Mapping[str, ThemeChoice] = {
    "look_system": "system",
    "look_light": "light",
    "look_dark": "dark",
    "look_high_contrast": "high-contrast",
}
_MENU = ("settings", "trash", "", "keys", "notices", "", "back_up", "export", "", "quit")
_WORKSPACE_MENU = ("own_workspace", "open_workspace")

# A view may set this property: px of the design at its foot that toasts must leave free.
TOAST_INSET = "toast_inset"


class Shell(QMainWindow):
    """The main window. `views` makes the view of each place, on its first visit."""

    place_changed = Signal(str)
    width_class_changed = Signal(WidthClass)
    workspace_chosen = Signal(str)
    closing = Signal()

    def __init__(
        self,
        look: Look,
        views: Mapping[str, Callable[[], QWidget]],
        settings: QSettings,
        *,
        own_keys: Mapping[str, tuple[str, ...]] | None = None,
        specs: Mapping[str, ActionSpec] = ACTIONS,
    ) -> None:
        super().__init__()
        self._look, self._settings = look, settings
        self._make = dict(views)
        self._views: dict[str, QWidget] = {}
        self._place = ""
        self._bound: dict[str, Callable[[], None]] = {}
        self._workspaces: Callable[[], Sequence[Choice]] | None = None
        self._search: PaletteSearch | None = None
        self._add: Callable[[str], None] | None = None
        self._palette: Palette | None = None
        self._banners: Banners | None = None
        self._toasts: Toasts | None = None
        self._sheet: Sheet | None = None
        self._width_class = WidthClass.NORMAL
        self.setMinimumSize(_LEAST_SIZE)
        self.actions_table = Actions(look, self, own_keys=own_keys, specs=specs)
        self._rail_places = [place for key, place in PLACES.items() if key in views]

        centre = QWidget(self)
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(look, self.actions_table, self._rail_places, centre)
        self._side = QWidget(centre)
        self._column = QVBoxLayout(self._side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._stack = QStackedWidget(self._side)
        self._column.addWidget(self._stack, 1)
        row.addWidget(self.rail)
        row.addWidget(self._side, 1)
        self.setCentralWidget(centre)

        self.rail.went.connect(self.go)
        self.rail.searched.connect(self.open_palette)
        self.rail.workspaces_asked.connect(self._show_workspaces)
        self.rail.settings_asked.connect(self._show_menu)
        self.actions_table.triggered.connect(self.run)
        self._bind_own()
        look.changed.connect(self._measure)
        self._restore_geometry()

    # -- places ------------------------------------------------------------------------
    @property
    def place(self) -> str:
        """The key of the place on screen."""
        return self._place

    @property
    def width_class(self) -> WidthClass:
        """How much room there is now."""
        return self._width_class

    def view(self, key: str) -> QWidget | None:
        """Return a place's view if it was visited, else None."""
        return self._views.get(key)

    def current_view(self) -> QWidget | None:
        """Return the view on screen."""
        return self._views.get(self._place)

    def has_place(self, key: str) -> bool:
        """Whether there is such a place."""
        return key in self._make

    def go(self, key: str, *, focus: bool = True) -> None:
        """Show a place, built on its first visit, and put the keyboard where work starts."""
        if key not in self._make:
            raise KeyError(f"There is no place called {key}.")
        view = self._views.get(key)
        if view is None:
            # A hidden window hears of its size only when it is shown; its first view must know.
            self._measure()
            view = self._make[key]()
            if not isinstance(view, View):
                raise TypeError(f"The view of {key} lacks what the shell asks of a view.")
            view.apply_width(self._width_class)
            self._views[key] = view
            self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        changed, self._place = self._place != key, key
        self.rail.show_place(HOME_OF.get(key, key))
        if changed:
            self._settings.setValue("window/place", key)
            self.refresh_actions()
            self.place_changed.emit(key)
        if focus and isinstance(view, View):
            view.focus_first()

    def last_place(self) -> str:
        """Return the place shown when the window was closed, or the home place."""
        key = str(self._settings.value("window/place", HOME))
        return key if key in self._make else HOME

    # -- what the rail says --------------------------------------------------------------
    @property
    def save_light(self) -> SaveLight:
        """The light that says whether all is saved."""
        return self.rail.light

    def show_workspace(self, name: str, detail: str = "") -> None:
        """Name the open workspace in the rail and in the title."""
        self.rail.show_workspace(name, detail)
        self.setWindowTitle(name)

    def show_count(self, key: str, count: int | None) -> None:
        """Show how many are open at a place."""
        self.rail.show_count(key, count)

    def show_live(self, live: bool) -> None:
        """Show or take away the live dot of a running meeting."""
        self.rail.show_live(HOME if live else "")

    def offer_workspaces(self, choices: Callable[[], Sequence[Choice]]) -> None:
        """Have the switcher offer these; `workspace_chosen` tells which was taken."""
        self._workspaces = choices

    # -- notes and problems ----------------------------------------------------------------
    @property
    def toasts(self) -> Toasts:
        """The place for short notes."""
        if self._toasts is None:
            from nghs_desktop.ui.widgets.toasts import Toasts

            self._toasts = Toasts(self._look, self._side)
            self._place_toasts()
        return self._toasts

    @property
    def banners(self) -> Banners:
        """The place for problems, above the view."""
        if self._banners is None:
            from nghs_desktop.ui.widgets.banners import Banners

            self._banners = Banners(self._look, self._side)
            self._column.insertWidget(0, self._banners)
        return self._banners

    @property
    def sheet(self) -> Sheet:
        """The panel that slides in from the right."""
        if self._sheet is None:
            from nghs_desktop.ui.widgets.sheet import Sheet

            self._sheet = Sheet(self._look, self._side)
        return self._sheet

    def _place_toasts(self) -> None:
        if self._toasts is not None:
            view = self.current_view()
            inset = view.property(TOAST_INSET) if view is not None else None
            foot = self._look.px(float(inset)) if isinstance(inset, int | float) else 0
            self._toasts.stand_in(QRect(self._side.rect()).adjusted(0, 0, 0, -foot))

    # -- actions -------------------------------------------------------------------------
    def bind(self, name: str, run: Callable[[], None]) -> None:
        """Say what an action of the table does wherever one is; a view may do better."""
        self._bound[name] = run
        self.actions_table.window_action(name).setEnabled(True)

    def bound(self) -> frozenset[str]:
        """Return the actions that do something here and now."""
        return frozenset(self._bound) | frozenset(self._view_commands())

    def run(self, name: str) -> None:
        """Run an action: as the view on screen does it, else as the window does."""
        command = self._view_commands().get(name) or self._bound.get(name)
        if command is not None:
            command()

    def refresh_actions(self) -> None:
        """Make keys count only where something answers them; call when a view's commands change."""
        answered, made = self.bound(), self.actions_table.has_window_action
        for spec in self.actions_table.specs():
            if spec.where is not Where.LIST and (spec.id in answered or made(spec.id)):
                self.actions_table.window_action(spec.id).setEnabled(spec.id in answered)

    def _view_commands(self) -> Mapping[str, Callable[[], None]]:
        view = self.current_view()
        return view.commands() if isinstance(view, Commanding) else {}

    def _bind_own(self) -> None:
        table = self.actions_table
        own: dict[str, Callable[[], None]] = {
            "palette": self.open_palette,
            "pane_next": self.next_pane,
            "pane_last": self.last_pane,
            "text_larger": self._look.larger,
            "text_smaller": self._look.smaller,
            "text_usual": self._look.usual_size,
            "keys": self.show_keys,
            "notices": self.show_notices,
            "saved": self._say_saved,
            "capture": self.go_home,
            "quit": self._quit,
        }
        for key in ("settings", "trash"):
            if key in self._make:
                own[key] = self._goer(key)
        for name, choice in _LOOKS.items():
            own[name] = self._chooser(choice)
        for number, place in enumerate(self._rail_places[:9], start=1):
            own[f"place_{number}"] = self._goer(place.key)
        known = {spec.id for spec in table.specs()}
        for name, run in own.items():
            if name in known:
                self.bind(name, run)

    def _goer(self, key: str) -> Callable[[], None]:
        def run() -> None:
            self.go(key)

        return run

    def _runner(self, name: str) -> Callable[[], None]:
        def run() -> None:
            self.run(name)

        return run

    def _chooser(self, choice: ThemeChoice) -> Callable[[], None]:
        def run() -> None:
            self._look.choose(choice)

        return run

    def _workspace_taken(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.workspace_chosen.emit(str(action.data()))

    def _say_saved(self) -> None:
        self.toasts.say(self.tr("Everything is already saved."))

    def _quit(self) -> None:
        self.window().close()

    # -- palette -------------------------------------------------------------------------
    def provide_search(
        self, search: PaletteSearch | None, add: Callable[[str], None] | None = None
    ) -> None:
        """Hand in where records are found, and what to do with words that match nothing."""
        self._search, self._add = search, add
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None

    @property
    def palette_overlay(self) -> Palette:
        """Search or run."""
        if self._palette is None:
            from nghs_desktop.ui.palette import Palette

            self._palette = Palette(
                self._look,
                self,
                self._palette_rows,
                settings=self._settings,
                search=self._search,
                add=self._add,
            )
        return self._palette

    def open_palette(self) -> None:
        """Open Search or run, or close it."""
        self.palette_overlay.toggle()

    def _palette_rows(self) -> list[PaletteRow]:
        from nghs_desktop.ui.palette import PaletteRow

        table, answered = self.actions_table, self.bound()
        rows = [
            PaletteRow(
                spec.id,
                spec.words,
                spec.icon or "command",
                table.shown_keys(spec.id),
                self._runner(spec.id),
            )
            for spec in table.specs()
            if spec.in_palette and spec.id in answered
        ]
        for number, place in enumerate(self._rail_places, start=1):
            keys = table.shown_keys(f"place_{number}") if number <= 9 else ""
            words = self.tr("Go to {place}").format(place=place.words)
            rows.append(
                PaletteRow(f"go_{place.key}", words, place.icon, keys, self._goer(place.key))
            )
        for place in FOLLOW_UP.values():
            if place.key in self._make:
                words = self.tr("Go to {place}").format(place=place.words)
                rows.append(
                    PaletteRow(f"go_{place.key}", words, place.icon, "", self._goer(place.key))
                )
        return rows

    # -- menus ---------------------------------------------------------------------------
    def _show_menu(self) -> None:
        menu = self._menu(self.tr("Settings"))
        answered = self.bound()
        for name in _MENU:
            if not name:
                menu.addSeparator()
            elif name in answered:
                action = self.actions_table.menu_action(name, menu, self._runner(name))
                menu.addAction(action)
        button = self.rail.settings
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _show_workspaces(self) -> None:
        menu = self._menu(self.tr("Workspaces"))
        for choice in self._workspaces() if self._workspaces is not None else ():
            action = menu.addAction(choice.words.replace("&", "&&"))
            action.setIcon(self._look.icon(choice.icon or "layers"))
            action.setData(choice.key)
            action.triggered.connect(self._workspace_taken)
        answered = self.bound()
        if not menu.isEmpty():
            menu.addSeparator()
        for name in _WORKSPACE_MENU:
            if name in answered:
                menu.addAction(self.actions_table.menu_action(name, menu, self._runner(name)))
        if menu.isEmpty():
            menu.deleteLater()
            return
        button = self.rail.workspace
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(name)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    # -- sheets --------------------------------------------------------------------------
    def show_keys(self) -> None:
        """Show all keys and prefixes, or close them again."""
        from nghs_desktop.ui.keys_guide import keys_guide
        from nghs_desktop.ui.keys_page import KeysPage

        if isinstance(self.sheet.content, KeysPage):
            self.sheet.dismiss()
            return
        page = KeysPage(self._look, keys_guide(self.actions_table))
        self._show_once(page, self.tr("Keys and prefixes"))

    def show_notices(self) -> None:
        """Show what was noted since the start."""
        from nghs_desktop.ui.notices_page import NoticesPage

        page = NoticesPage(self._look, self.toasts.notices())
        self._show_once(page, self.tr("Notes of today"))

    def _show_once(self, page: QWidget, title: str) -> None:
        self.sheet.present(page, title)
        self.sheet.closed.connect(page.deleteLater)

    # -- keyboard ------------------------------------------------------------------------
    def go_home(self) -> None:
        """Put the caret into the capture bar, from anywhere."""
        if HOME in self._make:
            self.go(HOME)
        else:
            view = self.current_view()
            if isinstance(view, View):
                view.focus_first()

    def escape(self) -> None:
        """Close the innermost open thing; at last go back to the capture bar."""
        if self._palette is not None and self._palette.isVisible():
            self._palette.dismiss()
            return
        if self._sheet is not None and self._sheet.content is not None:
            self._sheet.dismiss()
            return
        view = self.current_view()
        if isinstance(view, Closing) and view.close_innermost():
            return
        self.go_home()

    def panes(self) -> list[QWidget]:
        """Return what F6 goes through, in reading order."""
        panes: list[QWidget] = [self.rail.places]
        if self._banners is not None and self._banners.isVisible():
            panes.append(self._banners)
        view = self.current_view()
        if isinstance(view, View):
            panes += [pane for pane in view.panes() if pane.isVisible()]
        if self._sheet is not None and self._sheet.isVisible():
            panes.append(self._sheet)
        if self._toasts is not None and self._toasts.isVisible():
            panes.append(self._toasts)
        return panes

    def next_pane(self) -> None:
        """Put the keyboard into the next pane."""
        self._turn(1)

    def last_pane(self) -> None:
        """Put the keyboard into the pane before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        panes = self.panes()
        focus = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if holds(pane, focus)), None)
        start = (0 if step > 0 else -1) if at is None else at + step
        for turn in range(len(panes)):
            if self._enter(panes[(start + turn * step) % len(panes)]):
                return

    def _enter(self, pane: QWidget) -> bool:
        if self._toasts is not None and pane is self._toasts:
            return self._toasts.take_keyboard()
        target = first_stop(pane)
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nothing else wanted closes the innermost open thing."""
        if event.key() == Qt.Key.Key_Escape:
            self.escape()
        else:
            super().keyPressEvent(event)

    # -- size ----------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        width = WidthClass.of(self.width(), self._look.scale)
        self.rail.set_compact(width < WidthClass.MEDIUM)
        if width != self._width_class:
            self._width_class = width
            for view in self._views.values():
                if isinstance(view, View):
                    view.apply_width(width)
            self.width_class_changed.emit(width)
        self._place_toasts()

    def _restore_geometry(self) -> None:
        kept = self._settings.value("window/geometry")
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            screen = QGuiApplication.primaryScreen()
            room = screen.availableSize() if screen else _USUAL_SIZE
            self.resize(_USUAL_SIZE.boundedTo(room).expandedTo(_LEAST_SIZE))

    def event(self, event: QEvent) -> bool:
        """Read the desktop's text size again when its theme changed."""
        if event.type() == QEvent.Type.ThemeChange:
            self._look.read_system()
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place and say that it closes."""
        self._settings.setValue("window/geometry", self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)
