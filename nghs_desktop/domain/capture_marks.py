"""The marks of a capture line (`@ # ! + ^`): where they may stand and what each one names.

Split from the grammar (`capture`, which explains it whole) because finding out whom `@dana` means is
a subject of its own. Nothing here decides what becomes of the sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.known_names import Known, NameIndex, Vocabulary, begun, named
from nghs_desktop.domain.records import Impact

Span = tuple[int, int]


class ItemKind(Word):
    """What can be captured in a meeting; the value is the noun and the word of the command line."""

    BARRIER = "barrier", "Barrier"
    PRACTICE = "practice", "Effective practice"
    RECOGNITION = "recognition", "Recognition"
    COMMITMENT = "commitment", "Commitment"
    DECISION = "decision", "Decision"
    FOCUS = "focus", "Focus area"
    NOTE = "note", "Note"


class TokenKind(StrEnum):
    """What a chip stands for."""

    PERSON = "person"
    SCHOOL = "school"
    LEVER = "lever"
    TAG = "tag"
    IMPACT = "impact"
    DUE = "due"
    FOLLOW_UP = "followup"
    COMMAND = "command"


@frozen
class Token:
    """One thing read from a line, as its chip shows it.

    `value` is the id of the name meant, an `Impact`, an ISO date or a command's name; None for a new
    name and while `ambiguous` lists whom it could mean. `in_text` says that its words also remain
    in the sentence.
    """

    kind: TokenKind
    span: Span
    raw: str
    value: str | None
    label: str
    is_new: bool = False
    ambiguous: tuple[Known, ...] = ()
    in_text: bool = False


@frozen
class CaptureContext:
    """What a line is read against. `lever` and `school` are sticky ids, `kind` the sticky kind.

    `refused` holds the raw text of chips and prefixes the person turned back into words; `chosen`
    the id picked for a raw token that several people or schools answer to.
    """

    today: date
    next_meeting: date | None = None
    kind: ItemKind = ItemKind.NOTE
    lever: str | None = None
    school: str | None = None
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    shorthand: bool = True
    refused: frozenset[str] = frozenset()
    chosen: Mapping[str, str] = field(default_factory=dict)
    day_first: bool = False


SIGNS: Mapping[str, TokenKind] = {
    "@": TokenKind.PERSON,
    "#": TokenKind.SCHOOL,
    "!": TokenKind.LEVER,
    "+": TokenKind.TAG,
    "^": TokenKind.IMPACT,
}
WORD_START = r"(?<![^\s(\[{])"  # the start, or after white space or an opening bracket
QUOTES: Mapping[str, str] = {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」"}

_SIGN = re.compile(WORD_START + r"(\\*)([@#!+^])")
_SIGN_HERE = re.compile(r"(\\*)([@#!+^])")
_QUOTE = re.compile(r'["“„«「]')
_NAME_QUOTE = re.compile(WORD_START + r'\\*[@#!+^]["“„«「](?=[^\s.,;:!?)])')
_ADDRESS = re.compile(r"[^\W\d_]{2,}\.\w")  # "example.org", but not "J.T."
_CHUNK = re.compile(r"\S+")
_LEVEL = re.compile(r"(?:(h|high|3)|(m|med|medium|2)|(l|low|1))(?!\w|[-'’.]\w)", re.IGNORECASE)
_LEVELS = (Impact.HIGH, Impact.MEDIUM, Impact.LOW)

# Capitalised words that follow a name without being part of it.
_NEVER_SURNAMES = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "today", "tomorrow", "due", "by", "in", "on", "at", "and", "or",
    "the", "a", "an", "i", "i'm", "i'll", "i've", "i'd", "he", "she", "it", "we", "they", "you",
    "is", "was", "has", "will", "can", "said", "says",
))  # fmt: skip
NEW_NAME_WORDS = {TokenKind.PERSON: 3, TokenKind.SCHOOL: 4}  # "Dana Reyes Soto", "Lincoln High ..."
_LONGEST_NAME = 80
_LONGEST_QUOTED = 200


def read_marks(
    line: str, body: int, literal: tuple[Span, ...], context: CaptureContext
) -> tuple[list[Token], list[int]]:
    """The marks from `body` on, and the places of backslashes that hold one back."""
    tokens: list[Token] = []
    escapes: list[int] = []
    position = body
    for match in signs(line, body):
        at = match.start(2)
        if match.start() < position or _covered(match.start(), literal):
            continue
        if match.group(1):
            escapes.append(match.start())
            continue
        token = read_mark(line, at, _stop(line, at, literal), context)
        if token is not None:
            tokens.append(token)
            position = token.span[1]
    return tokens, escapes


def signs(line: str, body: int) -> Iterator[re.Match[str]]:
    """Each sign at a word start from `body` on: group 1 its backslashes, group 2 the sign."""
    first = _SIGN_HERE.match(line, body)
    if first is not None:
        yield first
    for match in _SIGN.finditer(line, body):
        if first is None or match.start() >= first.end():
            yield match


def literal_spans(line: str, body: int, refused: frozenset[str]) -> tuple[Span, ...]:
    """Where nothing is read: quoted text on one line, and what the person refused."""
    spans: list[Span] = []
    names = _name_quotes(line, body)
    closed = body
    hopeless: dict[str, int] = {}  # up to where a kind of quotation mark is never closed
    for match in _QUOTE.finditer(line, body):
        start, mark = match.start(), match.group()
        if start < max(closed, hopeless.get(mark, 0)) or start in names or not _opens(line, start):
            continue
        end = _closing(line, start, names)
        if end:
            spans.append((start, end))
            closed = end
        else:
            hopeless[mark] = _line_end(line, start)
    for raw in refused:
        start = line.find(raw, body) if raw.strip() else -1
        while start >= 0:
            end = start + len(raw)
            if not (_glued(line, start) or (end < len(line) and is_word_char(line[end]))):
                spans.append((start, end))
            start = line.find(raw, end)
    return tuple(sorted(spans))


def could_mark(line: str, at: int) -> bool:
    """Whether the sign at `at` would be read as a mark if the right name were known."""
    following = line[at + 1 : at + 2]
    if line[at] == "^":
        return _LEVEL.match(line, at + 1) is not None
    return following in QUOTES or following.isalpha() or (line[at] == "#" and following.isalnum())


def is_word_char(char: str) -> bool:
    """Whether a name may go on with this character; accents and vowel signs of any script count."""
    return char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"


def read_mark(line: str, at: int, stop: int, context: CaptureContext) -> Token | None:
    """What the sign at `at` marks, looking no further than `stop`; None when it is only text."""
    kind = SIGNS[line[at]]
    if kind is TokenKind.IMPACT:
        level = _LEVEL.match(line, at + 1, stop)
        if level is None:
            return None
        impact = _LEVELS[(level.lastindex or 1) - 1]
        raw = line[at : level.end()]
        return Token(kind, (at, level.end()), raw, impact.value, impact.label)
    index = name_index(kind, context.vocabulary)
    start = at + 1
    if start >= stop:
        return None
    if line[start] in QUOTES:
        return _quoted(line, at, stop, kind, index, context)
    if not (line[start].isalpha() or (kind is TokenKind.SCHOOL and line[start].isalnum())):
        return None
    found = _known(line, at, stop, kind, index)
    if found is not None:
        known_end, matches = found
        return _token(line, (at, known_end), kind, matches, context)
    if kind is TokenKind.LEVER or not line[start].isalpha():
        return None
    end = new_name_end(line, start, stop, NEW_NAME_WORDS.get(kind, 1))
    if end is None:
        return None
    return Token(kind, (at, end), line[at:end], None, _tidy(line[start:end]), is_new=True)


def name_index(kind: TokenKind, vocabulary: Vocabulary) -> NameIndex:
    """The names a mark of this kind chooses from."""
    by_kind = {
        TokenKind.PERSON: vocabulary.people,
        TokenKind.SCHOOL: vocabulary.schools,
        TokenKind.LEVER: vocabulary.levers,
    }
    return by_kind.get(kind, vocabulary.tags)


def new_name_end(line: str, start: int, stop: int, most_words: int) -> int | None:
    """Where a name nobody has yet ends: one word, and capitalised words after a capitalised one."""
    end = _word_end(line, start, stop)
    if end - start > _LONGEST_NAME or _goes_on(line, end) or _ADDRESS.search(line, start, end):
        return None
    if not line[start].isupper():
        return _without_possessive(line, start, end)
    for _ in range(most_words - 1):
        here = _without_possessive(line, start, end)
        following = end + 1
        if here != end or following >= stop or line[end] != " " or not line[following].isupper():
            break
        after = _word_end(line, following, stop)
        word = line[following:after].lower().replace("’", "'")
        if word in _NEVER_SURNAMES or _goes_on(line, after):
            break
        end = after
    return _without_possessive(line, start, end)


def _quoted(
    line: str, at: int, stop: int, kind: TokenKind, index: NameIndex, context: CaptureContext
) -> Token | None:
    """A name in quotes: all of it, never a beginning of another name."""
    stop = min(stop, at + 3 + _LONGEST_QUOTED)
    closing = [line.find(char, at + 2, stop) for char in QUOTES[line[at + 1]]]
    end = min((place for place in closing if place >= 0), default=-1)
    name = _tidy(line[at + 2 : end]) if end >= 0 else ""
    if not any(map(str.isalnum, name)):
        return None
    matches = named(index, name)
    if matches:
        return _token(line, (at, end + 1), kind, matches, context)
    if kind is TokenKind.LEVER:
        return None
    return Token(kind, (at, end + 1), line[at : end + 1], None, name, is_new=True)


def _token(
    line: str, span: Span, kind: TokenKind, matches: tuple[Known, ...], context: CaptureContext
) -> Token:
    raw = line[slice(*span)]
    chosen = context.chosen.get(raw)
    one = next((known for known in matches if known.id == chosen), None)
    if one is None and len(matches) == 1:
        one = matches[0]
    if one is None:
        return Token(kind, span, raw, None, raw[1:], ambiguous=matches, in_text=True)
    return Token(kind, span, raw, one.id, one.name)


def _known(
    line: str, at: int, stop: int, kind: TokenKind, index: NameIndex
) -> tuple[int, tuple[Known, ...]] | None:
    """The longest known name from `at` on, else the longest beginning of one."""
    start = at + 1
    ends = _possible_ends(line, start, stop, index.most_words)
    for end, _ in ends:
        if matches := named(index, line[start:end]):
            return end, matches
    if ord(line[start]) >= 0x2E80:  # scripts that write no spaces: the name may end in mid-word
        for end in range(min(_word_end(line, start, stop), start + 12) - 1, start, -1):
            if matches := named(index, line[start:end]):
                return end, matches
    if kind is TokenKind.TAG:  # "+art" may well be a new tag beside "+arts"
        return None
    for end, last_word in ends:
        words = line[start:end]
        if words.isdigit() or (last_word > start and end - last_word < 3):
            continue
        matches = begun(index, words)
        if matches and not _names_another(line, at, end, stop, kind):
            return end, matches
    return None


def _names_another(line: str, at: int, end: int, stop: int, kind: TokenKind) -> bool:
    """Whether another surname follows in mid-sentence: "asked @Dana Morales", not Dana Reyes.

    At the start of a line a capital may as well begin the sentence, so there the known name wins.
    """
    if kind not in NEW_NAME_WORDS or not line[at + 1].isupper():
        return False
    said_before = line[line.rfind("\n", 0, at) + 1 : at].strip(" \t([{>")
    return bool(said_before) and (new_name_end(line, at + 1, stop, 3) or 0) > end


def _possible_ends(line: str, start: int, stop: int, most_words: int) -> list[Span]:
    """Ends a name starting here could have, longest first, each with where its last word starts."""
    ends: list[Span] = []
    position = start
    for _ in range(most_words):
        chunk = _CHUNK.match(line, position, stop)
        if chunk is None or (position > start and chunk.group()[0] in SIGNS):
            break
        trimmed = chunk.end()
        while trimmed > position and not is_word_char(line[trimmed - 1]):
            trimmed -= 1
        word = _word_end(line, position, stop)
        for end in sorted({chunk.end(), trimmed, word, _without_possessive(line, start, word)}):
            if end > position and not _goes_on(line, end):
                ends.append((end, position))
        position = chunk.end()
        while position < stop and line[position] in " \t\u00a0":
            position += 1
    ends.reverse()
    return ends


def _word_end(line: str, start: int, stop: int) -> int:
    """The end of the word starting here; hyphens, apostrophes and dots inside belong to it."""
    end = start
    while end < stop and (
        is_word_char(line[end])
        or (line[end] in "-'’.&" and end > start and end + 1 < stop and is_word_char(line[end + 1]))
    ):
        end += 1
        if end - start > _LONGEST_NAME:
            break
    return end


def _without_possessive(line: str, start: int, end: int) -> int:
    return end - 2 if end - 2 > start and line[end - 2 : end] in ("'s", "’s") else end


def _goes_on(line: str, end: int) -> bool:
    """Whether an address, a path or a longer word goes on where a name was to end."""
    if end >= len(line):
        return False
    if is_word_char(line[end]):
        return True
    return line[end] in "./@\\:-_" and end + 1 < len(line) and is_word_char(line[end + 1])


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _opens(line: str, start: int) -> bool:
    """Whether a quotation mark opens: slanted ones by their shape, the straight by its place."""
    return line[start] != '"' or not _glued(line, start) or line[start - 1] in "—–"


def _name_quotes(line: str, body: int) -> set[int]:
    """Where quotation marks belong to a name after a sign, not to speech."""
    places: set[int] = set()
    for match in _NAME_QUOTE.finditer(line, body):
        opening = match.end() - 1
        stop = _line_end(line, opening)
        stop = min(stop, opening + 2 + _LONGEST_QUOTED)
        found = (line.find(char, opening + 1, stop) for char in QUOTES[line[opening]])
        closing = min((place for place in found if place >= 0), default=opening)
        places.update(range(opening, closing + 1))
    return places


def _line_end(line: str, start: int) -> int:
    end = line.find("\n", start)
    return len(line) if end < 0 else end


def _closing(line: str, start: int, names: set[int]) -> int:
    """The end of what is quoted from `start` on; 0 when the line ends first."""
    stop = _line_end(line, start)
    for place in range(start + 1, stop):
        if line[place] in QUOTES[line[start]] and place not in names:
            after = line[place + 1] if place + 1 < stop else " "
            if line[start] != '"' or not is_word_char(after):
                return place + 1
    return 0


def _glued(line: str, start: int) -> bool:
    return start > 0 and not line[start - 1].isspace() and line[start - 1] not in "([{"


def _covered(place: int, spans: tuple[Span, ...]) -> bool:
    return any(start <= place < end for start, end in spans)


def _stop(line: str, at: int, spans: tuple[Span, ...]) -> int:
    """How far a mark may reach: the end of its line, or the next thing never read."""
    end = _line_end(line, at)
    return min((start for start, _ in spans if at < start < end), default=end)
