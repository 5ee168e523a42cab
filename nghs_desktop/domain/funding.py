"""Priority investment areas, where money comes from, and what it is aligned to. Amounts are whole
dollars."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Search, Word, choice, day, line, prose, refers, whole
from nghs_desktop.domain.records import Record


class SourceKind(Word):
    """Whose money it is."""

    PHILANTHROPIC = "philanthropic", "Philanthropic"
    GOVERNMENTAL = "governmental", "Governmental"


@frozen(kw_only=True)
class InvestmentArea(Record):
    """An area the Funding group names for investment."""

    title: str = line("Title", search=Search.TITLE)
    group_id: str | None = refers("Work group", "work_group")
    about: str = prose("What it is for")
    year: int | None = whole("Year")
    barrier_id: str | None = refers("From the barrier", "barrier")
    decision_id: str | None = refers("Named by", "decision")
    position: str = line("Order", shown=False)


@frozen(kw_only=True)
class FundingSource(Record):
    """A fund, programme or giver."""

    name: str = line("Name", search=Search.TITLE)
    kind: SourceKind = choice("Kind", SourceKind, SourceKind.PHILANTHROPIC)
    organization_id: str | None = refers("Organisation", "organization")
    about: str = prose("What it gives for")
    contact: str = line("Contact", private=True)
    closes_on: date | None = day("Closes on")


@frozen(kw_only=True)
class Alignment(Record):
    """Money of a source that goes to a strategy, an area or a practice."""

    source_id: str | None = refers("Source", "funding_source")
    area_id: str | None = refers("Investment area", "investment_area")
    strategy_id: str | None = refers("Strategy", "statement")
    practice_id: str | None = refers("Practice", "practice")
    amount: int | None = whole("Dollars")
    from_day: date | None = day("From")
    to_day: date | None = day("Until")
    outcome: str = prose("What it is to achieve")
    result: str = prose("What came of it")
