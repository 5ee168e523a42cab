"""What is typed after the program's name, and which command it means."""

from __future__ import annotations

from datetime import date

import pytest

from nghs_desktop.cli.arguments import read_arguments


@pytest.mark.parametrize(
    ("typed", "workspace"),
    [
        ([], None),
        (["East.nghs"], "East.nghs"),
        (["east/My work.nghs"], "east/My work.nghs"),
        (["--workspace", "x.nghs"], "x.nghs"),
    ],
)
def test_without_a_command_it_is_the_window(typed: list[str], workspace: str | None) -> None:
    options = read_arguments(typed)
    assert options.command is None
    assert getattr(options, "workspace", None) == workspace


@pytest.mark.parametrize(
    "typed",
    [
        ["--workspace", "x.nghs", "list", "note"],
        ["list", "note", "--workspace", "x.nghs"],
        ["--workspace", "other.nghs", "list", "note", "--workspace", "x.nghs"],
    ],
)
def test_the_workspace_may_stand_before_or_after_the_command(typed: list[str]) -> None:
    options = read_arguments(typed)
    assert (options.command, options.kind, options.workspace) == ("list", "note", "x.nghs")


def test_a_day_is_read_as_a_day() -> None:
    options = read_arguments(["brief", "policy", "--out", "x.pdf", "--since", "2026-09-01"])
    assert options.since == date(2026, 9, 1)


def test_a_new_workspace_may_have_the_ending_in_its_name() -> None:
    assert read_arguments(["new", "East.nghs"]).command == "new"
