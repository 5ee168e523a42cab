"""Which brief is on screen, and how changes of it are kept. No widget comes in here.

A brief is saved with its first change; until then it is a draft that costs nothing. Every change is a
command, so that undo takes it back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date, tzinfo
from functools import partial
from typing import cast

from PySide6.QtCore import QObject, Signal

from nghs_desktop.base.clock import Clock
from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.briefs import Paper
from nghs_desktop.domain.changes import ChangeSet, Outcome
from nghs_desktop.domain.commands import AmendRecords, Command, LogRecords, Ref, TrashRecords
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.workspaces import Brief, BriefStatus
from nghs_desktop.services.api import (
    BriefPlace,
    IssuedRow,
    Reader,
    brief_place,
    issued_briefs,
    meeting_to_run,
    reopened,
    start_brief,
    with_template,
    work_groups,
)
from nghs_desktop.ui.dispatch import Dispatch

PERIOD = "period"
MEETING = "meeting"
_YEAR = "annual"
_WITHOUT_PAGES = frozenset({"saved_view", "issued_brief", "term"})
"""Nouns that no brief says anything of."""
_MADE_BY_FILE = frozenset({"id", "created_at", "created_by", "updated_at", "deleted"})


@dataclass(frozen=True, slots=True)
class Held:
    """What a work group has: its meetings, its saved briefs, those it issued, newest first."""

    place: BriefPlace
    issued: tuple[IssuedRow, ...] = ()

    def meeting(self, key: str | None) -> Meeting | None:
        """Return one of the meetings, or None."""
        return next((one for one in self.place.meetings if one.id == key), None)


def changed_fields(before: Brief, after: Brief) -> dict[str, object]:
    """Return the fields in which two states of a brief differ, as they are after."""
    names = (one.name for one in fields(Brief) if one.name not in _MADE_BY_FILE)
    return {
        name: getattr(after, name)
        for name in names
        if getattr(after, name) != getattr(before, name)
    }


class Keeping(QObject):
    """The brief on screen. `shown(brief, other)` follows every change of it, `other` when it is
    another brief than before; `issued_shown` an issued one; `emptied` says that there is none."""

    shown = Signal(object, bool)
    issued_shown = Signal(object)
    emptied = Signal(bool)
    facts_changed = Signal()

    def __init__(
        self,
        dispatch: Dispatch,
        clock: Clock,
        zone: tzinfo | None,
        paper: Callable[[], Paper],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._dispatch, self._paper = dispatch, paper
        self._clock, self._zone = clock, zone
        self.group_id = ""
        self.meeting_id: str | None = None
        self.held = Held(BriefPlace(None, (), ()))
        self.brief: Brief | None = None
        self.issued: IssuedRow | None = None
        self.kept = False
        self._start_with = ""
        self._pick = MEETING
        self._drafts: dict[str, Brief] = {}
        self._lost = ""
        self._pending = 0
        dispatch.changed.connect(self._changed)

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    # -- which brief -----------------------------------------------------------------------
    def begin(self) -> None:
        """Find the work group and the meeting to start with, unless there is a group already."""
        if not self.group_id:
            find = partial(self._to_start_with, group_id=self._start_with)
            self._dispatch.ask(find, self._take_first, self)

    def show_group(self, group: WorkGroup) -> None:
        """Show the brief of the meeting that a work group is at."""
        if group.id != self.group_id:
            self.group_id, self._start_with = "", group.id
            self.begin()

    def show_for(self, group_id: str, meeting_id: str | None) -> None:
        """Show a meeting's brief, or the brief of a group's last month."""
        self.group_id, self.meeting_id = group_id, meeting_id
        self.pick(MEETING if meeting_id else PERIOD)

    def pick(self, which: str) -> None:
        """Show another brief: `MEETING`, `PERIOD`, a saved or an issued one by its key."""
        self._pick = which
        self._drafts.pop(PERIOD, None)
        self.reload()

    def reload(self) -> None:
        """Read again what there is."""
        group_id = self.group_id
        if group_id:
            self._dispatch.ask(
                lambda reader: Held(brief_place(reader, group_id), issued_briefs(reader, group_id)),
                self._take,
                self,
            )

    def _to_start_with(self, reader: Reader, group_id: str = "") -> tuple[str, str | None]:
        if not group_id:
            groups = work_groups(reader)
            group_id = groups[0].id if groups else ""
        if not group_id:
            return "", None
        meeting = meeting_to_run(reader, group_id, self._clock())
        return group_id, meeting.id if meeting else None

    def _take_first(self, found: tuple[str, str | None]) -> None:
        if self.group_id or (self._start_with and found[0] != self._start_with):
            return
        self.emptied.emit(not found[0])
        if found[0]:
            self.show_for(*found)

    def _take(self, held: Held) -> None:
        place = held.place
        if place.group is None or place.group.id != self.group_id:
            return
        self.held = held
        self.emptied.emit(False)
        if self._pending:
            return
        issued = next((one for one in held.issued if one.id == self._pick), None)
        if issued is not None:
            self._show_issued(issued)
            return
        saved = {one.id: one for one in place.briefs}
        if self._lost in saved:
            self._pick, self._lost = self._lost, ""
        if self._pick in saved:
            self._show(saved[self._pick], kept=True)
            return
        if self._pick not in (MEETING, PERIOD):
            self._lost = self._pick
            of_meeting = self.brief is not None and self.brief.meeting_id == self.meeting_id
            self._pick = MEETING if of_meeting and self.meeting_id else PERIOD
        self._show_draft(place, held.meeting(self.meeting_id))

    def _show_draft(self, place: BriefPlace, meeting: Meeting | None) -> None:
        if place.group is None:
            return
        if self._pick == MEETING and meeting is not None:
            of_this = [one for one in place.briefs if one.meeting_id == meeting.id]
            if of_this and not self._lost:
                self._pick = of_this[0].id
                self._show(of_this[0], kept=True)
                return
        about = meeting if self._pick == MEETING else None
        key = about.id if about else PERIOD
        if key not in self._drafts or self._drafts[key].id == self._lost:
            made = start_brief("meeting", place.group, about, None, self._paper(), self._today())
            self._drafts[key] = made
        self._show(self._drafts[key], kept=False)

    def _show(self, brief: Brief, *, kept: bool) -> None:
        other = self.brief is None or self.brief.id != brief.id or self.issued is not None
        self.brief, self.kept, self.issued = brief, kept, None
        self.shown.emit(brief, other)

    def _show_issued(self, issued: IssuedRow) -> None:
        self.issued = issued
        self.issued_shown.emit(issued)

    # -- changing it -----------------------------------------------------------------------
    def amend(self, after: Brief, label: str, session: str = "") -> None:
        """Keep another state of the brief; the first change of a brief saves it."""
        before = self.brief
        if before is None or before.id != after.id or self.issued is not None:
            return
        if before.status is BriefStatus.ISSUED:
            after = reopened(after)
        values = changed_fields(before, after)
        if not values:
            return
        kept = self.kept
        self._show(after, kept=True)
        if not kept:
            # What is typed goes on after this step, so the step itself holds no words yet.
            self._log(before if session else after, label)
        if kept or session:
            self.run(AmendRecords((Ref("brief", after.id),), values, session, label))

    def start(self, template: str, subject: Ref | None = None) -> None:
        """Start another brief, of the meeting that the one on screen is about."""
        group = self.held.place.group
        if group is None:
            return
        meeting = self.held.meeting(self.brief.meeting_id if self.brief else self.meeting_id)
        made = start_brief(template, group, meeting, subject, self._paper(), self._today())
        self.take_new(made, self.tr("start a brief"))

    def on_template(self, brief: Brief, template: str) -> Brief:
        """Return the brief on another template; a report of a year covers one."""
        after, group = with_template(brief, template), self.held.place.group
        if template != _YEAR or group is None:
            return after
        usual = start_brief(template, group, None, None, self._paper(), self._today())
        since = usual.since if brief.meeting_id or brief.since is None else brief.since
        return replace(after, meeting_id=None, since=since)

    def duplicate(self, brief: Brief) -> None:
        """Start another brief that is set up like this one, and show it."""
        title = self.tr("{title} (copy)").format(title=brief.title) if brief.title else ""
        self.take_new(_copy(brief, title), self.tr("copy the brief"))

    def rename(self, brief: Brief, title: str) -> None:
        """Give a saved brief another title."""
        label = self.tr("rename the brief")
        command = AmendRecords((Ref("brief", brief.id),), {"title": title}, "", label)
        self.run(command)

    def throw_away(self, brief: Brief, then: Callable[[], None]) -> None:
        """Move a saved brief to the Trash."""
        command = TrashRecords((Ref("brief", brief.id),))
        self.run(command, then)

    def draft_from(self, issued: IssuedRow) -> None:
        """Start a new brief that is set up as an issued one was."""

        def find(reader: Reader) -> Brief | None:
            return cast("Brief | None", reader.get(NOUN["brief"], issued.brief_id))

        def take(found: Brief | None) -> None:
            group = self.held.place.group
            label = self.tr("start a draft")
            if found is not None:
                self.take_new(_copy(found, found.title), label)
            elif group is not None:
                made = start_brief(
                    issued.template or "meeting", group, None, None, self._paper(), self._today()
                )
                self.take_new(replace(made, title=issued.title, language=issued.language), label)

        self._dispatch.ask(find, take, self)

    def take_new(self, brief: Brief, label: str) -> None:
        """Save a new brief and show it."""
        self._show(brief, kept=False)
        self._log(brief, label)

    def _log(self, brief: Brief, label: str) -> None:
        self.kept, self._pick, self._lost = True, brief.id, ""
        self._drafts = {key: one for key, one in self._drafts.items() if one.id != brief.id}
        self.run(LogRecords((brief,), label=label))

    def run(
        self,
        command: Command,
        then: Callable[[], None] | None = None,
        failed: Callable[[Told], None] | None = None,
    ) -> None:
        """Carry out a command about the brief on screen; what it shows waits until that is done."""
        self._pending += 1
        tell = failed or self._dispatch.failed.emit

        def done(_outcome: Outcome) -> None:
            self._settle()
            if then is not None:
                then()

        def not_done(problem: Told) -> None:
            self._pending -= 1
            tell(problem)
            self.reload()

        self._dispatch.run(command, self, done, not_done)

    def _settle(self) -> None:
        self._pending -= 1
        if not self._pending:
            self.reload()

    def stays(self, brief: Brief) -> None:
        """Go on with a brief that a command has just saved."""
        self.kept, self._pick, self._lost = True, brief.id, ""
        self._drafts = {key: one for key, one in self._drafts.items() if one.id != brief.id}

    def _changed(self, changes: ChangeSet, origin: QObject | None) -> None:
        if not self.group_id:
            return
        nouns = {change.noun for change in changes.changes}
        if origin is not self and nouns & {"brief", "issued_brief", "meeting", "work_group"}:
            self.reload()
        about = nouns - _WITHOUT_PAGES - {"brief"}
        if about and (origin is not self or "privacy_confirmation" in about):
            self.facts_changed.emit()


def _copy(brief: Brief, title: str) -> Brief:
    return replace(brief, id=new_id(), title=title, status=BriefStatus.DRAFT, created_at=None)
