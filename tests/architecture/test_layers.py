"""The rules of the house, one sentence each: who may import whom, and when.

The order of the layers itself stands in pyproject.toml (`[tool.importlinter]`); the rules that need
more than an order are here. Imports inside functions count, unless the sentence says otherwise.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "nghs_desktop"
OURS = "nghs_desktop"

# Slow to import. Each is at home in the layers named here and nowhere else at module level.
HEAVY = {
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "reportlab": {"reports"},
    "pypdf": {"reports"},
    "PIL": {"reports"},
    "pypdfium2": set[str](),
    "rapidfuzz": set[str](),
    "highspy": set[str](),
}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(OURS, include_external_packages=True, cache_dir=None)


def modules(graph: grimp.ImportGraph, *layers: str) -> list[str]:
    """Return our modules in the given layers."""
    return sorted(
        name
        for name in graph.modules
        if any(name == f"{OURS}.{layer}" or name.startswith(f"{OURS}.{layer}.") for layer in layers)
    )


def breaches(graph: grimp.ImportGraph, importers: list[str], allowed: object) -> list[str]:
    """Return 'module imports module' for every import for which allowed(module) is false."""
    assert callable(allowed)
    return [
        f"{importer} imports {imported}"
        for importer in importers
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if not allowed(imported)
    ]


def layer(module: str) -> str:
    """Return the layer of one of our modules, or an empty string for somebody else's."""
    parts = module.split(".")
    return parts[1] if parts[0] == OURS and len(parts) > 1 else ""


def imports_on_loading(path: Path) -> Iterator[str]:
    """Yield the packages that a file imports when it is loaded, not inside its functions."""
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]
        waiting += ast.iter_child_nodes(node)


def test_an_arrow_only_goes_down_and_siblings_never_see_each_other() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [str(linter), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_base_and_domain_use_the_standard_library_only(graph: grimp.ImportGraph) -> None:
    def standard_or_ours(imported: str) -> bool:
        return imported.split(".")[0] in sys.stdlib_module_names | {OURS}

    assert breaches(graph, modules(graph, "base", "domain"), standard_or_ours) == []


def test_no_qt_below_the_user_interface(graph: grimp.ImportGraph) -> None:
    below = modules(graph, "base", "domain", "storage", "reports", "exchange", "sync", "services")

    def not_qt(imported: str) -> bool:
        return imported.split(".")[0] not in {"PySide6", "shiboken6"}

    assert breaches(graph, below, not_qt) == []


def test_the_user_interface_sees_services_api_domain_and_base_alone(
    graph: grimp.ImportGraph,
) -> None:
    def may_be_seen(imported: str) -> bool:
        return layer(imported) in {"", "ui", "domain", "base"} or imported == f"{OURS}.services.api"

    assert breaches(graph, modules(graph, "ui"), may_be_seen) == []


def test_no_database_and_no_report_library_is_named_in_the_user_interface(
    graph: grimp.ImportGraph,
) -> None:
    def not_a_store_or_report(imported: str) -> bool:
        return imported.split(".")[0] not in {"sqlalchemy", "alembic", "sqlite3", "reportlab"}

    assert breaches(graph, modules(graph, "ui"), not_a_store_or_report) == []


def test_slow_imports_stand_at_module_level_only_in_the_layer_that_owns_them() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()} imports {name} while loading"
        for path in sorted(PACKAGE.rglob("*.py"))
        for name in imports_on_loading(path)
        if name in HEAVY and path.relative_to(PACKAGE).parts[0] not in HEAVY[name]
    ]
    assert found == []


def test_the_reader_of_loading_imports_tells_functions_from_modules(tmp_path: Path) -> None:
    source = tmp_path / "probe.py"
    source.write_text(
        "import os.path\n"
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import sqlalchemy\nelse:\n    import json\n"
        "try:\n    import alembic.op\nexcept ImportError:\n    pass\n"
        "class Kept:\n    from reportlab import rl_config\n"
        "    def draw(self):\n        import PIL\n"
        "from . import neighbour\n",
        encoding="utf-8",
    )
    assert sorted(imports_on_loading(source)) == ["alembic", "json", "os", "reportlab", "typing"]
