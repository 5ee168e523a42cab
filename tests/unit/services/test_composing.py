"""The composer: every template is filled, its sections and texts can be changed, checks have fixes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.briefs import (
    Block,
    Bullets,
    Paper,
    Paragraphs,
    RankedList,
    Table,
    has_text,
)
from nghs_desktop.domain.charts import StackedBars
from nghs_desktop.domain.commands import LogRecords, Ref
from nghs_desktop.domain.commitments import Commitment, CommitmentStatus
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.links import LinkKind, link, tag
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.practices import Practice
from nghs_desktop.domain.workspaces import Brief, BriefIntent, BriefStatus
from nghs_desktop.exchange.documents import to_markdown
from nghs_desktop.reports.document import render
from nghs_desktop.services.composing import (
    LANGUAGES,
    TEMPLATE,
    TEMPLATES,
    Audience,
    Composed,
    FixKind,
    audience_of,
    compose,
    fit_check,
    fix,
    sections_of,
    start_brief,
    subjects,
    texts_of,
    with_cut,
    with_draft_mark,
    with_sections,
    with_template,
    with_text,
)
from nghs_desktop.services.workspace import Content, Workspace
from tests.support.workspaces import fresh, opened, run

NOW = datetime(2026, 11, 17, 11, 42, tzinfo=UTC)
GROUP = WorkGroup(
    id="g", name="Practice Work Group", coalition="Generation Next", lever_id="practice"
)
POLICY = WorkGroup(id="policy-group", name="Policy Work Group", lever_id="policy")
KEYS = [template.key for template in TEMPLATES]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Workspace]:
    with opened(fresh(tmp_path, content=Content.EMPTY)) as workspace:
        levers = (Lever(id="practice", name="Practice"), Lever(id="policy", name="Policy"))
        run(workspace, LogRecords((*levers, GROUP, POLICY)))
        yield workspace


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("sample")
    with opened(fresh(folder, content=Content.SAMPLE)) as workspace:
        yield workspace


def barrier(id: str, **more: object) -> Barrier:
    values: dict[str, object] = {"id": id, "title": id, "group_id": "g", "heard_at": NOW}
    return Barrier(**values | more)  # type: ignore[arg-type]


def brief(template: str, **more: object) -> Brief:
    started = start_brief(template, GROUP, None, None, Paper.LETTER, NOW.date())
    return replace(started, **more)  # type: ignore[arg-type]


def said(room: Workspace, wanted: Brief, now: datetime = NOW) -> Composed:
    return room.read_here(lambda reader: compose(reader, wanted, now, UTC))


def blocks(composed: Composed) -> dict[str, Block]:
    return {block.key: block for _section, block in composed.content.blocks()}


def keys_of(composed: Composed) -> list[str]:
    return [section.key for section in composed.content.sections]


def sample_group(sample: Workspace) -> str:
    return str(
        sample.read_here(
            lambda r: r.value("SELECT id FROM work_group WHERE name = 'Practice Work Group'")
        )
    )


# -- every template ------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", [tag for tag, _ in LANGUAGES])
def test_every_template_is_filled_from_the_sample_and_prints(
    sample: Workspace, key: str, language: str
) -> None:
    now = datetime.now(UTC)
    started = start_brief(key, GROUP, None, None, Paper.A4, now.date())
    wanted = replace(started, group_id=sample_group(sample), language=language, since=None)
    composed = said(sample, wanted, now)
    assert composed.content.sections
    assert composed.content.language == language
    printed = render(composed.content)
    assert printed.unprintable == ()
    chosen = [line for line in composed.sections if line.chosen]
    assert any(line.count for line in chosen)
    assert {line.key for line in composed.sections} == {
        section.key for section in TEMPLATE[key].sections
    }


@pytest.mark.parametrize("key", KEYS)
def test_an_empty_work_group_has_a_brief_that_says_so(room: Workspace, key: str) -> None:
    composed = said(room, brief(key))
    told = any(not check.good for check in composed.checks)
    assert told or not composed.content.sections
    render(composed.content)


@pytest.mark.parametrize("key", KEYS)
def test_what_is_known_of_a_brief_is_what_is_on_the_page(sample: Workspace, key: str) -> None:
    """A text that can be written in place stands on the page once somebody wrote it."""
    wanted = brief(key, group_id=sample_group(sample), intent=BriefIntent.ARGUE)
    everything = [(line.key, True) for line in said(sample, wanted).sections]
    wanted = with_sections(wanted, everything)
    spots = said(sample, wanted).texts
    assert len({spot.key for spot in spots}) == len(spots)
    for number, spot in enumerate(spots):
        wanted = with_text(wanted, spot.key, f"Written{number}words", spot.made)
    composed = said(sample, wanted)
    text = to_markdown(composed.content)
    missing = [spot.key for number, spot in enumerate(spots) if f"Written{number}words" not in text]
    assert missing == []
    now = {spot.key: spot.written for spot in composed.texts}
    assert all(now[spot.key] for spot in spots)


@pytest.mark.parametrize("key", KEYS)
def test_spanish_briefs_have_no_english_of_ours(sample: Workspace, key: str) -> None:
    wanted = brief(key, group_id=sample_group(sample), language="es-US")
    everything = [(line.key, True) for line in said(sample, wanted).sections]
    text = to_markdown(said(sample, with_sections(wanted, everything)).content)
    ours = ("Printed", "lever.", "Raised by", "Who will", "Sources", "Page", "chart:", "heard,")
    assert [word for word in ours if f"{word} " in text or f"{word}\n" in text] == []


# -- sections and texts --------------------------------------------------------------------


def test_sections_come_in_the_order_of_the_brief_and_only_if_chosen(room: Workspace) -> None:
    practice = Practice(id="p", title="Late bus", group_id="g", heard_at=NOW)
    run(room, LogRecords((barrier("b"), practice)))
    wanted = brief("meeting", sections="practices -summary barriers nonsense")
    composed = said(room, wanted)
    assert keys_of(composed) == ["practices", "barriers"]
    assert composed.content.summary == ""
    assert [line.key for line in composed.sections][:3] == ["practices", "summary", "barriers"]
    assert [line.count for line in composed.sections][:3] == [1, 0, 1]
    without = with_sections(wanted, [(key, key != "practices") for key, _ in sections_of(wanted)])
    assert "practices" not in keys_of(said(room, without))


def test_words_written_in_place_stay_with_their_block_and_can_be_taken_back(
    room: Workspace,
) -> None:
    run(room, LogRecords((barrier("b", details="It is far.", next_step="Ask."),)))
    wanted = with_text(brief("issue"), "problem.text", "One line.\nAnother.")
    problem = blocks(said(room, wanted))["problem.text"]
    assert isinstance(problem, Paragraphs)
    assert problem.texts == ("One line.", "Another.")
    spot = {one.key: one for one in said(room, wanted).texts}["problem.text"]
    assert (spot.words, spot.made, spot.written) == ("One line.\nAnother.", "It is far.", True)
    back = with_text(wanted, "problem.text", "It is far.", spot.made)
    assert texts_of(back) == {}
    assert texts_of(with_text(wanted, "problem.text", "  ")) == {}
    assert texts_of(replace(wanted, texts="not json")) == {}


def test_a_section_can_have_words_before_it(room: Workspace) -> None:
    run(room, LogRecords((barrier("b"),)))
    wanted = with_text(brief("meeting"), "barriers.lead", "These came up again and again.")
    first = said(room, wanted).content.sections[0].blocks[0]
    assert isinstance(first, Paragraphs)
    assert first.texts == ("These came up again and again.",)


def test_another_template_keeps_the_subject_only_where_it_fits() -> None:
    about = replace(brief("issue"), subject_noun="barrier", subject_id="b", texts='{"a": "b"}')
    memo = with_template(about, "memo")
    assert (memo.subject_noun, memo.subject_id, memo.texts) == ("barrier", "b", "")
    assert with_template(about, "practice").subject_id == ""
    assert audience_of(replace(memo, audience="")) is Audience.COALITION


# -- purpose -------------------------------------------------------------------------------


def test_a_brief_that_argues_leads_with_the_ask_and_changes_no_fact(room: Workspace) -> None:
    held = barrier("b", details="It is far.", next_step="Run a late bus.", evidence="14 said so.")
    run(room, LogRecords((held,)))
    informs = said(room, brief("issue"))
    argues = said(room, brief("issue", intent=BriefIntent.ARGUE))
    assert "ask" not in keys_of(informs)
    assert keys_of(argues)[0] == "ask"
    assert argues.content.summary.startswith("We ask: run a late bus.")
    shared = [key for key in blocks(informs) if key in blocks(argues)]
    assert {"problem.text", "evidence.text"} <= set(shared)
    assert [blocks(informs)[key] for key in shared] == [blocks(argues)[key] for key in shared]
    order = ("problem", "ask")
    moved = with_sections(brief("issue", intent=BriefIntent.ARGUE), [(key, True) for key in order])
    assert keys_of(said(room, moved))[:2] == ["problem", "ask"]


def test_arguing_without_an_ask_is_pointed_at(room: Workspace) -> None:
    run(room, LogRecords((barrier("b"),)))
    wanted = brief("issue", intent=BriefIntent.ARGUE)
    composed = said(room, wanted)
    check = next(one for one in composed.checks if one.text == "Nothing is asked for yet")
    assert fix(wanted, composed, check, NOW).section == "ask"


# -- filters -------------------------------------------------------------------------------


def test_a_filter_picks_what_the_lists_would_and_leaves_other_kinds_alone(room: Workspace) -> None:
    referred = barrier("referred", status=BarrierStatus.REFERRED, lever_id="policy")
    tagged = link("barrier", "open", LinkKind.TAGGED, "tag", tag("transport").id)
    practice = Practice(id="p", title="Late bus", group_id="g", lever_id="policy", heard_at=NOW)
    run(room, LogRecords((referred, barrier("open"), practice, tag("transport")), (tagged,)))

    def picked(text: str) -> list[str]:
        found = blocks(said(room, brief("meeting", filter=text))).get("barriers.list")
        return [one.title for one in found.items] if isinstance(found, RankedList) else []

    assert sorted(picked("")) == ["open", "referred"]
    assert picked("status:referred") == ["referred"]
    assert picked("lever:policy") == ["referred"]
    assert picked("tag:transport") == ["open"]
    assert picked("tag:nowhere") == []
    assert "practices.cards" in blocks(said(room, brief("meeting", filter="status:referred")))


def test_days_and_meeting_narrow_a_brief_and_group_all_widens_it(room: Workspace) -> None:
    october = datetime(2026, 10, 30, tzinfo=UTC)
    elsewhere = barrier("elsewhere", group_id="policy-group")
    there = barrier("there", meeting_id="m")
    run(room, LogRecords((Meeting(id="m", title="M", group_id="g"), there, elsewhere)))
    run(room, LogRecords((barrier("october", heard_at=october),)))

    def titles(**more: object) -> set[str]:
        found = blocks(said(room, brief("meeting", **more))).get("barriers.list")
        return {one.title for one in found.items} if isinstance(found, RankedList) else set()

    assert titles() == {"there", "october"}
    assert titles(since=date(2026, 11, 1)) == {"there"}
    assert titles(meeting_id="m", since=None) == {"there"}
    assert titles(filter="group:all") == {"there", "october", "elsewhere"}


# -- subjects ------------------------------------------------------------------------------


def test_a_template_about_one_thing_offers_them_and_says_when_none_was_chosen(
    room: Workspace,
) -> None:
    run(room, LogRecords((barrier("light", dots=1), barrier("heavy", dots=7))))
    offered = room.read_here(lambda reader: subjects(reader, "issue", "g"))
    assert [row.name for row in offered] == ["heavy", "light"]
    assert room.read_here(lambda reader: subjects(reader, "annual", "g")) == ()
    composed = said(room, brief("issue"))
    assert composed.content.title == "heavy"
    check = next(one for one in composed.checks if one.fix_kind is FixKind.CHOOSE)
    assert check.fix == "Choose a barrier"
    chosen = brief("issue", subject_noun="barrier", subject_id="light")
    composed = said(room, chosen)
    assert composed.content.title == "light"
    assert composed.subject == Ref("barrier", "light")
    assert not [one for one in composed.checks if one.fix_kind is FixKind.CHOOSE]


def test_a_referral_goes_to_the_group_of_the_barriers_lever(room: Workspace) -> None:
    run(room, LogRecords((barrier("b", lever_id="policy"),)))
    text = to_markdown(said(room, brief("referral")).content)
    assert "Policy Work Group" in text
    assert "chair, Policy Work Group" in text


def test_options_of_an_issue_are_the_practices_that_get_around_it(room: Workspace) -> None:
    practice = Practice(
        id="p", title="Late bus", group_id="g", evidence="It ran full.", cost_note="$40 a day"
    )
    around = link("practice", "p", LinkKind.ADDRESSES, "barrier", "b")
    run(room, LogRecords((barrier("b"), practice), (around,)))
    table = blocks(said(room, brief("issue")))["options.table"]
    assert isinstance(table, Table)
    assert table.rows[0].cells == ("Late bus", "It ran full.", "–", "$40 a day")


# -- the annual report ---------------------------------------------------------------------


def test_an_annual_report_counts_what_the_workspace_holds(room: Workspace) -> None:
    september = datetime(2026, 9, 10, tzinfo=UTC)
    items = (
        barrier("a", lever_id="policy", heard_at=september),
        barrier("b", lever_id="policy", status=BarrierStatus.RESOLVED),
        barrier("c"),
        Commitment(id="k", title="kept", group_id="g", heard_at=NOW, status=CommitmentStatus.DONE),
        Commitment(id="l", title="late", group_id="g", heard_at=NOW, due=date(2026, 11, 1)),
    )
    run(room, LogRecords(items))
    made = blocks(said(room, brief("annual")))
    chart = made["barriers.chart"]
    assert isinstance(chart, StackedBars)
    assert chart.series == ("Policy", "No lever")
    assert [(stack.label, stack.values) for stack in chart.stacks] == [
        ("Sep 2026", (1.0, 0.0)),
        ("Nov 2026", (1.0, 1.0)),
    ]
    text = to_markdown(said(room, brief("annual")).content)
    assert "Three barriers heard, 1 resolved or closed." in text
    assert "Two commitments made, 1 kept, 1 late." in text


def test_contents_and_index_of_a_report_can_be_left_out(room: Workspace) -> None:
    run(room, LogRecords((barrier("a", lever_id="policy"),)))
    wanted = brief("annual")
    whole = said(room, wanted).content
    assert (whole.contents, whole.index_heading) == ("Contents", "Index")
    assert [entry.term for entry in whole.index] == ["Policy"]
    plain = with_sections(
        wanted, [(key, key not in ("contents", "index")) for key, _ in sections_of(wanted)]
    )
    bare = said(room, plain).content
    assert (bare.contents, bare.index, bare.index_heading) == ("", (), "")
    no_barriers = with_sections(wanted, [(k, k != "barriers") for k, _ in sections_of(wanted)])
    assert said(room, no_barriers).content.index == ()


# -- how it is printed, and whether it fits --------------------------------------------------


def test_paper_language_large_print_and_greys_reach_the_page(room: Workspace) -> None:
    plain = brief("meeting", paper=Paper.A4, language="es-US", large_print=True, print_safe=True)
    assert said(room, plain).content.draft == "", (
        "what is handed out is no draft to those who get it"
    )
    wanted = with_draft_mark(plain, True)
    content = said(room, wanted).content
    assert (content.paper, content.language) == (Paper.A4, "es-US")
    assert (content.large_print, content.greys, content.draft) == (True, True, "Borrador")
    assert said(room, replace(wanted, status=BriefStatus.ISSUED)).content.draft == ""


def too_long(room: Workspace) -> Brief:
    run(room, LogRecords(tuple(barrier(f"Barrier {n}", details="Far.") for n in range(30))))
    return brief("meeting")


def test_a_brief_that_is_too_long_is_cut_with_one_press_and_put_back(room: Workspace) -> None:
    wanted = too_long(room)
    composed = said(room, wanted)
    checks = fit_check(render(composed.content), composed)
    assert [one.fix_kind for one in checks] == [FixKind.CUT, FixKind.LEAVE_OUT]
    shorter = fix(wanted, composed, checks[0], NOW).brief
    assert shorter is not None
    after = said(room, shorter)
    (fits,) = fit_check(render(after.content), after)
    assert (fits.good, fits.text) == (True, "Fits on one page")
    ranked = blocks(after)["barriers.list"]
    assert isinstance(ranked, RankedList)
    assert ranked.items[0].title == "Barrier 0"
    assert 10 < len(ranked.items) < 30
    told = next(one for one in after.checks if one.fix_kind is FixKind.PUT_BACK)
    assert "left out to fit" in told.text
    again = fix(shorter, after, told, NOW).brief
    assert again is not None
    assert blocks(said(room, again)) == blocks(composed)


def test_leaving_a_section_out_is_the_other_way(room: Workspace) -> None:
    wanted = too_long(room)
    composed = said(room, wanted)
    leave = fit_check(render(composed.content), composed)[1]
    without = fix(wanted, composed, leave, NOW).brief
    assert without is not None
    assert dict(sections_of(without))["barriers"] is False


def test_a_cut_that_no_longer_cuts_anything_changes_nothing(room: Workspace) -> None:
    run(room, LogRecords((barrier("b"),)))
    cut = with_cut(brief("meeting"), "barriers.list", 5)
    composed = said(room, cut)
    assert not [one for one in composed.checks if one.fix_kind is FixKind.PUT_BACK]
    assert len(getattr(blocks(composed)["barriers.list"], "items", ())) == 1


def test_a_report_of_any_length_is_never_too_long(room: Workspace) -> None:
    run(room, LogRecords(tuple(barrier(f"Barrier {n}") for n in range(90))))
    composed = said(room, brief("annual"))
    (check,) = fit_check(render(composed.content), composed)
    assert check.good
    assert "pages" in check.text


def test_no_block_of_any_template_is_empty(sample: Workspace) -> None:
    for key in KEYS:
        composed = said(sample, brief(key, group_id=sample_group(sample)))
        for _section, block in composed.content.blocks():
            if isinstance(block, Paragraphs | Bullets):
                every = block.texts if isinstance(block, Paragraphs) else block.items
                assert all(has_text(text) for text in every), (key, block.key)
