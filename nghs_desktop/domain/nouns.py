"""The list of nouns. Tables, triggers, search, lists, forms, export and the command line read it;
adding a noun is one file beside this one, one line here, one migration, one form, one view."""

from __future__ import annotations

from typing import Any

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.attention import Attention, KeptReferral, StateChange
from nghs_desktop.domain.barriers import Barrier, BarrierStatus
from nghs_desktop.domain.commitments import Commitment, CommitmentStatus
from nghs_desktop.domain.decisions import (
    ConflictOfInterest,
    Decision,
    DecisionStatus,
    VoteLine,
)
from nghs_desktop.domain.describe import Described, Search, Word, described, described_by_name
from nghs_desktop.domain.evidence import Adoption, ContextProfile, Study, TierAssessment
from nghs_desktop.domain.focus import Focus, FocusStatus
from nghs_desktop.domain.focus_records import FocusCandidate, FocusScore, KeptRound
from nghs_desktop.domain.frameworks import (
    Classification,
    FrameworkCriterion,
    FrameworkVersion,
    KeptReview,
)
from nghs_desktop.domain.funding import Alignment, FundingSource, InvestmentArea
from nghs_desktop.domain.groups import Membership, WorkGroup
from nghs_desktop.domain.improvement import Cycle, Driver, ImprovementProject, MeasurePoint
from nghs_desktop.domain.kept_minutes import KeptMinutes, MinutesAddendum, MinutesCorrection
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.library import Resource, Statement, Term
from nghs_desktop.domain.links import Link, Tag
from nghs_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    KeptStay,
    Meeting,
    MeetingSeries,
    Parked,
    Topic,
)
from nghs_desktop.domain.nomination_records import KeptNomination, SharingRecord
from nghs_desktop.domain.notes import Note
from nghs_desktop.domain.people import Organization, Person
from nghs_desktop.domain.policy import OrganizationStand, PolicyAgenda, PolicyItem
from nghs_desktop.domain.practices import Practice, PracticeStatus
from nghs_desktop.domain.protocol_templates import ProtocolRun, ProtocolStep, ProtocolTemplate
from nghs_desktop.domain.recognitions import Recognition, RecognitionStatus
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.workspaces import (
    Brief,
    IssuedBrief,
    PrivacyConfirmation,
    SavedView,
    WorkspaceInfo,
)


@frozen
class Noun:
    """What the program knows of a kind of record besides its fields.

    `code` is the letter of its number (B-024); `finished` are the statuses that take it off the
    open list; `quick` are the statuses that keys 1 to 4 set in a list.
    """

    name: str
    cls: type[Record]
    label: str
    plural: str
    headline: str
    code: str = ""
    status: type[Word] | None = None
    finished: tuple[Word, ...] = ()
    quick: tuple[Word, ...] = ()

    @property
    def captured(self) -> bool:
        """Tell whether this is typed in the room, and so numbered and part of the stream."""
        return bool(self.code)

    @property
    def fields(self) -> tuple[Described, ...]:
        """Return the described fields."""
        return described(self.cls)

    @property
    def field(self) -> dict[str, Described]:
        """Return the described fields by name."""
        return described_by_name(self.cls)

    def searched(self, where: Search) -> tuple[str, ...]:
        """Return the names of the fields that the search index holds as titles or as text."""
        return tuple(item.name for item in self.fields if item.about.search is where)


BARRIER = Noun(
    "barrier", Barrier, "Barrier", "Barriers", "title", "B", BarrierStatus,
    (BarrierStatus.RESOLVED, BarrierStatus.VERIFIED, BarrierStatus.CLOSED,
     BarrierStatus.ACCEPTED_AS_IS),
    (BarrierStatus.CAPTURED, BarrierStatus.IN_WORK, BarrierStatus.REFERRED, BarrierStatus.RESOLVED),
)  # fmt: skip
PRACTICE = Noun(
    "practice", Practice, "Effective practice", "Practices", "title", "P", PracticeStatus,
    (PracticeStatus.RETIRED,),
    (PracticeStatus.NOTICED, PracticeStatus.DESCRIBED, PracticeStatus.ASSESSED,
     PracticeStatus.SHARED),
)  # fmt: skip
RECOGNITION = Noun(
    "recognition", Recognition, "Recognition", "Recognitions", "title", "R", RecognitionStatus,
    (RecognitionStatus.RECOGNISED, RecognitionStatus.DECLINED),
    (RecognitionStatus.NOTED, RecognitionStatus.NOMINATED, RecognitionStatus.REVIEWED,
     RecognitionStatus.RECOGNISED),
)  # fmt: skip
COMMITMENT = Noun(
    "commitment", Commitment, "Commitment", "Commitments", "title", "C", CommitmentStatus,
    (CommitmentStatus.DONE, CommitmentStatus.VERIFIED, CommitmentStatus.DROPPED),
    (CommitmentStatus.OPEN, CommitmentStatus.IN_PROGRESS, CommitmentStatus.DONE,
     CommitmentStatus.DROPPED),
)  # fmt: skip
DECISION = Noun(
    "decision", Decision, "Decision", "Decisions", "title", "D", DecisionStatus,
    (DecisionStatus.CLOSED, DecisionStatus.OUTCOME_WRITTEN, DecisionStatus.SUPERSEDED),
    (DecisionStatus.DRAFTED, DecisionStatus.OPEN, DecisionStatus.CLOSED),
)  # fmt: skip
FOCUS = Noun(
    "focus", Focus, "Focus area", "Focus areas", "title", "F", FocusStatus,
    (FocusStatus.ALLOCATED, FocusStatus.DECLINED),
    (FocusStatus.PROPOSED, FocusStatus.RECOMMENDED, FocusStatus.ALLOCATED, FocusStatus.DECLINED),
)  # fmt: skip
NOTE = Noun("note", Note, "Note", "Notes", "title", "N")

CAPTURED: tuple[Noun, ...] = (BARRIER, PRACTICE, RECOGNITION, COMMITMENT, DECISION, FOCUS, NOTE)

NOUNS: tuple[Noun, ...] = (
    Noun("workspace_info", WorkspaceInfo, "Workspace", "Workspaces", "name"),
    Noun("lever", Lever, "Lever", "Levers", "name"),
    Noun("organization", Organization, "Organisation", "Organisations", "name"),
    Noun("person", Person, "Person", "People", "name"),
    Noun("work_group", WorkGroup, "Work group", "Work groups", "name"),
    Noun("membership", Membership, "Membership", "Memberships", "role"),
    Noun("term", Term, "Term", "Vocabulary", "name"),
    Noun("statement", Statement, "Statement", "Statements", "text"),
    Noun("resource", Resource, "Resource", "Resources", "title"),
    Noun("meeting_series", MeetingSeries, "Series", "Series", "title"),
    Noun("topic", Topic, "Topic", "Topics", "title"),
    Noun("protocol_template", ProtocolTemplate, "Script", "Scripts", "name"),
    Noun("protocol_step", ProtocolStep, "Step", "Steps", "title"),
    Noun("meeting", Meeting, "Meeting", "Meetings", "title"),
    Noun("agenda_item", AgendaItem, "Agenda item", "Agenda", "title"),
    Noun("attendance", Attendance, "Attendance", "Attendance", "presence"),
    Noun("stay", KeptStay, "Time at a meeting", "Times at meetings", "since"),
    Noun("parked", Parked, "Parked thing", "Parking lot", "title"),
    Noun("protocol_run", ProtocolRun, "Run of a script", "Runs of scripts", "name"),
    *CAPTURED,
    Noun("vote_line", VoteLine, "Typed vote", "Typed votes", "typed"),
    Noun("conflict_of_interest", ConflictOfInterest, "Conflict of interest",
         "Conflicts of interest", "kind"),
    Noun("minutes", KeptMinutes, "Minutes", "Minutes", "state"),
    Noun("minutes_correction", MinutesCorrection, "Correction", "Corrections", "why"),
    Noun("minutes_addendum", MinutesAddendum, "Addendum", "Addenda", "text"),
    Noun("framework", FrameworkVersion, "Framework", "Frameworks", "name"),
    Noun("framework_criterion", FrameworkCriterion, "Criterion", "Criteria", "name"),
    Noun("study", Study, "Evidence", "Evidence", "citation"),
    Noun("context_profile", ContextProfile, "Local context", "Local contexts", "name"),
    Noun("tier_assessment", TierAssessment, "Tier", "Tiers", "level"),
    Noun("adoption", Adoption, "Adoption", "Adoptions", "outcome"),
    Noun("review", KeptReview, "Review", "Reviews", "about_noun"),
    Noun("classification", Classification, "Level given", "Levels given", "level"),
    Noun("nomination", KeptNomination, "Nomination", "Nominations", "state"),
    Noun("sharing_record", SharingRecord, "Sharing", "Sharing", "audience"),
    Noun("attention", Attention, "Attention", "Attention", "audience"),
    Noun("referral", KeptReferral, "Referral", "Referrals", "title"),
    Noun("state_change", StateChange, "Change of state", "Changes of state", "after"),
    Noun("policy_agenda", PolicyAgenda, "Policy agenda", "Policy agendas", "title"),
    Noun("policy_item", PolicyItem, "Policy item", "Policy items", "title"),
    Noun("organization_stand", OrganizationStand, "Position", "Positions", "stand"),
    Noun("investment_area", InvestmentArea, "Investment area", "Investment areas", "title"),
    Noun("funding_source", FundingSource, "Source of funds", "Sources of funds", "name"),
    Noun("alignment", Alignment, "Alignment", "Alignments", "outcome"),
    Noun("focus_round", KeptRound, "Focus round", "Focus rounds", "title"),
    Noun("focus_candidate", FocusCandidate, "Candidate", "Candidates", "title"),
    Noun("focus_score", FocusScore, "Score", "Scores", "vote"),
    Noun("improvement_project", ImprovementProject, "Project", "Projects", "title"),
    Noun("driver", Driver, "Driver", "Drivers", "title"),
    Noun("cycle", Cycle, "Cycle", "Cycles", "title"),
    Noun("measure_point", MeasurePoint, "Value", "Values", "value"),
    Noun("tag", Tag, "Tag", "Tags", "name"),
    Noun("link", Link, "Link", "Links", "note"),
    Noun("saved_view", SavedView, "Saved view", "Saved views", "name"),
    Noun("brief", Brief, "Brief", "Briefs", "title"),
    Noun("issued_brief", IssuedBrief, "Issued brief", "Issued briefs", "title"),
    Noun("privacy_confirmation", PrivacyConfirmation, "Confirmation", "Confirmations", "reason"),
)  # fmt: skip

NOUN: dict[str, Noun] = {noun.name: noun for noun in NOUNS}
_BY_CLASS: dict[type[Any], Noun] = {noun.cls: noun for noun in NOUNS}


def noun_of(record: Record) -> Noun:
    """Return the noun of a record."""
    return _BY_CLASS[type(record)]


def show_number(noun: Noun, number: int | None) -> str:
    """Return a number as people say it: B-024."""
    return f"{noun.code}-{number:03d}" if noun.code and number is not None else ""
