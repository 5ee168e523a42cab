"""What those who were nominated receive: the certificate, and the letter with what reviewers saw."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import (
    Align,
    Award,
    BriefContent,
    Bullets,
    Column,
    Form,
    Paragraphs,
    Section,
    Signatures,
    Signer,
    Table,
    TableRow,
    Text,
)
from nghs_desktop.reports.templates.edition import Edition, texts


@frozen
class Certificate:
    """What a certificate says; `seal` is one short word, such as the year."""

    name: str
    citation: str
    signers: tuple[Signer, ...]
    given_on: date | None = None
    seal: str = ""
    place: str = ""


def certificate(award: Certificate, edition: Edition) -> BriefContent:
    """Arrange a certificate on a sheet that lies on its side."""
    words = edition.words
    given = words.given.format(date=words.day(award.given_on)) if award.given_on else ""
    block = Award(
        "award",
        words.presented,
        award.name,
        award.citation,
        given=", ".join(filter(None, (given, award.place))),
        seal=award.seal,
        seal_alternative=words.seal.format(
            name=" ".join(filter(None, (edition.organisation, award.seal)))
        ),
        signers=award.signers,
    )
    return edition.content(
        words.certificate,
        "",
        (Section("middle", "", (block,), label=words.certificate),),
        kicker="  \u00b7  ".join(filter(None, (edition.organisation, edition.group))),
        form=Form.CERTIFICATE,
        as_of_words="",
        landscape=True,
        large_print=False,
    )


@frozen
class Criterion:
    """How reviewers saw one criterion; `score` with its scale, such as "4 of 5"."""

    name: str
    score: str
    remark: Text = ""


@frozen
class FeedbackLetter:
    """What a feedback letter says; `address` are the lines over it, one a line."""

    subject: str
    address: tuple[str, ...]
    greeting: str
    opening: tuple[Text, ...]
    strengths: tuple[Text, ...] = ()
    growth: tuple[Text, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    closing: tuple[Text, ...] = ()
    farewell: str = ""
    signers: tuple[Signer, ...] = ()


def feedback_letter(letter: FeedbackLetter, edition: Edition) -> BriefContent:
    """Arrange a letter: address, subject, greeting, what convinced, what would help, signature."""
    words = edition.words
    table: tuple[Table, ...] = ()
    if letter.criteria:
        remarks = any(one.remark for one in letter.criteria)
        columns = (
            Column(words.criterion),
            Column(words.score, Align.CENTRE),
            *((Column(words.remark),) if remarks else ()),
        )
        rows = tuple(
            TableRow((one.name, one.score, *((one.remark,) if remarks else ())))
            for one in letter.criteria
        )
        table = (Table("reviews.table", columns, rows),)
    end = Paragraphs("closing.text", letter.closing)
    signed = Signatures("closing.lines", letter.signers, closing=letter.farewell)
    sections = (
        texts("opening", "", (letter.greeting, *letter.opening)),
        Section(
            "strengths",
            words.strengths,
            (Bullets("strengths.list", letter.strengths),) if letter.strengths else (),
        ),
        Section(
            "growth",
            words.growth,
            (Bullets("growth.list", letter.growth),) if letter.growth else (),
        ),
        Section("reviews", words.reviews, table),
        Section("closing", "", (end, signed)),
    )
    return edition.content(
        letter.subject,
        "",
        sections,
        kicker=edition.organisation or edition.group,
        opening=letter.address,
        as_of_words="",
        form=Form.LETTER,
        fits_on=2,
    )
