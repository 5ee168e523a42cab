"""Every mark of the filter shows exactly what it says, in every order, on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier, BarrierStatus, BarrierType
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref, TrashRecords, Undo
from nghs_desktop.domain.filters import read_filter
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.links import LinkKind, link, tag
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.practices import Practice, PracticeLevel
from nghs_desktop.domain.records import Impact
from nghs_desktop.services.lists import (
    ORDERS,
    ListQuery,
    count_items,
    page_of_items,
    place_of_item,
)
from nghs_desktop.services.queries import open_counts
from nghs_desktop.services.workspace import Content, Workspace
from tests.support.workspaces import fresh, opened, run

TODAY = date(2026, 11, 17)
HEARD = datetime(2026, 9, 1, 15, tzinfo=UTC)
POLICY, FUNDING = Lever(id="policy", name="Policy"), Lever(id="funding", name="Funding")
GROUP, OTHER = WorkGroup(id="g1", name="Policy"), WorkGroup(id="g2", name="Funding")
JOSE, DANA = Person(id="jose", name="José Álvarez"), Person(id="dana", name="Dana Reyes")
SCHOOL = Organization(id="mc2", name="MC² STEM Élan")
TRANSPORT = tag("transport")


def barriers() -> list[Barrier]:
    """Return forty barriers of every sort; every fifth lies in the other group."""
    statuses, impacts = tuple(BarrierStatus), (None, Impact.HIGH, Impact.MEDIUM, Impact.LOW)
    return [
        Barrier(
            id=f"b{n:02}",
            title=f"Buses stop {n}" if n % 2 else f"No lab {n}",
            details="since the résumé of May" if n % 7 == 0 else "",
            group_id=("g2" if n % 5 == 0 else "g1"),
            status=statuses[n % len(statuses)],
            impact=impacts[n % 4],
            type=BarrierType.POLICY if n % 6 == 0 else None,
            lever_id=(None, "policy", "funding")[n % 3],
            owner_id=(None, "jose", "dana")[n // 2 % 3],
            said_by_id=(None, "dana")[n % 2],
            dots=n % 8 or None,
            due=TODAY + timedelta(days=n - 10) if n % 3 == 0 else None,
            heard_at=HEARD + timedelta(days=4 * (n // 2)),
            for_brief=n % 4 == 0,
            pinned=n % 9 == 0,
        )
        for n in range(40)
    ]


ALL = barriers()
AT_SCHOOL = {"b03", "b10"}
TAGGED = {"b04", "b10"}
LINKED = AT_SCHOOL | {"b20", "b21"}
IN_TRASH = {"b17"}


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with opened(fresh(tmp_path_factory.mktemp("lists"), content=Content.EMPTY)) as workspace:
        links = [link("barrier", id, LinkKind.AT, "organization", "mc2") for id in AT_SCHOOL]
        links += [link("barrier", id, LinkKind.TAGGED, "tag", TRANSPORT.id) for id in TAGGED]
        links.append(link("barrier", "b20", LinkKind.RELATES, "barrier", "b21"))
        around = (POLICY, FUNDING, GROUP, OTHER, JOSE, DANA, SCHOOL, TRANSPORT)
        run(
            workspace,
            LogRecords((*around, *ALL), tuple(links)),
            TrashRecords(tuple(Ref("barrier", id) for id in IN_TRASH)),
        )
        yield workspace


def query(typed: str, order: str = "newest", group: str = "g1") -> ListQuery:
    return ListQuery("barrier", group, read_filter(typed), order, TODAY, "Dana Reyes")


def shown(workspace: Workspace, asked: ListQuery) -> list[str]:
    rows = workspace.read_here(lambda reader: page_of_items(reader, asked, limit=1000))
    assert workspace.read_here(lambda reader: count_items(reader, asked)) == len(rows)
    return [row.id for row in rows]


Holds = Callable[[Barrier], bool]
DONE = {BarrierStatus.RESOLVED, BarrierStatus.VERIFIED, BarrierStatus.CLOSED,
        BarrierStatus.ACCEPTED_AS_IS}  # fmt: skip
MARKS: list[tuple[str, Holds]] = [
    ("", lambda b: True),
    ("buses", lambda b: "Buses" in b.title),
    ("bus sto", lambda b: False),
    ("resume", lambda b: "résumé" in b.details),
    ("lab resume", lambda b: "lab" in b.title and "résumé" in b.details),
    ("status:open", lambda b: b.status not in DONE),
    ("status:finished", lambda b: b.status in DONE),
    ("status:resolved", lambda b: b.status is BarrierStatus.RESOLVED),
    ('status:"in work"', lambda b: b.status is BarrierStatus.IN_WORK),
    ("status:nonsense", lambda b: False),
    ("impact:high", lambda b: b.impact is Impact.HIGH),
    ("impact:none", lambda b: b.impact is None),
    ("type:policy", lambda b: b.type is BarrierType.POLICY),
    ("level:none", lambda b: True),
    ("lever:policy", lambda b: b.lever_id == "policy"),
    ("lever:fund", lambda b: b.lever_id == "funding"),
    ("owner:me", lambda b: b.owner_id == "dana"),
    ("owner:none", lambda b: b.owner_id is None),
    ("owner:jose", lambda b: b.owner_id == "jose"),
    ("owner:ÁLVAREZ", lambda b: b.owner_id == "jose"),
    ("by:dana", lambda b: b.said_by_id == "dana"),
    ("by:none", lambda b: b.said_by_id is None),
    ("at:mc2", lambda b: False),
    ("at:élan", lambda b: b.id in AT_SCHOOL),
    ("at:elan", lambda b: b.id in AT_SCHOOL),
    ("tag:transport", lambda b: b.id in TAGGED),
    ("has:dots", lambda b: bool(b.dots)),
    ("no:dots", lambda b: not b.dots),
    ("has:owner", lambda b: b.owner_id is not None),
    ("has:due", lambda b: b.due is not None),
    ("no:lever", lambda b: b.lever_id is None),
    ("has:details", lambda b: bool(b.details)),
    ("has:school", lambda b: b.id in AT_SCHOOL),
    ("has:link", lambda b: b.id in LINKED),
    ("no:link", lambda b: b.id not in LINKED),
    ("before:oct", lambda b: bool(b.heard_at and b.heard_at.date() < date(2026, 10, 1))),
    ("after:oct", lambda b: bool(b.heard_at and b.heard_at.date() >= date(2026, 10, 1))),
    ("due:late", lambda b: b.due is not None and b.due < TODAY),
    ("due:today", lambda b: b.due == TODAY),
    ("due:week", lambda b: b.due is not None and TODAY <= b.due <= TODAY + timedelta(7)),
    ("due:none", lambda b: b.due is None),
    ("due:2026-11-20", lambda b: b.due == date(2026, 11, 20)),
    ("brief:yes", lambda b: b.for_brief),
    ("brief:no", lambda b: not b.for_brief),
    ("pinned:yes", lambda b: b.pinned),
    ("status:open impact:high has:dots", lambda b: b.status not in DONE
     and b.impact is Impact.HIGH and bool(b.dots)),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "holds"), MARKS, ids=[typed for typed, _ in MARKS])
def test_a_mark_shows_exactly_what_it_says(lists: Workspace, typed: str, holds: Holds) -> None:
    expected = {b.id for b in ALL if b.group_id == "g1" and holds(b)} - IN_TRASH
    assert set(shown(lists, query(typed))) == expected
    everywhere = {b.id for b in ALL if holds(b)} - IN_TRASH
    assert set(shown(lists, query(f"{typed} group:all".strip()))) == everywhere


def test_every_key_of_the_filter_is_tried() -> None:
    from nghs_desktop.domain.filters import KEYS, PARTS

    tried = {term.key for typed, _ in MARKS for term in read_filter(typed).terms} | {"group"}
    assert tried == set(KEYS)
    parts = {
        t.value for typed, _ in MARKS for t in read_filter(typed).terms if t.key in ("has", "no")
    }
    assert parts == set(PARTS)


def _last(value: object) -> tuple[bool, object]:
    return (value is None, value)


_KEYS: dict[str, Callable[[int, Barrier], object]] = {
    "newest": lambda n, b: (-b.heard_at.timestamp(), -n),  # type: ignore[union-attr]
    "oldest": lambda n, b: (b.heard_at, n),
    "dots": lambda n, b: (b.dots is None, -(b.dots or 0), -n),
    "due": lambda n, b: (*_last(b.due), n),
    "impact": lambda n, b: (
        [Impact.HIGH, Impact.MEDIUM, Impact.LOW, None].index(b.impact),
        -b.heard_at.timestamp(),  # type: ignore[union-attr]
        -n,
    ),
    "title": lambda n, b: (b.title.lower(), n),
}


@pytest.mark.parametrize("order", ORDERS)
def test_each_order_is_what_it_is_called(lists: Workspace, order: str) -> None:
    there = [(n, b) for n, b in enumerate(ALL) if b.id not in IN_TRASH]
    expected = [b.id for _, b in sorted(there, key=lambda pair: _KEYS[order](*pair))]  # type: ignore[arg-type, return-value]
    assert shown(lists, query("group:all", order)) == expected


@settings(max_examples=60)
@given(
    order=st.sampled_from(list(ORDERS)),
    size=st.integers(1, 50),
    typed=st.sampled_from([typed for typed, _ in MARKS]),
)
def test_pages_show_every_item_once_and_places_agree(
    lists: Workspace, order: str, size: int, typed: str
) -> None:
    asked = query(typed, order, "")
    whole = shown(lists, asked)
    pages: list[str] = []
    for offset in range(0, len(whole) + size, size):
        rows = lists.read_here(
            lambda reader, at=offset: page_of_items(reader, asked, offset=at, limit=size)  # type: ignore[misc]
        )
        pages += [row.id for row in rows]
    assert pages == whole
    for item in ALL:
        place = lists.read_here(lambda reader, key=item.id: place_of_item(reader, asked, key))  # type: ignore[misc]
        assert place == (whole.index(item.id) if item.id in whole else None)


def test_a_filter_of_one_kind_of_item_is_harmless_for_another(lists: Workspace) -> None:
    run(lists, LogRecords((Practice(id=new_id(), title="Panels", level=PracticeLevel.PROMISING),)))
    for typed in ("type:policy", "level:promising", "status:described", "lever:policy"):
        for noun in ("practice", "note", "commitment"):
            asked = ListQuery(noun, "", read_filter(typed), today=TODAY)
            lists.read_here(
                lambda reader, q=asked: (count_items(reader, q), page_of_items(reader, q))
            )  # type: ignore[misc]
    run(lists, Undo())


def test_the_rail_counts_what_is_not_finished(workspace: Workspace) -> None:
    def on_the_rail() -> int:
        return workspace.read_here(lambda reader: open_counts(reader, "g1"))["barrier"]

    mine = tuple(Barrier(id=new_id(), title=str(n), group_id="g1") for n in range(5))
    run(workspace, LogRecords((GROUP, OTHER, *mine)))
    assert on_the_rail() == 5
    run(workspace, AmendRecords((Ref("barrier", mine[0].id),), {"status": BarrierStatus.CLOSED}))
    assert on_the_rail() == 4
    run(workspace, TrashRecords((Ref("barrier", mine[1].id), Ref("barrier", mine[0].id))))
    assert on_the_rail() == 3
    run(workspace, AmendRecords((Ref("barrier", mine[2].id),), {"group_id": "g2"}))
    assert on_the_rail() == 2
    run(workspace, Undo(), Undo(), Undo())
    assert on_the_rail() == 5
