"""What the composer works against: templates, what a brief says now, what to look at, and the fixes.

Everything here is a function of a `Reader` or of plain values; nothing is written, and no page is
known. A change of a brief is a new `Brief`, which the caller keeps by a command.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo

from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.briefs import Paper, Printed
from nghs_desktop.domain.commands import Command, LogRecords, Ref
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.spoken import spoken_number
from nghs_desktop.domain.workspaces import Brief, PrivacyConfirmation
from nghs_desktop.services.brief_kinds import (
    LANGUAGES,
    TEMPLATE,
    TEMPLATES,
    Audience,
    Check,
    Composed,
    FixKind,
    Masked,
    SectionLine,
    TemplateKind,
    TemplateSection,
    TextSpot,
    Why,
)
from nghs_desktop.services.briefs import gather
from nghs_desktop.services.lists import ListQuery, page_of_items
from nghs_desktop.services.rows import NamedRow
from nghs_desktop.storage.reader import Reader

__all__ = [
    "LANGUAGES",
    "TEMPLATE",
    "TEMPLATES",
    "Audience",
    "Check",
    "Composed",
    "Fix",
    "FixKind",
    "Masked",
    "SectionLine",
    "TemplateKind",
    "TemplateSection",
    "TextSpot",
    "Why",
    "audience_of",
    "compose",
    "confirm_masked",
    "fit_check",
    "fix",
    "sections_of",
    "start_brief",
    "subjects",
    "template_of",
    "texts_of",
    "with_cut",
    "with_sections",
    "with_template",
    "with_text",
]

_CUT = "cut:"


def template_of(brief: Brief) -> TemplateKind:
    """Return the template of a brief; one that is not known reads as the meeting brief."""
    return TEMPLATE.get(brief.template, TEMPLATES[0])


def audience_of(brief: Brief) -> Audience:
    """Return who a brief is for: its own words, else the template's; unknown words are everyone."""
    if not brief.audience:
        return template_of(brief).audience
    found = Audience._value2member_map_.get(brief.audience)
    return found if isinstance(found, Audience) else Audience.PUBLIC


def start_brief(
    template: str,
    group: WorkGroup,
    meeting: Meeting | None,
    subject: Ref | None,
    paper: Paper,
    today: date,
) -> Brief:
    """Return a new brief of a template; without a meeting it is about the last month or year."""
    kind = TEMPLATE[template]
    since = None
    if not kind.subject and meeting is None and template in ("meeting", "annual"):
        since = _a_year_before(today) if template == "annual" else _a_month_before(today)
    return Brief(
        id=new_id(),
        group_id=group.id,
        meeting_id=meeting.id if meeting and not kind.subject else None,
        since=since,
        sections=_usual_sections(kind),
        paper=paper,
        template=template,
        subject_noun=subject.noun if subject else "",
        subject_id=subject.id if subject else "",
        audience=str(kind.audience),
        language=LANGUAGES[0][0],
    )


def with_template(brief: Brief, template: str) -> Brief:
    """Return the brief on another template: sections as that has them, the subject if it fits."""
    kind = TEMPLATE[template]
    fits = brief.subject_noun == kind.subject
    return replace(
        brief,
        template=template,
        sections=_usual_sections(kind),
        subject_noun=brief.subject_noun if fits else kind.subject,
        subject_id=brief.subject_id if fits else "",
        audience=str(kind.audience),
        texts="",
    )


def subjects(
    reader: Reader, template: str, group_id: str, limit: int = 500
) -> tuple[NamedRow, ...]:
    """Return what a template can be about in a work group, the weightiest first; () for a group."""
    noun = TEMPLATE[template].subject
    if not noun:
        return ()
    rows = page_of_items(reader, ListQuery(noun, group_id, order="dots"), limit=limit)
    return tuple(
        NamedRow(noun, row.id, row.title, row.code, NOUN[noun].label if not row.code else "")
        for row in rows
    )


def compose(reader: Reader, brief: Brief, now: datetime, zone: tzinfo | None) -> Composed:
    """Return what a brief says now, for the page and for the composer beside it."""
    gathered = gather(reader, brief, now, zone)
    kind = template_of(brief)
    written = texts_of(brief)
    sections = tuple(
        SectionLine(key, label, gathered.counts.get(key, 0), chosen)
        for key, label, chosen in _named(kind, brief)
    )
    texts = (
        TextSpot("title", "Title", brief.title or gathered.made_title, gathered.made_title),
        TextSpot(
            "summary",
            "Summary",
            brief.summary or gathered.made_summary,
            gathered.made_summary,
            "summary",
        ),
    )
    del written
    return Composed(gathered.content, kind, sections, texts, gathered.checks)


def sections_of(brief: Brief) -> tuple[tuple[str, bool], ...]:
    """Return (key, chosen) of every section of the brief's template, in the brief's order."""
    kind = template_of(brief)
    named = {key.lstrip("-"): not key.startswith("-") for key in brief.sections.split()}
    known = {section.key for section in kind.sections}
    kept = [(key, chosen) for key, chosen in named.items() if key in known]
    rest = [(one.key, one.chosen) for one in kind.sections if one.key not in named]
    return (*kept, *rest)


def with_sections(brief: Brief, sections: Sequence[tuple[str, bool]]) -> Brief:
    """Return the brief with these sections, each chosen or not, in this order."""
    return replace(
        brief, sections=" ".join(key if chosen else f"-{key}" for key, chosen in sections)
    )


def texts_of(brief: Brief) -> dict[str, str]:
    """Return the words that were written in place, by the key of their block."""
    try:
        read = json.loads(brief.texts) if brief.texts else {}
    except ValueError:
        return {}
    return {str(key): str(words) for key, words in read.items()} if isinstance(read, dict) else {}


def with_text(brief: Brief, key: str, words: str, made: str = "") -> Brief:
    """Return the brief with words written in place; empty ones, or the made ones, take them back."""
    words = "" if words.strip() == made.strip() else words
    if key == "title":
        return replace(brief, title=" ".join(words.split()))
    if key == "summary":
        return replace(brief, summary=words)
    return _with_texts(brief, key, words)


def with_cut(brief: Brief, block: str, keep: int | None) -> Brief:
    """Return the brief with only the first `keep` things of a block; None puts all of them back."""
    return _with_texts(brief, _CUT + block, "" if keep is None else str(keep))


@frozen
class Fix:
    """What a press on Fix comes to: another brief, a command, a record or a section to go to."""

    brief: Brief | None = None
    command: Command | None = None
    ref: Ref | None = None
    section: str = ""


def fix(brief: Brief, composed: Composed, check: Check, now: datetime, reason: str = "") -> Fix:
    """Return what the button of a check does; `reason` goes with a confirmation."""
    match check.fix_kind:
        case FixKind.OPEN:
            return Fix(ref=check.ref)
        case FixKind.LEAVE_OUT:
            kept = [(key, chosen and key != check.section) for key, chosen in sections_of(brief)]
            return Fix(brief=with_sections(brief, kept))
        case FixKind.CUT:
            return Fix(brief=with_cut(brief, check.block, check.keep))
        case FixKind.PUT_BACK:
            return Fix(brief=with_cut(brief, check.block, None))
        case FixKind.CONFIRM:
            return Fix(command=confirm_masked(brief, composed.masked, reason, now))
        case _:
            return Fix(section=check.section)


def confirm_masked(
    brief: Brief, masked: Sequence[Masked], reason: str, now: datetime
) -> LogRecords:
    """Return the command that lets exactly this list stand unmasked; it keeps the brief as well."""
    confirmation = PrivacyConfirmation(
        id=new_id(),
        brief_id=brief.id,
        what="\n".join(sorted(one.line for one in masked)),
        reason=reason,
        confirmed_at=now,
    )
    return LogRecords((brief, confirmation), label="confirm names")


def fit_check(printed: Printed, composed: Composed) -> tuple[Check, ...]:
    """Return whether the printed pages fit, with the ways to make them fit."""
    over = printed.overflow
    pages = composed.template.fits_on
    if over is None:
        if not pages:
            return (Check(f"{printed.pages:,} pages" if printed.pages > 1 else "One page", True),)
        return (Check(f"Fits on {spoken_number(pages)} page{'s' * (pages > 1)}", True),)
    section = _section_of(composed.template, over.section)
    label = next(
        (one.label for one in composed.template.sections if one.key == section), over.label
    )
    lines = "1 line" if over.lines == 1 else f"{over.lines:,} lines"
    text = f"{lines} too long: cut from {label}"
    found = [
        Check(text, False, None, f"Go to {label}", FixKind.GO_TO, section),
        Check(text, False, None, f"Leave {label} out", FixKind.LEAVE_OUT, section),
    ]
    extent = next((one for one in printed.blocks if one.key == over.block), None)
    things = _things(composed, over.block)
    if extent is not None and things > 1 and over.enough:
        each = max(1.0, extent.lines / things)
        keep = things - math.ceil(over.lines / each)
        if keep >= 1:
            words = f"Leave out the last {spoken_number(things - keep)}"
            found.insert(0, Check(text, False, None, words, FixKind.CUT, section, over.block, keep))
    return tuple(found)


def _things(composed: Composed, key: str) -> int:
    """Return how many things a block of the content lists, 0 where it lists none."""
    for _section, block in composed.content.blocks():
        if block.key == key:
            for name in ("items", "cards", "rows", "texts", "decisions", "notes", "sources"):
                if hasattr(block, name):
                    return len(getattr(block, name))
    return 0


def _section_of(kind: TemplateKind, key: str) -> str:
    """Return the key of the template's section that a section of the content belongs to."""
    for one in kind.sections:
        if key == one.key or key.startswith(f"{one.key}."):
            return one.key
    for one in kind.sections:
        if one.prefix and key.startswith(one.prefix):
            return one.key
    return key


def _named(kind: TemplateKind, brief: Brief) -> list[tuple[str, str, bool]]:
    labels = {section.key: section.label for section in kind.sections}
    return [(key, labels[key], chosen) for key, chosen in sections_of(brief)]


def _with_texts(brief: Brief, key: str, words: str) -> Brief:
    texts = {name: text for name, text in texts_of(brief).items() if name != key}
    if words:
        texts[key] = words
    return replace(brief, texts=json.dumps(texts, sort_keys=True) if texts else "")


def _usual_sections(kind: TemplateKind) -> str:
    return " ".join(one.key if one.chosen else f"-{one.key}" for one in kind.sections)


def _a_month_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 31)


def _a_year_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 365)
