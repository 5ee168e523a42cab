"""Every command and option stands in docs/command-line.md, and nothing else does."""

from __future__ import annotations

import re

from tests.support.program import ROOT, succeed

PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
COMMANDS = (
    *("new", "log", "capture", "undo", "redo", "list", "search", "brief", "export"),
    *("meeting", "barrier", "referral"),
    *("practice", "framework", "focus", "check", "backup", "restore", "self-test"),
)
PARTS = {
    "meeting": ("new", "list", "show", "minutes", "paper", "book", "calendar"),
    "barrier": ("show", "move", "same", "merge", "told"),
    "referral": ("new", "list", "show", "move", "split"),
    "practice": ("show", "due", "study", "ask", "rate", "classify"),
    "framework": ("list", "show", "adopt"),
    "focus": ("list", "show", "best", "waiting", "score", "move"),
}
WHOLE = tuple(f"{whole} {part}" for whole, parts in PARTS.items() for part in parts)
SYNOPSIS = PAGE.partition("```")[2].partition("```")[0]


def test_every_option_is_documented_and_every_documented_one_exists() -> None:
    for command in (*(one for one in COMMANDS if one not in PARTS), *WHOLE):
        begins = rf"(nghs-desktop|\|) {command}\b"
        lines = [line for line in SYNOPSIS.splitlines() if re.search(begins, line)]
        assert lines, f"{command} is not in the synopsis"
        real = set(re.findall(r"--[a-z]+", succeed(*command.split(), "--help").text))
        told = set(re.findall(r"--[a-z]+", lines[0]))
        assert real - {"--help", "--workspace"} == told, command


def test_the_help_lists_these_commands_and_no_other() -> None:
    shown = re.findall(r"^    ([a-z-]+)  ", succeed("--help").text, re.MULTILINE)
    assert tuple(shown) == COMMANDS
    for whole, parts in PARTS.items():
        inner = re.findall(r"^    ([a-z-]+)  ", succeed(whole, "--help").text, re.MULTILINE)
        assert tuple(inner) == parts
