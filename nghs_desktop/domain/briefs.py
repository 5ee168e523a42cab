"""What a brief says, frozen, before anything is set on paper.

Services fill these shapes from the workspace and hand them to the press; a PDF test needs no
database. The block kinds are a closed set: every template is an arrangement of them. Text is the
text people typed, never markup. Fonts, points and colours stay out: they belong to the reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import quote, urlsplit

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.charts import Chart

LINK_SCHEMES = frozenset({"http", "https", "mailto"})


class Align(StrEnum):
    """Where the text of a column stands; numbers stand at the end, in figures of one width."""

    START = "start"
    CENTRE = "centre"
    END = "end"


class NotesAt(StrEnum):
    """Where footnotes are printed."""

    PAGE = "page"
    SECTION = "section"


class Form(StrEnum):
    """What kind of sheet a document is: how its title stands, and what is around it."""

    BRIEF = "brief"
    LETTER = "letter"
    CERTIFICATE = "certificate"


class Paper(StrEnum):
    """The sheet the brief is set for."""

    LETTER = "letter"
    A4 = "a4"


class Tone(StrEnum):
    """What a tinted panel is about; the word always stands in its text as well."""

    PRACTICE = "practice"
    RECOGNITION = "recognition"
    BARRIER = "barrier"
    COMMITMENT = "commitment"
    DECISION = "decision"
    FOCUS = "focus"
    NOTE = "note"


@frozen
class Footnote:
    """What stands at a raised number; `link` is live only for http, https and mailto.

    Footnotes that are equal are one note: it keeps its number wherever it is cited.
    """

    text: str
    link: str = ""


@frozen
class Noted:
    """A text with footnotes in it, each at the place of its raised number."""

    parts: tuple[str | Footnote, ...]

    @property
    def plain(self) -> str:
        """The text without its notes."""
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def notes(self) -> tuple[Footnote, ...]:
        """The notes in order."""
        return tuple(part for part in self.parts if isinstance(part, Footnote))


Text = str | Noted


def plain_text(text: Text) -> str:
    """Return a text without its footnotes."""
    return text if isinstance(text, str) else text.plain


def has_text(text: Text) -> bool:
    """Return whether a text has words or notes in it."""
    return bool(text) if isinstance(text, str) else any(text.parts)


@frozen
class RankedItem:
    """One line of a ranked list; `figure` stands at the right edge, such as "7 dots".

    `link` is printed under it, live for http, https and mailto only.
    """

    rank: str
    title: str
    detail: str = ""
    figure: str = ""
    link: str = ""


@frozen
class RankedList:
    """Items in an order that means something, with the place of each drawn large."""

    key: str
    items: tuple[RankedItem, ...]


@frozen
class Card:
    """A tinted panel with a title and short lines."""

    title: str
    lines: tuple[str, ...] = ()
    tone: Tone = Tone.PRACTICE


@frozen
class Cards:
    """Cards in two columns, read row by row."""

    key: str
    cards: tuple[Card, ...]


@frozen
class Row:
    """Who does what, and by when."""

    who: str
    what: str
    when: str = ""


@frozen
class Rows:
    """A three-column table; `heads` are printed only when `show_heads` is set."""

    key: str
    rows: tuple[Row, ...]
    heads: tuple[str, str, str] = ("Who", "What", "By when")
    show_heads: bool = False


@frozen
class Callout:
    """One tinted panel over the full width."""

    key: str
    title: str
    text: Text = ""
    tone: Tone = Tone.RECOGNITION


@frozen
class Paragraphs:
    """Running text; a text of `Noted` carries footnotes. What `leads` stays with what follows it."""

    key: str
    texts: tuple[Text, ...]
    leads: bool = False


@frozen
class Bullets:
    """Short points; `numbered` counts them."""

    key: str
    items: tuple[Text, ...]
    numbered: bool = False


@frozen
class Column:
    """A column of a table; `share` is its part of the width, 0 leaves it to its content."""

    head: str
    align: Align = Align.START
    share: float = 0.0


@frozen
class TableRow:
    """One row; `total` sets it off, `key` lets the index point at it."""

    cells: tuple[Text, ...]
    total: bool = False
    key: str = ""


@frozen
class Table:
    """A table of data: its heads stand again on each page, a row moves whole.

    `row_heads` says that the first cell names its row. `notes` stand under the table. `room` is how
    many lines of text a row is high at least, to write in by hand.
    """

    key: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    caption: str = ""
    notes: tuple[Text, ...] = ()
    row_heads: bool = True
    room: int = 0

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"table {self.key!r} has a row of {len(row.cells)} cells")


@frozen
class Pair:
    """A name and what is said of it."""

    name: str
    text: Text


@frozen
class Pairs:
    """Names and what is said of them, in two columns."""

    key: str
    pairs: tuple[Pair, ...]


@frozen
class Source:
    """Where something comes from; `link` is live only for http, https and mailto."""

    text: str
    link: str = ""


@frozen
class Sources:
    """Numbered sources."""

    key: str
    sources: tuple[Source, ...]


@frozen
class KeyFigure:
    """A number to remember and what it counts."""

    value: str
    label: str


@frozen
class KeyFigures:
    """Numbers to remember, side by side."""

    key: str
    figures: tuple[KeyFigure, ...]


@frozen
class Signer:
    """Who signs, and as what."""

    name: str
    role: str = ""


@frozen
class Signatures:
    """Lines to sign on; `date_word` adds a place for the day, `closing` the words before.

    `ruled` is how many empty lines to write on stand above them.
    """

    key: str
    signers: tuple[Signer, ...]
    date_word: str = ""
    closing: str = ""
    ruled: int = 0


@frozen
class Choice:
    """Something to mark by hand: its words, and an empty box for each of `marks` with that in it."""

    title: str
    detail: str = ""
    marks: tuple[str, ...] = ("",)


@frozen
class Choices:
    """Boxes to mark by hand.

    On a `poster` they are read from a wall: a mark stands before its words, the box holds dots.

    `box_word` says to screen readers what an empty box is.
    """

    key: str
    choices: tuple[Choice, ...]
    poster: bool = False
    box_word: str = "Box to mark"


@frozen
class WritingLines:
    """Empty lines to write on, with what they are for above them."""

    key: str
    label: str = ""
    lines: int = 3


@frozen
class Award:
    """The middle of a certificate: who receives it and for what, a seal, and who signs.

    `lead` are the words before the name, such as "is presented to"; `seal` is one short word.
    """

    key: str
    lead: str
    name: str
    citation: str
    given: str = ""
    seal: str = ""
    seal_alternative: str = ""
    signers: tuple[Signer, ...] = ()


@frozen
class LinkCode:
    """A link to take home: its words, its address, and a square code that a telephone reads."""

    key: str
    link: str
    text: str = ""


@frozen
class Decided:
    """One decision with how it was taken."""

    text: str
    detail: str = ""


@frozen
class Decisions:
    """The decisions of the meeting or period."""

    key: str
    decisions: tuple[Decided, ...]


@frozen
class NoteLine:
    """One captured line: when, what kind it is (the word on screen), the text, who said it."""

    time: str
    kind: str
    text: str
    said_by: str = ""


@frozen
class Notes:
    """Everything captured, as a table whose heads repeat on each page."""

    key: str
    notes: tuple[NoteLine, ...]
    heads: tuple[str, str, str, str] = ("Time", "Kind", "Note", "Said by")


Block = (
    RankedList
    | Cards
    | Rows
    | Callout
    | Paragraphs
    | Bullets
    | Table
    | Pairs
    | KeyFigures
    | Signatures
    | Choices
    | WritingLines
    | Award
    | Chart
    | Sources
    | LinkCode
    | Decisions
    | Notes
)


@frozen
class Section:
    """A heading with its blocks; an empty heading prints none (a callout often stands alone).

    `label` names the section to people where the heading is empty or too long. A section of
    `level` 2 stands under the one of level 1 before it; `new_page` begins it on a page of its own. A
    `whole` one is on one page where a page can hold it; a `slip` is too, over a line to cut along.
    """

    key: str
    heading: str
    blocks: tuple[Block, ...]
    label: str = ""
    level: int = 1
    new_page: bool = False
    whole: bool = False
    slip: bool = False


@frozen
class IndexEntry:
    """A term of the index and the keys of the sections, blocks and table rows that speak of it."""

    term: str
    keys: tuple[str, ...]


@frozen
class BriefContent:
    """Everything one brief says, with its dates handed in so that it prints the same bytes again.

    `made_at` is written into the file (taken as UTC when it carries no zone); `as_of` is the day
    the data stands for, and `as_of_words` say it on every page. `page_words` holds {page} and
    {pages}. `fits_on` is the number of pages the template asks for; `Printed.overflow` speaks when
    the text is longer.

    `opening` are lines before the title, such as whom a letter is for. `draft` is the word that
    marks every page as not final. `large_print` sets all that is read in 18 points or more; `greys`
    leaves out tints and colours. A `contents` or `index_heading` adds that list, with page numbers.
    `pages` (first, last) prints only these, numbered as in the whole.
    """

    title: str
    made_at: datetime
    kicker: str = ""
    date_line: str = ""
    summary: str = ""
    sections: tuple[Section, ...] = ()
    footer: tuple[str, ...] = ()
    page_words: str = "Page {page} of {pages}"
    language: str = "en-US"
    paper: Paper = Paper.LETTER
    as_of: date | None = None
    author: str = ""
    organisation: str = ""
    fits_on: int = 1
    as_of_words: str = ""
    draft: str = ""
    large_print: bool = False
    greys: bool = False
    landscape: bool = False
    form: Form = Form.BRIEF
    opening: tuple[str, ...] = ()
    notes_at: NotesAt = NotesAt.PAGE
    notes_heading: str = "Notes"
    contents: str = ""
    index_heading: str = ""
    index: tuple[IndexEntry, ...] = ()
    pages: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for section in self.sections:
            for key in (section.key, *(block.key for block in section.blocks)):
                if not key or key in seen:
                    raise ValueError(f"keys in a brief are given once and not empty: {key!r}")
                seen.add(key)

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        """Walk every block with the section it stands in, in printed order."""
        for section in self.sections:
            for block in section.blocks:
                yield section, block


@frozen
class BlockExtent:
    """Where a block came to stand: pages count from 1, `lines` are lines of text."""

    key: str
    section: str
    first_page: int
    last_page: int
    lines: int


@frozen
class Overflow:
    """How much too long the brief is, and the one block where a cut helps most.

    Cutting `lines` lines from the block `block` of section `section` makes it fit; when that
    block is shorter than this, `enough` is False and cutting goes on in another.
    """

    lines: int
    block: str
    section: str
    label: str
    enough: bool


@frozen
class Printed:
    """A finished PDF; `unprintable` lists each character no font has, once, in order."""

    pdf: bytes
    pages: int
    overflow: Overflow | None = None
    unprintable: tuple[str, ...] = ()
    blocks: tuple[BlockExtent, ...] = ()


def live_link(typed: str) -> str:
    """Return the link as ASCII when it is safe to make it live, else an empty string."""
    link = typed.strip()
    if any(ord(character) < 33 for character in link):
        return ""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in LINK_SCHEMES:
        return ""
    if scheme == "mailto":
        return quote(link, safe="%/:=&?~#+!$,;'@()*[]-._") if "@" in parts.path else ""
    host = parts.hostname or ""
    if not host:
        return ""
    if not host.isascii():
        try:
            ascii_host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
        link = link.replace(parts.netloc, parts.netloc.lower().replace(host, ascii_host), 1)
    return quote(link, safe="%/:=&?~#+!$,;'@()*[]-._")
