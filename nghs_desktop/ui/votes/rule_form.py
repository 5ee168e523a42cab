"""The rule of a vote to change before it opens: who must take part, what it takes, who sees what.

Only what counts for the method is shown. The form gives a `DecisionRule`; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from nghs_desktop.domain.decision_rules import DecisionRule, Showing
from nghs_desktop.domain.decisions import Method
from nghs_desktop.domain.presence import Unit
from nghs_desktop.domain.quorum import Basis, QuorumRule, share_words
from nghs_desktop.ui.look import FIELD_HEIGHT, Look
from nghs_desktop.ui.widgets.labels import Label

_SHARES = tuple(
    Fraction(*pair) for pair in ((1, 3), (1, 2), (3, 5), (2, 3), (3, 4), (4, 5), (1, 1))
)
_LEAST = "least"
_NONE = "none"
_ROUNDED = (Method.CONSENT, Method.FIST_TO_FIVE, Method.GRADIENTS)


class _Combo(QComboBox):
    """A choice that the wheel scrolls past, and that is never wider than its place."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self, lambda: self.setMinimumHeight(look.px(FIELD_HEIGHT)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def fill(self, choices: Sequence[tuple[str, str]], current: str) -> None:
        self.blockSignals(True)
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.setCurrentIndex(max(self.findData(current), 0))
        self.blockSignals(False)
        self.setToolTip(self.currentText())

    def chosen(self) -> str:
        return str(self.currentData())


class _Number(QSpinBox):
    """A number that the wheel scrolls past."""

    def __init__(self, look: Look, name: str, least: int, most: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setRange(least, most)
        # The line inside is no stop of its own: the number as a whole is one.
        self.lineEdit().setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.follow(self, lambda: self.setMinimumHeight(look.px(FIELD_HEIGHT)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class RuleForm(QWidget):
    """The fields of a rule, label above field. `changed` follows what a person did."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rule = DecisionRule()
        self._column = QVBoxLayout(self)
        look.space(self._column, spacing=6)
        self._labels: dict[QWidget, Label] = {}
        tr = self.tr
        self.dots = self._number(tr("Dots each"), 1, 50)
        self.may_stack = self._check(tr("Several dots on one option"))
        self.top_score = self._number(tr("Highest score"), 1, 100)
        self.threshold = self._combo(tr("Passes with"))
        self.over = self._combo(tr("Of"))
        self.abstain_counts = self._check(tr("Abstentions count in the sum"))
        self.unit = self._combo(tr("Who has a vote"))
        self.basis = self._combo(tr("Quorum is a share of"))
        self.share = self._combo(tr("Quorum"))
        self.least = self._number(tr("Votes needed for the quorum"), 0, 999)
        self.recused_count = self._check(tr("Recused people count as here"))
        self.remote_counts = self._check(tr("Remote people count"))
        self.everyone = self._check(tr("Everybody here must answer"))
        self.rounds = self._number(tr("Last round"), 0, 20)
        self.rounds.setSpecialValueText(tr("As many as needed"))
        self.showing = self._combo(tr("Who sees who answered what"))
        self.keep = self._check(tr("Keep as the group's usual rule"))

    # -- making ------------------------------------------------------------------------
    def _combo(self, words: str) -> _Combo:
        made = _Combo(self._look, words)
        self._add(words, made)
        made.activated.connect(self._edited)
        return made

    def _number(self, words: str, least: int, most: int) -> _Number:
        made = _Number(self._look, words, least, most)
        self._add(words, made)
        made.valueChanged.connect(self._edited)
        return made

    def _check(self, words: str) -> QCheckBox:
        made = QCheckBox(words, self)
        made.setAccessibleName(words)
        look = self._look
        look.follow(made, lambda: made.setFont(look.font("body")))
        made.clicked.connect(self._edited)
        self._column.addWidget(made)
        return made

    def _add(self, words: str, field: QWidget) -> None:
        label = Label(self._look, words, "label_quiet", "text2", wrap=True)
        label.setBuddy(field)
        self._labels[field] = label
        self._column.addWidget(label)
        self._column.addWidget(field)

    # -- showing -----------------------------------------------------------------------
    @property
    def rule(self) -> DecisionRule:
        """The rule as the form says it; options are not its business."""
        return self._rule

    def show_rule(self, rule: DecisionRule) -> None:
        """Show a rule."""
        self._rule = rule
        asked = rule.quorum
        for field, value in (
            (self.dots, rule.dots), (self.top_score, rule.top_score),
            (self.rounds, rule.rounds or 0), (self.least, asked.least or 0),
        ):  # fmt: skip
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        for box, on in (
            (self.may_stack, rule.may_stack), (self.abstain_counts, rule.abstain_counts),
            (self.recused_count, asked.recused_count), (self.remote_counts, asked.remote_counts),
            (self.everyone, rule.everyone_answers),
        ):  # fmt: skip
            box.setChecked(on)
        self.threshold.fill(
            _shares(rule.threshold, rule.more_than), _key(rule.threshold, rule.more_than)
        )
        self.over.fill(
            (
                (Basis.CAST.value, self.tr("those for and against")),
                (Basis.PRESENT.value, self.tr("those here")),
                (Basis.SEATED.value, self.tr("all seats")),
            ),
            rule.over.value,
        )
        self.unit.fill([(one.value, one.label) for one in Unit], asked.unit.value)
        self.basis.fill(
            (
                (Basis.SEATED.value, self.tr("All seats, by who is here")),
                (Basis.PRESENT.value, self.tr("Those here, by who answers")),
                (Basis.CAST.value, self.tr("All seats, by who answers")),
            ),
            asked.basis.value,
        )
        shares = [
            (_NONE, self.tr("No quorum")),
            *_shares(asked.share, asked.more_than),
            (_LEAST, self.tr("A number of votes")),
        ]
        self.share.fill(shares, self._share_key(asked))
        self.showing.fill([(one.value, one.label) for one in Showing], rule.showing.value)
        self._show_what_counts()

    def _share_key(self, asked: QuorumRule) -> str:
        if asked.least is not None:
            return _LEAST
        if asked.share == 0 and not asked.more_than:
            return _NONE
        return _key(asked.share, asked.more_than)

    def _show_what_counts(self) -> None:
        rule = self._rule
        shown: dict[QWidget, bool] = {
            self.dots: rule.method is Method.DOT,
            self.may_stack: rule.method is Method.DOT,
            self.top_score: rule.method is Method.SCORE,
            self.threshold: rule.counts_votes,
            self.over: rule.counts_votes,
            self.abstain_counts: rule.counts_votes and rule.over is Basis.CAST,
            self.basis: self.share.chosen() not in (_NONE,),
            self.least: self.share.chosen() == _LEAST,
            self.rounds: rule.method in _ROUNDED,
        }
        for field, visible in shown.items():
            field.setVisible(visible)
            if field in self._labels:
                self._labels[field].setVisible(visible)

    # -- what a person did -------------------------------------------------------------
    def _edited(self, _value: object = None) -> None:
        rule = self._rule
        threshold, more_than = _read(self.threshold.chosen(), rule.threshold, rule.more_than)
        asked = rule.quorum
        share, more = asked.share, asked.more_than
        least: int | None = None
        match self.share.chosen():
            case "none":
                share, more = Fraction(0), False
            case "least":
                least = self.least.value()
            case key:
                share, more = _read(key, share, more)
        self._rule = replace(
            rule,
            quorum=QuorumRule(
                basis=Basis(self.basis.chosen()),
                share=share,
                more_than=more,
                least=least,
                recused_count=self.recused_count.isChecked(),
                unit=Unit(self.unit.chosen()),
                remote_counts=self.remote_counts.isChecked(),
            ),
            threshold=threshold,
            more_than=more_than,
            over=Basis(self.over.chosen()),
            abstain_counts=self.abstain_counts.isChecked(),
            showing=Showing(self.showing.chosen()),
            everyone_answers=self.everyone.isChecked(),
            rounds=self.rounds.value() or None,
            dots=self.dots.value(),
            may_stack=self.may_stack.isChecked(),
            top_score=self.top_score.value(),
        )
        self._show_what_counts()
        self.changed.emit()


def _shares(own: Fraction, more_than: bool) -> list[tuple[str, str]]:
    """The shares people ask for, and the rule's own where it is none of them."""
    found = [(share, False) for share in _SHARES] + [
        (share, True) for share in _SHARES if share < 1
    ]
    if own > 0 and (own, more_than) not in found:
        found.append((own, more_than))
    found.sort()
    return [(_key(*one), _words(*one)) for one in found]


def _words(share: Fraction, more_than: bool) -> str:
    words = share_words(share, more_than=more_than)
    if not more_than and share < 1:
        words = f"at least {words}"
    return words[:1].upper() + words[1:]


def _key(share: Fraction, more_than: bool) -> str:
    return f"{'>' if more_than else ''}{share}"


def _read(key: str, share: Fraction, more_than: bool) -> tuple[Fraction, bool]:
    if key in ("", "None", _NONE, _LEAST):
        return share, more_than
    return Fraction(key.removeprefix(">")), key.startswith(">")
