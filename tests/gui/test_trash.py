"""The Trash: everything comes back whole, and emptying is the only thing that asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nghs_desktop.domain.commands import Ref, TrashRecords
from nghs_desktop.services.api import links_of
from nghs_desktop.ui.look import Look
from nghs_desktop.ui.theme import THEME_KEYS
from nghs_desktop.ui.views.trash import TrashView
from tests.support.audit import audit
from tests.support.place import Place

KEY = Qt.Key


@pytest.fixture
def place(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Place]:
    made = Place(qtbot, look, tmp_path, "trash", TrashView)
    yield made
    made.close()


def throw_away(place: Place, count: int = 3) -> list[Ref]:
    ids = place.ask(lambda r: r.rows(f"SELECT id FROM barrier WHERE deleted = 0 LIMIT {count}"))
    refs = [Ref("barrier", id) for (id,) in ids]
    place.run(TrashRecords(tuple(refs)))
    return refs


def kept(place: Place, ref: Ref) -> int:
    return int(place.record(ref.noun, ref.id).deleted)


def test_an_empty_trash_says_so(place: Place) -> None:
    assert place.view.nothing.isVisible()
    assert not place.view.empty_trash.isEnabled()


def test_rows_lie_by_day_and_say_who_threw_them_away(place: Place) -> None:
    throw_away(place, 1)
    row = place.view.list.rows.rows[0]
    assert row.section in ("Today", "Yesterday") or row.section
    assert "thrown away by Robin Ashby" in row.facts


def test_enter_brings_the_row_back_with_its_links_and_asks_nothing(place: Place) -> None:
    ref = place.first("barrier", "id IN (SELECT to_id FROM link WHERE kind = 'addresses')")
    links = place.ask(lambda r: links_of(r, ref))
    assert links
    place.run(TrashRecords((ref,)))
    place.view.focus_first()
    place.press(KEY.Key_Return)
    place.quiet()
    assert kept(place, ref) == 0
    assert place.ask(lambda r: links_of(r, ref)) == links
    assert place.said == ["Restored."]
    assert place.view.nothing.isVisible()


def test_several_rows_are_ticked_and_restored_together(place: Place) -> None:
    refs = throw_away(place)
    place.view.focus_first()
    place.press(KEY.Key_Space)
    place.press(KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    place.view.restore.click()
    place.quiet()
    assert sorted(kept(place, ref) for ref in refs) == [0, 0, 1]
    assert place.said == ["Restored 2."]


def test_emptying_asks_first_and_names_the_number(place: Place) -> None:
    refs = throw_away(place)
    place.view.empty_trash.click()
    question = place.view.question
    assert "3 items" in question._words.text()
    assert question.yes.text() == "Empty Trash of 3"
    assert QApplication.focusWidget() is question.no
    place.press(KEY.Key_Escape)
    assert not question.isVisible()
    assert [kept(place, ref) for ref in refs] == [1, 1, 1]


def test_an_emptied_trash_comes_back_by_undo(place: Place) -> None:
    refs = throw_away(place)
    place.view.empty_trash.click()
    place.view.question.yes.click()
    place.quiet()
    assert [kept(place, ref) for ref in refs] == [2, 2, 2]
    place.actions[-1]()
    place.quiet()
    assert [kept(place, ref) for ref in refs] == [1, 1, 1]
    assert len(place.view.list.rows.rows) == 3


@pytest.mark.parametrize("theme", THEME_KEYS)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_nameless_or_out_of_reach(place: Place, theme: str, scale: float) -> None:
    throw_away(place)
    place.look.choose(theme)  # type: ignore[arg-type]
    place.look.set_text_scale(scale)
    place.view.empty_trash.click()
    place.quiet()
    assert [str(finding) for finding in audit(place.shell)] == []
