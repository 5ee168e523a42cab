"""The one door of the services: everything it names is behind it, and the first page opens little."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from nghs_desktop.services import api

LATE = {
    "improvement",
    "focus_optimum",
    "focus",
    "chart_picture",
    "frameworks",
    "practice_evidence",
    "agenda",
    "attendance",
    "barriers",
    "brief_issue",
    "briefs",
    "calendar_file",
    "composing",
    "documents",
    "duplicates",
    "exchange",
    "library",
    "minutes",
    "papers",
    "press",
    "referring",
    "restore",
    "review",
    "room",
    "room_ahead",
    "room_display",
    "roster_lines",
    "scripts",
    "series",
    "upkeep",
    "votes",
    "followup",
}


def test_every_name_is_there() -> None:
    late = [name for names in api._LATE.values() for name in names]
    assert len(set(late)) == len(late)
    assert [name for name in late if not hasattr(api, name)] == []


def test_what_waits_is_what_the_type_checker_is_told() -> None:
    tree = ast.parse(Path(api.__file__).read_text(encoding="utf-8"))
    told = {
        (str(node.module).rpartition(".")[2], name.name)
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    assert told == {(module, name) for module, names in api._LATE.items() for name in names}


def test_briefs_and_exports_are_not_imported_for_the_first_page() -> None:
    asked = "import nghs_desktop.services.api, sys; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(run.stdout.split())
    assert {f"nghs_desktop.services.{name}" for name in LATE} & loaded == set()
    assert {"sqlalchemy", "alembic", "reportlab", "PySide6"} & loaded == set()
