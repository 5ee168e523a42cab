"""Every command as a person types it: what it answers, what it leaves on the disk."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from nghs_desktop import __version__
from nghs_desktop.services.workspace import Content
from tests.support import workspaces
from tests.support.program import fingerprint, refused, run, succeed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return workspaces.fresh(tmp_path)


def test_new_makes_a_workspace_with_its_levers_and_work_groups(tmp_path: Path) -> None:
    answer = succeed("new", tmp_path / "east")
    made = tmp_path / "east.nghs"
    assert answer.text == f"{made}\n"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    groups = succeed("list", "work group", "--workspace", made).text.splitlines()
    assert groups == ["Practice Work Group", "Policy Work Group", "Funding Work Group"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["east.nghs", "east.nghs.lock"]


def test_new_never_takes_the_place_of_a_file(path: Path) -> None:
    before = fingerprint(path)
    assert refused("new", path).endswith(
        "is there already. Nothing was changed. Choose another name."
    )
    assert fingerprint(path) == before


def test_new_with_the_sample_has_things_to_look_at(tmp_path: Path) -> None:
    made = tmp_path / "sample.nghs"
    succeed("new", made, "--sample")
    assert len(succeed("list", "barrier", "--json", "--workspace", made).json) > 10


def test_log_prints_the_id_of_what_is_then_found(path: Path) -> None:
    id = succeed("log", "barrier", "Buses stop at 3:30", "--group", "fund", "--workspace", path)
    (found,) = succeed("list", "barrier", "--group", "funding", "--json", "--workspace", path).json
    assert found["id"] == id.text.strip()
    assert found["title"] == "Buses stop at 3:30"
    assert (found["code"], found["group"]) == ("B-001", "Funding Work Group")
    assert succeed("list", "barrier", "--group", "policy", "--json", "--workspace", path).json == []


def test_log_keeps_marks_as_text(path: Path) -> None:
    text = 'b "AT&T" <x> @dana !policy\n=1+1'
    answer = succeed("log", "note", text, "--group", "policy", "--json", "--workspace", path)
    assert answer.json["title"] + "\n" + answer.json["details"] == text
    assert (answer.json["kind"], answer.json["lever"]) == ("note", "")


@pytest.mark.parametrize("word", ("practice", "effective practice", "Practices"))
def test_kinds_are_the_words_of_the_screen(path: Path, word: str) -> None:
    succeed("log", word, "Ride-along mentors", "--group", "practice", "--workspace", path)
    assert succeed("list", word, "--workspace", path).text == "P-001  Noticed  Ride-along mentors\n"


def test_capture_reads_the_grammar_and_keeps_the_kind(path: Path) -> None:
    lines = (
        "b No paid time for teachers @Luis !funding ^high +time\n"
        "And no substitutes either\n\n"
        "> three schools said so\n"
        "r Mrs. Alder, for the night school\n"
    )
    answer = succeed(
        "capture", "-", "--group", "practice", "--json", "--workspace", path, given=lines.encode()
    )
    assert answer.json["kinds"] == {"barrier": 2, "recognition": 1}
    assert answer.json["remarks"] == []
    second, first = succeed("list", "barrier", "--json", "--workspace", path).json
    assert first["title"] == "No paid time for teachers"
    assert (first["lever"], first["impact"], first["raised_by"]) == ("Funding", "high", "Luis")
    assert (second["title"], second["details"]) == (
        "And no substitutes either",
        "three schools said so",
    )


def test_a_name_typed_once_is_the_same_person_in_the_lines_that_follow(path: Path) -> None:
    lines = "b First @Dana Reyes\nb Second @dana\nn Third @Dana Reyes\n"
    succeed("capture", "-", "--group", "practice", "--workspace", path, given=lines.encode())
    people = succeed("list", "person", "--workspace", path).text.splitlines()
    assert people.count("Dana Reyes") == 1
    assert "dana" not in people


def test_unreadable_lines_are_told_by_number_and_kept_as_notes(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    long = "word " * 500
    file.write_bytes(
        b"b First\n\n"
        + b"p Caf\xe9 au lait\n"
        + b"b a\x00b\x1bc\n"
        + long.encode()
        + b"\n/timer 10\n> said again\r\nb \xff\x81 last\n"
    )
    answer = succeed("capture", file, "--group", "policy", "--workspace", path)
    complaints = answer.err.splitlines()
    assert [line.split(":")[0] for line in complaints] == [
        f"notes.txt, line {number}" for number in (3, 4, 5, 6, 8)
    ]
    assert "Traceback" not in answer.err
    notes = succeed("list", "note", "--order", "oldest", "--json", "--workspace", path).json
    assert [note["title"] for note in notes[:2]] == ["p Café au lait", "b a\x00b\x1bc"]
    assert notes[2]["title"] + " " + notes[2]["details"] == long
    assert notes[3]["title"] == "/timer 10"
    assert notes[3]["details"] == "said again"
    assert notes[4]["title"] == "b \\xff\\x81 last"
    assert len(succeed("list", "barrier", "--json", "--workspace", path).json) == 1
    succeed("check", "--workspace", path)


def test_capture_puts_items_into_the_named_meeting_and_makes_it_once(path: Path) -> None:
    for text in (b"one", b"two"):
        succeed(
            "capture", "-", "--group", "policy", "--meeting", "October", "--workspace", path,
            given=text,
        )  # fmt: skip
    meetings = succeed("list", "meeting", "--group", "policy", "--workspace", path)
    assert meetings.text.splitlines().count("October") == 1
    notes = succeed("list", "note", "--json", "--workspace", path).json
    assert len({note["meeting_id"] for note in notes}) == 1


def test_list_has_a_limit_an_order_and_the_filter_of_the_window(path: Path) -> None:
    lines = b"b Alpha ^low\nb Beta ^high\nb Gamma ^high\n"
    succeed("capture", "-", "--group", "practice", "--workspace", path, given=lines)

    def titles(*more: str) -> list[str]:
        rows = succeed("list", "barrier", "--json", *more, "--workspace", path).json
        return [row["title"] for row in rows]

    assert titles() == ["Gamma", "Beta", "Alpha"]
    assert titles("--order", "title", "--limit", "2") == ["Alpha", "Beta"]
    assert titles("--filter", "impact:high") == ["Gamma", "Beta"]


def test_search_finds_as_the_window_does(path: Path) -> None:
    succeed("log", "note", "Café hours, per Šárka", "--group", "policy", "--workspace", path)
    (found,) = succeed("search", "sarka caf", "--json", "--workspace", path).json
    assert found["kind"] == "note"
    assert set(found) == {"id", "kind", "code", "title", "snippet"}
    assert succeed("search", "nobody said this", "--json", "--workspace", path).json == []
    assert (
        len(succeed("search", "work", "--limit", "2", "--workspace", path).text.splitlines()) == 2
    )


def test_brief_is_a_pdf_with_the_words_typed(tmp_path: Path) -> None:
    from pypdf import PdfReader

    path = workspaces.fresh(tmp_path, content=Content.SAMPLE)
    succeed("log", "barrier", "AT&T x <y z> end", "--group", "practice", "--workspace", path)
    goal = tmp_path / "brief.pdf"
    answer = succeed("brief", "practice", "--out", goal, "--paper", "a4", "--workspace", path)
    assert answer.text.startswith(f"{goal} (")
    pdf = PdfReader(goal)
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    assert "AT&T x <y z> end" in text
    assert round(float(pdf.pages[0].mediabox.width)) == 595


def test_brief_of_an_unknown_meeting_is_wrong_use(path: Path, tmp_path: Path) -> None:
    goal = tmp_path / "brief.pdf"
    line = refused(
        "brief", "policy", "--meeting", "Nowhere", "--out", goal, "--workspace", path, code=2
    )
    assert line.startswith("Policy Work Group has no meeting “Nowhere”.")
    assert not goal.exists()


def test_a_brief_that_cannot_be_saved_says_so(path: Path, tmp_path: Path) -> None:
    line = refused("brief", "policy", "--out", tmp_path / "no" / "b.pdf", "--workspace", path)
    assert line.startswith("b.pdf was not saved")


def test_backup_and_restore_bring_back_what_was_there(path: Path) -> None:
    succeed("log", "note", "Kept", "--group", "policy", "--workspace", path)
    copy = Path(succeed("backup", "--workspace", path).text.strip())
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    succeed("log", "note", "Later", "--group", "policy", "--workspace", path)
    (listed,) = succeed("restore", "--list", "--json", "--workspace", path).json
    assert listed["name"] == copy.name
    done = succeed("restore", copy.name, "--json", "--workspace", path).json
    assert [
        row["title"] for row in succeed("list", "note", "--json", "--workspace", path).json
    ] == ["Kept"]
    aside = Path(done["aside"]) / path.name
    later = succeed("list", "note", "--json", "--workspace", aside).json
    assert [row["title"] for row in later] == ["Later", "Kept"]


def test_restore_without_a_copy_changes_nothing(path: Path) -> None:
    before = fingerprint(path)
    assert "has no backup that can be used" in refused("restore", "--workspace", path)
    assert "There is no copy nothing" in refused("restore", "nothing", "--workspace", path)
    assert fingerprint(path) == before


def test_export_into_a_folder_has_json_and_a_table_per_kind(path: Path, tmp_path: Path) -> None:
    succeed("log", "barrier", "=1+1", "--group", "policy", "--workspace", path)
    written = succeed("export", "--out", tmp_path / "out", "--workspace", path).text.splitlines()
    names = {Path(name).name for name in written}
    assert {"a.json", "barriers.csv", "levers.csv", "captured in order.csv"} <= names
    assert all(stat.S_IMODE(Path(name).stat().st_mode) == 0o600 for name in written)
    assert "'=1+1" in (tmp_path / "out" / "barriers.csv").read_text(encoding="utf-8-sig")
    document = json.loads((tmp_path / "out" / "a.json").read_text(encoding="utf-8"))
    assert "=1+1" in [row.get("title") for row in document["records"]]


def test_undo_and_redo_across_runs(path: Path) -> None:
    succeed("log", "note", "Zinnwald", "--group", "policy", "--workspace", path)
    assert succeed("undo", "--workspace", path).text == "Took back: add note.\n"
    assert succeed("search", "Zinnwald", "--workspace", path).text == ""
    assert succeed("redo", "--workspace", path).text == "Did again: add note.\n"
    assert len(succeed("list", "note", "--json", "--workspace", path).json) == 1
    assert refused("redo", "--workspace", path) == "There is nothing to redo."


def test_self_test_goes_through_the_main_job() -> None:
    lines = succeed("self-test").text.splitlines()
    assert lines[-1] == "Everything works."
    assert len(lines) == 9


def test_version() -> None:
    assert succeed("--version").text == f"NGHS Desktop {__version__}\n"


def test_the_workspace_can_come_from_the_environment(path: Path) -> None:
    succeed("log", "note", "One", "--group", "policy", NGHS_WORKSPACE=str(path))
    assert "One" in succeed("list", "note", NGHS_WORKSPACE=str(path)).text
    assert (
        "One" in succeed("--workspace", path, "list", "note", NGHS_WORKSPACE="/nowhere.nghs").text
    )


def test_without_any_name_it_is_the_workspace_the_window_had_open_last(
    path: Path, tmp_path: Path
) -> None:
    config = tmp_path / "config" / "nghs-desktop"
    config.mkdir(parents=True)
    (config / "settings.json").write_text(json.dumps({"workspace": str(path)}), encoding="utf-8")
    answer = succeed("check", XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert "a.nghs is sound" in answer.text


def test_the_history_says_who_it_was(path: Path, tmp_path: Path) -> None:
    config = tmp_path / "config" / "nghs-desktop"
    config.mkdir(parents=True)
    (config / "settings.json").write_text(json.dumps({"name": "Dana Reyes"}), encoding="utf-8")
    succeed("log", "note", "One", "--group", "policy", "--workspace", path,
            XDG_CONFIG_HOME=str(tmp_path / "config"))  # fmt: skip
    document = succeed("export", "--history", "--workspace", path).json
    assert document["history"][-1]["by"] == "Dana Reyes"


@pytest.mark.skipif(os.name != "posix", reason="a pipe that closes early is a Unix matter")
def test_a_reader_that_has_seen_enough_is_no_error(path: Path) -> None:
    import subprocess

    from tests.support.program import command, environment

    listing = subprocess.Popen(
        command("export", "--workspace", path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert listing.stdout is not None
    assert listing.stderr is not None
    listing.stdout.read(10)
    listing.stdout.close()
    complaint = listing.stderr.read()
    listing.stderr.close()
    assert (listing.wait(), complaint) == (0, b"")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("frob",), "“frob” is no command. See nghs-desktop --help."),
        (("list",), "KIND is missing. See nghs-desktop list --help."),
        (("log", "note"), "TEXT, --group is missing. See nghs-desktop log --help."),
        (("list", "frogs"), "“frogs” is no kind."),
        (("list", "note", "--limit", "0"), "--limit: “0” is not a whole number from 1 on."),
        (("list", "note", "--order", "odd"), "“odd” is no order. There is newest,"),
        (("list", "note", "--colour"), "“--colour” is not known here."),
        (("brief", "policy"), "--out is missing."),
        (
            ("brief", "policy", "--out", "x.pdf", "--paper", "a5"),
            "--paper is letter, a4, not “a5”.",
        ),
        (
            ("brief", "policy", "--out", "x", "--since", "May"),
            "--since: “May” is not a day such as",
        ),
        (("list", "note", "--group", "nobody"), "There is no work group “nobody”."),
        (("list", "note", "--group", "p"), "“p” could be “Practice Work Group” or “Policy"),
        (("log", "note", "  ", "--group", "policy"), "There is nothing to keep"),
        (("log", "lever", "x", "--group", "policy"), "“lever” is no kind."),
        (("list", "lever", "--group", "policy"), "Levers do not belong to a work group."),
        (("export", "--out", "x.csv"), "CSV is a table per kind."),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(
    path: Path, typed: tuple[str, ...], sentence: str
) -> None:
    before = fingerprint(path)
    assert refused(*typed, code=2, NGHS_WORKSPACE=str(path)).startswith(sentence)
    assert fingerprint(path) == before


def test_commands_without_a_window_never_load_qt(path: Path) -> None:
    run_and_look = (
        "import sys; from nghs_desktop.cli import main; main(sys.argv[1:]); "
        "print([name for name in sys.modules if name.split('.')[0] in ('PySide6', 'reportlab')])"
    )
    import subprocess
    import sys

    from tests.support.program import environment

    for typed in (("list", "note"), ("log", "note", "x", "--group", "policy"), ("check",)):
        done = subprocess.run(
            [sys.executable, "-c", run_and_look, *typed],
            capture_output=True,
            env=environment(NGHS_WORKSPACE=str(path)),
            check=True,
            text=True,
        )
        assert done.stdout.endswith("[]\n")


def test_help_names_every_command() -> None:
    text = run("--help").text
    for command in (
        "new",
        "log",
        "capture",
        "list",
        "search",
        "brief",
        "export",
        "check",
        "backup",
    ):
        assert f"    {command}" in text
