"""What every workspace starts with: the facts exactly, and content that fits the nouns."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from nghs_desktop.base.bundle import resource
from nghs_desktop.domain.describe import FieldKind, described
from nghs_desktop.domain.filters import read_filter
from nghs_desktop.domain.groups import WorkGroup
from nghs_desktop.domain.levers import Lever
from nghs_desktop.domain.library import Direction, Resource, Statement, StatementKind, Term
from nghs_desktop.domain.links import LinkKind
from nghs_desktop.domain.nouns import NOUN, noun_of
from nghs_desktop.domain.people import Organization, OrganizationKind
from nghs_desktop.domain.records import Record
from nghs_desktop.domain.workspaces import SavedView
from nghs_desktop.services.lists import ORDERS
from nghs_desktop.services.starter import Starter, read_files, sample_records, seed_records
from tests.unit.services.starter_content import BOTH, NOW, SAMPLE, SEED, every, linked


def organizations(kind: OrganizationKind, starter: Starter = SEED) -> dict[str, Organization]:
    return {each.name: each for each in every(Organization, starter) if each.kind is kind}


def statements(kind: StatementKind) -> list[Statement]:
    return [each for each in every(Statement) if each.kind is kind]


def terms(vocabulary: str) -> list[Term]:
    return [each for each in every(Term) if each.vocabulary == vocabulary]


# ------------------------------------------------------------------ the facts


def test_three_levers_have_the_colours_of_their_source_and_icons_that_exist() -> None:
    levers = {lever.name: lever for lever in every(Lever)}
    assert list(levers) == ["Practice", "Policy", "Funding"]
    assert levers["Funding"].accent == "#77a13d"
    assert levers["Policy"].accent == "#5cc6cb"
    assert [lever.icon for lever in levers.values()] == ["school", "landmark", "coins"]
    assert len({lever.accent for lever in levers.values()}) == 3
    for lever in levers.values():
        assert re.fullmatch(r"#[0-9a-f]{6}", lever.accent)
        assert resource("icons", f"{lever.icon}.svg").is_file()
    for place in ("district", "cit", "count", "state"):
        assert place in levers["Policy"].definition
    assert "philanthrop" in levers["Funding"].definition
    assert "government" in levers["Funding"].definition
    assert "indirectly" in levers["Practice"].definition


def test_the_practice_group_has_four_roles_and_advises_staff() -> None:
    groups = {group.name: group for group in every(WorkGroup)}
    assert list(groups) == ["Practice Work Group", "Policy Work Group", "Funding Work Group"]
    assert {group.coalition for group in groups.values()} == {"Generation Next"}
    practice = groups["Practice Work Group"]
    assert practice.advises == "Coalition staff"
    roles = practice.charter.splitlines()
    assert len(roles) == 4
    for role, words in zip(
        roles,
        [
            ("framework", "promising", "effective"),
            ("protocol", "shared", "recognised", "practitioners"),
            ("attention", "systemic", "policy"),
            ("continuous improvement", "facilitation"),
        ],
        strict=True,
    ):
        for word in words:
            assert word in role.lower()


def test_the_sister_groups_answer_to_whom_they_should() -> None:
    groups = {group.name: group for group in every(WorkGroup)}
    policy, funding = groups["Policy Work Group"], groups["Funding Work Group"]
    assert policy.recommends_to == "Executive Committee"
    assert "one agenda a year" in policy.charter
    assert "abstain" in policy.charter and "stays a member" in policy.charter
    assert "Priority investment areas" in funding.charter
    assert "Funder's report" in funding.charter
    by_id = {lever.id: lever.name for lever in every(Lever)}
    assert [by_id[group.lever_id or ""] for group in groups.values()] == [
        "Practice",
        "Policy",
        "Funding",
    ]


def test_five_elements_of_a_next_generation_high_school() -> None:
    elements = statements(StatementKind.ELEMENT)
    assert [element.code for element in elements] == ["E1", "E2", "E3", "E4", "E5"]
    for element, words in zip(
        elements,
        ["active learning", "Deeper-learning outcomes", "mastery", "professional", "time"],
        strict=True,
    ):
        assert words in element.text


def test_three_national_commitments_with_their_figures() -> None:
    schools, course_work, money = statements(StatementKind.PLEDGE)
    assert "100 additional" in schools.text
    assert "more than 50,000 students" in schools.text
    assert "within five years" in schools.text
    assert "more than 600,000 students" in course_work.text
    assert "more than $375 million" in money.text
    assert "public and private" in money.text
    assert all("2015" in pledge.explanation for pledge in (schools, course_work, money))


def test_the_consortium_has_six_states() -> None:
    assert [(state.name, state.code) for state in terms("state")] == [
        ("Connecticut", "CT"),
        ("Maine", "ME"),
        ("Massachusetts", "MA"),
        ("New Hampshire", "NH"),
        ("Rhode Island", "RI"),
        ("Vermont", "VT"),
    ]
    (consortium,) = organizations(OrganizationKind.CONSORTIUM).values()
    assert consortium.name == "New England Secondary School Consortium"
    assert consortium.short_name == "NESSC"


def test_four_goals_say_which_way_is_better() -> None:
    goals = statements(StatementKind.GOAL)
    assert [goal.direction for goal in goals] == [
        Direction.UP,
        Direction.DOWN,
        Direction.UP,
        Direction.UP,
    ]
    for goal, words in zip(
        goals,
        ["five-year graduation rate", "annual dropout rate", "two- or four-year", "succeed"],
        strict=True,
    ):
        assert words in goal.text


def test_three_strategies_and_the_focus_areas_of_policy() -> None:
    strategies = {each.text: each for each in statements(StatementKind.STRATEGY)}
    assert list(strategies) == ["Policy", "Practice", "Public Engagement"]
    focus = statements(StatementKind.FOCUS)
    assert {each.parent_id for each in focus} == {strategies["Policy"].id}
    assert len(focus) == 3
    assert "League of Innovative Schools" in strategies["Practice"].explanation
    assert "Public Engagement" not in {lever.name for lever in every(Lever)}


@pytest.mark.parametrize(
    "kind", [StatementKind.VISION, StatementKind.POSITION, StatementKind.MESSAGE]
)
def test_three_statements_of_each_kind(kind: StatementKind) -> None:
    owner = organizations(OrganizationKind.CONSORTIUM)["New England Secondary School Consortium"]
    assert [each.owner_id for each in statements(kind)] == [owner.id] * 3


def test_ten_networks_with_their_facts() -> None:
    networks = organizations(OrganizationKind.NETWORK)
    assert list(networks) == [
        "Asia Society",
        "Big Picture Learning",
        "ConnectEd",
        "EdVisions",
        "Envision Education",
        "Expeditionary Learning",
        "High Tech High",
        "Internationals Network for Public Schools",
        "New Tech Network",
        "New Visions for Public Schools",
    ]
    facts = {
        "ConnectEd": ["2006", "James Irvine Foundation", "Linked Learning"],
        "EdVisions": ["teachers", "advisories", "projects"],
        "Envision Education": ["2002", "rigor, relevance, relationships, results"],
        "High Tech High": ["2000", "graduate school"],
        "Internationals Network for Public Schools": ["arrived recently"],
        "New Tech Network": ["projects", "2017"],
        "New Visions for Public Schools": [
            *("133 schools", "1993", "2007 with 63 schools", "76 schools", "34,000 students"),
            *("K-12, K-6, K-8, 6-12 and 9-12", "Four schools also have pre-K", "twelve", "90 %"),
        ],
    }
    for name, expected in facts.items():
        for fact in expected:
            assert fact in networks[name].about
    (collection,) = terms("school_collection")
    assert "More than 500 schools in ten networks" in collection.definition
    in_collection = {a for a, b in linked(LinkKind.MEMBER_OF) if b == collection.name}
    assert in_collection == set(networks)


def test_profiled_schools_and_districts_stand_where_they_belong() -> None:
    schools = organizations(OrganizationKind.SCHOOL)
    districts = organizations(OrganizationKind.DISTRICT)
    name = {district.id: district.short_name for district in districts.values()}
    assert {
        school.name: (school.place, school.state, name.get(school.parent_id or ""))
        for school in schools.values()
    } == {
        "MC2 STEM High School": ("", "Ohio", None),
        "Harmony Magnet Academy": ("", "California", "Porterville USD"),
        "New Technology High School": ("", "California", "Napa Valley USD"),
        "City Arts and Technology": ("", "", None),
        "Impact Academy": ("Hayward", "California", None),
    }
    assert "Three campuses" in schools["MC2 STEM High School"].about
    assert "12 pathways across 5 high" in districts["Porterville Unified School District"].about
    assert districts["Kettle Moraine School District"].state == "Wisconsin"
    assert ("City Arts and Technology", "Envision Education") in linked(LinkKind.MEMBER_OF)
    goes_with = linked(LinkKind.RELATES)
    assert ("Harmony Magnet Academy", "Linked Learning") in goes_with
    assert ("ConnectEd", "Linked Learning") in goes_with
    assert ("MC2 STEM High School", "Cleveland State University") in goes_with
    assert ("MC2 STEM High School", "GE") in goes_with


def test_twelve_resources_are_kept_as_their_source_has_them() -> None:
    resources = every(Resource)
    kinds = {term.id: term.name for term in terms("resource_kind")}
    assert [(each.title, kinds[each.kind_id or ""]) for each in resources] == [
        ("", "Podcast"),
        ("Envisioning the Graduate of the Future", "Course"),
        (
            "Resources for Creating a School Culture of Empathy, Inclusion and Kindness",
            "Lessons & tools",
        ),
        (
            "From Vision to Reality: Personalized, Competency-Based Learning for All Kids",
            "Report",
        ),
        ("Performance Assessment Resource Bank", "Resource bank"),
        ("Innovative Assessments: Widening the Horizon", "Blog article"),
        ("Restorative Justice: Resources for Schools", "Resource page"),
        ("Kettle Moraine's Approach to Personalized Learning", "Article series"),
        ("ESSA and Personalized Learning: State by State", "Interactive map"),
        (
            "State Strategies to Develop Teacher Capacity for Personalized, "
            "Competency-Based Learning",
            "Issue brief",
        ),
        (
            "Model Schools, Districts, Networks and States for Competency-Based Education",
            "Catalogue",
        ),
        ("Quality Counts 2018", "Annual report"),
    ]
    assert all(each.truncated and each.excerpt for each in resources)
    course = resources[1]
    assert (course.publisher, course.developer, course.supporter) == ("", "MIT", "XQ Institute")
    assert "eight" in resources[0].excerpt.lower() and "Season 2" in resources[0].excerpt
    assert "500" in resources[4].excerpt
    assert (resources[5].publisher, resources[11].publisher) == ("CCSSO", "Education Week")


def test_every_starter_record_names_its_source() -> None:
    source: dict[type[Record], str] = {
        Resource: "001_011b8b86067026e5.txt",
        Lever: "002_e479764a9103779c.txt",
        WorkGroup: "002_e479764a9103779c.txt",
    }
    for cls, file in source.items():
        assert all(file in record.provenance for record in every(cls, SEED))
    for statement in every(Statement):
        ours = statement.kind in (StatementKind.ELEMENT, StatementKind.PLEDGE)
        file = "000_25ea3b9e94ff5df9.txt" if ours else "003_95d2b399ccef5e7c.txt"
        assert file in statement.provenance
    for network in organizations(OrganizationKind.NETWORK).values():
        assert "004_9b36c225018af036.txt" in network.provenance


def test_lists_start_with_their_saved_views() -> None:
    views = every(SavedView)
    assert [view.name for view in views if view.noun == "barrier"] == [
        "All open",
        "Policy",
        "Ready for brief",
        "Mine",
    ]
    assert {view.noun for view in views} == {
        *("barrier", "practice", "recognition", "focus", "commitment"),
    }
    for view in views:
        assert read_filter(view.filter).words == "", view
        assert read_filter(view.filter).terms, view
        assert view.sorted_by in ORDERS


# ------------------------------------------------------------------ the content fits the nouns


@pytest.mark.parametrize("starter", [SEED, SAMPLE], ids=["seed", "sample"])
def test_every_field_holds_what_its_noun_describes(starter: Starter) -> None:
    expected: dict[FieldKind, type] = {
        FieldKind.LINE: str,
        FieldKind.PROSE: str,
        FieldKind.WHOLE: int,
        FieldKind.FLAG: bool,
        FieldKind.DAY: date,
        FieldKind.MOMENT: datetime,
        FieldKind.REFERENCE: str,
    }
    everything: tuple[Record, ...] = (*starter.records, *starter.links)
    for record in everything:
        for field in described(type(record)):
            value = getattr(record, field.name)
            if value is None:
                assert field.optional, (field.name, record)
            elif field.about.choices is not None:
                assert isinstance(value, Enum) and isinstance(value, field.about.choices)
            else:
                assert type(value) is expected[field.about.kind], (field.name, record)
            if isinstance(value, datetime):
                assert value.tzinfo is UTC


def test_the_referred_always_comes_before_the_referring() -> None:
    seen: dict[str, str] = {}
    for record in BOTH.records:
        for field in described(type(record)):
            value = getattr(record, field.name)
            if field.about.kind is FieldKind.REFERENCE and value is not None:
                assert seen.get(value) == field.about.refers_to, (field.name, record)
        seen[record.id] = noun_of(record).name
    for link in BOTH.links:
        assert seen.get(link.from_id) == link.from_noun
        assert seen.get(link.to_id) == link.to_noun


def test_no_two_records_or_links_share_a_key() -> None:
    ids = [record.id for record in (*BOTH.records, *BOTH.links)]
    assert len(set(ids)) == len(ids)


def test_keys_are_the_same_on_every_device_and_day() -> None:
    later = NOW + timedelta(days=400)
    for first, again in [
        (SEED, seed_records(later)),
        (SAMPLE, sample_records(later, timezone(timedelta(hours=9)))),
    ]:
        assert [each.id for each in first.records] == [each.id for each in again.records]
        assert [each.id for each in first.links] == [each.id for each in again.links]


def test_every_record_says_who_made_it_when_and_from_what() -> None:
    for record in (*BOTH.records, *BOTH.links):
        assert record.created_by and record.created_at and record.provenance, record
        assert record.created_at <= NOW
    assert {record.created_by for record in SEED.records} == {"Starter content"}
    assert {record.created_at for record in SEED.records} == {NOW}


def test_ordered_things_stand_in_the_order_of_the_files_with_room_between() -> None:
    for noun in ("lever", "work_group", "term", "statement", "agenda_item", "saved_view"):
        found: list[Any] = [each for each in BOTH.records if isinstance(each, NOUN[noun].cls)]
        places = [each.position for each in found]
        assert len(places) > 2
        assert len(set(places)) == len(places)
        assert not any(place.endswith("0") for place in places)
    views = [view.position for view in every(SavedView)]
    assert views == sorted(views)


def test_text_is_ready_to_be_read() -> None:
    for record in (*BOTH.records, *BOTH.links):
        for field in described(type(record)):
            value = getattr(record, field.name)
            if field.about.kind in (FieldKind.LINE, FieldKind.PROSE) and value:
                assert value == value.strip()
                assert not re.search(r"lorem|todo|xxx|{|}|\s{3}| -- |—|!", value, re.I), value
                if field.about.kind is FieldKind.LINE:
                    assert "\n" not in value


# ------------------------------------------------------------------ what does not fit is our bug

HEAD = '[about]\nprovenance = "test"\n'
LEVER = '[[lever]]\nkey = "a"\nname = "A"\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + "[[leaver]]\nkey = 'a'", 'bad.toml: "leaver" is no noun'),
        (HEAD + "[[lever]]\nname = 'A'", 'bad.toml: lever, field "key": missing'),
        (HEAD + LEVER + "colour = 'red'", 'bad.toml: lever "a", field "colour": there is no such'),
        (HEAD + LEVER + "accent = 3", 'bad.toml: lever "a", field "accent": 3 is not str'),
        (HEAD + LEVER + LEVER, 'bad.toml: lever "a", field "key": is there twice'),
        (LEVER, 'bad.toml: [about], field "provenance": missing'),
        (
            HEAD + "[[work_group]]\nkey = 'g'\nlever = 'b'",
            'bad.toml: work_group "g", field "lever_id": there is no lever \'b\'',
        ),
        (
            HEAD + "[[organization]]\nkey = 'o'\nkind = 'club'",
            'bad.toml: organization "o", field "kind": \'club\' is none of its words',
        ),
        (
            HEAD + "[[resource]]\nkey = 'r'\ntruncated = 1",
            'bad.toml: resource "r", field "truncated": 1 is not bool',
        ),
        (
            HEAD + "[[barrier]]\nkey = 'b'\nheard = { days = -1 }",
            'bad.toml: barrier "b", field "heard_at"',
        ),
        (
            HEAD + "[[barrier]]\nkey = 'b'\ntitle = 'x'",
            'bad.toml: barrier "b", field "heard": missing',
        ),
        (
            HEAD + "[[barrier]]\nkey = 'b'\ndue = { weeks = 2 }",
            'bad.toml: barrier "b", field "due"',
        ),
        (
            HEAD + LEVER + "at = ['nowhere']",
            'bad.toml: lever "a", field "at": there is no organization \'nowhere\'',
        ),
        (
            HEAD + LEVER + "[[link]]\nfrom = ['lever', 'a']\nkind = 'at'\nto = ['lever', 'z']",
            "field \"to\": there is no lever 'z'",
        ),
        (
            HEAD + LEVER + "[[link]]\nfrom = ['lever', 'a']\nkind = 'near'\nto = ['lever', 'a']",
            "field \"kind\": 'near' is none of its words",
        ),
        (
            HEAD + "[[person]]\nkey = 'p'\nseats = { club = 'chair' }",
            'bad.toml: person "p", field "seats"',
        ),
        (
            HEAD + "[[meeting]]\nkey = 'm'\ntitle = '{month}'",
            'bad.toml: meeting "m", field "title"',
        ),
        (
            HEAD + "[[organization]]\nkey = 'o'\nparent = 'o'",
            "is part of itself",
        ),
    ],
)
def test_a_file_that_does_not_fit_is_named_with_place_and_field(
    tmp_path: Path, text: str, sentence: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError) as raised:
        read_files([path], "test", NOW, UTC)
    assert sentence in str(raised.value)


def test_reading_starter_content_does_not_import_the_database() -> None:
    code = (
        "import sys; from datetime import UTC, datetime\n"
        "from nghs_desktop.services.starter import sample_records, seed_records\n"
        "seed_records(datetime.now(UTC)); sample_records(datetime.now(UTC), UTC)\n"
        "print(*({'sqlalchemy', 'alembic', 'reportlab', 'PySide6'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")
