"""What a person does with briefs as a whole: start, choose a template, copy, rename, throw away, issue,
confirm. It asks the parts of the place for it and says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nghs_desktop.base.errors import Told, UserError
from nghs_desktop.domain.commands import Ref, Undo
from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.services.api import Check, IssuedRow, template_of
from nghs_desktop.ui.briefs.choosing import Choosing
from nghs_desktop.ui.briefs.desk import Right
from nghs_desktop.ui.briefs.fixing import Fixing
from nghs_desktop.ui.briefs.issuing import Issuing
from nghs_desktop.ui.briefs.keeping import Keeping
from nghs_desktop.ui.briefs.making import Made, Making
from nghs_desktop.ui.briefs.showing import Showing
from nghs_desktop.ui.briefs.side import ALL, BriefSide
from nghs_desktop.ui.dispatch import Dispatch
from nghs_desktop.ui.widgets.banners import BannerAction


class Acting(QObject):
    """Joins the parts. `arranged` asks the place to lay itself out anew, `focus_asked` to put the
    keyboard where work goes on."""

    arranged = Signal()
    focus_asked = Signal()

    def __init__(
        self,
        dispatch: Dispatch,
        parts: tuple[Keeping, Making, Showing, Issuing, Fixing, Choosing],
        side: BriefSide,
        right: Right,
        say: Callable[..., object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._dispatch, self._say, self._widget = dispatch, say, parent
        self._keeping, self._making, self._showing, self._issuing, self._fixing, _ = parts
        self._choosing = parts[-1]
        self._side, self._right = side, right
        side.picked.connect(self.pick)
        side.new_asked.connect(self.start_new)
        side.template_asked.connect(self.choose_template)
        side.subject_asked.connect(self.choose_subject)
        side.issue_asked.connect(self.issue)
        side.amended.connect(self._keeping.amend)
        side.fixed.connect(self._fix)
        side.issued.draft_asked.connect(self._draft_from_issued)
        self._fixing.privacy_asked.connect(self._show_masked)
        self._fixing.subject_asked.connect(self.choose_subject)
        self._fixing.go_to.connect(side.sections.go_to)
        self._issuing.issued.connect(self._say_issued)
        self._issuing.failed.connect(self._say_not_issued)
        shelf, privacy = right.shelf, right.privacy
        shelf.opened.connect(self._open)
        shelf.closed.connect(self.show_pages)
        shelf.new_asked.connect(self.start_new)
        shelf.renamed.connect(self._rename)
        shelf.copied.connect(self.copy)
        shelf.draft_asked.connect(self._draft_from)
        shelf.thrown_away.connect(self._throw_away)
        privacy.closed.connect(self.show_pages)
        privacy.confirmed.connect(self._confirm)

    # -- which brief -----------------------------------------------------------------------
    def pick(self, which: str) -> None:
        """Show another brief by its key, or all of them to choose from."""
        self._side.flush()
        if which == ALL:
            self.show_all()
            return
        self._showing.from_top()
        self._keeping.pick(which)

    def show_all(self) -> None:
        """List all briefs in place of the pages."""
        self._side.flush()
        self._right.show_shelf(self._keeping.held)
        self.arranged.emit()
        self._right.focus_first()

    def show_pages(self) -> None:
        """Go back to the pages from whatever stands in their place."""
        self._right.show_pages()
        self.arranged.emit()
        self.focus_asked.emit()

    def _open(self, which: str) -> None:
        self.pick(which)
        self.show_pages()

    def start_new(self) -> None:
        """Choose a template for another brief, and start it."""
        self._side.flush()
        brief = self._keeping.brief
        current = template_of(brief).key if brief else "meeting"
        title = self.tr("New brief: choose a template")
        self._choosing.template(title, current, self._anchor(self._side.new), self._start)

    def _start(self, template: str, subject: Ref | None) -> None:
        self._showing.from_top()
        self._keeping.start(template, subject)
        self.show_pages()

    def _anchor(self, wanted: QWidget) -> QWidget:
        """Return where a list opens: at its button, or at the top of the place."""
        return wanted if wanted.isVisible() else self._widget

    def choose_template(self) -> None:
        """Choose another template for the brief on screen."""
        brief = self._keeping.brief
        if brief is not None and self._keeping.issued is None:
            anchor = self._anchor(self._side.template)
            title = self.tr("Template of this brief")
            self._choosing.template(title, template_of(brief).key, anchor, self._take_template)

    def _take_template(self, template: str, subject: Ref | None) -> None:
        self._side.flush()
        brief = self._keeping.brief
        if brief is None:
            return
        other = template != template_of(brief).key
        after = self._keeping.on_template(brief, template) if other else brief
        if subject is not None:
            after = replace(after, subject_noun=subject.noun, subject_id=subject.id)
        if other:
            self._showing.from_top()
        label = (
            self.tr("change the template") if other else self.tr("change what the brief is about")
        )
        self._keeping.amend(after, label)

    def choose_subject(self) -> None:
        """Choose the record that the brief on screen is about."""
        brief = self._keeping.brief
        if brief is not None and template_of(brief).subject:
            anchor = self._anchor(self._side.subject)
            self._choosing.subject(template_of(brief).key, anchor, self._take_template)

    def copy(self, brief: Brief) -> None:
        """Start another brief that is set up like this one."""
        self._showing.from_top()
        self._keeping.duplicate(brief)
        self.show_pages()
        self._tell(self.tr("Started a copy"))

    def copy_current(self) -> None:
        """Start another brief that is set up like the one on screen."""
        self._side.flush()
        if self._keeping.brief is not None:
            self.copy(self._keeping.brief)

    def _rename(self, brief: Brief, title: str) -> None:
        self._keeping.rename(brief, title)

    def _throw_away(self, brief: Brief) -> None:
        words = self.tr("Moved the brief to Trash")
        self._keeping.throw_away(brief, partial(self._tell, words))

    def _tell(self, words: str) -> None:
        self._say(words, action_words=self.tr("Undo"), action=self._undo)

    def _undo(self) -> None:
        self._dispatch.run(Undo(), self)

    def _draft_from(self, issued: IssuedRow) -> None:
        self._showing.from_top()
        self._keeping.draft_from(issued)
        self.show_pages()

    def _draft_from_issued(self) -> None:
        if self._keeping.issued is not None:
            self._draft_from(self._keeping.issued)

    # -- checks ----------------------------------------------------------------------------
    def _fix(self, check: Check) -> None:
        made = self._making.newest
        if made is not None:
            self._side.flush()
            self._fixing.carry_out(check, made.composed)

    def fix_first(self) -> None:
        """Do what the first Fix button does, or say that there is nothing to fix."""
        if not self._side.checks.fix_first():
            self._say(self.tr("Nothing needs fixing before you print."))

    def _show_masked(self, check: Check) -> None:
        made = self._making.newest
        if made is not None:
            self._right.show_masked(made.composed.masked, check)
            self.arranged.emit()
            self._right.focus_first()

    def look_again_at_masked(self) -> None:
        """Keep the page of what is masked up to date while it is read."""
        made = self._making.newest
        if not self._right.is_privacy or made is None:
            return
        check = next((one for one in made.composed.checks if one.fix_kind == "confirm"), None)
        if check is None:
            self.show_pages()
        else:
            self._right.show_masked(made.composed.masked, check)

    def _confirm(self, check: Check, reason: str) -> None:
        made = self._making.newest
        if made is not None:
            self._fixing.confirm(check, made.composed, reason)
            self.show_pages()

    # -- issuing ---------------------------------------------------------------------------
    def issue(self) -> None:
        """Issue the brief on screen once its pages are up to date."""
        if self._keeping.issued is None and not self._issuing.is_at_it:
            self._side.flush()
            self._making.when_current(self._issue)

    def _issue(self, made: Made) -> None:
        if made.printed.overflow is None:
            self._issue_now()
            return
        problem = UserError(
            self.tr("The brief is longer than its template allows."),
            self.tr("Nothing was issued. Cut it as “Before you print” says, or leave it as it is."),
        )
        actions = [
            BannerAction(self.tr("Go to the checks"), self._go_to_checks),
            BannerAction(self.tr("Issue it all the same"), self._issue_now),
        ]
        self._right.desk.banners.report("issuing", problem, actions)

    def _go_to_checks(self) -> None:
        self.show_pages()
        self._side.show_checks()

    def _issue_now(self) -> None:
        self._right.desk.banners.settle("issuing")
        self._making.when_current(self._issue_made)

    def _issue_made(self, made: Made) -> None:
        if self._keeping.brief is not None and self._keeping.brief.id == made.brief.id:
            self._making.set_active(False)
            self._showing.tell_issuing(True)
            self._issuing.start(made.brief, self._issue_ended)

    def _issue_ended(self) -> None:
        self._showing.tell_issuing(False)
        self._making.set_active(self._widget.isVisible())

    def _say_issued(self, key: str, words: str) -> None:
        self._say(
            words,
            action_words=self.tr("Show it"),
            action=partial(self.pick, key),
        )

    def _say_not_issued(self, problem: Told) -> None:
        self._right.desk.banners.report("issuing", problem, [])
