"""Reviews of practices that are blind and free of conflicts, levels given by decision, versions of a
framework adopted by decision: through the store, as a work group would use them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nghs_desktop.base.errors import UserError
from nghs_desktop.domain.commands import (
    AmendRecords,
    Command,
    LogRecords,
    Redo,
    Ref,
    TrashRecords,
    Undo,
)
from nghs_desktop.domain.decisions import ConflictOfInterest, Decision, DecisionStatus, Result
from nghs_desktop.domain.evidence import ContextProfile, Study
from nghs_desktop.domain.frameworks import (
    Classification,
    FrameworkCriterion,
    FrameworkStatus,
    FrameworkVersion,
    KeptReview,
)
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.people import Person
from nghs_desktop.domain.practice_commands import (
    AdoptFramework,
    AskReviewers,
    ClassifyPractice,
    RateReview,
)
from nghs_desktop.domain.practices import Practice, PracticeLevel, PracticeStatus
from nghs_desktop.services.frameworks import (
    PracticeStanding,
    criteria_of,
    decisions_to_choose,
    framework_page,
    in_force,
    levels_of,
    next_version,
    open_reviews,
    practice_standing,
    reviews_due,
    reviews_of,
)
from nghs_desktop.services.workspace import Workspace
from tests.support.workspaces import MONDAY, fresh, opened, run

TODAY = MONDAY.date()
ANCHORS = "None\nLittle\nSome\nMuch\nAll"
PEOPLE = {"ana": "Ana Brook", "ben": "Ben Cliff", "cleo": "Cleo Dale"}


def decision(id: str, **other: Any) -> Decision:
    values: dict[str, Any] = {"status": DecisionStatus.CLOSED, "result": Result.PASSED} | other
    return Decision(id=id, title=f"Decided {id}", group_id="g", **values)


def stage(workspace: Workspace) -> None:
    """Keep a group, three people, a practice, a draft framework of two criteria, two decisions."""
    run(
        workspace,
        LogRecords(
            (
                WorkGroup(id="g", name="Practice Work Group"),
                *(Person(id=id, name=name) for id, name in PEOPLE.items()),
                Practice(id="p", title="Capstone panels", group_id="g"),
                FrameworkVersion(id="f", name="Local framework", group_id="g", version=1),
                *(
                    FrameworkCriterion(
                        id=f"f-{name}", framework_id="f", name=name.title(), anchors=ANCHORS,
                        position=f"{place}5",
                    )
                    for place, name in enumerate(("need", "fit"), 1)
                ),
                decision("d"),
                decision("later"),
                decision("open", status=DecisionStatus.OPEN, result=None),
                decision("lost", result=Result.FAILED),
            )
        ),
    )  # fmt: skip


def adopt(workspace: Workspace, framework: str = "f", by: str = "d") -> None:
    run(workspace, AdoptFramework(framework, by, TODAY, MONDAY))


def ask(workspace: Workspace, *people: str, framework: str = "f", round: int = 1) -> None:
    reviews = {person: f"{person}-{round}" for person in people}
    run(workspace, AskReviewers("p", framework, reviews, TODAY))


def rate(workspace: Workspace, review: str, *ratings: int, framework: str = "f") -> None:
    keys = [
        one.id for one in workspace.read_here(lambda reader: criteria_of(reader, framework))
    ]  # fmt: skip
    run(workspace, RateReview(review, dict(zip(keys, ratings, strict=False)), MONDAY))


def give(level: PracticeLevel = PracticeLevel.EMERGING, **other: Any) -> ClassifyPractice:
    values: dict[str, Any] = {
        "id": "c1", "practice_id": "p", "framework_id": "f", "decision_id": "d",
        "on": TODAY, "at": MONDAY,
    }  # fmt: skip
    return ClassifyPractice(level=level, **(values | other))


def standing(workspace: Workspace, viewer: str = "Ana Brook") -> PracticeStanding:
    found = workspace.read_here(lambda reader: practice_standing(reader, "p", viewer=viewer))
    assert found is not None
    return found


def changes(workspace: Workspace, id: str) -> list[tuple[str, str, str | None]]:
    return workspace.read_here(
        lambda reader: reader.rows(
            "SELECT before, after, decision_id FROM state_change "
            "WHERE about_id = ? AND deleted = 0 ORDER BY created_at",
            (id,),
        )
    )


@pytest.fixture
def group(workspace: Workspace) -> Workspace:
    stage(workspace)
    adopt(workspace)
    return workspace


# -- adopting ----------------------------------------------------------------------------------
def test_a_version_is_adopted_by_a_decision_that_was_passed(workspace: Workspace) -> None:
    stage(workspace)
    for by, why in (("", "by a decision"), ("open", "not decided"), ("lost", "not passed")):
        with pytest.raises(UserError, match=why):
            adopt(workspace, by=by)
    adopt(workspace)
    found = workspace.read_here(lambda reader: in_force(reader, "g"))
    assert found is not None and (found.id, found.decision_id) == ("f", "d")
    assert changes(workspace, "f") == [("Draft", "In force", "d")]
    with pytest.raises(UserError, match="adopted already"):
        adopt(workspace)


def test_a_version_with_a_criterion_without_anchors_is_not_adopted(workspace: Workspace) -> None:
    stage(workspace)
    run(workspace, AmendRecords((Ref("framework_criterion", "f-need"),), {"anchors": "One"}))
    page = workspace.read_here(lambda reader: framework_page(reader, "f"))
    assert page is not None and page.problems == ("“Need” needs words for each of 1 to 5.",)
    with pytest.raises(UserError, match="words for each of 1 to 5"):
        adopt(workspace)


def test_what_was_adopted_never_changes_and_a_new_version_is_made_from_it(group: Workspace) -> None:
    by_hand: tuple[Command, ...] = (
        AmendRecords((Ref("framework_criterion", "f-need"),), {"weight": 3}),
        AmendRecords((Ref("framework", "f"),), {"thresholds": "{}"}),
        AmendRecords((Ref("framework", "f"),), {"status": FrameworkStatus.DRAFT}),
        TrashRecords((Ref("framework_criterion", "f-fit"),)),
        TrashRecords((Ref("framework", "f"),)),
        LogRecords((FrameworkCriterion(id="new", framework_id="f", name="Cost"),)),
    )
    for command in by_hand:
        with pytest.raises(UserError):
            run(group, command)
    second(group)
    run(group, AmendRecords((Ref("framework_criterion", second_key(group, 0)),), {"weight": 3}))
    adopt(group, "f2", "later")
    states = {one: status_of(group, one) for one in ("f", "f2")}
    assert states == {"f": FrameworkStatus.REPLACED, "f2": FrameworkStatus.ADOPTED}
    run(group, Undo())
    states = {one: status_of(group, one) for one in ("f", "f2")}
    assert states == {"f": FrameworkStatus.ADOPTED, "f2": FrameworkStatus.DRAFT}


def second(workspace: Workspace) -> None:
    old: Any = workspace.read_here(lambda reader: reader.get(NOUN["framework"], "f"))
    criteria = workspace.read_here(lambda reader: criteria_of(reader, "f"))
    run(workspace, LogRecords(next_version(old, criteria, "f2", 2)))


def second_key(workspace: Workspace, place: int) -> str:
    return workspace.read_here(lambda reader: criteria_of(reader, "f2"))[place].id


def status_of(workspace: Workspace, id: str) -> FrameworkStatus:
    found: Any = workspace.read_here(lambda reader: reader.get(NOUN["framework"], id))
    return FrameworkStatus(found.status)


def test_a_new_version_says_what_it_would_change_before_it_is_adopted(group: Workspace) -> None:
    promising(group)
    ask(group, "ana", "ben")
    rate(group, "ana-1", 3, 4)
    rate(group, "ben-1", 3, 4)
    second(group)
    page = group.read_here(lambda reader: framework_page(reader, "f2"))
    assert page is not None and page.changed == ()
    thresholds = '{"promising_mean": "19/5", "effective_mean": "4"}'
    run(group, AmendRecords((Ref("framework", "f2"),), {"thresholds": thresholds}))
    page = group.read_here(lambda reader: framework_page(reader, "f2"))
    assert page is not None
    assert page.changed == ("Capstone panels: promising now, emerging then.",)
    cost = FrameworkCriterion(id="f2-cost", framework_id="f2", name="Cost", anchors=ANCHORS)
    run(group, LogRecords((cost,)))
    page = group.read_here(lambda reader: framework_page(reader, "f2"))
    assert page is not None
    assert page.changed == ("Capstone panels: promising now, to be rated again then.",)


def promising(workspace: Workspace) -> None:
    values = {
        "logic_model": "Panels make thinking visible.",
        "rationale_source": "A review of performance assessment.",
        "study_under_way": "Three schools compare grades.",
    }
    run(workspace, AmendRecords((Ref("practice", "p"),), values))


def test_the_draft_a_workspace_starts_with_can_be_adopted_as_it_is(tmp_path: Path) -> None:
    with opened(fresh(tmp_path)) as workspace:
        (id,) = workspace.read_here(lambda reader: reader.rows("SELECT id FROM framework"))[0]
        page = workspace.read_here(lambda reader: framework_page(reader, id))
    assert page is not None and page.problems == ()
    assert [one.name for one in page.criteria] == [
        "Need", "Fit", "Evidence", "Capacity", "Usability", "Supports", "Equity of effect",
        "Scalability",
    ]  # fmt: skip
    assert page.framework.status is FrameworkStatus.DRAFT and page.group == "Practice Work Group"
    assert page.thresholds[0].startswith("Promising: a mean of 3.00")
    assert page.thresholds[1].startswith("Effective: a mean of 3.75")


# -- reviewing ---------------------------------------------------------------------------------
def test_nobody_is_asked_under_a_version_that_is_not_in_force(workspace: Workspace) -> None:
    stage(workspace)
    with pytest.raises(UserError, match="in force"):
        ask(workspace, "ana")


def test_ratings_of_others_are_seen_only_once_all_are_in(group: Workspace) -> None:
    ask(group, "ana", "ben")
    rate(group, "ana-1", 3, 4)
    mine = {row.name: row.ratings for row in standing(group).rows}
    assert mine == {"Ana Brook": {"f-need": 3, "f-fit": 4}, "Ben Cliff": None}
    others = {row.name: row.ratings for row in standing(group, "Ben Cliff").rows}
    assert others == {"Ana Brook": None, "Ben Cliff": {}}
    assert {row.ratings is None for row in standing(group, "Somebody else").rows} == {True}
    assert standing(group, "Ben Cliff").standing.guidance is None
    rate(group, "ben-1", 4, 4)
    assert all(row.ratings for row in standing(group, "Somebody else").rows)
    practice: Any = group.read_here(lambda reader: reader.get(NOUN["practice"], "p"))
    assert practice.status is PracticeStatus.ASSESSED
    run(group, Undo())
    practice = group.read_here(lambda reader: reader.get(NOUN["practice"], "p"))
    assert practice.status is PracticeStatus.NOTICED
    assert standing(group, "Ben Cliff").rows[0].ratings is None


def test_ratings_are_whole_and_from_one_to_five_and_handed_in_once(group: Workspace) -> None:
    ask(group, "ana", "ben")
    for ratings, why in (((3,), "Not rated yet: Fit"), ((3, 6), "from 1 to 5")):
        with pytest.raises(UserError, match=why):
            rate(group, "ana-1", *ratings)
    rate(group, "ana-1", 3, 4)
    with pytest.raises(UserError, match="handed in already"):
        rate(group, "ana-1", 5, 5)
    with pytest.raises(UserError, match="by their reviewer"):
        run(group, AmendRecords((Ref("review", "ana-1"),), {"ratings": '{"f-need": 5}'}))
    with pytest.raises(UserError, match="stay"):
        run(group, TrashRecords((Ref("review", "ana-1"),)))


def conflict(person: str) -> ConflictOfInterest:
    return ConflictOfInterest(
        id=f"c-{person}", person_id=person, about_noun="practice", about_id="p"
    )


def test_who_has_a_conflict_neither_rates_nor_sees_nor_counts(group: Workspace) -> None:
    ask(group, "ana", "ben", "cleo")
    run(group, LogRecords((conflict("ana"),)))
    with pytest.raises(UserError, match="does not rate"):
        rate(group, "ana-1", 5, 5)
    given = KeptReview(
        id="x", about_noun="practice", about_id="p", framework_id="f", reviewer_id="ana",
        ratings='{"f-need": 5}', done_at=MONDAY,
    )  # fmt: skip
    with pytest.raises(UserError, match="does not rate"):
        run(group, LogRecords((given,)))
    rate(group, "ben-1", 3, 3)
    assert not standing(group).all_in
    rate(group, "cleo-1", 3, 3)
    assert standing(group, "Ben Cliff").all_in
    seen = {row.name: row.ratings is None for row in standing(group, "Ana Brook").rows}
    assert set(seen.values()) == {True}
    with pytest.raises(UserError, match="does not rate"):
        ask(group, "ana", round=2)


def test_a_conflict_declared_after_rating_takes_the_rating_out(group: Workspace) -> None:
    ask(group, "ana", "ben")
    rate(group, "ana-1", 3, 3)
    rate(group, "ben-1", 3, 3)
    assert standing(group).standing.guidance is not None
    run(group, LogRecords((conflict("ben"),)))
    assert standing(group).standing.guidance is None
    with pytest.raises(UserError, match="At least 2 reviewers"):
        run(group, give())


def test_a_spread_of_two_asks_for_a_talk_and_then_for_another_round(group: Workspace) -> None:
    ask(group, "ana", "ben")
    rate(group, "ana-1", 1, 3)
    rate(group, "ben-1", 3, 3)
    guidance = standing(group).standing.guidance
    assert guidance is not None and guidance.talk == ("Need",)
    with pytest.raises(UserError, match="talk first about Need"):
        run(group, give())
    ask(group, "ana", "ben", round=2)
    assert standing(group).round == 2 and not standing(group).all_in
    rate(group, "ana-2", 2, 3)
    rate(group, "ben-2", 3, 3)
    run(group, give())


# -- classifying -------------------------------------------------------------------------------
def reviewed(workspace: Workspace) -> None:
    ask(workspace, "ana", "ben")
    rate(workspace, "ana-1", 3, 4)
    rate(workspace, "ben-1", 4, 4)


def test_a_level_is_given_by_a_decision_and_kept_with_all_it_rests_on(group: Workspace) -> None:
    reviewed(group)
    for by, why in (("", "by a decision"), ("open", "not decided"), ("lost", "not passed")):
        with pytest.raises(UserError, match=why):
            run(group, give(decision_id=by))
    with pytest.raises(UserError, match="another level needs a reason"):
        run(group, give(PracticeLevel.EFFECTIVE))
    next_look = TODAY + timedelta(days=365)
    run(group, give(PracticeLevel.EFFECTIVE, reason="We saw it work.", review_by=next_look))
    practice: Any = group.read_here(lambda reader: reader.get(NOUN["practice"], "p"))
    assert (practice.level, practice.status, practice.review_by) == (
        PracticeLevel.EFFECTIVE, PracticeStatus.CLASSIFIED, next_look,
    )  # fmt: skip
    (level,) = group.read_here(lambda reader: levels_of(reader, "p"))
    assert level.scheme == "Local framework, version 1" and level.decision == "Decided d"
    assert level.given.guidance is PracticeLevel.EMERGING and level.given.mean == "3.75"
    assert changes(group, "p")[-1] == ("Assessed", "Effective", "d")
    run(group, Undo())
    practice = group.read_here(lambda reader: reader.get(NOUN["practice"], "p"))
    assert practice.level is None and changes(group, "p")[-1][1] == "Assessed"
    run(group, Redo())
    practice = group.read_here(lambda reader: reader.get(NOUN["practice"], "p"))
    assert practice.level is PracticeLevel.EFFECTIVE


def test_a_level_never_changes_by_hand_once_a_framework_is_in_force(group: Workspace) -> None:
    with pytest.raises(UserError, match="by a decision under its framework"):
        run(group, AmendRecords((Ref("practice", "p"),), {"level": PracticeLevel.EFFECTIVE}))
    reviewed(group)
    run(group, give())
    with pytest.raises(UserError, match="stands as it was given"):
        run(group, AmendRecords((Ref("classification", "c1"),), {"reason": "Else"}))
    with pytest.raises(UserError, match="stays in the history"):
        run(group, TrashRecords((Ref("classification", "c1"),)))


def test_a_level_keeps_the_version_it_was_given_under(group: Workspace) -> None:
    reviewed(group)
    run(group, give())
    second(group)
    adopt(group, "f2", "later")
    (level,) = group.read_here(lambda reader: levels_of(reader, "p"))
    assert level.scheme == "Local framework, version 1"
    with pytest.raises(UserError, match="another version"):
        run(group, give(id="c2", framework_id="f2"))
    run(group, AskReviewers("p", "f2", {"ana": "a2", "ben": "b2"}, TODAY))
    assert standing(group).scheme == "Local framework, version 2"
    rate(group, "a2", 3, 3, framework="f2")
    rate(group, "b2", 3, 3, framework="f2")
    run(group, give(id="c2", framework_id="f2"))
    found = group.read_here(lambda reader: levels_of(reader, "p"))
    assert {one.scheme for one in found} == {
        "Local framework, version 1", "Local framework, version 2",
    }  # fmt: skip


def test_the_tier_of_the_context_that_counted_is_kept_with_the_level(group: Workspace) -> None:
    run(
        group,
        LogRecords(
            (
                ContextProfile(id="k", name="Our district", populations="low income"),
                Study(
                    id="s", practice_id="p", citation="Ash 2020", design="quasi_experiment",
                    rating="with_reservations", version="4.1", effect="positive",
                    significant=True, students=500, sites=3, populations="Low income",
                ),
            )
        ),
    )  # fmt: skip
    reviewed(group)
    run(group, give(PracticeLevel.EFFECTIVE, context_id="k"))
    rows = group.read_here(
        lambda reader: reader.rows("SELECT scheme, level, context_id FROM tier_assessment")
    )
    assert rows == [("ESSA", "Moderate (tier 2)", "k")]


def test_decisions_to_choose_are_the_passed_ones_of_the_group(group: Workspace) -> None:
    found = group.read_here(lambda reader: decisions_to_choose(reader, "g"))
    assert {one.id for one in found} == {"d", "later"}


def test_what_waits_for_somebody_is_listed_for_the_group(group: Workspace) -> None:
    ask(group, "ana", "ben", "cleo")
    rate(group, "ana-1", 3, 3)
    run(group, LogRecords((conflict("cleo"),)))
    waiting = group.read_here(lambda reader: open_reviews(reader, "g"))
    assert [(one.reviewer, one.title) for one in waiting] == [("Ben Cliff", "Capstone panels")]
    rate(group, "ben-1", 3, 3)
    run(group, give(review_by=date(2027, 11, 1)))
    assert group.read_here(lambda reader: reviews_due(reader, "g", date(2027, 10, 31))) == ()
    (due,) = group.read_here(lambda reader: reviews_due(reader, "g", date(2027, 11, 1)))
    assert (due.practice_id, due.level) == ("p", PracticeLevel.EMERGING)


# -- whatever anybody does ---------------------------------------------------------------------
_PERSON = st.sampled_from(sorted(PEOPLE))
_STEP = st.one_of(
    st.tuples(st.just("ask"), st.lists(_PERSON, min_size=1, max_size=3, unique=True)),
    st.tuples(st.just("rate"), _PERSON, st.integers(0, 6), st.integers(1, 5)),
    st.tuples(st.just("conflict"), _PERSON),
    st.tuples(
        st.just("classify"), st.sampled_from(PracticeLevel), st.sampled_from(("d", "open", "")),
        st.sampled_from(("", "Because.")),
    ),
    st.tuples(st.just("by hand"), st.sampled_from(PracticeLevel)),
    st.tuples(st.just("forge"), _PERSON),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)  # fmt: skip


@settings(max_examples=25)
@given(steps=st.lists(_STEP, max_size=14))
def test_no_walk_lets_a_conflicted_reviewer_rate_or_a_level_pass_its_guard(
    steps: list[tuple[Any, ...]],
) -> None:
    with TemporaryDirectory(dir=Path.home()) as folder:
        from nghs_desktop.services.workspace import Content

        with opened(fresh(Path(folder), content=Content.EMPTY)) as workspace:
            stage(workspace)
            adopt(workspace)
            for number, step in enumerate(steps):
                _walk(workspace, number, step)


def level_of(workspace: Workspace) -> PracticeLevel | None:
    found: Any = workspace.read_here(lambda reader: reader.get(NOUN["practice"], "p"))
    return PracticeLevel(found.level) if found.level else None


def _walk(workspace: Workspace, number: int, step: tuple[Any, ...]) -> None:
    before = workspace.read_here(lambda reader: reviews_of(reader, "p"))
    done_before = {one.id for one in before.kept if one.done_at}
    level_before = level_of(workspace)
    governed = workspace.read_here(lambda reader: in_force(reader, "g")) is not None
    commands: dict[str, Any] = {
        "ask": lambda people: AskReviewers(
            "p", "f", {one: f"{one}-{number}" for one in people}, TODAY
        ),
        "rate": lambda person, need, fit: RateReview(
            next((one.id for one in before.kept if one.reviewer_id == person), "none"),
            {"f-need": need, "f-fit": fit},
            MONDAY,
        ),
        "conflict": lambda person: LogRecords((conflict(person),)),
        "classify": lambda level, by, why: give(
            level, id=f"c{number}", decision_id=by, reason=why
        ),
        "by hand": lambda level: AmendRecords((Ref("practice", "p"),), {"level": level}),
        "forge": lambda person: AmendRecords(
            tuple(Ref("review", one.id) for one in before.kept if one.reviewer_id == person),
            {"done_at": MONDAY, "ratings": '{"f-need": 5, "f-fit": 5}'},
        ),
        "undo": Undo,
        "redo": Redo,
    }  # fmt: skip
    told = ""
    try:
        run(workspace, commands[step[0]](*step[1:]))
    except UserError as problem:
        told = problem.message
    after = workspace.read_here(lambda reader: reviews_of(reader, "p"))
    handed_in = {one for one in after.kept if one.done_at and one.id not in done_before}
    if step[0] not in ("undo", "redo"):
        assert not {one.reviewer_id for one in handed_in} & before.conflicted
        assert step[0] == "rate" or not handed_in
    for one in after.counted:
        assert one.reviewer_id not in after.conflicted
        assert set(one.ratings) == {"f-need", "f-fit"}
        assert set(one.ratings.values()) <= {1, 2, 3, 4, 5}
    if step[0] == "by hand" and governed:
        assert level_of(workspace) is level_before
    if step[0] == "classify" and not told:
        given = workspace.read_here(
            lambda reader: reader.get(NOUN["classification"], f"c{number}")
        )  # fmt: skip
        assert isinstance(given, Classification)
        assert len(before.counted) >= 2 and before.all_in and given.decision_id == "d"
        assert given.level is given.guidance or given.reason
        for key in ("f-need", "f-fit"):
            values = [one.ratings[key] for one in before.counted]
            assert max(values) - min(values) < 2
