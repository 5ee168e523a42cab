"""The commands that only read: list, search, brief, export. They work beside an open window."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nghs_desktop.base.clock import system_clock, to_text
from nghs_desktop.base.settings import load_settings
from nghs_desktop.cli.arguments import WrongUse
from nghs_desktop.cli.output import (
    say,
    say_columns,
    say_json_list,
)
from nghs_desktop.cli.workspaces import chosen_workspace, reading
from nghs_desktop.domain.filters import read_filter
from nghs_desktop.domain.nouns import NOUN, Noun
from nghs_desktop.services.by_name import (
    group_by_name,
    noun_by_name,
)
from nghs_desktop.services.capture_file import readable
from nghs_desktop.services.lists import ORDERS, ListQuery, items_at, page_of_items, rows_in_order
from nghs_desktop.services.queries import find, work_groups
from nghs_desktop.services.rows import ItemRow
from nghs_desktop.storage.reader import Reader

if TYPE_CHECKING:
    import argparse

_PAGE = 500


def carry_out(options: argparse.Namespace) -> int:
    """Do what was asked; return the exit code."""
    match options.command:
        case "list":
            _list(options)
        case "search":
            _search(options)
        case "brief":
            from nghs_desktop.cli import briefs

            briefs.carry_out(options)
        case "export":
            _export(options)
    return 0


def item_as_json(row: ItemRow, group: str) -> dict[str, Any]:
    """Return a captured item as the command line hands it out; the keys are stable."""
    return {
        "id": row.id,
        "kind": row.noun,
        "code": row.code,
        "title": row.title,
        "details": row.details,
        "status": row.status,
        "impact": row.impact,
        "level": row.level,
        "lever": row.lever,
        "group": group,
        "raised_by": row.said_by,
        "owner": row.owner,
        "schools": row.schools,
        "due": row.due.isoformat() if row.due else None,
        "dots": row.dots,
        "heard_at": to_text(row.heard_at) if row.heard_at else None,
        "meeting_id": row.meeting_id or None,
        "for_brief": row.for_brief,
        "pinned": row.pinned,
    }


def _list(options: argparse.Namespace) -> None:
    noun = noun_by_name(options.kind)
    if options.order and options.order not in ORDERS:
        raise WrongUse(f"“{options.order}” is no order.", f"There is {', '.join(ORDERS)}.")
    with reading(options) as reader:
        group = group_by_name(reader, options.group) if options.group else None
        group_id = group.id if group else ""
        if not noun.captured:
            if options.filter or options.order:
                raise WrongUse(
                    f"{noun.plural} have no filter and no order.", "Captured kinds have them."
                )
            _list_others(reader, noun, group_id, options)
            return
        query = ListQuery(
            noun.name,
            group_id,
            read_filter(options.filter),
            options.order or "newest",
            system_clock().astimezone().date(),
            load_settings().name,
        )
        rows = _items(reader, query, options.limit)
        if options.json:
            names = {group.id: group.name for group in work_groups(reader)}
            say_json_list(item_as_json(row, names.get(_group_id(reader, row), "")) for row in rows)
        else:
            for row in rows:
                say_columns(row.code, row.status_label, row.title)


def _items(reader: Reader, query: ListQuery, limit: int | None) -> Iterator[ItemRow]:
    if limit is not None and limit <= _PAGE:
        yield from page_of_items(reader, query, limit=limit)
        return
    rows = rows_in_order(reader, query)[:limit]
    for start in range(0, len(rows), _PAGE):
        found = items_at(reader, query.noun, rows[start : start + _PAGE])
        yield from (row for row in found if row is not None)


def _group_id(reader: Reader, row: ItemRow) -> str:
    return str(reader.value(f"SELECT group_id FROM {row.noun} WHERE id = ?", (row.id,)) or "")


def _list_others(reader: Reader, noun: Noun, group_id: str, options: argparse.Namespace) -> None:
    """List what is not captured (people, meetings, resources ...) by what it is called."""
    where, values = "deleted = 0", []
    if group_id:
        if "group_id" not in noun.field:
            raise WrongUse(f"{noun.plural} do not belong to a work group.", "Leave out --group.")
        where, values = "deleted = 0 AND group_id = ?", [group_id]
    limit = -1 if options.limit is None else options.limit
    rows = reader.rows(
        f"SELECT id, {noun.headline} FROM {noun.name} WHERE {where} ORDER BY rowid LIMIT ?",
        (*values, limit),
    )
    if options.json:
        say_json_list({"id": id, "kind": noun.name, "title": name} for id, name in rows)
    else:
        for _, name in rows:
            say(name)


def _search(options: argparse.Namespace) -> None:
    with reading(options) as reader:
        found = find(reader, readable(os.fsencode(options.query))[0], limit=options.limit)
    if options.json:
        say_json_list(
            {
                "id": row.id,
                "kind": row.noun,
                "code": row.code,
                "title": row.name,
                "snippet": row.snippet,
            }
            for row in found
        )
    else:
        for row in found:
            say_columns(row.code or NOUN[row.noun].label, row.name, row.snippet)


def _export(options: argparse.Namespace) -> None:
    from nghs_desktop.exchange.csv_format import ENCODING
    from nghs_desktop.services import exchange

    wish = exchange.Wish(options.private, options.history)
    now = system_clock()
    with reading(options) as reader:
        if options.out == "-":
            as_csv = options.format == "csv"
            encoding = ENCODING if as_csv else "utf-8"
            sys.stdout.reconfigure(encoding=encoding, newline="")  # type: ignore[union-attr]
            if as_csv:
                exchange.write_items_csv(reader, sys.stdout, wish)
            else:
                exchange.write_json(reader, sys.stdout, now, wish)
            return
        goal = Path(options.out)
        one_file = goal.suffix.lower() == ".json"
        if goal.suffix.lower() == ".csv" or (one_file and options.format == "csv"):
            raise WrongUse("CSV is a table per kind.", "Name a folder for them with --out.")
        written: list[exchange.Written] = []
        if options.format != "csv":
            file = goal if one_file else goal / f"{chosen_workspace(options).stem}.json"
            written.append(exchange.export_json(reader, file, now, wish))
        if options.format == "csv" or (options.format is None and not one_file):
            written += exchange.export_csv(reader, goal, wish)
    for one in written:
        say(one.path)
