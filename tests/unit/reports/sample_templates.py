"""One document of every template, with people, schools and numbers that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nghs_desktop.domain.briefs import (
    BriefContent,
    Footnote,
    IndexEntry,
    KeyFigure,
    Noted,
    Paper,
    Signer,
    Source,
    Table,
)
from nghs_desktop.domain.charts import BarChart, RunChart, SmallMultiples, StackedBars
from nghs_desktop.reports.templates.annual import (
    AnnualReport,
    Chapter,
    Held,
    Member,
    Part,
    annual_report,
)
from nghs_desktop.reports.templates.awards import (
    Certificate,
    Criterion,
    FeedbackLetter,
    certificate,
    feedback_letter,
)
from nghs_desktop.reports.templates.edition import Edition
from nghs_desktop.reports.templates.focus import (
    FocusCandidate,
    FocusRecommendation,
    focus_recommendation,
)
from nghs_desktop.reports.templates.issue_brief import (
    IssueBrief,
    OnePager,
    Option,
    issue_brief,
    one_pager,
)
from nghs_desktop.reports.templates.memo import BarrierMemo, MemoBarrier, barrier_memo
from nghs_desktop.reports.templates.practice import (
    PracticeProfile,
    PracticeStudy,
    practice_profile,
)
from nghs_desktop.reports.templates.reading import (
    Reading,
    ReadingList,
    ReadingTopic,
    reading_list,
)
from tests.unit.reports import samples

EDITION = Edition(
    made_at=samples.MADE_AT,
    organisation="Generation Next",
    group="Practice Work Group",
    day=date(2026, 11, 17),
    as_of=date(2026, 11, 1),
    printed="Printed 17 November 2026, 11:42",
)
FORM = Footnote("Count of forms received by the state board, 1 July to 31 October 2026.")
FIGURES = (
    KeyFigure("31", "members named seat-time rules as their first barrier"),
    KeyFigure("120", "hours in class count as one credit, whatever was learned"),
    KeyFigure("9 of 10", "portfolios get the same score from two panels"),
    KeyFigure("$140", "a student and year is what an outside panel costs"),
)

ISSUE = IssueBrief(
    title="Credit for what students can do, not for how long they sat",
    summary=(
        "State rules award one credit for 120 hours in class. Eight schools that assess mastery "
        "must keep two sets of books. We recommend a two-year pilot with outside panels."
    ),
    problem=(
        Noted(
            (
                "One credit stands for 120 hours in class",
                samples.CODE,
                ". A student who shows the same competencies in half the time waits for the "
                "calendar; a student who needs longer is marked as failed and starts again from "
                "the first page. Both lose a year that they could spend on what they have not "
                "learned yet.",
            )
        ),
        "Schools that assess mastery today translate every result back into hours. Counsellors "
        "at eight schools spend about three weeks a year on it, and colleges then read the "
        "records by hand.",
    ),
    evidence=(
        Noted(
            (
                "Since 2021, panels of people from outside the school have scored portfolios at "
                "Northgate Arts Academy",
                samples.PANEL,
                ". Two panels that did not know of each other gave the same score in nine of ten "
                "cases. Districts asked for a waiver 31 times this year; four were answered",
                FORM,
                ".",
            )
        ),
    ),
    figures=FIGURES,
    chart=replace(samples.bar_chart("issue.chart"), note="42 members, three meetings in 2026."),
    options=(
        Option(
            "Waiver for each district",
            "Possible this year; needs no change of the rules",
            "Every district writes the same form; it ends when the commissioner changes",
            "Staff time",
        ),
        Option(
            "Two-year pilot with panels",
            "Gives evidence before a rule is made; eight schools are ready",
            "Students outside the pilot wait two more years",
            "$140 a student",
        ),
        Option(
            "New rule for all districts",
            "Everybody gains at the same time",
            "Panels and records are not ready in most districts",
            "Not known",
        ),
    ),
    recommendation=(
        Noted(
            (
                "We recommend the pilot. It is the only option that gives the board evidence of "
                "its own before it makes a rule, and mentors say that they would join",
                samples.SURVEY,
                ".",
            )
        ),
    ),
    ask=(
        "Open a two-year pilot of mastery credit for eight schools from August 2027.",
        "Accept scores of two outside panels in place of 120 hours for its students.",
        "Name one person at the department who answers within 30 days.",
    ),
    references=(
        Source("State administrative code, section 12", "https://example.org/code/12"),
        Source("Panel scores 2021 to 2026, Northgate Arts Academy"),
        Source("Mentor survey, spring 2026", "https://example.org/mentors?year=2026"),
    ),
    contact="Luis Ortega, staff of the Practice Work Group, luis@example.org",
)

ONE_PAGER = OnePager(
    title="The Practice Work Group in one page",
    who_we_are=(
        "Forty-two people from schools, districts, employers and colleges. We advise staff on "
        "what works, what stands in its way, and where help would do most."
    ),
    heard=samples.BARRIERS.items,
    advice=(
        "Recognise two more practices this winter: portfolio panels and job-site mentors.",
        "Put 60 facilitation hours into later buses before anything else.",
    ),
    ask="Answer the referral on seat-time rules before the meeting of 15 December.",
    figures=(
        KeyFigure("42", "members from 29 organisations"),
        KeyFigure("14", "barriers heard this year, 5 resolved"),
        KeyFigure("6", "practices recognised"),
    ),
    next_meeting="Tuesday 15 December 2026, 9:00, Northgate Arts Academy, room 2.",
)

MEMO = BarrierMemo(
    title="Seat-time rules keep districts from awarding credit for mastery",
    to="Policy Work Group, chair Kofi Mensah",
    sender="Practice Work Group, chair Dana Reyes; decided 17 November 2026, 11 of 12",
    asked="Act: ask the state board for a two-year pilot",
    urgency="Before the board sets its agenda on 15 January",
    answer_by=date(2026, 12, 15),
    barriers=(
        MemoBarrier(
            "One credit is counted as 120 hours in class",
            affected="About 4,500 students at eight schools; first those who change schools",
            cause=Noted(("The rule is from 1986 and has no other measure", samples.CODE, ".")),
            evidence="31 waiver forms this year, 4 answered; three weeks of counsellors' time",
            voices="31 of 42 members, in three meetings",
            severity="5 of 5",
        ),
        MemoBarrier(
            "Colleges re-read every competency record by hand",
            affected="Everyone who applies outside the state",
            cause="There is no shared format; each school sends its own",
            voices="17 of 42 members",
            severity="3 of 5",
        ),
    ),
    why=(
        "The rule is the state's. No district can change it, and a waiver for each district asks "
        "for the same table 31 times.",
    ),
    tried=(
        "Two schools keep double records since 2023; both say that they will stop.",
        "Lakeside asked for a waiver twice and has had no answer.",
    ),
    answered_by=(Signer("Kofi Mensah", "chair, Policy Work Group"), Signer("For staff", "role")),
    references=(Source("State administrative code, section 12", "https://example.org/code/12"),),
)

PROFILE = PracticeProfile(
    name="Portfolio defence before an outside panel",
    summary=(
        "Each spring, students defend a portfolio before three people from outside the school. "
        "Two of three must agree that the work shows the competency."
    ),
    level="Effective",
    scheme="local framework 1; ESSA tier 3 for our districts",
    problem="Grades from one teacher do not travel: colleges and employers cannot read them",
    population="Grades 11 and 12, all programmes; tried with English learners at two schools",
    setting="Three high schools, 640 students; city and shore",
    supports="A coordinator for half a day a week; two training evenings for panellists",
    cost="About $140 a student and year",
    contact="Amara Cole, Northgate Arts Academy, amara@example.org",
    components=(
        "A rubric with five competencies that students know from September.",
        "Two practice rounds with a teacher from another subject.",
        "A panel of three, of whom one is an employer and one teaches at a college.",
        "A written answer within a week, and a second chance in June.",
    ),
    evidence=(
        Noted(
            (
                "Two panels that do not know of each other agree in nine of ten cases",
                samples.PANEL,
                ". Students who defended a portfolio entered college courses with credit more "
                "often than students of the same schools in the years before.",
            )
        ),
    ),
    studies=(
        PracticeStudy("Northgate 2024", "Compared groups", "412", "2", "Higher, significant"),
        PracticeStudy("Coalition 2026", "With controls", "640", "3", "Higher, significant"),
        PracticeStudy("Lakeside 2025", "Before and after", "118", "1", "Higher, too few to tell"),
    ),
    chart=RunChart(
        "profile.run",
        "Portfolios accepted at the first defence, by term",
        samples.run_chart().points[:12],
        unit="%",
        target=75.0,
        better=samples.Better.UP,
        note="Source: panel records of three schools.",
    ),
    steps=(
        "Visit a panel in May; the schools keep ten chairs free for guests.",
        "Agree on the five competencies before the summer.",
        "Train twelve panellists; expect four to leave in the first year.",
    ),
    quote="The panel asked my daughter what she would do differently. Nobody had asked her before.",
    quoted="A parent, Northgate Arts Academy, 2026",
    link="https://example.org/practices/portfolio-defence",
    references=(Source("Panel scores 2021 to 2026, Northgate Arts Academy"),),
)

CERTIFICATE = Certificate(
    name="The job-site mentors of Lakeside High School",
    citation=(
        "for 214 Friday afternoons in which they showed young people on three campuses "
        "what good work looks like"
    ),
    signers=(
        Signer("Dana Reyes", "chair, Practice Work Group"),
        Signer("Luis Ortega", "for the staff"),
    ),
    given_on=date(2026, 11, 17),
    place="Northgate Arts Academy",
    seal="2026",
)

LETTER = FeedbackLetter(
    subject="Your nomination: Portfolio defence before an outside panel",
    address=(
        "Amara Cole",
        "Northgate Arts Academy",
        "12 Harbor Street",
        "Northgate",
    ),
    greeting="Dear Amara Cole,",
    opening=(
        "Thank you for the nomination of 3 September. Three reviewers read it without knowing "
        "one another's scores, and the Practice Work Group decided on 17 November to recognise "
        "your practice as effective. Eleven members were for it, one abstained.",
        "You will find below what the reviewers saw. Nothing in this letter is shared with "
        "others unless you agree.",
    ),
    strengths=(
        "Panels from outside make the result believable to colleges and employers.",
        "Five years of scores, kept in one form, by people who did not teach the students.",
    ),
    growth=(
        "Say how panels judge the work of students who are learning English.",
        "Compare with a school that has no panels, in the same years.",
    ),
    criteria=(
        Criterion("Need", "5 of 5", "Named by 17 of 42 members"),
        Criterion("Evidence", "4 of 5", "Three studies, one with compared groups"),
        Criterion("Supports", "4 of 5", "Training evenings are written down and can be copied"),
        Criterion("Scale", "3 of 5", "Three schools; none outside the coast yet"),
    ),
    closing=("The certificate will be handed over at our meeting on 15 December.",),
    farewell="With respect for your work,",
    signers=(Signer("Dana Reyes", "chair, Practice Work Group"),),
)

FOCUS = FocusRecommendation(
    title="Put the winter's hours into later buses first",
    summary="Twelve members weighed six candidates twice. They agree on the first two.",
    question="Where should 120 hours of coaching and facilitation go between January and May?",
    candidates=(
        FocusCandidate("Later buses on internship days", 4.6, 1.8, 11, 36),
        FocusCandidate("One transcript format for competency records", 4.4, 4.6, 7, 90),
        FocusCandidate("A waiver form for all districts", 4.2, 2.2, 9, 24),
        FocusCandidate("A calendar of site visits", 2.8, 1.4, 5, 8),
        FocusCandidate("A newsletter for mentors", 2.0, 1.5, 2, 30),
        FocusCandidate("A new building for the panel", 1.8, 4.8, 0, 200),
    ),
    hours=(("Coaching", 48), ("Facilitation", 52), ("Help with data", 20)),
    recommendation=(
        "Give 36 hours to later buses and 24 to the waiver form; keep 60 for the transcript "
        "format once the Policy Work Group has answered.",
    ),
    reasons=(
        "Buses touch every internship and can change this school year.",
        "The form is written already; districts need an hour each to fill it in.",
    ),
    dissent=("Two members would begin with the transcript format, since it takes longest.",),
    answered_by=(Signer("Luis Ortega", "for the staff"),),
)

READINGS = ReadingList(
    title="What to read before the December meeting",
    summary="Five things, an evening's worth. Start with the first of each part.",
    topics=(
        ReadingTopic(
            "Credit and competency",
            (
                Reading(
                    "From hours to evidence",
                    "Report",
                    "Northgate Institute, 2025",
                    "How four districts changed what a credit stands for, and what they would "
                    "do differently. The appendix has the forms that they use",
                    cut=True,
                    why="Why: the forms answer the question of 3 November.",
                    link="https://example.org/hours-to-evidence",
                ),
                Reading("", "Podcast", "Eight students of Two Bridges High School", link=""),
                Reading("A record that travels", "Course", "Saltmarsh College"),
            ),
            about="For those who will speak with the state board.",
        ),
        ReadingTopic(
            "Learning at work",
            (
                Reading(
                    "A good week: what mentors say",
                    "Article series",
                    "Harbor Employers' Council",
                    "Twelve mentors describe a week from Monday to Friday.",
                    link="https://example.org/good-week",
                ),
                Reading("Insurance at work sites, in plain words", "Guide", "City of Northgate"),
            ),
        ),
    ),
)


def report(chapters: int = 3, rows: int = 24) -> AnnualReport:
    """Return an annual report of as many chapters as asked."""
    charts = (samples.bar_chart, samples.stacked_bars, samples.run_chart)
    topics = ("What we heard", "What became of it", "What moved", "What we shared")
    made = []
    for n in range(chapters):
        key = f"c{n}"
        chart: BarChart | StackedBars | RunChart = charts[n % 3](f"{key}.chart")
        table: Table = samples.counts_table(rows, f"{key}.counts")
        multiples: SmallMultiples = samples.small_multiples(f"{key}.multiples")
        number = "" if n < len(topics) else f", part {n // len(topics) + 1}"
        made.append(
            Chapter(
                key,
                topics[n % len(topics)] + number,
                (
                    Noted(
                        (
                            "The group met nine times and heard fourteen barriers; each is "
                            "named here with what was done about it",
                            Footnote(f"Minutes of the Practice Work Group, part {n + 1}."),
                            ".",
                        )
                    ),
                    " ".join(samples.SENTENCES),
                ),
                (chart,),
                (
                    Part(f"{key}.p1", "School by school", blocks=(table,)),
                    Part(f"{key}.p2", "Over the year", (samples.SENTENCES[0],), (multiples,)),
                ),
            )
        )
    return AnnualReport(
        title="A year of listening: the Practice Work Group in 2025\u201326",
        summary=(
            "Forty-two members, nine meetings, fourteen barriers. What was heard, what became of "
            "it, and what the numbers say."
        ),
        chapters=tuple(made),
        figures=FIGURES,
        foreword=(
            "When we met for the first time last September, we agreed on one rule: what is said "
            "in the room is written down, and who said it hears what became of it. This report "
            "is that answer for a whole year.",
            "Five barriers are gone. Nine are with somebody who has promised a day. That is "
            "fewer than we hoped for and more than in any year before.",
        ),
        signers=(Signer("Dana Reyes", "chair"),),
        held=tuple(
            Held(date(2025, 9 + n, 16), f"Meeting {n + 1}", samples.SCHOOLS[n], 28 + n)
            for n in range(4)
        ),
        members=tuple(
            Member(name, samples.SCHOOLS[n], "chair" if n == 0 else "member")
            for n, name in enumerate(("Dana Reyes", "Luis Ortega", "Amara Cole", "Kofi Mensah"))
        ),
        references=ISSUE.references,
        index=(
            IndexEntry("Buses", ("c0.chart", "c0")),
            IndexEntry("Mentors", ("c0.counts", "figures")),
            *(IndexEntry(school, (f"c0.counts.{n}",)) for n, school in enumerate(samples.SCHOOLS)),
        ),
    )


def templates(edition: Edition = EDITION) -> Iterator[tuple[str, BriefContent]]:
    """Yield one document of every template."""
    yield "issue-brief", issue_brief(ISSUE, edition)
    yield "one-pager", one_pager(ONE_PAGER, edition)
    yield "memo", barrier_memo(MEMO, edition)
    yield "profile", practice_profile(PROFILE, edition)
    yield "certificate", certificate(CERTIFICATE, edition)
    yield "letter", feedback_letter(LETTER, edition)
    yield "focus", focus_recommendation(FOCUS, edition)
    yield "reading", reading_list(READINGS, edition)
    yield "annual", annual_report(report(), edition)


def editions() -> Iterator[tuple[str, Edition]]:
    """Yield every paper and language, large print, greys and a draft."""
    from nghs_desktop.reports.templates.words import spanish

    for paper in Paper:
        yield f"{paper}", replace(EDITION, paper=paper)
        yield f"{paper}-es", replace(EDITION, paper=paper, words=spanish())
    yield "large", replace(EDITION, large_print=True)
    yield "grey-draft", replace(EDITION, greys=True, draft=True)
