"""Making a brief of one's own: template, subject, set-up, words, filter, checks, what is masked."""

from __future__ import annotations

from datetime import UTC

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.briefs import LinkCode
from nghs_desktop.domain.commands import LogRecords, Ref, TrashRecords
from nghs_desktop.domain.library import Resource
from nghs_desktop.domain.links import Link, LinkKind
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.people import Person
from nghs_desktop.domain.workspaces import PrivacyConfirmation
from nghs_desktop.services.api import TEMPLATES, FixKind
from nghs_desktop.ui.view import WidthClass
from tests.gui import brief_room
from tests.gui.brief_room import LONG, NOW, Room
from tests.support.audit import audit

press, workspace, room = brief_room.press, brief_room.workspace, brief_room.room
_LEFT = Qt.MouseButton.LeftButton
_ALT = Qt.KeyboardModifier.AltModifier


def choose_template(room: Room, key: str) -> None:
    """Open the list of templates by its key and walk to one with the arrows."""
    room.view.commands()["template"]()
    popup = room.view.choosing.templates
    assert popup is not None
    keys = [one.key for one in TEMPLATES]
    for _ in range(keys.index(key)):
        QTest.keyClick(popup.list, Qt.Key.Key_Down)
    QTest.keyClick(popup.list, Qt.Key.Key_Return)
    # On a real screen the window is the active one again by itself.
    room.window.activateWindow()


def take_first_record(room: Room) -> None:
    room.qtbot.waitUntil(lambda: room.view.choosing.picker is not None, timeout=LONG)
    picker = room.view.choosing.picker
    assert picker is not None
    room.after(lambda: QTest.keyClick(picker.field, Qt.Key.Key_Return))


def a_person(name: str, **more: object) -> Person:
    return Person(id=new_id(), name=name, **more)  # type: ignore[arg-type]


# -- templates ---------------------------------------------------------------------------------
def test_every_template_is_offered_with_what_it_is_for(room: Room) -> None:
    room.show()
    room.qtbot.mouseClick(room.view.side.template, _LEFT)
    popup = room.view.choosing.templates
    assert popup is not None and popup.isVisible()
    model = popup.list.model()
    read = [
        model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
    ]
    assert len(read) == len(TEMPLATES) >= 11
    assert all(
        one.label in said and one.about in said for one, said in zip(TEMPLATES, read, strict=True)
    )
    assert read[0].endswith("Chosen now.")
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert room.view.side.template.text() == "Meeting brief"


def test_a_template_about_a_record_asks_which_and_one_undo_takes_it_back(room: Room) -> None:
    room.show()
    choose_template(room, "issue")
    take_first_record(room)
    view = room.view
    assert view.header.title.text() == "Issue brief, Practice Work Group"
    assert "Seat-time rules" in room.words and "Buses stop" not in room.words
    room.qtbot.waitUntil(lambda: view.side.subject.text() == "Seat-time rules", timeout=LONG)
    assert not view.side.subject.isHidden()
    room.settled()
    kept = room.briefs()[0]
    assert (kept.template, kept.subject_id) == ("issue", room.rules.id)
    room.after(lambda: room.actions.ask("undo"))
    assert view.header.title.text() == "November session brief"
    assert "Buses stop" in room.words


def test_the_record_a_brief_is_about_is_found_by_its_words(room: Room) -> None:
    room.show()
    choose_template(room, "memo")
    take_first_record(room)
    room.qtbot.mouseClick(room.view.side.subject, _LEFT)
    room.qtbot.waitUntil(lambda: room.view.choosing.picker is not None, timeout=LONG)
    picker = room.view.choosing.picker
    assert picker is not None
    QTest.keyClicks(picker.field, "buses")
    assert [row.name for row in picker.shown()] == ["Buses stop at 3:30"]
    room.after(lambda: QTest.keyClick(picker.field, Qt.Key.Key_Return))
    assert "Buses stop at 3:30" in room.words and "Seat-time" not in room.words


def test_a_template_without_a_record_to_be_about_says_so_and_changes_nothing(room: Room) -> None:
    room.show()
    choose_template(room, "certificate")
    room.qtbot.waitUntil(lambda: bool(room.said), timeout=LONG)
    assert room.said[0][0].startswith("This work group has no recognition yet.")
    assert room.view.side.template.text() == "Meeting brief"
    assert room.briefs() == ()


def test_a_brief_whose_record_is_gone_asks_for_another_one(room: Room) -> None:
    room.show()
    choose_template(room, "issue")
    take_first_record(room)
    room.after(lambda: room.do(TrashRecords((Ref("barrier", room.rules.id),))))
    checks = room.view.side.checks
    line = next(
        one for one in checks.lines if any(check.fix_kind is FixKind.CHOOSE for check in one.fixes)
    )
    button = checks.button_of(line)
    assert button is not None
    room.qtbot.mouseClick(button, _LEFT)
    take_first_record(room)
    assert "Buses stop at 3:30" in room.words


def test_a_report_of_a_year_covers_a_year_and_not_the_meeting(room: Room) -> None:
    room.show()
    room.after(lambda: choose_template(room, "annual"))
    room.settled()
    kept = room.briefs()[0]
    assert kept.meeting_id is None and kept.since is not None
    assert (NOW.astimezone(UTC).date() - kept.since).days == 365


# -- sections and words ------------------------------------------------------------------------
def test_sections_of_any_template_are_left_out_and_moved_by_keys(room: Room) -> None:
    room.show()
    room.after(lambda: choose_template(room, "one_pager"))
    assert room.words.index("What we heard") < room.words.index("In numbers")
    room.view.side.sections.go_to("numbers")
    for _ in range(3):
        room.press_key(Qt.Key.Key_Up, _ALT)
    room.qtbot.waitUntil(
        lambda: room.words.index("In numbers") < room.words.index("What we heard"), timeout=LONG
    )
    room.view.side.sections.go_to("heard")
    room.after(lambda: room.press_key(Qt.Key.Key_Space))
    assert "What we heard" not in room.words and "In numbers" in room.words


def test_the_ask_is_written_in_place_and_emptied_gives_the_made_words_back(room: Room) -> None:
    room.show()
    room.after(lambda: choose_template(room, "one_pager"))
    side = room.view.side
    side.sections.go_to("ask")
    room.press_key(Qt.Key.Key_Return)
    field = room.window.focusWidget()
    spot = next(one for one in room.made.composed.texts if one.section == "ask")
    assert field is side.section_words.field(spot.key)
    assert side.section_head.text() == "Words of “Our ask”"
    QTest.keyClicks(field, "Run one bus at 5:30")
    room.qtbot.waitUntil(lambda: "Run one bus at 5:30" in room.words, timeout=LONG)
    room.settled()
    assert "Run one bus at 5:30" in room.briefs()[0].texts
    assert not any(one.text == "Nothing is asked for yet" for one in side.checks.lines)
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    room.after(lambda: QTest.keyClick(field, Qt.Key.Key_Delete))
    assert "Run one bus" not in room.words
    room.settled()
    assert room.briefs()[0].texts == ""


def test_what_was_typed_stays_where_it_belongs_when_the_section_is_left_and_met_again(
    room: Room,
) -> None:
    room.show()
    side = room.view.side
    side.sections.go_to("barriers")
    room.press_key(Qt.Key.Key_Return)
    field = room.window.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "Three things stand out.")
    side.sections.go_to("practices")
    room.qtbot.waitUntil(lambda: "Three things stand out." in room.words, timeout=LONG)
    other = side.section_words.field("practices.lead")
    assert other is None or other.words == ""
    side.sections.go_to("barriers")
    again = side.section_words.field("barriers.lead")
    assert again is not None and again.words == "Three things stand out."


def test_a_double_click_on_the_page_goes_to_the_words_that_stand_there(room: Room) -> None:
    room.show()
    pages = room.view.pages
    document = pages.document
    assert document is not None
    whole = pages._rects(document)[0].translated(-pages._offset())
    scale = whole.width() / document.sizes[0].width
    # The summary is the second text of the page, a line under the title.
    found = QPoint()
    for y in range(60, 240, 3):
        line = room.view._pages.line_at(document, 0, 90, y).result()
        if line and line in room.made.composed.texts[1].made:
            found = (whole.topLeft() + QPointF(90, y) * scale).toPoint()
            break
    assert not found.isNull()
    QTest.mouseDClick(pages.viewport(), _LEFT, pos=found)
    room.qtbot.waitUntil(lambda: room.window.focusWidget() is room.summary, timeout=LONG)
    made = room.made.composed.texts[1].made
    assert room.summary.toPlainText() == made
    QTest.keyClick(room.summary, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(room.summary, " It was late.")
    room.qtbot.waitUntil(lambda: "It was late." in room.words, timeout=LONG)
    room.settled()
    assert room.briefs()[0].summary == f"{made} It was late."


def test_made_words_that_were_only_looked_at_are_not_kept(room: Room) -> None:
    room.show()
    room.title.setFocus()
    QTest.keyClick(room.title, Qt.Key.Key_Down)
    assert room.title.text() == "November session"
    room.view.side.sections.setFocus()
    room.qtbot.waitUntil(lambda: room.title.text() == "", timeout=LONG)
    room.settled()
    assert room.briefs() == ()


# -- set-up ------------------------------------------------------------------------------------
def test_language_paper_large_print_and_greys_are_on_the_page_and_kept(room: Room) -> None:
    room.show()
    setup = room.view.side.setup
    room.after(lambda: setup.language.chosen.emit("es-US"))
    assert "Página 1 de" in room.words
    room.after(lambda: setup.large.click())
    assert room.made.composed.content.large_print
    room.after(lambda: setup.greys.click())
    assert room.made.composed.content.greys
    room.after(lambda: setup.audience.chosen.emit("coalition"))
    room.after(lambda: setup.intent.chosen.emit("argue"))
    room.settled()
    kept = room.briefs()[0]
    assert (kept.language, kept.audience, str(kept.intent)) == ("es-US", "coalition", "argue")
    assert kept.large_print and kept.print_safe
    said = setup.fold.text()
    assert "Español" in said and "large print" in said and "to argue" in said


def test_links_of_sources_get_square_codes_when_asked_for(room: Room) -> None:
    source = Resource(id=new_id(), title="Bus study", url="https://example.org/bus")
    link = Link(
        id=new_id(),
        kind=LinkKind.CITES,
        from_noun="barrier",
        from_id=room.buses.id,
        to_noun="resource",
        to_id=source.id,
    )
    room.workspace.run(LogRecords((source,), (link,))).result()
    room.show()
    assert "Bus study" in room.words
    setup = room.view.side.setup
    room.after(lambda: setup.codes.click())
    codes = [
        block for _, block in room.made.composed.content.blocks() if isinstance(block, LinkCode)
    ]
    assert [one.link for one in codes] == ["https://example.org/bus"]
    room.after(lambda: room.actions.ask("undo"))
    assert not setup.codes.isChecked()
    assert not any(isinstance(one, LinkCode) for _, one in room.made.composed.content.blocks())


def test_the_filter_takes_the_terms_of_the_lists_and_offers_them_while_typing(room: Room) -> None:
    more = room.barrier("Forms ask for hours", impact="high")
    room.workspace.run(LogRecords((more,))).result()
    room.show()
    room.view.commands()["filter"]()
    line = room.view.side.setup.filter.field
    assert room.window.focusWidget() is line
    QTest.keyClicks(line, "impact:h")
    assert line.popup.isVisible()
    room.after(lambda: QTest.keyClick(line.popup, Qt.Key.Key_Return))
    assert line.text() == "impact:high" and not line.popup.isVisible()
    assert "Forms ask for hours" in room.words and "Buses stop" not in room.words
    room.settled()
    assert room.briefs()[0].filter == "impact:high"
    room.after(lambda: room.actions.ask("undo"))
    assert "Buses stop" in room.words


# -- what is masked ----------------------------------------------------------------------------
def masked_room(room: Room) -> Person:
    """Have somebody who never agreed raise a barrier, in a brief for everyone."""
    dana = a_person("Dana Reyes", role="Teacher")
    said = room.barrier("No bus home", said_by_id=dana.id)
    room.workspace.run(LogRecords((dana, said))).result()
    room.show()
    assert "Dana Reyes" in room.words
    room.after(lambda: room.view.side.setup.audience.chosen.emit("public"))
    return dana


def test_a_name_without_consent_is_masked_until_a_reason_is_written_down(room: Room) -> None:
    masked_room(room)
    assert "No bus home" in room.words and "Dana Reyes" not in room.words
    view, page = room.view, room.view.right.privacy
    checks = view.side.checks
    line = next(one for one in checks.lines if "masked" in one.text)
    button = checks.button_of(line)
    assert button is not None
    room.qtbot.mouseClick(button, _LEFT)
    assert page.isVisible() and room.window.focusWidget() is page.reason
    assert page.words[0].startswith("Dana Reyes has not agreed to be named. The page says “")
    QTest.keyClick(page.reason, Qt.Key.Key_Return)
    assert page.problem.text() == "Write down why they may be shown."
    assert "Dana Reyes" not in room.words
    QTest.keyClicks(page.reason, "She agreed in writing")
    room.after(lambda: QTest.keyClick(page.reason, Qt.Key.Key_Return))
    room.qtbot.waitUntil(lambda: "Dana Reyes" in room.words, timeout=LONG)
    assert not page.isVisible()
    room.settled()
    found = room.workspace.read_here(
        lambda reader: reader.records(NOUN["privacy_confirmation"], "WHERE r.deleted = 0", ())
    )
    assert len(found) == 1
    kept = found[0]
    assert isinstance(kept, PrivacyConfirmation)
    assert kept.brief_id == room.briefs()[0].id and kept.confirmed_at == NOW
    assert kept.what == "Dana Reyes: has not agreed to be named"
    assert kept.reason == "She agreed in writing" and kept.created_by == "Robin"
    room.after(lambda: room.actions.ask("undo"))
    room.qtbot.waitUntil(lambda: "Dana Reyes" not in room.words, timeout=LONG)


def test_another_name_asks_again_and_esc_keeps_all_masked(room: Room) -> None:
    masked_room(room)
    view = room.view
    view.commands()["fix_check"]()
    if not view.right.is_privacy:
        check = next(c for c in room.made.composed.checks if c.fix_kind == "confirm")
        view.side.fixed.emit(check)
    QTest.keyClicks(view.right.privacy.reason, "She agreed")
    room.after(lambda: room.qtbot.mouseClick(view.right.privacy.show_all, _LEFT))
    room.qtbot.waitUntil(lambda: "Dana Reyes" in room.words, timeout=LONG)
    luis = a_person("Luis Ortega")
    said = room.barrier("Forms in one language", said_by_id=luis.id)
    room.after(lambda: room.do(LogRecords((luis, said))))
    room.qtbot.waitUntil(lambda: "Forms in one language" in room.words, timeout=LONG)
    assert "Dana Reyes" not in room.words and "Luis Ortega" not in room.words
    check = next(c for c in room.made.composed.checks if c.fix_kind == "confirm")
    view.side.fixed.emit(check)
    assert len(view.right.privacy.words) == 2
    assert view.close_innermost() and view.right.is_pages
    assert "Luis Ortega" not in room.words


def test_somebody_on_the_list_can_be_opened_to_be_put_right(room: Room) -> None:
    dana = masked_room(room)
    check = next(c for c in room.made.composed.checks if c.fix_kind == "confirm")
    room.view.side.fixed.emit(check)
    button = room.view.right.privacy._rows[0].button
    with room.qtbot.waitSignal(room.view.open_item, timeout=LONG) as asked:
        room.qtbot.mouseClick(button, _LEFT)
    assert asked.args == [Ref("person", dana.id)]


# -- room and readers --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("theme", "scale", "size"),
    [
        ("light", 1.0, (1052, 800)),
        ("dark", 1.5, (1184, 800)),
        ("high-contrast", 2.0, (1152, 800)),
        ("light", 1.0, (576, 480)),
    ],
)
def test_nothing_of_the_set_up_and_the_masks_is_cut_nameless_or_out_of_reach(
    room: Room, theme: str, scale: float, size: tuple[int, int]
) -> None:
    room.look.choose(theme)  # type: ignore[arg-type]
    room.look.set_text_scale(scale)
    room.window.resize(*size)
    room.view.setGeometry(0, 0, *size)
    room.view.apply_width(WidthClass.of(size[0] + 64, scale))
    dana = a_person("Dana Reyes", role="Teacher")
    room.workspace.run(LogRecords((dana, room.barrier("No bus", said_by_id=dana.id)))).result()
    room.window.show()
    room.window.activateWindow()
    room.view.show_for("group", "meeting")
    room.qtbot.waitUntil(lambda: room.view.making.is_current, timeout=LONG)
    setup = room.view.side.setup
    setup.audience.chosen.emit("public")
    setup.fold.click()
    room.qtbot.waitUntil(
        lambda: room.view.making.is_current and bool(room.made.composed.masked), timeout=LONG
    )
    room.view.side.sections.go_to("barriers")
    assert [str(finding) for finding in audit(room.window)] == []
    check = next(c for c in room.made.composed.checks if c.fix_kind == "confirm")
    room.view.side.fixed.emit(check)
    assert [str(finding) for finding in audit(room.window)] == []
    room.view.acting.show_pages()
    room.view.commands()["template"]()
    popup = room.view.choosing.templates
    assert popup is not None
    assert [str(finding) for finding in audit(popup, by_tab=False)] == []
    assert popup.list.visualRect(popup.list.currentIndex()).isValid()
    assert popup.list.viewport().rect().contains(QPoint(1, 1))
    popup.close()
