"""From Enter to the disk. The row is shown at once; the draft goes only when the item is durable; a
line that could not be kept stays in sight and is tried again. Typed text is never lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QObject, Signal

from nghs_desktop.base.errors import Told
from nghs_desktop.domain.capture import Captured, parse
from nghs_desktop.domain.changes import Outcome
from nghs_desktop.domain.commands import AppendText, LogRecords, Ref
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.records import Captured as Item
from nghs_desktop.domain.records import Record
from nghs_desktop.services.api import Draft, Reader, to_command
from nghs_desktop.ui.capture.bar import CaptureBar, Line
from nghs_desktop.ui.capture.drafts import DraftKeeper
from nghs_desktop.ui.capture.lines import FIELD, SENT, Where, draft_of, line_of, row_of
from nghs_desktop.ui.models.stream import StreamModel
from nghs_desktop.ui.view_context import ViewContext


@dataclass(frozen=True, slots=True)
class _Sent:
    line: Line
    where: Where
    command: LogRecords | AppendText


class Keeping(QObject):
    """Keeps what the bar hands over. `where` says where an item belongs now, None while that is
    not known yet: then lines wait, with their rows in sight, and `wanted` is emitted.

    `kept(noun, id)` once an item is durable; `added(Ref)` once a follow-up is; `failed(Told)` when a
    line could not be kept. `label_of` says what a script that runs marks an item with; whoever runs
    scripts puts it there.
    """

    wanted = Signal()
    shown = Signal(str)
    kept = Signal(str, str)
    added = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        context: ViewContext,
        bar: CaptureBar,
        model: StreamModel,
        where: Callable[[], Where | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._bar, self._model = context, bar, model
        self._where = where
        self.label_of: Callable[[Where], str] = _no_label
        self._sent: dict[str, _Sent] = {}
        self._waiting: list[tuple[Line, Captured]] = []
        self._found: list[Draft] = []
        self._workspace = context.dispatch.workspace
        self._drafts = DraftKeeper(self._workspace.keep_draft, self)
        self._drafts.failed.connect(self.failed)
        bar.submitted.connect(self._submit)
        bar.line_changed.connect(self._note)

    @property
    def unkept(self) -> int:
        """How many entered lines are not known to be on disk."""
        return len(self._sent) + len(self._waiting)

    @property
    def is_waiting(self) -> bool:
        """Whether lines wait until it is known where they belong."""
        return bool(self._waiting or self._found)

    # -- while typing ------------------------------------------------------------------
    def _note(self, line: Line) -> None:
        self._drafts.note(draft_of(line, self._where() or Where()))

    def flush(self) -> None:
        """Hand over what is typed without waiting; for when the window closes."""
        self._drafts.flush()

    # -- after a start -----------------------------------------------------------------
    def take_back(self) -> bool:
        """Find what the last session left: the line goes into the field, entered ones wait.

        Return whether there was a line for the field.
        """
        drafts = sorted(self._workspace.drafts(), key=lambda draft: draft.id)
        self._found = [draft for draft in drafts if draft.place.startswith(SENT)]
        entered = {draft.id for draft in self._found}
        typed = [draft for draft in drafts if draft.place == FIELD and draft.id not in entered]
        for draft in typed:
            self._bar.restore(line_of(draft)[0])
        return bool(typed)

    def go_on(self) -> None:
        """Keep what waited until it was known where it belongs."""
        if self._where() is None:
            return
        found, self._found = self._found, []
        for draft in found:
            self._send_again(draft)
        waiting, self._waiting = self._waiting, []
        for line, captured in waiting:
            self._send(line, captured)

    def _send_again(self, draft: Draft) -> None:
        line, where = line_of(draft)
        if where.meeting_id is None:  # entered before it was known what is on
            where = replace(self._where() or where, at=where.at)
        captured = parse(line.text, line.context(self._bar.context))
        command = self._command(line, captured, where)
        if command is None:
            self._workspace.clear_draft(draft.place, draft.id)
        elif isinstance(command, AppendText):
            self._append_unless_there(_Sent(line, where, command))
        else:
            self._carry_out(_Sent(line, where, command))

    def _append_unless_there(self, sent: _Sent) -> None:
        """A line added to an item has no key of its own: look whether it is there already."""
        command = cast(AppendText, sent.command)

        def look(reader: Reader) -> Record | None:
            return reader.get(NOUN[command.ref.noun], command.ref.id)

        def decide(record: Record | None) -> None:
            if isinstance(record, Item) and not record.details.endswith(command.text):
                self._carry_out(sent)
            else:
                self._workspace.clear_draft(f"{SENT}{sent.line.id}", sent.line.id)

        self._context.dispatch.ask(look, decide, self)

    # -- on Enter ----------------------------------------------------------------------
    def _submit(self, line: Line, captured: Captured) -> None:
        if self._where() is None:
            self._workspace.keep_draft(draft_of(line, Where(at=self._context.clock()), sent=True))
            self._waiting.append((line, captured))
            command = self._command(line, captured, Where())
            if isinstance(command, LogRecords):
                self._show(command)
            self.wanted.emit()
        else:
            self._send(line, captured)
        self._bar.start_next()
        self._note(self._bar.line)
        self._drafts.flush()

    def _send(self, line: Line, captured: Captured) -> None:
        where = self._where()
        if where is None:
            self._waiting.append((line, captured))
            return
        where = replace(where, at=self._context.clock())
        where = replace(where, label=self.label_of(where))
        command = self._command(line, captured, where)
        if command is None:
            return
        self._workspace.keep_draft(draft_of(line, where, sent=True))
        self._carry_out(_Sent(line, where, command))

    def _command(
        self, line: Line, captured: Captured, where: Where
    ) -> LogRecords | AppendText | None:
        return to_command(
            captured,
            id=line.id,
            now=where.at or self._context.clock(),
            context=line.context(self._bar.context),
            group_id=where.group_id,
            meeting_id=where.meeting_id,
            agenda_item_id=where.agenda_item_id,
            before=where.before,
            actor=self._context.me(),
            label=where.label,
        )

    def _show(self, command: LogRecords) -> None:
        row = row_of(command, self._bar.name_of)
        if row is None:
            return
        self._model.take_away(row.id)
        self._model.add_pending(row)
        self._bar.set_before(row.title)
        self.shown.emit(row.id)

    def _carry_out(self, sent: _Sent) -> None:
        self._sent[sent.line.id] = sent
        if isinstance(sent.command, LogRecords):
            self._show(sent.command)
        id = sent.line.id

        def done(_outcome: Outcome) -> None:
            self._when_kept(id)

        def not_done(problem: Told) -> None:
            self._when_failed(id, problem)

        self._context.dispatch.run(sent.command, self.parent(), done, not_done)

    def _when_kept(self, id: str) -> None:
        sent = self._sent.pop(id, None)
        if sent is None:
            return
        self._workspace.clear_draft(f"{SENT}{id}", id)
        self._model.settle(id)
        if isinstance(sent.command, AppendText):
            self.added.emit(sent.command.ref)
        else:
            row = self._model.row_of(id)
            noun = self._model.row_at(row).item.noun if row >= 0 else ""
            self.kept.emit(noun, id)

    def _when_failed(self, id: str, problem: Told) -> None:
        words = self.tr("{problem} Press Enter to try again.").format(problem=problem.message)
        self._model.mark_problem(id, words)
        self.failed.emit(problem)

    def try_again(self, id: str = "") -> None:
        """Try to keep one line again, or all that could not be kept."""
        for sent in [one for key, one in self._sent.items() if not id or key == id]:
            self._model.mark_problem(sent.line.id, "")
            self._carry_out(sent)

    def is_unkept(self, id: str) -> bool:
        """Whether a row is not on disk yet."""
        return id in self._sent

    def before(self) -> Ref | None:
        """Return the item a follow-up would be added to."""
        last = self._model.last()
        return Ref(last.noun, last.id) if last is not None else None


def _no_label(_where: Where) -> str:
    """No script runs."""
    return ""
