"""The scrolled part of the detail panel: the widgets of one noun, made once, filled for each record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from nghs_desktop.domain.changes import Outcome
from nghs_desktop.domain.commands import (
    AmendRecords,
    ConnectRecords,
    Ref,
    UndoChange,
)
from nghs_desktop.domain.describe import FieldKind
from nghs_desktop.domain.links import Link, LinkKind, link
from nghs_desktop.domain.nouns import CAPTURED, NOUN, Noun
from nghs_desktop.domain.records import Record
from nghs_desktop.services.api import (
    Detail,
    ItemRow,
    LinkedRow,
    NamedRow,
    Reader,
    StoryLine,
    detail,
    owed_by,
    raised_by,
    story,
)
from nghs_desktop.ui.dialogs.popups import Picker
from nghs_desktop.ui.dialogs.sources import found_in, names_of
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.processes import make_panel
from nghs_desktop.ui.view_context import ViewContext
from nghs_desktop.ui.views.detail_facts import Facts
from nghs_desktop.ui.views.detail_links import Linked, LinkSection, Section
from nghs_desktop.ui.views.detail_prose import SavingText
from nghs_desktop.ui.views.history import HistoryList
from nghs_desktop.ui.views.item_edits import ItemEdits, named_record
from nghs_desktop.ui.widgets.announce import announce
from nghs_desktop.ui.widgets.buttons import Button
from nghs_desktop.ui.widgets.labels import Label

_AS_FACTS = (LinkKind.AT, LinkKind.MENTIONS, LinkKind.TAGGED)
_BY_NOUN = {
    "organization": LinkKind.AT,
    "person": LinkKind.MENTIONS,
    "tag": LinkKind.TAGGED,
    "resource": LinkKind.CITES,
}
_LINKABLE = (*(noun.name for noun in CAPTURED), "person", "organization", "resource", "statement")


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the panel shows of a record, read in one go."""

    detail: Detail
    story: tuple[StoryLine, ...]
    raised: tuple[ItemRow, ...] = ()
    owed: tuple[ItemRow, ...] = ()


def read_shown(reader: Reader, ref: Ref) -> Shown | None:
    """Read all that the panel shows of a record, or None when it is gone."""
    found = detail(reader, ref)
    if found is None:
        return None
    lines = story(reader, ref)
    if ref.noun != "person":
        return Shown(found, lines)
    return Shown(found, lines, raised_by(reader, ref.id), owed_by(reader, ref.id))


class DetailBody(QWidget):
    """The widgets of one noun: made once, filled for each record."""

    opened = Signal(object)
    amended = Signal(str, object)

    def __init__(self, context: ViewContext, noun: Noun, panel: QWidget) -> None:
        super().__init__(panel)
        self._context, self._noun, self._panel = context, noun, panel
        look = context.look
        self.edits = ItemEdits(context, noun, self)
        self._shown: Shown | None = None
        column = QVBoxLayout(self)
        look.space(column, (15, 0, 16, 20), 6)
        headline = noun.field[noun.headline]
        self.title = SavingText(context, noun.headline, headline.about.label, heading=False,
                                font="title", lines=headline.about.kind is FieldKind.PROSE)  # fmt: skip
        self.title.saved.connect(self._save_text)
        self.title.left.connect(self.focus_first)
        column.addWidget(self.title)
        self.facts = Facts(context, noun, self.edits)
        self.facts.amended.connect(self.amended)
        self.facts.linked.connect(self._link_fact)
        self.facts.unlinked.connect(self._unlink)
        column.addWidget(self.facts)
        self.process = make_panel(noun.name, context, self)
        if self.process is not None:
            self.process.opened.connect(self.opened)
            column.addWidget(self.process)
        self.texts: dict[str, SavingText] = {}
        for field in noun.fields:
            if field.about.kind is FieldKind.PROSE and field.about.shown:
                self._add_text(column, field.name, field.about.label)
        self._sections: list[tuple[Section, LinkSection]] = []
        for section in self._sections_of(noun):
            self._add_section(column, section)
        self._people: dict[str, LinkSection] = {}
        if noun.name == "person":
            for key, heading in (("raised", self.tr("Raised")), ("owed", self.tr("Owes"))):
                shown = LinkSection(look, heading, can_add=False)
                shown.opened.connect(self.opened)
                self._people[key] = shown
                column.addWidget(shown)
        self._add_history(column)
        column.addStretch(1)

    def _add_text(self, column: QVBoxLayout, name: str, label: str) -> None:
        if name == "details":
            label = {
                "barrier": self.tr("What happens now"),
                "practice": self.tr("How it works"),
                "recognition": self.tr("Why"),
            }.get(self._noun.name, label)
        text = SavingText(self._context, name, label, placeholder=self.tr("Write it here"))
        text.saved.connect(self._save_text)
        text.left.connect(self.focus_first)
        self.texts[name] = text
        column.addWidget(text)

    def _sections_of(self, noun: Noun) -> list[Section]:
        tr, kind = self.tr, LinkKind
        always = {
            "barrier": Section(
                kind.ADDRESSES, False, "practice", tr("Practices that get around it"), True
            ),
            "practice": Section(
                kind.ADDRESSES, True, "barrier", tr("Barriers it gets around"), True
            ),
        }.get(noun.name)
        found = [always] if always else []
        found += [
            Section(kind.HINDERS, True, "", tr("Hinders")),
            Section(kind.HINDERS, False, "", tr("Hindered by")),
            Section(kind.AROSE_WHILE_SCALING, True, "", tr("Arose while scaling")),
            Section(kind.AROSE_WHILE_SCALING, False, "", tr("What arose while scaling")),
            Section(kind.ADDRESSES, True, "", tr("Gets around")),
            Section(kind.ADDRESSES, False, "", tr("What gets around it")),
            Section(kind.CITES, True, "", tr("Resources")),
            Section(kind.CITES, False, "", tr("Named by")),
            Section(kind.MEMBER_OF, True, "", tr("Member of")),
            Section(kind.MEMBER_OF, False, "", tr("Members")),
            Section(kind.DUPLICATES, True, "", tr("Says the same as")),
            Section(kind.DUPLICATES, False, "", tr("Said again in")),
            Section(kind.SUPERSEDES, True, "", tr("Replaces")),
            Section(kind.SUPERSEDES, False, "", tr("Replaced by")),
            Section(kind.RAISED_IN, True, "", tr("Raised in")),
            Section(kind.RAISED_IN, False, "", tr("Raised here")),
            Section(kind.AT, False, "", tr("What was said of it")),
            Section(kind.MENTIONS, False, "", tr("Mentioned in")),
            Section(kind.TAGGED, False, "", tr("Carries this tag")),
            Section(kind.RELATES, True, "", tr("Goes with"), noun.captured),
        ]
        return [
            section
            for section in found
            if not (noun.captured and section.forward and section.kind in _AS_FACTS)
        ]

    def _add_section(self, column: QVBoxLayout, section: Section) -> None:
        shown = LinkSection(self._context.look, section.heading, can_add=section.always)
        shown.opened.connect(self.opened)
        shown.removed.connect(self._unlink)
        shown.asked.connect(partial(self._ask_link, section, shown))
        self._sections.append((section, shown))
        column.addWidget(shown)

    def _add_history(self, column: QVBoxLayout) -> None:
        look = self._context.look
        holder = QVBoxLayout()
        look.space(holder, (8, 6, 8, 0))
        self._history_heading = Label(look, self.tr("History"), "strong")
        holder.addWidget(self._history_heading)
        column.addLayout(holder)
        self.history = HistoryList(self._context)
        self.history.take_back.connect(self._take_back)
        column.addWidget(self.history)
        self.all_history = Button(look, "", kind="ghost", icon="history")
        self.all_history.clicked.connect(self._show_all_history)
        column.addWidget(self.all_history)

    # -- showing -------------------------------------------------------------------------
    def show_record(self, shown: Shown, drafts: dict[str, str]) -> None:
        """Fill all widgets."""
        found = shown.detail
        is_other = self._shown is None or self._shown.detail.record.id != found.record.id
        self._shown = shown
        ref = Ref(found.noun, found.record.id)
        name = self._noun.headline
        self.title.show_text(ref, str(getattr(found.record, name)), drafts.get(name))
        self.facts.show_detail(found)
        if self.process is not None:
            self.process.show_record(found.record)
        for name, text in self.texts.items():
            words = str(getattr(found.record, name))
            draft = drafts.get(name)
            text.show_text(ref, words, draft)
            first = name == next(iter(self.texts))
            text.setVisible(first or bool(words or draft) or text.edit.hasFocus())
        self._show_links(found.links)
        for key, section in self._people.items():
            rows = shown.raised if key == "raised" else shown.owed
            section.show_linked([_as_linked(row) for row in rows])
            section.setVisible(bool(rows))
        if is_other:
            self.history.shorten(True)
        self.history.show_lines(shown.story)
        self._show_hidden_history()

    def _show_links(self, links: Sequence[LinkedRow]) -> None:
        left = list(links)
        for section, shown in self._sections:
            mine = [
                known
                for known in left
                if known.kind is section.kind
                and (known.forward == section.forward or section.kind is LinkKind.RELATES)
                and section.noun in ("", known.other.noun)
            ]
            left = [known for known in left if known not in mine]
            shown.show_linked(
                [
                    Linked(
                        known.other,
                        "  ·  ".join(filter(None, (known.other.code, known.other.note))),
                        known.link_id,
                    )
                    for known in mine
                ]
            )
            shown.setVisible(bool(mine) or section.always)

    def _show_hidden_history(self) -> None:
        hidden = self.history.hidden_count
        words = self.tr("Show {n} older lines").format(n=hidden)
        self.all_history.setText(words)
        self.all_history.describe(words)
        self.all_history.setVisible(hidden > 0)

    def _show_all_history(self) -> None:
        self.history.shorten(False)
        self._show_hidden_history()
        self.history.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the keyboard on the first fact, or on the text."""
        first = next((row for row in self.facts.rows.values() if not row.isHidden()), None)
        target = first.button if first else self.title.edit
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- changes -------------------------------------------------------------------------
    def keep_all(self) -> None:
        """Save what is being typed."""
        if self.process is not None:
            self.process.keep_all()
        for text in (self.title, *self.texts.values()):
            text.keep()

    def _save_text(self, field: str, text: str, place: str) -> None:
        noun, key, _ = place.split("/")
        dispatch = self._context.dispatch

        def saved(outcome: Outcome) -> None:
            dispatch.workspace.clear_draft(place, f"{key}/{field}")

        command = AmendRecords((Ref(noun, key),), {field: text}, session=place)
        dispatch.run(command, self._panel, saved)

    def _take_back(self, line: StoryLine) -> None:
        self.keep_all()
        self._context.dispatch.run(UndoChange(line.device, line.n), self._panel)
        announce(self, self.tr("Taken back: {what}").format(what=line.sentence))

    def _link_fact(self, kind: LinkKind, noun: str, row: NamedRow) -> None:
        if self._shown is None:
            return
        record = self._shown.detail.record
        also = () if row.id else (named_record(noun, row.name),)
        key = also[0].id if also else row.id
        self._connect(link(self._noun.name, record.id, kind, noun, key), also)

    def _connect(self, joined: Link, also: tuple[Record, ...] = ()) -> None:
        self._context.dispatch.run(ConnectRecords(add=(joined,), also=also), self._panel)

    def _unlink(self, link_id: str) -> None:
        self._context.dispatch.run(ConnectRecords(remove=(link_id,)), self._panel)

    def _ask_link(self, section: Section, shown: LinkSection) -> None:
        if self._shown is None:
            return
        nouns = (section.noun,) if section.noun else _LINKABLE
        key = self._shown.detail.record.id
        dispatch = self._context.dispatch
        small = section.noun and not NOUN[section.noun].captured
        source = (
            names_of(dispatch, section.noun, self)
            if small
            else found_in(dispatch, nouns, self, key)
        )
        picker = Picker(self._context.look, section.heading, source, self)
        picker.chosen.connect(partial(self._linked, section))
        picker.open_at(shown.add)

    def _linked(self, section: Section, row: NamedRow) -> None:
        if self._shown is None or not row.id:
            return
        here, there = (self._noun.name, self._shown.detail.record.id), (row.noun, row.id)
        kind = section.kind if section.noun else _BY_NOUN.get(row.noun, section.kind)
        first, second = (here, there) if section.forward else (there, here)
        self._connect(link(*first, kind, *second))


def _as_linked(row: ItemRow) -> Linked:
    kind = KINDS[row.noun]
    facts = "  ·  ".join(filter(None, (row.code, kind.word, row.status_label)))
    return Linked(NamedRow(row.noun, row.id, row.title, row.code), facts)
