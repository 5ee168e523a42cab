"""The compiled forms are what their .ui files say, and contain nothing else."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPILER = ROOT / "packaging" / "compile_forms.py"

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Probe</class>
<widget class="QDialog" name="Probe">
 <property name="windowTitle"><string>AT&amp;T # not a remark</string></property>
 <layout class="QFormLayout" name="form">
  <item row="0" column="0"><widget class="QLabel" name="title_label">
   <property name="text"><string>Title</string></property>
   <property name="buddy"><cstring>title</cstring></property></widget></item>
  <item row="0" column="1"><widget class="QLineEdit" name="title"/></item>
 </layout>
</widget><resources/><connections/></ui>
"""


@pytest.fixture
def compiler() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_forms", COMPILER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_committed_forms_are_what_the_ui_files_compile_to() -> None:
    check = subprocess.run(
        [sys.executable, str(COMPILER), "--check"], capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout + check.stderr


def test_a_compiled_form_has_types_and_only_imports_it_uses(
    compiler: ModuleType, tmp_path: Path
) -> None:
    form = tmp_path / "probe.ui"
    form.write_text(FORM, encoding="utf-8")
    source = compiler.compiled(form)
    tree = ast.parse(source)
    imported = {
        alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert imported == {"QCoreApplication", "QDialog", "QFormLayout", "QLabel", "QLineEdit"}
    assert imported <= used
    assert "def setupUi(self, Probe: QDialog) -> None:" in source
    assert "AT&T # not a remark" in source
    assert compiler.compiled(form) == source


def test_a_changed_a_missing_and_an_orphaned_form_are_all_found(
    compiler: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, target = tmp_path / "ui", tmp_path / "forms"
    sources.mkdir()
    for name in ("changed", "missing"):
        (sources / f"{name}.ui").write_text(FORM, encoding="utf-8")
    monkeypatch.setattr(compiler, "SOURCES", sources)
    monkeypatch.setattr(compiler, "TARGET", target)
    files = compiler.wanted()
    compiler.write(files, compiler.stale(files))
    assert compiler.stale(files) == []

    (target / "changed.py").write_text("edited by hand", encoding="utf-8")
    (target / "missing.py").unlink()
    (target / "orphan.py").write_text("", encoding="utf-8")
    assert compiler.stale(files) == ["changed.py", "missing.py", "orphan.py"]
