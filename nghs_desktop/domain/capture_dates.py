"""Whether a date phrase in a capture line is meant as the due date, or is plain speech.

Split from the grammar (`capture`, which explains it whole). What day the words name is the business
of `spoken_dates`.
"""

from __future__ import annotations

import re

from nghs_desktop.domain.capture_marks import WORD_START, CaptureContext, Span, Token, TokenKind
from nghs_desktop.domain.spoken_dates import SPOKEN_DATE, Calendar, day_of, short_date

_S = r"[ \t\u00a0]+"
_SPOKEN_DUE = re.compile(
    rf"{WORD_START}(?P<held>\\*)(?:(?P<mark>due:)|(?P<due>due{_S}(?:(?:on|by){_S})?)"
    rf"|(?P<by>by{_S})|(?=in[ \t\u00a0])){SPOKEN_DATE}",
    re.IGNORECASE,
)
_BE = frozenset((
    "is", "are", "be", "comes", "come", "falls", "fall", "it's", "that's", "they're", "there's",
))  # fmt: skip
_WAS = frozenset((
    "was", "were", "been", "being", "not", "never", "past", "isn't", "aren't", "wasn't",
    "weren't", "came", "fell", "already",
))  # fmt: skip


def spoken_dues(line: str, body: int) -> list[re.Match[str]]:
    """Everything from `body` on that has the shape of a due date, meant or not."""
    return list(_SPOKEN_DUE.finditer(line, body))


def read_dates(
    line: str,
    body: int,
    end: int,
    marks: list[Token],
    literal: tuple[Span, ...],
    dated: bool,
    context: CaptureContext,
) -> tuple[list[Token], list[int]]:
    """Due dates meant as such, and the places of backslashes that hold one back."""
    tokens: list[Token] = []
    held: list[int] = []
    taken = (*literal, *(token.span for token in marks))
    for match in spoken_dues(line, body):
        start, stop = match.span()
        if any(start < other_stop and other_start < stop for other_start, other_stop in taken):
            continue
        if match["held"]:
            held.append(start)
            continue
        in_text = _date_stays(line, body, end, match, marks, dated)
        if in_text is None:
            continue
        day = day_of(match, Calendar(context.today, context.next_meeting, context.day_first))
        if day is not None:
            tokens.append(
                Token(TokenKind.DUE, (start, stop), match.group(), day.isoformat(),
                      short_date(day, context.today), in_text=in_text)
            )  # fmt: skip
    return tokens, held


def _date_stays(
    line: str, body: int, end: int, match: re.Match[str], marks: list[Token], dated: bool
) -> bool | None:
    """Whether the words of a due date stay in the text; None when they are speech."""
    if match["mark"]:
        return False
    if not match["due"] and (
        not dated
        or (match["by"] and (match["slash"] or match["unit"]))
        or (match["by"] and (match["weekday"] or "").lower() in ("sat", "sun"))
    ):
        return None
    start, stop = match.span()
    line_start = max(body, line.rfind("\n", 0, start) + 1)
    line_end = line.find("\n", stop, end)
    line_end = end if line_end < 0 else line_end
    words = line[line_start:start].split()
    before = words[-1].lower().replace("’", "'") if words else ""
    ends_line = _only_marks(line, stop + (line[stop : stop + 1] == "."), line_end, marks)
    if before in _WAS:
        return None
    if not match["due"]:
        return False if ends_line and before else None
    if not dated:
        return True if ends_line and before not in _BE else None
    return before in _BE or not (ends_line or _only_marks(line, line_start, start, marks))


def _only_marks(line: str, start: int, stop: int, marks: list[Token]) -> bool:
    for token in marks:
        if start <= token.span[0] and token.span[1] <= stop:
            if line[start : token.span[0]].strip():
                return False
            start = token.span[1]
    return not line[start:stop].strip()
