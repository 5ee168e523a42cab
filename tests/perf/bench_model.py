"""The real list of a million items on a screen in memory: from asking to the painted first page, and
from a turn of the scroll bar to painted rows."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from nghs_desktop.base.clock import system_clock
from nghs_desktop.domain.nouns import BARRIER
from nghs_desktop.services.lists import ListQuery
from nghs_desktop.services.workspace import Workspace
from tests.perf.bench_list import _resident
from tests.perf.data import first_group, large
from tests.perf.figures import Figure, at


def bench(count: int = 1_000_000, steps: int = 150) -> list[Figure]:
    """Open the list, then scroll and jump through it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from nghs_desktop.ui.dispatch import Dispatch
    from nghs_desktop.ui.look import Look
    from nghs_desktop.ui.models.items import ItemsModel
    from nghs_desktop.ui.shell import Shell
    from nghs_desktop.ui.view_context import ViewContext
    from nghs_desktop.ui.views.item_rows import ItemDelegate, ItemsList

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    path = large(BARRIER, count, searchable=False)
    group = first_group(path)
    with tempfile.TemporaryDirectory() as folder:
        look = Look("light", motion=False)
        look.install(app)
        workspace = Workspace.prepare(path)
        dispatch = Dispatch(workspace)
        settings = QSettings(str(Path(folder) / "bench.ini"), QSettings.Format.IniFormat)
        shell = Shell(look, {}, settings)
        context = ViewContext(
            look, dispatch, shell.actions_table, settings, system_clock, lambda *_: None
        )
        view = ItemsList(look, "Barriers")
        view.setItemDelegate(ItemDelegate(context, view, lambda *_: None))
        model = ItemsModel(context, "barrier", view)
        view.setModel(model)
        view.resize(760, 700)
        view.show()
        heard: list[str] = []
        model.listed.connect(lambda: heard.append("listed"))
        model.counted.connect(lambda _count: heard.append("counted"))

        def until(holds: Callable[[], bool]) -> float:
            start = time.perf_counter()
            while not holds():
                app.processEvents()
                time.sleep(0.0002)
            view.viewport().repaint()
            return (time.perf_counter() - start) * 1000

        opened, whole = [], []
        for order in ("newest", "oldest", "newest", "dots", "newest", "due"):
            heard.clear()
            model.show_query(ListQuery("barrier", group, order=order, today=date(2026, 11, 17)))
            opened.append(until(lambda: "listed" in heard))
            whole.append(until(lambda: "counted" in heard))
        memory, chance, bar = _resident(), random.Random(5), view.verticalScrollBar()
        moved = []
        for step in range(steps):
            place = bar.value() + 500 if step % 2 else chance.randrange(bar.maximum())
            bar.setValue(place)
            first = view.indexAt(view.viewport().rect().topLeft()).row()
            seen = range(first, first + view.viewport().height() // view.row_height)
            view.viewport().repaint()
            moved.append(until(lambda rows=seen: all(model.at(row) for row in rows)))  # type: ignore[misc]
        grown = _resident() - memory
        view.close()
        view.deleteLater()
        shell.deleteLater()
        dispatch.deleteLater()
        app.processEvents()
        workspace.close()
    moved.sort()
    name = f"real list of {count:,}"
    return [
        Figure(
            f"{name}: asked to first page painted", at(sorted(opened), 0.5), 0, 60.0, "ms", True
        ),
        Figure(f"{name}: a step of scrolling painted, p95", at(moved, 0.95), 0, 20.0, "ms", True),
        Figure(f"{name}: memory grown by {steps} steps", grown, 0, 16.0, "MiB", True),
        Figure(f"{name}: the number of all rows is known after", at(sorted(whole), 0.5), 0),
    ]
