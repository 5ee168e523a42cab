"""The capture grammar, as a facilitator meets it: typed lines in, items out, no character lost."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nghs_desktop.domain.capture import (
    CaptureContext,
    Captured,
    Command,
    CommandName,
    Impact,
    ItemKind,
    KindFrom,
    TokenKind,
    parse,
)
from nghs_desktop.domain.capture_writing import CaptureLine, said, write
from nghs_desktop.domain.known_names import Known, vocabulary
from tests.reference.make_sentences import sentences

SENTENCES = Path(__file__).parents[2] / "reference" / "sentences.txt"

NAMES = vocabulary(
    people=[
        Known("dana", "Dana Reyes"),
        Known("luis", "Luis Ortega"),
        Known("luisa", "Luisa Ferro"),
        Known("minh", "Nguyễn Thị Minh"),
        Known("oneil", "Ana O'Neil", ("Coach",)),
        Known("li", "李明"),
    ],
    schools=[
        Known("mc2", "MC2 STEM High School"),
        Known("cat", "City Arts and Technology", ("CAT",)),
        Known("napa", "Napa Valley USD"),
    ],
    levers=[Known("L1", "Practice"), Known("L2", "Policy"), Known("L3", "Funding")],
    tags=[Known("t1", "credit recovery"), Known("t2", "arts")],
)
ROOM = CaptureContext(today=date(2026, 11, 17), next_meeting=date(2026, 12, 15), vocabulary=NAMES)
FRIDAY = date(2026, 11, 20)


def read(line: str, **changes: object) -> Captured:
    return parse(line, replace(ROOM, **changes))  # type: ignore[arg-type]


def marked(line: str, **changes: object) -> list[tuple[str, str | None]]:
    return [(token.raw, token.value) for token in read(line, **changes).tokens]


# ---------------------------------------------------------------- the start of an entry


@pytest.mark.parametrize(
    ("line", "kind", "source"),
    [
        ("b Buses stop at 3:30", ItemKind.BARRIER, KindFrom.PREFIX),
        ("p Buses stop at 3:30", ItemKind.PRACTICE, KindFrom.PREFIX),
        ("r Buses stop at 3:30", ItemKind.RECOGNITION, KindFrom.PREFIX),
        ("c Buses stop at 3:30", ItemKind.COMMITMENT, KindFrom.PREFIX),
        ("d Buses stop at 3:30", ItemKind.DECISION, KindFrom.PREFIX),
        ("f Buses stop at 3:30", ItemKind.FOCUS, KindFrom.PREFIX),
        ("n Buses stop at 3:30", ItemKind.NOTE, KindFrom.PREFIX),
        ("  b Buses stop at 3:30", ItemKind.BARRIER, KindFrom.PREFIX),
        ("Barrier: Buses stop at 3:30", ItemKind.BARRIER, KindFrom.WORD),
        ("effective practice: Buses stop at 3:30", ItemKind.PRACTICE, KindFrom.WORD),
        ("Focus area: Buses stop at 3:30", ItemKind.FOCUS, KindFrom.WORD),
        ("Buses stop at 3:30", ItemKind.NOTE, KindFrom.STICKY),
    ],
)
def test_a_prefix_says_what_the_item_is(line: str, kind: ItemKind, source: KindFrom) -> None:
    item = read(line)
    assert (item.kind, item.kind_from, item.text) == (kind, source, "Buses stop at 3:30")


@pytest.mark.parametrize(
    "line", ["B is the grade most get", "F grades rose", "barriers: none", "note:it", "b", "x one"]
)
def test_a_sentence_that_only_looks_prefixed_is_kept_whole(line: str) -> None:
    item = read(line, kind=ItemKind.DECISION)
    assert (item.kind, item.text, item.kind_from) == (ItemKind.DECISION, line, KindFrom.STICKY)


def test_a_prefix_is_read_once_and_backspace_gives_it_back() -> None:
    assert read("b p values are small").text == "p values are small"
    refused = read("b Buses", refused=frozenset({"b "}))
    assert (refused.kind, refused.text) == (ItemKind.NOTE, "b Buses")
    assert read("b ").kind is ItemKind.BARRIER
    assert read("b ").kind_span == (0, 2)


def test_kind_lever_and_school_stick_until_the_line_names_others() -> None:
    sticky = {"kind": ItemKind.BARRIER, "lever": "L1", "school": "napa"}
    item = read("No shared transcript", **sticky)
    assert (item.kind, item.lever_id, item.school_id) == (ItemKind.BARRIER, "L1", "napa")
    item = read("c No shared transcript #mc2 !policy", **sticky)
    assert (item.kind, item.lever_id, item.school_id) == (ItemKind.COMMITMENT, "L2", "mc2")
    assert read("No shared transcript #Northfield", **sticky).school_id is None


def test_a_follow_up_belongs_to_the_item_before() -> None:
    item = read("> b plan too @luis")
    assert (item.follow_up, item.text, item.kind) == (True, "b plan too", ItemKind.NOTE)
    assert item.tokens[0].kind is TokenKind.FOLLOW_UP
    assert read(">@dana agrees").text == "dana agrees"
    assert not read(">90% of families have no car").follow_up


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("/next", Command(CommandName.NEXT)),
        ("/+5", Command(CommandName.MORE, "5")),
        ("/timer 10", Command(CommandName.TIMER, "10")),
        ("/timer", Command(CommandName.TIMER)),
        ("/Vote which barrier first?", Command(CommandName.VOTE, "which barrier first?")),
        ("/park bus passes ", Command(CommandName.PARK, "bus passes")),
        ("/who", Command(CommandName.WHO)),
    ],
)
def test_commands(line: str, command: Command) -> None:
    item = read(line)
    assert item.command == command
    assert item.text == ""
    assert parse(write(item), ROOM).command == command


@pytest.mark.parametrize(
    "line", ["/foo", "/room 12 is too small", "/usr/bin", "and/or", "/timer went off", "/"]
)
def test_a_slash_that_is_no_command_is_text(line: str) -> None:
    assert (read(line).command, read(line).text) == (None, line)


# ---------------------------------------------------------------- marks


def test_labels_at_the_end_become_chips_and_leave_the_text() -> None:
    item = read("b Mentors have no paid time @luisa #mc2 !funding +mentoring ^high")
    assert item.text == "Mentors have no paid time"
    assert [token.label for token in item.tokens] == [
        *("Luisa Ferro", "MC2 STEM High School", "Funding", "mentoring", "High")
    ]
    assert (item.impact, item.lever_id, item.school_id) == (Impact.HIGH, "L3", "mc2")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("We asked @dana to call #mc2 about buses", "We asked dana to call mc2 about buses"),
        ("Talk to @dana and @Luis Ortega", "Talk to dana and Luis Ortega"),
        ('Talk to @"Maya Stone" now', "Talk to Maya Stone now"),
        ("(@dana) agrees", "(dana) agrees"),
        ("@dana's class", "dana's class"),
        ("We asked @dana.", "We asked dana."),
        ("The !policy group meets", "The policy group meets"),
        ("!policy ^high The group meets", "The group meets"),
        ("Bring it to !policy", "Bring it to policy"),
        ("It costs ^high too much", "It costs too much"),
        ("Keep  two   blanks @dana  ", "Keep  two   blanks"),
        ("@dana", "dana"),
        ("one @dana\n@luisa !pol\nthree", "one\nthree"),
        ("one\n  two @dana  \n  three", "one\n  two\n  three"),
    ],
)
def test_words_inside_the_sentence_stay(line: str, text: str) -> None:
    assert read(line).text == text


@pytest.mark.parametrize(
    ("mark", "value"),
    [
        ("@dana", "dana"),
        ("@DANA", "dana"),
        ("@Dana Reyes", "dana"),
        ("@reyes", "dana"),
        ("@luis", "luis"),
        ("@luisa", "luisa"),
        ("@nguyen thi minh", "minh"),
        ("@Nguyễn Thị Minh", "minh"),
        ("@ana o’neil", "oneil"),
        ("@coach", "oneil"),
        ("@李明", "li"),
        ('@"dana reyes"', "dana"),
        ("@“Dana Reyes”", "dana"),
        ("#mc2", "mc2"),
        ("#cat", "cat"),
        ("#city arts", "cat"),
        ("#City Arts and Technology", "cat"),
        ("!pol", "L2"),
        ("!FUNDING", "L3"),
        ("+credit recovery", "t1"),
        ("+Arts", "t2"),
    ],
)
def test_names_are_found_without_case_accents_or_their_end(mark: str, value: str) -> None:
    assert marked(f"It is late {mark}") == [(mark, value)]
    assert read(f"It is late {mark}").text == "It is late"


def test_a_name_ends_before_the_next_word_of_the_sentence() -> None:
    assert marked("Then @Dana Reyes called") == [("@Dana Reyes", "dana")]
    assert marked("Then @dana, @luisa came") == [("@dana", "dana"), ("@luisa", "luisa")]
    assert marked("李 @李明说校车太晚") == [("@李明", "li")]


def test_several_possible_names_wait_for_a_choice_and_stay_in_the_text() -> None:
    item = read("b It is late @lui !pol")
    assert item.text == "It is late @lui"
    assert [known.id for known in item.unclear[0].ambiguous] == ["luis", "luisa"]
    assert item.people == ()
    chosen = read("b It is late @lui", chosen={"@lui": "luisa"})
    assert [token.value for token in chosen.people] == ["luisa"]
    assert chosen.text == "It is late"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("It is late @marta", "marta"),
        ("It is late @Marta Stone", "Marta Stone"),
        ("It is late @Marta Stone-Ruiz Vega Sol", "Marta Stone-Ruiz Vega"),
        ("It is late @marta Stone", "marta"),
        ("It is late @Marta on Friday", "Marta"),
        ("We asked @Marta Friday", "Marta"),
        ("@Marta's class is full", "Marta"),
        ("We asked @Dana Morales", "Dana Morales"),
        ('It is late @"van der Berg"', "van der Berg"),
        ('It is late @"Dan"', "Dan"),
        ("It is late #Lincoln Middle School", "Lincoln Middle School"),
        ("It is late +late-buses", "late-buses"),
        ("It is late +art", "art"),
        ("It is late @Δήμητρα", "Δήμητρα"),
        ("It is late @हिन्दी", "हिन्दी"),
    ],
)
def test_an_unknown_name_is_a_new_one(line: str, name: str) -> None:
    token = read(line).tokens[0]
    assert (token.label, token.value, token.is_new) == (name, None, True)


@pytest.mark.parametrize(
    "line",
    [
        "Write to ana@school.org or @school.org",
        "We use C# and F#",
        "We are #1 and #2",
        "Up +5% and +10, down -3",
        "x^2 and ^5",
        "wow! !important thing",
        "Meet @ 3 pm or @3pm",
        "AT&T paid $375 million, 12/4, and/or more",
        "a+b @ # ! + ^ @@ ## !! ++",
        "<b>tags</b> <img src='x'>",
        "C:\\temp\\new and \\o/",
        'She said "@dana is due friday" twice',
        "She said “b !policy +tag” and « @dana » and 「@luis」",
        "👍 @👍 #️⃣",
        "q@@dana",
    ],
)
def test_speech_that_looks_like_marks_is_left_alone(line: str) -> None:
    for kind in ItemKind:
        item = read(line, kind=kind)
        assert (item.text, item.tokens) == (line, ())


def test_an_unclosed_quotation_mark_is_a_character() -> None:
    item = read('6" pipes and "more @dana')
    assert (item.text, len(item.people)) == ('6" pipes and "more', 1)


def test_a_backslash_holds_a_mark_back_and_goes() -> None:
    assert read(r"\b It \@dana \#mc2 is \due friday").text == "b It @dana #mc2 is due friday"
    assert read(r"\/next").text == "/next"
    assert read(r"\> more").text == "> more"
    assert read(r"two \\@dana").text == r"two \@dana"


def test_what_was_refused_stays_text() -> None:
    refused = frozenset({"@Dana Reyes", "due friday"})
    item = read("c Call @Dana Reyes due friday !pol", refused=refused)
    assert item.text == "Call @Dana Reyes due friday"
    assert [token.raw for token in item.tokens] == ["!pol"]
    assert read("c Call in 2 weeks", refused=frozenset({"in 2 weeks"})).due is None


def test_of_levers_impacts_and_dates_the_last_counts_and_the_others_stay_text() -> None:
    item = read("c Call !policy ^low due friday !funding ^high due 4 dec")
    assert (item.lever_id, item.impact, item.due) == ("L3", Impact.HIGH, date(2026, 12, 4))
    assert item.text == "Call !policy ^low due friday"


def test_shorthand_can_be_turned_off() -> None:
    line = "b p2 @dana 1/2 !policy due friday"
    item = read(f" {line} ", shorthand=False, lever="L1")
    assert (item.text, item.tokens, item.kind, item.lever_id) == (line, (), ItemKind.NOTE, "L1")


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("line", "text", "due"),
    [
        ("c Send the list due friday", "Send the list", "2026-11-20"),
        ("c Send the list due 4 dec @dana", "Send the list", "2026-12-04"),
        ("c Send the list @dana by Friday.", "Send the list dana.", "2026-11-20"),
        ("c Send the list in 2 weeks", "Send the list", "2026-12-01"),
        ("c Send the list by next meeting !pol", "Send the list", "2026-12-15"),
        ("c Send the list due 12/4", "Send the list", "2026-12-04"),
        ("c due tomorrow Send the list", "Send the list", "2026-11-18"),
        ("d Send the list due end of month", "Send the list", "2026-11-30"),
        ("c Send it due friday to the board", "Send it due friday to the board", "2026-11-20"),
        ("c The list is due friday", "The list is due friday", "2026-11-20"),
        ("c Send it\nby friday", "Send it\nby friday", None),
        ("b Send the list due:friday now", "Send the list now", "2026-11-20"),
        ("b Projects due Friday", "Projects due Friday", "2026-11-20"),
        ("b Projects are due Friday", "Projects are due Friday", None),
        ("c The list was due friday", "The list was due friday", None),
        ("c Buses due to stop in 2 weeks or so", "Buses due to stop in 2 weeks or so", None),
        ("b Buses due to stop in 2 weeks", "Buses due to stop in 2 weeks", None),
        ("b We lost it by Friday", "We lost it by Friday", None),
        ("c Meet by friday noon", "Meet by friday noon", None),
        ("c Is it done by friday?", "Is it done by friday?", None),
        ("c Cut bus times by 1/2", "Cut bus times by 1/2", None),
        ("c Warm it by sun", "Warm it by sun", None),
        ("c Send it due 31 feb", "Send it due 31 feb", None),
        ("c Twice in 2 weekends", "Twice in 2 weekends", None),
    ],
)
def test_dates_are_read_without_eating_speech(line: str, text: str, due: str | None) -> None:
    item = read(line)
    assert item.text == text
    assert item.due == (None if due is None else date.fromisoformat(due))


def test_the_chip_shows_the_day_itself() -> None:
    assert read("c Draft a waiver due 4 dec").tokens[0].label == "Fri 4 Dec"


def test_by_next_meeting_is_speech_when_none_is_planned() -> None:
    assert read("c Draft it by next meeting", next_meeting=None).text == "Draft it by next meeting"


# ---------------------------------------------------------------- nothing is ever lost

anything = st.one_of(
    st.text(),
    st.text(st.sampled_from("@#!+^\\\"“”>/ \n\tabD1.'’-:&(é李́😀")),
    st.lists(
        st.sampled_from(
            [
                *("@dana", "@Dana Reyes", "@lui", "@New Name", '@"New Name"', "#mc2", "#1", "!pol"),
                *("+tag", "+credit recovery", "^high", "due friday", "due:friday", "by friday."),
                *("in 2 weeks", "is", "and", "to", "word", '"', "“", "”", "\\", "\n", "b ", "> "),
                *("barrier:", "/next", "\\@dana", "(", ")", "\u2028", "  ", "due"),
            ]
        ),
        max_size=12,
    ).map(" ".join),
)
contexts = st.builds(
    replace,
    st.just(ROOM),
    kind=st.sampled_from(list(ItemKind)),
    refused=st.sampled_from([frozenset[str](), frozenset({"@dana", "due friday", "b "})]),
)


@given(anything, contexts)
@example("@@dana", ROOM)
@example("\\\\@dana", ROOM)
def test_every_character_is_in_the_text_or_accounted_for(
    line: str, context: CaptureContext
) -> None:
    item = parse(line, context)
    assert parse(line, context) == item
    edges = [0, *(edge for span in item.left_out for edge in span), len(line)]
    assert edges == sorted(edges)
    kept = "".join(line[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert item.text == kept == kept.strip()
    spans = [token.span for token in item.tokens]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(line[slice(*token.span)] == token.raw for token in item.tokens)
    known = [*spans, *([item.kind_span] if item.kind_span else [])]
    for start, stop in item.left_out:
        for place in range(start, stop):
            in_a_token = any(first <= place < last for first, last in known)
            assert in_a_token or line[place].isspace() or line[place] == "\\"


@given(st.text(st.characters(exclude_characters="@#!+^\\>/:")), st.sampled_from(list(ItemKind)))
def test_a_line_without_marks_is_kept_byte_for_byte(line: str, kind: ItemKind) -> None:
    line = re.sub(r"(?i)due|by|in", "", line)
    if re.match(r"\s*[bprcdfn][ \t\u00a0]", line):
        line = f"- {line}"
    assert read(line, kind=kind).text == line.strip()


@given(anything, st.sampled_from(list(ItemKind)))
def test_backslashes_before_every_mark_give_the_line_back(line: str, kind: ItemKind) -> None:
    assert read(write(CaptureLine(kind, line.strip()))).text == line.strip()


@given(anything, contexts)
def test_an_item_written_as_a_line_reads_the_same(line: str, context: CaptureContext) -> None:
    item = parse(line, context)
    again = parse(write(item), replace(context, refused=frozenset()))
    assert said(again) == said(item)


@given(
    st.builds(
        CaptureLine,
        kind=st.sampled_from(list(ItemKind)),
        text=anything.map(str.strip).filter(bool),
        people=st.sampled_from([(), ("Dana Reyes",), ("Zed", "Luis Ortega"), ("(Jo) Fox",)]),
        schools=st.sampled_from([(), ("MC2 STEM High School",), ('The "New" School', "118")]),
        lever=st.sampled_from([None, "Policy"]),
        tags=st.sampled_from([(), ("credit recovery", "bus passes")]),
        impact=st.sampled_from([None, *Impact]),
        due=st.none() | st.dates(),
    )
)
def test_any_item_can_be_written_as_a_line(item: CaptureLine) -> None:
    assert said(read(write(item))) == item


# ---------------------------------------------------------------- the reference sentences


def test_the_reference_sentences_are_kept_byte_for_byte() -> None:
    lines = SENTENCES.read_text("utf-8").split("\n")
    assert lines.pop() == ""
    assert lines == sentences()
    assert (len(lines), max(map(len, lines))) == (1000, 2000)
    for line in lines:
        for kind in ItemKind:
            item = read(line, kind=kind)
            assert item.text == line
