"""Everything of a workspace as one JSON document, written record by record so that memory stays flat.

{"format": "nghs-desktop", "version": 1, "about": {...}, "records": [{"record": "lever", ...}, ...],
"history": [...]}. A record comes after those it refers to; dates and moments are ISO 8601 text. No
file is opened and no noun is named here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

FORMAT = "nghs-desktop"
VERSION = 1

Row = Mapping[str, Any]


def write_document(
    file: TextIO, about: Row, records: Iterable[Row], history: Iterable[Row] | None = None
) -> int:
    """Write the document; return how many records it has. `history` None leaves the key out."""
    head = {"format": FORMAT, "version": VERSION, "about": about}
    file.write(_text(head)[:-1] + ',\n"records": [')
    count = _write_rows(file, records)
    if history is not None:
        file.write('],\n"history": [')
        _write_rows(file, history)
    file.write("]}\n")
    return count


def _write_rows(file: TextIO, rows: Iterable[Row]) -> int:
    count = 0
    for row in rows:
        file.write(("," if count else "") + "\n" + _text(row))
        count += 1
    file.write("\n" if count else "")
    return count


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
