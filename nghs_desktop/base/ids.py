"""Keys of records. UUIDv7 for what a person makes, UUIDv5 for what must come out the same everywhere."""

from __future__ import annotations

import os
import time
import uuid

_NAMESPACE = uuid.UUID("6f0d5c1e-52c7-5c0e-9a55-6e676873646b")


def new_id(*, at_ms: int | None = None) -> str:
    """Return a new UUIDv7 as text; ids made later sort later (millisecond steps, RFC 9562)."""
    ms = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    raw = bytearray((ms & 0xFFFF_FFFF_FFFF).to_bytes(6, "big") + os.urandom(10))
    raw[6] = (raw[6] & 0x0F) | 0x70
    raw[8] = (raw[8] & 0x3F) | 0x80
    return str(uuid.UUID(bytes=bytes(raw)))


def same_id(*parts: str) -> str:
    """Return the UUIDv5 of the parts: two devices that say the same thing get the same key."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))
