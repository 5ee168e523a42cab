"""Work groups and who sits in them. The groups advise; staff and the executive committee act."""

from __future__ import annotations

from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.base.ids import same_id
from nghs_desktop.domain.describe import Search, Word, choice, day, flag, line, prose, refers
from nghs_desktop.domain.records import Record


class MemberRole(Word):
    """What a person does in a group."""

    CHAIR = "chair", "Chair"
    FACILITATOR = "facilitator", "Facilitator"
    RECORDER = "recorder", "Recorder"
    MEMBER = "member", "Member"
    ALTERNATE = "alternate", "Alternate"
    STAFF = "staff", "Staff"
    GUEST = "guest", "Guest"
    OBSERVER = "observer", "Observer"


@frozen(kw_only=True)
class WorkGroup(Record):
    """A group of volunteers around one lever, or around all of them when it is joint."""

    name: str = line("Name", search=Search.TITLE)
    lever_id: str | None = refers("Lever", "lever")
    coalition: str = line("Coalition")
    charter: str = prose("Charter", help="What the group is asked to do, one role a line.")
    advises: str = line("Advises")
    recommends_to: str = line("Recommends to")
    decision_rule: str = line("Usual rule", shown=False, help="As `decision_rules.snapshot`.")
    position: str = line("Order", shown=False)


@frozen(kw_only=True)
class Membership(Record):
    """A person's seat in a group."""

    person_id: str | None = refers("Person", "person")
    group_id: str | None = refers("Work group", "work_group")
    organization_id: str | None = refers("Stands for", "organization")
    role: MemberRole = choice("Role", MemberRole, MemberRole.MEMBER)
    votes: bool = flag("Votes", default=True)
    from_day: date | None = day("From")
    to_day: date | None = day("Until")


def membership(group_id: str, person_id: str, role: MemberRole) -> Membership:
    """Return a person's seat in a group, with the key that is theirs alone."""
    return Membership(
        id=same_id("membership", person_id, group_id),
        group_id=group_id,
        person_id=person_id,
        role=role,
        votes=role in (MemberRole.CHAIR, MemberRole.MEMBER),
    )
