"""What the composer works against: templates, what a brief says now, what to look at, and the fixes.

Everything here is a function of a `Reader` or of plain values; nothing is written, and no page is
known. A change of a brief is a new `Brief`, which the caller keeps by a command.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.briefs import (
    Block,
    BriefContent,
    Paragraphs,
    Printed,
    Section,
    Table,
)
from nghs_desktop.domain.commands import Command, LogRecords, Ref
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.spoken import spoken_number
from nghs_desktop.domain.workspaces import Brief, PrivacyConfirmation
from nghs_desktop.services import brief_annual, brief_awards, brief_groups, brief_subjects
from nghs_desktop.services.brief_codes import with_link_codes
from nghs_desktop.services.brief_desk import Desk, Made
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
from nghs_desktop.services.brief_meeting import meeting_brief
from nghs_desktop.services.brief_privacy import confirmed_lines
from nghs_desktop.services.brief_recipe import (
    audience_of,
    cuts_of,
    sections_of,
    start_brief,
    template_of,
    texts_of,
    wants_codes,
    wants_draft_mark,
    with_codes,
    with_cut,
    with_draft_mark,
    with_sections,
    with_template,
    with_text,
)
from nghs_desktop.services.brief_words import brief_words
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
    "wants_codes",
    "wants_draft_mark",
    "with_codes",
    "with_cut",
    "with_draft_mark",
    "with_sections",
    "with_template",
    "with_text",
]


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


_FILL: Mapping[str, Callable[[Desk], Made]] = {
    "meeting": meeting_brief,
    "one_pager": brief_groups.group_page,
    "issue": brief_subjects.issue,
    "memo": brief_subjects.memo,
    "referral": brief_subjects.referral,
    "practice": brief_subjects.practice,
    "certificate": brief_awards.award,
    "feedback": brief_awards.feedback,
    "focus": brief_groups.focus,
    "reading": brief_groups.readings,
    "annual": brief_annual.annual,
}


def compose(
    reader: Reader, brief: Brief, now: datetime, zone: tzinfo | None, *, number: str = ""
) -> Composed:
    """Return what a brief says now, for the page and for the composer beside it.

    `number` is printed on the page when the brief is issued. `zone` is the place whose clock the
    times are printed in.
    """
    desk, made = _filled(reader, brief, now, zone, number, with_private=False)
    arranged = _arranged(made.content, brief, desk)
    masked = (*desk.privacy.used(arranged), *desk.left_out)
    lines = frozenset(one.line for one in masked)
    confirmed = bool(lines) and lines in confirmed_lines(reader, brief.id)
    if confirmed and desk.left_out:
        desk, made = _filled(reader, brief, now, zone, number, with_private=True)
        arranged = _arranged(made.content, brief, desk)
    privacy, shown = desk.privacy, lines if confirmed else frozenset[str]()
    checks = (
        *desk.subject_checks(made.subject),
        *_of_chosen(made.checks, brief),
        *_cut_checks(made.content, brief),
        *_masked_check(masked, confirmed),
    )
    counts = _counts(made, template_of(brief))
    names = _labels(template_of(brief))
    return Composed(
        privacy.settled(arranged, shown),
        template_of(brief),
        tuple(
            SectionLine(key, names[key], counts.get(key, 0), chosen)
            for key, chosen in sections_of(brief)
        ),
        tuple(
            replace(
                spot,
                words=privacy.settled_text(spot.words, shown),
                made=privacy.settled_text(spot.made, shown),
            )
            for spot in desk.spots
        ),
        privacy.settled(checks, shown),
        masked,
        confirmed,
        made.subject,
    )


def _filled(
    reader: Reader,
    brief: Brief,
    now: datetime,
    zone: tzinfo | None,
    number: str,
    *,
    with_private: bool,
) -> tuple[Desk, Made]:
    kind = template_of(brief)
    desk = Desk(
        reader,
        brief,
        kind,
        audience_of(brief),
        brief_words(brief.language),
        texts_of(brief),
        now,
        zone,
        number=number,
        with_private=with_private,
    )
    return desk, _FILL[kind.key](desk)


def _arranged(content: BriefContent, brief: Brief, desk: Desk) -> BriefContent:
    """Return the content with the sections that were chosen, in their order, cut as was asked."""
    kind = template_of(brief)
    chosen = {key: one for one, (key, wanted) in enumerate(sections_of(brief)) if wanted}
    found = [
        (chosen[key], place, section)
        for place, section in enumerate(content.sections)
        if (key := _section_of(kind, section.key)) in chosen
    ]
    cuts = cuts_of(brief)
    sections = []
    for _, _, section in sorted(found, key=lambda one: one[:2]):
        blocks = tuple(
            _shortened(block, cuts[block.key]) if block.key in cuts else block
            for block in section.blocks
        )
        if lead := desk.text(f"{section.key}.lead", f"Before {section.label or section.heading}"):
            blocks = (Paragraphs(f"{section.key}.lead", (lead,)), *blocks)
        sections.append(replace(section, blocks=blocks))
    values: dict[str, Any] = {"sections": tuple(sections)}
    if "summary" in _labels(kind) and "summary" not in chosen:
        values["summary"] = ""
    if "contents" in _labels(kind) and "contents" not in chosen:
        values["contents"] = ""
    there = {key for one in sections for key in _keys(one)}
    values["index"] = tuple(
        replace(entry, keys=keys)
        for entry in (content.index if "index" in chosen else ())
        if (keys := tuple(key for key in entry.keys if key in there))
    )
    values["index_heading"] = content.index_heading if values["index"] else ""
    arranged = replace(content, **values)
    return with_link_codes(arranged) if wants_codes(brief) else arranged


def _keys(section: Section) -> tuple[str, ...]:
    rows = [
        row.key
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        if row.key
    ]
    return (section.key, *(block.key for block in section.blocks), *rows)


def _shortened(block: Block, keep: int) -> Block:
    """Return a block with only the first of the things it lists."""
    name = _listing(block)
    if not name or len(getattr(block, name)) <= keep:
        return block
    return replace(block, **{name: getattr(block, name)[:keep]})


def _listing(block: Block) -> str:
    """Return the name of what a block lists, "" where it lists nothing that can be cut."""
    names = ("items", "cards", "rows", "texts", "decisions", "notes", "sources", "pairs")
    return next((name for name in names if isinstance(getattr(block, name, None), tuple)), "")


def _counts(made: Made, kind: TemplateKind) -> dict[str, int]:
    """Return how many things each section has, also those that are left out."""
    counts: dict[str, int] = {}
    for section in made.content.sections:
        key = _section_of(kind, section.key)
        things = sum(
            len(getattr(block, name)) if (name := _listing(block)) else 1
            for block in section.blocks
        )
        counts[key] = counts.get(key, 0) + things
    return counts | made.counts


def _labels(kind: TemplateKind) -> dict[str, str]:
    return {section.key: section.label for section in kind.sections}


def _of_chosen(checks: Sequence[Check], brief: Brief) -> tuple[Check, ...]:
    chosen = dict(sections_of(brief))
    return tuple(one for one in checks if not one.section or chosen.get(one.section, True))


def _cut_checks(content: BriefContent, brief: Brief) -> tuple[Check, ...]:
    """Return what is left out to fit, each with a way to put it back."""
    cuts, kind, found = cuts_of(brief), template_of(brief), []
    for section, block in content.blocks():
        name = _listing(block)
        if block.key in cuts and name and (more := len(getattr(block, name)) - cuts[block.key]) > 0:
            key = _section_of(kind, section.key)
            label = _labels(kind).get(key, section.heading)
            text = f"The last {spoken_number(more)} of {label} are left out to fit"
            if more == 1:
                text = f"The last of {label} is left out to fit"
            found.append(Check(text, True, None, "Put back", FixKind.PUT_BACK, key, block.key))
    return tuple(found)


def _masked_check(masked: Sequence[Masked], confirmed: bool) -> tuple[Check, ...]:
    if not masked:
        return (Check("Nobody is named who has not agreed", True),)
    count = len(masked)
    if confirmed:
        what = "One name or number stands" if count == 1 else f"{count} names and numbers stand"
        return (Check(f"{what} unmasked, as confirmed", True),)
    what = "One name or number is masked" if count == 1 else f"{count} names or numbers are masked"
    return (Check(what, False, None, "Look at what is masked", FixKind.CONFIRM),)


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
        Check(
            f"It fits without {label}" if over.enough else f"It is shorter without {label}",
            False,
            None,
            f"Leave {label} out",
            FixKind.LEAVE_OUT,
            section,
        ),
    ]
    extent = next((one for one in printed.blocks if one.key == over.block), None)
    things = _things(composed, over.block)
    if extent is not None and things > 1 and over.enough:
        each = max(1.0, extent.lines / things)
        keep = things - math.ceil(over.lines / each)
        if keep >= 1:
            last = spoken_number(things - keep) if things - keep > 1 else "one"
            words = f"Leave out the last {last}"
            found[0] = Check(text, False, None, words, FixKind.CUT, section, over.block, keep)
    return tuple(found)


def _things(composed: Composed, key: str) -> int:
    """Return how many things a block of the content lists, 0 where it lists none."""
    for _section, block in composed.content.blocks():
        if block.key == key and (name := _listing(block)):
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
