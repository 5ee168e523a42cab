"""A study typed in one line, its facts apart by semicolons: the citation first, then in any order
`rct`, `wwc without`, `standards 4.1`, `positive significant`, `420 students`, `3 sites`,
`pop low income, english learners`, `set urban`, `not relevant`, `not well done`, `math scores`.

What is not recognised becomes the outcome it looks at; nothing typed is dropped. Pure.
"""

from __future__ import annotations

import re
from typing import Any

from nghs_desktop.domain.evidence import Study, StudyKind
from nghs_desktop.domain.evidence_tiers import (
    Design,
    Effect,
    GuideEvidence,
    Rating,
    ReportRating,
)

_DESIGNS = {
    "rct": Design.EXPERIMENT,
    "experiment": Design.EXPERIMENT,
    "experimental": Design.EXPERIMENT,
    "qed": Design.QUASI_EXPERIMENT,
    "quasi-experiment": Design.QUASI_EXPERIMENT,
    "quasi-experimental": Design.QUASI_EXPERIMENT,
    "correlational": Design.CORRELATIONAL,
    "other": Design.OTHER,
}
_RATINGS = {
    "without": Rating.WITHOUT_RESERVATIONS,
    "without reservations": Rating.WITHOUT_RESERVATIONS,
    "with": Rating.WITH_RESERVATIONS,
    "with reservations": Rating.WITH_RESERVATIONS,
    "no": Rating.DOES_NOT_MEET,
    "does not meet": Rating.DOES_NOT_MEET,
    "not reviewed": Rating.NOT_REVIEWED,
}
_EFFECTS = {"positive": Effect.POSITIVE, "negative": Effect.NEGATIVE, "no effect": Effect.NONE}
_COUNT = re.compile(r"(?P<n>[0-9][0-9,.]{0,11})\s*(?P<what>students?|sites?)", re.IGNORECASE)
_VERSION = re.compile(r"(?:standards|version|v)\.?\s*(?P<v>[0-9]{1,2}(?:\.[0-9]{1,2})?)", re.I)
_NAMES = re.compile(r"(?P<what>pop|populations?|set|settings?)[:\s]\s*(?P<names>.+)", re.I)


def read_study(typed: str) -> dict[str, Any]:
    """Return the fields of a study (`Study`) that a typed line gives; empty for an empty line."""
    parts = [" ".join(part.split()) for part in typed.split(";")]
    if not any(parts):
        return {}
    found: dict[str, Any] = {"citation": parts[0]}
    outcome: list[str] = []
    for part in filter(None, parts[1:]):
        if not _read_part(part, found):
            outcome.append(part)
    if outcome:
        found["outcome"] = "; ".join(outcome)
    return found


def _read_part(part: str, found: dict[str, Any]) -> bool:
    plain = part.casefold()
    if plain in _DESIGNS:
        found["design"] = _DESIGNS[plain].value
    elif plain.startswith("wwc ") and plain[4:] in _RATINGS:
        found["rating"] = _RATINGS[plain[4:]].value
    elif plain.startswith("guide ") and plain[6:] in {word.value for word in GuideEvidence}:
        found |= {"kind": StudyKind.GUIDE, "guide": plain[6:]}
    elif plain.startswith("report ") and (report := _report(plain[7:])):
        found |= {"kind": StudyKind.REPORT, "report": report}
    elif plain in ("not relevant", "not well done", "independent"):
        field, value = {
            "not relevant": ("relevant", False),
            "not well done": ("well_done", False),
            "independent": ("independent", True),
        }[plain]
        found[field] = value
    elif match := _VERSION.fullmatch(part):
        found["version"] = match["v"]
    elif match := _COUNT.fullmatch(part):
        figure = match["n"].replace(",", "").replace(".", "")
        found["students" if match["what"].casefold().startswith("stu") else "sites"] = int(figure)
    elif match := _NAMES.fullmatch(part):
        field = "populations" if match["what"].casefold().startswith("pop") else "settings"
        found[field] = "; ".join(filter(None, (one.strip() for one in match["names"].split(","))))
    else:
        return _read_effect(plain, found)
    return True


def _read_effect(plain: str, found: dict[str, Any]) -> bool:
    if plain in ("significant", "not significant"):
        found["significant"] = plain == "significant"
        return True
    for ending, significant in ((" not significant", False), (" significant", True), ("", None)):
        word = plain.removesuffix(ending) if ending and plain.endswith(ending) else plain
        if word in _EFFECTS and (not ending or word != plain):
            found["effect"] = _EFFECTS[word].value
            if significant is not None:
                found["significant"] = significant
            return True
    return False


def _report(words: str) -> str:
    wanted = words.replace(" ", "_")
    return wanted if wanted in {word.value for word in ReportRating} else ""


def study_facts_line(study: Study) -> str:
    """Say the facts of a piece of evidence in one line, for lists."""
    if study.kind is StudyKind.GUIDE:
        return f"{study.kind.label}, {label_of(GuideEvidence, study.guide).lower()} evidence"
    if study.kind is StudyKind.REPORT:
        return f"{study.kind.label}: {label_of(ReportRating, study.report).lower()}"
    effect = label_of(Effect, study.effect)
    if effect and study.significant:
        effect = f"{effect}, significant"
    counts = (
        f"{study.students:,} students" if study.students is not None else "",
        f"{study.sites:,} sites" if study.sites is not None else "",
    )
    design = label_of(Design, study.design).split(" (")[0].split(",")[0]
    return " · ".join(filter(None, (design, effect, *counts))) or "No facts yet"


def label_of(words: Any, value: str) -> str:
    """Return the label of a word's value as it is stored, or the value where it is none."""
    return next((str(one.label) for one in words if one.value == value), value)
