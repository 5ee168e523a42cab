"""The commands of practices and frameworks: where each stands, typed studies and ratings, levels and
adoptions by decision. Who may see a rating is asked here as in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from nghs_desktop.base.clock import system_clock
from nghs_desktop.base.ids import new_id
from nghs_desktop.cli.arguments import WrongUse
from nghs_desktop.cli.output import say, say_columns, say_json
from nghs_desktop.cli.workspaces import reading, who, writing
from nghs_desktop.domain.commands import LogRecords
from nghs_desktop.domain.decisions import Decision
from nghs_desktop.domain.evidence import Study
from nghs_desktop.domain.frameworks import FrameworkVersion
from nghs_desktop.domain.known_names import fold
from nghs_desktop.domain.nouns import NOUN, show_number
from nghs_desktop.domain.practice_commands import (
    AdoptFramework,
    AskReviewers,
    ClassifyPractice,
    RateReview,
)
from nghs_desktop.domain.practices import Practice, PracticeLevel
from nghs_desktop.domain.rating_line import missing_words, read_ratings
from nghs_desktop.domain.study_line import read_study, study_facts_line
from nghs_desktop.services.by_name import UnknownName, group_by_name
from nghs_desktop.services.frameworks import (
    FrameworkPage,
    PracticeStanding,
    criteria_of,
    framework_page,
    open_reviews,
    practice_standing,
    reviews_due,
    reviews_of,
    scheme_words,
)
from nghs_desktop.services.practice_evidence import PracticeEvidence, practice_evidence
from nghs_desktop.services.queries import find, named, work_groups
from nghs_desktop.storage.reader import Reader

if TYPE_CHECKING:
    import argparse


def carry_out(options: argparse.Namespace) -> int:
    """Do what was asked of practices; return the exit code."""
    match options.what:
        case "show":
            _show(options)
        case "due":
            _due(options)
        case "study":
            _study(options)
        case "ask":
            _ask(options)
        case "rate":
            _rate(options)
        case "classify":
            _classify(options)
    return 0


def carry_out_framework(options: argparse.Namespace) -> int:
    """Do what was asked of frameworks; return the exit code."""
    match options.what:
        case "list":
            _frameworks(options)
        case "show":
            _framework(options)
        case "adopt":
            _adopt(options)
    return 0


# -- which one -----------------------------------------------------------------------------------
def _practice(reader: Reader, typed: str) -> Practice:
    return cast(Practice, reader.get(NOUN["practice"], _one(reader, "practice", typed)))


def _one(reader: Reader, noun: str, typed: str) -> str:
    """Return the key of a record by its key, its number, its title or the beginning of one."""
    kept = reader.get(NOUN[noun], typed)
    if kept is not None and not kept.deleted:
        return kept.id
    numbered = [one.id for one in find(reader, typed, nouns=(noun,)) if one.code]
    if len(numbered) == 1:
        return numbered[0]
    headline = NOUN[noun].headline
    rows = reader.rows(f"SELECT id, {headline} FROM {noun} WHERE deleted = 0")
    wanted = fold(typed)
    exact = [id for id, name in rows if fold(name) == wanted]
    begun = exact or [id for id, name in rows if wanted and fold(name).startswith(wanted)]
    what = NOUN[noun].label.lower()
    if len(begun) > 1:
        raise UnknownName(f"“{typed}” is more than one {what}.", "Type more of it.")
    if not begun:
        raise UnknownName(f"There is no {what} “{typed}”.", "Search finds what there is.")
    return str(begun[0])


def _people(reader: Reader, typed: list[str]) -> list[str]:
    return [_one(reader, "person", name) for name in typed]


def _standing(reader: Reader, id: str) -> PracticeStanding:
    found = practice_standing(reader, id, viewer=who())
    assert found is not None
    return found


# -- practices -----------------------------------------------------------------------------------
def _show(options: argparse.Namespace) -> None:
    with reading(options) as reader:
        practice = _practice(reader, options.practice)
        evidence = practice_evidence(reader, practice.id)
        assert evidence is not None
        standing = _standing(reader, practice.id)
    if options.json:
        say_json(practice_as_json(evidence, standing))
        return
    say_columns(show_number(NOUN["practice"], practice.number), practice.title)
    for level in standing.levels:
        given = level.given.level.label if level.given.level else ""
        say(f"Level: {given} ({level.scheme})")
    if not standing.levels:
        say("Level: none yet")
    for study in evidence.studies:
        say(f"Evidence: {study.citation}: {study_facts_line(study)}")
    tiers = [(one.context.name, one.assessment) for one in evidence.tiers]
    for name, assessment in tiers or [("no local context yet", evidence.anywhere)]:
        say(f"{assessment.words}, for {name}")
        for words in assessment.missing:
            say(f"  missing for the next tier: {words}")
    for other in evidence.others:
        say(f"{other.scheme}: {other.level}")
    for row in standing.rows:
        state = "conflict of interest" if row.conflict else "in" if row.done else "asked"
        say(f"Reviewer: {row.name}, {state}")
    guidance = standing.standing.guidance
    if guidance is not None:
        say(f"Guidance: {guidance.level.label} ({standing.scheme})")
        for words in (*guidance.reasons, *guidance.missing):
            say(f"  {words}")
    for site in evidence.adoptions:
        say(f"Taken up: {site.site}, {site.adoption.outcome.label}")


def practice_as_json(evidence: PracticeEvidence, standing: PracticeStanding) -> dict[str, Any]:
    """Return a practice with its evidence as the command line hands it out; the keys are stable."""
    practice, guidance = evidence.practice, standing.standing.guidance
    tiers = [(one.context.name, one.assessment) for one in evidence.tiers]
    return {
        "id": practice.id,
        "title": practice.title,
        "status": practice.status.value,
        "review_by": practice.review_by.isoformat() if practice.review_by else None,
        "levels": [
            {
                "level": one.given.level.value if one.given.level else None,
                "scheme": one.scheme,
                "decision": one.decision,
                "reason": one.given.reason,
                "on": one.given.classified_on.isoformat() if one.given.classified_on else None,
            }
            for one in standing.levels
        ],
        "tiers": [
            {
                "context": name,
                "scheme": "ESSA",
                "level": one.tier.value,
                "reasons": list(one.reasons),
                "missing": list(one.missing),
            }
            for name, one in [*tiers, ("", evidence.anywhere)]
        ],
        "other_schemes": [{"scheme": one.scheme, "level": one.level} for one in evidence.others],
        "studies": [
            {"id": one.id, "citation": one.citation, "facts": study_facts_line(one)}
            for one in evidence.studies
        ],
        "round": standing.round,
        "all_in": standing.all_in,
        "reviews": [
            {
                "id": row.review_id,
                "reviewer": row.name,
                "handed_in": row.done,
                "conflict": row.conflict,
                "ratings": dict(row.ratings) if row.ratings else None,
            }
            for row in standing.rows
        ],
        "guidance": {
            "level": guidance.level.value,
            "scheme": standing.scheme,
            "mean": standing.standing.mean_words,
            "missing": list(guidance.missing),
            "talk": list(guidance.talk),
        }
        if guidance
        else None,
        "adoptions": [
            {"site": one.site, "outcome": one.adoption.outcome.value}
            for one in evidence.adoptions
        ],
    }  # fmt: skip


def _due(options: argparse.Namespace) -> None:
    today = system_clock().astimezone().date()
    with reading(options) as reader:
        groups = [group_by_name(reader, options.group)] if options.group else work_groups(reader)
        due = [one for group in groups for one in reviews_due(reader, group.id, today)]
        waiting = [one for group in groups for one in open_reviews(reader, group.id)]
    if options.json:
        say_json(
            {
                "due": [
                    {"id": one.practice_id, "title": one.title, "by": one.review_by.isoformat()}
                    for one in due
                ],
                "open": [
                    {"id": one.practice_id, "title": one.title, "reviewer": one.reviewer}
                    for one in waiting
                ],
            }
        )
        return
    for again in due:
        say_columns(again.review_by.isoformat(), again.title, "to be looked at again")
    for asked in waiting:
        say_columns(asked.due.isoformat() if asked.due else "", asked.title, asked.reviewer)


def _study(options: argparse.Namespace) -> None:
    fields = read_study(options.line)
    if not fields:
        raise WrongUse("A study needs its citation.", "Nothing was kept.")
    with writing(options) as workspace:
        practice = workspace.read_here(lambda reader: _practice(reader, options.practice))
        study = Study(id=new_id(), practice_id=practice.id, **fields)
        workspace.run(LogRecords((study,), label="add a study")).result()
        found = workspace.read_here(lambda reader: practice_evidence(reader, practice.id))
    if options.json:
        say_json({"id": study.id, "facts": study_facts_line(study)})
    else:
        say(study.id)
        for tier in found.tiers if found else ():
            say(f"{tier.assessment.words}, for {tier.context.name}")


def _ask(options: argparse.Namespace) -> None:
    with writing(options) as workspace:
        practice = workspace.read_here(lambda reader: _practice(reader, options.practice))
        people = workspace.read_here(lambda reader: _people(reader, options.reviewer))
        found = workspace.read_here(lambda reader: _standing(reader, practice.id))
        if found.framework is None:
            raise WrongUse(
                "The group has no framework in force.", "framework adopt puts one in force."
            )
        today = system_clock().astimezone().date()
        reviews = {person: new_id() for person in people}
        command = AskReviewers(practice.id, found.framework.id, reviews, today, options.due)
        round = workspace.run(command).result().result
    if options.json:
        say_json({"id": practice.id, "round": round, "asked": people})
    else:
        say(f"round {round}")


def _rate(options: argparse.Namespace) -> None:
    with writing(options) as workspace:
        practice = workspace.read_here(lambda reader: _practice(reader, options.practice))
        (person,) = workspace.read_here(lambda reader: _people(reader, [options.reviewer]))
        found = workspace.read_here(lambda reader: reviews_of(reader, practice.id))
        review = next((one.id for one in found.kept if one.reviewer_id == person), "")
        if not review:
            raise WrongUse(f"{options.reviewer} was not asked.", "practice ask asks reviewers.")
        criteria = workspace.read_here(lambda reader: criteria_of(reader, found.framework_id))
        read = read_ratings(options.ratings, [(one.id, one.name) for one in criteria])
        if read.problem or read.missing:
            raise WrongUse(read.problem or missing_words(read), "Nothing was kept.")
        workspace.run(RateReview(review, read.ratings, system_clock())).result()
        whole = workspace.read_here(lambda reader: reviews_of(reader, practice.id)).all_in
    if options.json:
        say_json({"id": review, "all_in": whole})
    else:
        say("All are in." if whole else "Handed in.")


def _classify(options: argparse.Namespace) -> None:
    now = system_clock()
    with writing(options) as workspace:
        practice = workspace.read_here(lambda reader: _practice(reader, options.practice))
        found = workspace.read_here(lambda reader: _standing(reader, practice.id))
        decision = workspace.read_here(lambda reader: _one(reader, "decision", options.decision))
        command = ClassifyPractice(
            id=new_id(),
            practice_id=practice.id,
            framework_id=found.rated_under.id if found.rated_under else "",
            level=PracticeLevel(options.level),
            decision_id=decision,
            on=now.astimezone().date(),
            at=now,
            reason=options.reason or "",
            review_by=options.again,
            by=workspace.actor,
        )
        if not command.framework_id:
            raise WrongUse("Nobody rated this practice yet.", "practice ask asks reviewers.")
        workspace.run(command).result()
    if options.json:
        say_json({"id": command.id, "level": command.level.value, "scheme": found.scheme})
    else:
        say(f"{command.level.label} ({found.scheme})")


# -- frameworks ----------------------------------------------------------------------------------
def _frameworks(options: argparse.Namespace) -> None:
    with reading(options) as reader:
        kept = cast(
            list[FrameworkVersion],
            reader.records(NOUN["framework"], "WHERE r.deleted = 0 ORDER BY r.created_at, r.id"),
        )
        groups = {row.id: row.name for row in named(reader, "work_group")}
    if options.json:
        say_json(
            [
                {
                    "id": one.id,
                    "name": one.name,
                    "version": one.version,
                    "status": one.status.value,
                    "group": groups.get(one.group_id or "", ""),
                }
                for one in kept
            ]
        )
        return
    for one in kept:
        say_columns(one.id, scheme_words(one), one.status.label, groups.get(one.group_id or "", ""))


def _page(reader: Reader, typed: str) -> FrameworkPage:
    found = framework_page(reader, _one(reader, "framework", typed))
    assert found is not None
    return found


def _framework(options: argparse.Namespace) -> None:
    with reading(options) as reader:
        page = _page(reader, options.framework)
    if options.json:
        say_json(
            {
                "id": page.framework.id,
                "name": page.framework.name,
                "version": page.framework.version,
                "status": page.framework.status.value,
                "decision": page.decision,
                "criteria": [
                    {
                        "name": one.name,
                        "definition": one.definition,
                        "anchors": one.anchors.splitlines(),
                        "weight": one.weight,
                        "minimum": one.minimum,
                    }
                    for one in page.criteria
                ],
                "thresholds": list(page.thresholds),
                "problems": list(page.problems),
                "changes": list(page.changed),
            }
        )
        return
    say_columns(scheme_words(page.framework), page.framework.status.label)
    for one in page.criteria:
        say(f"{one.name}: {one.definition}")
        for number, words in enumerate(one.anchors.splitlines(), 1):
            say(f"  {number}  {words}")
    for words in (*page.thresholds, *page.problems):
        say(words)
    for words in page.changed:
        say(f"would change: {words}")


def _adopt(options: argparse.Namespace) -> None:
    now = system_clock()
    with writing(options) as workspace:
        page = workspace.read_here(lambda reader: _page(reader, options.framework))
        decision = workspace.read_here(lambda reader: _one(reader, "decision", options.decision))
        day = now.astimezone().date()
        command = AdoptFramework(page.framework.id, decision, day, now, workspace.actor)
        workspace.run(command).result()
        kept = workspace.read_here(lambda reader: reader.get(NOUN["decision"], decision))
    if options.json:
        say_json({"id": page.framework.id, "decision": cast(Decision, kept).title})
    else:
        say(f"{scheme_words(page.framework)} is in force.")
