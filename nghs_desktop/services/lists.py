"""Lists of captured items: counting and paging by filter and order, all in SQL, at any size."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import field
from datetime import date, timedelta
from typing import Any

from nghs_desktop.base.clock import from_text
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.describe import FieldKind, Word
from nghs_desktop.domain.filters import Filter, Term, match_word, read_day
from nghs_desktop.domain.nouns import NOUN, Noun
from nghs_desktop.services.rows import ItemRow
from nghs_desktop.storage.reader import Reader, plain
from nghs_desktop.storage.search import match_expression, words_of
from nghs_desktop.storage.values import sound

ORDERS: dict[str, tuple[str, str]] = {
    "newest": ("Newest", "r.heard_at DESC, r.rowid DESC"),
    "oldest": ("Oldest", "r.heard_at, r.rowid"),
    "dots": ("Most dots", "r.dots DESC, r.rowid DESC"),
    "due": ("Due first", "r.due NULLS LAST, r.rowid"),
    "impact": (
        "Highest impact",
        "CASE r.impact WHEN 'high' THEN 0 WHEN 'medium' THEN 1 WHEN 'low' THEN 2 ELSE 3 END, "
        "r.heard_at DESC, r.rowid DESC",
    ),
    "title": ("A to Z", "r.title COLLATE NOCASE, r.rowid"),
}
"""The orders a list offers: its words, and its SQL. The first four go along an index."""

_WORD_HITS = 20_000
"""How many of the newest matches of the words in a filter are looked at."""

_FEW_HITS = 2_000
"""Below so many matches it is quicker to sort them than to walk the list in its order."""

_TALLIED = {"status", "group"}
"""The marks of a filter that the tally knows."""

Values = list[Any]


@frozen
class ListQuery:
    """Which items a list shows, and in which order."""

    noun: str
    group_id: str = ""
    filter: Filter = field(default_factory=Filter)
    order: str = "newest"
    today: date = date.min
    me: str = ""


def count_items(reader: Reader, query: ListQuery) -> int:
    """Return how many items a query has."""
    if not query.filter.words and {term.key for term in query.filter.terms} <= _TALLIED:
        return _tallied(reader, query)
    where, values = _where(reader, query)
    return int(reader.value(f"SELECT count(*) FROM {query.noun} r {where}", values))


def _tallied(reader: Reader, query: ListQuery) -> int:
    """Return the count of a query that the triggers' tally can answer, at any size at once."""
    tests, values = ["r.noun = ?"], [query.noun]
    if query.group_id and query.filter.value("group") != "all":
        tests.append("r.group_id = ?")
        values.append(query.group_id)
    for term in query.filter.terms:
        test, more = _test(NOUN[query.noun], term, query)
        tests.append(test)
        values += more
    return int(reader.value(f"SELECT total(n) FROM tally r WHERE {' AND '.join(tests)}", values))


def page_of_items(
    reader: Reader, query: ListQuery, *, offset: int = 0, limit: int = 100
) -> tuple[ItemRow, ...]:
    """Return some items of a query, from the `offset`-th on."""
    where, values = _where(reader, query)
    order = ORDERS[query.order][1]
    inner = f"SELECT r.rowid FROM {query.noun} r {where} ORDER BY {order} LIMIT ? OFFSET ?"
    sql = f"{select_items(NOUN[query.noun])} WHERE r.rowid IN ({inner}) ORDER BY {order}"
    return to_items(reader.rows(sql, [*values, limit, offset]))


def place_of_item(reader: Reader, query: ListQuery, id: str) -> int | None:
    """Return the place of an item in a query's order, or None when it is not in it."""
    row = row_of_item(reader, Ref(query.noun, id))
    try:
        return None if row is None else rows_in_order(reader, query).index(row)
    except ValueError:
        return None


def rows_in_order(reader: Reader, query: ListQuery) -> array[int]:
    """Return the row numbers of all items of a query in its order, 8 bytes each.

    With it any page of a list costs the same, however far down it lies and whatever the filter.
    """
    where, values = _where(reader, query)
    order = ORDERS[query.order][1]
    return reader.numbers(f"SELECT r.rowid FROM {query.noun} r {where} ORDER BY {order}", values)


def items_at(reader: Reader, noun: str, rows: Sequence[int]) -> tuple[ItemRow | None, ...]:
    """Return the items of row numbers, in their order; None for one that left the lists."""
    select = select_items(NOUN[noun]).replace("SELECT ", "SELECT r.rowid, ", 1)
    found = reader.rows(
        f"{select} WHERE r.rowid IN (SELECT value FROM json_each(?)) AND r.deleted = 0",
        (json.dumps(list(rows)),),
    )
    items = to_items([row[1:] for row in found])
    by_row = dict(zip((row[0] for row in found), items, strict=True))
    return tuple(by_row.get(row) for row in rows)


def row_of_item(reader: Reader, ref: Ref) -> int | None:
    """Return the row number of an item, or None when there is no such item."""
    found: int | None = reader.value(
        f"SELECT rowid FROM {NOUN[ref.noun].name} WHERE id = ?", (ref.id,)
    )
    return found


def ids_of_items(reader: Reader, query: ListQuery, limit: int) -> tuple[str, ...]:
    """Return the keys of the first items of a query."""
    where, values = _where(reader, query)
    order = ORDERS[query.order][1]
    sql = f"SELECT r.id FROM {query.noun} r {where} ORDER BY {order} LIMIT ?"
    return tuple(id for (id,) in reader.rows(sql, [*values, limit]))


def select_items(noun: Noun) -> str:
    """Return the SELECT and FROM that `to_items` reads; the noun's table is `r`."""
    status = "r.status" if noun.status else "''"
    level = "coalesce(r.level, '')" if "level" in noun.field else "''"
    return f"""SELECT '{noun.name}', r.id, r.number, r.title, r.details, {status},
      coalesce(r.impact, ''), {level}, coalesce(l.name, ''), coalesce(r.lever_id, ''),
      coalesce(s.name, ''), coalesce(o.name, ''),
      coalesce((SELECT group_concat(g.name, ', ') FROM link k JOIN organization g
        ON g.id = k.to_id WHERE k.from_id = r.id AND k.kind = 'at' AND k.deleted = 0), ''),
      r.due, r.dots, r.heard_at, coalesce(r.agenda_item_id, ''), coalesce(r.meeting_id, ''),
      r.for_brief, r.pinned, r.label
    FROM {noun.name} r
      LEFT JOIN lever l ON l.id = r.lever_id
      LEFT JOIN person s ON s.id = r.said_by_id
      LEFT JOIN person o ON o.id = r.owner_id"""


def to_items(rows: list[tuple[Any, ...]]) -> tuple[ItemRow, ...]:
    """Return the items of rows read with `select_items`."""
    items = []
    for row in rows:
        values = list(row)
        values[13] = date.fromisoformat(row[13]) if row[13] else None
        values[15] = from_text(row[15]) if row[15] else None
        values[18:20] = map(bool, row[18:20])
        items.append(ItemRow(*values))
    return tuple(items)


def _where(reader: Reader, query: ListQuery) -> tuple[str, Values]:
    noun = NOUN[query.noun]
    words_test, words_values, are_few = "", Values(), False
    if query.filter.words:
        words_test, words_values, are_few = _words_test(reader, query.filter.words)
    # A plus sign keeps SQLite from walking the whole list in its order to find a few hits.
    plain = "+" if are_few else ""
    tests, values = [f"{plain}r.deleted = 0"], Values()
    if query.group_id and query.filter.value("group") != "all":
        tests.append(f"{plain}r.group_id = ?")
        values.append(query.group_id)
    for term in query.filter.terms:
        test, more = _test(noun, term, query)
        tests.append(test)
        values += more
    if words_test:
        tests.append(words_test)
        values += words_values
    return f"WHERE {' AND '.join(tests)}", values


def _words_test(reader: Reader, text: str) -> tuple[str, Values, bool]:
    """Return the test of the words of a filter, and whether only a few records have them."""
    text = sound(text)
    words = words_of(reader, text)
    if not words:
        return "(instr(r.title, ?) OR instr(r.details, ?))", [text, text], False
    values = [match_expression(words)] * 2
    one = "SELECT rowid FROM {0} WHERE {0} MATCH ? ORDER BY rowid DESC LIMIT " + str(_WORD_HITS)
    hits = (
        f"SELECT * FROM ({one.format('search_title')}) UNION ALL "
        f"SELECT * FROM ({one.format('search_text')})"
    )
    count = reader.value(f"SELECT count(*) FROM (SELECT * FROM ({hits}) LIMIT {_FEW_HITS})", values)
    test = f"r.id IN (SELECT pk FROM search_doc WHERE rowid IN ({hits}))"
    return test, values, count < _FEW_HITS


def _test(noun: Noun, term: Term, query: ListQuery) -> tuple[str, Values]:
    value = term.value
    match term.key:
        case "status":
            return _status_test(noun, value)
        case "impact" | "level" | "type":
            return _word_test(noun, term.key, value)
        case "lever":
            return _name_test("r.lever_id", "lever", value)
        case "owner" | "by":
            column = "r.owner_id" if term.key == "owner" else "r.said_by_id"
            if value == "none":
                return f"{column} IS NULL", []
            return _name_test(column, "person", query.me if value == "me" else value)
        case "at" | "tag":
            table, kind = ("organization", "at") if term.key == "at" else ("tag", "tagged")
            return (
                f"EXISTS (SELECT 1 FROM link k JOIN {table} t ON t.id = k.to_id WHERE "
                f"k.from_id = r.id AND k.kind = '{kind}' AND k.deleted = 0 "
                "AND instr(plain(t.name), ?))",
                [plain(value)],
            )
        case "has":
            return _has(value), []
        case "no":
            return f"NOT ({_has(value)})", []
        case "before" | "after":
            day = read_day(value, query.today) or query.today
            return f"r.heard_at {'<' if term.key == 'before' else '>='} ?", [day.isoformat()]
        case "due":
            return _due_test(value, query.today)
        case "brief" | "pinned":
            column = "for_brief" if term.key == "brief" else "pinned"
            return f"r.{column} = ?", [int(value in ("yes", "y", "1", "true"))]
        case _:
            return "1", []


def _status_test(noun: Noun, value: str) -> tuple[str, Values]:
    if noun.status is None:
        return "1", []
    if value in ("open", "finished"):
        marks = ", ".join("?" * len(noun.finished))
        negated = "NOT " if value == "open" else ""
        return f"r.status {negated}IN ({marks})", [str(word) for word in noun.finished]
    return _word_test(noun, "status", value)


def _word_test(noun: Noun, name: str, value: str) -> tuple[str, Values]:
    known = noun.field.get(name)
    if known is None or known.about.kind is not FieldKind.CHOICE or known.about.choices is None:
        return "0", []
    if value == "none":
        return f"r.{name} IS NULL", []
    return f"r.{name} = ?", [match_word(value, _pairs(known.about.choices)) or value]


def _pairs(words: type[Word]) -> list[tuple[str, str]]:
    return [(str(word), word.label) for word in words]


def _name_test(column: str, table: str, value: str) -> tuple[str, Values]:
    return (
        f"{column} IN (SELECT id FROM {table} WHERE instr(plain(name), ?))",
        [plain(value) or "\x00"],
    )


def _due_test(value: str, today: date) -> tuple[str, Values]:
    if value in ("late", "overdue"):
        return "r.due < ?", [today.isoformat()]
    if value == "today":
        return "r.due = ?", [today.isoformat()]
    if value == "week":
        return "r.due BETWEEN ? AND ?", [
            today.isoformat(),
            (today + timedelta(days=7)).isoformat(),
        ]
    if value == "none":
        return "r.due IS NULL", []
    return "r.due = ?", [value]


def _has(part: str) -> str:
    linked = "EXISTS (SELECT 1 FROM link k WHERE {} AND k.deleted = 0)"
    return {
        "dots": "coalesce(r.dots, 0) > 0",
        "owner": "r.owner_id IS NOT NULL",
        "due": "r.due IS NOT NULL",
        "lever": "r.lever_id IS NOT NULL",
        "details": "r.details <> ''",
        "school": linked.format("k.from_id = r.id AND k.kind = 'at'"),
        "link": linked.format("(k.from_id = r.id OR k.to_id = r.id) AND k.kind <> 'tagged'"),
    }[part]
