"""Issued briefs: numbered, kept with their data and their very bytes, given back as they were.

What a brief says is composed elsewhere; the press makes its pages. Nothing here changes one that was
issued, and the bus refuses it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import cast

from nghs_desktop.base.clock import from_text
from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.brief_json import content_from_json, content_to_json
from nghs_desktop.domain.briefs import BriefContent, Printed
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref, Together
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.records import Kept
from nghs_desktop.domain.workspaces import Brief, BriefStatus, IssuedBrief
from nghs_desktop.services.composing import Composed, compose, template_of
from nghs_desktop.storage.reader import Reader

_COLUMNS = "r.id, r.number, r.title, r.template, r.language, r.issued_at, r.pages, r.digest"


@frozen
class IssuedRow:
    """An issued brief in a list: everything but its data and its file."""

    id: str
    number: str
    title: str
    template: str
    language: str
    issued_at: datetime | None
    pages: int
    digest: str
    brief_id: str = ""


@frozen
class Final:
    """A brief as it goes to the press to be issued: its number, no draft mark."""

    brief: Brief
    number: str
    composed: Composed

    @property
    def content(self) -> BriefContent:
        """What the press is to set."""
        return self.composed.content


@frozen
class Verdict:
    """Whether an issued brief is what was issued, in a sentence."""

    sound: bool
    words: str


def next_number(reader: Reader, group_id: str, year: int) -> str:
    """Return the next number of a work group in a year: 2026-03. One in the Trash is not reused."""
    start = f"{year}-"
    used = [
        int(number.removeprefix(start))
        for (number,) in reader.rows(
            "SELECT number FROM issued_brief WHERE deleted <> ? AND coalesce(group_id, '') = ?",
            (int(Kept.GONE), group_id),
        )
        if number.startswith(start) and number.removeprefix(start).isdecimal()
    ]
    return f"{start}{max(used, default=0) + 1:02d}"


def finalise(reader: Reader, brief: Brief, now: datetime, zone: tzinfo | None) -> Final:
    """Return a brief as it would be issued now, with its number; hand `content` to the press."""
    number = next_number(reader, brief.group_id or "", now.astimezone(zone).year)
    ready = replace(brief, status=BriefStatus.ISSUED)
    return Final(brief, number, compose(reader, ready, now, zone, number=number))


def issue(final: Final, printed: Printed, now: datetime) -> Together:
    """Return the command that keeps an issued brief, as one step; it keeps the brief itself too."""
    brief, content = final.brief, final.content
    kept = IssuedBrief(
        id=new_id(),
        brief_id=brief.id,
        group_id=brief.group_id,
        number=final.number,
        title=content.title,
        template=template_of(brief).key,
        language=content.language,
        issued_at=now,
        pages=printed.pages,
        content=_sealed(content),
        pdf=base64.b64encode(printed.pdf).decode("ascii"),
        digest=hashlib.sha256(printed.pdf).hexdigest(),
        visibility=brief.visibility,
    )
    commands = (
        LogRecords((brief,)),
        AmendRecords((Ref("brief", brief.id),), {"status": BriefStatus.ISSUED}),
        LogRecords((kept,)),
    )
    return Together(commands, f"issue brief {final.number}")


def reopened(brief: Brief) -> Brief:
    """Return the brief as a draft again; what was issued of it stays as it is."""
    return replace(brief, status=BriefStatus.DRAFT)


def issued_briefs(reader: Reader, group_id: str = "") -> tuple[IssuedRow, ...]:
    """Return the issued briefs of a work group, or of all, newest first."""
    where, values = "", [str(int(Kept.LIVE))]
    if group_id:
        where, values = "AND r.group_id = ?", [*values, group_id]
    rows = reader.rows(
        f"SELECT {_COLUMNS}, coalesce(r.brief_id, '') FROM issued_brief r "
        f"WHERE r.deleted = ? {where} ORDER BY r.issued_at DESC, r.number DESC",
        values,
    )
    return tuple(
        IssuedRow(
            id=row[0],
            number=row[1],
            title=row[2],
            template=row[3],
            language=row[4],
            issued_at=from_text(row[5]) if row[5] else None,
            pages=row[6] or 0,
            digest=row[7],
            brief_id=row[8],
        )
        for row in rows
    )


def issued_pdf(reader: Reader, id: str) -> bytes:
    """Return the very bytes of an issued brief; UserError when it is gone or its file is damaged."""
    return _bytes_of(_issued(reader, id))


def issued_content(reader: Reader, id: str) -> BriefContent:
    """Return the frozen content of an issued brief, for its other outlets."""
    issued = _issued(reader, id)
    try:
        return content_from_json(_opened(issued.content)[0])
    except ValueError as problem:
        raise UserError(
            f"The data of brief {issued.number} cannot be read.",
            "Its pages may still be whole: print it again, or restore a backup.",
        ) from problem


def verify(reader: Reader, id: str) -> Verdict:
    """Return whether an issued brief's file and data are what was issued, in words."""
    issued = _issued(reader, id)
    try:
        pdf = _bytes_of(issued)
    except UserError as problem:
        return Verdict(False, str(problem))
    if hashlib.sha256(pdf).hexdigest() != issued.digest:
        return Verdict(
            False,
            f"The file of brief {issued.number} is not the one that was issued: its SHA-256 does "
            "not match. Restore a backup from before it was changed.",
        )
    try:
        text, digest = _opened(issued.content)
        content = content_from_json(text)
    except ValueError:
        return Verdict(
            False,
            f"The pages of brief {issued.number} are as issued, but its data cannot be read.",
        )
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != digest or content.title != issued.title:
        return Verdict(
            False,
            f"The pages of brief {issued.number} are as issued, but its data was changed since.",
        )
    return Verdict(True, f"Brief {issued.number} is as it was issued.")


def _issued(reader: Reader, id: str) -> IssuedBrief:
    found = reader.get(NOUN["issued_brief"], id)
    if found is None or found.deleted == Kept.GONE:
        raise UserError(
            "This issued brief is no longer in the workspace.", "Open the list of briefs again."
        )
    return cast(IssuedBrief, found)


def _bytes_of(issued: IssuedBrief) -> bytes:
    try:
        return base64.b64decode(issued.pdf.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as problem:
        raise UserError(
            f"The file of brief {issued.number} is damaged.",
            "Restore a backup from before it was damaged.",
        ) from problem


def _sealed(content: BriefContent) -> str:
    """Return the content as JSON with a digest of its own, so that a change of it shows."""
    text = content_to_json(content)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return json.dumps({"sha256": digest, "data": json.loads(text)}, separators=(",", ":"))


def _opened(text: str) -> tuple[str, str]:
    """Return the content's JSON and the digest it was kept with; ValueError when it is none."""
    read = json.loads(text)
    try:
        data = json.dumps(read["data"], sort_keys=True, separators=(",", ":"))
        return data, str(read["sha256"])
    except (KeyError, TypeError) as problem:
        raise ValueError("this is no data of an issued brief") from problem
