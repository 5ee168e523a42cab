"""Takes the newest pages out of the program: into files of several kinds, or to a printer. The dialogs
are the system's and wait for nobody; writing and printing happen off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QPageLayout, QPageSize
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from nghs_desktop.base.errors import Told
from nghs_desktop.domain.briefs import Paper
from nghs_desktop.services.api import file_name, write_document
from nghs_desktop.ui.briefs.outlets import Outgoing, Outlet, pdf_outlet
from nghs_desktop.ui.briefs.printing import PrintJob
from nghs_desktop.ui.briefs.progress import ProgressCard
from nghs_desktop.ui.briefs.wording import pages_words
from nghs_desktop.ui.dispatch import Dispatch
from nghs_desktop.ui.widgets.banners import BannerAction, Banners

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


WhenReady = Callable[[Callable[[Outgoing], None]], None]
"""Calls a function with the brief on screen, as soon as it is up to date."""


class Sending(QObject):
    """Saves and prints the brief on screen, once it is up to date."""

    def __init__(
        self,
        when_ready: WhenReady,
        dispatch: Dispatch,
        banners: Banners,
        progress: ProgressCard,
        say: Callable[..., object],
        view: QWidget,
    ) -> None:
        super().__init__(view)
        self._when_ready, self._dispatch, self._view = when_ready, dispatch, view
        self._banners, self._progress, self._say = banners, progress, say
        self._out = ThreadPoolExecutor(1, thread_name_prefix="brief-out")
        self._folder = self._name = ""
        self._outlet = pdf_outlet()
        self._closed = False
        self._job: PrintJob | None = None
        self._dialog: QDialog | None = None
        # For a view that goes without having been shut: this holds no reference to it.
        self.destroyed.connect(partial(self._out.shutdown, wait=False, cancel_futures=True))

    @property
    def is_printing(self) -> bool:
        """Whether pages are on their way to a printer."""
        return self._job is not None

    def cancel(self) -> None:
        """Stop printing."""
        if self._job is not None:
            self._job.cancel()

    def shut(self) -> None:
        """Stop printing, finish what is being written, take nothing more."""
        self._closed = True
        self.cancel()
        self._out.shutdown(wait=True, cancel_futures=True)

    def _hold(self, dialog: QDialog) -> None:
        """Open a dialog and keep it until it is closed; there is one at a time."""
        self._dialog = dialog
        dialog.finished.connect(self._let_go)
        QDialog.open(dialog)

    def _let_go(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()

    # -- saving ----------------------------------------------------------------------------
    def ask_where(self, words: str, outlet: Outlet) -> None:
        """Ask where to, offering a file name made of `words`, then save the newest pages there."""
        if self._dialog is not None:
            return
        self._name, self._outlet = words, outlet
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = self._folder or QStandardPaths.writableLocation(documents) or QDir.homePath()
        dialog = QFileDialog(self._view, outlet.title, folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([outlet.kinds])
        dialog.setDefaultSuffix(outlet.suffix.lstrip("."))
        dialog.selectFile(file_name(words, outlet.suffix))
        dialog.fileSelected.connect(self._save_as)
        self._hold(dialog)

    def _ask_again(self, outlet: Outlet) -> None:
        self.ask_where(self._name, outlet)

    def _save_as(self, path: str) -> None:
        if path:
            self.save_to(Path(path), self._outlet)

    def save_to(self, path: Path, outlet: Outlet | None = None) -> None:
        """Save the newest pages as a file, a PDF unless told otherwise."""
        self._folder, self._name = str(path.parent), path.stem
        self._when_ready(partial(self._write, path, outlet or pdf_outlet()))

    def _write(self, path: Path, outlet: Outlet, going: Outgoing) -> None:
        if not self._closed:
            self._banners.settle("saving")
            future = self._out.submit(lambda: write_document(path, outlet.make(going)))
            self._dispatch.follow(future, self._saved, self, partial(self._not_saved, path, outlet))

    def _saved(self, path: Path) -> None:
        words = self.tr("Saved {name}").format(name=path.name)
        folder = QUrl.fromLocalFile(str(path.parent))

        def open_folder() -> None:
            QDesktopServices.openUrl(folder)

        self._say(words, action_words=self.tr("Open folder"), action=open_folder)

    def _not_saved(self, path: Path, outlet: Outlet, problem: Told) -> None:
        actions = [
            BannerAction(self.tr("Try again"), partial(self.save_to, path, outlet)),
            BannerAction(self.tr("Save elsewhere"), partial(self._ask_again, outlet)),
        ]
        self._banners.report("saving", problem, actions)

    # -- printing --------------------------------------------------------------------------
    def ask_printer(self, name: str) -> None:
        """Open the system's print dialog; `name` is what the printer's list calls the brief."""
        if self._dialog is None and self._job is None:
            self._when_ready(partial(self._open_printer, name))

    def _open_printer(self, name: str, going: Outgoing) -> None:
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

        if self._dialog is not None or self._closed:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        a4 = going.content.paper is Paper.A4
        size = QPageSize.PageSizeId.A4 if a4 else QPageSize.PageSizeId.Letter
        printer.setPageSize(QPageSize(size))
        if going.content.landscape:
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        printer.setDocName(name)
        dialog = QPrintDialog(printer, self._view)
        dialog.setWindowTitle(self.tr("Print the brief"))
        dialog.setMinMax(1, going.pages)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.accepted.connect(partial(self.print_to, printer))
        self._hold(dialog)

    def print_to(self, printer: QPrinter) -> None:
        """Send the newest pages to a printer."""
        self._when_ready(partial(self._print, printer))

    def _print(self, printer: QPrinter, going: Outgoing) -> None:
        if self._closed or self._job is not None:
            return
        self._banners.settle("printing")
        self._name = printer.docName()
        job = self._job = PrintJob(going.pdf, printer, self)
        job.progress.connect(self._show_printing)
        self._dispatch.follow(
            self._out.submit(job.run), self._printed, self, partial(self._not_printed, printer)
        )

    def _show_printing(self, page: int, pages: int) -> None:
        if self._job is not None:
            words = self.tr("Printing page {page} of {pages}").format(page=page, pages=pages)
            self._progress.tell(words, self.tr("Cancel"), page, pages)

    def _end_job(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()
        self._progress.hide()

    def _printed(self, count: int) -> None:
        self._end_job()
        words = (
            self.tr("Sent {pages} to the printer").format(pages=pages_words(count))
            if count
            else self.tr("Printing was cancelled")
        )
        self._say(words)

    def _not_printed(self, printer: QPrinter, problem: Told) -> None:
        self._end_job()
        actions = [
            BannerAction(self.tr("Try again"), partial(self.print_to, printer)),
            BannerAction(self.tr("Save PDF"), partial(self._ask_again, pdf_outlet())),
        ]
        self._banners.report("printing", problem, actions)
