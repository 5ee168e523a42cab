"""What those who were nominated receive: the certificate and the letter with what reviewers saw."""

from __future__ import annotations

from typing import cast

from nghs_desktop.domain.briefs import Signer
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.groups import MemberRole
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.recognitions import NomineeKind, Recognition, RecognitionStatus
from nghs_desktop.domain.spoken import as_sentence
from nghs_desktop.reports.templates.awards import (
    Certificate,
    FeedbackLetter,
    certificate,
    feedback_letter,
)
from nghs_desktop.services.brief_desk import Desk, Made, one_line, paragraphs
from nghs_desktop.services.brief_kinds import Check, FixKind
from nghs_desktop.services.brief_privacy import Use
from nghs_desktop.services.brief_records import criteria_of, nomination_of


def award(desk: Desk) -> Made:
    """Return what a certificate says."""
    ref, held = _recognition(desk)
    if ref is None or held is None:
        return Made(desk.edition().content(desk.title(desk.kind.label), "", ()))
    name = _nominee(desk, ref, held)
    # The title of a recognition tells what was done; where it is the name itself, the rest does.
    told = held.title if held.title != name else held.details or held.effect
    facts = Certificate(
        name=desk.text("middle.name", "Who receives it", name),
        citation=desk.text("middle.citation", "For what", one_line(told)),
        signers=_signers(desk),
        given_on=held.recognised_on or desk.today,
        seal=str((held.recognised_on or desk.today).year),
        place=desk.text("middle.place", "Place"),
    )
    return Made(certificate(facts, desk.edition()), _checks(held, ref), subject=ref)


def feedback(desk: Desk) -> Made:
    """Return what a feedback letter says."""
    ref, held = _recognition(desk)
    if ref is None or held is None:
        return Made(desk.edition().content(desk.title(desk.kind.label), "", ()))
    words, name = desk.words, _nominee(desk, ref, held)
    opening = words.read_nomination.format(group=desk.name, title=one_line(held.title))
    places, nomination = desk.places(ref), nomination_of(desk, ref.id)
    address = (name,) if places and places in name else (name, places)
    facts = FeedbackLetter(
        subject=desk.title(held.title),
        address=tuple(filter(None, address)),
        greeting=desk.text("opening.greeting", "Greeting", words.dear.format(name=name)),
        opening=desk.texts("opening.text", "Opening", (opening,)),
        strengths=desk.texts(
            "strengths.list",
            "What convinced the reviewers",
            [as_sentence(one) for one in (*paragraphs(held.effect), *paragraphs(held.details))],
        ),
        growth=desk.texts(
            "growth.list",
            "What would make it stronger",
            paragraphs(nomination.feedback) if nomination else (),
        ),
        criteria=criteria_of(desk, nomination) if nomination else (),
        closing=desk.texts("closing.text", "Closing", (words.thanks,)),
        farewell=desk.text("closing.farewell", "Farewell", words.farewell),
        signers=_signers(desk)[:1],
    )
    return Made(feedback_letter(facts, desk.edition(desk.today)), _checks(held, ref), subject=ref)


def _recognition(desk: Desk) -> tuple[Ref | None, Recognition | None]:
    ref = desk.subject()
    plain = (
        cast("Recognition | None", desk.reader.get(NOUN["recognition"], ref.id)) if ref else None
    )
    if ref is None or plain is None:
        return None, None
    nomination = nomination_of(desk, plain.id)
    if nomination is not None and nomination.name_consent:
        desk.privacy.agreed(plain.nominee_id)
    also = (plain.nominee_id,) if plain.nominee_id else ()
    return ref, cast("Recognition | None", desk.record(ref, also))


def _nominee(desk: Desk, ref: Ref, held: Recognition) -> str:
    plain = cast(Recognition, desk.reader.get(NOUN["recognition"], ref.id))
    is_person = held.nominee_kind is NomineeKind.PERSON
    nomination = nomination_of(desk, ref.id)
    name = desk.privacy.nominee(
        plain.nominee,
        plain.nominee_id,
        is_person,
        minor=nomination is not None and nomination.minor,
        agreed=nomination is not None and nomination.name_consent,
    )
    return name or held.title


def _signers(desk: Desk) -> tuple[Signer, ...]:
    """Return the chair and the facilitator; who has not agreed to be named signs by hand alone."""
    words, found = desk.words, []
    for role in (MemberRole.CHAIR, MemberRole.FACILITATOR):
        key = desk.seat(role)
        if key or role is MemberRole.CHAIR:
            name = desk.privacy.person(key, Use.SIGNS, shown="")
            found.append(Signer(name, f"{words.label(role.label)}, {desk.name}"))
    return tuple(found)


def _checks(held: Recognition, ref: Ref) -> tuple[Check, ...]:
    code = f"R-{held.number:03d}" if held.number is not None else "it"
    if held.status is not RecognitionStatus.RECOGNISED:
        text = f"{code} is not recognised yet: it is {held.status.label.lower()}"
        return (Check(text, False, ref, f"Open {code}", FixKind.OPEN),)
    if held.recognised_on is None:
        return (Check("No day of recognition is set", False, ref, f"Open {code}", FixKind.OPEN),)
    return (Check("It is recognised, with a day", True),)
