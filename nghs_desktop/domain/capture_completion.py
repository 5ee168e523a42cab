"""What the capture bar offers while a mark or a command is being typed.

Pure, like the grammar: the list beside the caret is a function of line, caret and context. Which key
takes a candidate is the widget's business.
"""

from __future__ import annotations

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.capture import CommandName, read_start
from nghs_desktop.domain.capture_marks import (
    NEW_NAME_WORDS,
    QUOTES,
    SIGNS,
    CaptureContext,
    Span,
    TokenKind,
    could_mark,
    is_word_char,
    literal_spans,
    name_index,
    new_name_end,
    read_mark,
    signs,
)
from nghs_desktop.domain.known_names import begun, named, ranked
from nghs_desktop.domain.records import Impact

MOST_CANDIDATES = 8
_LONGEST_QUERY = 60


@frozen
class Candidate:
    """One row of the list. `insert` replaces the completion's span; `id` is None for a new name.

    When several share a name, put `{insert: id}` into `CaptureContext.chosen` as well.
    """

    id: str | None
    name: str
    label: str
    insert: str
    is_new: bool = False


@frozen
class Completion:
    """What can stand at the caret, best first; never empty.

    `settled` says that the line already reads as the first candidate: Enter need not take it.
    """

    kind: TokenKind
    mark: str
    span: Span
    query: str
    candidates: tuple[Candidate, ...]
    settled: bool


def completion(line: str, caret: int, context: CaptureContext) -> Completion | None:
    """What to offer at the caret (counted in Python characters); None when it is in no mark."""
    if not context.shorthand or not 0 <= caret <= len(line):
        return None
    first = len(line) - len(line.lstrip())
    if line[first : first + 1] == "/":
        return _commands(line, first, caret)
    start = read_start(line, first, len(line.rstrip()), context)
    literal = literal_spans(line, start.body, context.refused)
    at = -1
    for match in signs(line, start.body):
        here = match.start(2)
        if here >= caret:
            break
        covered = any(begin <= here < end for begin, end in literal)
        at = -1 if match.group(1) or covered or not could_begin(line, here) else here
    if at < 0 or "\n" in line[at:caret]:
        return None
    return _names(line, at, caret, context)


def apply_completion(line: str, offered: Completion, candidate: Candidate) -> tuple[str, int]:
    """The line with the candidate taken and a blank after it, and where the caret then stands."""
    start, stop = offered.span
    blank = "" if line[stop : stop + 1].isspace() or _complete(candidate) else " "
    caret = start + len(candidate.insert) + (not _complete(candidate))
    return line[:start] + candidate.insert + blank + line[stop:], caret


def could_begin(line: str, at: int) -> bool:
    """Whether the sign at `at` may still become a mark."""
    return could_mark(line, at) or (line[at] == "^" and line[at + 1 : at + 2].isalpha())


def _complete(candidate: Candidate) -> bool:
    return candidate.insert.startswith("/") and candidate.insert not in ("/timer", "/park")


def _commands(line: str, first: int, caret: int) -> Completion | None:
    typed = line[first + 1 :].rstrip("\n")
    if caret != len(line) or any(char.isspace() for char in typed):
        return None
    words = ["+5" if name is CommandName.MORE else name.value for name in CommandName]
    found = [word for word in words if word.startswith(typed.lower())]
    rows = tuple(Candidate(word, word, f"/{word}", f"/{word}") for word in found)
    if not rows:
        return None
    span = (first, len(line))
    return Completion(TokenKind.COMMAND, "/", span, typed, rows, typed.lower() == found[0])


def _names(line: str, at: int, caret: int, context: CaptureContext) -> Completion | None:
    kind = SIGNS[line[at]]
    quoted = line[at + 1] in QUOTES
    query = line[at + 1 + quoted : caret]
    if not query.strip() or len(query) > _LONGEST_QUERY:
        return None
    if quoted:
        closing = QUOTES[line[at + 1]]
        if any(char in query for char in closing):
            return None
        stop = min((line.find(char, caret) for char in closing if char in line[caret:]), default=-1)
        inside = stop >= 0 and "\n" not in line[caret:stop]
        stop = stop + 1 if inside else caret
    else:
        if query[-1].isspace():
            return None
        stop = caret
        while stop < len(line) and is_word_char(line[stop]):
            stop += 1
    rows = _rows(kind, line[at], query, quoted, context)
    if not rows:
        return None
    token = read_mark(line, at, stop, context)
    settled = (
        token is not None
        and token.span[1] == stop
        and not token.ambiguous
        and token.value == rows[0].id
        and (not token.is_new or token.label == rows[0].name)
    )
    return Completion(kind, line[at], (at, stop), query, rows, settled)


def _rows(
    kind: TokenKind, sign: str, query: str, quoted: bool, context: CaptureContext
) -> tuple[Candidate, ...]:
    if kind is TokenKind.IMPACT:
        levels = [level for level in Impact if level.value.startswith(query.lower())]
        return tuple(
            Candidate(level.value, level.value, level.label, f"^{level.value}") for level in levels
        )
    index = name_index(kind, context.vocabulary)
    several = len(query.split()) > 1
    known = begun(index, query) if several and not quoted else ranked(index, query)
    rows = [
        Candidate(one.id, one.name, one.name, _spelled(kind, sign, one.name, one.id, context))
        for one in known[:MOST_CANDIDATES]
    ]
    name = _new_name(kind, query, quoted)
    if name and not named(index, name):
        spelled = _spelled(kind, sign, name, None, context)
        new = Candidate(None, name, f"Add {name}", spelled, is_new=True)
        rows = [*rows[: MOST_CANDIDATES - 1], new]
    return tuple(rows)


def _new_name(kind: TokenKind, query: str, quoted: bool) -> str:
    """The name that could be added; "" where a new one makes no sense."""
    if kind is TokenKind.LEVER or not any(map(str.isalpha, query)):
        return ""
    if not quoted and new_name_end(query, 0, len(query), NEW_NAME_WORDS.get(kind, 1)) != len(query):
        return ""
    name = " ".join(query.split())
    if kind is TokenKind.TAG or not name.islower():
        return name
    return " ".join(word[0].upper() + word[1:] for word in name.split(" "))


def _spelled(
    kind: TokenKind, sign: str, name: str, known_id: str | None, context: CaptureContext
) -> str:
    """The mark that reads as this name: bare where that is clear, else in quotes."""
    bare = sign + name
    if could_mark(bare, 0):
        token = read_mark(bare, 0, len(bare), context)
        if token is not None and token.span == (0, len(bare)):
            if known_id is not None and token.value == known_id:
                return bare
            if known_id is None and token.is_new and " " not in name:
                return bare
    for opening, closing in QUOTES.items():
        if opening not in name and not any(char in name for char in closing):
            return f"{sign}{opening}{name}{closing[0]}"
    return bare
