"""The starter content of one afternoon, and ways to look at it, for the tests that read it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TypeVar

from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.nouns import noun_of
from nghs_desktop.domain.records import Record
from nghs_desktop.services.starter import Starter, sample_records, seed_records

NOW = datetime(2026, 11, 17, 15, 30, tzinfo=UTC)
EAST = timezone(timedelta(hours=-5))
SEED = seed_records(NOW)
SAMPLE = sample_records(NOW, EAST)
BOTH = Starter(SEED.records + SAMPLE.records, SEED.links + SAMPLE.links)

R = TypeVar("R", bound=Record)


def every(cls: type[R], starter: Starter = BOTH) -> list[R]:
    return [record for record in starter.records if isinstance(record, cls)]


def linked(kind: LinkKind) -> set[tuple[str, str]]:
    name = {record.id: getattr(record, noun_of(record).headline) for record in BOTH.records}
    return {(name[link.from_id], name[link.to_id]) for link in BOTH.links if link.kind is kind}
