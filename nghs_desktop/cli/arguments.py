"""What can be typed: the commands, their arguments, and wrong use told in our own sentences."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NoReturn, Protocol

from nghs_desktop import __version__
from nghs_desktop.base.errors import UserError
from nghs_desktop.base.paths import SUFFIX

PROGRAM = "nghs-desktop"
_WRONG_USE = 2


class WrongUse(UserError):
    """What was typed is not how a command is used."""


def read_arguments(given: Sequence[str]) -> argparse.Namespace:
    """Read what was typed; `command` is empty for the window. Exits for --help and wrong use."""
    return _parser().parse_args(_for_the_window(given))


def _for_the_window(given: Sequence[str]) -> list[str]:
    """Take a lone workspace file, as a file manager hands it over, for `--workspace FILE`."""
    files = [word for word in given if not word.startswith("-")]
    if len(files) == 1 and files[0].endswith(SUFFIX) and given[0] == files[0]:
        return ["--workspace", *given]
    return list(given)


class _Parser(argparse.ArgumentParser):
    """Tells wrong use in one line: what, and how to see the right use."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{_in_our_words(message)} See {self.prog} --help.\n")
        sys.exit(_WRONG_USE)


_SENTENCES = (
    (r"the following arguments are required: (.+)", r"\1 is missing."),
    (r"unrecognized arguments: (.+)", r"“\1” is not known here."),
    (r"argument COMMAND: invalid choice: '(.+?)' .*", r"“\1” is no command."),
    (r"argument (\S+): invalid choice: '(.+?)' \(choose from (.+)\)", r"\1 is \3, not “\2”."),
    (r"argument (\S+): expected .*", r"\1 needs a value."),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 does not go with \2."),
    (r"argument (\S+): (.+)", r"\1: \2"),
)


def _in_our_words(message: str) -> str:
    for pattern, sentence in _SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(sentence).replace("'", "").replace("\n", " ")
    return f"{message[:1].upper()}{message[1:]}."


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1 on.")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day such as 2026-09-01.") from None


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a day and hour such as 2026-09-15T18:30."
        ) from None


def _parser() -> _Parser:
    where = _Parser(add_help=False)
    where.add_argument(
        "--workspace",
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="the workspace; else NGHS_WORKSPACE, else the one the window had open last",
    )
    answer = _Parser(add_help=False)
    answer.add_argument("--json", action="store_true", help="answer as JSON")
    parser = _Parser(
        prog=PROGRAM,
        description="Capture what work groups say, find it again, print a brief. Without a command "
        "the window opens.",
        parents=[where],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"NGHS Desktop {__version__}")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", parser_class=_Parser, title="commands"
    )

    def command(name: str, help: str, *parents: _Parser) -> _Parser:
        made: _Parser = commands.add_parser(
            name, help=help, description=help, parents=[*parents], allow_abbrev=False
        )
        return made

    _keeping(command, where, answer)
    _looking(command, where, answer)
    _meetings(command, where, answer)
    _processes(command, where, answer)
    _practices(command, where, answer)
    _focus(command, where, answer)
    _care(command, where, answer)
    return parser


class _Command(Protocol):
    """Adds a command with its help and the arguments it shares with others."""

    def __call__(self, name: str, help: str, *parents: _Parser) -> _Parser: ...


def _keeping(command: _Command, where: _Parser, answer: _Parser) -> None:
    new = command("new", "Create a workspace.")
    new.add_argument("file", metavar="FILE", help=f"the new file; {SUFFIX} is added when missing")
    new.add_argument("--sample", action="store_true", help="with the demonstration content")

    log = command("log", "Keep one item; its id is printed once it is on disk.", where, answer)
    log.add_argument(
        "kind",
        metavar="KIND",
        help="barrier, practice, recognition, note, commitment, decision or focus",
    )
    log.add_argument("text", metavar="TEXT", help="kept exactly as given")
    _group(log, required=True)
    log.add_argument("--meeting", metavar="TITLE", help="the meeting; made when it is not there")

    capture = command("capture", "Keep every line of a file, in one step.", where, answer)
    capture.add_argument("file", metavar="FILE", help="UTF-8 text; - reads standard input")
    _group(capture, required=True)
    capture.add_argument("--meeting", metavar="TITLE", help="the meeting; made when not there")

    command("undo", "Take the newest step back.", where)
    command("redo", "Do again what was taken back.", where)


def _looking(command: _Command, where: _Parser, answer: _Parser) -> None:
    listing = command("list", "List items of a kind, newest first.", where, answer)
    listing.add_argument("kind", metavar="KIND", help="barrier, practice, meeting, person ...")
    _group(listing, required=False)
    listing.add_argument(
        "--filter", metavar="TEXT", default="", help='as in the window: "lever:policy status:open"'
    )
    listing.add_argument(
        "--order", metavar="ORDER", help="newest, oldest, dots, due, impact, title"
    )
    listing.add_argument("--limit", metavar="N", type=_count, help="at most N of them")

    search = command("search", "Find items, people, schools and all else by words.", where, answer)
    search.add_argument("query", metavar="QUERY", help="words; the last one may be a beginning")
    search.add_argument("--limit", metavar="N", type=_count, default=50, help="at most N (50)")

    brief = command("brief", "Print a brief of a work group, or issue one.", where, answer)
    brief.add_argument("group", metavar="GROUP", help=_GROUP_HELP)
    _brief(brief)

    export = command("export", "Take everything out, as JSON or CSV.", where)
    export.add_argument(
        "--out", metavar="PLACE", default="-", help="a folder, FILE.json, or - for standard output"
    )
    export.add_argument("--format", choices=("json", "csv"), help="one of them; a folder gets both")
    export.add_argument("--private", action="store_true", help="with e-mail addresses and phones")
    export.add_argument("--history", action="store_true", help="with every change (JSON)")


def _meetings(command: _Command, where: _Parser, answer: _Parser) -> None:
    whole = command("meeting", "Prepare a meeting, look at it, print its papers.")
    inner = whole.add_subparsers(
        dest="what", metavar="COMMAND", parser_class=_Parser, title="commands", required=True
    )

    def part(name: str, help: str) -> _Parser:
        made: _Parser = inner.add_parser(
            name, help=help, description=help, parents=[where, answer], allow_abbrev=False
        )
        return made

    new = part("new", "Make a meeting; its id is printed once it is on disk.")
    new.add_argument("title", metavar="TITLE")
    _group(new, required=True)
    new.add_argument("--at", metavar="WHEN", type=_moment, help="day and hour: 2026-09-15T18:30")
    new.add_argument("--zone", metavar="ZONE", help="of the place, such as America/Chicago")
    new.add_argument("--minutes", metavar="N", type=_count, help="planned; else those of its items")
    new.add_argument("--place", metavar="PLACE", help="where")
    new.add_argument(
        "--item",
        metavar="LINE",
        action="append",
        help='an agenda item, as "Seat time 20m decide @dana"; again for each',
    )

    listing = part("list", "List meetings, newest first.")
    _group(listing, required=False)
    show = part("show", "Show a meeting with its agenda and people.")
    _one_meeting(show)
    minutes = part("minutes", "Print the minutes of a meeting as text, or as a PDF with --out.")
    _one_meeting(minutes)
    minutes.add_argument("--out", metavar="FILE.pdf", help="where to")
    _printing(minutes)
    paper = part("paper", "Print a paper of a meeting as a PDF.")
    paper.add_argument(
        "kind", metavar="KIND", help="agenda, run-sheet, sign-in, ballots, dots, minutes, book"
    )
    _one_meeting(paper)
    paper.add_argument("--out", metavar="FILE.pdf", required=True, help="where to")
    _printing(paper)
    book = part("book", "Print all papers of a meeting as one numbered PDF.")
    _one_meeting(book)
    book.add_argument("--out", metavar="FILE.pdf", required=True, help="where to")
    _printing(book)
    calendar = part("calendar", "Write a calendar file of a meeting, or of its series.")
    _one_meeting(calendar)
    calendar.add_argument(
        "--out", metavar="FILE.ics", default="-", help="where to; else standard output"
    )
    calendar.add_argument("--series", action="store_true", help="all meetings of its series")


def _practices(command: _Command, where: _Parser, answer: _Parser) -> None:
    whole = command("practice", "Evidence, reviews and levels of practices.")
    inner = whole.add_subparsers(
        dest="what", metavar="COMMAND", parser_class=_Parser, title="commands", required=True
    )

    def part(name: str, help: str, *, practice: bool = True) -> _Parser:
        made: _Parser = inner.add_parser(
            name, help=help, description=help, parents=[where, answer], allow_abbrev=False
        )
        if practice:
            made.add_argument("practice", metavar="PRACTICE", help="P-012, its title, or its id")
        return made

    part("show", "Show what is known of a practice, and where it stands.")
    due = part("due", "List reviews that wait, and levels to look at again.", practice=False)
    _group(due, required=False)
    study = part("study", "Add a study typed in one line.")
    study.add_argument("line", metavar="LINE", help='"Ash 2020; rct; wwc without; v 4.1; ..."')
    ask = part("ask", "Ask people to rate a practice.")
    ask.add_argument(
        "--reviewer", metavar="NAME", action="append", required=True, help="again for each"
    )
    ask.add_argument("--due", metavar="DATE", type=_day, help="until when (2026-12-01)")
    rate = part("rate", "Hand in somebody's ratings.")
    rate.add_argument("ratings", metavar="RATINGS", help='1 to 5 in order: "4 3 5 4 3 4 2 5"')
    rate.add_argument("--reviewer", metavar="NAME", required=True, help="who rated")
    level = part("classify", "Give a practice a level by a decision.")
    level.add_argument("level", choices=_LEVELS, metavar="LEVEL", help=", ".join(_LEVELS))
    level.add_argument(
        "--decision", metavar="DECISION", required=True, help="D-003, its question, or its id"
    )
    level.add_argument("--reason", metavar="TEXT", help="why it differs from the guidance")
    level.add_argument("--again", metavar="DATE", type=_day, help="when to look at it again")
    _frameworks(command, where, answer)


_LEVELS = ("emerging", "promising", "effective", "retired", "not_supported_here")


def _frameworks(command: _Command, where: _Parser, answer: _Parser) -> None:
    whole = command("framework", "The frameworks that practices are rated by.")
    inner = whole.add_subparsers(
        dest="what", metavar="COMMAND", parser_class=_Parser, title="commands", required=True
    )
    for name, help in (
        ("list", "List the versions of frameworks."),
        ("show", "Show a version, and what adopting it would change."),
        ("adopt", "Put a version in force by a decision."),
    ):
        made: _Parser = inner.add_parser(
            name, help=help, description=help, parents=[where, answer], allow_abbrev=False
        )
        if name != "list":
            made.add_argument("framework", metavar="FRAMEWORK", help="its name, or its id")
        if name == "adopt":
            made.add_argument("--decision", metavar="DECISION", required=True, help="as above")


def _one_meeting(command: argparse.ArgumentParser) -> None:
    command.add_argument("meeting", metavar="MEETING", help="its title, the beginning, or its id")
    _group(command, required=False)


def _printing(command: argparse.ArgumentParser) -> None:
    command.add_argument("--paper", choices=("letter", "a4"), help="else as in the settings")
    command.add_argument("--language", choices=("en", "es"), help="of the printed words (en)")
    command.add_argument("--large-print", action="store_true", help="large print")
    command.add_argument("--greys", action="store_true", help="without colours and tints")


def _brief(brief: argparse.ArgumentParser) -> None:
    brief.add_argument("--out", metavar="FILE", help="where to")
    brief.add_argument(
        "--template", choices=_TEMPLATES, default="meeting", help="which kind of brief (meeting)"
    )
    brief.add_argument("--subject", metavar="WHAT", help="what it is about: B-024, or its title")
    since = brief.add_mutually_exclusive_group()
    since.add_argument("--meeting", metavar="TITLE", help="what that meeting captured")
    since.add_argument("--since", metavar="DATE", type=_day, help="from a day on (2026-09-01)")
    brief.add_argument("--until", metavar="DATE", type=_day, help="up to and with a day")
    brief.add_argument("--filter", metavar="TEXT", default="", help='"lever:policy status:open"')
    brief.add_argument(
        "--audience",
        choices=("group", "coalition", "public"),
        help="who reads it; names are masked for all but the group",
    )
    brief.add_argument("--purpose", choices=("inform", "argue"), default="inform", help="what for")
    brief.add_argument("--language", choices=("en", "es"), default="en", help="of our own words")
    brief.add_argument("--paper", choices=("letter", "a4"), help="else as in the settings")
    brief.add_argument("--large-print", action="store_true", help="18 points and more")
    brief.add_argument("--greys", action="store_true", help="safe for black and white")
    brief.add_argument("--codes", action="store_true", help="a square code beside each source")
    brief.add_argument("--draft", action="store_true", help="marked as a draft on every page")
    form = brief.add_mutually_exclusive_group()
    form.add_argument("--docx", action="store_true", help="as a Word file in place of a PDF")
    form.add_argument("--md", action="store_true", help="as Markdown")
    form.add_argument("--png", metavar="PAGE", type=_count, help="that page as a picture")
    deed = brief.add_mutually_exclusive_group()
    deed.add_argument("--issue", action="store_true", help="number and keep it, without draft mark")
    deed.add_argument("--list", action="store_true", help="show what was issued; prints nothing")
    deed.add_argument("--reprint", metavar="NUMBER", help="an issued brief again, as it was")


_TEMPLATES = (
    *("meeting", "one-pager", "issue", "memo", "referral", "practice", "certificate"),
    *("feedback", "focus", "reading", "annual"),
)
"""The keys of the templates; a test holds them to `services/brief_kinds`."""


def _processes(command: _Command, where: _Parser, answer: _Parser) -> None:
    def parts(whole: _Parser) -> Callable[[str, str], _Parser]:
        inner = whole.add_subparsers(
            dest="what", metavar="COMMAND", parser_class=_Parser, title="commands", required=True
        )

        def part(name: str, help: str) -> _Parser:
            made: _Parser = inner.add_parser(
                name, help=help, description=help, parents=[where, answer], allow_abbrev=False
            )
            return made

        return part

    barrier = parts(command("barrier", "Look at a barrier, move it on, merge it."))
    which = "its number (B-024), the beginning of its title, or its id"
    show = barrier("show", "Show where a barrier stands and what comes next.")
    show.add_argument("barrier", metavar="BARRIER", help=which)
    move = barrier("move", "Give a barrier its next status.")
    move.add_argument("barrier", metavar="BARRIER", help=which)
    move.add_argument("status", metavar="STATUS", help="as barrier show names it")
    move.add_argument("--why", metavar="TEXT", help="the reason, where one is asked")
    move.add_argument("--confirmed-by", metavar="PERSON", help="whom it affects: it is gone")
    move.add_argument("--look-again", metavar="DATE", type=_day, help="when accepted as it is")
    same = barrier("same", "Find barriers that say nearly the same.")
    same.add_argument("text", metavar="TEXT", help="a title")
    merge = barrier("merge", "Merge a barrier into another, with its voices.")
    merge.add_argument("barrier", metavar="BARRIER", help=which)
    merge.add_argument("--into", metavar="BARRIER", required=True, help="the one that stays")
    told = barrier("told", "Note who was told of a barrier.")
    told.add_argument("barrier", metavar="BARRIER", help=which)
    told.add_argument("--who", metavar="WHO", required=True, help="who was told")
    told.add_argument("--how", metavar="HOW", help="letter, call, visit")
    told.add_argument("--on", metavar="DATE", type=_day, help="when; else today")
    told.add_argument("--asked", metavar="TEXT", help="what was asked of them")
    told.add_argument("--answer", metavar="TEXT", help="what they said")

    referral = parts(command("referral", "Hand barriers from one group to another."))
    which = "its id, or the beginning of it or of its title"
    new = referral("new", "Draft a referral of a barrier; its id is printed.")
    new.add_argument("barrier", metavar="BARRIER", help="its number, title or id")
    new.add_argument("--to", metavar="GROUP", required=True, help=_GROUP_HELP)
    new.add_argument("--why", metavar="TEXT", help="else what the barrier causes")
    new.add_argument("--ask", choices=("act", "advise", "fund", "research"), default="act",
                     help="what is asked (act)")  # fmt: skip
    listing = referral("list", "List what waits for a group: referrals, answers, barriers.")
    _group(listing, required=True)
    show = referral("show", "Show a referral: its clock, its barriers, what comes next.")
    show.add_argument("referral", metavar="REFERRAL", help=which)
    move = referral("move", "Give a referral its next state.")
    move.add_argument("referral", metavar="REFERRAL", help=which)
    move.add_argument("state", metavar="STATE", help="as referral show names it")
    move.add_argument("--why", metavar="TEXT", help="the answer, or why it is returned")
    _group(move, required=False)
    split = referral("split", "Split a referral; each part goes on by itself.")
    split.add_argument("referral", metavar="REFERRAL", help=which)
    split.add_argument("--part", metavar="BARRIER=GROUP", action="append", required=True,
                       help="again for each barrier: B-024=funding")  # fmt: skip
    split.add_argument("--why", metavar="TEXT", required=True, help="why it is split")


def _focus(command: _Command, where: _Parser, answer: _Parser) -> None:
    whole = command("focus", "Focus rounds: scores, what fits into the hours, advice that waits.")
    inner = whole.add_subparsers(
        dest="what", metavar="COMMAND", parser_class=_Parser, title="commands", required=True
    )

    def part(name: str, help: str, *, one: bool = True) -> _Parser:
        made: _Parser = inner.add_parser(
            name, help=help, description=help, parents=[where, answer], allow_abbrev=False
        )
        if one:
            made.add_argument("round", metavar="ROUND", help="its title, the beginning, or its id")
        _group(made, required=False)
        return made

    part("list", "List focus rounds, newest first.", one=False)
    by = ("dots", "impact_for_effort", "value_per_hour")
    for name, help in (
        ("show", "Show a round, its candidates in order, and what is missing."),
        ("best", "Show the best set for the hours beside the group's own."),
    ):
        part(name, help).add_argument("--by", choices=by, help="else as in the round")
    part("waiting", "List advice that staff have not answered.", one=False)
    score = part("score", "Keep one person's score of a candidate.")
    score.add_argument("candidate", metavar="CANDIDATE", help="its title, the beginning, or its id")
    score.add_argument("line", metavar="LINE", help='"dana 4 2 3": impact, effort, confidence')
    move = part("move", "Give a round its next state.")
    move.add_argument("state", metavar="STATE", help="blind, talk, second, recommended ...")
    move.add_argument("--why", metavar="TEXT", help="where a reason is asked")


def _care(command: _Command, where: _Parser, answer: _Parser) -> None:
    command("check", "Look through the workspace thoroughly.", where, answer)
    command("backup", "Make a checked copy beside the workspace.", where)
    restore = command("restore", "Go back to the newest good copy.", where, answer)
    restore.add_argument("copy", metavar="COPY", nargs="?", help="another one, by name or path")
    restore.add_argument("--list", action="store_true", help="show the copies, change nothing")
    command("self-test", "Go through the main job in a temporary folder.")


_GROUP_HELP = "a work group or lever, or the beginning of one"


def _group(command: argparse.ArgumentParser, *, required: bool) -> None:
    command.add_argument("--group", metavar="GROUP", required=required, help=_GROUP_HELP)
