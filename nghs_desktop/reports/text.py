"""Typed text made ready for paper: cleaned of what cannot be printed, and broken into lines.

Text is only ever text here. There is no markup, so nothing a person types can name a file, open a
link or lose a word. Widths come from the fonts; where a line stands on the page is not known here.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache
from itertools import accumulate

from nghs_desktop.reports import bidi, fonts
from nghs_desktop.reports.fonts import MARK, Face, Widths
from nghs_desktop.reports.styles import Style, Weight

_LINE_BREAKS = frozenset("\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_WORDS_KEPT = 20_000

Runs = list[tuple[Face, str]]
"""One line in drawing order: pieces of text, each with the face that draws it."""


@cache
def _printed_as(character: str) -> str:
    """Return what stands on paper for one typed character: itself, nothing, or the mark."""
    if character in _LINE_BREAKS:
        return "\n"
    if character == "\t":
        return " "
    category = unicodedata.category(character)
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f" or character in "\u034f\u115f\u1160":
        return ""  # joiners, direction marks, variation selectors: nothing to see
    if "\U000e0000" <= character <= "\U000e0fff":
        return ""
    if category == "Zs" and character != "\u00a0":
        return " "
    if category in fonts.NEVER_DRAWN:
        return MARK
    known = character in fonts.widths(Weight.REGULAR).primary.covers
    return character if known or fonts.fallback(character) else MARK


class Cleaner:
    """Cleans the texts of one document and remembers what could not be printed."""

    def __init__(self) -> None:
        self.unprintable: dict[str, None] = {}
        self._plain = fonts.EVERYDAY

    def __call__(self, typed: str) -> str:
        """Return the text to print; line breaks come out as a newline, other characters survive."""
        if self._plain.issuperset(typed):
            return typed
        text = unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n"))
        printed = {character: _printed_as(character) for character in set(text)}
        for character in text:
            if printed[character] == MARK != character:
                self.unprintable.setdefault(character)
        return bidi.joined("".join(map(printed.__getitem__, text)), fonts.fallback)


class Wrapper:
    """Breaks text into lines for one style; keeps the widths of words it has met."""

    def __init__(self, weight: Weight) -> None:
        self._widths: Widths = fonts.widths(weight)
        self._primary = self._widths.primary
        self._words: dict[str, float] = {}
        self._space = self._widths[" "]

    def length(self, text: str) -> float:
        """Return the width of a text in thousandths of its size."""
        return sum(map(self._widths.__getitem__, text))

    def lines(self, text: str, limit: float) -> list[str]:
        """Break cleaned text so that no line is wider than `limit` (thousandths of the size).

        A line broken between words keeps one space at its end, so that words read across lines
        do not run together; every other character of the text is in exactly one line.
        """
        lines: list[str] = []
        for paragraph in text.split("\n"):
            self._fill(paragraph, limit, lines)
        return lines

    def _fill(self, paragraph: str, limit: float, lines: list[str]) -> None:
        known = self._words
        if len(known) > _WORDS_KEPT:
            known.clear()
        width_of = self._widths.__getitem__
        space = self._space
        line: list[str] = []
        used = -space
        for word in paragraph.split(" "):
            width = known.get(word)
            if width is None:
                width = sum(map(width_of, word))
                if len(word) < 40:
                    known[word] = width
            if used + space + width <= limit:
                line.append(word)
                used += space + width
                continue
            pieces = self._pieces(word, limit - used - space, limit)
            if pieces[0] and line:
                line.append(pieces[0])
                lines.append(" ".join(line))
            elif line:
                lines.append(" ".join(line) + " ")
            elif pieces[0]:
                lines.append(pieces[0])
            lines.extend(pieces[1:-1])
            line = [pieces[-1]]
            used = self.length(pieces[-1])
        lines.append(" ".join(line))

    def _pieces(self, word: str, room: float, limit: float) -> list[str]:
        """Cut a word that does not fit: what goes in `room` (maybe nothing), then full lines."""
        may_cut = _cuts(word)
        if not may_cut and self.length(word) <= limit:
            return ["", word]
        ends = [0.0, *accumulate(map(self._widths.__getitem__, word))]
        pieces: list[str] = []
        start = 0
        space_left = room
        while ends[-1] - ends[start] > space_left:
            stop = bisect_right(ends, ends[start] + space_left) - 1
            best = bisect_right(may_cut, stop) - 1
            if best >= 0 and may_cut[best] > start:
                stop = may_cut[best]
            elif not pieces:
                stop = start  # nothing of it fits beside the words before: take a new line
            else:
                stop = max(stop, start + 1)
            pieces.append(word[start:stop])
            start = stop
            space_left = limit
        pieces.append(word[start:])
        return pieces if len(pieces) > 1 else ["", *pieces]

    def runs(self, line: str, from_right: bool | None = None) -> Runs:
        """Put one line in drawing order and split it by the face that draws each character.

        `from_right` is the direction of its paragraph, when that is known.
        """
        if self._primary.covers.issuperset(line):
            return [(self._primary, line)]
        if from_right or bidi.has_right_to_left(line):
            line = bidi.visual(line, from_right)
        face_of = self._widths.face_of
        runs: Runs = []
        start = 0
        current = face_of.get(line[0], self._primary)
        for place, character in enumerate(line):
            here = face_of.get(character, self._primary)
            if here is not current:
                runs.append((current, line[start:place]))
                start, current = place, here
        runs.append((current, line[start:]))
        return runs


_CUT_AFTER = frozenset("-/\u2010\u2013\u2014_?&=.@,;")
_NOT_AT_START = frozenset(
    "、。，．・：；？！）］｝」』】〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%"
)
_NOT_AT_END = frozenset("（［｛「『【〈《")


def _cuts(word: str) -> list[int]:
    """Return where a word may be cut: after hyphens and slashes, and between ideographs."""
    if word.isalnum() and word.isascii():
        return []
    cuts: list[int] = []
    for place in range(1, len(word)):
        before, after = word[place - 1], word[place]
        if before in _CUT_AFTER:
            apart = after not in _CUT_AFTER and 2 < place < len(word) - 1
            apart = apart and not fonts.is_note(after)
        else:
            apart = (
                (before > "\u2e7f" or after > "\u2e7f")
                and (_ideograph(before) or _ideograph(after))
                and after not in _NOT_AT_START
                and before not in _NOT_AT_END
            )
        if apart:
            cuts.append(place)
    return cuts


def _ideograph(character: str) -> bool:
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or ("\uff00" <= character <= "\uff60" or "\U00020000" <= character <= "\U0003ffff")
    )


@cache
def wrapper(weight: Weight) -> Wrapper:
    """Return the wrapper of a weight; it lives as long as the process."""
    return Wrapper(weight)


def balanced(text: str, style: Style, measure: float) -> list[str]:
    """Break a title into as few lines as it needs, at a comma or stop if it can, else evenly."""
    setter = wrapper(style.weight)
    limit = measure * 1000 / style.size
    lines = setter.lines(text, limit)
    if not 1 < len(lines) <= 4 or "\n" in text:
        return lines
    best, most = lines, -1
    for step in range(24):
        tried = setter.lines(text, limit * (1 - step / 48))
        if len(tried) > len(lines):
            break
        pauses = sum(line.rstrip().endswith((",", ";", ":", ".", "\u2014")) for line in tried[:-1])
        if pauses >= most:
            best, most = tried, pauses
    return best
