"""Runs the program as people do: a process of its own, its answer, its complaints, its files."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run gave back."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """Return what was answered, as text."""
        return self.out.decode("utf-8")

    @property
    def json(self) -> Any:
        """Return what was answered, as JSON."""
        return json.loads(self.out)


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of a run."""
    return [sys.executable, "-m", "nghs_desktop", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    """Return the test's environment, with the checkout on the import path."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def run(*arguments: str | Path, given: bytes = b"", **more: str) -> Answer:
    """Run the program to its end; `more` is put into its environment."""
    done = subprocess.run(
        command(*arguments), input=given, capture_output=True, check=False, env=environment(**more)
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8"))


def succeed(*arguments: str | Path, given: bytes = b"", **more: str) -> Answer:
    """Run the program; fail the test when it does not end well."""
    answer = run(*arguments, given=given, **more)
    assert answer.code == 0, answer.err
    return answer


def refused(*arguments: str | Path, code: int = 1, given: bytes = b"", **more: str) -> str:
    """Run the program; return the one line it refuses with."""
    answer = run(*arguments, given=given, **more)
    assert answer.code == code, (answer.code, answer.err)
    assert "Traceback" not in answer.err
    assert answer.err.count("\n") == 1, answer.err
    return answer.err.rstrip("\n")


def fingerprint(*paths: Path) -> Sequence[str]:
    """Return a digest of each file's bytes."""
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
