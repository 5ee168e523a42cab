"""People and the organisations they stand for."""

from __future__ import annotations

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.describe import Search, Word, choice, flag, line, prose, refers
from nghs_desktop.domain.records import Record


class OrganizationKind(Word):
    """What sort of body an organisation is (facts A and C, with schools and networks)."""

    SCHOOL = "school", "School"
    DISTRICT = "district", "District"
    NETWORK = "network", "School network"
    CITY = "city", "City"
    COUNTY = "county", "County"
    STATE_AGENCY = "state_agency", "State agency"
    FEDERAL_AGENCY = "federal_agency", "Federal agency"
    PHILANTHROPY = "philanthropy", "Philanthropy"
    BUSINESS = "business", "Business"
    HIGHER_EDUCATION = "higher_education", "Higher education"
    ADVOCACY = "advocacy", "Advocacy organisation"
    NONPROFIT = "nonprofit", "Nonprofit"
    BACKBONE = "backbone", "Backbone organisation"
    CONSORTIUM = "consortium", "Consortium"
    OTHER = "other", "Other"


@frozen(kw_only=True)
class Organization(Record):
    """A school, district, network, agency, funder or any other body."""

    name: str = line("Name", search=Search.TITLE)
    short_name: str = line("Short name", search=Search.TEXT)
    kind: OrganizationKind = choice("Kind", OrganizationKind, OrganizationKind.OTHER)
    place: str = line("Place", search=Search.TEXT, help="City or county.")
    state: str = line("State", search=Search.TEXT, help="Name of the state.")
    parent_id: str | None = refers("Part of", "organization")
    about: str = prose("About")
    url: str = line("Link")


@frozen(kw_only=True)
class Person(Record):
    """Someone who takes part, is nominated or owns something. Never a student by name."""

    name: str = line("Name", search=Search.TITLE)
    role: str = line("Role", search=Search.TEXT)
    organization_id: str | None = refers("Organisation", "organization")
    email: str = line("Email", private=True)
    phone: str = line("Phone", private=True)
    languages: str = line("Languages")
    expertise: str = prose("Expertise")
    photo_consent: bool = flag("Agrees to a photo")
    name_consent: bool = flag("Agrees to be named")
    quote_consent: bool = flag("Agrees to be quoted")
    minor: bool = flag("Under age", help="Never named in print without a confirmation.")
