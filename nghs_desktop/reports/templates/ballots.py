"""Papers to vote with: ballots to cut from a page, and dot sheets for the wall.

What a ballot asks comes from the rule of the decision, so that paper and keyboard take the same
answers. Nothing is counted here.
"""

from __future__ import annotations

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import (
    Block,
    BriefContent,
    Choice,
    Choices,
    Paragraphs,
    Section,
    WritingLines,
)
from nghs_desktop.domain.decision_rules import DecisionRule, Showing
from nghs_desktop.domain.decisions import Method
from nghs_desktop.reports.templates.edition import Edition
from nghs_desktop.reports.templates.meeting_words import MeetingWords, meeting_words

_MOST_BOXES = 11
"""A longer scale is written by hand."""
_MANY_PAGES = 1_000


@frozen
class Question:
    """Something to vote on: the words, the rule, and how many ballots are needed."""

    title: str
    rule: DecisionRule
    proposal: str = ""
    ballots: int = 1


@frozen
class DotSheet:
    """A question with options for the wall; `dots` is what everybody has."""

    title: str
    options: tuple[str, ...]
    dots: int = 3
    may_stack: bool = True


def ballots_paper(questions: tuple[Question, ...], edition: Edition, title: str) -> BriefContent:
    """Arrange ballots: as many of each question as there are votes, each with its cut line."""
    words = meeting_words(edition.words)
    slips: list[Section] = []
    for place, question in enumerate(questions, start=1):
        for number in range(1, question.ballots + 1):
            slip = _slip(f"b{place}.{number}", question, words)
            begins = number == 1 and place > 1
            slips.append(
                Section(
                    slip.key,
                    slip.heading,
                    slip.blocks,
                    label=f"{words.ballot} {number}",
                    new_page=begins,
                    slip=True,
                )
            )
    count = len(slips)
    cut = words.one_ballot if count == 1 else words.cut.format(count=count)
    return edition.content(title, words.ballots, tuple(slips), summary=cut, fits_on=_MANY_PAGES)


def _slip(key: str, question: Question, words: MeetingWords) -> Section:
    rule = question.rule
    blocks: list[Block] = []
    if question.proposal and question.proposal != question.title:
        blocks.append(Paragraphs(f"{key}.proposal", (f"{words.proposal}: {question.proposal}",)))
    if how := _how(rule, words):
        blocks.append(Paragraphs(f"{key}.how", (how,)))
    answers, others = _choices(rule, words), _others(rule, words)
    if all(choice.marks == ("",) for choice in answers) and not rule.chooses:
        answers, others = (*answers, *others), ()
    blocks.append(Choices(f"{key}.choices", answers, box_word=words.box))
    if others:
        blocks.append(Choices(f"{key}.others", others, box_word=words.box))
    if rule.method in (Method.CONSENT, Method.FIST_TO_FIVE, Method.MAJORITY, Method.SUPERMAJORITY):
        objection = Choices(f"{key}.objection", (Choice(words.objection),), box_word=words.box)
        lines = 2 if rule.method is Method.CONSENT else 1
        blocks += [objection, WritingLines(f"{key}.reason", lines=lines)]
    blocks.append(_named(f"{key}.name", rule, words))
    return Section(key, question.title, tuple(blocks))


def _how(rule: DecisionRule, words: MeetingWords) -> str:
    match rule.method:
        case Method.FIST_TO_FIVE:
            return words.mark_fist
        case Method.GRADIENTS:
            return words.mark_gradient
        case Method.SCORE:
            long = rule.top_score + 1 > _MOST_BOXES
            asked = words.mark_scores_written if long else words.mark_scores
            return asked.format(top=rule.top_score)
        case Method.RANKED:
            return words.mark_ranks
        case Method.DOT:
            return _dots_words(rule.dots, rule.may_stack, words)
        case _:
            return ""


def _dots_words(dots: int, may_stack: bool, words: MeetingWords) -> str:
    stack = words.may_stack if may_stack else words.no_stack
    return words.mark_dots.format(dots=words.dots(dots), stack=stack)


def _choices(rule: DecisionRule, words: MeetingWords) -> tuple[Choice, ...]:
    match rule.method:
        case Method.FIST_TO_FIVE:
            return tuple(
                Choice(level, marks=(str(number),)) for number, level in enumerate(words.fist)
            )
        case Method.GRADIENTS:
            return tuple(
                Choice(level, marks=(str(number),))
                for number, level in enumerate(words.gradients, start=1)
            )
        case Method.SCORE:
            figures = tuple(str(number) for number in range(rule.top_score + 1))
            marks = figures if len(figures) <= _MOST_BOXES else ("",)
            return tuple(Choice(option, marks=marks) for option in rule.options)
        case Method.DOT:
            # A box for each dot; in each row all of them where they may be stacked.
            boxes = ("",) * (min(rule.dots, _MOST_BOXES) if rule.may_stack else 1)
            return tuple(Choice(option, marks=boxes) for option in rule.options)
        case Method.RANKED:
            return tuple(Choice(option) for option in rule.options)
        case Method.CONSENT:
            return (Choice(words.consents),)
        case _:
            return (Choice(words.yes), Choice(words.no))


def _others(rule: DecisionRule, words: MeetingWords) -> tuple[Choice, ...]:
    """Return the answers beside the question: to abstain, to stand aside."""
    if rule.method is Method.COUNT:
        return (Choice(words.abstain),)
    aside = () if rule.chooses else (Choice(words.stand_aside),)
    return (Choice(words.abstain), *aside, Choice(words.abstain_priorities))


def _named(key: str, rule: DecisionRule, words: MeetingWords) -> Block:
    if rule.showing is Showing.SECRET:
        return Paragraphs(key, (words.secret,))
    by_name = rule.showing is Showing.NAMED
    return WritingLines(key, words.name if by_name else words.organisation, 1)


def dot_sheets_paper(sheets: tuple[DotSheet, ...], edition: Edition) -> BriefContent:
    """Arrange dot sheets for the wall: a page for each question, its options beside empty boxes."""
    words = meeting_words(edition.words)
    sections = []
    for place, sheet in enumerate(sheets, start=1):
        key = f"sheet{place}"
        choices = tuple(
            Choice(option, marks=(str(number),))
            for number, option in enumerate(sheet.options, start=1)
        )
        blocks: tuple[Block, ...] = (
            Choices(f"{key}.options", choices, poster=True, box_word=words.box_dots),
        )
        if place > 1:  # the first question is the title of the paper
            told = Paragraphs(f"{key}.how", (_dots_words(sheet.dots, sheet.may_stack, words),))
            blocks = (told, *blocks)
        heading = sheet.title if place > 1 else ""
        sections.append(Section(key, heading, blocks, label=sheet.title, new_page=place > 1))
    first = sheets[0]
    return edition.content(
        first.title,
        words.dot_sheets,
        tuple(sections),
        summary=_dots_words(first.dots, first.may_stack, words),
        fits_on=_MANY_PAGES,
    )
