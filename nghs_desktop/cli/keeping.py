"""The commands that write: new, log, capture, undo, redo."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nghs_desktop.base.clock import system_clock
from nghs_desktop.base.errors import UserError
from nghs_desktop.base.ids import new_id
from nghs_desktop.base.paths import SUFFIX
from nghs_desktop.cli.arguments import WrongUse
from nghs_desktop.cli.looking import item_as_json
from nghs_desktop.cli.output import complain, number, progress, say, say_json
from nghs_desktop.cli.workspaces import who, writing
from nghs_desktop.domain.capture import CaptureContext, ItemKind, parse
from nghs_desktop.domain.commands import LogRecords, Redo, Ref, Undo
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import Meeting, MeetingState
from nghs_desktop.domain.nouns import CAPTURED, NOUN
from nghs_desktop.services.by_name import group_by_name, meeting_by_name, noun_by_name
from nghs_desktop.services.capture import capture_context, to_command
from nghs_desktop.services.capture_file import Place, kinds_said, read_file, readable
from nghs_desktop.services.queries import item
from nghs_desktop.services.workspace import Content, Workspace

if TYPE_CHECKING:
    import argparse


def carry_out(options: argparse.Namespace) -> int:
    """Do what was asked; return the exit code."""
    match options.command:
        case "new":
            _new(Path(options.file), Content.SAMPLE if options.sample else Content.STARTER)
        case "log":
            _log(options)
        case "capture":
            _capture(options)
        case "undo":
            with writing(options) as workspace:
                say(f"Took back: {workspace.run(Undo()).result().label}.")
        case "redo":
            with writing(options) as workspace:
                say(f"Did again: {workspace.run(Redo()).result().label}.")
    return 0


def _new(path: Path, content: Content) -> None:
    if path.suffix != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    if path.exists():
        raise UserError(f"{path} is there already.", "Nothing was changed. Choose another name.")
    workspace = Workspace.prepare(path, actor=who(), content=content)
    try:
        workspace.start().result()
    finally:
        workspace.close()
    say(path)


def _log(options: argparse.Namespace) -> None:
    noun = noun_by_name(options.kind, CAPTURED)
    text, _ = readable(os.fsencode(options.text))
    if not text.strip():
        raise WrongUse("There is nothing to keep: the text is empty.")
    with writing(options) as workspace:
        group = workspace.read_here(lambda reader: group_by_name(reader, options.group))
        meeting_id, also = _meeting(workspace, group, options.meeting)
        now = system_clock()
        context = CaptureContext(now.date(), kind=ItemKind(noun.name), shorthand=False)
        command = to_command(
            parse(text, context),
            id=new_id(),
            now=now,
            context=context,
            group_id=group.id,
            meeting_id=meeting_id,
            actor=workspace.actor,
        )
        assert isinstance(command, LogRecords)
        kept = command.records[0]
        workspace.run(replace(command, records=(*also, *command.records))).result()
        if options.json:
            row = workspace.read_here(lambda reader: item(reader, Ref(noun.name, kept.id)))
            assert row is not None
            say_json(item_as_json(row, group.name))
        else:
            say(kept.id)


def _capture(options: argparse.Namespace) -> None:
    data = _bytes_of(options.file)
    name = "standard input" if options.file == "-" else Path(options.file).name
    with writing(options) as workspace:
        group = workspace.read_here(lambda reader: group_by_name(reader, options.group))
        meeting_id, also = _meeting(workspace, group, options.meeting)
        now = system_clock()
        context = workspace.read_here(
            lambda reader: capture_context(reader, group.id, meeting_id or "", now=now)
        )
        read = read_file(
            data,
            context,
            Place(now, workspace.actor, group.id, meeting_id),
            label=f"capture {name}",
            also=also,
            progress=progress("lines"),
        )
        if read.command is not None:
            workspace.run(read.command).result()
    for remark in read.remarks:
        kept = ", so the line is kept as a note" if remark.kept_as_note else ""
        complain(f"{name}, line {remark.line}: {remark.text.rstrip('.')}{kept}.")
    kinds = kinds_said(read.items)
    if options.json:
        remarks = [
            {"line": one.line, "problem": one.text, "kept_as_note": one.kept_as_note}
            for one in read.remarks
        ]
        say_json(
            {
                "kept": len(read.items),
                "kinds": {kind.value: count for kind, count in kinds.items()},
                "ids": [item.id for item in read.items],
                "remarks": remarks,
            }
        )
        return
    counts = [
        number(count, kind.label.lower(), NOUN[kind.value].plural.lower())
        for kind, count in kinds.items()
    ]
    say(f"Kept {', '.join(counts) if counts else 'nothing: no line has words'}.")


def _meeting(
    workspace: Workspace, group: WorkGroup, title: str | None
) -> tuple[str | None, tuple[Meeting, ...]]:
    """Return the key of the meeting a title means, and the meeting when it is still to be made."""
    if title is None:
        return None, ()
    if not title.strip():
        raise WrongUse("--meeting needs a title.")
    found = workspace.read_here(lambda reader: meeting_by_name(reader, group, title))
    if found is not None:
        return found.id, ()
    now = system_clock()
    made = Meeting(
        id=new_id(),
        title=title,
        group_id=group.id,
        starts_at=now,
        state=MeetingState.ENDED,
        created_at=now,
        created_by=workspace.actor,
    )
    return made.id, (made,)


def _bytes_of(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as problem:
        raise UserError(
            f"{file} cannot be read: {(problem.strerror or str(problem)).lower()}.",
            "Nothing was changed.",
        ) from problem
