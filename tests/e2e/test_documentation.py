"""Every command and option stands in docs/command-line.md, and nothing else does."""

from __future__ import annotations

import re

from tests.support.program import ROOT, succeed

PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
COMMANDS = (
    *("new", "log", "capture", "undo", "redo", "list", "search", "brief", "export"),
    *("meeting", "check", "backup", "restore", "self-test"),
)
WHOLE = tuple(
    f"meeting {part}" for part in ("new", "list", "show", "minutes", "paper", "book", "calendar")
)
SYNOPSIS = PAGE.partition("```")[2].partition("```")[0]


def test_every_option_is_documented_and_every_documented_one_exists() -> None:
    for command in (*(one for one in COMMANDS if one != "meeting"), *WHOLE):
        begins = rf"(nghs-desktop|\|) {command}\b"
        lines = [line for line in SYNOPSIS.splitlines() if re.search(begins, line)]
        assert lines, f"{command} is not in the synopsis"
        real = set(re.findall(r"--[a-z]+", succeed(*command.split(), "--help").text))
        told = set(re.findall(r"--[a-z]+", lines[0]))
        assert real - {"--help", "--workspace"} == told, command


def test_the_help_lists_these_commands_and_no_other() -> None:
    shown = re.findall(r"^    ([a-z-]+)  ", succeed("--help").text, re.MULTILINE)
    assert tuple(shown) == COMMANDS
    inner = re.findall(r"^    ([a-z-]+)  ", succeed("meeting", "--help").text, re.MULTILINE)
    assert tuple(f"meeting {one}" for one in inner) == WHOLE
