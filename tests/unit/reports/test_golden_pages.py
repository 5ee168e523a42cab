"""Every template's pages are those that somebody looked at: the same words in the same places."""

from __future__ import annotations

import pytest

from nghs_desktop.domain.briefs import BriefContent
from nghs_desktop.reports.document import render
from tests.unit.reports import golden_pages

ALL = dict(golden_pages.contents())


def test_every_golden_page_has_its_template() -> None:
    assert {path.stem for path in golden_pages.FOLDER.glob("*.txt")} == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_template_looks_as_it_did(name: str) -> None:
    content: BriefContent = ALL[name]
    golden = (golden_pages.FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert golden_pages.page_lines(render(content).pdf) == golden, "make golden, then look at it"
