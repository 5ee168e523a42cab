"""A file of 1,000 spoken sentences goes in; every word is found again, and comes out as it went in."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from nghs_desktop.services.workspace import open_to_read
from nghs_desktop.storage.search import search
from tests.support import program, workspaces

SENTENCES = Path(__file__).parents[1] / "reference" / "sentences.txt"
LINES = SENTENCES.read_bytes().decode("utf-8").split("\n")[:-1]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = workspaces.fresh(tmp_path_factory.mktemp("thousand"))
    answer = program.succeed(
        "capture", SENTENCES, "--group", "practice", "--meeting", "October", "--workspace", path
    )
    assert answer.text == "Kept 1,000 notes.\n"
    assert answer.err == ""
    return path


def exported(path: Path) -> list[dict[str, str]]:
    document = program.succeed("export", "--workspace", path).json
    return [record for record in document["records"] if record["record"] == "note"]


def as_typed(record: dict[str, str]) -> str:
    said = "\n".join(filter(None, (record["title"], record["details"])))
    return record["typed"] or said


def test_every_line_comes_out_in_order_byte_for_byte(kept: Path) -> None:
    notes = exported(kept)
    assert [as_typed(note) for note in notes] == LINES
    assert [note["number"] for note in notes] == list(range(1, 1001))


def test_every_word_is_found_again(kept: Path) -> None:
    lines_of_word: dict[str, set[str]] = defaultdict(set)
    for note in exported(kept):
        for word in re.findall(r"\w+", unicodedata.normalize("NFC", as_typed(note))):
            lines_of_word[word].add(note["id"])
    assert len(lines_of_word) > 1_000
    with open_to_read(kept) as reader:
        for word, ids in lines_of_word.items():
            found = {hit.id for hit in search(reader, word, limit=2_000)}
            assert ids <= found, f"{word!r} misses {len(ids - found)} lines"


@pytest.mark.parametrize("place", (0, 499, 999))
def test_a_whole_sentence_finds_itself(kept: Path, place: int) -> None:
    answer = program.succeed("search", LINES[place], "--json", "--workspace", kept)
    assert LINES[place].strip() in [row["title"] for row in answer.json]


def test_the_table_of_items_has_the_same_lines_in_the_same_order(kept: Path) -> None:
    answer = program.succeed("export", "--format", "csv", "--workspace", kept)
    rows = list(csv.DictReader(io.StringIO(answer.out.decode("utf-8-sig"), newline="")))
    said = [row["As typed"] or row["What was said"] for row in rows]
    guarded = {"=", "+", "-", "@", "'"}
    assert [
        text[1:] if text[:1] == "'" and text[1:2] in guarded else text for text in said
    ] == LINES


def test_one_undo_takes_the_whole_file_back(kept: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.nghs"
    copy.write_bytes(kept.read_bytes())
    assert "Took back" in program.succeed("undo", "--workspace", copy).text
    assert program.succeed("list", "note", "--json", "--workspace", copy).json == []
    program.succeed("redo", "--workspace", copy)
    assert len(program.succeed("list", "note", "--json", "--workspace", copy).json) == 1000
    program.succeed("check", "--workspace", copy)


def test_the_export_of_the_file_is_one_valid_document(kept: Path, tmp_path: Path) -> None:
    goal = tmp_path / "all.json"
    program.succeed("export", "--out", goal, "--history", "--workspace", kept)
    document = json.loads(goal.read_text(encoding="utf-8"))
    assert document["format"] == "nghs-desktop"
    known = {record["id"] for record in document["records"]}
    for record in document["records"]:
        for name, value in record.items():
            if name.endswith("_id") and value is not None:
                assert value in known, (record["record"], name)
    assert len(document["history"]) >= len(document["records"])
