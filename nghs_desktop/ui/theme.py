"""The colours of the three themes, by meaning. No widget and no size comes in here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from nghs_desktop.base.bundle import resource

Role = Literal[
    "surface",
    "bg",
    "rail",
    "hover",
    "selected",
    "border",
    "border_strong",
    "text",
    "text2",
    "text3",
    "accent",
    "on_accent",
    "accent_hover",
    "accent_press",
    "accent_text",
    "accent_soft",
    "accent_bar",
    "focus",
    "barrier",
    "barrier_tint",
    "practice",
    "practice_tint",
    "recognition",
    "recognition_tint",
    "commitment",
    "commitment_tint",
    "decision",
    "decision_tint",
    "focus_area",
    "focus_area_tint",
    "note",
    "note_tint",
    "danger",
    "warning",
    "success",
    "talk_more",
    "shadow",
    "scrim",
]
ROLES: tuple[Role, ...] = get_args(Role)

ThemeKey = Literal["light", "dark", "high-contrast"]
THEME_KEYS: tuple[ThemeKey, ...] = get_args(ThemeKey)

ThemeChoice = Literal["system", "light", "dark", "high-contrast"]
THEME_CHOICES: tuple[ThemeChoice, ...] = get_args(ThemeChoice)


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours. `edged` themes draw an edge where others use a tint or a shadow."""

    key: ThemeKey
    dark: bool
    edged: bool
    colours: Mapping[Role, str]

    def __getitem__(self, role: Role) -> str:
        """Return the colour of a role as `#RRGGBB` (or `#AARRGGBB` for shadow and scrim)."""
        return self.colours[role]


@cache
def load_theme(key: ThemeKey) -> Theme:
    """Read a theme file; raises ValueError when a role is missing or unknown."""
    with resource("themes", f"{key}.toml").open("rb") as file:
        data = tomllib.load(file)
    colours: dict[str, str] = data["colours"]
    if wrong := set(ROLES).symmetric_difference(colours):
        raise ValueError(f"Theme {key}: missing or unknown roles: {', '.join(sorted(wrong))}")
    return Theme(
        key=key,
        dark=bool(data["dark"]),
        edged=bool(data["edged"]),
        colours={role: colours[role] for role in ROLES},
    )


def resolve_choice(choice: ThemeChoice, *, dark: bool, high_contrast: bool) -> ThemeKey:
    """Return the theme to show: what was chosen, or what the desktop asks for."""
    if choice != "system":
        return choice
    if high_contrast:
        return "high-contrast"
    return "dark" if dark else "light"


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two `#RRGGBB` colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
