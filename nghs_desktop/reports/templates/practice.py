"""The profile of an effective practice: what it is, for whom, what is known of it, how to begin."""

from __future__ import annotations

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.briefs import (
    Align,
    BriefContent,
    Bullets,
    Callout,
    Column,
    LinkCode,
    Pair,
    Pairs,
    Section,
    Source,
    Table,
    TableRow,
    Text,
    Tone,
    has_text,
)
from nghs_desktop.domain.charts import Chart
from nghs_desktop.reports.templates.edition import Edition, sources, texts


@frozen
class PracticeStudy:
    """One study of a practice."""

    name: Text
    design: str
    students: str
    sites: str
    finding: str


@frozen
class PracticeProfile:
    """What a practice profile says; a level is always named with its scheme."""

    name: str
    summary: str
    level: str
    scheme: str
    problem: Text = ""
    population: Text = ""
    setting: Text = ""
    supports: Text = ""
    cost: Text = ""
    components: tuple[Text, ...] = ()
    evidence: tuple[Text, ...] = ()
    studies: tuple[PracticeStudy, ...] = ()
    chart: Chart | None = None
    steps: tuple[Text, ...] = ()
    quote: str = ""
    quoted: str = ""
    contact: str = ""
    link: str = ""
    references: tuple[Source, ...] = ()


def practice_profile(profile: PracticeProfile, edition: Edition) -> BriefContent:
    """Arrange a practice profile: at a glance, what it is, what is known, how to begin."""
    words = edition.words
    named = (
        (words.level, f"{profile.level} ({profile.scheme})" if profile.scheme else profile.level),
        (words.problem, profile.problem),
        (words.population, profile.population),
        (words.setting, profile.setting),
        (words.supports, profile.supports),
        (words.cost, profile.cost),
        (words.contact, profile.contact),
    )
    pairs = tuple(Pair(name, text) for name, text in named if has_text(text))
    quote: tuple[Callout, ...] = ()
    if profile.quote:
        said = "\n".join(filter(None, (f"\u201c{profile.quote}\u201d", profile.quoted)))
        quote = (Callout("said.panel", words.said, said, Tone.PRACTICE),)
    chart = (profile.chart,) if profile.chart is not None else ()
    steps = (Bullets("start.list", profile.steps, numbered=True),) if profile.steps else ()
    parts = (Bullets("components.list", profile.components),) if profile.components else ()
    more = (LinkCode("more.code", profile.link, words.more),) if profile.link else ()
    sections = (
        Section("glance", words.at_a_glance, (Pairs("glance.pairs", pairs),) if pairs else ()),
        Section("components", words.components, parts),
        texts("evidence", words.results, profile.evidence, *_studies(profile, edition), *chart),
        Section("start", words.start, steps),
        Section("said", "", quote, label=words.said),
        sources(words, profile.references),
        Section("more", "", more, label=words.more),
    )
    return edition.content(
        profile.name, words.practice, sections, summary=profile.summary, fits_on=2
    )


def _studies(profile: PracticeProfile, edition: Edition) -> tuple[Table, ...]:
    if not profile.studies:
        return ()
    words = edition.words
    columns = (
        Column(words.study),
        Column(words.design),
        Column(words.students, Align.END),
        Column(words.sites, Align.END),
        Column(words.finding),
    )
    rows = tuple(
        TableRow((one.name, one.design, one.students, one.sites, one.finding))
        for one in profile.studies
    )
    return (Table("studies.table", columns, rows, caption=words.studies),)
