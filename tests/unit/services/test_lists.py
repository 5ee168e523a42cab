"""Lists: any page in any order is the same as reading all of it; plain lists of the library."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.commands import LogRecords, Ref, TrashRecords
from nghs_desktop.domain.commitments import Commitment, CommitmentStatus
from nghs_desktop.domain.filters import read_filter
from nghs_desktop.domain.people import Person
from nghs_desktop.domain.records import Impact
from nghs_desktop.services.api import (
    ORDERS,
    Content,
    ListQuery,
    Workspace,
    count_items,
    ids_of_items,
    items_at,
    organizations,
    owed_by,
    page_of_items,
    people,
    raised_by,
    resources,
    row_of_item,
    rows_in_order,
    statements,
)

NOW = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("lists") / "Lists.nghs"
    opened = Workspace.prepare(path, clock=lambda: NOW, content=Content.SAMPLE)
    opened.start().result()
    levels = (Impact.HIGH, None, Impact.LOW, Impact.MEDIUM)
    barriers = tuple(
        Barrier(
            id=new_id(),
            title=f"Barrier {n} of the many",
            impact=levels[n % 4],
            dots=n % 7 or None,
            heard_at=NOW + timedelta(minutes=n // 2),
            status=BarrierStatus.RESOLVED if n % 3 else BarrierStatus.CAPTURED,
        )
        for n in range(40)
    )
    opened.run(LogRecords(barriers)).result()
    yield opened
    opened.close()


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("typed", ["", "status:open", "many", "impact:high has:dots"])
def test_pages_by_row_number_are_the_pages_of_the_whole_list(
    workspace: Workspace, order: str, typed: str
) -> None:
    query = ListQuery("barrier", filter=read_filter(typed), order=order, today=NOW.date())
    rows = workspace.read_here(lambda reader: rows_in_order(reader, query))
    whole = workspace.read_here(lambda reader: page_of_items(reader, query, limit=1000))
    assert len(rows) == len(whole) == workspace.read_here(lambda r: count_items(r, query)) > 5
    part = workspace.read_here(lambda reader: items_at(reader, "barrier", rows[3:9]))
    assert part == whole[3:9]
    ids = workspace.read_here(lambda reader: ids_of_items(reader, query, 4))
    assert list(ids) == [item.id for item in whole[:4]]


def test_an_item_that_left_the_list_leaves_a_gap_in_its_page(workspace: Workspace) -> None:
    first, second = (Barrier(id=new_id(), title=title) for title in ("One", "Two"))
    workspace.run(LogRecords((first, second))).result()
    rows = [
        workspace.read_here(lambda r, key=item.id: row_of_item(r, Ref("barrier", key)))
        for item in (first, second)
    ]
    assert None not in rows
    workspace.run(TrashRecords((Ref("barrier", first.id),))).result()
    found = workspace.read_here(
        lambda reader: items_at(reader, "barrier", [row or 0 for row in rows])
    )
    assert [item and item.title for item in found] == [None, "Two"]


def test_the_roster_says_what_people_raised_and_owe(workspace: Workspace) -> None:
    someone = Person(id=new_id(), name="Aaron Example", role="Coach")
    raised = Barrier(id=new_id(), title="Raised", said_by_id=someone.id)
    owed = Commitment(id=new_id(), title="Owed", owner_id=someone.id)
    done = Commitment(id=new_id(), title="Done", owner_id=someone.id, status=CommitmentStatus.DONE)
    workspace.run(LogRecords((someone, raised, owed, done))).result()
    row = next(row for row in workspace.read_here(people) if row.id == someone.id)
    assert (row.name, row.facts, row.note) == ("Aaron Example", ("Coach",), "raised 1, owes 1")
    assert [item.title for item in workspace.read_here(lambda r: raised_by(r, someone.id))] == [
        "Raised"
    ]
    assert [item.title for item in workspace.read_here(lambda r: owed_by(r, someone.id))] == [
        "Owed"
    ]


def test_a_resource_without_a_title_is_called_by_its_kind(workspace: Workspace) -> None:
    names = [row.name for row in workspace.read_here(resources)]
    assert len(names) == 12
    assert names[-1] == "Untitled podcast"


def test_organisations_lie_together_by_kind_and_statements_by_holder(
    workspace: Workspace,
) -> None:
    sections = [row.section for row in workspace.read_here(organizations)]
    assert list(dict.fromkeys(sections)) == ["Schools", "Districts", "School networks"]
    assert sections == sorted(sections, key=["Schools", "Districts", "School networks"].index)
    aims = workspace.read_here(statements)
    assert any("Goals" in row.section for row in aims)
    assert any("Up is better" in row.facts or "Down is better" in row.facts for row in aims)
