"""The command `brief`: print a brief, issue it, list what was issued, print that again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nghs_desktop.base.clock import system_clock, to_text
from nghs_desktop.base.errors import UserError
from nghs_desktop.base.settings import load_settings
from nghs_desktop.cli.arguments import WrongUse
from nghs_desktop.cli.output import complain, number, say, say_columns, say_json, say_json_list
from nghs_desktop.cli.workspaces import reading, writing
from nghs_desktop.domain.briefs import BriefContent, Paper, Printed
from nghs_desktop.domain.known_names import fold
from nghs_desktop.domain.workspaces import Brief, BriefIntent
from nghs_desktop.services import brief_issue, composing
from nghs_desktop.services.by_name import UnknownName, group_by_name, meeting_by_name
from nghs_desktop.services.documents import write_document
from nghs_desktop.services.press import Press

if TYPE_CHECKING:
    import argparse

    from nghs_desktop.domain.commands import Ref
    from nghs_desktop.domain.groups import WorkGroup
    from nghs_desktop.services.workspace import Workspace
    from nghs_desktop.storage.reader import Reader

_UNPRINTABLE = 10
_MASKED = 5


def carry_out(options: argparse.Namespace) -> None:
    """Do what was asked of briefs."""
    if options.list:
        _list(options)
        return
    if options.out is None:
        raise WrongUse("--out is missing.", "See nghs-desktop brief --help.")
    if options.reprint:
        _reprint(options)
    elif options.issue:
        with writing(options) as workspace:
            _issue(options, workspace)
    else:
        with reading(options) as reader:
            composed = composing.compose(reader, _asked(reader, options), system_clock(), None)
        _write(options, composed.content, _printed(composed.content), composed)


def _list(options: argparse.Namespace) -> None:
    with reading(options) as reader:
        group = group_by_name(reader, options.group)
        rows = brief_issue.issued_briefs(reader, group.id)
        sound = {row.id: brief_issue.verify(reader, row.id) for row in rows}
    if options.json:
        say_json_list(
            {
                "id": row.id,
                "number": row.number,
                "title": row.title,
                "template": row.template,
                "language": row.language,
                "issued_at": to_text(row.issued_at) if row.issued_at else None,
                "pages": row.pages,
                "sha256": row.digest,
                "sound": sound[row.id].sound,
            }
            for row in rows
        )
        return
    for row in rows:
        day = row.issued_at.astimezone().date().isoformat() if row.issued_at else ""
        label = composing.TEMPLATE[row.template].label if row.template in composing.TEMPLATE else ""
        say_columns(row.number, day, label, row.title, number(row.pages, "page"))
        if not sound[row.id].sound:
            complain(sound[row.id].words)


def _reprint(options: argparse.Namespace) -> None:
    with reading(options) as reader:
        group = group_by_name(reader, options.group)
        rows = brief_issue.issued_briefs(reader, group.id)
        found = next((row for row in rows if row.number == options.reprint), None)
        if found is None:
            raise UnknownName(
                f"{group.name} has no issued brief {options.reprint}.",
                f'brief "{group.name}" --list shows them.',
            )
        verdict = brief_issue.verify(reader, found.id)
        if not verdict.sound:
            raise UserError(verdict.words, "Nothing was printed.")
        pdf = brief_issue.issued_pdf(reader, found.id)
        content = brief_issue.issued_content(reader, found.id)
    _write(options, content, Printed(pdf, found.pages), issued=found.number)


def _issue(options: argparse.Namespace, workspace: Workspace) -> None:
    now = system_clock()
    brief = workspace.read_here(lambda reader: _asked(reader, options))
    final = workspace.read_here(lambda reader: brief_issue.finalise(reader, brief, now, None))
    printed = _printed(final.content)
    # The file first: a number is not used up by a folder that refuses.
    write_document(Path(options.out), _file(options, final.content, printed))
    workspace.run(brief_issue.issue(final, printed, now)).result()
    _tell(options, printed, final.composed, issued=final.number)


def _asked(reader: Reader, options: argparse.Namespace) -> Brief:
    """Return the brief that the options ask for."""
    today = system_clock().astimezone().date()
    group = group_by_name(reader, options.group)
    meeting = meeting_by_name(reader, group, options.meeting) if options.meeting else None
    if options.meeting is not None and meeting is None:
        raise UnknownName(
            f"{group.name} has no meeting “{options.meeting}”.",
            f'list meeting --group "{group.name}" shows its meetings.',
        )
    subject = _subject(reader, options, group) if options.subject else None
    paper = Paper(options.paper or load_settings().paper)
    brief = composing.start_brief(_template(options), group, meeting, subject, paper, today)
    values: dict[str, Any] = {
        "audience": options.audience or brief.audience,
        "intent": BriefIntent(options.purpose),
        "language": {"en": "en-US", "es": "es-US"}[options.language],
        "large_print": options.large_print,
        "print_safe": options.greys,
        "filter": options.filter,
        "since": options.since or brief.since,
        "until": options.until,
    }
    brief = composing.with_codes(replace(brief, **values), options.codes)
    return composing.with_draft_mark(brief, options.draft)


def _template(options: argparse.Namespace) -> str:
    return str(options.template).replace("-", "_")


def _subject(reader: Reader, options: argparse.Namespace, group: WorkGroup) -> Ref:
    """Return what a brief is about, by its number or the beginning of its title."""
    from nghs_desktop.domain.commands import Ref

    kind = composing.TEMPLATE[_template(options)]
    if not kind.subject:
        raise WrongUse(f"A {kind.label.lower()} is about the work group.", "Leave out --subject.")
    rows = composing.subjects(reader, kind.key, group.id)
    wanted = fold(options.subject)
    found = [row for row in rows if fold(row.code) == wanted or row.id == options.subject]
    found = found or [row for row in rows if fold(row.name) == wanted]
    found = found or [row for row in rows if wanted and fold(row.name).startswith(wanted)]
    if len(found) == 1:
        return Ref(found[0].noun, found[0].id)
    if found:
        several = ", ".join(f"{row.code} “{row.name}”" for row in found[:_MASKED])
        raise UnknownName(f"“{options.subject}” could be {several}.", "Give its number.")
    raise UnknownName(
        f"{group.name} has no {kind.subject} “{options.subject}”.",
        f'list {kind.subject} --group "{group.name}" shows them.',
    )


@contextmanager
def _press() -> Iterator[Press]:
    press = Press()
    try:
        yield press
    finally:
        press.close()


def _printed(content: BriefContent) -> Printed:
    with _press() as press:
        return press.submit(content).result()


def _write(
    options: argparse.Namespace,
    content: BriefContent,
    printed: Printed,
    composed: composing.Composed | None = None,
    issued: str = "",
) -> None:
    write_document(Path(options.out), _file(options, content, printed))
    _tell(options, printed, composed, issued)


def _file(options: argparse.Namespace, content: BriefContent, printed: Printed) -> bytes:
    """Return what is written: the PDF, or the same content as Word, Markdown or a picture."""
    if options.docx:
        from nghs_desktop.exchange.documents_docx import to_docx

        return to_docx(content)
    if options.md:
        from nghs_desktop.exchange.documents import to_markdown

        return to_markdown(content).encode("utf-8")
    if options.png is not None:
        from nghs_desktop.exchange.page_picture import page_picture

        if options.png > printed.pages:
            raise WrongUse(
                f"There is no page {options.png}.",
                f"The brief has {number(printed.pages, 'page')}.",
            )
        return page_picture(printed.pdf, options.png)
    return printed.pdf


def _tell(
    options: argparse.Namespace,
    printed: Printed,
    composed: composing.Composed | None,
    issued: str = "",
) -> None:
    """Say what was written; what is masked or too long goes to standard error."""
    path = str(Path(options.out))
    masked = composed.masked if composed and not composed.confirmed else ()
    checks = [*composed.checks, *composing.fit_check(printed, composed)] if composed else []
    if printed.unprintable:
        signs = " ".join(f"U+{ord(sign):04X}" for sign in printed.unprintable[:_UNPRINTABLE])
        complain(f"No font has {signs}; the brief shows a sign in their place.")
    if composed is not None and not composed.content.sections:
        checks.insert(0, composing.Check("Nothing is written down for this brief yet", False))
    if options.json:
        answer: dict[str, Any] = {"path": path, "pages": printed.pages, "number": issued or None}
        if composed is not None:
            answer["masked"] = [one.line for one in masked]
            answer["to_look_at"] = [one.text for one in checks if not one.good]
        say_json(answer)
        return
    if masked:
        named = "; ".join(one.line for one in masked[:_MASKED])
        more = f"; and {len(masked) - _MASKED} more" if len(masked) > _MASKED else ""
        complain(f"Masked: {named}{more}.")
    for one in checks:
        if not one.good and one.fix_kind not in (
            composing.FixKind.CONFIRM,
            composing.FixKind.LEAVE_OUT,
        ):
            complain(f"{one.text}.")
    say(f"{path} ({number(printed.pages, 'page')}){f', issued as {issued}' if issued else ''}")
