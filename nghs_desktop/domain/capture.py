"""The capture grammar: what one typed line says, read the same by the bar and the command line.

A pure function of the line and its context, run at every keystroke. It never raises, never loses a
character, and what it takes out of the sentence it can name: see `Captured.left_out`. No storage, no
clock and no screen come in here. Decided here, and why:

The start of the entry (after white space)
- `b p r c d f n` and a blank, lower case only: "B is the grade most get" is a sentence. The words
  `barrier:`, `effective practice:`, `focus area:` ... count in any case, with white space after the
  colon. A prefix is read once.
- `>` begins a follow-up unless a figure or `=` comes next (">90% of families"). It has the kind of
  the item before, so no prefix is read after it.
- `/` is a command only if the entry is one line, its first word is a command, and the rest fits:
  "/room 12 is too small" is text, as are paths and "and/or". What follows /who is a line of the
  roster ("+dana", "luis left 10:40"), so "/who knows" is text.

Marks: `@person #school !lever +tag ^impact`
- only at a word start: the start, after white space or after an opening bracket. So e-mail addresses,
  "C#", "x^2", "wow!" and "+5%" are text, and so are "#1", "@ 3 pm" and an `!word` that is no lever.
- A name is the longest known one from the sign on, without regard to case and accents; else the one
  it begins ("@dana", "#mc2", "!pol"). Several possible: the token lists them and stays text until
  one is chosen. Nobody: a new name of one word, joined by capitalised words after a capitalised
  first ("@Dana Reyes"), or as quoted ("@"Dana Reyes"", always the whole name). Tags match whole.
- A lever, an impact and a date are single: the last one counts, earlier ones stay text.

What stays in the sentence: labels at its end go, words inside it stay
- After the last word of a line marks are labels and leave the text: "No paid time @luis !funding".
- With words after it, or "and", "with", "to" ... before it, a person or school loses only the sign:
  "We asked @dana to call #mc2" keeps "dana" and "mc2" and names both. A lever or tag does so with
  words on both sides; at the start it is a label. An impact always goes.
- An entry of marks alone keeps the names as its words.
- White space changes only beside a mark that goes, and at both ends of the entry. A line holding
  nothing but marks goes whole.

Dates
- In a commitment or decision: `due X` anywhere; `by X` and `in 2 weeks` only at the end of a line (a
  full stop and marks may follow). At the end or start they leave the text, in mid-sentence and after
  "is", "are", "be" they are noted and the words stay.
- In every other kind only `due X` at the end of a line is noted, and the words stay: there a date is
  more often speech ("the seniors have projects due Friday") than a wish.
- Nothing is read after "was", "were", "been", "not", "never", "past". "buses due to stop" is no date.
- `due:friday`, without a blank, is a mark: read in any kind and place, and taken out.
- Slashed dates ("12/4") need `due`; `by sat` and `by sun` are text. See `spoken_dates` for the days.

Never read: text in quotation marks on one line (straight, slanted, angled, corner; the marks stay in
the text; one that is never closed is a character like any other), what `context.refused` lists, and
whatever a backslash holds back. Of the backslashes before a mark, prefix or date one is removed;
every other backslash stays. With `context.shorthand` off the whole entry is text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from enum import StrEnum

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.capture_dates import read_dates
from nghs_desktop.domain.capture_marks import (
    QUOTES,
    CaptureContext,
    ItemKind,
    Span,
    Token,
    TokenKind,
    literal_spans,
    read_marks,
)
from nghs_desktop.domain.records import Impact

__all__ = [
    "CaptureContext",
    "Captured",
    "Command",
    "CommandName",
    "Impact",
    "ItemKind",
    "KindFrom",
    "Span",
    "Token",
    "TokenKind",
    "parse",
]


class KindFrom(StrEnum):
    """How the kind was settled: a letter, a word with a colon, or the sticky kind."""

    PREFIX = "prefix"
    WORD = "word"
    STICKY = "sticky"


class CommandName(StrEnum):
    """What `/` can do; MORE is `/+5`, its minutes are the argument."""

    NEXT = "next"
    MORE = "more"
    VOTE = "vote"
    FIST = "fist"
    PARK = "park"
    TIMER = "timer"
    BRIEF = "brief"
    ROOM = "room"
    WHO = "who"


@frozen
class Command:
    """A command of the bar. The argument is minutes (MORE, TIMER) or free text; "" is none."""

    name: CommandName
    argument: str = ""


@frozen
class Captured:
    """What one entry says. Spans are places in `raw`, in characters as Python counts them.

    `text` is `raw` without the spans in `left_out`; those hold marks, the prefix (`kind_span`), one
    backslash each, or white space beside them. `literal` is where quotes and refusals kept anything
    from being read. `lever_id` and `school_id` fall back to the sticky ones of the context.
    """

    raw: str
    kind: ItemKind
    text: str
    kind_from: KindFrom = KindFrom.STICKY
    kind_span: Span | None = None
    tokens: tuple[Token, ...] = ()
    impact: Impact | None = None
    due: date | None = None
    follow_up: bool = False
    command: Command | None = None
    lever_id: str | None = None
    school_id: str | None = None
    left_out: tuple[Span, ...] = ()
    literal: tuple[Span, ...] = ()

    @property
    def title(self) -> str:
        """The first line."""
        return self.text.partition("\n")[0]

    @property
    def details(self) -> str:
        """All lines but the first."""
        return self.text.partition("\n")[2]

    @property
    def people(self) -> tuple[Token, ...]:
        """Each person named, once, in the order typed; new ones too, unclear ones not."""
        return self._named(TokenKind.PERSON)

    @property
    def schools(self) -> tuple[Token, ...]:
        """Each school, district or organisation named."""
        return self._named(TokenKind.SCHOOL)

    @property
    def tags(self) -> tuple[Token, ...]:
        """Each tag given."""
        return self._named(TokenKind.TAG)

    @property
    def lever(self) -> Token | None:
        """The lever typed in this line, not the sticky one."""
        return next(iter(self._named(TokenKind.LEVER)), None)

    @property
    def unclear(self) -> tuple[Token, ...]:
        """The marks that several names answer to; they are still part of the text."""
        return tuple(token for token in self.tokens if token.ambiguous)

    def _named(self, kind: TokenKind) -> tuple[Token, ...]:
        found: dict[str, Token] = {}
        for token in self.tokens:
            if token.kind is kind and not token.ambiguous:
                found.setdefault(token.value or f"new {token.label.casefold()}", token)
        return tuple(found.values())


_LETTERS = {kind.value[0]: kind for kind in ItemKind}
_WORDS = {kind.value: kind for kind in ItemKind} | {kind.label.lower(): kind for kind in ItemKind}
_PREFIX = re.compile(
    rf"([{''.join(_LETTERS)}])[ \t\u00a0]|((?i:{'|'.join(sorted(_WORDS, reverse=True))})):(?:\s|$)"
)
_FOLLOW_UP = re.compile(r">(?![0-9=>])")
_COMMAND = re.compile(
    r"/(?:(?P<more>\+[0-9]{1,3})|(?P<bare>next|brief|room)"
    r"|(?P<timed>timer)(?:[ \t]+(?P<minutes>[0-9]{1,3}))?"
    r"|(?P<free>vote|fist|park|who)(?:[ \t]+(?P<words>.*?))?)\s*",
    re.IGNORECASE,
)
_IMPACTS = {impact.value: impact for impact in Impact}
_DATED = (ItemKind.COMMITMENT, ItemKind.DECISION)
_NAMES = (TokenKind.PERSON, TokenKind.SCHOOL, TokenKind.LEVER, TokenKind.TAG)
_SINGLE = (TokenKind.LEVER, TokenKind.IMPACT, TokenKind.DUE)
_CLOSING = ".,;:!?…)]}"
_JOINING = frozenset((
    "and", "or", "nor", "but", "with", "without", "to", "from", "by", "for", "of", "at", "in",
    "on", "the", "a", "an", "as", "than", "that", "via", "per", "like", "about", "after",
    "before", "between", "into", "over", "through", "under", "against", "toward", "towards",
    "&", "+", "y", "e", "et",
))  # fmt: skip


@frozen
class Start:
    """How an entry begins; `body` is where the sentence does."""

    body: int
    kind: ItemKind
    kind_from: KindFrom = KindFrom.STICKY
    kind_span: Span | None = None
    token: Token | None = None
    command: Command | None = None
    held: int | None = None  # the place of a backslash that held a prefix, `>` or command back


def parse(line: str, context: CaptureContext) -> Captured:
    """Read one entry (lines after the first from Shift+Enter). Never raises."""
    first, end = len(line) - len(line.lstrip()), len(line.rstrip())
    if not context.shorthand:
        kept = _trimmed(line, [(0, len(line))])
        return Captured(line, context.kind, line.strip(), lever_id=context.lever,
                        school_id=context.school, left_out=_left_out(kept, len(line)))  # fmt: skip
    start = read_start(line, first, end, context)
    if start.command is not None and start.token is not None:
        return Captured(line, context.kind, "", tokens=(start.token,), command=start.command,
                        left_out=((0, len(line)),))  # fmt: skip
    literal = literal_spans(line, start.body, context.refused)
    marks, held = read_marks(line, start.body, literal, context)
    dated = start.kind in _DATED and start.token is None
    dates, held_dates = read_dates(line, start.body, end, marks, literal, dated, context)
    tokens = _last_of_each(sorted([*marks, *dates], key=lambda token: token.span))
    tokens = _kept_as_words(line, start.body, end, tokens)
    held = [*held, *held_dates, *([] if start.held is None else [start.held])]
    kept = _kept_spans(line, start.body, end, held, tokens)
    if not kept and tokens:  # nothing but marks: the names are what was said
        tokens = [replace(token, in_text=token.kind in _NAMES) for token in tokens]
        kept = _kept_spans(line, start.body, end, held, tokens)
    by_kind = {token.kind: token for token in tokens if not token.ambiguous}
    lever, due = by_kind.get(TokenKind.LEVER), by_kind.get(TokenKind.DUE)
    impact = by_kind.get(TokenKind.IMPACT)
    sticks = start.token is None
    return Captured(
        raw=line,
        kind=start.kind,
        text="".join(line[slice(*span)] for span in kept),
        kind_from=start.kind_from,
        kind_span=start.kind_span,
        tokens=tuple(tokens if start.token is None else [start.token, *tokens]),
        impact=_IMPACTS.get(impact.value or "") if impact else None,
        due=date.fromisoformat(due.value) if due and due.value else None,
        follow_up=start.token is not None,
        lever_id=lever.value if lever else context.lever if sticks else None,
        school_id=next(
            (token.value for token in tokens if token.kind is TokenKind.SCHOOL and token.value),
            context.school if sticks and TokenKind.SCHOOL not in by_kind else None,
        ),
        left_out=_left_out(kept, len(line)),
        literal=literal,
    )


def read_start(line: str, first: int, end: int, context: CaptureContext) -> Start:
    unread = Start(first, context.kind)
    bare = first
    while bare < end and line[bare] == "\\":
        bare += 1
    start = _unheld_start(line, bare, end, context)
    if start is None:
        return unread
    if bare > first:
        return replace(unread, held=first)
    if start.body > first and line[first : start.body] in context.refused:
        return unread
    return start


def _is_said(command: re.Match[str]) -> bool:
    """Tell whether what follows a command belongs to it: after /who only what the roster reads."""
    if (command["free"] or "").lower() != CommandName.WHO or not command["words"]:
        return True
    # Here, because the window's first page has no need of it.
    from nghs_desktop.domain.roster_line import read_roster_line

    return bool(read_roster_line(command["words"]))


def _unheld_start(line: str, first: int, end: int, context: CaptureContext) -> Start | None:
    command = _COMMAND.fullmatch(line, first)
    if command and _is_said(command):
        name, argument = CommandName.MORE, (command["more"] or "")[1:]
        if word := command["bare"] or command["timed"] or command["free"]:
            name = CommandName(word.lower())
            argument = command["minutes"] or command["words"] or ""
        token = Token(TokenKind.COMMAND, (first, end), line[first:end], name.value,
                      f"{name.value.title()} {argument}".strip())  # fmt: skip
        return Start(end, context.kind, token=token, command=Command(name, argument))
    if _FOLLOW_UP.match(line, first):
        token = Token(TokenKind.FOLLOW_UP, (first, first + 1), ">", None, "Follow-up")
        return Start(first + 1, context.kind, token=token)
    prefix = _PREFIX.match(line, first)
    if prefix is None:
        return None
    letter, word = prefix.groups()
    kind = _LETTERS[letter] if letter else _WORDS[word.lower()]
    source = KindFrom.PREFIX if letter else KindFrom.WORD
    return Start(prefix.end(), kind, source, prefix.span())


def _last_of_each(tokens: list[Token]) -> list[Token]:
    """Of the kinds an item has one of, keep the last; the others are text again."""
    last = {token.kind: token for token in tokens if not token.ambiguous}
    return [
        token
        for token in tokens
        if token.kind not in _SINGLE or token.ambiguous or last[token.kind] is token
    ]


def _kept_as_words(line: str, body: int, end: int, tokens: list[Token]) -> list[Token]:
    """Settle which names stay in the sentence and lose only their sign."""
    if not tokens:
        return tokens
    bounds = [body, *(place for token in tokens for place in token.span), max(body, end)]
    gaps = [line[start:stop] for start, stop in zip(bounds[::2], bounds[1::2], strict=True)]
    after = [False] * len(tokens)  # whether words follow on the same line
    follows = False
    for place in range(len(tokens) - 1, -1, -1):
        same_line, newline, _ = gaps[place + 1].partition("\n")
        follows = bool(same_line.strip()) or (follows and not newline)
        after[place] = follows
    settled: list[Token] = []
    before = False
    for place, token in enumerate(tokens):
        _, newline, same_line = gaps[place].rpartition("\n")
        before = bool(same_line.strip()) or (before and not newline)
        if not token.in_text and token.kind in _NAMES:
            is_name = token.kind in (TokenKind.PERSON, TokenKind.SCHOOL)
            if _joined(same_line, token) or (after[place] and (before or is_name)):
                token = replace(token, in_text=True)
        settled.append(token)
    return settled


def _joined(gap: str, token: Token) -> bool:
    """Whether the word before needs this name: "talk to @dana". A name in quotes is a label."""
    words = gap.split()
    return bool(words) and words[-1].lower() in _JOINING and token.raw[1] not in QUOTES


def _cuts(tokens: list[Token]) -> list[tuple[int, int, bool]]:
    """What leaves the sentence: (start, stop, whether the white space beside it is tidied)."""
    cuts: list[tuple[int, int, bool]] = []
    for token in tokens:
        start, stop = token.span
        if not token.in_text:
            cuts.append((start, stop, True))
        elif token.kind is not TokenKind.DUE and not token.ambiguous:
            quoted = token.raw[1] in QUOTES
            cuts.append((start, start + 1 + quoted, False))
            if quoted:
                cuts.append((stop - 1, stop, False))
    return cuts


def _kept_spans(line: str, body: int, end: int, held: list[int], tokens: list[Token]) -> list[Span]:
    """What remains of the line as text; white space at both ends and beside marks goes."""
    cuts = sorted([*((place, place + 1, False) for place in held), *_cuts(tokens)])
    kept: list[Span] = []
    position = body
    blank = True  # nothing of the present line is kept yet
    for start, stop, tidied in cuts:
        _, newline, same_line = line[position:start].rpartition("\n")
        blank = not same_line.strip() and (blank or bool(newline))
        if tidied:
            after = _skip_blank(line, stop, end)
            at_end = after >= end or line[after] == "\n"
            if blank or at_end:
                stop = after
            if blank and at_end:  # the line holds nothing but marks: it goes whole
                stop += 1
            elif not blank and (at_end or line[stop].isspace() or line[stop] in _CLOSING):
                start = _unskip_blank(line, start, position)
        kept.append((position, start))
        position = min(stop, end)
    kept.append((position, end))
    return _trimmed(line, kept)


def _trimmed(line: str, kept: list[Span]) -> list[Span]:
    """The spans without empty ones and without white space at the very ends."""
    while kept and not line[slice(*kept[0])].strip():
        kept = kept[1:]
    while kept and not line[slice(*kept[-1])].strip():
        kept = kept[:-1]
    if kept:
        start, stop = kept[0]
        kept[0] = (start + len(line[start:stop]) - len(line[start:stop].lstrip()), stop)
        start, stop = kept[-1]
        kept[-1] = (start, start + len(line[start:stop].rstrip()))
    return [span for span in kept if span[0] < span[1]]


def _left_out(kept: list[Span], length: int) -> tuple[Span, ...]:
    edges = [0, *(edge for span in kept for edge in span), length]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple((start, stop) for start, stop in pairs if start < stop)


def _skip_blank(line: str, start: int, end: int) -> int:
    while start < end and line[start] != "\n" and line[start].isspace():
        start += 1
    return start


def _unskip_blank(line: str, stop: int, start: int) -> int:
    while stop > start and line[stop - 1] != "\n" and line[stop - 1].isspace():
        stop -= 1
    return stop
