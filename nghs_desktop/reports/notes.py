"""Footnotes: their numbers, their raised marks in set lines, and the notes themselves as strips.

A mark is one character of a private plane, so that lines break and split without losing it; it is
drawn as raised figures. On which page a note stands is decided by the layout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nghs_desktop.domain.briefs import Footnote, Noted
from nghs_desktop.reports import styles
from nghs_desktop.reports.fonts import note_mark
from nghs_desktop.reports.layout import Cell, Strip
from nghs_desktop.reports.tagging import Node

if TYPE_CHECKING:
    from nghs_desktop.reports.blocks import Composer
    from nghs_desktop.reports.text import Cleaner

_TALLEST = 180.0
"""A note taller than this, in points, stands at the end of its section, where it can be split."""


class NoteBook:
    """The footnotes of one document in the order in which they are cited."""

    def __init__(self) -> None:
        self._numbers: dict[Footnote, int] = {}
        self._new: list[tuple[int, Footnote]] = []
        self.at_foot: dict[str, Strip] = {}

    @property
    def used(self) -> bool:
        """Whether anything was cited."""
        return bool(self._numbers)

    def marked(self, text: Noted, clean: Cleaner) -> str:
        """Return a text cleaned, with the mark of each footnote in its place."""
        marked: list[str] = []
        after_mark = False
        for part in text.parts:
            if isinstance(part, Footnote):
                number = self._numbers.get(part)
                if number is None:
                    number = self._numbers[part] = len(self._numbers) + 1
                    self._new.append((number, part))
                marked.append(("\u00a0" if after_mark else "") + note_mark(number))
                after_mark = True
            elif part:
                marked.append(clean(part))
                after_mark = False
        return "".join(marked)

    def take_new(self) -> list[tuple[int, Footnote]]:
        """Return the footnotes cited since the last call, with their numbers."""
        taken, self._new = self._new, []
        return taken


def add_notes(composer: Composer, section: Node, *, at_foot: bool, heading: str) -> None:
    """Set what was cited in a section: for the feet of its pages, or here at its end."""
    here: list[tuple[str, Strip]] = []
    listed: Node | None = None
    for number, note in composer.notes.take_new():
        mark = note_mark(number)
        node = Node("Note")
        node.identity = f"note{number}"
        strip = _note_strip(composer, note, number, node)
        strip.anchor = f"note:{mark}"
        if at_foot and strip.height <= _TALLEST:
            section.kids.append(node)
            composer.notes.at_foot[mark] = strip
            continue
        if listed is None:
            listed = section.add("Div")
        listed.kids.append(node)
        here.append((mark, strip))
    if not here or listed is None:
        return
    if heading:
        title = composer.set(heading, styles.CAPTION, composer.measure, None)
        title.node = Node("P")
        listed.kids.insert(0, title.node)
        cells = [Cell(0, composer.measure, [title])]
        composer.strips.append(
            Strip("", cells, before=14, pad_top=6, note_rule=True, keeps_with_next=True)
        )
    for _, strip in here:
        strip.prose = True
        composer.strips.append(strip)


def _note_strip(composer: Composer, note: Footnote, number: int, node: Node) -> Strip:
    indent = composer.look.space(22)
    width = composer.measure - indent
    label = composer.set(f"{number}", styles.FOOTNOTE, indent - 6, node.add("Lbl"))
    passages = []
    if note.text or not note.link:
        passages.append(composer.set(note.text, styles.FOOTNOTE, width, node.add("P")))
    if note.link:
        passages.append(composer.link(note.link, width, node))
    return Strip("", [Cell(0, indent - 6, [label]), Cell(indent, width, passages)], pad_bottom=1)
