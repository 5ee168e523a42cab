"""What keys do to the rows of the stream: open, edit, status, lever, owner, Trash."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nghs_desktop.domain.commands import AmendRecords, Ref
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.ui.capture.keeping import Keeping
from nghs_desktop.ui.models.stream import StreamRow
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.item_edits import ItemEdits
from nghs_desktop.ui.views.meeting_stream import StreamList
from nghs_desktop.ui.widgets.announce import announce

_QUICK = 4


class RowKeys(QObject):
    """Binds the keys of a list to the stream. `opened(Ref)` when a row was asked for whole."""

    opened = Signal(object)

    def __init__(
        self,
        context: ViewContext,
        stream: StreamList,
        edits: ItemEdits,
        keeping: Keeping,
        view: QWidget,
    ) -> None:
        super().__init__(view)
        self._dispatch, self._edits, self._keeping = context.dispatch, edits, keeping
        self._stream, self._rows, self._view = stream, stream.rows, view
        on = context.actions.on
        on("edit", stream, self._edit_row)
        on("to_trash", stream, self._trash)
        on("lever", stream, self._ask_lever)
        on("owner", stream, self._ask_owner)
        for number in range(1, _QUICK + 1):
            on(f"status_{number}", stream, partial(self._set_quick, number))
        stream.opened.connect(self.open_row)
        stream.edited.connect(self._edit_text)

    def _refs(self) -> tuple[Ref, ...]:
        rows = self._stream.chosen_rows()
        return tuple(Ref(row.item.noun, row.item.id) for row in rows if not row.pending)

    def open_row(self, row: StreamRow) -> None:
        """Open a row's record, or try again to keep what is not on disk yet."""
        if self._keeping.is_unkept(row.item.id):
            self._keeping.try_again(row.item.id)
        else:
            self.opened.emit(Ref(row.item.noun, row.item.id))

    def _edit_row(self) -> None:
        self._stream.edit_row()

    def _edit_text(self, row: StreamRow, words: str) -> None:
        title, _, details = words.strip().partition("\n")
        values = {"title": title.rstrip(), "details": details.strip()}
        self._dispatch.run(AmendRecords((Ref(row.item.noun, row.item.id),), values), self._view)
        changed = replace(row.item, title=values["title"], details=values["details"])
        self._rows.merge((changed,))

    def _trash(self) -> None:
        refs = self._refs()
        if not refs:
            return
        row = self._stream.currentIndex().row()

        def choose_next() -> None:
            left = self._rows.rowCount()
            if left and self._stream.hasFocus():
                self._stream.setCurrentIndex(self._rows.index(min(row, left - 1)))

        for ref in refs:
            self._rows.take_away(ref.id)
        choose_next()
        self._edits.trash(refs)

    def _ask_lever(self) -> None:
        refs, row = self._refs(), self._stream.current_row()
        if refs and row is not None:
            place = self._stream.visualRect(self._stream.currentIndex()).center()
            at = self._stream.viewport().mapToGlobal(place)
            self._edits.ask_lever(refs, at, row.item.lever_id)

    def _ask_owner(self) -> None:
        refs = self._refs()
        if refs:
            place = self._stream.visualRect(self._stream.currentIndex()).center()
            self._edits.ask_owner(refs, self._stream.viewport(), place)

    def _set_quick(self, number: int) -> None:
        by_noun: dict[str, list[Ref]] = {}
        for ref in self._refs():
            by_noun.setdefault(ref.noun, []).append(ref)
        for noun, refs in by_noun.items():
            quick = NOUN[noun].quick
            if number <= len(quick):
                status = quick[number - 1]
                self._edits.set_status(refs, status)
                announce(self._stream, status.label)
