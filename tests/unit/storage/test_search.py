"""Every word is found again, as it is being typed; nothing typed into the search field can fail."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nghs_desktop.base.ids import new_id
from nghs_desktop.domain.barriers import Barrier
from nghs_desktop.domain.commands import AmendRecords, LogRecords, Ref, TrashRecords, Undo
from nghs_desktop.domain.describe import Search
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.people import Person
from nghs_desktop.services.queries import cut_snippet, find
from nghs_desktop.services.workspace import Content, Workspace
from nghs_desktop.storage import soundness
from nghs_desktop.storage.connection import atomic, open_to_write
from nghs_desktop.storage.search import match_expression, search, words_of
from nghs_desktop.storage.triggers import rebuild_search
from tests.support.walks import STEP, Walk, visible
from tests.support.workspaces import another_program, fresh, opened, run

HOSTILE = [
    '"', "'", '""', "*", "a*", "-", "^", "(", ")", "NEAR(", "AND", "OR NOT", "bus AND", "{a b}:c",
    "title:bus", "bus*tour", "+", "a+b", "--", "; DROP TABLE note", "%", "_", "\\", "\x00", "a\x00b",
    "🚌", "→", "…", "\u200b", "\ud83d", "ﷺ", "e\u0301", "\u0301", "İ", "ß", "\U0010ffff", "#school",
    "AT&T", "x <y z> end", "1=1", "rank", "words", "search_title", " ", "\t", "\n",
]  # fmt: skip


def plain_words(text: str) -> list[str]:
    """Cut text into words without accents or capitals, the slow and obvious way."""
    flat = "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    )
    return "".join(letter if letter.isalnum() else " " for letter in flat).casefold().split()


def has_all(text: str, wanted: list[str]) -> bool:
    words = plain_words(text)
    return all(word in words for word in wanted[:-1]) and any(
        word.startswith(wanted[-1]) for word in words
    )


def by_hand(workspace: Workspace, query: str) -> set[str]:
    """Look through every live record, the slow and obvious way."""
    wanted = plain_words(query)
    found = set()
    for name, rows in visible(workspace).items():
        for id, row in rows.items():
            for where in (Search.TITLE, Search.TEXT):
                text = " ".join(row[field] for field in NOUN[name].searched(where))
                if row["deleted"] == 0 and has_all(text, wanted):
                    found.add(id)
    return found


def ids(workspace: Workspace, query: str, limit: int = 1000) -> list[str]:
    hits = workspace.read_here(lambda reader: search(reader, query, limit=limit))
    return [hit.id for hit in hits]


def notes(workspace: Workspace, *titles: str, details: str = "") -> list[str]:
    made = [Note(id=new_id(), title=title, details=details) for title in titles]
    run(workspace, LogRecords(tuple(made)))
    return [note.id for note in made]


@settings(max_examples=20)
@given(steps=st.lists(STEP, max_size=25), undone=st.integers(0, 5))
def test_the_index_is_true_after_any_walk(steps: list[tuple[str, int, str]], undone: int) -> None:
    queries = [
        "bus",
        "b",
        "buses stop",
        "ecole",
        "ÉCOLE À",
        "lodz",
        "resume of m",
        "24",
        "3 30",
        "na",
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = fresh(Path(folder), content=Content.EMPTY)
        with opened(path) as workspace:
            walk = Walk(workspace)
            for step in steps:
                walk.step(*step)
            for _ in range(min(undone, walk.done)):
                run(workspace, Undo())
            for query in queries:
                assert set(ids(workspace, query)) == by_hand(workspace, query), query
        with soundness.beside(path) as file:
            assert soundness.search_faults(file) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("buses", True),
        ("BUSES", True),
        ("bu", True),
        ("b", True),
        ("stop bus", True),
        ("buse stop", False),  # only the last word is still being typed
        ("uses", False),
        ("ecole", True),
        ("École", True),
        ("e\u0301cole", True),
        ("lodz", False),  # ł is a letter of its own, not an l with an accent
        ("łodz", True),
        ("3:30", True),
        ("half", False),
        ("stop, buses!", True),
    ],
)
def test_words_are_found_without_accents_and_capitals_the_last_by_its_beginning(
    workspace: Workspace, typed: str, found: bool
) -> None:
    notes(workspace, "Buses stop at the École de Łódź at 3:30")
    assert bool(ids(workspace, typed)) is found


def test_titles_come_first_then_the_newest(workspace: Workspace) -> None:
    in_text = notes(workspace, "first", "second", details="about the buses")
    in_title = notes(workspace, "Buses stop", "More buses")
    assert ids(workspace, "buses") == [*reversed(in_title), *reversed(in_text)]
    assert ids(workspace, "buses", limit=3) == [*reversed(in_title), in_text[1]]
    assert ids(workspace, "buses", limit=0) == []


def test_a_record_with_the_words_in_title_and_text_is_found_once(workspace: Workspace) -> None:
    (id,) = notes(workspace, "Buses stop", details="the buses stop early")
    assert ids(workspace, "buses") == [id]


def test_words_may_stand_in_title_and_text_together(workspace: Workspace) -> None:
    (id,) = notes(workspace, "Buses stop early", details="Route 9 was cut by the district")
    notes(workspace, "Buses run late", "Route 9", details="")
    assert ids(workspace, "buses district") == [id]
    assert ids(workspace, "district buses") == [id]
    assert ids(workspace, "early route buses dis") == [id]
    assert ids(workspace, "buses tram") == []


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_sign_is_an_order_to_the_search(workspace: Workspace, typed: str) -> None:
    notes(workspace, "Buses AND trams OR nothing NEAR here", details=typed)
    for query in (typed, f"bus {typed}", f"{typed} bus", typed * 40):
        workspace.read_here(lambda reader, query=query: find(reader, query))  # type: ignore[misc]


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a workspace that a property may ask as often as it likes."""
    path = fresh(tmp_path_factory.mktemp("search"), content=Content.EMPTY)
    workspace = Workspace.prepare(path)
    workspace.start().result()
    notes(workspace, "Buses stop at the École de Łódź")
    return workspace


@pytest.fixture(autouse=True, scope="module")
def closed_at_the_end(long_lived: Workspace):  # type: ignore[no-untyped-def]
    yield
    long_lived.close()


@settings(max_examples=400)
@given(query=st.text(max_size=30))
@example("e\u0301\u0328")
@example("\u0e33\u0e31")
@example("𝕭𝖚𝖘")
@example("\x00bus\x00")
def test_no_text_ever_fails(long_lived: Workspace, query: str) -> None:
    long_lived.read_here(lambda reader: find(reader, query))


@settings(max_examples=60)
@given(text=st.text(min_size=1, max_size=40))
@example("Łódź naïve ﬁne ①② ½ ǅ")
@example("แม่ ครู")
@example("한국어 학교 学校")
@example("a\x00b c")
def test_every_word_of_any_text_is_found_again(long_lived: Workspace, text: str) -> None:
    (id,) = notes(long_lived, text)
    for word in text.split():
        cut = long_lived.read_here(lambda reader, word=word: words_of(reader, word))  # type: ignore[misc]
        if cut:
            assert id in ids(long_lived, word, limit=100_000), word


def test_signs_without_letters_are_looked_for_as_they_stand(workspace: Workspace) -> None:
    (bus, arrow) = notes(workspace, "🚌 stops", "then → there")
    assert ids(workspace, "🚌") == [bus]
    assert ids(workspace, "→") == [arrow]
    assert ids(workspace, "🚋") == []


def test_a_search_can_be_narrowed_to_some_kinds(workspace: Workspace) -> None:
    barrier, note = Barrier(id=new_id(), title="Buses"), Note(id=new_id(), title="Buses")
    run(workspace, LogRecords((barrier, note)))
    found = workspace.read_here(lambda reader: search(reader, "bus", nouns=("barrier",)))
    assert [hit.id for hit in found] == [barrier.id]


def test_private_fields_are_not_searched(workspace: Workspace) -> None:
    run(workspace, LogRecords((Person(id=new_id(), name="Ada", phone="555 0100"),)))
    assert ids(workspace, "555") == []
    assert len(ids(workspace, "ada")) == 1


def test_an_amended_or_trashed_record_is_found_by_what_it_says_now(workspace: Workspace) -> None:
    (id,) = notes(workspace, "Buses stop")
    run(workspace, AmendRecords((Ref("note", id),), {"title": "Trams stop"}))
    assert (ids(workspace, "buses"), ids(workspace, "trams")) == ([], [id])
    run(workspace, TrashRecords((Ref("note", id),)))
    assert ids(workspace, "trams") == []
    run(workspace, Undo())
    assert ids(workspace, "trams") == [id]


def test_what_another_program_wrote_is_found(workspace: Workspace) -> None:
    (id,) = notes(workspace, "Buses stop")
    with another_program(workspace.path) as connection:
        connection.execute("UPDATE note SET title = 'Trams stop'")
    assert (ids(workspace, "buses"), ids(workspace, "trams")) == ([], [id])


def test_the_index_can_be_built_anew(workspace_file: Path) -> None:
    with opened(workspace_file) as workspace:
        kept, trashed = notes(workspace, "Buses stop", "Buses go", details="since May")
        run(workspace, TrashRecords((Ref("note", trashed),)))
    connection = open_to_write(workspace_file)
    connection.execute("INSERT INTO search_title (search_title) VALUES ('delete-all')")
    with atomic(connection):
        rebuild_search(connection)
    connection.close()
    with opened(workspace_file) as workspace:
        assert (ids(workspace, "buses"), ids(workspace, "may")) == ([kept], [kept])
    with soundness.beside(workspace_file) as file:
        assert soundness.search_faults(file) == []


def test_a_record_is_found_by_its_number(workspace: Workspace) -> None:
    barriers = tuple(Barrier(id=new_id(), title=f"Barrier {n}") for n in range(12))
    run(workspace, LogRecords(barriers))
    for typed in ("B-12", "b12", "B-012", "B 12"):
        found = workspace.read_here(lambda reader, typed=typed: find(reader, typed))  # type: ignore[misc]
        assert found[0].id == barriers[11].id, typed
        assert found[0].code == "B-012"
    for typed in ("B-99999999999999999999", "B-", "B-١٢"):
        workspace.read_here(lambda reader, typed=typed: find(reader, typed))  # type: ignore[misc]


def test_the_snippet_shows_the_words_in_their_place(workspace: Workspace) -> None:
    long = "Nothing of interest here. " * 20 + "The résumé of May was lost. " + "More. " * 50
    notes(workspace, "About paper", details=long)
    (row,) = workspace.read_here(lambda reader: find(reader, "resume"))
    assert "résumé of May" in row.snippet
    assert len(row.snippet) <= 122
    assert cut_snippet("short\n  text", "text") == "short text"


def test_the_expression_quotes_every_word() -> None:
    assert match_expression(["bus", "or", "st"]) == '"bus" AND "or" AND "st"*'
