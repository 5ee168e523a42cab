"""The press sets briefs in a process of its own: newest first, stoppable, back after a kill."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from datetime import UTC, datetime

import pytest

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.domain.briefs import BriefContent, Paragraphs, Printed, Section
from nghs_desktop.services.press import Press, PressFault

MADE_AT = datetime(2026, 11, 17, 11, 42, tzinfo=UTC)


def brief(title: str = "Buses", text: str = "Buses stop at 3:30.") -> BriefContent:
    sections = (Section("s", "Barriers", (Paragraphs("p", (text,)),)),)
    return BriefContent(title=title, made_at=MADE_AT, sections=sections)


def slow_brief() -> BriefContent:
    return brief("Slow", "Waiver forms ask for hours. " * 400_000)


@pytest.fixture
def press() -> Iterator[Press]:
    press = Press()
    yield press
    press.close()


def worker_id(press: Press) -> int:
    worker = press._worker
    assert worker is not None
    number = worker._process.pid
    assert number is not None
    return number


def kill_worker(press: Press) -> None:
    worker = press._worker
    assert worker is not None
    worker._process.kill()


def printed(future: Future[Printed]) -> Printed:
    return future.result(timeout=60)


def test_a_brief_comes_back_as_pdf(press: Press) -> None:
    answer = printed(press.submit(brief()))
    assert answer.pdf.startswith(b"%PDF-1.7")
    assert answer.pages == 1


def test_the_press_sets_the_same_bytes_as_the_command_line(press: Press) -> None:
    from nghs_desktop.reports.document import render

    assert printed(press.submit(brief())) == render(brief())


def test_one_worker_sets_many_briefs(press: Press) -> None:
    printed(press.submit(brief("One")))
    first = worker_id(press)
    printed(press.submit(brief("Two")))
    assert worker_id(press) == first


def test_only_the_newest_of_many_is_kept(press: Press) -> None:
    futures = [press.submit(brief(f"Draft {n}")) for n in range(8)]
    assert printed(futures[-1]).pages == 1
    assert all(future.cancelled() for future in futures[:-1])


def test_a_slow_brief_that_is_overtaken_does_not_hold_up_the_next() -> None:
    press = Press(overtaken_after=0.05)
    try:
        printed(press.submit(brief()))
        before = worker_id(press)
        slow = press.submit(slow_brief())
        _until_at_work(press)
        answer = printed(press.submit(brief("Quick")))
        assert slow.cancelled()
        assert answer.pages == 1
        assert worker_id(press) != before
    finally:
        press.close()


def _until_at_work(press: Press) -> None:
    """Wait until the worker has the job: the pipe holds no more than the press could send."""
    waited = threading.Event()
    for _ in range(1_000):
        if press._now is not None:
            break
        waited.wait(0.01)


def test_cancel_gives_up_and_the_press_goes_on(press: Press) -> None:
    slow = press.submit(slow_brief())
    press.cancel()
    with pytest.raises(CancelledError):
        slow.result(timeout=60)
    assert printed(press.submit(brief())).pages == 1


def test_a_brief_over_the_time_limit_is_stopped_with_a_sentence() -> None:
    press = Press(time_limit=0.3)
    try:
        with pytest.raises(EnvironmentProblem) as told:
            press.submit(slow_brief()).result(timeout=60)
        assert "longer than 0.3 seconds" in told.value.message
        assert "Your notes are safe." in told.value.remedy
        assert printed(press.submit(brief())).pages == 1
    finally:
        press.close()


def test_a_killed_worker_is_replaced(press: Press) -> None:
    printed(press.submit(brief()))
    kill_worker(press)
    assert printed(press.submit(brief("Again"))).pages == 1


def test_a_worker_killed_in_mid_brief_is_replaced_and_the_brief_set_again(press: Press) -> None:
    printed(press.submit(brief()))
    number = worker_id(press)
    future = press.submit(brief("Long", "Waiver forms ask for hours. " * 20_000))
    _until_at_work(press)
    kill_worker(press)
    assert printed(future).pages > 50
    assert worker_id(press) != number


def test_a_bug_in_the_reports_reaches_the_program(press: Press) -> None:
    broken = brief()
    object.__setattr__(broken, "paper", "no such paper")
    with pytest.raises(PressFault, match="no such paper"):
        press.submit(broken).result(timeout=60)
    assert printed(press.submit(brief())).pages == 1


def test_closing_ends_the_worker_and_refuses_more(press: Press) -> None:
    printed(press.submit(brief()))
    (worker,) = multiprocessing.active_children()
    assert worker.pid == worker_id(press)
    press.close()
    assert worker not in multiprocessing.active_children()
    assert press.submit(brief()).cancelled()
    press.close()


def a_report() -> BriefContent:
    """A document of so many pages that it takes well over a tenth of a second."""
    text = "Waiver forms ask for hours that nobody counts. " * 600
    sections = tuple(
        Section(f"s{n}", f"Part {n}", (Paragraphs(f"p{n}", (text,)),)) for n in range(400)
    )
    return BriefContent(title="Report", made_at=MADE_AT, sections=sections, fits_on=9_999)


def test_a_long_document_says_which_page_it_is_at(press: Press) -> None:
    told: list[tuple[int, int]] = []
    answer = printed(press.submit(a_report(), lambda page, pages: told.append((page, pages))))
    drawn = [pair for pair in told if pair[1]]
    assert answer.pages > 1_000
    assert drawn and all(pages == answer.pages for _, pages in drawn)
    assert drawn == sorted(drawn) and drawn[-1][0] <= answer.pages
    assert all(pages == 0 for _, pages in told[: -len(drawn)])


def test_a_long_document_is_given_up_in_the_middle_with_its_worker(press: Press) -> None:
    printed(press.submit(brief()))
    before, reached = worker_id(press), threading.Event()
    long = press.submit(a_report(), lambda _page, _pages: reached.set())
    assert reached.wait(60)
    press.cancel()
    assert long.cancelled()
    assert printed(press.submit(brief())).pages == 1
    assert worker_id(press) != before


def test_how_far_it_is_changes_no_byte(press: Press) -> None:
    from nghs_desktop.reports.document import render

    assert render(brief(), lambda _page, _pages: None) == render(brief())


def test_warming_starts_the_worker_before_the_first_brief(press: Press) -> None:
    press.warm()
    waited = threading.Event()
    for _ in range(3_000):
        if press._worker is not None and press._worker.ready:
            break
        waited.wait(0.01)
    number = worker_id(press)
    printed(press.submit(brief()))
    assert worker_id(press) == number


def test_the_program_itself_never_imports_reportlab() -> None:
    code = (
        "import sys\n"
        "from datetime import datetime, UTC\n"
        "from nghs_desktop.services.press import Press\n"
        "from nghs_desktop.domain.briefs import BriefContent\n"
        "if __name__ == '__main__':\n"
        "    press = Press()\n"
        "    future = press.submit(BriefContent(title='T', made_at=datetime(2026, 1, 1, tzinfo=UTC)))\n"
        "    assert future.result(60).pages == 1\n"
        "    press.close()\n"
        "    assert 'reportlab' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=90)
