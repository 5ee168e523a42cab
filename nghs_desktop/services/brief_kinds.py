"""The kinds of brief there are, and what the composer is told of one: sections, texts, checks, masks.

Shapes and one table. How a brief is filled, masked and issued is known elsewhere.
"""

from __future__ import annotations

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import BriefContent
from nghs_desktop.domain.commands import Ref
from nghs_desktop.domain.describe import Word


class Audience(Word):
    """Who is to read a brief. The members of a work group know who said what; nobody else does."""

    GROUP = "group", "The work group"
    COALITION = "coalition", "The coalition"
    PUBLIC = "public", "Everyone"


class FixKind(Word):
    """What the button of a check does; see `composing.fix`."""

    NONE = "", ""
    OPEN = "open", "Open the record"
    GO_TO = "go_to", "Go to the section"
    LEAVE_OUT = "leave_out", "Leave the section out"
    CUT = "cut", "Take the last lines out"
    PUT_BACK = "put_back", "Put the lines back"
    CONFIRM = "confirm", "Confirm that it may be shown"
    CHOOSE = "choose", "Choose what it is about"


class Why(Word):
    """Why something is masked."""

    NO_CONSENT = "no_consent", "has not agreed to be named"
    NO_QUOTE = "no_quote", "has not agreed to be quoted"
    MINOR = "minor", "is under age"
    FEW = "few", "is fewer than 10 students"
    PRIVATE = "private", "is kept private"


@frozen
class TemplateSection:
    """A section a template can have; `prefix` gathers sections that come by number."""

    key: str
    label: str
    chosen: bool = True
    prefix: str = ""


@frozen
class TemplateKind:
    """A template: `about` says what it is for, `subject` the noun it is about ("" for a group).

    `fits_on` is how many pages it must fit, 0 for as many as it takes. `audience` is who it is for
    while nobody chose. `leads` are the sections that come first when the brief argues.
    """

    key: str
    label: str
    about: str
    sections: tuple[TemplateSection, ...]
    subject: str = ""
    fits_on: int = 1
    audience: Audience = Audience.PUBLIC
    leads: tuple[str, ...] = ()


@frozen
class Check:
    """Something to look at before printing.

    `fix` are the words of the button, empty for none, and `fix_kind` what it does. `ref` is the
    record it opens, `section` where it goes, `block` and `keep` what is left after a cut.
    """

    text: str
    good: bool
    ref: Ref | None = None
    fix: str = ""
    fix_kind: FixKind = FixKind.NONE
    section: str = ""
    block: str = ""
    keep: int = 0


@frozen
class SectionLine:
    """A section in the order of the brief: how many things are in it, and whether it is printed."""

    key: str
    label: str
    count: int
    chosen: bool


@frozen
class TextSpot:
    """A text that can be written in place.

    `key` is "title", "summary" or the key of a block of the content; `words` stand there now,
    `made` would stand there if nobody wrote any. `lines` says that each line is a point of its own.
    """

    key: str
    label: str
    words: str
    made: str
    section: str = ""
    lines: bool = False

    @property
    def written(self) -> bool:
        """Whether somebody wrote these words."""
        return self.words != self.made


@frozen
class Masked:
    """A name or a small number that is not printed as it is; `shown` stands in its place."""

    what: str
    why: Why
    shown: str = ""
    ref: Ref | None = None

    @property
    def line(self) -> str:
        """The line that a confirmation keeps of it."""
        return f"{self.what}: {self.why.label}"


@frozen
class Composed:
    """All that a brief says now, and all that the composer shows beside its pages.

    `masked` are what a confirmation would unmask; `confirmed` says that there is one for exactly
    this list, so that the content shows it all.
    """

    content: BriefContent
    template: TemplateKind
    sections: tuple[SectionLine, ...] = ()
    texts: tuple[TextSpot, ...] = ()
    checks: tuple[Check, ...] = ()
    masked: tuple[Masked, ...] = ()
    confirmed: bool = False
    subject: Ref | None = None


_S = TemplateSection
_SUMMARY = _S("summary", "Title and summary")
_SOURCES = _S("sources", "Sources")

_MEMO = (
    _S("head", "To, from and what is asked"),
    _S("barriers", "The barrier", prefix="barrier"),
    _S("data", "Chart", chosen=False),
    _S("why", "Why it comes to you"),
    _S("tried", "What has been tried"),
    _S("answer", "Place to answer"),
    _SOURCES,
)
"""The sections of a memo, to whomever it goes."""

TEMPLATES: tuple[TemplateKind, ...] = (
    TemplateKind(
        "meeting",
        "Meeting brief",
        "What a meeting or a month brought, on one page for those who were there.",
        (
            _SUMMARY,
            _S("barriers", "Barriers, ranked"),
            _S("practices", "Practices that help"),
            _S("commitments", "Who will do what"),
            _S("recognitions", "Recognitions"),
            _S("decisions", "Decisions", chosen=False),
            _S("focus", "Where to put our time", chosen=False),
            _SOURCES,
            _S("notes", "Full notes", chosen=False),
        ),
        audience=Audience.GROUP,
    ),
    TemplateKind(
        "one_pager",
        "Work group one-pager",
        "Who the work group is, what it heard, what it advises and what it asks for.",
        (
            _S("summary", "Who we are"),
            _S("heard", "What we heard"),
            _S("advice", "What we advise"),
            _S("ask", "Our ask"),
            _S("numbers", "In numbers"),
            _S("next", "Next meeting"),
        ),
        leads=("summary", "ask"),
    ),
    TemplateKind(
        "issue",
        "Issue brief",
        "Two pages on one barrier for people who decide: problem, evidence, options, ask.",
        (
            _SUMMARY,
            _S("problem", "The problem"),
            _S("evidence", "What we know"),
            _S("options", "What could be done"),
            _S("recommendation", "What we recommend"),
            _S("ask", "What we ask of you"),
            _SOURCES,
            _S("closing", "Contact"),
        ),
        subject="barrier",
        fits_on=2,
        leads=("summary", "ask", "recommendation"),
    ),
    TemplateKind(
        "memo",
        "Barrier memo",
        "One barrier brought to somebody who can act on it, with a place to answer.",
        _MEMO,
        subject="barrier",
        fits_on=2,
        audience=Audience.COALITION,
    ),
    TemplateKind(
        "referral",
        "Referral memo",
        "One barrier handed to another group, which accepts it, returns it or splits it.",
        _MEMO,
        subject="barrier",
        fits_on=2,
        audience=Audience.COALITION,
    ),
    TemplateKind(
        "practice",
        "Practice profile",
        "One effective practice for a school that wants to take it up.",
        (
            _SUMMARY,
            _S("glance", "At a glance"),
            _S("components", "What it consists of"),
            _S("evidence", "What it brings"),
            _S("start", "How to begin"),
            _S("said", "What practitioners say"),
            _SOURCES,
            _S("more", "Link and code"),
        ),
        subject="practice",
        fits_on=2,
    ),
    TemplateKind(
        "certificate",
        "Certificate",
        "Thanks to a person or team that was recognised, on a sheet to frame.",
        (_S("middle", "Certificate"),),
        subject="recognition",
    ),
    TemplateKind(
        "feedback",
        "Feedback letter",
        "What reviewers saw in a nomination, and what would make it stronger.",
        (
            _S("opening", "Opening"),
            _S("strengths", "What convinced the reviewers"),
            _S("growth", "What would make it stronger"),
            _S("reviews", "How the reviewers saw it"),
            _S("closing", "Closing"),
        ),
        subject="recognition",
        fits_on=2,
        audience=Audience.COALITION,
    ),
    TemplateKind(
        "focus",
        "Focus recommendation",
        "Where improvement and facilitation hours should go, how it was weighed, and the answer.",
        (
            _SUMMARY,
            _S("question", "The question"),
            _S("advice", "What we recommend"),
            _S("candidates", "How the candidates compare"),
            _S("hours", "Hours"),
            _S("dissent", "Other views"),
            _S("answer", "Place to answer"),
        ),
        subject="focus",
        fits_on=2,
        audience=Audience.COALITION,
        leads=("summary", "advice"),
    ),
    TemplateKind(
        "reading",
        "Reading list",
        "What to read, by kind, with who made it and where it is.",
        (_SUMMARY, _S("topics", "Readings", prefix="topic")),
        fits_on=0,
    ),
    TemplateKind(
        "annual",
        "Annual report",
        "A year of a work group with charts and tables, contents and index.",
        (
            _SUMMARY,
            _S("contents", "Contents"),
            _S("foreword", "Foreword", chosen=False),
            _S("figures", "The year in numbers"),
            _S("barriers", "Barriers"),
            _S("practices", "Practices"),
            _S("commitments", "Commitments"),
            _S("decisions", "Decisions"),
            _S("recognitions", "Recognitions"),
            _S("held", "Meetings"),
            _S("members", "Members"),
            _SOURCES,
            _S("index", "Index"),
        ),
        fits_on=0,
    ),
)
"""Every template, in the order the composer offers them."""

TEMPLATE = {template.key: template for template in TEMPLATES}

LANGUAGES: tuple[tuple[str, str], ...] = (("en-US", "English"), ("es-US", "Español"))
"""The languages a brief can be printed in, each with its own name."""
