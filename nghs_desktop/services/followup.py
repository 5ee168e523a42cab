"""Plain lists of what goes on between meetings: referrals, nominations, frameworks, focus rounds,
improvement projects, policy agendas, sources of funds. Small tables, read whole.
"""

from __future__ import annotations

from typing import Any, cast

from nghs_desktop.domain.attention import KeptReferral
from nghs_desktop.domain.focus_records import KeptRound
from nghs_desktop.domain.frameworks import FrameworkVersion
from nghs_desktop.domain.funding import FundingSource, InvestmentArea
from nghs_desktop.domain.improvement import ImprovementProject
from nghs_desktop.domain.nomination_records import KeptNomination
from nghs_desktop.domain.nouns import NOUN
from nghs_desktop.domain.policy import PolicyAgenda
from nghs_desktop.domain.spoken import spoken_day
from nghs_desktop.services.library import LibraryRow
from nghs_desktop.storage.reader import Reader


def referrals(reader: Reader) -> tuple[LibraryRow, ...]:
    """Return the referrals, newest first: from whom to whom, where each stands."""
    groups = _names(reader, "work_group")
    return tuple(
        LibraryRow(
            "referral",
            one.id,
            one.title or "Untitled referral",
            (f"{groups.get(one.from_group_id or '', 'Nobody')} to "
             f"{groups.get(one.to_group_id or '', 'nobody yet')}", one.ask.label),
            note=one.state.label,
            icon="send",
        )
        for one in cast(list[KeptReferral], _newest(reader, "referral"))
    )  # fmt: skip


def nominations(reader: Reader) -> tuple[LibraryRow, ...]:
    """Return the nominations, newest first: who or what, and where each stands."""
    rows = reader.rows("SELECT id, title, nominee FROM recognition WHERE deleted = 0")
    called = {id: nominee or title for id, title, nominee in rows}
    people = _names(reader, "person")
    return tuple(
        LibraryRow(
            "nomination",
            one.id,
            called.get(one.recognition_id or "", "") or "Untitled nomination",
            _filled(f"by {name}" if (name := people.get(one.nominator_id or "")) else ""),
            note=one.state.label,
            icon="award",
        )
        for one in cast(list[KeptNomination], _newest(reader, "nomination"))
    )


def frameworks(reader: Reader) -> tuple[LibraryRow, ...]:
    """Return the versions of frameworks, newest first."""
    groups = _names(reader, "work_group")
    return tuple(
        LibraryRow(
            "framework",
            one.id,
            one.name or "Untitled framework",
            _filled(
                groups.get(one.group_id or ""), f"Version {one.version}" if one.version else ""
            ),
            note=one.status.label,
            icon="list",
        )
        for one in cast(list[FrameworkVersion], _newest(reader, "framework"))
    )


def focus_rounds(reader: Reader) -> tuple[LibraryRow, ...]:
    """Return the focus rounds, newest first."""
    groups = _names(reader, "work_group")
    return tuple(
        LibraryRow(
            "focus_round",
            one.id,
            one.title or "Untitled round",
            _filled(", ".join(filter(None, (groups.get(key) for key in one.groups.split())))
                    or groups.get(one.group_id or "")),
            note=one.state.label,
            icon="target",
        )
        for one in cast(list[KeptRound], _newest(reader, "focus_round"))
    )  # fmt: skip


def improvement_projects(reader: Reader) -> tuple[LibraryRow, ...]:
    """Return the improvement projects, those that go on first."""
    people = _names(reader, "person")
    found = cast(list[ImprovementProject], _newest(reader, "improvement_project"))
    return tuple(
        LibraryRow(
            "improvement_project",
            one.id,
            one.title or "Untitled project",
            _filled(people.get(one.owner_id or ""), one.measure),
            section="" if one.closed_on is None else "Ended",
            note="" if one.target_on is None else f"by {spoken_day(one.target_on)}",
            icon="trending-up",
        )
        for one in sorted(found, key=lambda one: one.closed_on is not None)
    )


def policy_agendas(reader: Reader) -> tuple[LibraryRow, ...]:
    """Return the policy agendas, newest year first."""
    found = cast(list[PolicyAgenda], _newest(reader, "policy_agenda"))
    return tuple(
        LibraryRow(
            "policy_agenda",
            one.id,
            one.title or "Untitled agenda",
            _filled(str(one.year or "")),
            note=one.state.label,
            icon="landmark",
        )
        for one in sorted(found, key=lambda one: -(one.year or 0))
    )


def funding(reader: Reader) -> tuple[LibraryRow, ...]:
    """Return investment areas in their order, then sources of funds by name."""
    areas = cast(
        list[InvestmentArea],
        reader.records(NOUN["investment_area"], "WHERE r.deleted = 0 ORDER BY r.position, r.id"),
    )
    sources = cast(
        list[FundingSource],
        reader.records(
            NOUN["funding_source"], "WHERE r.deleted = 0 ORDER BY r.name COLLATE NOCASE, r.id"
        ),
    )
    return (
        *(
            LibraryRow("investment_area", one.id, one.title or "Untitled area",
                       _filled(str(one.year or "")), section="Priority investment areas",
                       icon="target")
            for one in areas
        ),
        *(
            LibraryRow("funding_source", one.id, one.name or "Untitled source",
                       _filled(one.kind.label), section="Sources of funds", icon="coins")
            for one in sources
        ),
    )  # fmt: skip


def _newest(reader: Reader, noun: str) -> list[Any]:
    return list(
        reader.records(NOUN[noun], "WHERE r.deleted = 0 ORDER BY r.created_at DESC, r.id DESC")
    )


def _names(reader: Reader, noun: str) -> dict[str, str]:
    return dict(reader.rows(f"SELECT id, name FROM {noun} WHERE deleted = 0"))


def _filled(*facts: str | None) -> tuple[str, ...]:
    return tuple(str(fact) for fact in facts if fact)
