"""Keys of records. UUIDv7 for what a person makes, UUIDv5 for what must come out the same everywhere."""

from __future__ import annotations

import os
import time
import uuid
from threading import Lock

_NAMESPACE = uuid.UUID("6f0d5c1e-52c7-5c0e-9a55-6e676873646b")


_lock = Lock()
_last = [0]
"""The newest key of this process, as a number."""


def new_id(*, at_ms: int | None = None) -> str:
    """Return a new UUIDv7 as text; each sorts after the one this process made before (RFC 9562).

    With `at_ms` the id is of that millisecond, in no order among others of it.
    """
    ms = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    chance = int.from_bytes(os.urandom(10), "big")
    value = (ms & 0xFFFF_FFFF_FFFF) << 80 | 7 << 76 | (chance >> 62 & 0xFFF) << 64
    value |= 2 << 62 | chance & 0x1FFF_FFFF_FFFF_FFFF
    if at_ms is None:
        with _lock:
            if value <= _last[0]:  # made in the same millisecond, or the clock went back
                value = _last[0] + 1 + (chance & 0xFFFF_FFFF)
            _last[0] = value
    return str(uuid.UUID(int=value))


def same_id(*parts: str) -> str:
    """Return the UUIDv5 of the parts: two devices that say the same thing get the same key."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))
