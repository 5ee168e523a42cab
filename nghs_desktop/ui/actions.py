"""The one table of what a person can do, with its words, keys and icon.

Menus, palette, tooltips and the sheet of keys are all made from it. What an action does is
bound by the window and its views; nothing here knows a view or a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.errors import UserError
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.words import translated


class Where(Enum):
    """Where an action's keys count."""

    ANYWHERE = "anywhere"
    MEETING = "meeting"
    LIST = "list"
    BRIEF = "brief"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action: its id, its words (a verb), its keys, its icon, where it counts."""

    id: str
    english: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    where: Where = Where.ANYWHERE
    in_palette: bool = True

    @property
    def words(self) -> str:
        """Its words in the person's language."""
        return translated("actions", self.english)


def _spec(
    name: str,
    english: str,
    *keys: str,
    icon: str = "",
    where: Where = Where.ANYWHERE,
    in_palette: bool = True,
) -> ActionSpec:
    return ActionSpec(name, english, keys, icon, where, in_palette)


# The translation builder reads the words of this table; their context is “actions”.
_MEETING, _LIST, _BRIEF = Where.MEETING, Where.LIST, Where.BRIEF

_TABLE = (
    _spec("palette", "Search or run", "Ctrl+K", icon="search", in_palette=False),
    _spec("capture", "Write down an item", "Ctrl+Space", icon="pencil"),
    _spec("new", "New item", "Ctrl+N", icon="plus"),
    _spec("filter", "Filter this list", "Ctrl+F", icon="list-filter"),
    _spec("undo", "Undo", "Ctrl+Z", icon="undo-2"),
    _spec("redo", "Redo", "Ctrl+Shift+Z", icon="redo-2"),
    _spec("saved", "Everything is saved as you type", "Ctrl+S", in_palette=False),
    _spec("keep_open", "Keep the item and open it", "Ctrl+Return", in_palette=False),
    _spec("brief", "Preview brief", "Ctrl+P", icon="file-text"),
    _spec("save_pdf", "Save PDF or export list", "Ctrl+Shift+S", icon="download"),
    _spec("add_to_brief", "Add to brief", "Ctrl+Shift+B", icon="file-plus"),
    _spec("next_item", "Next agenda item", "Ctrl+PgDown", icon="skip-forward", where=_MEETING),
    _spec("last_item", "Previous agenda item", "Ctrl+PgUp", icon="arrow-left", where=_MEETING),
    _spec("more_time", "5 minutes more", "Alt+=", icon="plus", where=_MEETING),
    _spec("pause", "Pause or go on", "Ctrl+Shift+P", icon="pause", where=_MEETING),
    _spec("review", "Review and end the meeting", "Ctrl+Shift+L", icon="list", where=_MEETING),
    _spec("minutes", "Minutes", "Ctrl+Shift+I", icon="file-text", where=_MEETING),
    _spec("prepare", "Prepare the agenda", "Ctrl+Shift+A", icon="rotate-ccw", where=_MEETING),
    _spec("park", "Park for later", "Ctrl+Shift+K", icon="archive", where=_MEETING),
    _spec("parked", "Parking lot", icon="archive", where=_MEETING),
    _spec("choose_meeting", "Choose a meeting", "Ctrl+Shift+M", icon="calendar", where=_MEETING),
    _spec("series", "Meeting series", icon="calendar", where=_MEETING),
    _spec(
        "consent_block", "Decide the consent agenda", "Ctrl+Shift+D", icon="gavel", where=_MEETING
    ),
    _spec("dot_vote", "Dot vote", "Ctrl+Shift+V", icon="vote", where=_MEETING),
    _spec("fist", "Fist to five", "Ctrl+Shift+F", icon="vote", where=_MEETING),
    _spec("decide", "Put a question to the vote", "Ctrl+Shift+E", icon="gavel", where=_MEETING),
    _spec("script", "Run a script", "Ctrl+Shift+R", icon="timer", where=_MEETING),
    _spec(
        "script_next", "Next step of the script", "Alt+PgDown", icon="skip-forward", where=_MEETING
    ),
    _spec(
        "script_back", "Previous step of the script", "Alt+PgUp", icon="arrow-left", where=_MEETING
    ),
    _spec("script_end", "End the script", icon="square", where=_MEETING),
    _spec("scripts", "Scripts", icon="library", where=_MEETING),
    _spec("people", "Who is here", "Ctrl+Shift+W", icon="users", where=_MEETING),
    _spec("members", "Members and their votes", icon="users"),
    _spec("room", "Room display", "F9", icon="monitor-up", where=_MEETING),
    _spec("room_blank", "Blank the room display", "Shift+F9", icon="eye-off", where=_MEETING),
    _spec("room_freeze", "Freeze the room display", "Ctrl+F9", icon="pause", where=_MEETING),
    _spec("room_dark", "Room display: light or dark", icon="contrast", where=_MEETING),
    _spec("room_back", "Tell the room when we are back", icon="clock", where=_MEETING),
    _spec("papers", "Print papers of this meeting", icon="printer", where=_MEETING),
    _spec("pane_next", "Next pane", "F6", in_palette=False),
    _spec("pane_last", "Previous pane", "Shift+F6", in_palette=False),
    _spec("text_larger", "Larger text", "Ctrl++", "Ctrl+=", icon="zoom-in"),
    _spec("text_smaller", "Smaller text", "Ctrl+-", icon="zoom-out"),
    _spec("text_usual", "Usual text size", "Ctrl+0", icon="accessibility"),
    _spec("look_system", "Look: as the desktop", icon="contrast"),
    _spec("look_light", "Look: light", icon="sun"),
    _spec("look_dark", "Look: dark", icon="moon"),
    _spec("look_high_contrast", "Look: high contrast", icon="contrast"),
    _spec("keys", "Keys and prefixes", "F1", icon="keyboard"),
    _spec("settings", "Settings", "Ctrl+,", icon="settings"),
    _spec("trash", "Open Trash", icon="trash-2"),
    _spec("notices", "Show notes of today", icon="message-square"),
    _spec("own_workspace", "Start my own workspace", icon="folder-plus"),
    _spec("open_workspace", "Open another workspace", "Ctrl+Shift+O", icon="folder-open"),
    _spec("back_up", "Back up now", icon="hard-drive"),
    _spec("export", "Export everything", icon="upload"),
    _spec("quit", "Quit", "Ctrl+Q", icon="log-out"),
    *(_spec(f"place_{n}", f"Go to place {n}", f"Ctrl+{n}", in_palette=False) for n in range(1, 10)),
    _spec("edit", "Edit the text", "F2", "E", icon="pencil", where=_LIST),
    _spec("to_trash", "Move to Trash", "Del", icon="trash-2", where=_LIST),
    _spec("tick", "Tick the row", "Space", where=_LIST, in_palette=False),
    _spec("move_up", "Move up", "Alt+Up", icon="arrow-up", where=_LIST),
    _spec("move_down", "Move down", "Alt+Down", icon="arrow-down", where=_LIST),
    *(
        _spec(f"status_{n}", f"Set status {n}", str(n), where=_LIST, in_palette=False)
        for n in range(1, 5)
    ),
    _spec("details", "Show all of it", "I", icon="panel-right", where=_LIST),
    _spec("put_off", "Put off to the next meeting", "F", icon="skip-forward", where=_LIST),
    _spec("pull_out", "Take out of the consent agenda", "P", icon="external-link", where=_LIST),
    _spec("lever", "Set the lever", "L", icon="layers", where=_LIST),
    _spec("owner", "Set the owner", "O", icon="user", where=_LIST),
    _spec("keys_in_list", "Keys and prefixes", "?", where=_LIST, in_palette=False),
    _spec("print", "Print", icon="printer", where=_BRIEF),
    _spec("template", "Choose a template", "Alt+T", icon="file-text", where=_BRIEF),
    _spec("fix_check", "Fix what stands first before printing", "Alt+F", where=_BRIEF),
    _spec("all_briefs", "Show all briefs", "Alt+B", icon="list", where=_BRIEF),
    _spec("swap_page", "Show the page or the sections", "Alt+P", icon="columns-2", where=_BRIEF),
    _spec("save_word", "Save as a Word document", icon="download", where=_BRIEF),
    _spec("save_markdown", "Save as Markdown", icon="hash", where=_BRIEF),
    _spec("save_picture", "Save this page as a picture", icon="presentation", where=_BRIEF),
    _spec("copy_brief", "Duplicate this brief", icon="copy", where=_BRIEF),
    _spec("issue_brief", "Issue this brief", icon="lock", where=_BRIEF),
)
ACTIONS: Mapping[str, ActionSpec] = MappingProxyType({spec.id: spec for spec in _TABLE})

# Text editing owns these; binding one would take it from every field.
_RESERVED = frozenset(
    f"Ctrl+{key}"
    for key in ("Left", "Right", "Home", "End", "Backspace", "Del", "W", "D", "B", "I")
)


def keys_text(keys: str) -> str:
    """Return keys as people read them here: `Ctrl Shift V`, or the signs of a Mac."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    if len(native) > 2 and native.endswith("++"):
        return native[:-2].replace("+", " ") + " +"
    return native.replace("+", " ") if len(native) > 1 else native


class Actions(QObject):
    """The actions of one window: their QActions, their keys, and the person's own keys."""

    triggered = Signal(str)
    keys_changed = Signal()

    def __init__(
        self,
        look: Look,
        window: QWidget | None = None,
        *,
        own_keys: Mapping[str, tuple[str, ...]] | None = None,
        specs: Mapping[str, ActionSpec] = ACTIONS,
    ) -> None:
        super().__init__(window)
        self._look = look
        self._specs = specs
        self._own = {name: keys for name, keys in (own_keys or {}).items() if name in specs}
        self._made: dict[str, QAction] = {}

    # -- words and keys ----------------------------------------------------------------
    def spec(self, name: str) -> ActionSpec:
        """Return the table's entry for an action."""
        return self._specs[name]

    def specs(self) -> Iterable[ActionSpec]:
        """Return all entries, in the table's order."""
        return self._specs.values()

    def keys(self, name: str) -> tuple[str, ...]:
        """Return the keys an action has now."""
        return self._own.get(name, self._specs[name].keys)

    def shown_keys(self, name: str) -> str:
        """Return the first of an action's keys as people read them, or nothing."""
        keys = self.keys(name)
        return keys_text(keys[0]) if keys else ""

    def tip(self, name: str) -> str:
        """Return a tooltip: the words and the keys."""
        keys = self.shown_keys(name)
        words = self._specs[name].words
        return f"{words}  ({keys})" if keys else words

    @property
    def own_keys(self) -> Mapping[str, tuple[str, ...]]:
        """The keys the person changed, to be kept in the settings."""
        return dict(self._own)

    def set_keys(self, name: str, keys: tuple[str, ...]) -> None:
        """Give an action other keys; raises UserError when they cannot be had."""
        spec = self._specs[name]
        clean = tuple(_portable(key) for key in keys)
        for key in clean:
            self._check(spec, key)
        if clean == spec.keys:
            self._own.pop(name, None)
        else:
            self._own[name] = clean
        self._apply(name)
        self.keys_changed.emit()

    def reset_keys(self, name: str) -> None:
        """Give an action the keys of the table again; raises UserError when they are taken."""
        self.set_keys(name, self._specs[name].keys)

    def clash(self, name: str, key: str) -> ActionSpec | None:
        """Return the other action that has this key where `name` counts, or None."""
        wanted, spec = _portable(key), self._specs[name]
        for other in self._specs.values():
            if other.id == name or wanted not in map(_portable, self.keys(other.id)):
                continue
            if Where.ANYWHERE in (spec.where, other.where) or spec.where is other.where:
                return other
        return None

    def _check(self, spec: ActionSpec, key: str) -> None:
        shown = keys_text(key)
        if not key:
            raise UserError(self.tr("That is not a key."), self.tr("Press another one."))
        if key in _RESERVED:
            raise UserError(
                self.tr("{keys} belongs to text editing.").format(keys=shown),
                self.tr("Choose another key."),
            )
        if spec.where is not Where.LIST and _is_typing(key):
            raise UserError(
                self.tr("{keys} alone is needed for typing.").format(keys=shown),
                self.tr("Add Ctrl or Alt."),
            )
        other = self.clash(spec.id, key)
        if other is not None:
            raise UserError(
                self.tr("{keys} already means “{action}”.").format(keys=shown, action=other.words),
                self.tr("Choose another key, or change that one first."),
            )

    # -- QActions ----------------------------------------------------------------------
    def window_action(self, name: str) -> QAction:
        """Return the action that counts in the whole window; it reports through `triggered`."""
        if name not in self._made:
            action = QAction(self._specs[name].words, self)
            action.setData(name)
            action.triggered.connect(self._report)
            self._made[name] = action
            self._apply(name)
            window = self.parent()
            if isinstance(window, QWidget):
                window.addAction(action)
        return self._made[name]

    def has_window_action(self, name: str) -> bool:
        """Whether `window_action` was asked for before."""
        return name in self._made

    def ask(self, name: str) -> None:
        """Ask the window to run an action, as its keys would."""
        self.triggered.emit(name)

    def on(
        self, name: str, widget: QWidget, run: Callable[[], None], *, inside: bool = False
    ) -> QAction:
        """Let an action count while `widget` has the keyboard (`inside`: or anything in it)."""
        action = _LocalAction(self, name, widget)
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
            if inside
            else Qt.ShortcutContext.WidgetShortcut
        )
        action.triggered.connect(run)
        widget.addAction(action)
        return action

    def menu_action(self, name: str, parent: QWidget, run: Callable[[], None]) -> QAction:
        """Return an action for a menu: words, icon and keys to read, not a second binding."""
        spec = self._specs[name]
        keys = self.keys(name)
        shown = f"\t{QKeySequence(keys[0]).toString(_NATIVE)}" if keys else ""
        action = QAction(spec.words.replace("&", "&&") + shown, parent)
        if spec.icon:
            action.setIcon(self._look.icon(spec.icon))
        action.triggered.connect(run)
        return action

    def _report(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.triggered.emit(str(action.data()))

    def _apply(self, name: str) -> None:
        made = self._made.get(name)
        if made is not None:
            self.dress(name, made)

    def dress(self, name: str, action: QAction) -> None:
        """Give a QAction the keys and the tooltip of an entry as they are now."""
        action.setShortcuts([QKeySequence(key) for key in self.keys(name)])
        action.setToolTip(self.tip(name))


class _LocalAction(QAction):
    """Counts only while its widget has the keyboard; follows when the keys change."""

    def __init__(self, actions: Actions, name: str, widget: QWidget) -> None:
        super().__init__(actions.spec(name).words, widget)
        self._actions, self._name = actions, name
        actions.keys_changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self._actions.dress(self._name, self)


_NATIVE = QKeySequence.SequenceFormat.NativeText


def _portable(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def _is_typing(key: str) -> bool:
    """Whether a key writes something, or moves, when it is pressed in a field."""
    return len(key) == 1 or key in ("Space", "Del", "Backspace", "Return", "Enter", "Tab")
