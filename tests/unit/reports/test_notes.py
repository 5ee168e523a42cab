"""Footnotes, contents, index and the marks of a document: each leads where it says."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from nghs_desktop.domain.briefs import (
    BriefContent,
    Bullets,
    Footnote,
    IndexEntry,
    Noted,
    NotesAt,
    Paragraphs,
    Printed,
    Section,
)
from nghs_desktop.reports.document import render
from tests.unit.reports import samples
from tests.unit.reports.reading import elements, operators, page_texts, places, sizes, squeezed


@pytest.fixture(scope="module")
def printed() -> Printed:
    return render(samples.with_tables())


def texts(*paragraphs: Noted | str, **more: object) -> BriefContent:
    sections = (Section("s", "Part", (Paragraphs("p", paragraphs),)),)
    fields: dict[str, object] = {"title": "T", "made_at": samples.MADE_AT, "sections": sections}
    return BriefContent(**(fields | more))  # type: ignore[arg-type]


def lowest(pdf: bytes, page: int) -> float:
    """Return how far above the edge of the sheet the lowest text of a page stands."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text_page = document[page].get_textpage()
        count = text_page.count_rects()
        bottoms = [text_page.get_rect(index)[1] for index in range(count)]
        text_page.close()
        return min(bottoms)
    finally:
        document.close()


class TestFootnotes:
    def test_a_note_stands_at_the_foot_of_the_page_that_cites_it(self, printed: Printed) -> None:
        pages = page_texts(printed.pdf)
        page = next(n for n, text in enumerate(pages) if "Panels outside" in text)
        assert "Panel scores 2021 to 2026" in pages[page]
        note, text = places(printed.pdf, "Panel scores", page), places(printed.pdf, "Panels", page)
        assert 56 <= note[1] < 120 < text[1]
        assert sum("Panel scores 2021 to 2026" in text for text in pages) == 1

    def test_equal_notes_keep_one_number(self, printed: Printed) -> None:
        pages = page_texts(printed.pdf)
        assert "ten cases.²" in pages[1]
        assert "year³." in "".join(pages)

    def test_a_screen_reader_is_led_from_the_number_to_the_note(self, printed: Printed) -> None:
        found = elements(printed.pdf)
        notes = [node for tag, node in found if tag == "Note"]
        assert [node["/ID"] for node in notes] == ["note1", "note2", "note3"]
        assert [tag for tag, _ in found].count("Reference") > 3
        reader = PdfReader(io.BytesIO(printed.pdf))
        jumps = [a.get_object() for a in reader.pages[1]["/Annots"] if "/Dest" in a.get_object()]  # type: ignore[union-attr]
        assert [jump["/Contents"] for jump in jumps][:2] == ["Note 1", "Note 2"]
        assert {jump["/Dest"][0].get_object()["/StructParents"] for jump in jumps} == {1}

    def test_notes_at_the_end_of_the_section_follow_their_text(self) -> None:
        note = Footnote("A source")
        content = texts(Noted(("Said", note)), notes_at=NotesAt.SECTION, notes_heading="Notes here")
        (text,) = page_texts(render(content).pdf)
        assert text.index("Said¹") < text.index("Notes here") < text.index("A source")

    def test_a_note_longer_than_a_page_is_printed_whole(self) -> None:
        note = Footnote("word " * 2_000)
        text = "".join(page_texts(render(texts(Noted(("Said", note, ".")), "After")).pdf))
        assert text.count("word") == 2_000

    def test_more_notes_than_a_page_holds_go_on_to_the_next(self) -> None:
        notes = tuple(Footnote(f"Source number {n} of many") for n in range(1, 91))
        content = texts(Noted(("Said", *notes)), "After that.")
        printed = render(content)
        text = "".join(page_texts(printed.pdf))
        for note in notes:
            assert note.text in text
        assert printed.pages > 1
        for page in range(printed.pages):
            document_text = page_texts(printed.pdf)[page]
            if "Source number" in document_text:
                assert places(printed.pdf, "Source number", page)[1] >= 55

    def test_a_long_text_whose_notes_fill_a_page_is_still_split(self) -> None:
        notes = tuple(Footnote(f"Source {n}. " + "It is long. " * 60) for n in range(9))
        printed = render(texts(Noted(("Said", *notes, " and more words" * 900))))
        assert sum(text.count("words") for text in page_texts(printed.pdf)) == 900
        for page in range(printed.pages):
            if "words" in page_texts(printed.pdf)[page]:
                assert lowest(printed.pdf, page) >= 25

    def test_a_number_beside_another_is_not_read_as_one(self) -> None:
        content = texts(Noted(("Said", Footnote("a"), Footnote("b"))))
        assert "Said¹\u00a0²" in page_texts(render(content).pdf)[0].replace("¹ ²", "¹\u00a0²")

    def test_a_note_in_right_to_left_text_keeps_its_number(self) -> None:
        content = texts(Noted(("שלום עולם", Footnote("מקור"))))
        (text,) = page_texts(render(content).pdf)
        assert "¹" in text
        assert "מקור" in text

    @given(
        st.lists(
            st.lists(
                st.one_of(
                    st.sampled_from(["Hours count. ", "A long sentence about buses " * 9, "x"]),
                    st.integers(1, 30).map(lambda n: Footnote(f"Note text {n};" * (n % 4 + 1))),
                ),
                min_size=1,
                max_size=9,
            ),
            max_size=14,
        )
    )
    @settings(max_examples=25, deadline=None)
    def test_all_text_and_each_note_once_whatever_is_cited_where(
        self, paragraphs: list[list[str | Footnote]]
    ) -> None:
        content = texts(*(Noted(tuple(parts)) for parts in paragraphs))
        text = squeezed("".join(page_texts(render(content).pdf)))
        cited = {p for parts in paragraphs for p in parts if isinstance(p, Footnote)}
        for note in cited:
            assert squeezed(note.text) in text
        wanted = "".join(p for parts in paragraphs for p in parts if isinstance(p, str))
        for word in ("Hours", "buses"):
            assert text.count(word) == wanted.count(word)


class TestContents:
    def test_each_line_names_the_page_where_its_section_begins(self, printed: Printed) -> None:
        pages = page_texts(printed.pdf)
        lines = {
            "Why hours stand in the way": "Why hours",
            "What the schools count": "Table 1.",
            "The practice at a glance": "All schools",
            "Options": "Waiver for each district",
            "Index": "Competency records",
        }
        for heading, beside in lines.items():
            number = re.search(rf"{heading}\s+(\d+)", pages[0])
            assert number is not None, heading
            assert beside in pages[int(number[1]) - 1]

    def test_contents_are_links(self, printed: Printed) -> None:
        reader = PdfReader(io.BytesIO(printed.pdf))
        jumps = [a.get_object() for a in reader.pages[0]["/Annots"]]  # type: ignore[union-attr]
        pages = [jump["/Dest"][0].get_object()["/StructParents"] for jump in jumps]
        assert pages == sorted(pages)
        assert len(pages) == 10
        assert [tag for tag, _ in elements(printed.pdf)].count("TOCI") == 5

    def test_parts_stand_under_their_section_in_the_outline(self, printed: Printed) -> None:
        _, sections = PdfReader(io.BytesIO(printed.pdf)).outline
        first, under, *others = sections
        assert first.title == "Why hours stand in the way"  # type: ignore[union-attr]
        assert [entry.title for entry in under] == ["What the schools count"]  # type: ignore[union-attr]
        assert others[-1].title == "Index"  # type: ignore[union-attr]

    def test_the_index_names_every_page_of_a_term(self, printed: Printed) -> None:
        index = page_texts(printed.pdf)[-1]
        assert "Mentors, 2–4" in index
        assert index.index("Competency records") < index.index("Eastfield") < index.index("Two")

    def test_a_long_index_has_letters_and_runs_over_pages(self) -> None:
        entries = tuple(IndexEntry(f"{chr(65 + n % 26)} term {n}", ("p",)) for n in range(300))
        content = texts("Text", index_heading="Index", index=entries)
        pages = page_texts(render(content).pdf)
        assert len(pages) > 3
        for entry in entries:
            assert sum(entry.term + ", 1" in text for text in pages) >= 1

    def test_a_term_that_stands_nowhere_is_left_out(self) -> None:
        content = texts("Text", index_heading="Index", index=(IndexEntry("Lost", ("gone",)),))
        assert "Index" not in "".join(page_texts(render(content).pdf))


class TestMarks:
    def test_a_draft_is_marked_on_every_page(self, printed: Printed) -> None:
        for text, stream in zip(page_texts(printed.pdf), operators(printed.pdf), strict=True):
            assert "Draft  ·  " in text or "Draft · " in text
            assert stream.count("/Subtype/Watermark") == 1
        final = render(samples.with_tables(draft=""))
        assert "Watermark" not in "".join(operators(final.pdf))

    def test_the_day_of_the_data_stands_on_every_page(self, printed: Printed) -> None:
        assert all("Data as of 1 November 2026" in text for text in page_texts(printed.pdf))

    def test_a_range_of_pages_is_printed_as_in_the_whole(self, printed: Printed) -> None:
        part = render(samples.with_tables(pages=(2, 3)))
        whole = page_texts(printed.pdf)
        assert page_texts(part.pdf) == whole[1:3]
        assert "Page 2 of 6" in page_texts(part.pdf)[0]
        assert [tag for tag, _ in elements(part.pdf) if tag.startswith("H")][:2] == ["H1", "H2"]

    @pytest.mark.parametrize("pages", [(0, 99), (9, 12), (3, 1)])
    def test_a_range_outside_the_document_still_prints(self, pages: tuple[int, int]) -> None:
        assert page_texts(render(samples.one_page(pages=pages)).pdf)


class TestLooks:
    def test_large_print_reads_at_eighteen_points(self) -> None:
        for content in (
            samples.with_tables(8, large_print=True),
            samples.long_meeting(6, large_print=True),
        ):
            body = sizes(render(content).pdf)
            assert min(body - {12.0}) >= 18.0
            assert 12.0 not in body or body & {18.0}

    def test_large_print_says_the_same(self) -> None:
        small = squeezed("".join(page_texts(render(samples.one_page()).pdf)))
        large = squeezed("".join(page_texts(render(samples.one_page(large_print=True)).pdf)))
        for word in ("7dots", "Portfoliodefence", "15January", "Printed17November2026,11:42"):
            assert word in small
            assert word in large

    def test_black_and_white_has_no_colour(self) -> None:
        pdf = render(replace(samples.long_meeting(6), greys=True)).pdf
        for stream in operators(pdf):
            for red, green, blue in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b", stream):
                assert red == green == blue

    def test_right_to_left_paragraphs_begin_at_the_right_margin(self) -> None:
        text = "זה משפט ארוך על תעבורה ושעות לימוד בבית הספר התיכון. " * 4
        pdf = render(texts(text, "English stays left.")).pdf
        first = places(pdf, "זה")
        assert first[2] == pytest.approx(612 - 56, abs=1.5)
        assert places(pdf, "English")[0] == pytest.approx(56, abs=1.5)

    def test_a_point_in_hebrew_has_its_number_at_the_right(self) -> None:
        sections = (Section("s", "Part", (Bullets("b", ("שלום עולם",), numbered=True),)),)
        pdf = render(BriefContent(title="T", made_at=samples.MADE_AT, sections=sections)).pdf
        assert places(pdf, "1.")[2] == pytest.approx(612 - 56, abs=1.5)
        assert places(pdf, "שלום")[2] < 612 - 56 - 12

    def test_a_line_of_a_hebrew_paragraph_that_begins_with_english_runs_from_the_right(
        self,
    ) -> None:
        pdf = render(texts("שלום\nEnglish שלום")).pdf
        assert places(pdf, "English")[0] == pytest.approx(56, abs=1.5)
        pdf = render(texts("שלום " * 30 + "Lakeside")).pdf
        assert places(pdf, "Lakeside")[0] > 80
