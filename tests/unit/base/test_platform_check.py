"""The app says so before it starts on a Qt that would abort in the middle of a meeting."""

from __future__ import annotations

import pytest

from nghs_desktop.base.errors import EnvironmentProblem
from nghs_desktop.base.platform_check import require_sound_pyside


@pytest.mark.parametrize("python", [(3, 10), (3, 11)])
def test_the_pair_that_aborts_is_refused_with_a_way_out(python: tuple[int, int]) -> None:
    with pytest.raises(EnvironmentProblem) as refusal:
        require_sound_pyside("6.12.0", python)
    assert f"PySide6 6.12.0 stops without warning on Python 3.{python[1]}" in str(refusal.value)
    assert "work is untouched" in refusal.value.message
    assert "Python 3.12 or newer" in refusal.value.remedy


@pytest.mark.parametrize(
    ("pyside", "python"),
    [("6.11.3", (3, 11)), ("6.12.0", (3, 12)), ("6.12.0", (3, 14)), ("6.12.1", (3, 11))],
)
def test_sound_pairs_start(pyside: str, python: tuple[int, int]) -> None:
    require_sound_pyside(pyside, python)


def test_the_pair_in_use_here_starts() -> None:
    import PySide6

    require_sound_pyside(PySide6.__version__)
