"""One of every paper of a meeting: a group, people and words that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from nghs_desktop.domain.briefs import BriefContent
from nghs_desktop.domain.carry_over import Reason
from nghs_desktop.domain.decision_rules import DecisionRule, Showing, usual_rule
from nghs_desktop.domain.decisions import Method
from nghs_desktop.domain.meetings import Purpose
from nghs_desktop.reports.templates.ballots import (
    DotSheet,
    Question,
    ballots_paper,
    dot_sheets_paper,
)
from nghs_desktop.reports.templates.edition import Edition
from nghs_desktop.reports.templates.meeting_book import BookPaper, MeetingBook, meeting_book_paper
from nghs_desktop.reports.templates.meeting_papers import (
    Agenda,
    AgendaPoint,
    MeetingHead,
    OpenCommitment,
    agenda_paper,
)
from nghs_desktop.reports.templates.minutes_paper import (
    MinutesAction,
    MinutesChange,
    MinutesDecision,
    MinutesFacts,
    MinutesItem,
    MinutesLine,
    MinutesPerson,
    minutes_paper,
)
from nghs_desktop.reports.templates.run_sheet import RunPoint, RunSheet, RunStep, run_sheet_paper
from nghs_desktop.reports.templates.sign_in import SeatRow, SignIn, sign_in_paper
from tests.unit.reports import samples

PLACE = ZoneInfo("America/Chicago")
STARTS = datetime(2026, 11, 17, 18, 30, tzinfo=PLACE)
HEAD = MeetingHead(
    title="Practice Work Group: mastery credit and the winter's hours",
    starts=STARTS,
    planned_minutes=100,
    place="Northgate Arts Academy, room 2",
    purpose="Advise staff on mastery credit, and say where 120 hours of help should go.",
    chair="Dana Reyes",
    facilitator="Tomas Lindqvist",
    recorder="Amara Cole",
)


def _at(minutes: int) -> datetime:
    return STARTS + timedelta(minutes=minutes)


POINTS = (
    AgendaPoint(
        "Welcome, and who is in the room", _at(0), 5, Purpose.INFORM, "Dana Reyes", "Opening"
    ),
    AgendaPoint("Minutes of 20 October", _at(5), 5, Purpose.CONSENT, consent=True),
    AgendaPoint(
        "Site visit to Two Bridges High School on 9 December", None, None, Purpose.CONSENT,
        "Kofi Mensah", consent=True,
    ),
    AgendaPoint("Letter of thanks to the job-site mentors", None, None, Purpose.CONSENT,
                consent=True),
    AgendaPoint(
        "Seat-time rules: what we advise staff to ask of the state board", _at(10), 25,
        Purpose.ADVISE, "Luis Ortega", "Mastery credit", age=5,
        reasons=(Reason.NOT_DISCUSSED, Reason.OPEN_ACTION), first=date(2026, 6, 16),
    ),
    AgendaPoint(
        "Buses stop at 3:30, before most internships begin", _at(35), 20, Purpose.DISCUSS,
        "Priya Natarajan", "Mastery credit", pulled=True,
    ),
    AgendaPoint("Where 120 hours of help should go", _at(55), 25, Purpose.DECIDE, "Dana Reyes",
                "The winter's hours", fixed=True),
    AgendaPoint("Portfolio panels: shall we recognise the practice?", _at(80), 12,
                Purpose.RECOGNISE, "Amara Cole", "The winter's hours", age=2,
                reasons=(Reason.OPEN_DECISION,), first=date(2026, 10, 20)),
    AgendaPoint("Who does what until December", _at(92), 8, Purpose.INFORM, "Dana Reyes",
                "Closing"),
)  # fmt: skip
AGENDA = Agenda(
    HEAD,
    POINTS,
    12,
    ("Northgate Arts Academy", "Lakeside High School", "Harbor Foundation", "Saltmarsh College"),
)
COMMITMENTS = (
    OpenCommitment("Luis Ortega", "Draft a one-page waiver request", date(2026, 11, 13), 4),
    OpenCommitment("Amara Cole", "Host a portfolio panel visit", date(2027, 1, 15)),
    OpenCommitment("", "Ask the bus company for the price of a later run"),
)
STEPS = (
    RunStep("Presenter tells the dilemma", 300, "Presenter", "Everybody else listens."),
    RunStep("Clarifying questions", 180, "Group", "Short questions with short answers."),
    RunStep("Probing questions", 300, "Group", "Questions that make the presenter think on."),
    RunStep("The group talks, the presenter listens", 600, "Group", "What did we hear?"),
)
RUN = RunSheet(
    HEAD,
    tuple(
        RunPoint(
            point,
            private_notes="Kofi is new: let him speak early. Keep an eye on the hour."
            if place == 4
            else "",
            script="Consultancy" if place == 4 else "",
            steps=STEPS if place == 4 else (),
        )
        for place, point in enumerate(POINTS)
    ),
    12,
    "9 voting members; quorum is half, so 5; 8 are here: quorum met",
    COMMITMENTS,
)
HELD = replace(
    RUN,
    points=tuple(
        replace(one, began=_at(7 * place + 2), took=6 + place)
        for place, one in enumerate(RUN.points)
    ),
)
FIRST = ("Dana", "Luis", "Amara", "Kofi", "Priya", "Tomas", "Ingrid", "Mateo", "Yuki", "Nadia")
LAST = ("Reyes", "Ortega", "Cole", "Mensah")
BODIES = (
    "Northgate Arts Academy",
    "Harbor Foundation",
    "Lakeside Unified School District and County Office of Education",
    "Saltmarsh College",
)


def seats(number: int) -> tuple[SeatRow, ...]:
    """Return a roster of so many people, most of them with a vote."""
    return tuple(
        SeatRow(
            f"{FIRST[n % 10]} {LAST[(n // 10 + n) % 4]}",
            BODIES[n % 4],
            n % 5 != 4,
            "Dana Reyes" if n % 10 == 4 else "",
        )
        for n in range(number)
    )


OPTIONS = (
    "Later buses on internship days",
    "One transcript format for competency records",
    "A waiver form for all districts",
    "A calendar of site visits",
)
QUESTIONS = (
    Question(
        "Shall we advise a two-year pilot of mastery credit?",
        usual_rule(Method.CONSENT),
        "We advise staff to ask the state board for a pilot in eight schools from August 2027.",
        3,
    ),
    Question("Recognise portfolio panels as effective", usual_rule(Method.FIST_TO_FIVE), "", 3),
    Question(
        "Hold the December meeting at Two Bridges",
        replace(usual_rule(Method.MAJORITY), showing=Showing.SECRET),
        "",
        5,
    ),
    Question("Advise the waiver form", usual_rule(Method.GRADIENTS), "", 2),
    Question(
        "How much would each of these change?", DecisionRule(Method.SCORE, options=OPTIONS), "", 3
    ),
    Question(
        "Which comes first?",
        DecisionRule(Method.RANKED, options=OPTIONS, showing=Showing.ORGANIZATION),
        "",
        3,
    ),
    Question("Where should our time go?", DecisionRule(Method.DOT, options=OPTIONS), "", 2),
    Question("Close the list", usual_rule(Method.COUNT), "", 2),
)
DOTS = (
    DotSheet("Where should 120 hours of help go?", OPTIONS),
    DotSheet("What stands most in the way?", (*OPTIONS, "Nobody answers waivers"), 1, False),
)
MINUTES = MinutesFacts(
    title=HEAD.title,
    starts=STARTS,
    ends=_at(97),
    place=HEAD.place,
    chair=HEAD.chair,
    facilitator=HEAD.facilitator,
    recorder=HEAD.recorder,
    state="Approved",
    headcount="12 people: 9 members, 1 alternate, 2 guests; 3 of them remote",
    quorum="9 voting members; quorum is half, so 5; 8 are here: quorum met",
    present=(
        MinutesPerson("Dana Reyes", "Northgate Arts Academy", "Chair"),
        MinutesPerson("Kofi Mensah", "Lakeside High School", "for Luis Ortega", "18:30 to 19:40"),
    ),
    remote=(MinutesPerson("Priya Natarajan", "Saltmarsh College"),),
    excused=(MinutesPerson("Luis Ortega", "Harbor Foundation"),),
    items=(
        MinutesItem("Minutes of 20 October", "Consent", consent=True, state="Discussed"),
        MinutesItem("Letter of thanks to the mentors", "Consent", consent=True),
        MinutesItem(
            "Seat-time rules: what we advise",
            "Advise",
            "Luis Ortega",
            "Discussed",
            "18:40 to 19:07",
            lines=(
                MinutesLine(
                    "18:44", "Barrier", "One credit is counted as 120 hours in class", "Dana Reyes"
                ),
                MinutesLine("18:51", "Note", "Colleges re-read every record by hand", "", "before"),
            ),
            decisions=(
                MinutesDecision(
                    "Shall we advise a two-year pilot of mastery credit?",
                    "We advise a pilot in eight schools from August 2027.",
                    "Consent",
                    "Consent: no objection stands. One vote per person.",
                    "7 consent, 1 stood aside, none objects.",
                    "9 voting members; quorum is half, so 5; 8 are here: quorum met",
                    "19:05",
                    "Passed",
                    "The group advises staff to ask for a two-year pilot in eight schools.",
                    "One member would begin with two schools.",
                    ("Consents: Dana Reyes, Kofi Mensah", "Stood aside: Priya Natarajan"),
                    ("Amara Cole: eight is too many at once. Removed by: begin with four.",),
                    ("Tomas Lindqvist: works for a vendor of the panel.",),
                ),
            ),
        ),
        MinutesItem("Where 120 hours should go", "Decide", "", "Deferred"),
    ),
    commitments=(
        MinutesAction("Luis Ortega", "Draft a one-page waiver request", date(2026, 12, 4)),
        MinutesAction("Amara Cole", "Host a portfolio panel visit", date(2027, 1, 15)),
    ),
    parked=(MinutesAction("Dana Reyes", "A newsletter for mentors", date(2027, 2, 16)),),
    next_meeting="Tuesday 15 December 2026, 18:30, Two Bridges High School.",
    corrections=(
        MinutesChange(
            datetime(2026, 11, 20, 9, 5, tzinfo=UTC), "Kofi Mensah", "The hour he left was wrong."
        ),
    ),
    approved="Approved by the Practice Work Group on 15 December 2026.",
    sealed_at=datetime(2026, 12, 15, 19, 0, tzinfo=UTC),
    seal="3f9c 02ab 77d1 e04c",
    addenda=(
        MinutesChange(
            datetime(2027, 1, 8, 10, 0, tzinfo=UTC),
            "Dana Reyes",
            "The board answered on 7 January.",
            "a11b c22d e33f 4455",
        ),
    ),
)
TEXT = """# What was said
## Seat-time rules
The group heard that one credit is counted as 120 hours in class.
Colleges re-read every record by hand.

- Two schools keep double records.
- Lakeside asked twice and has had no answer.

## Where 120 hours should go
Left for December.
"""
BOOK = MeetingBook(
    HEAD,
    AGENDA,
    replace(MINUTES, state="Circulated", approved="", sealed_at=None, seal="", addenda=(),
            corrections=(), corrections_due=date(2026, 12, 1)),
    COMMITMENTS,
    tuple(point for point in POINTS if point.age),
    MINUTES.parked,
    (
        BookPaper("From hours to evidence", "Report, Northgate Institute, 2025",
                  "https://example.org/hours", "Seat-time rules"),
        BookPaper("A record that travels", "Course, Saltmarsh College"),
    ),
    samples.one_page(),
)  # fmt: skip


def meeting_papers(edition: Edition) -> Iterator[tuple[str, BriefContent]]:
    """Yield one of every paper of a meeting."""
    yield "agenda", agenda_paper(AGENDA, edition)
    yield "run-sheet", run_sheet_paper(RUN, edition)
    yield "run-sheet-held", run_sheet_paper(HELD, edition)
    yield "sign-in", sign_in_paper(SignIn(HEAD, seats(14)), edition)
    yield "dot-sheets", dot_sheets_paper(DOTS, edition)
    yield "ballots", ballots_paper(QUESTIONS, edition, HEAD.title)
    yield "minutes", minutes_paper(MINUTES, edition)
    yield "minutes-text", minutes_paper(replace(MINUTES, text=TEXT), edition)
    yield "meeting-book", meeting_book_paper(BOOK, edition)
