"""Every template, read back: all that went in comes out, in order, on the pages it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise

import pytest

from nghs_desktop.domain.briefs import BriefContent, Form, Printed
from nghs_desktop.reports.document import render
from nghs_desktop.reports.templates.annual import annual_report
from nghs_desktop.reports.templates.awards import Certificate, certificate
from nghs_desktop.reports.templates.issue_brief import Purpose, issue_brief
from nghs_desktop.reports.templates.reading import Reading, ReadingList, ReadingTopic, reading_list
from nghs_desktop.reports.templates.words import Words, spanish, words_of
from tests.unit.reports import samples
from tests.unit.reports.reading import elements, page_texts, places, squeezed
from tests.unit.reports.sample_templates import (
    CERTIFICATE,
    EDITION,
    FOCUS,
    ISSUE,
    LETTER,
    MEMO,
    ONE_PAGER,
    PROFILE,
    READINGS,
    editions,
    report,
    templates,
)

ALL = dict(templates())
FACTS = {
    "issue-brief": ISSUE,
    "one-pager": ONE_PAGER,
    "memo": MEMO,
    "profile": PROFILE,
    "certificate": CERTIFICATE,
    "letter": LETTER,
    "focus": FOCUS,
    "reading": READINGS,
}
PAGES = {
    "issue-brief": 2,
    "one-pager": 1,
    "memo": 2,
    "profile": 2,
    "certificate": 1,
    "letter": 1,
    "focus": 2,
    "reading": 1,
    "annual": 13,
}
# Words that steer a template, or that a chart prints in parts.
STEERING = {"key", "purpose", "kind", "language"}


def written(value: object, name: str = "") -> Iterator[str]:
    """Yield every text in a frozen structure; charts are read in their own tests."""
    if "charts" in type(value).__module__:
        return
    if isinstance(value, str):
        if value and name not in STEERING:
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from written(one, name)
    elif is_dataclass(value):
        for item in fields(value):
            yield from written(getattr(value, item.name), item.name)


@pytest.fixture(scope="module")
def printed() -> dict[str, Printed]:
    return {name: render(content) for name, content in ALL.items()}


@pytest.mark.parametrize("name", FACTS)
def test_every_text_that_went_in_is_on_the_pages(name: str, printed: dict[str, Printed]) -> None:
    # PDFium reads a hyphen at the end of a line as U+FFFE.
    found = squeezed("".join(page_texts(printed[name].pdf))).replace("\ufffe", "-")
    for text in written(FACTS[name]):
        whole = squeezed(text.rstrip(". ") if name == "reading" else text)
        assert whole in found, text


@pytest.mark.parametrize("name", ALL)
def test_a_template_stays_on_the_pages_it_asks_for(name: str, printed: dict[str, Printed]) -> None:
    assert printed[name].pages == PAGES[name]
    assert printed[name].overflow is None
    assert printed[name].unprintable == ()


@pytest.mark.parametrize("name", ALL)
def test_a_screen_reader_hears_one_title_and_levels_in_order(
    name: str, printed: dict[str, Printed]
) -> None:
    tags = [tag for tag, _ in elements(printed[name].pdf)]
    heads = [int(tag[1]) for tag in tags if len(tag) == 2 and tag[0] == "H"]
    assert heads[0] == 1
    assert heads.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(heads))


def test_every_edition_of_every_template_prints_the_same_bytes_again() -> None:
    for name, edition in editions():
        if name not in {"a4-es", "large"}:
            continue
        for content in dict(templates(edition)).values():
            assert render(content).pdf == render(content).pdf


def test_spanish_words_stand_in_for_every_english_one() -> None:
    english, other = Words(), spanish()
    for item in fields(Words):
        if item.name not in {"chart", "months"}:
            assert getattr(other, item.name) != getattr(english, item.name), item.name
    assert len(other.months) == 12
    assert words_of("es-MX") == other
    assert words_of("fr") == english
    text = "".join(page_texts(render(issue_brief(ISSUE, replace(EDITION, words=other))).pdf))
    assert "Lo que le pedimos" in text
    assert "17 de noviembre de 2026" in text
    assert "Página 1 de 2" in text


def test_a_brief_that_informs_neither_recommends_nor_asks() -> None:
    text = "".join(
        page_texts(render(issue_brief(replace(ISSUE, purpose=Purpose.INFORM), EDITION)).pdf)
    )
    assert "What could be done" in text
    assert "What we recommend" not in text
    assert "What we ask of you" not in text


def test_parts_that_nobody_wrote_leave_no_heading() -> None:
    bare = replace(ISSUE, evidence=(), figures=(), chart=None, options=(), references=())
    text = "".join(page_texts(render(issue_brief(bare, EDITION)).pdf))
    for heading in ("What we know", "What could be done", "Sources"):
        assert heading not in text


class TestCertificate:
    def test_it_lies_on_its_side_with_everything_in_the_middle(
        self, printed: dict[str, Printed]
    ) -> None:
        pdf = printed["certificate"].pdf
        for words in ("Certificate of recognition", "The job-site", "Given on 17"):
            left, _, right, _ = places(pdf, words)
            if words != "The job-site":
                assert abs((left + right) / 2 - 396) < 160
        assert ALL["certificate"].form is Form.CERTIFICATE
        assert "Page 1" not in page_texts(pdf)[0]

    def test_the_seal_is_spoken(self, printed: dict[str, Printed]) -> None:
        figures = [node for tag, node in elements(printed["certificate"].pdf) if tag == "Figure"]
        assert [node["/Alt"] for node in figures] == ["Seal of Generation Next 2026"]

    def test_a_very_long_name_is_whole_and_said_to_be_too_long(self) -> None:
        award = Certificate("The mentors of " + "Lakeside and " * 60, "for their work", ())
        result = render(certificate(award, EDITION))
        assert squeezed("".join(page_texts(result.pdf))).count("Lakeside") == 60
        assert result.pages == 1 or result.overflow is not None


class TestLetter:
    def test_the_address_comes_before_the_subject(self, printed: dict[str, Printed]) -> None:
        (text,) = page_texts(printed["letter"].pdf)
        order = ["12 Harbor Street", "Your nomination", "Dear Amara", "With respect", "Dana Reyes"]
        found = [text.index(words) for words in order]
        assert found == sorted(found)


class TestReading:
    def test_a_missing_title_and_a_cut_excerpt_are_said(self) -> None:
        listed = ReadingList(
            "T",
            "",
            (ReadingTopic("A", (Reading("", "Podcast", excerpt="It begins here.", cut=True),)),),
        )
        (text,) = page_texts(render(reading_list(listed, EDITION)).pdf)
        assert "Untitled podcast" in text
        assert "It begins here …" in text


class TestAnnual:
    def test_a_chapter_begins_a_page_and_stands_in_the_contents(
        self, printed: dict[str, Printed]
    ) -> None:
        pages = page_texts(printed["annual"].pdf)
        for heading in ("What we heard", "What became of it", "What moved", "Meetings"):
            page = next(n for n, text in enumerate(pages) if n and heading in text[:200])
            line = next(line for line in pages[0].splitlines() if line.startswith(heading))
            assert line.split()[-1] == str(page + 1)

    def test_a_chapter_of_parts_alone_keeps_its_heading(self) -> None:
        facts = report(1)
        bare = replace(facts, chapters=(replace(facts.chapters[0], texts=(), blocks=()),))
        content = annual_report(bare, EDITION)
        text = "".join(page_texts(render(content).pdf))
        assert text.count("What we heard") == 2

    def test_it_grows_by_its_pages(self) -> None:
        small, large = (len(render(annual_report(report(n), EDITION)).pdf) for n in (2, 8))
        assert large < 4.5 * small


def test_the_whole_set_names_every_template() -> None:
    assert set(ALL) == set(PAGES)
    assert all(isinstance(content, BriefContent) for content in ALL.values())
    assert EDITION.made_at == samples.MADE_AT
