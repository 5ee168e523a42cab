"""Names without consent, minors and small groups are masked until somebody confirms the list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.briefs import Paper
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref, TrashRecords
from nghs_desktop.domain.commitments import Commitment
from nghs_desktop.domain.groups import MemberRole, WorkGroup, membership
from nghs_desktop.domain.links import LinkKind, link
from nghs_desktop.domain.meetings import Attribution, Meeting, Presence, attendance
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.practices import Practice
from nghs_desktop.domain.recognitions import NomineeKind, Recognition
from nghs_desktop.domain.records import Visibility
from nghs_desktop.domain.workspaces import Brief
from nghs_desktop.exchange.documents import to_markdown
from nghs_desktop.services.brief_kinds import Audience, Why
from nghs_desktop.services.brief_privacy import People
from nghs_desktop.services.composing import (
    TEMPLATES,
    Composed,
    FixKind,
    compose,
    confirm_masked,
    fix,
    start_brief,
    with_sections,
    with_text,
)
from nghs_desktop.services.workspace import Content, Workspace
from tests.support.workspaces import fresh, opened, run

NOW = datetime(2026, 11, 17, 11, 42, tzinfo=UTC)
GROUP = WorkGroup(id="g", name="Practice Work Group", coalition="Generation Next")
MEETING = Meeting(id="m", title="November session", group_id="g", starts_at=NOW)
WHO = (
    Person(id="dana", name="Dana Reyes", role="Principal", organization_id="mc2"),
    Person(id="amara", name="Amara Cole", role="Teacher and lead", organization_id="mc2"),
    Person(id="ines", name="Inés Bravo", role="Student", organization_id="mc2", minor=True),
    Person(id="kofi", name="Kofi Mensah", organization_id="mc2", name_consent=True),
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Workspace]:
    with opened(fresh(tmp_path, content=Content.EMPTY)) as workspace:
        school = Organization(id="mc2", name="MC2 STEM")
        seat = membership("g", "dana", MemberRole.CHAIR)
        run(workspace, LogRecords((school, *WHO, GROUP, MEETING, seat)))
        yield workspace


def barrier(**more: object) -> Barrier:
    values: dict[str, object] = {
        "id": "b",
        "title": "Buses stop at 3:30",
        "group_id": "g",
        "meeting_id": "m",
        "said_by_id": "dana",
    }
    return Barrier(**values | more)  # type: ignore[arg-type]


def brief(template: str = "meeting", **more: object) -> Brief:
    meeting = MEETING if template == "meeting" else None
    started = start_brief(template, GROUP, meeting, None, Paper.LETTER, NOW.date())
    everything = [(key.lstrip("-"), True) for key in started.sections.split()]
    return replace(with_sections(started, everything), **more)  # type: ignore[arg-type]


def said(room: Workspace, wanted: Brief) -> Composed:
    return room.read_here(lambda reader: compose(reader, wanted, NOW, UTC))


def text_of(composed: Composed) -> str:
    return to_markdown(composed.content)


def masked(composed: Composed) -> dict[str, Why]:
    return {one.what: one.why for one in composed.masked}


def test_the_group_sees_who_raised_and_owns_a_thing_the_public_does_not(room: Workspace) -> None:
    task = Commitment(id="c", title="Ask", group_id="g", meeting_id="m", owner_id="amara")
    run(room, LogRecords((barrier(), task)))
    inside = text_of(said(room, brief()))
    assert "Dana Reyes" in inside
    assert "Amara Cole" in inside
    outside = said(room, brief(audience=Audience.PUBLIC))
    text = text_of(outside)
    assert "Dana Reyes" not in text
    assert "Amara Cole" not in text
    assert "Somebody at MC2 STEM" in text or "somebody at MC2 STEM" in text
    assert "A teacher at MC2 STEM" in text
    assert masked(outside) == {"Dana Reyes": Why.NO_CONSENT, "Amara Cole": Why.NO_CONSENT}


def test_an_audience_nobody_knows_is_the_public(room: Workspace) -> None:
    run(room, LogRecords((barrier(),)))
    assert "Dana Reyes" not in text_of(said(room, brief(audience="School board")))


def test_who_agreed_to_be_named_is_named(room: Workspace) -> None:
    run(room, LogRecords((barrier(said_by_id="kofi"),)))
    composed = said(room, brief(audience=Audience.PUBLIC))
    assert "Kofi Mensah" in text_of(composed)
    assert composed.masked == ()


def test_a_nominee_without_consent_is_masked_in_the_room_too_also_in_the_title(
    room: Workspace,
) -> None:
    thanked = Recognition(
        id="r",
        title="DANA  reyes opened her doors",
        group_id="g",
        meeting_id="m",
        nominee="Dana Reyes",
        nominee_id="dana",
        nominee_kind=NomineeKind.PERSON,
    )
    run(room, LogRecords((thanked,)))
    composed = said(room, brief())
    text = text_of(composed)
    assert "reyes" not in text.lower()
    assert "Somebody at MC2 STEM opened her doors" in text
    award = said(room, brief("certificate"))
    assert "Dana" not in text_of(award)
    assert "Somebody at MC2 STEM" in text_of(award)


def test_a_person_typed_as_nominee_without_a_record_has_no_consent_on_file(room: Workspace) -> None:
    thanked = Recognition(
        id="r", title="Thanks", nominee="Rosa Quill", nominee_kind=NomineeKind.PERSON, group_id="g"
    )
    team = replace(thanked, id="t", nominee="Kitchen staff", nominee_kind=NomineeKind.TEAM)
    run(room, LogRecords((thanked, team)))
    alone = said(room, brief("certificate", subject_noun="recognition", subject_id="r"))
    assert "Rosa Quill" not in text_of(alone)
    many = said(room, brief("certificate", subject_noun="recognition", subject_id="t"))
    assert "Kitchen staff" in text_of(many)


def test_a_minor_is_masked_for_everybody_and_wherever_the_name_stands(room: Workspace) -> None:
    note = Note(id="n", title="Ines Bravo's idea", details="INÉS BRAVO", meeting_id="m")
    run(room, LogRecords((barrier(said_by_id="ines", group_id="g"), replace(note, group_id="g"))))
    for audience in Audience:
        composed = said(room, brief(audience=audience))
        text = text_of(composed).lower()
        assert "bravo" not in text
        assert "a student's idea" in text
        assert masked(composed)["Inés Bravo"] is Why.MINOR


def test_words_somebody_writes_into_a_brief_are_masked_like_all_others(room: Workspace) -> None:
    run(room, LogRecords((barrier(),)))
    wanted = with_text(brief(), "summary", "We thank Inés Bravo.")
    composed = said(room, wanted)
    assert composed.content.summary == "We thank a student."
    written = {spot.key: spot for spot in composed.texts}["summary"]
    assert written.words == "We thank Inés Bravo."


@pytest.mark.parametrize("affected", ["Seven students with asthma", "3 learners", "nueve alumnas"])
def test_fewer_than_ten_students_are_not_counted_in_print(room: Workspace, affected: str) -> None:
    run(room, LogRecords((barrier(affected=affected, reach_students=9, dots=3),)))
    composed = said(room, brief("issue", audience=Audience.GROUP))
    text = text_of(composed)
    assert "ewer than 10 students" in text
    assert affected not in text
    assert "9 students" not in text
    assert [one.why for one in composed.masked] == [Why.FEW, Why.FEW]


def test_ten_students_and_other_small_numbers_are_printed(room: Workspace) -> None:
    run(room, LogRecords((barrier(affected="12 students, 3 schools", reach_students=10),)))
    composed = said(room, brief("issue", audience=Audience.GROUP))
    assert "12 students, 3 schools" in text_of(composed)
    assert composed.masked == ()


def test_a_quotation_needs_consent_to_quote(room: Workspace) -> None:
    practice = Practice(id="p", title="Late bus", group_id="g")
    note = Note(id="n", title="It changed my week", said_by_id="kofi", group_id="g")
    goes = link("note", "n", LinkKind.RELATES, "practice", "p")
    run(room, LogRecords((practice, note), (goes,)))
    wanted = brief("practice")
    composed = said(room, wanted)
    assert "It changed my week" not in text_of(composed)
    assert masked(composed) == {"A quotation of Kofi Mensah": Why.NO_QUOTE}
    run(room, confirm_masked(wanted, composed.masked, "She said so", NOW))
    assert "It changed my week" in text_of(said(room, wanted))
    run(room, AmendRecords((Ref("person", "kofi"),), {"quote_consent": True}))
    assert "It changed my week" in text_of(said(room, brief("practice")))


def test_what_only_one_person_may_see_is_left_out_until_it_is_confirmed(room: Workspace) -> None:
    run(room, LogRecords((barrier(), barrier(id="x", title="Mine", visibility=Visibility.PRIVATE))))
    wanted = brief()
    composed = said(room, wanted)
    assert "Mine" not in text_of(composed)
    assert Why.PRIVATE in masked(composed).values()
    run(room, confirm_masked(wanted, composed.masked, "It may be seen", NOW))
    assert "Mine" in text_of(said(room, wanted))


def test_a_confirmation_holds_for_exactly_its_list(room: Workspace) -> None:
    run(room, LogRecords((barrier(),)))
    wanted = brief(audience=Audience.PUBLIC)
    composed = said(room, wanted)
    check = next(one for one in composed.checks if one.fix_kind is FixKind.CONFIRM)
    asked = fix(wanted, composed, check, NOW, "Dana agreed by phone")
    assert asked.command is not None
    run(room, asked.command)
    confirmed = said(room, wanted)
    assert confirmed.confirmed
    assert "Dana Reyes" in text_of(confirmed)
    assert all(one.good for one in confirmed.checks if "mask" in one.text)
    run(room, LogRecords((barrier(id="b2", title="Another", said_by_id="amara"),)))
    again = said(room, wanted)
    assert not again.confirmed
    assert "Dana Reyes" not in text_of(again)
    assert "Dana Reyes" not in text_of(said(room, replace(wanted, id="other")))


def test_a_confirmation_in_the_trash_counts_no_longer(room: Workspace) -> None:
    run(room, LogRecords((barrier(),)))
    wanted = brief(audience=Audience.PUBLIC)
    given = confirm_masked(wanted, said(room, wanted).masked, "", NOW)
    run(room, given)
    assert said(room, wanted).confirmed
    run(room, TrashRecords((Ref("privacy_confirmation", given.records[-1].id),)))
    assert not said(room, wanted).confirmed


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("rule", [Attribution.NONE, Attribution.ORGANIZATION])
def test_what_a_meeting_was_promised_no_confirmation_lifts(
    room: Workspace, rule: Attribution, audience: Audience
) -> None:
    run(room, AmendRecords((Ref("meeting", "m"),), {"attribution": rule}))
    task = Commitment(id="c", title="Ask", group_id="g", meeting_id="m", owner_id="kofi")
    told = barrier(details="As Kofi Mensah said.", said_by_id="kofi")
    run(room, LogRecords((told, task, attendance("m", "kofi", Presence.PRESENT))))
    for template in ("meeting", "issue", "memo", "annual", "one_pager"):
        wanted = brief(template, audience=audience)
        before = said(room, wanted)
        run(room, confirm_masked(wanted, before.masked, "", NOW))
        text = text_of(said(room, wanted))
        assert "Mensah" not in text, template
        if template == "meeting":
            named = "MC2 STEM" if rule is Attribution.ORGANIZATION else "a participant"
            assert f"As {named} said." in text
            assert "Raised by MC2 STEM" in text or rule is Attribution.NONE
            assert ("Known to the group" in text) is (rule is Attribution.NONE)


@pytest.mark.parametrize("template", [one.key for one in TEMPLATES])
def test_no_template_names_anybody_who_has_not_agreed(tmp_path: Path, template: str) -> None:
    with opened(fresh(tmp_path, content=Content.SAMPLE)) as workspace:
        names = workspace.read_here(lambda r: [one.name for one in People(r).known.values()])
        groups = workspace.read_here(
            lambda r: [id for (id,) in r.rows("SELECT id FROM work_group")]
        )
        assert len(names) > 10
        for group_id in groups:
            wanted = replace(
                brief(template), group_id=group_id, meeting_id=None, audience=Audience.PUBLIC
            )
            text = text_of(said(workspace, wanted))
            assert [name for name in names if name in text] == []
