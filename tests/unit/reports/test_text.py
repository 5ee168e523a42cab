"""Typed text keeps every word on its way into lines, and no line is too wide."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nghs_desktop.reports import bidi, fonts
from nghs_desktop.reports.fonts import MARK
from nghs_desktop.reports.styles import TITLE, Style, Weight
from nghs_desktop.reports.text import Cleaner, balanced, wrapper

LIMIT = 20_000.0

typed_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=300)


@given(typed_text, st.floats(1_500, 60_000))
@settings(max_examples=60, deadline=None)
def test_lines_hold_all_of_the_text_and_fit(typed: str, limit: float) -> None:
    setter = wrapper(Weight.REGULAR)
    text = Cleaner()(typed)
    lines = setter.lines(text, limit)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    for line in lines:
        assert setter.length(line.rstrip(" ")) <= limit + 1 or len(line.rstrip(" ")) == 1


@given(st.text(st.sampled_from("ab -"), max_size=120))
@settings(max_examples=60, deadline=None)
def test_spaces_inside_a_line_stay_as_typed(typed: str) -> None:
    assert wrapper(Weight.REGULAR).lines(typed, 1_000_000) == [typed]


def test_words_read_across_two_lines_do_not_run_together() -> None:
    lines = wrapper(Weight.REGULAR).lines("one two three four five six", 6_000)
    assert len(lines) > 1
    assert all(line.endswith(" ") for line in lines[:-1])
    assert "".join(lines) == "one two three four five six"


def test_a_word_wider_than_the_column_is_cut_and_none_of_it_lost() -> None:
    word = "x" * 5_000
    lines = wrapper(Weight.REGULAR).lines(f"before {word} after", LIMIT)
    assert "".join(lines).replace(" ", "") == f"before{word}after"


def test_an_address_is_cut_after_a_slash() -> None:
    address = "https://example.org/" + "/".join(["committees"] * 8)
    lines = wrapper(Weight.REGULAR).lines(address, LIMIT)
    assert len(lines) > 1
    assert all(line.endswith("/") for line in lines[:-1])


def test_chinese_breaks_between_characters_but_not_before_a_full_stop() -> None:
    lines = wrapper(Weight.REGULAR).lines("会议记录没有格式。" * 30, LIMIT)
    assert len(lines) > 3
    assert not any(line.startswith("。") for line in lines)
    assert min(wrapper(Weight.REGULAR).length(line) for line in lines[:-1]) > LIMIT * 0.85


def test_a_two_hundred_thousand_letter_word_is_set_whole() -> None:
    lines = wrapper(Weight.REGULAR).lines("w" * 200_000, 48_000)
    assert sum(map(len, lines)) == 200_000


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("AT&T", "AT&T"),
        ("x <y z> end", "x <y z> end"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\vd\u2028e", "a\nb\nc\nd\ne"),
        ("zero\u200bwidth\ufeff\u202eleft", "zerowidthleft"),
        ("e\u0301", "é"),
        ("thin\u2009space", "thin space"),
        ("keep\u00a0me", "keep\u00a0me"),
        ("nul\x00bell\x07", f"nul{MARK}bell{MARK}"),
        ("lone \ud800 half", f"lone {MARK} half"),
        ("private \ue000\U000f0000", f"private {MARK}{MARK}"),
    ],
)
def test_what_cannot_be_printed_is_marked_or_has_no_shape(typed: str, printed: str) -> None:
    assert Cleaner()(typed) == printed


def test_characters_without_a_glyph_are_reported_once_in_order() -> None:
    clean = Cleaner()
    clean("b\x07a\x00b\x07")
    clean("\x00\ue123 fine \ufffd")
    assert tuple(clean.unprintable) == ("\x07", "\x00", "\ue123")


@pytest.mark.parametrize(
    "text",
    ["Việt Ελλ Рус", "中文 日本語", "한국어", "שלום", "مرحبا", "हिन्दी", "ไทย", "\U0001f44f★✓→"],
)
def test_the_shipped_faces_cover_the_languages_we_name(text: str) -> None:
    clean = Cleaner()
    clean(text)
    assert not clean.unprintable


def test_each_character_is_drawn_by_a_face_that_has_it() -> None:
    for weight in Weight:
        line = Cleaner()("Plan 中文 שלום مرحبا 한국 \U0001f44f end")
        setter = wrapper(weight)
        setter.length(line)
        runs = setter.runs(line)
        assert len(runs) > 4
        for face, text in runs:
            assert face.covers.issuperset(text)


def test_a_title_breaks_at_a_comma_when_it_can() -> None:
    lines = balanced("What stands in the way of mastery credit, and what schools do", TITLE, 444)
    assert [line.strip() for line in lines] == [
        "What stands in the way of mastery credit,",
        "and what schools do",
    ]


def test_a_title_without_a_pause_breaks_evenly() -> None:
    style = Style(Weight.BOLD, 21, 26, "#000000")
    first, second = balanced("Buses stop before most of the internships begin now", style, 444)
    length = wrapper(Weight.BOLD).length
    assert 0.6 < length(first.strip()) / length(second.strip()) < 1.7


def test_a_subset_is_the_same_for_the_same_characters() -> None:
    face = fonts.widths(Weight.REGULAR).primary
    wanted = frozenset("Łódź")
    one = face.program(wanted)
    fonts.forget_programs()
    two = face.program(frozenset(reversed("Łódź")))
    assert (one.name, one.file, one.to_unicode) == (two.name, two.file, two.to_unicode)
    assert one.name != face.program(frozenset("ø")).name


class TestRightToLeft:
    def test_hebrew_is_drawn_from_the_right(self) -> None:
        assert bidi.visual("שלום עולם") == "םלוע םולש"

    def test_numbers_keep_their_order_inside_hebrew(self) -> None:
        assert bidi.visual("ספר 42") == "42 רפס"

    def test_a_hebrew_name_inside_english_is_turned_alone(self) -> None:
        assert bidi.visual("by שלום כהן (chair)") == "by ןהכ םולש (chair)"

    def test_brackets_face_the_other_way(self) -> None:
        assert bidi.visual("אב (גד) הו") == "וה (דג) בא"

    def test_an_amount_keeps_its_sign(self) -> None:
        assert bidi.visual("מחיר 25%") == "25% ריחמ"

    def test_arabic_letters_join(self) -> None:
        drawn = bidi.joined("مدرسة", lambda shape: True)
        assert drawn == "\ufee3\ufeaa\ufead\ufeb3\ufe94"

    def test_lam_and_alef_become_one(self) -> None:
        assert bidi.joined("لا", lambda shape: True) == "\ufefb"
        assert bidi.joined("سلام", lambda shape: True) == "\ufeb3\ufefc\ufee1"

    def test_a_lone_lam_at_the_end_is_a_letter(self) -> None:
        assert bidi.joined("ل", lambda shape: True) == "\ufedd"
        assert bidi.joined("جمل", lambda shape: True) == "\ufe9f\ufee4\ufede"

    def test_a_vowel_sign_does_not_break_the_joining(self) -> None:
        assert bidi.joined("بَب", lambda shape: True) == "\ufe91\u064e\ufe90"

    def test_a_shape_no_face_has_stays_as_typed(self) -> None:
        assert bidi.joined("مدرسة", lambda shape: None) == "مدرسة"

    @given(st.text(st.sampled_from("لابهدىءّـ 1a"), max_size=30))
    @settings(max_examples=80)
    def test_any_arabic_letters_join(self, typed: str) -> None:
        drawn = bidi.joined(typed, lambda shape: True)
        assert len(typed) / 2 <= len(drawn) <= len(typed)

    @given(st.text(st.sampled_from("ab אבג 12 (),.-% ب"), min_size=1, max_size=40))
    @settings(max_examples=60, deadline=None)
    def test_no_character_is_lost_or_made(self, line: str) -> None:
        turned = bidi.visual(line)
        fold = str.maketrans(")", "(")
        assert sorted(turned.translate(fold)) == sorted(line.translate(fold))
