"""The faces a brief is set in: which characters they cover, how wide those are, and their embedding.

A face is embedded as a composite font whose character codes are the Unicode values themselves,
so a line of text goes into the page as it is, and comes out of the page as it was typed. The
subset always holds the everyday characters, so that one prepared subset serves most briefs.
Layout and colours must not come in here.
"""

from __future__ import annotations

import unicodedata
import zlib
from functools import cache, lru_cache
from struct import pack, unpack_from

from reportlab.pdfbase.ttfonts import TTFontFile

from nghs_desktop.base.bundle import resource
from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.reports.styles import Weight

MARK = "\ufffd"
"""Stands for a character that no face can draw; drawn as an empty box."""

NEVER_DRAWN = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Controls, lone surrogates, private and unassigned characters, whatever a font may say."""

EVERYDAY = frozenset(map(chr, range(32, 127))) | frozenset(
    "\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u00b7"
)

# Figures of one width stand in for the digits of numbers in columns: the face's own glyphs, under
# private codes that no typed text can hold, which come out of the file as the digits they are.
_TABULAR_START = 0xF730
TABULAR = {0x30 + digit: _TABULAR_START + digit for digit in range(10)}
_DIGIT_OF = {chr(code): chr(digit) for digit, code in TABULAR.items()}

# A footnote's raised number is one character of the private plane 15 until it is drawn.
_NOTE_START = 0xF0000
_RAISED = str.maketrans(
    "0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
)

# Characters beyond U+FFFF take the codes that no text can hold: the surrogates.
HIGH_CODES = range(0xD800, 0xE000)

_TEXT_FILES = {
    Weight.REGULAR: "Inter-Regular.ttf",
    Weight.MEDIUM: "Inter-Medium.ttf",
    Weight.SEMIBOLD: "Inter-SemiBold.ttf",
    Weight.BOLD: "Inter-Bold.ttf",
}

# Where to look first for a character the text face lacks. A face is only read when its range asks
# for it: the Chinese one alone takes a tenth of a second.
_FALLBACKS: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = (
    ("NotoSansHebrew-Regular.ttf", ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))),
    ("NotoSansArabic-Regular.ttf", ((0x0600, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))),
    ("NotoSansDevanagari-Regular.ttf", ((0x0900, 0x097F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF))),
    ("NotoSansThai-Regular.ttf", ((0x0E00, 0x0E7F),)),
    ("NanumGothic-Regular.ttf", ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7FF))),
    (
        "NotoSansSC-Regular.ttf",
        ((0x2E80, 0xA4CF), (0xF900, 0xFAFF), (0xFE30, 0xFFEF), (0x20000, 0x3FFFF)),
    ),
    ("NotoEmoji-Regular.ttf", ((0x2600, 0x27BF), (0x1F000, 0x1FAFF))),
    ("NotoSansSymbols2-Regular.ttf", ((0x2100, 0x2BFF), (0x10100, 0x1FBFF))),
)


_DIGIT_CODES = frozenset(TABULAR.values())


def note_mark(number: int) -> str:
    """Return the character that stands for a footnote's raised number in set lines."""
    return chr(_NOTE_START + number)


def is_note(character: str) -> bool:
    """Return whether a character stands for a footnote's number."""
    return "\U000f0000" < character <= "\U000ffffd"


def note_number(character: str) -> int:
    """Return the number a footnote's character stands for."""
    return ord(character) - _NOTE_START


def note_figures(character: str) -> str:
    """Return the raised figures that are drawn for a footnote's character."""
    return str(note_number(character)).translate(_RAISED)


def _tabular_figures(font: TTFontFile, digits: list[int]) -> list[int]:
    """Return the glyphs of the figures of one width (OpenType `tnum`), or nothing.

    Only the form that text faces have is read: one single substitution for the ten digits.
    """
    if "GSUB" not in font.table:
        return []
    data = font.get_table("GSUB")  # type: ignore[no-untyped-call]
    _, _, _, features, lookups = unpack_from(">5H", data)
    for place in range(unpack_from(">H", data, features)[0]):
        tag, offset = unpack_from(">4sH", data, features + 2 + 6 * place)
        if tag != b"tnum":
            continue
        lookup = unpack_from(">H", data, features + offset + 4)[0]
        start = lookups + unpack_from(">H", data, lookups + 2 + 2 * lookup)[0]
        changed: dict[int, int] = {}
        for inner in range(unpack_from(">H", data, start + 4)[0]):
            table = start + unpack_from(">H", data, start + 6 + 2 * inner)[0]
            if unpack_from(">H", data, start)[0] == 7:  # an extension says where the table is
                table += unpack_from(">L", data, table + 4)[0]
            changed.update(_single_substitution(data, table))
        if all(digit in changed for digit in digits):
            return [changed[digit] for digit in digits]
    return []


def _single_substitution(data: bytes, table: int) -> dict[int, int]:
    """Read one subtable of a single substitution, glyph to glyph."""
    form = unpack_from(">H", data, table)[0]
    glyphs = _coverage(data, table + unpack_from(">H", data, table + 2)[0])
    if form == 1:
        delta = unpack_from(">h", data, table + 4)[0]
        return {glyph: (glyph + delta) % 65536 for glyph in glyphs}
    count = unpack_from(">H", data, table + 4)[0]
    return dict(zip(glyphs, unpack_from(f">{count}H", data, table + 6), strict=False))


def _coverage(data: bytes, table: int) -> list[int]:
    form, count = unpack_from(">2H", data, table)
    if form == 1:
        return list(unpack_from(f">{count}H", data, table + 4))
    glyphs: list[int] = []
    for place in range(count):
        first, last, _ = unpack_from(">3H", data, table + 4 + 6 * place)
        glyphs.extend(range(first, last + 1))
    return glyphs


class Face:
    """One font file, read once per process."""

    def __init__(self, file: str) -> None:
        path = resource("fonts", file)
        if not path.is_file():
            raise EnvironmentProblem(
                f"The font file {file} is missing, so the brief cannot be set.",
                "Install NGHS Desktop again; your workspace is safe.",
            )
        self.file = file
        self.font = TTFontFile(str(path))
        if 0x25A1 in self.font.charToGlyph:
            self.font.charToGlyph[0xFFFD] = self.font.charToGlyph[0x25A1]
            self.font.charWidths[0xFFFD] = self.font.charWidths[0x25A1]
        usual = [self.font.charToGlyph.get(code, 0) for code in TABULAR]
        units = self.font.unitsPerEm
        for code, glyph in zip(TABULAR.values(), _tabular_figures(self.font, usual), strict=False):
            self.font.charToGlyph[code] = glyph
            self.font.charWidths[code] = self.font.hmetrics[glyph][0] * 1000 / units
        self.widths = {
            chr(code): round(width, 2)
            for code, width in self.font.charWidths.items()
            if self.font.charToGlyph.get(code, 0)
            and (code in _DIGIT_CODES or unicodedata.category(chr(code)) not in NEVER_DRAWN)
        }
        self.covers = frozenset(self.widths)

    def program(self, characters: frozenset[str], high: tuple[str, ...] = ()) -> Program:
        """Return what embedding these characters takes; the everyday ones come along.

        `high` lists the used characters beyond U+FFFF in the order of their codes.
        """
        if self.covers >= EVERYDAY:
            characters = characters | EVERYDAY
        return _program(self, characters, high)


class Program:
    """The parts of an embedded font, compressed where they are streams."""

    __slots__ = ("cid_to_gid", "descriptor", "file", "file_length", "name", "to_unicode", "widths")

    def __init__(self, face: Face, characters: frozenset[str], high: tuple[str, ...]) -> None:
        font = face.font
        cids = {character: ord(character) for character in sorted(characters)}
        cids.update((character, HIGH_CODES[n]) for n, character in enumerate(high))
        ordered = list(cids)
        data = font.makeSubset([ord(character) for character in ordered])
        # The subset numbers its glyphs in the order asked for, each glyph once, after .notdef.
        place = {0: 0}
        table = bytearray(2 * (max(cids.values()) + 1))
        for character, cid in cids.items():
            glyph = place.setdefault(font.charToGlyph[ord(character)], len(place))
            table[2 * cid : 2 * cid + 2] = pack(">H", glyph)
        name = font.name.decode("ascii")
        tag = _subset_tag(ordered)
        self.name = f"{tag}+{name}"
        self.file = zlib.compress(data)
        self.file_length = len(data)
        self.cid_to_gid = zlib.compress(bytes(table))
        self.widths = _width_array({cids[c]: face.widths[c] for c in ordered})
        self.to_unicode = zlib.compress(_to_unicode({cids[c]: c for c in ordered}))
        box = " ".join(str(round(edge)) for edge in font.bbox)
        self.descriptor = (
            f"/FontName/{self.name}/Flags 4/FontBBox[{box}]/ItalicAngle {font.italicAngle:g}"
            f"/Ascent {font.ascent:g}/Descent {font.descent:g}/CapHeight {font.capHeight:g}"
            f"/StemV {font.stemV:g}"
        )


@lru_cache(maxsize=48)
def _program(face: Face, characters: frozenset[str], high: tuple[str, ...]) -> Program:
    return Program(face, characters, high)


def forget_programs() -> None:
    """Drop the prepared subsets, so that the next document cuts its fonts anew (for the bench)."""
    _program.cache_clear()


def _subset_tag(ordered: list[str]) -> str:
    """Return six capitals that differ when the subset differs."""
    number = zlib.crc32("".join(ordered).encode())
    letters = []
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters.append(chr(65 + letter))
    return "".join(letters)


def _width_array(widths: dict[int, float]) -> str:
    parts: list[str] = []
    last = -2
    for cid in sorted(widths):
        if cid != last + 1:
            parts.append(f"{']' if parts else ''}{cid}[")
        parts.append(f"{widths[cid]:g} ")
        last = cid
    return f"[{''.join(parts)}]]"


# A shaped Arabic letter or ligature gives back the letters that were typed. Right-to-left text is
# drawn from left to right, so readers turn it round: a ligature's letters stand reversed here.
def _spelled(character: str) -> str:
    if character in _DIGIT_OF:
        return _DIGIT_OF[character]
    if "\ufb50" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufeff":
        return unicodedata.normalize("NFKC", character)[::-1]
    return character


def _to_unicode(typed: dict[int, str]) -> bytes:
    lines = [
        f"<{cid:04x}><{_spelled(character).encode('utf-16-be').hex()}>"
        for cid, character in sorted(typed.items())
    ]
    parts = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo "
        "<</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def /CMapName /Adobe-Identity-UCS def "
        "/CMapType 2 def 1 begincodespacerange <0000><ffff> endcodespacerange"
    ]
    for start in range(0, len(lines), 100):
        batch = lines[start : start + 100]
        parts.append(f"{len(batch)} beginbfchar\n" + "\n".join(batch) + "\nendbfchar")
    parts.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(parts).encode("ascii")


@cache
def face(file: str) -> Face:
    """Return the face of a file in resources/fonts, read on first use."""
    return Face(file)


class Widths(dict[str, float]):
    """Advance of every character in thousandths of the size, found in the fallbacks on first use."""

    def __init__(self, primary: Face) -> None:
        super().__init__(primary.widths)
        self.primary = primary
        self.face_of: dict[str, Face] = {}

    def __missing__(self, character: str) -> float:
        if is_note(character):
            raised = sum(map(self.__getitem__, note_figures(character)))
            self[character] = raised
            return raised
        found = fallback(character)
        if found is None:
            raise KeyError(character)
        self.face_of[character] = found
        width: float = found.widths[character]
        self[character] = width
        return width


@cache
def fallback(character: str) -> Face | None:
    """Return the fallback face that covers a character, or None when no face does."""
    if unicodedata.category(character) in NEVER_DRAWN:
        return None
    code = ord(character)
    for file, ranges in _FALLBACKS:
        if any(low <= code <= high for low, high in ranges) and character in face(file).covers:
            return face(file)
    for file, _ranges in _FALLBACKS:
        if character in face(file).covers:
            return face(file)
    return None


@cache
def widths(weight: Weight) -> Widths:
    """Return the widths of the text face in a weight, with its fallbacks behind it."""
    return Widths(face(_TEXT_FILES[weight]))
