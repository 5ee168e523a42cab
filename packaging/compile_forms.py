"""Compiles `resources/ui/*.ui` into `nghs_desktop/ui/forms/*.py`, the same way on every machine.

    python packaging/compile_forms.py            write what changed, remove what has no form now
    python packaging/compile_forms.py --check    write nothing; exit 1 and name what is not fresh

`pyside6-uic` does the compiling. Afterwards its dated heading and unused imports are taken out, and
its two methods get types, so that mypy knows the class of every widget in a form.
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "resources" / "ui"
TARGET = ROOT / "nghs_desktop" / "ui" / "forms"
PACKAGE_LINE = '"""Compiled forms. Written by `make forms`; edit `resources/ui/*.ui` instead."""\n'


def uic() -> str:
    """Return the path of pyside6-uic of the running Python; SystemExit when it is not installed."""
    found = shutil.which("pyside6-uic", path=str(Path(sys.executable).parent))
    if found is None:
        raise SystemExit("pyside6-uic is not installed beside this Python. Run it by `make forms`.")
    return found


def compiled(form: Path) -> str:
    """Return the Python source of one form."""
    run = subprocess.run(
        [uic(), "--no-autoconnection", str(form)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode or "class Ui_" not in run.stdout:
        raise SystemExit(f"{form.name} could not be compiled: {run.stderr.strip()}")
    source = run.stdout[run.stdout.index("from PySide6") :]
    source = typed(source, root_class(form))
    head = f'"""Compiled from resources/ui/{form.name} by `make forms`; edit that instead."""\n\n'
    body = source[source.index("class Ui_") :]
    return head + used_imports(source) + "\n\n" + tidy(body)


def root_class(form: Path) -> str:
    """Return the class of a form's outermost widget."""
    widget = ElementTree.parse(form).getroot().find("widget")
    if widget is None:
        raise SystemExit(f"{form.name} holds no widget.")
    return widget.attrib["class"]


def typed(source: str, root: str) -> str:
    """Give setupUi and retranslateUi their types."""
    return re.sub(
        r"def (setupUi|retranslateUi)\(self, (\w+)\):",
        rf"def \1(self, \2: {root}) -> None:",
        source,
    ).replace("(object):", ":")


def used_imports(source: str) -> str:
    """Return the import lines that the source needs, one name a line, sorted."""
    tree = ast.parse(source)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    needed: dict[str, set[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {alias.name for alias in node.names if (alias.asname or alias.name) in used}
            if names:
                needed.setdefault(node.module, set()).update(names)
    lines = []
    for module in sorted(needed):
        names_list = "".join(f"    {name},\n" for name in sorted(needed[module]))
        lines.append(f"from {module} import (\n{names_list})\n")
    return "".join(lines)


def tidy(body: str) -> str:
    """Drop the compiler's remarks, blank runs and trailing spaces."""
    lines = [line.rstrip() for line in body.splitlines()]
    kept = [line for line in lines if line and not re.match(r"#|\s+# \w+$", line)]
    return re.sub(r"(?<!:)\n(    def )", r"\n\n\1", "\n".join(kept)) + "\n"


def wanted() -> dict[str, str]:
    """Return file name -> text of everything that belongs into the forms folder."""
    forms = sorted(SOURCES.glob("*.ui"))
    return {"__init__.py": PACKAGE_LINE} | {f"{form.stem}.py": compiled(form) for form in forms}


def stale(files: dict[str, str]) -> list[str]:
    """Return the names in the forms folder that are missing, different or without a form."""
    there = {path.name: path.read_text(encoding="utf-8") for path in TARGET.glob("*.py")}
    return sorted(
        name for name in files.keys() | there.keys() if files.get(name) != there.get(name)
    )


def write(files: dict[str, str], names: list[str]) -> None:
    """Bring the named files of the forms folder up to date."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in names:
        if name in files:
            (TARGET / name).write_text(files[name], encoding="utf-8", newline="\n")
        else:
            (TARGET / name).unlink()


def main(arguments: list[str]) -> int:
    """Compile or check; return the exit code."""
    parser = argparse.ArgumentParser(description="Compile the .ui forms.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if not fresh")
    check: bool = parser.parse_args(arguments).check
    files = wanted()
    names = stale(files)
    if check:
        for name in names:
            print(f"nghs_desktop/ui/forms/{name} is not what resources/ui says. Run: make forms")
        return 1 if names else 0
    write(files, names)
    print(f"{len(files) - 1} forms, {len(names)} files written or removed.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
