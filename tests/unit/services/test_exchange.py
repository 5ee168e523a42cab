"""Everything comes out: every record, every word, in order, private fields only when asked for."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from nghs_desktop.base.errors import EnvironmentProblem, UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.commands import LogRecords, Ref, TrashRecords, Undo
from nghs_desktop.domain.links import LinkKind, link, tag
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.nouns import NOUN, NOUNS
from nghs_desktop.domain.people import Person
from nghs_desktop.exchange.csv_format import FORMULA_STARTS, unguard
from nghs_desktop.services.exchange import ITEMS, Wish, export_csv, export_json, write_json
from nghs_desktop.services.starter import sample_records, seed_records
from nghs_desktop.services.workspace import Content, Workspace, open_to_read
from tests.support import workspaces
from tests.support.workspaces import MONDAY


def document(path: Path, wish: Wish | None = None) -> Any:
    file = io.StringIO()
    with open_to_read(path) as reader:
        count = write_json(reader, file, MONDAY, wish or Wish())
    found = json.loads(file.getvalue())
    assert count == len(found["records"])
    return found


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def keep(workspace: Workspace, *titles: str) -> list[str]:
    ids = [new_id() for _ in titles]
    for id, title in zip(ids, titles, strict=True):
        workspace.run(LogRecords((Note(id=id, title=title),))).result()
    return ids


def test_every_record_of_the_sample_comes_out_with_all_its_fields(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path, content=Content.SAMPLE)
    records = {record["id"]: record for record in document(path, Wish(private=True))["records"]}
    starters = (seed_records(MONDAY), sample_records(MONDAY))
    for record in (one for part in starters for one in (*part.records, *part.links)):
        found = records[record.id]
        noun = NOUN[found["record"]]
        assert isinstance(record, noun.cls)
        assert set(found) == {"record", "in_trash"} | set(noun.field) - {"deleted"}
        for name, field in noun.field.items():
            if field.about.kind in ("line", "prose", "choice", "reference", "whole"):
                value = getattr(record, name)
                assert name == "deleted" or found[name] == value, name


def test_the_referred_comes_before_what_refers_to_it(tmp_path: Path) -> None:
    seen: set[str] = set()
    path = workspaces.fresh(tmp_path, content=Content.SAMPLE)
    for record in document(path)["records"]:
        for field in NOUN[record["record"]].fields:
            key = record.get(field.name)
            same_kind = field.about.refers_to == record["record"]
            if field.about.refers_to and key and not same_kind:
                assert key in seen, record
        seen.add(record["id"])


def test_items_of_all_kinds_come_in_the_order_they_were_heard(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    with workspaces.opened(path) as workspace:
        for number in range(6):
            cls = Barrier if number % 2 else Note
            workspace.run(LogRecords((cls(id=new_id(), title=f"item {number}"),))).result()
    records = [one for one in document(path)["records"] if one["record"] in ("note", "barrier")]
    assert [record["title"] for record in records] == [f"item {number}" for number in range(6)]
    with open_to_read(path) as reader:
        export_csv(reader, tmp_path / "out", Wish())
    rows = table(tmp_path / "out" / ITEMS)
    assert [row["What was said"] for row in rows] == [f"item {number}" for number in range(6)]
    assert [row["Kind"] for row in rows] == ["Note", "Barrier"] * 3
    assert [row["Number"] for row in rows][:2] == ["N-001", "B-001"]


AWKWARD = (
    "=1+1", "+tag", "-5", "@dana", "\tindented", "'", "'=1", "''", '"quoted", and more', "a;b,c",
    "one\rtwo", "one\r\ntwo", "\n", "nul \x00 here", "\x1b[31m", " ends with blanks  ", "＝1",
    "e\u0301 and é", "\u2028\u2029\x85", "学生 🚌", "\ufeffmark", "AT&T x <y z> end", "\\N", "NULL",
)  # fmt: skip


def test_any_text_comes_out_as_it_went_in(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    with workspaces.opened(path) as workspace:
        keep(workspace, *AWKWARD)
    notes = [one for one in document(path)["records"] if one["record"] == "note"]
    assert tuple(note["title"] for note in notes) == AWKWARD
    with open_to_read(path) as reader:
        export_csv(reader, tmp_path / "out", Wish())
    cells = [row["What was said"] for row in table(tmp_path / "out" / "notes.csv")]
    assert tuple(map(unguard, cells)) == AWKWARD
    assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]


def test_tables_use_the_words_of_the_screen_and_keep_the_keys(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    with workspaces.opened(path) as workspace:
        group = workspace.read_here(lambda reader: reader.rows("SELECT id, name FROM work_group"))
        barrier = Barrier(
            id=new_id(), title="x", group_id=group[0][0], status=BarrierStatus.IN_WORK, pinned=True
        )
        workspace.run(LogRecords((barrier,))).result()
    with open_to_read(path) as reader:
        export_csv(reader, tmp_path / "out", Wish())
    (row,) = table(tmp_path / "out" / "barriers.csv")
    assert (row["Status"], row["Pinned"], row["In Trash"]) == ("In work", "Yes", "No")
    assert (row["Work group"], row["Work group (key)"]) == (group[0][1], group[0][0])


def test_links_and_tags_come_out(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    with workspaces.opened(path) as workspace:
        (id,) = keep(workspace, "a")
        time = tag("time")
        made = link("note", id, LinkKind.TAGGED, "tag", time.id)
        workspace.run(LogRecords((time,), (made,))).result()
    records = {one["id"]: one for one in document(path)["records"]}
    assert records[made.id]["record"] == "link"
    assert (records[made.id]["from_id"], records[made.id]["to_id"]) == (id, time.id)
    assert records[time.id]["name"] == "time"


def test_the_trash_comes_out_marked_and_what_was_undone_does_not(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    with workspaces.opened(path) as workspace:
        ids = keep(workspace, "in the trash", "undone")
        workspace.run(Undo()).result()
        workspace.run(TrashRecords((Ref("note", ids[0]),))).result()
    found = document(path, Wish(history=True))
    notes = [one for one in found["records"] if one["record"] == "note"]
    assert [(note["title"], note["in_trash"]) for note in notes] == [("in the trash", True)]
    assert "undone" not in json.dumps(found)


def test_private_fields_come_out_only_when_asked_for(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    secret = "dana@example.org"
    with workspaces.opened(path) as workspace:
        person = Person(id=new_id(), name="Dana Reyes", email=secret)
        workspace.run(LogRecords((person,))).result()
    assert secret not in json.dumps(document(path, Wish(history=True)))
    assert secret in json.dumps(document(path, Wish(private=True)))
    assert secret in json.dumps(document(path, Wish(private=True, history=True))["history"])
    with open_to_read(path) as reader:
        for folder, wish in (("without", Wish()), ("with", Wish(private=True))):
            export_csv(reader, tmp_path / folder, wish)
    assert secret not in (tmp_path / "without" / "people.csv").read_text(encoding="utf-8-sig")
    assert secret in (tmp_path / "with" / "people.csv").read_text(encoding="utf-8-sig")


def test_the_history_has_each_change_with_who_and_when(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    with workspaces.opened(path) as workspace:
        (id,) = keep(workspace, "a")
        workspace.run(TrashRecords((Ref("note", id),))).result()
    lines = [one for one in document(path, Wish(history=True))["history"] if one["id"] == id]
    assert [(line["field"], line["by"]) for line in lines] == [
        ("", "Robin Ashby"),
        ("deleted", "Robin Ashby"),
    ]
    assert (lines[1]["from"], lines[1]["to"]) == (0, 1)
    assert "history" not in document(path)


def test_there_is_a_table_for_every_kind_that_has_records(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path, content=Content.SAMPLE)
    with open_to_read(path) as reader:
        written = export_csv(reader, tmp_path / "out", Wish())
        for one in written[1:]:
            (noun,) = [noun for noun in NOUNS if f"{noun.plural.lower()}.csv" == one.path.name]
            count = reader.value(f"SELECT count(*) FROM {noun.name} WHERE deleted <> 2")
            assert one.records == count == len(table(one.path))


def test_a_place_that_cannot_be_written_keeps_what_was_there(tmp_path: Path) -> None:
    path = workspaces.fresh(tmp_path)
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with open_to_read(path) as reader:
        with pytest.raises(UserError, match="is a folder"):
            export_json(reader, tmp_path, MONDAY, Wish())
        with pytest.raises(EnvironmentProblem, match="could not be written"):
            export_json(reader, tmp_path / "file" / "x.json", MONDAY, Wish())
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.nghs", "file"]
