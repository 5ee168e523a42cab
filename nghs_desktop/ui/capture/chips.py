"""What was read from the line, as chips. The chips are made once and told what to say: making them
anew at every key costs more than everything else the key does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from nghs_desktop.domain.capture import Captured, CommandName, Token, TokenKind
from nghs_desktop.ui.kinds import LEVERS, OTHER_LEVER_ICON
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import Role
from nghs_desktop.ui.widgets.flow import FlowLayout
from nghs_desktop.ui.widgets.pills import Chip

STICKY_LEVER, STICKY_SCHOOL = "lever", "school"

_ICONS = {
    TokenKind.PERSON: "user",
    TokenKind.SCHOOL: "building-2",
    TokenKind.TAG: "tag",
    TokenKind.IMPACT: "chart-column",
    TokenKind.DUE: "calendar",
    TokenKind.FOLLOW_UP: "corner-down-left",
    TokenKind.COMMAND: "command",
}
_SHORT = 36


@dataclass(frozen=True, slots=True)
class ChipWords:
    """What one chip says. `token` is what it was read from; `sticky` what stays from before."""

    words: str
    icon: str
    tone: Role = "text2"
    token: Token | None = None
    sticky: str = ""


def lever_icon(name: str) -> str:
    """Return the icon of a lever by its name."""
    mark = LEVERS.get(name.casefold())
    return mark.icon if mark else OTHER_LEVER_ICON


def chips_of(
    captured: Captured, *, sticky_lever: str = "", sticky_school: str = "", before: str = ""
) -> tuple[ChipWords, ...]:
    """Return the chips of a line; the sticky names stand where the line names none itself."""
    found = [_chip(token, before) for token in captured.tokens]
    if captured.follow_up or captured.command is not None:
        return tuple(chip for chip in found if chip.token is not None and not _names(chip.token))
    if sticky_lever and captured.lever is None:
        found.append(ChipWords(sticky_lever, lever_icon(sticky_lever), sticky=STICKY_LEVER))
    if sticky_school and not captured.schools:
        found.append(ChipWords(sticky_school, _ICONS[TokenKind.SCHOOL], sticky=STICKY_SCHOOL))
    return tuple(found)


def _names(token: Token) -> bool:
    return token.kind not in (TokenKind.FOLLOW_UP, TokenKind.COMMAND)


def _chip(token: Token, before: str) -> ChipWords:
    label = token.label
    icon = _ICONS.get(token.kind, "")
    if token.ambiguous:
        return ChipWords(_tr("Which {name}?").format(name=label), "circle-question-mark",
                         "warning", token)  # fmt: skip
    match token.kind:
        case TokenKind.LEVER:
            icon = lever_icon(label)
        case TokenKind.IMPACT:
            label = _tr("{level} impact").format(level=label)
        case TokenKind.DUE:
            label = _tr("Due {day}").format(day=label)
        case TokenKind.FOLLOW_UP:
            if not before:
                return ChipWords(_tr("No item before: kept as a note"), icon, "warning", token)
            label = _tr("Adds to “{item}”").format(item=_shortened(before))
        case TokenKind.COMMAND:
            label = _command_words(token)
    if token.is_new:
        label = _tr("New: {name}").format(name=label)
        icon = "user-plus" if token.kind is TokenKind.PERSON else icon
    return ChipWords(label, icon, "text2", token)


def _command_words(token: Token) -> str:
    argument = token.label.partition(" ")[2]
    match token.value:
        case CommandName.NEXT:
            return _tr("Next agenda item")
        case CommandName.MORE:
            return _tr("{minutes} minutes more").format(minutes=argument)
        case CommandName.TIMER if argument:
            return _tr("Set the time to {minutes} minutes").format(minutes=argument)
        case CommandName.TIMER:
            return _tr("Set the time: add the minutes")
        case CommandName.BRIEF:
            return _tr("Preview brief")
        case CommandName.WHO:
            return _tr("Who is here")
        case CommandName.PARK:
            return _tr("Park for later")
        case CommandName.VOTE:
            return _tr("Dot vote")
        case CommandName.FIST:
            return _tr("Fist to five")
        case CommandName.ROOM:
            return _tr("Room display")
        case _:
            return _tr("Not here yet")


def _shortened(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _SHORT else flat[: _SHORT - 1].rstrip() + "…"


def _tr(words: str) -> str:
    return QCoreApplication.translate("chips", words)


class ChipRow(QWidget):
    """The chips of the line, going on in the next row when there is no room."""

    refused = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._chips: list[Chip] = []
        self._shown: tuple[ChipWords, ...] = ()
        self.comes_after: QWidget | None = None
        """The widget Tab leaves for the first chip."""
        self.setAccessibleName(self.tr("Read from the line"))
        self._flow = FlowLayout(self)
        look.space(self._flow, spacing=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def shown(self) -> tuple[ChipWords, ...]:
        """What the chips say now."""
        return self._shown

    def show_chips(self, chips: Sequence[ChipWords]) -> None:
        """Say these; only chips that change are touched."""
        wanted = tuple(chips)
        if wanted == self._shown:
            return
        before, self._shown = self._shown, wanted
        while len(self._chips) < len(wanted):
            self._make()
        for at, words in enumerate(wanted):
            old = before[at] if at < len(before) else None
            chip = self._chips[at]
            if old is None or (old.words, old.icon, old.tone) != (
                words.words,
                words.icon,
                words.tone,
            ):
                chip.show_words(words.words, icon=words.icon, tone=words.tone)
                if words.sticky:
                    chip.setToolTip(self.tr("Stays for the next items. Take away"))
        for at, chip in enumerate(self._chips):
            chip.setVisible(at < len(wanted))

    def _make(self) -> None:
        chip = Chip(self._look, "", parent=self)
        chip.removed.connect(self._removed)
        before = self._chips[-1] if self._chips else self.comes_after
        if before is not None:
            QWidget.setTabOrder(before, chip)
        self._chips.append(chip)
        self._flow.addWidget(chip)

    def _removed(self) -> None:
        chip = self.sender()
        for at, known in enumerate(self._chips):
            if known is chip and at < len(self._shown):
                self.refused.emit(self._shown[at])
                return
