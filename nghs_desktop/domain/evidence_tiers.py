"""Evidence tiers of US federal law (ESEA 8101(21)(A)) for one practice in one local context.

A tier belongs to the pair of practice and context, never to the practice alone. The function says
the tier, why, and what is missing for the next one; every clause of the law is one line here, so
that each can be read beside it. Pure: no storage, no screen. Source: reference tables of the
coalition; what is ours is told in docs/decisions/0020.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Word

LEAST_STUDENTS = 350
LEAST_SITES = 2
LEAST_VERSION = (2, 1)
"""The first version of the clearinghouse standards whose ratings count."""


class Design(Word):
    """How a study compared."""

    EXPERIMENT = "experiment", "Experimental (random assignment)"
    QUASI_EXPERIMENT = "quasi_experiment", "Quasi-experimental"
    CORRELATIONAL = "correlational", "Correlational, with statistical controls"
    OTHER = "other", "Other"


class Rating(Word):
    """What the What Works Clearinghouse says of a study."""

    WITHOUT_RESERVATIONS = "without_reservations", "Meets standards without reservations"
    WITH_RESERVATIONS = "with_reservations", "Meets standards with reservations"
    DOES_NOT_MEET = "does_not_meet", "Does not meet standards"
    NOT_REVIEWED = "not_reviewed", "Not reviewed"


class Effect(Word):
    """Which way the effect on a relevant outcome went."""

    POSITIVE = "positive", "Positive"
    NONE = "none", "None found"
    NEGATIVE = "negative", "Negative"


class GuideEvidence(Word):
    """The evidence base of a clearinghouse practice guide's recommendation."""

    STRONG = "strong", "Strong"
    MODERATE = "moderate", "Moderate"
    MINIMAL = "minimal", "Minimal"


class ReportRating(Word):
    """The effectiveness a clearinghouse intervention report gives."""

    POSITIVE = "positive", "Positive"
    POTENTIALLY_POSITIVE = "potentially_positive", "Potentially positive"
    MIXED = "mixed", "Mixed"
    NO_DISCERNIBLE = "no_discernible", "No discernible effects"
    POTENTIALLY_NEGATIVE = "potentially_negative", "Potentially negative"
    NEGATIVE = "negative", "Negative"


class Tier(Word):
    """The federal evidence tiers. Always said with the scheme: "ESSA: Promising (tier 3)"."""

    STRONG = "strong", "Strong (tier 1)"
    MODERATE = "moderate", "Moderate (tier 2)"
    PROMISING = "promising", "Promising (tier 3)"
    RATIONALE = "rationale", "Demonstrates a rationale (tier 4)"
    NOT_YET = "not_yet", "No tier yet"
    NOT_SUPPORTED = "not_supported", "Not supported"


SCHEME = "ESSA"


@frozen
class StudyFacts:
    """What the tests ask of a study; `version` is that of the standards it was rated by.

    `students` and `sites` are those of the analysis; None is not known, and never enough.
    """

    citation: str
    design: Design
    well_done: bool = True
    rating: Rating = Rating.NOT_REVIEWED
    version: tuple[int, int] | None = None
    relevant: bool = True
    effect: Effect = Effect.POSITIVE
    significant: bool = False
    students: int | None = None
    sites: int | None = None
    populations: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()


@frozen
class Rationale:
    """What stands in for studies: guides, reports, a logic model, and work to find out."""

    guides: tuple[GuideEvidence, ...] = ()
    reports: tuple[ReportRating, ...] = ()
    logic_model: bool = False
    from_research: bool = False
    under_study: bool = False


@frozen
class Context:
    """The place a practice is thought of for: who is there and what sort of place it is."""

    name: str = ""
    populations: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()


@frozen
class Assessment:
    """A tier with its reasons, and what the next tier lacks; `study` is the citation it rests on."""

    tier: Tier
    reasons: tuple[str, ...]
    missing: tuple[str, ...] = ()
    study: str = ""

    @property
    def words(self) -> str:
        """Scheme and level together: ESSA: Promising (tier 3)."""
        return f"{SCHEME}: {self.tier.label}"


@frozen
class _Clause:
    met: bool
    reason: str
    lack: str


def assess(studies: Sequence[StudyFacts], rationale: Rationale, context: Context) -> Assessment:
    """Return the tier of a practice in a context, why, and what is missing for the next one."""
    against = overriding(studies)
    by_tier = (
        (Tier.STRONG, [(one, _strong(one, context, against)) for one in studies]),
        (Tier.MODERATE, [(one, _moderate(one, context, against)) for one in studies]),
        (Tier.PROMISING, [(one, _promising(one)) for one in studies]),
    )
    lacking: tuple[str, ...] = ("A study of this practice.",)
    for tier, tested in by_tier:
        held = next((pair for pair in tested if all(clause.met for clause in pair[1])), None)
        if held is not None:
            study, clauses = held
            reasons = tuple(clause.reason for clause in clauses)
            return Assessment(tier, reasons, lacking if tier is not Tier.STRONG else (),
                              study.citation)  # fmt: skip
        if tier is Tier.PROMISING and (given := _by_clearinghouse(rationale)):
            return Assessment(tier, given, lacking)
        lacking = _nearest(tested)
    argued = _rationale(rationale)
    if all(clause.met for clause in argued):
        return Assessment(Tier.RATIONALE, tuple(clause.reason for clause in argued), lacking)
    missing = tuple(clause.lack for clause in argued if not clause.met)
    harm = [one for one in studies if _harmful(one)]
    if harm:
        words = tuple(f"{one.citation}: a significant negative effect." for one in harm)
        return Assessment(Tier.NOT_SUPPORTED, words, missing, harm[0].citation)
    return Assessment(Tier.NOT_YET, ("No test of any tier is met.",), missing)


def overriding(studies: Iterable[StudyFacts]) -> tuple[StudyFacts, ...]:
    """Return the studies whose finding overrides a positive one.

    A significant negative effect on a relevant outcome, in an experiment or quasi-experiment that
    meets the clearinghouse's standards: weaker studies do not undo stronger ones.
    """
    return tuple(
        one
        for one in studies
        if _harmful(one)
        and one.design in (Design.EXPERIMENT, Design.QUASI_EXPERIMENT)
        and one.rating in (Rating.WITHOUT_RESERVATIONS, Rating.WITH_RESERVATIONS)
    )


def _strong(
    study: StudyFacts, context: Context, against: Sequence[StudyFacts]
) -> tuple[_Clause, ...]:
    return (
        _Clause(study.design is Design.EXPERIMENT, "Experimental.",
                "An experimental study, with random assignment."),
        _well_done(study),
        _Clause(study.rating is Rating.WITHOUT_RESERVATIONS,
                "Meets clearinghouse standards without reservations.",
                "A clearinghouse rating without reservations."),
        *_sound(study, against),
        _Clause(bool(study.populations & context.populations), _shared("population"),
                _unshared("population")),
        _Clause(bool(study.settings & context.settings), _shared("setting"),
                _unshared("setting")),
    )  # fmt: skip


def _moderate(
    study: StudyFacts, context: Context, against: Sequence[StudyFacts]
) -> tuple[_Clause, ...]:
    overlaps = study.populations & context.populations or study.settings & context.settings
    met = study.rating in (Rating.WITHOUT_RESERVATIONS, Rating.WITH_RESERVATIONS)
    # An experiment is the stronger design: what it shows is at least quasi-experimental.
    compared = study.design in (Design.QUASI_EXPERIMENT, Design.EXPERIMENT)
    return (
        _Clause(compared, f"{study.design.label}.", "A quasi-experimental study, or an experiment."),
        _well_done(study),
        _Clause(met, f"{study.rating.label} of the clearinghouse.",
                "A clearinghouse rating with or without reservations."),
        *_sound(study, against),
        _Clause(bool(overlaps), "Population or setting overlap with this context.",
                "A study whose population or setting overlaps with this context."),
    )  # fmt: skip


def _promising(study: StudyFacts) -> tuple[_Clause, ...]:
    # A stronger design that misses a clause above still shows what a correlation would.
    compared = study.design is not Design.OTHER
    return (
        _Clause(compared, f"{study.design.label}.",
                "A correlational study with statistical controls for selection bias."),
        _well_done(study),
        *_positive(study),
    )  # fmt: skip


def _sound(study: StudyFacts, against: Sequence[StudyFacts]) -> tuple[_Clause, ...]:
    rated = study.version is not None and study.version >= LEAST_VERSION
    least = ".".join(map(str, LEAST_VERSION))
    others = [one for one in against if one is not study]
    names = ", ".join(one.citation for one in others)
    return (
        _Clause(rated, f"Rated by standards {_version(study)}.",
                f"A rating by version {least} of the standards or a later one."),
        *_positive(study),
        _Clause(study.students is not None and study.students >= LEAST_STUDENTS,
                f"{study.students} students.", _least(LEAST_STUDENTS, study.students, "students")),
        _Clause(study.sites is not None and study.sites >= LEAST_SITES,
                f"{study.sites} sites.", _least(LEAST_SITES, study.sites, "sites")),
        _Clause(not others, "No significant negative finding overrides it.",
                f"A significant negative finding stands against it: {names}."),
    )  # fmt: skip


def _positive(study: StudyFacts) -> tuple[_Clause, ...]:
    good = study.effect is Effect.POSITIVE and study.significant and study.relevant
    return (
        _Clause(good, "A significant positive effect on a relevant outcome.",
                "A significant positive effect on a relevant outcome."),
    )  # fmt: skip


def _well_done(study: StudyFacts) -> _Clause:
    return _Clause(study.well_done, "Well designed and well implemented.",
                   "A study that is well designed and well implemented.")  # fmt: skip


def _by_clearinghouse(rationale: Rationale) -> tuple[str, ...]:
    found: list[str] = []
    good = [
        one for one in rationale.guides if one in (GuideEvidence.STRONG, GuideEvidence.MODERATE)
    ]
    if good:
        found.append(f"A clearinghouse practice guide with {good[0].label.lower()} evidence.")
    positive = (ReportRating.POSITIVE, ReportRating.POTENTIALLY_POSITIVE)
    negative = (ReportRating.NEGATIVE, ReportRating.POTENTIALLY_NEGATIVE)
    reports = rationale.reports
    if any(one in positive for one in reports) and not any(one in negative for one in reports):
        first = next(one for one in reports if one in positive)
        found.append(f"A clearinghouse report with {first.label.lower()} and no negative effects.")
    return tuple(found)


def _rationale(rationale: Rationale) -> tuple[_Clause, ...]:
    return (
        _Clause(rationale.logic_model, "A logic model says it is likely to work.",
                "A logic model that says why it is likely to work."),
        _Clause(rationale.from_research, "It rests on high-quality research or evaluation.",
                "High-quality research or evaluation that the logic model rests on."),
        _Clause(rationale.under_study, "An effort to study its effects is under way.",
                "An effort to study its effects."),
    )  # fmt: skip


def _nearest(tested: Sequence[tuple[StudyFacts, tuple[_Clause, ...]]]) -> tuple[str, ...]:
    """What the study lacks that lacks least."""
    if not tested:
        return ("A study of this practice.",)
    lacks = [tuple(clause.lack for clause in clauses if not clause.met) for _, clauses in tested]
    return min(lacks, key=len)


def _harmful(study: StudyFacts) -> bool:
    return study.effect is Effect.NEGATIVE and study.significant and study.relevant


def _least(wanted: int, there: int | None, what: str) -> str:
    known = "how many is not known" if there is None else f"this one has {there}"
    return f"At least {wanted} {what}; {known}."


def _shared(what: str) -> str:
    return f"Its {what} overlaps with this context."


def _unshared(what: str) -> str:
    return f"A study whose {what} overlaps with this context."


def _version(study: StudyFacts) -> str:
    return ".".join(map(str, study.version)) if study.version else "of no known version"
