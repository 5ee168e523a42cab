"""The person's choices survive restarts and broken files."""

from __future__ import annotations

from pathlib import Path

from nghs_desktop.base.settings import Settings, load_settings, save_settings, workspace_to_open


def test_choices_come_back_as_they_were_saved(tmp_path: Path) -> None:
    chosen = Settings(theme="dark", text_scale=1.5, name="Dana", shortcuts={"undo": "Ctrl+Z"})
    save_settings(chosen, tmp_path)
    assert load_settings(tmp_path) == chosen


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


def test_a_broken_file_is_set_aside_and_the_defaults_hold(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"theme": "da', encoding="utf-8")
    assert load_settings(tmp_path) == Settings()
    assert (tmp_path / "settings.unreadable").exists()


def test_a_choice_of_the_wrong_sort_falls_back_alone(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"theme": 7, "name": "Dana", "later": 1}')
    assert load_settings(tmp_path) == Settings(name="Dana")


def test_a_list_instead_of_choices_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("[1]")
    assert load_settings(tmp_path) == Settings()


def test_the_first_run_opens_the_sample_and_later_runs_the_last_workspace(tmp_path: Path) -> None:
    assert workspace_to_open(Settings()).name == "Practice Work Group (sample).nghs"
    mine = tmp_path / "mine.nghs"
    assert workspace_to_open(Settings(workspace=str(mine))).name != "mine.nghs"
    mine.touch()
    assert workspace_to_open(Settings(workspace=str(mine))) == mine
