"""The papers of a meeting, read back: what goes in is on the pages, in order, whole, and well tagged."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise

import pytest

from nghs_desktop.domain.briefs import BriefContent, Choice, Choices, Paper, Printed, Section
from nghs_desktop.domain.briefs import WritingLines as Lines
from nghs_desktop.domain.decision_rules import DecisionRule, usual_rule
from nghs_desktop.domain.decisions import Method
from nghs_desktop.domain.meetings import Attribution
from nghs_desktop.exchange.documents import to_markdown
from nghs_desktop.reports.document import render
from nghs_desktop.reports.templates.ballots import Question, ballots_paper
from nghs_desktop.reports.templates.meeting_papers import (
    Agenda,
    AgendaPoint,
    MeetingHead,
    agenda_paper,
)
from nghs_desktop.reports.templates.meeting_words import MeetingWords, meeting_words
from nghs_desktop.reports.templates.minutes_paper import MinutesFacts, minutes_paper
from nghs_desktop.reports.templates.run_sheet import RunPoint, RunSheet, run_sheet_paper
from nghs_desktop.reports.templates.sign_in import SignIn, sign_in_paper
from nghs_desktop.reports.templates.words import Words, spanish
from tests.unit.reports import sample_meeting_papers as sample
from tests.unit.reports.reading import elements, operators, page_texts, sizes, squeezed
from tests.unit.reports.sample_templates import EDITION, editions

ALL = dict(sample.meeting_papers(EDITION))
PAGES = {
    "agenda": 1,
    "run-sheet": 3,
    "run-sheet-held": 3,
    "sign-in": 2,
    "dot-sheets": 2,
    "ballots": 12,
    "minutes": 3,
    "minutes-text": 1,
    "meeting-book": 6,
}


@pytest.fixture(scope="module")
def printed() -> dict[str, Printed]:
    return {name: render(content) for name, content in ALL.items()}


def text_of(content: BriefContent) -> str:
    return "".join(page_texts(render(content).pdf))


@pytest.mark.parametrize("name", ALL)
def test_a_paper_stays_on_its_pages_with_every_sign_printed(
    name: str, printed: dict[str, Printed]
) -> None:
    assert printed[name].pages == PAGES[name]
    assert printed[name].overflow is None
    assert printed[name].unprintable == ()


@pytest.mark.parametrize("name", ALL)
def test_a_screen_reader_hears_one_title_and_levels_in_order(
    name: str, printed: dict[str, Printed]
) -> None:
    heads = [int(tag[1]) for tag, _ in elements(printed[name].pdf) if tag in ("H1", "H2", "H3")]
    assert heads[0] == 1
    assert heads.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(heads))


@pytest.mark.parametrize("name", ALL)
def test_nothing_that_is_read_is_small(name: str, printed: dict[str, Printed]) -> None:
    assert min(sizes(printed[name].pdf) - {8.5}) >= 9.5  # the head line alone is smaller


def test_spanish_words_stand_in_for_every_english_one() -> None:
    english, other = MeetingWords(), meeting_words(spanish())
    same = {"spanish", "minutes_short", "no"}
    for item in fields(MeetingWords):
        if item.name not in same:
            assert getattr(other, item.name) != getattr(english, item.name), item.name
    for name in ("purposes", "reasons", "methods"):
        assert getattr(other, name).keys() == getattr(english, name).keys()
    assert len(other.days) == 7
    assert len(other.fist) == 6
    assert len(other.gradients) == 8
    assert meeting_words(Words()) == english


def test_every_edition_says_everything_once_more_in_the_same_bytes() -> None:
    for name, edition in editions():
        if name in {"a4-es", "large"}:
            for content in dict(sample.meeting_papers(edition)).values():
                assert render(content).pdf == render(content).pdf


class TestAgenda:
    def test_it_says_when_where_who_and_each_point_with_its_hour(
        self, printed: dict[str, Printed]
    ) -> None:
        text = squeezed("".join(page_texts(printed["agenda"].pdf)))
        for words in (
            "Tuesday 17 November 2026, 18:30 to 20:10 (CST)",
            "Northgate Arts Academy, room 2",
            "Dana Reyes (chair)",
            "12 people: Northgate Arts Academy",
            "5th meeting; not discussed, open action; first on 16 June 2026",
            "taken out of the block",
            "starts at this hour",
        ):
            assert squeezed(words) in text, words
        for point in sample.POINTS:
            assert squeezed(point.title) in text

    def test_the_consent_block_is_told_as_one_with_its_points(
        self, printed: dict[str, Printed]
    ) -> None:
        text = "".join(page_texts(printed["agenda"].pdf))
        block = text[text.index("Decided together") : text.index("Mastery credit")]
        assert "3 points, decided at once" in block
        assert "may take a point out" in block
        assert block.index("Minutes of 20 October") < block.index("Letter of thanks")

    def test_an_agenda_that_does_not_fit_its_hours_says_so(self) -> None:
        short = replace(sample.HEAD, planned_minutes=90)
        text = text_of(agenda_paper(Agenda(short, sample.POINTS), EDITION))
        assert "100 minutes in all, until 20:10" in text
        assert "in all" not in text_of(agenda_paper(sample.AGENDA, EDITION))

    def test_a_rule_on_names_is_told(self) -> None:
        head = replace(sample.HEAD, names_rule=Attribution.NONE)
        assert "Chatham House" in text_of(agenda_paper(Agenda(head), EDITION))

    def test_a_meeting_of_which_nothing_is_known_still_prints(self) -> None:
        text = text_of(agenda_paper(Agenda(MeetingHead("November")), EDITION))
        assert "November" in text
        assert "When" not in text

    def test_a_title_of_one_endless_word_is_whole(self) -> None:
        point = AgendaPoint("mastery" * 60, sample.STARTS, 5)
        text = squeezed(text_of(agenda_paper(Agenda(sample.HEAD, (point,)), EDITION)))
        assert text.replace("\ufffe", "").count("mastery") >= 60


class TestRunSheet:
    def test_private_notes_stand_on_it_and_on_no_other(self, printed: dict[str, Printed]) -> None:
        for name, one in printed.items():
            text = "".join(page_texts(one.pdf))
            assert ("let him speak early" in text) == name.startswith("run-sheet"), name

    def test_what_was_held_says_what_each_point_took(self, printed: dict[str, Printed]) -> None:
        assert "Took" not in "".join(page_texts(printed["run-sheet"].pdf))
        text = "".join(page_texts(printed["run-sheet-held"].pdf))
        assert "Took" in text
        assert "Began" in text
        assert "19:28" in text
        assert "14 min" in text  # the last point
        assert "90 min" in text  # all of them

    def test_a_point_is_on_one_page_with_its_room_for_notes(self) -> None:
        points = tuple(
            RunPoint(AgendaPoint(f"Point {n}", minutes=15, purpose=None)) for n in range(30)
        )
        sheet = render(run_sheet_paper(RunSheet(sample.HEAD, points), EDITION))
        for extent in sheet.blocks:
            assert extent.first_page == extent.last_page or "clock" in extent.key
        pages = {extent.section: set[int]() for extent in sheet.blocks}
        for extent in sheet.blocks:
            pages[extent.section] |= {extent.first_page, extent.last_page}
        assert all(len(on) == 1 for key, on in pages.items() if key.startswith("point"))


class TestSignIn:
    @pytest.mark.parametrize("people", [0, 1, 14, 40])
    def test_everybody_has_a_row_with_room_to_sign(self, people: int) -> None:
        content = sign_in_paper(SignIn(sample.HEAD, sample.seats(people)), EDITION)
        result = render(content)
        text = squeezed("".join(page_texts(result.pdf)))
        for seat in sample.seats(people):
            assert squeezed(seat.name) in text
        cells = [tag for tag, _ in elements(result.pdf) if tag == "TR"]
        assert len(cells) == (people + 1 if people else 0) + 7

    def test_heads_stand_on_each_page_and_are_read_once(self) -> None:
        result = render(sign_in_paper(SignIn(sample.HEAD, sample.seats(40)), EDITION))
        pages = page_texts(result.pdf)
        assert all("Signature" in page for page in pages)
        heads = [node for tag, node in elements(result.pdf) if tag == "TH"]
        assert len([one for one in heads if "/Column" in str(one.get("/A", ""))]) == 8


class TestBallots:
    def test_there_is_one_for_each_vote_with_its_line_to_cut(
        self, printed: dict[str, Printed]
    ) -> None:
        wanted = sum(question.ballots for question in sample.QUESTIONS)
        drawn = "".join(operators(printed["ballots"].pdf))
        assert drawn.count("[5 4] 0 d") == wanted
        assert f"{wanted} ballots" in page_texts(printed["ballots"].pdf)[0]

    def test_a_ballot_is_never_cut_by_a_page(self) -> None:
        for method in Method:
            rule = replace(usual_rule(method), options=sample.OPTIONS)
            asked = Question("Long title " * 12, rule, "And a proposal. " * 20, 9)
            result = render(ballots_paper((asked,), EDITION, "T"))
            on: dict[str, set[int]] = {}
            for extent in result.blocks:
                on.setdefault(extent.section, set()).update((extent.first_page, extent.last_page))
            assert all(len(pages) == 1 for pages in on.values()), method

    @pytest.mark.parametrize("method", Method)
    def test_it_asks_what_its_method_asks(self, method: Method) -> None:
        rule = DecisionRule(method, options=sample.OPTIONS)
        text = text_of(ballots_paper((Question("What?", rule),), EDITION, "T"))
        expected = {
            Method.CONSENT: "I consent",
            Method.FIST_TO_FIVE: "Support it fully and help",
            Method.MAJORITY: "I stand aside",
            Method.SUPERMAJORITY: "Yes",
            Method.DOT: "You have 3 dots",
            Method.SCORE: "5 is most",
            Method.RANKED: "Write 1 for the best",
            Method.GRADIENTS: "Cannot go along",
            Method.COUNT: "I abstain",
        }
        assert expected[method] in text

    def test_a_long_scale_is_written_by_hand(self) -> None:
        rule = DecisionRule(Method.SCORE, options=sample.OPTIONS, top_score=100)
        text = text_of(ballots_paper((Question("What?", rule),), EDITION, "T"))
        assert "Write a figure from 0 to 100" in text

    def test_a_secret_ballot_asks_for_no_name(self, printed: dict[str, Printed]) -> None:
        pages = page_texts(printed["ballots"].pdf)
        secret = [page for page in pages if "Hold the December meeting" in page]
        assert secret
        assert all("Secret: leave no name." in page and "Name\r" not in page for page in secret)


class TestByHand:
    def test_a_box_is_told_as_a_field_to_fill_in_with_its_words(self) -> None:
        boxes = Choices("c", (Choice("Yes"), Choice("No")), box_word="Box to mark")
        result = render(replace(EDITION.content("T", "k", (Section("s", "", (boxes,)),))))
        fields_told = [str(node["/A"]["/Desc"]) for tag, node in elements(result.pdf)
                       if tag == "Form"]  # fmt: skip
        assert fields_told == ["Box to mark: Yes", "Box to mark: No"]
        roles = {str(node["/A"]["/Role"]) for tag, node in elements(result.pdf) if tag == "Form"}
        assert roles == {"/cb"}

    def test_lines_to_write_on_are_drawn_and_told_once(self) -> None:
        content = EDITION.content("T", "k", (Section("s", "", (Lines("l", "Notes", 4),)),))
        result = render(content)
        assert "".join(page_texts(result.pdf)).count("Notes") == 1
        assert to_markdown(content).count("\\_" * 40) == 4

    def test_boxes_go_into_other_outlets_as_signs(self) -> None:
        marks = ("0", "1")
        boxes = Choices("c", (Choice("Buses", marks=marks), Choice("Form", "A detail")))
        text = to_markdown(EDITION.content("T", "k", (Section("s", "", (boxes,)),)))
        assert "\u2610 0 \u2610 1" in text
        assert "\u2610 Form" in text
        assert "A detail" in text


class TestMinutes:
    def test_facts_are_told_when_nobody_has_worded_them(self, printed: dict[str, Printed]) -> None:
        text = squeezed("".join(page_texts(printed["minutes"].pdf)))
        decision = sample.MINUTES.items[2].decisions[0]
        for words in (
            decision.question, decision.proposal, decision.rule, decision.count, decision.quorum,
            decision.outcome, decision.dissent, *decision.answers, *decision.objections,
            *decision.recused, sample.MINUTES.headcount, sample.MINUTES.next_meeting,
            "for Luis Ortega; 18:30 to 19:40", "The hour he left was wrong.",
            "Sealed on 15 December 2026. Seal: 3f9c 02ab 77d1 e04c", "a11b c22d e33f 4455",
        ):  # fmt: skip
            assert squeezed(words) in text, words

    def test_kept_words_are_the_minutes_and_nothing_is_added(
        self, printed: dict[str, Printed]
    ) -> None:
        text = "".join(page_texts(printed["minutes-text"].pdf))
        assert "Colleges re-read every record by hand." in text
        assert "Two schools keep double records." in text
        assert "Who was there" not in text  # facts are left to the words
        assert "Addendum of 8 January 2027" in text
        tags = [tag for tag, _ in elements(printed["minutes-text"].pdf)]
        assert tags.count("H3") == 2  # the headings under a heading
        assert "#" not in text

    def test_minutes_of_nothing_print(self) -> None:
        assert "November" in text_of(minutes_paper(MinutesFacts("November"), EDITION))

    @pytest.mark.parametrize(
        "text", ["plain", "# only a heading", "- a\n- b\n\ntext\n- c\n  more\n", "## deep\n# up\nx"]
    )
    def test_any_shape_of_kept_words_is_whole(self, text: str) -> None:
        shown = squeezed(text_of(minutes_paper(MinutesFacts("November", text=text), EDITION)))
        for word in text.replace("#", " ").replace("-", " ").split():
            assert word in shown


class TestBook:
    def test_each_part_has_a_bookmark_and_its_page_in_the_contents(
        self, printed: dict[str, Printed]
    ) -> None:
        import io

        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(printed["meeting-book"].pdf))
        names: list[str] = []

        def walk(entries: object) -> None:
            assert isinstance(entries, list)
            for entry in entries:
                if isinstance(entry, list):
                    walk(entry)
                else:
                    names.append(str(entry["/Title"]))

        walk(reader.outline)
        pages = page_texts(printed["meeting-book"].pdf)
        for part in (
            "Agenda",
            "Minutes of the last meeting, for approval",
            "Open commitments",
            "What comes back",
            "Papers for this meeting",
            "Brief",
        ):
            assert part in names
            line = next(line for line in pages[0].splitlines() if line.startswith(part))
            assert part in pages[int(line.split()[-1]) - 1]

    def test_papers_are_numbered_in_one_row_with_their_links(
        self, printed: dict[str, Printed]
    ) -> None:
        pages = page_texts(printed["meeting-book"].pdf)
        assert all(
            f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1)
        )
        assert "https://example.org/hours" in "".join(pages)
        assert "For: Seat-time rules" in "".join(pages)

    def test_parts_that_have_nothing_are_left_out(self) -> None:
        from nghs_desktop.reports.templates.meeting_book import MeetingBook, meeting_book_paper

        bare = MeetingBook(sample.HEAD, Agenda(sample.HEAD, sample.POINTS))
        text = text_of(meeting_book_paper(bare, EDITION))
        assert "Open commitments" not in text
        assert "Brief" not in text


def test_a4_and_letter_hold_the_same_words() -> None:
    for name, content in ALL.items():
        other = replace(content, paper=Paper.A4)
        drop = ("".join(ALL[name].page_words.split("{")[:1]),)
        assert drop
        letter, a4 = (set(squeezed(text_of(one))) for one in (content, other))
        assert letter == a4, name
