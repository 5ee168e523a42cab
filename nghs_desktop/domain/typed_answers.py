"""One answer as it is typed: yes, 1 1 3, abstain priorities, objects: why | would remove: what.

Used by `ballots`, which knows whose answer it is. Reading stops with `Unclear`, which holds the place
and the reason; `ballots` turns it into a refusal, so nothing is raised beyond the two.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.decision_rules import Answer, DecisionRule, Stance, answer_problem
from nghs_desktop.domain.decisions import Method
from nghs_desktop.domain.known_names import fold

Span = tuple[int, int]


@frozen
class Refusal:
    """Why a line was not taken, and the place of it, in characters of the line."""

    span: Span
    words: str


@frozen
class Part:
    """A piece of the line and where it starts."""

    text: str
    start: int

    @property
    def span(self) -> Span:
        """Its place in the line."""
        return self.start, self.start + len(self.text)

    def cut(self, start: int, stop: int | None = None) -> Part:
        """A piece of it, without white space at its ends."""
        text = self.text[start:stop]
        bare = text.lstrip()
        return Part(bare.rstrip(), self.start + start + len(text) - len(bare))

    def words(self) -> list[Part]:
        """Its words, each with its place."""
        return [Part(m[0], self.start + m.start()) for m in re.finditer(r"\S+", self.text)]


class Unclear(Exception):
    """Reading stopped, with the refusal to give; caught in `ballots`."""

    def __init__(self, part: Part, words: str) -> None:
        super().__init__(words)
        self.refusal = Refusal(part.span, words)


_YES = frozenset(("yes", "y", "aye", "for", "agree", "agrees", "consent", "consents", "ok"))
_NO = frozenset(("no", "n", "nay", "against"))
_ABSTAIN = frozenset(("abstain", "abstains"))
_ASIDE = frozenset(("aside", "stands aside", "stand aside"))
_RECUSED = frozenset(("recused", "recuse", "recuses"))
_OBJECTS = frozenset(("objects", "object", "objection"))
CLEAR = frozenset(("clear",))
_FOR_PRIORITIES = re.compile(r"abstains? (?:priorit(?:y|ies)|org|for .*\bpriorit(?:y|ies))")
_REMOVE = re.compile(r"\|\s*would\s+remove\s*:", re.IGNORECASE)
FIGURES = re.compile(r"[0-9]{1,4}(?:\s+[0-9]{1,4})*")
_WRITTEN = {
    Stance.FOR: "yes",
    Stance.AGAINST: "no",
    Stance.ABSTAIN: "abstain",
    Stance.ABSTAIN_PRIORITIES: "abstain for my organisation's priorities",
    Stance.STAND_ASIDE: "stands aside",
    Stance.OBJECTION: "objects",
    Stance.RECUSED: "recused",
}


def write_answer(answer: Answer) -> str:
    """Return an answer as it is typed."""
    if answer.stance is Stance.VALUES:
        words = " ".join(map(str, answer.values))
    else:
        words = _WRITTEN[answer.stance]
    if answer.reason:
        words += f": {answer.reason}"
    if answer.remove:
        words += f" | would remove: {answer.remove}"
    return words


def starts_answer(word: Part) -> bool:
    """Tell whether a word can begin an answer."""
    text = fold(word.text.rstrip(":"))
    known = _YES | _NO | _ABSTAIN | _ASIDE | _RECUSED | _OBJECTS | {"stand", "stands", "fist"}
    return text.isdigit() or text in known


def read_answer(part: Part, rule: DecisionRule) -> Answer:
    """Read an answer and its remark, and hold it against the rule. Raises Unclear."""
    head, colon, _ = part.text.partition(":")
    remark = part.cut(len(head) + 1).text if colon else ""
    said = part.cut(0, len(head))
    folded = fold(said.text)
    if FIGURES.fullmatch(said.text):
        values = tuple(int(word.text) for word in said.words())
        if rule.method is Method.DOT:
            values = tuple(sorted(values))
        answer = Answer(Stance.VALUES, values, remark)
    elif folded == "fist" and rule.method is Method.FIST_TO_FIVE:
        answer = Answer(Stance.VALUES, (0,), remark)
    elif folded in _OBJECTS:
        reason, *rest = _REMOVE.split(remark, maxsplit=1)
        remove = rest[0].strip() if rest else ""
        answer = Answer(Stance.OBJECTION, (), reason.strip(), remove)
        if not answer.reason:
            raise Unclear(said, "An objection needs its reason: objects: why | would remove: what.")
    else:
        answer = Answer(_stance(said, folded), (), remark)
    if problem := answer_problem(answer, rule):
        raise Unclear(_misfit(said, answer, rule), problem)
    return answer


def _stance(said: Part, folded: str) -> Stance:
    for words, stance in (
        (_YES, Stance.FOR),
        (_NO, Stance.AGAINST),
        (_ABSTAIN, Stance.ABSTAIN),
        (_ASIDE, Stance.STAND_ASIDE),
        (_RECUSED, Stance.RECUSED),
    ):
        if folded in words:
            return stance
    if _FOR_PRIORITIES.fullmatch(folded):
        return Stance.ABSTAIN_PRIORITIES
    words_typed = said.words()
    first = fold(words_typed[0].text) if words_typed else ""
    if first in _YES | _NO | _ABSTAIN | _RECUSED | _OBJECTS and len(words_typed) > 1:
        raise Unclear(words_typed[1], f"Type a colon after “{words_typed[0].text}” for a remark.")
    raise Unclear(said, f"“{said.text}” is no answer here.")


def _misfit(said: Part, answer: Answer, rule: DecisionRule) -> Part:
    """The first word of figures that cannot stand there, else all of the answer."""
    words = said.words()
    if answer.stance is Stance.VALUES and len(words) > 1:
        for place, word in enumerate(words):
            values = tuple(int(one.text) for one in words[: place + 1])
            if rule.method is Method.SCORE:
                bad = values[-1] > rule.top_score or place >= len(rule.options)
            else:
                bad = bool(answer_problem(replace(answer, values=values), rule))
            if bad:
                return word
    return said
