"""Finding whom a few typed letters mean."""

from __future__ import annotations

from nghs_desktop.domain.known_names import Known, begun, fold, index_names, named, ranked

INDEX = index_names(
    [
        Known("1", "Ann Marie Vogt"),
        Known("2", "Anna Brink"),
        Known("3", "Đỗ Thị Œuvre", ("The Bridge",)),
        Known("4", "Straße Park"),
        Known("5", "Bo Ann"),
    ]
)


def ids(found: tuple[Known, ...]) -> list[str]:
    return [known.id for known in found]


def test_case_accents_and_blanks_make_no_difference() -> None:
    assert fold("  Đỗ \t Thị ") == "do thi"
    assert fold("ΆΛΦΑ") == fold("άλφα")
    assert fold("O’Neil") == "o'neil"
    assert ids(named(INDEX, "do thi oeuvre")) == ["3"]
    assert ids(named(INDEX, "THE  BRIDGE")) == ["3"]
    assert ids(named(INDEX, "strasse park")) == ["4"]
    assert named(INDEX, "") == ()


def test_whole_first_words_go_before_beginnings_and_those_before_later_words() -> None:
    assert ids(begun(INDEX, "ann")) == ["1"]
    assert ids(begun(INDEX, "an")) == ["1", "2"]
    assert ids(begun(INDEX, "park")) == ["4"]
    assert ids(begun(INDEX, "marie")) == ["1"]
    assert begun(INDEX, "vo") == ()


def test_a_list_puts_beginnings_first_then_later_words_initials_and_parts() -> None:
    assert ids(ranked(INDEX, "ann")) == ["1", "2", "5"]
    assert ids(ranked(INDEX, "amv")) == ["1"]
    assert ids(ranked(INDEX, "rink")) == ["2"]
    assert len(ranked(INDEX, "", limit=3)) == 3
