"""The PDF file itself: numbered objects, streams, identity, colour profile, outlines.

ReportLab's document keeps the objects, numbers them and writes the cross-reference table; this
module hands it objects that are spelled out already, and adds what an archival, accessible file
must say about itself. What stands on the pages is not known here.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from struct import pack
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

from nghs_desktop.reports.fonts import Program


class _Spelled(PDFObject):
    """An object whose bytes are known."""

    def __init__(self, body: bytes = b"") -> None:
        self.body = body

    def format(self, document: PDFDocument) -> bytes:
        return self.body


class Book:
    """One PDF file being written; objects are named by their number."""

    def __init__(self) -> None:
        self._document = PDFDocument(invariant=1, pdfVersion=(1, 7))
        self._objects: dict[int, _Spelled] = {}

    def reserve(self) -> int:
        """Take the next number for an object that is filled later."""
        spelled = _Spelled()
        self._document.Reference(spelled)  # type: ignore[no-untyped-call]
        number: int = self._document.objectcounter
        self._objects[number] = spelled
        return number

    def fill(self, number: int, body: str | bytes) -> None:
        """Give a reserved object its body; a str must be ASCII."""
        self._objects[number].body = body.encode("ascii") if isinstance(body, str) else body

    def add(self, body: str | bytes) -> int:
        """Write an object and return its number."""
        number = self.reserve()
        self.fill(number, body)
        return number

    def stream(self, data: bytes, entries: str = "", *, compressed: bool = False) -> int:
        """Write a stream, compressing it unless it is already (or must stay readable)."""
        return self.add(_stream(data, entries + ("/Filter/FlateDecode" if compressed else "")))

    def finish(self, catalog: int, info: int) -> bytes:
        """Return the whole file; equal objects give equal bytes."""
        document = self._document
        for number in sorted(self._objects):
            document.updateSignature(self._objects[number].body)
        # The stubs do not know the catalog, and want ReportLab's own information dictionary.
        document.Catalog = self._objects[catalog]  # type: ignore[attr-defined]
        document.info = self._objects[info]  # type: ignore[assignment]
        written: bytes = document.format()
        return written


def _stream(data: bytes, entries: str) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries.encode("ascii"), len(data), data)


def text_string(text: str) -> str:
    """Spell a text as a PDF string; lone surrogates become the replacement mark."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return "<feff" + text.encode("utf-16-be", "replace").hex() + ">"


def add_font(book: Book, program: Program) -> int:
    """Embed a prepared font and return its object number."""
    file = book.stream(program.file, f"/Length1 {program.file_length}", compressed=True)
    descriptor = book.add(f"<</Type/FontDescriptor{program.descriptor}/FontFile2 {file} 0 R>>")
    to_glyphs = book.stream(program.cid_to_gid, compressed=True)
    to_unicode = book.stream(program.to_unicode, compressed=True)
    descendant = book.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{program.name}"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor} 0 R/DW 0/W{program.widths}/CIDToGIDMap {to_glyphs} 0 R>>"
    )
    return book.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{program.name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {to_unicode} 0 R>>"
    )


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in the outline: page object, distance from the foot in points, and what it opens."""

    title: str
    page: int
    top: float
    inner: tuple[Bookmark, ...] = ()


def add_outline(book: Book, bookmarks: tuple[Bookmark, ...]) -> int:
    """Write the outline and return its object number."""
    root = book.reserve()
    first, last, count = _outline_level(book, bookmarks, root)
    book.fill(root, f"<</Type/Outlines/First {first} 0 R/Last {last} 0 R/Count {count}>>")
    return root


def _outline_level(book: Book, marks: tuple[Bookmark, ...], parent: int) -> tuple[int, int, int]:
    numbers = [book.reserve() for _ in marks]
    total = len(marks)
    for place, (mark, number) in enumerate(zip(marks, numbers, strict=True)):
        inner = ""
        if mark.inner:
            first, last, count = _outline_level(book, mark.inner, number)
            inner = f"/First {first} 0 R/Last {last} 0 R/Count {count}"
            total += count
        before = f"/Prev {numbers[place - 1]} 0 R" if place else ""
        after = f"/Next {numbers[place + 1]} 0 R" if place + 1 < len(numbers) else ""
        book.fill(
            number,
            f"<</Title {text_string(mark.title)}/Parent {parent} 0 R{before}{after}{inner}"
            f"/Dest[{mark.page} 0 R/XYZ 0 {mark.top:.2f} null]>>",
        )
    return numbers[0], numbers[-1], total


@dataclass(frozen=True, slots=True)
class Identity:
    """What the file says about itself."""

    title: str
    author: str
    subject: str
    language: str
    made_at: datetime


_CREATOR = "NGHS Desktop"
_PRODUCER = "NGHS Desktop with ReportLab"


def add_info(book: Book, identity: Identity) -> int:
    """Write the information dictionary; it says the same as the XMP packet."""
    made = identity.made_at.strftime("D:%Y%m%d%H%M%S") + _zone(identity.made_at, "'") + "'"
    fields = {
        "Title": identity.title,
        "Author": identity.author,
        "Subject": identity.subject,
        "Creator": _CREATOR,
        "Producer": _PRODUCER,
        "CreationDate": made,
        "ModDate": made,
    }
    said = "".join(f"/{name} {text_string(text)}" for name, text in fields.items() if text)
    return book.add(f"<<{said}>>")


def _zone(moment: datetime, colon: str) -> str:
    offset = moment.utcoffset()
    minutes = 0 if offset is None else round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}{colon}{abs(minutes) % 60:02d}"


def in_a_zone(moment: datetime) -> datetime:
    """Return the moment with a zone and whole seconds; one without a zone is taken as UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).replace(microsecond=0)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
{said}
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<xmp:MetadataDate>{made}</xmp:MetadataDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def add_metadata(book: Book, identity: Identity) -> int:
    """Write the XMP packet that claims PDF/UA-1 and PDF/A-2a; return its object number."""
    said = [_alternative("title", identity.title)]
    if identity.author:
        said.append(
            f"<dc:creator><rdf:Seq><rdf:li>{escape(identity.author)}</rdf:li></rdf:Seq></dc:creator>"
        )
    if identity.subject:
        said.append(_alternative("description", identity.subject))
    packet = _XMP.format(
        said="\n".join(said),
        language=escape(identity.language),
        made=identity.made_at.strftime("%Y-%m-%dT%H:%M:%S") + _zone(identity.made_at, ":"),
        creator=_CREATOR,
        producer=_PRODUCER,
    )
    # The packet stays uncompressed so that any tool can read it.
    return book.stream(packet.encode("utf-8", "replace"), "/Type/Metadata/Subtype/XML")


def _alternative(name: str, text: str) -> str:
    item = f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
    return f"<dc:{name}><rdf:Alt>{item}</rdf:Alt></dc:{name}>"


def add_colours(book: Book) -> str:
    """Embed the sRGB profile and return the output intents entry for the catalog."""
    profile = book.stream(zlib.compress(srgb_profile()), "/N 3", compressed=True)
    return (
        "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
        f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>]"
    )


def srgb_profile() -> bytes:
    """Build the ICC profile of sRGB (IEC 61966-2-1): three primaries, one curve, no date of today."""

    def fixed(value: float) -> bytes:
        return pack(">i", round(value * 65536))

    def place(x: float, y: float, z: float) -> bytes:
        return b"XYZ \0\0\0\0" + fixed(x) + fixed(y) + fixed(z)

    def words(text: str) -> bytes:
        body = text.encode("utf-16-be")
        return b"mluc\0\0\0\0" + pack(">II2s2sII", 1, 12, b"en", b"US", len(body), 28) + body

    curve = b"para\0\0\0\0" + pack(">HH", 3, 0)
    curve += b"".join(map(fixed, (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)))
    # The D50 adaptation (Bradford) that the profile's white point was made with.
    rows = (
        (1.047882, 0.022919, -0.050201),
        (0.029587, 0.990479, -0.017059),
        (-0.009232, 0.015076, 0.751678),
    )
    adaptation = b"sf32\0\0\0\0" + b"".join(fixed(value) for row in rows for value in row)
    tags = [
        (b"desc", words("sRGB")),
        (b"cprt", words("No copyright, use freely")),
        (b"wtpt", place(0.9642, 1.0, 0.82491)),
        (b"chad", adaptation),
        (b"rXYZ", place(0.436066, 0.222488, 0.013916)),
        (b"gXYZ", place(0.385147, 0.716873, 0.097076)),
        (b"bXYZ", place(0.143066, 0.060608, 0.714096)),
        (b"rTRC", curve),
    ]
    start = 128 + 4 + 12 * (len(tags) + 2)
    table = b""
    body = b""
    for name, data in tags:
        offset = start + len(body)
        table += name + pack(">II", offset, len(data))
        body += data + b"\0" * (-len(data) % 4)
    for name in (b"gTRC", b"bTRC"):
        table += name + pack(">II", offset, len(curve))
    body = pack(">I", len(tags) + 2) + table + body
    head = pack(">I4sI4s4s4s", 128 + len(body), b"\0\0\0\0", 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    head += pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    head += fixed(0.9642) + fixed(1.0) + fixed(0.82491)
    return head.ljust(128, b"\0") + body
