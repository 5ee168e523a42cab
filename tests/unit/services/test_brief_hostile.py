"""Whatever people type stands in a brief as typed: no mark of ours is met, nothing is lost or read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.brief_json import content_from_json, content_to_json
from nghs_desktop.domain.briefs import Paper, RankedList
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.people import Person
from nghs_desktop.services.brief_kinds import Audience
from nghs_desktop.services.composing import TEMPLATES, Composed, compose, start_brief, with_text
from nghs_desktop.services.workspace import Content, Workspace
from tests.support.workspaces import fresh, opened, run

NOW = datetime(2026, 11, 17, 11, 42, tzinfo=UTC)
GROUP = WorkGroup(id="g", name="{name} <b>Group</b>", coalition="%s {0}")
HOSTILE = (
    "{name} {0} {text} {many}",
    "%s %(name)s \\1 \\g<0>",
    "<b>x</b> & <img src='/etc/passwd'>",
    "\ufdd0" + "0" + "\ufdd1",
    "\ufdd07\ufdd1 \ue0000\ue001",
    "=SUM(A1)|a\\|b",
    "Ａ\u0301\u200d\u202eabc",
    "'; DROP TABLE barrier; --",
    "a" * 5_000,
    "cut:barriers.list",
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with opened(fresh(tmp_path_factory.mktemp("hostile"), content=Content.EMPTY)) as workspace:
        barrier = Barrier(id="b", title="x", group_id="g", heard_at=NOW)
        person = Person(id="p", name="Dana {0} Reyes")
        run(workspace, LogRecords((GROUP, person, barrier)))
        yield workspace


def said(room: Workspace, template: str, written: str = "") -> Composed:
    brief = start_brief(template, GROUP, None, None, Paper.LETTER, NOW.date())
    brief = replace(brief, audience=Audience.PUBLIC)
    if written:
        brief = with_text(brief, "summary", written)
    return room.read_here(lambda reader: compose(reader, brief, NOW, UTC))


def title_of(composed: Composed) -> str:
    ranked = next(b for _, b in composed.content.blocks() if isinstance(b, RankedList))
    return ranked.items[0].title


@pytest.mark.parametrize("text", HOSTILE)
def test_typed_text_stands_as_it_was_typed(room: Workspace, text: str) -> None:
    run(room, AmendRecords((Ref("barrier", "b"),), {"title": text, "details": text}))
    assert title_of(said(room, "meeting")) == " ".join(text.split())
    assert said(room, "meeting", text).content.summary == text
    for template in TEMPLATES:
        composed = said(room, template.key, text)
        assert content_from_json(content_to_json(composed.content)) == composed.content


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60))
def test_any_text_stands_as_it_was_typed(room: Workspace, text: str) -> None:
    run(room, AmendRecords((Ref("barrier", "b"),), {"title": text, "next_step": text}))
    kept = room.read_here(lambda reader: reader.value("SELECT title FROM barrier"))
    assert title_of(said(room, "meeting")) == " ".join(str(kept).split())
    for template in ("issue", "memo", "one_pager", "annual"):
        said(room, template)
