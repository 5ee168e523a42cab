"""From a nomination to a recognition that is shared and one day renewed.

draft, submitted, eligible, conflicts cleared, assigned, scored, reconciled, decided (recognised,
resubmit or declined), notified, released, shared, expired or renewed. Each step has its guard here and
nowhere else: who has a conflict neither scores nor votes, scores stay blind until all are in, a
decision needs a quorum, nothing is shared without consent. Pure: moments are handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime, timedelta

from nghs_desktop.base.errors import UserError
from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.blind_reviews import (
    LEAST_REVIEWERS,
    Review,
    all_in,
    disagreements,
    visible,
)
from nghs_desktop.domain.decisions import ConflictKind
from nghs_desktop.domain.describe import Word
from nghs_desktop.domain.spoken import spoken_list

USUAL_LOAD = 20
"""How many nominations a reviewer can read well in one round."""
ASK_ABOUT_ADOPTION = timedelta(days=90)


class NominationState(Word):
    """Where a nomination stands."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    ELIGIBLE = "eligible", "Eligible"
    NOT_ELIGIBLE = "not_eligible", "Not eligible"
    CLEARED = "cleared", "Conflicts declared"
    ASSIGNED = "assigned", "With reviewers"
    SCORED = "scored", "Scored"
    RECONCILED = "reconciled", "Reconciled"
    RECOGNISED = "recognised", "Recognised"
    RESUBMIT = "resubmit", "To be sent again"
    DECLINED = "declined", "Declined"
    NOTIFIED = "notified", "Notified"
    RELEASED = "released", "Released"
    SHARED = "shared", "Shared"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Consent(Word):
    """What a person, or who may speak for them, agrees to."""

    NAME = "name", "Name"
    QUOTE = "quote", "Quote"
    PHOTO = "photo", "Photo"


class Sharing(Word):
    """How a recognised practice is passed on."""

    PROFILE = "profile", "Practice profile"
    CERTIFICATE = "certificate", "Certificate"
    EXCHANGE = "exchange", "Exchange session"
    SITE_VISIT = "site_visit", "Site visit"
    NEWSLETTER = "newsletter", "Newsletter text"


S = NominationState
_OUTCOMES = (S.RECOGNISED, S.RESUBMIT, S.DECLINED)
_NEXT: dict[NominationState, tuple[NominationState, ...]] = {
    S.DRAFT: (S.SUBMITTED, S.WITHDRAWN),
    S.SUBMITTED: (S.ELIGIBLE, S.NOT_ELIGIBLE, S.WITHDRAWN),
    S.ELIGIBLE: (S.CLEARED, S.WITHDRAWN),
    S.NOT_ELIGIBLE: (S.NOTIFIED,),
    S.CLEARED: (S.ASSIGNED, S.WITHDRAWN),
    S.ASSIGNED: (S.SCORED, S.WITHDRAWN),
    S.SCORED: (S.RECONCILED, S.WITHDRAWN),
    S.RECONCILED: (*_OUTCOMES, S.WITHDRAWN),
    S.RECOGNISED: (S.NOTIFIED,),
    S.RESUBMIT: (S.NOTIFIED,),
    S.DECLINED: (S.NOTIFIED,),
    S.NOTIFIED: (S.RELEASED, S.DRAFT),
    S.RELEASED: (S.SHARED,),
    S.SHARED: (S.SHARED,),
    S.WITHDRAWN: (),
}


@frozen
class Panel:
    """The panel's decision: its key, whether a quorum took part, and who answered."""

    decision_id: str
    quorum_met: bool
    voters: frozenset[str] = frozenset()


@frozen
class Nomination:
    """A nomination with all that its guards ask for.

    `text` is what was sent in, kept whole; `cut` are the fields that a form's limit shortened, which
    must be said. `declared` are those who said whether they have a conflict; `conflicts` who has one.
    """

    id: str
    nominee: str
    text: str = ""
    state: NominationState = NominationState.DRAFT
    outcome: NominationState | None = None
    nominator_id: str = ""
    panel_members: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
    conflicts: Mapping[str, ConflictKind] = field(default_factory=dict)
    reviewers: tuple[str, ...] = ()
    scores: tuple[Review, ...] = ()
    reconciled_note: str = ""
    feedback: str = ""
    reason: str = ""
    panel: Panel | None = None
    minor: bool = False
    consents: frozenset[Consent] = frozenset()
    guardian_consents: frozenset[Consent] = frozenset()
    shared: tuple[tuple[Sharing, str, date], ...] = ()
    expires_on: date | None = None

    @property
    def all_scored(self) -> bool:
        """Whether everybody who was asked handed in."""
        return all_in(self.scores, self.reviewers)


def may_move(nomination: Nomination) -> tuple[NominationState, ...]:
    """Return the states it can come into next, guards not yet asked."""
    return _NEXT[nomination.state]


def move_problem(nomination: Nomination, to: NominationState) -> str:
    """Say why a nomination cannot come into a state, or nothing."""
    one = nomination
    if to not in may_move(one):
        return f"A nomination that is {one.state.label.lower()} cannot become {to.label.lower()}."
    match to:
        case S.SUBMITTED:
            missing = [name for name, value in (("a nominee", one.nominee), ("its text", one.text))
                       if not value.strip()]  # fmt: skip
            return f"The nomination needs {spoken_list(missing)}." if missing else ""
        case S.NOT_ELIGIBLE:
            return "" if one.reason.strip() else "Say why it is not eligible."
        case S.CLEARED:
            silent = one.panel_members - one.declared
            return f"{_people(len(silent))} not said yet whether they have a conflict." if (
                silent
            ) else ""  # fmt: skip
        case S.ASSIGNED:
            return _assignment_problem(one)
        case S.SCORED:
            return "" if one.all_scored else "Not everybody who was asked has handed in."
        case S.RECONCILED:
            talk = disagreements(one.scores)
            if talk and not one.reconciled_note.strip():
                return (
                    f"The reviewers talk first about {spoken_list(talk)}, and note what came of it."
                )
        case S.RECOGNISED | S.RESUBMIT | S.DECLINED:
            return _panel_problem(one, to)
        case S.DRAFT:
            return "" if one.outcome is S.RESUBMIT else "Only one to be sent again is open again."
        case S.RELEASED:
            return _release_problem(one)
        case _:
            pass
    return ""


def moved(nomination: Nomination, to: NominationState) -> Nomination:
    """Return the nomination in its next state. Raises UserError where a guard forbids it."""
    if problem := move_problem(nomination, to):
        raise UserError(problem, "Nothing was changed.")
    if to is S.DRAFT:
        # Sent again, it is read anew: the scores of before are kept with the round before.
        return replace(nomination, state=to, outcome=None, reviewers=(), scores=(), panel=None,
                       reconciled_note="", declared=frozenset())  # fmt: skip
    outcome = to if to in (*_OUTCOMES, S.NOT_ELIGIBLE) else nomination.outcome
    return replace(nomination, state=to, outcome=outcome)


def declare(nomination: Nomination, person_id: str, kind: ConflictKind | None) -> Nomination:
    """Note that a person declared a conflict, or none; a score they gave before is taken away."""
    conflicts = {key: one for key, one in nomination.conflicts.items() if key != person_id}
    if kind is not None:
        conflicts[person_id] = kind
        nomination = replace(
            nomination,
            reviewers=tuple(one for one in nomination.reviewers if one != person_id),
            scores=tuple(one for one in nomination.scores if one.reviewer_id != person_id),
        )
    return replace(nomination, declared=nomination.declared | {person_id}, conflicts=conflicts)


def score(nomination: Nomination, given: Review) -> Nomination:
    """Take a reviewer's score; a later one takes the place of the first.

    Raises UserError unless it is with reviewers, they are one of them, and have no conflict.
    """
    if nomination.state is not S.ASSIGNED:
        raise UserError("This nomination is not with reviewers now.", "Nothing was changed.")
    if given.reviewer_id in nomination.conflicts:
        raise UserError("Who has a conflict of interest does not score.", "Nothing was changed.")
    if given.reviewer_id not in nomination.reviewers:
        raise UserError("Only those it was given to score it.", "Give it to them first.")
    others = tuple(one for one in nomination.scores if one.reviewer_id != given.reviewer_id)
    return replace(nomination, scores=(*others, given))


def visible_scores(nomination: Nomination, viewer_id: str) -> tuple[Review, ...]:
    """Return the scores a person may see: their own; all once everybody handed in."""
    return visible(nomination.scores, nomination.reviewers, viewer_id, nomination.conflicts)


def load_words(number: int) -> str:
    """Return how full a reviewer's desk is: 12 of about 20."""
    return f"{number} of about {USUAL_LOAD}" + (", too many" if number > USUAL_LOAD else "")


def adoption_due(shared_on: date) -> date:
    """Return the day to ask who took it up."""
    return shared_on + ASK_ABOUT_ADOPTION


def is_expired(nomination: Nomination, today: date) -> bool:
    """Whether a recognition has run out and asks to be renewed."""
    return nomination.expires_on is not None and nomination.expires_on < today


def given_on(nomination: Nomination, at: datetime, years: int) -> date:
    """Return the day a recognition runs out, so many years after it was given.

    A recognition of 29 February runs out on 28 February.
    """
    day = at.date()
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _assignment_problem(one: Nomination) -> str:
    if len(set(one.reviewers)) < LEAST_REVIEWERS:
        return f"It goes to at least {LEAST_REVIEWERS} reviewers."
    if any(person in one.conflicts for person in one.reviewers):
        return "A reviewer has a conflict of interest. Give it to somebody else."
    if one.nominator_id and one.nominator_id in one.reviewers:
        return "Who nominated does not review."
    return ""


def _panel_problem(one: Nomination, to: NominationState) -> str:
    if one.panel is None or not one.panel.decision_id:
        return "The panel decides this. Take the decision first."
    if not one.panel.quorum_met:
        return "The panel had no quorum. Decide again when enough are there."
    if one.panel.voters & set(one.conflicts):
        return "Somebody with a conflict of interest voted. Take the vote again without them."
    if to is not S.RECOGNISED and not one.feedback.strip():
        return "Say in the feedback what would help next time."
    return ""


def _release_problem(one: Nomination) -> str:
    if one.outcome is not S.RECOGNISED:
        return "Only what was recognised is released."
    given = one.guardian_consents if one.minor else one.consents
    if Consent.NAME not in given:
        who = "a parent or guardian" if one.minor else "the person"
        return f"The consent of {who} to the name is missing."
    return ""


def _people(number: int) -> str:
    return "One person has" if number == 1 else f"{number} people have"
