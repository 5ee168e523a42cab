"""Documents for other programs: the same words as on paper, and never markup."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nghs_desktop.domain.briefs import (
    BriefContent,
    Column,
    Footnote,
    Noted,
    Paragraphs,
    Section,
    Table,
    TableRow,
)
from nghs_desktop.exchange.documents import cleaned, outline, to_markdown
from nghs_desktop.exchange.documents_docx import to_docx
from tests.unit.reports import samples
from tests.unit.reports.sample_templates import templates

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALL = {
    **dict(templates()),
    "typed": samples.as_typed(),
    "tables": samples.with_tables(8),
    "charts": samples.with_charts(),
    "long": samples.long_meeting(5),
}


def paragraph(*texts: Noted | str) -> BriefContent:
    sections = (Section("s", "Part", (Paragraphs("p", texts),)),)
    return BriefContent(title="T", made_at=samples.MADE_AT, sections=sections)


def part(content: BriefContent, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(to_docx(content))) as packed:
        return ElementTree.fromstring(packed.read(name))


def word_text(content: BriefContent, name: str = "word/document.xml") -> str:
    """Return the text of a part of the Word file, a line for each paragraph."""
    lines = []
    for one in part(content, name).iter(f"{W}p"):
        pieces = ("\n" if node.tag == f"{W}br" else node.text or "" for node in one.iter())
        lines.append("".join(pieces))
    return "\n".join(lines)


def unescaped(markdown: str) -> str:
    """Return Markdown with its escapes undone, as every reader of CommonMark does."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown.replace("\\\n", "\n"))


@pytest.mark.parametrize("name", ALL)
class TestEveryDocument:
    def test_word_gets_whole_parts_and_the_same_bytes(self, name: str) -> None:
        made = to_docx(ALL[name])
        assert made == to_docx(ALL[name])
        with zipfile.ZipFile(io.BytesIO(made)) as packed:
            assert packed.testzip() is None
            names = set(packed.namelist())
            for one in names:
                ElementTree.fromstring(packed.read(one))
            types = packed.read("[Content_Types].xml").decode()
        for one in re.findall(r'PartName="/([^"]+)"', types):
            assert one in names

    def test_every_link_and_note_that_is_cited_is_there(self, name: str) -> None:
        document = part(ALL[name], "word/document.xml")
        cited = {node.get(f"{W}id") for node in document.iter(f"{W}footnoteReference")}
        notes = {node.get(f"{W}id") for node in part(ALL[name], "word/footnotes.xml")}
        assert cited == notes - {"-1", "0"}
        relations = part(ALL[name], "word/_rels/document.xml.rels")
        known = {node.get("Id") for node in relations}
        space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
        used = {node.get(f"{space}id") for node in document.iter() if node.get(f"{space}id")}
        assert used <= known

    def test_headings_are_headings_in_both(self, name: str) -> None:
        content = ALL[name]
        markdown = to_markdown(content)
        styles = [
            node.get(f"{W}val") for node in part(content, "word/document.xml").iter(f"{W}pStyle")
        ]
        heads = sum(1 for section in content.sections if section.heading)
        assert len(re.findall(r"^#{2,3} ", markdown, re.M)) == heads
        assert styles.count("Title") == 1
        assert styles.count("Heading1") + styles.count("Heading2") == heads

    def test_outlines_say_something(self, name: str) -> None:
        assert len(list(outline(ALL[name]))) > 2


@pytest.mark.parametrize("typed", samples.TYPED[:-1])
def test_text_comes_out_as_it_was_typed(typed: str) -> None:
    assert typed in word_text(paragraph(typed))
    assert typed in unescaped(to_markdown(paragraph(typed)))


@pytest.mark.parametrize(
    "typed",
    [
        "# no head",
        "1. no list",
        "- no list",
        "=== no rule",
        "> no quote",
        "a | b",
        "[a](b)",
        "![a](b)",
        "**a** _b_ ~~c~~ `d`",
        "<script>",
        "&amp;",
        "[^1]",
        "$x$",
        "12) no list",
    ],
)
def test_what_markdown_takes_for_a_sign_is_escaped(typed: str) -> None:
    line = next(
        line
        for line in to_markdown(paragraph(typed)).splitlines()
        if "Part" not in line and line not in ("", "# T")
    )
    assert unescaped(line) == typed
    assert line != typed


@given(st.text(max_size=120), st.text(max_size=40))
@settings(max_examples=60)
def test_any_text_makes_whole_files(typed: str, more: str) -> None:
    table = Table("t", (Column(more),), (TableRow((typed,)),), caption=more)
    content = BriefContent(
        title=typed,
        made_at=samples.MADE_AT,
        footer=(more,),
        page_words=more,
        sections=(
            Section("s", more, (Paragraphs("p", (Noted((typed, Footnote(more, typed))),)), table)),
        ),
    )
    text = word_text(content)
    for line in cleaned(typed).split("\n"):
        assert line.replace("\ufffe", "").replace("\uffff", "") in text
    rows = [line for line in to_markdown(content).splitlines() if line.startswith("|")]
    assert len(rows) == 3


def test_footnotes_are_footnotes() -> None:
    note = Footnote("The code", "https://example.org/a")
    content = paragraph(
        Noted(("Said", note, ", and again", note, ".")), Noted(("x", Footnote("y")))
    )
    markdown = to_markdown(content)
    assert "Said[^1], and again[^1]." in markdown
    assert "[^1]: The code <https://example.org/a>" in markdown
    assert "[^2]: y" in markdown
    assert "The code" in word_text(content, "word/footnotes.xml")


def test_an_unsafe_link_is_text() -> None:
    note = Footnote("Bad", "javascript:alert(1)")
    content = paragraph(Noted(("Said", note)))
    assert "<javascript" not in to_markdown(content)
    assert "javascript" not in ElementTree.tostring(
        part(content, "word/_rels/footnotes.xml.rels"), encoding="unicode"
    )


def test_heads_of_a_table_repeat_in_word_and_numbers_stand_right() -> None:
    document = part(samples.with_tables(8), "word/document.xml")
    assert len(list(document.iter(f"{W}tblHeader"))) == 2
    assert "---:" in to_markdown(samples.with_tables(8))


def test_charts_become_their_numbers() -> None:
    markdown = to_markdown(samples.with_charts())
    assert "| Mentors have no time to train | 9 |" in markdown
    assert "A shift up, as wanted" in markdown
    assert "| Practice Work Group | 9 | 14 | 6 | 3 |" in markdown


def test_hebrew_runs_from_the_right_in_word() -> None:
    document = part(paragraph("שלום עולם", "English"), "word/document.xml")
    assert len(list(document.iter(f"{W}bidi"))) == 1
