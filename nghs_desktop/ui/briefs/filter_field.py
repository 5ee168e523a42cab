"""The filter of a brief: the language of the lists, with the terms offered while they are typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QListView, QMenu, QWidget

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.filters import KEYS, PARTS, Term, read_filter, with_term, write_filter
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.records import Impact
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.widgets.buttons import IconButton
from nghs_desktop.ui.widgets.fields import SearchField

KEEP_AFTER_MS = 150
_CHOICES = {
    "impact": tuple(str(word) for word in Impact),
    "has": PARTS,
    "no": PARTS,
    "due": ("late", "today", "week", "none"),
    "owner": ("me", "none"),
    "brief": ("yes", "no"),
    "pinned": ("yes",),
}


class _Line(SearchField):
    """Offers terms for the word at the caret; the arrows and Enter take one."""

    left = Signal()

    def __init__(self, look: Look, name: str, placeholder: str) -> None:
        super().__init__(look, name, placeholder=placeholder)
        self._terms = QStringListModel(self)
        self.offered = QCompleter(self._terms, self)
        self.offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.popup = QListView()
        self.popup.setAccessibleName(self.tr("Terms"))
        self.offered.setPopup(self.popup)
        self.offered.setWidget(self)
        self.offered.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    def offer_terms(self, terms: Sequence[str]) -> None:
        """Offer these terms from now on."""
        self._terms.setStringList(list(terms))

    def _word(self) -> str:
        return self.text()[: self.cursorPosition()].rsplit(" ", 1)[-1]

    def _offer(self) -> None:
        word = self._word()
        self.offered.setCompletionPrefix(word)
        alone = self.offered.completionCount() == 1 and self.offered.currentCompletion() == word
        if word and self.offered.completionCount() and not alone:
            self.offered.complete()
            self.popup.setCurrentIndex(self.offered.completionModel().index(0, 0))
        else:
            self.popup.hide()

    def _take(self, term: str) -> None:
        at, word = self.cursorPosition(), self._word()
        before, after = self.text()[: at - len(word)], self.text()[at:]
        self.setText(f"{before}{term}{after}")
        self.setCursorPosition(len(before) + len(term))
        self.textEdited.emit(self.text())
        self.popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the list of terms have the keys that choose in it."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab)
        if self.popup.isVisible() and event.key() in keys:
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the keyboard went elsewhere, unless only the list of terms came up."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class FilterField(QWidget):
    """The field and a menu of terms. `typed` carries the filter and one key a visit to the field."""

    typed = Signal(str, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._levers: tuple[str, ...] = ()
        self._kept = self._session = ""
        row = QHBoxLayout(self)
        look.space(row, spacing=8)
        self.field = _Line(look, self.tr("Filter what the brief holds"), self.tr("All items"))
        self.field.setToolTip(self.tr("Words, or terms such as lever:policy status:open tag:bus"))
        self.terms = IconButton(look, "list-filter", self.tr("Filter terms"), kind="secondary")
        row.addWidget(self.field, 1)
        row.addWidget(self.terms, 0, Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self.field.textEdited.connect(self._edited)
        self.field.returnPressed.connect(self.flush)
        self.field.left.connect(self._leave)
        self.terms.clicked.connect(self._open_menu)
        self.field.offer_terms(tuple(self._all_terms()))

    def show_levers(self, names: Sequence[str]) -> None:
        """Offer these levers."""
        if tuple(names) != self._levers:
            self._levers = tuple(names)
            self.field.offer_terms(tuple(self._all_terms()))

    def show_filter(self, text: str) -> None:
        """Show a filter, unless somebody writes there right now."""
        if not self._timer.isActive() and self.field.text().strip() != text.strip():
            self.field.setText(text)
        self._kept = text

    def flush(self) -> None:
        """Hand on what was typed and not yet handed on."""
        self._timer.stop()
        text = self.field.text().strip()
        if text != self._kept.strip():
            self._kept = text
            self._session = self._session or f"brief-filter-{new_id()}"
            self.typed.emit(text, self._session)

    def _edited(self) -> None:
        self._timer.start()

    def _leave(self) -> None:
        self.flush()
        self._session = ""

    # -- terms ---------------------------------------------------------------------------
    def _values(self) -> dict[str, tuple[str, ...]]:
        statuses = dict.fromkeys(
            str(word) for noun in NOUN.values() if noun.captured and noun.status
            for word in noun.status
        )  # fmt: skip
        found = {
            "lever": tuple(name.lower() for name in self._levers),
            "status": ("open", "finished", *(one for one in statuses if one != "open")),
        }
        return {key: values for key, values in (found | _CHOICES).items() if values}

    def _all_terms(self) -> Iterator[str]:
        values = self._values()
        for key, example in KEYS.items():
            if key in values:
                for value in values[key]:
                    yield write_filter(with_term(read_filter(""), key, value))
            elif key != "group":
                yield example

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("Filter terms"))
        now = read_filter(self.field.text())
        titles = {
            "lever": self.tr("Lever"),
            "status": self.tr("Status"),
            "impact": self.tr("Impact"),
            "owner": self.tr("Owner"),
            "due": self.tr("Due"),
            "has": self.tr("Has"),
            "no": self.tr("Has no"),
            "brief": self.tr("Ready for brief"),
        }
        for key, values in self._values().items():
            if key not in titles:
                continue
            inner = menu.addMenu(titles[key])
            for value in values:
                action = inner.addAction(value.replace("_", " ").replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(Term(key, value) in now.terms)
                action.setData((key, value))
        menu.addSeparator()
        clear = menu.addAction(self._look.icon("x"), self.tr("Clear the filter"))
        clear.setEnabled(bool(self.field.text()))
        clear.setData(("", ""))
        menu.triggered.connect(self._picked)
        menu.popup(self.terms.mapToGlobal(QPoint(0, self.terms.height() + 2)))

    def _picked(self, action: QAction) -> None:
        data = action.data()
        if not isinstance(data, tuple):
            return
        key, value = data
        now = read_filter(self.field.text())
        if not key:
            text = ""
        else:
            text = write_filter(with_term(now, key, "" if Term(key, value) in now.terms else value))
        self.field.setText(text)
        self.flush()
        self._session = ""
