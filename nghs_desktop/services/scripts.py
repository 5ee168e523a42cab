"""Scripts of the library and the runs of them: read into what `domain.protocols` works with, and the
commands that keep, change and run them.

A run is the moments its steps began at, kept with the script as it was begun: so it goes on in the
same step with the same time after a restart, and a later edit of the library changes no run. What a
script may be and where a run stands is worked out in the domain. No screen and no writing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from nghs_desktop.base.clock import from_text, to_text
from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref, Together, TrashRecords
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.ordering import place_between
from nghs_desktop.domain.protocol_templates import ProtocolRun, ProtocolStep, ProtocolTemplate
from nghs_desktop.domain.protocols import (
    EVERYBODY,
    Protocol,
    Running,
    Step,
    label_at,
    problems,
    running,
)
from nghs_desktop.domain.records import Record
from nghs_desktop.storage.reader import Reader

_STEP_PROBLEM = re.compile(r"Step (\d+): (.+)", re.DOTALL)
_TIME = re.compile(r"(\d{1,3})(?::([0-5]?\d))?$")
_NEW_SECONDS = 5 * 60


@frozen
class Script:
    """A script of the library: its record, its steps in order, and both as what can be run."""

    template: ProtocolTemplate
    steps: tuple[ProtocolStep, ...]

    @property
    def protocol(self) -> Protocol:
        """The script as it can be run."""
        return to_protocol(self.template, self.steps)

    @property
    def ref(self) -> Ref:
        """The record of the library."""
        return Ref("protocol_template", self.template.id)


@frozen
class RunningScript:
    """A run that has not ended: its record, the script as begun, who was given what, its moments."""

    record: ProtocolRun
    protocol: Protocol
    roles: Mapping[str, str]
    began: tuple[datetime, ...]

    @property
    def ref(self) -> Ref:
        """The record of the run."""
        return Ref("protocol_run", self.record.id)

    def at(self, now: datetime) -> Running | None:
        """Return where it stands at a moment."""
        return running(self.protocol, self.began, now)

    def label(self, at: datetime) -> str:
        """Return the label of what is said at a moment."""
        return label_at(self.protocol, self.began, at)

    def who(self, role: str) -> str:
        """Return a role with the name it was given to, for the facilitator's screen."""
        given = self.roles.get(role, "").strip()
        return f"{role}: {given}" if given and role != EVERYBODY else role


# -- reading ---------------------------------------------------------------------------------
def scripts(reader: Reader) -> tuple[Script, ...]:
    """Return the library in its order."""
    steps: dict[str, list[ProtocolStep]] = {}
    for record in reader.records(
        NOUN["protocol_step"], "WHERE r.deleted = 0 ORDER BY r.position, r.id"
    ):
        step = cast(ProtocolStep, record)
        steps.setdefault(step.protocol_id or "", []).append(step)
    found = reader.records(
        NOUN["protocol_template"], "WHERE r.deleted = 0 ORDER BY r.position, r.name, r.id"
    )
    return tuple(Script(cast(ProtocolTemplate, one), tuple(steps.get(one.id, ()))) for one in found)


def running_script(reader: Reader, meeting_id: str) -> RunningScript | None:
    """Return the run of a meeting that has not ended, the newest if there are several."""
    found = reader.records(
        NOUN["protocol_run"],
        "WHERE r.meeting_id = ? AND r.deleted = 0 AND r.ended_at IS NULL "
        "ORDER BY r.created_at DESC, r.id DESC LIMIT 1",
        (meeting_id,),
    )
    return read_run(cast(ProtocolRun, found[0])) if found else None


def read_run(record: ProtocolRun) -> RunningScript | None:
    """Return a kept run as it can be worked with; None where what was kept cannot be read."""
    try:
        protocol = script_of(record.script)
        roles = json.loads(record.roles or "{}")
        began = tuple(from_text(text) for text in record.began.split())
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(roles, dict) or not began:
        return None
    return RunningScript(record, protocol, {str(k): str(v) for k, v in roles.items()}, began)


def to_protocol(template: ProtocolTemplate, steps: Iterable[ProtocolStep]) -> Protocol:
    """Return a script of the library as what can be run; it may still have `problems`."""
    return Protocol(
        template.id,
        template.name,
        template.purpose,
        tuple(
            Step(step.title, step.seconds or 0, step.role or EVERYBODY, step.label, step.say)
            for step in steps
        ),
        tuple(role.strip() for role in template.roles.splitlines() if role.strip()),
    )


def script_text(protocol: Protocol) -> str:
    """Write a script down as it is begun."""
    said = {
        "key": protocol.key,
        "name": protocol.name,
        "purpose": protocol.purpose,
        "roles": list(protocol.roles),
        "steps": [
            {
                "title": step.title,
                "seconds": step.seconds,
                "role": step.role,
                "label": step.label,
                "say": step.say,
            }
            for step in protocol.steps
        ],
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def script_of(text: str) -> Protocol:
    """Read a script that `script_text` wrote. Raises ValueError, KeyError or TypeError."""
    said: dict[str, Any] = json.loads(text)
    steps = tuple(
        Step(
            str(one["title"]),
            int(one["seconds"]),
            str(one["role"]),
            str(one["label"]),
            str(one["say"]),
        )
        for one in said["steps"]
    )
    roles = tuple(str(role) for role in said["roles"])
    return Protocol(str(said["key"]), str(said["name"]), str(said["purpose"]), steps, roles)


# -- running ---------------------------------------------------------------------------------
def start_run(
    protocol: Protocol,
    *,
    id: str,
    meeting_id: str,
    agenda_item_id: str | None,
    roles: Mapping[str, str],
    now: datetime,
    template_id: str | None = None,
    ends: RunningScript | None = None,
) -> LogRecords | Together:
    """Return what begins a run; the one before it ends in the same step."""
    run = ProtocolRun(
        id=id,
        created_at=now.astimezone(UTC),
        meeting_id=meeting_id,
        agenda_item_id=agenda_item_id,
        protocol_id=template_id,
        name=protocol.name,
        script=script_text(protocol),
        roles=json.dumps(dict(roles), ensure_ascii=False, sort_keys=True),
        began=to_text(now),
    )
    label = f"start script “{protocol.name}”"
    begun = LogRecords((run,), label=label)
    return begun if ends is None else Together((end_run(ends, now), begun), label)


def next_step(run: RunningScript, now: datetime) -> AmendRecords:
    """Return what begins the next step; after the last one it ends the run."""
    if len(run.began) >= len(run.protocol.steps):
        return end_run(run, now)
    return _moved(run, (*run.began, now), "next step of the script")


def step_back(run: RunningScript) -> AmendRecords | None:
    """Return what goes back a step, as if the one that runs had not begun; None in the first."""
    if len(run.began) < 2:
        return None
    return _moved(run, run.began[:-1], "back a step of the script")


def end_run(run: RunningScript, now: datetime) -> AmendRecords:
    """Return what ends a run."""
    values = {"ended_at": now, "began": _moments((*run.began, now))}
    return AmendRecords((run.ref,), values, label=f"end script “{run.protocol.name}”")


def go_on_after_pause(run: RunningScript, paused: timedelta) -> AmendRecords:
    """Return what lets the step that runs count a pause for nothing."""
    began = (*run.began[:-1], run.began[-1] + paused)
    return _moved(run, began, "go on after a pause")


def with_amendment(run: RunningScript, command: AmendRecords) -> RunningScript | None:
    """Return a run as a command leaves it, before it is on disk; None when it is ended."""
    record = replace(run.record, **command.values)
    return None if record.ended_at is not None else read_run(record)


def vote_of(step: Step) -> str:
    """Return the action a step asks for: a dot vote, fist to five, or "" for none."""
    words = f" {step.title} ".casefold()
    if re.search(r"\bdots?\b", words):
        return "dot_vote"
    if re.search(r"\b(show(ing)? (of )?hands?|show hands|fists?)\b", words):
        return "fist"
    return ""


def _moved(run: RunningScript, began: Sequence[datetime], label: str) -> AmendRecords:
    return AmendRecords((run.ref,), {"began": _moments(began)}, label=label)


def _moments(began: Iterable[datetime]) -> str:
    return " ".join(to_text(moment) for moment in began)


# -- the library -----------------------------------------------------------------------------
def new_script(name: str, last_position: str) -> LogRecords:
    """Return what makes a script of one step."""
    template = ProtocolTemplate(id=new_id(), name=name, position=place_between(last_position, ""))
    step = new_step(template.id, "", "First step")
    return LogRecords((template, step), label="add script")


def new_step(protocol_id: str, last_position: str, title: str, after: str = "") -> ProtocolStep:
    """Return a step of five minutes that stands between two places."""
    return ProtocolStep(
        id=new_id(),
        protocol_id=protocol_id,
        title=title,
        seconds=_NEW_SECONDS,
        role=EVERYBODY,
        position=place_between(last_position, after),
    )


def duplicate_script(script: Script, name: str, last_position: str) -> LogRecords:
    """Return what makes a copy of a script with all its steps."""
    template = replace(
        _fresh(script.template), name=name, position=place_between(last_position, "")
    )
    steps = tuple(replace(_fresh(step), protocol_id=template.id) for step in script.steps)
    return LogRecords((template, *steps), label=f"duplicate script “{script.template.name}”")


def throw_away(script: Script) -> TrashRecords:
    """Return what moves a script to the Trash; its steps wait with it and come back with it."""
    return TrashRecords((script.ref,))


def move_step(script: Script, at: int, to: int) -> AmendRecords | None:
    """Return what moves a step to another place; None where it does not move."""
    steps = list(script.steps)
    if not (0 <= at < len(steps) and 0 <= to < len(steps)) or at == to:
        return None
    moved = steps.pop(at)
    before = steps[to - 1].position if to else ""
    after = steps[to].position if to < len(steps) else ""
    place = place_between(before, after)
    return AmendRecords((Ref("protocol_step", moved.id),), {"position": place}, label="move step")


def starting_scripts(now: datetime) -> LogRecords:
    """Return the scripts a new workspace starts with; those that are there are left as they are."""
    from nghs_desktop.services.starter import seed_records

    seed = seed_records(now).records
    found = tuple(one for one in seed if isinstance(one, ProtocolTemplate | ProtocolStep))
    return LogRecords(found, label="add the starting scripts")


def lacks_starting_scripts(have: Iterable[Script], now: datetime) -> bool:
    """Tell whether one of the scripts a new workspace starts with is not in the library."""
    kept = {script.template.id for script in have}
    return any(
        isinstance(one, ProtocolTemplate) and one.id not in kept
        for one in starting_scripts(now).records
    )


def _fresh(record: Any) -> Any:
    """The same words under a new key, made here and now."""
    usual = Record(id=new_id())
    own = {
        name: getattr(usual, name)
        for name in ("id", "created_at", "created_by", "updated_at", "deleted", "provenance")
    }
    return replace(record, **own)


# -- typing ----------------------------------------------------------------------------------
def time_words(seconds: int) -> str:
    """Return a time as it is typed: 5:00."""
    minutes, rest = divmod(max(seconds, 0), 60)
    return f"{minutes}:{rest:02}"


def read_time(text: str) -> int | None:
    """Return the seconds of a typed time such as `5`, `5:30` or `0:45`; None if it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    return int(found[1]) * 60 + int(found[2] or 0)


def field_problems(protocol: Protocol) -> dict[tuple[int, str], str]:
    """Return what keeps a script from being run, by step (0 is the script) and field.

    Fields are `name`, `roles`, `steps`, and of a step `title`, `seconds`, `role`, `label`.
    """
    found: dict[tuple[int, str], str] = {}
    for words in problems(protocol):
        match = _STEP_PROBLEM.fullmatch(words)
        if match is None:
            key = (0, _field_of_script(words))
        else:
            words = match[2][:1].upper() + match[2][1:]
            key = (int(match[1]), _field_of_step(words))
        found[key] = f"{found[key]} {words}" if key in found else words
    return found


def _field_of_script(words: str) -> str:
    if "role" in words.lower():
        return "roles"
    return "name" if "needs a name" in words else "steps"


def _field_of_step(words: str) -> str:
    for mark, field in (("title", "title"), ("time", "seconds"), ("label", "label")):
        if words.startswith(f"It needs a {mark}") or words.startswith(f"Its {mark}"):
            return field
    return "role"
