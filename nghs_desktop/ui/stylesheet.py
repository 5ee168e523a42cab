"""The application's palette and its one stylesheet, both made from the tokens.

The stylesheet dresses stock widgets (fields, menus, forms); our own widgets paint themselves.
Labels get their colour from the palette: no widget has a stylesheet of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from string import Template

from PySide6.QtGui import QColor, QPalette

from nghs_desktop.base.bundle import resource
from nghs_desktop.ui.theme import Role, Theme

_ROLES: tuple[tuple[QPalette.ColorRole, Role], ...] = (
    (QPalette.ColorRole.Window, "bg"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "bg"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "danger"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "accent_text"),
    (QPalette.ColorRole.LinkVisited, "decision"),
    (QPalette.ColorRole.Light, "surface"),
    (QPalette.ColorRole.Midlight, "hover"),
    (QPalette.ColorRole.Mid, "border"),
    (QPalette.ColorRole.Dark, "border_strong"),
    (QPalette.ColorRole.Shadow, "border_strong"),
)


def make_palette(theme: Theme) -> QPalette:
    """Return the palette stock widgets and delegates paint with."""
    palette = QPalette()
    for palette_role, role in _ROLES:
        palette.setColor(palette_role, QColor(theme[role]))
    faint = QColor(theme["text3"])
    for palette_role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, palette_role, faint)
    return palette


# Lengths are written as [n] and become px at the text size; colours as $role.
_SHEET = """
QToolTip { color: $text; background: $surface; border: 1px solid $border_strong; padding: [4]; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
  color: $text; background: $surface; border: 1px solid $border_strong;
  border-radius: [8]; padding: [6] [10];
  selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $text3; }
QLineEdit, QAbstractSpinBox, QComboBox { min-height: [20]; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border: 2px solid $focus; padding: [5] [9]; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  color: $text3; background: $bg; border-color: $border; }
QLineEdit[bare="true"], QPlainTextEdit[bare="true"], QTextEdit[bare="true"] {
  background: transparent; border: none; border-radius: 0px; padding: 0px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {
  background: transparent; border: none; padding: 0px; min-height: 0px; }
QAbstractSpinBox QLineEdit { padding: 0px [9]; }
QLineEdit QToolButton { min-height: 0px; padding: 0px; border: none; background: transparent; }
QComboBox::drop-down { border: none; width: [28]; }
QComboBox::down-arrow { image: url("$arrow"); width: [16]; height: [16]; }
QComboBox QAbstractItemView { color: $text; background: $surface; border: 1px solid $border_strong;
  padding: [4]; outline: 0px; selection-background-color: $selected; selection-color: $text; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
  border: none; background: transparent; width: [22]; }
QAbstractSpinBox::up-arrow { image: url("$arrow_up"); width: [14]; height: [14]; }
QAbstractSpinBox::down-arrow { image: url("$arrow"); width: [14]; height: [14]; }

QPushButton { color: $text; background: $surface; border: 1px solid $edge; border-radius: [8];
  padding: [7] [13]; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selected; }
QPushButton:focus { border: 2px solid $focus; padding: [6] [12]; }
QPushButton:default { color: $on_accent; background: $accent; border-color: $accent; }
QPushButton:default:hover { background: $accent_hover; }
QPushButton:default:focus { border: 2px solid $focus; }
QPushButton:disabled { color: $text3; background: $bg; border-color: $border; }
QPushButton[reference="true"] { text-align: left; border-color: $border_strong; padding: [6] [10]; }
QPushButton[reference="true"]:focus { border: 2px solid $focus; padding: [5] [9]; }
QToolButton { color: $text; background: transparent; border: 1px solid transparent;
  border-radius: [8]; padding: [6]; }
QToolButton:hover { background: $hover; }
QToolButton:checked { background: $selected; }
QToolButton:focus { border: 2px solid $focus; padding: [5]; }

QCheckBox, QRadioButton { spacing: [8]; min-height: [24]; padding: 2px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; border-radius: [5]; padding: 0px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
  width: [16]; height: [16]; background: $surface; border: 1px solid $border_strong; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: [4]; }
QRadioButton::indicator { border-radius: [8]; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator:checked {
  background: $accent; border-color: $accent; image: url("$dot"); }

QMenu { color: $text; background: $surface; border: 1px solid $edge; padding: [6]; }
QMenu::item { padding: [6] [28] [6] [10]; border-radius: [6]; min-height: [20]; }
QMenu::icon { padding-left: [8]; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $border; margin: [6] [4]; }
QMenuBar { color: $text; background: $rail; }
QMenuBar::item { padding: [4] [10]; background: transparent; }
QMenuBar::item:selected { background: $hover; border-radius: [6]; }

QScrollBar:vertical { background: transparent; width: [12]; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: [12]; margin: 0px; }
QScrollBar::handle { background: $border_strong; border-radius: [3]; }
QScrollBar::handle:vertical { min-height: [32]; margin: [2] [3]; }
QScrollBar::handle:horizontal { min-width: [32]; margin: [3] [2]; }
QScrollBar::handle:hover { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $border; }
QHeaderView { background: transparent; }
QHeaderView::section { color: $text2; background: $bg; border: none;
  border-bottom: 1px solid $border; padding: [6] [10]; }
QTableView, QTreeView { background: $surface; border: 1px solid $border; outline: 0px;
  gridline-color: $border; selection-background-color: $selected; selection-color: $text; }
QProgressBar { color: $text; background: $bg; border: 1px solid $border_strong;
  border-radius: [4]; text-align: center; }
QProgressBar::chunk { background: $accent_bar; border-radius: [3]; }
QGroupBox { border: 1px solid $border; border-radius: [12]; margin-top: [12]; padding: [14]; }
QGroupBox::title { subcontrol-origin: margin; left: [14]; padding: 0px [4]; }
QTabBar::tab { color: $text2; padding: [6] [12]; border: none; border-radius: [8]; }
QTabBar::tab:selected { color: $accent_text; background: $selected; }
QTabBar::tab:focus { border: 2px solid $focus; }
QTabWidget::pane { border: none; }
"""


def make_stylesheet(theme: Theme, px: Callable[[float], int]) -> str:
    """Return the stylesheet for a theme, with every length given by `px`."""
    on_accent = "black" if theme["on_accent"] == "#000000" else "white"
    files = {
        "arrow": f"arrow-{theme.key}.svg",
        "arrow_up": f"arrow-up-{theme.key}.svg",
        "tick": f"tick-{on_accent}.svg",
        "dot": f"dot-{on_accent}.svg",
    }
    values = dict(theme.colours) | {"edge": theme["border"]}
    paths = {name: resource("themes", file).as_posix() for name, file in files.items()}
    sheet = Template(_sized(px)).substitute(values, **paths)
    return sheet


def _sized(px: Callable[[float], int]) -> str:
    first, *parts = _SHEET.split("[")
    sized = [first]
    for part in parts:
        head, found, rest = part.partition("]")
        # An attribute selector such as [bare="true"] is not a length.
        sized.append(f"{px(float(head))}px{rest}" if found and head.isdigit() else f"[{part}")
    return "".join(sized)
