"""How a barrier gets attention: who was told, to which group it was referred, and every change of state
with who, when, why and by which decision. Guards are in `barrier_life` and `referrals`."""

from __future__ import annotations

from datetime import date, datetime

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Search, choice, day, line, moment, prose, refers
from nghs_desktop.domain.records import Impact, Record
from nghs_desktop.domain.referrals import Ask, ReferralState


@frozen(kw_only=True)
class Attention(Record):
    """Somebody was told of a barrier: who, how, what was asked, what they said."""

    barrier_id: str | None = refers("Barrier", "barrier")
    audience: str = line("Who was told", search=Search.TEXT)
    channel: str = line("How")
    told_on: date | None = day("When")
    ask: str = prose("What was asked", search=Search.TEXT)
    response: str = prose("What they said", search=Search.TEXT)
    responded_on: date | None = day("Answered on")


@frozen(kw_only=True)
class KeptReferral(Record):
    """A barrier, or several, handed from one group to another.

    `barriers` are keys with one space between; `answer` is what the other group said.
    """

    title: str = line("Title", search=Search.TITLE)
    from_group_id: str | None = refers("From", "work_group")
    to_group_id: str | None = refers("To", "work_group")
    barriers: str = line("Barriers", shown=False)
    ask: Ask = choice("What is asked", Ask, Ask.ACT)
    why: str = prose("Why it goes there")
    evidence: str = prose("What goes with it")
    urgency: Impact | None = choice("Urgency", Impact)
    state: ReferralState = choice("State", ReferralState, ReferralState.DRAFTED)
    acknowledge_by: date | None = day("Acknowledge by")
    owner_id: str | None = refers("Who has it there", "person")
    answer: str = prose("Answer")
    decision_id: str | None = refers("Answered by", "decision")
    part_of_id: str | None = refers("Part of", "referral")


@frozen(kw_only=True)
class StateChange(Record):
    """One change of a record's state, kept: from what to what, who said so, when, why, by what rule."""

    about_noun: str = line("About noun", shown=False)
    about_id: str = line("About", shown=False)
    before: str = line("From")
    after: str = line("To")
    at: datetime | None = moment("When")
    by: str = line("Who")
    group_id: str | None = refers("Work group", "work_group")
    why: str = prose("Why", search=Search.NO)
    decision_id: str | None = refers("Decided by", "decision")
    rule: str = line("Rule", shown=False)
