"""Tables as CSV that a spreadsheet opens without harm and a program reads back without loss.

UTF-8 with a byte order mark (Excel needs it), RFC 4180 rows, new lines inside cells kept as they are.
A cell that a spreadsheet would take for a formula gets one apostrophe in front; so does a cell that
begins with an apostrophe, so that taking one apostrophe away always gives the text back. No file is
opened and no noun is named here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ENCODING = "utf-8-sig"

Cell = str | int | None


def guard(text: str) -> str:
    """Return text as a cell that no spreadsheet calculates."""
    return f"'{text}" if text.startswith(("'", *FORMULA_STARTS)) else text


def unguard(cell: str) -> str:
    """Return the text of a cell written by `guard`."""
    return cell.removeprefix("'")


def write_table(file: TextIO, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write a table to a file opened with newline=""; return how many rows it has.

    Numbers are written bare, None as an empty cell.
    """
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(head)
    count = 0
    for row in rows:
        writer.writerow([guard(cell) if isinstance(cell, str) else cell for cell in row])
        count += 1
    return count


def read_table(text: str) -> Iterator[list[str]]:
    """Yield the rows of a table that `write_table` wrote, head first, cells unguarded."""
    for number, row in enumerate(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))):
        yield row if number == 0 else [unguard(cell) for cell in row]
