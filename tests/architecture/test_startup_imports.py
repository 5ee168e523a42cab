"""The window opens without the slow libraries: they come later, on other threads."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SLOW = ("sqlalchemy", "alembic", "reportlab", "pypdfium2", "pypdf", "PIL", "rapidfuzz")


def loaded_by(module: str) -> set[str]:
    """Return the top-level packages in memory after a fresh process has imported a module."""
    child = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules, sep='\\n')"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
        check=False,
    )
    assert child.returncode == 0, child.stderr
    return {name.split(".")[0] for name in child.stdout.split()}


@pytest.mark.parametrize(
    "module",
    ["nghs_desktop.app", "nghs_desktop.ui.program", "nghs_desktop.ui.shell", "nghs_desktop.cli"],
)
def test_slow_libraries_are_not_imported_before_the_first_paint(module: str) -> None:
    assert loaded_by(module) & set(SLOW) == set()


def test_the_command_line_starts_without_qt() -> None:
    assert "PySide6" not in loaded_by("nghs_desktop.cli")


def test_the_look_into_a_child_process_sees_what_was_imported() -> None:
    assert "reportlab" in loaded_by("reportlab.lib.units")
