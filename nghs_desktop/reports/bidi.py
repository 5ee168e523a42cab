"""Right-to-left text put in the order in which it is drawn, and Arabic letters joined.

This follows the implicit rules of the Unicode bidirectional algorithm line by line; explicit
embeddings and isolates are removed before (they are marks without a glyph). Only the order and
the joined shapes are decided here; widths and pages are not known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_MIRROR = dict(
    pair
    for a, b in ("()", "[]", "{}", "<>", "«»", "‹›", "≤≥", "⟨⟩", "⟪⟫", "≪≫")
    for pair in ((a, b), (b, a))
)


def has_right_to_left(text: str) -> bool:
    """Return whether any character of the text runs from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def runs_right_to_left(paragraph: str) -> bool:
    """Return the direction of a paragraph: that of its first letter (rules P2, P3)."""
    kinds = map(_kind, paragraph)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)


def visual(line: str, from_right: bool | None = None) -> str:
    """Return one line in the order it is drawn from left to right, brackets mirrored.

    `from_right` is the direction of the paragraph the line belongs to; None asks the line itself.
    """
    kinds = [_kind(character) for character in line]
    base = int(runs_right_to_left(line) if from_right is None else from_right)
    levels = _levels(kinds, base)
    order = list(range(len(line)))
    for level in range(max(levels), 0, -1):
        place = 0
        while place < len(order):
            if levels[order[place]] >= level:
                stop = place
                while stop < len(order) and levels[order[stop]] >= level:
                    stop += 1
                order[place:stop] = reversed(order[place:stop])
                place = stop
            else:
                place += 1
    drawn = [
        _MIRROR.get(line[place], line[place]) if levels[place] % 2 else line[place]
        for place in order
    ]
    return "".join(drawn)


@cache
def _kind(character: str) -> str:
    return unicodedata.bidirectional(character) or "L"


def _levels(kinds: list[str], base: int) -> list[int]:
    """Resolve the level of each character of a line (rules W1-W7, N1-N2, I1-I2, L1)."""
    edge = "R" if base else "L"
    kinds = list(kinds)
    typed = list(kinds)
    last = strong = edge
    for place, kind in enumerate(kinds):  # W1-W3
        if kind in ("NSM", "BN"):
            kind = last
        if kind in ("L", "R", "AL"):
            strong = kind
        if kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[place] = last = kind
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    count = len(kinds)
    for place in range(1, count - 1):  # W4
        before, after = kinds[place - 1], kinds[place + 1]
        if before == after and (
            (before == "EN" and kinds[place] in ("ES", "CS"))
            or (before == "AN" and kinds[place] == "CS")
        ):
            kinds[place] = before
    place = 0
    while place < count:  # W5
        if kinds[place] == "ET":
            stop = place
            while stop < count and kinds[stop] == "ET":
                stop += 1
            if (place and kinds[place - 1] == "EN") or (stop < count and kinds[stop] == "EN"):
                kinds[place:stop] = ["EN"] * (stop - place)
            place = stop
        else:
            place += 1
    strong = edge
    for place, kind in enumerate(kinds):  # W6, W7
        if kind in ("ES", "ET", "CS"):
            kinds[place] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"
    place = 0
    while place < count:  # N1, N2
        if kinds[place] not in ("L", "R", "EN", "AN"):
            stop = place
            while stop < count and kinds[stop] not in ("L", "R", "EN", "AN"):
                stop += 1
            left = edge if place == 0 else ("L" if kinds[place - 1] == "L" else "R")
            right = edge if stop == count else ("L" if kinds[stop] == "L" else "R")
            kinds[place:stop] = [left if left == right else edge] * (stop - place)
            place = stop
        else:
            place += 1
    if base:  # I1, I2
        levels = [1 if kind == "R" else 2 for kind in kinds]
    else:
        levels = [{"L": 0, "R": 1}.get(kind, 2) for kind in kinds]
    for place in range(count - 1, -1, -1):  # L1
        if typed[place] not in ("WS", "S", "B", "BN"):
            break
        levels[place] = base
    return levels


# --- Arabic: letters take the shape their neighbours ask for -----------------------------------

_SHAPES: dict[str, dict[str, str]] = {}
for _code in (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD)):
    _parts = unicodedata.decomposition(chr(_code)).split()
    if len(_parts) >= 2 and _parts[0] in ("<isolated>", "<final>", "<initial>", "<medial>"):
        _letters = "".join(chr(int(part, 16)) for part in _parts[1:])
        _SHAPES.setdefault(_letters, {}).setdefault(_parts[0][1:-1], chr(_code))


def joined(text: str, drawable: Callable[[str], object]) -> str:
    """Return the text with each Arabic letter in its joined shape, lam-alef as one.

    A shape for which `drawable` is not true is left as the letter that was typed.
    """
    if not any("\u0600" <= character <= "\u06ff" for character in text):
        return text
    drawn: list[str] = []
    reaches_on = False  # whether the letter before joins to the one after it
    place = 0
    while place < len(text):
        letter = text[place]
        taken = 1
        pair = text[place : place + 2]
        if letter == "\u0644" and len(pair) == 2 and pair in _SHAPES:
            letter, taken = pair, 2
        shapes = _SHAPES.get(letter)
        if shapes is None:
            drawn.append(letter)
            if letter == "\u0640":
                reaches_on = True
            elif unicodedata.category(letter) != "Mn":
                reaches_on = False
            place += taken
            continue
        onward = "initial" in shapes and _takes(text, place + taken)
        before = reaches_on and "final" in shapes
        shape = (
            ("medial" if onward else "final") if before else ("initial" if onward else "isolated")
        )
        form = shapes.get(shape, letter)
        drawn.append(form if drawable(form[0]) else text[place : place + taken])
        reaches_on = "initial" in shapes
        place += taken
    return "".join(drawn)


def _takes(text: str, place: int) -> bool:
    """Return whether the next letter, past vowel signs, joins to the one before it."""
    while place < len(text) and unicodedata.category(text[place]) == "Mn":
        place += 1
    if place == len(text):
        return False
    return text[place] == "\u0640" or "final" in _SHAPES.get(text[place], {})
