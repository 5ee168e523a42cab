"""Does what the Fix button of a check promises: another state of the brief, a record, a section, a
page to read first. Everything it changes can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from nghs_desktop.base.clock import Clock
from nghs_desktop.domain.commands import LogRecords, Undo
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.workspaces import Brief, PrivacyConfirmation
from nghs_desktop.services.api import Check, Composed, FixKind, fix
from nghs_desktop.ui.briefs.keeping import Keeping
from nghs_desktop.ui.dispatch import Dispatch


class Fixing(QObject):
    """Carries fixes out. `privacy_asked` wants the page of what is masked, `subject_asked` another
    record for the brief, `go_to` a section, `open_item` a record."""

    privacy_asked = Signal(object)
    subject_asked = Signal()
    go_to = Signal(str)
    open_item = Signal(object)

    def __init__(
        self,
        dispatch: Dispatch,
        keeping: Keeping,
        clock: Clock,
        say: Callable[..., object],
        me: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._dispatch, self._keeping, self._clock = dispatch, keeping, clock
        self._say, self._me = say, me

    def carry_out(self, check: Check, composed: Composed) -> None:
        """Do what a check offers."""
        brief = self._keeping.brief
        if brief is None:
            return
        if check.fix_kind is FixKind.CONFIRM:
            self.privacy_asked.emit(check)
        elif check.fix_kind is FixKind.CHOOSE:
            self.subject_asked.emit()
        else:
            done = fix(brief, composed, check, self._clock())
            if done.brief is not None:
                self._change(done.brief, check)
            elif done.ref is not None:
                self.open_item.emit(done.ref)
            elif done.section:
                self.go_to.emit(done.section)

    def _change(self, after: Brief, check: Check) -> None:
        what = check.fix[:1].lower() + check.fix[1:]
        self._keeping.amend(after, what)
        words = self.tr("Done: {what}.").format(what=what)
        self._say(words, action_words=self.tr("Undo"), action=self._undo)

    def confirm(self, check: Check, composed: Composed, reason: str) -> None:
        """Record that what is masked may be shown, with the reason."""
        brief = self._keeping.brief
        if brief is None:
            return
        command = fix(brief, composed, check, self._clock(), reason).command
        if isinstance(command, LogRecords):
            records = tuple(self._signed(one) for one in command.records)
            self._keeping.stays(brief)
            self._keeping.run(replace(command, records=records), self._say_confirmed)

    def _signed(self, record: Record) -> Record:
        if isinstance(record, PrivacyConfirmation):
            return replace(record, created_by=self._me(), created_at=self._clock())
        return record

    def _say_confirmed(self) -> None:
        words = self.tr("Confirmed, and written down. The names stand in this brief.")
        self._say(words, action_words=self.tr("Undo"), action=self._undo)

    def _undo(self) -> None:
        self._dispatch.run(Undo(), self)
