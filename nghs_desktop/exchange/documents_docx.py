"""A document's content as a Word file (Office Open XML, ISO/IEC 29500), to be edited by others.

Written part by part with the standard library, so that it needs nothing else and gives the same
bytes for the same content. Headings, lists, tables with heads that repeat, links and footnotes are
Word's own; the layout is Word's too. No file is opened here.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC
from typing import assert_never
from unicodedata import bidirectional
from xml.sax.saxutils import escape, quoteattr

from nghs_desktop.domain.briefs import BriefContent, Footnote, Paper, Text, live_link, plain_text
from nghs_desktop.exchange.documents import (
    Element,
    FootnoteNumbers,
    Grid,
    Heading,
    Line,
    Lines,
    Panel,
    Points,
    Signing,
    cleaned,
    outline,
)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def to_docx(content: BriefContent) -> bytes:
    """Return a document as the bytes of a .docx file."""
    writer = _Writer(content)
    parts = writer.parts()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            packed.writestr(entry, text.encode("utf-8"))
    return buffer.getvalue()


class _Writer:
    """The parts of one file; links are collected as they are met."""

    def __init__(self, content: BriefContent) -> None:
        self.content = content
        self.notes = FootnoteNumbers()
        self.links: dict[str, str] = {}
        self.lists = 0
        self.width = 9350 if content.paper is Paper.LETTER else 9020

    def parts(self) -> dict[str, str]:
        body = "".join(self.element(element) for element in outline(self.content))
        notes = self.footnotes()
        return {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _PACKAGE_RELS,
            "docProps/core.xml": self.core(),
            "word/document.xml": f"{_HEAD}<w:document {_SPACES}><w:body>{body}{self.page()}"
            "</w:body></w:document>",
            "word/styles.xml": self.styles(),
            "word/settings.xml": f"{_HEAD}<w:settings {_SPACES}>"
            '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
            "</w:settings>",
            "word/numbering.xml": self.numbering(),
            "word/footnotes.xml": notes,
            "word/header1.xml": self.header(),
            "word/footer1.xml": self.footer(),
            "word/_rels/document.xml.rels": self.relations(self.links),
            "word/_rels/footnotes.xml.rels": self.relations(self.links, own=False),
        }

    # -- text -----------------------------------------------------------------------------------

    def run(self, text: str, properties: str = "") -> str:
        """Return typed text as runs; a line break stays one."""
        properties += "<w:rtl/>" if _from_right(text) else ""
        marked = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        pieces = [
            f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in _xml(text).split("\n")
        ]
        return f"<w:r>{marked}{'<w:br/>'.join(pieces)}</w:r>"

    def text(self, text: Text, properties: str = "") -> str:
        if isinstance(text, str):
            return self.run(text, properties)
        runs = []
        for part in text.parts:
            if isinstance(part, Footnote):
                runs.append(
                    '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
                    f'<w:footnoteReference w:id="{self.notes.of(part)}"/></w:r>'
                )
            elif part:
                runs.append(self.run(part, properties))
        return "".join(runs)

    def link(self, shown: str, link: str) -> str:
        name = self.links.setdefault(link, f"link{len(self.links) + 1}")
        run = self.run(shown, '<w:rStyle w:val="Hyperlink"/>')
        return f'<w:hyperlink r:id="{name}">{run}</w:hyperlink>'

    def line(self, line: Line) -> str:
        if line.link:
            return self.link(str(line.text), line.link)
        return self.text(line.text, "<w:b/>" if line.strong else "")

    def paragraph(self, inner: str, style: str = "", more: str = "") -> str:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
        return f"<w:p>{properties}{inner}</w:p>"

    def joined(self, lines: tuple[Line, ...]) -> str:
        return "<w:r><w:br/></w:r>".join(self.line(line) for line in lines)

    # -- elements -------------------------------------------------------------------------------

    def element(self, element: Element) -> str:
        match element:
            case Heading():
                style = {1: "Title", 2: "Heading1", 3: "Heading2"}[min(element.level, 3)]
                return self.paragraph(self.run(element.text), style)
            case Lines():
                return self.paragraph(self.joined(element.lines), "", _side(*element.lines))
            case Panel():
                title = (Line(element.title, strong=True),) if element.title else ()
                lines = (*title, *element.lines)
                return self.paragraph(self.joined(lines), "Panel", _side(*lines))
            case Points():
                return self.points(element)
            case Grid():
                return self.grid(element)
            case Signing():
                return "".join(
                    self.paragraph(self.run(", ".join(filter(None, signer))), "Signature")
                    for signer in element.names
                )
            case _:
                assert_never(element)

    def points(self, points: Points) -> str:
        if points.ordered:
            self.lists += 1
        number = self.lists + 1 if points.ordered else 1
        numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return "".join(
            self.paragraph(self.joined(item), "ListParagraph", numbered + _side(*item))
            for item in points.items
        )

    def grid(self, grid: Grid) -> str:
        count = max(len(grid.heads), 1)
        each = self.width // count
        parts = []
        if grid.caption:
            parts.append(self.paragraph(self.run(grid.caption), "Caption", "<w:keepNext/>"))
        columns = "".join(f'<w:gridCol w:w="{each}"/>' for _ in range(count))
        rows = []
        if any(grid.heads):
            cells = "".join(
                self.cell(text, each, n in grid.ends, strong=True)
                for n, text in enumerate(grid.heads)
            )
            rows.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>")
        for place, row in enumerate(grid.rows):
            cells = "".join(
                self.cell(
                    text,
                    each,
                    n in grid.ends,
                    strong=place in grid.strong or (n == 0 and not any(grid.heads)),
                )
                for n, text in enumerate(row)
            )
            rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        if not rows:
            return "".join(parts)
        head = "1" if any(grid.heads) else "0"
        parts.append(
            '<w:tbl><w:tblPr><w:tblStyle w:val="Lines"/>'
            f'<w:tblW w:w="{each * count}" w:type="dxa"/>'
            f'<w:tblLook w:firstRow="{head}" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
            f'w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
            f"{''.join(rows)}</w:tbl>{self.paragraph('')}"
        )
        return "".join(parts)

    def cell(self, text: Text, width: int, end: bool, strong: bool) -> str:
        side = '<w:jc w:val="right"/>' if end else ""
        side = _side(Line(text)) + side
        inner = self.paragraph(self.text(text, "<w:b/>" if strong else ""), "TableText", side)
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'

    # -- parts ----------------------------------------------------------------------------------

    def footnotes(self) -> str:
        kept = (
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
            '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
            "<w:continuationSeparator/></w:r></w:p></w:footnote>"
        )
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        for note, number in self.notes.numbers.items():
            inner = mark + self.run(f" {note.text}")
            link = live_link(note.link)
            if link:
                inner += self.run(" ") + self.link(note.link, link)
            elif note.link:
                inner += self.run(f" {note.link}")
            kept += (
                f'<w:footnote w:id="{number}">{self.paragraph(inner, "FootnoteText")}</w:footnote>'
            )
        return f"{_HEAD}<w:footnotes {_SPACES}>{kept}</w:footnotes>"

    def page(self) -> str:
        wide, high = (12240, 15840) if self.content.paper is Paper.LETTER else (11906, 16838)
        turned = ""
        if self.content.landscape:
            wide, high, turned = high, wide, ' w:orient="landscape"'
        return (
            '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
            '<w:footerReference w:type="default" r:id="footer"/>'
            f'<w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
            '<w:pgMar w:top="1440" w:right="1440" w:bottom="1300" w:left="1440" w:header="700" '
            'w:footer="600" w:gutter="0"/></w:sectPr>'
        )

    def header(self) -> str:
        text = "  \u00b7  ".join(filter(None, (self.content.draft, self.content.title)))
        return f"{_HEAD}<w:hdr {_SPACES}>{self.paragraph(self.run(text), 'Header')}</w:hdr>"

    def footer(self) -> str:
        text = "  \u00b7  ".join(filter(None, self.content.footer))
        before, _, rest = self.content.page_words.partition("{page}")
        between, _, after = rest.partition("{pages}")
        page = self.run(before) + _field("PAGE") + self.run(between) + _field("NUMPAGES")
        inner = f"{self.run(text)}<w:r><w:tab/></w:r>{page}{self.run(after)}"
        return f"{_HEAD}<w:ftr {_SPACES}>{self.paragraph(inner, 'Footer')}</w:ftr>"

    def core(self) -> str:
        content = self.content
        made = content.made_at if content.made_at.tzinfo else content.made_at.replace(tzinfo=UTC)
        stamp = made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        author = escape(_xml(content.author or content.organisation))
        return (
            f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
            'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(_xml(content.title))}</dc:title><dc:creator>{author}</dc:creator>"
            f"<dc:language>{escape(_xml(content.language))}</dc:language>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
            "</cp:coreProperties>"
        )

    def numbering(self) -> str:
        """One list of dots, and a list of numbers for each that counts from one."""

        def level(form: str, text: str) -> str:
            return (
                f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
                f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
                '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
            )

        kinds = (
            f'<w:abstractNum w:abstractNumId="0">{level("bullet", chr(8226))}</w:abstractNum>'
            f'<w:abstractNum w:abstractNumId="1">{level("decimal", "%1.")}</w:abstractNum>'
        )
        lists = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        for number in range(2, self.lists + 2):
            lists += (
                f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        return f"{_HEAD}<w:numbering {_SPACES}>{kinds}{lists}</w:numbering>"

    def relations(self, links: dict[str, str], *, own: bool = True) -> str:
        base = f"{_R}/"
        parts = [
            ("styles", "styles", "styles.xml"),
            ("settings", "settings", "settings.xml"),
            ("numbering", "numbering", "numbering.xml"),
            ("footnotes", "footnotes", "footnotes.xml"),
            ("header", "header", "header1.xml"),
            ("footer", "footer", "footer1.xml"),
        ]
        said = [
            f'<Relationship Id="{name}" Type="{base}{kind}" Target="{target}"/>'
            for name, kind, target in parts
            if own
        ]
        said += [
            f'<Relationship Id="{name}" Type="{base}hyperlink" Target={quoteattr(link)} '
            'TargetMode="External"/>'
            for link, name in links.items()
        ]
        return f'{_HEAD}<Relationships xmlns="{_RELS}">{"".join(said)}</Relationships>'

    def styles(self) -> str:
        large = self.content.large_print
        ink = "000000" if self.content.greys else "3A40B4"
        size = 36 if large else 21
        table = 36 if large else 19

        def style(
            name: str, shown: str, run: str = "", paragraph: str = "", based: str = "Normal"
        ) -> str:
            return (
                f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
                f'<w:basedOn w:val="{based}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
                f"<w:rPr>{run}</w:rPr></w:style>"
            )

        def head(points: int, before: int) -> tuple[str, str]:
            return (
                f'<w:b/><w:sz w:val="{points * 2}"/>',
                f'<w:keepNext/><w:spacing w:before="{before}" w:after="120"/>',
            )

        title = head(28 if large else 22, 0)
        first = head(22 if large else 14, 320)
        second = head(19 if large else 12, 240)
        rule = '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
        across = '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
        panel = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="6" w:color="808080"/>'
            for side in ("top", "left", "bottom", "right")
        )
        return (
            f"{_HEAD}<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
            '<w:rFonts w:ascii="Inter" w:hAnsi="Inter" w:cs="Arial" w:eastAsia="Arial"/>'
            f'<w:sz w:val="{size}"/><w:lang w:val={quoteattr(_xml(self.content.language))}/>'
            "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
            '<w:spacing w:after="120" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
            "</w:docDefaults>"
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
            '<w:name w:val="Normal"/><w:qFormat/></w:style>'
            + style("Title", "Title", title[0], title[1] + '<w:outlineLvl w:val="0"/>')
            + style("Heading1", "heading 1", first[0], first[1] + '<w:outlineLvl w:val="0"/>')
            + style("Heading2", "heading 2", second[0], second[1] + '<w:outlineLvl w:val="1"/>')
            + style("Caption", "caption", "<w:b/>")
            + style("ListParagraph", "List Paragraph", "", '<w:spacing w:after="60"/>')
            + style(
                "TableText",
                "Table Text",
                f'<w:sz w:val="{table}"/>',
                '<w:spacing w:before="40" w:after="40" w:line="252" w:lineRule="auto"/>',
            )
            + style(
                "Panel",
                "Panel",
                "",
                f'<w:pBdr>{panel}</w:pBdr><w:spacing w:before="160" w:after="160"/>',
            )
            + style(
                "Signature",
                "Signature",
                "",
                '<w:pBdr><w:top w:val="single" w:sz="6" w:space="4" w:color="000000"/></w:pBdr>'
                '<w:spacing w:before="800"/><w:ind w:right="5000"/>',
            )
            + style("Header", "header", '<w:sz w:val="17"/>')
            + style(
                "Footer",
                "footer",
                '<w:sz w:val="17"/>',
                f'<w:tabs><w:tab w:val="right" w:pos="{self.width}"/></w:tabs>',
            )
            + style(
                "FootnoteText",
                "footnote text",
                f'<w:sz w:val="{table}"/>',
                '<w:spacing w:after="40"/>',
            )
            + '<w:style w:type="character" w:styleId="FootnoteReference">'
            '<w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            "</w:style>"
            '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
            f'<w:rPr><w:color w:val="{ink}"/><w:u w:val="single"/></w:rPr></w:style>'
            '<w:style w:type="table" w:styleId="Lines"><w:name w:val="Lines"/><w:tblPr>'
            f"<w:tblBorders>{rule}{across}</w:tblBorders>"
            '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr></w:style></w:styles>"
        )


def _from_right(text: str) -> bool:
    """Return whether the first letter of a text runs from the right."""
    kinds = (bidirectional(character) for character in text)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)


def _side(*lines: Line) -> str:
    """Return the mark of a paragraph that runs from the right, or nothing."""
    return "<w:bidi/>" if lines and _from_right(plain_text(lines[0].text)) else ""


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _xml(text: str) -> str:
    """Return a text with only the characters that XML can hold."""
    return "".join(c for c in cleaned(text) if c not in "\ufffe\uffff")


_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PACKAGE_RELS = (
    f'{_HEAD}<Relationships xmlns="{_RELS}">'
    f'<Relationship Id="document" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
    'metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
)
_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.numbering+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPE}.footnotes+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_TYPE}.header+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
