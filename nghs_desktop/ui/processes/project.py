"""An improvement project beside its record: what the aim lacks, drivers as an indented list, cycles
with their next step, and the run chart of its measure with the verdict in words."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.changes import ChangeSet, Outcome
from nghs_desktop.domain.commands import AmendRecords, Command, Ref, TrashRecords
from nghs_desktop.domain.focus_commands import MoveCycle
from nghs_desktop.domain.improvement import Cycle, CycleDecision, CycleState
from nghs_desktop.domain.improvement_rules import cycle_back
from nghs_desktop.domain.records import Record
from nghs_desktop.services.api import (
    ProjectStanding,
    add_cycle,
    add_driver,
    add_point,
    indent_driver,
    move_driver,
    outdent_driver,
    project_standing,
)
from nghs_desktop.ui.processes import ProcessPanel
from nghs_desktop.ui.processes.process_rows import (
    ChartPicture,
    ProcessList,
    ProcessRow,
    TypedLine,
)
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.detail_prose import SavingText
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.labels import Label

_TEXTS = {
    CycleState.PLAN: ("question", "prediction", "plan"),
    CycleState.DO: ("prediction", "happened"),
    CycleState.STUDY: ("prediction", "happened", "learned"),
    CycleState.ACT: ("learned", "next_step"),
    CycleState.DONE: ("prediction", "happened", "learned"),
}
"""The texts of a cycle that matter at each state."""


class ProjectPanel(ProcessPanel):
    """The process of an improvement project."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(context, parent)
        look = context.look
        self._id = ""
        self.page: ProjectStanding | None = None
        self._steps_for: tuple[str, CycleState] | None = None
        self._buttons: list[Button] = []
        column = QVBoxLayout(self)
        look.space(column, (8, 8, 8, 4), 8)
        self.aim = Label(look, "", "body", "warning", wrap=True)
        column.addWidget(self.aim)
        column.addWidget(Label(look, self.tr("Drivers"), "strong"))
        self.drivers = ProcessList(look, self.tr("Driver diagram"))
        self.drivers.asked.connect(self._driver_asked)
        column.addWidget(self.drivers)
        hint = self.tr(
            "Right puts one under the one above, Left takes it out, Alt with arrows moves"
        )
        self.hint = Label(look, hint, "caption", "text3", wrap=True)
        column.addWidget(self.hint)
        self.add = TypedLine(
            look, self.tr("Add a driver or an idea"), self.tr("What drives the aim")
        )
        self.add.given.connect(self._add_driver)
        column.addWidget(self.add)
        self._make_cycles(column)
        column.addWidget(Label(look, self.tr("Measure"), "strong"))
        self.verdict = Label(look, "", "body", wrap=True)
        self.chart = ChartPicture(context, self.tr("Run chart"))
        self.point = TypedLine(look, self.tr("Add a value: day, value, n"), "2026-11-17 82 n 40")
        self.point.given.connect(self._add_point)
        for part in (self.verdict, self.chart, self.point):
            column.addWidget(part)

    def _make_cycles(self, column: QVBoxLayout) -> None:
        look = self.context.look
        column.addWidget(Label(look, self.tr("Cycles"), "strong"))
        self.cycles = ProcessList(look, self.tr("Cycles"))
        self.cycles.moved.connect(self._show_cycle)
        self.cycles.asked.connect(self._cycle_asked)
        column.addWidget(self.cycles)
        self.missing = Label(look, "", "body", "text2", wrap=True)
        column.addWidget(self.missing)
        self.texts: dict[str, SavingText] = {}
        for name, label in (
            ("question", self.tr("Question of this cycle")),
            ("prediction", self.tr("Prediction")),
            ("plan", self.tr("Plan: who, what, when, where; which data")),
            ("happened", self.tr("What happened")),
            ("learned", self.tr("What was learned from this cycle")),
            ("next_step", self.tr("Next")),
        ):
            text = SavingText(self.context, name, label, placeholder=self.tr("Write it here"))
            text.saved.connect(self._save_text)
            text.hide()
            self.texts[name] = text
            column.addWidget(text)
        self._steps = QWidget(self)
        self._flow = FlowLayout(self._steps)
        look.space(self._flow, spacing=6)
        column.addWidget(self._steps)
        self.why = TypedLine(look, self.tr("Why, to go back"), "")
        column.addWidget(self.why)
        self.begin = TypedLine(look, self.tr("Begin a cycle"), self.tr("The change to try"))
        self.begin.given.connect(self._begin)
        column.addWidget(self.begin)

    # -- showing -------------------------------------------------------------------------
    def show_record(self, record: Record) -> None:
        """Show a project."""
        if record.id != self._id:
            self.keep_all()
            self._id, self.page, self._steps_for = record.id, None, None
            for typed in (self.add, self.why, self.begin, self.point):
                typed.taken()
        self._read()

    def when_changed(self, changes: ChangeSet) -> None:
        """Read again when the project or one of its parts changes."""
        nouns = {"improvement_project", "driver", "cycle", "measure_point", "state_change"}
        if self._id and any(one.noun in nouns for one in changes.changes):
            self._read()

    def keep_all(self) -> None:
        """Save the texts of the cycle on screen."""
        for text in self.texts.values():
            text.keep()

    def _read(self) -> None:
        key = self._id
        self.context.dispatch.ask(lambda reader: project_standing(reader, key), self._arrived, self)

    def _arrived(self, page: ProjectStanding | None) -> None:
        if page is None or page.project.id != self._id:
            return
        self.page = page
        self.aim.setText(page.aim_words())
        self.aim.setVisible(bool(page.aim_words()))
        self.drivers.show_rows(
            [
                ProcessRow(one.driver.id, one.driver.title, one.driver.kind.label, one.depth)
                for one in page.drivers
            ]
        )
        self.hint.setVisible(bool(page.drivers))
        self.cycles.show_rows(
            [
                ProcessRow(
                    one.id,
                    self.tr("Cycle {n}: {what}").format(n=one.number or 1, what=one.title),
                    " · ".join(
                        filter(None, (one.state.label, one.decision.label if one.decision else ""))
                    ),
                )
                for one in page.cycles
            ]
        )
        self.verdict.setText(page.verdict())
        self.chart.show_chart(page.chart() if page.points else None)
        self._show_cycle(self.cycles.current_id)

    def _cycle(self) -> Cycle | None:
        cycles = self.page.cycles if self.page is not None else ()
        return next((one for one in cycles if one.id == self.cycles.current_id), None)

    def _show_cycle(self, _id: str) -> None:
        cycle, page = self._cycle(), self.page
        shown = cycle is not None and page is not None
        self._steps.setVisible(shown)
        if cycle is None or page is None:
            self.missing.hide()
            self.why.hide()
            for text in self.texts.values():
                text.hide()
            return
        nexts = page.nexts(cycle)
        words = nexts[0][1] if nexts else self.tr("This cycle is done.")
        self.missing.setText(words)
        self.missing.setVisible(bool(words))
        for name, text in self.texts.items():
            text.show_text(Ref("cycle", cycle.id), str(getattr(cycle, name)))
            text.setVisible(name in _TEXTS[cycle.state])
            text.edit.setReadOnly(name == "prediction" and cycle.state is not CycleState.PLAN)
        self.why.setVisible(any(cycle_back(cycle.state, to) for to, _ in nexts))
        if self._steps_for != (cycle.id, cycle.state):
            self._steps_for = (cycle.id, cycle.state)
            self._show_steps(cycle, [to for to, _ in nexts])

    def _show_steps(self, cycle: Cycle, nexts: list[CycleState]) -> None:
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for to in nexts:
            if cycle_back(cycle.state, to):
                words = self.tr("Back to {state}").format(state=to.label)
                self._step(words, "ghost", to)
            elif to is CycleState.DONE:
                for decision in CycleDecision:
                    self._step(decision.label, "secondary", to, decision)
            else:
                self._step(self.tr("Go on to {state}").format(state=to.label), "primary", to)

    def _step(
        self, words: str, kind: str, to: CycleState, decision: CycleDecision | None = None
    ) -> None:
        look = self.context.look
        button = Button(look, words, kind="primary" if kind == "primary" else "secondary")
        if kind == "ghost":
            button = Button(look, words, kind="ghost")
        button.clicked.connect(partial(self._move_cycle, to, decision))
        self._flow.addWidget(button)
        self._buttons.append(button)

    # -- doing ---------------------------------------------------------------------------
    def _run(self, command: Command | None, line: TypedLine | None = None) -> None:
        if command is None:
            return

        def done(_outcome: Outcome) -> None:
            if line is not None:
                line.taken()
            self._read()

        def refused(problem: Told) -> None:
            if line is not None and line.isVisibleTo(self):
                line.refuse(str(problem))
            else:
                self.context.dispatch.failed.emit(problem)

        self.context.dispatch.run(command, self, done, refused)

    def _driver_asked(self, verb: str, id: str) -> None:
        page = self.page
        if page is None:
            return
        match verb:
            case "indent":
                self._run(indent_driver(page, id))
            case "outdent":
                self._run(outdent_driver(page, id))
            case "up":
                self._run(move_driver(page, id, -1))
            case "down":
                self._run(move_driver(page, id, 1))
            case "remove":
                self._run(TrashRecords((Ref("driver", id),)))
            case _:
                pass

    def _cycle_asked(self, verb: str, id: str) -> None:
        if verb == "remove":
            self._run(TrashRecords((Ref("cycle", id),)))

    def _add_driver(self, words: str) -> None:
        page = self.page
        if page is not None:
            at = self.drivers.current_id
            self.add.try_to(lambda: self._run(add_driver(page, new_id(), words, at), self.add))

    def _begin(self, words: str) -> None:
        page = self.page
        if page is not None:
            self.begin.try_to(lambda: self._run(add_cycle(page, new_id(), words), self.begin))

    def _add_point(self, words: str) -> None:
        page = self.page
        if page is not None:
            self.point.try_to(lambda: self._run(add_point(page, words), self.point))

    def _move_cycle(self, to: CycleState, decision: CycleDecision | None) -> None:
        cycle = self._cycle()
        if cycle is None:
            return
        self.keep_all()
        why = self.why.field.text()

        def refused(problem: Told) -> None:
            self.missing.setText(str(problem))
            self.missing.show()

        def done(_outcome: Outcome) -> None:
            self.why.taken()
            self._read()

        command = MoveCycle(new_id(), cycle.id, to, self.context.clock(), decision, why)
        self.context.dispatch.run(command, self, done, refused)

    def _save_text(self, field: str, text: str, place: str) -> None:
        noun, key, _ = place.split("/")
        dispatch = self.context.dispatch

        def saved(_outcome: Outcome) -> None:
            dispatch.workspace.clear_draft(place, f"{key}/{field}")
            self._read()

        command = AmendRecords((Ref(noun, key),), {field: text}, session=place)
        dispatch.run(command, self, saved)
