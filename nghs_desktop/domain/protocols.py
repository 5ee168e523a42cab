"""Scripts that run beside the notes: who speaks, for how long, and how the notes are labelled.

The scripts here are in our own words and are where a group starts; a group may change them or write
its own, which `problems` checks. A run is nothing but the moments its steps began at, so it
survives a restart and never drifts. Pure: the moment is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from nghs_desktop.base.frozen import frozen

CLARIFYING, PROBING, WARM, COOL = "clarifying", "probing", "warm", "cool"
EVERYBODY = "Everybody"

LEAST_SECONDS, MOST_SECONDS = 10, 90 * 60
LONGEST_LABEL = 24
_MOST_STEPS = 40
_MOST_TOTAL = 4 * 60 * 60
_FIT_STEP = 30


@frozen
class Step:
    """One step: what happens, who speaks, how long, and the label its notes get ("" is none)."""

    title: str
    seconds: int
    role: str = EVERYBODY
    label: str = ""
    say: str = ""


@frozen
class Protocol:
    """A timed script. `roles` are given out before it starts; everybody needs no giving out."""

    key: str
    name: str
    purpose: str
    steps: tuple[Step, ...]
    roles: tuple[str, ...] = ()

    @property
    def seconds(self) -> int:
        """How long it takes."""
        return sum(step.seconds for step in self.steps)

    @property
    def minutes(self) -> int:
        """How long it takes in whole minutes, rounded up: what an agenda item needs."""
        return -(-self.seconds // 60)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels its notes get, in order."""
        return tuple(dict.fromkeys(step.label for step in self.steps if step.label))


@frozen
class Running:
    """Where a run stands: the step, the time left (below zero is over), and what comes next."""

    number: int
    step: Step
    left: timedelta
    next: Step | None = None

    @property
    def over(self) -> bool:
        """Tell whether the step is past its time."""
        return self.left < timedelta()


CONSULTANCY = Protocol(
    "consultancy",
    "Consultancy",
    "One person brings a dilemma; the others help to see it anew, not to solve it.",
    (
        Step("The dilemma", 5 * 60, "Presenter", "", "What is the matter, and what is your question?"),
        Step("Clarifying questions", 5 * 60, "Consultants", CLARIFYING,
             "Ask for facts only; each has a short answer."),
        Step("Probing questions", 10 * 60, "Consultants", PROBING,
             "Ask what makes the presenter think further. No advice in a question."),
        Step("Talk about it", 15 * 60, "Consultants", "",
             "Talk to each other about the dilemma. The presenter listens and takes notes."),
        Step("What was heard", 5 * 60, "Presenter", "", "Say what you now see differently."),
        Step("How it went", 5 * 60, EVERYBODY, "", "What helped, and what would help next time?"),
    ),
    ("Presenter", "Consultants", "Facilitator"),
)  # fmt: skip

TUNING = Protocol(
    "tuning",
    "Tuning",
    "One person shows a piece of work; the others say what fits its aim and what does not yet.",
    (
        Step("The work and its aim", 10 * 60, "Presenter", "", "Show it and ask one question."),
        Step("Clarifying questions", 5 * 60, "Participants", CLARIFYING, "Facts only."),
        Step("Look at the work", 6 * 60, EVERYBODY, "", "Quietly. Note what meets the aim."),
        Step("Warm feedback", 7 * 60, "Participants", WARM,
             "Where does the work meet its aim? The presenter listens."),
        Step("Cool feedback", 7 * 60, "Participants", COOL,
             "Where is there a gap between work and aim? Offer it as a question."),
        Step("What was heard", 5 * 60, "Presenter", "", "Say what you take with you. No defending."),
        Step("How it went", 5 * 60, EVERYBODY, "", "What did this do for our own work?"),
    ),
    ("Presenter", "Participants", "Facilitator"),
)  # fmt: skip

ONE_TWO_FOUR_ALL = Protocol(
    "one_two_four_all",
    "1-2-4-All",
    "Everybody thinks before anybody speaks, and ideas grow in pairs and fours.",
    (
        Step("Alone", 60, EVERYBODY, "", "Write down what comes to mind on the question."),
        Step("In pairs", 2 * 60, "Pairs", "", "Tell each other and build on it."),
        Step("In fours", 4 * 60, "Fours", "", "What is alike, what differs? Choose one idea."),
        Step("All", 5 * 60, "One of each four", "idea", "Say the one idea that stood out."),
    ),
    ("Pairs", "Fours", "One of each four"),
)

FIST_ROUND = Protocol(
    "fist_round",
    "Fist-to-five round",
    "See how far a proposal is from being one that everybody can live with.",
    (
        Step("The proposal", 2 * 60, "Proposer", "", "Read it out as it would be written down."),
        Step("Clarifying questions", 3 * 60, EVERYBODY, CLARIFYING, "Facts only."),
        Step("Show hands", 60, EVERYBODY, "",
             "All at once: a fist is no, 1 or 2 is talk more, 3 is can live with it."),
        Step("Hear those below 3", 5 * 60, "Those below 3", "concern",
             "What would have to change for a 3? Nobody argues."),
        Step("Change the proposal", 3 * 60, "Proposer", "", "Say it again with what was heard."),
        Step("Show hands again", 60, EVERYBODY, "", "A new round with new answers."),
    ),
    ("Proposer", "Those below 3"),
)  # fmt: skip

CONSENT_ROUND = Protocol(
    "consent_round",
    "Consent round",
    "Decide on what is good enough for now and safe enough to try.",
    (
        Step("The proposal", 2 * 60, "Proposer", "", "Read it out as it would be written down."),
        Step("Clarifying questions", 3 * 60, EVERYBODY, CLARIFYING, "Facts only."),
        Step("Reactions", 5 * 60, EVERYBODY, "reaction", "One after the other, no replies."),
        Step("Change or keep", 3 * 60, "Proposer", "", "Say whether the proposal changes."),
        Step("Objections", 3 * 60, EVERYBODY, "objection",
             "Does it do harm that we can name? Say why, and what would remove it."),
        Step("Work objections in", 8 * 60, EVERYBODY, "", "One objection at a time."),
        Step("Say it again", 60, "Proposer", "", "Read out what was agreed, and when to look again."),
    ),
    ("Proposer", "Facilitator"),
)  # fmt: skip

BRAINSTORM_AND_DOTS = Protocol(
    "brainstorm_and_dots",
    "Silent brainstorm and dot vote",
    "Many ideas in writing, then the few that most people want to work on.",
    (
        Step("Write in silence", 6 * 60, EVERYBODY, "idea", "One idea a note. Do not judge yet."),
        Step("Read them out", 5 * 60, "Facilitator", "", "Every note once, without comment."),
        Step("Clarifying questions", 4 * 60, EVERYBODY, CLARIFYING, "What is meant, not whether."),
        Step(
            "Put like to like", 4 * 60, "Facilitator", "", "Join notes only if both writers agree."
        ),
        Step("Place dots", 3 * 60, EVERYBODY, "", "The same number each; dots may be stacked."),
        Step("Look at the order", 3 * 60, EVERYBODY, "", "What surprises? What goes on from here?"),
    ),
    ("Facilitator",),
)

PROTOCOLS = (
    CONSULTANCY,
    TUNING,
    ONE_TWO_FOUR_ALL,
    FIST_ROUND,
    CONSENT_ROUND,
    BRAINSTORM_AND_DOTS,
)
"""The scripts a new workspace starts with."""


def problems(protocol: Protocol) -> tuple[str, ...]:
    """Say all that keeps a script from being run."""
    found: list[str] = []
    if not protocol.name.strip():
        found.append("The script needs a name.")
    if not protocol.steps:
        found.append("The script needs a step.")
    if len(protocol.steps) > _MOST_STEPS:
        found.append(
            f"{len(protocol.steps)} steps are too many to run; {_MOST_STEPS} are the most."
        )
    for role in sorted({role for role in protocol.roles if protocol.roles.count(role) > 1}):
        found.append(f"The role “{role}” is there twice.")
    if any(not role.strip() for role in protocol.roles):
        found.append("A role needs a name.")
    for number, step in enumerate(protocol.steps, start=1):
        found.extend(f"Step {number}: {words}" for words in _step_problems(step, protocol.roles))
    if protocol.seconds > _MOST_TOTAL:
        found.append("All steps together take more than 4 hours.")
    return tuple(found)


def _step_problems(step: Step, roles: Sequence[str]) -> list[str]:
    found: list[str] = []
    if not step.title.strip() or "\n" in step.title:
        found.append("it needs a title on one line.")
    if not LEAST_SECONDS <= step.seconds <= MOST_SECONDS:
        found.append("its time is from 10 seconds to 90 minutes.")
    if step.role != EVERYBODY and step.role not in roles:
        found.append(f"nobody is given the role “{step.role}”.")
    if len(step.label) > LONGEST_LABEL or "\n" in step.label or step.label != step.label.strip():
        found.append(f"its label is one line of {LONGEST_LABEL} characters at most.")
    return found


def fitted(protocol: Protocol, minutes: int) -> Protocol:
    """Return a script stretched or shortened to a time, each step by the same share.

    Steps stay whole half minutes and at least one; the longest step takes up what rounding leaves,
    as far as it can, so a time too short for all steps comes out longer than asked.
    """
    if not protocol.steps or minutes < 1 or protocol.seconds <= 0:
        return protocol
    wanted = minutes * 60
    lengths = [
        max(_FIT_STEP, step.seconds * wanted // protocol.seconds // _FIT_STEP * _FIT_STEP)
        for step in protocol.steps
    ]
    longest = max(range(len(lengths)), key=lambda place: (protocol.steps[place].seconds, -place))
    lengths[longest] = max(_FIT_STEP, lengths[longest] + wanted - sum(lengths))
    steps = tuple(
        replace(step, seconds=length) for step, length in zip(protocol.steps, lengths, strict=True)
    )
    return replace(protocol, steps=steps)


def running(protocol: Protocol, began: Sequence[datetime], now: datetime) -> Running | None:
    """Return where a run stands whose first steps began at these moments; none before and after.

    A step goes on past its time until the next one begins; one moment more than there are steps is
    the end of the run.
    """
    if not 0 < len(began) <= len(protocol.steps):
        return None
    place = len(began) - 1
    step = protocol.steps[place]
    following = protocol.steps[place + 1] if place + 1 < len(protocol.steps) else None
    left = timedelta(seconds=step.seconds) - (now - began[-1])
    return Running(place + 1, step, left, following)


def label_at(protocol: Protocol, began: Sequence[datetime], at: datetime) -> str:
    """Return the label of a note taken at a moment of a run, "" where there is none."""
    reached = sum(moment <= at for moment in began)
    if not 0 < reached <= len(protocol.steps):
        return ""
    return protocol.steps[reached - 1].label


def by_key(protocols: Iterable[Protocol], key: str) -> Protocol | None:
    """Return the script with a key, or none."""
    return next((one for one in protocols if one.key == key), None)
