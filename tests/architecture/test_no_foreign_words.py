"""What must not stand in the repository: machine paths, download addresses, data run as code."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
THIS = Path(__file__).name

# Other people's texts, kept as they came.
FOREIGN = ("resources/icons/LICENSE", "resources/fonts/OFL-")

# Put together from parts, so that this file is not its own finding.
ADDRESSES = [
    "pypi" + ".org",
    "files.python" + "hosted.org",
    "registry.npm" + "js.org",
    "npm" + "js.com",
    "deb.deb" + "ian.org",
    "archive.ubu" + "ntu.com",
    "static.crates" + ".io",
    "un" + "pkg.com",
    "js" + "delivr.net",
    "hugging" + "face.co",
]
MACHINE_PATH = re.compile(
    r"(?<![\w./~<-])/(?:work|tmp|root)/\w|/home/[a-z]\w*/|/Users/[A-Za-z]\w*/|[A-Z]:\\Users\\\w"
)
DATA_AS_CODE = re.compile(
    r"(?<![\w.])(?:eval|exec)\(|\b(?:import|from) (?:pickle|shelve|marshal)\b"
    r"|\byaml\.load\(|shell=True"
)


def tracked() -> list[Path]:
    """Return the files that git keeps, or every file of a source archive that has no git."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listing.returncode == 0:
        names = [name for name in listing.stdout.split("\0") if name]
        return [ROOT / name for name in names if (ROOT / name).is_file()]
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    ]


def lines(suffixes: set[str] | None = None) -> Iterator[tuple[str, int, str]]:
    """Yield file, line number and line of our own text files."""
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(FOREIGN) or path.name == THIS:
            continue
        if suffixes is not None and path.suffix not in suffixes:
            continue
        data = path.read_bytes()
        if b"\0" in data[:8192] or path.suffix in {".ttf", ".png", ".pdf"}:
            continue
        for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
            yield name, number, line


def test_no_download_address_is_written_down() -> None:
    found = [
        f"{name}:{number} names {address}"
        for name, number, line in lines()
        for address in ADDRESSES
        if address in line
    ]
    assert found == []


def test_no_path_of_one_machine_is_written_down() -> None:
    found = [
        f"{name}:{number}: {line.strip()}"
        for name, number, line in lines()
        if MACHINE_PATH.search(line)
    ]
    assert found == []


def test_data_is_never_run_as_code() -> None:
    found = [
        f"{name}:{number}: {line.strip()}"
        for name, number, line in lines({".py"})
        if DATA_AS_CODE.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'path = "/' + 'work/main"',
        "see /" + "tmp/notes.txt",
        "/ho" + "me/dana/notes",
        "C:\\Us" + "ers\\dana",
        "/Us" + "ers/dana/Documents",
    ],
)
def test_machine_paths_are_recognised(line: str) -> None:
    assert MACHINE_PATH.search(line)


@pytest.mark.parametrize(
    "line", ["docs/work/plan", "~/work/x", "a/tmp/b", "/workspace/x", "school/home/page"]
)
def test_ordinary_words_are_not_taken_for_machine_paths(line: str) -> None:
    assert not MACHINE_PATH.search(line)


@pytest.mark.parametrize(
    "line", ["ev" + "al(text)", "  ex" + "ec(code)", "import pic" + "kle", "yaml.lo" + "ad(text)"]
)
def test_ways_to_run_data_are_recognised(line: str) -> None:
    assert DATA_AS_CODE.search(line)


@pytest.mark.parametrize("line", ["dialog.exec()", "retrieval(text)", "self.exec_started(1)"])
def test_ordinary_calls_are_not_taken_for_running_data(line: str) -> None:
    assert not DATA_AS_CODE.search(line)
