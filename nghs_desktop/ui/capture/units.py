"""Between the two ways to count text: Python's characters and Qt's UTF-16 units."""

from __future__ import annotations

_LAST_OF_ONE_UNIT = "\uffff"


def unit_at(text: str, char: int) -> int:
    """Return how many UTF-16 units the first `char` characters take."""
    head = text[:char]
    if head.isascii():
        return len(head)
    return len(head) + sum(sign > _LAST_OF_ONE_UNIT for sign in head)


def char_at(text: str, unit: int) -> int:
    """Return how many characters the first `unit` UTF-16 units hold."""
    if text.isascii():
        return min(unit, len(text))
    units = 0
    for char, sign in enumerate(text):
        if units >= unit:
            return char
        units += 1 + (sign > _LAST_OF_ONE_UNIT)
    return len(text)
