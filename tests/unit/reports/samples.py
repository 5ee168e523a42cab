"""Briefs to set: the one-pager of the design, a long meeting, and what people might type."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from nghs_desktop.domain.briefs import (
    Align,
    BriefContent,
    Bullets,
    Callout,
    Card,
    Cards,
    Column,
    Decided,
    Decisions,
    Footnote,
    IndexEntry,
    LinkCode,
    Noted,
    NoteLine,
    Notes,
    NotesAt,
    Pair,
    Pairs,
    Paper,
    Paragraphs,
    RankedItem,
    RankedList,
    Row,
    Rows,
    Section,
    Source,
    Sources,
    Table,
    TableRow,
    Tone,
)
from nghs_desktop.domain.charts import (
    Bar,
    BarChart,
    Better,
    ImpactEffort,
    Placing,
    RunChart,
    RunNote,
    RunPoint,
    SmallMultiples,
    Stack,
    StackedBars,
)

MADE_AT = datetime(2026, 11, 17, 11, 42, tzinfo=UTC)

BARRIERS = RankedList(
    "barriers.list",
    (
        RankedItem(
            "1",
            "Seat-time rules keep districts from awarding credit for demonstrated mastery",
            "Policy lever. Raised by Dana Reyes. State rules count 120 hours in class as one credit.",
            "7 dots",
        ),
        RankedItem(
            "2",
            "Buses stop at 3:30, before most internships begin",
            "Funding lever. Lakeside High School.",
            "6 dots",
        ),
        RankedItem(
            "3",
            "No shared transcript format for competency records",
            "Practice lever. Colleges re-read every record by hand.",
            "5 dots",
        ),
    ),
)

PRACTICES = Cards(
    "practices.cards",
    (
        Card(
            "Credit awarded by competency, with a capstone",
            (
                "Lakeside High School. Status: promising.",
                "Evidence: course records, mentor reports.",
            ),
        ),
        Card(
            "Portfolio defence before an outside panel",
            (
                "Northgate Arts Academy. Status: effective.",
                "Evidence: five years of panel scores.",
            ),
        ),
    ),
)

TASKS = Rows(
    "tasks.rows",
    (
        Row("Luis Ortega", "Draft a one-page waiver request for the state board", "4 December"),
        Row("Amara Cole", "Host a portfolio panel visit for three districts", "15 January"),
    ),
)

CALLOUT = Callout(
    "recognitions.callout",
    "Recognised this month: job-site mentors at Lakeside High School",
    "They gave up their Friday afternoons on all three campuses.",
)


def one_page(paper: Paper = Paper.LETTER, **changed: object) -> BriefContent:
    """Return the brief of the design."""
    fields: dict[str, object] = {
        "kicker": "PRACTICE WORK GROUP BRIEF",
        "date_line": "17 November 2026",
        "title": "What stands in the way of mastery credit, and what schools do about it",
        "summary": (
            "Twelve members met for 100 minutes. They named three barriers, shared two "
            "practices that get around them, and made two commitments."
        ),
        "sections": (
            Section("barriers", "Barriers, in the order the room ranked them", (BARRIERS,)),
            Section("practices", "Practices that get around them", (PRACTICES,)),
            Section("tasks", "Who will do what", (TASKS,)),
            Section("recognitions", "", (CALLOUT,), label="Recognitions"),
        ),
        "footer": ("Generation Next", "Practice Work Group", "Printed 17 November 2026, 11:42"),
        "made_at": MADE_AT,
        "as_of": date(2026, 11, 17),
        "author": "Practice Work Group",
        "organisation": "Generation Next",
        "paper": paper,
    }
    return BriefContent(**(fields | changed))  # type: ignore[arg-type]


SENTENCES = (
    "Families cannot see on the report card which competencies a student has shown.",
    "Two schools keep a shared calendar of job-site visits; it took them one afternoon to set up.",
    "The waiver form asks for the same table three times, so nobody finishes it before the deadline.",
    "Mentors want a one-page sheet with dates, names and what a good week looks like.",
    "We should ask the state board what evidence they would accept in place of hours.",
    "Buses.",
)


def long_meeting(
    notes: int = 60, paper: Paper = Paper.LETTER, *, large_print: bool = False
) -> BriefContent:
    """Return a brief of several pages with every kind of block."""
    kinds = ("Barrier", "Effective practice", "Recognition", "Note", "Commitment")
    people = ("Dana Reyes", "Luis Ortega", "Amara Cole", "Kofi Mensah", "")
    lines = tuple(
        NoteLine(
            f"{9 + n // 30}:{(n * 2) % 60:02d}",
            kinds[n % len(kinds)],
            " ".join(SENTENCES[(n + k) % len(SENTENCES)] for k in range(1 + n % 3)),
            people[n % len(people)],
        )
        for n in range(notes)
    )
    short = one_page(paper)
    return BriefContent(
        kicker=short.kicker,
        date_line=short.date_line,
        title=short.title,
        summary=short.summary,
        sections=(
            *short.sections,
            Section(
                "background",
                "Why this matters now",
                (Paragraphs("background.text", tuple(" ".join(SENTENCES) for _ in range(2))),),
            ),
            Section(
                "decisions",
                "Decisions",
                (
                    Decisions(
                        "decisions.list",
                        (
                            Decided(
                                "Ask the state board for a two-year pilot of mastery credit.",
                                "Consensus, 11 of 12; one abstention.",
                            ),
                            Decided("Meet in December at Northgate Arts Academy."),
                        ),
                    ),
                ),
            ),
            Section("notes", "Full notes", (Notes("notes.table", lines),)),
            Section(
                "sources",
                "Sources",
                (
                    Sources(
                        "sources.list",
                        (
                            Source(
                                "State administrative code, section 12: hours of instruction",
                                "https://example.org/code/12?part=hours&year=2026",
                            ),
                            Source("Panel scores 2021 to 2026, Northgate Arts Academy"),
                            Source("The district's internship desk", "mailto:desk@example.org"),
                        ),
                    ),
                ),
            ),
        ),
        footer=short.footer,
        made_at=MADE_AT,
        author=short.author,
        organisation=short.organisation,
        paper=paper,
        large_print=large_print,
    )


SCHOOLS = (
    "Lakeside High School",
    "Northgate Arts Academy",
    "Harbor Street High School",
    "Mill River Regional High School and Technical Center",
    "Eastfield Early College",
    "Quarry Hill High School",
    "Saltmarsh Island School",
    "Two Bridges High School",
)
CODE = Footnote(
    "State administrative code, section 12: hours of instruction.",
    "https://example.org/code/12?part=hours&year=2026",
)
PANEL = Footnote("Panel scores 2021 to 2026, Northgate Arts Academy.")
SURVEY = Footnote("Mentor survey, spring 2026: 214 answers from 31 employers.")


def counts_table(rows: int = 8, key: str = "counts") -> Table:
    """Return a table of numbers with a total, a caption and notes."""
    shown = []
    sums = [0, 0, 0]
    for n in range(rows):
        school = SCHOOLS[n % len(SCHOOLS)] + (f", campus {n // len(SCHOOLS) + 1}" if n >= 8 else "")
        values = (180 + 111 * n % 1207, 17 * n % 211, 7 + n % 71)
        sums = [a + b for a, b in zip(sums, values, strict=True)]
        share = f"{values[1] * 100 / values[0]:.1f}"
        first = Noted((school, SURVEY)) if n == 1 else school
        cells = (first, f"{values[0]:,}", f"{values[1]:,}", share, str(values[2]))
        shown.append(TableRow(cells, key=f"{key}.{n}"))
    share = f"{sums[1] * 100 / sums[0]:.1f}"
    total = ("All schools", f"{sums[0]:,}", f"{sums[1]:,}", share, f"{sums[2]:,}")
    return Table(
        key,
        (
            Column("School"),
            Column("Students", Align.END),
            Column("In internships", Align.END),
            Column("Share, %", Align.END),
            Column("Job-site mentors", Align.END),
        ),
        (*shown, TableRow(total, total=True)),
        caption="Table 1. Students in internships, school year 2025\u201326",
        notes=("Counts under 10 are shown as they were reported by the schools themselves.",),
    )


def with_tables(rows: int = 60, **changed: object) -> BriefContent:
    """Return a document of several pages with tables, footnotes, contents and an index."""
    cited = (
        Noted(
            (
                "State rules count 120 hours in class as one credit.",
                CODE,
                " A student who shows the same competencies sooner waits for the calendar, and "
                "one who needs longer is marked as failed.",
            )
        ),
        Noted(
            (
                "Panels outside the school have scored portfolios for five years",
                PANEL,
                SURVEY,
                " and agree with each other in nine of ten cases.",
                PANEL,
            )
        ),
        "The rest of this part says what the room heard, and from whom. " * 5,
    )
    fields: dict[str, object] = {
        "title": "Mastery credit: what the numbers say",
        "kicker": "PRACTICE WORK GROUP REPORT",
        "date_line": "17 November 2026",
        "as_of_words": "Data as of 1 November 2026",
        "draft": "Draft",
        "summary": "Eight schools, five years of panels, one rule that stands in the way.",
        "contents": "Contents",
        "index_heading": "Index",
        "index": (
            IndexEntry("Competency records", ("words", "options")),
            IndexEntry("Mentors", ("counts", "facts")),
            *(IndexEntry(school, (f"counts.{n}",)) for n, school in enumerate(SCHOOLS)),
        ),
        "sections": (
            Section("why", "Why hours stand in the way", (Paragraphs("words", cited),)),
            Section("count", "What the schools count", (counts_table(rows),), level=2),
            Section(
                "facts-section",
                "The practice at a glance",
                (
                    Pairs(
                        "facts",
                        (
                            Pair("Population", "Grades 11 and 12, all programmes"),
                            Pair("Cost", Noted(("About $ 140 a student and year", SURVEY, "."))),
                            Pair("Contact", "Dana Reyes, dana@example.org"),
                        ),
                    ),
                ),
            ),
            Section(
                "options-section",
                "Options",
                (
                    Table(
                        "options",
                        (Column("Option"), Column("For"), Column("Against")),
                        (
                            TableRow(
                                (
                                    "Waiver for each district",
                                    "Possible this year; needs no law",
                                    "Every district writes the same form; ends when the "
                                    "commissioner changes",
                                )
                            ),
                            TableRow(
                                (
                                    "Pilot of two years",
                                    "Evidence before a rule",
                                    "Students outside the pilot wait",
                                )
                            ),
                        ),
                    ),
                    Bullets(
                        "ask",
                        (
                            "Ask the state board for a two-year pilot.",
                            Noted(("Publish the panel scores", PANEL, ".")),
                        ),
                        numbered=True,
                    ),
                ),
            ),
        ),
        "footer": ("Generation Next", "Practice Work Group", "Printed 17 November 2026, 11:42"),
        "made_at": MADE_AT,
        "author": "Practice Work Group",
        "organisation": "Generation Next",
        "fits_on": 20,
    }
    return BriefContent(**(fields | changed))  # type: ignore[arg-type]


MONTHS = ("Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun")


def run_chart(key: str = "run", count: int = 20) -> RunChart:
    """Return a measure that rises after the buses changed."""
    values = (61, 63, 60, 62, 64, 61, 60, 63, 62, 64, 71, 73, 72, 75, 74, 73, 76, 77, 75, 78)
    points = tuple(
        RunPoint(f"{MONTHS[n % 10]} {25 + n // 10}", None if n == 6 else float(values[n % 20]))
        for n in range(count)
    )
    return RunChart(
        key,
        "Students who reach their internship on time, by month",
        points,
        unit="%",
        target=80.0,
        better=Better.UP,
        notes=(
            RunNote(10, "The 3:30 bus leaves at 3:50 on internship days"),
            RunNote(15, "Two Bridges High School joins"),
        ),
        note="Source: sign-in sheets of 31 employers. March is missing: its sheets were lost.",
    )


def bar_chart(key: str = "bars") -> BarChart:
    """Return how often the room named each barrier."""
    return BarChart(
        key,
        "Barriers named in the room, by voices",
        (
            Bar("Seat-time rules keep districts from awarding credit for mastery", 31),
            Bar("Buses stop at 3:30, before most internships begin", 24),
            Bar("No shared transcript format", 17),
            Bar("Mentors have no time to train", 9),
            Bar("Insurance for students at work sites", 4),
        ),
        note="Each member counted once for each barrier. 42 members, three meetings.",
    )


def stacked_bars(key: str = "stacked") -> StackedBars:
    """Return what became of what each group heard."""
    return StackedBars(
        key,
        "What became of the barriers that were heard",
        ("Resolved", "In work", "Referred", "Waiting"),
        (
            Stack("Practice Work Group", (9, 14, 6, 3)),
            Stack("Policy Work Group", (4, 7, 11, 8)),
            Stack("Funding Work Group", (5, 1, 0, 2)),
        ),
    )


def small_multiples(key: str = "multiples") -> SmallMultiples:
    """Return the same measure for six schools."""
    panels = tuple(
        RunChart(
            f"{key}.{n}",
            school,
            tuple(
                RunPoint(f"{MONTHS[m]}", float(52 + n * 4 + (m * (n + 2)) % 7 + m))
                for m in range(10)
            ),
            unit="%",
            target=80.0,
        )
        for n, school in enumerate(SCHOOLS[:6])
    )
    return SmallMultiples(
        key,
        "On time at the internship, by school, September to June",
        panels,
        note="Long dashes: median of the school. Short dashes: the target of 80%.",
    )


def impact_effort(key: str = "placing") -> ImpactEffort:
    """Return five candidates, two of them in the same place."""
    return ImpactEffort(
        key,
        "Where facilitation would help most",
        (
            Placing("Later buses on internship days", 4.6, 1.8),
            Placing("A waiver form for all districts", 4.2, 2.2),
            Placing("One transcript format for competency records", 4.4, 4.6),
            Placing("A newsletter for mentors", 2.0, 1.5),
            Placing("A new building for the panel", 1.8, 4.8),
            Placing("A calendar of site visits", 4.6, 1.8),
        ),
    )


def with_charts(paper: Paper = Paper.LETTER, **changed: object) -> BriefContent:
    """Return a document with every kind of chart."""
    parts = (
        ("Barriers", bar_chart()),
        ("Outcomes", stacked_bars()),
        ("Over time", run_chart()),
        ("By school", small_multiples()),
        ("Where to help", impact_effort()),
        ("Read on", LinkCode("link", "https://example.org/mastery", "The whole report:")),
    )
    fields: dict[str, object] = {
        "title": "Every chart",
        "kicker": "CHARTS",
        "made_at": MADE_AT,
        "paper": paper,
        "fits_on": 9,
        "sections": tuple(
            Section(f"part{n}", heading, (chart,)) for n, (heading, chart) in enumerate(parts)
        ),
    }
    return BriefContent(**(fields | changed))  # type: ignore[arg-type]


TYPED = (
    "AT&T and R&D",
    "x <y z> end",
    '<img src="/etc/passwd">',
    "&lt;b&gt; &amp; &#65;",
    "<b>not bold</b> <a href='file:///etc/hosts'>no link</a>",
    "(paren) [bracket] {brace} \\ backslash \\( )Tj ET",
    "100 % of #tags @people !policy ^high",
    "Ünïcödé façade naïve Łódź Việt Nam Ελληνικά Русский",
    "中文会议记录，没有共享的成绩单格式。日本語のテキスト 한국어 문장",
    "שלום עולם, בית ספר 42",
    "السلام عليكم في المدرسة",
    "Great work \U0001f44f\U0001f3fd \U0001f389 ★ → ✓ ≤ ½",
    "नमस्ते विद्यालय สวัสดีโรงเรียน",
    "tab\there, nul\x00, bell\x07, escape\x1b[31m, private \ue000",
)


def as_typed(paper: Paper = Paper.LETTER) -> BriefContent:
    """Return a brief full of text that other engines read as markup, or cannot draw."""
    return BriefContent(
        title="Text as typed: <para>&amp;</para>",
        kicker="KICKER <b>&",
        made_at=MADE_AT,
        paper=paper,
        sections=(
            Section(
                "typed",
                "Heading <i>&",
                (
                    Paragraphs("typed.text", TYPED),
                    Rows("typed.rows", tuple(Row("Ann & Bo", text, "<when>") for text in TYPED)),
                    Cards(
                        "typed.cards",
                        tuple(
                            Card(text, (text,), tone)
                            for text, tone in zip(TYPED, Tone, strict=False)
                        ),
                    ),
                ),
            ),
        ),
        footer=("<foot>", "A&B"),
    )


def write_all(folder: Path) -> None:
    """Set every sample on every paper, for the checks of whole files."""
    from nghs_desktop.reports.document import render
    from tests.unit.reports.sample_meeting_papers import meeting_papers
    from tests.unit.reports.sample_templates import editions, templates

    folder.mkdir(parents=True, exist_ok=True)
    for paper in Paper:
        for name, content in (
            ("one-page", one_page(paper)),
            ("long", long_meeting(paper=paper)),
            ("typed", as_typed(paper)),
            ("bare", BriefContent(title="Only a title", made_at=MADE_AT, paper=paper)),
            ("tables", with_tables(paper=paper)),
            ("tables-large", with_tables(8, paper=paper, large_print=True)),
            ("tables-grey", with_tables(8, paper=paper, greys=True, notes_at=NotesAt.SECTION)),
            ("charts", with_charts(paper)),
            ("charts-grey", with_charts(paper, greys=True)),
            ("charts-large", with_charts(paper, large_print=True)),
            ("pages-2-3", with_tables(paper=paper, pages=(2, 3))),
            ("long-large", long_meeting(4, paper=paper, large_print=True)),
            ("one-page-grey", one_page(paper, greys=True)),
        ):
            (folder / f"{name}-{paper}.pdf").write_bytes(render(content).pdf)
    for edition_name, edition in editions():
        for name, content in (*templates(edition), *meeting_papers(edition)):
            (folder / f"{name}-{edition_name}.pdf").write_bytes(render(content).pdf)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
