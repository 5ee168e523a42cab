"""Places in an order that people can change: short texts with always room for one in between.

Moving one thing writes one field of that thing; nothing else is renumbered, so two people can move
things at the same time.
"""

from __future__ import annotations

_DIGITS = "0123456789"


def place_between(before: str, after: str) -> str:
    """Return a place that sorts after `before` and before `after`; "" stands for either end.

    Places are decimal digits, read as a fraction; one that ends in 0 is never made, so that there
    is room in front of every place.
    """
    if after and before >= after:
        after = ""
    made = ""
    at = 0
    low_bound = before
    while True:
        low = _digit(low_bound, at, 0)
        high = _digit(after, at, len(_DIGITS)) if after else len(_DIGITS)
        if high - low > 1:
            return made + _DIGITS[(low + high) // 2]
        made += _DIGITS[low]
        if high > low:
            after = ""  # below the upper end from this digit on
        at += 1


def _digit(place: str, at: int, missing: int) -> int:
    if at >= len(place) or place[at] not in _DIGITS:
        return missing
    return _DIGITS.index(place[at])
