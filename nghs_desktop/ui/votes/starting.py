"""What is put to the vote: gathered from what is chosen and written down, shown, then opened.

It asks and writes; which vote is open and what comes after is the companion's business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.changes import Outcome
from nghs_desktop.domain.commands import AmendRecords, OpenVote, Ref, Together
from nghs_desktop.domain.commands import Command as Asks
from nghs_desktop.domain.decision_rules import DecisionRule, snapshot, usual_rule
from nghs_desktop.domain.decisions import Decision, DecisionStatus, Method
from nghs_desktop.domain.links import Link, LinkKind, link
from nghs_desktop.domain.meetings import Purpose
from nghs_desktop.services.api import Reader, ToAsk, VoteRecord, what_to_ask
from nghs_desktop.ui.views.meeting_stage import MeetingStage
from nghs_desktop.ui.votes.asking import Asked, Option
from nghs_desktop.ui.votes.panel import VotePanel

_DECIDING = (Purpose.DECIDE, Purpose.ADVISE, Purpose.CONSENT)


class Starting(QObject):
    """Fills the form and opens the vote. `opened(id)` once it is on disk."""

    opened = Signal(str)

    def __init__(
        self, stage: MeetingStage, panel: Callable[[], VotePanel], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._stage, self._panel = stage, panel
        self._supersedes = ""

    def start(self, method: Method | None, question: str = "") -> None:
        """Show what would be put to the vote: chosen rows, else what the agenda item offers."""
        meeting = self._stage.meeting
        if meeting is None:
            return
        item = self._stage.item
        chosen = self._stage.chosen()
        meeting_id, item_id = meeting.id, item.id if item is not None else ""
        title = item.title if item is not None else ""
        decides = item is not None and item.purpose in _DECIDING

        def query(reader: Reader) -> ToAsk:
            return what_to_ask(reader, meeting_id, item_id)

        def arrived(found: ToAsk) -> None:
            rule = _rule_for(method, found.usual)
            drafted = found.drafted
            options = tuple(
                Option(row.title, Ref(row.noun, row.id))
                for row in chosen
                if row.noun not in ("decision", "note")
            )
            said = next((row for row in chosen if row.noun == "decision"), None)
            if len(options) < 2:  # one row that happens to be chosen is no choice
                options = tuple(Option(one.title, Ref("barrier", one.id)) for one in found.barriers)
            asked = Asked(rule, question, "", options)
            if said is not None and said.status == DecisionStatus.DRAFTED and not question:
                asked = replace(asked, question=said.title, decision_id=said.id)
            elif rule.chooses:
                asked = replace(asked, question=question or title)
            elif drafted is None and not question and decides:
                asked = replace(asked, question=title)
            elif drafted is not None and not question:
                asked = replace(
                    asked, question=drafted.title, proposal=drafted.proposal, decision_id=drafted.id
                )
            self._supersedes = ""
            self._ask(asked, found.usual)

        self._stage.dispatch.ask(query, arrived, self)

    def _ask(self, asked: Asked, usual: DecisionRule | None) -> None:
        panel = self._panel()
        panel.asking.ask(asked, usual)
        panel.show_page(panel.asking)
        self._stage.show_panel(panel, self.tr("Vote"))
        panel.asking.begin()

    def ask_anew(self, record: VoteRecord) -> None:
        """Show a question again that was decided; if it passes, it replaces the old decision."""
        self._supersedes = record.decision.id
        options = tuple(Option(one.label, one.ref) for one in record.options)
        rule = replace(record.rule, options=())
        asked = Asked(rule, record.decision.title, record.decision.proposal, options)
        self._ask(asked, rule)

    def open(self, asked: Asked) -> None:
        """Open the vote, and keep its rule as the group's usual one where that is asked for."""
        meeting, item = self._stage.meeting, self._stage.item
        if meeting is None:
            return
        id, at, rule = asked.decision_id or new_id(), self._stage.context.clock(), asked.whole_rule
        decision = Decision(
            id=id,
            title=asked.question,
            proposal=asked.proposal,
            group_id=meeting.group_id,
            meeting_id=meeting.id,
            agenda_item_id=item.id if item is not None else None,
            method=rule.method,
            rule=snapshot(rule),
            options=asked.refs,
            opened_at=at,
            heard_at=at,
        )
        links: tuple[Link, ...] = ()
        if self._supersedes:
            links = (link("decision", id, LinkKind.SUPERSEDES, "decision", self._supersedes),)
        command: Asks = OpenVote(decision, links)
        if asked.keep_rule and meeting.group_id:
            usual = snapshot(replace(rule, options=()))
            keep = AmendRecords((Ref("work_group", meeting.group_id),), {"decision_rule": usual})
            label = self.tr("open the vote on “{title}”").format(title=asked.question)
            command = Together((command, keep), label)
        panel = self._panel()

        def done(_outcome: Outcome) -> None:
            self._supersedes = ""
            self.opened.emit(id)

        def not_done(problem: Told) -> None:
            panel.asking.refuse(f"{problem.message} {problem.remedy}".strip())

        self._stage.dispatch.run(command, self, done, not_done)


def _rule_for(method: Method | None, usual: DecisionRule | None) -> DecisionRule:
    """The rule to start with: the group's own, or the method with the group's quorum and secrecy."""
    if usual is None:
        return usual_rule(method or Method.MAJORITY)
    if method is None or usual.method is method:
        return usual
    return replace(usual_rule(method), quorum=usual.quorum, showing=usual.showing)
