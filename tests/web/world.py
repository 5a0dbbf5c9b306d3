"""Two organisations, somebody in each role, and one object of each kind: what tests of the web stand on."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files

from karavel.web import scope
from karavel.web.accounts.models import (
    Invitation,
    Membership,
    Organisation,
    Programme,
    ProgrammeCompany,
    User,
    digest,
)
from karavel.web.permissions import Role
from karavel.web.workspace.models import ApiToken, CompanyProfile, Pursuit, SavedSearch

PASSWORD = "a long walk to Baku"
TOKEN = "an-invitation-that-stands"
API_TOKEN = "karavel_for-tests"


def example(name: str = "my-company.toml") -> str:
    """The profile of one of the demo's companies."""
    return files("karavel.demo").joinpath(f"companies/{name}").read_text(encoding="utf-8")


@dataclass
class Party:
    """An organisation with a member in each role, and its objects by the name of their model."""

    organisation: Organisation
    members: dict[Role, User] = field(default_factory=dict)
    invitation: Invitation | None = None
    profile: CompanyProfile | None = None
    search: SavedSearch | None = None
    pursuit: Pursuit | None = None
    token: ApiToken | None = None  # of the bid manager; its text is ``API_TOKEN`` and the name of the party

    def membership(self, role: Role) -> Membership:
        return Membership.objects.get(user=self.members[role], organisation=self.organisation)


@dataclass
class World:
    """Ours, and others who must not see it."""

    ours: Party
    others: Party
    homeless: User  # an account without an organisation
    officer: User  # of an agency in whose programme ours is


def made(name: str, token: str) -> Party:
    """An organisation with everything in it."""
    party = Party(Organisation.objects.create(name=name))
    for role in Role:
        user = User.objects.create(email=f"{role.value}@{name.lower()}.example", name=f"{role.label} of {name}")
        Membership.objects.create(user=user, organisation=party.organisation, role=role)
        party.members[role] = user
    with scope.within(party.organisation):
        _fill(party, token)
    return party


def _fill(party: Party, token: str) -> None:
    user = party.members[Role.BID_MANAGER]
    party.invitation = Invitation(email="new@example.org", role=Role.VIEWER, token_digest=digest(token))
    party.invitation.save()
    party.profile = CompanyProfile(text=example(), changed_by=user)
    party.profile.save()
    party.search = SavedSearch(user=user, profile=party.profile, name="Portugal", query={"market": ["PT"]})
    party.search.save()
    party.pursuit = Pursuit(profile=party.profile, notice_id="1-2026", lot_id="LOT-1", title="A portal", owner=user)
    party.pursuit.save()
    party.token = ApiToken(user=user, name="Report", token_digest=digest(f"{API_TOKEN}-{party.organisation.name}"))
    party.token.save()


def build() -> World:
    """The world, in the database."""
    ours, others = made("Ours", TOKEN), made("Others", "another-token")
    agency = Organisation.objects.create(name="Agency", kind=Organisation.Kind.AGENCY)
    officer = User.objects.create(email="officer@agency.example")
    Membership.objects.create(user=officer, organisation=agency, role=Role.OFFICER)
    with scope.within(agency):
        programme = Programme(name="Go west")
        programme.save()
        ProgrammeCompany(programme=programme, company=ours.organisation, agreed=agency.created).save()
    return World(ours, others, User.objects.create(email="homeless@example.org"), officer)
