"""A brief as a recipe: what is asked of it, and how it is changed. A change is a new `Brief`, which the
caller keeps by a command. Nothing is read here, and what a brief says is known elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.briefs import Paper
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.meetings import Meeting
from nghs_desktop.domain.workspaces import Brief, BriefIntent, BriefStatus
from nghs_desktop.services.brief_kinds import (
    LANGUAGES,
    TEMPLATE,
    TEMPLATES,
    Audience,
    TemplateKind,
)

_CODES = "option:codes"
_DRAFT = "option:draft"
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


def sections_of(brief: Brief) -> tuple[tuple[str, bool], ...]:
    """Return (key, chosen) of every section of the brief's template, in the brief's order.

    While nobody changed the order, a brief that argues leads with what it asks for.
    """
    kind = template_of(brief)
    named = {key.lstrip("-"): not key.startswith("-") for key in brief.sections.split()}
    usual = [one.key for one in kind.sections]
    order = [*(key for key in named if key in usual), *(key for key in usual if key not in named)]
    if brief.intent is BriefIntent.ARGUE and order == usual:
        order.sort(key=lambda key: kind.leads.index(key) if key in kind.leads else len(usual))
    chosen = {one.key: one.chosen for one in kind.sections} | named
    return tuple((key, chosen[key]) for key in order)


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


def wants_codes(brief: Brief) -> bool:
    """Return whether the sources of a brief have square codes of their links beside them."""
    return bool(texts_of(brief).get(_CODES))


def with_codes(brief: Brief, wanted: bool) -> Brief:
    """Return the brief with or without square codes of the links of its sources."""
    return _with_texts(brief, _CODES, "yes" if wanted else "")


def wants_draft_mark(brief: Brief) -> bool:
    """Return whether every page says that it is a draft; an issued brief never does.

    Not by default: what is printed before people leave the room is no draft to them.
    """
    return bool(texts_of(brief).get(_DRAFT)) and brief.status is not BriefStatus.ISSUED


def with_draft_mark(brief: Brief, wanted: bool) -> Brief:
    """Return the brief with or without the mark of a draft on every page."""
    return _with_texts(brief, _DRAFT, "yes" if wanted else "")


def cuts_of(brief: Brief) -> dict[str, int]:
    """Return how many things of a block stay, by the key of the block."""
    return {
        key.removeprefix(_CUT): max(1, int(words))
        for key, words in texts_of(brief).items()
        if key.startswith(_CUT) and words.isdecimal()
    }


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
