"""The upper part of a list: title and number, saved views, filter field with its chips, order.

It reads no records: what it shows is told, what the person asks for comes out as signals.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from nghs_desktop.domain.filters import (
    KEYS,
    PARTS,
    Filter,
    Term,
    read_filter,
    with_term,
    write_filter,
)
from nghs_desktop.domain.nouns import Noun
from nghs_desktop.domain.records import Impact
from nghs_desktop.domain.workspaces import SavedView
from nghs_desktop.services.api import ORDERS
from nghs_desktop.ui.dialogs.popups import Popup, choose_from
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.places import FOLLOW_UP, RELATED
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.widgets.buttons import Button, IconButton
from nghs_desktop.ui.widgets.fields import Field, SearchField
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import KeyCap, Label
from nghs_desktop.ui.widgets.pills import Chip
from nghs_desktop.ui.widgets.properties import Choice
from nghs_desktop.ui.widgets.segments import Segment, Segments

EVERYTHING = "everything"
"""The key of the segment that shows all, used where no view is saved."""


def merge_filters(view: Filter, typed: Filter) -> Filter:
    """Return what a saved view and the field ask for together; the field wins for its keys."""
    keys = {term.key for term in typed.terms}
    kept = tuple(term for term in view.terms if term.key not in keys)
    return Filter(f"{view.words} {typed.words}".strip(), kept + typed.terms)


class ItemsHead(QWidget):
    """Title, views, filter and order of a list.

    `asked` comes when filter, view or order changed; `moved_on` when the keyboard should go to the
    list.
    """

    asked = Signal()
    moved_on = Signal()
    new_asked = Signal()
    export_asked = Signal()
    view_kept = Signal(str)
    view_renamed = Signal(str, str)
    view_dropped = Signal(str)
    place_asked = Signal(str)

    def __init__(
        self, context: ViewContext, noun: Noun, *, can_export: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._noun = context, noun
        look = self._look = context.look
        self._views: tuple[SavedView, ...] = ()
        self._counts: dict[str, int] = {}
        self._order = "newest"
        self._levers: tuple[str, ...] = ()
        self._total: int | None = None
        self._shown: int | None = None
        self._namer: Field | None = None
        self._choose_next = ""
        grows = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        grows.setHeightForWidth(True)  # the saved views may take a second line
        self.setSizePolicy(grows)
        column = QVBoxLayout(self)
        look.space(column, spacing=9)
        column.addLayout(self._make_title(can_export))
        column.addLayout(self._make_views())
        column.addLayout(self._make_filter())
        self._chips_holder = QWidget(self)
        self._chips_flow = FlowLayout(self._chips_holder)
        look.space(self._chips_flow, (0, 0, 0, 2), 6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._chips_holder.setSizePolicy(policy)
        self._chips: list[Chip] = []
        self._chips_holder.hide()
        column.addWidget(self._chips_holder)

    # -- parts ---------------------------------------------------------------------------
    def _make_title(self, can_export: bool) -> QHBoxLayout:
        look, actions = self._look, self._context.actions
        row = QHBoxLayout()
        look.space(row, spacing=8)
        self.title = Label(look, KINDS[self._noun.name].plural, "title")
        self._count = Label(look, "", "subtitle", "text3")
        row.addWidget(self.title)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.export = IconButton(
            look,
            "download",
            self.tr("Export this list"),
            keys=actions.shown_keys("save_pdf"),
        )
        self.export.clicked.connect(self.export_asked)
        if not can_export:
            self.export.hide()
        word = KINDS[self._noun.name].word.lower()
        self.new = Button(
            look,
            self.tr("New {kind}").format(kind=word),
            kind="primary",
            icon="plus",
            keys=actions.shown_keys("new"),
        )
        self.new.clicked.connect(self.new_asked)
        row.addWidget(self._make_related())
        row.addWidget(self.export)
        row.addWidget(self.new)
        return row

    def _make_related(self) -> IconButton:
        """A button with the processes that belong to this list; hidden where there are none."""
        home = {"focus": "focus"}.get(self._noun.name, f"{self._noun.name}s")
        self._related = [FOLLOW_UP[key] for key in RELATED.get(home, ())]
        words = ", ".join(place.words for place in self._related)
        self.related = IconButton(
            self._look, "layers", self.tr("Go to {places}").format(places=words)
        )
        self.related.clicked.connect(self._open_related)
        if not self._related:
            self.related.hide()
        return self.related

    def _open_related(self) -> None:
        choices = [Choice(place.key, place.words, place.icon) for place in self._related]
        at = self.related.mapToGlobal(QPoint(0, self.related.height() + 2))
        title = self.tr("Processes")
        choose_from(self._look, self, title, choices, "", self.place_asked.emit, at)

    def _make_views(self) -> QHBoxLayout:
        look = self._look
        row = QHBoxLayout()
        look.space(row, spacing=8)
        self.views = Segments(look, self.tr("Saved views"))
        self.views.chosen.connect(self._choose_view)
        self.views.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.views.customContextMenuRequested.connect(self._view_menu)
        self.keep = IconButton(look, "plus", self.tr("Keep this filter as a view"))
        self.keep.clicked.connect(self.ask_name)
        row.addWidget(self.views, 1)
        row.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignTop)
        self._views_row = row
        return row

    def _make_filter(self) -> QHBoxLayout:
        look = self._look
        row = QHBoxLayout()
        look.space(row, (0, 1, 0, 3), 8)
        plural = KINDS[self._noun.name].plural.lower()
        self.field = SearchField(
            look,
            self.tr("Filter {kinds}").format(kinds=plural),
            placeholder=self.tr("Filter {kinds}").format(kinds=plural),
        )
        self.field.setToolTip(self.tr("Words, or terms such as lever:policy has:dots"))
        self.field.textEdited.connect(self._typed)
        self.field.returnPressed.connect(self.moved_on)
        self.filter = Button(look, self.tr("Filter"), icon="list-filter")
        self.filter.clicked.connect(self._filter_menu)
        self.sort = Button(look, "", icon="arrow-up-down")
        self.sort.clicked.connect(self._sort_menu)
        row.addWidget(self.field, 1)
        row.addWidget(self.filter)
        row.addWidget(self.sort)
        self.show_order("newest")
        return row

    # -- what is shown -------------------------------------------------------------------
    def show_levers(self, names: Sequence[str]) -> None:
        """Offer these levers in the filter menu."""
        self._levers = tuple(names)

    def show_total(self, total: int | None, shown: int | None) -> None:
        """Show how many there are, and how many of them the filter leaves."""
        self._total, self._shown = total, shown
        if total is None:
            words = "" if shown is None else f"{shown:,}"
        elif self.typed().words or self.typed().terms:
            words = self.tr("{n} of {total}").format(n=f"{shown or 0:,}", total=f"{total:,}")
        else:
            words = f"{total:,}"
        self._count.setText(words)

    def show_views(self, views: Sequence[SavedView]) -> None:
        """Show the saved views as segments."""
        before = self.views.current
        self._views = tuple(views)
        ids = {view.id for view in views}
        if self._choose_next in ids:
            current, self._choose_next = self._choose_next, ""
        else:
            current = before if before in ids else ""
        self._show_segments(current)
        if before != self.views.current:
            self._take_order()
            self.asked.emit()

    def saved(self) -> tuple[SavedView, ...]:
        """Return the saved views."""
        return self._views

    def choose_when_there(self, view_id: str) -> None:
        """Choose a view that is being made."""
        self._choose_next = view_id

    def forget_typed(self) -> None:
        """Empty the field without asking for the list again: a view now holds what stood there."""
        self.field.clear()
        self._show_chips()

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show how many items each view has."""
        self._counts |= counts
        self._show_segments(self.views.current)

    def _show_segments(self, current: str) -> None:
        shown = [Segment(v.id, v.name, self._counts.get(v.id)) for v in self._views]
        if not shown:
            shown = [Segment(EVERYTHING, self.tr("All"))]
        self.views.show_segments(shown, current)

    def show_order(self, order: str) -> None:
        """Show which order the list has."""
        self._order = order if order in ORDERS else "newest"
        words = ORDERS[self._order][0]
        self.sort.setText(words)
        self.sort.describe(self.tr("{order}: change the order").format(order=words))
        self.sort.updateGeometry()

    # -- what is asked for ---------------------------------------------------------------
    @property
    def order(self) -> str:
        """The key of the order."""
        return self._order

    def view(self) -> SavedView | None:
        """Return the chosen view."""
        return next((view for view in self._views if view.id == self.views.current), None)

    def typed(self) -> Filter:
        """Return what the field asks for."""
        return read_filter(self.field.text())

    def wanted(self) -> Filter:
        """Return what view and field ask for together."""
        view = self.view()
        return merge_filters(read_filter(view.filter) if view else Filter(), self.typed())

    def clear_filter(self) -> None:
        """Empty the field."""
        self.set_typed(Filter())

    def set_typed(self, wanted: Filter) -> None:
        """Put a filter into the field, as the menu does."""
        self.field.setText(write_filter(wanted))
        self._typed()

    def choose(self, view_id: str) -> None:
        """Choose a view."""
        self.views.choose(view_id)
        self._choose_view()

    def _choose_view(self, _key: str = "") -> None:
        self._take_order()
        self.asked.emit()

    def _take_order(self) -> None:
        view = self.view()
        if view is not None and view.sorted_by:
            self.show_order(view.sorted_by)

    def _typed(self, _words: str = "") -> None:
        self._show_chips()
        self.show_total(self._total, self._shown)
        self.asked.emit()

    # -- chips ---------------------------------------------------------------------------
    def _show_chips(self) -> None:
        terms = self.typed().terms
        for chip, term in zip(self._chips, terms, strict=False):
            chip.show_words(_chip_words(term), fill="hover")
            chip.setProperty("term", f"{term.key}:{term.value}")
        for term in terms[len(self._chips) :]:
            chip = Chip(self._look, _chip_words(term), parent=self._chips_holder)
            chip.setProperty("term", f"{term.key}:{term.value}")
            chip.removed.connect(self._drop_chip)
            self._chips.append(chip)
            self._chips_flow.addWidget(chip)
        for at, chip in enumerate(self._chips):
            chip.setVisible(at < len(terms))
        self._chips_holder.setVisible(bool(terms))

    def _drop_chip(self) -> None:
        chip = self.sender()
        if not isinstance(chip, Chip):
            return
        gone = str(chip.property("term"))
        typed = self.typed()
        kept = tuple(term for term in typed.terms if f"{term.key}:{term.value}" != gone)
        self.set_typed(Filter(typed.words, kept))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- menus ---------------------------------------------------------------------------
    def _filter_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("Filter"))
        typed = self.typed()
        for key, title, choices in self._filter_choices():
            inner = menu.addMenu(title)
            for value, words in choices:
                action = inner.addAction(words.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(Term(key, value) in typed.terms)
                action.setData((key, value))
        menu.addSeparator()
        clear = menu.addAction(self._look.icon("x"), self.tr("Clear the filter"))
        clear.setEnabled(bool(self.field.text()))
        clear.setData(("clear", ""))
        keys = menu.addAction(self._look.icon("info"), self.tr("All filter terms"))
        keys.setData(("help", ""))
        menu.triggered.connect(self._filter_picked)
        menu.popup(self.filter.mapToGlobal(QPoint(0, self.filter.height() + 2)))

    def _filter_choices(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        tr = self.tr
        parts = {
            "dots": tr("Dots"),
            "owner": tr("An owner"),
            "due": tr("A due day"),
            "lever": tr("A lever"),
            "details": tr("Details"),
            "school": tr("A school"),
            "link": tr("A link"),
        }
        levers = [(name.lower(), name) for name in self._levers]
        found = [("lever", tr("Lever"), levers)]
        if self._noun.status is not None:
            statuses = [(str(word), word.label) for word in self._noun.status]
            general = [("open", tr("All open")), ("finished", tr("All finished"))]
            known = {value for value, _ in statuses}
            found.append(
                ("status", tr("Status"), [g for g in general if g[0] not in known] + statuses)
            )
        level = self._noun.field.get("level")
        if level is not None and level.about.choices is not None:
            words = [(str(word), word.label) for word in level.about.choices]
            found.append(("level", tr("Level"), words))
        found += [
            ("impact", tr("Impact"), [(str(word), word.label) for word in reversed(Impact)]),
            ("owner", tr("Owner"), [("me", tr("Me")), ("none", tr("Nobody"))]),
            ("due", tr("Due"), [("late", tr("Late")), ("today", tr("Today")),
                                ("week", tr("Within a week")), ("none", tr("No day"))]),
            ("has", tr("Has"), [(part, parts[part]) for part in PARTS]),
            ("no", tr("Has no"), [(part, parts[part]) for part in PARTS]),
            ("brief", tr("Brief"), [("yes", tr("Ready for brief")), ("no", tr("Not yet"))]),
        ]  # fmt: skip
        return found

    def _filter_picked(self, action: QAction) -> None:
        data = action.data()
        if not isinstance(data, tuple):
            return
        key, value = data
        if key == "clear":
            self.clear_filter()
        elif key == "help":
            self.show_terms()
        else:
            typed = self.typed()
            if Term(key, value) in typed.terms:
                value = ""
            self.set_typed(with_term(typed, key, value))

    def show_terms(self) -> None:
        """Show every term the filter field knows, with an example."""
        popup = TermsPopup(self._look, self)
        popup.open_at(self.filter)

    def _sort_menu(self) -> None:
        choices = [Choice(key, words) for key, (words, _) in ORDERS.items()]
        at = self.sort.mapToGlobal(QPoint(0, self.sort.height() + 2))
        title = self.tr("Order")
        choose_from(self._look, self, title, choices, self._order, self._sort_by, at)

    def _sort_by(self, order: str) -> None:
        self.show_order(order)
        self.asked.emit()

    # -- saved views ---------------------------------------------------------------------
    def ask_name(self, renamed: str = "") -> None:
        """Ask for the name of a view, in the place of the segments."""
        if self._namer is not None:
            self._namer.setFocus()
            return
        view_id = renamed if isinstance(renamed, str) else ""
        namer = Field(self._look, self.tr("Name of the view"),
                      placeholder=self.tr("Name of the view"))  # fmt: skip
        view = next((view for view in self._views if view.id == view_id), None)
        namer.setText(view.name if view else "")
        namer.setProperty("view", view_id)
        namer.returnPressed.connect(self._named)
        namer.editingFinished.connect(self._named_elsewhere)
        self._namer = namer
        self.views.hide()
        self._views_row.insertWidget(0, namer, 1)
        namer.show()
        namer.setFocus(Qt.FocusReason.OtherFocusReason)
        namer.selectAll()

    def _named(self) -> None:
        namer = self._namer
        if namer is None:
            return
        name, view_id = namer.text().strip(), str(namer.property("view"))
        self.close_namer()
        if name and view_id:
            self.view_renamed.emit(view_id, name)
        elif name:
            self.view_kept.emit(name)

    def _named_elsewhere(self) -> None:
        if self._namer is not None and not self._namer.hasFocus():
            self.close_namer()

    def close_namer(self) -> bool:
        """Give up naming; return False when nothing was being named."""
        namer, self._namer = self._namer, None
        if namer is None:
            return False
        had = namer.hasFocus()
        self._views_row.removeWidget(namer)
        namer.hide()
        namer.deleteLater()
        self.views.show()
        if had:
            self.keep.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _view_menu(self, at: QPoint) -> None:
        segment = getattr(self.views.childAt(at), "segment", None)
        key = segment.key if isinstance(segment, Segment) else self.views.current
        view = next((view for view in self._views if view.id == key), None)
        if view is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rename = menu.addAction(self._look.icon("pencil"), self.tr("Rename this view"))
        drop = menu.addAction(self._look.icon("trash-2"), self.tr("Move this view to Trash"))
        rename.setData(("rename", view.id))
        drop.setData(("drop", view.id))
        menu.triggered.connect(self._view_picked)
        menu.popup(self.views.mapToGlobal(at))

    def _view_picked(self, action: QAction) -> None:
        what, view_id = action.data()
        if what == "rename":
            self.ask_name(view_id)
        else:
            self.view_dropped.emit(view_id)


class TermsPopup(Popup):
    """Every term of the filter language with an example."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "", parent)
        self.setAccessibleName(self.tr("Filter terms"))
        look.space(self.column, (16, 14, 16, 14), 6)
        self.column.addWidget(Label(look, self.tr("Type words, or these terms"), "strong"))
        for key, example in KEYS.items():
            row = QHBoxLayout()
            look.space(row, spacing=12)
            cap = KeyCap(look, f"{key}:")
            row.addWidget(cap)
            row.addStretch(1)
            row.addWidget(Label(look, example, "body", "text2"))
            self.column.addLayout(row)
        self.column.addWidget(
            Label(look, self.tr("Terms join: all of them must fit."), "caption", "text3")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focus_inside(self) -> None:
        """Take the keyboard, so that Esc closes."""
        self.setFocus(Qt.FocusReason.PopupFocusReason)


def _chip_words(term: Term) -> str:
    return f"{term.key}: {term.value}"
