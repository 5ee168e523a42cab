"""Pages of a PDF on screen and on a printer: drawn elsewhere, old until new, never cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPageSize, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.domain.briefs import BriefContent, Paper, Paragraphs, Section
from nghs_desktop.reports.document import render
from nghs_desktop.ui.briefs.page_view import Fit, PageView
from nghs_desktop.ui.briefs.pages import BandReader, PageSize, PdfPages, picture_of
from nghs_desktop.ui.briefs.printing import PrintJob
from nghs_desktop.ui.briefs.zoom_bar import ZoomBar
from nghs_desktop.ui.look import Look

MADE = datetime(2026, 11, 17, 11, 42, tzinfo=UTC)


def pdf(
    title: str = "Buses stop at 3:30", paragraphs: int = 1, paper: Paper = Paper.LETTER
) -> bytes:
    """Return a brief with so much text; 10 paragraphs take a little over a page."""
    texts = tuple(f"{n}. " + "The last yellow bus leaves at 3:30. " * 12 for n in range(paragraphs))
    body = Section("s", "What we heard", (Paragraphs("p", texts),))
    return render(BriefContent(title=title, made_at=MADE, sections=(body,), paper=paper)).pdf


class Courier(QObject):
    """Brings results home to the window's thread, as the window's dispatch does."""

    _arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._arrived.connect(lambda run: run(), Qt.ConnectionType.QueuedConnection)

    def follow(self, future: Future[Any], then: Callable[[Any], None], owner: QWidget) -> None:
        future.add_done_callback(lambda done: self._arrived.emit(lambda: then(done.result())))


@pytest.fixture
def pages() -> Iterator[PdfPages]:
    made = PdfPages()
    yield made
    made.close()


@pytest.fixture
def view(look: Look, pages: PdfPages, qtbot: QtBot) -> Iterator[PageView]:
    courier = Courier()
    made = PageView(look, pages, courier.follow)
    qtbot.addWidget(made)
    made.resize(600, 760)
    made.show()
    yield made
    pages.close()
    QApplication.sendPostedEvents(courier, QEvent.Type.MetaCall.value)
    made.close()


def show(view: PageView, pages: PdfPages, content: bytes, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.shown, timeout=10_000):
        view.show_document(pages.open(content).result())


def dark_share(picture: QImage) -> float:
    """Return how much of a picture is darker than paper."""
    small = picture.scaled(120, 120).convertToFormat(QImage.Format.Format_Grayscale8)
    dots = [small.pixelColor(x, y).lightness() for x in range(120) for y in range(120)]
    return sum(1 for dot in dots if dot < 230) / len(dots)


# -- reading and drawing -----------------------------------------------------------------------
def test_a_document_has_the_size_and_the_words_of_each_page(pages: PdfPages) -> None:
    document = pages.open(pdf(paragraphs=10)).result()
    assert document.sizes == (PageSize(612, 792), PageSize(612, 792))
    assert "Buses stop at 3:30" in document.texts[0]
    assert "9. The last" in document.texts[1] and "9. The last" not in document.texts[0]


def test_a_page_is_drawn_as_large_as_asked_with_its_ink_on_white(pages: PdfPages) -> None:
    picture = pages.draw(pages.open(pdf()).result(), 0, 2.0).result()
    assert picture.size() == QSize(1224, 1584)
    assert picture.pixelColor(5, 5) == QColor("white")
    assert 0.005 < dark_share(picture) < 0.5


def test_an_older_document_can_still_be_drawn_after_a_newer_one_was_opened(pages: PdfPages) -> None:
    old, new = pages.open(pdf("Old")).result(), pages.open(pdf("New", paper=Paper.A4)).result()
    assert pages.draw(new, 0, 1.0).result().size() == QSize(596, 842)
    assert pages.draw(old, 0, 1.0).result().size() == QSize(612, 792)


def test_bands_of_a_page_put_together_are_the_page(pages: PdfPages) -> None:
    content, scale = pdf(), 600 / 72
    reader = BandReader(content)
    count = reader.bands(0, scale)
    assert count > 1
    parts = [reader.band(0, scale, index) for index in range(count)]
    reader.close()
    whole = pages.draw(pages.open(content).result(), 0, scale).result()
    edges = [top for top, _ in parts] + [whole.height()]
    for (top, picture), bottom in zip(parts, edges[1:], strict=True):
        assert picture.size() == QSize(whole.width(), bottom - top)
        for y in (0, picture.height() - 40):
            wanted = whole.copy(0, top + y, whole.width(), 40)
            assert unlike(picture.copy(0, y, picture.width(), 40), wanted) <= 2


def unlike(first: QImage, second: QImage) -> int:
    """Return by how much the most different dots of two pictures differ, 0 to 255 a colour."""
    bits = bytes(first.constBits()), bytes(second.constBits())
    return max(abs(one - other) for one, other in zip(*bits, strict=True))


# -- on screen ---------------------------------------------------------------------------------
def test_a_whole_page_fits_the_view_and_is_drawn_for_its_dots(
    view: PageView, pages: PdfPages, qtbot: QtBot
) -> None:
    view.resize(720, 760)
    show(view, pages, pdf(), qtbot)
    picture = view.picture(0)
    assert picture is not None
    assert view.verticalScrollBar().maximum() == 0
    assert view.height() - 52 <= picture.height() <= view.height() - 46


def test_only_pages_in_view_are_drawn(view: PageView, pages: PdfPages, qtbot: QtBot) -> None:
    show(view, pages, pdf(paragraphs=60), qtbot)
    assert view.document is not None and len(view.document.sizes) > 5
    assert view.picture(0) is not None and view.picture(4) is None
    view.go_to_page(4)
    qtbot.waitUntil(lambda: view.picture(4) is not None)
    assert view.page == 4
    assert "Page 5 of" in view.accessibleName()


def test_the_old_page_stays_until_the_new_one_is_drawn(
    view: PageView, pages: PdfPages, qtbot: QtBot
) -> None:
    show(view, pages, pdf("Old"), qtbot)
    new = pages.open(pdf("New")).result()
    view.show_document(new)
    assert view.document is not None and view.document.serial != new.serial
    assert view.picture(0) is not None
    qtbot.waitUntil(lambda: view.document is new)
    assert view.picture(0) is not None


def test_the_place_in_the_text_is_kept_when_the_pages_come_anew(
    view: PageView, pages: PdfPages, qtbot: QtBot
) -> None:
    show(view, pages, pdf(paragraphs=40), qtbot)
    view.set_zoom(1.0)
    view.verticalScrollBar().setValue(900)
    show(view, pages, pdf("Another title", paragraphs=41), qtbot)
    assert view.verticalScrollBar().value() == 900


def test_zoom_goes_in_steps_by_wheel_keys_and_buttons(
    view: PageView, pages: PdfPages, look: Look, qtbot: QtBot
) -> None:
    bar = ZoomBar(look, view)
    qtbot.addWidget(bar)
    show(view, pages, pdf(paragraphs=10), qtbot)
    assert bar.fit_page.isChecked()
    qtbot.mouseClick(bar.fit_width, Qt.MouseButton.LeftButton)
    assert view.fit is Fit.WIDTH and not bar.fit_page.isChecked()
    picture_width = 600 - 48 - view.verticalScrollBar().sizeHint().width()
    qtbot.waitUntil(
        lambda: (p := view.picture(0)) is not None and abs(p.width() - picture_width) < 2
    )
    view.set_zoom(1.0)
    assert bar.percent.text() == "100 %" and not bar.fit_width.isChecked()
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == pytest.approx(1.25)
    qtbot.mouseClick(bar.smaller, Qt.MouseButton.LeftButton)
    assert view.zoom == pytest.approx(1.0)
    wheel = QWheelEvent(
        QPointF(100, 100), QPointF(100, 100), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.zoom == pytest.approx(1.15)
    assert bar.place.text() == "Page 1 of 2"


def test_the_point_under_the_pointer_stays_where_it_is(
    view: PageView, pages: PdfPages, qtbot: QtBot
) -> None:
    show(view, pages, pdf(paragraphs=40), qtbot)
    view.set_zoom(1.0)
    view.verticalScrollBar().setValue(500)
    # The top of the first page is one margin from the top of everything.
    before = 500 + 300 - 24
    view.set_zoom(2.0, QPointF(250, 300))
    assert view.verticalScrollBar().value() + 300 - 24 == pytest.approx(before * 2, abs=2)


def test_a_reader_gets_the_words_of_the_page_in_view(
    view: PageView, pages: PdfPages, qtbot: QtBot
) -> None:
    show(view, pages, pdf(paragraphs=10), qtbot)
    assert view.accessibleName() == "Page 1 of 2 of the brief"
    assert "Buses stop at 3:30" in view.accessibleDescription()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert "9. The last" in view.accessibleDescription()


# -- on a printer ------------------------------------------------------------------------------
def printer_to(path: Path, size: QPageSize.PageSizeId = QPageSize.PageSizeId.Letter) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(150)
    printer.setPageSize(QPageSize(size))
    return printer


def test_what_is_printed_has_the_same_pages_as_the_document(
    qapp: QApplication, tmp_path: Path, pages: PdfPages
) -> None:
    content = pdf(paragraphs=20)
    told: list[tuple[int, int]] = []
    job = PrintJob(content, printer_to(tmp_path / "out.pdf"))
    job.progress.connect(lambda *at: told.append(at))
    sheets = job.run()
    printed = pages.open((tmp_path / "out.pdf").read_bytes()).result()
    wanted = pages.open(content).result()
    assert sheets == len(wanted.sizes) == len(printed.sizes) >= 2
    assert told == [(n, sheets) for n in range(1, sheets + 1)]
    for page in range(sheets):
        ink = [dark_share(pages.draw(one, page, 1.0).result()) for one in (wanted, printed)]
        assert ink[1] == pytest.approx(ink[0], abs=0.03)
    assert [path.name for path in tmp_path.iterdir()] == ["out.pdf"]


def test_only_the_pages_asked_for_are_printed(
    qapp: QApplication, tmp_path: Path, pages: PdfPages
) -> None:
    printer = printer_to(tmp_path / "out.pdf")
    printer.setFromTo(2, 2)
    assert PrintJob(pdf(paragraphs=20), printer).run() == 1
    assert len(pages.open((tmp_path / "out.pdf").read_bytes()).result().sizes) == 1


def test_a_letter_page_is_made_smaller_for_a_sheet_of_a5(
    qapp: QApplication, tmp_path: Path, pages: PdfPages
) -> None:
    PrintJob(pdf(), printer_to(tmp_path / "out.pdf", QPageSize.PageSizeId.A5)).run()
    printed = pages.open((tmp_path / "out.pdf").read_bytes()).result()
    assert printed.sizes[0].width == pytest.approx(420, abs=2)
    picture = pages.draw(printed, 0, 2.0).result()
    edge = [picture.pixelColor(picture.width() - 3, y).lightness() for y in range(0, 1100, 4)]
    assert min(edge) > 230, "ink at the edge: the page was cut"


def test_a_cancelled_print_leaves_no_file(qapp: QApplication, tmp_path: Path) -> None:
    job = PrintJob(pdf(paragraphs=20), printer_to(tmp_path / "out.pdf"))
    job.progress.connect(lambda page, _pages: job.cancel() if page == 2 else None)
    assert job.run() == 0
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_print_leaves_an_older_file_as_it_was(
    qapp: QApplication, tmp_path: Path
) -> None:
    (tmp_path / "out.pdf").write_bytes(b"older")
    job = PrintJob(pdf(), printer_to(tmp_path / "out.pdf"))
    job.cancel()
    assert job.run() == 0
    assert (tmp_path / "out.pdf").read_bytes() == b"older"


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told_in_words(qapp: QApplication, tmp_path: Path) -> None:
    job = PrintJob(pdf(), printer_to(tmp_path / "no such folder" / "out.pdf"))
    with pytest.raises(EnvironmentProblem, match="Your brief is safe"):
        job.run()


def test_a_picture_of_a_page_in_many_bands_is_the_page(
    qapp: QApplication, pages: PdfPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = pdf(paragraphs=20)
    reader = BandReader(content)
    whole = picture_of(reader, 1, 2.0)
    monkeypatch.setattr("nghs_desktop.ui.briefs.pages._MOST_PIXELS", 200_000)
    assert reader.bands(1, 2.0) > 3
    assert picture_of(reader, 1, 2.0) == whole
    reader.close()
    assert whole.size() == pages.draw(pages.open(content).result(), 1, 2.0).result().size()
