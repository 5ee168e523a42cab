"""The commands of focus rounds: list, show, best, waiting, score, move. Only the last two write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from nghs_desktop.base.clock import system_clock
from nghs_desktop.base.ids import new_id
from nghs_desktop.cli.arguments import WrongUse
from nghs_desktop.cli.output import number, say, say_json, say_json_list
from nghs_desktop.cli.workspaces import reading, writing
from nghs_desktop.domain.focus_commands import MoveRound
from nghs_desktop.domain.focus_records import KeptRound, Measure, RoundState
from nghs_desktop.domain.focus_rounds import Hours, Standing, hours_of, in_order
from nghs_desktop.domain.known_names import fold
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.services.by_name import UnknownName, group_by_name
from nghs_desktop.services.focus import (
    Advice,
    RoundStanding,
    round_standing,
    score_command,
    unanswered_advice,
)
from nghs_desktop.services.focus_optimum import best_set, value_of
from nghs_desktop.services.queries import work_groups

if TYPE_CHECKING:
    import argparse

    from nghs_desktop.storage.reader import Reader


def carry_out(options: argparse.Namespace) -> int:
    """Do what was asked; return the exit code."""
    match options.what:
        case "list":
            _list(options)
        case "show":
            _show(options)
        case "best":
            _best(options)
        case "waiting":
            _waiting(options)
        case "score":
            _score(options)
        case "move":
            _move(options)
    return 0


def _rounds(reader: Reader, options: argparse.Namespace) -> list[KeptRound]:
    found = cast(
        list[KeptRound],
        reader.records(NOUN["focus_round"], "WHERE r.deleted = 0 ORDER BY r.created_at DESC, r.id"),
    )
    if not options.group:
        return found
    group = group_by_name(reader, options.group)
    return [one for one in found if group.id in (one.group_id, *one.groups.split())]


def _meant(reader: Reader, options: argparse.Namespace) -> RoundStanding:
    """Return the round that was typed: by its key, its title or the beginning of one."""
    typed, every = fold(options.round), _rounds(reader, options)
    found = [one for one in every if options.round == one.id or fold(one.title) == typed]
    found = found or [one for one in every if fold(one.title).startswith(typed)]
    page = round_standing(reader, found[0].id) if len(found) == 1 else None
    if page is not None:
        return page
    if found:
        several = " or ".join(one.title for one in found[:4])
        raise UnknownName(f"“{options.round}” could be {several}.", "Type more of it, or the id.")
    raise UnknownName(
        f"There is no focus round “{options.round}”.", "focus list shows those there are."
    )


def _list(options: argparse.Namespace) -> None:
    with reading(options) as reader:
        found = _rounds(reader, options)
    if options.json:
        say_json_list([_as_json(one) for one in found])
        return
    for one in found:
        say(f"{one.title or 'Untitled round'}: {one.state.label.lower()}")
    say(number(len(found), "round"))


def _as_json(found: KeptRound) -> dict[str, Any]:
    return {
        "id": found.id,
        "title": found.title,
        "state": found.state.value,
        "measure": found.measure.value,
        "recommended_on": found.recommended_on.isoformat() if found.recommended_on else None,
        "answer_due": found.answer_due.isoformat() if found.answer_due else None,
    }


def _show(options: argparse.Namespace) -> None:
    with reading(options) as reader:
        page = _meant(reader, options)
    measure = Measure(options.by) if options.by else page.round.measure
    ranked = in_order(page.standings, measure)
    if options.json:
        kept = {one.id: one for one in page.kept}
        candidates = []
        for place, one in ranked:
            held = kept[one.candidate.id]
            candidates.append(
                {
                    **_standing_json(one, measure),
                    "place": None if page.hidden else place,
                    "picked": held.picked,
                    "answer": held.answer.value if held.answer else None,
                    "answer_reason": held.answer_reason,
                    "given_hours": held.given_hours,
                }
            )
        say_json(
            {
                **_as_json(page.round),
                "hidden": page.hidden,
                "asked": len(page.people),
                "in": len(page.done),
                "hours": {kind.value: hours for kind, hours in page.available.items()},
                "over": page.facts.over,
                "candidates": candidates,
                "next": [{"state": to.value, "problem": problem} for to, problem in page.nexts()],
            }
        )
        return
    say(f"{page.round.title}: {page.round.state.label.lower()}. {page.progress()}")
    for place, one in ranked:
        value = "" if page.hidden else f"{place}. {float(one.measured(measure)):.2f}  "
        say(f"{value}{one.candidate.title}, {one.candidate.hours} h")
    for to, problem in page.nexts():
        say(f"To {to.label.lower()}: {problem or 'nothing is missing.'}")


def _standing_json(one: Standing, measure: Measure) -> dict[str, Any]:
    means = {
        name: float(value) if value is not None else None
        for name, value in (
            ("impact", one.impact), ("effort", one.effort), ("confidence", one.confidence),
        )
    }  # fmt: skip
    return {
        "id": one.candidate.id,
        "title": one.candidate.title,
        "hours": {kind.value: one.candidate.needs.get(kind, 0) for kind in Hours},
        "scored_by": one.scored_by,
        **means,
        "dots": one.dots,
        "spread": one.spread,
        "value": float(one.measured(measure)),
        "quadrant": one.quadrant.value if one.quadrant else None,
    }


def _best(options: argparse.Namespace) -> None:
    with reading(options) as reader:
        page = _meant(reader, options)
    measure = Measure(options.by) if options.by else page.round.measure
    best = best_set(page.standings, page.available, measure)
    own = page.picked
    worth = value_of(page.standings, frozenset(one.id for one in own), measure)
    if options.json:
        say_json(
            {
                "measure": measure.value,
                "proven": best.proven,
                "best": {
                    "ids": [one.id for one in best.chosen],
                    "titles": [one.title for one in best.chosen],
                    "worth": float(best.value),
                    "hours": {kind.value: hours for kind, hours in best.hours.items()},
                },
                "own": {
                    "ids": [one.id for one in own],
                    "titles": [one.title for one in own],
                    "worth": float(worth),
                    "hours": {kind.value: hours for kind, hours in hours_of(own).items()},
                    "over": page.facts.over,
                },
            }
        )
        return
    names = ", ".join(one.title for one in best.chosen) or "nothing"
    say(f"Best by {measure.label.lower()}: {names}; worth {float(best.value):.2f}.")
    names = ", ".join(one.title for one in own) or "nothing"
    say(f"The group's own: {names}; worth {float(worth):.2f}. {page.facts.over}".rstrip())


def _waiting(options: argparse.Namespace) -> None:
    today = system_clock().astimezone().date()
    with reading(options) as reader:
        groups = (group_by_name(reader, options.group),) if options.group else work_groups(reader)
        found: dict[str, Advice] = {}
        for group in groups:
            for one in unanswered_advice(reader, group.id, today):
                found.setdefault(one.round_id, one)
    if options.json:
        say_json_list(
            [
                {"id": one.round_id, "title": one.title, "days": one.days, "late": one.late}
                for one in found.values()
            ]
        )
        return
    for one in found.values():
        say(one.words)
    if not found:
        say("No advice waits for an answer.")


def _score(options: argparse.Namespace) -> None:
    with writing(options) as workspace:
        page = workspace.read_here(lambda reader: _meant(reader, options))
        typed = fold(options.candidate)
        found = [one for one in page.kept if one.id == options.candidate]
        found = found or [one for one in page.kept if fold(one.title).startswith(typed)]
        if len(found) != 1:
            several = " or ".join(one.title for one in found[:4])
            raise UnknownName(
                f"“{options.candidate}” could be {several}."
                if found
                else f"There is no candidate “{options.candidate}”.",
                "focus show lists the candidates.",
            )
        key = workspace.run(score_command(page, found[0].id, options.line, system_clock()))
        say_json({"id": key.result().result}) if options.json else say(key.result().result)


def _move(options: argparse.Namespace) -> None:
    if options.state not in {one.value for one in RoundState}:
        raise WrongUse(f"A round is {', '.join(one.value for one in RoundState)}.")
    with writing(options) as workspace:
        page = workspace.read_here(lambda reader: _meant(reader, options))
        to = RoundState(options.state)
        command = MoveRound(new_id(), page.round.id, to, system_clock(), why=options.why or "")
        workspace.run(command).result()
        if options.json:
            say_json({"id": page.round.id, "state": to.value})
        else:
            say(f"{page.round.title}: {to.label.lower()}")
