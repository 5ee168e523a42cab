"""Whole briefs, read back by other programs: what was typed stands on the page and in the file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from nghs_desktop.domain.briefs import (
    BriefContent,
    Callout,
    Card,
    Cards,
    NoteLine,
    Notes,
    Paper,
    Paragraphs,
    Printed,
    RankedItem,
    RankedList,
    Row,
    Rows,
    Section,
    Source,
    Sources,
)
from nghs_desktop.reports import fonts, styles
from nghs_desktop.reports.document import render
from nghs_desktop.reports.styles import Style
from tests.unit.reports import samples

LETTERS_AND_SIGNS = st.characters(
    codec="utf-8",
    categories=["Lu", "Ll", "Nd", "Po", "Sm", "Sc", "Ps", "Pe"],
    max_codepoint=0x24FF,
)


def read_back(pdf: bytes) -> list[str]:
    """Return the text of each page as PDFium finds it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Return a text without white space, as lines may break anywhere between words."""
    return "".join(text.split())


def paragraph(*texts: str, **more: object) -> BriefContent:
    sections = (Section("s", "", (Paragraphs("p", texts),)),)
    fields: dict[str, object] = {"title": "T", "made_at": samples.MADE_AT, "sections": sections}
    return BriefContent(**(fields | more))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def one() -> Printed:
    return render(samples.one_page())


@pytest.fixture(scope="module")
def long() -> Printed:
    return render(samples.long_meeting())


def poppler(program: str, pdf: bytes, folder: Path, *options: str) -> str:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed (poppler-utils)")
    path = folder / "brief.pdf"
    path.write_bytes(pdf)
    arguments = [program, *options, str(path)]
    if program == "pdftotext":
        arguments += ["-"]
    return subprocess.run(arguments, capture_output=True, check=True, encoding="utf-8").stdout


class TestText:
    def test_one_page_reads_in_printed_order(self, one: Printed) -> None:
        (text,) = read_back(one.pdf)
        order = [
            "PRACTICE WORK GROUP BRIEF",
            "What stands in the way of mastery credit,",
            "Twelve members met",
            "Barriers, in the order the room ranked them",
            "Seat-time rules keep districts",
            "Policy lever. Raised by Dana Reyes.",
            "7 dots",
            "Buses stop at 3:30",
            "Credit awarded by competency",
            "Portfolio defence",
            "Luis Ortega",
            "Draft a one-page waiver request",
            "4 December",
            "Recognised this month",
            "Generation Next",
            "Page 1 of 1",
        ]
        places = [text.find(words) for words in order]
        assert -1 not in places, dict(zip(order, places, strict=True))
        assert places == sorted(places)

    @pytest.mark.parametrize("typed", samples.TYPED[:-1])
    def test_text_comes_out_as_it_was_typed(self, typed: str) -> None:
        (text,) = read_back(render(paragraph(typed)).pdf)
        if "\u0900" < typed[0] < "\u097f":  # PDFium joins Devanagari words whatever is between them
            text, typed = squeezed(text), squeezed(typed)
            assert typed in text
        else:
            assert typed in text.splitlines()

    @pytest.mark.parametrize("typed", [text for text in samples.TYPED[:-1] if "42" not in text])
    def test_poppler_reads_the_same(self, typed: str, tmp_path: Path) -> None:
        text = poppler("pdftotext", render(paragraph(typed)).pdf, tmp_path, "-enc", "UTF-8")
        bare = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
        assert typed in bare.splitlines()

    @pytest.mark.parametrize("place", ["title", "kicker", "date_line", "summary", "footer"])
    def test_no_part_of_a_brief_is_markup(self, place: str) -> None:
        typed = "<b>AT&T</b> &amp; <img src='x'>"
        value: object = (typed,) if place == "footer" else typed
        (text,) = read_back(render(replace(samples.one_page(), **{place: value})).pdf)  # type: ignore[arg-type]
        assert squeezed(typed) in squeezed(text)

    @given(st.text(LETTERS_AND_SIGNS, min_size=1, max_size=80))
    @example("AT&T <img src=x> \\(octal \\101) %d {page} {pages}")
    @settings(max_examples=40)
    def test_any_letters_and_signs_survive(self, typed: str) -> None:
        printed = render(paragraph(typed))
        wanted = squeezed(unicodedata.normalize("NFC", typed))
        for character in printed.unprintable:
            wanted = wanted.replace(character, fonts.MARK)
        found = squeezed("".join(drawn_text(printed.pdf)))
        assert sorted(wanted) == sorted(set_apart(found, wanted))

    @given(st.text(max_size=200))
    @settings(max_examples=30)
    def test_no_text_can_stop_a_brief(self, typed: str) -> None:
        content = BriefContent(
            title=typed,
            kicker=typed,
            date_line=typed,
            summary=typed,
            made_at=samples.MADE_AT,
            author=typed,
            sections=(
                Section(
                    "s",
                    typed,
                    (
                        RankedList("r", (RankedItem(typed[:9], typed, typed, typed),)),
                        Cards("c", (Card(typed, (typed, typed)),)),
                        Rows("w", (Row(typed, typed, typed),), show_heads=True),
                        Callout("o", typed, typed),
                        Sources("q", (Source(typed, typed),)),
                        Notes("n", (NoteLine(typed, typed, typed, typed),)),
                    ),
                ),
            ),
            footer=(typed, typed),
        )
        printed = render(content)
        assert PdfReader(io.BytesIO(printed.pdf)).get_num_pages() == printed.pages

    def test_what_cannot_be_printed_is_said(self) -> None:
        printed = render(samples.as_typed())
        assert printed.unprintable == ("\x00", "\x07", "\x1b", "\ue000")

    def test_a_line_of_two_thousand_characters_and_a_giant_word_are_whole(self) -> None:
        sentence = "Waiver forms ask for hours. " * 71
        word = "ab" * 100_000
        printed = render(paragraph(sentence, word))
        text = squeezed("".join(body_text(printed.pdf)))
        assert squeezed(sentence) in text
        assert word in text

    def test_a_brief_with_nothing_in_it_prints(self) -> None:
        printed = render(BriefContent(title="", made_at=samples.MADE_AT))
        assert (printed.pages, printed.overflow, printed.blocks) == (1, None, ())


def drawn_text(pdf: bytes) -> Iterator[str]:
    """Return what each show operator draws, decoded by the fonts' own ToUnicode tables."""
    for page in PdfReader(io.BytesIO(pdf)).pages:
        yield page.extract_text(extraction_mode="plain")


def body_text(pdf: bytes) -> Iterator[str]:
    """Return each page's text without its head line and foot."""
    for number, text in enumerate(read_back(pdf)):
        lines = text.replace("\ufffe", "").splitlines()
        yield "".join(lines[(1 if number else 0) : -1])


def set_apart(found: str, wanted: str) -> str:
    """Return the found text without the title and page words that surround it."""
    start = found.index("T") + 1
    end = found.rindex("Page1of1")
    return found[start:end]


class TestFile:
    def test_every_font_is_embedded_as_a_subset_with_a_way_back_to_text(self) -> None:
        for reader in map(opened, (samples.long_meeting(), samples.as_typed())):
            fonts_used = reader.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index,union-attr]
            assert len(list(fonts_used)) >= 3
            for font in (entry.get_object() for entry in fonts_used):
                inner = font["/DescendantFonts"][0].get_object()
                assert re.fullmatch("/[A-Z]{6}\\+[A-Za-z0-9-]+", font["/BaseFont"])
                assert "/ToUnicode" in font
                assert len(inner["/FontDescriptor"]["/FontFile2"].get_data()) > 1_000

    def test_no_text_uses_the_missing_glyph(self) -> None:
        for content in (samples.long_meeting(), samples.as_typed()):
            reader = opened(content)
            glyphs = {
                name: font.get_object()["/DescendantFonts"][0]
                .get_object()["/CIDToGIDMap"]
                .get_data()
                for name, font in reader.pages[0]["/Resources"]["/Font"].items()  # type: ignore[index,union-attr]
            }
            shown = 0
            for page in reader.pages:
                stream = page.get_contents()
                assert stream is not None
                font = ""
                for token in re.finditer(rb"/(F\d+) [\d.]+ Tf|<([0-9a-f]*)> Tj", stream.get_data()):
                    if token[1]:
                        font = "/" + token[1].decode()
                        continue
                    codes = bytes.fromhex(token[2].decode())
                    for place in range(0, len(codes), 2):
                        code = int.from_bytes(codes[place : place + 2], "big")
                        assert glyphs[font][2 * code : 2 * code + 2] != b"\0\0"
                        shown += 1
            assert shown > 500

    def test_the_file_says_what_it_is(self) -> None:
        reader = opened(samples.one_page())
        root = reader.trailer["/Root"].get_object()
        assert isinstance(root, DictionaryObject)
        info = reader.metadata
        assert info is not None
        assert info.title == samples.one_page().title
        assert info.author == "Practice Work Group"
        assert info.creation_date == samples.MADE_AT
        assert root["/Lang"] == "en-US"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
        assert root["/MarkInfo"]["/Marked"].value is True
        assert root["/OutputIntents"][0]["/DestOutputProfile"].get_data()[36:40] == b"acsp"
        said = root["/Metadata"].get_data().decode()
        assert "<pdfuaid:part>1<" in said
        assert "<pdfaid:part>2<" in said
        assert "<pdfaid:conformance>A<" in said

    def test_a_title_with_signs_and_breaks_is_one_line_in_the_file(self) -> None:
        reader = opened(replace(samples.one_page(), title="A <b>&\n\x07 (ü\\)"))
        assert reader.metadata is not None
        assert reader.metadata.title == "A <b>& (ü\\)"
        assert "A &lt;b&gt;&amp; (ü\\)" in str(
            reader.trailer["/Root"]["/Metadata"].get_data().decode()
        )  # type: ignore[index]

    def test_the_time_zone_of_the_print_is_kept(self) -> None:
        made = datetime(2026, 11, 17, 6, 42, tzinfo=timezone(timedelta(hours=-5, minutes=-30)))
        reader = opened(replace(samples.one_page(), made_at=made))
        assert reader.metadata is not None
        assert reader.metadata.creation_date == made
        assert (
            "2026-11-17T06:42:00-05:30" in reader.trailer["/Root"]["/Metadata"].get_data().decode()
        )  # type: ignore[index]

    def test_the_outline_leads_to_each_section(self, long: Printed) -> None:
        reader = PdfReader(io.BytesIO(long.pdf))
        title, sections = reader.outline
        assert title.title.startswith("What stands in the way")  # type: ignore[union-attr]
        names = [entry.title for entry in sections]  # type: ignore[union-attr]
        assert names == [
            "Barriers, in the order the room ranked them",
            "Practices that get around them",
            "Who will do what",
            "Recognitions",
            "Why this matters now",
            "Decisions",
            "Full notes",
            "Sources",
        ]
        for entry in sections:  # type: ignore[union-attr]
            page = reader.get_destination_page_number(entry)  # type: ignore[arg-type]
            assert page is not None
            wanted = entry.title if entry.title != "Recognitions" else "Recognised this month"
            assert wanted in reader.pages[page].extract_text()

    def test_paper_and_page_words(self) -> None:
        for paper, size in ((Paper.LETTER, (612, 792)), (Paper.A4, (595, 842))):
            reader = opened(samples.long_meeting(paper=paper))
            count = len(reader.pages)
            for number, page in enumerate(reader.pages, start=1):
                assert (round(page.mediabox.width), round(page.mediabox.height)) == size
                assert f"Page {number} of {count}" in page.extract_text()

    def test_everything_stands_inside_the_margins(self, long: Printed) -> None:
        document = pypdfium2.PdfDocument(long.pdf)
        for page in document:
            text_page = page.get_textpage()
            for index in range(text_page.count_rects()):
                left, bottom, right, top = text_page.get_rect(index)
                assert left >= 55
                assert right <= 612 - 55
                assert bottom >= 30
                assert top <= 792 - 40
            text_page.close()
            page.close()
        document.close()

    def test_links_are_live_only_when_safe(self) -> None:
        typed = (
            "https://example.org/a(b)",
            "mailto:dana@example.org",
            "javascript:alert(1)",
            "file:///etc/passwd",
        )
        sources = Sources("q", tuple(Source(f"Source {n}", link) for n, link in enumerate(typed)))
        content = replace(samples.one_page(), sections=(Section("s", "Sources", (sources,)),))
        (page,) = opened(content).pages
        live = [a.get_object()["/A"]["/URI"] for a in page["/Annots"]]  # type: ignore[union-attr]
        assert live == ["https://example.org/a(b)", "mailto:dana@example.org"]
        for text in typed:
            assert text in page.extract_text()

    def test_poppler_finds_nothing_to_complain_about(self, long: Printed, tmp_path: Path) -> None:
        said = poppler("pdfinfo", long.pdf, tmp_path)
        assert re.search(r"Tagged: +yes", said)
        assert re.search(r"JavaScript: +no", said)
        listed = poppler("pdffonts", long.pdf, tmp_path).splitlines()[2:]
        assert listed
        assert all("CID TrueType" in line and "yes yes yes" in line for line in listed)


def opened(content: BriefContent) -> PdfReader:
    return PdfReader(io.BytesIO(render(content).pdf), strict=True)


class TestStructure:
    def test_a_screen_reader_hears_headings_lists_and_tables(self, long: Printed) -> None:
        reader = PdfReader(io.BytesIO(long.pdf))
        tags = [tag for tag, _ in elements(reader)]
        assert tags[:4] == ["Document", "P", "P", "H1"]
        assert tags.count("H1") == 1
        assert tags.count("H2") == 7
        assert tags.count("Table") == 2
        assert tags.count("Link") == 2
        assert tags.count("LI") == 3 + 2 + 2 + 3
        assert "Figure" not in tags

    def test_each_mark_on_a_page_belongs_to_one_element_of_the_tree(self, long: Printed) -> None:
        reader = PdfReader(io.BytesIO(long.pdf))
        tree = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
        numbers = tree["/ParentTree"]["/Nums"]
        parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
        for page in reader.pages:
            stream = page.get_contents()
            assert stream is not None
            data = stream.get_data()
            marks = [int(n) for n in re.findall(rb"/MCID (\d+)", data)]
            assert marks == list(range(len(marks)))
            assert len(parents[page["/StructParents"]]) == len(marks)
            assert data.count(b"BDC") == data.count(b"EMC")

    def test_table_heads_name_their_columns_and_rows_their_person(self, long: Printed) -> None:
        reader = PdfReader(io.BytesIO(long.pdf))
        scopes = [node["/A"]["/Scope"] for tag, node in elements(reader) if tag == "TH"]
        assert scopes.count("/Column") == 4
        assert scopes.count("/Row") == 2

    def test_every_row_of_a_table_has_the_same_number_of_cells(self, long: Printed) -> None:
        for tag, node in elements(PdfReader(io.BytesIO(long.pdf))):
            if tag == "Table":
                counts = {len(row.get_object()["/K"]) for row in node["/K"]}  # type: ignore[union-attr]
                assert len(counts) == 1

    def test_repeated_table_heads_are_drawn_but_not_read_again(self, long: Printed) -> None:
        pages = read_back(long.pdf)
        assert sum("Said by" in page for page in pages) > 3
        reader = PdfReader(io.BytesIO(long.pdf))
        heads = [tag for tag, _ in elements(reader) if tag == "TH"]
        assert len(heads) == 4 + 2


def elements(reader: PdfReader) -> Iterator[tuple[str, DictionaryObject]]:
    """Walk the structure tree in reading order."""

    def walk(node: object) -> Iterator[tuple[str, DictionaryObject]]:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, ArrayObject):
            for kid in node:
                yield from walk(kid)
        elif isinstance(node, DictionaryObject) and "/S" in node:
            yield str(node["/S"])[1:], node
            yield from walk(node.get("/K"))

    yield from walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])  # type: ignore[index]


class TestSameBytes:
    def test_the_same_content_prints_the_same_bytes(self, long: Printed) -> None:
        render(samples.as_typed())  # what was printed before leaves no trace
        assert render(samples.long_meeting()) == long

    def test_the_bytes_do_not_depend_on_what_is_prepared(self, long: Printed) -> None:
        fonts.forget_programs()
        assert render(samples.long_meeting()) == long

    def test_another_date_prints_other_bytes(self, one: Printed) -> None:
        later = replace(samples.one_page(), made_at=samples.MADE_AT + timedelta(seconds=1))
        assert render(later).pdf != one.pdf


class TestOnePage:
    def test_a_brief_that_fits_says_nothing(self, one: Printed) -> None:
        assert (one.pages, one.overflow) == (1, None)

    def test_the_block_to_cut_and_by_how_much(self) -> None:
        texts = tuple(f"Line {n}" for n in range(30))
        long_block = Section("why", "Why this matters", (Paragraphs("why.text", texts),))
        content = samples.one_page(sections=(*samples.one_page().sections, long_block))
        printed = render(content)
        over = printed.overflow
        assert over is not None
        assert (over.block, over.section, over.label) == ("why.text", "why", "Why this matters")
        assert over.enough
        shorter = replace(long_block, blocks=(Paragraphs("why.text", texts[: 30 - over.lines]),))
        fitting = samples.one_page(sections=(*samples.one_page().sections, shorter))
        assert render(fitting).overflow is None

    def test_when_no_single_block_is_enough_it_says_so(self, long: Printed) -> None:
        content = samples.one_page(
            sections=tuple(
                Section(f"s{n}", f"Part {n}", (Paragraphs(f"p{n}", ("words " * 250,)),))
                for n in range(9)
            )
        )
        over = render(content).overflow
        assert over is not None
        assert not over.enough

    def test_a_template_of_two_pages_may_fill_two(self) -> None:
        assert render(replace(samples.long_meeting(4), fits_on=2)).overflow is None

    def test_where_each_block_stands(self, long: Printed) -> None:
        extents = {extent.key: extent for extent in long.blocks}
        assert list(extents) == [block.key for _, block in samples.long_meeting().blocks()]
        assert (extents["barriers.list"].first_page, extents["barriers.list"].last_page) == (1, 1)
        notes = extents["notes.table"]
        assert notes.first_page < notes.last_page <= long.pages
        assert extents["tasks.rows"].lines == 2


class TestLook:
    @pytest.mark.parametrize(
        ("name", "style"),
        [(name, value) for name, value in vars(styles).items() if isinstance(value, Style)],
    )
    def test_reading_text_is_never_under_nine_and_a_half_points(
        self, name: str, style: Style
    ) -> None:
        assert style.size >= 9.5 or name in {"KICKER", "DATE", "RUNNING", "FOOT"}
        assert contrast(style.colour, "#FFFFFF") >= 4.5

    @pytest.mark.parametrize("ink", styles.INKS.values())
    def test_panels_are_readable_in_colour_and_in_greys(self, ink: styles.Ink) -> None:
        assert contrast(ink.title, ink.ground) >= 4.5
        assert contrast(styles.TEXT, ink.ground) >= 7


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 computes it."""

    def light(colour: str) -> float:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
