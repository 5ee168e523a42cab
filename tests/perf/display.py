"""A screen to paint on: a virtual X screen where there is one, else Qt's own in memory."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

_NOT_OURS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONDONTWRITEBYTECODE")
"""Left out for the programs: the screen of the person who measures, and what would have every start
compile the source anew, as no installed program does."""


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Yield the environment of programs that paint; the virtual screen ends with the block."""
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    if shutil.which("Xvfb") is None:
        yield environment | {"QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        yield environment | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()
