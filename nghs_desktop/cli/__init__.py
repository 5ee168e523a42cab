"""The command line: the same services as the window, without a window.

What a command answers goes to stdout; what went wrong is one line on stderr. Exit code 0 is done,
1 refused or failed, 2 wrong use. Each room is imported when its command is carried out, and Qt only
for the window itself. docs/command-line.md tells it all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nghs_desktop.base.errors import EnvironmentProblem, Told

if TYPE_CHECKING:
    import argparse

DONE, FAILED, WRONG_USE, STOPPED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; return the exit code (SystemExit from argparse for wrong use)."""
    import multiprocessing

    multiprocessing.freeze_support()
    from nghs_desktop.cli.arguments import WrongUse, read_arguments
    from nghs_desktop.cli.output import complain, use_utf8

    os.umask(0o077)
    use_utf8()
    try:
        code = _carry_out(read_arguments(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except WrongUse as problem:
        complain(str(problem))
        return WRONG_USE
    except Told as problem:
        from nghs_desktop.services.by_name import UnknownName

        complain(str(problem))
        return WRONG_USE if isinstance(problem, UnknownName) else FAILED
    except BrokenPipeError:  # whoever reads our answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return STOPPED
    return code


def _carry_out(options: argparse.Namespace) -> int:
    match options.command:
        case "new" | "log" | "capture" | "undo" | "redo":
            from nghs_desktop.cli import keeping

            return keeping.carry_out(options)
        case "list" | "search" | "brief" | "export":
            from nghs_desktop.cli import looking

            return looking.carry_out(options)
        case "meeting":
            from nghs_desktop.cli import meeting

            return meeting.carry_out(options)
        case "barrier" | "referral":
            from nghs_desktop.cli import process

            return process.carry_out(options)
        case "practice":
            from nghs_desktop.cli import practices

            return practices.carry_out(options)
        case "framework":
            from nghs_desktop.cli import practices

            return practices.carry_out_framework(options)
        case "focus":
            from nghs_desktop.cli import focus

            return focus.carry_out(options)
        case "check" | "backup" | "restore" | "self-test":
            from nghs_desktop.cli import care

            return care.carry_out(options)
        case _:
            _require_screen()
            from nghs_desktop.app import run
            from nghs_desktop.cli.workspaces import named_workspace

            return run(named_workspace(options))


def _require_screen() -> None:
    """Refuse the window where Qt would only abort: a Linux session without a display."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        raise EnvironmentProblem(
            "There is no screen to open the window on.",
            "The other commands need none: nghs-desktop --help shows them.",
        )
