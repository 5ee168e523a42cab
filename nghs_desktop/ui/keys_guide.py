"""What the sheet of keys and prefixes (F1) says, made from the table of actions."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from nghs_desktop.ui.actions import Actions, Where, keys_text
from nghs_desktop.ui.kinds import KINDS
from nghs_desktop.ui.words import QT_TRANSLATE_NOOP, translated


@dataclass(frozen=True, slots=True)
class GuideRow:
    """One line: what to press or type, and what it does."""

    keys: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class GuideGroup:
    """Lines under one heading."""

    heading: str
    rows: tuple[GuideRow, ...]


_HEADINGS = {
    Where.ANYWHERE: QT_TRANSLATE_NOOP("keys", "Anywhere"),
    Where.MEETING: QT_TRANSLATE_NOOP("keys", "In a meeting"),
    Where.LIST: QT_TRANSLATE_NOOP("keys", "While a list has the keyboard"),
    Where.BRIEF: QT_TRANSLATE_NOOP("keys", "In a brief"),
}
_MARKS = (
    (("@dana",), QT_TRANSLATE_NOOP("keys", "A person")),
    (("#mc2",), QT_TRANSLATE_NOOP("keys", "A school or district")),
    (("!policy",), QT_TRANSLATE_NOOP("keys", "A lever")),
    (("+tag",), QT_TRANSLATE_NOOP("keys", "A tag")),
    (("^high",), QT_TRANSLATE_NOOP("keys", "The impact")),
    (("due friday", "in 2 weeks"), QT_TRANSLATE_NOOP("keys", "A date")),
    ((">",), QT_TRANSLATE_NOOP("keys", "At the start: adds to the item before")),
    (("/",), QT_TRANSLATE_NOOP("keys", "At the start: a command, such as /next")),
    (('"..."',), QT_TRANSLATE_NOOP("keys", "Words in quotes are never read as marks")),
    (("\\",), QT_TRANSLATE_NOOP("keys", "Before a mark: the mark is kept as typed")),
    (("Shift Enter",), QT_TRANSLATE_NOOP("keys", "A new line in the same item")),
)

_AGENDA = (
    (("Seat time 20m",), QT_TRANSLATE_NOOP("keys", "Title and minutes")),
    (("decide", "consent"), QT_TRANSLATE_NOOP("keys", "Purpose; or inform, discuss, advise, recognise")),
    (("@dana",), QT_TRANSLATE_NOOP("keys", "Who presents it")),
    (("at 10:40",), QT_TRANSLATE_NOOP("keys", "Starts then, whatever comes before")),
    (("[Morning]",), QT_TRANSLATE_NOOP("keys", "The section it stands in")),
)  # fmt: skip
_ROSTER = (
    (("Ctrl A",), QT_TRANSLATE_NOOP("keys", "All are here")),
    (("Space",), QT_TRANSLATE_NOOP("keys", "Here, or not")),
    (("R",), QT_TRANSLATE_NOOP("keys", "Remote, or back in the room")),
    (("L", "B"), QT_TRANSLATE_NOOP("keys", "Left; back again")),
    (("X", "A"), QT_TRANSLATE_NOOP("keys", "Excused; absent")),
    (("S",), QT_TRANSLATE_NOOP("keys", "Stands in for a member")),
    (("T",), QT_TRANSLATE_NOOP("keys", "Change when they came and left")),
    (("Del",), QT_TRANSLATE_NOOP("keys", "Take a slip back")),
)
_VOTES = (
    (("dana 1 1 3",), QT_TRANSLATE_NOOP("keys", "Dana's dots, scores or order of options")),
    (("1 1 3",), QT_TRANSLATE_NOOP("keys", "The same for the next person")),
    (("4 3 5 5 2 0",), QT_TRANSLATE_NOOP("keys", "One answer each for the next people")),
    (("yes*7 no*3", "1*4 2*3"), QT_TRANSLATE_NOOP("keys", "Answers without names")),
    (("all yes",), QT_TRANSLATE_NOOP("keys", "Everybody who has not answered")),
    (("abstain priorities",), QT_TRANSLATE_NOOP("keys", "For the priorities of an organisation")),
    (("aside", "dana clear"), QT_TRANSLATE_NOOP("keys", "Stands aside; takes an answer away")),
    (("luis objects: why",), QT_TRANSLATE_NOOP("keys", "An objection with its reason")),
    (("Alt R",), QT_TRANSLATE_NOOP("keys", "After a name: declares a conflict of interest")),
    (("Backspace",), QT_TRANSLATE_NOOP("keys", "In the empty field: the last line comes back")),
    (("Ctrl Enter",), QT_TRANSLATE_NOOP("keys", "Open or close the vote")),
)  # fmt: skip
_REVIEW = (
    (("1", "2", "3"), QT_TRANSLATE_NOOP("keys", "The lever, or what becomes of an agenda item")),
    (("@",), QT_TRANSLATE_NOOP("keys", "The owner")),
    (("D",), QT_TRANSLATE_NOOP("keys", "The date, in words")),
    (("O",), QT_TRANSLATE_NOOP("keys", "The outcome of a decision")),
    (("S",), QT_TRANSLATE_NOOP("keys", "Skip the row")),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("keys", text)


def keys_guide(actions: Actions) -> tuple[GuideGroup, ...]:
    """Return all keys as they are now, and the prefixes and marks of the capture bar."""
    groups = [
        GuideGroup(
            _tr("Start a line with a letter and a space"),
            tuple(GuideRow((kind.prefix,), kind.word) for kind in KINDS.values()),
        ),
        GuideGroup(
            _tr("In a line"),
            tuple(GuideRow(keys, translated("keys", words)) for keys, words in _MARKS),
        ),
        GuideGroup(
            _tr("In the line of an agenda item"),
            tuple(GuideRow(keys, translated("keys", words)) for keys, words in _AGENDA),
        ),
        GuideGroup(
            _tr("In a vote"),
            tuple(GuideRow(keys, translated("keys", words)) for keys, words in _VOTES),
        ),
        GuideGroup(
            _tr("In the review of a meeting"),
            tuple(GuideRow(keys, translated("keys", words)) for keys, words in _REVIEW),
        ),
    ]
    for where, heading in _HEADINGS.items():
        rows = tuple(_rows(actions, where))
        if rows:
            groups.append(GuideGroup(translated("keys", heading), rows))
        if where is Where.MEETING:
            marks = tuple(GuideRow(keys, translated("keys", words)) for keys, words in _ROSTER)
            groups.append(GuideGroup(_tr("In the roster of a meeting"), marks))
    return tuple(groups)


def _rows(actions: Actions, where: Where) -> list[GuideRow]:
    rows: list[GuideRow] = []
    places = [actions.keys(f"place_{n}") for n in (1, 9)]
    for spec in actions.specs():
        keys = actions.keys(spec.id)
        if spec.where is not where or not keys or spec.id.startswith(("place_", "status_")):
            continue
        rows.append(GuideRow(tuple(keys_text(key) for key in keys), spec.words))
    if where is Where.ANYWHERE and all(places):
        shown = tuple(keys_text(keys[0]) for keys in places)
        rows.append(GuideRow(shown, _tr("First to ninth place on the left")))
        rows.append(GuideRow(("Esc",), _tr("Close the innermost, then capture")))
    if where is Where.LIST:
        shown = tuple(actions.shown_keys(f"status_{n}") for n in (1, 4))
        rows.append(GuideRow(shown, _tr("First to fourth status")))
    return rows
