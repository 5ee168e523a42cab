"""How answers are written: plain lines for people, JSON for programs, sentences on stderr."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

_CONTROL = {code: 0x2400 + code for code in (*range(9), *range(10, 32))} | {127: 0x2421}
_PAUSE = 0.2


def use_utf8() -> None:
    """Write UTF-8 whatever the terminal's language says, so that any sentence can be shown."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def say(line: object) -> None:
    """Write a line of the answer. A terminal gets signs in place of control characters."""
    text = str(line)
    sys.stdout.write((text.translate(_CONTROL) if sys.stdout.isatty() else text) + "\n")


def say_columns(*cells: str) -> None:
    """Write a line of cells, empty ones left out."""
    say("  ".join(cell for cell in cells if cell))


def say_json(value: Any) -> None:
    """Write an answer as one JSON value."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def say_json_list(values: Iterable[dict[str, Any]]) -> None:
    """Write an answer as a JSON list, an object a line, however long it is."""
    start = "["
    for value in values:
        sys.stdout.write(f"{start}\n{json.dumps(value, ensure_ascii=False)}")
        start = ","
    sys.stdout.write("[]\n" if start == "[" else "\n]\n")


def complain(sentence: str) -> None:
    """Write one line on stderr."""
    sys.stdout.flush()
    sys.stderr.write(" ".join(sentence.split("\n")).translate(_CONTROL) + "\n")


def progress(unit: str) -> Callable[[int, int], None]:
    """Return what tells "500 of 1,000 lines" on a terminal, at most every 0.2 s."""
    told = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal told
        if not sys.stderr.isatty():
            return
        if done == of:
            tell_now("")
        elif time.monotonic() - told > _PAUSE:
            told = time.monotonic()
            tell_now(f"{done:,} of {of:,} {unit}")

    return tell


def tell_now(text: str) -> None:
    """Show what is being done on the terminal's last line; empty text clears it."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


def number(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: 1 line, 1,000 lines."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
