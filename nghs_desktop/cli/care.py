"""The commands that look after a workspace: check, backup, restore, self-test."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from nghs_desktop.base.clock import system_clock, to_text
from nghs_desktop.cli.output import (
    complain,
    number,
    say,
    say_columns,
    say_json,
    say_json_list,
    tell_now,
)
from nghs_desktop.cli.workspaces import chosen_workspace, reading

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from nghs_desktop.services.checkup import Checkup


def carry_out(options: argparse.Namespace) -> int:
    """Do what was asked; return the exit code."""
    match options.command:
        case "check":
            return _check(options)
        case "backup":
            _backup(options)
        case "restore" if options.list:
            _list_copies(options)
        case "restore":
            _restore(options)
        case "self-test":
            _self_test()
    return 0


def _check(options: argparse.Namespace) -> int:
    from nghs_desktop.services.checkup import check

    path = chosen_workspace(options)
    found = check(path, system_clock(), progress=tell_now)
    tell_now("")
    if options.json:
        say_json(_as_json(found))
    else:
        for part in found.parts:
            for fault in part.faults:
                say(f"{part.name}: {fault}.")
        for remark in found.remarks:
            say(remark)
    if not found.sound:
        complain(
            f"{path.name} is not sound: {number(len(found.faults), 'fault')}. Nothing was changed; "
            "nghs-desktop restore goes back to the newest good copy."
        )
        return 1
    if not options.json:
        say(f"{path.name} is sound: {number(found.records, 'record')}{_copied(found)}.")
    return 0


def _copied(found: Checkup) -> str:
    return f", newest backup {_shown(found.newest_backup)}" if found.newest_backup else ""


def _as_json(found: Checkup) -> dict[str, object]:
    return {
        "sound": found.sound,
        "records": found.records,
        "faults": [
            {"part": part.name, "fault": fault} for part in found.parts for fault in part.faults
        ],
        "remarks": list(found.remarks),
        "newest_backup": to_text(found.newest_backup) if found.newest_backup else None,
    }


def _backup(options: argparse.Namespace) -> None:
    from nghs_desktop.storage.backup import back_up

    with reading(options):  # refuses what is not ours before a folder is made beside it
        copy = back_up(chosen_workspace(options), system_clock())
    say(copy.path)


def _list_copies(options: argparse.Namespace) -> None:
    from nghs_desktop.services.restore import copies_of

    copies = copies_of(chosen_workspace(options))
    if options.json:
        say_json_list(
            {"name": one.path.name, "made_at": to_text(one.made_at), "path": str(one.path)}
            for one in copies
        )
    else:
        for one in copies:
            say_columns(one.path.name, _shown(one.made_at))


def _restore(options: argparse.Namespace) -> None:
    from nghs_desktop.services.restore import restore_copy

    path = chosen_workspace(options)
    done = restore_copy(path, options.copy or "", system_clock())
    if options.json:
        aside = str(done.aside) if done.aside else None
        say_json({"path": str(path), "copy": str(done.copy.path), "aside": aside})
        return
    say(f"{path.name} is the copy of {_shown(done.copy.made_at)} again.")
    if done.aside:
        say(f"The file before it is in {done.aside}")


def _self_test() -> None:
    from nghs_desktop.services.checkup import self_test

    with tempfile.TemporaryDirectory(prefix="nghs-self-test-") as folder:
        for line in self_test(Path(folder), system_clock()):
            say(line)
    say("Everything works.")


def _shown(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%b %Y %H:%M}"
